import type { Request } from '../../access/actor.js';
import { newId } from '../../database/ids.js';
import type { Database } from '../../database/orm.js';
import type { Unit } from '../../database/unit.js';
import { amountText, checkedAmount, Decimal } from '../../runtime/decimal.js';
import { insufficientFunds, refusal } from '../../runtime/refusal.js';
import type { AuditTrail } from '../audit/index.js';
import { type Conversion, exchange, rateBook } from '../exchange/index.js';
import {
  type AccountName,
  clientWallet,
  houseAccount,
  lockAccounts,
  type LockedAccount,
  post,
  type PostingLine,
  tradingCredit,
  tradingFunds,
} from '../ledger/index.js';
import {
  Changed,
  checkUsable,
  claimKey,
  type ClientStanding,
  clientStanding,
  insertTransaction,
  type MoneyAccount,
  moneyAccounts,
  moneyUnit,
  paymentPolicy,
} from '../transactions/index.js';
import { applyCreditRule, creditExpense } from './transfer.credit.js';

export interface TransferOrder {
  readonly clientId: string;
  /** Left out: the client's wallet in `currency`. */
  readonly fromTradingAccountId?: string | null;
  /** Left out: the client's wallet in `toCurrency`. */
  readonly toTradingAccountId?: string | null;
  readonly amount: string;
  /** Of the amount, and of the side that it leaves. */
  readonly currency: string;
  /** Of the wallet that it goes to; left out: `currency`. */
  readonly toCurrency?: string | null;
  readonly idempotencyKey: string;
}

/** One side of a transfer: a trading account, or (null) the wallet in the currency. */
interface Side {
  readonly account: MoneyAccount | null;
  readonly currency: string;
  readonly name: AccountName;
}

/** Moves money between what belongs to one client. It is booked at once, in one entry. */
export class TransferService {
  readonly #database: Database;
  readonly #audit: AuditTrail;

  constructor(database: Database, audit: AuditTrail) {
    this.#database = database;
    this.#audit = audit;
  }

  /** Answers with the transaction's id; with that of the first one when the key was used before. */
  async create(request: Request, order: TransferOrder): Promise<string> {
    const amount = checkedAmount(order.amount, order.currency);
    return moneyUnit(this.#database, async (unit) => {
      const id = newId();
      const claim = { operation: 'transferCreate', key: order.idempotencyKey, input: order, transactionId: id };
      const accountIds = [order.fromTradingAccountId, order.toTradingAccountId];
      const [earlier, standing] = await Promise.all([claimKey(unit, request, claim), clientStanding(unit, request.actor, order.clientId, accountIds)]);
      if (earlier !== null) return earlier;
      const [from, to] = sidesOf(order, standing);
      standing.check('NO_TRANSFER', [from.account?.id ?? null, to.account?.id ?? null]);
      await this.#carryOut(unit, { id, request, order, amount, from, to, standing });
      return id;
    });
  }

  async #carryOut(unit: Unit, transfer: Transfer): Promise<void> {
    const { id, request, order, amount, from, to, standing } = transfer;
    const conversion = from.currency === to.currency ? null : await this.#convert(unit, amount, from.currency, to.currency);
    const accounts = await lockSides(unit, transfer, conversion);
    if (accounts.from.available.lessThan(amount)) throw insufficientFunds(amountText(accounts.from.available, from.currency), from.currency, ['amount']);
    insertTransaction(unit, {
      ...{ id, type: 'TRANSFER', status: 'SETTLED', clientId: standing.client.id, amount, currency: order.currency, processedAmount: amount },
      ...{ tradingAccountId: from.account?.id ?? null, counterAccountId: to.account?.id ?? null, settledAt: new Date().toISOString() },
      ...{ requestedBy: request.actor.name, requestedById: request.actor.id, exchange: conversion && asExchange(conversion) },
    });
    // before the money leaves: what was paid in is read from what moved so far
    const creditRemoved = accounts.credit === null ? null : await this.#takeCredit(unit, id, accounts, amount);
    post(unit, { transactionId: id, description: describe(from, to), lines: linesOf(accounts, amount, conversion) });
    this.#audit.append(unit, request, {
      action: 'transaction.transfer',
      subjectType: 'Transaction',
      subjectId: id,
      clientId: standing.client.id,
      after: {
        ...{ from: from.name.code, to: to.name.code, amount: amountText(amount, from.currency), currency: from.currency },
        ...(conversion && { received: amountText(conversion.amount, to.currency), receivedCurrency: to.currency, rate: conversion.rate.rate.toFixed() }),
        ...(creditRemoved?.greaterThan(0) && { creditRemoved: amountText(creditRemoved, from.currency) }),
      },
    });
  }

  async #convert(unit: Unit, amount: Decimal, from: string, to: string): Promise<Conversion> {
    const policy = await paymentPolicy(unit);
    return exchange(await rateBook(unit, [from, to], policy.rateMaxAgeHours), amount, from, to, policy.exchangeMarginBps);
  }

  async #takeCredit(unit: Unit, transactionId: string, { from: funds, credit, expense }: Accounts, amount: Decimal): Promise<Decimal> {
    const { creditRule } = await paymentPolicy(unit);
    if (credit === null || expense === null) return new Decimal(0);
    return applyCreditRule(creditRule, { unit, transactionId, funds, credit, expense, amount });
  }
}

interface Transfer {
  readonly id: string;
  readonly request: Request;
  readonly order: TransferOrder;
  readonly amount: Decimal;
  readonly from: Side;
  readonly to: Side;
  readonly standing: ClientStanding;
}

interface Accounts {
  readonly from: LockedAccount;
  readonly to: LockedAccount;
  /** With credit on the account that the money leaves. */
  readonly credit: LockedAccount | null;
  readonly expense: LockedAccount | null;
  /** With an exchange. */
  readonly given: LockedAccount | null;
  readonly taken: LockedAccount | null;
  readonly rounding: LockedAccount | null;
}

function sidesOf(order: TransferOrder, standing: ClientStanding): [from: Side, to: Side] {
  const { currency } = order;
  const trading = (id: string, field: string): Side => {
    const account = standing.account(id, field);
    return { account, currency: account.currency, name: tradingFunds(account) };
  };
  const wallet = (code: string): Side => ({ account: null, currency: code, name: clientWallet(standing.client, code) });
  const from = order.fromTradingAccountId == null ? wallet(currency) : trading(order.fromTradingAccountId, 'fromTradingAccountId');
  if (from.currency !== currency)
    throw refusal('CURRENCY_MISMATCH', `The money leaves an account in ${from.currency}: give the amount in ${from.currency}.`, ['currency']);
  const to = order.toTradingAccountId == null ? wallet(order.toCurrency ?? currency) : trading(order.toTradingAccountId, 'toTradingAccountId');
  if (order.toTradingAccountId != null && order.toCurrency != null && order.toCurrency !== to.currency)
    throw refusal('CURRENCY_MISMATCH', `The account that it goes to is in ${to.currency}: leave toCurrency out.`, ['toCurrency']);
  if (from.name.code === to.name.code)
    throw refusal('INVALID', 'From and to are the same: name another account, or leave one out for the wallet.', [
      order.toTradingAccountId == null ? 'currency' : 'toTradingAccountId',
    ]);
  return [from, to];
}

/** Locks all accounts in one go, and looks under the lock whether the trading accounts are still what they were. */
async function lockSides(unit: Unit, { from, to }: Transfer, conversion: Conversion | null): Promise<Accounts> {
  const tradingAccounts = [from.account, to.account].filter((account) => account !== null);
  const takesCredit = from.account !== null && from.account.credit.greaterThan(0);
  const names = [
    ...[from.name, to.name],
    ...(conversion ? [houseAccount('EXCHANGE', from.currency), houseAccount('EXCHANGE', to.currency), houseAccount('ROUNDING', to.currency)] : []),
    ...(takesCredit && from.account ? [tradingCredit(from.account), creditExpense(from.currency)] : []),
  ];
  const [locked, now] = await Promise.all([
    lockAccounts(unit, names),
    tradingAccounts.length === 0
      ? []
      : moneyAccounts(
          unit,
          tradingAccounts.map(({ id }) => id),
        ),
  ]);
  for (const account of now) {
    checkUsable(account, account.id === from.account?.id ? 'fromTradingAccountId' : 'toTradingAccountId');
    // credit came or went between the two looks
    if (account.id === from.account?.id && account.credit.greaterThan(0) !== takesCredit) throw new Changed();
  }
  const byName = (name: AccountName | undefined): LockedAccount | null => locked.find(({ code }) => code === name?.code) ?? null;
  return {
    ...{ from: locked[0] as LockedAccount, to: locked[1] as LockedAccount },
    ...{ credit: takesCredit && from.account ? byName(tradingCredit(from.account)) : null, expense: takesCredit ? byName(creditExpense(from.currency)) : null },
    ...{ given: conversion && byName(names[2]), taken: conversion && byName(names[3]), rounding: conversion && byName(names[4]) },
  };
}

/** With an exchange the house's position takes the one currency and gives the other, and what rounding leaves goes to its own account. */
function linesOf({ from, to, given, taken, rounding }: Accounts, amount: Decimal, conversion: Conversion | null): PostingLine[] {
  if (conversion === null || given === null || taken === null || rounding === null) {
    return [
      [from, amount.negated()],
      [to, amount],
    ];
  }
  return [
    [from, amount.negated()],
    [given, amount],
    [taken, conversion.amount.plus(conversion.remainder).negated()],
    [rounding, conversion.remainder],
    [to, conversion.amount],
  ];
}

const place = ({ account, currency }: Side): string => (account === null ? `${currency} wallet` : `account ${account.login}`);
const describe = (from: Side, to: Side): string => `Transfer from ${place(from)} to ${place(to)}${from.currency === to.currency ? '' : ', exchanged'}`;

const asExchange = ({ rate, amount }: Conversion) => ({
  ...{ counterAmount: amount, counterCurrency: rate.quote, rate: rate.rate, source: rate.source, at: rate.at },
});
