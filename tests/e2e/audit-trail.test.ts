import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { newId } from '../../src/database/ids.js';
import { changes } from '../../src/modules/audit/index.js';
import { type AuditContent, auditMac } from '../../src/runtime/audit-mac.js';
import { AUDIT_KEY, type AuditFixture, auditFixture, officer } from './audit.fixture.js';

let db: AuditFixture;
beforeAll(async () => {
  db = await auditFixture();
});
afterAll(() => db.drop());

const STORED = `
  select id, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at, actor_kind as "actorKind", actor_id as "actorId", actor_name as "actorName", departments, action,
    subject_type as "subjectType", subject_id as "subjectId", client_id as "clientId", reason, before, after, request_id as "requestId", mac
  from audit_entry`;
type Stored = AuditContent & { mac: string };
const stored = async (subjectId: string): Promise<Stored[]> => db.sql<Stored>(`${STORED} where subject_id = $1 order by at, id`, [subjectId]);

describe('the entry of a write', () => {
  test('is there when its transaction commits, and says who, what, why and in which request', async () => {
    const [staffId, request] = [newId(), officer('request-77')];
    await db.database.write((em) =>
      db.trail.record(em, request, {
        action: 'staff.update',
        subjectType: 'StaffMember',
        subjectId: staffId,
        reason: 'Moved house',
        before: { country: 'CY' },
        after: { country: 'GR' },
      }),
    );
    const [entry] = await stored(staffId);
    expect(entry).toMatchObject({
      actorKind: 'STAFF',
      actorId: request.actor.id,
      actorName: 'Helena Costa',
      departments: ['COMPLIANCE', 'RISK'],
      action: 'staff.update',
      clientId: null,
      reason: 'Moved house',
      requestId: 'request-77',
    });
    expect(entry).toMatchObject({ before: { country: 'CY' }, after: { country: 'GR' } });
  });

  test('on a client holds no word of why in clear, also where nothing is there to seal it with', async () => {
    const clientId = newId();
    await db.database.write((em) =>
      db.trail.record(em, officer(), { action: 'client.update', subjectType: 'Client', subjectId: clientId, reason: 'Moved house' }),
    );
    const [entry] = await stored(clientId);
    expect(entry?.reason).toMatch(/^redacted:[0-9a-f]{16}$/);
    expect(entry?.mac).toBe(auditMac(AUDIT_KEY, entry as Stored));
  });

  test('is gone when its transaction is rolled back', async () => {
    const clientId = newId();
    const work = db.database.write(async (em) => {
      await db.trail.record(em, officer(), { action: 'client.update', subjectType: 'Client', subjectId: clientId });
      throw new Error('the rest failed');
    });
    await expect(work).rejects.toThrow('the rest failed');
    expect(await stored(clientId)).toEqual([]);
  });

  test('is refused outside of a transaction, where it could stand without its deed', async () => {
    await expect(db.trail.record(db.database.orm.em.fork(), officer(), { action: 'client.update', subjectType: 'Client', subjectId: newId() })).rejects.toThrow(
      'client.update needs the transaction',
    );
  });

  test('carries a MAC that fits what the database gives back, whatever the content', async () => {
    const accountId = newId();
    const odd = { text: `it's "odd" \\ ? :a $1 ‮ é 𝕏`, small: 1.5e-7, large: 1e21, list: [1, 'two', { three: null }], empty: {}, amount: '1250.00' };
    await db.database.write((em) =>
      db.trail.record(em, officer(`o'request`), {
        action: 'account.update',
        subjectType: 'TradingAccount',
        subjectId: accountId,
        clientId: newId(),
        reason: `why? because "so"`,
        before: odd,
        after: { ...odd, z: 1, a: 2 },
      }),
    );
    const [entry] = await stored(accountId);
    expect(entry?.before).toEqual(odd);
    expect(entry?.mac).toBe(auditMac(AUDIT_KEY, entry as Stored));
  });

  test('names no staff id for what the gateway did by itself', async () => {
    const id = newId();
    const request = officer();
    await db.database.write((em) =>
      db.trail.record(
        em,
        { ...request, actor: { ...request.actor, kind: 'SYSTEM', id: 'sealer', name: 'gateway' } },
        { action: 'demo.build', subjectType: 'Demo', subjectId: id },
      ),
    );
    expect(await stored(id)).toMatchObject([{ actorKind: 'SYSTEM', actorId: null, actorName: 'gateway', clientId: null }]);
  });
});

describe('secrets', () => {
  const write = async (subjectId: string, before: object, after: object) => {
    await db.database.write((em) =>
      db.trail.record(em, officer(), { action: 'client.update', subjectType: 'Client', subjectId, before: { ...before }, after: { ...after } }),
    );
    return (await stored(subjectId)).at(-1) as { before: Record<string, string>; after: Record<string, string> } & Stored;
  };

  test('are never in the log in clear, at any depth and in any spelling', async () => {
    const secret = 'canary-4711';
    await write(
      newId(),
      { dateOfBirth: secret, date_of_birth: secret, taxNumber: secret, TAX_NUMBER: secret },
      { login: { password: secret, keys: [{ key: secret }] }, totpSecret: secret, 'refresh-token': secret },
    );
    expect(await db.sql(`select id from audit_entry e where e::text like '%canary%'`)).toEqual([]);
  });

  test('show that they changed: other values have other fingerprints, equal ones the same, an empty one none', async () => {
    const { before, after } = await write(
      newId(),
      { dateOfBirth: '1980-01-01', taxNumber: 'X1', password: null },
      { dateOfBirth: '1980-01-01', taxNumber: 'X2', password: 'new' },
    );
    expect(before.dateOfBirth).toBe(after.dateOfBirth);
    expect(before.taxNumber).toMatch(/^redacted:[0-9a-f]{16}$/);
    expect(after.taxNumber).not.toBe(before.taxNumber);
    expect(before.password).toBeNull();
  });

  test('do not tell that two clients share a value', async () => {
    const one = await write(newId(), {}, { dateOfBirth: '1980-01-01' });
    const other = await write(newId(), {}, { dateOfBirth: '1980-01-01' });
    expect(one.after.dateOfBirth).not.toBe(other.after.dateOfBirth);
  });
});

test('changes keep what differs, with null for what one side lacks', () => {
  expect(changes({ name: 'A', tags: ['x'], phone: '1', gone: 2 }, { name: 'A', tags: ['x', 'y'], phone: '1', come: 3 })).toEqual({
    before: { tags: ['x'], gone: 2, come: null },
    after: { tags: ['x', 'y'], gone: null, come: 3 },
  });
});

describe('the entries of a read', () => {
  test('of a page of 50 clients are one statement, and each client has its own', async () => {
    const query = vi.spyOn(db.database.pool, 'query');
    const ids = Array.from({ length: 50 }, newId);
    await db.trail.recordReads(
      db.database.pool,
      officer(),
      ids.map((id) => ({ action: 'client.read', subjectType: 'Client', subjectId: id, after: { fields: ['taxNumber', 'dateOfBirth'] } })),
    );
    expect(query).toHaveBeenCalledTimes(1);
    query.mockRestore();
    const trails = await db.sql(
      `select client_id, count(*)::int as n, bool_and(after = '{"fields": ["taxNumber", "dateOfBirth"]}') as tells from audit_entry where client_id = any($1) group by 1`,
      [ids],
    );
    expect(trails).toHaveLength(50);
    expect(trails.every((trail) => trail['n'] === 1 && trail['tells'] === true)).toBe(true);
  });

  test('of nothing are no statement', async () => {
    const query = vi.spyOn(db.database.pool, 'query');
    await db.trail.recordReads(db.database.pool, officer(), []);
    expect(query).not.toHaveBeenCalled();
    query.mockRestore();
  });
});

describe('the database itself', () => {
  const asApplication = (statement: string) => db.database.pool.query(statement);

  test.each([
    [`update audit_entry set reason = 'other'`],
    ['delete from audit_entry'],
    ['truncate audit_entry cascade'],
    [`update audit_seal set hash = 'other'`],
    ['delete from audit_seal'],
    ['truncate audit_seal'],
    ['delete from audit_head'],
    ['truncate audit_head'],
    ['alter table audit_entry disable trigger all'],
    ['set session_replication_role = replica'],
    ['drop table audit_seal'],
  ])('lets the application add and never: %s', async (statement) => {
    await expect(asApplication(statement)).rejects.toThrow(/permission denied|must be owner/);
  });

  test.each([[`update audit_entry set reason = 'other'`], ['delete from audit_entry'], ['truncate audit_entry cascade'], ['truncate audit_seal']])(
    'refuses even its owner, as long as the triggers stand: %s',
    async (statement) => {
      await expect(db.sql(statement)).rejects.toThrow('rows of this table are never changed');
    },
  );
});
