import type { Pool, PoolClient, Submittable } from 'pg';
import { serialize } from 'pg-protocol';
import { type DescribedField, type Row, type RowReader, rowReader } from './reader.rows.js';
import type { Statement } from './statement.js';

/** The part of pg's connection that a batch speaks to. */
interface Wire {
  readonly stream: { write(bytes: Buffer): unknown };
}

export interface Pending {
  readonly statement: Statement;
  readonly values: readonly unknown[];
  readonly rows: Row[];
  readonly resolve: (rows: Row[]) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * How the rows of a statement are read. A prepared statement always answers with the same columns, so PostgreSQL is asked for them once
 * and not with every execution.
 */
const readers = new WeakMap<Statement, RowReader>();

const NO_ROWS: RowReader = () => ({});

/** What is prepared on a connection, the oldest first. */
const prepared = new WeakMap<Wire, Set<string>>();
/** Every connection keeps the plans of what is prepared on it: beyond so many the oldest are given up. */
const MOST_PREPARED = 1_000;

function preparedOn(wire: Wire): Set<string> {
  let names = prepared.get(wire);
  if (names === undefined) prepared.set(wire, (names = new Set()));
  return names;
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
  /** As they were known when the statements were sent: others may forget or learn them while the answers are under way. */
  #known: readonly (RowReader | undefined)[] = [];
  #current = 0;
  #read: RowReader | undefined;
  #rows: Row[] = [];
  #unreadable: unknown;

  constructor(pending: readonly Pending[], named: boolean, done: (error: unknown) => void) {
    this.#pending = pending;
    this.#named = named;
    this.#done = done;
  }

  submit(connection: unknown): void {
    const wire = connection as Wire;
    const names = preparedOn(wire);
    const parts: Buffer[] = [];
    this.#known = this.#pending.map(({ statement }) => readers.get(statement));
    for (const [at, { statement, values }] of this.#pending.entries()) {
      const name = this.#named ? statement.name : '';
      if (!names.has(name)) {
        parts.push(serialize.parse({ name, text: statement.text }));
        if (name !== '') parts.push(...remember(names, name));
      }
      parts.push(serialize.bind({ statement: name, values: values.map(wireValue) }));
      if (this.#known[at] === undefined) parts.push(serialize.describe({ type: 'P' }));
      parts.push(serialize.execute());
    }
    parts.push(serialize.sync());
    this.#begin();
    wire.stream.write(Buffer.concat(parts));
  }

  #begin(): void {
    const pending = this.#pending[this.#current];
    if (pending === undefined) return;
    this.#read = this.#known[this.#current];
    this.#rows = pending.rows;
  }

  handleRowDescription({ fields }: { readonly fields: readonly DescribedField[] }): void {
    try {
      this.#read = rowReader(fields);
    } catch (error) {
      this.#unreadable ??= error;
      return;
    }
    const statement = this.#pending[this.#current]?.statement;
    if (statement !== undefined) readers.set(statement, this.#read);
  }

  handleDataRow({ fields }: { readonly fields: readonly (string | null)[] }): void {
    // thrown from here it would end the process: nobody stands above an answer that comes in
    try {
      this.#rows.push((this.#read as RowReader)(fields));
    } catch (error) {
      this.#unreadable ??= error;
    }
  }

  handleCommandComplete(): void {
    const statement = this.#pending[this.#current]?.statement;
    // it answers without rows, and need not be asked for its columns again
    if (statement !== undefined && this.#read === undefined && this.#unreadable === undefined) readers.set(statement, NO_ROWS);
    this.#current += 1;
    this.#begin();
  }

  handleEmptyQuery(): void {
    this.handleCommandComplete();
  }

  handleReadyForQuery(): void {
    this.#done(this.#unreadable);
    if (this.#unreadable !== undefined) {
      for (const { reject } of this.#pending) reject(this.#unreadable);
      return;
    }
    for (const { resolve, rows } of this.#pending) resolve(rows);
  }

  handleError(error: unknown): void {
    // what was prepared by then is not known any more, and columns may have changed under a statement
    for (const { statement } of this.#pending) readers.delete(statement);
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
