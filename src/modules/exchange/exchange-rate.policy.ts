import type { Decimal } from '../../runtime/decimal.js';

/** A rate that moves so much between two looks is a slip of the finger, or a day on which somebody should look. */
export const MOST_PERCENT_OFF = 20;

/** By how many percent a rate is off the last one, however it fell or rose. */
export const percentOff = (last: Decimal, next: Decimal): Decimal => next.minus(last).abs().dividedBy(last).times(100);

export const isFarOff = (last: Decimal | undefined, next: Decimal): boolean => last !== undefined && percentOff(last, next).greaterThan(MOST_PERCENT_OFF);
