import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface WebRequest {
  readonly method: string;
  /** Parts of the path: ['card', 'v1', 'payouts']. */
  readonly path: readonly string[];
  readonly query: URLSearchParams;
  /** Path and query as they came, for signatures. */
  readonly target: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
  /** The body as it came. */
  readonly bytes: Buffer;
}

export interface WebAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Answers after so long; null: never, the caller waits until it gives up. */
export interface Delayed {
  readonly answer: WebAnswer;
  readonly afterMs: number | null;
}

/** Null: not mine. */
export type Handler = (request: WebRequest) => WebAnswer | Delayed | null;

const MAX_BODY_BYTES = 1_000_000;

export const json = (status: number, value: unknown, headers: Readonly<Record<string, string>> = {}): WebAnswer => ({
  status,
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify(value),
});

export const notFound = (): WebAnswer => json(404, { error: { type: 'invalid_request_error', message: 'There is nothing here.' } });

/** The text of a form or of a JSON object of texts, whichever was posted; other things are left out. */
export function fieldsOf({ headers, body }: WebRequest): Readonly<Record<string, string>> {
  if (!/json/.test(headers['content-type'] ?? '')) return Object.fromEntries(new URLSearchParams(body));
  try {
    const value: unknown = JSON.parse(body);
    if (value === null || typeof value !== 'object') return {};
    return Object.fromEntries(Object.entries(value).flatMap(([name, field]) => (field === null || typeof field === 'object' ? [] : [[name, String(field)]])));
  } catch {
    return {};
  }
}

/** A small HTTP server that answers whatever comes, and stops with callers still waiting. */
export class Web {
  readonly #server: Server;
  readonly #handlers: readonly Handler[];
  readonly #maxBodyBytes: number;
  readonly #waiting = new Set<NodeJS.Timeout>();

  constructor(handlers: readonly Handler[], maxBodyBytes = MAX_BODY_BYTES) {
    this.#handlers = handlers;
    this.#maxBodyBytes = maxBodyBytes;
    this.#server = createServer((request, response) => void this.#serve(request, response).catch(() => response.destroy()));
    this.#server.requestTimeout = 10_000;
  }

  /** Answers with the address. */
  async listen(host: string, port: number): Promise<string> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(port, host, () => resolve());
    });
    const { port: own } = this.#server.address() as AddressInfo;
    return `http://${host}:${own}`;
  }

  async stop(): Promise<void> {
    for (const timer of this.#waiting) clearTimeout(timer);
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    this.#server.closeAllConnections();
    await closed;
  }

  async #serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(incoming.url ?? '/', 'http://simulator');
    const bytes = await readBody(incoming, this.#maxBodyBytes);
    if (bytes === null) return write(response, json(413, { error: { type: 'invalid_request_error', message: 'The body is too large.' } }));
    const path = pathname
      .split('/')
      .filter((part) => part !== '')
      .map(decoded);
    const target = incoming.url ?? '/';
    const request = { method: incoming.method ?? 'GET', path, query: searchParams, target, headers: incoming.headers, body: bytes.toString('utf8'), bytes };
    const answer = this.#answer(request);
    if (!('afterMs' in answer)) return write(response, answer);
    if (answer.afterMs === null) return;
    const timer = setTimeout(() => {
      this.#waiting.delete(timer);
      write(response, answer.answer);
    }, answer.afterMs);
    this.#waiting.add(timer);
  }

  #answer(request: WebRequest): WebAnswer | Delayed {
    try {
      for (const handler of this.#handlers) {
        const answer = handler(request);
        if (answer !== null) return answer;
      }
      return notFound();
    } catch (error) {
      return json(500, { error: { type: 'api_error', message: (error as Error).message } });
    }
  }
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** Null: it is too large. Read to its end all the same, or the caller would not hear the answer. */
async function readBody(incoming: IncomingMessage, maxBytes: number): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes <= maxBytes) chunks.push(chunk);
  }
  return bytes <= maxBytes ? Buffer.concat(chunks) : null;
}

function write(response: ServerResponse, { status, headers, body }: WebAnswer): void {
  if (response.destroyed) return;
  response.writeHead(status, { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff', ...headers });
  response.end(body);
}
