import type { Actor, Request } from '../../access/actor.js';
import { isId } from '../../database/ids.js';
import type { Database } from '../../database/orm.js';
import { scopedRowIn } from '../../database/reader.scoped.js';
import type { Unit } from '../../database/unit.js';
import { checkedReason } from '../../runtime/checked-text.js';
import { notFound, refusal, staleVersion } from '../../runtime/refusal.js';
import type { AuditTrail } from '../audit/index.js';
import { addRestrictions } from '../clients/index.js';
import { closeTask } from '../tasks/index.js';
import { screeningHitReader } from './hit.reader.js';
import { decideHit, type HitRecord, lockHit } from './hit.record.js';
import type { RiskRater } from './screening.port.js';
import type { ScreeningResults } from './screening.results.js';

export interface HitDecision {
  readonly id: string;
  /** The one that the caller saw. */
  readonly version: number;
  readonly decision: 'TRUE_MATCH' | 'FALSE_POSITIVE';
  readonly reason: string;
}

/** Nothing moves any more: what there is stays where it is until the authority has said what to do. */
const FROZEN = ['NO_DEPOSIT', 'NO_WITHDRAWAL', 'NO_TRANSFER', 'NO_TRADE'] as const;

interface Parts {
  readonly database: Database;
  readonly audit: AuditTrail;
  readonly results: ScreeningResults;
  readonly rater: RiskRater;
}

/** Decides on hits: is it the client, or somebody of the same name? */
export class ScreeningHitService {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** A confirmed sanctions match freezes the client in the same transaction; its restrictions stay when it is taken back, for a person to lift. */
  async decide(request: Request, input: HitDecision): Promise<string> {
    const { actor } = request;
    const reason = checkedReason(input.reason);
    if (actor.kind !== 'STAFF') throw refusal('POLICY_FORBIDS', 'Hits are decided on by people of the staff.');
    return this.#parts.database.unit(async (unit) => {
      const hit = await seenHit(unit, actor, input);
      checkDecision(actor, hit, input.decision);
      decideHit(unit, hit, input.decision, reason, actor);
      closeTask(unit, { kind: 'SCREENING_HIT', subjectId: hit.id, outcome: input.decision }, actor);
      const restrictions = await freeze(unit, hit, input.decision, actor);
      this.#parts.audit.append(unit, request, {
        ...{ action: 'screeningHit.decide', subjectType: 'ScreeningHit', subjectId: hit.id, clientId: hit.clientId, reason },
        before: { status: hit.status },
        after: { status: input.decision, list: hit.list, entry: hit.ref, score: hit.score, restrictions },
      });
      await this.#parts.results.stand(unit, request, [hit.clientId], true);
      await this.#parts.rater.assess(unit, request, hit.clientId, `A hit on the list ${hit.list} was decided on: ${input.decision}.`);
      return hit.id;
    });
  }
}

async function seenHit(unit: Unit, actor: Actor, { id, version }: HitDecision): Promise<HitRecord> {
  if (!isId(id)) throw notFound('hit', 'id');
  const [seen, hit] = await Promise.all([scopedRowIn(unit, screeningHitReader, actor, id, 't.id'), lockHit(unit, id)]);
  if (seen === null || hit === undefined) throw notFound('hit', 'id');
  if (hit.version !== version) throw staleVersion(hit.version);
  return hit;
}

/** A decision may be taken back; a confirmed match by another person than who confirmed it. */
function checkDecision(actor: Actor, hit: HitRecord, decision: HitDecision['decision']): void {
  if (hit.isSuperseded) throw refusal('ILLEGAL_TRANSITION', 'Client or entry has changed since: there is a newer hit, or none any more.', ['id']);
  if (hit.status === decision && decision === 'FALSE_POSITIVE') throw refusal('ILLEGAL_TRANSITION', 'It was decided so before.', ['decision']);
  if (hit.status === 'TRUE_MATCH' && decision === 'FALSE_POSITIVE' && hit.decidedById === actor.id)
    throw refusal('MAKER_CANNOT_CHECK', 'You confirmed this match yourself: somebody else has to take it back.', ['id']);
}

async function freeze(unit: Unit, { kind, clientId, list, ref }: HitRecord, decision: HitDecision['decision'], actor: Actor): Promise<string[]> {
  if (decision !== 'TRUE_MATCH' || kind !== 'SANCTIONS') return [];
  return addRestrictions(unit, { clientId, kinds: FROZEN, reason: `On a list of sanctions: ${list} ${ref}` }, actor);
}
