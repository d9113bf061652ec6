import { column, defineReader, one } from '../../database/reader.js';
import { idEquals, oneOf, timeRange } from '../../database/reader.filters.js';
import { operatorScope } from './operator.scope.js';

export const paymentCaseReader = defineReader({
  type: 'PaymentCase',
  table: 'payment_case',
  columns: {
    id: column('id'),
    version: column('version'),
    kind: column('kind'),
    status: column('status'),
    provider: column('provider'),
    providerReference: column('provider_reference'),
    amount: column('amount'),
    currency: column('currency'),
    expectedAmount: column('expected_amount'),
    expectedCurrency: column('expected_currency'),
    inSuspense: { sql: `(t.in_suspense and t.status <> 'CLOSED')` },
    detail: column('detail'),
    resolution: { sql: `coalesce(t.resolution, case when t.status = 'PROPOSED' then t.proposal->>'resolution' end)` },
    proposedBy: column('proposed_by'),
    note: { sql: `coalesce(t.note, case when t.status = 'PROPOSED' then t.proposal->>'note' end)` },
    openedAt: column('opened_at'),
    takenAt: column('taken_at'),
    closedAt: column('closed_at'),
    closedBy: column('closed_by'),
  },
  relations: {
    transaction: one('Transaction', 'transaction_id'),
    client: one('Client', 'client_id'),
    assignee: one('StaffMember', 'assignee_id'),
    event: one('PaymentEvent', 'payment_event_id'),
    statementLine: one('BankStatementLine', 'statement_line_id'),
  },
  filters: {
    kind: oneOf('t.kind'),
    status: oneOf('t.status'),
    provider: oneOf('t.provider'),
    assigneeId: idEquals('t.assignee_id'),
    clientId: idEquals('t.client_id'),
    transactionId: idEquals('t.transaction_id'),
    openedAt: timeRange('t.opened_at'),
  },
  orders: { OPENED_AT: { sql: 't.opened_at', cast: 'timestamptz' } },
  defaultOrder: { field: 'OPENED_AT', direction: 'ASC' },
  ...operatorScope,
});
