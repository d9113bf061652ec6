import type { Unit } from '../../database/unit.js';
import { amountText, Decimal } from '../../runtime/decimal.js';
import { type AccountName, houseAccount, lockAccounts, type LockedAccount, post, providerAccount, release, tradingFunds } from '../ledger/index.js';
import { moneyAccounts, step, type TransactionRecord } from '../transactions/index.js';
import { openCase } from './case.record.js';
import { lookUpPayout } from './payout.sending.js';
import { movePayout, type PayoutRecord, payoutsOf, type PayoutStatus } from './payout.record.js';
import { walletOf } from './withdrawal.payee.js';

/** What is known of a payout now. */
export interface PayoutNews {
  readonly state: 'PENDING' | 'SETTLED' | 'DECLINED' | 'RETURNED' | 'UNKNOWN';
  readonly providerReference: string | null;
  /** Null: all of it. */
  readonly processedAmount: Decimal | null;
  /** What the provider kept for itself; null: nothing that it says. */
  readonly fee: Decimal | null;
  readonly reason: string | null;
}

/** Steps of a leg, forward only. A payout that was declined stays so: its money went back to the wallet. */
const STEPS: Readonly<Record<PayoutStatus, readonly PayoutStatus[]>> = {
  WAITING: ['SENT', 'CANCELLED'],
  SENT: ['SETTLED', 'DECLINED', 'UNKNOWN'],
  UNKNOWN: ['SENT', 'SETTLED', 'DECLINED'],
  SETTLED: ['RETURNED'],
  DECLINED: [],
  RETURNED: [],
  CANCELLED: [],
};
const FINAL: readonly PayoutStatus[] = ['SETTLED', 'DECLINED', 'RETURNED', 'CANCELLED'];
const TARGET: Readonly<Record<PayoutNews['state'], PayoutStatus>> = {
  PENDING: 'SENT',
  SETTLED: 'SETTLED',
  DECLINED: 'DECLINED',
  RETURNED: 'RETURNED',
  UNKNOWN: 'UNKNOWN',
};

const LOOK_UP_AFTER_MS = 60_000;

export type Applied = 'APPLIED' | 'NOTHING_NEW' | 'TOO_EARLY' | 'CONTRADICTS';

/** Books what became of a leg of a withdrawal whose transaction is locked. The same news twice changes nothing. */
export async function applyPayoutNews(unit: Unit, transaction: TransactionRecord, payoutId: string, news: PayoutNews): Promise<Applied> {
  const payouts = await payoutsOf(unit, transaction.id);
  const payout = payouts.find(({ id }) => id === payoutId);
  if (payout === undefined) throw new Error(`Transaction ${transaction.reference} has no payout ${payoutId}`);
  const to = TARGET[news.state];
  if (to === 'RETURNED' && (payout.status === 'SENT' || payout.status === 'UNKNOWN' || payout.status === 'WAITING')) return 'TOO_EARLY';
  if (to === payout.status || (to === 'SENT' && payout.status !== 'UNKNOWN') || (payout.status === 'RETURNED' && to === 'SETTLED')) {
    if (news.providerReference !== null && payout.providerReference === null)
      movePayout(unit, payout, payout.status, { providerReference: news.providerReference });
    return 'NOTHING_NEW';
  }
  if (!STEPS[payout.status].includes(to)) return to === 'UNKNOWN' ? 'NOTHING_NEW' : 'CONTRADICTS';
  const moved = { ...payout, status: to, processedAmount: to === 'SETTLED' ? (news.processedAmount ?? payout.amount) : payout.processedAmount };
  movePayout(unit, payout, to, { providerReference: news.providerReference, processedAmount: moved.processedAmount, reason: news.reason });
  await book(
    unit,
    transaction,
    moved,
    payouts.map((one) => (one.id === payoutId ? moved : one)),
    news,
  );
  return 'APPLIED';
}

async function book(unit: Unit, transaction: TransactionRecord, payout: PayoutRecord, payouts: readonly PayoutRecord[], news: PayoutNews): Promise<void> {
  const ending = endOf(payouts);
  if (payout.status === 'SENT' || payout.status === 'UNKNOWN') {
    if (payout.status === 'UNKNOWN') lookUpPayout(unit, payout.id, new Date(Date.now() + LOOK_UP_AFTER_MS));
    if (ending !== transaction.status) step(unit, transaction, ending, { reason: news.reason ?? undefined });
    return;
  }
  const accounts = await lockFor(unit, transaction, payout);
  if (payout.status === 'SETTLED') bookSettled(unit, transaction, payout, accounts, news.fee);
  if (payout.status === 'RETURNED') bookReturned(unit, transaction, payout, accounts);
  if (payout.status === 'DECLINED') release(unit, transaction.id, [payout.number]);
  if (ending === 'SETTLED' && transaction.status !== 'SETTLED') chargeFee(unit, transaction, accounts);
  if (ending === 'DECLINED') giveBack(unit, transaction, accounts);
  if (ending === transaction.status) return;
  const sent = payouts.filter(({ status }) => status === 'SETTLED').reduce((sum, one) => sum.plus(one.processedAmount ?? one.amount), new Decimal(0));
  const isDone = ending === 'SETTLED';
  step(unit, transaction, ending, { ...(isDone && { processedAmount: sent, settled: true }), ...(news.reason !== null && { reason: news.reason }) });
  if (isDone && payouts.some(({ status }) => status === 'DECLINED')) partlyDone(unit, transaction, sent);
}

/** Where the legs leave their transaction. */
function endOf(payouts: readonly PayoutRecord[]): 'SENT_TO_PROVIDER' | 'UNKNOWN' | 'SETTLED' | 'DECLINED' | 'REVERSED' {
  const is =
    (...states: PayoutStatus[]) =>
    (payout: PayoutRecord): boolean =>
      states.includes(payout.status);
  if (payouts.some(is('UNKNOWN'))) return 'UNKNOWN';
  if (!payouts.every(is(...FINAL))) return 'SENT_TO_PROVIDER';
  if (payouts.some(is('SETTLED'))) return 'SETTLED';
  return payouts.some(is('RETURNED')) ? 'REVERSED' : 'DECLINED';
}

interface Accounts {
  readonly wallet: LockedAccount;
  readonly clearing: LockedAccount;
  readonly providerFee: LockedAccount;
  readonly feeIncome: LockedAccount;
  /** The trading account that the money came from. */
  readonly funds: LockedAccount | null;
}

async function lockFor(unit: Unit, transaction: TransactionRecord, { provider }: PayoutRecord): Promise<Accounts> {
  const { tradingAccountId, currency } = transaction;
  const [walletName, accounts] = await Promise.all([walletOf(unit, transaction), tradingAccountId === null ? [] : moneyAccounts(unit, [tradingAccountId])]);
  const [account] = accounts;
  const names: AccountName[] = [
    ...[walletName, providerAccount('PROVIDER_CLEARING', provider, currency), providerAccount('PROVIDER_FEE', provider, currency)],
    houseAccount('FEE_INCOME', currency),
    // archived meanwhile: then the money stays in the wallet
    ...(account !== undefined && account.status !== 'ARCHIVED' ? [tradingFunds(account)] : []),
  ];
  const [wallet, clearing, providerFee, feeIncome, funds = null] = await lockAccounts(unit, names);
  return { wallet, clearing, providerFee, feeIncome, funds } as Accounts;
}

/** What is less than the leg's amount stays in the wallet. */
function bookSettled(unit: Unit, transaction: TransactionRecord, payout: PayoutRecord, { wallet, clearing, providerFee }: Accounts, fee: Decimal | null): void {
  const paid = payout.processedAmount ?? payout.amount;
  const kept = fee ?? new Decimal(0);
  release(unit, transaction.id, [payout.number]);
  post(unit, {
    transactionId: transaction.id,
    description: `Withdrawal by ${payout.provider}`,
    lines: [
      [wallet, paid.negated()],
      [clearing, paid.plus(kept)],
      [providerFee, kept.negated()],
    ],
  });
}

function bookReturned(unit: Unit, transaction: TransactionRecord, payout: PayoutRecord, { wallet, clearing }: Accounts): void {
  const paid = payout.processedAmount ?? payout.amount;
  post(unit, {
    transactionId: transaction.id,
    description: `Withdrawal returned by ${payout.provider}`,
    lines: [
      [wallet, paid],
      [clearing, paid.negated()],
    ],
  });
}

function chargeFee(unit: Unit, transaction: TransactionRecord, { wallet, feeIncome }: Accounts): void {
  release(unit, transaction.id);
  if (transaction.fee.isZero()) return;
  post(unit, {
    transactionId: transaction.id,
    description: 'Fee for the withdrawal',
    lines: [
      [wallet, transaction.fee.negated()],
      [feeIncome, transaction.fee],
    ],
  });
}

/** Nothing left: the hold ends, and money from a trading account goes back there. */
function giveBack(unit: Unit, transaction: TransactionRecord, { wallet, funds }: Pick<Accounts, 'wallet' | 'funds'>): void {
  release(unit, transaction.id);
  if (funds === null) return;
  post(unit, {
    transactionId: transaction.id,
    description: 'Withdrawal not made: back to the trading account',
    lines: [
      [wallet, transaction.amount.negated()],
      [funds, transaction.amount],
    ],
  });
}

function partlyDone(unit: Unit, { id, reference, clientId, provider, amount, fee, currency }: TransactionRecord, sent: Decimal): void {
  const expected = amount.minus(fee);
  openCase(unit, {
    ...{ kind: 'PAYOUT_PARTLY_DONE', provider, transactionId: id, clientId, amount: sent, currency, expectedAmount: expected, expectedCurrency: currency },
    detail: `Of ${reference} ${amountText(sent, currency)} ${currency} were paid out; the rest was declined and is back in the wallet.`,
  });
}

/** A withdrawal that ends before anything was sent. */
export async function stopWithdrawal(unit: Unit, transaction: TransactionRecord): Promise<void> {
  const payouts = await payoutsOf(unit, transaction.id);
  const [first] = payouts;
  if (first === undefined) {
    // asked for before payouts were rows of their own
    const accounts = await lockFor(unit, transaction, { provider: transaction.provider ?? '' } as PayoutRecord);
    return giveBack(unit, transaction, accounts);
  }
  for (const payout of payouts) movePayout(unit, payout, 'CANCELLED');
  giveBack(unit, transaction, await lockFor(unit, transaction, first));
}
