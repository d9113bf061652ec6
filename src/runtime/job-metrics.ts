import { Gauge, Histogram } from 'prom-client';
import type { JobOutcome } from './job-worker.js';
import type { SqlExecutor } from './jobs.js';
import type { Metrics } from './metrics.js';

/** One pass over what is queued. Jobs that are done are no rows any more, so it is as long as what waits, and failed ones beside. */
const COUNTS = `
  select t.identifier as job, count(*) filter (where j.is_available and j.run_at <= now())::int as waiting,
    count(*) filter (where j.locked_at is not null)::int as running,
    count(*) filter (where j.locked_at is null and j.attempts >= j.max_attempts)::int as failed,
    coalesce(extract(epoch from now() - min(j.run_at) filter (where j.is_available and j.run_at <= now())), 0)::float8 as "oldestSeconds"
  from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
  group by t.identifier`;

interface Counts {
  readonly job: string;
  readonly waiting: number;
  readonly running: number;
  readonly failed: number;
  readonly oldestSeconds: number;
}

const GAUGES = {
  waiting: ['jobs_waiting', 'Jobs that are due and that no worker is at'],
  running: ['jobs_running', 'Jobs that a worker is at'],
  failed: ['jobs_failed', 'Jobs that have failed for good and wait for somebody to decide'],
  oldestSeconds: ['jobs_oldest_waiting_seconds', 'How long the oldest job that is due has been waiting'],
} as const;

/** Shows the queue as a whole, whichever process is asked. Answers with what counts the runs of this process. */
export function watchJobs({ registry }: Metrics, sql: SqlExecutor): (job: string, outcome: JobOutcome, seconds: number) => void {
  const registers = [registry];
  const counts = readTogether(async () => (await sql.query(COUNTS, [])).rows as Counts[]);
  for (const [field, [name, help]] of Object.entries(GAUGES)) {
    const gauge: Gauge<'job'> = new Gauge({
      ...{ name, help, labelNames: ['job'], registers },
      collect: async () => {
        const rows = await counts().catch(() => []);
        gauge.reset();
        for (const row of rows) gauge.set({ job: row.job }, row[field as keyof typeof GAUGES]);
      },
    });
  }
  const duration = new Histogram({
    name: 'job_duration_seconds',
    help: 'Time that an attempt at a job took',
    labelNames: ['job', 'outcome'],
    buckets: [0.01, 0.05, 0.25, 1, 5, 25, 125],
    registers,
  });
  return (job, outcome, seconds) => duration.observe({ job, outcome }, seconds);
}

/** The gauges of a page are collected all at once: those that ask while a read is under way share it. */
function readTogether<T>(read: () => Promise<T>): () => Promise<T> {
  let reading: Promise<T> | null = null;
  return () =>
    (reading ??= read().finally(() => {
      reading = null;
    }));
}
