import { createHash, randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import type { Actor } from '../../access/actor.js';
import type { FileStore } from '../../connectors/files/port.js';
import type { Database } from '../../database/orm.js';
import type { Logger } from '../../runtime/log.js';
import { sealFile } from '../../runtime/sealed-file.js';
import type { Vault } from '../../runtime/vault.js';
import type { AuditTrail } from '../audit/index.js';
import type { UploadLinks } from './document.links.js';
import { ContentRefused, FileInspector } from './file.content.js';
import { claimUpload, refuseUpload, storeUpload, uploadKeyRow, type UploadPlace } from './upload.record.js';

export type UploadRefusal = 'FORBIDDEN' | 'USED' | 'TOO_LARGE' | 'WRONG_SIZE' | 'ENCODED' | 'TOO_SLOW' | 'CONTENT' | 'BROKEN_OFF';

/** Why a file was not taken, in a sentence for whoever put it. */
export class UploadRefused extends Error {
  override readonly name = 'UploadRefused';
  readonly why: UploadRefusal;

  constructor(why: UploadRefusal, message: string) {
    super(message);
    this.why = why;
  }
}

export interface Incoming {
  readonly content: Readable;
  /** As the header says; null: it does not. */
  readonly contentLength: number | null;
  readonly contentEncoding: string | undefined;
  readonly requestId: string;
}

export interface Received {
  readonly id: string;
  readonly contentType: string;
  readonly sizeBytes: number;
  readonly sha256: string;
}

export interface UploadReceiverOptions {
  readonly database: Database;
  readonly store: FileStore;
  readonly links: UploadLinks;
  readonly audit: AuditTrail;
  readonly log: Logger;
  /** Seals files' keys until a document takes them. */
  readonly vault: Vault;
  readonly timeoutMs: number;
  /** Who is behind a session or an API key as of now; null when it does not hold any more. */
  readonly actorOf: (sessionId: string) => Promise<Actor | null>;
}

const FAULTS = {
  BROKEN: 'This link does not hold: ask for another place by fileUploadCreate.',
  EXPIRED: 'This link has expired: it holds for 15 minutes. Ask for another place by fileUploadCreate.',
} as const;

/** What has been told apart of a file while it went by. */
interface Passing {
  sha256: string;
}

/**
 * Takes files to the places that were given for them: one PUT each, sealed on the way to the store, judged while they pass. Whatever is
 * refused leaves nothing behind but its place, which is used up.
 */
export class UploadReceiver {
  readonly #options: UploadReceiverOptions;

  constructor(options: UploadReceiverOptions) {
    this.#options = options;
  }

  /** Throws `UploadRefused`. The content is read as far as it was good, and not destroyed, so that an answer can still be given. */
  async receive(uploadId: string, token: unknown, incoming: Incoming): Promise<Received> {
    const actor = await this.#holder(uploadId, token);
    const place = await this.#options.database.unit((unit) => claimUpload(unit, uploadId, actor.id));
    if (place === undefined) throw new UploadRefused('USED', 'This place is used up: it takes one file, once. Ask for another by fileUploadCreate.');
    const request = { actor, requestId: incoming.requestId };
    try {
      return await this.#take(request, place, incoming);
    } catch (error) {
      const refused = asRefusal(error);
      const why = refused?.message ?? 'a fault of ours';
      await this.#options.database.unit(async (unit) => {
        refuseUpload(unit, place.id, why);
        this.#options.audit.append(unit, request, { ...subjectOf(place, actor), action: 'fileUpload.refuse', reason: why });
      });
      throw refused ?? error;
    }
  }

  async #take(request: { readonly actor: Actor; readonly requestId: string }, place: UploadPlace, incoming: Incoming): Promise<Received> {
    const { database, store, vault, audit, timeoutMs } = this.#options;
    checkHeaders(place, incoming);
    const key = randomBytes(32);
    const passing: Passing = { sha256: '' };
    const judged = judge(inTime(incoming.content, timeoutMs), place, passing);
    await store.put(place.storageKey, Readable.from(sealFile(judged, { key, name: place.storageKey }), { objectMode: false }));
    const { sha256 } = passing;
    try {
      await database.unit(async (unit) => {
        if (!(await storeUpload(unit, place.id, vault.seal(uploadKeyRow(place.id), key.toString('base64url')), sha256)))
          throw new UploadRefused('TOO_SLOW', 'The file came too late: its place was given up.');
        audit.append(unit, request, { ...subjectOf(place, request.actor), action: 'fileUpload.store', after: { sha256, sizeBytes: place.sizeBytes } });
      });
    } catch (error) {
      await store.remove(place.storageKey).catch((failure: unknown) => this.#options.log.warn({ err: failure }, 'a file without a place stays in the store'));
      throw error;
    }
    return { id: place.id, contentType: place.contentType, sizeBytes: place.sizeBytes, sha256 };
  }

  async #holder(uploadId: string, token: unknown): Promise<Actor> {
    const checked = this.#options.links.check(uploadId, token);
    if ('fault' in checked) throw new UploadRefused('FORBIDDEN', FAULTS[checked.fault]);
    const actor = await this.#options.actorOf(checked.holder.sessionId);
    if (actor?.id !== checked.holder.viewerId) throw new UploadRefused('FORBIDDEN', 'The session that asked for this link has ended: sign in, and ask anew.');
    if (!actor.permissions.has('documents:upload')) throw new UploadRefused('FORBIDDEN', 'This takes the permission documents:upload.');
    return actor;
  }
}

const subjectOf = ({ id }: UploadPlace, { clientId }: Actor) => ({ subjectType: 'FileUpload', subjectId: id, clientId });

/** Null: a fault of ours. */
function asRefusal(error: unknown): UploadRefused | null {
  if (error instanceof UploadRefused) return error;
  return error instanceof ContentRefused ? new UploadRefused('CONTENT', error.message) : null;
}

function checkHeaders({ sizeBytes }: UploadPlace, { contentLength, contentEncoding }: Incoming): void {
  if (contentEncoding !== undefined && contentEncoding !== 'identity') throw new UploadRefused('ENCODED', 'Send the file as it is: without Content-Encoding.');
  if (contentLength === null || contentLength === sizeBytes) return;
  throw new UploadRefused(contentLength > sizeBytes ? 'TOO_LARGE' : 'WRONG_SIZE', `The place is for ${sizeBytes} bytes, and these are ${contentLength}.`);
}

/**
 * The content as it comes, until the time is over. The stream itself is left alone: an answer goes out on the same connection. Each chunk
 * races with the clock by a promise of its own: one promise for the clock would hold on to every chunk that it raced with.
 */
async function* inTime(content: Readable, timeoutMs: number): AsyncGenerator<Buffer> {
  const iterator = content.iterator({ destroyOnReturn: false }) as AsyncIterator<Buffer>;
  const late = new UploadRefused('TOO_SLOW', `The file did not come within ${Math.round(timeoutMs / 1000)} seconds.`);
  let isLate = false;
  let wake = (): void => undefined;
  const timer = setTimeout(() => {
    isLate = true;
    wake();
  }, timeoutMs);
  try {
    for (;;) {
      const next = await new Promise<IteratorResult<Buffer>>((resolve, reject) => {
        wake = () => reject(late);
        if (isLate) wake();
        else iterator.next().then(resolve, () => reject(new UploadRefused('BROKEN_OFF', 'The file broke off.')));
      });
      if (next.done) return;
      yield next.value;
    }
  } finally {
    clearTimeout(timer);
  }
}

/** Counts, hashes and judges what passes. What does not end well throws, and the store keeps nothing of it. */
async function* judge(content: AsyncIterable<Buffer>, place: UploadPlace, passing: Passing): AsyncGenerator<Buffer> {
  const inspector = new FileInspector(place.contentType, place.sizeBytes);
  const hash = createHash('sha256');
  let seenBytes = 0;
  for await (const chunk of content) {
    seenBytes += chunk.length;
    if (seenBytes > place.sizeBytes) throw new UploadRefused('TOO_LARGE', `The place is for ${place.sizeBytes} bytes, and more came.`);
    inspector.add(chunk);
    hash.update(chunk);
    yield chunk;
  }
  if (seenBytes !== place.sizeBytes) throw new UploadRefused('WRONG_SIZE', `The place is for ${place.sizeBytes} bytes, and ${seenBytes} came.`);
  inspector.end();
  passing.sha256 = hash.digest('hex');
}
