/** What a document's file may be. Everything else is refused, whatever it calls itself. */
export const FILE_TYPES = ['application/pdf', 'image/jpeg', 'image/png', 'image/webp', 'image/heic'] as const;
export type FileType = (typeof FILE_TYPES)[number];

export const isFileType = (type: string): type is FileType => (FILE_TYPES as readonly string[]).includes(type);

/** The bytes are not what they were said to be, or more than one thing. The message is for whoever sent them. */
export class ContentRefused extends Error {
  override readonly name = 'ContentRefused';
}

/** Sizes of pictures stand near the beginning, behind what cameras and profiles put there. */
const HEAD_BYTES = 256 * 1024;
/** A ZIP is read from its end, which lies so far from it at most. */
const TAIL_BYTES = 66_000;
const OVERLAP_BYTES = 24;
/** The first bytes by which types are told apart. */
const MAGIC_BYTES = 16;
/** As much as the cameras of phones give; decoded, four bytes each. */
const MOST_PIXELS = 210_000_000;
const LONGEST_SIDE = 30_000;

/** What a browser or a reader would run: none of it has any business in a passport or a bill. */
const ACTIVE = /<script|<html|<!doctype html|<svg[\s>]|<iframe|<\?php|\/JavaScript|\/Launch/i;
const ZIP_END = Buffer.from('PK\x05\x06', 'latin1');
const PNG_START = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const PNG_END = Buffer.from([0, 0, 0, 0, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82]);
const HEIC_BRANDS = new Set(['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'mif1', 'msf1']);

const ascii = (bytes: Buffer, from: number, to: number): string => bytes.toString('latin1', from, to);

/** What the first bytes say it is; null: nothing that is taken here. */
export function typeOf(head: Buffer): FileType | null {
  if (ascii(head, 0, 5) === '%PDF-') return 'application/pdf';
  if (head[0] === 0xff && head[1] === 0xd8 && head[2] === 0xff) return 'image/jpeg';
  if (head.subarray(0, 8).equals(PNG_START)) return 'image/png';
  if (ascii(head, 0, 4) === 'RIFF' && ascii(head, 8, 12) === 'WEBP') return 'image/webp';
  return ascii(head, 4, 8) === 'ftyp' && HEIC_BRANDS.has(ascii(head, 8, 12)) ? 'image/heic' : null;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Frame headers of JPEG: C0 to CF without the tables DHT, JPG and DAC. */
const isFrame = (marker: number): boolean => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);

function jpegSize(head: Buffer): Size | null {
  for (let at = 2; at + 9 < head.length && head[at] === 0xff;) {
    const marker = head[at + 1] as number;
    if (isFrame(marker)) return { height: head.readUInt16BE(at + 5), width: head.readUInt16BE(at + 7) };
    // a fill byte has no length
    at += marker === 0xff ? 1 : 2 + head.readUInt16BE(at + 2);
  }
  return null;
}

function webpSize(head: Buffer): Size | null {
  if (head.length < 30) return null;
  const kind = ascii(head, 12, 16);
  if (kind === 'VP8X') return { width: head.readUIntLE(24, 3) + 1, height: head.readUIntLE(27, 3) + 1 };
  if (kind === 'VP8 ') return { width: head.readUInt16LE(26) & 0x3fff, height: head.readUInt16LE(28) & 0x3fff };
  const bits = head.readUInt32LE(21);
  return kind === 'VP8L' ? { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 } : null;
}

/** The largest of the pictures in it: a tile, a thumbnail and the whole each tell their own. */
function heicSize(head: Buffer): Size | null {
  let largest: Size | null = null;
  for (let at = head.indexOf('ispe'); at >= 0 && at + 16 <= head.length; at = head.indexOf('ispe', at + 4)) {
    const size = { width: head.readUInt32BE(at + 8), height: head.readUInt32BE(at + 12) };
    if (largest === null || size.width * size.height > largest.width * largest.height) largest = size;
  }
  return largest;
}

const PICTURE_SIZES: Partial<Record<FileType, (head: Buffer) => Size | null>> = {
  'image/png': (head) => (head.length < 24 ? null : { width: head.readUInt32BE(16), height: head.readUInt32BE(20) }),
  'image/jpeg': jpegSize,
  'image/webp': webpSize,
  'image/heic': heicSize,
};

function checkPicture(type: FileType, head: Buffer): void {
  if (type !== 'application/pdf' && head.subarray(0, 1024).includes('%PDF-')) throw new ContentRefused('The file is a PDF as well.');
  const sizeOf = PICTURE_SIZES[type];
  if (sizeOf === undefined) return;
  const size = sizeOf(head);
  if (size === null || size.width === 0 || size.height === 0) throw new ContentRefused('The picture cannot be read: it does not tell its size.');
  if (Math.max(size.width, size.height) > LONGEST_SIDE || size.width * size.height > MOST_PIXELS)
    throw new ContentRefused(`The picture is ${size.width} by ${size.height} pixels: that is more than any camera gives.`);
}

/** Whether the file ends where its format says that it ends. */
function checkEnd(type: FileType, head: Buffer, tail: Buffer, sizeBytes: number): void {
  const isWhole =
    type === 'application/pdf'
      ? tail.subarray(-1024).includes('%%EOF')
      : type === 'image/png'
        ? tail.subarray(-12).equals(PNG_END)
        : type === 'image/webp'
          ? [sizeBytes, sizeBytes - 1].includes(head.readUInt32LE(4) + 8)
          : true;
  if (!isWhole) throw new ContentRefused('The file is cut off, or something was put behind it.');
}

/**
 * Judges a file by its bytes while they pass, without keeping or unpacking them: the type by the first ones, pictures by the size that
 * they tell, and whether anything else is hidden in it. Holds its beginning and its end, and makes nothing else of what passes that
 * would lie about until it is collected.
 */
export class FileInspector {
  readonly #declared: FileType;
  readonly #sizeBytes: number;
  readonly #head: Buffer;
  readonly #tail: Buffer;
  #seenBytes = 0;
  #seam = '';

  /** The caller sees to it that neither more nor fewer bytes come. */
  constructor(declared: FileType, sizeBytes: number) {
    this.#declared = declared;
    this.#sizeBytes = sizeBytes;
    this.#head = Buffer.alloc(Math.min(HEAD_BYTES, sizeBytes));
    this.#tail = Buffer.alloc(Math.min(TAIL_BYTES, sizeBytes));
  }

  /** Throws `ContentRefused` as soon as it is certain. */
  add(chunk: Buffer): void {
    const from = this.#seenBytes;
    this.#seenBytes += chunk.length;
    if (from < this.#head.length) chunk.copy(this.#head, from);
    if (from < MAGIC_BYTES && this.#seenBytes >= MAGIC_BYTES) this.#checkType();
    const tailFrom = this.#sizeBytes - this.#tail.length;
    if (this.#seenBytes > tailFrom) chunk.copy(this.#tail, Math.max(0, from - tailFrom), Math.max(0, tailFrom - from));
    this.#checkActive(chunk);
  }

  /** When all has passed. Throws `ContentRefused`. */
  end(): void {
    if (this.#sizeBytes < MAGIC_BYTES) this.#checkType();
    checkPicture(this.#declared, this.#head);
    checkEnd(this.#declared, this.#head, this.#tail, this.#sizeBytes);
    if (this.#tail.includes(ZIP_END)) throw new ContentRefused('The file is an archive as well.');
  }

  #checkActive(chunk: Buffer): void {
    const seam = this.#seam + chunk.toString('latin1', 0, OVERLAP_BYTES);
    if (ACTIVE.test(seam) || ACTIVE.test(chunk.toString('latin1')))
      throw new ContentRefused('The file holds something that could be run: save it anew as a plain document or picture.');
    this.#seam = (chunk.length < OVERLAP_BYTES ? this.#seam + chunk.toString('latin1') : chunk.toString('latin1', chunk.length - OVERLAP_BYTES)).slice(
      -OVERLAP_BYTES,
    );
  }

  #checkType(): void {
    const type = typeOf(this.#head);
    if (type === null) throw new ContentRefused(`This is none of ${FILE_TYPES.join(', ')}.`);
    if (type !== this.#declared) throw new ContentRefused(`The file is ${type}, and not ${this.#declared} as was said.`);
  }
}
