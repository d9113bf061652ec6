import { column, defineReader, one } from '../../database/reader.js';

export const payoutReader = defineReader({
  type: 'Payout',
  table: 'payout',
  columns: {
    id: column('id'),
    number: column('number'),
    provider: column('provider'),
    amount: column('amount'),
    currency: column('currency'),
    status: column('status'),
    providerReference: column('provider_reference'),
    processedAmount: column('processed_amount'),
    reason: column('reason'),
    sentAt: column('sent_at'),
    settledAt: column('settled_at'),
  },
  relations: { deposit: one('Transaction', 'deposit_id') },
});
