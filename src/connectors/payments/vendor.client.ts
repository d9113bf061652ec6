import { ProviderMisconfigured, type ProviderSettings, ProviderUnreachable } from './port.js';

export interface VendorRequest {
  readonly method: 'GET' | 'POST';
  /** Below the base URL, with its query: `/v1/payouts`. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface VendorAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
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

/**
 * HTTP towards one vendor: one time limit for the whole exchange, a limit on what is read, no redirects and no second try. Whatever is
 * not an answer is `ProviderUnreachable`, with the reason and whether the request can have arrived.
 */
export class VendorClient {
  readonly #baseUrl: string;
  readonly #timeoutMs: number;

  constructor({ baseUrl, timeoutMs }: Pick<ProviderSettings, 'baseUrl' | 'timeoutMs'>) {
    this.#baseUrl = checkedBaseUrl(baseUrl);
    this.#timeoutMs = timeoutMs;
  }

  async ask({ method, path, headers = {}, body }: VendorRequest): Promise<VendorAnswer> {
    const signal = AbortSignal.timeout(this.#timeoutMs);
    try {
      const response = await fetch(this.#baseUrl + path, { method, headers: { accept: 'application/json', ...headers }, body, redirect: 'manual', signal });
      if (response.status >= 300 && response.status < 400) {
        await response.body?.cancel();
        throw new ProviderUnreachable(`It answered with a redirect (${response.status}), which is not followed.`);
      }
      return { status: response.status, headers: response.headers, body: await readText(response) };
    } catch (error) {
      throw this.#unreachable(error);
    }
  }

  #unreachable(error: unknown): ProviderUnreachable {
    if (error instanceof ProviderUnreachable) return error;
    const { name, cause } = error as Error & { cause?: { code?: string } };
    if (name === 'TimeoutError') return new ProviderUnreachable(`No answer within ${this.#timeoutMs} ms; the request may have arrived.`, { cause: error });
    const nothingSent = NOTHING_SENT[cause?.code ?? ''];
    if (nothingSent) return new ProviderUnreachable(`Nothing was sent: ${nothingSent}.`, { cause: error });
    return new ProviderUnreachable('The connection broke off; the request may have arrived.', { cause: error });
  }
}

async function readText(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    bytes += chunk.length;
    if (bytes > MAX_ANSWER_BYTES) throw new ProviderUnreachable(`It answered with more than ${MAX_ANSWER_BYTES} bytes, which were not read.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

const LOOPBACK = new Set(['127.0.0.1', '[::1]', 'localhost']);

/** Secrets travel there, and what an administrator types may lead inside: TLS proves the name, which no metadata service can. */
function checkedBaseUrl(baseUrl: string | null): string {
  if (baseUrl === null || !URL.canParse(baseUrl)) throw new ProviderMisconfigured('The base URL must be a URL such as https://api.vendor.com.');
  const { protocol, hostname, username, password, search, hash } = new URL(baseUrl);
  if (protocol !== 'https:' && !(protocol === 'http:' && LOOPBACK.has(hostname)))
    throw new ProviderMisconfigured('The base URL must begin with https:// (http:// only on this machine).');
  if (username + password + search + hash !== '') throw new ProviderMisconfigured('The base URL must hold host and path alone: no user, query or fragment.');
  return baseUrl.replace(/\/+$/, '');
}

/** Where a browser may be sent: a page, not a script. Null: it is none. */
export function pageUrl(text: string | null): string | null {
  return text !== null && URL.canParse(text) && ['https:', 'http:'].includes(new URL(text).protocol) ? text : null;
}
