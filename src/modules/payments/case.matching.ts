import type { PaymentFacts } from '../../connectors/payments/port.js';
import { statement, type Unit } from '../../database/unit.js';
import { amountText, Decimal } from '../../runtime/decimal.js';
import { refusal, type Refusal } from '../../runtime/refusal.js';
import type { TransactionRecord } from '../transactions/index.js';
import type { CaseRecord } from './case.lock.js';
import { applyEvent } from './event.application.js';
import { type EventRecord, lockEvent, markEvent, restateEvent } from './inbox.record.js';
import { type PayoutRecord, payoutsOf } from './payout.record.js';
import { lineOfCase, matchLine, type StatementLineRecord, storeLineEvent } from './statement.record.js';
import { outOfSuspense } from './suspense.booking.js';

const NAME_EVENT_ORDER = statement('update payment_event set order_id = $2 where id = $1');

const fitsNot = (message: string): Refusal => refusal('INVALID', message, ['transactionId']);

/** What the operator names: a deposit, or a payment of a withdrawal. */
export interface MatchTarget {
  readonly transaction: TransactionRecord;
  readonly payout: PayoutRecord | null;
}

/** Refuses what cannot be meant: another provider's, or one of several payments without saying which. */
export async function targetOf(unit: Unit, found: CaseRecord, transaction: TransactionRecord | null, payoutId: string | null): Promise<MatchTarget> {
  if (transaction === null) throw fitsNot('Name the deposit or the withdrawal that it belongs to.');
  if (transaction.type === 'DEPOSIT') {
    if (transaction.provider !== found.provider) throw fitsNot(`${transaction.reference} is not by ${found.provider}.`);
    return { transaction, payout: null };
  }
  if (transaction.type !== 'WITHDRAWAL') throw fitsNot(`${transaction.reference} is neither a deposit nor a withdrawal.`);
  const payouts = (await payoutsOf(unit, transaction.id)).filter(({ provider, id }) => provider === found.provider && (payoutId === null || payoutId === id));
  const [payout] = payouts;
  if (payout === undefined) throw fitsNot(`${transaction.reference} has no such payment by ${found.provider}.`);
  if (payouts.length > 1) throw refusal('INVALID', `${transaction.reference} has ${payouts.length} payments by ${found.provider}: name one.`, ['payoutId']);
  return { transaction, payout };
}

/** A line whose money lies in suspense: out of it again, and booked as if it had been matched at once. */
export async function matchLineOfCase(unit: Unit, found: CaseRecord, target: MatchTarget): Promise<void> {
  const line = await lineOfCase(unit, found.statementLineId as string);
  checkLine(line, target);
  await outOfSuspense(unit, found, line.side, target.transaction.id, 'Bank transfer that an operator matched');
  const isDeposit = target.payout === null;
  const state = isDeposit || line.side === 'DEBIT' ? 'SETTLED' : 'RETURNED';
  const id = await storeLineEvent(unit, line, { direction: isDeposit ? 'DEPOSIT' : 'PAYOUT', state, orderId: target.payout?.id ?? target.transaction.id });
  await apply(unit, await lockEvent(unit, id), target);
  matchLine(unit, line.id, target.transaction.id, target.payout?.id ?? null);
}

function checkLine(line: StatementLineRecord, { transaction, payout }: MatchTarget): void {
  const said = `${amountText(line.amount, line.currency)} ${line.currency}`;
  if (payout === null) {
    if (line.side !== 'CREDIT') throw fitsNot(`${said} went out, and ${transaction.reference} is a deposit.`);
    return;
  }
  const most = line.side === 'DEBIT' ? payout.amount : (payout.processedAmount ?? payout.amount);
  const fits = line.currency === payout.currency && (line.side === 'DEBIT' ? line.amount.lessThanOrEqualTo(most) : line.amount.equals(most));
  if (!fits) throw fitsNot(`${said} does not fit the payment of ${amountText(most, payout.currency)} ${payout.currency}.`);
}

/** An event that named nothing of ours. `facts`: what the provider says when it is asked, where its webhooks are only hints. */
export async function matchEventOfCase(unit: Unit, found: CaseRecord, target: MatchTarget, facts: PaymentFacts | null): Promise<void> {
  const event = await lockEvent(unit, found.paymentEventId as string);
  const orderId = target.payout?.id ?? target.transaction.id;
  if ((event.direction === 'DEPOSIT') !== (target.payout === null))
    throw fitsNot(`The event is about a ${event.direction.toLowerCase()}, and ${target.transaction.reference} is none.`);
  if (target.payout !== null && event.processedAmount !== null && new Decimal(event.processedAmount).greaterThan(target.payout.amount))
    throw fitsNot(`The event tells of ${event.processedAmount} ${event.currency}, which is more than the payment.`);
  unit.write(NAME_EVENT_ORDER, [event.id, orderId]);
  if (facts !== null) restateEvent(unit, event.id, { ...facts, orderId });
  await apply(unit, { ...(facts === null ? event : await lockEvent(unit, event.id)), orderId }, target);
}

async function apply(unit: Unit, event: EventRecord, { transaction, payout }: MatchTarget): Promise<void> {
  const applied = await applyEvent(unit, transaction, { transactionId: transaction.id, payoutId: payout?.id ?? null }, event);
  const movesMoney = event.state === 'SETTLED' || event.state === 'RETURNED';
  if (applied === 'TOO_EARLY' || applied === 'CONTRADICTS' || (applied === 'NOTHING_NEW' && movesMoney))
    throw fitsNot(
      `${transaction.reference} is ${payout?.status ?? transaction.status}, or its money was decided on before: it cannot take this. Name another.`,
    );
  markEvent(unit, event.id, applied, transaction.id, 'Matched by an operator');
}
