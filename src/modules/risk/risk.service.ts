import type { Actor, Request } from '../../access/actor.js';
import type { Database } from '../../database/orm.js';
import { scopedRowIn } from '../../database/reader.scoped.js';
import type { Unit } from '../../database/unit.js';
import { checkedReason } from '../../runtime/checked-text.js';
import { notFound, refusal } from '../../runtime/refusal.js';
import type { AuditTrail } from '../audit/index.js';
import { clientReader } from '../clients/index.js';
import { type Reassessor, recordKycCheck, renewReview } from '../kyc/index.js';
import { closeTask, openTask } from '../tasks/index.js';
import { addRating, endOverride, lockRiskFile, markReviewed, type RatingRecord, type RiskFile } from './risk.record.js';
import { higher, isHigher, type Rated, rate, type RiskLevel } from './risk.rules.js';

interface Parts {
  readonly database: Database;
  readonly audit: AuditTrail;
  readonly reassessor: Reassessor;
}

/** A rating as it now holds. */
export interface Standing {
  readonly level: RiskLevel;
  readonly before: RiskLevel;
}

const NOBODY = { reviewedBy: null, reviewedById: null, reviewedAt: null } as const;

/** Rates clients by the published rules. A rating that says what the last one said is none. */
export class RiskService {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Rates a client anew in the caller's transaction. `cause` is a sentence that the rating keeps. */
  async assess(unit: Unit, request: Request, clientId: string, cause: string): Promise<Standing> {
    const file = await lockRiskFile(unit, clientId);
    if (file === undefined) throw notFound('client', 'clientId');
    return this.rerate(unit, request, file, cause);
  }

  /** By somebody of the staff, who has looked at the client with that. */
  async assessByPerson(request: Request, input: { readonly clientId: string; readonly reason: string }): Promise<string> {
    const reason = checkedReason(input.reason);
    checkPerson(request.actor);
    return this.#parts.database.unit(async (unit) => {
      const file = await this.fileFor(unit, request.actor, input.clientId);
      const { level } = await this.rerate(unit, request, file, reason);
      const nextReviewOn = await this.#review(unit, request, file.clientId, 'ASSESSED');
      this.#parts.audit.append(unit, request, {
        ...{ action: 'risk.assess', subjectType: 'Client', subjectId: file.clientId, reason },
        before: { riskLevel: file.level, nextReviewOn: file.current?.nextReviewOn ?? null },
        after: { riskLevel: level, nextReviewOn },
      });
      return file.clientId;
    });
  }

  /** Somebody has looked at the client, and the rating stands. */
  async completeReview(request: Request, input: { readonly clientId: string; readonly reason: string }): Promise<string> {
    const reason = checkedReason(input.reason);
    checkPerson(request.actor);
    return this.#parts.database.unit(async (unit) => {
      const file = await this.fileFor(unit, request.actor, input.clientId);
      if (file.current === undefined) throw refusal('ILLEGAL_TRANSITION', 'The client was not rated yet: there is nothing to review.', ['clientId']);
      const nextReviewOn = await this.#review(unit, request, file.clientId, 'REVIEWED');
      this.#parts.audit.append(unit, request, {
        ...{ action: 'risk.review', subjectType: 'Client', subjectId: file.clientId, reason },
        before: { nextReviewOn: file.current.nextReviewOn },
        after: { level: file.current.level, nextReviewOn },
      });
      return file.clientId;
    });
  }

  /** What the rating follows from, if the client exists for the actor. */
  async fileFor(unit: Unit, actor: Actor, clientId: string): Promise<RiskFile> {
    const seen = await scopedRowIn<{ id: string }>(unit, clientReader, actor, clientId, 't.id');
    const file = seen === null ? undefined : await lockRiskFile(unit, seen.id);
    if (file === undefined) throw notFound('client', 'clientId');
    return file;
  }

  /** As `assess`, with what it follows from at hand. */
  async rerate(unit: Unit, request: Request, file: RiskFile, cause: string): Promise<Standing> {
    const rated = rate(file.facts, file.ruleSet);
    const override = overrideInForce(unit, request, file, rated);
    const level = override === null ? rated.level : override.level;
    const { current } = file;
    const standing = { level, before: file.level };
    if (current !== undefined && isSame(file, current, rated, level, override?.id ?? null)) return standing;
    const isNews = current === undefined || current.level !== level || file.level !== level;
    const nextReviewOn = await addRating(
      unit,
      file,
      {
        ...{ rated, level, overrideId: override?.id ?? null, cause },
        ...{ nextReviewOn: isNews ? null : current.nextReviewOn, reviewed: isNews ? NOBODY : current },
      },
      request.actor,
    );
    if (!isNews) return standing;
    this.#tell(unit, request, file, { rated, level, cause, nextReviewOn });
    await this.#parts.reassessor.reassess(unit, request, file.clientId, `The client was rated ${level}.`);
    return standing;
  }

  #tell(
    unit: Unit,
    request: Request,
    file: RiskFile,
    { rated, level, cause, nextReviewOn }: { readonly rated: Rated; readonly level: RiskLevel; readonly cause: string; readonly nextReviewOn: string },
  ): void {
    const { clientId } = file;
    this.#parts.audit.append(unit, request, {
      ...{ action: 'risk.rate', subjectType: 'Client', subjectId: clientId, reason: cause },
      before: { riskLevel: file.level, score: file.current?.score ?? null },
      after: { riskLevel: level, score: rated.score, rules: rated.factors.map(({ code }) => code), nextReviewOn },
    });
    const waits = level === 'HIGH';
    if (waits)
      openTask(unit, { kind: 'RISK_REVIEW', subjectType: 'Client', subjectId: clientId, clientId, detail: `Rated HIGH with ${rated.score} points: ${cause}` });
    this.#check(unit, clientId, level, waits ? null : nextReviewOn);
  }

  /** Takes down that the actor has looked, as of now. */
  async #review(unit: Unit, request: Request, clientId: string, outcome: string): Promise<string> {
    const file = (await lockRiskFile(unit, clientId)) as RiskFile & { readonly current: RatingRecord };
    const { current } = file;
    const nextReviewOn = await markReviewed(unit, current.id, request.actor);
    closeTask(unit, { kind: 'RISK_REVIEW', subjectId: clientId, outcome }, request.actor);
    this.#check(unit, clientId, current.level, nextReviewOn);
    // a review of the risk is one of the client as a whole: both are due on the same day from then on
    renewReview(unit, clientId);
    await this.#parts.reassessor.reassess(unit, request, clientId, 'The risk of the client was reviewed.');
    return nextReviewOn;
  }

  /** `validUntil` null: somebody has to look first. */
  #check(unit: Unit, clientId: string, level: RiskLevel, validUntil: string | null): void {
    recordKycCheck(unit, {
      ...{ clientId, kind: 'RISK_RATING', outcome: validUntil === null ? 'PENDING' : 'PASSED', validUntil },
      detail: validUntil === null ? `Rated ${level}: somebody has to look at it.` : `Rated ${level}, to be reviewed by ${validUntil}.`,
    });
  }
}

/** Ratings are looked at by people, each under their own name. */
export function checkPerson(actor: Actor): void {
  if (actor.kind !== 'STAFF') throw refusal('POLICY_FORBIDS', 'Risk is decided on by people of the staff.');
}

/** A lower level than the rules' was decided on facts of that day: it ends when it has run out, or when the rules say worse than they did. */
function overrideInForce(unit: Unit, { actor }: Request, { override }: RiskFile, rated: Rated): { readonly id: string; readonly level: RiskLevel } | null {
  if (override === undefined) return null;
  const isLowering = isHigher(override.ratedLevel, override.level);
  if (override.isOver || (isLowering && isHigher(rated.level, override.ratedLevel))) {
    endOverride(unit, override.id, actor, override.isOver ? 'It has run out.' : `The rules rate the client ${rated.level} now.`);
    return null;
  }
  return { id: override.id, level: isLowering ? override.level : higher(override.level, rated.level) };
}

const isSame = (file: RiskFile, current: RatingRecord, rated: Rated, level: RiskLevel, overrideId: string | null): boolean =>
  current.ruleSet === file.ruleSet.number &&
  current.score === rated.score &&
  current.ratedLevel === rated.level &&
  current.level === level &&
  file.level === level &&
  current.overrideId === overrideId &&
  current.factors.map(({ code }) => code).join() === rated.factors.map(({ code }) => code).join();
