import type { Actor, Request } from '../../access/actor.js';
import { isId } from '../../database/ids.js';
import type { Database } from '../../database/orm.js';
import { scopedRowIn } from '../../database/reader.scoped.js';
import { statement, type Unit } from '../../database/unit.js';
import { checkedReason } from '../../runtime/checked-text.js';
import { notFound, refusal } from '../../runtime/refusal.js';
import type { AuditTrail } from '../audit/index.js';
import { closeTask } from '../tasks/index.js';
import { VENDOR_EVENT_WORK } from './inbox.service.js';
import { kycVendorEventReader } from './vendor-event.reader.js';
import { kycVerificationReader } from './verification.reader.js';
import { lockVerification, markOpened, type VerificationRecord } from './verification.record.js';

interface EventRecord {
  readonly id: string;
  readonly vendor: string;
  readonly vendorType: string;
  readonly applicantId: string;
  readonly externalUserId: string | null;
  readonly status: string;
}

const LOCK = statement(`
  select id, vendor, vendor_type as "vendorType", applicant_id as "applicantId", external_user_id as "externalUserId", status from kyc_vendor_event where id = $1 for no key update`);
const MATCH = statement(`
  update kyc_vendor_event set status = 'NEW', note = null, worked_at = null, verification_id = $2, decided_by = $3, decided_by_id = $4, decided_at = now(), decision_reason = $5
  where id = $1`);
const DISMISS = statement(`
  update kyc_vendor_event set status = 'DISMISSED', decided_by = $2, decided_by_id = $3, decided_at = now(), decision_reason = $4 where id = $1`);

/** What people do about the vendor's news that found no place. */
export class VendorEventService {
  readonly #database: Database;
  readonly #audit: AuditTrail;

  constructor(database: Database, audit: AuditTrail) {
    this.#database = database;
    this.#audit = audit;
  }

  /**
   * Has it worked on as news of this verification: the vendor is asked, and what it says counts. Refused where the vendor has the applicant
   * under another's name, or the verification another applicant: with a stranger's approval nobody is verified. Answers with its id.
   */
  match(request: Request, input: { readonly id: string; readonly verificationId: string; readonly reason: string }): Promise<string> {
    const reason = checkedReason(input.reason);
    return this.#decide(request, input.id, async (unit, event) => {
      const found = await verificationFor(unit, request.actor, input.verificationId);
      checkFits(event, found);
      if (found.applicantId === null) markOpened(unit, found.id, event.applicantId);
      unit.write(MATCH, [event.id, found.id, request.actor.name, request.actor.id, reason]);
      unit.enqueue(VENDOR_EVENT_WORK, { eventId: event.id }, { key: event.id });
      closeTask(unit, { kind: 'KYC_VENDOR_EVENT', subjectId: event.id, outcome: 'MATCHED' }, request.actor);
      this.#audit.append(unit, request, {
        ...{ action: 'kycVendorEvent.match', subjectType: 'KycVendorEvent', subjectId: event.id, clientId: found.clientId, reason },
        ...{ before: { status: event.status }, after: { status: 'NEW', verificationId: found.id } },
      });
    });
  }

  dismiss(request: Request, input: { readonly id: string; readonly reason: string }): Promise<string> {
    const reason = checkedReason(input.reason);
    return this.#decide(request, input.id, (unit, event) => {
      unit.write(DISMISS, [event.id, request.actor.name, request.actor.id, reason]);
      closeTask(unit, { kind: 'KYC_VENDOR_EVENT', subjectId: event.id, outcome: 'DISMISSED' }, request.actor);
      this.#audit.append(unit, request, {
        ...{ action: 'kycVendorEvent.dismiss', subjectType: 'KycVendorEvent', subjectId: event.id, reason },
        ...{ before: { status: event.status }, after: { status: 'DISMISSED' } },
      });
    });
  }

  #decide({ actor }: Request, id: string, work: (unit: Unit, event: EventRecord) => void | Promise<void>): Promise<string> {
    if (actor.kind !== 'STAFF') throw refusal('POLICY_FORBIDS', "The vendor's news are matched and dismissed by people of the staff.");
    return this.#database.unit(async (unit) => {
      const [seen, event] = isId(id)
        ? await Promise.all([scopedRowIn(unit, kycVendorEventReader, actor, id, 't.id'), unit.row<EventRecord>(LOCK, [id])])
        : [null];
      if (seen === null || event === undefined) throw notFound('event', 'id');
      if (event.status !== 'UNMATCHED') throw refusal('ILLEGAL_TRANSITION', `It is ${event.status}: there is nothing to decide.`, ['id']);
      await work(unit, event);
      return event.id;
    });
  }
}

async function verificationFor(unit: Unit, actor: Actor, id: string): Promise<VerificationRecord> {
  const [seen, found] = isId(id) ? await Promise.all([scopedRowIn(unit, kycVerificationReader, actor, id, 't.id'), lockVerification(unit, id)]) : [null];
  if (seen === null || found === undefined) throw notFound('verification', 'verificationId');
  return found;
}

function checkFits(event: EventRecord, found: VerificationRecord): void {
  const field = ['verificationId'];
  if (found.vendor !== event.vendor) throw refusal('POLICY_FORBIDS', `This verification is by ${found.vendor}.`, field);
  if (event.externalUserId !== null && event.externalUserId !== found.clientId)
    throw refusal('POLICY_FORBIDS', 'The vendor has this applicant under another name than this client.', field);
  if (found.applicantId !== null && found.applicantId !== event.applicantId)
    throw refusal('POLICY_FORBIDS', 'This verification is about another applicant.', field);
}
