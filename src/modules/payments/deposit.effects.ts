import { refusal } from '../../runtime/refusal.js';
import type { DecisionEffects, Outcome } from '../transactions/index.js';

/** Nobody approves a deposit. Cancelled it holds nothing; should it be paid all the same, the money is the client's. */
export class DepositEffects implements DecisionEffects {
  approved(): Promise<Outcome> {
    return Promise.reject(refusal('ILLEGAL_TRANSITION', 'A deposit is settled by the provider, not approved.'));
  }

  async stopped(): Promise<void> {}
}
