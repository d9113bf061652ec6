/** Decimals of the currencies that are no ISO 4217 currencies. */
const CRYPTO_SCALE: Readonly<Record<string, number>> = { USDT: 2, USDC: 2, BTC: 8, ETH: 8, LTC: 8 };

export const CRYPTO_CURRENCIES: readonly string[] = Object.keys(CRYPTO_SCALE);

/** Every currency that is known here, by its code. */
export const CURRENCIES: readonly string[] = [...new Set([...Intl.supportedValuesOf('currency'), ...Object.keys(CRYPTO_SCALE)])];
const KNOWN = new Set(CURRENCIES);

export const isCurrency = (code: string): boolean => KNOWN.has(code);

const scales = new Map<string, number>(Object.entries(CRYPTO_SCALE));

/** How many decimals an amount in this currency has: JPY 0, USD 2, BTC 8. */
export function currencyScale(code: string): number {
  let scale = scales.get(code);
  if (scale === undefined) {
    scale = new Intl.NumberFormat('en', { style: 'currency', currency: code }).resolvedOptions().maximumFractionDigits ?? 2;
    scales.set(code, scale);
  }
  return scale;
}

/** Zero as this currency writes it: "0.00", for JPY "0". */
export const zero = (code: string): string => {
  const scale = currencyScale(code);
  return scale === 0 ? '0' : `0.${'0'.repeat(scale)}`;
};
