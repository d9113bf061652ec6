import type { Client, Deal, Partner, Restriction } from './model.js';
import { Numeric } from './numeric.js';
import { chainOf } from './partners.js';
import type { DemoRates, Exchange } from './rates.js';
import { type Instrument, INSTRUMENTS, type Rates, type Terms } from './terms.js';

/** A deal as the accrual of commissions sees it, before tiers and caps: what is in the way, or the unit that rates are multiplied by. */
export interface Work {
  readonly deal: Deal;
  readonly chain: readonly Partner[];
  readonly terms: Terms | null;
  readonly rates: Rates;
  readonly obstacle: string | null;
  /** What it pays for, and what it adds to the volume that tiers go by. */
  readonly lots: Numeric;
  readonly volume: Numeric;
  readonly unit: Numeric;
  readonly words: string;
  /** Of each partner of the chain; null: all of them 1. */
  readonly personal: readonly Numeric[] | null;
  /** Levels whose contract was not in force. */
  readonly stopped: ReadonlySet<number>;
}

interface Facts {
  readonly deal: Deal;
  readonly terms: Terms;
  readonly rates: Rates;
  readonly instrument: Instrument | undefined;
  readonly lots: Numeric;
  /** From the instrument's currency, and from the account's, into the plan's; null: there is no rate. */
  readonly quote: Exchange | null;
  readonly account: Exchange | null;
}

interface Base {
  readonly unit: Numeric;
  readonly words: string;
}

const NO_RATES: Rates = { given: [], byLevel: [], pip: null };
const NOTHING: Base = { unit: Numeric.ZERO, words: '' };

/** Works deals out as the engine does, without asking a database: the same obstacles in the same order, the same factors and words. */
export class Rewards {
  readonly #rates: DemoRates;
  readonly #termsOf: (partner: Partner) => Terms | null;
  readonly #restrictions: readonly Restriction[];

  /** `restrictions`: those of kind NO_COMMISSION. */
  constructor(rates: DemoRates, termsOf: (partner: Partner) => Terms | null, restrictions: readonly Restriction[]) {
    this.#rates = rates;
    this.#termsOf = termsOf;
    this.#restrictions = restrictions;
  }

  work(deal: Deal): Work {
    const { partner } = deal.account.client;
    const terms = partner === null || (partner.planFrom !== null && deal.closedAt < partner.planFrom) ? null : this.#termsOf(partner);
    const chain = partner === null ? [] : chainOf(partner);
    const closed = Numeric.from(deal.hundredthLots, 2);
    const volume = deal.entry === 'OUT_BY' ? closed.times(Numeric.HALF) : closed;
    const lots = deal.entry === 'OUT' || terms?.plan.hedged !== 'NONE' ? (terms?.plan.hedged === 'BOTH' ? closed : volume) : Numeric.ZERO;
    const instrument = deal.instrument === null ? undefined : INSTRUMENTS.get(deal.instrument);
    const rates = terms?.ratesFor(instrument?.symbol) ?? NO_RATES;
    const facts = terms && this.#facts({ deal, terms, rates, instrument, lots });
    const obstacle = this.#obstacle(deal, partner, facts, chain.length);
    const { unit, words } = facts === null || obstacle !== null ? NOTHING : baseOf(facts);
    const levels = Math.min(chain.length, rates.byLevel.length);
    return {
      ...{ deal, chain, terms, rates, obstacle, lots, volume, unit, words },
      personal: multipliersOf(chain, deal.closedAt),
      stopped: stoppedOf(chain, levels, deal.closedAt),
    };
  }

  #facts(known: Omit<Facts, 'quote' | 'account'>): Facts {
    const { deal, terms, rates, instrument } = known;
    const { plan } = terms;
    const needsQuote =
      ['PER_MILLION', 'SPREAD_SHARE'].includes(plan.scheme) ||
      (plan.scheme === 'PIPS' && rates.pip === null) ||
      (plan.scheme === 'REVENUE_SHARE' && plan.revenue === 'FEES');
    const needsAccount = plan.scheme === 'COMMISSION_SHARE' || plan.scheme === 'REVENUE_SHARE';
    const none: Exchange = { factor: Numeric.ONE, words: '' };
    return {
      ...known,
      quote: needsQuote && instrument ? this.#rates.exchange(instrument.symbol.quote, plan.currency, deal.closedAt) : none,
      account: needsAccount ? this.#rates.exchange(deal.account.currency, plan.currency, deal.closedAt) : none,
    };
  }

  #obstacle(deal: Deal, partner: Partner | null, facts: Facts | null, levels: number): string | null {
    if (deal.isCancelled) return 'CANCELLED';
    if (deal.account.environment === 'DEMO') return 'DEMO';
    if (partner === null) return 'NO_PARTNER';
    if (facts === null) return 'NO_PLAN';
    const { plan } = facts.terms;
    if (plan.scheme === 'CPA') return 'BY_CLIENT';
    if (this.isRestricted(deal)) return 'RESTRICTED';
    if (facts.instrument === undefined) return 'SYMBOL_UNKNOWN';
    if (facts.lots.isZero) return 'HEDGED';
    return timeObstacle(deal, facts) ?? rateObstacle(deal, facts, levels);
  }

  isRestricted({ account, closedAt }: Pick<Deal, 'account' | 'closedAt'>): boolean {
    return this.#restrictions.some(
      ({ client, createdAt, liftedAt, expiresAt }) =>
        client === account.client && createdAt <= closedAt && (liftedAt ?? Infinity) > closedAt && (expiresAt ?? Infinity) > closedAt,
    );
  }

  isEver(of: Client): boolean {
    return this.#restrictions.some(({ client }) => client === of);
  }
}

function timeObstacle({ heldSeconds }: Deal, { terms: { plan } }: Facts): string | null {
  if (heldSeconds !== null && heldSeconds < plan.minHoldSeconds) return 'TOO_SHORT';
  if (heldSeconds === null && plan.minHoldSeconds > 0) return 'NOT_TOLD';
  return plan.maxHoldSeconds !== null && heldSeconds !== null && heldSeconds > plan.maxHoldSeconds ? 'TOO_LONG' : null;
}

function rateObstacle({ spread }: Deal, { terms: { plan }, rates, quote, account }: Facts, levels: number): string | null {
  if (plan.scheme === 'SPREAD_SHARE' && spread === null) return 'NOT_TOLD';
  if (quote === null || account === null) return 'NO_EXCHANGE_RATE';
  return rates.byLevel.slice(0, levels).every(({ isZero }) => isZero) ? 'NO_RATE' : null;
}

export function multipliersOf(chain: readonly Partner[], at: number): readonly Numeric[] | null {
  const isIn = ({ multiplier }: Partner): boolean => multiplier !== null && multiplier.from <= at;
  return chain.some(isIn) ? chain.map((partner) => (partner.multiplier && isIn(partner) ? Numeric.of(partner.multiplier.value) : Numeric.ONE)) : null;
}

export const stoppedOf = (chain: readonly Partner[], levels: number, at: number): ReadonlySet<number> =>
  new Set(chain.slice(0, levels).flatMap(({ endedAt }, index) => (endedAt !== null && endedAt <= at ? [index + 1] : [])));

/** What rates are multiplied by, in the plan's currency, and in words. */
function baseOf(facts: Facts): Base {
  const { deal, terms, rates, lots } = facts;
  const instrument = facts.instrument as Instrument;
  const words = lotsWords(deal, lots);
  const { factor: quote, words: quoteWords } = facts.quote ?? NO_EXCHANGE;
  const { symbol, contractSize, pipValue } = instrument;
  const aPip = `${words} x ${pipValue.toString()} ${symbol.quote} a pip`;
  const ofPips = lots.times(pipValue).times(quote);
  const spread = Numeric.from((deal.spread ?? 0) * 10, 2);
  switch (terms.plan.scheme) {
    case 'PER_LOT':
      return { unit: lots, words };
    case 'PER_MILLION':
      return {
        unit: lots.times(contractSize).times(Numeric.of(deal.price)).times(quote).times(Numeric.MILLIONTH),
        words: `${words} x ${contractSize.toString()} at ${Numeric.of(deal.price).toString()} ${symbol.quote}${quoteWords} / 1000000`,
      };
    case 'PIPS':
      if (rates.pip === null) return { unit: ofPips, words: `${aPip}${quoteWords}` };
      return { unit: lots.times(rates.pip), words: `${words} x ${rates.pip.toString()} ${terms.plan.currency} a pip` };
    case 'SPREAD_SHARE':
      return { unit: ofPips.times(spread).times(Numeric.HUNDREDTH), words: `${aPip} x ${spread.toString()} pips of spread${quoteWords}` };
    case 'COMMISSION_SHARE':
      return { unit: charged(facts).times(Numeric.HUNDREDTH), words: chargedWords(facts) };
    default:
      return terms.plan.revenue === 'NET'
        ? net(facts)
        : {
            unit: ofPips.times(spread).plus(charged(facts)).times(Numeric.HUNDREDTH),
            words: `(${aPip} x ${spread.toString()} pips of spread${quoteWords} + ${chargedWords(facts)})`,
          };
  }
}

const NO_EXCHANGE: Exchange = { factor: Numeric.ONE, words: '' };

const lotsWords = ({ hundredthLots, instrument }: Deal, lots: Numeric): string =>
  `${lots.toString()} lots ${instrument}${lots.compareTo(Numeric.from(hundredthLots, 2)) < 0 ? ' (half of a hedged pair)' : ''}`;

/** What the broker charged for the part that is paid for. */
const charged = ({ deal, lots, account }: Facts): Numeric =>
  Numeric.from(-deal.commission, 2)
    .times(lots)
    .dividedBy(Numeric.from(deal.hundredthLots, 2))
    .times((account ?? NO_EXCHANGE).factor);

function chargedWords({ deal, lots, account }: Facts): string {
  const all = Numeric.from(deal.hundredthLots, 2);
  const part = lots.equals(all) ? '' : ` x ${lots.toString()} / ${all.toString()} lots`;
  return `${Numeric.from(-deal.commission, 2).toString()} ${deal.account.currency} of commission${part}${(account ?? NO_EXCHANGE).words}`;
}

/** What the client lost and paid is what the broker has. */
function net({ deal, account }: Facts): Base {
  const [profit, swap, commission] = [deal.profit, deal.swap, deal.commission].map((hundredths) => Numeric.from(-hundredths, 2)) as [Numeric, Numeric, Numeric];
  const { factor, words } = account ?? NO_EXCHANGE;
  return {
    unit: profit.plus(swap).plus(commission).times(factor).times(Numeric.HUNDREDTH),
    words: `(${profit.toString()} + ${swap.toString()} + ${commission.toString()}) ${deal.account.currency} of loss, swap and commission${words}`,
  };
}
