import type { Actor, Request } from '../access/actor.js';
import type { Permission } from '../access/permissions.js';
import type { Filter } from './reader.filters.js';
import type { Parameters } from './statement.js';

/**
 * A reader declares how the rows of one GraphQL type are read: its columns under the names that GraphQL uses, its filters, orders and
 * relations, and which rows there are for whom. Declarations are SQL over the alias `t`; the engine (reader.engine.ts) walks the plan of
 * an operation over them, one statement per relation and level, whatever the number of rows.
 */
export interface Reader {
  /** The GraphQL type, such as `Client`. */
  readonly type: string;
  readonly table: string;
  /** GraphQL field -> what is selected for it. */
  readonly columns: Readonly<Record<string, Column>>;
  readonly relations: Readonly<Record<string, Relation>>;
  readonly filters: Readonly<Record<string, Filter>>;
  /** Order enum value -> sort expression; every page ends its order with the id. */
  readonly orders: Readonly<Record<string, Order>>;
  readonly defaultOrder: { readonly field: string; readonly direction: Direction };
  /** Names the row scope that holds for an actor; null: all rows. Scopes are ANDed wherever the rows are read, by whatever path. */
  readonly scopeOf: (actor: Actor) => string | null;
  readonly scopes: Readonly<Record<string, Scope>>;
  /** By what a single row is asked for. */
  readonly lookups: Readonly<Record<string, Lookup>>;
  /** How reading audited columns is written down: the action, and the SQL of the client whose history it belongs to. */
  readonly audit?: { readonly action: string; readonly client: string };
  /** Sums over a whole filter, for connections that have `totals`: an amount and a currency expression. */
  readonly totals?: { readonly amount: string; readonly currency: string };
}

/** Writes which rows there are. With `owners`, they are those whose column is among the keys of a select, (select ...) as text. */
export interface Scope {
  (parameters: Parameters): string;
  readonly owners?: Owners;
  /** The text asks for no value: which rows there are is in the scope's name. */
  readonly inText?: true;
}

export interface Owners {
  readonly column: string;
  readonly keys: (parameters: Parameters) => string;
}

/** A scope of rows that belong to somebody: to the partners of a subtree, to the clients of a manager. */
export const ownedBy = (column: string, keys: Owners['keys']): Scope =>
  Object.assign((parameters: Parameters) => `${column} in ${keys(parameters)}`, { owners: { column, keys } });

/** A scope that is told by its text alone: pages under it are planned as if there were none. */
export const textScope = (sql: string): Scope => Object.assign(() => sql, { inText: true as const });

export type Direction = 'ASC' | 'DESC';

export interface Column {
  readonly sql: string;
  /** Shown in place of the value to whoever lacks the permission, or sees the rows by one of these scopes. */
  readonly mask?: { readonly sql: string } & ({ readonly unless: Permission } | { readonly within: readonly string[] });
  /** Reading it is written to the audit log. */
  readonly audited?: boolean;
  /** Under this action, where it is not the reader's. */
  readonly auditedAs?: string;
  /** Makes the answer out of what was read, where it hangs on the request: a signed link. It runs once a row and asks the database nothing. */
  readonly derive?: (value: unknown, request: Request) => unknown;
}

export interface Order {
  readonly sql: string;
  /** The PostgreSQL type that a cursor's value is cast to. */
  readonly cast: 'timestamptz' | 'date' | 'numeric' | 'text' | 'bigint' | 'int' | 'smallint';
  /** The indexes of the filters on enums go on in this order: a page is found in one of them wherever it starts. */
  readonly inEnumIndexes?: true;
}

export interface Lookup {
  readonly sql: string;
  readonly cast: 'uuid' | 'text';
}

/** Writes how a child row `t` belongs to the parent's key, `t.client_id = ${key}`. */
export type Link = (key: string, parameters: Parameters) => string;

/** The parent's side of a relation: what is selected from it as the key, and the key's PostgreSQL type. */
export interface ParentKey {
  readonly sql: string;
  readonly cast: 'uuid' | 'ltree' | 'text';
}

export type Relation =
  | { readonly kind: 'one'; readonly type: string; readonly key: ParentKey }
  | { readonly kind: 'list'; readonly type: string; readonly key: ParentKey; readonly link: Link; readonly order: string }
  | {
      readonly kind: 'page';
      readonly type: string;
      readonly key: ParentKey;
      readonly link: Link;
      readonly order?: { readonly field: string; readonly direction: Direction };
    }
  | CustomRelation;

/** What is computed and not read from rows: totals, summaries. One statement for all keys; it answers with `"$k"` and the fields. */
export interface CustomRelation {
  readonly kind: 'custom';
  /** The GraphQL type of what is computed; its fields come straight out of the statement. */
  readonly type: string;
  readonly key: ParentKey;
  readonly many: boolean;
  /** More rows than this for one key are refused with its advice: nobody sorts a list without an end. */
  readonly limit?: { readonly rows: number; readonly advice: string };
  /** Names the text that the arguments take, and that the actor's scope takes: the statement is kept by this name. */
  readonly shape?: (args: Readonly<Record<string, unknown>>, actor: Actor) => string;
  /** Writes the statement over `keys` (an array expression, to be used once); `fields` are the GraphQL fields that are asked for. */
  readonly write: (context: { parameters: Parameters; keys: string; shape: string; fields: ReadonlySet<string> }) => string;
}

const ID: ParentKey = { sql: 't.id', cast: 'uuid' };

export const one = (type: string, column: string): Relation => ({ kind: 'one', type, key: { sql: `t.${column}`, cast: 'uuid' } });
/** All rows whose `column` is this row's id, in `order`. */
export const list = (type: string, column: string, order: string, where = ''): Relation => ({
  kind: 'list',
  type,
  key: ID,
  link: (key) => `t.${column} = ${key}${where === '' ? '' : ` and ${where}`}`,
  order,
});
export const page = (type: string, column: string, order?: { field: string; direction: Direction }): Relation => ({
  kind: 'page',
  type,
  key: ID,
  link: (key) => `t.${column} = ${key}`,
  order,
});

/** A column by its name in the table. */
export const column = (name: string, more: Omit<Column, 'sql'> = {}): Column => ({ sql: `t."${name}"`, ...more });

type ReaderInput = Pick<Reader, 'type' | 'table' | 'columns'> & Partial<Reader>;

const NO_SCOPE = () => null;

export function defineReader(input: ReaderInput): Reader {
  return Object.freeze({
    relations: {},
    filters: {},
    orders: { CREATED_AT: { sql: 't.created_at', cast: 'timestamptz' } as const },
    defaultOrder: { field: 'CREATED_AT', direction: 'ASC' } as const,
    scopeOf: NO_SCOPE,
    scopes: {},
    lookups: { id: { sql: 't.id', cast: 'uuid' } as const },
    ...input,
  });
}

/** All readers by type. Building it checks that every relation leads to a reader. */
export class ReaderRegistry {
  readonly #byType: ReadonlyMap<string, Reader>;

  constructor(readers: readonly Reader[]) {
    this.#byType = new Map(readers.map((reader) => [reader.type, reader]));
    for (const reader of readers) {
      for (const [field, relation] of Object.entries(reader.relations)) {
        if (relation.kind !== 'custom' && !this.#byType.has(relation.type))
          throw new Error(`${reader.type}.${field} leads to ${relation.type}, which has no reader`);
        // a row that is joined is told by it from none
        if (relation.kind === 'one' && this.#byType.get(relation.type)?.columns['id'] === undefined)
          throw new Error(`${reader.type}.${field} leads to one ${relation.type}, which has no column id`);
      }
    }
  }

  find(type: string): Reader | undefined {
    return this.#byType.get(type);
  }

  get(type: string): Reader {
    const reader = this.#byType.get(type);
    if (reader === undefined) throw new Error(`There is no reader for ${type}`);
    return reader;
  }

  all(): Iterable<Reader> {
    return this.#byType.values();
  }
}
