import { column, defineReader, one } from '../../database/reader.js';
import { idEquals, oneOfEnum, timeRange } from '../../database/reader.filters.js';
import { clientScopeOf, clientScopes } from '../../database/row-scopes.js';
import { obstaclesOf } from './erasure.obstacles.js';

/** Partners see of their clients how they do, never what they ask of the house. */
export const privacyScopes = { scopeOf: clientScopeOf, scopes: { ...clientScopes, partner: () => 'false' } };

export const erasureReader = defineReader({
  type: 'Erasure',
  table: 'erasure',
  columns: {
    id: column('id'),
    version: column('version'),
    status: column('status'),
    reason: column('reason'),
    requestedBy: column('requested_by'),
    requestedAt: column('requested_at'),
    decidedBy: column('decided_by'),
    decidedAt: column('decided_at'),
    decisionReason: column('decision_reason'),
    holdUntil: column('hold_until'),
    legalHold: { sql: '(t.legal_hold_reason is not null)' },
    legalHoldReason: column('legal_hold_reason'),
    obstacles: { sql: `case when t.ended_at is null then ${obstaclesOf('t.client_id')} else '{}' end` },
    answer: column('answer'),
    isKeptByVendor: { sql: 'exists (select from erased_applicant x where x.erasure_id = t.id)' },
    endedAt: column('ended_at'),
  },
  relations: { client: one('Client', 'client_id') },
  filters: { clientId: idEquals('t.client_id'), status: oneOfEnum('t.status'), requestedAt: timeRange('t.requested_at') },
  orders: { REQUESTED_AT: { sql: 't.requested_at', cast: 'timestamptz' } },
  defaultOrder: { field: 'REQUESTED_AT', direction: 'DESC' },
  ...privacyScopes,
});
