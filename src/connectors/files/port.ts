import type { Readable } from 'node:stream';

/**
 * Keeps the bytes of files under keys; what they are called and whose they are stands in the database. What is there under a key never
 * changes: a file is evidence. Only what never became a document is taken away.
 */
export interface FileStore {
  /** Null: there is no such file. The caller reads the content to its end or destroys it. */
  open(key: string): Promise<StoredFile | null>;
  /** Takes the whole content, or nothing of it. Throws `FileExists` when there is something under the key. */
  put(key: string, content: Readable): Promise<FileFacts>;
  /** Whether there was one or not: afterwards there is none. */
  remove(key: string): Promise<void>;
}

export interface StoredFile {
  readonly sizeBytes: number;
  readonly content: Readable;
}

export interface FileFacts {
  readonly sizeBytes: number;
  readonly sha256: string;
}

export class FileExists extends Error {
  override readonly name = 'FileExists';
}

/** No store ever looks for a file under it. */
export class BadFileKey extends Error {
  override readonly name = 'BadFileKey';
}

/** `3f/a0/3fa01c…`: two levels of folders, so that none grows large, and a name that can neither leave them nor hide. */
const KEY = /^[0-9a-f]{2}\/[0-9a-f]{2}\/\w[\w.-]{0,199}$/;

export function checkKey(key: string): string {
  if (!KEY.test(key)) throw new BadFileKey('The key of a file reads like "3f/a0/3fa01c.pdf".');
  return key;
}
