import { SaxesParser, type SaxesTagNS } from 'saxes';
import { type PublishedRates, RatesUnavailable } from '../port.js';

const NAMESPACE = 'http://www.ecb.int/vocabulary/2002-08-01/eurofxref';
const DAY = /^\d{4}-\d\d-\d\d$/;
const CURRENCY = /^[A-Z]{3}$/;
const RATE = /^\d{1,9}(\.\d{1,8})?$/;
const MAX_DEPTH = 8;

const refuse = (what: string): never => {
  throw new RatesUnavailable(`The rates of the ECB cannot be read: ${what}.`);
};

/** Takes in the `Cube` elements: the outer one holds the day, the inner ones a currency each. Everything else is only passed. */
class RatesReader {
  readonly rates: Record<string, string> = {};
  day: string | null = null;
  readonly #parser = new SaxesParser({ xmlns: true });
  #depth = 0;

  constructor() {
    this.#parser.on('error', (error) => refuse(`it is no proper XML (${error.message})`));
    this.#parser.on('doctype', () => refuse('it has a document type, which it does not need'));
    this.#parser.on('opentag', (tag) => this.#onOpen(tag));
    this.#parser.on('closetag', () => void (this.#depth -= 1));
  }

  read(text: string): void {
    this.#parser.write(text).close();
  }

  #onOpen({ local, uri, attributes }: SaxesTagNS): void {
    if (++this.#depth > MAX_DEPTH) refuse('it is nested too deep');
    if (local !== 'Cube' || uri !== NAMESPACE) return;
    const { time, currency, rate } = Object.fromEntries(Object.values(attributes).map(({ name, value }) => [name, value]));
    if (time !== undefined) this.#onDay(time);
    if (currency !== undefined || rate !== undefined) this.#onRate(currency ?? '', rate ?? '');
  }

  #onDay(time: string): void {
    if (this.day !== null) refuse('it holds more than one day: take the file of the daily rates');
    if (!DAY.test(time) || Number.isNaN(Date.parse(time)) || !new Date(time).toISOString().startsWith(time)) refuse(`"${time.slice(0, 20)}" is no day`);
    this.day = time;
  }

  #onRate(currency: string, rate: string): void {
    if (this.day === null) refuse('a rate stands before its day');
    if (!CURRENCY.test(currency)) refuse(`"${currency.slice(0, 20)}" is no currency`);
    if (!RATE.test(rate) || Number(rate) === 0) refuse(`"${rate.slice(0, 20)}" is no rate of ${currency}`);
    if (this.rates[currency] !== undefined) refuse(`there are two rates of ${currency}`);
    this.rates[currency] = rate;
  }
}

/** The ECB publishes at about four in the afternoon, in Frankfurt: an hour or two ahead of UTC. The later of the two counts. */
const PUBLISHED_AT = 'T15:00:00.000Z';

/** Reads `eurofxref-daily.xml`. One rate that cannot be trusted means that none of them is. Throws `RatesUnavailable`. */
export function readEcbRates(text: string): PublishedRates {
  const reader = new RatesReader();
  reader.read(text);
  const { day, rates } = reader;
  if (day === null || Object.keys(rates).length === 0) return refuse('it holds no rates');
  return { publisher: 'ECB', base: 'EUR', day, publishedAt: `${day}${PUBLISHED_AT}`, rates };
}
