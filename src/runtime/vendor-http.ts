export interface VendorRequest {
  readonly method: 'GET' | 'POST' | 'PATCH';
  /** Below the base URL, with its query: `/v1/payouts`. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

export interface VendorAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
}

/** There is no answer: why, and whether the request can have arrived all the same. */
export interface VendorSilence {
  readonly reason: string;
  readonly cause?: unknown;
}

const MAX_ANSWER_BYTES = 4_000_000;

/** Failures before a single byte of the request went out. */
const NOTHING_SENT: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'the connection was refused',
  ENOTFOUND: 'its name was not found',
  EAI_AGAIN: 'its name could not be looked up',
  EHOSTUNREACH: 'there is no way to it',
  ENETUNREACH: 'there is no way to it',
  UND_ERR_CONNECT_TIMEOUT: 'no connection came about',
};

/** Not an answer, whatever it is. */
class NoAnswer extends Error {}

/**
 * HTTP towards one vendor: one time limit for the whole exchange, a limit on what is read, no redirects and no second try. Never throws:
 * whatever is not an answer is a silence with its reason. The base URL has passed `baseUrlProblem`.
 */
export class VendorHttp {
  readonly #baseUrl: string;
  readonly #timeoutMs: number;

  constructor({ baseUrl, timeoutMs }: { readonly baseUrl: string; readonly timeoutMs: number }) {
    this.#baseUrl = baseUrl.replace(/\/+$/, '');
    this.#timeoutMs = timeoutMs;
  }

  async ask({ method, path, headers = {}, body }: VendorRequest): Promise<VendorAnswer | VendorSilence> {
    const signal = AbortSignal.timeout(this.#timeoutMs);
    try {
      const sent = { method, headers: { accept: 'application/json', ...headers }, body: body as RequestInit['body'], redirect: 'manual', signal } as const;
      const response = await fetch(this.#baseUrl + path, sent);
      if (response.status >= 300 && response.status < 400) {
        await response.body?.cancel();
        return { reason: `It answered with a redirect (${response.status}), which is not followed.` };
      }
      return { status: response.status, headers: response.headers, body: await readText(response) };
    } catch (error) {
      return this.#silence(error);
    }
  }

  #silence(error: unknown): VendorSilence {
    const { name, cause, message } = error as Error & { cause?: { code?: string } };
    if (error instanceof NoAnswer) return { reason: message };
    if (name === 'TimeoutError') return { reason: `No answer within ${this.#timeoutMs} ms; the request may have arrived.`, cause: error };
    const nothingSent = NOTHING_SENT[cause?.code ?? ''];
    if (nothingSent) return { reason: `Nothing was sent: ${nothingSent}.`, cause: error };
    return { reason: 'The connection broke off; the request may have arrived.', cause: error };
  }
}

async function readText(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    bytes += chunk.length;
    if (bytes > MAX_ANSWER_BYTES) throw new NoAnswer(`It answered with more than ${MAX_ANSWER_BYTES} bytes, which were not read.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

const LOOPBACK = new Set(['127.0.0.1', '[::1]', 'localhost']);

/**
 * Why secrets may not travel to a vendor's base URL, as what it must be; null: they may. What an administrator types may lead inside: TLS
 * proves the name, which no metadata service can.
 */
export function baseUrlProblem(baseUrl: string | null): string | null {
  if (baseUrl === null || !URL.canParse(baseUrl)) return 'be a URL such as https://api.vendor.com';
  const { protocol, hostname, username, password, search, hash } = new URL(baseUrl);
  if (protocol !== 'https:' && !(protocol === 'http:' && LOOPBACK.has(hostname))) return 'begin with https:// (http:// only on this machine)';
  return username + password + search + hash === '' ? null : 'hold host and path alone: no user, query or fragment';
}
