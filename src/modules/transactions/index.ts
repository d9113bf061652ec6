export { approvalReader, transactionReader } from './transaction.reader.js';
export { ClientTransactionsResolver, PartnerTransactionsResolver, TradingAccountTransactionsResolver, TransactionResolver } from './transaction.resolver.js';
export { Transaction, TransactionConnection } from './transaction.types.js';
