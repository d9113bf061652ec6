import type { Actor } from '../../access/actor.js';
import { statement, type Unit } from '../../database/unit.js';
import { Decimal } from '../../runtime/decimal.js';
import { refusal, type UserErrorData } from '../../runtime/refusal.js';
import { rateBook, type RateBook } from '../exchange/index.js';
import { type AccountName, clientWallet, type LockedAccount, tradingCredit, tradingFunds } from '../ledger/index.js';
import { approvalTiers, type ClientStanding, clientStanding, type MoneyAccount, type PaymentPolicy, paymentPolicy, tierFor } from '../transactions/index.js';
import { creditExpense } from '../transfers/index.js';
import { feeOf } from './payment.fees.js';
import { type ProviderRecord, providerTerms } from './provider.directory.js';
import { allocate, type Leg, type Source } from './withdrawal.allocation.js';
import { type Destination, obstaclesTo, type Taken } from './withdrawal.gates.js';

export interface WithdrawalWish {
  readonly clientId: string;
  readonly tradingAccountId: string | null;
  readonly amount: Decimal;
  readonly currency: string;
  readonly provider: string;
  /** The fingerprint of the destination that was given; null: none was. */
  readonly destinationFingerprint: string | null;
}

/** What a withdrawal would do, and what stands in its way. */
export interface Assessment {
  readonly standing: ClientStanding;
  readonly account: MoneyAccount | null;
  readonly policy: PaymentPolicy;
  readonly provider: ProviderRecord;
  readonly fee: Decimal;
  readonly legs: readonly Leg[];
  readonly destination: Destination | null;
  readonly obstacles: readonly UserErrorData[];
  readonly approvalsNeeded: number;
  readonly approvalDepartments: readonly string[];
  readonly accounts: WithdrawalAccounts;
}

/** The ledger accounts that a withdrawal moves at the request: the wallet; with a trading account what lies on it. */
export interface WithdrawalAccounts {
  readonly wallet: LockedAccount;
  readonly funds: LockedAccount | null;
  readonly credit: LockedAccount | null;
  readonly expense: LockedAccount | null;
}

/** Reads the accounts: under their locks for a request, as they stand for a preview. */
export type ReadAccounts = (unit: Unit, names: readonly AccountName[]) => Promise<readonly LockedAccount[]>;

const TAKEN = statement(`
  select currency, sum(amount) filter (where requested_at > now() - interval '24 hours')::text as "lastDay",
    count(*) filter (where requested_at > now() - interval '24 hours')::int as "dayCount", sum(amount)::text as "lastMonth", count(*)::int as "monthCount"
  from transaction where client_id = $1 and type = 'WITHDRAWAL' and requested_at > now() - interval '30 days'
    and status not in ('REJECTED', 'CANCELLED', 'DECLINED', 'EXPIRED', 'REVERSED')
  group by currency`);
const CHARGEBACKS = statement(`
  select (select count(*) from transaction where client_id = $1 and type = 'CHARGEBACK' and status = 'IN_REVIEW')::int as open,
    exists (select from ledger_account where client_id = $1 and kind = 'RECEIVABLE' and balance < 0) as owes`);
const SOURCES = statement(`
  select t.id as "depositId", t.reference, t.provider, p.kind, t.settled_at as "settledAt",
    (coalesce(t.processed_amount, t.amount) - coalesce((select sum(coalesce(o.processed_amount, o.amount)) from payout o
      where o.deposit_id = t.id and o.status not in ('DECLINED', 'RETURNED', 'CANCELLED')), 0))::text as open
  from transaction t join payment_provider p on p.code = t.provider
  where t.client_id = $1 and t.type = 'DEPOSIT' and t.status = 'SETTLED' and t.currency = $2 and p.kind <> 'BANK' and p.payouts_enabled
    and t.settled_at > now() - make_interval(days => p.return_window_days)`);
// The one that was named; for what is not named, the newest bank account that is verified.
const DESTINATIONS = statement(`
  select d.id, d.provider, d.label, d.status, d.from_deposit as "fromDeposit", d.decided_at as "decidedAt", p.kind = 'BANK' as "isBank",
    coalesce(d.fingerprint = $2, false) as "isNamed"
  from payout_destination d join payment_provider p on p.code = d.provider
  where d.client_id = $1 and (d.status = 'VERIFIED' and p.kind = 'BANK' and p.payouts_enabled or d.status in ('PENDING', 'VERIFIED') and d.fingerprint = $2 and d.provider = $3)
  order by "isNamed" desc, d.decided_at desc nulls last, d.id`);

type FoundDestination = Destination & { readonly isBank: boolean; readonly isNamed: boolean };
interface TakenRow {
  readonly currency: string;
  readonly lastDay: string | null;
  readonly dayCount: number;
  readonly lastMonth: string;
  readonly monthCount: number;
}

/** The same for a preview and a request, so that both say the same. */
export async function assess(unit: Unit, actor: Actor, wish: WithdrawalWish, readAccounts: ReadAccounts): Promise<Assessment> {
  const { amount, currency } = wish;
  const [standing, { provider, terms }, policy, tiers, chargebacks, taken, sources, found] = await Promise.all([
    clientStanding(unit, actor, wish.clientId, [wish.tradingAccountId]),
    providerTerms(unit, wish.provider, currency),
    paymentPolicy(unit),
    approvalTiers(unit, 'WITHDRAWAL'),
    unit.row<{ open: number; owes: boolean }>(CHARGEBACKS, [wish.clientId]),
    unit.rows<TakenRow>(TAKEN, [wish.clientId]),
    unit.rows<Omit<Source, 'open'> & { open: string }>(SOURCES, [wish.clientId, currency]),
    unit.rows<FoundDestination>(DESTINATIONS, [wish.clientId, wish.destinationFingerprint, wish.provider]),
  ]);
  const account = wish.tradingAccountId === null ? null : standing.account(wish.tradingAccountId, 'tradingAccountId');
  if (account !== null && account.currency !== currency)
    throw refusal('CURRENCY_MISMATCH', `The account is in ${account.currency}: give the amount in ${account.currency}.`, ['currency']);
  const book = await rateBook(unit, [currency, policy.currency, ...taken.map((row) => row.currency)], policy.rateMaxAgeHours);
  const accounts = await accountsOf(unit, readAccounts, standing, account, currency);
  const fee = feeOf(amount, terms.withdrawalFeeBps, terms.withdrawalFeeFixed, currency);
  const restDestination = found.find(({ isNamed, isBank }) => isNamed && isBank) ?? found.find(({ isBank, status }) => isBank && status === 'VERIFIED') ?? null;
  const payable = Decimal.max(0, amount.minus(fee));
  const legs = allocate(
    payable,
    sources.map((source) => ({ ...source, open: new Decimal(source.open) })),
    { provider: restDestination?.provider ?? wish.provider },
  );
  const rest = legs.find(({ depositId }) => depositId === null)?.amount ?? new Decimal(0);
  const weight = book.convert(amount, currency, policy.currency);
  const tier = tierFor(tiers, weight);
  const obstacles = obstaclesTo({
    ...{ amount, fee, currency, available: (accounts.funds ?? accounts.wallet).available, provider, terms, policy, weight },
    ...{ standing: standing.obstacle('NO_WITHDRAWAL', [wish.tradingAccountId]), kycLevel: standing.client.kycLevel },
    ...{ lastDay: sum(book, policy.currency, taken, 'lastDay', 'dayCount'), lastMonth: sum(book, policy.currency, taken, 'lastMonth', 'monthCount') },
    ...{ openChargebacks: chargebacks?.open ?? 0, owes: chargebacks?.owes ?? false, credit: account?.credit ?? new Decimal(0) },
    ...{ rest: { amount: rest, destination: restDestination }, now: new Date() },
  });
  return {
    ...{ standing, account, policy, provider, fee, legs, obstacles, accounts },
    destination: found.find(({ isNamed }) => isNamed) ?? (rest.greaterThan(0) ? restDestination : null),
    ...{ approvalsNeeded: tier.approvals, approvalDepartments: tier.departments },
  };
}

async function accountsOf(
  unit: Unit,
  readAccounts: ReadAccounts,
  { client }: ClientStanding,
  account: MoneyAccount | null,
  currency: string,
): Promise<WithdrawalAccounts> {
  const hasCredit = account?.credit.greaterThan(0) ?? false;
  const names = [
    clientWallet(client, currency),
    ...(account === null ? [] : [tradingFunds(account)]),
    ...(account !== null && hasCredit ? [tradingCredit(account), creditExpense(currency)] : []),
  ];
  const [wallet, funds = null, credit = null, expense = null] = await readAccounts(unit, names);
  if (wallet === undefined) throw new Error('A wallet was asked for and not given');
  return { wallet, funds, credit, expense };
}

/** What has no rate any more counts as nothing: the amount of now is weighed by itself. */
function sum(book: RateBook, to: string, rows: readonly TakenRow[], amount: 'lastDay' | 'lastMonth', count: 'dayCount' | 'monthCount'): Taken {
  const amounts = rows.map((row) => book.convert(new Decimal(row[amount] ?? '0'), row.currency, to) ?? new Decimal(0));
  return { amount: amounts.reduce((total, one) => total.plus(one), new Decimal(0)), count: rows.reduce((total, row) => total + row[count], 0) };
}
