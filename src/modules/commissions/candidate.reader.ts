import { column, defineReader, one, ownedBy } from '../../database/reader.js';
import { idEquals, oneOfEnum } from '../../database/reader.filters.js';
import { ownSubtree, partnerScopeOf } from '../../database/row-scopes.js';

export const candidateReader = defineReader({
  type: 'CommissionCandidate',
  table: 'commission_candidate',
  columns: {
    id: column('id'),
    status: column('status'),
    firstDeposit: column('first_deposit'),
    currency: column('currency'),
    lots: column('lots'),
    until: column('until'),
    qualifiedAt: column('qualified_at'),
    missing: column('missing'),
    updatedAt: column('updated_at'),
  },
  relations: { client: one('Client', 'id'), partner: one('Partner', 'partner_id'), plan: one('CommissionPlan', 'plan_id') },
  filters: { status: oneOfEnum('t.status'), partnerId: idEquals('t.partner_id'), planId: idEquals('t.plan_id') },
  orders: { UPDATED_AT: { sql: 't.updated_at', cast: 'timestamptz' } },
  defaultOrder: { field: 'UPDATED_AT', direction: 'DESC' },
  scopeOf: partnerScopeOf,
  scopes: { none: () => 'false', subtree: ownedBy('t.partner_id', ownSubtree) },
});
