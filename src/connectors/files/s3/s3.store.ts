import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { S3Client } from '@aws-sdk/client-s3';
import { checkKey, type FileFacts, FileExists, type FileStore, type StoredFile } from '../port.js';

export interface S3Options {
  readonly bucket: string;
  readonly region: string;
  /** Where an S3-compatible store answers; null: Amazon. */
  readonly endpoint: string | null;
  /** Null: as the machine's role, or what else Amazon's tools find. */
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string } | null;
}

const MAX_ATTEMPTS = 3;
const CONNECTION_TIMEOUT_MS = 5_000;
const REQUEST_TIMEOUT_MS = 60_000;
/** By the names and the statuses that stores have for it. */
const MISSING = new Set(['NoSuchKey', 'NotFound']);
const TAKEN = new Set([409, 412]);

const nameOf = (error: unknown): string => (error as { name?: string }).name ?? '';
const statusOf = (error: unknown): number => (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode ?? 0;

/** Files as objects of one bucket, at Amazon's or with whoever speaks the same protocol. Nobody but the gateway may write there. */
export class S3Store implements FileStore {
  readonly #options: S3Options;
  readonly #putting = new Set<string>();
  #client: Promise<S3Client> | undefined;

  constructor(options: S3Options) {
    this.#options = options;
  }

  async open(key: string): Promise<StoredFile | null> {
    const { GetObjectCommand } = await sdk();
    try {
      const client = await this.#connected();
      const { Body, ContentLength } = await client.send(new GetObjectCommand({ Bucket: this.#options.bucket, Key: checkKey(key) }));
      return { sizeBytes: ContentLength ?? 0, content: Body as Readable };
    } catch (error) {
      if (MISSING.has(nameOf(error))) return null;
      throw error;
    }
  }

  /** Kept aside until it is whole and its size and hash are known, since an object begins with its length; it is sealed already. */
  async put(key: string, content: Readable): Promise<FileFacts> {
    const checked = checkKey(key);
    // between two gateways the store decides, where it knows conditions on writing
    if (this.#putting.has(checked)) throw taken(checked);
    this.#putting.add(checked);
    const folder = await mkdtemp(join(tmpdir(), 'countinghouse-put-'));
    try {
      const path = join(folder, 'content');
      const facts = await write(path, content);
      await this.#send(checked, path, facts);
      return facts;
    } finally {
      this.#putting.delete(checked);
      await rm(folder, { recursive: true, force: true });
    }
  }

  async remove(key: string): Promise<void> {
    const { DeleteObjectCommand } = await sdk();
    const command = new DeleteObjectCommand({ Bucket: this.#options.bucket, Key: checkKey(key) });
    await (await this.#connected()).send(command);
  }

  async #send(key: string, path: string, { sizeBytes, sha256 }: FileFacts): Promise<void> {
    const { PutObjectCommand } = await sdk();
    const client = await this.#connected();
    if (await this.#has(client, key)) throw taken(key);
    const ChecksumSHA256 = Buffer.from(sha256, 'hex').toString('base64');
    const put = { Bucket: this.#options.bucket, Key: key, Body: createReadStream(path), ContentLength: sizeBytes, ChecksumSHA256, IfNoneMatch: '*' };
    try {
      await client.send(new PutObjectCommand(put));
    } catch (error) {
      throw TAKEN.has(statusOf(error)) ? taken(key) : error;
    }
  }

  async #has(client: S3Client, key: string): Promise<boolean> {
    const { HeadObjectCommand } = await sdk();
    try {
      await client.send(new HeadObjectCommand({ Bucket: this.#options.bucket, Key: key }));
      return true;
    } catch (error) {
      if (MISSING.has(nameOf(error)) || statusOf(error) === 404) return false;
      throw error;
    }
  }

  #connected(): Promise<S3Client> {
    this.#client ??= connect(this.#options);
    return this.#client;
  }
}

/** What fails is thrown, and told by whoever catches it; Amazon's tools would write to the console, too. */
const SILENT = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

/** Loaded when it is first used: it is large, and most gateways keep their files in a folder. */
const sdk = () => import('@aws-sdk/client-s3');

async function connect({ region, endpoint, credentials }: S3Options): Promise<S3Client> {
  const { S3Client: Client } = await sdk();
  return new Client({
    region,
    maxAttempts: MAX_ATTEMPTS,
    requestHandler: { connectionTimeout: CONNECTION_TIMEOUT_MS, requestTimeout: REQUEST_TIMEOUT_MS },
    logger: SILENT,
    // the hash goes with each file; not all who speak the protocol know the trailers that would carry another
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    // elsewhere buckets rarely have host names of their own
    ...(endpoint !== null && { endpoint, forcePathStyle: true }),
    ...(credentials !== null && { credentials }),
  });
}

const taken = (key: string): FileExists => new FileExists(`There is a file under ${key} already.`);

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
  await pipeline(content, measured, createWriteStream(path, { flags: 'wx', mode: 0o600 }));
  return { sizeBytes, sha256: hash.digest('hex') };
}
