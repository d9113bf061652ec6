import { createRequire } from 'node:module';
import type { Pool } from 'pg';
import { amountText, Decimal } from '../../runtime/decimal.js';
import { type ContentOf, type StatementHead, type StatementSum, statementSums } from './statement.content.js';

type Sheet = PDFKit.PDFDocument;

const { resolve } = createRequire(import.meta.url);
const FONT = resolve('dejavu-fonts-ttf/ttf/DejaVuSansCondensed.ttf');
const BOLD = resolve('dejavu-fonts-ttf/ttf/DejaVuSansCondensed-Bold.ttf');

const [LEFT, RIGHT, BOTTOM] = [56, 539, 760];
const [INK, GREY, LINE] = ['#1b1f24', '#5b6570', '#c9d0d6'];
/** What does not fit a person's eye is in the other formats. */
const MOST_LINES = 60;

const LENGTHS = { DAY: 'Day', WEEK: 'Week', MONTH: 'Month' } as const;

/** The statement for people to read: its figures, and what they come from in sums. A few pages at most, whatever the number of commissions. */
export async function* statementPdf(pool: Pool, of: ContentOf): AsyncGenerator<Buffer> {
  const [{ default: PdfDocument }, { symbols, clients }] = await Promise.all([import('pdfkit'), statementSums(pool, of)]);
  const { head } = of;
  const sheet: Sheet = new PdfDocument({
    ...{ size: 'A4', margins: { top: 56, bottom: 56, left: LEFT, right: 56 }, bufferPages: true, font: FONT },
    info: { Title: `Commission statement ${head.reference}`, Author: 'Countinghouse', CreationDate: new Date(head.closedAt) },
  });
  sheet.registerFont('text', FONT).registerFont('bold', BOLD).fillColor(INK);
  writeHeading(sheet, head);
  writeFigures(sheet, head);
  writeSums(sheet, head, 'By symbol', symbols);
  if (clients.length > 0) writeSums(sheet, head, 'Rebates to clients', clients);
  numberPages(sheet, head);
  sheet.end();
  for await (const piece of sheet) yield piece as Buffer;
}

const day = (time: string): string => new Date(time).toISOString().slice(0, 10);
const lastDay = ({ endsAt }: StatementHead): string => day(new Date(new Date(endsAt).getTime() - 1).toISOString());
const money = (value: string, currency: string): string => amountText(new Decimal(value), currency);

function writeHeading(sheet: Sheet, head: StatementHead): void {
  sheet.font('bold').fontSize(18).text('Commission statement', LEFT, 56);
  sheet.font('text').fontSize(10).fillColor(GREY);
  const lines = [
    `${head.reference}, made on ${day(head.closedAt)}`,
    `${head.partnerName} (${head.partnerReference})`,
    `${LENGTHS[head.length]} from ${day(head.startsAt)} to ${lastDay(head)} (UTC), in ${head.currency}`,
  ];
  for (const line of lines) sheet.moveDown(0.3).text(line, LEFT, undefined, { width: RIGHT - LEFT });
  sheet.fillColor(INK).moveDown(1.5);
}

/** One line of a table: the first column to the left, the others to the right, each at its place. */
function writeLine(sheet: Sheet, cells: readonly string[], places: readonly number[], font: 'text' | 'bold' = 'text'): void {
  if (sheet.y > BOTTOM) sheet.addPage();
  const { y } = sheet;
  sheet.font(font).fontSize(10);
  const below = cells.map((cell, at) => {
    const from = at === 0 ? LEFT : (places[at - 1] ?? LEFT);
    sheet.text(cell, from, y, { width: (places[at] ?? RIGHT) - from - 6, align: at === 0 ? 'left' : 'right' });
    return sheet.y;
  });
  sheet.y = Math.max(...below) + 3;
}

function writeRule(sheet: Sheet): void {
  sheet.moveTo(LEFT, sheet.y).lineTo(RIGHT, sheet.y).lineWidth(0.5).strokeColor(LINE).stroke();
  sheet.y += 5;
}

const FIGURE_PLACES = [360, RIGHT];

function writeFigures(sheet: Sheet, head: StatementHead): void {
  const figures = [
    ['Opening balance', head.opening],
    ['Accrued', head.accrued],
    ['Corrections', head.corrections],
    ['Less rebates to clients', new Decimal(head.rebates).negated().toFixed()],
    ['Less what was paid since the last statement', new Decimal(head.paid).negated().toFixed()],
  ] as const;
  writeRule(sheet);
  for (const [words, value] of figures) writeLine(sheet, [words, `${money(value, head.currency)} ${head.currency}`], FIGURE_PLACES);
  writeRule(sheet);
  writeLine(sheet, ['Closing balance', `${money(head.closing, head.currency)} ${head.currency}`], FIGURE_PLACES, 'bold');
  sheet.fontSize(8).fillColor(GREY);
  sheet
    .font('text')
    .text('Amounts are rounded when they are paid; what rounding leaves is in the next opening balance.', LEFT, sheet.y + 4, { width: RIGHT - LEFT });
  sheet.text(`Its ${head.commissions} commissions, each with its explanation, are in the CSV and XLSX files of this statement.`, LEFT, undefined, {
    width: RIGHT - LEFT,
  });
  sheet.fillColor(INK).moveDown(2);
}

const SUM_PLACES = [260, 340, 420, RIGHT];

function writeSums(sheet: Sheet, { currency }: StatementHead, title: string, sums: readonly StatementSum[]): void {
  if (sheet.y > BOTTOM - 60) sheet.addPage();
  sheet.font('bold').fontSize(12).text(title, LEFT);
  sheet.y += 4;
  writeLine(sheet, ['', 'Commissions', 'Lots', `Amount (${currency})`], SUM_PLACES, 'bold');
  writeRule(sheet);
  for (const { name, rows, lots, amount } of sums.slice(0, MOST_LINES)) writeLine(sheet, [name, String(rows), lots ?? '', money(amount, currency)], SUM_PLACES);
  if (sums.length > MOST_LINES) writeLine(sheet, [`and ${sums.length - MOST_LINES} more`], SUM_PLACES);
  sheet.moveDown(1.5);
}

function numberPages(sheet: Sheet, { reference, partnerReference }: StatementHead): void {
  const { start, count } = sheet.bufferedPageRange();
  for (let at = start; at < start + count; at++) {
    sheet.switchToPage(at);
    sheet.page.margins.bottom = 0;
    sheet.font('text').fontSize(8).fillColor(GREY);
    sheet.text(`${reference} / ${partnerReference}, page ${at + 1} of ${count}`, LEFT, 800, { width: RIGHT - LEFT, align: 'right', lineBreak: false });
  }
}
