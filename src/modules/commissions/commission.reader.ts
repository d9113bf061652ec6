import { column, defineReader, one, ownedBy } from '../../database/reader.js';
import { idEquals, oneOf, oneOfEnum, timeRange } from '../../database/reader.filters.js';
import { ownPath, ownSubtree, partnerScopeOf } from '../../database/row-scopes.js';
import type { Parameters } from '../../database/statement.js';

export const commissionReader = defineReader({
  type: 'Commission',
  table: 'commission',
  columns: {
    id: column('id'),
    dealTicket: column('deal_ticket'),
    symbol: column('symbol'),
    lots: column('lots'),
    level: column('level'),
    amount: column('amount'),
    currency: column('currency'),
    status: column('status'),
    explanation: column('explanation'),
    tradedAt: column('traded_at'),
    accruedAt: column('accrued_at'),
  },
  relations: {
    partner: one('Partner', 'partner_id'),
    client: one('Client', 'client_id'),
    tradingAccount: one('TradingAccount', 'trading_account_id'),
    corrects: one('Commission', 'corrects_id'),
  },
  filters: {
    partnerId: idEquals('t.partner_id'),
    clientId: idEquals('t.client_id'),
    status: oneOfEnum('t.status'),
    symbol: oneOf('t.symbol'),
    level: oneOf('t.level', 'int'),
    tradedAt: timeRange('t.traded_at'),
  },
  orders: { ACCRUED_AT: { sql: 't.accrued_at', cast: 'timestamptz' } },
  defaultOrder: { field: 'ACCRUED_AT', direction: 'ASC' },
  totals: { amount: 't.amount', currency: 't.currency' },
  scopeOf: partnerScopeOf,
  scopes: {
    none: () => 'false',
    subtree: ownedBy('t.partner_id', ownSubtree),
  },
});

export const commissionPlanReader = defineReader({
  type: 'CommissionPlan',
  table: 'commission_plan',
  columns: {
    id: column('id'),
    version: column('version'),
    name: column('name'),
    scheme: column('scheme'),
    treeMode: column('tree_mode'),
    currency: column('currency'),
    // as text, or the driver makes floating point numbers of them
    rates: { sql: 't.rates::text[]' },
    minHoldSeconds: column('min_hold_seconds'),
    effectiveFrom: column('effective_from'),
  },
  scopeOf: partnerScopeOf,
  scopes: {
    none: () => 'false',
    subtree: (parameters: Parameters) => `exists (select from partner s where s.plan_id = t.id and s.path <@ ${ownPath(parameters)})`,
  },
});
