import { column, defineReader } from '../../database/reader.js';
import { timeRange } from '../../database/reader.filters.js';

export const ledgerCheckReader = defineReader({
  type: 'LedgerCheck',
  table: 'ledger_check',
  columns: {
    id: column('id'),
    startedAt: column('started_at'),
    finishedAt: column('finished_at'),
    durationMs: { sql: '(extract(epoch from t.finished_at - t.started_at) * 1000)::int' },
    accounts: column('accounts'),
    lines: { sql: 't.lines::int' },
    isSound: { sql: `(t.drifting_count = 0 and t.currencies = '[]')` },
    driftingCount: column('drifting_count'),
    drifting: column('drifting'),
    currencies: column('currencies'),
    askedBy: column('asked_by'),
  },
  filters: { startedAt: timeRange('t.started_at') },
  orders: { STARTED_AT: { sql: 't.started_at', cast: 'timestamptz' } },
  defaultOrder: { field: 'STARTED_AT', direction: 'DESC' },
  // it is about everybody's money
  scopeOf: (actor) => (actor.clientId !== null || actor.partnerId !== null ? 'outside' : null),
  scopes: { outside: () => 'false' },
});
