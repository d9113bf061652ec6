import { column, defineReader } from '../../database/reader.js';
import { equals, timeRange } from '../../database/reader.filters.js';

export const exchangeRateReader = defineReader({
  type: 'ExchangeRate',
  table: 'exchange_rate',
  columns: {
    id: column('id'),
    base: column('base'),
    quote: column('quote'),
    rate: column('rate'),
    source: column('source'),
    at: column('at'),
    setBy: column('set_by'),
  },
  filters: { base: equals('t.base'), quote: equals('t.quote'), at: timeRange('t.at') },
  orders: { AT: { sql: 't.at', cast: 'timestamptz' } },
  defaultOrder: { field: 'AT', direction: 'DESC' },
});
