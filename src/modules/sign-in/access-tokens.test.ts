import { createHmac, createPrivateKey, createPublicKey, randomBytes } from 'node:crypto';
import { type JWTHeaderParameters, SignJWT } from 'jose';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { AccessTokens, TOKEN_AUDIENCE, TOKEN_ISSUER } from './access-tokens.js';

const tokenKey = Buffer.alloc(32, 1);
const previousTokenKey = Buffer.alloc(32, 2);
const claims = { sessionId: '0190aaaa-0000-7000-8000-000000000001', credentialId: '0190aaaa-0000-7000-8000-000000000002' };
const tokens = new AccessTokens({ tokenKey, previousTokenKey });

const seedKey = (seed: Buffer) =>
  createPrivateKey({ key: Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]), format: 'der', type: 'pkcs8' });
const publicKey = createPublicKey(seedKey(tokenKey));
const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const headerOf = (token: string) => JSON.parse(Buffer.from(token.split('.')[0]!, 'base64url').toString()) as JWTHeaderParameters;
const payload = () => ({
  sid: claims.sessionId,
  sub: claims.credentialId,
  iss: TOKEN_ISSUER,
  aud: TOKEN_AUDIENCE,
  iat: Math.floor(Date.now() / 1000),
  exp: Math.floor(Date.now() / 1000) + 600,
});

/** Signed with the true key, and wrong in what is given. */
const forged = async (change: Record<string, unknown>, header: Record<string, unknown> = {}) => {
  const genuine = headerOf((await tokens.issue(claims)).token);
  return new SignJWT({ ...payload(), ...change }).setProtectedHeader({ ...genuine, ...header }).sign(seedKey(tokenKey));
};

/** Signed by HMAC with whatever the attacker has. */
const hmacSigned = async (secret: string | Buffer) => {
  const signed = `${encode({ ...headerOf((await tokens.issue(claims)).token), alg: 'HS256' })}.${encode(payload())}`;
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
};

afterEach(() => void vi.useRealTimers());

describe('an access token', () => {
  test('that was issued here gives back its ids, the second time as the first', async () => {
    const { token, expiresAt } = await tokens.issue(claims);
    expect(await tokens.verify(token)).toMatchObject(claims);
    expect(await tokens.verify(token)).toMatchObject(claims);
    expect(expiresAt.getTime() - Date.now()).toBeLessThanOrEqual(600_000);
    expect(expiresAt.getTime() - Date.now()).toBeGreaterThan(590_000);
  });

  test('says nothing personal', async () => {
    const { token } = await tokens.issue(claims);
    const content = JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString()) as object;
    expect(Object.keys(content).sort()).toEqual(['aud', 'exp', 'iat', 'iss', 'sid', 'sub']);
  });

  test('of the key before the last rotation holds, one of another house does not', async () => {
    const before = new AccessTokens({ tokenKey: previousTokenKey, previousTokenKey: null });
    const stranger = new AccessTokens({ tokenKey: Buffer.alloc(32, 3), previousTokenKey: null });
    expect(await tokens.verify((await before.issue(claims)).token)).toMatchObject(claims);
    expect(await tokens.verify((await stranger.issue(claims)).token)).toBeNull();
  });

  test('stops at its expiry, remembered or not', async () => {
    const { token } = await tokens.issue(claims);
    expect(await tokens.verify(token)).toMatchObject(claims);
    vi.useFakeTimers({ now: Date.now() + 600_001 });
    expect(await tokens.verify(token)).toBeNull();
    expect(await new AccessTokens({ tokenKey, previousTokenKey }).verify(token)).toBeNull();
  });
});

describe('a forged access token is refused', () => {
  test.each(['none', 'None', 'NONE', ''])('with alg %j and no signature', async (alg) => {
    expect(await tokens.verify(`${encode({ alg, typ: 'at+jwt' })}.${encode(payload())}.`)).toBeNull();
  });

  test('with HS256 keyed by the public key or by nothing', async () => {
    for (const secret of [
      publicKey.export({ format: 'pem', type: 'spki' }),
      publicKey.export({ format: 'der', type: 'spki' }),
      publicKey.export({ format: 'jwk' }).x!,
      '',
    ])
      expect(await tokens.verify(await hmacSigned(secret))).toBeNull();
  });

  test.each(['../../dev/null', "' or 1=1--", '', 'x', '__proto__', 'constructor'])('with kid %j', async (kid) => {
    expect(await tokens.verify(await forged({}, { kid }))).toBeNull();
  });

  test('with a key of its own in the header', async () => {
    const own = seedKey(randomBytes(32));
    const jwk = createPublicKey(own).export({ format: 'jwk' });
    const header = { alg: 'EdDSA', typ: 'at+jwt', jwk, jku: 'http://127.0.0.1/keys', x5u: 'http://127.0.0.1/cert' };
    expect(await tokens.verify(await new SignJWT(payload()).setProtectedHeader(header).sign(own))).toBeNull();
    expect(
      await tokens.verify(await new SignJWT(payload()).setProtectedHeader({ ...header, kid: headerOf((await tokens.issue(claims)).token).kid }).sign(own)),
    ).toBeNull();
  });

  test.each([
    ['expired', { exp: 1 }],
    ['without expiry', { exp: undefined }],
    ['older than ten minutes, whatever its expiry', { iat: Math.floor(Date.now() / 1000) - 700 }],
    ['of another issuer', { iss: 'somebody' }],
    ['for another audience', { aud: 'somebody' }],
    ['without a session', { sid: undefined }],
    ['without a subject', { sub: undefined }],
    ['with a session that is no text', { sid: { $ne: null } }],
  ])('when it is %s', async (_, change) => {
    expect(await tokens.verify(await forged({}))).not.toBeNull();
    expect(await tokens.verify(await forged(change))).toBeNull();
  });

  test('of another type', async () => expect(await tokens.verify(await forged({}, { typ: 'JWT' }))).toBeNull());

  test('with a changed payload', async () => {
    const [header, , signature] = (await tokens.issue(claims)).token.split('.');
    expect(await tokens.verify(`${header}.${encode({ ...payload(), sid: '0190aaaa-0000-7000-8000-000000000009' })}.${signature}`)).toBeNull();
  });

  test.each(['', '.', '..', 'a.b.c', 'null', '{}', 'x'.repeat(5000), 'é.é.é'])('when it is %s', async (token) => expect(await tokens.verify(token)).toBeNull());
});
