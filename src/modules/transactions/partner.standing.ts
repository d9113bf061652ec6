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

const COLUMNS = 'p.id, p.reference, p.name, p.status';
const PARTNER = statement(`select ${COLUMNS} from partner p where p.id = $1`);
const PARTNER_OF_REQUEST = statement(`select ${COLUMNS}, exists (select from staff_member s where s.id = $2) as "isByStaff" from partner p where p.id = $1`);

/** Partners are paid by agreement: outside of it their money rests. */
const NO_MONEY: Readonly<Record<string, string>> = {
  PENDING: 'The partner is not active yet.',
  SUSPENDED: 'The partner is suspended: money rests until that is lifted.',
  CLOSED: 'The partner is closed: what it has left is paid out by the staff.',
};

/**
 * Why a partner's money does not move. Null: nothing is in the way. The contract of a closed partner is over, and what it has left is its own:
 * members of the staff pay that out (`isByStaff`), by the same gates and approvals.
 */
export function partnerObstacle(
  { status }: Pick<MoneyPartner, 'status'>,
  isByStaff: boolean,
): { readonly code: 'RESTRICTED'; readonly message: string } | null {
  const message = status === 'CLOSED' && isByStaff ? undefined : NO_MONEY[status];
  return message === undefined ? null : { code: 'RESTRICTED', message };
}

/**
 * Refuses with NOT_FOUND when there is no such partner whose money is the actor's to move: for a partner that is itself alone, neither its
 * tree nor whoever stands above it; for the staff whoever sees all money; for a client nobody.
 */
export async function partnerStanding(unit: Unit, actor: Actor, partnerId: string): Promise<MoneyPartner> {
  const scope = moneyScopeOf(actor);
  const isTheirs = scope === null || (scope === 'partner' && actor.partnerId === partnerId);
  const partner = isTheirs && isId(partnerId) ? await unit.row<MoneyPartner>(PARTNER, [partnerId]) : undefined;
  if (partner === undefined) throw notFound('partner', 'partnerId');
  return partner;
}

/** Why what was let through before does not go on now, whoever lets it go on: as `partnerObstacle`, by who had asked for it. */
export async function partnerObstacleNow(unit: Unit, id: string, requestedById: string | null): Promise<ReturnType<typeof partnerObstacle>> {
  const partner = await unit.row<MoneyPartner & { readonly isByStaff: boolean }>(PARTNER_OF_REQUEST, [id, requestedById]);
  return partner === undefined ? null : partnerObstacle(partner, partner.isByStaff);
}
