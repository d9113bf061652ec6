import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Actor } from '../../access/actor.js';
import type { Clock } from '../../runtime/clock.js';

/** Long enough for a browser to follow it, short enough to be worth nothing in a log or a chat. */
const DOWNLOAD_HOLDS_MS = 60_000;
/** Long enough to pick a file and take a picture of it. */
const UPLOAD_HOLDS_MS = 15 * 60_000;

/** For whom a link was made. */
export interface LinkHolder {
  readonly viewerId: string;
  readonly sessionId: string;
}

export type LinkCheck = { readonly holder: LinkHolder } | { readonly fault: 'BROKEN' | 'EXPIRED' };

const TOKEN = /^(\d{13})\.([0-9a-f-]{36})\.([0-9a-f-]{36})\.([\w-]{43})$/;

export interface LinkOptions {
  readonly key: Buffer;
  /** Null: links are relative to the gateway. */
  readonly publicUrl: string | null;
  readonly clock: Clock;
}

/** Signs and checks links under `/files`. A link names its file, who asked for it, by which session, and when it ends. */
class FileLinks {
  readonly #key: Buffer;
  readonly #baseUrl: string;
  readonly #clock: Clock;
  readonly #what: string;
  readonly #holdsMs: number;

  constructor(options: LinkOptions, what: 'document' | 'export' | 'statement' | 'upload', holdsMs: number) {
    this.#key = options.key;
    this.#baseUrl = options.publicUrl ?? '';
    this.#clock = options.clock;
    this.#what = what;
    this.#holdsMs = holdsMs;
  }

  /** Null for whoever has no session that could end. */
  urlFor(fileId: string, { id, sessionId }: Actor): string | null {
    if (sessionId === null) return null;
    const claims = `${this.endsAt().getTime()}.${id}.${sessionId}`;
    return `${this.#baseUrl}/files/${this.#what}s/${fileId}?token=${claims}.${this.#sign(fileId, claims)}`;
  }

  /** When a link ends that is made now. */
  endsAt(): Date {
    return new Date(this.#clock.now().getTime() + this.#holdsMs);
  }

  check(fileId: string, token: unknown): LinkCheck {
    const [, endsMs, viewerId, sessionId, signature] = (typeof token === 'string' && TOKEN.exec(token)) || [];
    if (endsMs === undefined || viewerId === undefined || sessionId === undefined || signature === undefined) return { fault: 'BROKEN' };
    const expected = this.#sign(fileId, `${endsMs}.${viewerId}.${sessionId}`);
    if (!timingSafeEqual(Buffer.from(signature), Buffer.from(expected))) return { fault: 'BROKEN' };
    return Number(endsMs) <= this.#clock.now().getTime() ? { fault: 'EXPIRED' } : { holder: { viewerId, sessionId } };
  }

  #sign(fileId: string, claims: string): string {
    return createHmac('sha256', this.#key).update(`${this.#what} ${fileId.toLowerCase()} ${claims}`).digest('base64url');
  }
}

/** Where documents' files are fetched from. */
export class DocumentLinks extends FileLinks {
  constructor(options: LinkOptions) {
    super(options, 'document', DOWNLOAD_HOLDS_MS);
  }
}

/** Where exports of all that is held on a client are fetched from. */
export class ExportLinks extends FileLinks {
  constructor(options: LinkOptions) {
    super(options, 'export', DOWNLOAD_HOLDS_MS);
  }
}

/** Where statements of commissions are fetched from. */
export class StatementLinks extends FileLinks {
  constructor(options: LinkOptions) {
    super(options, 'statement', DOWNLOAD_HOLDS_MS);
  }
}

/** Where files are put. */
export class UploadLinks extends FileLinks {
  constructor(options: LinkOptions) {
    super(options, 'upload', UPLOAD_HOLDS_MS);
  }
}
