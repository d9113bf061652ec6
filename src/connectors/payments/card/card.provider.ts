import { BadAmount, toMinorUnits } from '../amounts.js';
import { type JsonObject, parseExactObject, textOf } from '../exact-json.js';
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
import { fieldOf } from '../vendor.values.js';
import { pageUrl, VendorClient } from '../vendor.client.js';
import { answerOf, unknown } from '../payout.answers.js';
import { AlreadySent, CardApi, type Form } from './card.api.js';
import { factsOfPayout, factsOfSession, readAnswered, readCardEvent } from './card.facts.js';
import { verifyCardWebhook } from './card.signature.js';

const SESSIONS = '/v1/checkout/sessions';
const PAYOUTS = '/v1/payouts';
/** With the charge and what it cost, in the same answer. */
const EXPANDED = 'payment_intent.latest_charge.balance_transaction';

export const CARD_SUPPORT: ProviderSupport = { deposits: true, payouts: true, lookUp: true, webhooks: true, statements: false, listing: true };

const amountOf = ({ amount, currency }: Pick<DepositOrder, 'amount' | 'currency'>): Form => ({
  amount: toMinorUnits(amount, currency),
  currency: currency.toLowerCase(),
});

/** Where the provider tells us travels along: one that has a fixed address for that, set up in its dashboard, takes no notice. */
const metadataOf = ({ orderId, reference, customer, webhookUrl }: Omit<DepositOrder, 'returnUrl'>): Form => ({
  'metadata[order_id]': orderId,
  'metadata[reference]': reference,
  'metadata[customer]': customer,
  'metadata[notification_url]': webhookUrl,
});

function sessionForm(order: DepositOrder): Form {
  const { amount, currency } = amountOf(order);
  return {
    mode: 'payment',
    client_reference_id: order.orderId,
    success_url: order.returnUrl,
    cancel_url: order.returnUrl,
    'line_items[0][quantity]': '1',
    'line_items[0][price_data][currency]': currency!,
    'line_items[0][price_data][unit_amount]': amount!,
    'line_items[0][price_data][product_data][name]': order.reference,
    ...metadataOf(order),
    // refunds and disputes of the charge have this as their metadata
    'payment_intent_data[metadata][order_id]': order.orderId,
  };
}

const payoutForm = (order: PayoutOrder): Form => ({
  ...amountOf(order),
  method: 'instant',
  destination: fieldOf(order.destination, 'token') || null,
  source_payment: order.returnOf,
  ...metadataOf(order),
});

const bySession = (session: JsonObject): OpenedSession => {
  const redirectUrl = pageUrl(textOf(session.url));
  if (redirectUrl === null) throw new ProviderUnreachable('It opened a session without a page to pay on.');
  return { redirectUrl, instructions: [], providerReference: readAnswered(factsOfSession, session).providerReference };
};

/** A provider of card payments with checkout sessions, push-to-card payouts and webhooks, in the manner of Stripe. */
export class CardProvider implements PaymentProvider {
  readonly kind = 'CARD';
  readonly supports = CARD_SUPPORT;
  readonly #api: CardApi;
  readonly #webhookSecrets: readonly string[];

  constructor({ baseUrl, timeoutMs, secrets }: ProviderSettings) {
    this.#api = new CardApi(new VendorClient({ baseUrl, timeoutMs }), secrets.apiKey!);
    this.#webhookSecrets = [secrets.webhookSecret, secrets.previousWebhookSecret].filter((secret) => secret !== undefined && secret !== '') as string[];
  }

  async openSession(order: DepositOrder): Promise<OpenedSession> {
    try {
      return bySession(await this.#api.post(SESSIONS, sessionForm(order), order.orderId));
    } catch (error) {
      if (error instanceof BadAmount) throw new ProviderRefusal(error.message, { cause: error });
      if (!(error instanceof AlreadySent)) throw error;
      const session = await this.#findSession({ direction: 'DEPOSIT', orderId: order.orderId, providerReference: null });
      if (session === null) throw new ProviderUnreachable('It has this order already and does not find it.', { cause: error });
      return bySession(session);
    }
  }

  async payOut(order: PayoutOrder): Promise<PayoutAnswer> {
    try {
      return answerOf(readAnswered(factsOfPayout, await this.#api.post(PAYOUTS, payoutForm(order), order.orderId)));
    } catch (error) {
      if (error instanceof BadAmount || error instanceof ProviderRefusal) return { outcome: 'DECLINED', reason: error.message, providerReference: null };
      return error instanceof AlreadySent ? this.#firstAnswer(order) : unknown(error);
    }
  }

  async #firstAnswer({ orderId }: PayoutOrder): Promise<PayoutAnswer> {
    try {
      const facts = await this.lookUp({ direction: 'PAYOUT', orderId, providerReference: null });
      return facts === null ? { outcome: 'UNKNOWN', reason: 'It has this order already and does not find it.' } : answerOf(facts);
    } catch (error) {
      return unknown(error);
    }
  }

  async lookUp(question: LookUp): Promise<PaymentFacts | null> {
    return unreachable(async () => {
      const isDeposit = question.direction === 'DEPOSIT';
      const found = await (isDeposit ? this.#findSession(question) : this.#findPayout(question));
      return found && readAnswered(isDeposit ? factsOfSession : factsOfPayout, found);
    });
  }

  /** By the vendor's id where we have it: its search may lag behind what it knows. */
  async #findSession({ orderId, providerReference }: LookUp): Promise<JsonObject | null> {
    if (providerReference?.startsWith('cs_')) return this.#api.get(`${SESSIONS}/${encodeURIComponent(providerReference)}`, { 'expand[]': EXPANDED });
    if (providerReference?.startsWith('pi_')) return this.#api.first(SESSIONS, { payment_intent: providerReference, 'expand[]': `data.${EXPANDED}` });
    return this.#api.first(`${SESSIONS}/search`, { query: `metadata['order_id']:'${orderId}'`, 'expand[]': `data.${EXPANDED}` });
  }

  async #findPayout({ orderId, providerReference }: LookUp): Promise<JsonObject | null> {
    if (providerReference !== null) return this.#api.get(`${PAYOUTS}/${encodeURIComponent(providerReference)}`);
    return this.#api.first(`${PAYOUTS}/search`, { query: `metadata['order_id']:'${orderId}'` });
  }

  readWebhook(webhook: IncomingWebhook): readonly PaymentEvent[] {
    verifyCardWebhook(webhook, this.#webhookSecrets);
    const event = parseExactObject(webhook.rawBody.toString('utf8'));
    if (event === null) throw new WebhookRefused('The body is no JSON object.');
    return readCardEvent(event);
  }

  answerWebhook(taken: boolean): WebhookAnswer {
    return { status: taken ? 200 : 400, headers: { 'content-type': 'application/json' }, body: JSON.stringify({ received: taken }) };
  }

  readStatement(): Statement {
    throw new StatementRefused('A card provider has no statements: its payments are listed by its API.');
  }

  async listPayments(day: string): Promise<readonly PaymentFacts[]> {
    const from = Date.parse(`${day}T00:00:00Z`) / 1000;
    const created = { 'created[gte]': String(from), 'created[lt]': String(from + 86_400) };
    return unreachable(async () => {
      const payments: PaymentFacts[] = [];
      for await (const session of this.#api.all(SESSIONS, { ...created, 'expand[]': `data.${EXPANDED}` })) payments.push(readAnswered(factsOfSession, session));
      for await (const payout of this.#api.all(PAYOUTS, created)) payments.push(readAnswered(factsOfPayout, payout));
      return payments;
    });
  }
}

/** A question that is refused, because our key does not hold for example, has no answer. */
async function unreachable<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof ProviderRefusal) throw new ProviderUnreachable(`It refuses to answer: ${error.message}`, { cause: error });
    throw error;
  }
}
