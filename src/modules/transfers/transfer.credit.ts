import { statement, type Unit } from '../../database/unit.js';
import { amountText, Decimal } from '../../runtime/decimal.js';
import { refusal } from '../../runtime/refusal.js';
import { houseAccount, type LockedAccount, post } from '../ledger/index.js';
import type { CreditRule } from '../transactions/index.js';
import { creditToRemove, paidIn } from './credit.policy.js';

/** Payments and transfers; all else on a trading account is profit, loss or its correction. */
const CASH_TYPES = ['DEPOSIT', 'WITHDRAWAL', 'TRANSFER', 'CHARGEBACK', 'COMMISSION_PAYOUT'];

const MOVEMENTS = statement(`
  select l.amount::text as amount, coalesce(t.type = any($2::text[]), false) as "isCash"
  from journal_line l join journal_entry e on e.id = l.entry_id left join transaction t on t.id = e.transaction_id
  where l.account_id = $1 order by l.posted_at, l.entry_id`);

/** How much of the account's money was paid in, as of now. The caller holds the account's lock. */
export async function paidInOn(unit: Unit, funds: LockedAccount): Promise<Decimal> {
  const rows = await unit.rows<{ amount: string; isCash: boolean }>(MOVEMENTS, [funds.id, CASH_TYPES]);
  return paidIn(rows.map(({ amount, isCash }) => ({ amount: new Decimal(amount), isCash })));
}

export interface MoneyLeaving {
  readonly unit: Unit;
  readonly transactionId: string;
  readonly funds: LockedAccount;
  readonly credit: LockedAccount;
  /** The house's account for credit, in the same currency. */
  readonly expense: LockedAccount;
  readonly amount: Decimal;
}

/** What the policy does to credit when money leaves a trading account. Answers with what was removed. */
export async function applyCreditRule(rule: CreditRule, leaving: MoneyLeaving): Promise<Decimal> {
  const { unit, transactionId, funds, credit, expense, amount } = leaving;
  if (rule === 'KEEP' || !credit.balance.greaterThan(0)) return new Decimal(0);
  if (rule === 'MUST_GO_FIRST')
    throw refusal(
      'POLICY_FORBIDS',
      `There are ${amountText(credit.balance, funds.currency)} ${funds.currency} of credit on the account: it is taken back before money leaves.`,
    );
  const removed = creditToRemove({ paidIn: await paidInOn(unit, funds), balance: funds.balance, credit: credit.balance, amount, currency: funds.currency });
  if (removed.isZero()) return removed;
  post(unit, {
    transactionId,
    description: 'Credit taken back with the money that left',
    lines: [
      [credit, removed.negated()],
      [expense, removed],
    ],
  });
  return removed;
}

/** The accounts that `applyCreditRule` needs beside the funds. */
export const creditExpense = (currency: string) => houseAccount('CREDIT_EXPENSE', currency);
