import { column, defineReader, one, page } from '../../database/reader.js';
import { dateRange, oneOf } from '../../database/reader.filters.js';
import { operatorScope } from './operator.scope.js';

export const reconciliationItemReader = defineReader({
  type: 'ReconciliationItem',
  table: 'reconciliation_item',
  columns: {
    id: column('id'),
    result: column('result'),
    direction: column('direction'),
    providerReference: column('provider_reference'),
    ourAmount: column('our_amount'),
    ourCurrency: column('our_currency'),
    ourState: column('our_state'),
    theirAmount: column('their_amount'),
    theirCurrency: column('their_currency'),
    theirState: column('their_state'),
  },
  relations: { transaction: one('Transaction', 'transaction_id'), case: one('PaymentCase', 'case_id') },
  filters: { result: oneOf('t.result') },
  // what differs before what does not
  orders: { RESULT: { sql: `(t.result = 'MATCHED')::int`, cast: 'int' } },
  defaultOrder: { field: 'RESULT', direction: 'ASC' },
  ...operatorScope,
});

export const reconciliationReader = defineReader({
  type: 'Reconciliation',
  table: 'reconciliation',
  columns: {
    id: column('id'),
    provider: column('provider'),
    day: column('day'),
    source: column('source'),
    status: column('status'),
    error: column('error'),
    matched: column('matched'),
    missingHere: column('missing_here'),
    missingThere: column('missing_there'),
    differing: column('differing'),
    runBy: column('run_by'),
    runAt: column('run_at'),
    finishedAt: column('finished_at'),
  },
  relations: { items: page('ReconciliationItem', 'reconciliation_id') },
  filters: { provider: oneOf('t.provider'), day: dateRange('t.day'), status: oneOf('t.status') },
  orders: { RUN_AT: { sql: 't.run_at', cast: 'timestamptz' } },
  defaultOrder: { field: 'RUN_AT', direction: 'DESC' },
  ...operatorScope,
});
