export { approvalReader, transactionReader } from './transaction.reader.js';
export {
  ClientTransactionsResolver,
  PartnerTransactionsResolver,
  TaskTransactionResolver,
  TradingAccountTransactionsResolver,
  TransactionResolver,
} from './transaction.resolver.js';
export { Transaction, TransactionConnection } from './transaction.types.js';
export { approvalTiers, tierFor } from './approval.policy.js';
export {
  checkUsable,
  type ClientStanding,
  clientStanding,
  type MoneyAccount,
  moneyAccounts,
  type MoneyClient,
  obstacleNow,
  type RestrictionKind,
} from './client.standing.js';
export { type MoneyPartner, partnerObstacle, partnerStanding } from './partner.standing.js';
export { claimKey } from './idempotency.js';
export { Changed, moneyUnit } from './money.unit.js';
export { type CreditRule, type PaymentPolicy, paymentPolicy } from './payment.policy.js';
export { insertTransaction, lockTransaction, type NewTransaction, step, type StepChanges, type TransactionRecord } from './transaction.record.js';
export { canStep, type TransactionStatus as TransactionStatusName, type TransactionType as TransactionTypeName } from './transaction.states.js';
export { type DecisionEffects, DecisionService, type Effects, type Outcome } from './decision.service.js';
export { DecisionResolver, transactionPayload } from './decision.resolver.js';
export { TransactionPayload } from './transaction.inputs.js';
export { PolicyResolver } from './policy.resolver.js';
export { PolicyService } from './policy.service.js';
