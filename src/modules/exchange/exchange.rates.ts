import { statement, type Unit } from '../../database/unit.js';
import { Decimal, roundDown } from '../../runtime/decimal.js';
import { refusal } from '../../runtime/refusal.js';

/** One unit of `base` is `rate` of `quote`. */
export interface Rate {
  readonly base: string;
  readonly quote: string;
  readonly rate: Decimal;
  readonly source: string;
  /** RFC 3339. */
  readonly at: string;
}

/** Over it two currencies meet that have no rate of their own. */
const BRIDGE = 'USD';

interface Stored {
  readonly base: string;
  readonly quote: string;
  readonly rate: string;
  readonly source: string;
  readonly at: string;
}

const LATEST = statement(`
  select distinct on (base, quote) base, quote, rate::text as rate, source, at from exchange_rate
  where base = any($1::text[]) and quote = any($1::text[]) and at <= now() and ($2::int is null or at > now() - make_interval(hours => $2))
  order by base, quote, at desc, id desc`);

/** The newest rates among some currencies: given, inverted, or crossed over the dollar, in this order. */
export class RateBook {
  readonly #rates: ReadonlyMap<string, Rate>;

  constructor(rates: readonly Rate[]) {
    this.#rates = new Map(rates.map((rate) => [`${rate.base}/${rate.quote}`, rate]));
  }

  /** Undefined: nobody knows, or not recently enough. */
  find(base: string, quote: string): Rate | undefined {
    return this.#direct(base, quote) ?? this.#crossed(base, quote);
  }

  #direct(base: string, quote: string): Rate | undefined {
    const given = this.#rates.get(`${base}/${quote}`);
    if (given !== undefined) return given;
    const inverse = this.#rates.get(`${quote}/${base}`);
    return inverse && { ...inverse, base, quote, rate: new Decimal(1).dividedBy(inverse.rate) };
  }

  #crossed(base: string, quote: string): Rate | undefined {
    const [first, second] = [this.#direct(base, BRIDGE), this.#direct(BRIDGE, quote)];
    if (first === undefined || second === undefined) return undefined;
    const source = first.source === second.source ? first.source : `${first.source}, ${second.source}`;
    return { base, quote, rate: first.rate.times(second.rate), source, at: first.at < second.at ? first.at : second.at };
  }

  /** An amount in another currency, exactly; undefined: there is no rate. */
  convert(amount: Decimal, from: string, to: string): Decimal | undefined {
    return from === to ? amount : this.find(from, to)?.rate.times(amount);
  }
}

export async function rateBook(unit: Unit, currencies: readonly string[], maxAgeHours: number | null): Promise<RateBook> {
  const rows = await unit.rows<Stored>(LATEST, [[...new Set([...currencies, BRIDGE])], maxAgeHours]);
  return new RateBook(rows.map((row) => ({ ...row, rate: new Decimal(row.rate) })));
}

export interface Conversion {
  readonly rate: Rate;
  /** What the customer gets: rounded down to the currency. */
  readonly amount: Decimal;
  /** What rounding left over: it belongs on the rounding account. */
  readonly remainder: Decimal;
}

/** Rates have up to twelve significant digits; what is beyond them is an artefact of inverting. */
const RATE_DIGITS = 12;
/** The ledger keeps eight decimals. */
const LEDGER_SCALE = 8;

/** Exchanges an amount for a customer, at the newest rate less the house's margin. Refuses when there is no rate, or nothing would arrive. */
export function exchange(book: RateBook, amount: Decimal, from: string, to: string, marginBps: number): Conversion {
  const found = book.find(from, to);
  if (found === undefined)
    throw refusal('POLICY_FORBIDS', `There is no current exchange rate from ${from} to ${to}. Finance has to set one before money can be exchanged.`, [
      'currency',
    ]);
  const rate = {
    ...found,
    rate: found.rate
      .times(10_000 - marginBps)
      .dividedBy(10_000)
      .toSignificantDigits(RATE_DIGITS),
  };
  const exact = amount.times(rate.rate).toDecimalPlaces(LEDGER_SCALE, Decimal.ROUND_DOWN);
  const received = roundDown(exact, to);
  if (received.isZero()) throw refusal('INVALID', `This is too little to be exchanged: in ${to} nothing would arrive.`, ['amount']);
  return { rate, amount: received, remainder: exact.minus(received) };
}
