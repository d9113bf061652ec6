import { amountIn } from '../../database/amounts.js';
import { column, defineReader, one, type Relation } from '../../database/reader.js';
import { equals, idEquals, oneOf, oneOfEnum, prefix } from '../../database/reader.filters.js';
import { dealHistory } from './deal-history.reader.js';
import { clientScopeOf, clientScopes } from '../../database/row-scopes.js';

/** Known to the platform alone, and no platform is connected. */
const LIVE_FIGURE = { sql: 'null::numeric' };

/** A transfer has a trading account on either side, each with an index of its own. */
const transactions: Relation = {
  kind: 'page',
  type: 'Transaction',
  key: { sql: 't.id', cast: 'uuid' },
  link: (key) => `(t.trading_account_id = ${key} or t.counter_account_id = ${key})`,
};

export const tradingAccountReader = defineReader({
  type: 'TradingAccount',
  table: 'trading_account',
  columns: {
    id: column('id'),
    version: column('version'),
    platform: column('platform'),
    server: column('server'),
    login: column('login'),
    environment: column('environment'),
    group: column('group'),
    leverage: column('leverage'),
    currency: column('currency'),
    status: column('status'),
    accountType: column('account_type'),
    balance: { sql: amountIn('t.balance') },
    credit: { sql: amountIn('t.credit') },
    equity: LIVE_FIGURE,
    margin: LIVE_FIGURE,
    freeMargin: LIVE_FIGURE,
    marginLevel: LIVE_FIGURE,
    openedAt: column('opened_at'),
  },
  relations: { client: one('Client', 'client_id'), request: one('AccountRequest', 'id'), transactions, dealHistory },
  filters: {
    clientId: idEquals('t.client_id'),
    platform: oneOfEnum('t.platform'),
    environment: oneOfEnum('t.environment', 'one'),
    status: oneOfEnum('t.status'),
    group: equals('t."group"'),
    currency: oneOf('t.currency'),
    login: prefix(['t.login']),
  },
  orders: {
    OPENED_AT: { sql: 't.opened_at', cast: 'timestamptz', inEnumIndexes: true },
    LOGIN: { sql: 't.login', cast: 'text' },
    BALANCE: { sql: 't.balance', cast: 'numeric' },
  },
  defaultOrder: { field: 'OPENED_AT', direction: 'ASC' },
  scopeOf: clientScopeOf,
  scopes: clientScopes,
});
