import type { Actor } from '../../access/actor.js';
import { isId } from '../../database/ids.js';
import type { Database } from '../../database/orm.js';
import { CursorError } from '../../database/reader.cursor.js';
import { ReadArgumentError } from '../../database/reader.engine.js';
import { scopedRow } from '../../database/reader.scoped.js';
import { pgTypes } from '../../database/reader.types.js';
import { amountText, Decimal } from '../../runtime/decimal.js';
import { ledgerAccountReader } from './ledger-account.reader.js';

export interface StatementOrder {
  /** The account, by its id or by its code. */
  readonly id?: string | null;
  readonly code?: string | null;
  /** RFC 3339; null: since the account was opened. */
  readonly from?: string | null;
  /** RFC 3339, exclusive; null: until now. */
  readonly to?: string | null;
  readonly first?: number | null;
  readonly after?: string | null;
}

export interface StatementLine {
  readonly entryId: string;
  readonly description: string;
  readonly transactionId: string | null;
  readonly transactionReference: string | null;
  readonly amount: string;
  readonly balance: string;
  readonly postedAt: string;
}

export interface Statement {
  readonly accountId: string;
  readonly currency: string;
  readonly opening: string;
  readonly closing: string;
  readonly totalIn: string;
  readonly totalOut: string;
  readonly totalCount: number;
  readonly nodes: readonly StatementLine[];
  readonly edges: readonly { readonly cursor: string; readonly node: StatementLine }[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
}

/**
 * What an account held: the sum of its lines, or what it holds now without the lines since, whichever is less to add up. Half a million
 * lines are then a quarter of a million entries of one index at the most.
 */
const heldAt = (account: string, at: string, isIncluded: boolean): string => {
  const [until, since] = isIncluded ? ['<=', '>'] : ['<', '>='];
  return `case when ${at} < ${account}.created_at + (now() - ${account}.created_at) / 2
    then coalesce((select sum(l.amount) from journal_line l where l.account_id = ${account}.id and l.posted_at ${until} ${at}), 0)
    else ${account}.balance - coalesce((select sum(l.amount) from journal_line l where l.account_id = ${account}.id and l.posted_at ${since} ${at}), 0) end`;
};

const BALANCE = `select ${heldAt('a', '$2::timestamptz', true)} as balance from ledger_account a where a.id = $1`;

// All of it in one statement, and so of one moment: what is posted meanwhile is in the totals and on the page, or in neither.
const STATEMENT = `
with account as (select id, balance, created_at from ledger_account where id = $1),
period as (
  select coalesce(sum(l.amount) filter (where l.amount > 0), 0) as "in", coalesce(-sum(l.amount) filter (where l.amount < 0), 0) as "out", count(*)::int as lines
  from journal_line l where l.account_id = $1 and l.posted_at >= $2::timestamptz and l.posted_at < $3::timestamptz),
opening as (select ${heldAt('account', '$2::timestamptz', false)} as amount from account),
passed as (
  select coalesce(sum(l.amount), 0) as amount from journal_line l
  where l.account_id = $1 and l.posted_at >= $2::timestamptz and l.posted_at < $3::timestamptz and $4::timestamptz is not null
    and (l.posted_at, l.entry_id, l.number) <= ($4::timestamptz, $5::uuid, $6::smallint)),
page as materialized (
  select l.entry_id, l.number, l.amount, l.posted_at from journal_line l
  where l.account_id = $1 and l.posted_at >= $2::timestamptz and l.posted_at < $3::timestamptz
    and (l.posted_at, l.entry_id, l.number) > (coalesce($4::timestamptz, '-infinity'), $5::uuid, $6::smallint)
  order by l.posted_at, l.entry_id, l.number limit $7)
select opening.amount as opening, period."in", period."out", period.lines, page.entry_id as "entryId", page.number, page.amount, page.posted_at as "postedAt",
  e.description, e.transaction_id as "transactionId", t.reference as "transactionReference",
  opening.amount + passed.amount + sum(page.amount) over (order by page.posted_at, page.entry_id, page.number) as balance
from opening cross join period cross join passed left join page on true left join journal_entry e on e.id = page.entry_id
left join transaction t on t.id = e.transaction_id
order by page.posted_at, page.entry_id, page.number`;

type Head = Readonly<{ opening: string; in: string; out: string; lines: number }>;
type Line = Head & StatementLine & { readonly number: number };

const MAX_PAGE = 100;
const NIL = '00000000-0000-0000-0000-000000000000';

/** What ledger accounts held, at a time and over one. Rows out of the actor's scope are absent: null. */
export class LedgerStatements {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** The balance as of an instant (RFC 3339), with all that was posted at it. */
  async balanceAt(actor: Actor, id: string, at: string): Promise<{ readonly amount: string; readonly currency: string } | null> {
    const account = await this.#account(actor, id);
    if (account === null) return null;
    const [row] = await this.#rows<{ balance: string }>(BALANCE, [id, at]);
    return { amount: amountText(new Decimal(row?.balance ?? 0), account.currency), currency: account.currency };
  }

  async statement(actor: Actor, order: StatementOrder): Promise<Statement | null> {
    const size = order.first ?? 25;
    if (size < 1 || size > MAX_PAGE) throw new ReadArgumentError(`first must be from 1 to ${MAX_PAGE}, not ${size}.`);
    const place = order.after == null ? null : placeOf(order.after);
    const account = await this.#account(actor, order.id ?? (await this.#idOf(order.code ?? '')));
    if (account === null) return null;
    const period = [order.from ?? '-infinity', order.to ?? 'infinity'];
    const rows = await this.#rows<Line>(STATEMENT, [account.id, ...period, place?.postedAt ?? null, place?.entryId ?? NIL, place?.number ?? 0, size + 1]);
    return statementOf(account, rows, size, place !== null);
  }

  async #idOf(code: string): Promise<string> {
    const [row] = await this.#rows<{ id: string }>('select id from ledger_account where code = $1', [code]);
    return row?.id ?? '';
  }

  #account(actor: Actor, id: string): Promise<{ id: string; currency: string } | null> {
    return scopedRow(this.#database.pool, ledgerAccountReader, actor, id, 't.id, t.currency');
  }

  async #rows<T extends object>(text: string, values: unknown[]): Promise<T[]> {
    return (await this.#database.pool.query<T>({ text, values, types: pgTypes })).rows;
  }
}

function statementOf(account: { id: string; currency: string }, rows: readonly Line[], size: number, isLater: boolean): Statement {
  const money = (text: string): string => amountText(new Decimal(text), account.currency);
  // without a line there is one row, of the totals alone
  const found = rows.filter(({ entryId }) => entryId !== null);
  const edges = found.slice(0, size).map((line) => ({ cursor: cursorOf(line), node: { ...line, amount: money(line.amount), balance: money(line.balance) } }));
  const head = rows[0] as Head;
  return {
    ...{ accountId: account.id, currency: account.currency, totalCount: head.lines },
    ...{ opening: money(head.opening), totalIn: money(head.in), totalOut: money(head.out) },
    closing: money(new Decimal(head.opening).plus(head.in).minus(head.out).toFixed()),
    ...{ edges, nodes: edges.map(({ node }) => node) },
    pageInfo: {
      hasNextPage: found.length > size,
      hasPreviousPage: isLater,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}

interface Place {
  readonly postedAt: string;
  readonly entryId: string;
  readonly number: number;
}

const cursorOf = ({ postedAt, entryId, number }: Place): string => Buffer.from(`LINE|${postedAt}|${entryId}|${number}`).toString('base64url');

const isInstant = (text: string): boolean => !Number.isNaN(Date.parse(text)) && new Date(text).toISOString() === text;

/** Parsed strictly, since it goes into a statement as values. */
function placeOf(cursor: string): Place {
  const [kind, postedAt = '', entryId, number = ''] = Buffer.from(cursor, 'base64url').toString('utf8').split('|');
  if (kind !== 'LINE' || !isInstant(postedAt) || !isId(entryId) || !/^\d{1,4}$/.test(number))
    throw new CursorError('This is no cursor of a statement: take endCursor of the page before.');
  return { postedAt, entryId, number: Number(number) };
}
