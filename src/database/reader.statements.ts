import type { Actor } from '../access/actor.js';
import type { ConnectionPlan, Joined, ReadPlan, RelationUse, Selected } from './reader.plan.js';
import type { Column, Direction, Order, Owners, ParentKey, Reader } from './reader.js';
import { type Parameters, type Slot, type Statement, writeStatement } from './statement.js';

type Args = Readonly<Record<string, unknown>>;

/** Where a page starts and which way it runs, with the shape of its filter: all that its text depends on. */
export interface PageShape {
  readonly orderField: string;
  readonly order: Order;
  readonly direction: Direction;
  readonly backwards: boolean;
  readonly hasCursor: boolean;
  readonly filters: readonly (readonly [name: string, shape: string])[];
  /** The number of rows where the page is planned once, else null. */
  readonly limit: number | null;
}

/** Under which name a parent row carries its key for a relation. */
export const keyProperty = (key: ParentKey): string => (key.sql === 't.id' ? 'id' : `$${key.sql}`);

export function filterShapes(reader: Reader, args: Args, actor: Actor): PageShape['filters'] {
  const filter = args['filter'] as Args | null | undefined;
  if (filter == null) return [];
  const shapes: [string, string][] = [];
  for (const name in filter) {
    const value = filter[name];
    if (value != null) shapes.push([name, filterOf(reader, name).shape(value as never, actor)]);
  }
  return shapes;
}

/**
 * One plan does for every page: all that narrows the list stands in the text, and where a page starts makes no difference, since it
 * starts at the top, or the list is whole, or the order is in the index of each filter.
 */
export const isPlannedOnce = (reader: Reader, { order, hasCursor, filters }: Omit<PageShape, 'limit'>): boolean =>
  filters.every(([name]) => filterOf(reader, name).inText) && (!hasCursor || filters.every(([, shape]) => order.inEnumIndexes && !shape.includes(',')));

const filterOf = (reader: Reader, name: string) => {
  const filter = reader.filters[name];
  if (filter === undefined) throw new Error(`${reader.type} has no filter ${name}`);
  return filter;
};

/** The masks that the actor gets: part of every statement's shape. */
function maskShape(plan: ReadPlan, actor: Actor): string {
  let shape = '';
  for (const { field } of plan.columns) {
    const mask = plan.reader.columns[field]?.mask;
    if (mask !== undefined && isMasked(mask, plan, actor)) shape += `${field},`;
  }
  return shape;
}

function isMasked(mask: NonNullable<Column['mask']>, { reader }: ReadPlan, actor: Actor): boolean {
  if ('unless' in mask) return !actor.permissions.has(mask.unless);
  const scope = reader.scopeOf(actor);
  return scope !== null && mask.within.includes(scope);
}

function columnSql(plan: ReadPlan, field: string, actor: Actor): string {
  const column = plan.reader.columns[field];
  if (column === undefined) throw new Error(`${plan.reader.type} has no column ${field}`);
  return column.mask !== undefined && isMasked(column.mask, plan, actor) ? column.mask.sql : column.sql;
}

/** What is selected for a plan: names as GraphQL uses them, keys of relations, and what the audit log wants to know. */
function selectList(plan: ReadPlan, actor: Actor, sort: Order | null, prefix = ''): string {
  const { reader } = plan;
  const selected = new Map<string, string>();
  if (reader.columns['id'] !== undefined) selected.set('id', 't.id');
  for (const { field } of plan.columns) selected.set(field, columnSql(plan, field, actor));
  for (const { relation } of plan.relations) selected.set(keyProperty(relation.key), relation.key.sql);
  if (reader.audit !== undefined && plan.columns.some((column) => column.audited)) selected.set('$client', reader.audit.client);
  if (sort !== null) selected.set('$s', sort.sql);
  return [...selected].map(([name, sql]) => `${sql} as "${prefix}${name}"`).join(', ');
}

/**
 * The relations that lead to one row come with the rows that they start from: one index look-up a row, and no round trip. The limit keeps
 * the planner from turning the look-ups into a join over the whole table, and the order of the rows as it is.
 */
function joinsSql(joined: readonly Joined[], source: string, sourcePrefix: string, actor: Actor, parameters: Parameters): string {
  return joined
    .map(({ use, plan, prefix, joined: below }) => {
      const { reader } = plan;
      const alias = `j${prefix.replaceAll('.', '_')}`;
      const scope = scopeSql(reader, reader.scopeOf(actor), parameters);
      const row = `select ${selectList(plan, actor, null, prefix)} ${from(reader)} where t.id = ${source}."${sourcePrefix}${keyProperty(use.relation.key)}"${scope} limit 1`;
      return ` left join lateral (${row}) ${alias} on true${joinsSql(below, alias, prefix, actor, parameters)}`;
    })
    .join('');
}

const aliasesOf = (joined: readonly Joined[]): string =>
  joined.map(({ prefix, joined: below }) => `, j${prefix.replaceAll('.', '_')}.*${aliasesOf(below)}`).join('');

/** What of a statement's text depends on the rows that are joined to it. */
const joinedShape = (joined: readonly Joined[], actor: Actor): string =>
  joined.map(({ plan, joined: below }) => `${plan.serial} ${plan.reader.scopeOf(actor)} ${maskShape(plan, actor)}(${joinedShape(below, actor)})`).join();

/** Puts the joined rows beside those of a statement; without any it stays as it is. */
const withJoins = (statement: string, joined: readonly Joined[], actor: Actor, parameters: Parameters): string =>
  joined.length === 0 ? statement : `select x.*${aliasesOf(joined)} from (${statement}) x${joinsSql(joined, 'x', '', actor, parameters)}`;

const scopeSql = (reader: Reader, scope: string | null, parameters: Parameters): string => {
  if (scope === null) return '';
  const write = reader.scopes[scope];
  if (write === undefined) throw new Error(`${reader.type} has no scope ${scope}`);
  return ` and (${write(parameters)})`;
};

const filterSql = (reader: Reader, filters: PageShape['filters'], parameters: Parameters): string =>
  filters
    .map(([name, shape]) => {
      const at = (pick: (value: never) => unknown) => (binding: { args: Args }) => pick((binding.args['filter'] as Args)[name] as never);
      return ` and ${filterOf(reader, name).where(parameters, shape, at)}`;
    })
    .join('');

const wayOf = (shape: PageShape): 'asc' | 'desc' => ((shape.direction === 'ASC') !== shape.backwards ? 'asc' : 'desc');

/**
 * Where the values of filters are parameters, so is the number of rows, for the planner's sake: without its value a plan looks dear, so
 * PostgreSQL goes on planning by the values. With the number in the text it would settle on walking the order until the page is full,
 * which reads the whole table for a rare value.
 */
const limitSql = ({ limit }: PageShape, parameters: Parameters): string => `limit ${limit ?? parameters.add((b) => b.limit, 'int')}`;

/** A value that the planner is not shown: it makes one plan, and keeps it. */
const hidden = (slot: Slot, cast: string, parameters: Parameters): string => `(select ${parameters.add(slot, cast)})`;

/** Rows after the cursor in the direction of reading, as one row comparison, which an index on (sort, id) answers at any depth. */
function afterCursor(shape: PageShape, parameters: Parameters): string {
  if (!shape.hasCursor) return '';
  const value = (slot: Slot, cast: string) => (shape.limit === null ? parameters.add(slot, cast) : hidden(slot, cast, parameters));
  const place = `${value((b) => b.cursor?.sort, shape.order.cast)}, ${value((b) => b.cursor?.id, 'uuid')}`;
  return ` and (${shape.order.sql}, t.id) ${wayOf(shape) === 'asc' ? '>' : '<'} (${place})`;
}

/** The first rows from the cursor on, of those that `where` leaves. */
function pageRows(reader: Reader, shape: PageShape, where: string, parameters: Parameters): string {
  const way = wayOf(shape);
  return `${from(reader)} where ${where}${afterCursor(shape, parameters)} order by ${shape.order.sql} ${way}, t.id ${way} ${limitSql(shape, parameters)}`;
}

const pageSql = ({ plan, cursors }: ConnectionPlan, actor: Actor, shape: PageShape, where: string, parameters: Parameters): string =>
  `select ${selectList(plan, actor, cursors ? shape.order : null)} ${pageRows(plan.reader, shape, where, parameters)}`;

/** Up to here the rows of each owner are looked for in turn. */
const FEW_OWNERS = 200;

/**
 * A page of an actor's own rows. To walk the order and leave out what is others' reads the whole table when its own are few; to sort its
 * own reads them all when they are many. The planner cannot tell, for it does not know whose subtree it is; the statement can when it
 * runs. With few owners it takes the first rows of each, whose index holds them in order, and merges them; with many it walks the order
 * ("is true" keeps the planner from making a join of that). Only the rows of the page are then read from the table.
 */
function ownedPageSql({ plan, cursors }: ConnectionPlan, actor: Actor, shape: PageShape, owners: Owners, parameters: Parameters): string {
  const { reader } = plan;
  const page = (which: string): string =>
    `select t.id, ${shape.order.sql} as place ${pageRows(reader, shape, `${which}${filterSql(reader, shape.filters, parameters)}`, parameters)}`;
  const number = '(select count(*) from own)';
  const way = wayOf(shape);
  const few = `select each.* from own cross join lateral (${page(`${owners.column} = own.key`)}) each where ${number} <= ${FEW_OWNERS} order by place ${way}, id ${way} ${limitSql(shape, parameters)}`;
  const many = page(`(${owners.column} in (select key from own)) is true and ${number} > ${FEW_OWNERS}`);
  return `with own(key) as materialized ${owners.keys(parameters)}, found as ((${few}) union all (${many}))
    select ${selectList(plan, actor, cursors ? shape.order : null)} from found join ${reader.table} t on t.id = found.id order by found.place ${way}, found.id ${way}`;
}

const shapeKey = (shape: PageShape): string =>
  `${shape.orderField} ${shape.direction}${shape.backwards ? ' back' : ''}${shape.hasCursor ? ' cursor' : ''} ${shape.limit} ${shape.filters.map(([name, filter]) => `${name}:${filter}`).join(' ')}`;

const REMEMBERED_TEXTS = 256;

/** Finds the statement that was written for this shape, or writes it. Shapes are few: of values only those of enums are in them. */
function remembered(plan: ReadPlan, key: string, write: (parameters: Parameters) => string): Statement {
  let statement = plan.statements.get(key);
  if (statement === undefined) {
    statement = writeStatement(write);
    if (plan.statements.size >= REMEMBERED_TEXTS) plan.statements.delete(plan.statements.keys().next().value as string);
    plan.statements.set(key, statement);
  }
  return statement;
}

const from = (reader: Reader): string => `from ${reader.table} t`;

export function lookupStatement({ plan, joined }: Selected, actor: Actor, by: string): Statement {
  const { reader } = plan;
  const scope = reader.scopeOf(actor);
  return remembered(plan, `lookup ${by}|${scope}|${maskShape(plan, actor)}|${joinedShape(joined, actor)}`, (parameters) => {
    const lookup = reader.lookups[by];
    if (lookup === undefined) throw new Error(`${reader.type} is not looked up by ${by}`);
    const row = `select ${selectList(plan, actor, null)} ${from(reader)} where ${lookup.sql} = ${parameters.add((b) => b.args[by], lookup.cast)}${scopeSql(reader, scope, parameters)}`;
    return withJoins(row, joined, actor, parameters);
  });
}

/**
 * The keys of the parents, where the planner does not see how many they are: for one key it would find planning by the value so much
 * cheaper than its guess of ten that it planned anew each time, which costs more than reading the rows.
 */
const keyArray = (cast: ParentKey['cast'], parameters: Parameters): string => {
  // ltree has no array input of its own in every driver: it goes as text
  const sentAs = cast === 'ltree' ? 'text' : cast;
  return `(select ${parameters.add((b) => b.keys, `${sentAs}[]`)})::${cast}[]`;
};

/** Rows by their ids, in whatever order. */
export function rowsStatement({ plan, joined }: Selected, actor: Actor): Statement {
  const { reader } = plan;
  const scope = reader.scopeOf(actor);
  return remembered(plan, `rows|${scope}|${maskShape(plan, actor)}|${joinedShape(joined, actor)}`, (parameters) => {
    const rows = `select ${selectList(plan, actor, null)} ${from(reader)} where t.id = any(${keyArray('uuid', parameters)})${scopeSql(reader, scope, parameters)}`;
    return withJoins(rows, joined, actor, parameters);
  });
}

export function rootPageStatement(connection: ConnectionPlan, joined: readonly Joined[], actor: Actor, shape: PageShape): Statement {
  const { plan } = connection;
  const { reader } = plan;
  const scope = reader.scopeOf(actor);
  return remembered(plan, `root ${connection.cursors}|${scope}|${maskShape(plan, actor)}|${shapeKey(shape)}|${joinedShape(joined, actor)}`, (parameters) => {
    const owners = scope === null ? undefined : reader.scopes[scope]?.owners;
    const page =
      owners === undefined
        ? pageSql(connection, actor, shape, `true${filterSql(reader, shape.filters, parameters)}${scopeSql(reader, scope, parameters)}`, parameters)
        : ownedPageSql(connection, actor, { ...shape, limit: null }, owners, parameters);
    return withJoins(page, joined, actor, parameters);
  });
}

const keysOf = (key: ParentKey, parameters: Parameters): string => `unnest(${keyArray(key.cast, parameters)}) k(key)`;

/** A page for each parent: one round trip, one index walk a parent. */
export function pageStatement(use: RelationUse, connection: ConnectionPlan, joined: readonly Joined[], actor: Actor, shape: PageShape): Statement {
  const { plan } = connection;
  const { reader } = plan;
  const scope = reader.scopeOf(actor);
  return remembered(plan, `page ${connection.cursors}|${scope}|${maskShape(plan, actor)}|${shapeKey(shape)}|${joinedShape(joined, actor)}`, (parameters) => {
    const keys = keysOf(use.relation.key, parameters);
    const linked = use.relation.kind === 'page' ? use.relation.link('k.key', parameters) : 'false';
    const filters = filterSql(reader, shape.filters, parameters);
    const page = pageSql(connection, actor, shape, `${linked}${filters}${scopeSql(reader, scope, parameters)}`, parameters);
    return `select k.key as "$k", x.*${aliasesOf(joined)} from ${keys} cross join lateral (${page}) x${joinsSql(joined, 'x', '', actor, parameters)}`;
  });
}

export function listStatement(use: RelationUse, { plan, joined }: Selected, actor: Actor): Statement {
  const { reader } = plan;
  const scope = reader.scopeOf(actor);
  return remembered(plan, `list|${scope}|${maskShape(plan, actor)}|${joinedShape(joined, actor)}`, (parameters) => {
    const keys = keysOf(use.relation.key, parameters);
    if (use.relation.kind !== 'list') throw new Error(`${use.field} is no list`);
    const linked = use.relation.link('k.key', parameters);
    const rows = `select ${selectList(plan, actor, null)} ${from(reader)} where ${linked}${scopeSql(reader, scope, parameters)} order by ${use.relation.order}`;
    return `select k.key as "$k", x.*${aliasesOf(joined)} from ${keys} cross join lateral (${rows}) x${joinsSql(joined, 'x', '', actor, parameters)}`;
  });
}

/** `totalCount` (n) or `totals` (currency, amount) over the whole filter, for the root or for each parent. */
export function aggregateStatement(
  what: 'count' | 'totals',
  use: RelationUse | null,
  connection: ConnectionPlan,
  actor: Actor,
  filters: PageShape['filters'],
): Statement {
  const { plan } = connection;
  const { reader } = plan;
  const scope = reader.scopeOf(actor);
  const key = `${what} ${use === null ? 'root' : 'page'}|${scope}|${filters.map(([name, shape]) => `${name}:${shape}`).join(' ')}`;
  return remembered(plan, key, (parameters) => {
    const parents = use === null ? null : keysOf(use.relation.key, parameters);
    const linked = use?.relation.kind === 'page' ? use.relation.link('k.key', parameters) : 'true';
    const where = `${linked}${filterSql(reader, filters, parameters)}${scopeSql(reader, scope, parameters)}`;
    const inner = `select ${aggregateList(what, reader)} ${from(reader)} where ${where}${what === 'totals' ? ' group by 1 order by 1' : ''}`;
    return parents === null ? inner : `select k.key as "$k", x.* from ${parents} cross join lateral (${inner}) x`;
  });
}

function aggregateList(what: 'count' | 'totals', reader: Reader): string {
  if (what === 'count') return 'count(*)::int as "n"';
  if (reader.totals === undefined) throw new Error(`${reader.type} has no totals`);
  return `${reader.totals.currency} as "currency", sum(${reader.totals.amount}) as "amount"`;
}

export function customStatement(use: RelationUse, plan: ReadPlan, actor: Actor, args: Args): Statement {
  const { relation } = use;
  if (relation.kind !== 'custom') throw new Error(`${use.field} is read from rows`);
  const shape = relation.shape?.(args, actor) ?? '';
  return remembered(plan, `custom ${use.field}|${shape}|${[...use.fields].join(',')}`, (parameters) =>
    relation.write({ parameters, keys: keyArray(relation.key.cast, parameters), shape, fields: use.fields }),
  );
}
