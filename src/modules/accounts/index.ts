export { TradingAccount as TradingAccountEntity } from './trading-account.entity.js';
export { tradingAccountReader } from './trading-account.reader.js';
export { ClientTradingAccountsResolver, RestrictionTradingAccountResolver, TradingAccountResolver } from './trading-account.resolver.js';
export { TradingAccountService } from './trading-account.service.js';
export type { TradingAccountStatus } from './trading-account.states.js';
export { TradingAccount } from './trading-account.types.js';
