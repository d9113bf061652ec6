import type { Card } from './card.js';

const GREYS = [238, 196, 118, 38] as const;
const PIXELS_PER_CELL = 8;
/** Code lengths and codes of the DC categories 0 to 8, from the tables of the standard (annex K). */
const DC_COUNTS = [0, 1, 5, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0];
const DC_CODES = [
  [2, 0b00],
  [3, 0b010],
  [3, 0b011],
  [3, 0b100],
  [3, 0b101],
  [3, 0b110],
  [4, 0b1110],
  [5, 0b11110],
  [6, 0b111110],
] as const;
const DC_SYMBOLS = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11];
const DC_QUANTUM = 8;

function segment(marker: number, data: Buffer | readonly number[]): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(data.length + 2, 2);
  return Buffer.concat([head, Buffer.from(data)]);
}

const APP0 = segment(0xe0, [...Buffer.from('JFIF\0', 'latin1'), 1, 1, 0, 0, 1, 0, 1, 0, 0]);
const QUANTA = segment(0xdb, [0, DC_QUANTUM, ...Array.from({ length: 63 }, () => 16)]);
const DC_TABLE = segment(0xc4, [0x00, ...DC_COUNTS, ...DC_SYMBOLS]);
/** A block is one even shade: the only thing ever said of its other coefficients is that there are none, in one bit. */
const AC_TABLE = segment(0xc4, [0x10, 1, ...Array.from({ length: 15 }, () => 0), 0x00]);
const SCAN = segment(0xda, [1, 1, 0x00, 0, 63, 0]);

/** Eight by eight pixels a cell, so each cell is one block of a baseline JPEG in grey. */
export function jpeg(card: Card, comment: string): Buffer {
  const [width, height] = [card.width * PIXELS_PER_CELL, card.height * PIXELS_PER_CELL];
  const frame = segment(0xc0, [8, height >> 8, height & 0xff, width >> 8, width & 0xff, 1, 1, 0x11, 0]);
  const start = Buffer.from([0xff, 0xd8]);
  const end = Buffer.from([0xff, 0xd9]);
  return Buffer.concat([start, APP0, segment(0xfe, Buffer.from(comment, 'latin1')), QUANTA, frame, DC_TABLE, AC_TABLE, SCAN, blocks(card), end]);
}

function blocks({ cells }: Card): Buffer {
  const bytes = Buffer.alloc(cells.length * 4 + 8);
  let [length, bits, count, before] = [0, 0, 0, 0];
  const put = (size: number, value: number): void => {
    bits = (bits << size) | value;
    for (count += size; count >= 8; count -= 8) {
      const byte = (bits >> (count - 8)) & 0xff;
      bytes[length++] = byte;
      // A byte of ones would read as a marker.
      if (byte === 0xff) bytes[length++] = 0;
    }
    bits &= (1 << count) - 1;
  };
  for (const shade of cells) {
    const level = (GREYS[shade] ?? 0) - 128;
    const difference = level - before;
    before = level;
    const category = 32 - Math.clz32(Math.abs(difference));
    const [size, code] = DC_CODES[category] ?? DC_CODES[0];
    put(size, code);
    if (category > 0) put(category, difference > 0 ? difference : difference + (1 << category) - 1);
    put(1, 0);
  }
  if (count > 0) put(8 - count, (1 << (8 - count)) - 1);
  return bytes.subarray(0, length);
}
