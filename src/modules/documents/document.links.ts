import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Actor } from '../../access/actor.js';
import type { Clock } from '../../runtime/clock.js';

/** Long enough for a browser to follow it, short enough to be worth nothing in a log or a chat. */
const HOLDS_MS = 60_000;

/** For whom a link was made. */
export interface LinkHolder {
  readonly viewerId: string;
  readonly sessionId: string;
}

export type LinkCheck = { readonly holder: LinkHolder } | { readonly fault: 'BROKEN' | 'EXPIRED' };

const TOKEN = /^(\d{13})\.([0-9a-f-]{36})\.([0-9a-f-]{36})\.([\w-]{43})$/;

/** Signs and checks links to documents' files. A link names its document, who asked for it, by which session, and when it ends. */
export class DocumentLinks {
  readonly #key: Buffer;
  readonly #baseUrl: string;
  readonly #clock: Clock;

  constructor(options: { readonly key: Buffer; /** Null: links are relative to the gateway. */ readonly publicUrl: string | null; readonly clock: Clock }) {
    this.#key = options.key;
    this.#baseUrl = options.publicUrl ?? '';
    this.#clock = options.clock;
  }

  /** Null for whoever has no session that could end. */
  urlFor(documentId: string, { id, sessionId }: Actor): string | null {
    if (sessionId === null) return null;
    const claims = `${this.#clock.now().getTime() + HOLDS_MS}.${id}.${sessionId}`;
    return `${this.#baseUrl}/files/documents/${documentId}?token=${claims}.${this.#sign(documentId, claims)}`;
  }

  check(documentId: string, token: unknown): LinkCheck {
    const [, endsMs, viewerId, sessionId, signature] = (typeof token === 'string' && TOKEN.exec(token)) || [];
    if (endsMs === undefined || viewerId === undefined || sessionId === undefined || signature === undefined) return { fault: 'BROKEN' };
    const expected = this.#sign(documentId, `${endsMs}.${viewerId}.${sessionId}`);
    if (!timingSafeEqual(Buffer.from(signature), Buffer.from(expected))) return { fault: 'BROKEN' };
    return Number(endsMs) <= this.#clock.now().getTime() ? { fault: 'EXPIRED' } : { holder: { viewerId, sessionId } };
  }

  #sign(documentId: string, claims: string): string {
    return createHmac('sha256', this.#key).update(`document ${documentId.toLowerCase()} ${claims}`).digest('base64url');
  }
}
