import { statement, type Unit } from '../../database/unit.js';
import type { UserErrorData } from '../../runtime/refusal.js';
import { obstacleNow, type TransactionRecord } from '../transactions/index.js';
import { type Destination, outOfUse } from './withdrawal.gates.js';

const OUT_OF_USE = statement(`
  select d.label, d.status from payout o join payout_destination d on d.id = o.destination_id
  where o.transaction_id = $1 and d.status in ('REJECTED', 'RETIRED') order by o.number limit 1`);

/**
 * Why a withdrawal that was let through before does not go on now: the payee was restricted since, or the destination rejected or taken out of
 * use. Null: nothing is in the way.
 */
export async function withdrawalObstacle(unit: Unit, transaction: TransactionRecord): Promise<Pick<UserErrorData, 'code' | 'message'> | null> {
  const [obstacle, destination] = await Promise.all([
    obstacleNow(unit, 'NO_WITHDRAWAL', transaction),
    unit.row<Pick<Destination, 'label' | 'status'>>(OUT_OF_USE, [transaction.id]),
  ]);
  return obstacle ?? (destination === undefined ? null : { code: 'POLICY_FORBIDS', message: outOfUse(destination) });
}
