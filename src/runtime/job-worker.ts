import { EventEmitter } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { JobHelpers, LogFunctionFactory, Runner, WorkerEvents, WorkerPool } from 'graphile-worker';
import { type ClientConfig, Pool } from 'pg';
import { JobLease } from './job-lease.js';
import { type AnyJob, jobRequest, jobsByName } from './jobs.js';
import { errorText, type Logger } from './log.js';

export type JobOutcome = 'done' | 'failed';

export interface JobWorkerOptions {
  readonly jobs: readonly AnyJob[];
  /** Past a connection pooler, which cannot pass LISTEN on; as the role that works. */
  readonly connection: ClientConfig;
  /** How many jobs run at the same time. */
  readonly concurrency: number;
  readonly log: Logger;
  /** How long stopping waits for jobs that run. */
  readonly drainMs?: number;
  /** How long the lease of a worker that looks dead has to be free. */
  readonly graceMs?: number;
  onRun?(job: string, outcome: JobOutcome, seconds: number): void;
}

/** Below the 30 s after which the process ends without waiting. */
const DRAIN_MS = 12_000;
/** What is left of the time to drain when the jobs' signal is aborted. */
const LAST_WORDS_MS = 3_000;
/** How long the outcome of the last job may take to be written. */
const LAST_WRITE_MS = 2_000;
const RESTART_AFTER_MS = [500, 1_000, 3_000, 10_000];

/**
 * Works off jobs until it is told to stop. A failed attempt is made again after e, e², e³ ... seconds, up to the job's number of
 * attempts; a worker that falls (the database was away) is replaced, and what it had begun goes to others.
 */
export class JobWorker {
  readonly #options: JobWorkerOptions;
  readonly #jobs: ReadonlyMap<string, AnyJob>;
  readonly #lease: JobLease;
  readonly #pool: Pool;
  readonly #stopped = new AbortController();
  #abandoned = new AbortController();
  #runner: Runner | null = null;
  #workers: WorkerPool | null = null;
  #ended: Promise<unknown> = Promise.resolve();
  #supervision: Promise<void> = Promise.resolve();

  /** Throws when two jobs have the same name. */
  constructor(options: JobWorkerOptions) {
    const { connection, concurrency, log, graceMs } = options;
    this.#options = options;
    this.#jobs = jobsByName(options.jobs);
    this.#lease = new JobLease({ connection, log, graceMs, onLost: () => this.#abandon() });
    // one connection listens
    this.#pool = new Pool({ ...connection, max: concurrency + 1, application_name: 'countinghouse-jobs' });
    // one in use fails the statement that is under way
    this.#pool.on('error', (error) => log.warn({ err: error, component: 'jobs' }, 'A connection of the job worker broke'));
    this.#pool.on('connect', (client) => client.on('error', () => undefined));
  }

  /** Throws when the database cannot be worked on: it cannot be reached, or lacks the tables of the jobs. */
  async start(): Promise<void> {
    if (this.#jobs.size === 0) return;
    await this.#lease.start();
    try {
      this.#runner = await this.#run();
    } catch (error) {
      await this.#lease.stop();
      throw error;
    }
    this.#supervision = this.#supervise();
  }

  /** No job begins any more; those that run have the time to drain, then they are handed over to other workers. */
  async stop(): Promise<void> {
    this.#stopped.abort();
    void this.#runner?.stop().catch(() => undefined);
    const isDrained = await Promise.race([this.#ended.then(() => true), sleep(this.#drainMs, false, { ref: false })]);
    if (!isDrained) await this.#cutOff();
    await this.#supervision;
    await this.#lease.stop();
    await this.#pool.end();
  }

  async #cutOff(): Promise<void> {
    const workers = this.#workers!;
    await this.#lease.handOver(workers.id).catch((error: unknown) => this.#options.log.error({ err: error }, 'Jobs were not handed over'));
    void Promise.resolve(workers.forcefulShutdown('The time to drain is over')).catch(() => undefined);
  }

  async #run(): Promise<Runner> {
    const { run, parseCronItems, Logger: GraphileLogger } = await import('graphile-worker');
    const { concurrency } = this.#options;
    const events = new EventEmitter() as WorkerEvents;
    events.once('pool:create', ({ workerPool }) => {
      this.#workers = workerPool;
      void this.#lease.hold(workerPool.id);
    });
    const idle = allStopped(events);
    const runner = await run({
      ...{ pgPool: this.#pool, events, concurrency, noHandleSignals: true, logger: new GraphileLogger(this.#logFactory) },
      ...{ gracefulShutdownAbortTimeout: Math.max(this.#drainMs - LAST_WORDS_MS, 0) },
      // without a batch, writing the outcome is neither awaited nor caught
      preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
      taskList: Object.fromEntries([...this.#jobs.values()].map((job) => [job.name, (payload, helpers) => this.#attempt(job, payload, helpers)])),
      parsedCronItems: parseCronItems(this.#periodic()),
    });
    // graphile-worker 0.18 never ends when writing an outcome has failed twice
    this.#ended = Promise.race([runner.promise.catch((error: unknown) => this.#complain(error)), idle.then(() => sleep(LAST_WRITE_MS))]);
    return runner;
  }

  /** Whatever the clocks of the instances say, one of them adds the job of a minute. One that waits already is not added to. */
  #periodic() {
    return [...this.#jobs.values()].flatMap(({ name, every, maxAttempts, makeUpMs = 0 }) =>
      every === undefined ? [] : [{ task: name, identifier: name, match: every, options: { maxAttempts, backfillPeriod: makeUpMs, jobKey: `${name}:every` } }],
    );
  }

  async #supervise(): Promise<void> {
    const { signal } = this.#stopped;
    for (let failures = 0; ; failures++) {
      const left = this.#workers;
      await this.#ended;
      this.#runner = null;
      if (left) await this.#lease.drop(left.id);
      if (signal.aborted) return;
      await sleep(RESTART_AFTER_MS[Math.min(failures, RESTART_AFTER_MS.length - 1)], undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return;
      this.#runner = await this.#run().catch((error: unknown) => this.#complain(error));
      // told to stop meanwhile, when there was nothing to stop yet
      if (signal.aborted) void this.#runner?.stop().catch(() => undefined);
      if (this.#runner) failures = 0;
    }
  }

  #complain(error: unknown): null {
    if (!this.#stopped.signal.aborted) this.#options.log.error({ err: error, component: 'jobs' }, 'The job worker fell: starting another one');
    return null;
  }

  async #attempt(job: AnyJob, payload: unknown, { job: { id, attempts }, abortSignal }: JobHelpers): Promise<void> {
    const log = this.#options.log.child({ job: job.name, jobId: id, attempt: attempts });
    const signal = AbortSignal.any([abortSignal, this.#abandoned.signal]);
    const startedAt = performance.now();
    const ended = (outcome: JobOutcome): number => {
      const durationMs = Math.round(performance.now() - startedAt);
      this.#options.onRun?.(job.name, outcome, durationMs / 1000);
      return durationMs;
    };
    try {
      await job.run(payload, { log, attempt: attempts, signal, request: jobRequest(id) });
    } catch (error) {
      log[attempts < job.maxAttempts ? 'warn' : 'error']({ err: error, durationMs: ended('failed') }, 'A job failed');
      // the table keeps what is thrown, and administrators read it
      throw new Error(errorText(error));
    }
    log.info({ durationMs: ended('done') }, 'A job is done');
  }

  /** Others are about to take what runs here. */
  #abandon(): void {
    this.#abandoned.abort(new Error('The worker lost its lease'));
    this.#abandoned = new AbortController();
  }

  /** Of what graphile-worker has to say, what goes wrong outside of jobs; its texts hold payloads. */
  readonly #logFactory: LogFunctionFactory = () => (level, _message, meta) => {
    if (level !== 'error' && level !== 'warning') return;
    if ('failure' in (meta ?? {}) || this.#stopped.signal.aborted) return;
    this.#options.log.warn({ component: 'jobs', err: meta?.error ?? meta?.fatalError }, 'The job queue reports a problem');
  };

  get #drainMs(): number {
    return this.#options.drainMs ?? DRAIN_MS;
  }
}

/** Resolves when each of a pool's workers has ended what it was at. */
function allStopped(events: WorkerEvents): Promise<void> {
  let running = 0;
  return new Promise((resolve) => {
    events.on('worker:create', () => void running++);
    events.on('worker:stop', () => {
      if (--running === 0) resolve();
    });
  });
}
