import { approvalsNeeded } from './approvals.js';
import { DAY, HOUR, MINUTE, officeTime } from './calendar.js';
import type { Minor, Time, Transaction, TransactionStatus } from './model.js';
import { aboutInMinor, aboutInUsd } from './money.js';
import { PAYOUT_DECLINES, providerOf, WITHDRAWAL_OUTCOMES } from './payments.data.js';
import { available, type Purse, settle, step, type Till } from './till.js';

const IN_REVIEW_AFTER = 3 * MINUTE;
/** What waits beyond its checks is small enough for one checker, so that the check can be over by now. */
const ONE_CHECKER_USD = 9000;

/** Money that goes out: held in the wallet at the request, checked, sent, and booked when the provider has paid. */
export class Withdrawals {
  readonly #till: Till;

  constructor(till: Till) {
    this.#till = till;
  }

  start(at: Time): void {
    const purse = this.#till.counter.random.pick(this.#till.filled(at));
    this.#process(this.#create(at, purse, this.#till.part(purse)), this.#till.counter.random.share(WITHDRAWAL_OUTCOMES));
  }

  /** Whatever the wallet still holds, at the end of a relationship; false when that is nothing. */
  takeAll(at: Time): boolean {
    const purse = this.#till.filled(at, 0).find(({ account }) => account === null);
    if (!purse) return false;
    const withdrawal = this.#create(at, purse, available(purse));
    step(withdrawal, at + HOUR, { status: 'SENT_TO_PROVIDER' });
    this.#pay(withdrawal, at + 2 * HOUR);
    return true;
  }

  /** A withdrawal that stands at this very stage now. */
  open(at: Time, status: TransactionStatus): void {
    const { random, setting, checkers } = this.#till.counter;
    const purse = this.#fullest(at);
    const { currency } = purse.ledger;
    const isReview = status === 'IN_REVIEW';
    const most = isReview ? available(purse) : Math.min(available(purse), aboutInMinor(ONE_CHECKER_USD, currency));
    const withdrawal = this.#create(at, purse, this.#till.rounded(most * (0.4 + 0.6 * random.fraction()), most, currency), isReview ? 1 : 0);
    if (status === 'HELD') return;
    const needed = withdrawal.approvalsNeeded;
    const decidedAt = checkers.approve(withdrawal, isReview ? random.between(0, needed - 1) : needed, null, setting.now - 2 * MINUTE);
    const stage = withdrawal.approvals.length < needed ? 'IN_REVIEW' : status;
    const reason = stage === 'UNKNOWN' ? 'Provider has not answered: look it up, do not send it again' : null;
    step(withdrawal, Math.min(Math.max(decidedAt, at + IN_REVIEW_AFTER), setting.now), { status: stage, reason });
  }

  #fullest(at: Time): Purse {
    const usd = (purse: Purse): number => aboutInUsd(available(purse), purse.ledger.currency);
    const [fullest] = this.#till.filled(at).sort((one, other) => usd(other) - usd(one));
    if (!fullest) throw new Error('There is nothing to withdraw');
    return fullest;
  }

  /** From a trading account the money comes into the wallet first, and there it is held. */
  #create(at: Time, { account, ledger: from }: Purse, amount: Minor, leastApprovals = 0): Transaction {
    const { currency } = from;
    const provider = this.#till.provider(currency);
    const fee = Math.floor((amount * provider.withdrawalFeeBps) / 10_000) + aboutInMinor(provider.withdrawalFeeUsd, currency);
    const needed = Math.max(approvalsNeeded(amount, currency), leastApprovals, this.#till.client.riskLevel === 'HIGH' ? 1 : 0);
    const given = { type: 'WITHDRAWAL', amount, currency, fee: Math.min(fee, Math.floor(amount / 4)), account, provider: provider.name } as const;
    const withdrawal = this.#till.create({
      ...given,
      providerReference: `${provider.prefix}-${this.#till.counter.random.code(9)}`,
      requestedAt: at,
      status: 'HELD',
      approvalsNeeded: needed,
    });
    const wallet = this.#till.wallet(currency, at);
    if (account) this.#till.counter.ledger.post(at, withdrawal, 'Taken from the trading account for a withdrawal', [[from, -amount]], wallet);
    wallet.held += amount;
    return withdrawal;
  }

  #process(withdrawal: Transaction, outcome: keyof typeof WITHDRAWAL_OUTCOMES): void {
    const { random, setting, checkers } = this.#till.counter;
    const { requestedAt, approvalsNeeded: needed } = withdrawal;
    if (needed > 0 && requestedAt + IN_REVIEW_AFTER < setting.now) step(withdrawal, requestedAt + IN_REVIEW_AFTER, { status: 'IN_REVIEW' });
    if (outcome === 'CANCELLED') return this.#stop(withdrawal, 'CANCELLED', requestedAt + random.between(4, 300) * MINUTE, 'Cancelled by the client');
    if (outcome === 'REJECTED') {
      const at = checkers.reject(withdrawal, null, setting.now);
      return at === null ? undefined : this.#stop(withdrawal, 'REJECTED', at, withdrawal.reason);
    }
    const approvedAt = checkers.approve(withdrawal, needed, null, setting.now);
    if (approvedAt + 2 * MINUTE < setting.now) this.#send(withdrawal, outcome, approvedAt);
  }

  #send(withdrawal: Transaction, outcome: 'SETTLED' | 'DECLINED' | 'REVERSED', approvedAt: Time): void {
    const { random } = this.#till.counter;
    const provider = providerOf(withdrawal.provider);
    const sentAt = approvedAt + MINUTE;
    const delay = Math.floor(random.skewed(provider.withdrawalDelayMs, 0.4)) + MINUTE;
    const at = provider.keepsOfficeHours ? officeTime(random, sentAt, delay) : sentAt + delay;
    step(withdrawal, sentAt, { status: 'SENT_TO_PROVIDER' });
    if (outcome === 'DECLINED') return this.#stop(withdrawal, 'DECLINED', at, random.pick(PAYOUT_DECLINES));
    this.#till.putOff(at, () => {
      this.#pay(withdrawal, at);
      if (outcome === 'REVERSED') this.#till.putOff(at + 4 * DAY, () => this.#comeBack(withdrawal, at + 4 * DAY));
    });
  }

  #pay(withdrawal: Transaction, at: Time): void {
    const { ledger } = this.#till.counter;
    const { amount, fee, currency, provider } = withdrawal;
    const wallet = this.#till.wallet(currency, at);
    wallet.held -= amount;
    const lines = [
      [wallet, -amount],
      [ledger.house('FEE_INCOME', currency), fee],
    ] as const;
    ledger.post(at, withdrawal, providerOf(provider).withdrawalText, lines, ledger.provider('PROVIDER_CLEARING', provider ?? '', currency));
    settle(withdrawal, at, amount - fee);
    this.#till.client.lastCashAt = at;
  }

  #comeBack(withdrawal: Transaction, at: Time): void {
    const { ledger } = this.#till.counter;
    const { processed, currency, provider } = withdrawal;
    const clearing = ledger.provider('PROVIDER_CLEARING', provider ?? '', currency);
    ledger.post(at, withdrawal, 'Withdrawal returned by the bank', [[this.#till.wallet(currency, at), processed ?? 0]], clearing);
    step(withdrawal, at, { status: 'REVERSED', reason: 'Returned by the bank of the payee' });
  }

  /** Ends before the money left: the hold is released, and money from a trading account goes back there. */
  #stop(withdrawal: Transaction, status: TransactionStatus, at: Time, reason: string | null): void {
    this.#till.putOff(at, () => {
      const { amount, currency, account } = withdrawal;
      const wallet = this.#till.wallet(currency, at);
      wallet.held -= amount;
      if (account?.funds) this.#till.counter.ledger.post(at, withdrawal, 'Withdrawal not made: back to the trading account', [[account.funds, amount]], wallet);
      step(withdrawal, at, { status, reason });
      if (status === 'CANCELLED')
        this.#till.counter.audit.add(this.#till.client, at, 'transaction.cancel', 'Transaction', withdrawal.id, {
          clientId: this.#till.client.id,
          after: { status },
        });
    });
  }
}
