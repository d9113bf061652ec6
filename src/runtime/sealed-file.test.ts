import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { finished } from 'node:stream/promises';
import { describe, expect, test } from 'vitest';
import { openedStream, openFile, SealBroken, sealFile } from './sealed-file.js';

const PIECE = 64 * 1024;
const seal = { key: randomBytes(32), name: 'file ab/cd/abcd' };
const of = (...chunks: Buffer[]): Readable => Readable.from(chunks);
const sealed = (bytes: Buffer, as = seal): Promise<Buffer> => buffer(sealFile(of(bytes), as));
const opened = (bytes: Buffer, as = seal): Promise<Buffer> => buffer(openFile(of(bytes), as));

describe('a sealed file', () => {
  test.for([0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE, 200_003])('of %i bytes opens to what was sealed, and shows nothing of it', async (size) => {
    const bytes = Buffer.concat([Buffer.from('Maria Ioannou'), randomBytes(size)]).subarray(0, size);
    const file = await sealed(bytes);
    expect((await opened(file)).equals(bytes)).toBe(true);
    expect(size > 13 && file.includes('Maria Ioannou')).toBe(false);
  });

  test('comes out the same however its bytes arrive', async () => {
    const bytes = randomBytes(150_000);
    const file = await sealed(bytes);
    const crumbs = Array.from({ length: Math.ceil(file.length / 997) }, (_, at) => file.subarray(at * 997, (at + 1) * 997));
    expect((await buffer(openFile(of(file.subarray(0, 1), file.subarray(1, 3), file.subarray(3)), seal))).equals(bytes)).toBe(true);
    expect((await buffer(openFile(of(...crumbs), seal))).equals(bytes)).toBe(true);
  });

  test('opens neither under another key nor under another name', async () => {
    const file = await sealed(randomBytes(10));
    await expect(opened(file, { ...seal, key: randomBytes(32) })).rejects.toThrow(SealBroken);
    await expect(opened(file, { ...seal, name: 'file ab/cd/other' })).rejects.toThrow(SealBroken);
  });

  test('with one bit turned, anywhere, does not open', async () => {
    const file = await sealed(randomBytes(PIECE + 500));
    for (const at of [0, 4, 40, PIECE + 4, PIECE + 19, PIECE + 30, file.length - 1]) {
      const changed = Buffer.from(file);
      changed[at]! ^= 1;
      await expect(opened(changed), `byte ${at}`).rejects.toThrow(SealBroken);
    }
  });

  test('cut off, at a seam or elsewhere, with pieces swapped, or with something behind it, does not open', async () => {
    const file = await sealed(randomBytes(3 * PIECE));
    const step = PIECE + 16;
    const [mark, one, two, three] = [file.subarray(0, 4), file.subarray(4, 4 + step), file.subarray(4 + step, 4 + 2 * step), file.subarray(4 + 2 * step)];
    const broken = [[mark], [mark, one], [mark, one, two], [mark, one, two, three.subarray(1)], [mark, two, one, three], [file, randomBytes(20)], []];
    for (const parts of broken) await expect(opened(Buffer.concat(parts))).rejects.toThrow(SealBroken);
  });

  test('gives away the pieces before a broken one, and nothing of that one', async () => {
    const bytes = randomBytes(2 * PIECE + 10);
    const file = await sealed(bytes);
    file[4 + PIECE + 16 + 5]! ^= 1;
    const seen: Buffer[] = [];
    const read = async (): Promise<void> => {
      for await (const piece of openFile(of(file), seal)) seen.push(piece);
    };
    await expect(read()).rejects.toThrow('from piece 2 on');
    expect(Buffer.concat(seen).equals(bytes.subarray(0, PIECE))).toBe(true);
  });

  test('that nobody reads after all lets go of what it would be read from', async () => {
    const source = of(await sealed(randomBytes(10)));
    openedStream(source, seal).destroy();
    await finished(source, { error: false }).catch(() => undefined);
    expect(source.destroyed).toBe(true);
  });
});
