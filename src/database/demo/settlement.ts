import { amountsOf, cut } from './amounts.js';
import { startOfDay, startOfMonth } from './calendar.js';
import { type Explained, explanationOf, isCut } from './explanations.js';
import type { Fine } from './model.js';
import { Numeric } from './numeric.js';
import type { Work } from './rewards.js';
import type { Terms } from './terms.js';
import { Volumes } from './volumes.js';

/** What one level has of a deal. */
export interface Share {
  readonly level: number;
  readonly amount: Fine;
  readonly explanation: string;
}

/** What a deal pays, or why it pays nobody. */
export type Outcome = { readonly shares: readonly Share[] } | { readonly reason: string; readonly detail: string };

interface Limited {
  readonly paid: Numeric;
  readonly cutWords: string;
  readonly monthSum: Numeric;
}

/** A deal of terms that depend on no other. */
export function settle(work: Work): Outcome {
  if (work.obstacle !== null || work.terms === null) return unpaid(work, work.obstacle ?? 'NO_PLAN');
  const { amounts, whole, ofDeal } = wholeOf(work, work.terms, work.unit, false);
  return outcome(
    work,
    work.terms,
    { unit: work.unit, words: work.words, amounts, whole },
    { paid: ofDeal, cutWords: dealCut(work, whole, ofDeal), monthSum: Numeric.ZERO },
  );
}

/** All deals of a partner's own clients whose terms have tiers, caps of a day or a month, or no carry. Answers in the order of time, server and ticket. */
export function settleTogether(works: readonly Work[]): ReadonlyMap<Work, Outcome> {
  const inOrder = works.toSorted(
    ({ deal: one }, { deal: other }) =>
      one.closedAt - other.closedAt ||
      (one.account.server < other.account.server ? -1 : one.account.server > other.account.server ? 1 : 0) ||
      Number(one.ticket) - Number(other.ticket),
  );
  const [volumes, limits] = [new Volumes(), new Limits()];
  const outcomes = new Map<Work, Outcome>();
  for (const work of inOrder) {
    const { terms } = work;
    if (work.obstacle !== null || terms === null) outcomes.set(work, unpaid(work, work.obstacle ?? 'NO_PLAN'));
    else {
      const tiered = volumes.tiered(work, terms);
      const { amounts, whole, ofDeal } = wholeOf(work, terms, tiered.unit, true);
      outcomes.set(work, outcome(work, terms, { ...tiered, amounts, whole }, limits.take(work, terms, whole ?? Numeric.ZERO, ofDeal ?? Numeric.ZERO)));
    }
    volumes.add(work);
  }
  return outcomes;
}

interface Whole {
  readonly amounts: readonly Numeric[];
  readonly whole: Numeric | null;
  readonly ofDeal: Numeric | null;
}

/** What one deal may give: no more than the cap, and than what came in. */
function wholeOf({ unit, chain, rates, personal }: Work, terms: Terms, tieredUnit: Numeric, depends: boolean): Whole {
  const { plan, capPerDeal } = terms;
  const amounts = amountsOf(tieredUnit, rates.byLevel, plan, chain.length, personal);
  if (!depends && capPerDeal === null && !terms.isShare) return { amounts, whole: null, ofDeal: null };
  const whole = Numeric.sum(amounts);
  const cameIn = terms.isShare && unit.isPositive ? unit.times(Numeric.of('100')).rounded(plan.decimals, 'DOWN') : null;
  return { amounts, whole, ofDeal: Numeric.least(whole, capPerDeal, cameIn) };
}

const dealCut = ({ terms }: Work, whole: Numeric | null, ofDeal: Numeric | null): string =>
  whole !== null && ofDeal !== null && ofDeal.compareTo(whole) < 0
    ? `; of ${whole.toString()} ${terms?.plan.currency} for all levels a deal gives at most ${ofDeal.toString()}`
    : '';

/** What the days and months of a partner have given so far. */
class Limits {
  #day = { at: 0, sum: Numeric.ZERO };
  #month = { at: 0, sum: Numeric.ZERO };

  take(work: Work, { plan, capPerDay, capPerMonth }: Terms, whole: Numeric, ofDeal: Numeric): Limited {
    const [day, month] = [startOfDay(work.deal.closedAt), startOfMonth(work.deal.closedAt)];
    const dayBefore = this.#day.at === day ? this.#day.sum : Numeric.ZERO;
    const monthBefore = this.#month.at === month ? this.#month.sum : Numeric.ZERO;
    const daySum = dayBefore.plus(ofDeal);
    const ofDay = Numeric.least(daySum, capPerDay).minus(Numeric.least(dayBefore, capPerDay));
    const monthSum = monthBefore.plus(ofDay);
    const upTo = (sum: Numeric): Numeric =>
      plan.negativeCarry ? Numeric.least(sum, capPerMonth) : Numeric.most(Numeric.least(sum, capPerMonth), Numeric.ZERO);
    const paid = upTo(monthSum).minus(upTo(monthBefore));
    [this.#day, this.#month] = [
      { at: day, sum: daySum },
      { at: month, sum: monthSum },
    ];
    const { currency } = plan;
    const words = [dealCut(work, whole, ofDeal)];
    if (!ofDay.equals(ofDeal))
      words.push(`; ${capPerDay?.toString()} ${currency} a day at most, ${dayBefore.toString()} before it: ${ofDay.toString()} of ${ofDeal.toString()}`);
    const limit = [
      ...(capPerMonth === null ? [] : [`${capPerMonth.toString()} ${currency} a month at most`]),
      ...(plan.negativeCarry ? [] : ['a month not below 0']),
    ].join(' and ');
    if (!paid.equals(ofDay)) words.push(`; ${limit}, ${monthBefore.toString()} ${currency} before it: ${paid.toString()} of ${ofDay.toString()}`);
    return { paid, cutWords: paid.equals(whole) ? '' : words.join(''), monthSum };
  }
}

function outcome(
  work: Work,
  terms: Terms,
  tiered: { unit: Numeric; words: string; amounts: readonly Numeric[]; whole: Numeric | null },
  limited: { paid: Numeric | null; cutWords: string; monthSum: Numeric },
): Outcome {
  const { plan } = terms;
  const { whole, amounts: full } = tiered;
  const { paid, cutWords, monthSum } = limited;
  const facts = { ...tiered, whole, paid, cutWords };
  if (full.every(({ isZero }) => isZero)) return unpaid(work, 'NO_REVENUE', facts);
  if (paid?.isZero === true) return unpaid(work, !plan.negativeCarry && !monthSum.isPositive ? 'BELOW_ZERO' : 'CAP_REACHED', facts);
  const amounts = isCut(facts) && whole !== null && paid !== null ? cut(full, whole, paid, plan) : full;
  const due = amounts.flatMap((amount, index) => (amount.isZero ? [] : [index + 1]));
  if (work.stopped.size > 0 && due.every((level) => work.stopped.has(level))) return unpaid(work, 'PARTNER_STOPPED', facts);
  const explained: Explained = {
    ...{ plan, unit: tiered.unit, words: tiered.words, given: work.rates.given, byLevel: work.rates.byLevel, levelMultipliers: terms.levelMultipliers },
    ...{ personal: work.personal, amounts, whole, paid, cutWords, stopped: work.stopped },
  };
  return { shares: sharesOf(explained, due) };
}

/** Whoever earns nothing for lack of a contract is told so. */
export const sharesOf = (of: Explained, levels: readonly number[]): Share[] =>
  levels.map((level) => ({ level, amount: of.stopped.has(level) ? 0 : (of.amounts[level - 1] ?? Numeric.ZERO).in(8), explanation: explanationOf(of, level) }));

interface Known {
  readonly words: string;
  readonly whole: Numeric | null;
  readonly cutWords: string;
}

const unpaid = (work: Work, reason: string, known: Known = { words: '', whole: null, cutWords: '' }): Outcome => ({
  reason,
  detail: detailOf(work, reason, known),
});

function detailOf({ deal, terms }: Work, reason: string, { words, whole, cutWords }: Known): string {
  const plan = terms?.plan;
  switch (reason) {
    case 'SYMBOL_UNKNOWN':
      return `No instrument is known as ${deal.symbol} on ${deal.account.server}.`;
    case 'TOO_SHORT':
      return `It was held for ${deal.heldSeconds} s, below the minimum of ${plan?.minHoldSeconds} s.`;
    case 'TOO_LONG':
      return `It was held for ${deal.heldSeconds} s, above the maximum of ${plan?.maxHoldSeconds} s.`;
    case 'NOT_TOLD':
      return deal.heldSeconds === null && (plan?.minHoldSeconds ?? 0) > 0
        ? 'The platform has not told when the position was opened.'
        : 'The platform has not told the spread.';
    case 'NO_EXCHANGE_RATE':
      return `There was no exchange rate into ${plan?.currency} by then.`;
    case 'NO_RATE':
      return `The plan has no rate for ${deal.instrument}.`;
    case 'NO_REVENUE':
      return `${words}: the plan shares nothing of that.`;
    case 'CAP_REACHED':
      return `The caps of the plan leave 0 of ${whole?.toString()} ${plan?.currency}${cutWords}.`;
    case 'BELOW_ZERO':
      return `The month is not above zero with it, so that 0 of ${whole?.toString()} ${plan?.currency} are due${cutWords}.`;
    default:
      return DETAILS[reason] ?? '';
  }
}

const DETAILS: Readonly<Record<string, string>> = {
  CANCELLED: 'The platform has cancelled the deal.',
  DEMO: 'It was done on a demo account.',
  NO_PARTNER: 'Nobody had introduced the client.',
  NO_PLAN: 'The partner had no plan that was in force.',
  RESTRICTED: 'NO_COMMISSION was in force for the client.',
  HEDGED: 'The plan pays nothing for positions that are closed against each other.',
  PARTNER_STOPPED: 'The contracts of those who would earn by it were not in force.',
};
