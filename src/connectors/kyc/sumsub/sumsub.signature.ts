import { createHmac, timingSafeEqual } from 'node:crypto';

/** Over time, method, path with query, and the body's bytes as they are sent; in lower-case hex. */
export function requestSignature(secret: string, unixSeconds: number, method: string, target: string, body: string | Uint8Array = ''): string {
  return createHmac('sha256', secret).update(`${unixSeconds}${method}${target}`).update(body).digest('hex');
}

/** By the vendor's names; what is not here is no algorithm. */
const DIGESTS: ReadonlyMap<string, string> = new Map([
  ['HMAC_SHA1_HEX', 'sha1'],
  ['HMAC_SHA256_HEX', 'sha256'],
  ['HMAC_SHA512_HEX', 'sha512'],
]);
export const DIGEST_ALGORITHMS = [...DIGESTS.keys()];
/** What the vendor uses when it does not say. */
export const USUAL_ALGORITHM = 'HMAC_SHA256_HEX';

/** Whether the digest is the one of these very bytes; in constant time. False for algorithms that nobody knows. */
export function isDigestOf(digest: unknown, algorithm: string, secret: string, rawBody: Uint8Array): boolean {
  const hash = DIGESTS.get(algorithm);
  if (hash === undefined || typeof digest !== 'string') return false;
  const expected = createHmac(hash, secret).update(rawBody).digest();
  const given = /^([0-9a-f]{2})+$/i.test(digest) ? Buffer.from(digest, 'hex') : Buffer.alloc(0);
  return given.length === expected.length && timingSafeEqual(given, expected);
}
