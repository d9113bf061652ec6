import { column, defineReader, one } from '../../database/reader.js';
import { idEquals } from '../../database/reader.filters.js';
import { ownPartnerScopeOf, ownPartnerScopes } from './payout.scope.js';

export const rebateShareReader = defineReader({
  type: 'RebateShare',
  table: 'rebate_share',
  columns: {
    id: column('id'),
    share: { sql: 'trim_scale(t.share)' },
    validFrom: column('valid_from'),
    validTo: { sql: `case when t.valid_to < 'infinity' then t.valid_to end` },
    setBy: column('set_by'),
  },
  relations: { partner: one('Partner', 'partner_id'), client: one('Client', 'client_id') },
  filters: { partnerId: idEquals('t.partner_id'), clientId: idEquals('t.client_id') },
  orders: { VALID_FROM: { sql: 't.valid_from', cast: 'timestamptz' } },
  defaultOrder: { field: 'VALID_FROM', direction: 'DESC' },
  scopeOf: ownPartnerScopeOf,
  scopes: ownPartnerScopes,
});
