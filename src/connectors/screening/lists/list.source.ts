import { type ListSource, ListUnavailable, type ScreeningList } from '../port.js';

const TIMEOUT_MS = 300_000;

/** Lists from the URLs at which they are published. */
export class HttpListSource implements ListSource {
  readonly lists: readonly ScreeningList[];
  readonly #urls: Readonly<Partial<Record<ScreeningList, string>>>;

  constructor(urls: Readonly<Partial<Record<ScreeningList, string>>>) {
    this.#urls = urls;
    this.lists = Object.keys(urls) as ScreeningList[];
  }

  async open(list: ScreeningList): Promise<AsyncIterable<Uint8Array>> {
    const url = this.#urls[list];
    if (url === undefined) throw new ListUnavailable(`No place is set where the list ${list} is published.`);
    const response = await fetch(url, { headers: { accept: 'application/xml, text/xml, text/csv' }, signal: AbortSignal.timeout(TIMEOUT_MS) }).catch(
      (error: unknown) => {
        throw new ListUnavailable(`The publisher of the list ${list} does not answer.`, { cause: error });
      },
    );
    if (response.ok && response.body !== null) return readOut(list, response.body as AsyncIterable<Uint8Array>);
    await response.body?.cancel();
    throw new ListUnavailable(`The publisher of the list ${list} answered with status ${response.status}.`);
  }
}

async function* readOut(list: ScreeningList, body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* body;
  } catch (error) {
    throw new ListUnavailable(`The publisher of the list ${list} broke off.`, { cause: error });
  }
}
