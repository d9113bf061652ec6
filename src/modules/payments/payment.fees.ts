import { type Decimal, roundUp } from '../../runtime/decimal.js';

const BPS = 10_000;

/** A share in hundredths of a per cent and a fixed sum, rounded up to the currency's decimals. */
export const feeOf = (amount: Decimal, bps: number, fixed: Decimal, currency: string): Decimal =>
  roundUp(amount.times(bps).dividedBy(BPS).plus(fixed), currency);
