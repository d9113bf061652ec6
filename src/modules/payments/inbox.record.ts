import type { PaymentEvent } from '../../connectors/payments/port.js';
import { isId, newId } from '../../database/ids.js';
import { statement, type Unit } from '../../database/unit.js';
import { jobKind } from '../../runtime/jobs.js';

/** Works on one event of the inbox. Safe to repeat. */
export const EVENT_WORK = jobKind<{ eventId: string }>({ name: 'paymentEvent.work', maxAttempts: 20 });

export type EventSource = 'WEBHOOK' | 'LOOK_UP' | 'STATEMENT';

const STORE = statement(`
  insert into payment_event (id, provider, event_id, vendor_type, direction, state, order_id, provider_reference, processed_amount, currency, fee, reason, happened_at,
    source, raw_body)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
  on conflict (provider, event_id) do update set deliveries = payment_event.deliveries + 1 returning id, deliveries::int as deliveries`);

/** Keeps an event, once, and has it worked on. Delivered again it is only counted. Answers with the row's id. */
export async function storeEvent(
  unit: Unit,
  provider: string,
  event: PaymentEvent,
  given: { readonly source: EventSource; readonly rawBody: string | null },
): Promise<string> {
  const [stored] = await unit.rows<{ id: string; deliveries: number }>(STORE, [
    ...[newId(), provider, event.eventId, event.vendorType, event.direction, event.state, isId(event.orderId) ? event.orderId : null],
    ...[event.providerReference, event.processedAmount, event.currency, event.fee, event.reason, event.at, given.source, given.rawBody],
  ]);
  const { id, deliveries } = stored as { id: string; deliveries: number };
  if (deliveries === 1) unit.enqueue(EVENT_WORK, { eventId: id }, { key: id });
  return id;
}

export type EventStatus = 'NEW' | 'APPLIED' | 'NOTHING_NEW' | 'UNMATCHED' | 'DISMISSED';

export interface EventRecord {
  readonly id: string;
  readonly provider: string;
  readonly direction: 'DEPOSIT' | 'PAYOUT';
  readonly state: PaymentEvent['state'];
  readonly orderId: string | null;
  readonly providerReference: string | null;
  readonly processedAmount: string | null;
  readonly currency: string | null;
  readonly fee: string | null;
  readonly reason: string | null;
  readonly happenedAt: string;
  readonly source: EventSource;
  readonly status: EventStatus;
}

const COLUMNS = `id, provider, direction, state, order_id as "orderId", provider_reference as "providerReference", processed_amount::text as "processedAmount", currency,
  fee::text as fee, reason, happened_at as "happenedAt", source, status`;
const READ = `select ${COLUMNS} from payment_event where id = $1`;
const WAITING = statement(`
  select ${COLUMNS} from payment_event where order_id = $1 and provider = $2 and status in ('NEW', 'UNMATCHED') or id = $3 order by received_at, id for no key update`);
const MARK = statement('update payment_event set status = $2, transaction_id = coalesce($3::uuid, transaction_id), note = $4, worked_at = now() where id = $1');
const RESTATE = statement(`
  update payment_event set source = 'LOOK_UP', state = $2, order_id = coalesce(order_id, $3::uuid), provider_reference = coalesce($4, provider_reference), processed_amount = $5, currency = $6,
    fee = $7, reason = coalesce($8, reason) where id = $1`);

export const READ_EVENT = READ;

const LOCK = statement(`${READ} for no key update`);

/** One event, locked; the caller has locked the transaction that it will be about. */
export async function lockEvent(unit: Unit, id: string): Promise<EventRecord> {
  const event = await unit.row<EventRecord>(LOCK, [id]);
  if (event === undefined) throw new Error(`There is no payment event ${id}`);
  return event;
}

/** The events about one order that nobody has worked on yet, locked; the caller has locked the transaction that they are about. */
export const waitingEvents = (unit: Unit, event: EventRecord): Promise<EventRecord[]> =>
  unit.rows<EventRecord>(WAITING, [event.orderId, event.provider, event.id]);

export function markEvent(unit: Unit, id: string, status: EventStatus, transactionId: string | null, note: string | null = null): void {
  unit.write(MARK, [id, status, transactionId, note]);
}

/** What a look-up says in place of a webhook that is only a hint. */
export function restateEvent(unit: Unit, id: string, facts: Omit<PaymentEvent, 'eventId' | 'vendorType'>): void {
  const orderId = isId(facts.orderId) ? facts.orderId : null;
  unit.write(RESTATE, [id, facts.state, orderId, facts.providerReference, facts.processedAmount, facts.currency, facts.fee, facts.reason]);
}
