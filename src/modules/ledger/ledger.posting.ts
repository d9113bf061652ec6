import { newId } from '../../database/ids.js';
import { statement, type Unit } from '../../database/unit.js';
import { amountText, Decimal } from '../../runtime/decimal.js';
import type { LockedAccount } from './ledger.accounts.js';

/** Above zero it raises what the broker owes to the account's owner, below zero it lowers it. */
export type PostingLine = readonly [account: LockedAccount, amount: Decimal];

export interface Posting {
  readonly transactionId: string | null;
  /** What it books, in words that a client may read. */
  readonly description: string;
  /** Lines of zero are left out. What is left adds up to zero in every currency. */
  readonly lines: readonly PostingLine[];
}

// Posted now, under the locks, and not when the transaction began: an account's statement then runs in the order in which its money moved.
const POST = statement(`
  with entry as (insert into journal_entry (id, transaction_id, description, posted_at) values ($1, $2, $3, clock_timestamp()) returning id, posted_at)
  insert into journal_line (entry_id, posted_at, number, account_id, currency, amount)
  select entry.id, entry.posted_at, line.number, line.account_id, line.currency, line.amount
  from entry, unnest($4::uuid[], $5::text[], $6::numeric[]) with ordinality as line (account_id, currency, amount, number)`);

/** Books an entry over locked accounts. The balances follow by the database's own triggers, which also refuse what does not add up. */
export function post(unit: Unit, { transactionId, description, lines }: Posting): void {
  const booked = lines.filter(([, amount]) => !amount.isZero());
  checkBalanced(description, booked);
  unit.write(POST, [
    newId(),
    transactionId,
    description,
    booked.map(([account]) => account.id),
    booked.map(([account]) => account.currency),
    booked.map(([account, amount]) => amountText(amount, account.currency)),
  ]);
}

/** The database would say the same at the commit; here it still knows who asked for it. */
function checkBalanced(description: string, lines: readonly PostingLine[]): void {
  const sums = new Map<string, Decimal>();
  for (const [{ currency }, amount] of lines) sums.set(currency, (sums.get(currency) ?? new Decimal(0)).plus(amount));
  for (const [currency, sum] of sums) if (!sum.isZero()) throw new Error(`The entry "${description}" is off by ${sum.toFixed()} ${currency}`);
  if (lines.length === 0) throw new Error(`The entry "${description}" moves nothing`);
}

const HOLD = statement('insert into ledger_hold (transaction_id, number, account_id, amount) values ($1, $2, $3, $4)');
const RELEASE = statement('update ledger_hold set released_at = now() where transaction_id = $1 and number = any($2::smallint[]) and released_at is null');
const RELEASE_ALL = statement('update ledger_hold set released_at = now() where transaction_id = $1 and released_at is null');

/**
 * Reserves a part of a wallet for a transaction, under a number of its own. The caller holds the wallet's lock and has seen that it is
 * available; nothing is held for an amount of zero.
 */
export function hold(unit: Unit, wallet: LockedAccount, { transactionId, number, amount }: { transactionId: string; number: number; amount: Decimal }): void {
  if (amount.greaterThan(0)) unit.write(HOLD, [transactionId, number, wallet.id, amountText(amount, wallet.currency)]);
}

/** Ends some of the transaction's holds, or all that are open. The caller holds the wallet's lock. */
export function release(unit: Unit, transactionId: string, numbers?: readonly number[]): void {
  if (numbers === undefined) unit.write(RELEASE_ALL, [transactionId]);
  else unit.write(RELEASE, [transactionId, numbers]);
}
