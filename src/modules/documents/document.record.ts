import type { Actor } from '../../access/actor.js';
import { isId } from '../../database/ids.js';
import type { Reader } from '../../database/reader.js';
import { scopedRowIn } from '../../database/reader.scoped.js';
import { statement, type Unit } from '../../database/unit.js';
import { notFound } from '../../runtime/refusal.js';
import type { DocumentStatus } from './document.states.js';

/** A document as it stands, locked. */
export interface DecidedDocument {
  readonly id: string;
  readonly version: number;
  readonly clientId: string;
  readonly status: DocumentStatus;
  readonly scan: 'WAITING' | 'CLEAN' | 'INFECTED' | 'NOT_SCANNED';
  /** `2031-05-01`. */
  readonly expiresOn: string | null;
  readonly uploadedById: string | null;
  /** Who made the API key that it was handed in by. */
  readonly uploadedByKeyOf: string | null;
}

export interface Decision {
  readonly id: string;
  readonly version: number;
  readonly to: 'APPROVED' | 'REJECTED' | 'WITHDRAWN';
  readonly reason: string | null;
  /** In place of the one that the document has; left out: it keeps it. */
  readonly expiresOn?: string | null;
  readonly mayResubmit: boolean | null;
}

const LOCK = statement(`
  select id, version::int as version, client_id as "clientId", status, scan, expires_on::text as "expiresOn", uploaded_by_id as "uploadedById",
    (select k.created_by_id from api_key k where k.id = document.uploaded_by_id) as "uploadedByKeyOf"
  from document where id = $1 for no key update`);
const DECIDE = statement(`
  update document set version = version + 1, status = $2, expires_on = coalesce($3::date, expires_on), may_resubmit = $4,
    reviewed_by_id = case when $2 = 'WITHDRAWN' then null else $5::uuid end, reviewed_at = case when $2 = 'WITHDRAWN' then null else now() end,
    rejection_reason = case when $2 = 'REJECTED' then $6::text end, updated_at = now() where id = $1`);

/** Refuses with NOT_FOUND when there is no such document for the actor. */
export async function lockDocument(unit: Unit, reader: Reader, actor: Actor, id: string): Promise<DecidedDocument> {
  if (!isId(id)) throw notFound('document', 'id');
  const [seen, document] = await Promise.all([scopedRowIn(unit, reader, actor, id, 't.id'), unit.row<DecidedDocument>(LOCK, [id])]);
  if (seen === null || document === undefined) throw notFound('document', 'id');
  return document;
}

export function decide(unit: Unit, { id, to, expiresOn, mayResubmit, reason }: Decision, actor: Actor): void {
  unit.write(DECIDE, [id, to, expiresOn ?? null, mayResubmit, actor.id, reason]);
}
