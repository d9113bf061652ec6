import { column, defineReader, one } from '../../database/reader.js';
import { equals, idEquals, oneOf, timeRange } from '../../database/reader.filters.js';
import { operatorScope } from './operator.scope.js';

export const paymentEventReader = defineReader({
  type: 'PaymentEvent',
  table: 'payment_event',
  columns: {
    id: column('id'),
    provider: column('provider'),
    eventId: column('event_id'),
    vendorType: column('vendor_type'),
    direction: column('direction'),
    state: column('state'),
    orderId: column('order_id'),
    providerReference: column('provider_reference'),
    processedAmount: column('processed_amount'),
    currency: column('currency'),
    fee: column('fee'),
    reason: column('reason'),
    happenedAt: column('happened_at'),
    source: column('source'),
    // vendors tell names and addresses in it
    rawBody: column('raw_body', { audited: true }),
    deliveries: column('deliveries'),
    receivedAt: column('received_at'),
    status: column('status'),
    workedAt: column('worked_at'),
    note: column('note'),
  },
  relations: { transaction: one('Transaction', 'transaction_id') },
  filters: {
    provider: oneOf('t.provider'),
    status: oneOf('t.status'),
    direction: equals('t.direction'),
    state: oneOf('t.state'),
    transactionId: idEquals('t.transaction_id'),
    receivedAt: timeRange('t.received_at'),
  },
  orders: { RECEIVED_AT: { sql: 't.received_at', cast: 'timestamptz' } },
  defaultOrder: { field: 'RECEIVED_AT', direction: 'DESC' },
  audit: { action: 'paymentEvent.readBody', client: '(select x.client_id from transaction x where x.id = t.transaction_id)' },
  ...operatorScope,
});
