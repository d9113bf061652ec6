import { type Clock, systemClock } from '../../../runtime/clock.js';
import { BadAmount, toMinorUnits } from '../amounts.js';
import { exactNumber, type JsonObject, listOf, objectOf, parseExactObject, textOf } from '../exact-json.js';
import { answerOf, unknown } from '../payout.answers.js';
import {
  type DepositOrder,
  type IncomingWebhook,
  type LookUp,
  type OpenedSession,
  type PaymentEvent,
  type PaymentFacts,
  type PaymentProvider,
  type PayoutAnswer,
  type PayoutOrder,
  ProviderRefusal,
  type ProviderSettings,
  type ProviderSupport,
  ProviderUnreachable,
  type Statement,
  StatementRefused,
  type WebhookAnswer,
  WebhookRefused,
} from '../port.js';
import { pageUrl, VendorClient } from '../vendor.client.js';
import { AlreadySent, CashierApi, paymentAnswer, sessionAnswer } from './cashier.api.js';
import { factsOfSession, factsOfTransaction, statusOf, typeOf } from './cashier.facts.js';
import { cashierSignature, isFresh, isSignedBy, signedOfNotification } from './cashier.signature.js';

export const CASHIER_SUPPORT: ProviderSupport = {
  ...{ deposits: true, payouts: true, lookUp: true, webhooks: true, statements: false, listing: true },
  webhooksAreHints: true,
};

const MAX_PAGES = 1_000;

const common = ({ amount, currency, customer, orderId, webhookUrl }: Omit<DepositOrder, 'returnUrl'>): Readonly<Record<string, unknown>> => ({
  amount: exactNumber(toMinorUnits(amount, currency)),
  currency,
  cid: customer,
  order_id: orderId,
  notification_url: webhookUrl,
});

/** A cashier of many payment methods, in the manner of Praxis. What a client pays, and in which currency, is told with the processed amount. */
export class CashierProvider implements PaymentProvider {
  readonly kind = 'CASHIER';
  readonly supports = CASHIER_SUPPORT;
  readonly #api: CashierApi;
  readonly #secret: string;
  readonly #merchantId: string;
  readonly #applicationKey: string;
  readonly #clock: Clock;

  constructor({ baseUrl, timeoutMs, settings, secrets }: ProviderSettings, clock: Clock = systemClock) {
    this.#secret = secrets.merchantSecret!;
    this.#merchantId = settings.merchantId!;
    this.#applicationKey = settings.applicationKey!;
    this.#clock = clock;
    const merchant = { merchantId: this.#merchantId, applicationKey: this.#applicationKey, secret: this.#secret };
    this.#api = new CashierApi(new VendorClient({ baseUrl, timeoutMs }), merchant, clock);
  }

  /** The cashier answers the same order with the same session, so a repeated request is not told apart from the first. */
  async openSession(order: DepositOrder): Promise<OpenedSession> {
    const answer = await this.#api
      .ask({
        path: '/cashier/cashier',
        fields: { intent: 'payment', locale: 'en-GB', return_url: order.returnUrl, ...refusable(() => common(order)) },
        signed: ['intent', 'cid', 'order_id'],
        answerSigned: sessionAnswer,
      })
      .catch((error: unknown) => {
        throw error instanceof AlreadySent ? new ProviderUnreachable(error.message, { cause: error }) : error;
      });
    const redirectUrl = pageUrl(textOf(answer.redirect_url));
    if (redirectUrl === null) throw new ProviderUnreachable('It opened a session without a page to pay on.');
    // the transaction, and with it the cashier's id, comes about when somebody pays
    return { redirectUrl, instructions: [], providerReference: null };
  }

  async payOut(order: PayoutOrder): Promise<PayoutAnswer> {
    try {
      const answer = await this.#api.ask({
        path: '/direct/payout',
        fields: { transaction_type: 'payout', ...refusable(() => common(order)), payout_data: order.destination, reference_tid: order.returnOf },
        signed: ['transaction_type', 'cid', 'order_id'],
        answerSigned: paymentAnswer,
      });
      return this.#answerOf(answer);
    } catch (error) {
      if (error instanceof ProviderRefusal) return { outcome: 'DECLINED', reason: error.message, providerReference: null };
      return error instanceof AlreadySent ? this.#firstAnswer(order) : unknown(error);
    }
  }

  #answerOf(answer: JsonObject): PayoutAnswer {
    const facts = this.#facts(answer);
    const status = statusOf(objectOf(answer.transaction) ?? {});
    if (facts?.direction !== 'PAYOUT' || status === 'error')
      return { outcome: 'UNKNOWN', reason: `It answered with the state ${JSON.stringify(status.slice(0, 40))}.` };
    return answerOf(facts);
  }

  async #firstAnswer({ orderId }: PayoutOrder): Promise<PayoutAnswer> {
    try {
      const facts = await this.lookUp({ direction: 'PAYOUT', orderId, providerReference: null });
      return facts === null ? { outcome: 'UNKNOWN', reason: 'It has this order already and does not find it.' } : answerOf(facts);
    } catch (error) {
      return unknown(error);
    }
  }

  async lookUp({ direction, orderId }: LookUp): Promise<PaymentFacts | null> {
    const answer = await this.#question('/agent/find-order', { order_id: orderId }, ['order_id'], paymentAnswer);
    if (objectOf(answer.session) === null) return null;
    if (objectOf(answer.transaction) === null) return factsOfSession(answer, direction, this.#clock.now());
    const facts = this.#facts(answer);
    if (facts === null) throw new ProviderUnreachable('It answered with a transaction in a state that is none.');
    return facts;
  }

  readWebhook({ rawBody, headers, receivedAt }: IncomingWebhook): readonly PaymentEvent[] {
    const message = parseExactObject(rawBody.toString('utf8'));
    if (message === null) throw new WebhookRefused('The body is no JSON object.');
    if (!isSignedBy(headers['gt-authentication'], signedOfNotification(message), this.#secret))
      throw new WebhookRefused('The signature is not that of this body.');
    if (message.merchant_id !== this.#merchantId || message.application_key !== this.#applicationKey)
      throw new WebhookRefused('It is meant for another merchant.');
    if (!isFresh(textOf(message.timestamp), receivedAt)) throw new WebhookRefused('It was signed more than a minute ago.');
    return this.#events(message);
  }

  #events(message: JsonObject): readonly PaymentEvent[] {
    const transaction = objectOf(message.transaction);
    const tid = textOf(transaction?.tid);
    if (transaction === null || tid === null) return [];
    // the signature joins values without a mark between them: in these shapes no digit can move from one to its neighbour
    if (!/^\d{1,20}$/.test(tid) || !/^(?:(?:0|[1-9]\d{0,19})(?:\.\d{1,20})?)?$/.test(textOf(transaction.conversion_rate) ?? ''))
      throw new WebhookRefused('The transaction has an id or a rate that is none.');
    try {
      const facts = factsOfTransaction(message, this.#clock.now());
      const vendorType = `${typeOf(transaction)}.${statusOf(transaction)}`;
      // events have no id: the same transaction in the same state over the same amount is the same event
      return facts === null ? [] : [{ ...facts, vendorType, eventId: `${tid}:${vendorType}:${textOf(transaction.processed_amount) ?? ''}` }];
    } catch (error) {
      if (error instanceof BadAmount) throw new WebhookRefused(error.message, { cause: error });
      throw error;
    }
  }

  /** Unless it hears a signed status 0, the cashier sends the same again. */
  answerWebhook(taken: boolean): WebhookAnswer {
    const status = taken ? '0' : '-1';
    const timestamp = String(Math.floor(this.#clock.now().getTime() / 1000));
    return {
      status: taken ? 200 : 400,
      headers: { 'content-type': 'application/json', 'external-request-signature': cashierSignature([status, timestamp], this.#secret) },
      body: JSON.stringify({ status: exactNumber(status), timestamp: exactNumber(timestamp), description: taken ? 'Ok' : 'Refused', version: '1.3' }),
    };
  }

  readStatement(): Statement {
    throw new StatementRefused('A cashier has no statements: its payments are listed by its API.');
  }

  async listPayments(day: string): Promise<readonly PaymentFacts[]> {
    const payments: PaymentFacts[] = [];
    for (let page = 1; page <= MAX_PAGES; page++) {
      const answer = await this.#question('/agent/list-transactions', { day, page: exactNumber(String(page)) }, ['day'], () => []);
      for (const item of listOf(answer.transactions) ?? []) {
        const facts = this.#facts(objectOf(item) ?? {});
        if (facts !== null) payments.push(facts);
      }
      if (answer.has_more !== true) return payments;
    }
    throw new ProviderUnreachable(`Its list did not end within ${MAX_PAGES} pages.`);
  }

  /** A question that is refused, because our secret does not hold for example, has no answer. */
  async #question(
    path: string,
    fields: Readonly<Record<string, unknown>>,
    signed: readonly string[],
    answerSigned: (answer: JsonObject) => readonly (string | null)[],
  ): Promise<JsonObject> {
    try {
      return await this.#api.ask({ path, fields, signed, answerSigned });
    } catch (error) {
      if (error instanceof ProviderRefusal || error instanceof AlreadySent)
        throw new ProviderUnreachable(`It refuses to answer: ${error.message}`, { cause: error });
      throw error;
    }
  }

  #facts(message: JsonObject): PaymentFacts | null {
    try {
      return factsOfTransaction(message, this.#clock.now());
    } catch (error) {
      if (error instanceof BadAmount) throw new ProviderUnreachable(error.message, { cause: error });
      throw error;
    }
  }
}

/** An amount that the cashier cannot be asked for is refused before it hears of it. */
function refusable<T>(make: () => T): T {
  try {
    return make();
  } catch (error) {
    if (error instanceof BadAmount) throw new ProviderRefusal(error.message, { cause: error });
    throw error;
  }
}
