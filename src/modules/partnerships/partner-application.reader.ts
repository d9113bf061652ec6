import { column, defineReader, one } from '../../database/reader.js';
import { oneOf, oneOfEnum, timeRange } from '../../database/reader.filters.js';
import { partnerScopeOf } from '../../database/row-scopes.js';

/** Who wants to become a partner is for the broker to know. */
export const partnerApplicationReader = defineReader({
  type: 'PartnerApplication',
  table: 'partner_application',
  columns: {
    id: column('id'),
    version: column('version'),
    reference: column('reference'),
    status: column('status'),
    name: column('name'),
    email: column('email'),
    country: column('country'),
    website: column('website'),
    about: column('about'),
    submittedBy: column('submitted_by'),
    submittedAt: column('submitted_at'),
    decidedAt: column('decided_at'),
    reason: column('reason'),
  },
  relations: { sponsor: one('Partner', 'sponsor_id'), partner: one('Partner', 'partner_id'), decidedBy: one('StaffMember', 'decided_by_id') },
  filters: { status: oneOfEnum('t.status'), country: oneOf('t.country', 'bpchar'), submittedAt: timeRange('t.submitted_at') },
  orders: { SUBMITTED_AT: { sql: 't.submitted_at', cast: 'timestamptz', inEnumIndexes: true } },
  defaultOrder: { field: 'SUBMITTED_AT', direction: 'DESC' },
  scopeOf: (actor) => (partnerScopeOf(actor) === null ? null : 'none'),
  scopes: { none: () => 'false' },
});
