import type { Transaction } from './model.js';
import type { Random } from './random.js';

type Given = Pick<Transaction, 'type' | 'amount' | 'currency' | 'requestedBy' | 'requestedById' | 'requestedAt'> & Partial<Transaction>;

export function newTransaction(random: Random, given: Given): Transaction {
  return {
    ...{ id: random.id(given.requestedAt), number: 0, version: 1, status: 'CREATED', client: null, partner: null, account: null, counter: null },
    ...{ fee: 0, processed: null, provider: null, providerReference: null, reason: null, approvalsNeeded: 0, approvals: [], settledAt: null, updatedAt: given.requestedAt },
    ...given,
  };
}

const FIRST_NUMBER = 2_000_000;

/** References run with the time of the request. */
export function numberTransactions(transactions: Transaction[]): Transaction[] {
  transactions.sort((one, other) => one.requestedAt - other.requestedAt);
  for (const [index, transaction] of transactions.entries()) transaction.number = FIRST_NUMBER + index;
  return transactions;
}

/** How many more approvals it needs: of what was decided against, the rest stays open for ever. */
export const approvalsMissing = ({ approvalsNeeded, approvals }: Transaction): number =>
  Math.max(0, approvalsNeeded - approvals.filter(({ decision }) => decision === 'APPROVED').length);
