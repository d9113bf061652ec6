import type { Actor } from '../../access/actor.js';
import { isId } from '../../database/ids.js';
import type { Reader } from '../../database/reader.js';
import { scopedRowIn } from '../../database/reader.scoped.js';
import { statement, type Unit } from '../../database/unit.js';
import { notFound } from '../../runtime/refusal.js';
import type { ErasureStatus } from './erasure.states.js';

/** An erasure as it stands, locked, with what the law says of its client. */
export interface ErasureRecord {
  readonly id: string;
  readonly version: number;
  readonly clientId: string;
  readonly status: ErasureStatus;
  readonly requestedById: string;
  /** Who made the API key that it was asked for by. */
  readonly requestedByKeyOf: string | null;
  readonly legalHoldReason: string | null;
  readonly holdUntil: string | null;
  /** `C100042`. */
  readonly reference: string;
  /** When the law lets go of the client's records, as a day; today where there never was a relationship. Null: it has not ended. */
  readonly keptUntil: string | null;
  readonly law: string;
  readonly authority: string;
}

// Who never became a client and handed nothing in has no records that a law wants kept.
const KEPT_UNTIL = `
  case when c.relationship_began_at is null and not exists (select from document d where d.client_id = c.id) then current_date
    else (c.relationship_ended_at + make_interval(years => p.years))::date end`;
const LOCK = statement(`
  select e.id, e.version, e.client_id as "clientId", e.status, e.requested_by_id as "requestedById", e.legal_hold_reason as "legalHoldReason", e.hold_until::text as "holdUntil",
    c.reference, (${KEPT_UNTIL})::text as "keptUntil", p.law, p.authority,
    (select k.created_by_id from api_key k where k.id = e.requested_by_id) as "requestedByKeyOf"
  from erasure e join client c on c.id = e.client_id join retention_policy p on p.jurisdiction = c.jurisdiction where e.id = $1 for no key update of e, c`);

/** Refuses with NOT_FOUND when there is no such erasure for the actor. */
export async function lockErasure(unit: Unit, reader: Reader, actor: Actor, id: string): Promise<ErasureRecord> {
  if (!isId(id)) throw notFound('erasure', 'id');
  const [seen, record] = await Promise.all([scopedRowIn(unit, reader, actor, id, 't.id'), lockDueErasure(unit, id)]);
  if (seen === null || record === undefined) throw notFound('erasure', 'id');
  return record;
}

export const lockDueErasure = (unit: Unit, id: string): Promise<ErasureRecord | undefined> => unit.row<ErasureRecord>(LOCK, [id]);
