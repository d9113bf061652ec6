import { type JsonObject, listOf, objectOf, parseExactObject, textOf } from '../exact-json.js';
import { ProviderRefusal, ProviderUnreachable } from '../port.js';
import type { VendorAnswer, VendorClient } from '../vendor.client.js';

/** Says that the same order was sent twice at once, or before with other details: the first answer stands. */
export class AlreadySent extends Error {
  override readonly name = 'AlreadySent';
}

/** "Not now", rather than a no to this payment. */
const COME_AGAIN = new Set([408, 425, 429]);
const PAGE_SIZE = 100;
const MAX_PAGES = 1_000;

export type Form = Readonly<Record<string, string | null>>;

const encoded = (form: Form): string =>
  new URLSearchParams(Object.entries(form).flatMap(([name, value]): [string, string][] => (value === null ? [] : [[name, value]]))).toString();

/** The vendor's calls: forms in, JSON out, one key for all. */
export class CardApi {
  readonly #client: VendorClient;
  readonly #apiKey: string;

  constructor(client: VendorClient, apiKey: string) {
    this.#client = client;
    this.#apiKey = apiKey;
  }

  /** Throws `ProviderRefusal`, `ProviderUnreachable` or `AlreadySent`. */
  async post(path: string, form: Form, idempotencyKey: string): Promise<JsonObject> {
    const headers = { ...this.#headers(), 'content-type': 'application/x-www-form-urlencoded', 'idempotency-key': idempotencyKey };
    const answer = await this.#client.ask({ method: 'POST', path, headers, body: encoded(form) });
    // the key was used before with other details: that first payment may well have been made
    if (answer.status === 409 || errorOf(answer)?.type === 'idempotency_error') throw new AlreadySent('It has this order already.');
    return readObject(answer);
  }

  /** Null: there is no such thing. */
  async get(path: string, query: Form = {}): Promise<JsonObject | null> {
    const text = encoded(query);
    const answer = await this.#client.ask({ method: 'GET', path: text === '' ? path : `${path}?${text}`, headers: this.#headers() });
    if (answer.status !== 404) return readObject(answer);
    const { code } = errorOf(answer) ?? {};
    if (code === 'resource_missing') return null;
    throw new ProviderUnreachable('It does not know the address that was asked: the base URL may be wrong.');
  }

  /** The first of what a list holds. */
  async first(path: string, query: Form): Promise<JsonObject | null> {
    return objectOf(readPage(await this.get(path, query)).items[0]);
  }

  /** All of a list, page by page. */
  async *all(path: string, query: Form): AsyncGenerator<JsonObject> {
    let after: string | null = null;
    for (let page = 0; page < MAX_PAGES; page++) {
      const { items, hasMore } = readPage(await this.get(path, { ...query, limit: String(PAGE_SIZE), starting_after: after }));
      yield* items;
      if (!hasMore) return;
      after = textOf(items.at(-1)?.id);
      if (after === null) throw new ProviderUnreachable('It says that there is more and gives nothing.');
    }
    throw new ProviderUnreachable(`Its list did not end within ${MAX_PAGES} pages.`);
  }

  #headers(): Readonly<Record<string, string>> {
    return { authorization: `Bearer ${this.#apiKey}` };
  }
}

interface VendorError {
  readonly message: string;
  readonly code: string | null;
  readonly type: string | null;
}

function errorOf({ body }: VendorAnswer): VendorError | null {
  const error = objectOf(parseExactObject(body)?.error);
  const message = textOf(error?.message);
  return message === null ? null : { message: message.slice(0, 300), code: textOf(error?.decline_code) ?? textOf(error?.code), type: textOf(error?.type) };
}

function readObject(answer: VendorAnswer): JsonObject {
  const { status } = answer;
  if (status >= 200 && status < 300) {
    const object = parseExactObject(answer.body);
    if (object === null) throw new ProviderUnreachable('Its answer cannot be read.');
    return object;
  }
  const error = errorOf(answer);
  if (status >= 500 || COME_AGAIN.has(status) || error === null) throw new ProviderUnreachable(`It answered ${status}${error ? `: ${error.message}` : ''}.`);
  throw new ProviderRefusal(error.code === null ? error.message : `${error.message} (${error.code})`);
}

function readPage(page: JsonObject | null): { readonly items: readonly JsonObject[]; readonly hasMore: boolean } {
  const items = listOf(page?.data)?.map((item) => objectOf(item));
  if (!items || items.includes(null)) throw new ProviderUnreachable('It answered with something that is no list.');
  return { items: items as JsonObject[], hasMore: page?.has_more === true };
}
