import { GLYPHS } from './font.data.js';

/** A picture of coarse cells in four shades, 0 the paper and 3 the ink. PNG and JPEG are written from it. */
export interface Card {
  readonly width: number;
  readonly height: number;
  readonly cells: Uint8Array;
}

export interface CardContent {
  readonly title: string;
  readonly name: string;
  readonly reference: string;
  readonly hasPortrait: boolean;
  /** Decides what the portrait looks like. */
  readonly likeness: number;
}

const WIDTH = 80;
const HEIGHT = 46;
const GLYPH_STEP = 6;

export function drawCard({ title, name, reference, hasPortrait, likeness }: CardContent): Card {
  const card: Card = { width: WIDTH, height: HEIGHT, cells: new Uint8Array(WIDTH * HEIGHT) };
  fillBox(card, 0, 0, WIDTH, 11, 1);
  const left = hasPortrait ? 25 : 3;
  for (const [index, line] of [title, name, reference, 'SPECIMEN'].entries()) write(card, left, 2 + index * 11, line, index === 3 ? 2 : 3);
  if (hasPortrait) portrait(card, likeness);
  return card;
}

function fillBox({ cells }: Card, left: number, top: number, width: number, height: number, shade: number): void {
  for (let y = top; y < top + height; y += 1) cells.fill(shade, y * WIDTH + left, y * WIDTH + left + width);
}

function write({ cells }: Card, left: number, top: number, line: string, shade: number): void {
  const letters = [...line.slice(0, Math.floor((WIDTH - left) / GLYPH_STEP))];
  for (const [place, letter] of letters.entries()) {
    for (const [y, bits] of (GLYPHS.get(letter) ?? []).entries()) {
      for (let x = 0; x < 5; x += 1) if (bits & (16 >> x)) cells[(top + y) * WIDTH + left + place * GLYPH_STEP + x] = shade;
    }
  }
}

/** Head and shoulders, of one of some hundred builds. */
function portrait(card: Card, likeness: number): void {
  const [head, shoulders, hair] = [5 + (likeness & 3), 8 + ((likeness >> 2) & 3), (likeness >> 4) & 7];
  fillBox(card, 2, 13, 20, 31, 1);
  ellipse(card, 12, 22, head, head + 2, 2);
  ellipse(card, 12, 43, shoulders, 11, 3);
  fillBox(card, 12 - head + 1, 22 - head - 2, 2 * head - 1, 2 + (hair & 3), 3);
}

function ellipse({ cells }: Card, x0: number, y0: number, rx: number, ry: number, shade: number): void {
  for (let y = 13; y < 44; y += 1) {
    for (let x = 2; x < 22; x += 1) if (((x - x0) / rx) ** 2 + ((y - y0) / ry) ** 2 <= 1) cells[y * WIDTH + x] = shade;
  }
}
