import { Decimal } from '../../runtime/decimal.js';
import { refusal } from '../../runtime/refusal.js';

export type Scheme = 'PER_LOT' | 'PER_MILLION' | 'PIPS' | 'SPREAD_SHARE' | 'COMMISSION_SHARE' | 'REVENUE_SHARE' | 'CPA';
export type TreeMode = 'OVERRIDE' | 'DIFFERENTIAL' | 'SPLIT';

export interface RateList {
  /** Of the instrument, or of all instruments of the group: one of the two. */
  readonly symbol?: string | null;
  readonly group?: string | null;
  readonly rates: readonly string[];
}

/** What a plan says, as far as it can be judged by itself. */
export interface Terms {
  readonly scheme: Scheme;
  readonly treeMode: TreeMode;
  readonly currency: string;
  /** Level 1 first. */
  readonly rates: readonly string[];
  readonly special: readonly RateList[];
  readonly minHoldSeconds: number;
  readonly maxHoldSeconds: number | null;
  readonly capPerDeal: string | null;
}

const MOST_LEVELS = 100;
const MOST_SECONDS = 90 * 24 * 3_600;
const HUNDRED = new Decimal(100);
const SHARES: readonly Scheme[] = ['SPREAD_SHARE', 'COMMISSION_SHARE', 'REVENUE_SHARE'];

/** Refuses terms by which more could go out than came in, and such as say nothing. Each sentence names what would be right. */
export function checkTerms(terms: Terms): void {
  checkRates(terms, terms.rates, ['rates']);
  for (const [at, { symbol, group, rates }] of terms.special.entries()) {
    if ((symbol == null) === (group == null))
      throw refusal('INVALID', 'Special rates are for a symbol, or for a group: name one of the two.', ['special', String(at)]);
    checkRates(terms, rates, ['special', String(at), 'rates']);
  }
  const named = terms.special.map(({ symbol, group }) => `${symbol ?? ''}/${group ?? ''}`);
  const twice = named.find((one, at) => named.indexOf(one) !== at);
  if (twice !== undefined) throw refusal('INVALID', `${twice.replace('/', '')} has special rates twice.`, ['special']);
  checkSeconds(terms);
  if (terms.capPerDeal !== null && new Decimal(terms.capPerDeal).lessThanOrEqualTo(0))
    throw refusal('INVALID', 'A cap is an amount above zero: leave it out for none.', ['capPerDeal']);
}

function checkSeconds({ minHoldSeconds, maxHoldSeconds }: Terms): void {
  if (minHoldSeconds < 0 || minHoldSeconds > MOST_SECONDS) throw refusal('INVALID', `A holding time is from 0 to ${MOST_SECONDS} seconds.`, ['minHoldSeconds']);
  if (maxHoldSeconds !== null && (maxHoldSeconds <= minHoldSeconds || maxHoldSeconds > 100 * MOST_SECONDS))
    throw refusal('INVALID', 'The longest holding time is above the shortest: leave it out for none.', ['maxHoldSeconds']);
}

function checkRates({ scheme, treeMode }: Terms, given: readonly string[], field: string[]): void {
  if (given.length === 0 || given.length > MOST_LEVELS) throw refusal('INVALID', `Give rates for 1 to ${MOST_LEVELS} levels, level 1 first.`, field);
  const rates = given.map((rate) => new Decimal(rate));
  if (rates.some((rate) => rate.lessThan(0))) throw refusal('INVALID', 'A rate is not below zero.', field);
  if (treeMode === 'DIFFERENTIAL') checkGrowing(rates, field);
  if (treeMode === 'SPLIT') checkSplit(rates, field);
  const whole = treeMode === 'OVERRIDE' ? rates.reduce((sum, rate) => sum.plus(rate)) : treeMode === 'SPLIT' ? rates[0]! : rates.at(-1)!;
  if (SHARES.includes(scheme) && whole.greaterThan(HUNDRED))
    throw refusal('POLICY_FORBIDS', `All levels together get ${whole.toFixed()} % of what the broker takes: more than 100 % would be paid out.`, field);
}

function checkGrowing(rates: readonly Decimal[], field: string[]): void {
  const falls = rates.findIndex((rate, at) => at > 0 && rate.lessThan(rates[at - 1]!));
  if (falls > 0)
    throw refusal(
      'INVALID',
      `Level ${falls + 1} has ${rates[falls]!.toFixed()} after ${rates[falls - 1]!.toFixed()}: by differences, a rate is what all levels up to it get, and never falls.`,
      field,
    );
}

function checkSplit([, ...passed]: readonly Decimal[], field: string[]): void {
  const sum = passed.reduce((total, rate) => total.plus(rate), new Decimal(0));
  if (sum.greaterThan(HUNDRED)) throw refusal('POLICY_FORBIDS', `${sum.toFixed()} % of the reward would go up: more than 100 % cannot.`, field);
}
