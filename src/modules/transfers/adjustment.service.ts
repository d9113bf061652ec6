import type { Request } from '../../access/actor.js';
import { newId } from '../../database/ids.js';
import type { Database } from '../../database/orm.js';
import { statement, type Unit } from '../../database/unit.js';
import { checkedReason } from '../../runtime/checked-text.js';
import { amountText, checkedSignedAmount, type Decimal } from '../../runtime/decimal.js';
import { insufficientFunds, refusal } from '../../runtime/refusal.js';
import type { AuditTrail } from '../audit/index.js';
import { rateBook } from '../exchange/index.js';
import { clientWallet, houseAccount, lockAccounts, type LockedAccount, post, tradingCredit, tradingFunds } from '../ledger/index.js';
import {
  approvalTiers,
  checkUsable,
  claimKey,
  type ClientStanding,
  clientStanding,
  type DecisionEffects,
  insertTransaction,
  moneyAccounts,
  moneyUnit,
  paymentPolicy,
  tierFor,
  type TransactionRecord,
} from '../transactions/index.js';

export interface AdjustmentOrder {
  readonly clientId: string;
  /** Left out: the wallet in `currency`. */
  readonly tradingAccountId?: string | null;
  /** Signed. */
  readonly amount: string;
  readonly currency: string;
  readonly reason: string;
  readonly idempotencyKey: string;
}
export interface CreditOrder extends AdjustmentOrder {
  readonly tradingAccountId: string;
}

type Type = 'ADJUSTMENT' | 'CREDIT_IN' | 'CREDIT_OUT';

/** Supervised entities give retail clients no incentives (ESMA and FCA rules on CFDs). */
const NO_INCENTIVES = new Set(['CY', 'GB']);

/** Corrections of balances and credit. Staff ask for them, other staff decide, and only then anything is booked. */
export class AdjustmentService {
  readonly #database: Database;
  readonly #audit: AuditTrail;

  constructor(database: Database, audit: AuditTrail) {
    this.#database = database;
    this.#audit = audit;
  }

  /** Answers with the transaction's id; with that of the first one when the key was used before. */
  adjust(request: Request, order: AdjustmentOrder): Promise<string> {
    const amount = checkedSignedAmount(order.amount, order.currency);
    return this.#propose(request, 'adjustmentCreate', order, { type: 'ADJUSTMENT', amount });
  }

  /** Above zero credit is given, below zero it is taken back. */
  credit(request: Request, order: CreditOrder): Promise<string> {
    const amount = checkedSignedAmount(order.amount, order.currency);
    return this.#propose(request, 'creditCreate', order, { type: amount.greaterThan(0) ? 'CREDIT_IN' : 'CREDIT_OUT', amount: amount.abs() });
  }

  async #propose(request: Request, operation: string, order: AdjustmentOrder, { type, amount }: { type: Type; amount: Decimal }): Promise<string> {
    const reason = checkedReason(order.reason);
    return moneyUnit(this.#database, async (unit) => {
      const id = newId();
      const [earlier, standing] = await Promise.all([
        claimKey(unit, request, { operation, key: order.idempotencyKey, input: order, transactionId: id }),
        clientStanding(unit, request.actor, order.clientId, [order.tradingAccountId]),
      ]);
      if (earlier !== null) return earlier;
      checkOrder(order, type, amount, standing);
      const tier = tierFor(await approvalTiers(unit, type), await this.#inPolicyCurrency(unit, amount.abs(), order.currency));
      insertTransaction(unit, {
        ...{ id, type, status: 'IN_REVIEW', clientId: standing.client.id, tradingAccountId: order.tradingAccountId ?? null, amount, currency: order.currency },
        ...{ reason, requestedBy: request.actor.name, requestedById: request.actor.id },
        ...{ approvalsNeeded: Math.max(1, tier.approvals), approvalDepartments: tier.departments },
      });
      this.#audit.append(unit, request, {
        ...{ action: 'transaction.request', subjectType: 'Transaction', subjectId: id, clientId: standing.client.id, reason },
        after: { type, amount: amountText(amount, order.currency), currency: order.currency, tradingAccountId: order.tradingAccountId ?? null },
      });
      return id;
    });
  }

  async #inPolicyCurrency(unit: Unit, amount: Decimal, currency: string): Promise<Decimal | undefined> {
    const policy = await paymentPolicy(unit);
    return currency === policy.currency
      ? amount
      : (await rateBook(unit, [currency, policy.currency], policy.rateMaxAgeHours)).convert(amount, currency, policy.currency);
  }
}

function checkOrder(order: AdjustmentOrder, type: Type, amount: Decimal, standing: ClientStanding): void {
  if (order.tradingAccountId != null) {
    const account = standing.account(order.tradingAccountId, 'tradingAccountId');
    if (account.currency !== order.currency)
      throw refusal('CURRENCY_MISMATCH', `The account is in ${account.currency}: give the amount in ${account.currency}.`, ['currency']);
    if (type === 'CREDIT_OUT' && account.credit.lessThan(amount))
      throw insufficientFunds(amountText(account.credit, account.currency), account.currency, ['amount']);
  }
  const { jurisdiction, category } = standing.client;
  if (type === 'CREDIT_IN' && NO_INCENTIVES.has(jurisdiction) && category === 'RETAIL')
    throw refusal('POLICY_FORBIDS', 'Retail clients of the entities in the EU and in Britain may be given no bonus or other incentive.', ['clientId']);
}

/** What happens when a correction has its approvals: it is booked at once. */
export class AdjustmentEffects implements DecisionEffects {
  async approved(unit: Unit, transaction: TransactionRecord) {
    const { currency, amount, type } = transaction;
    const signed = type === 'CREDIT_OUT' ? amount.negated() : amount;
    const [owner, house] = await accountsOf(unit, transaction);
    const available = type === 'ADJUSTMENT' ? owner.available : owner.balance;
    if (available.plus(signed).lessThan(0)) throw insufficientFunds(amountText(available, currency), currency, null);
    post(unit, {
      transactionId: transaction.id,
      description: { ADJUSTMENT: 'Adjustment', CREDIT_IN: 'Credit in', CREDIT_OUT: 'Credit out' }[type as Type],
      lines: [
        [owner, signed],
        [house, signed.negated()],
      ],
    });
    return { to: 'SETTLED' as const, changes: { settled: true, processedAmount: amount.abs() } };
  }

  /** Nothing was reserved. */
  async stopped(): Promise<void> {}
}

const CLIENT = statement('select id, reference from client where id = $1');

async function accountsOf(unit: Unit, { type, tradingAccountId, clientId, currency }: TransactionRecord): Promise<readonly [LockedAccount, LockedAccount]> {
  const house = houseAccount(type === 'ADJUSTMENT' ? 'ADJUSTMENT' : 'CREDIT_EXPENSE', currency);
  if (tradingAccountId === null) {
    const client = await unit.row<{ id: string; reference: string }>(CLIENT, [clientId]);
    if (client === undefined) throw new Error(`There is no client ${clientId}`);
    return lockAccounts(unit, [clientWallet(client, currency), house]);
  }
  const [account] = await moneyAccounts(unit, [tradingAccountId]);
  if (account === undefined) throw new Error(`There is no trading account ${tradingAccountId}`);
  // with the funds, under whose lock transfers read the credit
  const owner = type === 'ADJUSTMENT' ? tradingFunds(account) : tradingCredit(account);
  const [, locked, lockedHouse] = await lockAccounts(unit, [tradingFunds(account), owner, house]);
  for (const now of await moneyAccounts(unit, [tradingAccountId])) checkUsable(now, 'tradingAccountId');
  return [locked, lockedHouse];
}
