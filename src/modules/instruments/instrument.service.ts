import type { Request } from '../../access/actor.js';
import { newId } from '../../database/ids.js';
import type { Database } from '../../database/orm.js';
import { pgTypes } from '../../database/reader.types.js';
import { statement, type Unit } from '../../database/unit.js';
import { checkedReason } from '../../runtime/checked-text.js';
import { notFound, refusal, Refusal, staleVersion } from '../../runtime/refusal.js';
import type { AuditTrail } from '../audit/index.js';
import { checkedInstrument, checkedServer, checkedSuffix, checkedSymbol, type GivenInstrument, type InstrumentFigures } from './instrument.rules.js';

export interface GivenAlias {
  readonly alias: string;
  readonly server?: string | null;
}

interface Change {
  readonly symbol: string;
  readonly version: number;
  readonly reason: string;
}

/** A symbol of a server that was no instrument when deals in it were worked out. */
export interface UnknownSymbolRow {
  readonly server: string;
  readonly symbol: string;
  readonly deals: number;
  readonly lots: string;
  readonly from: string;
  readonly to: string;
  readonly isNow: string | null;
}

interface Wanted {
  readonly symbol: string;
  readonly version?: number | null;
  readonly figures: InstrumentFigures;
  readonly reason: string;
}

interface Stored extends InstrumentFigures {
  readonly id: string;
  readonly symbol: string;
  readonly version: number;
}

const MOST = { instruments: 200, aliases: 100, suffixes: 50, unknown: 200 } as const;

const FIGURES = `id, symbol, version, "group", trim_scale(contract_size)::text as "contractSize", trim_scale(pip_size)::text as "pipSize",
  base_currency as "baseCurrency", quote_currency as "quoteCurrency"`;
const LOCK = statement(`select ${FIGURES} from instrument where symbol = any($1::text[]) order by symbol for no key update`);
const ADD = statement(
  'insert into instrument (id, symbol, "group", contract_size, pip_size, base_currency, quote_currency, updated_by) values ($1, $2, $3, $4, $5, $6, $7, $8)',
);
const ALIASED = statement('select alias, symbol from instrument_alias where alias = any($1::text[]) order by alias, server limit 1');
const CHANGE = statement(`
  update instrument set "group" = $2, contract_size = $3, pip_size = $4, base_currency = $5, quote_currency = $6, updated_by = $7, version = version + 1, updated_at = now()
  where id = $1`);
const TOUCH = statement('update instrument set version = version + 1, updated_by = $2, updated_at = now() where id = $1');
const REMOVE = statement('delete from instrument where id = $1');
const ALIASES = statement(`select alias, nullif(server, '') as server from instrument_alias where symbol = $1 order by alias, server`);
/** What the new aliases would be in the way of: instruments by that very name, and aliases of others. */
const TAKEN = statement(`
  select g.place::int - 1 as place, coalesce(i.symbol, a.symbol) as symbol, i.symbol is not null as "isInstrument"
  from unnest($2::text[], $3::text[]) with ordinality g (alias, server, place) left join instrument i on i.symbol = g.alias
  left join instrument_alias a on a.alias = g.alias and a.server = g.server and a.symbol <> $1 where i.symbol is not null or a.symbol is not null order by place limit 1`);
const CLEAR_ALIASES = statement('delete from instrument_alias where symbol = $1');
const ADD_ALIASES = statement(
  'insert into instrument_alias (symbol, alias, server) select $1, alias, server from unnest($2::text[], $3::text[]) g (alias, server)',
);
const USES = statement(`
  select exists (select from commission_rate where symbol = $1) as rates, exists (select from commission where symbol = $1) as commissions`);
/** Names, aliases and suffixes bear on each other: one who changes them after the other. */
const LOCK_NAMES = statement(`select pg_advisory_xact_lock(hashtext('names of instruments'))`);
const SUFFIXES = 'select suffix from instrument_suffix order by suffix';
const READ_SUFFIXES = statement(SUFFIXES);
const CLEAR_SUFFIXES = statement('delete from instrument_suffix');
const ADD_SUFFIXES = statement('insert into instrument_suffix (suffix) select unnest($1::text[])');
const UNKNOWN = `
  select u.*, instrument_of(u.server, u.symbol) as "isNow" from (
    select server, symbol, count(*)::int as deals, sum(lots) as lots, min(time) as "from", max(time) as "to"
    from deal_unpaid where reason = 'SYMBOL_UNKNOWN' group by server, symbol order by count(*) desc, server, symbol limit ${MOST.unknown}) u
  order by u.deals desc, u.server, u.symbol`;

const figuresOf = ({ group, contractSize, pipSize, baseCurrency, quoteCurrency }: InstrumentFigures): InstrumentFigures => ({
  ...{ group, contractSize, pipSize, baseCurrency, quoteCurrency },
});
const isSame = (one: InstrumentFigures, other: InstrumentFigures): boolean => JSON.stringify(figuresOf(one)) === JSON.stringify(figuresOf(other));
const valuesOf = (figures: InstrumentFigures): string[] => Object.values(figuresOf(figures)) as string[];

/**
 * Which instruments there are, and how servers write them. Deals are worked out by what is set up then; those that were worked out before
 * stay as they are until somebody has them worked out anew.
 */
export class InstrumentService {
  readonly #database: Database;
  readonly #audit: AuditTrail;

  constructor(database: Database, audit: AuditTrail) {
    this.#database = database;
    this.#audit = audit;
  }

  /** All or none. Answers with their ids, in the order in which they were given. */
  set(request: Request, instruments: readonly GivenInstrument[], given: string): Promise<string[]> {
    const reason = checkedReason(given);
    if (instruments.length === 0 || instruments.length > MOST.instruments)
      throw refusal('INVALID', `Give 1 to ${MOST.instruments} instruments at once, not ${instruments.length}.`, ['instruments']);
    const wanted = instruments.map((one, place) => ({ ...one, figures: checkedInstrument(one, ['instruments', String(place)]) }));
    checkOnce(
      wanted.map(({ symbol }) => symbol),
      (place) => ['instruments', String(place), 'symbol'],
    );
    return this.#database.unit(async (unit) => {
      await unit.rows(LOCK_NAMES);
      const symbols = wanted.map(({ symbol }) => symbol);
      const stored = new Map((await unit.rows<Stored>(LOCK, [symbols])).map((one) => [one.symbol, one]));
      const aliased = await unit.row<GivenAlias & { symbol: string }>(ALIASED, [symbols.filter((symbol) => !stored.has(symbol))]);
      if (aliased !== undefined)
        throw refusal('ALREADY_EXISTS', `${aliased.alias} is an alias of ${aliased.symbol}: take it off there first.`, [
          ...['instruments', String(symbols.indexOf(aliased.alias)), 'symbol'],
        ]);
      return wanted.map((one, place) => this.#put(unit, request, stored.get(one.symbol), { ...one, reason }, ['instruments', String(place)]));
    });
  }

  /** In place of those that it has. Answers with the id of the instrument. */
  setAliases(request: Request, { symbol, version, reason: given, aliases }: Change & { readonly aliases: readonly GivenAlias[] }): Promise<string> {
    const reason = checkedReason(given);
    if (aliases.length > MOST.aliases) throw refusal('INVALID', `An instrument has ${MOST.aliases} aliases at most, not ${aliases.length}.`, ['aliases']);
    const path = (place: number, field: string) => ['aliases', String(place), field];
    const names = aliases.map(({ alias }, place) => checkedSymbol(alias, path(place, 'alias')));
    const servers = aliases.map(({ server }, place) => (server == null ? '' : checkedServer(server, path(place, 'server'))));
    checkOnce(
      names.map((name, place) => `${name} ${servers[place]}`),
      (place) => path(place, 'alias'),
    );
    return this.#database.unit(async (unit) => {
      const { id } = await lock(unit, symbol, version);
      const before = await unit.rows<{ alias: string; server: string | null }>(ALIASES, [symbol]);
      const taken = await unit.row<{ place: number; symbol: string; isInstrument: boolean }>(TAKEN, [symbol, names, servers]);
      if (taken !== undefined) {
        const why = taken.isInstrument ? `${taken.symbol} is an instrument itself, and that goes before aliases` : `it stands for ${taken.symbol} there`;
        throw refusal('ALREADY_EXISTS', `${names[taken.place]} cannot be an alias of ${symbol}: ${why}.`, path(taken.place, 'alias'));
      }
      unit.write(CLEAR_ALIASES, [symbol]);
      unit.write(ADD_ALIASES, [symbol, names, servers]);
      unit.write(TOUCH, [id, request.actor.name]);
      const after = names.map((alias, place) => ({ alias, server: servers[place] || null }));
      this.#audit.append(unit, request, { ...about(symbol, 'instrument.aliases', reason), before: { aliases: before }, after: { aliases: after } });
      return id;
    });
  }

  /** Takes away what neither plans nor commissions know of. */
  async remove(request: Request, { symbol, version, reason: given }: Change): Promise<void> {
    const reason = checkedReason(given);
    await this.#database.unit(async (unit) => {
      const stored = await lock(unit, symbol, version);
      const uses = await unit.row<{ rates: boolean; commissions: boolean }>(USES, [symbol]);
      if (uses?.rates) throw refusal('POLICY_FORBIDS', `Plans give rates for ${symbol}: it stays, so that they mean something.`, ['symbol']);
      if (uses?.commissions)
        throw refusal('POLICY_FORBIDS', `Commissions were earned by ${symbol}: it stays, so that they can be worked out anew.`, ['symbol']);
      unit.write(CLEAR_ALIASES, [symbol]);
      unit.write(REMOVE, [stored.id]);
      this.#audit.append(unit, request, { ...about(symbol, 'instrument.remove', reason), before: { ...figuresOf(stored) }, after: null });
    });
  }

  /** In place of what there is. Answers with all of them. */
  setSuffixes(request: Request, given: readonly string[], why: string): Promise<string[]> {
    const reason = checkedReason(why);
    if (given.length > MOST.suffixes) throw refusal('INVALID', `There are ${MOST.suffixes} suffixes at most, not ${given.length}.`, ['suffixes']);
    const after = given.map((suffix, place) => checkedSuffix(suffix, ['suffixes', String(place)]));
    checkOnce(after, (place) => ['suffixes', String(place)]);
    after.sort();
    return this.#database.unit(async (unit) => {
      await unit.rows(LOCK_NAMES);
      const before = (await unit.rows<{ suffix: string }>(READ_SUFFIXES)).map(({ suffix }) => suffix);
      unit.write(CLEAR_SUFFIXES);
      unit.write(ADD_SUFFIXES, [after]);
      const entry = { action: 'instrument.suffixes', subjectType: 'Instrument', subjectId: 'suffixes', reason };
      this.#audit.append(unit, request, { ...entry, before: { suffixes: before }, after: { suffixes: after } });
      return after;
    });
  }

  async suffixes(): Promise<string[]> {
    return (await this.#database.pool.query<{ suffix: string }>(SUFFIXES)).rows.map(({ suffix }) => suffix);
  }

  /** What deals were done in and nothing was set up for, by how many there are; at most 200. */
  async unknown(): Promise<UnknownSymbolRow[]> {
    return (await this.#database.pool.query<UnknownSymbolRow>({ text: UNKNOWN, types: pgTypes })).rows;
  }

  /** Adds it, or changes the one that is stored. Answers with its id. */
  #put(unit: Unit, request: Request, before: Stored | undefined, wanted: Wanted, path: readonly string[]): string {
    const { symbol, version, figures, reason } = wanted;
    if (before === undefined && version != null)
      throw refusal('NOT_FOUND', `There is no instrument ${symbol}: leave the version out to add it.`, [...path, 'symbol']);
    if (before !== undefined && version == null) throw exists(before, path);
    if (before !== undefined && version !== before.version) throw staleAt(before, path);
    if (before !== undefined && isSame(before, figures)) return before.id;
    const id = before?.id ?? newId();
    if (before === undefined) unit.write(ADD, [id, symbol, ...valuesOf(figures), request.actor.name]);
    else unit.write(CHANGE, [id, ...valuesOf(figures), request.actor.name]);
    const entry = about(symbol, before === undefined ? 'instrument.add' : 'instrument.change', reason);
    this.#audit.append(unit, request, { ...entry, before: before === undefined ? null : { ...figuresOf(before) }, after: { ...figures } });
    return id;
  }
}

const about = (symbol: string, action: string, reason: string) => ({ action, subjectType: 'Instrument', subjectId: symbol, reason });

const exists = ({ symbol, version }: Stored, path: readonly string[]): Refusal =>
  refusal('ALREADY_EXISTS', `${symbol} is there already, at version ${version}: name the version to change it.`, [...path, 'version']);

const staleAt = ({ version }: Stored, path: readonly string[]): Refusal =>
  new Refusal(staleVersion(version).errors.map((error) => ({ ...error, field: [...path, 'version'] })));

async function lock(unit: Unit, symbol: string, version: number): Promise<Stored> {
  await unit.rows(LOCK_NAMES);
  const [stored] = await unit.rows<Stored>(LOCK, [[symbol]]);
  if (stored === undefined) throw notFound('instrument', 'symbol');
  if (stored.version !== version) throw staleVersion(stored.version);
  return stored;
}

function checkOnce(values: readonly string[], path: (place: number) => readonly string[]): void {
  const twice = values.findIndex((value, place) => values.indexOf(value) < place);
  if (twice >= 0) throw refusal('INVALID', `${values[twice]?.trim()} is given twice.`, path(twice));
}
