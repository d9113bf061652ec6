import { Secret, TOTP } from 'otpauth';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../tests/support/database.js';
import { addClient, addStaff, PASSWORD, type Person } from '../../../tests/support/people.js';
import type { Actor } from '../../access/actor.js';
import { createLog } from '../../runtime/log.js';
import { Refusal } from '../../runtime/refusal.js';
import { Vault } from '../../runtime/vault.js';
import { AuditTrail } from '../audit/index.js';
import { seedPermissions } from '../permissions/index.js';
import { createSignIn, Credential, type SignIn } from './index.js';
import { hashRecoveryCode, newRecoveryCodes, totpStep } from './totp.js';

const secrets = { tokenKey: Buffer.alloc(32, 1), previousTokenKey: null, auditKey: Buffer.alloc(32, 2), totpKey: Buffer.alloc(32, 3) };
const HOME = '198.51.100.7';

let db: TestDatabase;
let gateway: SignIn;
let staff: Person;

const signIn = (totp?: string, person = staff) => gateway.signIn.signIn({ requestId: 'r', address: HOME }, { email: person.email, password: PASSWORD, totp });
const outcome = async (attempt: Promise<unknown>): Promise<string> =>
  attempt.then(
    () => 'in',
    (error: Error) => (error instanceof Refusal ? `${error.errors[0]!.code} ${error.errors[0]!.field?.join('.')}` : error.constructor.name),
  );
const asked = (actor: Actor) => ({ actor, requestId: 'r' });
/** What the authenticator shows, `steps` half minutes from now. */
const codeOf = (secret: string, steps = 0) => new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + steps * 30_000 });
/** Long after: codes that were used are of a step that is over. */
const later = () => db.sql('update credential set totp_last_step = totp_last_step - 100 where id = $1', [staff.credentialId]);

async function withTotp(): Promise<{ actor: Actor; secret: string; codes: string[] }> {
  const { actor } = await signIn();
  const { secret } = await gateway.totp.setUp(asked(actor));
  const codes = await gateway.totp.confirm(asked(actor), codeOf(secret));
  await later();
  return { actor, secret, codes };
}

beforeAll(async () => {
  db = await testDatabase([Credential]);
  await seedPermissions(db.database.pool);
  gateway = createSignIn({ database: db.database, audit: new AuditTrail(secrets.auditKey), secrets, log: createLog({ level: 'silent', format: 'json' }) });
});
afterAll(() => db.drop());
afterEach(() => void vi.useRealTimers());
beforeEach(async () => {
  // in the middle of a time step, so that none ends between a code and its check
  vi.useFakeTimers({ toFake: ['Date'], now: Math.floor(Date.now() / 30_000) * 30_000 + 15_000 });
  await db.sql('delete from attempt_counter');
  await db.sql('update department_policy set totp_required = false');
  staff = await addStaff(db.sql, ['FINANCE']);
});

describe('a second factor', () => {
  test('counts from when a code of it is confirmed', async () => {
    const { actor } = await signIn();
    const { secret, uri } = await gateway.totp.setUp(asked(actor));
    expect(uri).toMatch(new RegExp(`^otpauth://totp/Countinghouse:${encodeURIComponent(staff.email)}\\?issuer=Countinghouse&secret=${secret}&`));
    expect(await outcome(signIn())).toBe('in');
    expect(await outcome(gateway.totp.confirm(asked(actor), '000000'))).toBe('INVALID code');
    expect(await outcome(signIn())).toBe('in');
    expect(await gateway.totp.confirm(asked(actor), codeOf(secret))).toHaveLength(10);
    expect(await outcome(signIn())).toBe('INVALID totp');
  });

  test('lets in by the code of now and of one step beside, and by no other', async () => {
    const { secret } = await withTotp();
    for (const steps of [-1, 0, 1]) {
      await later();
      expect(await outcome(signIn(codeOf(secret, steps)))).toBe('in');
    }
    await later();
    for (const wrong of [codeOf(secret, -3), codeOf(secret, 3), '12345', 'abcdef', '']) expect(await outcome(signIn(wrong))).toBe('INVALID totp');
  });

  test('takes no code twice, not even by two at once', async () => {
    const { secret } = await withTotp();
    const code = codeOf(secret);
    const outcomes = await Promise.all([outcome(signIn(code)), outcome(signIn(code)), outcome(signIn(code))]);
    expect(outcomes.sort()).toEqual(['INVALID totp', 'INVALID totp', 'in']);
    expect(await outcome(signIn(codeOf(secret, -1)))).toBe('INVALID totp');
  });

  test('is stood in for by each recovery code once, however it is typed', async () => {
    const { codes } = await withTotp();
    expect(new Set(codes).size).toBe(10);
    expect(await outcome(signIn(codes[0]))).toBe('in');
    expect(await outcome(signIn(codes[0]))).toBe('INVALID totp');
    expect(await outcome(signIn(codes[1]!.toLowerCase().replaceAll('-', ' ')))).toBe('in');
  });

  test('is guessed five times in a quarter of an hour, wherever from', async () => {
    const { secret } = await withTotp();
    const guess = (totp: string, n: number) =>
      outcome(gateway.signIn.signIn({ requestId: 'r', address: `192.0.2.${n}` }, { email: staff.email, password: PASSWORD, totp }));
    for (let n = 0; n < 5; n++) expect(await guess('000000', n)).toBe('INVALID totp');
    expect(await guess(codeOf(secret), 9)).toBe('RateLimited');
  });

  test('is not replaced by whoever has a session', async () => {
    const { actor } = await withTotp();
    expect(await outcome(gateway.totp.setUp(asked(actor)))).toMatch(/^ALREADY_EXISTS/);
    expect(await outcome(gateway.totp.confirm(asked(actor), '000000'))).toMatch(/^ALREADY_EXISTS/);
  });

  test('is taken away by the password and a code together', async () => {
    const { actor, secret } = await withTotp();
    const disable = (password: string, code: string) => outcome(gateway.totp.disable(asked(actor), HOME, { password, code }));
    expect(await disable('not the password', codeOf(secret))).toBe('INVALID password');
    expect(await disable(PASSWORD, '000000')).toBe('INVALID code');
    expect(await disable(PASSWORD, codeOf(secret))).toBe('in');
    expect(await outcome(signIn())).toBe('in');
    expect(await db.sql('select totp_secret, recovery_hashes from credential where id = $1', [staff.credentialId])).toEqual([
      { totp_secret: null, recovery_hashes: [] },
    ]);
  });

  test('is for staff', async () => {
    const { actor } = await signIn(undefined, await addClient(db.sql));
    expect(await outcome(gateway.totp.setUp(asked(actor)))).toMatch(/^POLICY_FORBIDS/);
  });
});

describe('a department that asks for a second factor', () => {
  beforeEach(() => db.sql(`update department_policy set totp_required = true where department = 'FINANCE'`));

  test('leaves a member without one nothing but to set it up, also in a session from before', async () => {
    const { actor, accessToken } = await signIn();
    expect([actor.totpSetupRequired, actor.permissions.size]).toEqual([true, 0]);
    const { secret } = await gateway.totp.setUp(asked(actor));
    await gateway.totp.confirm(asked(actor), codeOf(secret));
    const after = await gateway.actors.fromAuthorization(`Bearer ${accessToken}`);
    expect(after!.totpSetupRequired).toBe(false);
    expect(after!.permissions.size).toBeGreaterThan(0);
  });

  test('does not let it be taken away', async () => {
    const { actor, secret } = await withTotp();
    expect(await outcome(gateway.totp.disable(asked(actor), HOME, { password: PASSWORD, code: codeOf(secret) }))).toMatch(/^POLICY_FORBIDS/);
  });

  test('asks nothing of the others', async () => {
    const sales = await addStaff(db.sql, ['SALES']);
    const { actor } = await signIn(undefined, sales);
    expect(actor.totpSetupRequired).toBe(false);
    expect(actor.permissions.size).toBeGreaterThan(0);
  });
});

test('every change of a second factor is one audit entry, without secrets', async () => {
  const { actor, secret, codes } = await withTotp();
  await gateway.totp.disable(asked(actor), HOME, { password: PASSWORD, code: codeOf(secret) });
  const entries = await db.sql<{ action: string; text: string }>('select action, e::text as text from audit_entry e where subject_id = $1 order by at, id', [
    staff.credentialId,
  ]);
  expect(entries.map(({ action }) => action)).toEqual(['credential.totpSetUp', 'credential.totpConfirm', 'credential.totpDisable']);
  for (const { text } of entries) for (const hidden of [secret, codes[0]!, PASSWORD]) expect(text).not.toContain(hidden);
});

describe('a stored secret', () => {
  const vault = new Vault(secrets.totpKey);

  test('is sealed for its own row: a copy in another row, a changed letter and another key open nothing', () => {
    const sealed = vault.seal('one', 'JBSWY3DPEHPK3PXP');
    expect(sealed).not.toContain('JBSWY3DPEHPK3PXP');
    expect(vault.open('one', sealed)).toBe('JBSWY3DPEHPK3PXP');
    expect(() => vault.open('other', sealed)).toThrow();
    expect(() => new Vault(Buffer.alloc(32, 9)).open('one', sealed)).toThrow();
    const parts = sealed.split('.');
    parts[2] = `${parts[2]![0] === 'A' ? 'B' : 'A'}${parts[2]!.slice(1)}`;
    expect(() => vault.open('one', parts.join('.'))).toThrow();
    expect(() => vault.open('one', 'v0.x.y.z')).toThrow(/v1/);
  });

  test('is never sealed the same way twice', () => expect(vault.seal('one', 'JBSWY3DPEHPK3PXP')).not.toBe(vault.seal('one', 'JBSWY3DPEHPK3PXP')));
});

test('codes are those of RFC 6238', () => {
  // its test secret "12345678901234567890", SHA-1, at 59 s and at 1111111109 s; six of its eight digits
  const secret = Secret.fromLatin1('12345678901234567890').base32;
  expect(totpStep(secret, '287082', 59_000)).toBe(1);
  expect(totpStep(secret, '081804', 1_111_111_109_000)).toBe(37_037_036);
  expect(totpStep(secret, '287082', 1_111_111_109_000)).toBeNull();
});

test('a recovery code is bound to its credential', () => {
  const [code] = newRecoveryCodes();
  expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){3}$/);
  expect(hashRecoveryCode('one', code!)).not.toBe(hashRecoveryCode('other', code!));
});
