import { column, defineReader, one, page } from '../../database/reader.js';
import { equals, oneOf, timeRange } from '../../database/reader.filters.js';
import { operatorScope } from './operator.scope.js';

const STATUS = `(case when t.transaction_id is not null then 'MATCHED' when t.worked_at is null then 'NEW'
  when exists (select from payment_case k where k.statement_line_id = t.id and k.status <> 'CLOSED') then 'UNMATCHED' else 'CLOSED' end)`;

export const bankStatementLineReader = defineReader({
  type: 'BankStatementLine',
  table: 'bank_statement_line',
  columns: {
    id: column('id'),
    lineId: column('line_id'),
    side: column('side'),
    amount: column('amount'),
    currency: column('currency'),
    bookedOn: column('booked_on'),
    valueOn: column('value_on'),
    remittance: column('remittance'),
    endToEndId: column('end_to_end_id'),
    counterpartyName: column('counterparty_name'),
    counterpartyAccount: column('counterparty_account'),
    isReturn: column('is_return'),
    status: { sql: STATUS },
  },
  relations: { transaction: one('Transaction', 'transaction_id') },
  filters: { side: equals('t.side'), status: oneOf(STATUS) },
  // the order of the file
  orders: { NUMBER: { sql: 't.number', cast: 'int' } },
  defaultOrder: { field: 'NUMBER', direction: 'ASC' },
  ...operatorScope,
});

export const bankStatementReader = defineReader({
  type: 'BankStatement',
  table: 'bank_statement',
  columns: {
    id: column('id'),
    provider: column('provider'),
    statementId: column('statement_id'),
    account: column('account'),
    currency: column('currency'),
    openingBalance: column('opening_balance'),
    closingBalance: column('closing_balance'),
    lineCount: column('lines'),
    importedBy: column('imported_by'),
    importedAt: column('imported_at'),
  },
  relations: { lines: page('BankStatementLine', 'statement_id') },
  filters: { provider: oneOf('t.provider'), importedAt: timeRange('t.imported_at') },
  orders: { IMPORTED_AT: { sql: 't.imported_at', cast: 'timestamptz' } },
  defaultOrder: { field: 'IMPORTED_AT', direction: 'DESC' },
  ...operatorScope,
});
