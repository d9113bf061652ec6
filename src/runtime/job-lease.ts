import { setTimeout as sleep } from 'node:timers/promises';
import { Client, type ClientConfig } from 'pg';
import type { Logger } from './log.js';

export interface JobLeaseOptions {
  /** Past a connection pooler, as the application's role. */
  readonly connection: ClientConfig;
  readonly log: Logger;
  /** The lease has been gone for so long that others may soon take this worker for dead: what it runs had better end. */
  onLost(): void;
  readonly graceMs?: number;
}

/** Worker ids are locked under this number, apart from every other advisory lock. */
const LEASE = 0x4a6f_6273;
const LOOK_EVERY_MS = 500;
const REFRESH_EVERY_MS = 600_000;
const ANSWER_WITHIN_MS = 3_000;
/** A worker is dead when its lease has been free for so long: a living one that lost its connection takes it again at once. */
const GRACE_MS = 3_000;

const HOLD = `select pg_advisory_lock_shared(${LEASE}, hashtext(id)) from unnest($1::text[]) as id`;
const DROP = `select pg_advisory_unlock_shared(${LEASE}, hashtext($1))`;

const LOCKED = `select id from (select distinct locked_by as id from graphile_worker._private_jobs where locked_by is not null) as worker`;
/** Nobody holds the lease of these: whoever asks could have it, and gives it back with the end of the statement. */
const LOOK = `${LOCKED} where id <> all ($1::text[]) and pg_try_advisory_xact_lock(${LEASE}, hashtext(id))`;

/** While the statement runs it holds their leases, so that none of them comes back to life in the middle. */
const FREE = `
  with dead as materialized (select id from unnest($1::text[]) as id where pg_try_advisory_xact_lock(${LEASE}, hashtext(id))),
  freed as (
    update graphile_worker._private_jobs j set locked_by = null, locked_at = null, last_error = $2, updated_at = now()
    from dead where j.locked_by = dead.id returning j.id, j.attempts >= j.max_attempts as "isOver"
  ), queues as (
    update graphile_worker._private_job_queues q set locked_by = null, locked_at = null from dead where q.locked_by = dead.id
  )
  select id::text, "isOver" from freed`;
const WAKE = `select pg_notify('jobs:insert', json_build_object('count', $1::int)::text)`;

/** graphile-worker takes every job that has been locked for four hours, whoever is at it. */
const REFRESH = `update graphile_worker._private_jobs set locked_at = now() where locked_by = any ($1::text[]) and locked_at < now() - interval '2 hours'`;

const DIED = 'The worker died while this ran: whether it had its effect is not known.';
const CUT_OFF = 'The worker stopped before this had ended: whether it had its effect is not known.';

/**
 * Who works is alive as long as the server knows its connection: each worker holds an advisory lock over its id, which goes with the
 * process, however that ends. So the jobs of the dead are free within seconds, and those of a living worker never.
 */
export class JobLease {
  readonly #options: JobLeaseOptions;
  readonly #held = new Set<string>();
  readonly #freeSince = new Map<string, number>();
  readonly #stopped = new AbortController();
  #client: Client | null = null;
  #lostAt = 0;
  #refreshedAt = Date.now();
  #rounds: Promise<void> = Promise.resolve();

  constructor(options: JobLeaseOptions) {
    this.#options = options;
  }

  /** Throws when there is no way to the database; one that is lost later is sought again and again. */
  async start(): Promise<void> {
    await this.#connect();
    this.#rounds = this.#keepLooking();
  }

  /** Takes the lease of a worker, now or as soon as there is a connection. */
  async hold(id: string): Promise<void> {
    this.#held.add(id);
    await this.#client?.query(HOLD, [[id]]).catch((error: unknown) => this.#lose(error));
  }

  /** Gives the lease up: what the worker left locked counts as left by the dead. */
  async drop(id: string): Promise<void> {
    this.#held.delete(id);
    await this.#client?.query(DROP, [id]).catch((error: unknown) => this.#lose(error));
  }

  /** Hands over what a worker has not ended, at once. */
  async handOver(id: string): Promise<void> {
    await this.#free([id], CUT_OFF);
  }

  async stop(): Promise<void> {
    this.#stopped.abort();
    await this.#rounds;
    const client = this.#client;
    this.#client = null;
    await client?.end().catch(() => undefined);
  }

  async #connect(): Promise<void> {
    const client = new Client({
      ...this.#options.connection,
      keepAlive: true,
      connectionTimeoutMillis: ANSWER_WITHIN_MS,
      query_timeout: ANSWER_WITHIN_MS,
      application_name: 'countinghouse-jobs',
    });
    client.on('error', (error) => this.#lose(error, client));
    client.on('end', () => this.#lose(null, client));
    try {
      await client.connect();
      await client.query(HOLD, [[...this.#held]]);
    } catch (error) {
      await client.end().catch(() => undefined);
      throw error;
    }
    this.#client = client;
    this.#lostAt = 0;
  }

  #lose(error: unknown, client = this.#client): void {
    if (client === null || client !== this.#client) return;
    this.#client = null;
    this.#lostAt = Date.now();
    if (!this.#stopped.signal.aborted) this.#options.log.warn({ err: error ?? undefined }, 'The lease of the job worker is lost: taking it again');
    void client.end().catch(() => undefined);
  }

  async #keepLooking(): Promise<void> {
    const { signal } = this.#stopped;
    while (!signal.aborted) {
      await this.#round().catch((error: unknown) => this.#lose(error));
      await sleep(LOOK_EVERY_MS, undefined, { signal, ref: false }).catch(() => undefined);
    }
  }

  async #round(): Promise<void> {
    if (this.#client === null) await this.#connect().catch(() => undefined);
    // before the others' patience ends
    if (this.#client === null && this.#lostAt > 0 && Date.now() - this.#lostAt > this.#graceMs / 2) this.#options.onLost();
    if (this.#client === null) return;
    await this.#look(this.#client);
    if (Date.now() - this.#refreshedAt < REFRESH_EVERY_MS) return;
    this.#refreshedAt = Date.now();
    await this.#client.query(REFRESH, [[...this.#held]]);
  }

  async #look(client: Client): Promise<void> {
    const { rows } = await client.query<{ id: string }>(LOOK, [[...this.#held]]);
    const free = new Set(rows.map((row) => row.id));
    for (const id of this.#freeSince.keys()) if (!free.has(id)) this.#freeSince.delete(id);
    for (const id of free) if (!this.#freeSince.has(id)) this.#freeSince.set(id, Date.now());
    const dead = [...this.#freeSince].filter(([, since]) => Date.now() - since >= this.#graceMs).map(([id]) => id);
    if (dead.length > 0) await this.#free(dead, DIED);
  }

  async #free(ids: readonly string[], why: string): Promise<void> {
    const client = this.#client;
    if (client === null) return;
    const { rows: freed } = await client.query<{ id: string; isOver: boolean }>(FREE, [ids, why]);
    for (const { id, isOver } of freed)
      this.#options.log.warn({ jobId: id }, isOver ? 'A job was cut off, and is not begun again' : 'A job was cut off, and is begun again');
    if (freed.length > 0) await client.query(WAKE, [freed.length]);
  }

  get #graceMs(): number {
    return this.#options.graceMs ?? GRACE_MS;
  }
}
