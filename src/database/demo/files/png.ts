import { crc32, deflateSync } from 'node:zlib';
import type { Card } from './card.js';

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const PIXELS_PER_CELL = 4;
const PALETTES = ['f4f1e8c9d3e06f8299223047', 'eef3ecc4d8c56a8a70213a2b', 'f6eeeeddc3c39a6a6a452424', 'f0eff6ccc8de7b74a02b2548'].map((hex) =>
  Buffer.from(hex, 'hex'),
);

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}

/** Two bits a pixel, so a cell of four pixels is one byte; a row like the one above is written as no difference. */
function pixels({ width, height, cells }: Card): Buffer {
  const rows = Buffer.alloc((width + 1) * height * PIXELS_PER_CELL);
  for (let y = 0; y < height; y += 1) {
    const start = y * PIXELS_PER_CELL * (width + 1);
    for (let x = 0; x < width; x += 1) rows[start + 1 + x] = (cells[y * width + x] ?? 0) * 0b01010101;
    for (let repeat = 1; repeat < PIXELS_PER_CELL; repeat += 1) rows[start + repeat * (width + 1)] = 2;
  }
  return rows;
}

export function png(card: Card, comment: string, look: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(card.width * PIXELS_PER_CELL, 0);
  header.writeUInt32BE(card.height * PIXELS_PER_CELL, 4);
  header.set([2, 3, 0, 0, 0], 8);
  return Buffer.concat([
    ...[SIGNATURE, chunk('IHDR', header), chunk('PLTE', PALETTES[look % PALETTES.length] ?? Buffer.alloc(12))],
    ...[chunk('tEXt', Buffer.from(`Comment\0${comment}`, 'latin1')), chunk('IDAT', deflateSync(pixels(card), { level: 1 })), chunk('IEND', Buffer.alloc(0))],
  ]);
}
