import type { Logger } from './log.js';

declare const PAYLOAD: unique symbol;

/** A job as whoever enqueues it sees it: what it takes, without what it does. */
export interface JobKind<Payload> {
  /** `noun.verb`, such as `payout.send`; the same for as long as one of them may be waiting. */
  readonly name: string;
  /** How often it is begun at most. A job that is not safe to repeat has 1: it is begun once, even when its worker dies in the middle. */
  readonly maxAttempts: number;
  /** People may run it again although it is begun once only: it finds out by itself what an earlier attempt did. */
  readonly retriableByHand?: boolean;
  readonly [PAYLOAD]?: Payload;
}

/** What a job is made as in the audit log; an `access` Request in all but the import. */
export interface JobRequest {
  readonly actor: {
    readonly kind: 'SYSTEM';
    readonly id: string;
    readonly name: string;
    readonly departments: [];
    readonly permissions: ReadonlySet<never>;
    readonly clientId: null;
    readonly partnerId: null;
    readonly sessionId: null;
  };
  /** `job:<id>`. */
  readonly requestId: string;
}

export interface JobContext {
  /** Names the job and its id on every line. */
  readonly log: Logger;
  /** 1 the first time. */
  readonly attempt: number;
  /** Aborted when the process is about to end and waits no longer, and when others may take this job to be abandoned. */
  readonly signal: AbortSignal;
  readonly request: JobRequest;
}

export interface Job<Payload> extends JobKind<Payload> {
  /** Left out: it runs when it is enqueued. Given: also at these minutes (UTC, five fields of cron), once over all instances. */
  readonly every?: string;
  /** How far back periodic runs that fell into a time without any worker are made up for, those that pile up as one; left out: they are not. */
  readonly makeUpMs?: number;
  /** Resolves when it is done. What it throws is an attempt that failed. */
  run(payload: Payload, context: JobContext): Promise<void>;
}

/** Any job: lists hold jobs of all payloads. */
// oxlint-disable-next-line typescript/no-explicit-any -- a list of jobs calls none of them; the worker hands each what was enqueued for it
export type AnyJob = Job<any>;

const NAME = /^[a-z][A-Za-z]*(\.[a-z][A-Za-z]*)+$/;
const MOST_ATTEMPTS = 25;

/** A kind of job, for a module that enqueues it apart from the one that runs it. */
export function jobKind<Payload extends object>(kind: JobKind<Payload>): JobKind<Payload> {
  if (!NAME.test(kind.name) || kind.name.length > 60) throw new Error(`The job ${JSON.stringify(kind.name)} must be named like payout.send`);
  if (!Number.isInteger(kind.maxAttempts) || kind.maxAttempts < 1 || kind.maxAttempts > MOST_ATTEMPTS)
    throw new Error(`The job ${kind.name} must have 1 to ${MOST_ATTEMPTS} attempts`);
  return kind;
}

/** A job and what it does. The payload is JSON: it names rows by their ids, and never holds secrets or personal data. */
export function defineJob<Payload extends object>(job: Job<Payload>): Job<Payload> {
  jobKind(job);
  return job;
}

/** A `pg` client or pool. */
export interface SqlExecutor {
  query(text: string, values: unknown[]): Promise<{ rows: unknown[] }>;
}
/** MikroORM's entity manager inside a transaction. */
export interface EntityExecutor {
  isInTransaction(): boolean;
  execute(text: string, values: unknown[]): Promise<unknown>;
}

export interface EnqueueOptions {
  /** Not before then; left out: at once. */
  readonly runAt?: Date;
  /** Of the jobs of this name at most one with this key is waiting. */
  readonly key?: string;
  /**
   * What a second one of the same key does: `replace` (the default) takes the place of one that waits, payload, time and all; `preserve_run_at`
   * too, but leaves its time; `unsafe_dedupe` changes nothing as long as there is one, be it running or failed for good. The first two
   * add another one when the first is running, which then is not tried again.
   */
  readonly keyMode?: 'replace' | 'preserve_run_at' | 'unsafe_dedupe';
  /** Lower ones run first; 0 when left out. */
  readonly priority?: number;
}

/**
 * graphile-worker looks whether the job of a key has begun, and then replaces it unless it has: one that a worker takes in between would
 * swallow the new one. So whoever adds one holds the row first, which the taker has either had or passes over.
 */
const addJob = (at: (place: number) => string): string =>
  `select job.id::text as id
  from (select count(*) as n from (select from graphile_worker._private_jobs where key = ${at(5)}::text for update) as waiting) as held,
    graphile_worker.add_job(identifier => case when held.n >= 0 then ${at(1)}::text end, payload => ${at(2)}::json, run_at => ${at(3)}::timestamptz,
    max_attempts => ${at(4)}::int, job_key => ${at(5)}::text, priority => ${at(6)}::int, job_key_mode => ${at(7)}::text) as job`;

/** The statement that adds a job, and below the values that it takes: for `Unit.enqueue`; everybody else calls `enqueue`. */
export const ADD_JOB = addJob((place) => `$${place}`);
/** MikroORM numbers no values: each takes its own. */
const PLACES: number[] = [];
const ADD_BY_MIKRO_ORM = addJob((place) => {
  PLACES.push(place);
  return '?';
});

export function jobValues<Payload extends object>(job: JobKind<Payload>, payload: Payload, options: EnqueueOptions = {}): unknown[] {
  const { runAt, key, keyMode = 'replace', priority } = options;
  // keys are shared by all names
  const jobKey = key === undefined ? null : `${job.name}:${key}`;
  return [job.name, JSON.stringify(payload), runAt?.toISOString() ?? null, job.maxAttempts, jobKey, priority ?? null, keyMode];
}

/**
 * Adds a job, which stands or falls with the transaction that the executor is in; its commit wakes a worker. Answers with its id, under
 * which the log and the audit log have it as `job:<id>`. In a `Unit` of the database it is `unit.enqueue`.
 */
export async function enqueue<Payload extends object>(
  executor: SqlExecutor | EntityExecutor,
  job: JobKind<Payload>,
  payload: Payload,
  options: EnqueueOptions = {},
): Promise<string> {
  const values = jobValues(job, payload, options);
  const rows = 'query' in executor ? (await executor.query(ADD_JOB, values)).rows : await byMikroOrm(executor, job.name, values);
  return (rows as { id: string }[])[0]!.id;
}

async function byMikroOrm(em: EntityExecutor, name: string, values: unknown[]): Promise<unknown> {
  if (!em.isInTransaction()) throw new Error(`The job ${name} needs the transaction of what it follows from`);
  return em.execute(
    ADD_BY_MIKRO_ORM,
    PLACES.map((place) => values[place - 1]),
  );
}

/** The jobs by their names; throws when two have the same. */
export function jobsByName(jobs: readonly AnyJob[]): ReadonlyMap<string, AnyJob> {
  const byName = new Map(jobs.map((job) => [job.name, job]));
  const twice = jobs.find((job) => byName.get(job.name) !== job);
  if (twice) throw new Error(`Two jobs are named ${twice.name}`);
  return byName;
}

/** Nobody in particular: what the brokerage does by itself. */
const SYSTEM: JobRequest['actor'] = {
  ...({ kind: 'SYSTEM', id: '00000000-0000-0000-0000-000000000000', name: 'Countinghouse', departments: [], permissions: new Set<never>() } as const),
  ...({ clientId: null, partnerId: null, sessionId: null } as const),
};

export const jobRequest = (id: string): JobRequest => ({ actor: SYSTEM, requestId: `job:${id}` });
