import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { BadFileKey, FileExists, type FileStore } from './port.js';

/** What each file store must do, whoever makes it: its test runs every line against a store of its own. */
export interface FileStoreGuarantee {
  readonly title: string;
  readonly check: (store: FileStore) => Promise<void>;
}

const freshKey = (): string => {
  const name = randomBytes(16).toString('hex');
  return `${name.slice(0, 2)}/${name.slice(2, 4)}/${name}.pdf`;
};

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

async function read(store: FileStore, key: string): Promise<Buffer | null> {
  const file = await store.open(key);
  return file && buffer(file.content);
}

/** Ends in the middle, as an upload does whose sender goes away. */
async function* broken(): AsyncGenerator<Buffer> {
  yield Buffer.from('the first half');
  throw new Error('the sender went away');
}

const OUTSIDE = [
  '../secrets.json',
  'ab/cd/../../../secrets.json',
  'ab/cd/..',
  'ab/cd/.',
  '/etc/passwd',
  'ab/cd',
  'ab/cd/',
  'ab/cd/x/y',
  'ab\\cd\\x',
  'ab/cd/x\0.pdf',
  'AB/CD/x',
  'ab/cd/.hidden',
  'ab/cd/x\n',
  '',
];

export const FILE_STORE_GUARANTEES: readonly FileStoreGuarantee[] = [
  {
    title: 'gives back, byte for byte, what was put in, and tells size and hash',
    check: async (store) => {
      const bytes = randomBytes(300_000);
      const key = freshKey();
      assert.deepEqual(await store.put(key, Readable.from([bytes.subarray(0, 7), bytes.subarray(7)])), { sizeBytes: bytes.length, sha256: sha256(bytes) });
      assert.equal((await store.open(key))?.sizeBytes, bytes.length);
      assert.ok((await read(store, key))?.equals(bytes));
    },
  },
  { title: 'answers null for a file that is not there', check: async (store) => assert.equal(await store.open(freshKey()), null) },
  {
    title: 'never changes a file: a second one under the same key is refused, also when both come at once',
    check: async (store) => {
      const key = freshKey();
      const puts = await Promise.allSettled(['one', 'other'].map((text) => store.put(key, Readable.from([Buffer.from(text)]))));
      assert.deepEqual(puts.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
      const kept = String(await read(store, key));
      await assert.rejects(store.put(key, Readable.from([Buffer.from('third')])), FileExists);
      assert.equal(String(await read(store, key)), kept);
    },
  },
  {
    title: 'keeps nothing of a content that breaks off, and the key stays free',
    check: async (store) => {
      const key = freshKey();
      await assert.rejects(store.put(key, Readable.from(broken())), /went away/);
      assert.equal(await store.open(key), null);
      await store.put(key, Readable.from([Buffer.from('whole')]));
      assert.equal(String(await read(store, key)), 'whole');
    },
  },
  {
    title: 'takes a file away, and does not mind when there is none',
    check: async (store) => {
      const key = freshKey();
      await store.put(key, Readable.from([Buffer.from('never became a document')]));
      await store.remove(key);
      assert.equal(await store.open(key), null);
      await store.remove(key);
    },
  },
  {
    title: 'refuses every key that could lead out of its place',
    check: async (store) => {
      for (const key of OUTSIDE) {
        await assert.rejects(store.open(key), BadFileKey, JSON.stringify(key));
        await assert.rejects(store.put(key, Readable.from([])), BadFileKey, JSON.stringify(key));
        await assert.rejects(store.remove(key), BadFileKey, JSON.stringify(key));
      }
    },
  },
];
