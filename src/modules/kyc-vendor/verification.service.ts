import type { Actor, Request } from '../../access/actor.js';
import type { KycVendor } from '../../connectors/kyc/port.js';
import { isId } from '../../database/ids.js';
import type { Database } from '../../database/orm.js';
import { scopedRow, scopedRowIn } from '../../database/reader.scoped.js';
import type { Unit } from '../../database/unit.js';
import { checkedReason } from '../../runtime/checked-text.js';
import { notFound, refusal, staleVersion } from '../../runtime/refusal.js';
import type { AuditTrail } from '../audit/index.js';
import { clientReader } from '../clients/index.js';
import type { Reassessor } from '../kyc/index.js';
import { closeTask } from '../tasks/index.js';
import { policyOf } from './vendor-policy.service.js';
import { follow } from './verification.news.js';
import { kycVerificationReader } from './verification.reader.js';
import { insertVerification, lockLatestOf, lockVerification, VERIFICATION_OPEN, type VerificationRecord, writeDecision } from './verification.record.js';
import { isEnded, mayHandIn, type VerificationStatus } from './verification.states.js';

export interface VerificationServiceParts {
  readonly database: Database;
  readonly audit: AuditTrail;
  readonly reassessor: Reassessor;
  /** Null: none is set. */
  readonly vendor: KycVendor | null;
}

export interface Decision {
  readonly id: string;
  /** The one that the caller saw. */
  readonly version: number;
  readonly reason: string;
}

/** What a front end opens the vendor's dialogue with. */
export interface Access {
  readonly token: string;
  readonly url: string;
  readonly expiresAt: Date;
}

interface StartedClient {
  readonly id: string;
  readonly jurisdiction: string;
  readonly onboardingStatus: string;
}

/** Whoever has left is not verified any more. */
const GONE = new Set(['REJECTED', 'CLOSED', 'TERMINATED']);

/** Starts verifications at the vendor's, opens them to front ends, and takes people's decisions on them. Refuses by throwing `Refusal`. */
export class VerificationService {
  readonly #parts: VerificationServiceParts;

  constructor(parts: VerificationServiceParts) {
    this.#parts = parts;
  }

  /** Answers with its id. The vendor hears of it by a job, which stands or falls with the transaction. */
  async start(request: Request, input: { readonly clientId: string }): Promise<string> {
    const { database, audit } = this.#parts;
    const vendor = this.#vendor();
    return database.unit(async (unit) => {
      const client = await clientOf(unit, request.actor, input.clientId);
      const policy = await policyOf(unit, client.jurisdiction);
      if (policy === undefined)
        throw refusal('POLICY_FORBIDS', `Nothing is set for clients of ${client.jurisdiction}: nobody there is verified by a vendor.`, ['clientId']);
      const before = await lockLatestOf(unit, client.id);
      checkStartable(request.actor, before);
      const { levelName } = policy;
      if (before !== undefined)
        closeTask(unit, { kind: 'KYC_VENDOR_REVIEW', subjectId: before.id, outcome: 'STARTED_AGAIN', isCancelled: true }, request.actor);
      const id = insertVerification(unit, request, { clientId: client.id, vendor: vendor.code, levelName, personRequired: before?.personRequired === true });
      unit.enqueue(VERIFICATION_OPEN, { verificationId: id }, { key: id });
      audit.append(unit, request, {
        ...{ action: 'kycVerification.start', subjectType: 'KycVerification', subjectId: id, clientId: client.id },
        after: { vendor: vendor.code, levelName },
      });
      return id;
    });
  }

  /** The vendor is asked outside of any transaction; the audit entry is there before anybody holds the token. */
  async openAccess(request: Request, id: string): Promise<Access> {
    const { database, audit } = this.#parts;
    const vendor = this.#vendor();
    const columns = 't.client_id as "clientId", t.status, t.level_name as "levelName", t.applicant_id as "applicantId"';
    type Row = Pick<VerificationRecord, 'clientId' | 'status' | 'levelName' | 'applicantId'>;
    const found = await scopedRow<Row>(database.pool, kycVerificationReader, request.actor, id, columns);
    if (found === null) throw notFound('verification', 'id');
    if (found.applicantId === null && !isEnded(found.status))
      throw refusal('CONNECTOR_UNAVAILABLE', 'The vendor has not opened it yet: try again in a moment.', ['id']);
    if (!mayHandIn(found.status)) throw refusal('ILLEGAL_TRANSITION', `It is ${found.status}: there is nothing to hand in.`, ['id']);
    const answer = await vendor.openAccess(found.clientId, found.levelName);
    if (answer.outcome !== 'DONE') throw refusal('CONNECTOR_UNAVAILABLE', `${vendor.code} gives no access now. Try again later.`);
    await database.unit(async (unit) => {
      const after = { expiresAt: answer.value.expiresAt.toISOString() };
      audit.append(unit, request, { action: 'kycVerification.openAccess', subjectType: 'KycVerification', subjectId: id, clientId: found.clientId, after });
    });
    return answer.value;
  }

  /** A person stands by what the vendor approved: from now on it counts. */
  confirm(request: Request, decision: Decision): Promise<string> {
    return this.#decide(request, decision, 'kycVerification.confirm', ({ status }) => {
      if (status === 'CONFIRMATION_REQUIRED') return 'APPROVED';
      throw refusal('ILLEGAL_TRANSITION', `It is ${status}: there is nothing of the vendor's to confirm.`, ['id']);
    });
  }

  /** A person does not, or has taken note of what the vendor rejected for good, or would not begin. */
  refuse(request: Request, decision: Decision): Promise<string> {
    return this.#decide(request, decision, 'kycVerification.refuse', ({ status, decidedById }) => {
      if (status === 'CONFIRMATION_REQUIRED') return 'REJECTED';
      if (decidedById === null && (status === 'REJECTED' || status === 'FAILED')) return status;
      throw refusal('ILLEGAL_TRANSITION', `It is ${status}: there is nothing to refuse.`, ['id']);
    });
  }

  #decide(request: Request, decision: Decision, action: string, next: (found: VerificationRecord) => VerificationStatus): Promise<string> {
    const { database, audit, reassessor } = this.#parts;
    const { actor } = request;
    const reason = checkedReason(decision.reason);
    if (actor.kind !== 'STAFF') throw refusal('POLICY_FORBIDS', 'Verifications are decided on by people of the staff.');
    return database.unit(async (unit) => {
      const found = await lockScoped(unit, actor, decision.id);
      if (found.version !== decision.version) throw staleVersion(found.version);
      const status = next(found);
      writeDecision(unit, found.id, status, request, reason);
      audit.append(unit, request, {
        ...{ action, subjectType: 'KycVerification', subjectId: found.id, clientId: found.clientId, reason },
        ...{ before: { status: found.status }, after: { status } },
      });
      if (status === found.status) closeTask(unit, { kind: 'KYC_VENDOR_REVIEW', subjectId: found.id, outcome: status }, actor);
      else await follow(unit, request, { ...found, status, decidedById: actor.id }, { reassessor, was: found.status });
      return found.id;
    });
  }

  #vendor(): KycVendor {
    if (this.#parts.vendor !== null) return this.#parts.vendor;
    throw refusal('CONNECTOR_UNAVAILABLE', 'No vendor who verifies identity is set: the gateway has no SUMSUB_APP_TOKEN.');
  }
}

async function clientOf(unit: Unit, actor: Actor, clientId: string): Promise<StartedClient> {
  const columns = 't.id, t.jurisdiction, t.onboarding_status as "onboardingStatus"';
  const client = isId(clientId) && actor.partnerId === null ? await scopedRowIn<StartedClient>(unit, clientReader, actor, clientId, columns) : null;
  if (client === null) throw notFound('client', 'clientId');
  if (GONE.has(client.onboardingStatus)) throw refusal('POLICY_FORBIDS', `The client is ${client.onboardingStatus}.`, ['clientId']);
  return client;
}

function checkStartable(actor: Actor, before: VerificationRecord | undefined): void {
  if (before === undefined) return;
  if (!isEnded(before.status)) throw refusal('ALREADY_PENDING', `One is under way: it is ${before.status}.`, ['clientId']);
  if (before.status !== 'REJECTED') return;
  if (before.vendorRejectType === 'FINAL')
    throw refusal('POLICY_FORBIDS', 'The vendor has rejected the client for good: only the vendor can open it again.', ['clientId']);
  if (actor.kind !== 'STAFF') throw refusal('POLICY_FORBIDS', 'The last one was rejected: compliance decides whether there is another.', ['clientId']);
}

async function lockScoped(unit: Unit, actor: Actor, id: string): Promise<VerificationRecord> {
  if (!isId(id)) throw notFound('verification', 'id');
  const [seen, found] = await Promise.all([scopedRowIn(unit, kycVerificationReader, actor, id, 't.id'), lockVerification(unit, id)]);
  if (seen === null || found === undefined) throw notFound('verification', 'id');
  return found;
}
