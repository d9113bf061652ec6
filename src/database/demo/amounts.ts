import type { Plan } from './model.js';
import { Numeric } from './numeric.js';

/** How amounts are rounded. */
type Rounding = Pick<Plan, 'decimals' | 'rounding'>;

/** As `commission_round()` has it: what a rate that was turned round lacks in its last digits is made good first. */
export const rounded = (amount: Numeric, { decimals, rounding }: Rounding): Numeric => amount.rounded(24, 'HALF_UP').rounded(decimals, rounding);

/** What each level gets, level 1 first, for so much at a rate of 1: as `commission_amounts()` has it. The topmost gets what rounding leaves. */
export function amountsOf(unit: Numeric, rates: readonly Numeric[], plan: Plan, levels: number, personal: readonly Numeric[] | null): Numeric[] {
  const paid = rates.slice(0, Math.min(levels, rates.length));
  return plan.treeMode === 'SPLIT' ? split(unit, paid, plan, personal?.[0] ?? Numeric.ONE) : stacked(unit, paid, plan, personal);
}

function split(unit: Numeric, [reward, ...shares]: readonly Numeric[], plan: Plan, personal: Numeric): Numeric[] {
  const whole = rounded(unit.times(reward ?? Numeric.ZERO).times(personal), plan);
  const passed = shares.map((share) => rounded(whole.times(share).times(Numeric.HUNDREDTH), plan));
  return [whole.minus(Numeric.sum(passed)), ...passed];
}

function stacked(unit: Numeric, rates: readonly Numeric[], plan: Plan, personal: readonly Numeric[] | null): Numeric[] {
  const own = plan.treeMode === 'DIFFERENTIAL' ? differences(rates, personal) : rates.map((rate, index) => rate.times(personal?.[index] ?? Numeric.ONE));
  const amounts = own.slice(0, -1).map((rate) => rounded(unit.times(rate), plan));
  return [...amounts, rounded(unit.times(Numeric.sum(own)), plan).minus(Numeric.sum(amounts))];
}

/** What each rate has over the highest below; with multipliers it may have less, and nobody pays for that. */
function differences(rates: readonly Numeric[], personal: readonly Numeric[] | null): Numeric[] {
  let most = Numeric.ZERO;
  return rates.map((rate, index) => {
    const over = rate.times(personal?.[index] ?? Numeric.ONE).minus(most);
    const own = personal !== null && over.compareTo(Numeric.ZERO) < 0 ? Numeric.ZERO : over;
    most = most.plus(own);
    return own;
  });
}

/** The same amounts where no more than so much of the whole is paid. */
export function cut(amounts: readonly Numeric[], whole: Numeric, paid: Numeric, plan: Rounding): readonly Numeric[] {
  if (whole.isZero) return amounts;
  const parts = amounts.slice(0, -1).map((amount) => rounded(amount.times(paid).dividedBy(whole), plan));
  return [...parts, paid.minus(Numeric.sum(parts))];
}
