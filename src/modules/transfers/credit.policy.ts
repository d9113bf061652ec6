import { Decimal, roundEven } from '../../runtime/decimal.js';

/** What moved on a trading account, oldest first. */
export interface AccountMovement {
  readonly amount: Decimal;
  /** Money that was paid in or taken out; otherwise it was earned, lost or corrected. */
  readonly isCash: boolean;
}

/**
 * How much of what lies on an account was paid in and has not been taken out. Profit leaves first; what is taken out beyond it comes out
 * of what was paid in.
 */
export function paidIn(movements: readonly AccountMovement[]): Decimal {
  let [paid, balance] = [new Decimal(0), new Decimal(0)];
  for (const { amount, isCash } of movements) {
    balance = balance.plus(amount);
    if (isCash) paid = amount.greaterThan(0) ? paid.plus(amount) : Decimal.max(0, Decimal.min(paid, balance));
  }
  return paid;
}

/**
 * The credit that goes when money is taken out (the field's usual terms, as published by retail brokers): taking profit costs none; what
 * is taken of the money that was paid in, or of what losses left of it, takes the same share of the credit with it. Rounded to the
 * currency's decimals, and never more than there is.
 */
export function creditToRemove(given: {
  readonly paidIn: Decimal;
  readonly balance: Decimal;
  readonly credit: Decimal;
  readonly amount: Decimal;
  readonly currency: string;
}): Decimal {
  const base = Decimal.min(given.paidIn, given.balance);
  const touched = base.minus(given.balance.minus(given.amount));
  if (!given.credit.greaterThan(0) || !touched.greaterThan(0)) return new Decimal(0);
  if (!base.greaterThan(0)) return given.credit;
  return Decimal.min(given.credit, roundEven(touched.times(given.credit).dividedBy(base), given.currency));
}
