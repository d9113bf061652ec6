import { randomBytes } from 'node:crypto';
import { crc32 } from 'node:zlib';

const u32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
};
const le = (value: number, bytes: number): Buffer => {
  const out = Buffer.alloc(bytes);
  out.writeUIntLE(value, 0, bytes);
  return out;
};

/** A PDF as far as readers look at once, with noise for a page. */
export const pdfFile = (noiseBytes = 2_000, text = 'Electricity bill of Maria Ioannou'): Buffer =>
  Buffer.concat([Buffer.from(`%PDF-1.7\n1 0 obj (${text}) endobj\n`), randomBytes(noiseBytes), Buffer.from('\nstartxref\n0\n%%EOF\n')]);

const chunk = (type: string, data: Buffer): Buffer =>
  Buffer.concat([u32(data.length), Buffer.from(type), data, u32(crc32(Buffer.concat([Buffer.from(type), data])))]);

/** A PNG that says it is so large, with whatever for its pixels. */
export const pngFile = (width = 40, height = 30, pixels = randomBytes(500)): Buffer =>
  Buffer.concat([
    ...[Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), chunk('IHDR', Buffer.concat([u32(width), u32(height), Buffer.from([8, 2, 0, 0, 0])]))],
    ...[chunk('IDAT', pixels), chunk('IEND', Buffer.alloc(0))],
  ]);

/** A JPEG with a camera's note before its frame. */
export const jpegFile = (width = 4000, height = 3000, behind = Buffer.alloc(0)): Buffer =>
  Buffer.concat([
    ...[Buffer.from([0xff, 0xd8, 0xff, 0xe1, 0x40, 0x02]), Buffer.alloc(0x4000, 'Exif')],
    ...[Buffer.from([0xff, 0xc0, 0, 11, 8]), u32(height).subarray(2), u32(width).subarray(2), Buffer.from([1, 1, 0x11, 0])],
    ...[Buffer.from([0xff, 0xda, 0, 2]), randomBytes(700), Buffer.from([0xff, 0xd9]), behind],
  ]);

export const webpFile = (width = 400, height = 300): Buffer => {
  const body = Buffer.concat([Buffer.from('WEBPVP8X'), le(10, 4), le(0, 4), le(width - 1, 3), le(height - 1, 3), randomBytes(300)]);
  return Buffer.concat([Buffer.from('RIFF'), le(body.length, 4), body]);
};

export const heicFile = (width = 4032, height = 3024): Buffer =>
  Buffer.concat([
    ...[u32(24), Buffer.from('ftypheic\0\0\0\0mif1heic'), u32(60), Buffer.from('meta'), u32(0)],
    ...[u32(20), Buffer.from('ispe'), u32(0), u32(512), u32(512), u32(20), Buffer.from('ispe'), u32(0), u32(width), u32(height), randomBytes(400)],
  ]);

/** An archive with nothing in it: what every ZIP ends with. */
export const ZIP_END = Buffer.concat([Buffer.from('PK\x05\x06', 'latin1'), Buffer.alloc(18)]);
