import type { Actor } from '../access/actor.js';
import type { ConnectionPlan, ReadPlan, RelationUse } from './reader.plan.js';
import type { Direction, Order, ParentKey, Reader } from './reader.js';
import { type Parameters, type Statement, writeStatement } from './statement.js';

type Args = Readonly<Record<string, unknown>>;

/** Where a page starts and which way it runs, with the shape of its filter: all that its text depends on. */
export interface PageShape {
  readonly orderField: string;
  readonly order: Order;
  readonly direction: Direction;
  readonly backwards: boolean;
  readonly hasCursor: boolean;
  readonly filters: readonly (readonly [name: string, shape: string])[];
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
    if (mask !== undefined && !actor.permissions.has(mask.unless)) shape += `${field},`;
  }
  return shape;
}

function columnSql(plan: ReadPlan, field: string, actor: Actor): string {
  const column = plan.reader.columns[field];
  if (column === undefined) throw new Error(`${plan.reader.type} has no column ${field}`);
  return column.mask !== undefined && !actor.permissions.has(column.mask.unless) ? column.mask.sql : column.sql;
}

function selectList(plan: ReadPlan, actor: Actor, sort: Order | null): string {
  const selected = new Map<string, string>();
  if (plan.reader.columns['id'] !== undefined) selected.set('id', 't.id');
  for (const { field } of plan.columns) selected.set(field, columnSql(plan, field, actor));
  for (const { relation } of plan.relations) selected.set(keyProperty(relation.key), relation.key.sql);
  if (plan.reader.audit !== undefined && plan.columns.some((column) => column.audited)) selected.set('$client', plan.reader.audit.client);
  if (sort !== null) selected.set('$s', sort.sql);
  return [...selected].map(([name, sql]) => `${sql} as "${name}"`).join(', ');
}

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

/**
 * Rows after the cursor in the direction of reading, as one row comparison, which an index on (sort, id) answers at any depth. The limit is
 * a parameter for the planner's sake: without its value a plan looks dear, so PostgreSQL goes on planning by the values. With the number
 * in the text it would settle on walking the order until the page is full, which reads the whole table for a rare status.
 */
function pageTail(shape: PageShape, parameters: Parameters): { where: string; way: 'asc' | 'desc'; limit: string } {
  const ascending = (shape.direction === 'ASC') !== shape.backwards;
  const where = shape.hasCursor
    ? ` and (${shape.order.sql}, t.id) ${ascending ? '>' : '<'} (${parameters.add((b) => b.cursor?.sort, shape.order.cast)}, ${parameters.add((b) => b.cursor?.id, 'uuid')})`
    : '';
  return { where, way: ascending ? 'asc' : 'desc', limit: parameters.add((b) => b.limit, 'int') };
}

function pageSql({ plan, cursors }: ConnectionPlan, actor: Actor, shape: PageShape, where: string, parameters: Parameters): string {
  const columns = selectList(plan, actor, cursors ? shape.order : null);
  const tail = pageTail(shape, parameters);
  return `select ${columns} ${from(plan.reader)} where ${where}${tail.where} order by ${shape.order.sql} ${tail.way}, t.id ${tail.way} limit ${tail.limit}`;
}

const shapeKey = (shape: PageShape): string =>
  `${shape.orderField} ${shape.direction}${shape.backwards ? ' back' : ''}${shape.hasCursor ? ' cursor' : ''} ${shape.filters.map(([name, filter]) => `${name}:${filter}`).join(' ')}`;

/** Finds the statement that was written for this shape, or writes it. Shapes are few (filters, orders, scopes), values are not in them. */
function remembered(plan: ReadPlan, key: string, write: (parameters: Parameters) => string): Statement {
  let statement = plan.statements.get(key);
  if (statement === undefined) {
    statement = writeStatement(write);
    if (plan.statements.size < 256) plan.statements.set(key, statement);
  }
  return statement;
}

const from = (reader: Reader): string => `from ${reader.table} t`;

export function lookupStatement(plan: ReadPlan, actor: Actor, by: string): Statement {
  const { reader } = plan;
  const scope = reader.scopeOf(actor);
  return remembered(plan, `lookup ${by}|${scope}|${maskShape(plan, actor)}`, (parameters) => {
    const lookup = reader.lookups[by];
    if (lookup === undefined) throw new Error(`${reader.type} is not looked up by ${by}`);
    return `select ${selectList(plan, actor, null)} ${from(reader)} where ${lookup.sql} = ${parameters.add((b) => b.args[by], lookup.cast)}${scopeSql(reader, scope, parameters)}`;
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

/** The rows with these ids, in any order. */
export function byIdsStatement(plan: ReadPlan, actor: Actor): Statement {
  const { reader } = plan;
  const scope = reader.scopeOf(actor);
  return remembered(
    plan,
    `ids|${scope}|${maskShape(plan, actor)}`,
    (parameters) =>
      `select ${selectList(plan, actor, null)} ${from(reader)} where t.id = any(${keyArray('uuid', parameters)})${scopeSql(reader, scope, parameters)}`,
  );
}

export function rootPageStatement(connection: ConnectionPlan, actor: Actor, shape: PageShape): Statement {
  const { plan } = connection;
  const { reader } = plan;
  const scope = reader.scopeOf(actor);
  return remembered(plan, `root ${connection.cursors}|${scope}|${maskShape(plan, actor)}|${shapeKey(shape)}`, (parameters) => {
    const filters = filterSql(reader, shape.filters, parameters);
    return pageSql(connection, actor, shape, `true${filters}${scopeSql(reader, scope, parameters)}`, parameters);
  });
}

const keysOf = (key: ParentKey, parameters: Parameters): string => `unnest(${keyArray(key.cast, parameters)}) k(key)`;

/** A page for each parent: one round trip, one index walk a parent. */
export function pageStatement(use: RelationUse, connection: ConnectionPlan, actor: Actor, shape: PageShape): Statement {
  const { plan } = connection;
  const { reader } = plan;
  const scope = reader.scopeOf(actor);
  return remembered(plan, `page ${connection.cursors}|${scope}|${maskShape(plan, actor)}|${shapeKey(shape)}`, (parameters) => {
    const keys = keysOf(use.relation.key, parameters);
    const linked = use.relation.kind === 'page' ? use.relation.link('k.key', parameters) : 'false';
    const filters = filterSql(reader, shape.filters, parameters);
    return `select k.key as "$k", x.* from ${keys} cross join lateral (${pageSql(connection, actor, shape, `${linked}${filters}${scopeSql(reader, scope, parameters)}`, parameters)}) x`;
  });
}

export function listStatement(use: RelationUse, plan: ReadPlan, actor: Actor): Statement {
  const { reader } = plan;
  const scope = reader.scopeOf(actor);
  return remembered(plan, `list|${scope}|${maskShape(plan, actor)}`, (parameters) => {
    const keys = keysOf(use.relation.key, parameters);
    if (use.relation.kind !== 'list') throw new Error(`${use.field} is no list`);
    const linked = use.relation.link('k.key', parameters);
    return `select k.key as "$k", x.* from ${keys} cross join lateral (select ${selectList(plan, actor, null)} ${from(reader)} where ${linked}${scopeSql(reader, scope, parameters)} order by ${use.relation.order}) x`;
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
