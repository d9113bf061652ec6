import type { Database } from '../../database/orm.js';
import type { Unit } from '../../database/unit.js';
import { type Refusal, refusal } from '../../runtime/refusal.js';

/** What was read before the locks is not what stands under them: the whole transaction is done again. */
export class Changed extends Error {
  override readonly name = 'Changed';
}

const TRIES = 4;
/** Deadlock and serialization failure: nothing was done, and doing it again is right. */
const PASSING = new Set(['40P01', '40001']);

/** Rules of the database that a person can break, should a check before them have missed something. */
const SPOKEN: Readonly<Record<string, () => Refusal>> = {
  wallet_not_negative: () => refusal('INSUFFICIENT_FUNDS', 'There is less available than asked for.', ['amount']),
  archived_is_empty: () => refusal('POLICY_FORBIDS', 'This account is archived: take another.', ['tradingAccountId']),
};

const isPassing = (error: unknown): boolean => error instanceof Changed || PASSING.has((error as { code?: string }).code ?? '');

/** A transaction that moves money: done again when others were in its way, and refused in words where the database refuses. */
export async function moneyUnit<T>(database: Database, work: (unit: Unit) => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await database.unit(work);
    } catch (error) {
      if (isPassing(error) && tries < TRIES) continue;
      throw SPOKEN[(error as { constraint?: string }).constraint ?? '']?.() ?? error;
    }
  }
}
