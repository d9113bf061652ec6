import type { Checkers } from './approvals.js';
import type { AuditEvents } from './audit.js';
import type { Ledger } from './ledger.js';
import type { Account, Client, LedgerAccount, Minor, Setting, Time, Transaction } from './model.js';
import { aboutInUsd, type Currency, roundSum } from './money.js';
import { type Provider, PROVIDERS } from './payments.data.js';
import type { Random } from './random.js';
import type { DemoRates } from './rates.js';
import type { Restrictions } from './restrictions.js';
import type { Office } from './staff.js';
import { newTransaction } from './transactions.js';

export interface Counter {
  readonly setting: Setting;
  readonly random: Random;
  readonly ledger: Ledger;
  readonly office: Office;
  readonly audit: AuditEvents;
  readonly checkers: Checkers;
  readonly restrictions: Restrictions;
  readonly rates: DemoRates;
}

/** Where money lies: a wallet (no account) or a trading account. */
export interface Purse {
  readonly account: Account | null;
  readonly ledger: LedgerAccount;
}

/** Less than this nobody moves. */
export const LEAST_USD = 20;

export const available = ({ ledger }: Purse): Minor => ledger.balance - ledger.held;

const isFilled = (purse: Purse, leastUsd = LEAST_USD): boolean => available(purse) > 0 && aboutInUsd(available(purse), purse.ledger.currency) >= leastUsd;
const isOther = (one: Purse, other: Purse): boolean => other.ledger !== one.ledger && other.ledger.currency === one.ledger.currency;

/**
 * One client's money as it goes through time. What takes its time (a bank, a check, a provider) is put off and takes effect when its
 * moment comes, before anything later happens: so no balance is below zero at any time, and not only at the end.
 */
export class Till {
  readonly counter: Counter;
  readonly client: Client;
  /** Until when nothing may be withdrawn. */
  blockedUntil: Time = 0;
  /** Settled deposits that still stand, oldest first. */
  deposits: Transaction[] = [];
  readonly #made: Transaction[];
  readonly #wallets: Purse[] = [];
  readonly #accounts: readonly Purse[];
  readonly #later: { readonly at: Time; readonly effect: () => void }[] = [];

  constructor(counter: Counter, client: Client, made: Transaction[]) {
    this.counter = counter;
    this.client = client;
    this.#made = made;
    this.#accounts = client.accounts.flatMap((account) => (account.funds ? [{ account, ledger: account.funds }] : []));
  }

  /** Lets everything happen that is due until then. */
  catchUp(until: Time): void {
    for (let due = this.#later[0]; due && due.at <= until; due = this.#later[0]) {
      this.#later.shift();
      due.effect();
    }
  }

  /** What would take effect only after now has not happened yet, and never will. */
  putOff(at: Time, effect: () => void): void {
    if (at >= this.counter.setting.now) return;
    const place = this.#later.findIndex((other) => other.at > at);
    this.#later.splice(place < 0 ? this.#later.length : place, 0, { at, effect });
  }

  accounts(at: Time): Account[] {
    return this.client.accounts.filter((account) => account.funds !== null && account.openedAt < at);
  }

  /** Wallets, and the trading accounts that were open by then. */
  purses(at: Time): Purse[] {
    const wallets = this.counter.ledger.walletsOf(this.client);
    while (this.#wallets.length < wallets.length) this.#wallets.push({ account: null, ledger: wallets[this.#wallets.length] as LedgerAccount });
    return [...this.#wallets, ...this.#accounts.filter(({ account }) => account !== null && account.openedAt < at)];
  }

  filled(at: Time, leastUsd = LEAST_USD): Purse[] {
    return this.purses(at).filter((purse) => isFilled(purse, leastUsd));
  }

  canWithdraw(at: Time, leastUsd = LEAST_USD): boolean {
    return at >= this.blockedUntil && this.purses(at).some((purse) => isFilled(purse, leastUsd));
  }

  /** Where the money of one purse could go without an exchange. */
  others(purse: Purse, at: Time): Purse[] {
    return this.purses(at).filter((other) => isOther(purse, other));
  }

  canMove(at: Time): boolean {
    const purses = this.purses(at);
    return purses.some((purse) => isFilled(purse) && purses.some((other) => isOther(purse, other)));
  }

  movable(at: Time): Purse[] {
    const purses = this.purses(at);
    return purses.filter((purse) => isFilled(purse) && purses.some((other) => isOther(purse, other)));
  }

  /** All of it, or a round part. */
  part(purse: Purse): Minor {
    const { random } = this.counter;
    const most = available(purse);
    return random.chance(0.3) ? most : this.rounded(most * (0.1 + 0.7 * random.fraction()), most, purse.ledger.currency);
  }

  rounded(amount: number, most: Minor, currency: Currency): Minor {
    return Math.min(roundSum(aboutInUsd(amount, currency), currency), most);
  }

  wallet(currency: Currency, at: Time): LedgerAccount {
    return this.counter.ledger.wallet(this.client, currency, at);
  }

  provider(currency: Currency): Provider {
    return this.counter.random.weighted(PROVIDERS, ({ weight, currencies }) => (currencies.includes(currency) ? weight : 0));
  }

  create(given: Pick<Transaction, 'type' | 'amount' | 'currency' | 'requestedAt'> & Partial<Transaction>): Transaction {
    const { client } = this;
    const transaction = newTransaction(this.counter.random, {
      ...given,
      client,
      requestedBy: given.requestedBy ?? client.displayName,
      requestedById: given.requestedBy ? (given.requestedById ?? null) : client.id,
    });
    this.#made.push(transaction);
    return transaction;
  }
}

/** A step of a transaction's way: every step is a version. */
export function step(transaction: Transaction, at: Time, change: Partial<Pick<Transaction, 'status' | 'reason' | 'processed' | 'settledAt'>>): void {
  Object.assign(transaction, change);
  transaction.updatedAt = at;
  transaction.version += 1;
}

export const settle = (transaction: Transaction, at: Time, processed: Minor): void => step(transaction, at, { status: 'SETTLED', processed, settledAt: at });
