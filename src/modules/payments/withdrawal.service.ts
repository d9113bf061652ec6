import type { Actor, Request } from '../../access/actor.js';
import { newId } from '../../database/ids.js';
import type { Database } from '../../database/orm.js';
import { statement, type Unit } from '../../database/unit.js';
import { amountText, checkedAmount, Decimal } from '../../runtime/decimal.js';
import { insufficientFunds, Refusal, type UserErrorData } from '../../runtime/refusal.js';
import type { AuditTrail } from '../audit/index.js';
import { hold, lockAccounts, lookAtAccounts, post } from '../ledger/index.js';
import { Changed, checkUsable, claimKey, insertTransaction, moneyAccounts, moneyUnit } from '../transactions/index.js';
import { applyCreditRule } from '../transfers/index.js';
import type { DestinationService } from './destination.service.js';
import { insertPayouts } from './payout.record.js';
import { sendWithdrawal } from './payout.sending.js';
import type { Leg } from './withdrawal.allocation.js';
import { type Assessment, assess, type ReadAccounts, type WithdrawalWish } from './withdrawal.assessment.js';

interface Asked {
  readonly amount: string;
  readonly currency: string;
}
interface AskedOfClient extends Asked {
  readonly clientId: string;
  /** Left out: the wallet in `currency`. */
  readonly tradingAccountId?: string | null;
  readonly provider: string;
  /** What the provider needs: IBAN and holder, card token, address. */
  readonly destination?: unknown;
}
/** Always out of the wallet in `currency`; the provider is the destination's. */
interface AskedOfPartner extends Asked {
  readonly partnerId: string;
  readonly destinationId: string;
}
export type WithdrawalQuestion = AskedOfClient | AskedOfPartner;
export type WithdrawalOrder = WithdrawalQuestion & { readonly idempotencyKey: string };

export interface WithdrawalForecast {
  readonly legs: readonly Leg[];
  readonly obstacles: readonly UserErrorData[];
  readonly approvalsNeeded: number;
  readonly fee: string;
  /** Null: the question itself was wrong. */
  readonly available: string | null;
}

const ONE_AT_A_TIME = statement(`select pg_advisory_xact_lock(hashtextextended('withdrawals of ' || $1, 0))`);

const lock: ReadAccounts = (unit, names) => lockAccounts(unit, names);
const look: ReadAccounts = (unit, names) => lookAtAccounts(unit, names);

/** Money that goes out: weighed by the gates, held at the request, decided on, and sent by a job. */
export class WithdrawalService {
  readonly #database: Database;
  readonly #audit: AuditTrail;
  readonly #destinations: DestinationService;

  constructor(database: Database, audit: AuditTrail, destinations: DestinationService) {
    this.#database = database;
    this.#audit = audit;
    this.#destinations = destinations;
  }

  /** What a request would meet. Changes nothing; what is wrong with the question itself is an obstacle, too. */
  async preview(actor: Actor, question: WithdrawalQuestion): Promise<WithdrawalForecast> {
    try {
      const wish = await this.#wish(actor, question);
      const { legs, obstacles, approvalsNeeded, fee, accounts } = await this.#database.unit((unit) => assess(unit, actor, wish, look));
      return {
        ...{ legs: obstacles.some(({ code }) => code === 'INSUFFICIENT_FUNDS') ? [] : legs, obstacles: inTermsOf(question, obstacles) },
        ...{ approvalsNeeded, fee: amountText(fee, wish.currency) },
        available: amountText(Decimal.max(0, (accounts.funds ?? accounts.wallet).available), wish.currency),
      };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return {
        ...{ legs: [], obstacles: inTermsOf(question, error.errors), approvalsNeeded: 0, fee: amountText(new Decimal(0), question.currency) },
        available: null,
      };
    }
  }

  /** Answers with the transaction's id; with that of the first one when the key was used before. Refuses with every obstacle there is. */
  async request(request: Request, order: WithdrawalOrder): Promise<string> {
    try {
      return await this.#request(request, order);
    } catch (error) {
      throw error instanceof Refusal ? new Refusal(inTermsOf(order, error.errors)) : error;
    }
  }

  async #request(request: Request, order: WithdrawalOrder): Promise<string> {
    const wish = await this.#wish(request.actor, order);
    return moneyUnit(this.#database, async (unit) => {
      const id = newId();
      const operation = 'partnerId' in order ? 'partnerWithdrawalRequest' : 'withdrawalRequest';
      const earlier = await claimKey(unit, request, { operation, key: order.idempotencyKey, input: order, transactionId: id });
      if (earlier !== null) return earlier;
      // limits run over all wallets, and deposits are paid back once: one request of a payee after the other
      unit.write(ONE_AT_A_TIME, ['partnerId' in order ? order.partnerId : order.clientId]);
      const assessment = await assess(unit, request.actor, wish, lock);
      await checkAccountStands(unit, assessment);
      if (assessment.obstacles.length > 0) throw new Refusal(assessment.obstacles);
      await this.#carryOut(unit, request, id, wish, assessment);
      return id;
    });
  }

  async #carryOut(unit: Unit, request: Request, id: string, wish: WithdrawalWish, assessment: Assessment): Promise<void> {
    const { payee, fee, legs, destination, approvalsNeeded, approvalDepartments, provider } = assessment;
    const { clientId, partnerId, account } = payee;
    const { amount, currency } = wish;
    const isFree = approvalsNeeded === 0;
    insertTransaction(unit, {
      ...{ id, type: 'WITHDRAWAL', status: isFree ? 'APPROVED' : 'IN_REVIEW', clientId, partnerId, tradingAccountId: account?.id ?? null },
      ...{ amount, currency, fee, provider: provider.code, approvalsNeeded, approvalDepartments },
      ...{ requestedBy: request.actor.name, requestedById: request.actor.id },
      ...{ destinationId: destination?.id ?? null, destinationLabel: destination?.label ?? 'back to the source' },
    });
    const creditRemoved = await this.#intoWallet(unit, id, wish, assessment);
    const { wallet } = assessment.accounts;
    hold(unit, wallet, { transactionId: id, number: 0, amount: fee });
    for (const [at, leg] of legs.entries()) hold(unit, wallet, { transactionId: id, number: at + 1, amount: leg.amount });
    insertPayouts(unit, id, currency, legs, destination);
    if (isFree) sendWithdrawal(unit, id);
    this.#audit.append(unit, request, {
      ...{ action: 'transaction.request', subjectType: 'Transaction', subjectId: id, clientId },
      after: {
        ...{ type: 'WITHDRAWAL', amount: amountText(amount, currency), currency, fee: amountText(fee, currency), provider: provider.code, approvalsNeeded },
        ...{ destination: destination?.label ?? null, tradingAccountId: account?.id ?? null, ...(partnerId !== null && { partnerId }) },
        payouts: legs.map((leg) => ({ provider: leg.provider, amount: amountText(leg.amount, currency), depositId: leg.depositId })),
        ...(creditRemoved.greaterThan(0) && { creditRemoved: amountText(creditRemoved, currency) }),
      },
    });
  }

  /** From a trading account the money comes into the wallet first, and there it is held. */
  async #intoWallet(unit: Unit, transactionId: string, { amount }: WithdrawalWish, { accounts, policy }: Assessment): Promise<Decimal> {
    const { wallet, funds, credit, expense } = accounts;
    if (funds === null) return new Decimal(0);
    const removed =
      credit === null || expense === null ? new Decimal(0) : await applyCreditRule(policy.creditRule, { unit, transactionId, funds, credit, expense, amount });
    post(unit, {
      transactionId,
      description: 'Taken from the trading account for a withdrawal',
      lines: [
        [funds, amount.negated()],
        [wallet, amount],
      ],
    });
    return removed;
  }

  async #wish(actor: Actor, question: WithdrawalQuestion): Promise<WithdrawalWish> {
    const { currency } = question;
    const amount = checkedAmount(question.amount, currency);
    if ('partnerId' in question) {
      const { partnerId, destinationId } = question;
      return { payee: { partnerId, destinationId }, amount, currency, provider: await this.#destinations.providerOf(actor, question) };
    }
    const { clientId, tradingAccountId = null, provider } = question;
    const destinationFingerprint = await this.#destinations.fingerprintOf(provider, question.destination, currency);
    return { payee: { clientId, tradingAccountId, destinationFingerprint }, amount, currency, provider };
  }
}

/** A partner names a destination, and nothing else of where the money goes: what is wrong there is wrong with that. */
const inTermsOf = (question: WithdrawalQuestion, errors: readonly UserErrorData[]): UserErrorData[] =>
  errors.map((error) =>
    'partnerId' in question && (error.field?.[0] === 'provider' || error.field?.[0] === 'destination') ? { ...error, field: ['destinationId'] } : error,
  );

/** Under the locks: is the account still what it was when it was looked at first? */
async function checkAccountStands(unit: Unit, { payee: { account } }: Assessment): Promise<void> {
  if (account === null) return;
  const [now] = await moneyAccounts(unit, [account.id]);
  if (now === undefined) throw insufficientFunds('0', account.currency, ['amount']);
  checkUsable(now, 'tradingAccountId');
  if (now.credit.greaterThan(0) !== account.credit.greaterThan(0)) throw new Changed();
}
