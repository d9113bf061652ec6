import { Decimal } from 'decimal.js';
import { DAY, HOUR, MINUTE, officeTime } from './calendar.js';
import type { Minor, Staff, Time, Transaction } from './model.js';
import { aboutInMinor, roundSum, UNITS } from './money.js';
import { ADJUSTMENTS } from './payments.data.js';
import { CLIENT_EMAIL } from './sign-ins.js';
import { available, type Purse, settle, step, type Till } from './till.js';

const REFUSED_SHARE = 0.05;
const RATE_DIGITS = 12;

/** What moves money inside the brokerage: transfers, credit, adjustments, and what a card holder takes back. */
export class Bookings {
  readonly #till: Till;

  constructor(till: Till) {
    this.#till = till;
  }

  transfer(at: Time): void {
    const { random } = this.#till.counter;
    const from = random.pick(this.#till.movable(at));
    this.#move(at, from, random.pick(this.#till.others(from, at)), this.#till.part(from), 0.985);
  }

  /** The platform has not told whether it booked: until somebody looks it up the money stands aside. */
  openTransfer(at: Time): void {
    const { ledger, random } = this.#till.counter;
    const from = random.pick(this.#till.movable(at));
    const to = random.pick(this.#till.others(from, at));
    const { currency } = from.ledger;
    const transfer = this.#till.create({
      type: 'TRANSFER',
      amount: this.#till.part(from),
      currency,
      account: from.account,
      counter: to.account,
      requestedAt: at,
    });
    ledger.post(at, transfer, 'Transfer without an answer of the platform', [[from.ledger, -transfer.amount]], ledger.house('SUSPENSE', currency));
    step(transfer, at + 30_000, { status: 'UNKNOWN', reason: 'Platform has not answered' });
  }

  /** From a purse in one currency into the wallet in another, at the rate of the day: down to what can be paid. */
  exchange(at: Time): void {
    const { ledger, random, rates } = this.#till.counter;
    const from = random.pick(this.#till.filled(at));
    const [given, currency] = [this.#till.part(from), from.ledger.currency === 'USD' ? 'EUR' : 'USD'] as const;
    const rate = new Decimal(rates.perUsd(currency, at)).dividedBy(rates.perUsd(from.ledger.currency, at)).toSignificantDigits(RATE_DIGITS);
    const amount = rate.times(given).times(UNITS[currency]).dividedBy(UNITS[from.ledger.currency]).floor().toNumber();
    const transfer = this.#till.create({
      ...{ type: 'TRANSFER', amount: given, currency: from.ledger.currency, account: from.account, requestedAt: at },
      exchange: { amount, currency, rate: rate.toFixed(), at: rates.publishedAt(at) },
    });
    ledger.exchange(at, transfer, 'Transfer, exchanged', [from.ledger, given], [this.#till.wallet(currency, at), amount]);
    settle(transfer, at, given);
  }

  /** Accounts that a stop-out may come too late for; credit would bear the loss first. */
  protectable(at: Time): Purse[] {
    return this.#till.filled(at).filter(({ account }) => account !== null && (account.credit?.balance ?? 0) === 0);
  }

  /** The market jumped over the stop-out: what the account fell below zero is the house's loss, and at the same moment it stands at zero. */
  protect(at: Time): void {
    const { ledger, random, office } = this.#till.counter;
    const purse = random.pick(this.protectable(at));
    const { currency } = purse.ledger;
    const lost = Math.max(1, aboutInMinor(random.skewed(90, 0.6), currency));
    ledger.post(at, null, 'Loss of a stop-out', [[purse.ledger, -(purse.ledger.balance + lost)]], ledger.house('ADJUSTMENT', currency));
    const by = office.someone(random, 'RISK');
    const protection = this.#till.create({
      ...{ type: 'NEGATIVE_BALANCE_PROTECTION', amount: lost, currency, account: purse.account, reason: 'Negative balance protection' },
      ...{ requestedAt: at, requestedBy: by.name, requestedById: by.id },
    });
    ledger.post(at, protection, 'Negative balance protection', [[purse.ledger, lost]], ledger.house('NEGATIVE_BALANCE', currency));
    settle(protection, at, lost);
  }

  /** Brings into the wallet what a trading account holds; false when none holds anything. */
  empty(at: Time): boolean {
    const purse = this.#till.filled(at, 0).find(({ account }) => account !== null);
    if (!purse) return false;
    this.#move(at, purse, { account: null, ledger: this.#till.wallet(purse.ledger.currency, at) }, available(purse), 1);
    return true;
  }

  #move(at: Time, from: Purse, to: Purse, amount: Minor, success: number): void {
    const { ledger, random } = this.#till.counter;
    const transfer = this.#till.create({
      type: 'TRANSFER',
      amount,
      currency: from.ledger.currency,
      account: from.account,
      counter: to.account,
      requestedAt: at,
    });
    if (!random.chance(success)) return step(transfer, at + 2000, { status: 'DECLINED', reason: 'Platform refused: open positions need the margin' });
    ledger.post(at + 1500, transfer, 'Transfer', [[from.ledger, -amount]], to.ledger);
    settle(transfer, at + 1500, amount);
  }

  /** Supervised entities give retail clients no incentives. */
  get mayHaveCredit(): boolean {
    return this.#till.client.jurisdiction === 'SC' && this.#till.client.category === 'RETAIL';
  }

  get hasCredit(): boolean {
    return this.#till.client.accounts.some((account) => (account.credit?.balance ?? 0) > 0);
  }

  giveCredit(at: Time, isOpen = false): void {
    const { ledger, random, office } = this.#till.counter;
    const account = random.pick(this.#till.accounts(at));
    const { currency } = account;
    const amount = roundSum(Math.min(random.skewed(this.#till.client.life.wealth * 0.3, 0.5), 5000), currency);
    const reason = random.pick(['Welcome bonus', 'Bonus on a deposit', 'Loyalty bonus']);
    this.#byStaff(at, office.someone(random, 'SUPPORT'), { type: 'CREDIT_IN', amount, currency, account, reason }, isOpen, (credit, then) =>
      ledger.post(then, credit, 'Credit in', [[ledger.credit(account, then), amount]], ledger.house('CREDIT_EXPENSE', currency)),
    );
  }

  takeCredit(at: Time): void {
    const { ledger, random, office } = this.#till.counter;
    const account = random.pick(this.#till.client.accounts.filter(({ credit }) => (credit?.balance ?? 0) > 0));
    const { currency, credit: from } = account;
    if (!from) return;
    const amount = random.chance(0.6) ? from.balance : Math.max(1, Math.floor(from.balance / 2));
    const reason = random.pick(['Bonus expired', 'Client withdrew before the terms were met']);
    this.#byStaff(at, office.someone(random, 'SUPPORT'), { type: 'CREDIT_OUT', amount, currency, account, reason }, false, (credit, then) =>
      ledger.post(then, credit, 'Credit out', [[from, -amount]], ledger.house('CREDIT_EXPENSE', currency)),
    );
  }

  adjust(at: Time, isOpen = false): void {
    const { ledger, random, office } = this.#till.counter;
    const purse = random.pick(this.#till.purses(at));
    const { currency } = purse.ledger;
    const drawn = random.weighted(ADJUSTMENTS, ({ share }) => share);
    const size = Math.max(1, aboutInMinor(random.skewed(drawn.usd, 0.6), currency));
    const { sign, reason } = drawn.sign < 0 && (isOpen || available(purse) < size) ? ADJUSTMENTS[0] : drawn;
    const amount = sign * size;
    this.#byStaff(at, office.someone(random, 'FINANCE'), { type: 'ADJUSTMENT', amount, currency, account: purse.account, reason }, isOpen, (adjustment, then) =>
      ledger.post(then, adjustment, reason, [[purse.ledger, amount]], ledger.house('ADJUSTMENT', currency)),
    );
  }

  /** By maker and checker. What is taken is taken at once, so that nothing else uses it before it is booked. */
  #byStaff(
    at: Time,
    maker: Staff,
    given: Pick<Transaction, 'type' | 'amount' | 'currency' | 'account' | 'reason'>,
    isOpen: boolean,
    post: (transaction: Transaction, at: Time) => void,
  ): void {
    const { checkers, random } = this.#till.counter;
    const takes = given.amount < 0 || given.type === 'CREDIT_OUT';
    const booking = this.#till.create({ ...given, requestedAt: at, status: 'IN_REVIEW', approvalsNeeded: 1, requestedBy: maker.name, requestedById: maker.id });
    if (isOpen) return;
    const decidedAt = at + (takes ? 1000 : random.between(3, 50) * MINUTE);
    const isRefused = !takes && random.chance(REFUSED_SHARE);
    const decide = (): void => {
      checkers.decide(booking, isRefused ? 'REJECTED' : 'APPROVED', maker, decidedAt, isRefused ? 'Not covered by the terms' : null);
      if (isRefused) return step(booking, decidedAt, { status: 'REJECTED' });
      post(booking, decidedAt);
      settle(booking, decidedAt, Math.abs(given.amount));
    };
    if (takes) decide();
    else this.#till.putOff(decidedAt, decide);
  }

  /** A card deposit of the last months that can still be disputed; the client who signs in is an honest one, and nobody disputes what a partner was paid for. */
  disputable(at: Time): Transaction | undefined {
    const { email, partner, life } = this.#till.client;
    if (email === CLIENT_EMAIL) return undefined;
    const paidFor = partner?.plan?.scheme === 'CPA' ? life.fundedAt : null;
    return this.#till.deposits.find(
      ({ provider, settledAt }) =>
        provider === 'cardway' && settledAt !== null && settledAt !== paidFor && at - settledAt > 8 * DAY && at - settledAt < 110 * DAY,
    );
  }

  /** What the wallet cannot bear becomes the client's debt, and no withdrawal leaves until that is settled. */
  chargeBack(at: Time, deposit: Transaction, isOpen = false): void {
    const { ledger } = this.#till.counter;
    const { currency, provider, providerReference } = deposit;
    const amount = deposit.processed ?? deposit.amount;
    const given = {
      type: 'CHARGEBACK',
      amount,
      currency,
      provider,
      providerReference: `${providerReference}-CB`,
      requestedBy: provider ?? '',
      related: deposit,
    } as const;
    const chargeback = this.#till.create({ ...given, requestedAt: at, status: 'IN_REVIEW', reason: 'Card holder disputes the payment' });
    this.#till.deposits = this.#till.deposits.filter((other) => other !== deposit);
    if (isOpen) return;
    const wallet = this.#till.wallet(currency, at);
    const borne = Math.min(amount, wallet.balance - wallet.held);
    const debtor = borne < amount ? ledger.receivable(this.#till.client, currency, at) : wallet;
    ledger.post(
      at,
      chargeback,
      `Chargeback by ${provider}`,
      [
        [wallet, -borne],
        [debtor, borne - amount],
      ],
      ledger.provider('PROVIDER_CLEARING', provider ?? '', currency),
    );
    settle(chargeback, at, amount);
    step(deposit, at, { status: 'CHARGED_BACK' });
    this.#block(at);
  }

  #block(at: Time): void {
    const { random, office, restrictions, setting } = this.#till.counter;
    const liftAt = officeTime(random, at, random.between(6, 40) * DAY);
    this.#till.blockedUntil = liftAt;
    const by = office.someone(random, 'RISK');
    restrictions.add({
      client: this.#till.client,
      kind: 'NO_WITHDRAWAL',
      reason: 'Chargeback of a card deposit',
      by,
      at: Math.min(at + HOUR, setting.now - 1),
      liftAt,
    });
  }
}
