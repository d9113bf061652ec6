import { setTimeout as delay } from 'node:timers/promises';
import { Client, Pool } from 'pg';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { newId } from '../../src/database/ids.js';
import { AuditSealer } from '../../src/modules/audit/index.js';
import { AUDIT_KEY, type AuditFixture, auditFixture, collectingLog, officer } from './audit.fixture.js';

let db: AuditFixture;
beforeEach(async () => {
  db = await auditFixture();
});
afterEach(() => db.drop());

const sealedIds = async () => (await db.sql<{ id: string }>('select entry_id as id from audit_seal order by number')).map((row) => row.id);
const unsealed = async () => (await db.sql('select from audit_entry e where not exists (select from audit_seal s where s.entry_id = e.id)')).length;

/** A backlog as a bulk load leaves it. */
const fill = (count: number) =>
  db.trail.recordReads(
    db.database.pool,
    officer(),
    Array.from({ length: count }, () => ({ action: 'client.read', subjectType: 'Client', subjectId: newId() })),
  );

test('entries are sealed in the order in which they were made, numbered without a gap, and the head names the last', async () => {
  const ids = await db.write(5);
  expect(await db.sealer().sealNow()).toBe(5);
  expect(await sealedIds()).toEqual(ids);
  const more = await db.write(2);
  expect(await db.sealer().sealNow()).toBe(2);
  expect(await sealedIds()).toEqual([...ids, ...more]);
  expect(await db.sql('select number::int, hash = (select hash from audit_seal where number = 7) as fits from audit_head')).toEqual([
    { number: 7, fits: true },
  ]);
  expect(await db.verify()).toEqual({ entries: 7, finding: null });
});

test('a backlog of 10,000 entries is sealed within seconds', { timeout: 60_000 }, async () => {
  await fill(10_000);
  const startedAt = performance.now();
  expect(await db.sealer().sealNow()).toBe(10_000);
  const seconds = (performance.now() - startedAt) / 1000;
  console.log(`10,000 entries sealed in ${seconds.toFixed(2)} s`);
  expect(seconds).toBeLessThan(10);
  expect(await db.verify()).toEqual({ entries: 10_000, finding: null });
});

test('an entry whose transaction commits long after later ones is sealed all the same', async () => {
  const late = new Client(db.target);
  await late.connect();
  await late.query('begin');
  await late.query(
    `insert into audit_entry (id, at, actor_kind, actor_name, action, subject_type, subject_id, request_id, mac) values ($1, now() - interval '30 minutes', 'STAFF', 'Late', 'a.b', 'X', '1', 'r', 'm')`,
    [newId()],
  );
  const sealer = db.sealer();
  for (let round = 0; round < 4; round++) {
    await db.write(1);
    expect(await sealer.sealNow()).toBe(1);
  }
  await late.query('commit');
  await late.end();
  expect(await sealer.sealNow()).toBe(1);
  expect(await unsealed()).toBe(0);
});

test('once nothing older can come any more, a round looks at recent entries only', { timeout: 120_000 }, async () => {
  await db.write(1);
  const sealer = db.sealer();
  await sealer.sealNow();
  // transactions of the whole server count, those of other test files too, and some of these fill a brokerage
  const [{ xmax }] = (await db.sql<{ xmax: string }>('select pg_snapshot_xmax(pg_current_snapshot())::text as xmax')) as [{ xmax: string }];
  const areOver = 'select pg_snapshot_xmin(pg_current_snapshot()) >= $1::xid8 as "areOver"';
  while (!(await db.sql<{ areOver: boolean }>(areOver, [xmax]))[0]!.areOver) await delay(50);
  await sealer.sealNow();
  await db.sql(
    `insert into audit_entry (id, at, actor_kind, actor_name, action, subject_type, subject_id, request_id, mac) values ($1, now() - interval '1 day', 'STAFF', 'Old', 'a.b', 'X', '1', 'r', 'm')`,
    [newId()],
  );
  expect(await sealer.sealNow()).toBe(0);
  // and the next sweep, which a start always is, finds what was put in with an old time
  expect(await db.sealer().sealNow()).toBe(1);
});

test('two sealers at once make one chain, with each entry in it once', async () => {
  await fill(4_000);
  const sealers = [db.sealer(), db.sealer()];
  const sealed = (await Promise.all(sealers.map((sealer) => sealer.sealNow()))).reduce((sum, count) => sum + count, 0);
  for (const sealer of sealers) await sealer.sealNow();
  expect(sealed).toBeLessThanOrEqual(4_000);
  expect(await db.verify()).toEqual({ entries: 4_000, finding: null });
});

test('a sealer whose connection is cut in the middle leaves a whole chain, and goes on', async () => {
  await fill(6_000);
  const sealer = db.sealer();
  const sealing = sealer.sealNow().catch((error: unknown) => error);
  let sealedBefore = 0;
  while (sealedBefore === 0) [{ n: sealedBefore }] = (await db.sql<{ n: number }>('select count(*)::int as n from audit_seal')) as [{ n: number }];
  await db.sql(`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name = 'countinghouse'`);
  await sealing;
  // a connection that was idle then may be told only now, and that once
  let cuts = 0;
  const oncePardoned = (error: unknown): number => {
    if ((cuts += 1) > 1) throw error;
    return 1;
  };
  while ((await sealer.sealNow().catch(oncePardoned)) > 0);
  expect(await db.verify()).toEqual({ entries: 6_000, finding: null });
});

test('started, it seals what is committed by itself; stopped, it has sealed what was left', async () => {
  const sealer = db.sealer({ everyMs: 100 });
  sealer.start();
  await db.write(3);
  await vi.waitFor(async () => expect(await unsealed()).toBe(0), { timeout: 8_000 });
  expect(await sealer.unsealedSeconds()).toBe(0);
  await db.write(2);
  await sealer.stop();
  expect(await unsealed()).toBe(0);
});

test('the age of the oldest entry without a seal is told', async () => {
  const sealer = db.sealer();
  await db.sql(
    `insert into audit_entry (id, at, actor_kind, actor_name, action, subject_type, subject_id, request_id, mac) values ($1, now() - interval '90 seconds', 'STAFF', 'A', 'a.b', 'X', '1', 'r', 'm')`,
    [newId()],
  );
  expect(await sealer.unsealedSeconds()).toBeGreaterThan(89);
});

test.each([
  ['a cut-off end', 'delete from audit_seal where number > 3'],
  ['another hash in the head', `update audit_head set hash = 'other'`],
  [
    'a head that was moved back',
    'update audit_head set number = 3, hash = (select hash from audit_seal where number = 3); delete from audit_seal where number > 3',
  ],
  ['a head that is gone', 'delete from audit_head'],
])('a chain with %s is not carried on, and the log says so once', async (_what, statements) => {
  const log = collectingLog();
  const sealer = db.sealer({ log, everyMs: 20 });
  await db.write(5);
  await sealer.sealNow();
  await db.tamper(statements);
  await db.write(1);
  sealer.start();
  await delay(300);
  await sealer.stop();
  expect(log.errors).toHaveLength(1);
  expect(log.errors[0]).toMatch(/^Audit entries are not being sealed: The (head of the )?audit chain/);
  expect((await db.verify()).finding).not.toBeNull();
});

test('the time limit of requests does not cut off a round that has to wait', async () => {
  await db.write(1);
  await db.sealer().sealNow();
  await db.write(1);
  const blocker = new Client(db.target);
  await blocker.connect();
  await blocker.query('begin; select from audit_head for update');
  const pool = new Pool({ ...db.target, options: '-c statement_timeout=400' });
  // a connection that is closing may still hear that its database is dropped
  pool.on('error', () => undefined);
  const sealing = new AuditSealer({ pool, auditKey: AUDIT_KEY, log: collectingLog() }).sealNow();
  await delay(900);
  await blocker.query('commit');
  expect(await sealing).toBe(1);
  await Promise.all([blocker.end(), pool.end()]);
});
