import { StatementRefused } from '../port.js';

export interface CsvRow {
  /** In the file, from 1. */
  readonly line: number;
  readonly fields: readonly string[];
}

const MAX_ROWS = 200_000;

const refuse = (line: number, sentence: string): never => {
  throw new StatementRefused(`Line ${line}: ${sentence}`);
};

/** The one of ; and , that the header has more of. */
function separatorOf(text: string): string {
  const header = /^[^\r\n]*/.exec(text)![0];
  return header.split(';').length > header.split(',').length ? ';' : ',';
}

/** Rows as RFC 4180 has them, strictly: a quote that is not closed, or stands in the middle, is no field. Empty lines are left out. */
export function readCsv(text: string): readonly CsvRow[] {
  const separator = separatorOf(text);
  const field = new RegExp(`(?:"((?:[^"]|"")*)"|([^"\\r\\n${separator}]*))(${separator}|\\r\\n|\\n|\\r|$)`, 'y');
  const rows: CsvRow[] = [];
  let [line, start, fields] = [1, 1, [] as string[]];
  while (field.lastIndex < text.length || fields.length > 0) {
    const match = field.exec(text) ?? refuse(line, 'a field with a quote in it must be quoted as a whole, and its quotes doubled.');
    const [all, quoted, plain, end] = match;
    fields.push(quoted === undefined ? plain! : quoted.replaceAll('""', '"'));
    line += all.split(/\r\n|\n|\r/).length - 1;
    if (end === separator) continue;
    if (fields.length > 1 || fields[0] !== '') rows.push({ line: start, fields });
    if (rows.length > MAX_ROWS) refuse(line, `a file has at most ${MAX_ROWS} rows: split it by day.`);
    [start, fields] = [line, []];
    if (end === '' && field.lastIndex >= text.length) break;
  }
  return rows;
}
