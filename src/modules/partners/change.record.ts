import type { Actor } from '../../access/actor.js';
import { newId } from '../../database/ids.js';
import { statement, type Unit } from '../../database/unit.js';
import { refusal } from '../../runtime/refusal.js';

/** What is to change: a partner's place or plan, or a client's introducer. Null: none. */
export type PlannedChange =
  | { readonly kind: 'MOVE'; readonly partnerId: string; readonly newParentId: string | null }
  | { readonly kind: 'PLAN'; readonly partnerId: string; readonly newPlanId: string | null }
  | { readonly kind: 'INTRODUCER'; readonly clientId: string; readonly newIntroducerId: string | null };

const WAITING = statement(`select id from partner_change where kind = $1 and coalesce(partner_id, client_id) = $2 and status = 'SCHEDULED'`);
const ADD = statement(`
  insert into partner_change (id, kind, partner_id, client_id, new_parent_id, new_plan_id, new_introducer_id, effective_from, reason, requested_by, requested_by_id)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`);

const A_MINUTE_MS = 60_000;

/**
 * When a change is to hold from; null: from now on. What is over cannot be meant: by then others had earned already. A moment ago counts as
 * now, since a request takes its time.
 */
export function laterTime(effectiveFrom: string | null | undefined): Date | null {
  if (effectiveFrom == null) return null;
  const at = new Date(effectiveFrom);
  if (at.getTime() < Date.now() - A_MINUTE_MS)
    throw refusal('INVALID', 'This is over, and what was earned since is not rewritten: let it hold from now on, or from a later time.', ['effectiveFrom']);
  return at.getTime() <= Date.now() ? null : at;
}

/** Puts a change down for a later time, in the caller's transaction, under the lock of whom it concerns. */
export async function planChange(
  unit: Unit,
  actor: Actor,
  change: PlannedChange,
  { at, reason }: { readonly at: Date; readonly reason: string },
): Promise<string> {
  const subject = change.kind === 'INTRODUCER' ? change.clientId : change.partnerId;
  if ((await unit.row(WAITING, [change.kind, subject])) !== undefined)
    throw refusal('ALREADY_PENDING', 'There is a change of this kind for a later time already: cancel that first.', ['effectiveFrom']);
  const id = newId();
  const [partnerId, clientId] = change.kind === 'INTRODUCER' ? [null, subject] : [subject, null];
  const to = [
    change.kind === 'MOVE' ? change.newParentId : null,
    change.kind === 'PLAN' ? change.newPlanId : null,
    change.kind === 'INTRODUCER' ? change.newIntroducerId : null,
  ];
  unit.write(ADD, [id, change.kind, partnerId, clientId, ...to, at.toISOString(), reason, actor.name, actor.id]);
  return id;
}
