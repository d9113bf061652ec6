import type { Unit } from '../../database/unit.js';
import { jobKind } from '../../runtime/jobs.js';

/** Marks the legs of an approved withdrawal as sent, and hands each to `payout.send`. Safe to repeat. */
export const WITHDRAWAL_SEND = jobKind<{ transactionId: string }>({ name: 'withdrawal.send', maxAttempts: 15 });
/** Calls the provider. Begun once only: whatever became of it is looked up, and never sent again. */
export const PAYOUT_SEND = jobKind<{ payoutId: string }>({ name: 'payout.send', maxAttempts: 1 });
/** Asks the provider what became of a payout. Safe to repeat. */
export const PAYOUT_LOOK_UP = jobKind<{ payoutId: string }>({ name: 'payout.lookUp', maxAttempts: 3 });

export const sendWithdrawal = (unit: Unit, transactionId: string): void => unit.enqueue(WITHDRAWAL_SEND, { transactionId }, { key: transactionId });
export const sendPayout = (unit: Unit, payoutId: string): void => unit.enqueue(PAYOUT_SEND, { payoutId }, { key: payoutId });
export const lookUpPayout = (unit: Unit, payoutId: string, runAt: Date): void => unit.enqueue(PAYOUT_LOOK_UP, { payoutId }, { key: payoutId, runAt });
