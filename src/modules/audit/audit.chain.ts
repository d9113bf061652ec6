import type { KeyObject } from 'node:crypto';
import { type AuditContent, canonicalContent, keyedHash } from '../../runtime/audit-mac.js';

/** An entry as it lies in the table, with the MAC that its writer gave it. */
export interface SignedEntry extends AuditContent {
  readonly mac: string;
}

/** How far a chain reaches. */
export interface ChainHead {
  readonly number: number;
  readonly hash: string;
}

/** What seal 1 follows. */
export const CHAIN_START: ChainHead = { number: 0, hash: '' };

/**
 * The columns of `audit_entry e` as they were signed. Time is written by PostgreSQL in the very form of the signature, whatever the
 * driver makes of timestamps.
 */
export const SIGNED_COLUMNS = `e.id, to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at, e.actor_kind as "actorKind",
  e.actor_id as "actorId", e.actor_name as "actorName", e.departments, e.action, e.subject_type as "subjectType", e.subject_id as "subjectId",
  e.client_id as "clientId", e.reason, e.before, e.after, e.request_id as "requestId", e.mac`;

/**
 * What of an entry is signed and sealed. `jsonb` holds numbers that no JSON of ours has; who puts such an entry in by hand shall not
 * bring the sealer to a halt: it is sealed by its id, and the verifier finds that no MAC fits it.
 */
export function contentOf(entry: AuditContent): string {
  try {
    return canonicalContent(entry);
  } catch {
    return `not canonical: ${entry.id}`;
  }
}

/** The kind of what is hashed comes first, so that no hash of one kind ever passes for another's. */
const hash = (key: KeyObject, kind: string, ...parts: (string | number)[]): string => keyedHash(key, [kind, ...parts].join('\n'));

/** Seal n covers its number, seal n-1, and the whole entry: its canonical content and the MAC that the writer put on it. */
export const sealHash = (key: KeyObject, previous: ChainHead, mac: string, content: string): string =>
  hash(key, 'seal', previous.number + 1, previous.hash, mac, content);

export const headMac = (key: KeyObject, head: ChainHead): string => hash(key, 'head', head.number, head.hash);

export const anchorMac = (key: KeyObject, database: string, head: ChainHead): string => hash(key, 'anchor', database, head.number, head.hash);
