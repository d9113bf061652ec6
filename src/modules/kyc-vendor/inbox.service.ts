import { type IncomingWebhook, type KycEvent, type KycVendor, WebhookRefused } from '../../connectors/kyc/port.js';
import { newId } from '../../database/ids.js';
import type { Database } from '../../database/orm.js';
import { statement, type Unit } from '../../database/unit.js';
import { type AnyJob, defineJob, type JobContext, jobKind } from '../../runtime/jobs.js';
import type { Logger } from '../../runtime/log.js';
import { openTask } from '../tasks/index.js';
import type { VerificationDesk } from './verification.jobs.js';

/** Works on one event of the inbox. Safe to repeat. */
export const VENDOR_EVENT_WORK = jobKind<{ eventId: string }>({ name: 'kycVendorEvent.work', maxAttempts: 20 });

interface InboxParts {
  readonly database: Database;
  /** Null: none is set. */
  readonly vendor: KycVendor | null;
  readonly desk: VerificationDesk | null;
  readonly log: Logger;
}

interface EventRow {
  readonly id: string;
  readonly vendor: string;
  readonly verificationId: string | null;
  /** It is about somebody who was erased: the house knows nobody of this name any more. */
  readonly isErased: boolean;
  /** Newer news of the same applicant was worked on before. */
  readonly isOld: boolean;
}

const STORE = statement(`
  insert into kyc_vendor_event (id, vendor, event_key, vendor_type, applicant_id, external_user_id, happened_at) values ($1, $2, $3, $4, $5, $6, $7)
  on conflict (vendor, event_key) do update set deliveries = kyc_vendor_event.deliveries + 1 returning id, deliveries::int as deliveries`);
/** By the one that a person has matched it with, or by the applicant; one that the vendor has opened just now, before we could write it down, by the client. */
const READ = `
  select e.id, e.vendor, v.id as "verificationId", exists (select from client c where c.id::text = e.external_user_id and c.erased_at is not null) as "isErased", e.verification_id is null and coalesce(e.happened_at < v.newest_event_at, false) as "isOld"
  from kyc_vendor_event e left join lateral (
    select v.id, v.newest_event_at from kyc_verification v
    where v.vendor = e.vendor and (v.id = e.verification_id or v.applicant_id = e.applicant_id or v.applicant_id is null and v.client_id::text = e.external_user_id)
    order by v.id = e.verification_id desc nulls last, v.started_at desc, v.id desc limit 1) v on true
  where e.id = $1 and e.status = 'NEW'`;
const MARK = statement(`update kyc_vendor_event set status = $2, note = $3, worked_at = now() where id = $1 and status = 'NEW'`);
/** As an erasure leaves them. */
const FORGET = statement(`update kyc_vendor_event set applicant_id = 'erased', external_user_id = null where id = $1`);
const NEWEST = statement(`
  update kyc_verification v set newest_event_at = greatest(v.newest_event_at, e.happened_at) from kyc_vendor_event e where v.id = $1 and e.id = $2`);

/** Keeps what the vendor tells, once, and works on it afterwards. What it tells is a hint: the vendor is asked before anything follows. */
export class VendorInbox {
  readonly #parts: InboxParts;

  constructor(parts: InboxParts) {
    this.#parts = parts;
  }

  jobs(): AnyJob[] {
    return [defineJob({ ...VENDOR_EVENT_WORK, run: ({ eventId }, context) => this.work(eventId, context) })];
  }

  /** The status that the vendor is answered with; null: there is no vendor of this name. */
  async receive(code: string, webhook: IncomingWebhook): Promise<200 | 400 | null> {
    const { vendor, log } = this.#parts;
    if (vendor?.code !== code) return null;
    try {
      await this.#store(code, vendor.readWebhook(webhook));
      return 200;
    } catch (error) {
      if (!(error instanceof WebhookRefused)) throw error;
      log.warn({ vendor: code, reason: error.message }, 'A webhook was refused');
      return 400;
    }
  }

  async work(eventId: string, { request }: Pick<JobContext, 'request'>): Promise<void> {
    const { database, desk } = this.#parts;
    const { rows } = await database.pool.query<EventRow>(READ, [eventId]);
    const [event] = rows;
    if (event === undefined || desk === null) return;
    const { verificationId, isErased, isOld } = event;
    if (isErased) return this.#forget(eventId);
    if (verificationId === null) return this.#ask(event);
    if (isOld) return this.#mark(eventId, 'NOTHING_NEW', 'Newer news were worked on before');
    const isNew = await desk.refresh(verificationId, request);
    await database.unit(async (unit) => {
      unit.write(NEWEST, [verificationId, eventId]);
      mark(unit, eventId, isNew ? 'APPLIED' : 'NOTHING_NEW');
    });
  }

  async #store(code: string, event: KycEvent): Promise<void> {
    const { eventKey, type, applicantId, externalUserId, happenedAt } = event;
    await this.#parts.database.unit(async (unit) => {
      const values = [newId(), code, eventKey, type, applicantId, externalUserId, happenedAt?.toISOString() ?? null];
      const { id, deliveries } = (await unit.row<{ id: string; deliveries: number }>(STORE, values)) as { id: string; deliveries: number };
      if (deliveries === 1) unit.enqueue(VENDOR_EVENT_WORK, { eventId: id }, { key: id });
    });
  }

  /** Whom it is about a person has to say. */
  #ask({ id, vendor }: EventRow): Promise<void> {
    return this.#parts.database.unit(async (unit) => {
      mark(unit, id, 'UNMATCHED', 'No verification of ours has this applicant');
      const detail = `${vendor} tells of an applicant whom no verification here is about.`;
      openTask(unit, { kind: 'KYC_VENDOR_EVENT', subjectType: 'KycVendorEvent', subjectId: id, clientId: null, detail });
    });
  }

  #forget(eventId: string): Promise<void> {
    return this.#parts.database.unit(async (unit) => {
      mark(unit, eventId, 'NOTHING_NEW', 'It is about a client who was erased');
      unit.write(FORGET, [eventId]);
    });
  }

  #mark(eventId: string, status: 'NOTHING_NEW', note: string): Promise<void> {
    return this.#parts.database.unit(async (unit) => mark(unit, eventId, status, note));
  }
}

const mark = (unit: Unit, eventId: string, status: 'APPLIED' | 'NOTHING_NEW' | 'UNMATCHED', note: string | null = null): void =>
  unit.write(MARK, [eventId, status, note]);
