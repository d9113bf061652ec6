import { Decimal } from '../../src/runtime/decimal.js';

/** One side of a movement: a wallet in a currency, or a trading account by its number. */
export type Side = { readonly wallet: string } | { readonly account: number };

export interface ModelAccount {
  readonly currency: string;
  balance: Decimal;
  credit: Decimal;
  /** What was paid in and not taken out again. */
  paid: Decimal;
}

export interface Pending {
  readonly id: string;
  readonly kind: 'ADJUSTMENT' | 'CREDIT' | 'WITHDRAWAL';
  readonly side: Side;
  readonly amount: Decimal;
  readonly currency: string;
  needed: number;
  version: number;
  readonly approvedBy: Set<number>;
}

export const SCALES: Readonly<Record<string, number>> = { USD: 2, EUR: 2, JPY: 0 };
/** What one unit is worth in dollars: the rates that the test sets say the same. */
export const DOLLARS: Readonly<Record<string, Decimal>> = { USD: new Decimal(1), EUR: new Decimal('1.0825'), JPY: new Decimal(1).dividedBy('151.37') };
/** From which worth on there are so many more approvals than the least. */
const APPROVALS_FROM = { ADJUSTMENT: [0, 10_000], CREDIT: [0, 10_000], CREDIT_TAKEN_BACK: [0], WITHDRAWAL: [1_000, 10_000, 50_000] };

/** Which outcome an operation must have: none of the errors, or this one. */
export type Outcome = string | null;

/**
 * What must come of operations on the money of one client, worked out without the gateway: balances as plain decimals, one operation
 * after the other. Each method answers with the error that the gateway has to give, and changes nothing then.
 */
export class MoneyModel {
  readonly wallets = new Map<string, Decimal>();
  /** What is reserved in wallets for withdrawals. */
  readonly held = new Map<string, Decimal>();
  /** By kind and currency, as differences since the model began. */
  readonly house = new Map<string, Decimal>();
  readonly pending: Pending[] = [];

  constructor(readonly accounts: readonly ModelAccount[]) {}

  currencyOf(side: Side): string {
    return 'wallet' in side ? side.wallet : this.account(side.account).currency;
  }

  balanceOf(side: Side): Decimal {
    return 'wallet' in side ? (this.wallets.get(side.wallet) ?? new Decimal(0)) : this.account(side.account).balance;
  }

  availableOf(side: Side): Decimal {
    return this.balanceOf(side).minus(('wallet' in side && this.held.get(side.wallet)) || 0);
  }

  account(number: number): ModelAccount {
    return this.accounts[number] as ModelAccount;
  }

  /** Money that is neither paid in nor out: a trade, a correction, what a test brings along. */
  book(side: Side, amount: Decimal, against: string): void {
    if ('wallet' in side) this.wallets.set(side.wallet, this.balanceOf(side).plus(amount));
    else this.account(side.account).balance = this.balanceOf(side).plus(amount);
    this.#house(against, this.currencyOf(side), amount.negated());
  }

  bookCredit(number: number, amount: Decimal, against: string): void {
    const account = this.account(number);
    account.credit = account.credit.plus(amount);
    this.#house(against, account.currency, amount.negated());
  }

  transfer(from: Side, to: Side, amount: Decimal): Outcome {
    const [currency, other] = [this.currencyOf(from), this.currencyOf(to)];
    const exact = currency === other ? amount : this.#exchanged(amount, currency, other);
    const received = exact.toDecimalPlaces(SCALES[other] ?? 2, Decimal.ROUND_DOWN);
    if (received.isZero()) return 'INVALID';
    if (this.availableOf(from).lessThan(amount)) return 'INSUFFICIENT_FUNDS';
    if (currency !== other) {
      this.#house('exchange', currency, amount);
      this.#house('exchange', other, exact.negated());
      this.#house('rounding', other, exact.minus(received));
    }
    this.#payOut(from, amount);
    this.#payIn(to, received);
    return null;
  }

  /** What may be asked for at all; the caller then keeps it among the pending. */
  propose({ kind, side, amount }: Pick<Pending, 'kind' | 'side' | 'amount'>): Outcome {
    if (kind === 'WITHDRAWAL') {
      if (this.availableOf(side).lessThan(amount)) return 'INSUFFICIENT_FUNDS';
      this.#hold(side, amount);
    }
    const takesTooMuch = kind === 'CREDIT' && 'account' in side && this.account(side.account).credit.plus(amount).lessThan(0);
    return takesTooMuch ? 'INSUFFICIENT_FUNDS' : null;
  }

  static approvalsFor(kind: Pending['kind'], amount: Decimal, currency: string): number {
    const worth = amount.abs().times(DOLLARS[currency] ?? 1);
    return APPROVALS_FROM[kind === 'CREDIT' && amount.lessThan(0) ? 'CREDIT_TAKEN_BACK' : kind].filter((from) => worth.greaterThanOrEqualTo(from)).length;
  }

  approve(pending: Pending, checker: number): Outcome {
    if (pending.approvedBy.has(checker)) return 'ALREADY_APPROVED_BY_YOU';
    if (pending.approvedBy.size + 1 >= pending.needed) {
      const refused = this.#settle(pending);
      if (refused !== null) return refused;
      this.#drop(pending);
    }
    pending.approvedBy.add(checker);
    pending.version += 1;
    return null;
  }

  /** Rejected or cancelled: what it held is free again. */
  stop(pending: Pending): void {
    if (pending.kind === 'WITHDRAWAL') this.#hold(pending.side, pending.amount.negated());
    this.#drop(pending);
  }

  #drop(pending: Pending): void {
    this.pending.splice(this.pending.indexOf(pending), 1);
  }

  protect(number: number): Outcome {
    const account = this.account(number);
    if (!account.balance.lessThan(0)) return 'ILLEGAL_TRANSITION';
    const byCredit = Decimal.min(account.balance.negated(), account.credit);
    this.#house('negative-balance', account.currency, account.balance.plus(byCredit));
    account.credit = account.credit.minus(byCredit);
    account.balance = new Decimal(0);
    return null;
  }

  #settle({ kind, side, amount }: Pending): Outcome {
    // it goes to the provider, and what it held stays held until that one answers
    if (kind === 'WITHDRAWAL') return null;
    if (kind === 'ADJUSTMENT') {
      if (this.availableOf(side).plus(amount).lessThan(0)) return 'INSUFFICIENT_FUNDS';
      this.book(side, amount, 'adjustment');
      return null;
    }
    const number = (side as { account: number }).account;
    if (this.account(number).credit.plus(amount).lessThan(0)) return 'INSUFFICIENT_FUNDS';
    this.bookCredit(number, amount, 'credit-expense');
    return null;
  }

  #exchanged(amount: Decimal, from: string, to: string): Decimal {
    const rate = (DOLLARS[from] as Decimal).dividedBy(DOLLARS[to] as Decimal).toSignificantDigits(12);
    return amount.times(rate).toDecimalPlaces(8, Decimal.ROUND_DOWN);
  }

  #payIn(side: Side, amount: Decimal): void {
    if ('wallet' in side) return void this.wallets.set(side.wallet, this.balanceOf(side).plus(amount));
    const account = this.account(side.account);
    account.balance = account.balance.plus(amount);
    account.paid = account.paid.plus(amount);
  }

  /** Profit leaves first; of what was paid in, or of what losses left of it, the share that leaves takes the same share of the credit. */
  #payOut(side: Side, amount: Decimal): void {
    if ('wallet' in side) return void this.wallets.set(side.wallet, this.balanceOf(side).minus(amount));
    const account = this.account(side.account);
    const left = account.balance.minus(amount);
    const base = Decimal.min(account.paid, account.balance);
    const touched = base.minus(left);
    if (account.credit.greaterThan(0) && touched.greaterThan(0)) {
      const share = base.greaterThan(0) ? touched.times(account.credit).dividedBy(base) : account.credit;
      const removed = Decimal.min(account.credit, share.toDecimalPlaces(SCALES[account.currency] ?? 2, Decimal.ROUND_HALF_EVEN));
      account.credit = account.credit.minus(removed);
      this.#house('credit-expense', account.currency, removed);
    }
    account.balance = left;
    account.paid = Decimal.max(0, Decimal.min(account.paid, left));
  }

  #hold(side: Side, amount: Decimal): void {
    const currency = this.currencyOf(side);
    this.held.set(currency, (this.held.get(currency) ?? new Decimal(0)).plus(amount));
  }

  #house(kind: string, currency: string, amount: Decimal): void {
    const code = `${kind}/${currency}`;
    this.house.set(code, (this.house.get(code) ?? new Decimal(0)).plus(amount));
  }
}
