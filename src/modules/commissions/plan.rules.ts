import { Decimal } from '../../runtime/decimal.js';
import { refusal } from '../../runtime/refusal.js';

export type Scheme = 'PER_LOT' | 'PER_MILLION' | 'PIPS' | 'SPREAD_SHARE' | 'COMMISSION_SHARE' | 'REVENUE_SHARE' | 'CPA';
export type TreeMode = 'OVERRIDE' | 'DIFFERENTIAL' | 'SPLIT';

export interface RateList {
  /** Of the instrument, or of all instruments of the group: one of the two. */
  readonly symbol?: string | null;
  readonly group?: string | null;
  readonly rates: readonly string[];
  /** What a pip of a lot is worth, in the plan's currency. */
  readonly pipValue?: string | null;
}

/** What rewards are multiplied by, from so many lots or active clients on. */
export interface Tiers {
  readonly by: 'VOLUME' | 'ACTIVE_CLIENTS';
  readonly counting: 'WHOLE' | 'GRADUATED';
  /** Null: by the calendar month. */
  readonly windowDays?: number | null;
  /** How many lots make a client active. */
  readonly activeLots?: string | null;
  /** The lowest first. */
  readonly steps: readonly { readonly from: string; readonly multiplier: string }[];
}

/** When a client counts for CPA. */
export interface Qualification {
  /** In the plan's currency. */
  readonly firstDeposit: string;
  readonly lots: string;
  readonly days: number;
  readonly from: 'REGISTRATION' | 'FIRST_DEPOSIT';
}

/** What a plan says, as far as it can be judged by itself. Amounts are in its currency. */
export interface Terms {
  readonly scheme: Scheme;
  readonly treeMode: TreeMode;
  readonly currency: string;
  /** Level 1 first. */
  readonly rates: readonly string[];
  readonly special: readonly RateList[];
  /** What the one rate is multiplied by, level 1 first. */
  readonly levelMultipliers: readonly string[] | null;
  readonly tiers: Tiers | null;
  readonly minHoldSeconds: number;
  readonly maxHoldSeconds: number | null;
  readonly capPerDeal: string | null;
  readonly capPerDay: string | null;
  readonly capPerMonth: string | null;
  readonly revenue: 'FEES' | 'NET';
  readonly negativeCarry: boolean;
  readonly decimals: number;
  readonly rounding: 'HALF_UP' | 'HALF_EVEN' | 'DOWN';
  readonly qualification: Qualification | null;
}

const MOST_LEVELS = 100;
const MOST_SECONDS = 90 * 24 * 3_600;
const MOST_DAYS = 366;
const MOST_MULTIPLIER = 10;
const HUNDRED = new Decimal(100);
const SHARES: readonly Scheme[] = ['SPREAD_SHARE', 'COMMISSION_SHARE', 'REVENUE_SHARE'];

/**
 * Refuses terms by which more could go out than came in, and such as say nothing. Each sentence names what would be right. `personal`: the
 * greatest multiplier of a partner who earns by them.
 */
export function checkTerms(terms: Terms, personal = '1'): void {
  checkMultipliers(terms);
  if (terms.tiers !== null) checkTiers(terms.tiers, terms.scheme);
  const most = mostOf(terms, personal);
  checkRates(terms, terms.rates, ['rates'], most);
  for (const [at, { symbol, group, rates, pipValue }] of terms.special.entries()) {
    if ((symbol == null) === (group == null))
      throw refusal('INVALID', 'Special rates are for a symbol, or for a group: name one of the two.', ['special', String(at)]);
    checkRates(terms, rates, ['special', String(at), 'rates'], most);
    checkPipValue(terms, pipValue ?? null, ['special', String(at), 'pipValue']);
  }
  const named = terms.special.map(({ symbol, group }) => `${symbol ?? ''}/${group ?? ''}`);
  const twice = named.find((one, at) => named.indexOf(one) !== at);
  if (twice !== undefined) throw refusal('INVALID', `${twice.replace('/', '')} has special rates twice.`, ['special']);
  checkSeconds(terms);
  checkRest(terms);
}

/** What the rates are multiplied by at most: by tiers, and by a partner's own multiplier. */
const mostOf = ({ tiers }: Terms, personal: string): Decimal =>
  Decimal.max(1, personal).times(Decimal.max(1, ...(tiers?.steps.map(({ multiplier }) => multiplier) ?? [])));

function checkRest(terms: Terms): void {
  for (const field of ['capPerDeal', 'capPerDay', 'capPerMonth'] as const) checkCap(terms, field);
  if (!Number.isInteger(terms.decimals) || terms.decimals < 0 || terms.decimals > 8)
    throw refusal('INVALID', 'Amounts have from 0 to 8 decimals.', ['decimals']);
  if (terms.scheme !== 'REVENUE_SHARE' && terms.revenue !== 'FEES') throw refusal('INVALID', 'What revenue is, only REVENUE_SHARE asks.', ['revenue']);
  if (terms.scheme !== 'REVENUE_SHARE' && !terms.negativeCarry)
    throw refusal('INVALID', 'Only REVENUE_SHARE can be below zero, and has a carry or none.', ['negativeCarry']);
  checkQualification(terms);
}

function checkCap(terms: Terms, field: 'capPerDeal' | 'capPerDay' | 'capPerMonth'): void {
  if (terms[field] === null) return;
  const cap = new Decimal(terms[field]);
  if (cap.lessThanOrEqualTo(0)) throw refusal('INVALID', 'A cap is an amount above zero: leave it out for none.', [field]);
  if (cap.decimalPlaces() > terms.decimals) throw refusal('INVALID', `The cap has more decimals than amounts: ${terms.decimals}.`, [field]);
  if (terms.scheme === 'CPA') throw refusal('INVALID', 'CPA pays a client once: there is nothing to cap.', [field]);
}

function checkQualification({ scheme, qualification }: Terms): void {
  if (scheme !== 'CPA' && qualification !== null) throw refusal('INVALID', 'Only CPA pays for clients who qualify.', ['qualification']);
  if (scheme !== 'CPA') return;
  if (qualification === null) throw refusal('INVALID', 'CPA pays for clients who qualify: say by which deposit and how many lots.', ['qualification']);
  const { firstDeposit, lots, days } = qualification;
  for (const [field, value] of Object.entries({ firstDeposit, lots }))
    if (new Decimal(value).lessThan(0)) throw refusal('INVALID', 'It is not below zero.', ['qualification', field]);
  if (days < 1 || days > MOST_DAYS) throw refusal('INVALID', `A client has from 1 to ${MOST_DAYS} days.`, ['qualification', 'days']);
}

function checkPipValue({ scheme }: Terms, pipValue: string | null, field: string[]): void {
  if (pipValue === null) return;
  if (scheme !== 'PIPS') throw refusal('INVALID', 'Only PIPS asks what a pip is worth.', field);
  if (new Decimal(pipValue).lessThan(0)) throw refusal('INVALID', 'A pip is worth nothing below zero.', field);
}

function checkMultipliers({ levelMultipliers, treeMode, rates, special }: Terms): void {
  if (levelMultipliers === null) return;
  if (treeMode === 'SPLIT') throw refusal('INVALID', 'A split gives levels their per cent already: leave the multipliers out.', ['levelMultipliers']);
  if (levelMultipliers.length === 0 || levelMultipliers.length > MOST_LEVELS)
    throw refusal('INVALID', `Give multipliers for 1 to ${MOST_LEVELS} levels, level 1 first.`, ['levelMultipliers']);
  if (levelMultipliers.some((one) => new Decimal(one).lessThan(0))) throw refusal('INVALID', 'A multiplier is not below zero.', ['levelMultipliers']);
  if ([rates, ...special.map((one) => one.rates)].some(({ length }) => length !== 1))
    throw refusal('INVALID', 'With multipliers of levels there is one rate for all of them.', ['rates']);
}

function checkTiers({ by, counting, windowDays, activeLots, steps }: Tiers, scheme: Scheme): void {
  const wrong = (sentence: string, ...field: string[]) => refusal('INVALID', sentence, ['tiers', ...field]);
  if (scheme === 'CPA') throw wrong('CPA pays for clients, and tiers multiply what deals earn: leave them out.');
  if (windowDays != null && (windowDays < 1 || windowDays > MOST_DAYS))
    throw wrong(`A window has from 1 to ${MOST_DAYS} days; left out, it is the month.`, 'windowDays');
  if (by === 'ACTIVE_CLIENTS' && counting === 'GRADUATED') throw wrong('Lots lie in tiers, active clients do not: they count for the WHOLE.', 'counting');
  if (by === 'ACTIVE_CLIENTS' && (activeLots == null || new Decimal(activeLots).lessThanOrEqualTo(0)))
    throw wrong('Say how many lots make a client active, above zero.', 'activeLots');
  if (by === 'VOLUME' && activeLots != null) throw wrong('By volume no client has to be active: leave it out.', 'activeLots');
  if (steps.length === 0 || steps.length > MOST_LEVELS) throw wrong(`Give from 1 to ${MOST_LEVELS} tiers, the lowest first.`, 'steps');
  if (!new Decimal(steps[0]!.from).isZero()) throw wrong('The first tier begins at 0.', 'steps', '0', 'from');
  const falls = steps.findIndex(({ from }, at) => at > 0 && new Decimal(from).lessThanOrEqualTo(steps[at - 1]!.from));
  if (falls > 0)
    throw wrong(
      `Tier ${falls + 1} begins at ${steps[falls]!.from}, not above ${steps[falls - 1]!.from}: the lowest comes first.`,
      'steps',
      String(falls),
      'from',
    );
  const beyond = steps.findIndex(({ multiplier }) => new Decimal(multiplier).lessThan(0) || new Decimal(multiplier).greaterThan(MOST_MULTIPLIER));
  if (beyond >= 0) throw wrong(`A multiplier is from 0 to ${MOST_MULTIPLIER}.`, 'steps', String(beyond), 'multiplier');
}

function checkSeconds({ minHoldSeconds, maxHoldSeconds }: Terms): void {
  if (minHoldSeconds < 0 || minHoldSeconds > MOST_SECONDS) throw refusal('INVALID', `A holding time is from 0 to ${MOST_SECONDS} seconds.`, ['minHoldSeconds']);
  if (maxHoldSeconds !== null && (maxHoldSeconds <= minHoldSeconds || maxHoldSeconds > 100 * MOST_SECONDS))
    throw refusal('INVALID', 'The longest holding time is above the shortest: leave it out for none.', ['maxHoldSeconds']);
}

function checkRates({ scheme, treeMode, levelMultipliers }: Terms, given: readonly string[], field: string[], most: Decimal): void {
  if (given.length === 0 || given.length > MOST_LEVELS) throw refusal('INVALID', `Give rates for 1 to ${MOST_LEVELS} levels, level 1 first.`, field);
  const rates = levelMultipliers === null ? given.map((rate) => new Decimal(rate)) : levelMultipliers.map((by) => new Decimal(given[0]!).times(by));
  if (rates.some((rate) => rate.lessThan(0))) throw refusal('INVALID', 'A rate is not below zero.', field);
  if (treeMode === 'DIFFERENTIAL') checkGrowing(rates, field);
  if (treeMode === 'SPLIT') checkSplit(rates, field);
  const whole = (treeMode === 'OVERRIDE' ? rates.reduce((sum, rate) => sum.plus(rate)) : treeMode === 'SPLIT' ? rates[0]! : rates.at(-1)!).times(most);
  if (SHARES.includes(scheme) && whole.greaterThan(HUNDRED))
    throw refusal(
      'POLICY_FORBIDS',
      `All levels together get ${whole.toFixed()} % of what the broker takes${most.equals(1) ? '' : `, with multipliers of up to ${most.toFixed()}`}: more than 100 % would be paid out.`,
      field,
    );
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
