import type { Pool } from 'pg';
import type { PaymentDirection, PaymentProvider, PaymentState } from '../../connectors/payments/port.js';
import { isId } from '../../database/ids.js';
import { Decimal } from '../../runtime/decimal.js';
import type { OurPayment, TheirPayment } from './reconciliation.comparison.js';

/** Both sides of a day, and what is around it there. */
export interface Sides {
  readonly theirs: readonly TheirPayment[];
  readonly around: readonly TheirPayment[];
  readonly ours: readonly OurPayment[];
}

const DAY_MS = 86_400_000;

export const dayAfter = (day: string, days: number): string => new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);

interface OurRow {
  readonly direction: PaymentDirection;
  readonly transactionId: string;
  readonly payoutId: string | null;
  readonly clientId: string | null;
  readonly reference: string;
  readonly providerReference: string | null;
  readonly status: string;
  readonly amount: string | null;
  readonly currency: string;
  readonly inSuspense: boolean;
  readonly wasReturned: boolean;
  readonly isOfDay: boolean;
}

// In suspense it has arrived, whatever the deposit says; paid in another currency it is continued by another deposit.
const DEPOSIT = `
  select 'DEPOSIT' as direction, t.id as "transactionId", null::uuid as "payoutId", t.client_id as "clientId", t.reference, t.provider_reference as "providerReference",
    coalesce(r.status, t.status) as status, coalesce(r.processed_amount, k.amount, t.processed_amount)::text as amount, coalesce(r.currency, k.currency, t.currency) as currency,
    coalesce(k.status <> 'CLOSED', false) as "inSuspense", coalesce(k.resolution = 'RETURNED', false) as "wasReturned", IS_OF_DAY as "isOfDay"
  from transaction t left join transaction r on r.related_id = t.id and r.type = 'DEPOSIT'
    left join lateral (select * from payment_case k where k.transaction_id = t.id and k.in_suspense and k.statement_line_id is null order by k.opened_at desc limit 1) k on true
  where t.provider = $1 and t.type = 'DEPOSIT' and not exists (select from transaction f where f.id = t.related_id)`;
const PAYOUT = `
  select 'PAYOUT', o.transaction_id, o.id, t.client_id, t.reference, o.provider_reference, o.status, coalesce(o.processed_amount, o.amount)::text, o.currency, false, false, IS_OF_DAY
  from payout o join transaction t on t.id = o.transaction_id where o.provider = $1 and o.sent_at is not null`;

const within = (column: string): string => `(${column} >= $2::date and ${column} < $2::date + 1)`;
const named = (id: string, reference: string): string => `(${id} = any($3::uuid[]) or ${reference} = any($4::text[]))`;
const either = (part: string, isOfDay: string, id: string, reference: string): string =>
  `${part.replace('IS_OF_DAY', isOfDay)} and (${isOfDay} or ${named(id, reference)})`;
const LISTED = `${either(DEPOSIT, within('t.requested_at'), 't.id', 't.provider_reference')}
  union all ${either(PAYOUT, within('o.sent_at'), 'o.id', 'o.provider_reference')}`;
// Whatever is settled by a bank was settled by a line: which day that has does not matter.
const settledWithout = (settledAt: string, line: string): string => `(${within(settledAt)} and not exists (select from bank_statement_line l where ${line}))`;
const STATED = `${either(DEPOSIT, settledWithout('t.settled_at', 'l.transaction_id = t.id'), 't.id', `'~' || t.id`)}
  union all ${either(PAYOUT, settledWithout('o.settled_at', 'l.payout_id = o.id'), 'o.id', `'~' || o.id`)}`;

const LINES = `
  select case when l.payout_id is not null or l.transaction_id is null and (l.side = 'DEBIT' or l.is_return) then 'PAYOUT' else 'DEPOSIT' end as direction,
    case when l.is_return then 'RETURNED' else 'SETTLED' end as state, coalesce(l.payout_id, l.transaction_id) as "orderId", l.line_id as "providerReference",
    l.amount::text as amount, l.currency, k.id as "caseId", coalesce(k.status = 'CLOSED', false) as "isDecided"
  from bank_statement_line l left join payment_case k on k.statement_line_id = l.id
  where l.provider = $1 and l.booked_on = $2::date and l.worked_at is not null`;

interface LineRow {
  readonly direction: PaymentDirection;
  readonly state: PaymentState;
  readonly orderId: string | null;
  readonly providerReference: string;
  readonly amount: string;
  readonly currency: string;
  readonly caseId: string | null;
  readonly isDecided: boolean;
}

/** What the provider lists for the day, and for those beside it; and what is here of that day, or by those names. */
export async function listedSides(pool: Pool, connector: PaymentProvider, provider: string, day: string): Promise<Sides> {
  const list = async (of: string): Promise<TheirPayment[]> =>
    (await connector.listPayments(of)).map(({ direction, state, orderId, providerReference, processedAmount, currency }) => ({
      ...{ direction, state, orderId, providerReference, currency, amount: processedAmount === null ? null : new Decimal(processedAmount) },
      ...{ isMovement: false, caseId: null, isDecided: false },
    }));
  const before = await list(dayAfter(day, -1));
  const theirs = await list(day);
  const after = await list(dayAfter(day, 1));
  return { theirs, around: [...before, ...theirs, ...after], ours: await ourPayments(pool, LISTED, provider, day, theirs) };
}

/** The lines that the bank booked on the day, and what was settled here on it without any. */
export async function statedSides(pool: Pool, provider: string, day: string): Promise<Sides> {
  const { rows } = await pool.query<LineRow>(LINES, [provider, day]);
  const theirs = rows.map((row): TheirPayment => ({ ...row, amount: new Decimal(row.amount), isMovement: true }));
  return { theirs, around: theirs, ours: await ourPayments(pool, STATED, provider, day, theirs) };
}

async function ourPayments(pool: Pool, sql: string, provider: string, day: string, theirs: readonly TheirPayment[]): Promise<OurPayment[]> {
  const ids = theirs.map(({ orderId }) => orderId).filter(isId);
  const references = theirs.map(({ providerReference }) => providerReference).filter((reference) => reference !== null);
  const { rows } = await pool.query<OurRow>(sql, [provider, day, ids, references]);
  return rows.map(({ inSuspense, wasReturned, ...row }) => ({
    ...row,
    amount: row.amount === null ? null : new Decimal(row.amount),
    stand: wasReturned ? 'TAKEN_BACK' : inSuspense ? 'PAID' : standOf(row.status),
  }));
}

function standOf(status: string): OurPayment['stand'] {
  if (status === 'SETTLED') return 'PAID';
  if (status === 'REVERSED' || status === 'RETURNED') return 'TAKEN_BACK';
  if (status === 'CHARGED_BACK') return 'CHARGED_BACK';
  return status === 'DECLINED' || status === 'EXPIRED' || status === 'CANCELLED' ? 'ENDED' : 'OPEN';
}
