import type { Pool } from 'pg';
import type { Actor, Request } from '../access/actor.js';
import { isId } from './ids.js';
import { Pipeline } from './pipeline.js';
import { decodeCursor, encodeCursor } from './reader.cursor.js';
import {
  type ConnectionPlan,
  isWanted,
  type Joined,
  joinedOf,
  type ReadPlan,
  reducePlan,
  type RelationUse,
  type Selected,
  type Variables,
} from './reader.plan.js';
import type { Direction, Reader, Relation } from './reader.js';
import {
  aggregateStatement,
  customStatement,
  filterShapes,
  isPlannedOnce,
  keyProperty,
  listStatement,
  lookupStatement,
  rowsStatement,
  type PageShape,
  pageStatement,
  rootPageStatement,
} from './reader.statements.js';
import type { Row } from './reader.rows.js';
import type { Binding, Statement } from './statement.js';

export type { Row };
type Args = Readonly<Record<string, unknown>>;

/** A connection as GraphQL reads it: plain properties, only those that were asked for. */
export interface Connection {
  nodes?: Row[];
  edges?: { cursor: string | null; node: Row }[];
  pageInfo?: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string | null; endCursor: string | null };
  totalCount?: number | null;
  totals?: { amount: string; currency: string }[] | null;
}

/** One row whose audited fields are read. */
export interface AuditedRead {
  readonly action: string;
  readonly subjectType: string;
  readonly subjectId: string;
  readonly clientId: string | null;
  readonly after: { readonly fields: string[] };
}

export interface EngineOptions {
  readonly pool: Pool;
  /** PgBouncer in transaction mode before 1.21 cannot keep named statements. */
  readonly namedStatements: boolean;
  /** Called with what is about to be answered of audited fields; the answer waits for it. */
  readonly onAuditedRead: (request: Request, reads: readonly AuditedRead[]) => Promise<void>;
}

/** What a read is made for: who asks, and the operation's variables. */
export interface ReadContext {
  readonly request: Request;
  /** Sends what the operation asks for at one moment in one go. */
  readonly pipeline: Pipeline;
  readonly variables: Variables;
}

/** Puts what was asked for on the rows that it belongs to. */
type Placing = (rows: readonly Row[]) => Promise<void>;
/** The relations of a row that were asked for before the row was there. */
type Asked = ReadonlyMap<RelationUse, Placing>;
const NOTHING_ASKED: Asked = new Map();

/** What was asked for ahead of a row is not waited for when the row is not there, or failed: a failure of its own is no news then. */
function unattended<T>(reading: Promise<T>): Promise<T> {
  reading.catch(() => undefined);
  return reading;
}

const MAX_PAGE = 100;

/**
 * `first`, `last` and their cursors made one thing. `last` counts where both stand, since `first` has a default. A cursor of the other way
 * is refused: leaving it out of account would answer with a page that was not asked for.
 */
interface Paging {
  readonly size: number;
  /** How many rows are read: one more than the page has, where it is asked whether there is more. */
  readonly limit: number;
  readonly backwards: boolean;
  readonly cursor: string | null;
}

/** An argument that does not do: the caller's mistake, told as such. */
export class ReadArgumentError extends Error {
  override readonly name = 'ReadArgumentError';
}

function pagingOf(args: Args, { pageInfo }: ConnectionPlan): Paging {
  const backwards = args['last'] != null;
  const size = (backwards ? args['last'] : (args['first'] ?? 25)) as number;
  if (size < 1 || size > MAX_PAGE) throw new ReadArgumentError(`${backwards ? 'last' : 'first'} must be from 1 to ${MAX_PAGE}, not ${size}.`);
  const stray = backwards ? 'after' : 'before';
  if (args[stray] != null)
    throw new ReadArgumentError(backwards ? '`after` goes with `first`: leave `last` out.' : '`before` goes with `last`: say how many rows before it.');
  return { size, limit: size + (pageInfo ? 1 : 0), backwards, cursor: ((backwards ? args['before'] : args['after']) as string | null | undefined) ?? null };
}

/** Walks read plans: one statement per relation and level. */
export class ReadEngine {
  readonly #options: EngineOptions;

  constructor(options: EngineOptions) {
    this.#options = options;
  }

  /** A pipeline for one operation. */
  pipeline(): Pipeline {
    return new Pipeline(this.#options.pool, this.#options.namedStatements);
  }

  /** One row by a lookup of its reader, or null: a row out of the actor's scope is absent. */
  async one(context: ReadContext, plan: ReadPlan, by: string, value: string): Promise<Row | null> {
    if (plan.reader.lookups[by]?.cast === 'uuid' && !isId(value)) return null;
    const selected = this.#select(context, plan);
    const { actor } = context.request;
    const reading = this.#run(context, lookupStatement(selected, actor, by), { actor, args: { [by]: value } });
    const asked = by === 'id' ? this.#askAhead(context, selected.plan, value) : NOTHING_ASKED;
    const rows = await reading;
    await this.#complete(context, selected, rows, asked);
    return rows[0] ?? null;
  }

  /** Rows by their ids, in that order, in one statement: those out of the actor's scope are absent. */
  async several(context: ReadContext, plan: ReadPlan, ids: readonly string[]): Promise<Row[]> {
    const selected = this.#select(context, plan);
    const { actor } = context.request;
    const rows = await this.#run(context, rowsStatement(selected, actor), { actor, args: {}, keys: ids });
    await this.#complete(context, selected, rows);
    return ids.map((id) => rows.find((row) => row['id'] === id)).filter((row) => row !== undefined);
  }

  /**
   * What hangs on a row's id is asked for in one go with the row, where the actor's scope holds every row: then a row is absent only
   * where there is none, and neither time nor an audit entry tells of one that is out of scope.
   */
  #askAhead(context: ReadContext, plan: ReadPlan, id: string): Asked {
    if (plan.reader.scopeOf(context.request.actor) !== null) return NOTHING_ASKED;
    const asked = new Map<RelationUse, Placing>();
    for (const use of plan.relations) if (use.relation.kind !== 'one' && keyProperty(use.relation.key) === 'id') asked.set(use, this.#ask(context, use, [id]));
    return asked;
  }

  /** A page of all rows that the actor may see. */
  async page(context: ReadContext, connection: ConnectionPlan, args: Args): Promise<Connection> {
    const paging = pagingOf(args, connection);
    const wanted = this.#reduceConnection(context, connection);
    const { actor } = context.request;
    const { reader } = wanted.plan;
    const joined = joinedOf(wanted.plan, actor.permissions, context.variables);
    const { shape, cursor } = pageShape(reader, args, paging, null, actor);
    const binding: Binding = { actor, args, cursor, limit: paging.limit };
    const [rows, totalCount, totals] = await Promise.all([
      wanted.nodes || wanted.edges || wanted.pageInfo ? this.#run(context, rootPageStatement(wanted, joined, actor, shape), binding) : [],
      wanted.totalCount && this.#run(context, aggregateStatement('count', null, wanted, actor, shape.filters), binding),
      wanted.totals && this.#run(context, aggregateStatement('totals', null, wanted, actor, shape.filters), binding),
    ]);
    const page = cutPage(rows, wanted, paging, shape.orderField);
    await this.#complete(context, { plan: wanted.plan, joined }, page.rows);
    if (totalCount !== null) page.connection.totalCount = totalCount[0]?.['n'] as number;
    if (totals !== null) page.connection.totals = totals as unknown as { amount: string; currency: string }[];
    return page.connection;
  }

  #select(context: ReadContext, plan: ReadPlan): Selected {
    const { permissions } = context.request.actor;
    const reduced = reducePlan(plan, permissions, context.variables);
    return { plan: reduced, joined: joinedOf(reduced, permissions, context.variables) };
  }

  /** Derives, audits and reads on: what the rows still lack, and what the rows joined to them lack. */
  async #complete(context: ReadContext, { plan, joined }: Selected, rows: Row[], asked = NOTHING_ASKED): Promise<void> {
    if (rows.length === 0) return;
    const below = unfold(context, joined, rows);
    await Promise.all([this.#finish(context, plan, rows, asked), ...below.map((one) => this.#finish(context, one.plan, one.rows, NOTHING_ASKED))]);
  }

  async #finish(context: ReadContext, plan: ReadPlan, rows: Row[], asked: Asked): Promise<void> {
    if (rows.length === 0) return;
    deriveColumns(plan, rows, context.request);
    const fields = plan.columns.filter((column) => column.audited).map((column) => column.field);
    const waits: Promise<void>[] = [];
    if (fields.length > 0) waits.push(this.#options.onAuditedRead(context.request, auditedReads(plan.reader, fields, rows)));
    for (const use of plan.relations) {
      if (use.relation.kind === 'one') continue;
      const place = asked.get(use) ?? this.#ask(context, use, distinct(rows, keyProperty(use.relation.key)));
      waits.push(place(rows));
    }
    if (waits.length > 0) await Promise.all(waits);
  }

  /** Asks for a relation of the rows that have these keys; what it answers with puts it on them, and fails when the asking did. */
  #ask(context: ReadContext, use: RelationUse, keys: readonly unknown[]): Placing {
    const args = use.args(context.variables);
    try {
      switch (use.relation.kind) {
        case 'one':
          throw new Error(`${use.field} comes with the rows that it starts from`);
        case 'list':
          return this.#list(context, use, keys, args);
        case 'page':
          return this.#page(context, use, use.relation, keys, args);
        case 'custom':
          return this.#custom(context, use, use.relation, keys, args);
      }
    } catch (error) {
      return () => Promise.reject(error);
    }
  }

  #list(context: ReadContext, use: RelationUse, keys: readonly unknown[], args: Args): Placing {
    const selected = this.#select(context, use.plan as ReadPlan);
    const { actor } = context.request;
    const reading = unattended(this.#run(context, listStatement(use, selected, actor), { actor, args, keys }));
    return async (rows) => {
      const found = await reading;
      await this.#complete(context, selected, found);
      const groups = grouped(found);
      const key = keyProperty(use.relation.key);
      const property = use.property(args);
      for (const row of rows) row[property] = groups.get(row[key]) ?? [];
    };
  }

  #page(context: ReadContext, use: RelationUse, relation: Relation & { kind: 'page' }, keys: readonly unknown[], args: Args): Placing {
    const wanted = this.#reduceConnection(context, use.connection as ConnectionPlan);
    const paging = pagingOf(args, wanted);
    const { actor } = context.request;
    const joined = joinedOf(wanted.plan, actor.permissions, context.variables);
    const { shape, cursor } = pageShape(wanted.plan.reader, args, paging, relation.order ?? null, actor);
    const binding: Binding = { actor, args, cursor, keys, limit: paging.limit };
    const reading = unattended(
      Promise.all([
        wanted.nodes || wanted.edges || wanted.pageInfo ? this.#run(context, pageStatement(use, wanted, joined, actor, shape), binding) : [],
        wanted.totalCount && this.#run(context, aggregateStatement('count', use, wanted, actor, shape.filters), binding),
        wanted.totals && this.#run(context, aggregateStatement('totals', use, wanted, actor, shape.filters), binding),
      ]),
    );
    return async (rows) => {
      const [found, counts, sums] = await reading;
      const groups = grouped(found);
      const countOf = counts && grouped(counts);
      const sumsOf = sums && grouped(sums);
      const key = keyProperty(relation.key);
      const property = use.property(args);
      const kept: Row[] = [];
      for (const row of rows) {
        const page = cutPage(groups.get(row[key]) ?? [], wanted, paging, shape.orderField);
        if (countOf !== null) page.connection.totalCount = (countOf.get(row[key])?.[0]?.['n'] as number | undefined) ?? 0;
        if (sumsOf !== null) page.connection.totals = (sumsOf.get(row[key]) ?? []) as unknown as { amount: string; currency: string }[];
        for (const child of page.rows) kept.push(child);
        row[property] = page.connection;
      }
      await this.#complete(context, { plan: wanted.plan, joined }, kept);
    };
  }

  #custom(context: ReadContext, use: RelationUse, relation: Relation & { kind: 'custom' }, keys: readonly unknown[], args: Args): Placing {
    const { actor } = context.request;
    const reading = unattended(this.#run(context, customStatement(use, use.plan as ReadPlan, actor, args), { actor, args, keys }));
    return async (rows) => {
      const groups = grouped(await reading);
      const key = keyProperty(relation.key);
      const property = use.property(args);
      for (const row of rows) {
        const found = groups.get(row[key]);
        if (relation.limit !== undefined && found !== undefined && found.length > relation.limit.rows)
          throw new ReadArgumentError(`${use.field} has more than ${relation.limit.rows} rows here: ${relation.limit.advice}.`);
        row[property] = relation.many ? (found ?? []) : (found?.[0] ?? null);
      }
    };
  }

  #reduceConnection(context: ReadContext, connection: ConnectionPlan): ConnectionPlan {
    const { permissions } = context.request.actor;
    const plan = reducePlan(connection.plan, permissions, context.variables);
    const totalCount = isWanted(connection.totalCount, permissions, context.variables) ? connection.totalCount : null;
    const totals = isWanted(connection.totals, permissions, context.variables) ? connection.totals : null;
    if (plan === connection.plan && totalCount === connection.totalCount && totals === connection.totals) return connection;
    return { ...connection, plan, totalCount, totals };
  }

  #run(context: ReadContext, statement: Statement, binding: Binding): Promise<Row[]> {
    return context.pipeline.run(
      statement,
      statement.slots.map((slot) => slot(binding)),
    );
  }
}

/** The rows of one plan among those that were joined. */
interface Unfolded {
  readonly plan: ReadPlan;
  readonly rows: Row[];
}

/** Puts the joined rows where GraphQL looks for them; answers with all of them, plan by plan. */
function unfold(context: ReadContext, joined: readonly Joined[], owners: readonly Row[]): Unfolded[] {
  return joined.flatMap(({ use, plan, place, joined: below }) => {
    const property = use.property(use.args(context.variables));
    const rows: Row[] = [];
    for (const owner of owners) {
      const one = owner[place] as Row | null;
      owner[property] = one;
      if (one !== null) rows.push(one);
    }
    return [{ plan, rows }, ...unfold(context, below, rows)];
  });
}

function pageShape(
  reader: Reader,
  args: Args,
  paging: Paging,
  fixed: { field: string; direction: Direction } | null,
  actor: Actor,
): { shape: PageShape; cursor: { sort: string; id: string } | null } {
  const asked = args['orderBy'] as { field: string; direction: Direction } | null | undefined;
  const { field, direction } = asked ?? fixed ?? reader.defaultOrder;
  const order = reader.orders[field];
  if (order === undefined) throw new Error(`${reader.type} has no order ${field}`);
  const cursor = paging.cursor === null ? null : decodeCursor(paging.cursor, field, order);
  const shape = { orderField: field, order, direction, backwards: paging.backwards, hasCursor: cursor !== null, filters: filterShapes(reader, args, actor) };
  // an actor's own rows may be few or many: their pages are planned by whose they are
  const scope = reader.scopeOf(actor);
  const once = (scope === null || reader.scopes[scope]?.inText === true) && isPlannedOnce(reader, shape);
  return { shape: { ...shape, limit: once ? paging.limit : null }, cursor };
}

/** Cuts the row that only tells of a next page, turns a backward page round, and makes what was asked for of it. */
function cutPage(found: Row[], plan: ConnectionPlan, paging: Paging, orderField: string): { rows: Row[]; connection: Connection } {
  const hasMore = found.length > paging.size;
  const rows = hasMore ? found.slice(0, paging.size) : found;
  if (paging.backwards) rows.reverse();
  const connection: Connection = {};
  const cursorOf = (row: Row | undefined) => (row === undefined ? null : encodeCursor(orderField, row['$s'], row['id'] as string));
  if (plan.nodes) connection.nodes = rows;
  if (plan.edges) connection.edges = rows.map((node) => ({ node, cursor: plan.cursors ? cursorOf(node) : null }));
  if (plan.pageInfo) {
    const hasOther = paging.cursor !== null;
    connection.pageInfo = {
      hasNextPage: paging.backwards ? hasOther : hasMore,
      hasPreviousPage: paging.backwards ? hasMore : hasOther,
      startCursor: plan.cursors ? cursorOf(rows[0]) : null,
      endCursor: plan.cursors ? cursorOf(rows.at(-1)) : null,
    };
  }
  return { rows, connection };
}

function deriveColumns(plan: ReadPlan, rows: readonly Row[], request: Request): void {
  for (const { field } of plan.columns) {
    const derive = plan.reader.columns[field]?.derive;
    if (derive !== undefined) for (const row of rows) row[field] = derive(row[field], request);
  }
}

function auditedReads(reader: Reader, fields: string[], rows: readonly Row[]): AuditedRead[] {
  const usual = reader.audit?.action;
  if (usual === undefined) throw new Error(`${reader.type} has audited columns, and does not say how reading them is written down`);
  const byAction = Map.groupBy(fields, (field) => reader.columns[field]?.auditedAs ?? usual);
  return [...byAction].flatMap(([action, read]) =>
    rows.map((row) => ({
      action,
      subjectType: reader.type,
      subjectId: row['id'] as string,
      clientId: row['$client'] as string | null,
      after: { fields: read },
    })),
  );
}

function distinct(rows: readonly Row[], property: string): unknown[] {
  const values = new Set<unknown>();
  for (const row of rows) if (row[property] !== null) values.add(row[property]);
  return [...values];
}

function grouped(rows: readonly Row[]): Map<unknown, Row[]> {
  const groups = new Map<unknown, Row[]>();
  for (const row of rows) {
    const group = groups.get(row['$k']);
    if (group === undefined) groups.set(row['$k'], [row]);
    else group.push(row);
  }
  return groups;
}
