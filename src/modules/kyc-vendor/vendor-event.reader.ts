import { column, defineReader, one } from '../../database/reader.js';
import { oneOfEnum, timeRange } from '../../database/reader.filters.js';
import { clientScopeOf } from '../../database/row-scopes.js';

const none = () => 'false';

/** Of the house alone. Who sees only clients whom they manage sees none: whom an event is about is what is not known yet. */
export const kycVendorEventReader = defineReader({
  type: 'KycVendorEvent',
  table: 'kyc_vendor_event',
  columns: {
    id: column('id'),
    vendor: column('vendor'),
    vendorType: column('vendor_type'),
    applicantId: column('applicant_id'),
    externalUserId: column('external_user_id'),
    status: column('status'),
    note: column('note'),
    deliveries: column('deliveries'),
    happenedAt: column('happened_at'),
    receivedAt: column('received_at'),
    workedAt: column('worked_at'),
    decidedBy: column('decided_by'),
    decidedAt: column('decided_at'),
    decisionReason: column('decision_reason'),
  },
  relations: { verification: one('KycVerification', 'verification_id') },
  filters: { status: oneOfEnum('t.status'), receivedAt: timeRange('t.received_at') },
  orders: { RECEIVED_AT: { sql: 't.received_at', cast: 'timestamptz', inEnumIndexes: true } },
  defaultOrder: { field: 'RECEIVED_AT', direction: 'DESC' },
  scopeOf: clientScopeOf,
  scopes: { client: none, partner: none, managed: none },
});
