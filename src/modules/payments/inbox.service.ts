import type { IncomingWebhook, PaymentFacts, WebhookAnswer } from '../../connectors/payments/port.js';
import { WebhookRefused } from '../../connectors/payments/port.js';
import type { Database } from '../../database/orm.js';
import type { Unit } from '../../database/unit.js';
import { type AnyJob, defineJob, type JobContext } from '../../runtime/jobs.js';
import type { Logger } from '../../runtime/log.js';
import type { AuditTrail } from '../audit/index.js';
import { lockTransaction, moneyUnit, type TransactionRecord } from '../transactions/index.js';
import { closeEventCases, openCase } from './case.record.js';
import { applyEvent, decimal, type EventTarget } from './event.application.js';
import { EVENT_WORK, type EventRecord, markEvent, READ_EVENT, restateEvent, storeEvent, waitingEvents } from './inbox.record.js';
import type { ProviderDirectory } from './provider.directory.js';

interface Parts {
  readonly database: Database;
  readonly audit: AuditTrail;
  readonly directory: ProviderDirectory;
  readonly log: Logger;
}

/** Which news comes before which, whatever the order in which it arrived. */
const RANK: Readonly<Record<EventRecord['state'], number>> = {
  ...{ PENDING: 0, DECLINED: 1, EXPIRED: 1, CANCELLED: 1, SETTLED: 2, RETURNED: 3, REVERSED: 3, CHARGED_BACK: 4 },
};
// A deposit that was paid in another currency is continued by one in that currency.
const TARGET_OF_DEPOSIT = `
  select distinct coalesce((select r.id from transaction r where r.related_id = t.id and r.type = 'DEPOSIT'), t.id) as "transactionId", null as "payoutId"
  from transaction t where t.type = 'DEPOSIT' and t.provider = $1 and (t.id = $2 or ($2::uuid is null and t.provider_reference = $3))`;
const TARGET_OF_PAYOUT = `select transaction_id as "transactionId", id as "payoutId" from payout where provider = $1 and (id = $2 or ($2::uuid is null and provider_reference = $3))`;
const CODE = /^[a-z][a-z0-9-]{1,39}$/;
/** How long an event that came too early waits for the one before it. */
const WAIT_MS = 30_000;

/** What providers tell us: kept first, worked on afterwards, so that nothing that they said is ever lost. */
export class PaymentInbox {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  jobs(): AnyJob[] {
    return [defineJob({ ...EVENT_WORK, run: ({ eventId }, context) => this.work(eventId, context) })];
  }

  /** Null: there is no such provider. What does not verify is answered as the vendor expects it, and leaves no trace but a log line. */
  async receive(code: string, webhook: IncomingWebhook): Promise<WebhookAnswer | null> {
    const found = CODE.test(code) ? await this.#parts.directory.find(code) : null;
    if (found === null || !found.connector.supports.webhooks) return null;
    const { connector } = found;
    try {
      const events = connector.readWebhook(webhook);
      const rawBody = webhook.rawBody.toString('utf8');
      await this.#parts.database.unit(async (unit) => {
        for (const event of events) await storeEvent(unit, code, event, { source: 'WEBHOOK', rawBody: rawBody.replaceAll('\0', '') });
      });
      return connector.answerWebhook(true);
    } catch (error) {
      if (!(error instanceof WebhookRefused)) throw error;
      this.#parts.log.warn({ provider: code, reason: error.message }, 'A webhook was refused');
      return connector.answerWebhook(false);
    }
  }

  /** Works on an event and on all that wait for the same order. Repeating it changes nothing. */
  async work(eventId: string, { request, log }: Pick<JobContext, 'request' | 'log'>): Promise<void> {
    const event = await this.#read(eventId);
    if (event === undefined || event.status !== 'NEW') return;
    const restated = await this.#restated(event);
    const isUnproven = restated === null && (await this.#isHint(event));
    const target = isUnproven
      ? null
      : await this.#targetOf({
          ...event,
          ...(restated && { orderId: restated.orderId, providerReference: restated.providerReference ?? event.providerReference }),
        });
    await moneyUnit(this.#parts.database, async (unit) => {
      if (restated !== null) restateEvent(unit, event.id, restated);
      if (target === null) return this.#unmatched(unit, event);
      const transaction = await lockTransaction(unit, target.transactionId);
      if (transaction === undefined) throw new Error(`There is no transaction ${target.transactionId}`);
      await this.#applyAll(unit, event, transaction, target, { request, log });
    });
  }

  async #applyAll(
    unit: Unit,
    event: EventRecord,
    transaction: TransactionRecord,
    target: EventTarget,
    { request, log }: Pick<JobContext, 'request' | 'log'>,
  ): Promise<void> {
    const hints = (await this.#parts.directory.get(event.provider)).connector.supports.webhooksAreHints === true;
    // what is only a hint is asked about by its own job first
    const waiting = (await waitingEvents(unit, event))
      .filter((one) => (one.id === event.id || !hints || one.source !== 'WEBHOOK') && (one.status === 'NEW' || one.status === 'UNMATCHED'))
      .sort((one, other) => RANK[one.state] - RANK[other.state]);
    let standing = transaction;
    for (const one of waiting) {
      const applied = await applyEvent(unit, standing, target, one);
      if (applied === 'TOO_EARLY') await this.#wait(unit, one);
      else if (applied === 'CONTRADICTS') this.#contradiction(unit, one, standing);
      else {
        markEvent(unit, one.id, applied, transaction.id);
        if (one.status === 'UNMATCHED') closeEventCases(unit, one.id, { resolution: 'MATCHED', note: 'It found its place later', by: request.actor });
      }
      if (applied !== 'APPLIED') continue;
      const before = standing.status;
      standing = (await lockTransaction(unit, transaction.id)) ?? standing;
      this.#parts.audit.append(unit, request, {
        ...{ action: `payment.${one.direction.toLowerCase()}.${one.state.toLowerCase()}`, subjectType: 'Transaction', subjectId: transaction.id },
        ...{
          clientId: transaction.clientId,
          reason: one.reason,
          before: { status: before },
          after: { status: standing.status, event: one.id, processed: one.processedAmount },
        },
      });
      log.info({ paymentEventId: one.id, transactionId: transaction.id, from: before, to: standing.status }, 'A payment event was applied');
    }
  }

  /** Stays NEW: the event that comes before it brings it along, or a later try finds that it has come. */
  async #wait(unit: Unit, event: EventRecord): Promise<void> {
    markEvent(unit, event.id, 'NEW', null, 'Waits for the news before it');
    unit.enqueue(EVENT_WORK, { eventId: event.id }, { key: event.id, runAt: new Date(Date.now() + WAIT_MS) });
  }

  #contradiction(unit: Unit, event: EventRecord, transaction: TransactionRecord): void {
    markEvent(unit, event.id, 'UNMATCHED', transaction.id, 'It contradicts what the provider said before');
    openCase(unit, {
      ...{ kind: 'DIFFERING', provider: event.provider, transactionId: transaction.id, clientId: transaction.clientId, paymentEventId: event.id },
      ...{ providerReference: event.providerReference, amount: decimal(event.processedAmount), currency: event.currency },
      detail: `${event.provider} says ${event.state} of ${transaction.reference}, which is ${transaction.status}.`,
    });
  }

  #unmatched(unit: Unit, event: EventRecord): void {
    markEvent(unit, event.id, 'UNMATCHED', null, 'Nothing of ours fits it');
    openCase(unit, {
      ...{ kind: 'UNMATCHED_EVENT', provider: event.provider, paymentEventId: event.id, providerReference: event.providerReference },
      ...{ amount: decimal(event.processedAmount), currency: event.currency },
      detail: `${event.provider} tells of a ${event.direction.toLowerCase()} ${event.providerReference ?? ''} (${event.state}) that nothing here fits.`,
    });
  }

  /** For a provider whose webhooks are only hints: what it says when it is asked. */
  async #restated(event: EventRecord): Promise<PaymentFacts | null> {
    if (event.orderId === null || !(await this.#isHint(event))) return null;
    const { connector } = await this.#parts.directory.get(event.provider);
    const facts = await connector.lookUp({ direction: event.direction, orderId: event.orderId, providerReference: event.providerReference });
    if (facts === null) throw new Error(`${event.provider} tells of an order and then does not know it`);
    return { ...facts, orderId: event.orderId };
  }

  /** It says nothing for sure until the provider is asked; of an order that it does not name, it cannot be. */
  async #isHint({ source, provider }: EventRecord): Promise<boolean> {
    return source === 'WEBHOOK' && (await this.#parts.directory.get(provider)).connector.supports.webhooksAreHints === true;
  }

  async #read(id: string): Promise<EventRecord | undefined> {
    const { rows } = await this.#parts.database.pool.query<EventRecord>(READ_EVENT, [id]);
    return rows[0];
  }

  async #targetOf({ direction, provider, orderId, providerReference }: EventRecord): Promise<EventTarget | null> {
    const sql = direction === 'DEPOSIT' ? TARGET_OF_DEPOSIT : TARGET_OF_PAYOUT;
    const { rows } = await this.#parts.database.pool.query<EventTarget>(sql, [provider, orderId, providerReference]);
    return rows.length === 1 ? (rows[0] as EventTarget) : null;
  }
}
