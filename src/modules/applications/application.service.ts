import type { Actor, Request } from '../../access/actor.js';
import { isId, newId } from '../../database/ids.js';
import type { Database } from '../../database/orm.js';
import type { Reader } from '../../database/reader.js';
import { scopedRowIn } from '../../database/reader.scoped.js';
import { statement, type Unit } from '../../database/unit.js';
import { notFound, Refusal, refusal, staleVersion } from '../../runtime/refusal.js';
import type { AuditTrail } from '../audit/index.js';
import { type ClientKeys, clientReader, lockOnboarding, moveOnboarding, type OnboardingClient, type OnboardingStatus } from '../clients/index.js';
import { type KycService, recordKycCheck } from '../kyc/index.js';
import { closeTask, openTask } from '../tasks/index.js';
import { type Answer, declaredIncome, judgeAnswers } from './application.form.js';
import { answersRow, type ApplicationRecord, currentForm, lockApplication, openApplication } from './application.record.js';

export const APPLICATION_DECISIONS = ['APPROVE', 'REJECT', 'ASK_FOR_INFORMATION'] as const;
export type ApplicationDecision = (typeof APPLICATION_DECISIONS)[number];

export interface ApplicationInput {
  readonly clientId: string;
  /** The questionnaire that was answered; it must be the one in use. */
  readonly formId: string;
  readonly answers: readonly Answer[];
}

export interface DecisionInput {
  readonly id: string;
  readonly version: number;
  readonly decision: ApplicationDecision;
  readonly reasons: readonly string[];
}

interface Parts {
  readonly database: Database;
  readonly audit: AuditTrail;
  readonly keys: ClientKeys;
  readonly kyc: KycService;
  readonly reader: Reader;
}

const INSERT = statement(`
  insert into application (id, client_id, form_id, answers_sealed, score, outcome, submitted_by, submitted_by_id, declared_income)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9::numeric)`);
const REPLACE = statement(`update application set version = version + 1, status = 'REPLACED', updated_at = now() where id = $1`);
const DECIDE = statement(`
  update application set version = version + 1, status = $2, reasons = $3, decided_by_id = $4, decided_at = now(), updated_at = now() where id = $1`);

/** From where a client applies by itself, or has somebody apply for it. Whoever was closed is let in again by compliance first. */
const APPLIES_FROM: readonly OnboardingStatus[] = ['REGISTERED', 'INFORMATION_REQUIRED', 'REJECTED'];
const OUTCOMES = {
  APPROVE: { status: 'APPROVED', client: 'APPROVED', check: 'PASSED', detail: 'The application was approved.' },
  REJECT: { status: 'REJECTED', client: 'REJECTED', check: 'FAILED', detail: 'The application was rejected.' },
  ASK_FOR_INFORMATION: { status: 'INFORMATION_REQUIRED', client: 'INFORMATION_REQUIRED', check: 'PENDING', detail: 'Compliance has asked for information.' },
} as const;

/** Takes applications in and decides on them; the client's onboarding and KYC follow in the same transaction. It refuses by throwing `Refusal`. */
export class ApplicationService {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Answers with the application's id. What information was asked for on is replaced by the new one. */
  submit(request: Request, input: ApplicationInput): Promise<string> {
    const { database, audit, keys, kyc } = this.#parts;
    const { actor } = request;
    return database.unit(async (unit) => {
      const client = await clientOf(unit, actor, input.clientId);
      const [form, open] = await Promise.all([currentForm(unit, client.type), openApplication(unit, client.id)]);
      if (form === undefined) throw notFound('application form', 'formId');
      if (form.id !== input.formId) throw refusal('POLICY_FORBIDS', 'This questionnaire is not in use any more: read applicationForm again.', ['formId']);
      if (open?.status === 'SUBMITTED') throw refusal('ALREADY_PENDING', 'An application of this client waits for a decision already.', ['clientId']);
      const { answers, score, outcome } = judgeAnswers(form, input.answers);
      const id = newId();
      if (open !== undefined) unit.write(REPLACE, [open.id]);
      const vault = await keys.toSeal(unit, client.id);
      const sealed = vault.seal(answersRow(id), JSON.stringify(answers));
      unit.write(INSERT, [id, client.id, form.id, sealed, score, outcome, actor.name, actor.id, declaredIncome(form, answers)]);
      const to = this.#moveToSubmitted(unit, client);
      recordKycCheck(unit, { clientId: client.id, kind: 'APPLICATION', outcome: 'PENDING', detail: 'The application waits for a decision.' });
      const detail = `An application waits for a decision. Appropriateness: ${outcome}.`;
      openTask(unit, { kind: 'APPLICATION_REVIEW', subjectType: 'Application', subjectId: id, clientId: client.id, makerId: actor.id, detail });
      audit.append(unit, request, {
        ...{ action: 'application.submit', subjectType: 'Application', subjectId: id, clientId: client.id },
        before: { onboardingStatus: client.onboardingStatus },
        after: { onboardingStatus: to, formId: form.id, score, outcome, replaces: open?.id ?? null },
      });
      await kyc.reassess(unit, request, client.id, 'An application was submitted.');
      return id;
    });
  }

  /** By compliance, and never by whoever submitted it. Approving takes the KYC level that the questionnaire asks for. */
  decide(request: Request, input: DecisionInput): Promise<string> {
    const { database, audit, kyc, reader } = this.#parts;
    const { actor } = request;
    return database.unit(async (unit) => {
      const found = await lockApplication(unit, reader, actor, input.id);
      if (found.version !== input.version) throw staleVersion(found.version);
      if (found.status !== 'SUBMITTED') throw refusal('ILLEGAL_TRANSITION', `The application is ${found.status}: there is nothing to decide.`, ['id']);
      checkDecider(actor, found);
      const reasons = checkedReasons(input, found);
      const client = (await lockOnboarding(unit, found.clientId)) as OnboardingClient;
      const { status, check, detail } = OUTCOMES[input.decision];
      if (input.decision === 'APPROVE') await this.#checkLevel(unit, found);
      const to = moveByDecision(unit, client, input.decision);
      unit.write(DECIDE, [found.id, status, reasons, actor.id]);
      recordKycCheck(unit, { clientId: client.id, kind: 'APPLICATION', outcome: check, detail });
      closeTask(unit, { kind: 'APPLICATION_REVIEW', subjectId: found.id, outcome: status }, actor);
      audit.append(unit, request, {
        ...{ action: 'application.decide', subjectType: 'Application', subjectId: found.id, clientId: client.id, reason: reasons.join(' ') || null },
        before: { status: found.status, onboardingStatus: client.onboardingStatus },
        after: { status, onboardingStatus: to, reasons },
      });
      await kyc.reassess(unit, request, client.id, detail);
      return found.id;
    });
  }

  /** A client whom somebody has moved there already stays. */
  #moveToSubmitted(unit: Unit, client: OnboardingClient): OnboardingStatus {
    if (client.onboardingStatus === 'APPLICATION_SUBMITTED') return client.onboardingStatus;
    if (!APPLIES_FROM.includes(client.onboardingStatus))
      throw refusal('ILLEGAL_TRANSITION', `The client is ${client.onboardingStatus}: applications come from ${APPLIES_FROM.join(', ')}.`, ['clientId']);
    moveOnboarding(unit, client, 'APPLICATION_SUBMITTED');
    return 'APPLICATION_SUBMITTED';
  }

  async #checkLevel(unit: Unit, { clientId, kycLevel }: ApplicationRecord): Promise<void> {
    const missing = await this.#parts.kyc.missingFor(unit, clientId, kycLevel);
    if (missing.length === 0) return;
    const wanted = { code: 'KYC_REQUIRED', message: `Approval takes KYC level ${kycLevel}.`, field: ['id'] } as const;
    throw new Refusal([wanted, ...missing.map((message) => ({ code: 'KYC_REQUIRED', message, field: ['id'] }) as const)]);
  }
}

/** Who has left meanwhile stays where it is: its application is only put away. */
function moveByDecision(unit: Unit, client: OnboardingClient, decision: ApplicationDecision): OnboardingStatus {
  const hasLeft = client.onboardingStatus === 'CLOSED' || client.onboardingStatus === 'TERMINATED' || client.onboardingStatus === 'REJECTED';
  if (hasLeft && decision === 'REJECT') return client.onboardingStatus;
  const to = OUTCOMES[decision].client;
  moveOnboarding(unit, client, to);
  return to;
}

/** Locked: whoever applies twice at once is told so. Partners do not apply for clients. */
async function clientOf(unit: Unit, actor: Actor, clientId: string): Promise<OnboardingClient> {
  const seen = isId(clientId) && actor.partnerId === null ? await scopedRowIn(unit, clientReader, actor, clientId, 't.id') : null;
  const client = seen === null ? undefined : await lockOnboarding(unit, clientId);
  if (client === undefined) throw notFound('client', 'clientId');
  return client;
}

/** By person: also when it was submitted by a key that this person made. */
function checkDecider(actor: Actor, { submittedById, submittedByKeyOf }: ApplicationRecord): void {
  if (actor.kind !== 'STAFF') throw refusal('POLICY_FORBIDS', 'Applications are decided on by people of the staff.');
  if (submittedById === actor.id || submittedByKeyOf === actor.id)
    throw refusal('MAKER_CANNOT_CHECK', 'You submitted this yourself: somebody else has to decide on it.', ['id']);
}

function checkedReasons({ decision, reasons }: DecisionInput, { outcome }: ApplicationRecord): string[] {
  const texts = reasons.map((reason) => reason.trim()).filter((reason) => reason !== '');
  if (texts.length > 10 || texts.some((text) => text.length < 3 || text.length > 300))
    throw refusal('INVALID', 'Give up to 10 reasons of 3 to 300 characters each.', ['reasons']);
  if (texts.length > 0) return texts;
  if (decision !== 'APPROVE') throw refusal('INVALID', 'Say why: the client reads it.', ['reasons']);
  if (outcome === 'NOT_APPROPRIATE') throw refusal('INVALID', 'By its answers trading is not appropriate for this client: say why it is let in.', ['reasons']);
  return texts;
}
