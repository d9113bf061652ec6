import type { Request } from '../../access/actor.js';
import { type PublishedRates, type RateSource, RatesUnavailable } from '../../connectors/rates/port.js';
import { newId } from '../../database/ids.js';
import type { Database } from '../../database/orm.js';
import { statement, type Unit } from '../../database/unit.js';
import { isCurrency } from '../../runtime/currency.js';
import { Decimal } from '../../runtime/decimal.js';
import { refusal } from '../../runtime/refusal.js';
import type { AuditTrail } from '../audit/index.js';
import { isFarOff } from './exchange-rate.policy.js';
import { rateBook } from './exchange.rates.js';

export interface RatesImport {
  /** "ECB 2026-11-20". */
  readonly source: string;
  /** How many rates are new. */
  readonly imported: number;
  /** Currencies whose rate is so far off the last one that somebody has to look. */
  readonly heldBack: readonly string[];
}

// Published once, stored once: whoever comes second stores nothing. Nothing holds before now, should a clock be wrong.
const STORE = statement(`
  insert into exchange_rate (id, base, quote, rate, source, at)
  select r.id, $1, r.quote, r.rate, $2, least($3::timestamptz, now()) from unnest($4::uuid[], $5::text[], $6::numeric[]) as r (id, quote, rate)
  on conflict (base, quote, source) where source like 'ECB %' do nothing returning quote`);
const STORED = statement('select quote from exchange_rate where base = $1 and source = $2');

/** Takes over what a source of rates publishes. */
export class ExchangeRateImporter {
  readonly #database: Database;
  readonly #audit: AuditTrail;
  readonly #source: RateSource | null;

  /** Without a source every import is refused with CONNECTOR_UNAVAILABLE. */
  constructor(database: Database, audit: AuditTrail, source: RateSource | null) {
    this.#database = database;
    this.#audit = audit;
    this.#source = source;
  }

  /** Fetches the newest rates and stores those that are not stored yet. Refuses with CONNECTOR_UNAVAILABLE when there are none to be had. */
  async importNow(request: Request): Promise<RatesImport> {
    const published = await this.#newest();
    const source = `${published.publisher} ${published.day}`;
    return this.#database.unit(async (unit) => {
      const { fresh, heldBack } = await sift(unit, published, source);
      const imported = fresh.length === 0 ? [] : await store(unit, published, source, fresh);
      if (imported.length > 0)
        this.#audit.append(unit, request, {
          ...{ action: 'exchangeRate.import', subjectType: 'ExchangeRate', subjectId: source },
          after: { base: published.base, rates: Object.fromEntries(imported.map((quote) => [quote, published.rates[quote] ?? null])), heldBack },
        });
      return { source, imported: imported.length, heldBack };
    });
  }

  async #newest(): Promise<PublishedRates> {
    if (this.#source === null) throw refusal('CONNECTOR_UNAVAILABLE', 'No source of exchange rates is set up: that takes the setting RATES_URL.');
    try {
      return await this.#source.newest();
    } catch (error) {
      if (error instanceof RatesUnavailable) throw refusal('CONNECTOR_UNAVAILABLE', error.message);
      throw error;
    }
  }
}

/** Those that are neither stored yet nor so far off the last that somebody has to look. */
async function sift(unit: Unit, { base, rates }: PublishedRates, source: string): Promise<{ fresh: string[]; heldBack: string[] }> {
  const known = Object.keys(rates).filter((quote) => quote !== base && isCurrency(quote));
  const [book, stored] = await Promise.all([rateBook(unit, [base, ...known], null), unit.rows<{ quote: string }>(STORED, [base, source])]);
  const waiting = known.filter((quote) => !stored.some((row) => row.quote === quote));
  const heldBack = waiting.filter((quote) => isFarOff(book.find(base, quote)?.rate, new Decimal(rates[quote] ?? 0)));
  return { fresh: waiting.filter((quote) => !heldBack.includes(quote)), heldBack };
}

async function store(unit: Unit, { base, publishedAt, rates }: PublishedRates, source: string, quotes: readonly string[]): Promise<string[]> {
  const stored = await unit.rows<{ quote: string }>(STORE, [base, source, publishedAt, quotes.map(() => newId()), quotes, quotes.map((quote) => rates[quote])]);
  return stored.map(({ quote }) => quote);
}
