export { journalEntryReader, journalLineReader, moneyScopeOf, moneyScopes, walletReader } from './ledger.reader.js';
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
