import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { newId } from '../../src/database/ids.js';
import { AuditAnchor } from '../../src/modules/audit/index.js';
import { AUDIT_KEY, type AuditFixture, auditFixture, collectingLog } from './audit.fixture.js';

let db: AuditFixture;
let ids: string[];
beforeEach(async () => {
  db = await auditFixture();
  ids = await db.write(12);
  await db.sealer().sealNow();
});
afterEach(() => db.drop());

const finding = async (options?: { anchor?: AuditAnchor }) => (await db.verify(options)).finding;
const at = (number: number): string => ids[number - 1] as string;
const columns = 'actor_kind, actor_id, actor_name, departments, action, subject_type, subject_id, client_id, reason, before, after, request_id, mac';

test('an untouched log is intact, also while young entries wait for their seal', async () => {
  await db.write(3);
  expect(await db.verify()).toEqual({ entries: 12, finding: null });
});

test('an empty log is intact', async () => {
  const empty = await auditFixture();
  expect(await empty.verify()).toEqual({ entries: 0, finding: null });
  await empty.drop();
});

test('who asks while a verification runs gets its answer', async () => {
  const sealer = db.sealer();
  await sealer.sealNow();
  const [one, other] = await Promise.all([db.verify(), db.verify()]);
  expect(one).toEqual(other);
});

describe('found, with the first entry that does not follow:', () => {
  test.each([
    ['reason', `'another reason'`],
    ['actor_name', `'Somebody else'`],
    ['at', `at + interval '1 millisecond'`],
    ['after', `'{"index": 400}'`],
    ['departments', `'{FINANCE}'`],
    ['client_id', `null`],
    ['mac', `repeat('0', 64)`],
  ])('an entry with another %s', async (column, value) => {
    await db.tamper(`update audit_entry set ${column} = ${value} where id = '${at(5)}'`);
    expect(await finding()).toEqual({ problem: 'ENTRY_ALTERED', number: 5, entryId: at(5) });
  });

  test('a deleted entry: the next one is named', async () => {
    await db.tamper(`delete from audit_entry where id = '${at(5)}'`);
    expect(await finding()).toEqual({ problem: 'ENTRY_MISSING', number: 5, entryId: at(6) });
  });

  test('an entry deleted together with its seal: the next one is named', async () => {
    await db.tamper(`delete from audit_seal where number = 5; delete from audit_entry where id = '${at(5)}'`);
    expect(await finding()).toEqual({ problem: 'SEAL_MISSING', number: 5, entryId: at(6) });
  });

  test('an entry deleted together with its seal, the numbers behind it closed up', async () => {
    await db.tamper(
      `delete from audit_seal where number = 5; delete from audit_entry where id = '${at(5)}'; update audit_seal set number = -number where number > 5; update audit_seal set number = -number - 1 where number < 0`,
    );
    expect(await finding()).toEqual({ problem: 'SEAL_ALTERED', number: 5, entryId: at(6) });
  });

  test('an entry put in by hand, which the sealer took for a real one', async () => {
    const forged = newId();
    await db.tamper(`insert into audit_entry (id, at, ${columns}) select '${forged}', now(), ${columns} from audit_entry where id = '${at(5)}'`);
    await db.sealer().sealNow();
    expect(await finding()).toEqual({ problem: 'ENTRY_FORGED', number: 13, entryId: forged });
  });

  test('an entry put in by hand with content that cannot be signed, which does not stop the sealer', async () => {
    const forged = newId();
    await db.tamper(
      `insert into audit_entry (id, at, ${columns}) select '${forged}', now(), ${columns} from audit_entry where id = '${at(5)}'; update audit_entry set after = '{"n": 1e400}' where id = '${forged}'`,
    );
    await db.sealer().sealNow();
    expect(await finding()).toEqual({ problem: 'ENTRY_FORGED', number: 13, entryId: forged });
  });

  test('an entry put in by hand in the middle of the chain', async () => {
    const forged = newId();
    await db.tamper(`
      insert into audit_entry (id, at, ${columns}) select '${forged}', at, ${columns} from audit_entry where id = '${at(5)}';
      update audit_seal set number = -number where number >= 5; update audit_seal set number = 1 - number where number < 0;
      insert into audit_seal (number, entry_id, hash) values (5, '${forged}', repeat('0', 64)); update audit_head set number = 13`);
    expect(await finding()).toEqual({ problem: 'ENTRY_ALTERED', number: 5, entryId: forged });
  });

  test('two entries that changed places', async () => {
    await db.tamper(`
      delete from audit_seal where number in (4, 7) returning *;
      insert into audit_seal (number, entry_id, hash) values (4, '${at(7)}', repeat('4', 64)), (7, '${at(4)}', repeat('7', 64))`);
    expect(await finding()).toEqual({ problem: 'SEAL_ALTERED', number: 4, entryId: at(7) });
  });

  test('an end that was cut off', async () => {
    await db.tamper(`delete from audit_seal where number > 10; delete from audit_entry where id in ('${at(11)}', '${at(12)}')`);
    expect(await finding()).toMatchObject({ problem: 'HEAD_MISMATCH', number: 11 });
  });

  test('an end that was cut off, with a head that was made to fit without the key', async () => {
    await db.tamper(`delete from audit_seal where number > 10; delete from audit_entry where id in ('${at(11)}', '${at(12)}');
      update audit_head set number = 10, hash = (select hash from audit_seal where number = 10)`);
    expect(await finding()).toMatchObject({ problem: 'HEAD_MISMATCH', number: 11 });
  });

  test('a chain that was made anew without the key', async () => {
    await db.tamper('delete from audit_seal; delete from audit_head');
    await db.sealer({ auditKey: Buffer.alloc(32, 8) }).sealNow();
    expect(await finding()).toEqual({ problem: 'SEAL_ALTERED', number: 1, entryId: at(1) });
  });

  test('an entry that has waited for its seal for more than a minute', async () => {
    const id = newId();
    await db.tamper(
      `insert into audit_entry (id, at, ${columns}) select '${id}', now() - interval '61 seconds', ${columns} from audit_entry where id = '${at(5)}'`,
    );
    expect(await finding()).toEqual({ problem: 'ENTRY_UNSEALED', number: null, entryId: id });
  });

  test('but not an old entry that has only just shown, and that the sealer is about to seal', async () => {
    await db.sql(
      `insert into audit_entry (id, at, ${columns}) select gen_random_uuid(), now() - interval '61 seconds', ${columns} from audit_entry where id = '${at(5)}'`,
    );
    const sealing = new Promise((resolve) => setTimeout(resolve, 500)).then(() => db.sealer().sealNow());
    expect(await finding()).toBeNull();
    await sealing;
  });
});

describe('with the heads kept in a file outside of the database', () => {
  let directory: string;
  let anchor: AuditAnchor;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'audit-anchor-'));
    anchor = new AuditAnchor(join(directory, 'audit-anchor.log'), AUDIT_KEY);
  });
  afterEach(() => rm(directory, { recursive: true }));

  type Head = { number: number; hash: string; mac: string };
  const HEAD = 'select number::int, hash, mac from audit_head';
  const putBack = async (number: number, head: Head) => {
    await db.tamper(`delete from audit_entry where id in (select entry_id from audit_seal where number > ${number}); delete from audit_seal where number > ${number};
      update audit_head set number = ${number}, hash = '${head['hash']}', mac = '${head['mac']}'`);
  };

  test('an older state of the database is found, which agrees with itself', async () => {
    const [head] = await db.sql<Head>(HEAD);
    await db.write(3);
    const sealer = db.sealer({ anchor });
    await sealer.stop();
    await putBack(12, head as Head);
    expect(await finding()).toBeNull();
    expect(await finding({ anchor })).toMatchObject({ problem: 'ROLLED_BACK', number: 13 });
  });

  test('an older state that has grown again is found at the first place that differs', async () => {
    const [head] = await db.sql<Head>(HEAD);
    await db.write(3);
    await db.sealer({ anchor }).stop();
    await putBack(12, head as Head);
    const grown = await db.write(5);
    await db.sealer().sealNow();
    expect(await finding()).toBeNull();
    expect(await finding({ anchor })).toEqual({ problem: 'ROLLED_BACK', number: 15, entryId: grown[2] });
  });

  test('a wiped chain that the sealer was made to build anew, without an entry, is found, and is not sealed on', async () => {
    await db.write(1);
    await db.sealer({ anchor }).stop();
    await db.tamper(`delete from audit_seal; delete from audit_head; delete from audit_entry where id = '${at(5)}'`);
    const log = collectingLog();
    await db.sealer({ anchor, log }).stop();
    expect(log.errors).toEqual([expect.stringContaining('has been at 13: an older state was put back')]);
    await db.sealer().sealNow();
    expect(await finding()).toBeNull();
    expect(await finding({ anchor })).toMatchObject({ problem: 'ROLLED_BACK' });
  });

  test('a head is kept at the start of sealing, hourly and at the stop, and an untouched log agrees with them', async () => {
    const sealer = db.sealer({ anchor });
    await db.write(1);
    await sealer.sealNow();
    await db.write(1);
    await sealer.sealNow();
    await sealer.stop();
    const lines = (await readFile(join(directory, 'audit-anchor.log'), 'utf8')).split('\n').filter((line) => line !== '');
    expect(lines.map((line) => (JSON.parse(line) as { number: number }).number)).toEqual([13, 14]);
    expect(await finding({ anchor })).toBeNull();
  });

  test('lines of another database, without a fitting MAC, or cut short by a crash count for nothing', async () => {
    await db.write(1);
    await db.sealer({ anchor }).stop();
    await anchor.append('another/1', { number: 900, hash: 'x' });
    const path = join(directory, 'audit-anchor.log');
    const [line] = (await readFile(path, 'utf8')).split('\n').filter((text) => text !== '');
    const { appendFile } = await import('node:fs/promises');
    await appendFile(path, `${line?.replace('"number":13', '"number":99')}\n${line?.slice(0, 40)}`);
    await anchor.append('another/1', { number: 901, hash: 'y' });
    expect(await finding({ anchor })).toBeNull();
  });
});
