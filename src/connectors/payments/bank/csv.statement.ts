import { createHash } from 'node:crypto';
import { type Statement, type StatementLine, StatementRefused } from '../port.js';
import { type CsvRow, readCsv } from './csv.rows.js';
import { compactIban } from './iban.js';
import { amountOrProblem, calendarDate, LineIds, type LineWithoutId, movesMoney, oneLine } from './statement.values.js';

/** Columns by name, in any order, each with the other names that banks give them. Others are not read. */
const COLUMNS = {
  account: ['account', 'iban', 'own_account'],
  booked_on: ['booked_on', 'booking_date', 'date'],
  value_on: ['value_on', 'value_date'],
  amount: ['amount'],
  currency: ['currency', 'ccy'],
  remittance: ['remittance', 'remittance_information', 'details', 'purpose', 'description'],
  end_to_end_id: ['end_to_end_id', 'endtoendid'],
  counterparty_name: ['counterparty_name', 'counterparty', 'name'],
  counterparty_account: ['counterparty_account', 'counterparty_iban'],
  bank_reference: ['bank_reference', 'transaction_id'],
  is_return: ['is_return', 'return'],
} as const;
type Column = keyof typeof COLUMNS;

const REQUIRED: readonly Column[] = ['account', 'booked_on', 'amount', 'currency', 'remittance'];

const refuse = (line: number, sentence: string): never => {
  throw new StatementRefused(`Line ${line}: ${sentence}`);
};

type Columns = Readonly<Partial<Record<Column, number>>>;

function columnsOf({ line, fields }: CsvRow): Columns {
  const names = fields.map((field) =>
    field
      .trim()
      .toLowerCase()
      .replaceAll(/[\s-]+/g, '_'),
  );
  const columns: Partial<Record<Column, number>> = {};
  for (const [column, aliases] of Object.entries(COLUMNS) as [Column, readonly string[]][]) {
    const found = names.flatMap((name, index) => (aliases.includes(name) ? [index] : []));
    if (found.length > 1) refuse(line, `the header names ${column} twice.`);
    if (found.length === 1) columns[column] = found[0]!;
    else if (REQUIRED.includes(column)) refuse(line, `the header must name the columns ${REQUIRED.join(', ')}; ${column} is missing.`);
  }
  return columns;
}

type Read = (column: Column) => string;

function readerOf({ line, fields }: CsvRow, columns: Columns, width: number): Read {
  if (fields.length !== width) refuse(line, `it has ${fields.length} fields, where the header has ${width}.`);
  return (column) => fields[columns[column] ?? -1]?.trim() ?? '';
}

function dateIn(line: number, column: Column, text: string): string {
  return calendarDate(text) ?? refuse(line, `${column} must be a date such as 2026-11-22, not ${JSON.stringify(text.slice(0, 30))}.`);
}

function lineOf(line: number, read: Read): LineWithoutId {
  const [, minus, digits] = /^(-?)\+?(.*)$/s.exec(read('amount'))!;
  const amount = amountOrProblem(digits!, read('currency'));
  if ('problem' in amount) return refuse(line, amount.problem);
  const returned = read('is_return').toLowerCase();
  if (!['', 'yes', 'no', 'true', 'false', '1', '0'].includes(returned))
    refuse(line, `is_return must be yes or no, not ${JSON.stringify(returned.slice(0, 20))}.`);
  const side = minus === '-' ? 'DEBIT' : 'CREDIT';
  return {
    side,
    amount: amount.amount,
    currency: read('currency'),
    bookedOn: dateIn(line, 'booked_on', read('booked_on')),
    valueOn: read('value_on') === '' ? null : dateIn(line, 'value_on', read('value_on')),
    remittance: oneLine([read('remittance')]),
    endToEndId: read('end_to_end_id') || null,
    counterparty: { name: oneLine([read('counterparty_name')]) || null, account: compactIban(read('counterparty_account')) || null },
    isReturn: side === 'CREDIT' && ['yes', 'true', '1'].includes(returned),
  };
}

function sameInAll(rows: readonly { readonly line: number; readonly value: string }[], column: Column): string {
  const { value } = rows[0]!;
  const other = rows.find((row) => row.value !== value);
  if (other)
    refuse(
      other.line,
      `${column} is ${JSON.stringify(other.value.slice(0, 40))}, where the rows above have ${JSON.stringify(value.slice(0, 40))}: give one file an account and currency.`,
    );
  return value || refuse(rows[0]!.line, `${column} is empty.`);
}

/** A statement as rows with a header; an amount below zero went out. Throws `StatementRefused` with the line that does not do. */
export function readCsvStatement(text: string): Statement {
  const [header, ...rows] = readCsv(text);
  if (header === undefined) return refuse(1, 'the file is empty.');
  const columns = columnsOf(header);
  if (rows.length === 0) return refuse(header.line, 'there are no rows below the header.');
  const readers = rows.map((row) => ({ line: row.line, read: readerOf(row, columns, header.fields.length) }));
  const account = sameInAll(
    readers.map(({ line, read }) => ({ line, value: compactIban(read('account')) })),
    'account',
  );
  const currency = sameInAll(
    readers.map(({ line, read }) => ({ line, value: read('currency') })),
    'currency',
  );
  const ids = new LineIds(account);
  const lines = readers.map(({ line, read }): StatementLine => {
    const content = lineOf(line, read);
    return { lineId: ids.idOf(content, read('bank_reference') || null), ...content };
  });
  const statementId = `csv-${createHash('sha256').update(text).digest('hex').slice(0, 32)}`;
  return { statementId, account, currency, openingBalance: null, closingBalance: null, lines: lines.filter(movesMoney) };
}
