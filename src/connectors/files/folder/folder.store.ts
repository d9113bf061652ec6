import { createHash, randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { type FileHandle, link, mkdir, open, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { checkKey, type FileFacts, FileExists, type FileStore, type StoredFile } from '../port.js';

const hasCode = (error: unknown, code: string): boolean => (error as NodeJS.ErrnoException).code === code;

/** Files in a folder of this machine. They and their folders belong to the gateway's user alone. */
export class FolderStore implements FileStore {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  async open(key: string): Promise<StoredFile | null> {
    const file = await openToRead(this.#path(key));
    if (file === null) return null;
    const facts = await file.stat();
    if (facts.isFile()) return { sizeBytes: facts.size, content: file.createReadStream() };
    await file.close();
    return null;
  }

  /** Written beside its place and linked into it: a file under a key is whole, also after a crash, and no two writers share one. */
  async put(key: string, content: Readable): Promise<FileFacts> {
    const path = this.#path(key);
    const draft = `${path}.${randomBytes(6).toString('hex')}.part`;
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    try {
      const facts = await write(draft, content);
      await link(draft, path);
      return facts;
    } catch (error) {
      throw hasCode(error, 'EEXIST') ? new FileExists(`There is a file under ${key} already.`) : error;
    } finally {
      await rm(draft, { force: true });
    }
  }

  async remove(key: string): Promise<void> {
    await rm(this.#path(key), { force: true });
  }

  #path(key: string): string {
    return join(this.#folder, checkKey(key));
  }
}

async function openToRead(path: string): Promise<FileHandle | null> {
  try {
    return await open(path, constants.O_RDONLY | constants.O_NOFOLLOW);
  } catch (error) {
    if (hasCode(error, 'ENOENT') || hasCode(error, 'ELOOP')) return null;
    throw error;
  }
}

async function write(path: string, content: Readable): Promise<FileFacts> {
  const hash = createHash('sha256');
  let sizeBytes = 0;
  const measured = async function* (chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const chunk of chunks) {
      hash.update(chunk);
      sizeBytes += chunk.length;
      yield chunk;
    }
  };
  // opened before anything comes: a stream that opens by itself may do so after it was given up, and the file is there after it was removed
  const file = await open(path, 'wx', 0o600);
  await pipeline(content, measured, file.createWriteStream({ flush: true }));
  return { sizeBytes, sha256: hash.digest('hex') };
}
