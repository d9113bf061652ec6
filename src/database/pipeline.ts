import type { Pool, PoolClient, Submittable } from 'pg';
import { serialize } from 'pg-protocol';
import { pgTypes } from './reader.types.js';
import type { Statement } from './statement.js';

export type Row = Record<string, unknown>;

/** The part of pg's connection that a batch speaks to. */
interface Wire {
  readonly stream: { write(bytes: Buffer): unknown };
}

interface Described {
  readonly fields: readonly { readonly name: string; readonly dataTypeID: number; readonly format: string }[];
}

type FieldReader = readonly [name: string, parse: ((text: string) => unknown) | null];

export interface Pending {
  readonly statement: Statement;
  readonly values: readonly unknown[];
  readonly rows: Row[];
  readonly resolve: (rows: Row[]) => void;
  readonly reject: (error: unknown) => void;
}

/** What the driver does with text: nothing that a row needs. */
const TEXT = 25;
const asText = pgTypes.getTypeParser(TEXT, 'text') as unknown;

/**
 * How the rows of a statement are read. A prepared statement always answers with the same columns, so PostgreSQL is asked for them once
 * and not with every execution.
 */
const shapes = new WeakMap<Statement, readonly FieldReader[]>();

/** What is prepared on a connection, the oldest first. */
const prepared = new WeakMap<Wire, Set<string>>();
/** Every connection keeps the plans of what is prepared on it: beyond so many the oldest are given up. */
const MOST_PREPARED = 1_000;

function preparedOn(wire: Wire): Set<string> {
  let names = prepared.get(wire);
  if (names === undefined) prepared.set(wire, (names = new Set()));
  return names;
}

function fieldReader(field: Described['fields'][number]): FieldReader {
  const parse = pgTypes.getTypeParser(field.dataTypeID, 'text') as (text: string) => unknown;
  return [field.name, parse === asText ? null : parse];
}

/** Takes down a name; answers with what gives up another one for it. */
function remember(names: Set<string>, name: string): Buffer[] {
  names.add(name);
  if (names.size <= MOST_PREPARED) return [];
  const oldest = names.values().next().value as string;
  names.delete(oldest);
  return [serialize.close({ type: 'S', name: oldest })];
}

const escaped = (text: string): string => `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;

/** A parameter as PostgreSQL reads it: text, or an array of texts. */
function wireValue(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (Array.isArray(value)) return `{${value.map((one) => (one === null ? 'NULL' : escaped(String(one)))).join(',')}}`;
  return String(value);
}

/**
 * Statements that are sent to one connection in one write and are answered in one go: what a level of a read plan asks for costs one
 * round trip, whatever the number of its relations. They stand or fall together, which is right for one answer.
 */
export class Batch implements Submittable {
  readonly #pending: readonly Pending[];
  readonly #named: boolean;
  readonly #done: (error: unknown) => void;
  #current = 0;
  #shape: readonly FieldReader[] = [];

  constructor(pending: readonly Pending[], named: boolean, done: (error: unknown) => void) {
    this.#pending = pending;
    this.#named = named;
    this.#done = done;
  }

  submit(connection: unknown): void {
    const wire = connection as Wire;
    const names = preparedOn(wire);
    const parts: Buffer[] = [];
    for (const { statement, values } of this.#pending) {
      const name = this.#named ? statement.name : '';
      if (!names.has(name)) {
        parts.push(serialize.parse({ name, text: statement.text }));
        if (name !== '') parts.push(...remember(names, name));
      }
      parts.push(serialize.bind({ statement: name, values: values.map(wireValue) }));
      if (!shapes.has(statement)) parts.push(serialize.describe({ type: 'P' }));
      parts.push(serialize.execute());
    }
    parts.push(serialize.sync());
    this.#begin();
    wire.stream.write(Buffer.concat(parts));
  }

  #begin(): void {
    const statement = this.#pending[this.#current]?.statement;
    if (statement !== undefined) this.#shape = shapes.get(statement) ?? [];
  }

  handleRowDescription(described: Described): void {
    this.#shape = described.fields.map(fieldReader);
    const statement = this.#pending[this.#current]?.statement;
    if (statement !== undefined) shapes.set(statement, this.#shape);
  }

  handleDataRow({ fields }: { readonly fields: readonly (string | null)[] }): void {
    const row: Row = {};
    for (let index = 0; index < fields.length; index++) {
      const [name, parse] = this.#shape[index] as FieldReader;
      const text = fields[index] as string | null;
      row[name] = text === null || parse === null ? text : parse(text);
    }
    this.#pending[this.#current]?.rows.push(row);
  }

  handleCommandComplete(): void {
    this.#current += 1;
    this.#begin();
  }

  handleEmptyQuery(): void {
    this.handleCommandComplete();
  }

  handleReadyForQuery(): void {
    this.#done(undefined);
    for (const { resolve, rows } of this.#pending) resolve(rows);
  }

  handleError(error: unknown): void {
    // what was prepared by then is not known any more, and columns may have changed under a statement
    for (const { statement } of this.#pending) shapes.delete(statement);
    this.#done(error);
    for (const { reject } of this.#pending) reject(error);
  }
}

/** Collects the statements of one operation that can go together: those that are asked for before anything is waited for. */
export class Pipeline {
  readonly #pool: Pool;
  readonly #named: boolean;
  #pending: Pending[] = [];

  constructor(pool: Pool, named: boolean) {
    this.#pool = pool;
    this.#named = named;
  }

  run(statement: Statement, values: readonly unknown[]): Promise<Row[]> {
    return new Promise((resolve, reject) => {
      this.#pending.push({ statement, values, rows: [], resolve, reject });
      // after every continuation that is ready to run has asked for its own
      if (this.#pending.length === 1) process.nextTick(() => this.#send());
    });
  }

  #send(): void {
    const pending = this.#pending;
    this.#pending = [];
    this.#pool.connect((error, client, release) => {
      if (error !== undefined || client === undefined) for (const { reject } of pending) reject(error);
      else (client as PoolClient).query(new Batch(pending, this.#named, (failure) => release(failure === undefined ? undefined : true)));
    });
  }
}
