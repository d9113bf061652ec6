import type { Actor } from '../../access/actor.js';
import { isId } from '../../database/ids.js';
import { statement, type Unit } from '../../database/unit.js';
import { notFound } from '../../runtime/refusal.js';
import { moneyScopeOf } from '../ledger/index.js';

/** What has to be known of a partner before its money moves. */
export interface MoneyPartner {
  readonly id: string;
  readonly reference: string;
  readonly name: string;
  readonly status: string;
}

const PARTNER = statement('select id, reference, name, status from partner where id = $1');

/** Partners are paid by agreement: outside of it their money rests. */
const NO_MONEY: Readonly<Record<string, string>> = {
  PENDING: 'The partner is not active yet.',
  SUSPENDED: 'The partner is suspended: money rests until that is lifted.',
  CLOSED: 'The partner is closed.',
};

/** Why a partner's money does not move. Null: nothing is in the way. */
export function partnerObstacle({ status }: Pick<MoneyPartner, 'status'>): { readonly code: 'RESTRICTED'; readonly message: string } | null {
  const message = NO_MONEY[status];
  return message === undefined ? null : { code: 'RESTRICTED', message };
}

/**
 * Refuses with NOT_FOUND when there is no such partner whose money is the actor's to move: for a partner that is itself alone, neither its
 * tree nor whoever stands above it; for the staff whoever sees all money; for a client nobody.
 */
export async function partnerStanding(unit: Unit, actor: Actor, partnerId: string): Promise<MoneyPartner> {
  const scope = moneyScopeOf(actor);
  const isTheirs = scope === null || (scope === 'partner' && actor.partnerId === partnerId);
  const partner = isTheirs && isId(partnerId) ? await partnerNow(unit, partnerId) : undefined;
  if (partner === undefined) throw notFound('partner', 'partnerId');
  return partner;
}

/** Whoever it is, without a question of who asks: for what was let through before and goes on now. */
export const partnerNow = (unit: Unit, id: string): Promise<MoneyPartner | undefined> => unit.row<MoneyPartner>(PARTNER, [id]);
