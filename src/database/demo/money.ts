import { Decimal } from 'decimal.js';

export const CURRENCIES = {
  USD: { scale: 2, perUsd: 1 },
  EUR: { scale: 2, perUsd: 0.92 },
  GBP: { scale: 2, perUsd: 0.79 },
  JPY: { scale: 0, perUsd: 150 },
  USDT: { scale: 2, perUsd: 1 },
} as const satisfies Record<string, { scale: number; perUsd: number }>;

export type Currency = keyof typeof CURRENCIES;

/** How many of the smallest unit make one. */
export const UNITS: Readonly<Record<Currency, 1 | 100>> = { USD: 100, EUR: 100, GBP: 100, JPY: 1, USDT: 100 };

/** Amounts are whole numbers of the smallest unit (cents, yen); this is how they are written. */
export function decimalText(minor: number, currency: Currency): string {
  const units = UNITS[currency];
  if (units === 1) return String(minor);
  const size = Math.abs(minor);
  const cents = size % units;
  return `${minor < 0 ? '-' : ''}${(size - cents) / units}.${cents < 10 ? '0' : ''}${cents}`;
}

/** The smallest unit's share of an exact decimal, rounded half to even. */
export const toMinor = (amount: Decimal, currency: Currency): number => amount.times(UNITS[currency]).toDecimalPlaces(0, Decimal.ROUND_HALF_EVEN).toNumber();

/** About what so many dollars are in a currency: for sizes and thresholds, not for booking. */
export const aboutInMinor = (usd: number, currency: Currency): number => Math.round(usd * CURRENCIES[currency].perUsd * UNITS[currency]);
export const aboutInUsd = (minor: number, currency: Currency): number => minor / UNITS[currency] / CURRENCIES[currency].perUsd;

/** People move round sums: the larger, the rounder. Never zero. */
export function roundSum(usd: number, currency: Currency): number {
  const step = usd < 200 ? 10 : usd < 1000 ? 50 : usd < 10_000 ? 100 : 500;
  const stepInCurrency = step * (currency === 'JPY' ? 100 : 1) * UNITS[currency];
  return Math.max(stepInCurrency, Math.round(aboutInMinor(usd, currency) / stepInCurrency) * stepInCurrency);
}
