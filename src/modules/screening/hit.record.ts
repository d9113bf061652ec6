import type { Actor } from '../../access/actor.js';
import type { ListedParty, ScreeningMatch } from '../../connectors/screening/port.js';
import { newId } from '../../database/ids.js';
import { statement, type Unit } from '../../database/unit.js';

export type HitStatus = 'WAITING' | 'TRUE_MATCH' | 'FALSE_POSITIVE' | 'WITHDRAWN';

/** What is known of a client and an entry already. */
export interface KnownHit {
  readonly id: string;
  readonly clientId: string;
  readonly list: string;
  readonly ref: string;
  readonly hash: string;
  readonly identityVersion: number;
  readonly status: HitStatus;
}

export interface NewHit {
  readonly id: string;
  readonly match: ScreeningMatch;
}

const KNOWN = statement(`
  select id, client_id as "clientId", list, entry_ref as ref, entry_hash as hash, identity_version as "identityVersion", status
  from screening_hit where client_id = any($1::uuid[]) and superseded_at is null`);
const ADD = statement(`
  insert into screening_hit (id, client_id, list, kind, entry_ref, entry_hash, entry, identity_version, score, matched_name, name_score, is_weak_name, birth_date, country)
  select h.id, h."clientId", h.list, case h.list when 'PEP' then 'PEP' else 'SANCTIONS' end, h.ref, h.hash, h.entry, c.identity_version, h.score, h."matchedName",
    h."nameScore", h."isWeakName", h."birthDate", h.country
  from jsonb_to_recordset($1::jsonb) as h (id uuid, "clientId" uuid, list text, ref text, hash text, entry jsonb, score numeric, "matchedName" text, "nameScore" numeric,
    "isWeakName" boolean, "birthDate" text, country text)
  join client c on c.id = h."clientId"`);
const SUPERSEDE = statement(`
  update screening_hit set version = version + 1, superseded_at = now(), status = case when status = 'WAITING' then 'WITHDRAWN' else status end where id = any($1::uuid[])`);
const DECIDE = statement(`
  update screening_hit set version = version + 1, status = $2, reason = $3, decided_by = $4, decided_by_id = $5, decided_at = now() where id = $1`);
const LOCK_CLIENT = statement('select from client where id = (select client_id from screening_hit where id = $1) for no key update');
const LOCK = statement(`
  select id, version, client_id as "clientId", list, kind, entry_ref as ref, entry_hash as hash, identity_version as "identityVersion", status, score::text as score,
    decided_by_id as "decidedById", superseded_at is not null as "isSuperseded" from screening_hit where id = $1 for no key update`);

export interface HitRecord extends KnownHit {
  readonly version: number;
  readonly kind: 'SANCTIONS' | 'PEP';
  readonly score: string;
  readonly decidedById: string | null;
  readonly isSuperseded: boolean;
}

export const knownHits = (unit: Unit, clientIds: readonly string[]): Promise<KnownHit[]> => unit.rows<KnownHit>(KNOWN, [clientIds]);

/** The client first, as everybody does who works on its hits. */
export async function lockHit(unit: Unit, id: string): Promise<HitRecord | undefined> {
  const [, hit] = await Promise.all([unit.row(LOCK_CLIENT, [id]), unit.row<HitRecord>(LOCK, [id])]);
  return hit;
}

/** What the hit keeps of the entry: all that whoever decides on it has to see, even when the list says something else by then. */
const snapshot = ({ kind, name, aliases, birthDates, countries, programmes }: ListedParty) => ({ kind, name, aliases, birthDates, countries, programmes });

export function addHits(unit: Unit, matches: readonly ScreeningMatch[]): NewHit[] {
  const hits = matches.map((match) => ({ id: newId(), match }));
  if (hits.length > 0)
    unit.write(ADD, [
      JSON.stringify(
        hits.map(({ id, match: { clientId, party, score, why } }) => ({
          ...{ id, clientId, list: party.list, ref: party.ref, hash: party.hash, entry: snapshot(party), score },
          ...why,
        })),
      ),
    ]);
  return hits;
}

/** Those that are not asked about any more, or are asked about anew. What was decided stays on record. */
export function supersede(unit: Unit, ids: readonly string[]): void {
  if (ids.length > 0) unit.write(SUPERSEDE, [ids]);
}

export function decideHit(unit: Unit, hit: HitRecord, to: 'TRUE_MATCH' | 'FALSE_POSITIVE', reason: string, by: Actor): void {
  unit.write(DECIDE, [hit.id, to, reason, by.name, by.id]);
}
