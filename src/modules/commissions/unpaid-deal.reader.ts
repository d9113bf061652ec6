import { column, defineReader, one, ownedBy } from '../../database/reader.js';
import { digits, idEquals, oneOf, oneOfEnum, timeRange } from '../../database/reader.filters.js';
import { ownSubtree, partnerScopeOf } from '../../database/row-scopes.js';

/** A partner is told why deals of its subtree's clients paid nothing; what nobody had introduced is the broker's to look after. */
export const unpaidDealReader = defineReader({
  type: 'UnpaidDeal',
  table: 'deal_unpaid',
  columns: {
    id: column('id'),
    server: column('server'),
    ticket: { sql: 't.ticket::text' },
    time: column('time'),
    symbol: column('symbol'),
    lots: column('lots'),
    reason: column('reason'),
    detail: column('detail'),
  },
  relations: {
    partner: one('Partner', 'partner_id'),
    client: one('Client', 'client_id'),
    tradingAccount: one('TradingAccount', 'trading_account_id'),
  },
  filters: {
    reason: oneOfEnum('t.reason'),
    partnerId: idEquals('t.partner_id'),
    clientId: idEquals('t.client_id'),
    symbol: oneOf('t.symbol'),
    time: timeRange('t.time'),
    ticket: digits('t.ticket'),
  },
  orders: { TIME: { sql: 't.time', cast: 'timestamptz' } },
  defaultOrder: { field: 'TIME', direction: 'DESC' },
  scopeOf: partnerScopeOf,
  scopes: { none: () => 'false', subtree: ownedBy('t.partner_id', ownSubtree) },
});
