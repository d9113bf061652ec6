import { createHash, timingSafeEqual } from 'node:crypto';
import { currencyScale, isCurrency } from '../../../runtime/currency.js';
import { sessionBehaviour } from './behaviour.js';
import type { WebhookStyle } from './deliveries.js';
import type { SimulatedPayment } from './records.js';
import { stripeSignature, unixNow } from './signing.js';
import type { Tell, Till } from './till.js';
import { type Delayed, json, notFound, type WebAnswer, type WebRequest } from '../../simulation/web.js';

export interface CardCredentials {
  readonly apiKey: string;
  readonly webhookSecret: string;
}

const failure = (status: number, type: string, message: string, code: string | null = null): WebAnswer => json(status, { error: { type, message, code } });

const number = (digits: string): unknown => (JSON as unknown as { rawJSON(text: string): unknown }).rawJSON(digits);

/** 1.4 % and a quarter of a unit. */
const feeOf = (minor: string, currency: string): string => String((BigInt(minor) * 14n) / 1000n + BigInt(25 * 10 ** Math.max(currencyScale(currency) - 2, 0)));

function chargeOf(payment: SimulatedPayment): unknown {
  const { id, processed, asked, currency, state, orderId, changedAt } = payment;
  const amount = processed ?? asked;
  return {
    id: `ch_${id}`,
    object: 'charge',
    amount: number(amount),
    amount_refunded: number(state === 'refunded' ? amount : '0'),
    currency: currency.toLowerCase(),
    created: changedAt,
    disputed: state === 'disputed',
    refunded: state === 'refunded',
    payment_intent: `pi_${id}`,
    metadata: { order_id: orderId },
    balance_transaction: { id: `txn_${id}`, object: 'balance_transaction', fee: number(feeOf(amount, currency)), currency: currency.toLowerCase() },
  };
}

const wasPaid = ({ state }: SimulatedPayment): boolean => state === 'paid' || state === 'refunded' || state === 'disputed';

/** As the API gives it, with what was asked to be expanded; in a webhook the intent is only named. */
function sessionOf(payment: SimulatedPayment, pageUrl: string | null, expanded: boolean): unknown {
  const { id, orderId, reference, customer, state, processed, asked, currency, createdAt, reason } = payment;
  const status = state === 'open' ? 'open' : state === 'left' ? 'expired' : 'complete';
  return {
    id: `cs_${id}`,
    object: 'checkout.session',
    status,
    payment_status: wasPaid(payment) ? 'paid' : 'unpaid',
    amount_total: number(processed ?? asked),
    currency: currency.toLowerCase(),
    client_reference_id: orderId,
    metadata: { order_id: orderId, reference, customer },
    payment_intent: expanded ? { id: `pi_${id}`, object: 'payment_intent', latest_charge: wasPaid(payment) ? chargeOf(payment) : null } : `pi_${id}`,
    last_payment_error: state === 'declined' ? { type: 'card_error', code: 'card_declined', message: `The card was declined: ${reason}.` } : null,
    url: pageUrl,
    created: createdAt,
  };
}

const PAYOUT_STATUS: Readonly<Partial<Record<SimulatedPayment['state'], string>>> = {
  open: 'pending',
  paid: 'paid',
  declined: 'failed',
  returned: 'returned',
};

const payoutOf = ({ id, orderId, reference, state, asked, currency, createdAt, reason }: SimulatedPayment): unknown => ({
  id: `po_${id}`,
  object: 'payout',
  amount: number(asked),
  currency: currency.toLowerCase(),
  status: PAYOUT_STATUS[state],
  failure_code: reason,
  failure_message: reason && 'The card takes no money.',
  metadata: { order_id: orderId, reference },
  created: createdAt,
});

const disputeOf = ({ id, orderId, processed, asked, currency, changedAt }: SimulatedPayment): unknown => ({
  id: `dp_${id}`,
  object: 'dispute',
  amount: number(processed ?? asked),
  currency: currency.toLowerCase(),
  charge: `ch_${id}`,
  payment_intent: `pi_${id}`,
  reason: 'fraudulent',
  metadata: { order_id: orderId },
  created: changedAt,
});

const DEPOSIT_EVENTS: Readonly<Partial<Record<SimulatedPayment['state'], string>>> = {
  // of no use to anybody who waits for money, and sent all the same
  open: 'payment_intent.created',
  paid: 'checkout.session.completed',
  declined: 'checkout.session.async_payment_failed',
  left: 'checkout.session.expired',
  refunded: 'charge.refunded',
  disputed: 'charge.dispute.created',
};
const PAYOUT_EVENTS: Readonly<Partial<Record<SimulatedPayment['state'], string>>> = {
  open: 'payout.created',
  paid: 'payout.paid',
  declined: 'payout.failed',
  returned: 'payout.returned',
};

export const tellCard: Tell = (payment) => {
  const type = (payment.kind === 'deposit' ? DEPOSIT_EVENTS : PAYOUT_EVENTS)[payment.state]!;
  if (payment.kind === 'payout') return [{ type, payload: payoutOf(payment) }];
  if (type === 'charge.refunded') return [{ type, payload: chargeOf(payment) }];
  if (type === 'charge.dispute.created') return [{ type, payload: disputeOf(payment) }];
  return [{ type, payload: sessionOf(payment, null, false) }];
};

export const cardWebhooks = ({ webhookSecret }: CardCredentials): WebhookStyle => ({
  seal: ({ id, type, payload }, forged) => {
    const now = unixNow();
    const body = `{"id":"${id}","object":"event","type":"${type}","created":${now},"data":{"object":${payload}}}`;
    return { body, headers: { 'stripe-signature': stripeSignature(body, forged ? `${webhookSecret}?` : webhookSecret, now) } };
  },
  isTaken: (status) => status >= 200 && status < 300,
});

const same = (one: string, other: string): boolean => {
  const [a, b] = [one, other].map((text) => createHash('sha256').update(text).digest());
  return timingSafeEqual(a!, b!);
};

/** The API of a card provider. */
export class CardVendor {
  readonly #till: Till;
  readonly #apiKey: string;
  readonly #pageUrl: (id: string) => string;
  /** Payouts whose first answer is still out. */
  readonly #answering = new Set<string>();

  constructor(till: Till, { apiKey }: CardCredentials, pageUrl: (id: string) => string) {
    this.#till = till;
    this.#apiKey = apiKey;
    this.#pageUrl = pageUrl;
  }

  handle(request: WebRequest): WebAnswer | Delayed | null {
    const [vendor, version, ...path] = request.path;
    if (vendor !== 'card' || version !== 'v1') return null;
    if (!same(request.headers.authorization ?? '', `Bearer ${this.#apiKey}`)) return failure(401, 'invalid_request_error', 'Invalid API key provided.');
    const kind = path.join('/').startsWith('checkout/sessions') ? 'deposit' : path[0] === 'payouts' ? 'payout' : null;
    if (kind === null) return failure(404, 'invalid_request_error', 'Unrecognized request URL.');
    const rest = path.slice(kind === 'deposit' ? 2 : 1);
    if (request.method === 'GET') return rest.length === 0 ? this.#list(kind, request.query) : this.#one(kind, rest[0]!, request.query);
    return request.method === 'POST' && rest.length === 0 ? this.#create(kind, request) : notFound();
  }

  #show(payment: SimulatedPayment): unknown {
    return payment.kind === 'deposit' ? sessionOf(payment, this.#pageUrl(payment.id), true) : payoutOf(payment);
  }

  #one(kind: SimulatedPayment['kind'], id: string, query: URLSearchParams): WebAnswer {
    if (id === 'search') {
      const orderId = /^metadata\['order_id'\]:'([\w-]+)'$/.exec(query.get('query') ?? '')?.[1];
      const found = orderId === undefined ? undefined : this.#till.find(kind, orderId);
      return json(200, { object: 'search_result', data: found ? [this.#show(found)] : [], has_more: false });
    }
    const payment = this.#till.byId(id.slice(3));
    if (payment?.kind === kind) return json(200, this.#show(payment));
    return failure(404, 'invalid_request_error', `No such ${kind}: '${id.slice(0, 40)}'`, 'resource_missing');
  }

  #list(kind: SimulatedPayment['kind'], query: URLSearchParams): WebAnswer {
    const intent = query.get('payment_intent');
    const [from, before] = [query.get('created[gte]'), query.get('created[lt]')].map((text) => (text === null ? null : Number(text)));
    const found = this.#till
      .all(kind)
      .filter(({ id, createdAt }) => (intent === null || `pi_${id}` === intent) && createdAt >= (from ?? 0) && createdAt < (before ?? Infinity))
      .reverse();
    const after = query.get('starting_after')?.slice(3);
    const start = after === undefined ? 0 : found.findIndex(({ id }) => id === after) + 1;
    const size = Math.min(Number(query.get('limit') ?? 10), this.#till.behaviour.pageSize);
    const page = found.slice(start, start + size);
    return json(200, { object: 'list', data: page.map((payment) => this.#show(payment)), has_more: start + size < found.length });
  }

  #create(kind: SimulatedPayment['kind'], request: WebRequest): WebAnswer | Delayed {
    const form = new URLSearchParams(request.body);
    const field = (name: string): string => form.get(name) ?? '';
    const price = kind === 'deposit' ? 'line_items[0][price_data]' : '';
    const currency = field(price ? `${price}[currency]` : 'currency').toUpperCase();
    const asked = field(price ? `${price}[unit_amount]` : 'amount');
    const orderId = request.headers['idempotency-key'];
    if (typeof orderId !== 'string' || orderId === '') return failure(400, 'invalid_request_error', 'Give an Idempotency-Key.');
    if (!/^[1-9]\d{0,17}$/.test(asked)) return failure(400, 'invalid_request_error', 'Invalid integer: amount', 'parameter_invalid_integer');
    if (!isCurrency(currency)) return failure(400, 'invalid_request_error', 'Invalid currency', 'parameter_invalid');
    const known = this.#till.find(kind, orderId);
    if (known && known.request !== request.body)
      return failure(400, 'idempotency_error', 'Keys for idempotent requests can only be used with the same parameters.');
    if (this.#answering.has(orderId)) return failure(409, 'idempotency_error', 'There is a request with this key under way.', 'idempotency_key_in_use');
    if (known) return json(200, this.#show(known), { 'idempotent-replayed': 'true' });
    const order = {
      ...{ kind, orderId, currency, asked, request: request.body },
      ...{ reference: field('metadata[reference]'), customer: field('metadata[customer]') },
      ...{ notifyUrl: field('metadata[notification_url]'), returnUrl: field('success_url') },
      returnsTo: field('source_payment').slice(3) || null,
    };
    return kind === 'deposit' ? this.#openSession(order) : this.#payOut(order, field('destination'));
  }

  #openSession(order: Parameters<Till['open']>[0]): WebAnswer | Delayed {
    const how = sessionBehaviour(this.#till.behaviour, order.asked);
    if (how === 'refuse') return failure(402, 'card_error', 'This merchant takes no payments now.', 'account_closed');
    if (how === 'break') return failure(500, 'api_error', 'Something went wrong on our side.');
    const session = this.#till.open(order);
    return how === 'silent' ? { answer: notFound(), afterMs: null } : json(200, this.#show(session));
  }

  #payOut(order: Parameters<Till['open']>[0], destination: string): WebAnswer | Delayed {
    const how = this.#till.payoutBehaviour(order.asked);
    if (how === 'lose') return { answer: notFound(), afterMs: null };
    if (destination === '' && order.returnsTo === null)
      return failure(400, 'invalid_request_error', 'Give a destination or a source_payment.', 'parameter_missing');
    const problem = order.returnsTo === null ? null : this.#till.returnProblem(order.returnsTo, order.asked);
    if (problem !== null) return failure(400, 'invalid_request_error', 'So much cannot go back to this payment.', problem);
    if (how === 'decline') return failure(402, 'card_error', 'The card takes no money.', 'card_declined');
    const answer = json(200, this.#show(this.#till.begin(this.#till.open(order), how)));
    if (how === 'break') return failure(500, 'api_error', 'Something went wrong on our side.');
    if (how === 'silent') return { answer, afterMs: null };
    if (how !== 'late') return answer;
    this.#answering.add(order.orderId);
    setTimeout(() => this.#answering.delete(order.orderId), this.#till.behaviour.lateMs).unref();
    return { answer, afterMs: this.#till.behaviour.lateMs };
  }
}
