import { createHmac, hkdfSync } from 'node:crypto';
import { isIPv4, isIPv6 } from 'node:net';

/** E-mail addresses as they are compared: one person's, however it was typed. PostgreSQL has no NUL in a text, and nobody has one in an address. */
export const canonicalEmail = (email: string): string => email.normalize('NFKC').trim().toLowerCase().replaceAll('\0', '\uFFFD');

/**
 * Keyed hashes of what must be recognised and not kept: the e-mail addresses and network addresses of sign-ins, in counters and in
 * the audit log. The key does not rotate, so that one e-mail has one fingerprint throughout the log.
 */
export class Fingerprints {
  readonly #key: Buffer;

  constructor(auditKey: Buffer) {
    this.#key = Buffer.from(hkdfSync('sha256', auditKey, '', 'countinghouse/sign-in fingerprint', 32));
  }

  email(canonical: string): string {
    return this.#of('email', canonical);
  }

  address(address: string): string {
    return this.#of('address', networkOf(address));
  }

  #of(what: string, value: string): string {
    return createHmac('sha256', this.#key).update(`${what}\n${value}`).digest('base64url').slice(0, 24);
  }
}

/** Whoever has one IPv6 address has the 2^64 of its network: they count as one. */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped && isIPv4(mapped)) return mapped;
  const [plain = ''] = address.split('%');
  return isIPv6(plain) ? `${expand(plain).slice(0, 4).join(':')}::/64` : address;
}

function expand(address: string): string[] {
  const [head = '', tail] = address.split('::');
  const groups = (part: string): string[] => (part === '' ? [] : part.split(':').map((group) => group.toLowerCase().replace(/^0+(?=.)/, '')));
  if (tail === undefined) return groups(head);
  const [before, after] = [groups(head), groups(tail)];
  return [...before, ...Array.from({ length: 8 - before.length - after.length }, () => '0'), ...after];
}
