import { Decimal } from 'decimal.js';
import { currencyScale } from './currency.js';
import { refusal } from './refusal.js';

export { Decimal } from 'decimal.js';

// Twenty digits before the point and eight behind it, multiplied by a rate of as many, still come out exactly.
Decimal.set({ precision: 80, rounding: Decimal.ROUND_HALF_EVEN, toExpNeg: -40, toExpPos: 60 });

/** More than any broker moves in one go; what is larger is a slip of the finger. */
const LARGEST = new Decimal('1e13');

/** With the decimals that the currency has, and more only where the value has more: "100.00", "0.0037". */
export function amountText(value: Decimal, currency: string): string {
  return value.toFixed(Math.max(currencyScale(currency), value.decimalPlaces()));
}

/** Cut to the decimals of the currency, so that nobody gains by it. */
export const roundDown = (value: Decimal, currency: string): Decimal => value.toDecimalPlaces(currencyScale(currency), Decimal.ROUND_DOWN);

/** A charge is cut the other way: the house loses nothing by it either. */
export const roundUp = (value: Decimal, currency: string): Decimal => value.toDecimalPlaces(currencyScale(currency), Decimal.ROUND_UP);

const tooFine = (currency: string): string => {
  const scale = currencyScale(currency);
  return scale === 0
    ? `${currency} has no decimals: write a whole number.`
    : `${currency} has ${scale} decimals at most: write it like "${`1250.${'0'.repeat(scale)}`}".`;
};

/** To the nearest, and a tie to the even digit: where neither side may be favoured. */
export const roundEven = (value: Decimal, currency: string): Decimal => value.toDecimalPlaces(currencyScale(currency), Decimal.ROUND_HALF_EVEN);

/** An amount that somebody asks to move: above zero, no finer than its currency, not absurdly large. Refuses with INVALID. */
export function checkedAmount(text: string, currency: string, field = 'amount'): Decimal {
  const amount = checkedSignedAmount(text, currency, field);
  if (amount.lessThan(0)) throw refusal('INVALID', 'An amount is above zero: the direction follows from what you ask for.', [field]);
  return amount;
}

/** As `checkedAmount`, with a sign. */
export function checkedSignedAmount(text: string, currency: string, field = 'amount'): Decimal {
  const amount = new Decimal(text);
  if (amount.isZero()) throw refusal('INVALID', 'An amount of zero moves nothing: write how much.', [field]);
  if (amount.decimalPlaces() > currencyScale(currency)) throw refusal('INVALID', tooFine(currency), [field]);
  if (amount.abs().greaterThanOrEqualTo(LARGEST)) throw refusal('INVALID', 'This is more than can be moved in one go: check the number of digits.', [field]);
  return amount;
}
