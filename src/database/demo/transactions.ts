import type { Transaction } from './model.js';
import type { Random } from './random.js';

type Given = Pick<Transaction, 'type' | 'amount' | 'currency' | 'requestedBy' | 'requestedById' | 'requestedAt'> & Partial<Transaction>;

const NO_APPROVALS: Transaction['approvals'] = [];

/** Spelled out, so that hundreds of thousands of them have one shape and no more than one. */
export function newTransaction(random: Random, given: Given): Transaction {
  return {
    id: random.id(given.requestedAt),
    number: 0,
    version: given.version ?? 1,
    type: given.type,
    status: given.status ?? 'CREATED',
    client: given.client ?? null,
    partner: given.partner ?? null,
    account: given.account ?? null,
    counter: given.counter ?? null,
    amount: given.amount,
    currency: given.currency,
    fee: given.fee ?? 0,
    processed: null,
    provider: given.provider ?? null,
    providerReference: given.providerReference ?? null,
    reason: given.reason ?? null,
    exchange: given.exchange ?? null,
    related: given.related ?? null,
    requestedBy: given.requestedBy,
    requestedById: given.requestedById,
    approvalsNeeded: given.approvalsNeeded ?? 0,
    approvals: NO_APPROVALS,
    requestedAt: given.requestedAt,
    settledAt: null,
    updatedAt: given.requestedAt,
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
