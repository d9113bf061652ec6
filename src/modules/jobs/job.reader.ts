import { column, defineReader } from '../../database/reader.js';
import { equals, oneOf } from '../../database/reader.filters.js';
import { JOB_ROWS } from './job.rows.js';

/** Jobs are the brokerage's: clients and partners, and keys that are bound to them, see none. What a job was given is nobody's to see. */
export const jobReader = defineReader({
  type: 'Job',
  table: JOB_ROWS,
  columns: {
    id: column('id'),
    requestId: column('request_id'),
    name: column('name'),
    state: column('state'),
    attempts: column('attempts'),
    maxAttempts: column('max_attempts'),
    lastError: column('last_error'),
    createdAt: column('created_at'),
    runAt: column('run_at'),
    lockedSince: column('locked_at'),
  },
  filters: { state: oneOf('t.state'), name: equals('t.name') },
  defaultOrder: { field: 'CREATED_AT', direction: 'DESC' },
  scopeOf: (actor) => (actor.clientId !== null || actor.partnerId !== null ? 'outside' : null),
  scopes: { outside: () => 'false' },
});
