/** What one publication of reference rates says: one unit of `base` is so much of each currency, on a day. */
export interface PublishedRates {
  /** Whose rates: "ECB". */
  readonly publisher: string;
  readonly base: string;
  /** The day that they hold for: "2026-11-20". */
  readonly day: string;
  /** When they were published, RFC 3339. */
  readonly publishedAt: string;
  /** By currency (ISO 4217), as decimal text, above zero. */
  readonly rates: Readonly<Record<string, string>>;
}

/** A source of exchange rates. */
export interface RateSource {
  /** The newest rates that there are. Throws `RatesUnavailable`. */
  newest(): Promise<PublishedRates>;
}

/** There is no answer, or none that can be trusted. The message says why, in words for an operator. */
export class RatesUnavailable extends Error {
  override readonly name = 'RatesUnavailable';
}
