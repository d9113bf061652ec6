import type { Unit } from '../../database/unit.js';
import type { DecisionEffects, Outcome, TransactionRecord } from '../transactions/index.js';
import { stopWithdrawal } from './payout.booking.js';
import { sendWithdrawal } from './payout.sending.js';

/** What a decision does to a withdrawal: approved it goes to the provider, stopped it gives back what it held. */
export class WithdrawalEffects implements DecisionEffects {
  async approved(unit: Unit, { id }: TransactionRecord): Promise<Outcome> {
    sendWithdrawal(unit, id);
    return { to: 'APPROVED' };
  }

  stopped(unit: Unit, transaction: TransactionRecord): Promise<void> {
    return stopWithdrawal(unit, transaction);
  }
}
