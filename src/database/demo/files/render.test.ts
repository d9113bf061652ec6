import { createHash } from 'node:crypto';
import { crc32, inflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { makeBrokerage } from '../brokerage.js';
import { drawCard } from './card.js';
import { jpeg } from './jpeg.js';
import { pdf } from './pdf.js';
import { png } from './png.js';
import { render } from './render.js';

const card = drawCard({ title: 'PASSPORT', name: 'WOJCIK', reference: 'C100042', hasPortrait: true, likeness: 77 });

test('a PNG has right check sums and as many pixels as it says', () => {
  const bytes = png(card, 'Specimen', 1);
  const chunks = new Map<string, Buffer>();
  for (let at = 8; at < bytes.length;) {
    const length = bytes.readUInt32BE(at);
    const body = bytes.subarray(at + 4, at + 8 + length);
    expect(bytes.readUInt32BE(at + 8 + length)).toBe(crc32(body));
    chunks.set(body.toString('latin1', 0, 4), body.subarray(4));
    at += 12 + length;
  }
  expect([...chunks.keys()]).toEqual(['IHDR', 'PLTE', 'tEXt', 'IDAT', 'IEND']);
  const [width, height] = [chunks.get('IHDR')?.readUInt32BE(0) ?? 0, chunks.get('IHDR')?.readUInt32BE(4) ?? 0];
  expect(inflateSync(chunks.get('IDAT') ?? Buffer.alloc(0))).toHaveLength((width / 4 + 1) * height);
});

/** Reads the shades back as any decoder of baseline JPEG would. */
function shadesOf(bytes: Buffer): number[] {
  const scan = bytes.subarray(bytes.indexOf(Buffer.from([0xff, 0xda])) + 10, -2);
  const bits = [...scan]
    .filter((byte, index) => !(byte === 0 && scan[index - 1] === 0xff))
    .map((byte) => byte.toString(2).padStart(8, '0'))
    .join('');
  const codes = ['00', '010', '011', '100', '101', '110', '1110', '11110', '111110'];
  const shades: number[] = [];
  for (let at = 0, level = 0; shades.length < card.cells.length;) {
    const category = codes.findIndex((code) => bits.startsWith(code, at));
    at += codes[category]?.length ?? 0;
    const value = category === 0 ? 0 : Number.parseInt(bits.slice(at, at + category), 2);
    level += value >= 2 ** (category - 1) ? value : category === 0 ? 0 : value - 2 ** category + 1;
    at += category + 1;
    shades.push(level + 128);
  }
  return shades;
}

test('a JPEG says of every block the shade that was drawn there', () => {
  const bytes = jpeg(card, 'Specimen');
  expect(bytes.subarray(0, 2).toString('hex') + bytes.subarray(-2).toString('hex')).toBe('ffd8ffd9');
  expect(shadesOf(bytes)).toEqual([...card.cells].map((shade) => [238, 196, 118, 38][shade]));
});

test('a PDF finds its objects where its table says', () => {
  const text = pdf(['Lettre (copie)', 'Étienne Wójcik, Łódź']).toString('latin1');
  const table = Number(/startxref\n(\d+)/.exec(text)?.[1]);
  const offsets = [...text.slice(table).matchAll(/^(\d{10}) 00000 n/gm)].map(([, offset]) => Number(offset));
  expect(offsets.map((offset) => text.slice(offset, offset + 7))).toEqual([1, 2, 3, 4, 5].map((number) => `${number} 0 obj`));
  expect(text).toContain('(Lettre \\(copie\\)) Tj');
  expect(text).toContain('(Etienne Wojcik, Lodz) Tj');
});

test('no two documents have the same bytes', () => {
  const { documents } = makeBrokerage({ clients: 60, seed: 3, now: new Date('2026-11-22T12:00:00Z') });
  const hashes = documents.map((document) => createHash('sha256').update(render(document)).digest('hex'));
  expect(new Set(hashes).size).toBe(documents.length);
});
