import type { Plan } from './model.js';
import { rounded } from './amounts.js';
import { Numeric } from './numeric.js';

/** What is explained: of a deal, or of a client. */
export interface Explained {
  readonly plan: Plan;
  /** What rates are multiplied by, and in words. */
  readonly unit: Numeric;
  readonly words: string;
  readonly given: readonly Numeric[];
  readonly byLevel: readonly Numeric[];
  readonly levelMultipliers: readonly Numeric[] | null;
  readonly personal: readonly Numeric[] | null;
  readonly amounts: readonly Numeric[];
  /** Null: nothing limits it. */
  readonly whole: Numeric | null;
  readonly paid: Numeric | null;
  readonly cutWords: string;
  readonly stopped: ReadonlySet<number>;
}

const PER: Readonly<Record<Plan['scheme'], (currency: string) => string>> = {
  PER_LOT: (currency) => ` ${currency} a lot`,
  PER_MILLION: (currency) => ` ${currency} a million`,
  PIPS: () => ' pip',
  CPA: (currency) => ` ${currency} a client`,
  SPREAD_SHARE: () => ' %',
  COMMISSION_SHARE: () => ' %',
  REVENUE_SHARE: () => ' %',
};

const isOne = (value: Numeric | undefined): boolean => value === undefined || value.equals(Numeric.ONE);
export const isCut = ({ whole, paid }: Pick<Explained, 'whole' | 'paid'>): boolean => whole !== null && paid !== null && !whole.equals(paid);

/** Word for word what the accrual of commissions writes: a test compares the two. */
export function explanationOf(of: Explained, level: number): string {
  const { plan, amounts, whole, paid, stopped } = of;
  const amount = amounts[level - 1] ?? Numeric.ZERO;
  const part = isCut(of) ? ` x ${paid?.toString()} / ${whole?.toString()}` : '';
  const due = stopped.has(level) ? '. Nothing is due: the contract was not in force' : '';
  return `${plan.name}, level ${level}: ${rateWords(of, level)}${part} = ${amount.toString()} ${plan.currency}${roundedWords(of)}${restWords(of, level, amount)}${of.cutWords}${due}`;
}

function rateWords(of: Explained, level: number): string {
  const { plan, words, byLevel, amounts } = of;
  const per = PER[plan.scheme](plan.currency);
  if (plan.treeMode === 'SPLIT') {
    const reward = `the reward of ${words} x ${ownWords(of, 1, per)}`;
    if (level > 1) return `${(byLevel[level - 1] ?? Numeric.ZERO).toString()} % of ${reward}`;
    return amounts.length > 1 ? `${reward}, less the ${byLevel.slice(1, amounts.length).join(' %, ')} % of it that go up` : reward;
  }
  if (plan.treeMode === 'OVERRIDE' || level === 1) return `${words} x ${ownWords(of, level, per)}`;
  const below = belowOf(of, level);
  const bound = ownRate(of, level).compareTo(below) < 0 ? ', and not below 0' : '';
  return `${words} x ${differenceOf(of, level).toString()}${per} (${ownWords(of, level, '')} - ${below.toString()}${bound})`;
}

function ownWords({ given, byLevel, levelMultipliers, personal }: Explained, level: number, per: string): string {
  const multiplier = levelMultipliers?.[level - 1];
  const rate = levelMultipliers === null ? byLevel[level - 1] : given[0];
  const ofLevel = multiplier === undefined ? '' : ` x ${multiplier.toString()} of level ${level}`;
  const ofPartner = isOne(personal?.[level - 1]) ? '' : ` x ${personal?.[level - 1]?.toString()} of the partner`;
  return `${(rate ?? Numeric.ZERO).toString()}${per}${ofLevel}${ofPartner}`;
}

const ownRate = ({ byLevel, personal }: Explained, level: number): Numeric => (byLevel[level - 1] ?? Numeric.ZERO).times(personal?.[level - 1] ?? Numeric.ONE);
const belowOf = (of: Explained, level: number): Numeric => Numeric.most(...Array.from({ length: level - 1 }, (_, index) => ownRate(of, index + 1)));

const differenceOf = (of: Explained, level: number): Numeric => Numeric.most(ownRate(of, level).minus(belowOf(of, level)), Numeric.ZERO);

function roundedWords({ plan: { decimals, rounding }, amounts, paid }: Explained): string {
  if (decimals === 8 && rounding === 'HALF_UP') return '';
  const how = rounding === 'DOWN' ? ' towards zero' : rounding === 'HALF_EVEN' ? ', halves to even' : '';
  const all = amounts.length > 1 ? `: all levels together have ${(paid ?? Numeric.sum(amounts)).toString()}` : '';
  return `, rounded to ${decimals} decimals${how}${all}`;
}

/** What the amount has over the product that was named before. */
function restWords(of: Explained, level: number, amount: Numeric): string {
  const { plan, unit, whole, paid } = of;
  const product = unit.times(factorOf(of, level));
  const part = isCut(of) && paid !== null && whole !== null ? product.times(paid).dividedBy(whole) : product;
  const rest = amount.minus(rounded(part, plan));
  if (rest.isZero) return '';
  return rest.isPositive ? `, with ${rest.toString()} more that rounding left` : `, with ${rest.negated().toString()} less that rounding gave to others`;
}

function factorOf(of: Explained, level: number): Numeric {
  const { plan, byLevel, amounts } = of;
  if (plan.treeMode === 'OVERRIDE' || (plan.treeMode === 'DIFFERENTIAL' && level === 1)) return ownRate(of, level);
  if (plan.treeMode === 'DIFFERENTIAL') return differenceOf(of, level);
  const shares = byLevel.slice(1, amounts.length);
  const share = level > 1 ? (byLevel[level - 1] ?? Numeric.ZERO).times(Numeric.HUNDREDTH) : Numeric.ONE.minus(Numeric.sum(shares).times(Numeric.HUNDREDTH));
  return ownRate(of, 1).times(share);
}
