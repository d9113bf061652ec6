import type { Actor } from '../../access/actor.js';
import { newId } from '../../database/ids.js';
import { statement, type Unit } from '../../database/unit.js';
import { Decimal } from '../../runtime/decimal.js';
import { refusal } from '../../runtime/refusal.js';
import { canStep, insertTransaction, lockTransaction, step, type TransactionRecord } from '../transactions/index.js';
import type { CaseRecord } from './case.lock.js';
import { creditDeposit } from './deposit.booking.js';
import { feeOf } from './payment.fees.js';

interface Standing {
  readonly status: string;
  readonly noDeposit: boolean;
  readonly providerFee: string | null;
  readonly feeBps: number | null;
  readonly feeFixed: string | null;
}

const STANDING = statement(`
  select c.onboarding_status as status,
    exists (select from restriction r where r.client_id = c.id and r.kind = 'NO_DEPOSIT' and r.trading_account_id is null and r.lifted_at is null
      and (r.expires_at is null or r.expires_at > now())) as "noDeposit",
    (select e.fee::text from payment_event e where e.id = $2 and e.currency = $4) as "providerFee",
    p.deposit_fee_bps as "feeBps", p.deposit_fee_fixed::text as "feeFixed"
  from client c left join payment_provider_currency p on p.provider = $3 and p.currency = $4 where c.id = $1`);

const GONE: readonly string[] = ['CLOSED', 'TERMINATED', 'REJECTED'];

/** What lies in suspense for a deposit goes into the wallet, and the deposit is settled by it. */
export async function creditCase(unit: Unit, actor: Actor, found: CaseRecord, deposit: TransactionRecord, note: string): Promise<void> {
  const { amount, currency } = found;
  if (amount === null || currency === null) throw new Error(`The case ${found.id} is in suspense without an amount`);
  const standing = await unit.row<Standing>(STANDING, [deposit.clientId, found.paymentEventId, found.provider, currency]);
  if (standing === undefined || GONE.includes(standing.status))
    throw refusal('RESTRICTED', `The client is ${standing?.status ?? 'gone'} and holds no money any more: return it.`, ['resolution']);
  if (standing.noDeposit) throw refusal('RESTRICTED', 'NO_DEPOSIT is in force for this client: return it, or have that lifted first.', ['resolution']);
  const providerFee = standing.providerFee === null ? null : new Decimal(standing.providerFee);
  const credited = currency === deposit.currency ? deposit : await continueIn(unit, actor, deposit, { amount, currency, standing, note });
  if (credited.fee.greaterThanOrEqualTo(amount)) throw refusal('LIMIT_EXCEEDED', 'The fee leaves nothing of this amount: return it.', ['resolution']);
  await creditDeposit(unit, credited, { processed: amount, source: 'SUSPENSE', providerFee });
  step(unit, credited, 'SETTLED', { processedAmount: amount, settled: true, reason: note });
}

/** What came in another currency is a deposit of its own; the one that was asked for ends. */
async function continueIn(
  unit: Unit,
  actor: Actor,
  deposit: TransactionRecord,
  given: { readonly amount: Decimal; readonly currency: string; readonly standing: Standing; readonly note: string },
): Promise<TransactionRecord> {
  const { amount, currency, standing, note } = given;
  const id = newId();
  insertTransaction(unit, {
    ...{ id, type: 'DEPOSIT', status: 'UNKNOWN', clientId: deposit.clientId, amount, currency, relatedId: deposit.id },
    fee: feeOf(amount, standing.feeBps ?? 0, new Decimal(standing.feeFixed ?? '0'), currency),
    ...{ provider: deposit.provider, providerReference: deposit.providerReference, requestedBy: actor.name, requestedById: actor.id },
  });
  if (canStep('DEPOSIT', deposit.status, 'CANCELLED')) step(unit, deposit, 'CANCELLED', { reason: `Paid in ${currency}: ${note}` });
  const made = await lockTransaction(unit, id);
  if (made === undefined) throw new Error('A deposit that was just written down is gone');
  return made;
}
