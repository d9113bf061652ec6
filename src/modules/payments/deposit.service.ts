import type { Request } from '../../access/actor.js';
import { ProviderMisconfigured, ProviderRefusal, ProviderUnreachable } from '../../connectors/payments/port.js';
import { newId } from '../../database/ids.js';
import type { Database } from '../../database/orm.js';
import { statement } from '../../database/unit.js';
import { amountText, checkedAmount, type Decimal } from '../../runtime/decimal.js';
import { refusal } from '../../runtime/refusal.js';
import type { AuditTrail } from '../audit/index.js';
import { claimKey, type ClientStanding, clientStanding, insertTransaction, lockTransaction, moneyUnit, step } from '../transactions/index.js';
import { feeOf } from './payment.fees.js';
import { type ProviderDirectory, type ProviderRecord, type ProviderTerms, providerTerms } from './provider.directory.js';

export interface DepositOrder {
  readonly clientId: string;
  /** Where the money goes on to from the wallet; left out: it stays there. */
  readonly tradingAccountId?: string | null;
  readonly amount: string;
  readonly currency: string;
  readonly provider: string;
  readonly idempotencyKey: string;
}

export interface OpenedDeposit {
  readonly transactionId: string;
  /** Where the client pays; null: by the instructions, or not any more. */
  readonly redirectUrl: string | null;
  /** For a bank transfer: what to write where. */
  readonly instructions: readonly string[];
}

interface Parts {
  readonly database: Database;
  readonly audit: AuditTrail;
  readonly directory: ProviderDirectory;
  readonly webhookUrl: (provider: string) => string;
  /** Where the client's browser goes when it is done. */
  readonly returnUrl: () => string;
}

interface Waiting {
  readonly id: string;
  readonly reference: string;
  readonly status: string;
  readonly amount: string;
  readonly currency: string;
  readonly provider: string;
  readonly customer: string;
  readonly redirectUrl: string | null;
  readonly instructions: string[] | null;
}

const READ = `
  select t.id, t.reference, t.status, t.amount::text as amount, t.currency, t.provider, c.reference as customer, s.redirect_url as "redirectUrl", s.instructions
  from transaction t join client c on c.id = t.client_id left join payment_session s on s.transaction_id = t.id where t.id = $1`;
const SESSION = statement(
  'insert into payment_session (transaction_id, redirect_url, instructions) values ($1, $2, $3) on conflict (transaction_id) do nothing',
);

/** Money that comes in: first it is written down, then the provider is asked where the client pays. */
export class DepositService {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /**
   * With the same key again it answers with the same deposit; when the provider was silent the first time, it is asked again for the
   * same order, which it takes once. Refuses with CONNECTOR_UNAVAILABLE when there is no place to pay yet.
   */
  async create(request: Request, order: DepositOrder): Promise<OpenedDeposit> {
    const amount = checkedAmount(order.amount, order.currency);
    const transactionId = await this.#writeDown(request, order, amount);
    const waiting = await this.#read(transactionId);
    if (waiting.status !== 'CREATED') return opened(waiting);
    return this.#openSession(request, waiting);
  }

  async #writeDown(request: Request, order: DepositOrder, amount: Decimal): Promise<string> {
    return moneyUnit(this.#parts.database, async (unit) => {
      const id = newId();
      const [earlier, standing, { provider, terms }] = await Promise.all([
        claimKey(unit, request, { operation: 'depositCreate', key: order.idempotencyKey, input: order, transactionId: id }),
        clientStanding(unit, request.actor, order.clientId, [order.tradingAccountId]),
        providerTerms(unit, order.provider, order.currency),
      ]);
      if (earlier !== null) return earlier;
      checkOrder(order, amount, standing, provider, terms);
      const fee = feeOf(amount, terms.depositFeeBps, terms.depositFeeFixed, order.currency);
      if (fee.greaterThanOrEqualTo(amount)) throw refusal('LIMIT_EXCEEDED', 'The fee leaves nothing of this amount.', ['amount']);
      const expiresAt = new Date(Date.now() + provider.sessionMinutes * 60_000).toISOString();
      insertTransaction(unit, {
        ...{ id, type: 'DEPOSIT', status: 'CREATED', clientId: standing.client.id, tradingAccountId: order.tradingAccountId ?? null },
        ...{ amount, currency: order.currency, fee, provider: provider.code, expiresAt, requestedBy: request.actor.name, requestedById: request.actor.id },
      });
      this.#parts.audit.append(unit, request, {
        ...{ action: 'transaction.request', subjectType: 'Transaction', subjectId: id, clientId: standing.client.id },
        after: {
          type: 'DEPOSIT',
          amount: amountText(amount, order.currency),
          currency: order.currency,
          provider: provider.code,
          tradingAccountId: order.tradingAccountId ?? null,
        },
      });
      return id;
    });
  }

  /** Outside of any transaction: the provider may take its time. Whoever dies here finds the deposit still CREATED, and asks again. */
  async #openSession(request: Request, waiting: Waiting): Promise<OpenedDeposit> {
    const { webhookUrl, returnUrl, directory } = this.#parts;
    const { id: orderId, reference, amount, currency, customer, provider } = waiting;
    try {
      const { connector } = await directory.get(provider);
      const session = await connector.openSession({ orderId, reference, amount, currency, customer, webhookUrl: webhookUrl(provider), returnUrl: returnUrl() });
      await this.#keep(waiting, session.redirectUrl, session.instructions, session.providerReference);
    } catch (error) {
      if (error instanceof ProviderRefusal) return this.#declined(request, waiting, error.message);
      if (error instanceof ProviderUnreachable || error instanceof ProviderMisconfigured) throw silent(provider);
      throw error;
    }
    return opened(await this.#read(orderId));
  }

  async #keep({ id }: Waiting, redirectUrl: string | null, instructions: readonly string[], providerReference: string | null): Promise<void> {
    await moneyUnit(this.#parts.database, async (unit) => {
      const transaction = await lockTransaction(unit, id);
      unit.write(SESSION, [id, redirectUrl, instructions]);
      // the webhook may have been faster
      if (transaction?.status === 'CREATED') step(unit, transaction, 'PENDING_PROVIDER', { ...(providerReference !== null && { providerReference }) });
    });
  }

  async #declined(request: Request, { id, provider }: Waiting, reason: string): Promise<OpenedDeposit> {
    await moneyUnit(this.#parts.database, async (unit) => {
      const transaction = await lockTransaction(unit, id);
      if (transaction?.status !== 'CREATED') return;
      step(unit, transaction, 'DECLINED', { reason });
      this.#parts.audit.append(unit, request, {
        ...{ action: 'deposit.declined', subjectType: 'Transaction', subjectId: id, clientId: transaction.clientId, reason },
        ...{ before: { status: 'CREATED' }, after: { status: 'DECLINED' } },
      });
    });
    throw refusal('POLICY_FORBIDS', `${provider} refused this deposit: ${reason}`, ['provider']);
  }

  async #read(id: string): Promise<Waiting> {
    const { rows } = await this.#parts.database.pool.query<Waiting>(READ, [id]);
    return rows[0] as Waiting;
  }
}

const silent = (provider: string) =>
  refusal('CONNECTOR_UNAVAILABLE', `${provider} does not answer. Nothing was charged; try again with the same idempotency key.`, ['provider']);

/** What ended shows no place to pay any more. */
const opened = ({ id, status, redirectUrl, instructions }: Waiting): OpenedDeposit => ({
  transactionId: id,
  redirectUrl: status === 'PENDING_PROVIDER' ? redirectUrl : null,
  instructions: status === 'PENDING_PROVIDER' ? (instructions ?? []) : [],
});

function checkOrder(order: DepositOrder, amount: Decimal, standing: ClientStanding, provider: ProviderRecord, terms: ProviderTerms): void {
  const { currency } = order;
  standing.check('NO_DEPOSIT', [order.tradingAccountId ?? null]);
  if (order.tradingAccountId != null) {
    const account = standing.account(order.tradingAccountId, 'tradingAccountId');
    if (account.currency !== currency)
      throw refusal('CURRENCY_MISMATCH', `The account is in ${account.currency}: pay in ${account.currency}, or leave it out and exchange afterwards.`, [
        'currency',
      ]);
  }
  if (!provider.depositsEnabled) throw refusal('POLICY_FORBIDS', `${provider.title} takes no deposits at the moment.`, ['provider']);
  const { depositMin: min, depositMax: max } = terms;
  if (min?.greaterThan(amount))
    throw refusal('LIMIT_EXCEEDED', `The least that can be deposited this way is ${amountText(min, currency)} ${currency}.`, ['amount']);
  if (max?.lessThan(amount))
    throw refusal('LIMIT_EXCEEDED', `The most that can be deposited this way is ${amountText(max, currency)} ${currency}.`, ['amount']);
}
