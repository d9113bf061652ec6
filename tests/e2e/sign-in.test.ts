import { createHmac, createPrivateKey, createPublicKey } from 'node:crypto';
import { SignJWT } from 'jose';
import { Secret, TOTP } from 'otpauth';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Answer, type TestGateway, testGateway } from '../support/gateway.js';
import { PASSWORD, type Person } from '../support/people.js';

interface Session {
  readonly accessToken: string | null;
  readonly expiresAt: string | null;
  readonly refreshToken: string | null;
  readonly viewer: Record<string, unknown> | null;
  readonly userErrors: readonly { readonly code: string; readonly message: string; readonly field: string[] | null }[];
}

const SESSION = '{ accessToken expiresAt refreshToken viewer { id kind name departments permissions totpSetupRequired } userErrors { code message field } }';
const SIGN_IN = `mutation ($input: SignInInput!) { session: signIn(input: $input) ${SESSION} }`;
const REFRESH = `mutation ($input: SignInRefreshInput!) { session: signInRefresh(input: $input) ${SESSION} }`;
const CHANGE = `mutation ($input: PasswordChangeInput!) { session: passwordChange(input: $input) ${SESSION} }`;
const ME = '{ me { id kind name departments permissions totpSetupRequired } }';

let gateway: TestGateway;
let other: TestGateway;
let finance: Person;

type Opened = { readonly session: Session };
const signIn = (input: object) => gateway.graphql<Opened>(SIGN_IN, { input });
const opened = async (person: Person): Promise<{ accessToken: string; refreshToken: string }> =>
  (await gateway.data<{ session: { accessToken: string; refreshToken: string } }>(SIGN_IN, { input: { email: person.email, password: PASSWORD } })).session;
const me = (as?: string, through = gateway) => through.graphql<{ me: Record<string, unknown> }>(ME, {}, { as });
const codeOf = (answer: Answer): string | undefined => answer.errors?.[0]?.extensions.code;

beforeAll(async () => {
  gateway = await testGateway({ listens: true });
  other = await testGateway({ over: gateway, listens: true });
});
afterAll(async () => {
  await other.close();
  await gateway.close();
});
beforeEach(async () => {
  await gateway.sql('delete from attempt_counter');
  finance = await gateway.staff('FINANCE');
});

describe('signing in', () => {
  test('answers with a session and with who it is', async () => {
    const { session } = await gateway.data<Opened>(SIGN_IN, { input: { email: finance.email.toUpperCase(), password: PASSWORD } });
    expect(session.viewer).toMatchObject({ id: finance.id, kind: 'STAFF', name: 'Helena Costa', departments: ['FINANCE'], totpSetupRequired: false });
    expect(session.viewer!.permissions).toContain('transactions:read');
    expect(Date.parse(session.expiresAt!) - Date.now()).toBeGreaterThan(590_000);
    expect((await me(session.accessToken!)).data!.me).toEqual(session.viewer);
  });

  test('shows a client and a partner themselves, in the very answer', async () => {
    const [client, partner] = [await gateway.client(), await gateway.partner()];
    const query = 'mutation ($input: SignInInput!) { signIn(input: $input) { viewer { kind client { id email } partner { id } } } }';
    const ofClient = await gateway.graphql<{ signIn: { viewer: object } }>(query, { input: { email: client.email, password: PASSWORD } });
    expect(ofClient.data!.signIn.viewer).toMatchObject({ kind: 'CLIENT', client: { id: client.id, email: client.email } });
    const ofPartner = await gateway.graphql<{ signIn: { viewer: object } }>(query, { input: { email: partner.email, password: PASSWORD } });
    expect(ofPartner.data!.signIn.viewer).toMatchObject({ kind: 'PARTNER', client: null, partner: { id: partner.id } });
    const asked = await gateway.graphql<{ me: object }>('{ me { client { id } } }', {}, { as: client });
    expect(asked.data!.me).toEqual({ client: { id: client.id } });
  });

  test('with a wrong password, and as nobody, has one answer', async () => {
    const [wrong, unknown] = [
      await signIn({ email: finance.email, password: 'not the password' }),
      await signIn({ email: 'nobody@house.example', password: PASSWORD }),
    ];
    expect(wrong.data!.session).toEqual({
      accessToken: null,
      expiresAt: null,
      refreshToken: null,
      viewer: null,
      userErrors: [{ code: 'INVALID', message: 'The e-mail address or the password is wrong.', field: null }],
    });
    expect(unknown.data).toEqual(wrong.data);
  });

  test('too often is refused at the top level, and says when to come back', async () => {
    for (let n = 0; n < 5; n++) await signIn({ email: finance.email, password: 'not the password' });
    const answer = await signIn({ email: finance.email, password: PASSWORD });
    expect(answer.errors![0]!.extensions).toMatchObject({ code: 'RATE_LIMITED', retryAfterSeconds: expect.any(Number), requestId: expect.any(String) });
    expect(JSON.stringify(answer)).not.toContain('accessToken":"');
  });

  test('a hundred times in one operation is tried not once', async () => {
    const query = `mutation ($input: SignInInput!) { ${Array.from({ length: 100 }, (_, n) => `a${n}: signIn(input: $input) { accessToken }`).join(' ')} }`;
    expect((await gateway.graphql(query, { input: { email: finance.email, password: PASSWORD } })).errors).toBeDefined();
    expect(
      (await gateway.graphql(query.replace(/a[2-9]\d?: signIn\([^)]*\) \{ accessToken \}/g, ''), { input: { email: finance.email, password: PASSWORD } }))
        .errors,
    ).toBeDefined();
    expect(await gateway.sql('select key from attempt_counter')).toEqual([]);
  });

  test('is on record once, and neither e-mail nor password nor token is, nor in the log', async () => {
    const session = await opened(finance);
    await signIn({ email: finance.email, password: 'a guess of somebody' });
    const entries = await gateway.sql<{ action: string; text: string }>(
      `select action, e::text as text from audit_entry e where subject_id = $1 or actor_id = $2 order by at, id`,
      [finance.credentialId, finance.id],
    );
    expect(entries.map(({ action }) => action)).toEqual(['session.open', 'session.refuse']);
    const written = `${entries.map(({ text }) => text).join()}${gateway.logged.join()}`;
    for (const secret of [finance.email, PASSWORD, 'a guess of somebody', session.accessToken, session.refreshToken]) expect(written).not.toContain(secret);
  });
});

describe('an access token', () => {
  const seedKey = (seed: Buffer) =>
    createPrivateKey({ key: Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]), format: 'der', type: 'pkcs8' });
  const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const parts = (token: string) =>
    token
      .split('.')
      .slice(0, 2)
      .map((part) => JSON.parse(Buffer.from(part, 'base64url').toString()) as Record<string, unknown>) as [Record<string, unknown>, Record<string, unknown>];
  const signed = (header: Record<string, unknown>, payload: Record<string, unknown>) =>
    new SignJWT(payload).setProtectedHeader({ ...header, alg: 'EdDSA' }).sign(seedKey(gateway.config.secrets.tokenKey));

  /** Each starts from a token that holds, and changes one thing. */
  const forgeries: Record<string, (token: string) => Promise<string> | string> = {
    'with alg none': (token) => `${encode({ ...parts(token)[0], alg: 'none' })}.${encode(parts(token)[1])}.`,
    'with HS256 keyed by the public key': (token) => {
      const text = `${encode({ ...parts(token)[0], alg: 'HS256' })}.${encode(parts(token)[1])}`;
      return `${text}.${createHmac('sha256', createPublicKey(seedKey(gateway.config.secrets.tokenKey)).export({ format: 'pem', type: 'spki' }))
        .update(text)
        .digest('base64url')}`;
    },
    'with a kid that is a path': (token) => signed({ ...parts(token)[0], kid: '../../dev/null' }, parts(token)[1]),
    'with a kid that is SQL': (token) => signed({ ...parts(token)[0], kid: "' union select '' --" }, parts(token)[1]),
    'that is expired': (token) =>
      signed(parts(token)[0], { ...parts(token)[1], iat: Math.floor(Date.now() / 1000) - 700, exp: Math.floor(Date.now() / 1000) - 100 }),
    'of another issuer': (token) => signed(parts(token)[0], { ...parts(token)[1], iss: 'somebody' }),
    'for another audience': (token) => signed(parts(token)[0], { ...parts(token)[1], aud: 'somebody' }),
    'with a changed payload': (token) =>
      `${token.split('.')[0]}.${encode({ ...parts(token)[1], sid: '0190aaaa-0000-7000-8000-000000000009' })}.${token.split('.')[2]}`,
    'of a session that is not there': (token) => signed(parts(token)[0], { ...parts(token)[1], sid: '0190aaaa-0000-7000-8000-000000000009' }),
  };

  test.each(Object.entries(forgeries))('%s is refused with 401', async (_, forge) => {
    const { accessToken } = await opened(finance);
    const forged = await forge(accessToken);
    const response = await gateway.fastify.inject({
      method: 'POST',
      url: '/graphql',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${forged}` },
      payload: { query: ME },
    });
    expect(response.statusCode).toBe(401);
    expect(response.json()).toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED', requestId: expect.any(String) } }] });
    expect(response.body).not.toContain(finance.id);
    expect((await me(accessToken)).data!.me).toMatchObject({ id: finance.id });
  });

  test('that was signed again with the very key holds: the forgeries above fail by what they change', async () => {
    const { accessToken } = await opened(finance);
    const [header, payload] = parts(accessToken);
    expect((await me(await signed(header, payload))).data!.me).toMatchObject({ id: finance.id });
  });

  test('that is missing is nobody: what takes a person is refused, signing in is not', async () => {
    expect(codeOf(await me())).toBe('UNAUTHENTICATED');
    expect(codeOf(await me('nonsense'))).toBe('UNAUTHENTICATED');
  });
});

describe('a session', () => {
  const refresh = async (refreshToken: string) => (await gateway.data<Opened>(REFRESH, { input: { refreshToken } })).session;

  test('goes on by its refresh token, each of which is good once', async () => {
    const first = await opened(finance);
    const second = await refresh(first.refreshToken);
    expect(second.viewer).toMatchObject({ id: finance.id });
    expect(await refresh(first.refreshToken)).toMatchObject({
      accessToken: null,
      userErrors: [{ code: 'INVALID', message: 'This session has ended. Sign in again.', field: ['refreshToken'] }],
    });
    for (const token of [first.accessToken, second.accessToken!]) expect(codeOf(await me(token))).toBe('UNAUTHENTICATED');
    expect((await refresh(second.refreshToken!)).userErrors).toHaveLength(1);
  });

  test('ends for the next request on signing out, and on the other instance within a second', async () => {
    const { accessToken } = await opened(finance);
    expect((await me(accessToken, other)).data!.me).toMatchObject({ id: finance.id });
    expect(await gateway.data('mutation { signOut { userErrors { message } } }', {}, { as: accessToken })).toEqual({ signOut: { userErrors: [] } });
    expect(codeOf(await me(accessToken))).toBe('UNAUTHENTICATED');
    await vi.waitFor(async () => expect(codeOf(await me(accessToken, other))).toBe('UNAUTHENTICATED'), { timeout: 1_000, interval: 5 });
  });

  test('is one of several, and signing out everywhere ends them all', async () => {
    const [one, two, three] = [await opened(finance), await opened(finance), await opened(finance)];
    await gateway.data('mutation { signOut { userErrors { message } } }', {}, { as: one.accessToken });
    expect((await me(two.accessToken)).data!.me).toMatchObject({ id: finance.id });
    await gateway.data('mutation { signOutEverywhere { userErrors { message } } }', {}, { as: two.accessToken });
    for (const { accessToken } of [two, three]) expect(codeOf(await me(accessToken))).toBe('UNAUTHENTICATED');
  });

  test('ends with a change of password, whose answer opens the next', async () => {
    const before = await opened(finance);
    const change = async (currentPassword: string, newPassword: string) =>
      (await gateway.data<Opened>(CHANGE, { input: { currentPassword, newPassword } }, { as: before.accessToken })).session;
    expect(await change('not the password', 'quite another password')).toMatchObject({
      accessToken: null,
      userErrors: [{ code: 'INVALID', field: ['currentPassword'] }],
    });
    expect(await change(PASSWORD, 'password1234')).toMatchObject({ accessToken: null, userErrors: [{ code: 'INVALID', field: ['newPassword'] }] });
    const after = await change(PASSWORD, 'quite another password');
    expect(codeOf(await me(before.accessToken))).toBe('UNAUTHENTICATED');
    expect((await me(after.accessToken!)).data!.me).toMatchObject({ id: finance.id });
  });

  test('of a client ends for the next request when a restriction forbids signing in, or the client is closed', async () => {
    const officer = await gateway.staff('COMPLIANCE');
    const [barred, closed] = [await gateway.client(), await gateway.client()];
    const [ofBarred, ofClosed] = [(await opened(barred)).accessToken, (await opened(closed)).accessToken];
    for (const token of [ofBarred, ofClosed]) expect((await me(token)).errors).toBeUndefined();
    const restrict = 'mutation ($id: ID!) { restrictionAdd(input: { clientId: $id, kind: NO_LOGIN, reason: "Under inquiry" }) { userErrors { message } } }';
    const close = 'mutation ($id: ID!) { clientTransition(input: { id: $id, version: 1, to: CLOSED, reason: "Asked for it" }) { userErrors { message } } }';
    expect(await gateway.data(restrict, { id: barred.id }, { as: officer })).toEqual({ restrictionAdd: { userErrors: [] } });
    expect(codeOf(await me(ofBarred))).toBe('UNAUTHENTICATED');
    expect(await gateway.data(close, { id: closed.id }, { as: officer })).toEqual({ clientTransition: { userErrors: [] } });
    expect(codeOf(await me(ofClosed))).toBe('UNAUTHENTICATED');
  });

  test('of an instance that starts again goes on', async () => {
    const { accessToken } = await opened(finance);
    const third = await testGateway({ over: gateway });
    expect((await me(accessToken, third)).data!.me).toMatchObject({ id: finance.id });
    await third.close();
  });
});

describe('a second factor', () => {
  // in the middle of a time step, so that none ends between a code and its check
  beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now: Math.floor(Date.now() / 30_000) * 30_000 + 15_000 }));
  afterEach(() => void vi.useRealTimers());

  const SET_UP = 'mutation { staffTotpSetUp { uri secret userErrors { message } } }';
  const CONFIRM = 'mutation ($code: String!) { staffTotpConfirm(input: { code: $code }) { recoveryCodes userErrors { code field } } }';
  const DISABLE = 'mutation ($input: StaffTotpDisableInput!) { staffTotpDisable(input: $input) { userErrors { code field } } }';
  const shown = (secret: string, steps: number) => new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + steps * 30_000 });

  test('is set up, asked for, stood in for by a recovery code, and taken away', async () => {
    const { accessToken: as } = await opened(finance);
    const { staffTotpSetUp: setUp } = await gateway.data<{ staffTotpSetUp: { uri: string; secret: string } }>(SET_UP, {}, { as });
    expect(setUp.uri).toContain(`secret=${setUp.secret}`);
    expect(await gateway.data(CONFIRM, { code: '000000' }, { as })).toEqual({
      staffTotpConfirm: { recoveryCodes: null, userErrors: [{ code: 'INVALID', field: ['code'] }] },
    });
    const { staffTotpConfirm: confirmed } = await gateway.data<{ staffTotpConfirm: { recoveryCodes: string[] } }>(
      CONFIRM,
      { code: shown(setUp.secret, -1) },
      { as },
    );
    expect(confirmed.recoveryCodes).toHaveLength(10);

    const withCode = async (totp?: string) => (await signIn({ email: finance.email, password: PASSWORD, totp })).data!.session;
    expect(await withCode()).toMatchObject({ accessToken: null, userErrors: [{ code: 'INVALID', field: ['totp'] }] });
    expect((await withCode(shown(setUp.secret, 0))).accessToken).not.toBeNull();
    expect(await withCode(shown(setUp.secret, 0))).toMatchObject({ accessToken: null, userErrors: [{ field: ['totp'] }] });
    expect((await withCode(confirmed.recoveryCodes[0])).accessToken).not.toBeNull();
    expect((await withCode(confirmed.recoveryCodes[0])).accessToken).toBeNull();

    const disable = (input: object) => gateway.data(DISABLE, { input }, { as });
    expect(await disable({ password: 'not the password', code: confirmed.recoveryCodes[1] })).toEqual({
      staffTotpDisable: { userErrors: [{ code: 'INVALID', field: ['password'] }] },
    });
    expect(await disable({ password: PASSWORD, code: confirmed.recoveryCodes[1] })).toEqual({ staffTotpDisable: { userErrors: [] } });
    expect((await withCode()).accessToken).not.toBeNull();
  });

  test('that a department asks for leaves nothing else to do until it is there', async () => {
    await gateway.sql(`update department_policy set totp_required = true where department = 'RISK'`);
    const risk = await gateway.staff('RISK');
    const { accessToken: as } = await opened(risk);
    expect((await me(as)).data!.me).toMatchObject({ totpSetupRequired: true, permissions: [] });
    expect(codeOf(await gateway.graphql('{ clients { nodes { id } } }', {}, { as }))).toBe('FORBIDDEN');
    const { staffTotpSetUp: setUp } = await gateway.data<{ staffTotpSetUp: { secret: string } }>(SET_UP, {}, { as });
    await gateway.data(CONFIRM, { code: shown(setUp.secret, 0) }, { as });
    expect((await gateway.graphql('{ clients { nodes { id } } }', {}, { as })).errors).toBeUndefined();
  });
});
