import type { Request } from '../../access/actor.js';
import { isId } from '../../database/ids.js';
import type { Database } from '../../database/orm.js';
import { statement, type Unit } from '../../database/unit.js';
import { checkedReason } from '../../runtime/checked-text.js';
import { notFound, refusal } from '../../runtime/refusal.js';
import type { AuditTrail } from '../audit/index.js';
import { closeEventCases, openEventCase } from './case.record.js';
import { EVENT_WORK, type EventStatus, markEvent } from './inbox.record.js';

interface StoredEvent {
  readonly id: string;
  readonly status: EventStatus;
  readonly transactionId: string | null;
  readonly clientId: string | null;
  readonly isWaiting: boolean;
}

// The transaction first, as the inbox takes its locks.
const FIND = statement(`
  select e.id, e.status, e.transaction_id as "transactionId", x.client_id as "clientId", e.status = 'NEW' and e.worked_at is not null as "isWaiting"
  from payment_event e left join transaction x on x.id = e.transaction_id where e.id = $1 for no key update of e`);

/** What operators do about events that found no place. */
export class PaymentEventService {
  readonly #database: Database;
  readonly #audit: AuditTrail;

  constructor(database: Database, audit: AuditTrail) {
    this.#database = database;
    this.#audit = audit;
  }

  /** Has it worked on again; should it find no place again, a new case is opened of it. Answers with its id. */
  retry(request: Request, input: { readonly id: string; readonly reason: string }): Promise<string> {
    return this.#decide(request, input, { to: 'NEW', from: ['UNMATCHED', 'DISMISSED', 'NEW'], action: 'paymentEvent.retry', resolution: 'RETRIED' });
  }

  /** Lays aside what found no place, or waits for news that never come. */
  dismiss(request: Request, input: { readonly id: string; readonly reason: string }): Promise<string> {
    return this.#decide(request, input, { to: 'DISMISSED', from: ['UNMATCHED'], action: 'paymentEvent.dismiss', resolution: 'EXPLAINED' });
  }

  #decide(
    request: Request,
    input: { readonly id: string; readonly reason: string },
    deed: {
      readonly to: 'NEW' | 'DISMISSED';
      readonly from: readonly EventStatus[];
      readonly action: string;
      readonly resolution: 'RETRIED' | 'EXPLAINED';
    },
  ): Promise<string> {
    const reason = checkedReason(input.reason);
    return this.#database.unit(async (unit) => {
      const event = await lockEvent(unit, input.id);
      const isWaiting = deed.to === 'DISMISSED' && event.isWaiting;
      if (!deed.from.includes(event.status) && !isWaiting) throw refusal('ILLEGAL_TRANSITION', `It is ${event.status}: there is nothing to do about it.`);
      await checkNobodyElse(unit, request, event.id);
      markEvent(unit, event.id, deed.to, event.transactionId, deed.to === 'NEW' ? null : reason);
      closeEventCases(unit, event.id, { resolution: deed.resolution, note: reason, by: request.actor });
      if (deed.to === 'NEW') unit.enqueue(EVENT_WORK, { eventId: event.id }, { key: event.id });
      this.#audit.append(unit, request, {
        ...{ action: deed.action, subjectType: 'PaymentEvent', subjectId: event.id, clientId: event.clientId, reason },
        ...{ before: { status: event.status }, after: { status: deed.to } },
      });
      return event.id;
    });
  }
}

async function lockEvent(unit: Unit, id: string): Promise<StoredEvent> {
  const event = isId(id) ? await unit.row<StoredEvent>(FIND, [id]) : undefined;
  if (event === undefined) throw notFound('payment event', 'id');
  return event;
}

/** Who has taken the event's case decides on the event, too. */
async function checkNobodyElse(unit: Unit, { actor }: Request, eventId: string): Promise<void> {
  const found = await openEventCase(unit, eventId);
  if (found !== undefined && found.assigneeId !== null && found.assigneeId !== actor.id)
    throw refusal('POLICY_FORBIDS', `${found.assignee} has taken the case of this event.`);
}
