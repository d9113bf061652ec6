import { createHmac, type KeyObject } from 'node:crypto';
import { canonicalJson } from './canonical-json.js';

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

/** In the order of canonical JSON, with their names as they stand in it. */
const SIGNED = (
  [
    'action',
    'actorId',
    'actorKind',
    'actorName',
    'after',
    'at',
    'before',
    'clientId',
    'departments',
    'id',
    'reason',
    'requestId',
    'subjectId',
    'subjectType',
  ] as const
).map((field) => ({ field, member: `"${field}":` }));

/** What of an entry is signed, as RFC 8785 canonical JSON, so that the order of keys in `jsonb` does not matter. */
export function canonicalContent(entry: AuditContent): string {
  let content = '';
  for (const { field, member } of SIGNED) {
    if (entry[field] !== undefined) content += `${content === '' ? '{' : ','}${member}${canonicalJson(entry[field])}`;
  }
  return `${content}}`;
}

/** HMAC-SHA256 in hex. With many to make, a key from `createSecretKey` costs a sixth of a Buffer: Node then imports it once. */
export const keyedHash = (key: Buffer | KeyObject, text: string): string => createHmac('sha256', key).update(text).digest('hex');

export const auditMac = (key: Buffer | KeyObject, entry: AuditContent): string => keyedHash(key, canonicalContent(entry));
