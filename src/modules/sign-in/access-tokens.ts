import { createHash, createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { jwtVerify, SignJWT } from 'jose';

export const TOKEN_ISSUER = 'countinghouse';
export const TOKEN_AUDIENCE = 'countinghouse-api';
const TOKEN_TYPE = 'at+jwt';
const LIFETIME_SECONDS = 600;
const MAX_TOKEN_LENGTH = 1024;
/** Verifying a signature takes 0.1 ms, every request of a session brings the same token, and so many sessions are remembered. */
const REMEMBERED_TOKENS = 10_000;

/** Whose token it is: ids and nothing personal, since a token's content is readable by whoever holds it. */
export interface TokenClaims {
  readonly sessionId: string;
  readonly credentialId: string;
}

interface Verified extends TokenClaims {
  readonly expiresAtMs: number;
}

// RFC 8410: an Ed25519 private key in PKCS #8 is this prefix and the 32 bytes of the seed.
const PKCS8_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');

const privateKey = (seed: Buffer): KeyObject => createPrivateKey({ key: Buffer.concat([PKCS8_PREFIX, seed]), format: 'der', type: 'pkcs8' });

const keyId = (key: KeyObject): string =>
  createHash('sha256')
    .update(key.export({ format: 'der', type: 'spki' }))
    .digest('base64url')
    .slice(0, 12);

/** Signs and verifies access tokens: EdDSA alone, ten minutes, and the key picked from a fixed map by its id. */
export class AccessTokens {
  readonly #signingKey: KeyObject;
  readonly #keyId: string;
  readonly #keys = new Map<string, KeyObject>();
  readonly #verified = new Map<string, Verified>();

  /** `previousTokenKey` signed before the last rotation: its tokens hold until they expire. */
  constructor(keys: { readonly tokenKey: Buffer; readonly previousTokenKey: Buffer | null }) {
    this.#signingKey = privateKey(keys.tokenKey);
    this.#keyId = keyId(createPublicKey(this.#signingKey));
    for (const seed of [keys.tokenKey, keys.previousTokenKey]) {
      const publicKey = seed && createPublicKey(privateKey(seed));
      if (publicKey) this.#keys.set(keyId(publicKey), publicKey);
    }
  }

  async issue({ sessionId, credentialId }: TokenClaims): Promise<{ token: string; expiresAt: Date }> {
    const now = Math.floor(Date.now() / 1000);
    const token = await new SignJWT({ sid: sessionId })
      .setProtectedHeader({ alg: 'EdDSA', kid: this.#keyId, typ: TOKEN_TYPE })
      .setIssuer(TOKEN_ISSUER)
      .setAudience(TOKEN_AUDIENCE)
      .setSubject(credentialId)
      .setIssuedAt(now)
      .setExpirationTime(now + LIFETIME_SECONDS)
      .sign(this.#signingKey);
    return { token, expiresAt: new Date((now + LIFETIME_SECONDS) * 1000) };
  }

  /** The claims of a token that holds, else null. A token that was verified before costs a look-up. */
  verify(token: string): TokenClaims | null | Promise<TokenClaims | null> {
    const known = this.#verified.get(token);
    if (!known) return token.length > MAX_TOKEN_LENGTH ? null : this.#verifyNew(token);
    if (known.expiresAtMs > Date.now()) return known;
    this.#verified.delete(token);
    return null;
  }

  async #verifyNew(token: string): Promise<TokenClaims | null> {
    const claims = await this.#claimsOf(token);
    if (claims) this.#remember(token, claims);
    return claims;
  }

  async #claimsOf(token: string): Promise<Verified | null> {
    try {
      const { payload } = await jwtVerify<{ sid?: unknown }>(token, ({ kid }) => this.#keyNamed(kid), {
        algorithms: ['EdDSA'],
        issuer: TOKEN_ISSUER,
        audience: TOKEN_AUDIENCE,
        typ: TOKEN_TYPE,
        requiredClaims: ['sub', 'sid', 'exp', 'iat'],
        maxTokenAge: LIFETIME_SECONDS,
      });
      const { sub, sid, exp } = payload;
      return typeof sub === 'string' && typeof sid === 'string' && exp !== undefined ? { sessionId: sid, credentialId: sub, expiresAtMs: exp * 1000 } : null;
    } catch {
      // What exactly is wrong with a token is nobody's business but its maker's.
      return null;
    }
  }

  #keyNamed(kid: string | undefined): KeyObject {
    const key = this.#keys.get(kid ?? '');
    if (!key) throw new Error('No such key');
    return key;
  }

  // The oldest goes first: tokens live ten minutes, so order of arrival is as good as order of use.
  #remember(token: string, claims: Verified): void {
    const oldest = this.#verified.size < REMEMBERED_TOKENS ? undefined : this.#verified.keys().next().value;
    if (oldest !== undefined) this.#verified.delete(oldest);
    this.#verified.set(token, claims);
  }
}
