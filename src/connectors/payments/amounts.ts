import { currencyScale, isCurrency } from '../../runtime/currency.js';

/** An amount that cannot be meant: not plain digits, more decimals than its currency has, or a currency that nobody has. */
export class BadAmount extends Error {
  override readonly name = 'BadAmount';
}

const MAJOR = /^(\d{1,30})(?:\.(\d{1,18}))?$/;
const MINOR = /^\d{1,30}$/;

const withoutLeadingZeros = (digits: string): string => digits.replace(/^0+(?=\d)/, '');

function scaleOf(currency: string): number {
  if (!isCurrency(currency)) throw new BadAmount(`There is no currency ${JSON.stringify(currency.slice(0, 10))}.`);
  return currencyScale(currency);
}

/** "12.34" USD is "1234", "1234" JPY is "1234". Digits are moved, never counted: nothing is rounded. Throws `BadAmount`. */
export function toMinorUnits(amount: string, currency: string): string {
  const scale = scaleOf(currency);
  const [, whole, decimals = ''] = MAJOR.exec(amount) ?? [];
  if (whole === undefined) throw new BadAmount(`An amount is digits with a point, such as 12.34, not ${JSON.stringify(amount.slice(0, 40))}.`);
  const kept = decimals.replace(/0+$/, '');
  if (kept.length > scale) throw new BadAmount(`${currency} has ${scale} decimals, ${amount} has more.`);
  return withoutLeadingZeros(whole + kept.padEnd(scale, '0'));
}

/** "1234" of USD is "12.34". Throws `BadAmount`. */
export function fromMinorUnits(minor: string, currency: string): string {
  const scale = scaleOf(currency);
  if (!MINOR.test(minor)) throw new BadAmount(`Minor units are digits, not ${JSON.stringify(minor.slice(0, 40))}.`);
  const digits = withoutLeadingZeros(minor).padStart(scale + 1, '0');
  return scale === 0 ? digits : `${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

/** The amount with just the decimals of its currency: "100" EUR is "100.00". Throws `BadAmount`. */
export const exactAmount = (amount: string, currency: string): string => fromMinorUnits(toMinorUnits(amount, currency), currency);

/** Adds amounts of one currency up. */
export const sumOfAmounts = (amounts: readonly string[], currency: string): string =>
  fromMinorUnits(String(amounts.reduce((sum, amount) => sum + BigInt(toMinorUnits(amount, currency)), 0n)), currency);
