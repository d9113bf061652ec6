import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { PROJECT_DIR } from '../../src/config.js';
import { enqueue, jobKind } from '../../src/runtime/jobs.js';
import { eventually, type JobFixture, jobFixture } from './jobs.fixture.js';

interface Probe {
  readonly firstTakesMs: number;
}
const REPEAT = jobKind<Probe>({ name: 'probe.repeat', maxAttempts: 3 });
const ONCE = jobKind<Probe>({ name: 'probe.once', maxAttempts: 1 });

let db: JobFixture;
const children: ChildProcess[] = [];
beforeEach(async () => {
  db = await jobFixture();
  await db.sql('create table job_run (at timestamptz default clock_timestamp(), job text, attempt int, pid int)');
  await db.sql('grant select, insert on job_run to countinghouse_app');
});
afterEach(async () => {
  for (const child of children.splice(0)) if (child.exitCode === null && child.signalCode === null) await killed(child);
  await db.drop();
});

async function workerProcess(): Promise<ChildProcess> {
  const { directAsApplication } = db.database;
  const child = spawn(process.execPath, [join(PROJECT_DIR, 'tests/support/job-process.mjs'), JSON.stringify(directAsApplication)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  let said = '';
  child.stdout!.setEncoding('utf8').on('data', (text: string) => (said += text));
  await eventually(() => said.includes('ready'));
  return child;
}

async function killed(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}

const runs = () => db.sql<{ job: string; attempt: number; pid: number }>('select job, attempt, pid from job_run order by at');

test('a job whose worker is killed in the middle is taken over by a living one within seconds', { timeout: 60_000 }, async () => {
  const [first, second] = [await workerProcess(), await workerProcess()];
  const id = await enqueue(db.database.pool, REPEAT, { firstTakesMs: 60_000 });
  await eventually(async () => (await runs()).length === 1);
  const victim = (await runs())[0]!.pid === first.pid ? first : second;
  await killed(victim);
  await eventually(async () => (await runs()).length === 2, 8_000);
  expect(await runs()).toMatchObject([
    { job: `job:${id}`, attempt: 1, pid: victim.pid },
    { job: `job:${id}`, attempt: 2, pid: (victim === first ? second : first).pid },
  ]);
  await eventually(async () => (await db.queued()).length === 0);
});

test('a job whose only worker is killed runs within seconds of the next start', { timeout: 60_000 }, async () => {
  const first = await workerProcess();
  await enqueue(db.database.pool, REPEAT, { firstTakesMs: 60_000 });
  await eventually(async () => (await runs()).length === 1);
  await killed(first);
  const second = await workerProcess();
  await eventually(async () => (await runs()).length === 2, 8_000);
  expect((await runs())[1]).toMatchObject({ attempt: 2, pid: second.pid });
});

test('a job that is begun once only is not begun again when its worker is killed, and says that its outcome is not known', { timeout: 60_000 }, async () => {
  const first = await workerProcess();
  const id = await enqueue(db.database.pool, ONCE, { firstTakesMs: 60_000 });
  await eventually(async () => (await runs()).length === 1);
  await killed(first);
  await workerProcess();
  await eventually(async () => (await db.queued()).some(({ lockedBy }) => lockedBy === null), 8_000);
  await delay(3_000);
  expect(await runs()).toHaveLength(1);
  expect(await db.queued()).toMatchObject([{ id, attempts: 1, lockedBy: null, lastError: expect.stringContaining('not known') }]);
});

test('a living worker keeps its job, however long it takes and although its lease is cut', { timeout: 60_000 }, async () => {
  const [first] = [await workerProcess(), await workerProcess()];
  await enqueue(db.database.pool, REPEAT, { firstTakesMs: 9_000 });
  await eventually(async () => (await runs()).length === 1);
  for (let cut = 0; cut < 3; cut++) {
    await delay(1_500);
    await db.sql(
      `select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())`,
    );
  }
  await eventually(async () => (await db.queued()).length === 0);
  expect(await runs()).toHaveLength(1);
  expect(first.exitCode).toBeNull();
});
