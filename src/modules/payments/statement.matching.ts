import { statement, type Unit } from '../../database/unit.js';
import { amountText, Decimal } from '../../runtime/decimal.js';
import { lockTransaction } from '../transactions/index.js';
import { openCase } from './case.record.js';
import { matchLine, type StatementLineRecord, storeLineEvent } from './statement.record.js';
import { intoSuspense } from './suspense.booking.js';

/** As people write it, with whatever around it; the payer's bank may have changed its case. */
const REFERENCE = /(?<![A-Z0-9])T\d{4,12}(?!\d)/gi;
/** A payment of ours by its id without dashes, as payment files name it beside the reference. */
const PAYOUT_ID = /[0-9a-f]{32}/gi;

/** What a line can be about. */
interface Candidate {
  readonly transactionId: string;
  readonly payoutId: string | null;
  readonly amount: string;
  readonly currency: string;
}

// One transfer a deposit: a second one under the same reference is a second payment, and a person decides whose it is.
const DEPOSITS = statement(`
  select t.id as "transactionId", null as "payoutId", t.amount::text as amount, t.currency from transaction t
  where t.reference = any($1::text[]) and t.type = 'DEPOSIT' and t.provider = $2 and t.status in ('CREATED', 'PENDING_PROVIDER', 'EXPIRED', 'DECLINED', 'CANCELLED')
    and not exists (select from bank_statement_line l where l.transaction_id = t.id)
    and not exists (select from payment_case k where k.transaction_id = t.id and k.in_suspense)`);
const PAYOUTS = statement(`
  select o.transaction_id as "transactionId", o.id as "payoutId", coalesce(o.processed_amount, o.amount)::text as amount, o.currency
  from payout o join transaction t on t.id = o.transaction_id
  where (t.reference = any($1::text[]) or o.id = any($2::uuid[])) and o.provider = $3 and o.status = any($4::text[])
    and not exists (select from bank_statement_line l where l.payout_id = o.id and l.is_return = $5)`);

/** Finds what a line belongs to and hands it to the inbox; what belongs to nothing goes into suspense, and before an operator. */
export async function workOnLine(unit: Unit, line: StatementLineRecord): Promise<void> {
  const found = await candidateOf(unit, line);
  if (found === null) return putAside(unit, line);
  matchLine(unit, line.id, found.transactionId, found.payoutId);
  const isDeposit = found.payoutId === null;
  await storeLineEvent(unit, line, {
    direction: isDeposit ? 'DEPOSIT' : 'PAYOUT',
    state: line.isReturn ? 'RETURNED' : 'SETTLED',
    orderId: found.payoutId ?? found.transactionId,
  });
}

/** Null: nothing fits, or more than one thing does. Two statements that are matched at once see each other by the transaction's lock. */
async function candidateOf(unit: Unit, line: StatementLineRecord): Promise<Candidate | null> {
  const first = await choose(unit, line);
  if (first === null) return null;
  await lockTransaction(unit, first.transactionId);
  const second = await choose(unit, line);
  return second?.transactionId === first.transactionId && second.payoutId === first.payoutId ? second : null;
}

async function choose(unit: Unit, line: StatementLineRecord): Promise<Candidate | null> {
  const said = `${line.endToEndId ?? ''} ${line.remittance}`;
  const references = [...new Set((said.match(REFERENCE) ?? []).map((reference) => reference.toUpperCase()))];
  const fits = ({ amount, currency }: Candidate): boolean => currency === line.currency && line.amount.equals(new Decimal(amount));
  if (line.side === 'CREDIT' && !line.isReturn) {
    if (references.length === 0) return null;
    const deposits = await unit.rows<Candidate>(DEPOSITS, [references, line.provider]);
    // of another amount it is the deposit all the same, and the inbox says what that means
    return only(deposits.filter(fits)) ?? only(deposits);
  }
  const ids = (said.match(PAYOUT_ID) ?? []).map((id) => id.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-').toLowerCase());
  if (references.length + ids.length === 0) return null;
  const statuses = line.isReturn ? ['SETTLED', 'SENT', 'UNKNOWN'] : ['SENT', 'UNKNOWN'];
  return only((await unit.rows<Candidate>(PAYOUTS, [references, ids, line.provider, statuses, line.isReturn])).filter(fits));
}

const only = (candidates: readonly Candidate[]): Candidate | null => (candidates.length === 1 ? (candidates[0] as Candidate) : null);

async function putAside(unit: Unit, line: StatementLineRecord): Promise<void> {
  const { provider, amount, currency, side, remittance, counterparty } = line;
  await intoSuspense(unit, line, side, 'Bank transfer that waits for an operator');
  matchLine(unit, line.id, null, null);
  const what = line.isReturn ? 'came back' : side === 'CREDIT' ? 'came in' : 'went out';
  openCase(unit, {
    ...{ kind: 'UNMATCHED_STATEMENT_LINE', provider, statementLineId: line.id, providerReference: line.lineId, amount, currency, inSuspense: true },
    detail: `${amountText(amount, currency)} ${currency} ${what} on ${line.bookedOn}${counterparty === null ? '' : ` (${counterparty.slice(0, 100)})`}: ${remittance.slice(0, 200) || 'without a word'}.`,
  });
}
