import { createHmac } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { AuditContent } from '../../runtime/audit-mac.js';

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

/** The kind of what is hashed comes first, so that no MAC of one kind ever passes for another's. */
const keyed = (key: Buffer, kind: string, ...parts: (string | number)[]): string =>
  createHmac('sha256', key).update([kind, ...parts].join('\n')).digest('hex');

export function sealHash(key: Buffer, previous: ChainHead, entry: SignedEntry): string {
  const { id, at, actorKind, actorId, actorName, departments, action, subjectType, subjectId, clientId, reason, before, after, requestId, mac } = entry;
  const content = { id, at, actorKind, actorId, actorName, departments, action, subjectType, subjectId, clientId, reason, before, after, requestId, mac };
  return keyed(key, 'seal', previous.number + 1, previous.hash, canonicalize(content) ?? '');
}

export const headMac = (key: Buffer, head: ChainHead): string => keyed(key, 'head', head.number, head.hash);

export const anchorMac = (key: Buffer, database: string, head: ChainHead): string => keyed(key, 'anchor', database, head.number, head.hash);
