export { MoneyOwner } from './ledger.enums.js';
export { journalEntryReader, journalLineReader, moneyOwner, moneyScopeOf, moneyScopes, walletReader } from './ledger.reader.js';
export { ClientWalletsResolver, PartnerWalletsResolver } from './ledger.resolver.js';
export { JournalEntry, Wallet } from './ledger.types.js';
export {
  type AccountName,
  clientWallet,
  houseAccount,
  lockAccounts,
  lookAtAccounts,
  type LockedAccount,
  partnerWallet,
  providerAccount,
  receivable,
  tradingCredit,
  tradingFunds,
} from './ledger.accounts.js';
export { hold, post, type PostingLine, release } from './ledger.posting.js';
export { ledgerAccountReader } from './ledger-account.reader.js';
export { LedgerAccountResolver } from './ledger-account.resolver.js';
export { LedgerAccount } from './ledger-account.types.js';
export { ledgerCheckJobs } from './ledger-check.jobs.js';
export { ledgerCheckReader } from './ledger-check.reader.js';
export { LedgerCheckResolver } from './ledger-check.resolver.js';
export { LedgerChecker } from './ledger-check.service.js';
export { LedgerStatements } from './ledger-statement.reader.js';
