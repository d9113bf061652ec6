import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { FILE_STORE_GUARANTEES } from '../contract.js';
import { S3Store } from './s3.store.js';

interface S3Server {
  run(): Promise<{ port: number }>;
  close(): Promise<void>;
}
// it has no types
const S3rver = createRequire(import.meta.url)('s3rver') as new (options: object) => S3Server;

const BUCKET = 'countinghouse-files';
/** What this server takes, and no other. */
const CREDENTIALS = { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' };

let folder: string;
let server: S3Server;
let endpoint: string;
let store: S3Store;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'countinghouse-s3-'));
  server = new S3rver({ port: 0, address: '127.0.0.1', silent: true, directory: folder, configureBuckets: [{ name: BUCKET }] });
  endpoint = `http://127.0.0.1:${(await server.run()).port}`;
  store = new S3Store({ bucket: BUCKET, region: 'eu-central-1', endpoint, credentials: CREDENTIALS });
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

test.for(FILE_STORE_GUARANTEES)('an S3 bucket $title', ({ check }) => check(store));

test('another gateway finds the same files, and may not replace them', async () => {
  const other = new S3Store({ bucket: BUCKET, region: 'eu-central-1', endpoint, credentials: CREDENTIALS });
  await store.put('12/34/passport.pdf', Readable.from([Buffer.from('%PDF')]));
  expect(String(await buffer((await other.open('12/34/passport.pdf'))!.content))).toBe('%PDF');
  await expect(other.put('12/34/passport.pdf', Readable.from([Buffer.from('other')]))).rejects.toThrow('There is a file under 12/34/passport.pdf already.');
});

test.each([
  ['a bucket that is not there', { bucket: 'nobodys-bucket' }],
  ['a key that the store does not know', { credentials: { ...CREDENTIALS, accessKeyId: 'guessed' } }],
  ['nobody who listens', { endpoint: 'http://127.0.0.1:9' }],
])('%s is a failure, and never a file that is missing', async (_, wrong) => {
  const broken = new S3Store({ bucket: BUCKET, region: 'eu-central-1', endpoint, credentials: CREDENTIALS, ...wrong });
  await expect(broken.open('12/34/passport.pdf')).rejects.toThrow();
  await expect(broken.put('12/35/passport.pdf', Readable.from([Buffer.from('%PDF')]))).rejects.toThrow();
});
