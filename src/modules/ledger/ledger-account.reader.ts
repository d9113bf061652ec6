import { amountIn } from '../../database/amounts.js';
import { column, defineReader, one } from '../../database/reader.js';
import { idEquals, oneOf, prefix } from '../../database/reader.filters.js';
import { moneyScopeOf, moneyScopes } from './ledger.reader.js';

/** The house's own accounts belong to no client and no partner: they are outside of every scope. */
export const ledgerAccountReader = defineReader({
  type: 'LedgerAccount',
  table: 'ledger_account',
  columns: {
    id: column('id'),
    code: column('code'),
    kind: column('kind'),
    currency: column('currency'),
    balance: { sql: amountIn('t.balance') },
    held: { sql: amountIn('t.held') },
    available: { sql: amountIn('(t.balance - t.held)') },
    createdAt: column('created_at'),
  },
  relations: {
    client: one('Client', 'client_id'),
    partner: one('Partner', 'partner_id'),
    tradingAccount: one('TradingAccount', 'trading_account_id'),
  },
  filters: {
    kind: oneOf('t.kind'),
    currency: oneOf('t.currency'),
    clientId: idEquals('t.client_id'),
    partnerId: idEquals('t.partner_id'),
    tradingAccountId: idEquals('t.trading_account_id'),
    code: prefix(['t.code']),
  },
  // not by balance: an index over it would have to be changed by every posting
  orders: { CODE: { sql: 't.code', cast: 'text' }, CREATED_AT: { sql: 't.created_at', cast: 'timestamptz' } },
  defaultOrder: { field: 'CODE', direction: 'ASC' },
  lookups: { id: { sql: 't.id', cast: 'uuid' }, code: { sql: 't.code', cast: 'text' } },
  scopeOf: moneyScopeOf,
  scopes: moneyScopes,
});
