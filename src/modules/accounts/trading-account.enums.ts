import { registerEnumType } from 'type-graphql';
import { enumOf } from '../../graphql/user-error.js';
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
