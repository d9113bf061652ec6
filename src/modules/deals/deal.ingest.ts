import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Pool, PoolClient } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { enqueue, jobKind } from '../../runtime/jobs.js';
import type { Deal } from './deal.js';

/** Works off what came in: whoever earns by deals is told by it. It finds its own work. */
export const DEALS_ARRIVED = jobKind<object>({ name: 'deal.arrived', maxAttempts: 25 });

export interface Taken {
  /** How many were new. */
  readonly added: number;
  /** How many were there already, just the same. */
  readonly known: number;
  /** How many were there otherwise: they stand as they are told now, and the difference is kept. */
  readonly corrected: number;
  /** Places in what was given, from 0: of logins that no account here has. */
  readonly strangers: readonly number[];
}

/** The most deals that one call takes. */
export const MOST_DEALS = 20_000;

/** One after the other, so that the numbers of batches grow with their commits, and no deal is looked for while it comes in elsewhere. */
const LOCK = `select pg_advisory_xact_lock(hashtext('deals'))`;
const STAGING = `
  create temp table if not exists deal_staging (place int, server text, ticket bigint, login text, action text, entry text, position_id bigint, symbol text,
    lots numeric, closed_lots numeric, price numeric, time timestamptz(3), opened_at timestamptz(3), profit numeric, swap numeric, commission numeric,
    spread numeric, is_cancelled boolean) on commit delete rows`;
const COPY = 'copy deal_staging from stdin';
/**
 * Whether there is anything of these tickets: a stretch of new ones, as they usually come, is told by a few looks into the index. `$1` to
 * `$3`: servers with their lowest and highest tickets, side by side.
 */
const BEGIN = `
  select nextval('deal_batch_seq')::text as batch, exists (select from unnest($1::text[], $2::bigint[], $3::bigint[]) s (server, low, high)
    cross join lateral (select from deal d where d.server = s.server and d.ticket between s.low and s.high limit 1) d) as overlaps`;
const STRANGERS = `
  select s.place from deal_staging s where not exists (select from trading_account a where a.server = s.server and a.login = s.login) order by 1`;

const COLUMNS = `server, ticket, time, trading_account_id, action, entry, position_id, symbol, lots, closed_lots, price, opened_at, profit, swap, commission, spread,
  is_cancelled`;
const OF_ACCOUNTS = 'from deal_staging s join trading_account a on a.server = s.server and a.login = s.login';
const TOLD_ONCE = `
  select $1::bigint, s.server, s.ticket, s.time, a.id, s.action, s.entry, s.position_id, s.symbol, s.lots, s.closed_lots, s.price, s.opened_at, s.profit, s.swap, s.commission,
    s.spread, s.is_cancelled ${OF_ACCOUNTS}`;
/** Where no ticket is there yet, nor told twice. That it is so is the table's key to say once more. */
const ADD_NEW = `insert into deal (batch, ${COLUMNS}) ${TOLD_ONCE}`;
/** Of several of one ticket the last one counts. */
const TOLD = `
  select distinct on (s.server, s.ticket) s.server, s.ticket, s.time, a.id as trading_account_id, s.action, s.entry, s.position_id, s.symbol, s.lots, s.closed_lots, s.price,
    s.opened_at, s.profit, s.swap, s.commission, s.spread, s.is_cancelled
  ${OF_ACCOUNTS} order by s.server, s.ticket, s.place desc`;
const ADD = `
  insert into deal (batch, ${COLUMNS}) select $1::bigint, ${COLUMNS} from (${TOLD}) told on conflict do nothing`;

const FACTS = (row: string): string =>
  `(${row}.time, ${row}.trading_account_id, ${row}.action, ${row}.entry, ${row}.position_id, ${row}.symbol, ${row}.lots, ${row}.closed_lots, ${row}.price, ${row}.opened_at,
    ${row}.profit, ${row}.swap, ${row}.commission, ${row}.spread, ${row}.is_cancelled)`;
const KNOWN = `
  create temp table deal_known on commit drop as
  select told.*, d.time as known_time, to_jsonb(d) - 'batch' as before, ${FACTS('d')} is distinct from ${FACTS('told')} as differs
  from (${TOLD}) told join deal d on d.server = told.server and d.ticket = told.ticket
  where d.ticket between (select min(ticket) from deal_staging) and (select max(ticket) from deal_staging)`;
const FORGET_KNOWN = 'delete from deal_staging s using deal_known k where k.server = s.server and k.ticket = s.ticket';
const CORRECT = `
  update deal d set batch = $1::bigint, ${COLUMNS.split(/,\s*/)
    .filter((column) => !['server', 'ticket'].includes(column))
    .map((column) => `${column} = k.${column}`)
    .join(', ')}
  from deal_known k where k.differs and d.server = k.server and d.ticket = k.ticket and d.time = k.known_time`;
const KEEP = `
  insert into deal_correction (id, server, ticket, batch, before, after)
  select uuidv7(), k.server, k.ticket, $1::bigint, k.before, to_jsonb(d) - 'batch'
  from deal_known k join deal d on d.server = k.server and d.ticket = k.ticket and d.time = k.time where k.differs`;

const escaped = (text: string): string => text.replace(/[\\\t\r\n]/g, (character) => ({ '\\': '\\\\', '\t': '\\t', '\r': '\\r', '\n': '\\n' })[character]!);

function line(deal: Deal, place: number): string {
  const told: readonly (string | null)[] = [
    ...[String(place), deal.server, deal.ticket, deal.login, deal.action, deal.entry, deal.positionId, deal.symbol, deal.lots, deal.closedLots],
    ...[deal.price, deal.time, deal.openedAt, deal.profit, deal.swap, deal.commission, deal.spread, deal.isCancelled ? 't' : 'f'],
  ];
  return `${told.map((value) => (value === null ? '\\N' : escaped(value))).join('\t')}\n`;
}

const LINES_AT_ONCE = 500;

/** Text of COPY, a few hundred lines at a time. */
function* copyText(deals: readonly Deal[]): Generator<string> {
  for (let from = 0; from < deals.length; from += LINES_AT_ONCE) {
    let text = '';
    for (let place = from; place < Math.min(from + LINES_AT_ONCE, deals.length); place++) text += line(deals[place]!, place);
    yield text;
  }
}

/** What is known of a batch before the database has seen it: nothing of it is asked there again. */
interface Extent {
  /** Days, such as `2026-11-22`. */
  readonly first: string;
  readonly last: string;
  /** How many there are, of all servers. */
  readonly tickets: number;
  /** The lowest and the highest ticket of each server. */
  readonly spans: ReadonlyMap<string, { readonly low: bigint; readonly high: bigint }>;
}

function extentOf(deals: readonly Deal[]): Extent {
  const spans = new Map<string, { low: bigint; high: bigint; readonly seen: Set<bigint> }>();
  let [first, last] = [deals[0]!.time, deals[0]!.time];
  for (const { server, ticket: digits, time } of deals) {
    if (time < first) first = time;
    if (time > last) last = time;
    const ticket = BigInt(digits);
    const span = spans.get(server);
    if (span === undefined) {
      spans.set(server, { low: ticket, high: ticket, seen: new Set([ticket]) });
      continue;
    }
    span.seen.add(ticket);
    if (ticket < span.low) span.low = ticket;
    if (ticket > span.high) span.high = ticket;
  }
  const tickets = [...spans.values()].reduce((sum, { seen }) => sum + seen.size, 0);
  return { first: first.slice(0, 10), last: last.slice(0, 10), tickets, spans };
}

/** The one way in for deals, from files and platforms alike. It may be told the same as often as anybody likes. */
export class DealIngest {
  readonly #pool: Pool;
  /** The months that are known to have their partitions: what made them is committed. */
  readonly #months = new Set<string>();
  /** When the batch before has ended, however it did. */
  #before: Promise<unknown> = Promise.resolve();

  constructor(pool: Pool) {
    this.#pool = pool;
  }

  /**
   * Takes in at most `MOST_DEALS` at once: all of them whose accounts are known, or none when it throws. The next one may be told while
   * this one is under way: it is copied over meanwhile, and goes in after it.
   */
  take(deals: readonly Deal[]): Promise<Taken> {
    const taken = this.#take(deals, this.#before);
    this.#before = taken.catch(() => undefined);
    return taken;
  }

  async #take(deals: readonly Deal[], before: Promise<unknown>): Promise<Taken> {
    if (deals.length === 0) return { added: 0, known: 0, corrected: 0, strangers: [] };
    if (deals.length > MOST_DEALS) throw new Error(`${deals.length} deals at once are more than ${MOST_DEALS}`);
    // whoever comes later gets its connection later, so that nobody waits for one that has none
    const client = await this.#pool.connect();
    try {
      await client.query('begin');
      await client.query(STAGING);
      await pipeline(Readable.from(copyText(deals)), client.query(copyFrom(COPY)));
      const extent = extentOf(deals);
      await before;
      const months = await this.#makeMonths(client, extent);
      const taken = await this.#takeIn(client, deals, extent);
      await client.query('commit');
      client.release();
      for (const month of months) this.#months.add(month);
      return taken;
    } catch (error) {
      // what its temporary tables hold by then is uncertain
      client.release(true);
      throw error;
    }
  }

  async #makeMonths(client: PoolClient, { first, last }: Extent): Promise<readonly string[]> {
    await client.query(LOCK);
    const months = monthsOf(first, last);
    if (!months.every((month) => this.#months.has(month))) await client.query('select deal_months($1, $2)', [first, last]);
    return months;
  }

  async #takeIn(client: PoolClient, deals: readonly Deal[], { tickets, spans }: Extent): Promise<Taken> {
    const [servers, ends] = [[...spans.keys()], [...spans.values()]];
    const values = [servers, ends.map(({ low }) => low.toString()), ends.map(({ high }) => high.toString())];
    const { batch, overlaps } = (await client.query<{ batch: string; overlaps: boolean }>(BEGIN, values)).rows[0]!;
    const corrected = overlaps ? await this.#correct(client, batch) : 0;
    const added = (await client.query(overlaps || tickets < deals.length ? ADD : ADD_NEW, [batch])).rowCount ?? 0;
    if (added + corrected > 0) await enqueue(client, DEALS_ARRIVED, {}, { key: 'once' });
    const strangers = added === deals.length ? [] : (await client.query<{ place: number }>(STRANGERS)).rows.map(({ place }) => place);
    const unknown = strangers.length === 0 ? 0 : new Set(strangers.map((place) => `${deals[place]!.server}/${deals[place]!.ticket}`)).size;
    return { added, known: Math.max(0, tickets - unknown - added - corrected), corrected, strangers };
  }

  async #correct(client: PoolClient, batch: string): Promise<number> {
    await client.query(KNOWN);
    const { rowCount } = await client.query(CORRECT, [batch]);
    if ((rowCount ?? 0) > 0) await client.query(KEEP, [batch]);
    await client.query(FORGET_KNOWN);
    return rowCount ?? 0;
  }
}

/** `2026-11` for every month from one day to another. */
function monthsOf(first: string, last: string): string[] {
  const months: string[] = [];
  for (let month = first.slice(0, 7); month <= last.slice(0, 7);) {
    months.push(month);
    const [year, number] = month.split('-').map(Number) as [number, number];
    month = number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`;
  }
  return months;
}
