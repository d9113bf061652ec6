import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { addClient, addPartner, addStaff, PASSWORD, type Person } from '../../../tests/support/people.js';
import { type TestDatabase, testDatabase } from '../../../tests/support/database.js';
import type { RateLimited } from '../../runtime/denial.js';
import { createLog } from '../../runtime/log.js';
import { Refusal } from '../../runtime/refusal.js';
import { AuditTrail } from '../audit/index.js';
import { seedPermissions } from '../permissions/index.js';
import { createSignIn, Credential, hashPassword, type SignIn, type Visitor } from './index.js';

const secrets = { tokenKey: Buffer.alloc(32, 1), previousTokenKey: null, auditKey: Buffer.alloc(32, 2), totpKey: Buffer.alloc(32, 3) };
const log = createLog({ level: 'silent', format: 'json' });

let db: TestDatabase;
let gateway: SignIn;
let finance: Person;
let requests = 0;

const from = (address: string): Visitor => ({ requestId: `request-${++requests}`, address });
const HOME = '198.51.100.7';
const elsewhere = () => `203.0.113.${++requests % 250}`;

/** The same gateway process once more. */
const anotherInstance = (): SignIn => createSignIn({ database: db.database, audit: new AuditTrail(secrets.auditKey), secrets, log });
const signIn = (person: { email: string }, password = PASSWORD, address = HOME, through = gateway) =>
  through.signIn.signIn(from(address), { email: person.email, password });
const bearer = (token: string) => gateway.actors.fromAuthorization(`Bearer ${token}`);
const outcome = async (attempt: Promise<unknown>): Promise<string> =>
  attempt.then(
    () => 'in',
    (error: Error) => (error instanceof Refusal ? `${error.errors[0]!.code}: ${error.errors[0]!.message}` : error.constructor.name),
  );

beforeAll(async () => {
  db = await testDatabase([Credential]);
  await seedPermissions(db.database.pool);
  gateway = anotherInstance();
  await gateway.actors.start();
});
afterAll(async () => {
  await gateway.actors.stop();
  await db.drop();
});
beforeEach(async () => {
  await db.sql('delete from attempt_counter');
  finance = await addStaff(db.sql, ['FINANCE'], { name: 'Priya Shah' });
});

describe('signing in', () => {
  test('gives a staff member the permissions of their departments by the live matrix', async () => {
    const { accessToken, expiresAt } = await signIn(finance);
    const actor = await bearer(accessToken);
    expect(actor).toMatchObject({
      kind: 'STAFF',
      id: finance.id,
      name: 'Priya Shah',
      departments: ['FINANCE'],
      clientId: null,
      partnerId: null,
      totpSetupRequired: false,
    });
    expect([...actor!.permissions]).toContain('transactions:read');
    expect([...actor!.permissions]).not.toContain('documents:read');
    expect([...actor!.permissions]).toEqual([...actor!.permissions].sort());
    expect(expiresAt.getTime()).toBeGreaterThan(Date.now() + 590_000);
  });

  test('binds a client to their own rows and a partner to their subtree', async () => {
    const [client, partner] = [await addClient(db.sql), await addPartner(db.sql)];
    expect(await bearer((await signIn(client)).accessToken)).toMatchObject({
      kind: 'CLIENT',
      id: client.id,
      clientId: client.id,
      partnerId: null,
      name: 'Maria Ioannou',
    });
    expect(await bearer((await signIn(partner)).accessToken)).toMatchObject({ kind: 'PARTNER', id: partner.id, clientId: null, partnerId: partner.id });
  });

  test('finds the account however the e-mail is typed', async () => {
    expect(await outcome(signIn({ email: `  ${finance.email.toUpperCase()} ` }))).toBe('in');
  });

  test('answers a wrong password and an unknown e-mail alike', async () => {
    const wrong = await outcome(signIn(finance, 'not the password'));
    expect(wrong).toBe('INVALID: The e-mail address or the password is wrong.');
    for (const email of ['nobody@house.example', '', 'x\0y@house.example', "' or 1=1--"])
      expect(await outcome(signIn({ email }, PASSWORD, elsewhere()))).toBe(wrong);
  });

  test('takes as long for an unknown e-mail as for a known one', async () => {
    const timed = async (email: string): Promise<number> => {
      const start = performance.now();
      await outcome(signIn({ email }, 'not the password', elsewhere()));
      return performance.now() - start;
    };
    const times: Record<'known' | 'unknown', number[]> = { known: [], unknown: [] };
    const hash = await hashPassword(PASSWORD);
    for (let round = 0; round < 15; round++) {
      const known = await addStaff(db.sql, ['FINANCE']);
      await db.sql('update credential set password_hash = $1 where id = $2', [hash, known.credentialId]);
      times.known.push(await timed(known.email));
      times.unknown.push(await timed(`nobody-${round}@house.example`));
    }
    const median = (values: number[]): number => values.sort((one, other) => one - other)[values.length >> 1]!;
    const ratio = median(times.unknown) / median(times.known);
    // wide, for a busy machine: without its share of work an unknown e-mail would take a tenth
    expect(ratio).toBeGreaterThan(0.6);
    expect(ratio).toBeLessThan(1.6);
  }, 60_000);

  test('is refused to whoever may not, and told only to those with the password', async () => {
    const [left, closed, barred, accountOnly, partner] = [
      await addStaff(db.sql, ['SALES']),
      await addClient(db.sql),
      await addClient(db.sql),
      await addClient(db.sql),
      await addPartner(db.sql),
    ];
    const restrict = (id: string) =>
      db.sql(
        `insert into restriction (id, client_id, kind, reason, created_by) values (gen_random_uuid(), $1, 'NO_LOGIN', 'Asked for by the police', 'compliance')`,
        [id],
      );
    await db.sql('update staff_member set is_active = false where id = $1', [left.id]);
    await db.sql(`update client set onboarding_status = 'TERMINATED' where id = $1`, [closed.id]);
    await restrict(barred.id);
    await restrict(accountOnly.id);
    await db.sql(`update restriction set lifted_at = now() where client_id = $1`, [accountOnly.id]);
    await db.sql(`update partner set status = 'SUSPENDED' where id = $1`, [partner.id]);
    for (const person of [left, closed, barred, partner]) {
      expect(await outcome(signIn(person))).toBe('RESTRICTED: This account may not sign in. Ask the support team.');
      expect(await outcome(signIn(person, 'not the password'))).toBe('INVALID: The e-mail address or the password is wrong.');
    }
    expect(await outcome(signIn(accountOnly))).toBe('in');
  });
});

describe('an attempt', () => {
  const guess = (person: { email: string }, address = HOME, through = gateway) => outcome(signIn(person, 'not the password', address, through));

  test('is the last after five failures from one address, right password or not, also by another instance', async () => {
    for (let n = 0; n < 5; n++) expect(await guess(finance)).toMatch(/^INVALID/);
    expect(await guess(finance)).toBe('RateLimited');
    expect(await outcome(signIn(finance, PASSWORD, HOME, anotherInstance()))).toBe('RateLimited');
    await expect(signIn(finance)).rejects.toSatisfy((error: RateLimited) => error.retryAfterSeconds > 800 && error.retryAfterSeconds <= 900);
  });

  test('is counted for an unknown e-mail as for a known one', async () => {
    for (let n = 0; n < 5; n++) await guess({ email: 'nobody@house.example' });
    expect(await guess({ email: 'nobody@house.example' })).toBe('RateLimited');
  });

  test('is one of ten for an account, from however many addresses', async () => {
    const outcomes: string[] = [];
    for (let n = 0; n < 14; n++) outcomes.push(await guess(finance, `192.0.2.${n}`));
    expect(outcomes.filter((one) => one !== 'RateLimited')).toHaveLength(10);
  });

  test('of a guesser elsewhere does not lock the owner out where they usually sign in', async () => {
    await signIn(finance);
    for (let n = 0; n < 14; n++) await guess(finance, `192.0.2.${n}`);
    expect(await outcome(signIn(finance, PASSWORD, '192.0.2.200'))).toBe('RateLimited');
    expect(await outcome(signIn(finance))).toBe('in');
  });

  test('counts before it is made: of forty at once five are tried', async () => {
    const outcomes = await Promise.all(Array.from({ length: 40 }, () => guess(finance)));
    expect(outcomes.filter((one) => one.startsWith('INVALID'))).toHaveLength(5);
  });

  test('that succeeds starts anew, and one that is refused is not counted', async () => {
    for (let n = 0; n < 4; n++) await guess(finance);
    expect(await outcome(signIn(finance))).toBe('in');
    for (let n = 0; n < 4; n++) await guess(finance);
    for (let n = 0; n < 4; n++) expect(await outcome(signIn(finance))).toBe('in');
  });

  test('is possible again when its window has ended, and ended windows are cleared away', async () => {
    for (let n = 0; n < 6; n++) await guess(finance);
    await db.sql(`update attempt_counter set window_ends_at = now() - interval '1 second'`);
    expect(await outcome(signIn(finance))).toBe('in');
    await guess({ email: 'somebody-else@house.example' }, elsewhere());
    expect(await db.sql('select key from attempt_counter where window_ends_at <= now()')).toEqual([]);
  });

  test('counts the addresses of one IPv6 network as one', async () => {
    for (let n = 0; n < 5; n++) await guess(finance, `2001:db8:1:2::${n}`);
    expect(await guess(finance, '2001:db8:1:2:ffff::9')).toBe('RateLimited');
    expect(await guess(finance, '2001:db8:1:3::1')).toMatch(/^INVALID/);
  });
});

describe('a refresh token', () => {
  const refresh = (token: string, through = gateway) => through.sessions.refresh(from(HOME), token);

  test('is good for one new pair, under which the session goes on', async () => {
    const first = await signIn(finance);
    const second = await refresh(first.refreshToken);
    expect(second.refreshToken).not.toBe(first.refreshToken);
    expect(second.actor.sessionId).toBe(first.actor.sessionId);
    expect(await bearer(second.accessToken)).toMatchObject({ id: finance.id });
    expect(await outcome(refresh(second.refreshToken))).toBe('in');
  });

  test('that comes a second time ends the session, with every token of it', async () => {
    const first = await signIn(finance);
    const second = await refresh(first.refreshToken);
    expect(await outcome(refresh(first.refreshToken))).toBe('INVALID: This session has ended. Sign in again.');
    expect(await outcome(refresh(second.refreshToken))).toMatch(/^INVALID/);
    for (const { accessToken } of [first, second]) await expect(bearer(accessToken)).rejects.toThrow('does not hold');
    expect(await db.sql(`select revoked_why from session where id = $1`, [first.actor.sessionId])).toEqual([
      { revoked_why: 'A refresh token came a second time' },
    ]);
  });

  test('that two requests bring at once ends the session', async () => {
    const { refreshToken } = await signIn(finance);
    const outcomes = await Promise.all([outcome(refresh(refreshToken)), outcome(refresh(refreshToken))]);
    expect(outcomes.filter((one) => one === 'in')).toHaveLength(1);
    expect(
      await db.sql('select id from session s join refresh_token t on t.session_id = s.id where s.revoked_at is null and s.credential_id = $1', [
        finance.credentialId,
      ]),
    ).toEqual([]);
  });

  test('ends after twelve idle hours, and with its session after seven days', async () => {
    const idle = await signIn(finance);
    const [row] = await db.sql<{ idle: string; absolute: string }>(
      `select extract(epoch from t.expires_at - t.created_at) as idle, extract(epoch from s.expires_at - s.created_at) as absolute from refresh_token t join session s on s.id = t.session_id where s.id = $1`,
      [idle.actor.sessionId],
    );
    expect([Number(row!.idle), Number(row!.absolute)]).toEqual([12 * 3600, 7 * 24 * 3600]);
    await db.sql(`update refresh_token set expires_at = now() where session_id = $1`, [idle.actor.sessionId]);
    expect(await outcome(refresh(idle.refreshToken))).toMatch(/^INVALID/);
    const old = await signIn(finance);
    await db.sql(`update session set expires_at = now() + interval '1 hour' where id = $1`, [old.actor.sessionId]);
    await refresh(old.refreshToken);
    expect(
      await db.sql(
        `select 1 from refresh_token t join session s on s.id = t.session_id where s.id = $1 and t.used_at is null and t.expires_at > s.expires_at`,
        [old.actor.sessionId],
      ),
    ).toEqual([]);
  });

  test('is nothing to the database but a hash, and one that nobody gave out is refused', async () => {
    const { refreshToken } = await signIn(finance);
    expect(await db.sql('select 1 from refresh_token where hash = $1', [refreshToken])).toEqual([]);
    expect(await outcome(refresh('made up'))).toMatch(/^INVALID/);
    expect(await outcome(refresh(''))).toMatch(/^INVALID/);
  });

  test('of somebody who may not sign in any more is refused, and holds again when they may', async () => {
    const client = await addClient(db.sql);
    const { refreshToken } = await signIn(client);
    await db.sql(
      `insert into restriction (id, client_id, kind, reason, created_by) values (gen_random_uuid(), $1, 'NO_LOGIN', 'Under inquiry', 'compliance')`,
      [client.id],
    );
    gateway.actors.forget();
    expect(await outcome(refresh(refreshToken))).toMatch(/^INVALID/);
    await db.sql('update restriction set lifted_at = now() where client_id = $1', [client.id]);
    expect(await outcome(refresh(refreshToken))).toBe('in');
  });
});

describe('signing out', () => {
  test('ends this session for the very next request, and no other', async () => {
    const [one, other] = [await signIn(finance), await signIn(finance)];
    await bearer(one.accessToken);
    await gateway.sessions.signOut({ actor: one.actor, requestId: 'r' }, false);
    await expect(bearer(one.accessToken)).rejects.toThrow('does not hold');
    await expect(gateway.sessions.refresh(from(HOME), one.refreshToken)).rejects.toThrow(Refusal);
    expect(await bearer(other.accessToken)).toMatchObject({ id: finance.id });
  });

  test('everywhere ends them all', async () => {
    const [one, other] = [await signIn(finance), await signIn(finance)];
    await gateway.sessions.signOut({ actor: one.actor, requestId: 'r' }, true);
    for (const { accessToken } of [one, other]) await expect(bearer(accessToken)).rejects.toThrow('does not hold');
  });
});

describe('a password change', () => {
  const change = async (person: Person, currentPassword: string, newPassword: string) => {
    const session = await signIn(person);
    return gateway.passwords.change({ actor: session.actor, requestId: 'r' }, HOME, { currentPassword, newPassword });
  };

  test('ends every session and opens a new one, and only the new password opens another', async () => {
    const before = await signIn(finance);
    const after = await change(finance, PASSWORD, 'quite another password');
    await expect(bearer(before.accessToken)).rejects.toThrow('does not hold');
    expect(await bearer(after.accessToken)).toMatchObject({ id: finance.id });
    expect(await outcome(signIn(finance))).toMatch(/^INVALID/);
    expect(await outcome(signIn(finance, 'quite another password'))).toBe('in');
  });

  test('takes the old password, as few times as at the door', async () => {
    const { actor } = await signIn(finance);
    const guess = () =>
      outcome(gateway.passwords.change({ actor, requestId: 'r' }, HOME, { currentPassword: 'not the password', newPassword: 'quite another password' }));
    for (let n = 0; n < 5; n++) expect(await guess()).toBe('INVALID: This is not your password.');
    expect(await guess()).toBe('RateLimited');
  });

  test('takes a new password that keeps the policy and is new', async () => {
    expect(await outcome(change(finance, PASSWORD, 'short'))).toMatch(/^INVALID: A password has at least 12/);
    expect(await outcome(change(finance, PASSWORD, finance.email))).toMatch(/^INVALID: A password is not/);
    expect(await outcome(change(finance, PASSWORD, PASSWORD))).toMatch(/^INVALID: The new password is the old one/);
  });
});

describe('the audit log', () => {
  const entries = (text: string, values: unknown[]) =>
    db.sql<{ action: string; actor_name: string; text: string }>(
      `select action, actor_name, e::text as text from audit_entry e where ${text} order by at, id`,
      values,
    );

  test('has one entry for each sign-in, refusal, refresh, reuse and sign-out, with who it was', async () => {
    const first = await signIn(finance);
    await outcome(signIn(finance, 'not the password'));
    const second = await gateway.sessions.refresh(from(HOME), first.refreshToken);
    await gateway.sessions.signOut({ actor: second.actor, requestId: 'r' }, false);
    const again = await signIn(finance);
    await gateway.sessions.refresh(from(HOME), again.refreshToken);
    await outcome(gateway.sessions.refresh(from(HOME), again.refreshToken));
    const sessions = [first.actor.sessionId, again.actor.sessionId, finance.credentialId];
    expect((await entries('subject_id = any($1)', [sessions])).map(({ action, actor_name: name }) => `${action} ${name}`)).toEqual([
      'session.open Priya Shah',
      'session.refuse anonymous',
      'session.refresh Priya Shah',
      'session.close Priya Shah',
      'session.open Priya Shah',
      'session.refresh Priya Shah',
      'session.revoke anonymous',
    ]);
  });

  test('holds neither e-mail nor password nor token nor address', async () => {
    const [start] = await db.sql<{ n: string }>('select count(*) as n from audit_entry');
    const session = await signIn(finance);
    await outcome(signIn(finance, 'not the password'));
    await outcome(signIn({ email: 'nobody@house.example' }, 'some secret guess'));
    const { refreshToken } = await gateway.sessions.refresh(from(HOME), session.refreshToken);
    const all = await entries('true', []);
    expect(all.length - Number(start!.n)).toBe(4);
    const text = all.map((entry) => entry.text).join('\n');
    for (const secret of [
      finance.email,
      'nobody@house.example',
      PASSWORD,
      'not the password',
      'some secret guess',
      session.accessToken,
      session.refreshToken,
      refreshToken,
      HOME,
    ])
      expect(text).not.toContain(secret);
  });

  test('shows a failed sign-in in the history of its client', async () => {
    const client = await addClient(db.sql);
    await outcome(signIn(client, 'not the password'));
    expect((await entries('client_id = $1', [client.id])).map(({ action }) => action)).toEqual(['session.refuse']);
  });
});

test('sessions that ended a month ago are cleared away by later ones', async () => {
  const { actor } = await signIn(finance);
  await db.sql(`update session set expires_at = now() - interval '31 days' where id = $1`, [actor.sessionId]);
  await signIn(finance);
  expect(await db.sql('select 1 from session s left join refresh_token t on t.session_id = s.id where s.id = $1', [actor.sessionId])).toEqual([]);
});

test('so many at once that the last would wait for a second are turned away, and not counted', async () => {
  const emails = Array.from({ length: 60 }, (_, n) => `nobody-${n}@house.example`);
  const outcomes = await Promise.all(emails.map((email, n) => outcome(signIn({ email }, PASSWORD, `198.51.100.${n}`))));
  const checked = outcomes.filter((one) => one.startsWith('INVALID'));
  const turnedAway = outcomes.filter((one) => one === 'RateLimited');
  // 24 may wait; a slow machine checks the first before the last have come
  expect(checked.length).toBeGreaterThanOrEqual(24);
  expect(turnedAway.length).toBeGreaterThan(0);
  expect(checked.length + turnedAway.length).toBe(60);
  expect(await db.sql(`select key from attempt_counter where key like 'pair:%' and failures = 1`)).toHaveLength(checked.length);
});
