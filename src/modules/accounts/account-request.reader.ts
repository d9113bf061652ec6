import { column, defineReader, one } from '../../database/reader.js';
import { idEquals, oneOfEnum, timeRange } from '../../database/reader.filters.js';
import { clientScopeOf, clientScopes } from '../../database/row-scopes.js';

export const accountRequestReader = defineReader({
  type: 'AccountRequest',
  table: 'account_request',
  columns: {
    id: column('id'),
    version: column('version'),
    accountType: column('account_type'),
    status: column('status'),
    requestedBy: column('requested_by'),
    requestedAt: column('requested_at'),
    reason: column('reason'),
    decidedAt: column('decided_at'),
  },
  relations: { client: one('Client', 'client_id'), tradingAccount: one('TradingAccount', 'id'), decidedBy: one('StaffMember', 'decided_by_id') },
  filters: { clientId: idEquals('t.client_id'), status: oneOfEnum('t.status'), requestedAt: timeRange('t.requested_at') },
  orders: { REQUESTED_AT: { sql: 't.requested_at', cast: 'timestamptz', inEnumIndexes: true } },
  defaultOrder: { field: 'REQUESTED_AT', direction: 'DESC' },
  scopeOf: clientScopeOf,
  // partners see that there is an account, not what was said about it
  scopes: { ...clientScopes, partner: () => 'false' },
});
