export const TRADING_ACCOUNT_STATUSES = ['PENDING', 'ACTIVE', 'CLOSE_ONLY', 'TRADING_DISABLED', 'LOGIN_DISABLED', 'ARCHIVED'] as const;
export type TradingAccountStatus = (typeof TRADING_ACCOUNT_STATUSES)[number];

/** From where to where an account may go. An archived one stays as it is: whoever comes back opens another. */
export const TRADING_ACCOUNT_TRANSITIONS: Readonly<Record<TradingAccountStatus, readonly TradingAccountStatus[]>> = {
  PENDING: ['ACTIVE', 'ARCHIVED'],
  ACTIVE: ['CLOSE_ONLY', 'TRADING_DISABLED', 'LOGIN_DISABLED', 'ARCHIVED'],
  CLOSE_ONLY: ['ACTIVE', 'TRADING_DISABLED', 'LOGIN_DISABLED', 'ARCHIVED'],
  TRADING_DISABLED: ['ACTIVE', 'CLOSE_ONLY', 'LOGIN_DISABLED', 'ARCHIVED'],
  LOGIN_DISABLED: ['ACTIVE', 'CLOSE_ONLY', 'TRADING_DISABLED', 'ARCHIVED'],
  ARCHIVED: [],
};
