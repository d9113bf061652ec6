import { createCipheriv, createDecipheriv } from 'node:crypto';
import { Readable } from 'node:stream';

/**
 * Files as they lie in a store: the mark `CHF1`, then pieces of 64 KiB, each sealed by AES-256-GCM with its tag behind it. A piece's nonce
 * is its number and whether it is the last, so that none can be moved, left out or cut off; all are bound to the file by what it is called.
 * A key seals one file only, or nonces would come twice.
 */
const MARK = Buffer.from('CHF1');
const PIECE_BYTES = 64 * 1024;
const TAG_BYTES = 16;

type Bytes = AsyncIterable<Buffer>;

export interface FileSeal {
  /** 32 random bytes, for this file alone. */
  readonly key: Buffer;
  /** What the file is bound to: it opens under no other name. */
  readonly name: string;
}

/** The file was changed or cut off, or is another one. Everything that came before this was as it was sealed. */
export class SealBroken extends Error {
  override readonly name = 'SealBroken';
}

/** Pieces of equal size, each in the place of the one before it; the last, which may be shorter, is known by nothing that follows. */
async function* inPieces(content: Bytes, size: number): AsyncGenerator<{ readonly bytes: Buffer; readonly isLast: boolean }> {
  const piece = Buffer.allocUnsafe(size);
  let filled = 0;
  for await (const chunk of content) {
    for (let at = 0; at < chunk.length;) {
      if (filled === size) {
        yield { bytes: piece, isLast: false };
        filled = 0;
      }
      const taken = chunk.copy(piece, filled, at);
      filled += taken;
      at += taken;
    }
  }
  yield { bytes: piece.subarray(0, filled), isLast: true };
}

function nonce(number: number, isLast: boolean): Buffer {
  const bytes = Buffer.alloc(12);
  bytes.writeUIntBE(number, 5, 6);
  bytes[11] = Number(isLast);
  return bytes;
}

/** The sealed file. As the content comes, piece by piece. */
export async function* sealFile(content: Bytes, { key, name }: FileSeal): AsyncGenerator<Buffer> {
  yield MARK;
  let number = 0;
  for await (const { bytes, isLast } of inPieces(content, PIECE_BYTES)) {
    const cipher = createCipheriv('aes-256-gcm', key, nonce(number++, isLast), { authTagLength: TAG_BYTES }).setAAD(Buffer.from(name));
    yield cipher.update(bytes);
    yield Buffer.concat([cipher.final(), cipher.getAuthTag()]);
  }
}

/** The content again. Each piece leaves once its tag has proven it; throws `SealBroken` at the first that does not hold. */
export async function* openFile(sealed: Bytes, { key, name }: FileSeal): AsyncGenerator<Buffer> {
  let number = 0;
  for await (const { bytes, isLast } of inPieces(withoutMark(sealed), PIECE_BYTES + TAG_BYTES)) {
    if (bytes.length < TAG_BYTES) throw new SealBroken(`The file ${name} is cut off`);
    const decipher = createDecipheriv('aes-256-gcm', key, nonce(number++, isLast), { authTagLength: TAG_BYTES })
      .setAAD(Buffer.from(name))
      .setAuthTag(bytes.subarray(bytes.length - TAG_BYTES));
    const opened = decipher.update(bytes.subarray(0, bytes.length - TAG_BYTES));
    try {
      decipher.final();
    } catch {
      throw new SealBroken(`The file ${name} is not as it was sealed, from piece ${number} on`);
    }
    yield opened;
  }
}

async function* withoutMark(sealed: Bytes): AsyncGenerator<Buffer> {
  let head: Buffer | null = Buffer.alloc(0);
  for await (const chunk of sealed) {
    if (head === null) {
      yield chunk;
      continue;
    }
    head = Buffer.concat([head, chunk]);
    if (head.length < MARK.length) continue;
    if (!head.subarray(0, MARK.length).equals(MARK)) break;
    yield head.subarray(MARK.length);
    head = null;
  }
  if (head !== null) throw new SealBroken('This is no sealed file');
}

/** `openFile` as a stream. Destroyed, it takes its source with it, also before anything was read: a generator that never began would not. */
export const openedStream = (sealed: Readable, seal: FileSeal): Readable =>
  Readable.from(openFile(sealed, seal), { objectMode: false }).once('close', () => sealed.destroy());
