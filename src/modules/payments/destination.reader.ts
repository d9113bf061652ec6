import { column, defineReader, one } from '../../database/reader.js';
import { idEquals, oneOf, timeRange } from '../../database/reader.filters.js';
import { moneyOwner, moneyScopeOf, moneyScopes } from '../ledger/index.js';

export const destinationReader = defineReader({
  type: 'PayoutDestination',
  table: 'payout_destination',
  columns: {
    id: column('id'),
    version: column('version'),
    provider: column('provider'),
    label: column('label'),
    status: column('status'),
    addedBy: column('added_by'),
    addedAt: column('added_at'),
    decidedBy: column('decided_by'),
    decidedAt: column('decided_at'),
    reason: column('reason'),
  },
  relations: { client: one('Client', 'client_id'), partner: one('Partner', 'partner_id') },
  filters: {
    clientId: idEquals('t.client_id'),
    partnerId: idEquals('t.partner_id'),
    owner: moneyOwner,
    status: oneOf('t.status'),
    provider: oneOf('t.provider'),
    addedAt: timeRange('t.added_at'),
  },
  orders: { ADDED_AT: { sql: 't.added_at', cast: 'timestamptz' } },
  defaultOrder: { field: 'ADDED_AT', direction: 'DESC' },
  lookups: { id: { sql: 't.id', cast: 'uuid' } },
  scopeOf: moneyScopeOf,
  scopes: moneyScopes,
});
