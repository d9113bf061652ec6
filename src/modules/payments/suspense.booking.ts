import type { Unit } from '../../database/unit.js';
import type { Decimal } from '../../runtime/decimal.js';
import { houseAccount, lockAccounts, post, providerAccount } from '../ledger/index.js';

/** Money that lies in suspense, or is to: whose clearing account it came over, and which way it went there. */
export interface Suspended {
  readonly provider: string | null;
  readonly amount: Decimal | null;
  readonly currency: string | null;
}

type Side = 'CREDIT' | 'DEBIT';

async function move(unit: Unit, { provider, amount, currency }: Suspended, to: 'IN' | 'OUT', side: Side, transactionId: string | null, description: string) {
  if (provider === null || amount === null || currency === null) throw new Error('What lies in suspense has a provider, an amount and a currency');
  const [suspense, clearing] = await lockAccounts(unit, [houseAccount('SUSPENSE', currency), providerAccount('PROVIDER_CLEARING', provider, currency)]);
  const owed = (to === 'IN') === (side === 'CREDIT') ? amount : amount.negated();
  post(unit, {
    transactionId,
    description,
    lines: [
      [suspense, owed],
      [clearing, owed.negated()],
    ],
  });
}

/** The bank has booked it, so the books follow; whose it is, is not known yet. */
export const intoSuspense = (unit: Unit, money: Suspended, side: Side, description: string): Promise<void> => move(unit, money, 'IN', side, null, description);

/** Undoes what brought it there. `side`: which way it went over the provider, CREDIT for what came in. */
export const outOfSuspense = (unit: Unit, money: Suspended, side: Side, transactionId: string | null, description: string): Promise<void> =>
  move(unit, money, 'OUT', side, transactionId, description);

/** What the bank took for itself. */
export async function suspenseToFee(unit: Unit, { provider, amount, currency }: Suspended, description: string): Promise<void> {
  if (provider === null || amount === null || currency === null) throw new Error('What lies in suspense has a provider, an amount and a currency');
  const [suspense, fee] = await lockAccounts(unit, [houseAccount('SUSPENSE', currency), providerAccount('PROVIDER_FEE', provider, currency)]);
  post(unit, {
    transactionId: null,
    description,
    lines: [
      [suspense, amount],
      [fee, amount.negated()],
    ],
  });
}
