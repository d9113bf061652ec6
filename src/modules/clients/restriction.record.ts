import type { Actor } from '../../access/actor.js';
import { newId } from '../../database/ids.js';
import { statement, type Unit } from '../../database/unit.js';

const ADD = statement(`
  insert into restriction (id, client_id, kind, reason, created_by, created_by_id)
  select k.id, $1, k.kind, $4, $5, $6 from unnest($2::uuid[], $3::text[]) as k (id, kind)
  where not exists (select from restriction r where r.client_id = $1 and r.trading_account_id is null and r.kind = k.kind and r.lifted_at is null and r.expires_at is null)
  returning kind`);

/**
 * Forbids a client something until it is lifted, in the transaction of the decision that forbids it, whose audit entry says so. Answers with the
 * kinds that were not in force already.
 */
export async function addRestrictions(
  unit: Unit,
  { clientId, kinds, reason }: { readonly clientId: string; readonly kinds: readonly string[]; readonly reason: string },
  by: Actor,
): Promise<string[]> {
  const values = [clientId, kinds.map(() => newId()), kinds, reason, by.name, by.kind === 'SYSTEM' ? null : by.id];
  return (await unit.rows<{ kind: string }>(ADD, values)).map(({ kind }) => kind);
}
