import { fromMinorUnits } from '../amounts.js';
import { type JsonObject, objectOf, textOf } from '../exact-json.js';
import type { PaymentDirection, PaymentFacts, PaymentState } from '../port.js';
import { orderIdOf, timeOf } from '../vendor.values.js';

const DEPOSIT_STATES: Readonly<Record<string, PaymentState>> = {
  initialized: 'PENDING',
  pending: 'PENDING',
  pending_async: 'PENDING',
  authorized: 'PENDING',
  approved: 'SETTLED',
  declined: 'DECLINED',
  rejected: 'DECLINED',
  error: 'DECLINED',
  cancelled: 'CANCELLED',
  reversed: 'REVERSED',
  chargeback: 'CHARGED_BACK',
};

/** An error of a payout says nothing on whether the money went out: it stays open until the vendor's people have settled it. */
const PAYOUT_STATES: Readonly<Record<string, PaymentState>> = {
  initialized: 'PENDING',
  requested: 'PENDING',
  pending: 'PENDING',
  pending_async: 'PENDING',
  authorized: 'PENDING',
  in_progress: 'PENDING',
  'in progress': 'PENDING',
  error: 'PENDING',
  approved: 'SETTLED',
  rejected: 'DECLINED',
  cancelled: 'CANCELLED',
  reversed: 'RETURNED',
};

/** A refund takes the deposit of the same order back; one that is not approved has done nothing. */
const REFUND_STATES: Readonly<Record<string, PaymentState>> = { approved: 'REVERSED' };

interface Kind {
  readonly direction: PaymentDirection;
  readonly states: Readonly<Record<string, PaymentState>>;
}

const DEPOSIT: Kind = { direction: 'DEPOSIT', states: DEPOSIT_STATES };
const KINDS: Readonly<Record<string, Kind>> = {
  sale: DEPOSIT,
  authorize: DEPOSIT,
  payout: { direction: 'PAYOUT', states: PAYOUT_STATES },
  refund: { direction: 'DEPOSIT', states: REFUND_STATES },
};

const HAS_AMOUNT: readonly PaymentState[] = ['SETTLED', 'REVERSED', 'CHARGED_BACK', 'RETURNED'];

/** Null where the vendor converted nothing: then the amount itself was processed. */
function processedOf(transaction: JsonObject): { readonly minor: string | null; readonly currency: string | null } {
  const minor = textOf(transaction.processed_amount);
  return minor === null
    ? { minor: textOf(transaction.amount), currency: textOf(transaction.currency) }
    : { minor, currency: textOf(transaction.processed_currency) };
}

export const statusOf = (transaction: JsonObject): string => (textOf(transaction.transaction_status) ?? '').toLowerCase();
export const typeOf = (transaction: JsonObject): string => (textOf(transaction.transaction_type) ?? '').toLowerCase();

const entry = <T>(table: Readonly<Record<string, T>>, name: string): T | null => (Object.hasOwn(table, name) ? table[name]! : null);

/** What a transaction says about a payment; null: nothing, for it is of a kind or in a state that concerns none. Throws `BadAmount`. */
export function factsOfTransaction(message: JsonObject, now: Date): PaymentFacts | null {
  const transaction = objectOf(message.transaction);
  if (transaction === null) return null;
  const kind = entry(KINDS, typeOf(transaction));
  const state = kind && entry(kind.states, statusOf(transaction));
  if (kind === null || state === null) return null;
  const { minor, currency } = processedOf(transaction);
  const fee = textOf(transaction.fee);
  return {
    direction: kind.direction,
    state,
    orderId: orderIdOf(textOf(objectOf(message.session)?.order_id)),
    providerReference: textOf(transaction.tid),
    processedAmount: HAS_AMOUNT.includes(state) && minor !== null ? fromMinorUnits(minor, currency ?? '') : null,
    currency,
    fee: fee === null ? null : fromMinorUnits(fee, currency ?? ''),
    reason: textOf(transaction.status_details),
    at: timeOf(textOf(transaction.processed_at)) ?? timeOf(textOf(message.timestamp)) ?? now.toISOString(),
  };
}

/** A session in which nobody has begun to pay. */
export const factsOfSession = (message: JsonObject, direction: PaymentDirection, now: Date): PaymentFacts => ({
  direction,
  state: 'PENDING',
  orderId: orderIdOf(textOf(objectOf(message.session)?.order_id)),
  providerReference: null,
  processedAmount: null,
  currency: textOf(objectOf(message.session)?.currency),
  fee: null,
  reason: null,
  at: now.toISOString(),
});
