import type { PayoutAnswer, PayoutOrder, PaymentFacts } from '../../connectors/payments/port.js';
import type { Database } from '../../database/orm.js';
import { statement } from '../../database/unit.js';
import { amountText, Decimal } from '../../runtime/decimal.js';
import { type AnyJob, defineJob, type JobContext } from '../../runtime/jobs.js';
import type { AuditTrail } from '../audit/index.js';
import { lockTransaction, moneyUnit, step } from '../transactions/index.js';
import { openCase } from './case.record.js';
import type { DestinationService } from './destination.service.js';
import { applyPayoutNews, type Applied, type PayoutNews } from './payout.booking.js';
import { movePayout, payoutsOf, type PayoutStatus } from './payout.record.js';
import { lookUpPayout, PAYOUT_LOOK_UP, PAYOUT_SEND, sendPayout, sendWithdrawal, WITHDRAWAL_SEND } from './payout.sending.js';
import type { ProviderDirectory } from './provider.directory.js';
import { withdrawalObstacle } from './withdrawal.obstacle.js';

interface Parts {
  readonly database: Database;
  readonly audit: AuditTrail;
  readonly directory: ProviderDirectory;
  readonly destinations: DestinationService;
  /** Where a provider's webhooks arrive. */
  readonly webhookUrl: (provider: string) => string;
}

interface Leg {
  readonly id: string;
  readonly transactionId: string;
  readonly reference: string;
  readonly customer: string;
  readonly status: PayoutStatus;
  readonly provider: string;
  readonly providerReference: string | null;
  readonly amount: string;
  readonly currency: string;
  readonly destinationId: string | null;
  readonly returnOf: string | null;
  readonly sentAt: string | null;
}

const READ = `
  select o.id, o.transaction_id as "transactionId", t.reference, coalesce(c.reference, r.reference) as customer, o.status, o.provider, o.provider_reference as "providerReference",
    o.amount::text as amount, o.currency, o.destination_id as "destinationId", d.provider_reference as "returnOf", o.sent_at as "sentAt"
  from payout o join transaction t on t.id = o.transaction_id left join client c on c.id = t.client_id left join partner r on r.id = t.partner_id
    left join transaction d on d.id = o.deposit_id
  where o.id = $1`;
const LOOKED_UP = statement('update payout set looked_up_at = now() where id = $1');
// What has no end after a while, at growing distances: a minute, then half as long again as it has been under way. A bank is not asked: its statement tells.
const STALE = `
  select id from payout where status in ('SENT', 'UNKNOWN') and provider in (select code from payment_provider where kind <> 'BANK') and sent_at < now() - interval '2 minutes'
    and (looked_up_at is null or looked_up_at < now() - least(interval '6 hours', greatest(interval '1 minute', (now() - sent_at) / 3)))
  order by sent_at limit 200`;

// Approved, and yet nobody took it up: its job is gone, or gave up.
const STUCK = `select id from transaction where type = 'WITHDRAWAL' and status = 'APPROVED' and updated_at < now() - interval '10 minutes' order by updated_at limit 200`;

/** A provider that has not heard of a payout after so long never got it, or lost it: a person decides what to do. */
const GIVE_UP_AFTER_MS = 15 * 60_000;
const SECOND_LOOK_MS = 60_000;

/** Sends withdrawals out and follows them up. */
export class PayoutDesk {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  jobs(): AnyJob[] {
    return [
      defineJob({ ...WITHDRAWAL_SEND, run: ({ transactionId }, context) => this.begin(transactionId, context) }),
      defineJob({ ...PAYOUT_SEND, run: ({ payoutId }, context) => this.send(payoutId, context) }),
      defineJob({ ...PAYOUT_LOOK_UP, run: ({ payoutId }, context) => this.lookUp(payoutId, context) }),
      defineJob<object>({ name: 'payout.lookUpStale', maxAttempts: 1, every: '* * * * *', run: () => this.lookUpStale() }),
      defineJob<object>({ name: 'withdrawal.sendStuck', maxAttempts: 1, every: '*/5 * * * *', run: () => this.sendStuck() }),
    ];
  }

  /**
   * Before anybody is called it is written down that a leg is sent: whoever dies after that leaves it to be looked up. A withdrawal that
   * was cancelled or is on its way already is left alone.
   */
  async begin(transactionId: string, { request }: Pick<JobContext, 'request'>): Promise<void> {
    await moneyUnit(this.#parts.database, async (unit) => {
      const transaction = await lockTransaction(unit, transactionId);
      if (transaction?.status !== 'APPROVED') return;
      // stopped since it was approved: it stays here, and the look for what is stuck takes it up when that is over
      if ((await withdrawalObstacle(unit, transaction)) !== null) return;
      const payouts = await payoutsOf(unit, transactionId);
      if (payouts.length === 0) throw new Error('The withdrawal has no payouts to send');
      step(unit, transaction, 'SENT_TO_PROVIDER');
      for (const payout of payouts) {
        movePayout(unit, payout, 'SENT');
        sendPayout(unit, payout.id);
      }
      this.#parts.audit.append(unit, request, {
        ...{ action: 'transaction.send', subjectType: 'Transaction', subjectId: transactionId, clientId: transaction.clientId },
        ...{ before: { status: 'APPROVED' }, after: { status: 'SENT_TO_PROVIDER', payouts: payouts.length } },
      });
    });
  }

  /** The call itself: once. */
  async send(payoutId: string, context: JobContext): Promise<void> {
    const leg = await this.#leg(payoutId);
    if (leg.status !== 'SENT' || leg.providerReference !== null) return;
    const { connector } = await this.#parts.directory.get(leg.provider);
    const answer = await connector.payOut(await this.#orderOf(leg));
    await this.#apply(leg, newsOfAnswer(answer), context);
  }

  async lookUp(payoutId: string, context: JobContext): Promise<void> {
    const leg = await this.#leg(payoutId);
    if (leg.status !== 'SENT' && leg.status !== 'UNKNOWN') return;
    const { connector } = await this.#parts.directory.get(leg.provider);
    if (!connector.supports.lookUp) return;
    const facts = await connector.lookUp({ direction: 'PAYOUT', orderId: leg.id, providerReference: leg.providerReference });
    await this.#parts.database.unit(async (unit) => unit.write(LOOKED_UP, [leg.id]));
    if (facts === null) return this.#unheardOf(leg);
    const news = newsOfFacts(facts);
    if (news === null) return;
    await this.#apply(leg, news, context);
  }

  async lookUpStale(): Promise<void> {
    const { rows } = await this.#parts.database.pool.query<{ id: string }>(STALE);
    if (rows.length === 0) return;
    await this.#parts.database.unit(async (unit) => {
      for (const { id } of rows) lookUpPayout(unit, id, new Date());
    });
  }

  async sendStuck(): Promise<void> {
    const { rows } = await this.#parts.database.pool.query<{ id: string }>(STUCK);
    if (rows.length === 0) return;
    await this.#parts.database.unit(async (unit) => {
      for (const { id } of rows) sendWithdrawal(unit, id);
    });
  }

  async #apply(leg: Leg, news: PayoutNews, { request, log }: Pick<JobContext, 'request' | 'log'>): Promise<void> {
    const applied = await moneyUnit(this.#parts.database, async (unit): Promise<Applied> => {
      const transaction = await lockTransaction(unit, leg.transactionId);
      if (transaction === undefined) throw new Error(`There is no transaction ${leg.transactionId}`);
      const result = await applyPayoutNews(unit, transaction, leg.id, news);
      if (result !== 'APPLIED') return result;
      this.#parts.audit.append(unit, request, {
        ...{ action: 'payout.news', subjectType: 'Transaction', subjectId: transaction.id, clientId: transaction.clientId, reason: news.reason },
        after: { payout: leg.id, state: news.state, processed: news.processedAmount && amountText(news.processedAmount, leg.currency) },
      });
      return result;
    });
    if (applied === 'CONTRADICTS') log.warn({ payoutId: leg.id, state: news.state }, 'The provider contradicts itself about a payout');
  }

  /** Perhaps it is still on its way there; after a while somebody has to decide. */
  async #unheardOf(leg: Leg): Promise<void> {
    const since = Date.now() - Date.parse(leg.sentAt ?? new Date().toISOString());
    await moneyUnit(this.#parts.database, async (unit) => {
      if (since < GIVE_UP_AFTER_MS) return lookUpPayout(unit, leg.id, new Date(Date.now() + SECOND_LOOK_MS));
      const transaction = await lockTransaction(unit, leg.transactionId);
      if (transaction === undefined) return;
      await applyPayoutNews(unit, transaction, leg.id, {
        state: 'UNKNOWN',
        providerReference: null,
        processedAmount: null,
        fee: null,
        reason: 'The provider has never heard of it',
      });
      openCase(unit, {
        ...{ kind: 'PAYOUT_UNKNOWN', provider: leg.provider, transactionId: leg.transactionId, clientId: transaction.clientId, providerReference: leg.id },
        ...{ amount: new Decimal(leg.amount), currency: leg.currency },
        detail: `${leg.provider} has never heard of the payout of ${leg.amount} ${leg.currency} for ${leg.reference}. Ask there before it is sent again.`,
      });
    });
  }

  async #leg(payoutId: string): Promise<Leg> {
    const { rows } = await this.#parts.database.pool.query<Leg>(READ, [payoutId]);
    const [leg] = rows;
    if (leg === undefined) throw new Error(`There is no payout ${payoutId}`);
    return leg;
  }

  async #orderOf(leg: Leg): Promise<PayoutOrder> {
    const destination = leg.destinationId === null ? {} : await this.#parts.destinations.detailsOf(leg.destinationId);
    const { id, reference, customer, amount, currency, returnOf } = leg;
    return { orderId: id, reference, customer, amount, currency, destination, returnOf, webhookUrl: this.#parts.webhookUrl(leg.provider) };
  }
}

function newsOfAnswer(answer: PayoutAnswer): PayoutNews {
  const none = { providerReference: null, processedAmount: null, fee: null, reason: null };
  if (answer.outcome === 'UNKNOWN') return { ...none, state: 'UNKNOWN', reason: answer.reason };
  if (answer.outcome === 'DECLINED') return { ...none, state: 'DECLINED', providerReference: answer.providerReference, reason: answer.reason };
  const processedAmount = answer.processedAmount === null ? null : new Decimal(answer.processedAmount);
  return { ...none, state: answer.outcome === 'SETTLED' ? 'SETTLED' : 'PENDING', providerReference: answer.providerReference, processedAmount };
}

/** The vendor's states as they matter for a payout; null: this one says nothing about it. */
export function newsOfFacts({ state, providerReference, processedAmount, fee, reason }: PaymentFacts): PayoutNews | null {
  const states = {
    ...({ PENDING: 'PENDING', SETTLED: 'SETTLED', DECLINED: 'DECLINED', CANCELLED: 'DECLINED', EXPIRED: 'DECLINED' } as const),
    ...({ RETURNED: 'RETURNED', REVERSED: 'RETURNED', CHARGED_BACK: null } as const),
  };
  const known = states[state];
  if (known === null) return null;
  const decimal = (text: string | null): Decimal | null => (text === null ? null : new Decimal(text));
  return { state: known, providerReference, processedAmount: decimal(processedAmount), fee: decimal(fee), reason };
}
