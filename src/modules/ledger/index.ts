export { journalEntryReader, journalLineReader, moneyScopeOf, moneyScopes, walletReader } from './ledger.reader.js';
export { ClientWalletsResolver, PartnerWalletsResolver } from './ledger.resolver.js';
export { JournalEntry, Wallet } from './ledger.types.js';
