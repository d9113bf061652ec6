import type { Pool, PoolClient } from 'pg';

export const STATEMENT_FORMATS = ['pdf', 'csv', 'xlsx'] as const;
export type StatementFormat = (typeof STATEMENT_FORMATS)[number];

/** A statement's own figures: decimals as text, times by RFC 3339. */
export interface StatementHead {
  readonly id: string;
  readonly reference: string;
  readonly partnerReference: string;
  readonly partnerName: string;
  readonly length: 'DAY' | 'WEEK' | 'MONTH';
  readonly startsAt: string;
  readonly endsAt: string;
  readonly closedAt: string;
  readonly currency: string;
  readonly opening: string;
  readonly accrued: string;
  readonly corrections: string;
  readonly rebates: string;
  readonly paid: string;
  readonly closing: string;
  readonly commissions: number;
}

/** One commission of a statement, as its files show it. */
export interface StatementRow {
  readonly kind: 'ACCRUED' | 'CORRECTION';
  readonly bookedAt: string;
  readonly tradedAt: string | null;
  readonly client: string | null;
  readonly deal: string | null;
  readonly symbol: string | null;
  readonly lots: string | null;
  readonly level: number;
  readonly amount: string;
  readonly rebate: string | null;
  readonly explanation: string;
}

/** What a statement comes to in one group: a symbol, or a client who gets rebates. */
export interface StatementSum {
  readonly name: string;
  readonly rows: number;
  readonly lots: string | null;
  readonly amount: string;
}

/** As RFC 3339, which the driver does not make of it. */
const time = (sql: string): string => `to_char(${sql} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** Over the alias `t`. */
export const HEAD_COLUMNS = `t.id, t.reference, (select p.reference from partner p where p.id = t.partner_id) as "partnerReference", (select p.name from partner p where p.id = t.partner_id) as "partnerName",
  (select d.length from commission_period d where d.id = t.period_id) as length, (select ${time('d.starts_at')} from commission_period d where d.id = t.period_id) as "startsAt",
  (select ${time('d.ends_at')} from commission_period d where d.id = t.period_id) as "endsAt", ${time('t.closed_at')} as "closedAt", t.currency, trim_scale(t.opening)::text as opening,
  trim_scale(t.accrued)::text as accrued, trim_scale(t.corrections)::text as corrections, trim_scale(t.rebates)::text as rebates, trim_scale(t.paid)::text as paid,
  trim_scale(t.closing)::text as closing, t.commissions`;

// $1: the statement; $2: the partner who reads it, null: the broker. Of clients who are not of its tree any more a partner is told nothing.
const SEEN_CLIENT = `case when $2::uuid is null or c.partner_id in (select s.id from partner s where s.path <@ (select o.path from partner o where o.id = $2)) then c.reference end`;
const ROWS = `
  select case when m.corrects_id is null then 'ACCRUED' else 'CORRECTION' end as kind, ${time('m.accrued_at')} as "bookedAt", ${time('m.traded_at')} as "tradedAt", ${SEEN_CLIENT} as client, m.deal_ticket as deal,
    m.symbol, trim_scale(m.lots)::text as lots, m.level::int as level, trim_scale(m.amount)::text as amount, trim_scale(m.rebate)::text as rebate, m.explanation
  from commission m left join client c on c.id = m.client_id where m.statement_id = $1 order by m.accrued_at, m.id`;
const SYMBOLS = `
  select coalesce(symbol, 'Without a trade') as name, count(*)::int as rows, trim_scale(sum(lots))::text as lots, trim_scale(sum(amount))::text as amount
  from commission where statement_id = $1 group by 1 order by sum(amount) desc, 1`;
const CLIENTS = `
  select coalesce(${SEEN_CLIENT}, 'Others') as name, count(*)::int as rows, null as lots, trim_scale(sum(r.amount))::text as amount
  from commission_rebate r join client c on c.id = r.client_id where r.statement_id = $1 group by 1 order by sum(r.amount) desc, 1`;

const ROWS_AT_ONCE = 1_000;

/** Whose eyes a file is for, and of which statement. */
export interface ContentOf {
  readonly head: StatementHead;
  readonly readerPartnerId: string | null;
}

/** All commissions of a statement, some at a time; whoever breaks off ends that. */
export async function* statementRows(pool: Pool, { head, readerPartnerId }: ContentOf): AsyncGenerator<StatementRow[]> {
  const client: PoolClient = await pool.connect();
  let isWhole = false;
  try {
    await client.query('begin read only; set local statement_timeout = 0');
    await client.query(`declare rows no scroll cursor for ${ROWS}`, [head.id, readerPartnerId]);
    for (let rows: StatementRow[] = []; ;) {
      rows = (await client.query<StatementRow>(`fetch ${ROWS_AT_ONCE} from rows`)).rows;
      if (rows.length > 0) yield rows;
      if (rows.length < ROWS_AT_ONCE) break;
    }
    await client.query('rollback');
    isWhole = true;
  } finally {
    // a statement may be under way where somebody broke off: the connection is not for others then
    client.release(!isWhole);
  }
}

/** The sums that a person reads first. */
export async function statementSums(
  pool: Pool,
  { head, readerPartnerId }: ContentOf,
): Promise<{ readonly symbols: readonly StatementSum[]; readonly clients: readonly StatementSum[] }> {
  const [symbols, clients] = await Promise.all([pool.query<StatementSum>(SYMBOLS, [head.id]), pool.query<StatementSum>(CLIENTS, [head.id, readerPartnerId])]);
  return { symbols: symbols.rows, clients: clients.rows };
}

export const COLUMN_TITLES = [
  'Kind',
  'Booked at',
  'Traded at',
  'Client',
  'Deal',
  'Symbol',
  'Lots',
  'Level',
  'Amount',
  'Rebate to the client',
  'Currency',
  'Explanation',
] as const;

/** A number is written as one; null: nothing is there. */
export type Cell = { readonly text: string } | { readonly number: string } | null;

const text = (value: string | null): Cell => (value === null ? null : { text: value });
const number = (value: string | number | null): Cell => (value === null ? null : { number: String(value) });

/** A row of the table that both kinds of files have. */
export const cellsOf = (row: StatementRow, currency: string): Cell[] => [
  ...[text(row.kind), text(row.bookedAt), text(row.tradedAt), text(row.client), text(row.deal), text(row.symbol), number(row.lots), number(row.level)],
  ...[number(row.amount), number(row.rebate), text(currency), text(row.explanation)],
];

const figure = (kind: string, at: string, amount: string, currency: string, words: string): Cell[] => [
  ...[text(kind), text(at), null, null, null, null, null, null, number(amount), null, text(currency), text(words)],
];

/** What the table begins with: opening and what was paid. With the commissions, less the rebates, they add up to the last row. */
export const firstRows = ({ opening, paid, currency, startsAt, closedAt }: StatementHead): Cell[][] => [
  figure('OPENING', startsAt, opening, currency, 'The closing of the statement before'),
  ...(paid === '0' ? [] : [figure('PAID', closedAt, paid.startsWith('-') ? paid.slice(1) : `-${paid}`, currency, 'Paid since the statement before')]),
];
export const lastRow = ({ closing, currency, closedAt }: StatementHead): Cell[] =>
  figure('CLOSING', closedAt, closing, currency, 'Opening + accrued + corrections - rebates - paid');

/**
 * A text that a spreadsheet would take for a formula is set off by an apostrophe, which it shows and does not compute. Numbers are ours.
 */
export const harmless = (value: string): string => (/^\s*[=+\-@|%]/.test(value) ? `'${value}` : value);
