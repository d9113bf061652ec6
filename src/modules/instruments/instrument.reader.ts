import { column, defineReader } from '../../database/reader.js';
import { equals, oneOf, prefix } from '../../database/reader.filters.js';

export const instrumentReader = defineReader({
  type: 'Instrument',
  table: 'instrument',
  columns: {
    id: column('id'),
    version: column('version'),
    symbol: column('symbol'),
    group: column('group'),
    contractSize: { sql: 'trim_scale(t.contract_size)' },
    pipSize: { sql: 'trim_scale(t.pip_size)' },
    pipValue: { sql: 'trim_scale(t.contract_size * t.pip_size)' },
    baseCurrency: column('base_currency'),
    quoteCurrency: column('quote_currency'),
    updatedBy: column('updated_by'),
    updatedAt: column('updated_at'),
  },
  relations: {
    aliases: { kind: 'list', type: 'InstrumentAlias', key: { sql: 't.symbol', cast: 'text' }, link: (key) => `t.symbol = ${key}`, order: 't.alias, t.server' },
  },
  filters: { symbol: prefix(['t.symbol']), group: equals('t."group"'), quoteCurrency: oneOf('t.quote_currency') },
  orders: { SYMBOL: { sql: 't.symbol', cast: 'text' } },
  defaultOrder: { field: 'SYMBOL', direction: 'ASC' },
});

export const instrumentAliasReader = defineReader({
  type: 'InstrumentAlias',
  table: 'instrument_alias',
  columns: { id: column('id'), alias: column('alias'), server: { sql: `nullif(t.server, '')` } },
});
