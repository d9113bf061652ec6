import { createHmac, type KeyObject } from 'node:crypto';
import canonicalize from 'canonicalize';

/** What an audit entry says, as it is written and as it is read back to be verified. */
export interface AuditContent {
  readonly id: string;
  /** RFC 3339 in UTC with milliseconds, exactly as the API shows it. */
  readonly at: string;
  readonly actorKind: string;
  readonly actorId: string | null;
  readonly actorName: string;
  readonly departments: readonly string[];
  readonly action: string;
  readonly subjectType: string;
  readonly subjectId: string;
  readonly clientId: string | null;
  readonly reason: string | null;
  /** JSON values without numbers that `jsonb` would write differently: amounts are strings here as everywhere. */
  readonly before: unknown;
  readonly after: unknown;
  readonly requestId: string;
}

/** What of an entry is signed, as RFC 8785 canonical JSON, so that the order of keys in `jsonb` does not matter. */
export function canonicalContent(entry: AuditContent): string {
  const { id, at, actorKind, actorId, actorName, departments, action, subjectType, subjectId, clientId, reason, before, after, requestId } = entry;
  const content = { id, at, actorKind, actorId, actorName, departments, action, subjectType, subjectId, clientId, reason, before, after, requestId };
  return canonicalize(content) ?? '';
}

/** HMAC-SHA256 in hex. With many to make, a key from `createSecretKey` costs a sixth of a Buffer: Node then imports it once. */
export const keyedHash = (key: Buffer | KeyObject, text: string): string => createHmac('sha256', key).update(text).digest('hex');

export const auditMac = (key: Buffer | KeyObject, entry: AuditContent): string => keyedHash(key, canonicalContent(entry));
