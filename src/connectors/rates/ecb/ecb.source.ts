import { type PublishedRates, type RateSource, RatesUnavailable } from '../port.js';
import { readEcbRates } from './ecb.document.js';

const TIMEOUT_MS = 10_000;
const MAX_BYTES = 200_000;

/** The euro reference rates that the European Central Bank publishes on working days, from the URL of its `eurofxref-daily.xml`. */
export class EcbRates implements RateSource {
  readonly #url: string;

  constructor(url: string) {
    this.#url = url;
  }

  async newest(): Promise<PublishedRates> {
    return readEcbRates(await this.#fetch());
  }

  async #fetch(): Promise<string> {
    try {
      const response = await fetch(this.#url, { headers: { accept: 'application/xml, text/xml' }, redirect: 'error', signal: AbortSignal.timeout(TIMEOUT_MS) });
      if (response.ok) return await textOf(response);
      await response.body?.cancel();
      throw new RatesUnavailable(`The source of exchange rates answered with status ${response.status}.`);
    } catch (error) {
      if (error instanceof RatesUnavailable) throw error;
      throw new RatesUnavailable(`The source of exchange rates did not answer within ${TIMEOUT_MS / 1000} seconds, or not at all.`, { cause: error });
    }
  }
}

async function textOf(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    bytes += chunk.length;
    if (bytes > MAX_BYTES) throw new RatesUnavailable(`The source of exchange rates answered with more than ${MAX_BYTES} bytes.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
