import type { Actor } from '../../access/actor.js';
import { column, defineReader, textScope } from '../../database/reader.js';
import { oneOfEnum, timeRange } from '../../database/reader.filters.js';

export const periodReader = defineReader({
  type: 'CommissionPeriod',
  table: 'commission_period',
  columns: {
    id: column('id'),
    length: column('length'),
    startsAt: column('starts_at'),
    endsAt: column('ends_at'),
    status: column('status'),
    expected: { sql: 't.expected::int' },
    commissions: { sql: 't.commissions::int' },
    askedBy: column('asked_by', { mask: { unless: 'payouts:prepare', sql: 'null::text' } }),
    begunAt: column('begun_at'),
    closedAt: column('closed_at'),
  },
  filters: { length: oneOfEnum('t.length'), status: oneOfEnum('t.status'), startsAt: timeRange('t.starts_at') },
  orders: { STARTS_AT: { sql: 't.starts_at', cast: 'timestamptz' } },
  defaultOrder: { field: 'STARTS_AT', direction: 'DESC' },
  scopeOf: (actor: Actor) => (actor.clientId === null ? null : 'none'),
  scopes: { none: textScope('false') },
});
