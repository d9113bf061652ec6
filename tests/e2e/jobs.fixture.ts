import { createLog } from '../../src/runtime/log.js';
import { JobWorker, type JobWorkerOptions } from '../../src/runtime/job-worker.js';
import { type TestDatabase, testDatabase } from '../support/database.js';

export interface JobRow {
  readonly id: string;
  readonly attempts: number;
  readonly lockedBy: string | null;
  readonly lastError: string | null;
}

export interface JobFixture extends TestDatabase {
  readonly logged: readonly string[];
  /** A worker over the database, stopped with the others. */
  worker(options: Pick<JobWorkerOptions, 'jobs'> & Partial<JobWorkerOptions>): Promise<JobWorker>;
  /** What is queued, the oldest first. */
  queued(): Promise<JobRow[]>;
  stopWorkers(): Promise<void>;
}

const QUEUED = `select id::text, attempts::int, locked_by as "lockedBy", last_error as "lastError" from graphile_worker._private_jobs order by id`;

export async function jobFixture(): Promise<JobFixture> {
  const db = await testDatabase();
  const logged: string[] = [];
  const log = createLog({ level: 'debug', format: 'json', destination: { write: (line) => logged.push(line) } });
  const running = new Set<JobWorker>();
  const stopWorkers = async (): Promise<void> => void (await Promise.all([...running].map((worker) => worker.stop())));
  return {
    ...db,
    logged,
    stopWorkers,
    worker: async (options) => {
      const worker = new JobWorker({ connection: db.database.directAsApplication, concurrency: 4, log, ...options });
      await worker.start();
      running.add(worker);
      const stop = worker.stop.bind(worker);
      worker.stop = () => {
        running.delete(worker);
        return stop();
      };
      return worker;
    },
    queued: () => db.sql<JobRow>(QUEUED),
    drop: async () => {
      await stopWorkers();
      await db.drop();
    },
  };
}

/** Resolves when it holds, or fails after a time. */
export async function eventually(holds: () => boolean | Promise<boolean>, withinMs = 15_000): Promise<void> {
  const deadline = Date.now() + withinMs;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`Not within ${withinMs} ms: ${holds.toString()}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
