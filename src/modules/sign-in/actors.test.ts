import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../tests/support/database.js';
import { addClient, addPartner, addStaff, PASSWORD, type Person } from '../../../tests/support/people.js';
import type { Actor } from '../../access/actor.js';
import { newId } from '../../database/ids.js';
import { Unauthenticated } from '../../runtime/denial.js';
import { createLog } from '../../runtime/log.js';
import { AuditTrail } from '../audit/index.js';
import { seedPermissions } from '../permissions/index.js';
import { createSignIn, Credential, hashOpaqueToken, newOpaqueToken, type SignIn } from './index.js';

const secrets = { tokenKey: Buffer.alloc(32, 1), previousTokenKey: null, auditKey: Buffer.alloc(32, 2), totpKey: Buffer.alloc(32, 3) };

let db: TestDatabase;
let here: SignIn;
let there: SignIn;

const instance = (): SignIn =>
  createSignIn({ database: db.database, audit: new AuditTrail(secrets.auditKey), secrets, log: createLog({ level: 'silent', format: 'json' }) });
const signIn = async (person: Person): Promise<string> =>
  (await here.signIn.signIn({ requestId: 'r', address: '198.51.100.7' }, { email: person.email, password: PASSWORD })).accessToken;
const ask = (token: string, through = here): Promise<Actor | null> => through.actors.fromAuthorization(`Bearer ${token}`);
const holds = async (token: string, through = here): Promise<boolean> =>
  ask(token, through).then(
    () => true,
    (error) => (error instanceof Unauthenticated ? false : Promise.reject(error)),
  );

async function addKey(key: { permissions?: string[]; clientId?: string; partnerId?: string; expiresAt?: string } = {}): Promise<{ id: string; token: string }> {
  const [id, token] = [newId(), newOpaqueToken('chk_')];
  await db.sql('insert into api_key (id, name, prefix, hash, permissions, client_id, partner_id, expires_at) values ($1, $2, $3, $4, $5, $6, $7, $8)', [
    ...[
      id,
      'reporting',
      token.slice(0, 12),
      hashOpaqueToken(token),
      key.permissions ?? ['clients:read'],
      key.clientId ?? null,
      key.partnerId ?? null,
      key.expiresAt ?? null,
    ],
  ]);
  return { id, token };
}

/** How long until it is so; fails after a second. */
async function within1s(condition: () => Promise<boolean>): Promise<number> {
  const start = performance.now();
  await vi.waitFor(async () => expect(await condition()).toBe(true), { timeout: 1_000, interval: 5 });
  return performance.now() - start;
}

beforeAll(async () => {
  db = await testDatabase([Credential]);
  await seedPermissions(db.database.pool);
});
afterAll(() => db.drop());
beforeEach(async () => {
  [here, there] = [instance(), instance()];
  await Promise.all([here.actors.start(), there.actors.start()]);
});
afterEach(async () => {
  vi.restoreAllMocks();
  await Promise.all([here.actors.stop(), there.actors.stop()]);
});

describe('a request', () => {
  test('without a header is nobody', async () => expect(await here.actors.fromAuthorization(undefined)).toBeNull());

  test.each(['', 'Bearer', 'Bearer ', 'Basic dXNlcjpwYXNz', 'Bearer a b', 'Bearer x.y.z', 'Bearer chk_', 'Bearer chk_made-up', 'bearer\tx'])(
    'with %j is refused, not anonymous',
    async (header) => {
      await expect(here.actors.fromAuthorization(header)).rejects.toThrow(Unauthenticated);
    },
  );

  test('costs no statement while nothing changes, and one by one once something has', async () => {
    const token = await signIn(await addStaff(db.sql, ['SUPPORT']));
    await ask(token);
    const statements = vi.spyOn(db.database.pool, 'query');
    const [one, two] = [await ask(token), await ask(token)];
    expect(one).toBe(two);
    expect(statements).not.toHaveBeenCalled();
    here.actors.forget();
    await ask(token);
    await ask(token);
    expect(statements).toHaveBeenCalledTimes(1);
  });
});

describe('a change is effective at once on every instance:', () => {
  const cases: Record<string, (staff: Person) => Promise<unknown>> = {
    'a deactivated staff member': ({ id }) => db.sql('update staff_member set is_active = false where id = $1', [id]),
    'a revoked session': ({ credentialId }) => db.sql('update session set revoked_at = now() where credential_id = $1', [credentialId]),
  };
  test.each(Object.entries(cases))('%s is out', async (_, change) => {
    const staff = await addStaff(db.sql, ['SUPPORT']);
    const token = await signIn(staff);
    expect([await holds(token, here), await holds(token, there)]).toEqual([true, true]);
    await change(staff);
    await within1s(async () => !(await holds(token, here)) && !(await holds(token, there)));
  });

  test('departments, their permissions and their policies', async () => {
    const staff = await addStaff(db.sql, ['SUPPORT']);
    const token = await signIn(staff);
    const both = async (check: (actor: Actor) => boolean) => within1s(async () => check((await ask(token, here))!) && check((await ask(token, there))!));
    await both(({ permissions }) => permissions.has('documents:read') && !permissions.has('audit:read'));
    await db.sql(`insert into department_permission values ('SUPPORT', 'audit:read')`);
    await both(({ permissions }) => permissions.has('audit:read'));
    await db.sql(`delete from department_permission where (department, permission) = ('SUPPORT', 'audit:read')`);
    await both(({ permissions }) => !permissions.has('audit:read'));
    await db.sql(`update staff_member set departments = '{RISK,SALES}' where id = $1`, [staff.id]);
    await both(
      ({ departments, permissions }) => departments.join() === 'RISK,SALES' && permissions.has('restrictions:write') && permissions.has('wallets:read'),
    );
    await db.sql(`update department_policy set totp_required = true where department = 'SALES'`);
    await both(({ permissions, totpSetupRequired }) => totpSetupRequired === true && permissions.size === 0);
    await db.sql(`update department_policy set totp_required = false where department = 'SALES'`);
    await both(({ permissions }) => permissions.size > 0);
  });

  test('a client under a restriction, or closed, and a suspended partner', async () => {
    const [barred, closed, partner] = [await addClient(db.sql), await addClient(db.sql), await addPartner(db.sql)];
    const tokens = [await signIn(barred), await signIn(closed), await signIn(partner)];
    for (const token of tokens) expect([await holds(token, here), await holds(token, there)]).toEqual([true, true]);
    await db.sql(`insert into restriction (id, client_id, kind, reason, created_by) values ($1, $2, 'NO_LOGIN', 'Under inquiry', 'compliance')`, [
      newId(),
      barred.id,
    ]);
    await db.sql(`update client set onboarding_status = 'CLOSED' where id = $1`, [closed.id]);
    await db.sql(`update partner set status = 'SUSPENDED' where id = $1`, [partner.id]);
    for (const token of tokens) await within1s(async () => !(await holds(token, here)) && !(await holds(token, there)));
    await db.sql('update restriction set lifted_at = now() where client_id = $1', [barred.id]);
    await within1s(async () => (await holds(tokens[0]!, here)) && (await holds(tokens[0]!, there)));
  });

  test('a revoked API key', async () => {
    const { id, token } = await addKey();
    expect([await holds(token, here), await holds(token, there)]).toEqual([true, true]);
    await db.sql('update api_key set revoked_at = now() where id = $1', [id]);
    const ms = await within1s(async () => !(await holds(token, here)) && !(await holds(token, there)));
    expect(ms).toBeLessThan(1_000);
  });

  test('but not the day-to-day of clients, which nobody has to be read anew for', async () => {
    const client = await addClient(db.sql);
    const token = await signIn(client);
    const before = await ask(token);
    await db.sql(`update client set phone = '+357 22 000000', onboarding_status = 'SUSPENDED' where id = $1`, [client.id]);
    await db.sql(`insert into restriction (id, client_id, kind, reason, created_by) values ($1, $2, 'NO_TRADE', 'Margin', 'risk')`, [newId(), client.id]);
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(await ask(token)).toBe(before);
  });
});

describe('while an instance cannot listen', () => {
  const cutOff = () =>
    db.sql(`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'countinghouse-listen' and datname = current_database()`);

  test('it remembers nothing, and takes up listening by itself', async () => {
    const staff = await addStaff(db.sql, ['SUPPORT']);
    const token = await signIn(staff);
    await ask(token);
    await cutOff();
    await within1s(async () => !here.actors.remembers);
    await db.sql('update staff_member set is_active = false where id = $1', [staff.id]);
    expect(await holds(token)).toBe(false);
    await within1s(async () => here.actors.remembers);
    expect(await holds(token)).toBe(false);
    await db.sql('update staff_member set is_active = true where id = $1', [staff.id]);
    await within1s(async () => holds(token));
  });

  test('what is read while a change comes in is not remembered', async () => {
    const staff = await addStaff(db.sql, ['SUPPORT']);
    const token = await signIn(staff);
    const query = db.database.pool.query.bind(db.database.pool) as (statement: unknown) => Promise<unknown>;
    // The row has been read; before it arrives, the news does.
    const slow = vi.spyOn(db.database.pool, 'query').mockImplementationOnce((async (statement: unknown) => {
      const result = await query(statement);
      here.actors.forget();
      return result;
    }) as never);
    await ask(token);
    await ask(token);
    expect(slow).toHaveBeenCalledTimes(2);
    await ask(token);
    expect(slow).toHaveBeenCalledTimes(2);
  });
});

describe('an API key', () => {
  test('has the permissions that it was given, as far as the catalogue knows them', async () => {
    const { id, token } = await addKey({ permissions: ['clients:read', 'audit:read', 'coffee:make'] });
    expect(await ask(token)).toMatchObject({ kind: 'API_KEY', id, name: 'reporting', departments: [], clientId: null, partnerId: null, sessionId: id });
    expect([...(await ask(token))!.permissions]).toEqual(['audit:read', 'clients:read']);
  });

  test('bound to a client or a partner sees their rows, and can do no more than they', async () => {
    const [client, partner] = [await addClient(db.sql), await addPartner(db.sql)];
    const permissions = ['clients:read', 'clients:contact', 'commissions:read', 'staff:read'];
    const [ofClient, ofPartner] = [
      await ask((await addKey({ permissions, clientId: client.id })).token),
      await ask((await addKey({ permissions, partnerId: partner.id })).token),
    ];
    expect([ofClient!.clientId, ofClient!.partnerId, [...ofClient!.permissions]]).toEqual([client.id, null, ['clients:contact', 'clients:read']]);
    expect([ofPartner!.clientId, ofPartner!.partnerId, [...ofPartner!.permissions]]).toEqual([null, partner.id, ['clients:read', 'commissions:read']]);
  });

  test('ends at its expiry, also when it is remembered', async () => {
    expect(await holds((await addKey({ expiresAt: new Date(Date.now() - 1).toISOString() })).token)).toBe(false);
    const { token } = await addKey({ expiresAt: new Date(Date.now() + 1_000).toISOString() });
    expect(await holds(token)).toBe(true);
    await vi.waitFor(async () => expect(await holds(token)).toBe(false), { timeout: 3_000, interval: 50 });
  });

  test('of a client or partner who may not sign in does not hold', async () => {
    const client = await addClient(db.sql);
    const { token } = await addKey({ clientId: client.id });
    await db.sql(`update client set onboarding_status = 'TERMINATED' where id = $1`, [client.id]);
    expect(await holds(token)).toBe(false);
  });

  test('shows when it was used last, noted at most once a minute, and nobody is read anew for it', async () => {
    const { id, token } = await addKey();
    const first = await ask(token);
    const used = async () => (await db.sql<{ at: Date | null }>('select last_used_at as at from api_key where id = $1', [id]))[0]!.at;
    await within1s(async () => (await used()) !== null);
    const at = await used();
    expect(await ask(token)).toBe(first);
    expect(await ask(token, there)).toMatchObject({ id });
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(await used()).toEqual(at);
  });
});
