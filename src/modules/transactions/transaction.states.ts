import { refusal } from '../../runtime/refusal.js';

export type TransactionType =
  | ('DEPOSIT' | 'WITHDRAWAL' | 'TRANSFER' | 'CREDIT_IN' | 'CREDIT_OUT' | 'ADJUSTMENT')
  | ('COMMISSION_PAYOUT' | 'CHARGEBACK' | 'NEGATIVE_BALANCE_PROTECTION');
export type TransactionStatus =
  | ('CREATED' | 'PENDING_PROVIDER' | 'HELD' | 'IN_REVIEW' | 'APPROVED' | 'SENT_TO_PROVIDER' | 'UNKNOWN' | 'SETTLED')
  | ('REJECTED' | 'CANCELLED' | 'DECLINED' | 'EXPIRED' | 'REVERSED' | 'CHARGED_BACK');

type Steps = Partial<Record<TransactionStatus, readonly TransactionStatus[]>>;

/** What staff ask for and other staff decide. */
const CHECKED: Steps = { IN_REVIEW: ['SETTLED', 'REJECTED', 'CANCELLED'] };
const IN_THE_HOUSE: Steps = { UNKNOWN: ['SETTLED', 'DECLINED'] };

/**
 * Which step follows which, by type; whatever is not here is illegal. A deposit that expired, was declined or cancelled can still be
 * paid: then it is settled, by an operator. What left for the provider cannot be cancelled any more.
 */
export const TRANSACTION_STEPS: Readonly<Record<TransactionType, Steps>> = {
  DEPOSIT: {
    CREATED: ['PENDING_PROVIDER', 'SETTLED', 'DECLINED', 'CANCELLED', 'EXPIRED', 'UNKNOWN'],
    PENDING_PROVIDER: ['SETTLED', 'DECLINED', 'CANCELLED', 'EXPIRED', 'UNKNOWN'],
    UNKNOWN: ['PENDING_PROVIDER', 'SETTLED', 'DECLINED', 'CANCELLED', 'EXPIRED'],
    EXPIRED: ['SETTLED'],
    DECLINED: ['SETTLED'],
    CANCELLED: ['SETTLED'],
    SETTLED: ['REVERSED', 'CHARGED_BACK'],
    REVERSED: ['CHARGED_BACK'],
  },
  WITHDRAWAL: {
    HELD: ['IN_REVIEW', 'APPROVED', 'REJECTED', 'CANCELLED'],
    IN_REVIEW: ['APPROVED', 'REJECTED', 'CANCELLED'],
    APPROVED: ['SENT_TO_PROVIDER', 'REJECTED', 'CANCELLED'],
    SENT_TO_PROVIDER: ['SETTLED', 'DECLINED', 'UNKNOWN'],
    UNKNOWN: ['SENT_TO_PROVIDER', 'SETTLED', 'DECLINED'],
    DECLINED: ['SETTLED'],
    SETTLED: ['REVERSED'],
  },
  CHARGEBACK: { IN_REVIEW: ['SETTLED', 'REJECTED'], SETTLED: ['REVERSED'] },
  TRANSFER: IN_THE_HOUSE,
  COMMISSION_PAYOUT: IN_THE_HOUSE,
  NEGATIVE_BALANCE_PROTECTION: {},
  ADJUSTMENT: CHECKED,
  CREDIT_IN: CHECKED,
  CREDIT_OUT: CHECKED,
};

/** It waits for the decision of people. */
export const isWaiting = (status: TransactionStatus): boolean => status === 'HELD' || status === 'IN_REVIEW';

export const canStep = (type: TransactionType, from: TransactionStatus, to: TransactionStatus): boolean => TRANSACTION_STEPS[type][from]?.includes(to) ?? false;

/** Refuses with ILLEGAL_TRANSITION, and names what is legal. */
export function checkStep(type: TransactionType, from: TransactionStatus, to: TransactionStatus): void {
  if (canStep(type, from, to)) return;
  const legal = TRANSACTION_STEPS[type][from] ?? [];
  const sentence = legal.length === 0 ? `It is ${from}, and stays so.` : `From ${from} it can go to ${legal.join(', ')}, not to ${to}.`;
  throw refusal('ILLEGAL_TRANSITION', sentence);
}
