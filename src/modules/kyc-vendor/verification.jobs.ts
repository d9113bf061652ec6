import type { Request } from '../../access/actor.js';
import type { Applicant, KycAnswer, KycVendor } from '../../connectors/kyc/port.js';
import type { Database } from '../../database/orm.js';
import { statement, type Unit } from '../../database/unit.js';
import { type AnyJob, defineJob } from '../../runtime/jobs.js';
import type { AuditTrail } from '../audit/index.js';
import type { Reassessor } from '../kyc/index.js';
import { closeTask, openTask } from '../tasks/index.js';
import { policyOf } from './vendor-policy.service.js';
import type { DocumentHandOver } from './verification.documents.js';
import { applyNews, sentenceOf } from './verification.news.js';
import {
  lockVerification,
  markAsked,
  markFailed,
  markOpened,
  READ_VERIFICATION,
  VERIFICATION_HAND_OVER,
  VERIFICATION_OPEN,
  VERIFICATION_REFRESH,
  type VerificationRecord,
  wasAskedSince,
} from './verification.record.js';
import { isEnded } from './verification.states.js';

export interface DeskParts {
  readonly database: Database;
  readonly audit: AuditTrail;
  readonly vendor: KycVendor;
  readonly reassessor: Reassessor;
  readonly handOver: DocumentHandOver;
}

/** Nothing was heard of them for an hour: a webhook was lost, or a job has given up. */
const STALE = `
  select id, status = 'STARTING' as "isStarting" from kyc_verification
  where status in ('STARTING', 'DOCUMENTS_REQUIRED', 'IN_REVIEW', 'MANUAL_REVIEW', 'RESUBMISSION_REQUIRED') and coalesce(asked_at, started_at) < now() - interval '1 hour'
  order by asked_at nulls first limit 200`;
const WAS_VERIFIED_BEFORE = statement(`
  select id from kyc_verification where client_id = $1 and id <> $2 and applicant_id = $3 and status in ('APPROVED', 'REJECTED') limit 1`);

/** What is done at the vendor's, outside of any transaction, and what follows from its answers. */
export class VerificationDesk {
  readonly #parts: DeskParts;

  constructor(parts: DeskParts) {
    this.#parts = parts;
  }

  jobs(): AnyJob[] {
    return [
      defineJob({ ...VERIFICATION_OPEN, run: ({ verificationId }, { request }) => this.open(verificationId, request) }),
      defineJob({ ...VERIFICATION_HAND_OVER, run: ({ verificationId }, { request }) => this.#handOver(verificationId, request) }),
      defineJob({ ...VERIFICATION_REFRESH, run: async ({ verificationId }, { request }) => void (await this.refresh(verificationId, request)) }),
      defineJob<object>({ name: 'kycVerification.refreshStale', maxAttempts: 1, every: '*/10 * * * *', run: () => this.refreshStale() }),
    ];
  }

  /** Opens the applicant, or takes up the one that is there. The vendor's no ends the verification; without an answer it throws, to be tried again. */
  async open(id: string, request: Request): Promise<void> {
    const found = await this.#read(id);
    if (found?.status !== 'STARTING') return;
    const opened = await this.#opened(found);
    if (opened.outcome === 'AWAY') throw new Error(`${found.vendor}: ${opened.reason}`);
    const { database, audit } = this.#parts;
    await database.unit(async (unit) => {
      const locked = await lockVerification(unit, id);
      if (locked?.status !== 'STARTING' || locked.applicantId !== null) return;
      const entry = { subjectType: 'KycVerification', subjectId: id, clientId: locked.clientId };
      if (opened.outcome === 'REFUSED') return this.#fail(unit, request, locked, opened.reason);
      const { applicantId, isKnown } = opened.value;
      markOpened(unit, id, applicantId);
      audit.append(unit, request, { ...entry, action: 'kycVerification.open', after: { applicantId, isKnown } });
      const policy = await policyOf(unit, locked.jurisdiction);
      unit.enqueue(policy?.sendsDocuments === true ? VERIFICATION_HAND_OVER : VERIFICATION_REFRESH, { verificationId: id }, { key: id });
    });
  }

  /** Asks how it stands, and lets it follow. False: there was nothing new. Without an answer it throws, to be tried again. */
  async refresh(id: string, request: Request): Promise<boolean> {
    const { database, vendor } = this.#parts;
    const found = await this.#read(id);
    if (found === undefined || found.applicantId === null || !found.isNewest || found.status === 'FAILED') return false;
    const askedAt = new Date();
    const answer = await vendor.review(found.applicantId);
    if (answer.outcome === 'AWAY') throw new Error(`${found.vendor}: ${answer.reason}`);
    return database.unit(async (unit) => {
      const locked = await lockVerification(unit, id);
      if (locked === undefined || !locked.isNewest || (await wasAskedSince(unit, id, askedAt))) return false;
      markAsked(unit, id, askedAt);
      if (answer.outcome === 'DONE') return applyNews(unit, request, locked, answer.value, this.#parts);
      // what is decided stands, also when the vendor no longer keeps what it was decided on
      if (!isEnded(locked.status)) this.#fail(unit, request, locked, `It says nothing of this applicant any more. ${answer.reason}`);
      return false;
    });
  }

  /** It comes to nothing: a person takes note, and may start another. */
  #fail(unit: Unit, request: Request, { id, clientId, vendor, levelName, status }: VerificationRecord, why: string): void {
    markFailed(unit, id, why);
    this.#parts.audit.append(unit, request, {
      ...{ action: 'kycVerification.fail', subjectType: 'KycVerification', subjectId: id, clientId, reason: why },
      ...{ before: { status }, after: { status: 'FAILED' } },
    });
    closeTask(unit, { kind: 'KYC_VENDOR_HOLD', subjectId: id, outcome: 'FAILED', isCancelled: true }, request.actor);
    const detail = `${sentenceOf(vendor, levelName, 'FAILED')} ${why}`;
    openTask(unit, { kind: 'KYC_VENDOR_REVIEW', subjectType: 'KycVerification', subjectId: id, clientId, detail });
  }

  async refreshStale(): Promise<void> {
    const { database } = this.#parts;
    const { rows } = await database.pool.query<{ id: string; isStarting: boolean }>(STALE);
    if (rows.length === 0) return;
    await database.unit(async (unit) => {
      for (const { id, isStarting } of rows) unit.enqueue(isStarting ? VERIFICATION_OPEN : VERIFICATION_REFRESH, { verificationId: id }, { key: id });
    });
  }

  /** An applicant who was there before may be at another level, or have an answer of another time, which is not one to this question. */
  async #opened({ id, clientId, levelName }: VerificationRecord): Promise<KycAnswer<Applicant>> {
    const { vendor, database } = this.#parts;
    const opened = await vendor.openApplicant({ externalUserId: clientId, levelName });
    if (opened.outcome !== 'DONE' || !opened.value.isKnown) return opened;
    const { applicantId } = opened.value;
    const isOver = await database.unit(async (unit) => (await unit.row(WAS_VERIFIED_BEFORE, [clientId, id, applicantId])) !== undefined);
    for (const change of [
      ...(opened.value.levelName === levelName ? [] : [() => vendor.moveToLevel(applicantId, levelName)]),
      ...(isOver ? [() => vendor.reset(applicantId)] : []),
    ]) {
      const changed = await change();
      if (changed.outcome !== 'DONE') return changed;
    }
    return opened;
  }

  async #handOver(id: string, request: Request): Promise<void> {
    const found = await this.#read(id);
    if (found === undefined || found.applicantId === null || !found.isNewest || found.status === 'FAILED') return;
    await this.#parts.handOver.send({ id, clientId: found.clientId, applicantId: found.applicantId }, request);
    await this.refresh(id, request);
  }

  async #read(id: string): Promise<VerificationRecord | undefined> {
    return (await this.#parts.database.pool.query<VerificationRecord>(READ_VERIFICATION, [id])).rows[0];
  }
}
