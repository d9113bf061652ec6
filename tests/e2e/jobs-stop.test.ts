import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { defineJob, enqueue } from '../../src/runtime/jobs.js';
import { jobFixture } from './jobs.fixture.js';

const CUT = `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name = 'countinghouse-jobs'`;

/** Whether a worker stops that lost all its connections in the middle of its work, so many milliseconds ago. */
async function stopsAfterCut(workedMs: number, agoMs: number): Promise<boolean> {
  const db = await jobFixture();
  const job = defineJob({ name: 'probe.stop', maxAttempts: 5, every: '* * * * *', run: () => delay(20) });
  const worker = await db.worker({ jobs: [job] });
  for (let count = 0; count < 5; count++) await enqueue(db.database.pool, job, {});
  await delay(workedMs);
  await db.sql(CUT);
  await delay(agoMs);
  const isStopped = await Promise.race([worker.stop().then(() => true), delay(20_000, false)]);
  await db.drop();
  return isStopped;
}

test('a worker that lost its connections stops in time, wherever that finds it', { timeout: 120_000 }, async () => {
  for (const workedMs of [0, 10, 25, 40]) {
    const stopped = await Promise.all([0, 60, 400, 800].map((agoMs) => stopsAfterCut(workedMs, agoMs)));
    expect(stopped, `cut after ${workedMs} ms`).toEqual([true, true, true, true]);
  }
});
