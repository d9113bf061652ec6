import { column, defineReader, one } from '../../database/reader.js';
import { idEquals, oneOfEnum, timeRange } from '../../database/reader.filters.js';
import { wholeHouse } from './screening.scope.js';

export const screeningHitReader = defineReader({
  type: 'ScreeningHit',
  table: 'screening_hit',
  columns: {
    id: column('id'),
    version: column('version'),
    list: column('list'),
    kind: column('kind'),
    status: column('status'),
    score: { sql: 't.score::text' },
    matchedName: column('matched_name'),
    nameScore: { sql: 't.name_score::text' },
    isWeakName: column('is_weak_name'),
    birthDate: column('birth_date'),
    country: column('country'),
    entryRef: column('entry_ref'),
    entry: column('entry'),
    isCurrent: { sql: '(t.superseded_at is null)' },
    reason: column('reason'),
    foundAt: column('found_at'),
    decidedAt: column('decided_at'),
  },
  relations: { client: one('Client', 'client_id'), decidedBy: one('StaffMember', 'decided_by_id') },
  filters: {
    status: oneOfEnum('t.status'),
    list: oneOfEnum('t.list'),
    clientId: idEquals('t.client_id'),
    foundAt: timeRange('t.found_at'),
  },
  orders: { FOUND_AT: { sql: 't.found_at', cast: 'timestamptz', inEnumIndexes: true }, SCORE: { sql: 't.score', cast: 'numeric' } },
  defaultOrder: { field: 'FOUND_AT', direction: 'ASC' },
  ...wholeHouse,
});
