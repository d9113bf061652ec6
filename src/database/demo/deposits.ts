import { DAY, HOUR, MINUTE, officeTime } from './calendar.js';
import type { Account, Minor, Time, Transaction, TransactionStatus } from './model.js';
import { type Currency, roundSum } from './money.js';
import { DECLINES, DEPOSIT_OUTCOMES, depositReference, type Provider, PROVIDERS } from './payments.data.js';
import { settle, step, type Till } from './till.js';

/** Money that comes in: from a provider into the wallet, and on to the trading account that the client named. */
export class Deposits {
  readonly #till: Till;

  constructor(till: Till) {
    this.#till = till;
  }

  /** The first deposit arrives just when the client's life says so. */
  first(settledAt: Time): void {
    const { client } = this.#till;
    const account = this.#till.accounts(settledAt - 2 * MINUTE).find((one) => one.currency === client.currency) ?? null;
    const provider = PROVIDERS.find((one) => !one.keepsOfficeHours && one.currencies.includes(client.currency)) ?? this.#till.provider(client.currency);
    this.#settle(this.#create(settledAt - 90_000, client.life.firstDeposit, account, provider), provider, settledAt);
  }

  another(at: Time): void {
    const { random } = this.#till.counter;
    const { deposit, provider } = this.#usual(at);
    const outcome = random.share(DEPOSIT_OUTCOMES);
    if (outcome === 'SETTLED' || outcome === 'REVERSED') this.#expect(deposit, provider, outcome === 'REVERSED');
    else this.#fail(deposit, outcome);
  }

  /** An attempt that comes to nothing. */
  attempt(at: Time): void {
    const { currency, life } = this.#till.client;
    const deposit = this.#create(at, life.firstDeposit, null, this.#till.provider(currency));
    this.#fail(deposit, this.#till.counter.random.share({ DECLINED: 5, EXPIRED: 4, CANCELLED: 2 }));
  }

  /** A deposit that is under way at this moment. */
  open(at: Time, status: TransactionStatus): void {
    const { deposit } = this.#usual(at);
    if (status === 'CREATED') Object.assign(deposit, { status });
    else step(deposit, at + 40_000, { status, reason: status === 'UNKNOWN' ? 'Provider has not answered' : null });
  }

  #usual(at: Time): { deposit: Transaction; provider: Provider } {
    const { random } = this.#till.counter;
    const accounts = this.#till.accounts(at);
    const account = accounts.length > 0 && random.chance(0.64) ? random.pick(accounts) : null;
    const currency = account?.currency ?? this.#till.client.currency;
    const provider = this.#till.provider(currency);
    return { deposit: this.#create(at, roundSum(random.skewed(this.#till.client.life.wealth, 0.8), currency), account, provider), provider };
  }

  #create(at: Time, amount: Minor, account: Account | null, provider: Provider): Transaction {
    const fee = Math.floor((amount * provider.depositFeeBps) / 10_000);
    const currency: Currency = account?.currency ?? this.#till.client.currency;
    const providerReference = depositReference(provider, this.#till.counter.random.code(9));
    return this.#till.create({
      type: 'DEPOSIT',
      amount,
      currency,
      fee,
      account,
      provider: provider.name,
      providerReference,
      requestedAt: at,
      status: 'PENDING_PROVIDER',
    });
  }

  #expect(deposit: Transaction, provider: Provider, isReversed: boolean): void {
    const { random } = this.#till.counter;
    const delay = Math.floor(random.skewed(provider.depositDelayMs, 0.5));
    const settledAt = provider.keepsOfficeHours ? officeTime(random, deposit.requestedAt, delay) : deposit.requestedAt + delay;
    const reversedAt = settledAt + random.between(2 * HOUR, 30 * HOUR);
    this.#till.putOff(settledAt, () => {
      this.#settle(deposit, provider, settledAt);
      if (isReversed) this.#till.putOff(reversedAt, () => this.#reverse(deposit, reversedAt));
    });
  }

  /** Banks on the way keep something now and then: what arrived is booked, not what was announced. */
  #settle(deposit: Transaction, provider: Provider, at: Time): void {
    const { ledger, random } = this.#till.counter;
    const { currency, fee } = deposit;
    const lost = provider.keepsOfficeHours && currency !== 'JPY' && random.chance(0.06) ? Math.min(1200, Math.floor(deposit.amount / 10)) : 0;
    const [processed, wallet] = [deposit.amount - lost, this.#till.wallet(currency, at)];
    const lines = [
      [wallet, processed - fee],
      [ledger.house('FEE_INCOME', currency), fee],
    ] as const;
    ledger.post(at, deposit, provider.depositText, lines, ledger.provider('PROVIDER_CLEARING', provider.name, currency));
    if (deposit.account?.funds) ledger.post(at + 1, deposit, 'Deposit passed on to the trading account', [[deposit.account.funds, processed - fee]], wallet);
    settle(deposit, at, processed);
    this.#till.client.firstFundedAt ??= at;
    this.#till.client.lastCashAt = at;
    this.#till.deposits.push(deposit);
  }

  #fail(deposit: Transaction, status: 'DECLINED' | 'EXPIRED' | 'CANCELLED'): void {
    const { random } = this.#till.counter;
    const at = deposit.requestedAt + (status === 'EXPIRED' ? DAY : random.between(20, 400) * 1000);
    this.#till.putOff(at, () => step(deposit, at, { status, reason: status === 'DECLINED' ? random.pick(DECLINES) : null }));
  }

  /** Only while the money lies where it arrived; later it is a chargeback's matter. */
  #reverse(deposit: Transaction, at: Time): void {
    const { ledger } = this.#till.counter;
    const { currency, fee, processed, provider } = deposit;
    const purse = deposit.account?.funds ?? this.#till.wallet(currency, at);
    const net = (processed ?? 0) - fee;
    if (purse.balance - purse.held < net || deposit.status !== 'SETTLED') return;
    const lines = [
      [purse, -net],
      [ledger.house('FEE_INCOME', currency), -fee],
    ] as const;
    ledger.post(at, deposit, 'Deposit reversed by the provider', lines, ledger.provider('PROVIDER_CLEARING', provider ?? '', currency));
    step(deposit, at, { status: 'REVERSED', reason: 'Reversed by the provider' });
    this.#till.deposits = this.#till.deposits.filter((other) => other !== deposit);
  }
}
