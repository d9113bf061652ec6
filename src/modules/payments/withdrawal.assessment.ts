import type { Actor } from '../../access/actor.js';
import type { Unit } from '../../database/unit.js';
import { Decimal } from '../../runtime/decimal.js';
import type { UserErrorData } from '../../runtime/refusal.js';
import { rateBook, type RateBook } from '../exchange/index.js';
import { type AccountName, type LockedAccount, tradingCredit, tradingFunds } from '../ledger/index.js';
import { approvalTiers, type PaymentPolicy, paymentPolicy, tierFor } from '../transactions/index.js';
import { creditExpense } from '../transfers/index.js';
import { feeOf } from './payment.fees.js';
import { type ProviderRecord, providerTerms } from './provider.directory.js';
import { allocate, type Leg } from './withdrawal.allocation.js';
import { type Destination, obstaclesTo, type Taken } from './withdrawal.gates.js';
import { type Payee, type PayeeWish, readPayee, type TakenRow } from './withdrawal.payee.js';

export interface WithdrawalWish {
  readonly payee: PayeeWish;
  readonly amount: Decimal;
  readonly currency: string;
  readonly provider: string;
}

/** What a withdrawal would do, and what stands in its way. */
export interface Assessment {
  readonly payee: Payee;
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

/** The same for a preview and a request, so that both say the same. */
export async function assess(unit: Unit, actor: Actor, wish: WithdrawalWish, readAccounts: ReadAccounts): Promise<Assessment> {
  const { amount, currency } = wish;
  const [payee, { provider, terms }, policy, tiers] = await Promise.all([
    readPayee(unit, actor, wish),
    providerTerms(unit, wish.provider, currency),
    paymentPolicy(unit),
    approvalTiers(unit, 'WITHDRAWAL'),
  ]);
  const { taken, destinations } = payee;
  // to a bank account that was named or to none
  const namesAccount = payee.namesDestination && provider.kind === 'BANK';
  const restDestination = namesAccount && payee.rest?.isNamed !== true ? null : payee.rest;
  const book = await rateBook(unit, [currency, policy.currency, ...taken.map((row) => row.currency)], policy.rateMaxAgeHours);
  const accounts = await accountsOf(unit, readAccounts, payee, currency);
  const fee = feeOf(amount, terms.withdrawalFeeBps, terms.withdrawalFeeFixed, currency);
  const payable = Decimal.max(0, amount.minus(fee));
  const legs = allocate(payable, payee.sources, { provider: restDestination?.provider ?? wish.provider });
  const rest = legs.find(({ depositId }) => depositId === null)?.amount ?? new Decimal(0);
  const weight = book.convert(amount, currency, policy.currency);
  const tier = tierFor(tiers, weight);
  const obstacles = obstaclesTo({
    ...{ amount, fee, currency, available: (accounts.funds ?? accounts.wallet).available, provider, terms, policy, weight },
    ...{ standing: payee.standing, client: payee.client },
    ...{ lastDay: sum(book, policy.currency, taken, 'lastDay', 'dayCount'), lastMonth: sum(book, policy.currency, taken, 'lastMonth', 'monthCount') },
    ...{ rest: { amount: rest, destination: restDestination, namesAccount }, now: new Date() },
  });
  return {
    ...{ payee, policy, provider, fee, legs, obstacles, accounts },
    destination: destinations.find(({ isNamed }) => isNamed) ?? (rest.greaterThan(0) ? restDestination : null),
    ...{ approvalsNeeded: tier.approvals, approvalDepartments: tier.departments },
  };
}

async function accountsOf(unit: Unit, readAccounts: ReadAccounts, { wallet: name, account }: Payee, currency: string): Promise<WithdrawalAccounts> {
  const hasCredit = account?.credit.greaterThan(0) ?? false;
  const names = [
    name,
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
