import { column, defineReader, one } from '../../database/reader.js';
import { idEquals, oneOfEnum, timeRange } from '../../database/reader.filters.js';
import { partnerScopeOf } from '../../database/row-scopes.js';

/** What is planned is the broker's to know until it holds. */
export const partnerChangeReader = defineReader({
  type: 'PartnerChange',
  table: 'partner_change',
  columns: {
    id: column('id'),
    version: column('version'),
    kind: column('kind'),
    effectiveFrom: column('effective_from'),
    status: column('status'),
    reason: column('reason'),
    requestedBy: column('requested_by'),
    requestedAt: column('requested_at'),
    endedAt: column('ended_at'),
    detail: column('detail'),
  },
  relations: {
    partner: one('Partner', 'partner_id'),
    client: one('Client', 'client_id'),
    newParent: one('Partner', 'new_parent_id'),
    newPlan: one('CommissionPlan', 'new_plan_id'),
    newIntroducer: one('Partner', 'new_introducer_id'),
  },
  filters: {
    kind: oneOfEnum('t.kind'),
    status: oneOfEnum('t.status'),
    partnerId: idEquals('t.partner_id'),
    clientId: idEquals('t.client_id'),
    effectiveFrom: timeRange('t.effective_from'),
  },
  orders: { EFFECTIVE_FROM: { sql: 't.effective_from', cast: 'timestamptz', inEnumIndexes: true } },
  defaultOrder: { field: 'EFFECTIVE_FROM', direction: 'DESC' },
  scopeOf: (actor) => (partnerScopeOf(actor) === null ? null : 'none'),
  scopes: { none: () => 'false' },
});
