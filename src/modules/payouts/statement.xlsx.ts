import { Readable } from 'node:stream';
import type { Pool } from 'pg';
import { ZipFile } from 'yazl';
import { type Cell, cellsOf, COLUMN_TITLES, type ContentOf, firstRows, harmless, lastRow, statementRows, type StatementRow } from './statement.content.js';

/** A sheet takes 1,048,576 rows; the heading and the figures go with the first and the last. */
const ROWS_A_SHEET = 1_000_000;

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

// What XML 1.0 has no place for.
// oxlint-disable-next-line no-control-regex
const NOT_IN_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;
const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
const escaped = (value: string): string =>
  value
    .toWellFormed()
    .replaceAll(NOT_IN_XML, '')
    .replaceAll(/[&<>]/g, (character) => ENTITIES[character] as string);

/** Texts are marked as texts (style 1 has a quote prefix), so that no program computes them, not even after somebody has edited the cell. */
const cellXml = (cell: Cell, style: number): string =>
  cell === null
    ? '<c/>'
    : 'number' in cell
      ? `<c><v>${cell.number}</v></c>`
      : `<c s="${style}" t="inlineStr"><is><t xml:space="preserve">${escaped(harmless(cell.text))}</t></is></c>`;
export const xlsxRow = (cells: readonly Cell[], style = 1): string => `<row>${cells.map((cell) => cellXml(cell, style)).join('')}</row>`;

const STYLES = `${XML}<styleSheet xmlns="${MAIN}"><fonts count="2"><font><sz val="10"/><name val="Arial"/></font><font><b/><sz val="10"/><name val="Arial"/></font></fonts>
<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>
<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>
<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" quotePrefix="1"/><xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" quotePrefix="1" applyFont="1"/></cellXfs></styleSheet>`;

/** The files of a workbook beside its sheets. */
function frame(sheets: readonly string[]): Record<string, string> {
  const each = (write: (name: string, number: number) => string): string => sheets.map((name, at) => write(name, at + 1)).join('');
  return {
    '[Content_Types].xml': `${XML}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${TYPE}.styles+xml"/>${each(
      (_, number) => `<Override PartName="/xl/worksheets/sheet${number}.xml" ContentType="${TYPE}.worksheet+xml"/>`,
    )}</Types>`,
    '_rels/.rels': `${XML}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `${XML}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets>${each((name, number) => `<sheet name="${name}" sheetId="${number}" r:id="rId${number}"/>`)}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `${XML}<Relationships xmlns="${PACKAGE}/relationships">${each(
      (_, number) => `<Relationship Id="rId${number}" Type="${RELATIONS}/worksheet" Target="worksheets/sheet${number}.xml"/>`,
    )}<Relationship Id="rId${sheets.length + 1}" Type="${RELATIONS}/styles" Target="styles.xml"/></Relationships>`,
    'xl/styles.xml': STYLES,
  };
}

/** Hands out the rows of a statement sheet by sheet: a sheet is written to its end before the next one begins. */
class Pages {
  readonly #rows: AsyncGenerator<StatementRow[]>;
  #left: StatementRow[] = [];

  constructor(rows: AsyncGenerator<StatementRow[]>) {
    this.#rows = rows;
  }

  async *page(): AsyncGenerator<StatementRow[]> {
    for (let written = 0; written < ROWS_A_SHEET;) {
      if (this.#left.length === 0) {
        const next = await this.#rows.next();
        if (next.done === true) return;
        this.#left = next.value;
      }
      const some = this.#left.splice(0, ROWS_A_SHEET - written);
      written += some.length;
      yield some;
    }
  }

  async end(): Promise<void> {
    await this.#rows.return(undefined);
  }
}

async function* sheet({ head }: ContentOf, pages: Pages, isFirst: boolean, isLast: boolean): AsyncGenerator<string> {
  yield `${XML}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols><col min="1" max="11" width="16" customWidth="1"/><col min="12" max="12" width="90" customWidth="1"/></cols><sheetData>`;
  yield xlsxRow(
    COLUMN_TITLES.map((title) => ({ text: title })),
    2,
  );
  if (isFirst)
    yield firstRows(head)
      .map((cells) => xlsxRow(cells))
      .join('');
  for await (const rows of pages.page()) yield rows.map((row) => xlsxRow(cellsOf(row, head.currency))).join('');
  if (isLast) yield xlsxRow(lastRow(head));
  yield '</sheetData></worksheet>';
}

/** The statement as a workbook, made while it is read: rows go through it, and are not kept. */
export async function* statementXlsx(pool: Pool, of: ContentOf): AsyncGenerator<Buffer> {
  const count = Math.max(1, Math.ceil(of.head.commissions / ROWS_A_SHEET));
  const names = Array.from({ length: count }, (_, at) => (at === 0 ? of.head.reference : `${of.head.reference} (${at + 1})`));
  const pages = new Pages(statementRows(pool, of));
  const zip = new ZipFile();
  const output = zip.outputStream as Readable;
  zip.on('error', (error: Error) => output.destroy(error));
  for (const [path, content] of Object.entries(frame(names))) zip.addBuffer(Buffer.from(content), path);
  names.forEach((_, at) =>
    zip.addReadStreamLazy(`xl/worksheets/sheet${at + 1}.xml`, (answer) => {
      const content = Readable.from(sheet(of, pages, at === 0, at === count - 1), { objectMode: false });
      // what fails in the middle of a sheet ends the workbook, or nobody would notice
      answer(
        null,
        content.once('error', (error) => output.destroy(error)),
      );
    }),
  );
  zip.end();
  try {
    for await (const piece of output) yield piece as Buffer;
  } finally {
    await pages.end();
  }
}
