import type { Checkers } from './approvals.js';
import type { Ledger } from './ledger.js';
import type { Account, Client, LedgerAccount, Minor, Setting, Time, Transaction } from './model.js';
import { aboutInUsd, type Currency, roundSum } from './money.js';
import { type Provider, PROVIDERS } from './payments.data.js';
import type { Random } from './random.js';
import type { Restrictions } from './restrictions.js';
import type { Office } from './staff.js';
import { newTransaction } from './transactions.js';

export interface Counter {
  readonly setting: Setting;
  readonly random: Random;
  readonly ledger: Ledger;
  readonly office: Office;
  readonly checkers: Checkers;
  readonly restrictions: Restrictions;
}

/** Where money lies: a wallet (no account) or a trading account. */
export interface Purse {
  readonly account: Account | null;
  readonly ledger: LedgerAccount;
}

/** Less than this nobody moves. */
export const LEAST_USD = 20;

export const available = ({ ledger }: Purse): Minor => ledger.balance - ledger.held;

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
  readonly #later: { readonly at: Time; readonly effect: () => void }[] = [];

  constructor(counter: Counter, client: Client, made: Transaction[]) {
    this.counter = counter;
    this.client = client;
    this.#made = made;
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

  purses(at: Time): Purse[] {
    const wallets = this.counter.ledger.walletsOf(this.client).map((ledger) => ({ account: null, ledger }));
    const accounts = this.client.accounts.flatMap((account) => (account.funds && account.openedAt < at ? [{ account, ledger: account.funds }] : []));
    return [...wallets, ...accounts];
  }

  filled(at: Time, leastUsd = LEAST_USD): Purse[] {
    return this.purses(at).filter((purse) => available(purse) > 0 && aboutInUsd(available(purse), purse.ledger.currency) >= leastUsd);
  }

  /** Where the money of one purse could go without an exchange. */
  others(purse: Purse, at: Time): Purse[] {
    return this.purses(at).filter((other) => other.ledger !== purse.ledger && other.ledger.currency === purse.ledger.currency);
  }

  movable(at: Time): Purse[] {
    return this.filled(at).filter((purse) => this.others(purse, at).length > 0);
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
    const transaction = newTransaction(this.counter.random, { client, requestedBy: client.displayName, requestedById: client.id, ...given });
    this.#made.push(transaction);
    return transaction;
  }
}

/** A step of a transaction's way: every step is a version. */
export function step(transaction: Transaction, at: Time, change: Partial<Pick<Transaction, 'status' | 'reason' | 'processed' | 'settledAt'>>): void {
  Object.assign(transaction, change, { updatedAt: at, version: transaction.version + 1 });
}

export const settle = (transaction: Transaction, at: Time, processed: Minor): void => step(transaction, at, { status: 'SETTLED', processed, settledAt: at });
