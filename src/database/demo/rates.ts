import { DAY, HOUR, startOfDay } from './calendar.js';
import type { Setting, Time } from './model.js';
import { CURRENCIES, type Currency } from './money.js';
import { Numeric } from './numeric.js';
import { Random } from './random.js';

export interface DemoRate {
  readonly quote: Currency;
  /** So much is one dollar, with four decimals. */
  readonly perUsd: string;
  readonly at: Time;
}

export const RATE_SOURCE = 'Demo rates';

/** What amounts are multiplied by, and in words how that comes about. */
export interface Exchange {
  readonly factor: Numeric;
  readonly words: string;
}

/** A rate that is turned round has so many decimals. */
const FINE_ONE = Numeric.of(`1.${'0'.repeat(36)}`);

const SAME: Exchange = { factor: Numeric.ONE, words: '' };

const DAILY = 0.004;
/** What is made to be worth a dollar hardly moves against it. */
const DAILY_OF_USDT = 0.0002;
/** How much of its distance from what it is worth about is left after a day. */
const LEFT = 0.97;

/** A year of reference rates, one in the afternoon of each working day. */
export class DemoRates {
  readonly all: readonly DemoRate[];
  readonly #byQuote = new Map<string, readonly DemoRate[]>();
  readonly #exchanges = new Map<string, Exchange>();

  constructor({ seed, start, now }: Setting) {
    const random = new Random(seed, 'rates');
    const days: Time[] = [];
    for (let at = startOfDay(start) + 15 * HOUR; at < now; at += DAY) if (new Date(at).getUTCDay() % 6 !== 0) days.push(at);
    const quotes = (Object.keys(CURRENCIES) as Currency[]).filter((currency) => currency !== 'USD');
    for (const quote of quotes) this.#byQuote.set(quote, walk(random, quote, days));
    this.all = [...this.#byQuote.values()].flat();
  }

  /** As `exchange_rate_at()` has it: by the newest rate by then, by way of the dollar where there is none between the two. Null: there is no rate yet. */
  exchange(of: string, into: Currency, at: Time): Exchange | null {
    if (of === into) return SAME;
    if (of === 'USD') return this.#direct(into, at, true);
    if (into === 'USD') return this.#direct(of, at, false);
    const [first, second] = [this.#direct(of, at, false), this.#direct(into, at, true)];
    return first && second && { factor: first.factor.times(second.factor), words: first.words + second.words };
  }

  #direct(quote: string, at: Time, isIntoQuote: boolean): Exchange | null {
    const rate = newestOf(this.#byQuote.get(quote) ?? [], at);
    if (rate === undefined) return null;
    const key = `${quote}/${rate.at}/${isIntoQuote}`;
    const known = this.#exchanges.get(key);
    if (known !== undefined) return known;
    const number = Numeric.of(rate.perUsd);
    const words = `${isIntoQuote ? ' x' : ' /'} ${number.toString()} ${quote} per USD`;
    const exchange = { factor: isIntoQuote ? number : FINE_ONE.dividedBy(number), words };
    this.#exchanges.set(key, exchange);
    return exchange;
  }

  /** The rate of the last working day before; of the first one for what is older. */
  perUsd(quote: Currency, at: Time): string {
    if (quote === 'USD') return '1';
    const own = this.all.filter((rate) => rate.quote === quote);
    return latest(own, at).perUsd;
  }

  /** When that rate was published. */
  publishedAt(at: Time): Time {
    return latest(
      this.all.filter(({ quote }) => quote === 'EUR'),
      at,
    ).at;
  }
}

/** Undefined: none is as old. */
function newestOf(rates: readonly DemoRate[], at: Time): DemoRate | undefined {
  let [low, high] = [0, rates.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((rates[middle]?.at ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  return rates[low - 1];
}

function latest(rates: readonly DemoRate[], at: Time): DemoRate {
  const found = rates.findLast((rate) => rate.at <= at) ?? rates[0];
  if (!found) throw new RangeError('There are no rates');
  return found;
}

function walk(random: Random, quote: Currency, days: readonly Time[]): DemoRate[] {
  let distance = 0;
  return days.map((at) => {
    distance = distance * LEFT + (quote === 'USDT' ? DAILY_OF_USDT : DAILY) * random.normal();
    return { quote, perUsd: (CURRENCIES[quote].perUsd * Math.exp(distance)).toFixed(4), at };
  });
}
