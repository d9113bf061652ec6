import { StatementRefused } from '../port.js';

export interface CsvRow {
  /** In the file, from 1. */
  readonly line: number;
  readonly fields: readonly string[];
}

const MAX_ROWS = 100_000;
const MAX_FIELDS = 200;

/** The one of ; and , that the header has more of. */
function separatorOf(text: string): string {
  const header = /^[^\r\n]*/.exec(text)![0];
  return header.split(';').length > header.split(',').length ? ';' : ',';
}

/** Walks through a text field by field. */
class CsvScanner {
  readonly #text: string;
  readonly #separator: string;
  readonly #special: RegExp;
  #at = 0;
  #line = 1;

  constructor(text: string) {
    this.#text = text;
    this.#separator = separatorOf(text);
    this.#special = new RegExp(`["\\r\\n${this.#separator}]`, 'g');
  }

  get isAtEnd(): boolean {
    return this.#at >= this.#text.length;
  }

  refuse(sentence: string): never {
    throw new StatementRefused(`Line ${this.#line}: ${sentence}`);
  }

  row(): CsvRow {
    const line = this.#line;
    const fields = [this.#field()];
    while (this.#text[this.#at] === this.#separator) {
      this.#at++;
      if (fields.push(this.#field()) > MAX_FIELDS) this.refuse(`a row has at most ${MAX_FIELDS} fields.`);
    }
    this.#endOfLine();
    return { line, fields };
  }

  #field(): string {
    return this.#text[this.#at] === '"' ? this.#quoted() : this.#plain();
  }

  #plain(): string {
    this.#special.lastIndex = this.#at;
    const end = this.#special.exec(this.#text)?.index ?? this.#text.length;
    if (this.#text[end] === '"') this.refuse('a field with a quote in it must be quoted as a whole, and its quotes doubled.');
    const field = this.#text.slice(this.#at, end);
    this.#at = end;
    return field;
  }

  #quoted(): string {
    const start = this.#at + 1;
    let end = this.#text.indexOf('"', start);
    while (end !== -1 && this.#text[end + 1] === '"') end = this.#text.indexOf('"', end + 2);
    if (end === -1) this.refuse('a field with a quote in it must be quoted as a whole, and its quotes doubled.');
    const field = this.#text.slice(start, end);
    this.#at = end + 1;
    this.#line += field.split(/\r\n|\n|\r/).length - 1;
    return field.replaceAll('""', '"');
  }

  #endOfLine(): void {
    if (this.isAtEnd) return;
    const end = this.#text.startsWith('\r\n', this.#at) ? 2 : 1;
    if (!['\r', '\n'].includes(this.#text[this.#at]!)) this.refuse('a field with a quote in it must be quoted as a whole, and its quotes doubled.');
    this.#at += end;
    this.#line++;
  }
}

/** Rows as RFC 4180 has them, strictly: a quote that is not closed, or stands in the middle, is no field. Empty lines are left out. */
export function readCsv(text: string): readonly CsvRow[] {
  const scanner = new CsvScanner(text);
  const rows: CsvRow[] = [];
  while (!scanner.isAtEnd) {
    const row = scanner.row();
    if (row.fields.length > 1 || row.fields[0] !== '') rows.push(row);
    if (rows.length > MAX_ROWS) scanner.refuse(`a file has at most ${MAX_ROWS} rows: split it by day.`);
  }
  return rows;
}
