import { CURRENCIES, currencyScale } from '../runtime/currency.js';

const USUAL_SCALE = 2;

/** The currencies that do not have two decimals, by how many they have. */
const UNUSUAL = Map.groupBy(
  CURRENCIES.filter((code) => currencyScale(code) !== USUAL_SCALE),
  currencyScale,
);

const scaleOf = (currency: string): string => {
  const cases = [...UNUSUAL].map(([scale, codes]) => `when ${currency} in (${codes.map((code) => `'${code}'`).join(', ')}) then ${scale}`);
  return `case ${cases.join(' ')} else ${USUAL_SCALE} end`;
};

/** An amount with the decimals that its currency has, or those that it has beyond them: an account that nothing was booked on shows 0.00, not 0. Both are SQL. */
export const amountIn = (amount: string, currency = 't.currency'): string => `round(${amount}, greatest(scale(${amount}), ${scaleOf(currency)}))`;
