import { column, defineReader, one } from '../../database/reader.js';
import { idEquals, oneOfEnum, timeRange } from '../../database/reader.filters.js';
import { clientScopeOf, clientScopes } from '../../database/row-scopes.js';

/** Partners see of their clients how they do, never who they are. */
const scopes = { ...clientScopes, partner: () => 'false' };

export const kycVerificationReader = defineReader({
  type: 'KycVerification',
  table: 'kyc_verification',
  columns: {
    id: column('id'),
    version: column('version'),
    vendor: column('vendor'),
    levelName: column('level_name'),
    status: column('status'),
    failure: column('failure'),
    applicantId: column('applicant_id'),
    vendorStatus: column('vendor_status'),
    vendorAnswer: column('vendor_answer'),
    vendorRejectType: column('vendor_reject_type'),
    vendorRejectLabels: column('vendor_reject_labels'),
    applicantComment: column('applicant_comment'),
    staffComment: column('staff_comment'),
    vendorLevelName: column('vendor_level'),
    attempt: column('attempt'),
    reviewedAt: column('reviewed_at'),
    askedAt: column('asked_at'),
    startedBy: column('started_by'),
    startedAt: column('started_at'),
    decidedBy: column('decided_by'),
    decidedAt: column('decided_at'),
    decisionReason: column('decision_reason'),
  },
  relations: { client: one('Client', 'client_id') },
  filters: { clientId: idEquals('t.client_id'), status: oneOfEnum('t.status'), startedAt: timeRange('t.started_at') },
  orders: { STARTED_AT: { sql: 't.started_at', cast: 'timestamptz' } },
  defaultOrder: { field: 'STARTED_AT', direction: 'DESC' },
  scopeOf: clientScopeOf,
  scopes,
});
