import type { Unit } from '../../database/unit.js';
import { refusal } from '../../runtime/refusal.js';
import { type DecisionEffects, type Outcome, type TransactionRecord } from '../transactions/index.js';
import { stopWithdrawal } from './payout.booking.js';
import { sendWithdrawal } from './payout.sending.js';
import { withdrawalObstacle } from './withdrawal.obstacle.js';

/** What a decision does to a withdrawal: approved it goes to the provider, stopped it gives back what it held. */
export class WithdrawalEffects implements DecisionEffects {
  /** What was restricted after it was asked for, or would go where nothing goes any more, is not let out by an approval. */
  async approved(unit: Unit, transaction: TransactionRecord): Promise<Outcome> {
    const obstacle = await withdrawalObstacle(unit, transaction);
    if (obstacle !== null) throw refusal(obstacle.code, obstacle.message, ['id']);
    sendWithdrawal(unit, transaction.id);
    return { to: 'APPROVED' };
  }

  stopped(unit: Unit, transaction: TransactionRecord): Promise<void> {
    return stopWithdrawal(unit, transaction);
  }
}
