import { crc32, inflateRawSync } from 'node:zlib';

const [END, ENTRY, DEFLATED] = [0x06054b50, 0x02014b50, 8];

/** The files of a zip by their paths, as its directory lists them (APPNOTE 4.3.12), each held against its checksum. For small ones. */
export function unzipped(zip: Buffer): Map<string, Buffer> {
  const end = zip.lastIndexOf(Buffer.from([END & 255, (END >> 8) & 255, (END >> 16) & 255, END >>> 24]));
  const files = new Map<string, Buffer>();
  for (let at = zip.readUInt32LE(end + 16), left = zip.readUInt16LE(end + 10); left > 0; left--) {
    if (zip.readUInt32LE(at) !== ENTRY) throw new Error('The directory of the zip is broken');
    const [name, extra, comment] = [28, 30, 32].map((offset) => zip.readUInt16LE(at + offset)) as [number, number, number];
    const path = zip.toString('utf8', at + 46, at + 46 + name);
    const local = zip.readUInt32LE(at + 42);
    const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    const stored = zip.subarray(start, start + zip.readUInt32LE(at + 20));
    const bytes = zip.readUInt16LE(at + 10) === DEFLATED ? inflateRawSync(stored) : stored;
    if (crc32(bytes) !== zip.readUInt32LE(at + 16)) throw new Error(`${path} is not what its checksum says`);
    files.set(path, bytes);
    at += 46 + name + extra + comment;
  }
  return files;
}
