import { column, defineReader, page } from '../../database/reader.js';
import { wholeHouse } from './screening.scope.js';

/** One a client, by the client's id. */
export const clientScreeningReader = defineReader({
  type: 'ClientScreening',
  table: '(select s.client_id as id, s.* from client_screening s)',
  columns: {
    id: column('id'),
    status: column('status'),
    isPep: column('is_pep'),
    lastScreenedAt: column('screened_at'),
  },
  relations: { hits: page('ScreeningHit', 'client_id', { field: 'FOUND_AT', direction: 'DESC' }) },
  orders: { SCREENED_AT: { sql: 't.screened_at', cast: 'timestamptz' } },
  defaultOrder: { field: 'SCREENED_AT', direction: 'ASC' },
  ...wholeHouse,
});
