import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { PROJECT_DIR } from '../../src/config.js';
import { withSession } from '../../src/database/session.js';
import { lacksJobSchema, migrateJobSchema, SCHEMA_REVISION } from '../../src/runtime/job-schema.js';
import { JobWorker } from '../../src/runtime/job-worker.js';
import { defineJob, enqueue, type JobContext, jobKind } from '../../src/runtime/jobs.js';
import { eventually, type JobFixture, jobFixture } from './jobs.fixture.js';

let db: JobFixture;
beforeAll(async () => {
  db = await jobFixture();
});
afterEach(() => db.stopWorkers());
afterAll(() => db.drop());

interface Note {
  readonly text: string;
}

/** A job that writes down its runs. */
function noting(name: string, { maxAttempts = 3, during }: { maxAttempts?: number; during?: (context: JobContext) => Promise<void> } = {}) {
  const runs: { text: string; attempt: number; at: number; requestId: string }[] = [];
  const job = defineJob<Note>({
    name,
    maxAttempts,
    run: async ({ text }, context) => {
      runs.push({ text, attempt: context.attempt, at: Date.now(), requestId: context.request.requestId });
      await during?.(context);
    },
  });
  return { job, runs };
}

async function inTransaction<T>(
  outcome: 'commit' | 'rollback',
  work: (client: { query(text: string, values?: unknown[]): Promise<{ rows: unknown[] }> }) => Promise<T>,
) {
  const client = await db.database.pool.connect();
  try {
    await client.query('begin');
    const result = await work(client);
    await client.query(outcome);
    return result;
  } finally {
    client.release();
  }
}

describe('the tables of the jobs', () => {
  test('are those that the installed graphile-worker knows', () => {
    const revisions = readdirSync(join(PROJECT_DIR, 'node_modules/graphile-worker/sql')).map((file) => Number.parseInt(file, 10));
    expect(Math.max(...revisions)).toBe(SCHEMA_REVISION);
  });

  test('are there once the database is up to date, and making them again changes nothing', async () => {
    expect(await withSession(db.target, lacksJobSchema)).toBe(false);
    const rights = `select grantee, table_name, privilege_type from information_schema.role_table_grants where table_schema = 'graphile_worker' order by 1, 2, 3`;
    const before = await db.sql(rights);
    await migrateJobSchema(db.target, 'countinghouse_app');
    expect(await db.sql(rights)).toEqual(before);
  });

  test('a migration that was cut off before the rights were given is taken up again', async () => {
    const [{ mark }] = (await db.sql<{ mark: string }>(`select obj_description('graphile_worker'::regnamespace) as mark`)) as [{ mark: string }];
    await db.sql('comment on schema graphile_worker is null');
    expect(await withSession(db.target, lacksJobSchema)).toBe(true);
    await migrateJobSchema(db.target, 'countinghouse_app');
    expect(await db.sql(`select obj_description('graphile_worker'::regnamespace) as mark`)).toEqual([{ mark }]);
  });

  test('the application may not change them', async () => {
    await expect(db.database.pool.query('alter table graphile_worker._private_jobs add column more text')).rejects.toThrow('must be owner');
    await expect(db.database.pool.query('truncate graphile_worker._private_jobs')).rejects.toThrow('permission denied');
    await expect(db.database.pool.query('insert into graphile_worker.migrations (id) values (99)')).rejects.toThrow('permission denied');
  });
});

describe('a job', () => {
  test('that is enqueued in a transaction that is rolled back never runs; one that is committed runs once', async () => {
    const { job, runs } = noting('note.transaction');
    await db.worker({ jobs: [job] });
    await inTransaction('rollback', (client) => enqueue(client as never, job, { text: 'undone' }));
    const id = await inTransaction('commit', (client) => enqueue(client as never, job, { text: 'done' }));
    await eventually(async () => runs.length > 0 && (await db.queued()).length === 0);
    expect(runs).toMatchObject([{ text: 'done', attempt: 1, requestId: `job:${id}` }]);
  });

  test('of a unit of work stands or falls with it, and is refused outside of one', async () => {
    const { job, runs } = noting('note.unit');
    await db.worker({ jobs: [job] });
    await expect(
      db.database.write(async (em) => {
        await enqueue(em, job, { text: 'undone' });
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    await db.database.write((em) => enqueue(em, job, { text: 'done' }));
    await expect(enqueue(db.database.orm.em.fork(), job, { text: 'nowhere' })).rejects.toThrow('needs the transaction');
    await eventually(() => runs.length > 0);
    expect(runs.map(({ text }) => text)).toEqual(['done']);
  });

  test('of a unit of money stands or falls with it, and replaces by its key', async () => {
    const { job, runs } = noting('note.money');
    await db.worker({ jobs: [job] });
    const undone = db.database.unit(async (unit) => {
      unit.enqueue(job, { text: 'undone' });
      throw new Error('no');
    });
    await expect(undone).rejects.toThrow('no');
    await db.database.unit(async (unit) => {
      for (const text of ['replaced', 'done']) unit.enqueue(job, { text }, { key: 'k' });
    });
    await eventually(async () => runs.length > 0 && (await db.queued()).length === 0);
    expect(runs.map(({ text }) => text)).toEqual(['done']);
  });

  test('wakes a worker that is idle as soon as it is committed', async () => {
    const { job, runs } = noting('note.wake');
    await db.worker({ jobs: [job] });
    await eventually(async () => (await db.sql(`select from pg_stat_activity where datname = current_database() and query like 'LISTEN%'`)).length > 0);
    // the workers have looked for the first time, and would look again after two seconds
    await delay(300);
    const times: number[] = [];
    for (let round = 0; round < 5; round++) {
      const at = Date.now();
      await enqueue(db.database.pool, job, { text: 'now' });
      await eventually(() => runs.length > round);
      times.push(runs[round]!.at - at);
    }
    expect(times.toSorted((a, b) => a - b)[2]).toBeLessThan(500);
  });

  test('runs at its time and not before', async () => {
    const { job, runs } = noting('note.later');
    await db.worker({ jobs: [job] });
    const runAt = new Date(Date.now() + 1_200);
    await enqueue(db.database.pool, job, { text: 'later' }, { runAt });
    await eventually(() => runs.length > 0);
    expect(runs[0]!.at).toBeGreaterThanOrEqual(runAt.getTime() - 20);
  });

  test('of a key replaces the one of its name that waits; one of another name is another key', async () => {
    const [one, other] = [noting('note.keyed'), noting('note.elsewhere')];
    const runAt = new Date(Date.now() + 500);
    for (const text of ['first', 'second']) await enqueue(db.database.pool, one.job, { text }, { key: 'k', runAt });
    await enqueue(db.database.pool, other.job, { text: 'third' }, { key: 'k', runAt });
    await enqueue(db.database.pool, other.job, { text: 'fourth' }, { key: 'k', keyMode: 'unsafe_dedupe' });
    await db.worker({ jobs: [one.job, other.job] });
    await eventually(async () => (await db.queued()).length === 0);
    expect([...one.runs, ...other.runs].map(({ text }) => text)).toEqual(['second', 'third']);
  });

  test.each([
    ['a statement', (job: Parameters<typeof enqueue>[1]) => enqueue(db.database.pool, job, { text: 'new' }, { key: 'k' })],
    ['a unit of work', (job: Parameters<typeof enqueue>[1]) => db.database.write((em) => enqueue(em, job, { text: 'new' }, { key: 'k' }))],
    ['a unit of money', (job: Parameters<typeof enqueue>[1]) => db.database.unit(async (unit) => unit.enqueue(job, { text: 'new' }, { key: 'k' }))],
  ])('of a key whose job a worker takes at this moment is added beside it by %s', async (_, add) => {
    const { job } = noting('note.taken');
    await enqueue(db.database.pool, job, { text: 'old' }, { key: 'k' });
    const taker = await db.database.pool.connect();
    let adding: Promise<unknown>;
    try {
      await taker.query(`begin; update graphile_worker._private_jobs set attempts = 1, locked_at = now(), locked_by = 'a worker' where key = 'note.taken:k'`);
      adding = add(job);
      const isWaiting = `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
      await eventually(async () => (await db.sql(isWaiting)).length > 0);
      await taker.query('commit');
    } finally {
      taker.release();
    }
    await adding;
    expect(await db.sql(`select payload->>'text' as text, key from graphile_worker._private_jobs order by id`)).toEqual([
      { text: 'old', key: null },
      { text: 'new', key: 'note.taken:k' },
    ]);
    await db.sql('delete from graphile_worker._private_jobs');
  });

  test('of a lower priority number runs first', async () => {
    const { job, runs } = noting('note.order');
    for (const priority of [5, -5, 0]) await enqueue(db.database.pool, job, { text: `${priority}` }, { priority });
    await db.worker({ jobs: [job], concurrency: 1 });
    await eventually(() => runs.length === 3);
    expect(runs.map(({ text }) => text)).toEqual(['-5', '0', '5']);
  });
});

describe('a failed attempt', () => {
  test('is made again after e seconds, then succeeds, and is gone', { timeout: 30_000 }, async () => {
    const flaky = noting('note.flaky', {
      during: async ({ attempt }) => {
        if (attempt === 1) throw new Error('not yet');
      },
    });
    await db.worker({ jobs: [flaky.job] });
    await enqueue(db.database.pool, flaky.job, { text: 'x' });
    await eventually(() => flaky.runs.length === 2);
    expect(flaky.runs[1]!.at - flaky.runs[0]!.at).toBeGreaterThan(2_600);
    await eventually(async () => (await db.queued()).length === 0);
  });

  test('of a job that is begun once only is the last, and leaves a sentence without what it choked on', async () => {
    const secret = 'ann@client.example';
    const broken = noting('note.broken', { maxAttempts: 1, during: () => Promise.reject(new Error(`There is no "${secret}" (${secret}) of ${secret}`)) });
    const outcomes: string[] = [];
    await db.worker({ jobs: [broken.job], onRun: (job, outcome) => outcomes.push(`${job} ${outcome}`) });
    const id = await enqueue(db.database.pool, broken.job, { text: secret });
    await eventually(async () => (await db.queued()).some((row) => row.lastError !== null));
    await delay(3_000);
    expect(broken.runs).toHaveLength(1);
    expect(outcomes).toEqual(['note.broken failed']);
    expect(await db.queued()).toMatchObject([{ id, attempts: 1, lockedBy: null, lastError: 'Error There is no … … of …' }]);
    const lines = db.logged.filter((line) => line.includes(`"jobId":"${id}"`));
    expect(lines.join()).toContain('"job":"note.broken"');
    expect(db.logged.join()).not.toContain(secret);
    await db.sql('delete from graphile_worker._private_jobs');
  });

  test('that PostgreSQL refused leaves its code and no statement', async () => {
    const refused = noting('note.refused', { maxAttempts: 1, during: async () => void (await db.database.pool.query(`select 'canary'::int`)) });
    await db.worker({ jobs: [refused.job] });
    await enqueue(db.database.pool, refused.job, { text: 'x' });
    await eventually(async () => (await db.queued()).some((row) => row.lastError !== null));
    expect((await db.queued())[0]!.lastError).toBe('error 22P02');
    await db.sql('delete from graphile_worker._private_jobs');
  });
});

describe('stopping', () => {
  beforeEach(() => db.sql('delete from graphile_worker._private_jobs'));

  test('lets what runs end, and begins nothing new', async () => {
    const slow = noting('note.slow', { during: () => delay(700) });
    const worker = await db.worker({ jobs: [slow.job], concurrency: 1 });
    for (const text of ['runs', 'waits']) await enqueue(db.database.pool, slow.job, { text });
    await eventually(() => slow.runs.length === 1);
    await worker.stop();
    expect(slow.runs).toHaveLength(1);
    expect(await db.queued()).toMatchObject([{ attempts: 0, lockedBy: null }]);
    await db.worker({ jobs: [slow.job] });
    await eventually(() => slow.runs.length === 2);
    expect(slow.runs[1]!.text).toBe('waits');
  });

  test('hands over at once what does not end in time, and tells it first', { timeout: 20_000 }, async () => {
    let told = false;
    const endless = noting('note.endless', {
      during: ({ attempt, signal }) => {
        signal.addEventListener('abort', () => (told = true));
        return attempt === 1 ? delay(30_000, undefined, { ref: false }) : Promise.resolve();
      },
    });
    const once = noting('note.once', { maxAttempts: 1, during: () => delay(30_000, undefined, { ref: false }) });
    const worker = await db.worker({ jobs: [endless.job, once.job], drainMs: 400 });
    const id = await enqueue(db.database.pool, once.job, { text: 'x' });
    await enqueue(db.database.pool, endless.job, { text: 'x' });
    await eventually(() => endless.runs.length + once.runs.length === 2);
    const startedAt = Date.now();
    await worker.stop();
    expect(Date.now() - startedAt).toBeLessThan(3_000);
    expect(told).toBe(true);
    await db.worker({ jobs: [endless.job, once.job] });
    await eventually(() => endless.runs.length === 2, 3_000);
    expect(endless.runs[1]!.attempt).toBe(2);
    await delay(500);
    // what is begun once only is not begun by the next one either
    expect(once.runs).toHaveLength(1);
    expect(await db.queued()).toMatchObject([{ id, attempts: 1, lockedBy: null, lastError: expect.stringContaining('not known') }]);
  });
});

describe('a worker', () => {
  test('is refused when two jobs have the same name, and a job when it is named badly or has no attempts', () => {
    const jobs = [noting('note.twice').job, noting('note.twice').job];
    const log = {} as never;
    expect(() => new JobWorker({ jobs, connection: db.target, concurrency: 1, log })).toThrow('Two jobs are named note.twice');
    expect(() => jobKind({ name: 'note', maxAttempts: 1 })).toThrow('must be named like');
    expect(() => jobKind({ name: 'note.never', maxAttempts: 0 })).toThrow('1 to 25 attempts');
  });

  test('does not start on a database that lacks the tables of the jobs', async () => {
    const bare = await jobFixture();
    await bare.sql('drop schema graphile_worker cascade');
    await expect(bare.worker({ jobs: [noting('note.bare').job] })).rejects.toThrow('permission denied');
    await bare.drop();
  });

  test('is replaced when the server cut all its connections, and goes on', { timeout: 30_000 }, async () => {
    const { job, runs } = noting('note.cut');
    await db.worker({ jobs: [job] });
    await enqueue(db.database.pool, job, { text: 'before' });
    await eventually(() => runs.length === 1);
    await db.sql(`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name = 'countinghouse-jobs'`);
    await enqueue(db.database.pool, job, { text: 'after' });
    await eventually(() => runs.length === 2);
  });

  test('makes up for what a periodic job missed, and runs no minute twice over all instances', { timeout: 60_000 }, async () => {
    const minutes: number[] = [];
    const run = async ({ _cron }: { _cron: { ts: string } }) => void minutes.push(Date.parse(_cron.ts));
    const periodic = defineJob({ name: 'note.periodic', maxAttempts: 2, every: '* * * * *', makeUpMs: 600_000, run });
    const untilNextMinute = 60_000 - (Date.now() % 60_000);
    if (untilNextMinute < 10_000) await delay(untilNextMinute);
    const thisMinute = Math.floor(Date.now() / 60_000) * 60_000;
    await db.sql(`insert into graphile_worker._private_known_crontabs (identifier, known_since) values ('note.periodic', to_timestamp($1))`, [
      thisMinute / 1000 - 270,
    ]);
    await Promise.all([db.worker({ jobs: [periodic] }), db.worker({ jobs: [periodic] })]);
    // which of those before it run is a matter of chance: one that waits gives way to the next
    await eventually(() => minutes.includes(thisMinute));
    await delay(1_000);
    const missed = [4, 3, 2, 1, 0].map((ago) => thisMinute - ago * 60_000);
    expect(missed).toEqual(expect.arrayContaining(minutes));
    expect(new Set(minutes).size).toBe(minutes.length);
  });
});
