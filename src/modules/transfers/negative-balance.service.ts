import type { Request } from '../../access/actor.js';
import { isId, newId } from '../../database/ids.js';
import type { Database } from '../../database/orm.js';
import { scopedRowIn } from '../../database/reader.scoped.js';
import { amountText, Decimal } from '../../runtime/decimal.js';
import { notFound, refusal } from '../../runtime/refusal.js';
import { tradingAccountReader } from '../accounts/index.js';
import type { AuditTrail } from '../audit/index.js';
import { houseAccount, lockAccounts, post, tradingCredit, tradingFunds } from '../ledger/index.js';
import { checkUsable, claimKey, insertTransaction, moneyAccounts, moneyUnit } from '../transactions/index.js';

/**
 * Negative balance protection: what a client's account fell below zero is the broker's loss, per account (ESMA's rule for retail clients).
 * Credit on the account bears it before the house does, as platforms book it.
 */
export class NegativeBalanceService {
  readonly #database: Database;
  readonly #audit: AuditTrail;

  constructor(database: Database, audit: AuditTrail) {
    this.#database = database;
    this.#audit = audit;
  }

  /** Answers with the transaction's id; with that of the first one when the key was used before. */
  async protect(request: Request, input: { readonly tradingAccountId: string; readonly idempotencyKey: string }): Promise<string> {
    if (!isId(input.tradingAccountId)) throw notFound('trading account', 'tradingAccountId');
    return moneyUnit(this.#database, async (unit) => {
      const id = newId();
      const [earlier, seen, [account]] = await Promise.all([
        claimKey(unit, request, { operation: 'negativeBalanceProtect', key: input.idempotencyKey, input, transactionId: id }),
        scopedRowIn(unit, tradingAccountReader, request.actor, input.tradingAccountId, 't.id'),
        moneyAccounts(unit, [input.tradingAccountId]),
      ]);
      if (earlier !== null) return earlier;
      if (seen === null || account === undefined) throw notFound('trading account', 'tradingAccountId');
      checkUsable(account, 'tradingAccountId');
      const { currency, clientId } = account;
      const [funds, credit, loss] = await lockAccounts(unit, [tradingFunds(account), tradingCredit(account), houseAccount('NEGATIVE_BALANCE', currency)]);
      if (!funds.balance.lessThan(0)) throw refusal('ILLEGAL_TRANSITION', 'The balance of this account is not below zero.', ['tradingAccountId']);
      const amount = funds.balance.negated();
      const byCredit = Decimal.min(amount, Decimal.max(0, credit.balance));
      insertTransaction(unit, {
        ...{ id, type: 'NEGATIVE_BALANCE_PROTECTION', status: 'SETTLED', clientId, tradingAccountId: account.id, amount, currency, processedAmount: amount },
        ...{ reason: 'Negative balance protection', requestedBy: request.actor.name, requestedById: request.actor.id, settledAt: new Date().toISOString() },
      });
      post(unit, {
        transactionId: id,
        description: 'Negative balance protection',
        lines: [
          [funds, amount],
          [credit, byCredit.negated()],
          [loss, byCredit.minus(amount)],
        ],
      });
      this.#audit.append(unit, request, {
        ...{ action: 'transaction.negativeBalanceProtection', subjectType: 'Transaction', subjectId: id, clientId },
        after: { amount: amountText(amount, currency), currency, tradingAccountId: account.id, byCredit: amountText(byCredit, currency) },
      });
      return id;
    });
  }
}
