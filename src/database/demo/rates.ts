import { DAY, HOUR, startOfDay } from './calendar.js';
import type { Setting, Time } from './model.js';
import { CURRENCIES, type Currency } from './money.js';
import { Random } from './random.js';

export interface DemoRate {
  readonly quote: Currency;
  /** So much is one dollar, with four decimals. */
  readonly perUsd: string;
  readonly at: Time;
}

export const RATE_SOURCE = 'Demo rates';

const DAILY = 0.004;
/** What is made to be worth a dollar hardly moves against it. */
const DAILY_OF_USDT = 0.0002;
/** How much of its distance from what it is worth about is left after a day. */
const LEFT = 0.97;

/** A year of reference rates, one in the afternoon of each working day. */
export class DemoRates {
  readonly all: readonly DemoRate[];

  constructor({ seed, start, now }: Setting) {
    const random = new Random(seed, 'rates');
    const days: Time[] = [];
    for (let at = startOfDay(start) + 15 * HOUR; at < now; at += DAY) if (new Date(at).getUTCDay() % 6 !== 0) days.push(at);
    const quotes = (Object.keys(CURRENCIES) as Currency[]).filter((currency) => currency !== 'USD');
    this.all = quotes.flatMap((quote) => walk(random, quote, days));
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
