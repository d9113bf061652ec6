import { registerEnumType } from 'type-graphql';
import { enumOf } from '../../graphql/user-error.js';
import { ASSET_CLASSES } from './trading-account.policy.js';
import { TRADING_ACCOUNT_STATUSES } from './trading-account.states.js';

export const TradingPlatform = enumOf(['MT4', 'MT5', 'CTRADER', 'PROPRIETARY']);
registerEnumType(TradingPlatform, {
  name: 'TradingPlatform',
  description: 'The software that an account trades on.',
  valuesConfig: {
    MT4: { description: 'MetaTrader 4.' },
    MT5: { description: 'MetaTrader 5.' },
    CTRADER: { description: 'cTrader.' },
    PROPRIETARY: { description: "The broker's own." },
  },
});

export const TradingEnvironment = enumOf(['LIVE', 'DEMO']);
registerEnumType(TradingEnvironment, {
  name: 'TradingEnvironment',
  description: 'Real money or play money.',
  valuesConfig: { LIVE: { description: 'Real money.' }, DEMO: { description: 'Play money: nothing of it is in the ledger.' } },
});

export const TradingAccountStatus = enumOf(TRADING_ACCOUNT_STATUSES);
registerEnumType(TradingAccountStatus, {
  name: 'TradingAccountStatus',
  description: 'What may be done on a trading account. People move it, by the transition table.',
  valuesConfig: {
    PENDING: { description: 'Asked for, and not opened yet.' },
    ACTIVE: { description: 'May trade.' },
    CLOSE_ONLY: { description: 'Positions may be closed, not opened.' },
    TRADING_DISABLED: { description: 'May be looked at, not traded on.' },
    LOGIN_DISABLED: { description: 'Nobody gets in.' },
    ARCHIVED: { description: 'Empty and out of use, for good.' },
  },
});

export const TradingAccountOrderField = enumOf(['OPENED_AT', 'LOGIN', 'BALANCE']);
registerEnumType(TradingAccountOrderField, {
  name: 'TradingAccountOrderField',
  description: 'By what trading accounts are ordered.',
  valuesConfig: {
    OPENED_AT: { description: 'When they were opened.' },
    LOGIN: { description: 'Their login, as text: "10" comes before "9".' },
    BALANCE: { description: 'Their balance, whatever its currency.' },
  },
});

export const AssetClass = enumOf(ASSET_CLASSES);
registerEnumType(AssetClass, {
  name: 'AssetClass',
  description: 'What is traded, as supervisors tell it apart when they limit leverage.',
  valuesConfig: {
    MAJOR_FX: { description: 'Pairs of USD, EUR, JPY, GBP, CAD and CHF.' },
    MINOR_FX_GOLD_MAJOR_INDEX: { description: 'Other currency pairs, gold and major indices.' },
    COMMODITY_MINOR_INDEX: { description: 'Other commodities and indices.' },
    EQUITY: { description: 'Single shares, and what is named nowhere else.' },
    CRYPTO: { description: 'Crypto assets.' },
  },
});

export const AccountRequestStatus = enumOf(['WAITING', 'APPROVED', 'REJECTED']);
registerEnumType(AccountRequestStatus, {
  name: 'AccountRequestStatus',
  description: 'Where the request for an account stands.',
  valuesConfig: {
    WAITING: { description: 'Support has not decided yet.' },
    APPROVED: { description: 'The account was opened.' },
    REJECTED: { description: 'It was not.' },
  },
});

export const AccountRequestOrderField = enumOf(['REQUESTED_AT']);
registerEnumType(AccountRequestOrderField, {
  name: 'AccountRequestOrderField',
  description: 'By what account requests are ordered.',
  valuesConfig: { REQUESTED_AT: { description: 'When they were made.' } },
});
