import type { Actor } from '../../access/actor.js';
import type { PaymentFacts } from '../../connectors/payments/port.js';
import { statement, type Unit } from '../../database/unit.js';
import { refusal } from '../../runtime/refusal.js';
import { rateBook } from '../exchange/index.js';
import { approvalTiers, canStep, paymentPolicy, step, tierFor, type TransactionRecord } from '../transactions/index.js';
import { creditCase } from './case.crediting.js';
import type { CaseRecord, Closing, Resolution } from './case.lock.js';
import { matchEventOfCase, matchLineOfCase, targetOf } from './case.matching.js';
import type { CaseKind } from './case.record.js';
import { lockEvent, markEvent } from './inbox.record.js';
import { applyPayoutNews } from './payout.booking.js';
import { type PayoutRecord, payoutsOf } from './payout.record.js';
import { sendPayout } from './payout.sending.js';
import { lineOfCase } from './statement.record.js';
import { outOfSuspense, suspenseToFee } from './suspense.booking.js';

const PAID_OTHERWISE: readonly Resolution[] = ['CREDITED', 'RETURNED'];
const NOTHING_TO_BOOK: readonly Resolution[] = ['EXPLAINED'];

/** How each kind can be closed. */
export const RESOLUTIONS: Readonly<Record<CaseKind, readonly Resolution[]>> = {
  AMOUNT_TOO_LOW: PAID_OTHERWISE,
  AMOUNT_TOO_HIGH: PAID_OTHERWISE,
  OTHER_CURRENCY: PAID_OTHERWISE,
  PAID_TOO_LATE: PAID_OTHERWISE,
  UNMATCHED_EVENT: ['MATCHED', 'EXPLAINED'],
  UNMATCHED_STATEMENT_LINE: ['MATCHED', 'RETURNED', 'CHARGED_AS_FEE'],
  PAYOUT_UNKNOWN: ['RETRIED', 'DECLINED_BY_PROVIDER', 'EXPLAINED'],
  PAYOUT_PARTLY_DONE: NOTHING_TO_BOOK,
  MISSING_HERE: NOTHING_TO_BOOK,
  MISSING_THERE: NOTHING_TO_BOOK,
  DIFFERING: NOTHING_TO_BOOK,
  CHARGEBACK_DEBT: NOTHING_TO_BOOK,
};

/** Everything under its lock that a closing works on. */
export interface Decision {
  readonly unit: Unit;
  readonly actor: Actor;
  readonly found: CaseRecord;
  /** The case's own transaction, or with MATCHED the one that was named. */
  readonly transaction: TransactionRecord | null;
  readonly closing: Closing;
  /** With MATCHED, what the provider says when it is asked; null where that is not needed. */
  readonly facts: PaymentFacts | null;
}

/** Does what the resolution says. The caller closes the case in the same transaction. */
export async function carryOut(decision: Decision): Promise<void> {
  const { unit, actor, found, transaction, closing } = decision;
  switch (closing.resolution) {
    case 'CREDITED':
      return creditCase(unit, actor, found, own(transaction, found), closing.note);
    case 'RETURNED':
      return giveBack(decision);
    case 'MATCHED':
      return match(decision);
    case 'EXPLAINED':
      return explain(decision);
    case 'RETRIED':
      return sendAgain(decision);
    case 'DECLINED_BY_PROVIDER':
      return decline(decision);
    case 'CHARGED_AS_FEE':
      return chargeAsFee(decision);
  }
}

const own = (transaction: TransactionRecord | null, { id }: CaseRecord): TransactionRecord => {
  if (transaction === null) throw new Error(`The case ${id} is about no transaction`);
  return transaction;
};

/** Whatever brought it into suspense is undone: it goes back to the payer, or was the bank's own undoing of something. */
async function giveBack({ unit, found, transaction, closing }: Decision): Promise<void> {
  const side = found.statementLineId === null ? 'CREDIT' : (await lineOfCase(unit, found.statementLineId)).side;
  await outOfSuspense(unit, found, side, transaction?.id ?? null, 'Returned to the payer');
  if (transaction?.type === 'DEPOSIT' && canStep('DEPOSIT', transaction.status, 'DECLINED'))
    step(unit, transaction, 'DECLINED', { reason: `Returned to the payer: ${closing.note}` });
}

async function match({ unit, found, transaction, closing, facts }: Decision): Promise<void> {
  const target = await targetOf(unit, found, transaction, closing.payoutId);
  return found.statementLineId === null ? matchEventOfCase(unit, found, target, facts) : matchLineOfCase(unit, found, target);
}

async function explain({ unit, found, transaction, closing }: Decision): Promise<void> {
  if (found.inSuspense) throw refusal('POLICY_FORBIDS', 'Its money lies in suspense: say where that goes.', ['resolution']);
  if (found.kind === 'PAYOUT_UNKNOWN' && (await payoutOf(unit, found, transaction)).status === 'UNKNOWN')
    throw refusal('POLICY_FORBIDS', 'Nobody knows yet what became of the payout: ask the provider, then say RETRIED or DECLINED_BY_PROVIDER.', ['resolution']);
  if (found.paymentEventId === null) return;
  const event = await lockEvent(unit, found.paymentEventId);
  if (event.status === 'UNMATCHED') markEvent(unit, event.id, 'DISMISSED', transaction?.id ?? null, closing.note);
}

async function payoutOf(unit: Unit, found: CaseRecord, transaction: TransactionRecord | null): Promise<PayoutRecord> {
  const payout = (await payoutsOf(unit, own(transaction, found).id)).find(({ id }) => id === found.providerReference);
  if (payout === undefined) throw new Error(`The case ${found.id} names no payout`);
  return payout;
}

async function unknownPayout({ unit, found, transaction }: Decision): Promise<PayoutRecord> {
  const payout = await payoutOf(unit, found, transaction);
  if (payout.status !== 'UNKNOWN')
    throw refusal('ILLEGAL_TRANSITION', `The payout is ${payout.status} by now: there is nothing to send and nothing to decline.`, ['resolution']);
  return payout;
}

const NO_NEWS = { providerReference: null, processedAmount: null, fee: null } as const;
// It is followed up from now on, as if it had never been sent.
const SENT_NOW = statement('update payout set sent_at = now(), looked_up_at = null, reason = null where id = $1');

/** Under the same id: should the provider have got it all the same, it makes the payment once. */
async function sendAgain(decision: Decision): Promise<void> {
  const { unit, found, transaction, closing } = decision;
  const payout = await unknownPayout(decision);
  await applyPayoutNews(unit, own(transaction, found), payout.id, { ...NO_NEWS, state: 'PENDING', reason: closing.note });
  unit.write(SENT_NOW, [payout.id]);
  sendPayout(unit, payout.id);
}

async function decline(decision: Decision): Promise<void> {
  const { unit, found, transaction, closing } = decision;
  const payout = await unknownPayout(decision);
  await applyPayoutNews(unit, own(transaction, found), payout.id, { ...NO_NEWS, state: 'DECLINED', reason: closing.note });
}

async function chargeAsFee({ unit, found }: Decision): Promise<void> {
  if (found.statementLineId === null || (await lineOfCase(unit, found.statementLineId)).side !== 'DEBIT')
    throw refusal('POLICY_FORBIDS', 'Only what the bank took can be its fee.', ['resolution']);
  await suspenseToFee(unit, found, `Fee of ${found.provider}`);
}

/** What credits a client as much as a withdrawal that needs an approval takes a second person, too. */
export async function takesSecondPerson({ unit, found, transaction, closing }: Decision): Promise<boolean> {
  const credits = closing.resolution === 'CREDITED' || (closing.resolution === 'MATCHED' && transaction?.type === 'DEPOSIT');
  if (!credits || found.amount === null || found.currency === null) return false;
  const [tiers, policy] = await Promise.all([approvalTiers(unit, 'WITHDRAWAL'), paymentPolicy(unit)]);
  const book = await rateBook(unit, [found.currency, policy.currency], policy.rateMaxAgeHours);
  return tierFor(tiers, book.convert(found.amount, found.currency, policy.currency)).approvals > 0;
}
