import type { Pool } from 'pg';
import { type Cell, cellsOf, COLUMN_TITLES, type ContentOf, firstRows, harmless, lastRow, statementRows } from './statement.content.js';

const quoted = (value: string): string => (/[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);

const cellText = (cell: Cell): string => (cell === null ? '' : 'number' in cell ? cell.number : quoted(harmless(cell.text)));

/** A line by RFC 4180. */
export const csvLine = (cells: readonly Cell[]): string => `${cells.map(cellText).join(',')}\r\n`;

/** The statement as CSV, made while it is read. */
export async function* statementCsv(pool: Pool, of: ContentOf): AsyncGenerator<Buffer> {
  const { head } = of;
  yield Buffer.from([csvLine(COLUMN_TITLES.map((title) => ({ text: title }))), ...firstRows(head).map(csvLine)].join(''));
  for await (const rows of statementRows(pool, of)) yield Buffer.from(rows.map((row) => csvLine(cellsOf(row, head.currency))).join(''));
  yield Buffer.from(csvLine(lastRow(head)));
}
