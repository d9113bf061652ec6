import { EntryMaker, type ListEntry, type ListReading, refuse } from './list.entry.js';
import { textOf } from './xml.walk.js';

/**
 * Politically exposed persons. No authority publishes such a list, and no format is agreed on: this one is ours. UTF-8, commas, quotation marks
 * where a value holds a comma, one line a person; several values of a cell are parted by semicolons. The first line names the columns:
 * `ref,name,aliases,birth_dates,countries,offices`; `birth_dates` are `1960-05-12`, `1960-05` or `1960`, countries two letters of ISO 3166-1.
 */
const COLUMNS = ['ref', 'name', 'aliases', 'birth_dates', 'countries', 'offices'] as const;
const LONGEST_LINE = 50_000;

async function* linesOf(file: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let rest = '';
  for await (const text of textOf(file)) {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > LONGEST_LINE) refuse('it holds a line that is far too long');
    yield* lines;
  }
  yield rest;
}

function cellsOf(line: string): string[] {
  const cells = [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^",]*))(?=,|$)/g)];
  const read = cells.map(([, quoted, plain = '']) => (quoted === undefined ? plain : quoted.replaceAll('""', '"')).trim());
  if (cells.reduce((sum, [cell]) => sum + cell.length, 0) !== line.length) refuse(`a line does not hold cells: ${line.slice(0, 60)}`);
  return read;
}

const split = (cell: string): string[] =>
  cell
    .split(';')
    .map((value) => value.trim())
    .filter((value) => value !== '');

function entryOf(line: string): ListEntry {
  const cells = cellsOf(line);
  if (cells.length !== COLUMNS.length) refuse(`a line has ${cells.length} cells and not ${COLUMNS.length}: ${line.slice(0, 60)}`);
  const [ref, name, aliases, birthDates, countries, offices] = cells as [string, string, string, string, string, string];
  const entry = new EntryMaker();
  [entry.ref, entry.kind] = [ref, 'PERSON'];
  for (const each of [name, ...split(aliases)]) entry.addName(each, false);
  for (const date of split(birthDates)) {
    if (!/^\d{4}(-\d\d){0,2}$/.test(date)) refuse(`${ref.slice(0, 40)} has a birth date that is none`);
    entry.addBirthDate(date);
  }
  for (const country of split(countries)) entry.addCountry(country.toUpperCase());
  for (const office of split(offices)) entry.addProgramme(office);
  return entry.make();
}

async function* entriesOf(file: AsyncIterable<Uint8Array>): AsyncGenerator<ListEntry> {
  let isHead = true;
  for await (const line of linesOf(file)) {
    const text = line.replace(/^\ufeff/, '').trimEnd();
    if (text === '') continue;
    if (isHead && text !== COLUMNS.join()) refuse(`its first line must be ${COLUMNS.join()}`);
    if (!isHead) yield entryOf(text);
    isHead = false;
  }
}

export const readPepList = (file: AsyncIterable<Uint8Array>): ListReading => ({ publishedAt: null, entries: entriesOf(file) });
