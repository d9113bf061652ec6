import type { Pool, PoolClient } from 'pg';
import { ADD_JOB as ADD_JOB_TEXT, type EnqueueOptions, type JobKind, jobValues } from '../runtime/jobs.js';
import { Batch, type Pending } from './pipeline.js';
import type { Row } from './reader.rows.js';
import { type Statement, writeStatement } from './statement.js';

/** A statement without slots: its values are given when it runs. Written once, at the top of a file. */
export const statement = (text: string): Statement => writeStatement(() => text);

const BEGIN = statement('begin');
const COMMIT = statement('commit');
const ROLLBACK = statement('rollback');
const ADD_JOB = statement(ADD_JOB_TEXT);

/**
 * One transaction over prepared statements, for writes where each round trip counts: locks on money are held for as long as the answers
 * take. What is asked for before anything is waited for goes to PostgreSQL in one write; `begin` goes with the first and `commit` with
 * the last of them.
 */
export class Unit {
  readonly #client: PoolClient;
  readonly #named: boolean;
  #pending: Pending[] = [];
  readonly #last: (() => Promise<void>)[] = [];
  #broken: unknown;

  constructor(client: PoolClient, named: boolean) {
    this.#client = client;
    this.#named = named;
    this.write(BEGIN);
  }

  /** The rows of a statement. */
  rows<T extends object = Row>(read: Statement, values: readonly unknown[] = []): Promise<T[]> {
    return this.#add(read, values) as Promise<Row[]> as Promise<T[]>;
  }

  /** The only row of a statement, if there is one. */
  async row<T extends object = Row>(read: Statement, values: readonly unknown[] = []): Promise<T | undefined> {
    return (await this.rows<T>(read, values))[0];
  }

  /** Writes without waiting: whatever fails ends the transaction, at the next `rows` or at its end. */
  write(change: Statement, values: readonly unknown[] = []): void {
    this.#add(change, values).catch((error: unknown) => {
      this.#broken ??= error;
    });
  }

  /** What is written behind all else: its locks are the last that the transaction takes, and what it waits for nobody else waits for. */
  last(work: () => Promise<void>): void {
    this.#last.push(work);
  }

  /** Adds a job, which stands or falls with the transaction; its commit wakes a worker. */
  enqueue<Payload extends object>(job: JobKind<Payload>, payload: Payload, options?: EnqueueOptions): void {
    this.write(ADD_JOB, jobValues(job, payload, options));
  }

  /** Ends the transaction. Not for those who work in it. */
  async commit(): Promise<void> {
    for (const work of this.#last) await work();
    await this.#add(COMMIT, []);
    // a commit of what had failed is a rollback, and PostgreSQL calls it a success
    if (this.#broken !== undefined) throw this.#broken;
  }

  /** Whether the connection can be used by others after this. */
  async rollback(): Promise<boolean> {
    if (this.#broken !== undefined) return false;
    return this.#add(ROLLBACK, []).then(
      () => true,
      () => false,
    );
  }

  #add(given: Statement, values: readonly unknown[]): Promise<Row[]> {
    return new Promise((resolve, reject) => {
      if (this.#broken !== undefined) return reject(this.#broken);
      this.#pending.push({ statement: given, values, rows: [], resolve, reject });
      if (this.#pending.length === 1) process.nextTick(() => this.#send());
    });
  }

  #send(): void {
    const pending = this.#pending;
    this.#pending = [];
    const sent = new Batch(pending, this.#named, (failure) => {
      if (failure !== undefined) this.#broken ??= failure;
    });
    this.#client.query(sent);
  }
}

/** Runs `work` in a transaction of its own: it commits when `work` resolves, and is rolled back when it throws. */
export async function inUnit<T>(pool: Pool, named: boolean, work: (unit: Unit) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  const unit = new Unit(client, named);
  try {
    const result = await work(unit);
    await unit.commit();
    client.release();
    return result;
  } catch (error) {
    // what was prepared on it by then is uncertain after a failure of PostgreSQL's
    client.release(!(await unit.rollback()));
    throw error;
  }
}
