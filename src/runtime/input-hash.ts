import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';

/** Tells one input from another under the same idempotency key: what was left out and what was null are the same, and the key itself does not count. */
export function inputHash(input: object): string {
  const given = Object.fromEntries(Object.entries(input).filter(([name, value]) => name !== 'idempotencyKey' && value != null));
  return createHash('sha256')
    .update(canonicalize(given) ?? '')
    .digest('hex');
}
