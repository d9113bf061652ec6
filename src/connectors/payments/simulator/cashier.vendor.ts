import { isCurrency } from '../../../runtime/currency.js';
import { sessionBehaviour } from './behaviour.js';
import type { WebhookStyle } from './deliveries.js';
import type { SimulatedPayment } from './records.js';
import { praxisSignature, unixNow } from './signing.js';
import type { Tell, Till } from './till.js';
import { type Delayed, json, notFound, type WebAnswer, type WebRequest } from '../../simulation/web.js';

export interface CashierCredentials {
  readonly merchantId: string;
  readonly applicationKey: string;
  readonly merchantSecret: string;
}

const number = (digits: string): unknown => (JSON as unknown as { rawJSON(text: string): unknown }).rawJSON(digits);

const DEPOSIT_STATUS: Readonly<Partial<Record<SimulatedPayment['state'], string>>> = {
  open: 'initialized',
  paid: 'approved',
  declined: 'rejected',
  left: 'cancelled',
  refunded: 'reversed',
  disputed: 'chargeback',
};
const PAYOUT_STATUS: Readonly<Partial<Record<SimulatedPayment['state'], string>>> = {
  open: 'requested',
  paid: 'approved',
  declined: 'rejected',
  returned: 'reversed',
};

interface Message {
  readonly customer: { readonly customer_token: string };
  readonly session: Readonly<Record<string, unknown>>;
  readonly transaction: Readonly<Record<string, unknown>>;
}

function messageOf({ id, kind, orderId, customer, currency, asked, processed, processedCurrency, state, reason, changedAt }: SimulatedPayment): Message {
  return {
    customer: { customer_token: customer },
    session: { order_id: orderId, auth_token: `auth_${id}`, currency, amount: number(asked), cid: customer },
    transaction: {
      tid: number(id),
      transaction_type: kind === 'deposit' ? 'sale' : 'payout',
      transaction_status: (kind === 'deposit' ? DEPOSIT_STATUS : PAYOUT_STATUS)[state],
      currency,
      amount: number(asked),
      conversion_rate: processed === null ? null : number('1'),
      processed_currency: processed === null ? null : processedCurrency,
      processed_amount: processed === null ? null : number(processed),
      status_details: reason,
      processed_at: changedAt,
    },
  };
}

/** In the vendor's order. */
function signedOf({ customer, session, transaction }: Message): readonly unknown[] {
  const text = (value: unknown): unknown => (value !== null && typeof value === 'object' ? JSON.stringify(value) : value);
  const names = ['tid', 'currency', 'amount', 'conversion_rate', 'processed_currency', 'processed_amount'];
  return [customer.customer_token, session.order_id, ...names.map((name) => text(transaction[name]))];
}

/** Each event keeps the values to sign beside the message, since the time comes in at each delivery. */
export const tellCashier: Tell = (payment) => {
  const message = messageOf(payment);
  const { transaction_type, transaction_status } = message.transaction;
  return [{ type: `${transaction_type as string}.${transaction_status as string}`, payload: { message, signed: signedOf(message) } }];
};

export const cashierWebhooks = ({ merchantId, applicationKey, merchantSecret }: CashierCredentials): WebhookStyle => ({
  seal: ({ payload }, forged) => {
    const timestamp = unixNow();
    // the message stays the text that it was stored as
    const { signed } = JSON.parse(payload) as { signed: readonly unknown[] };
    const message = payload.slice('{"message":{'.length, payload.lastIndexOf('},"signed":'));
    const head = JSON.stringify({ merchant_id: merchantId, application_key: applicationKey, timestamp, version: '1.3' }).slice(0, -1);
    const secret = forged ? `${merchantSecret}?` : merchantSecret;
    return {
      body: `${head},${message}}`,
      headers: { 'gt-authentication': praxisSignature([merchantId, applicationKey, timestamp, ...signed], secret) },
    };
  },
  // nothing short of a signed yes ends the deliveries
  isTaken: (status, headers, body) => {
    if (status !== 200) return false;
    try {
      const { status: said, timestamp } = JSON.parse(body) as { status?: unknown; timestamp?: unknown };
      return said === 0 && headers.get('external-request-signature') === praxisSignature([said, timestamp], merchantSecret);
    } catch {
      return false;
    }
  },
});

type Fields = Readonly<Record<string, unknown>>;
const DUPLICATE = 409;
const PAGE_SIZE = 100;

/** The API of a cashier: everything is a signed POST with a time that is good for a minute. */
export class CashierVendor {
  readonly #till: Till;
  readonly #credentials: CashierCredentials;
  readonly #pageUrl: (id: string) => string;

  constructor(till: Till, credentials: CashierCredentials, pageUrl: (id: string) => string) {
    this.#till = till;
    this.#credentials = credentials;
    this.#pageUrl = pageUrl;
  }

  handle(request: WebRequest): WebAnswer | Delayed | null {
    const [vendor, ...rest] = request.path;
    const call = { 'cashier/cashier': 'session', 'direct/payout': 'payout', 'agent/find-order': 'find', 'agent/list-transactions': 'list' }[rest.join('/')];
    if (vendor !== 'cashier' || call === undefined || request.method !== 'POST') return null;
    let fields: Fields;
    try {
      fields = Object(JSON.parse(request.body)) as Fields;
    } catch {
      return this.#no('The request is no JSON.');
    }
    const signed = { session: ['intent', 'cid', 'order_id'], payout: ['transaction_type', 'cid', 'order_id'], find: ['order_id'], list: ['day'] }[call]!;
    const problem = this.#credentialsProblem(request, fields, signed);
    if (problem !== null) return this.#no(problem);
    if (call === 'find') return this.#find(String(fields.order_id));
    if (call === 'list') return this.#list(String(fields.day), Number(fields.page));
    return this.#create(call, fields, request.body);
  }

  #credentialsProblem({ headers }: WebRequest, fields: Fields, signed: readonly string[]): string | null {
    const { merchantId, applicationKey, merchantSecret } = this.#credentials;
    if (fields.merchant_id !== merchantId || fields.application_key !== applicationKey) return 'Unknown merchant or application.';
    const values = ['merchant_id', 'application_key', 'timestamp', ...signed].map((name) => fields[name]);
    if (headers['gt-authentication'] !== praxisSignature(values, merchantSecret)) return 'Invalid signature.';
    return Math.abs(unixNow() - Number(fields.timestamp)) <= 60 ? null : 'The request is too old.';
  }

  #answer(status: number, content: Fields, signed: readonly unknown[]): WebAnswer {
    const timestamp = unixNow();
    const signature = praxisSignature([status, timestamp, ...signed], this.#credentials.merchantSecret);
    return json(200, { status, timestamp, version: '1.3', ...content }, { 'gt-authentication': signature });
  }

  readonly #no = (description: string, status = 1): WebAnswer => this.#answer(status, { description }, []);

  #find(orderId: string): WebAnswer {
    const payment = this.#till.all().find((candidate) => candidate.orderId === orderId);
    if (!payment) return this.#answer(0, { description: 'Ok', customer: null, session: null, transaction: null }, []);
    return this.#payment(payment);
  }

  #payment(payment: SimulatedPayment): WebAnswer {
    const message = messageOf(payment);
    return this.#answer(0, { description: 'Ok', ...message }, signedOf(message));
  }

  #list(day: string, page: number): WebAnswer {
    const from = Date.parse(`${day}T00:00:00Z`) / 1000;
    const found = this.#till.all().filter(({ createdAt }) => createdAt >= from && createdAt < from + 86_400);
    const size = Math.min(PAGE_SIZE, this.#till.behaviour.pageSize);
    const transactions = found.slice((page - 1) * size, page * size).map(messageOf);
    return this.#answer(0, { description: 'Ok', transactions, has_more: page * size < found.length }, []);
  }

  #create(call: string, fields: Fields, body: string): WebAnswer | Delayed {
    const text = (name: string): string => (typeof fields[name] === 'string' ? fields[name] : '');
    const asked = /"amount":([1-9]\d{0,17})[,}]/.exec(body)?.[1];
    if (asked === undefined) return this.#no('The amount must be a whole number of minor units.');
    if (!isCurrency(text('currency'))) return this.#no('There is no such currency.');
    if (text('order_id') === '' || text('cid') === '') return this.#no('order_id and cid must be given.');
    const kind = call === 'session' ? ('deposit' as const) : ('payout' as const);
    const order = {
      ...{ kind, orderId: text('order_id'), reference: text('order_id'), customer: text('cid'), currency: text('currency'), asked },
      ...{ notifyUrl: text('notification_url'), returnUrl: text('return_url'), request: '' },
      returnsTo: /^\d+$/.test(text('reference_tid')) ? text('reference_tid') : null,
    };
    const known = this.#till.find(kind, order.orderId);
    if (kind === 'deposit') return known ? this.#session(known) : this.#openSession(order);
    if (known) return this.#no('There is a payout of this order.', DUPLICATE);
    const hasAccount = Object.keys(Object(fields.payout_data) as object).length > 0;
    return hasAccount || order.returnsTo !== null ? this.#payOut(order) : this.#no('Give payout_data or a reference_tid.');
  }

  #session(payment: SimulatedPayment): WebAnswer {
    const redirectUrl = this.#pageUrl(payment.id);
    const { customer, session } = messageOf(payment);
    return this.#answer(0, { description: 'Ok', redirect_url: redirectUrl, customer, session }, [redirectUrl]);
  }

  #openSession(order: Parameters<Till['open']>[0]): WebAnswer | Delayed {
    const how = sessionBehaviour(this.#till.behaviour, order.asked);
    if (how === 'refuse') return this.#no('No payment method is open to this customer.');
    if (how === 'break') return json(500, {});
    const session = this.#till.open(order);
    return how === 'silent' ? { answer: notFound(), afterMs: null } : this.#session(session);
  }

  #payOut(order: Parameters<Till['open']>[0]): WebAnswer | Delayed {
    const how = this.#till.payoutBehaviour(order.asked);
    if (how === 'lose') return { answer: notFound(), afterMs: null };
    if (how === 'decline') return this.#no('The destination takes no money.');
    const problem = order.returnsTo === null ? null : this.#till.returnProblem(order.returnsTo, order.asked);
    if (problem !== null) return this.#no(`So much cannot go back to this payment: ${problem}.`);
    const answer = this.#payment(this.#till.begin(this.#till.open(order), how));
    if (how === 'break') return json(500, {});
    if (how === 'silent' || how === 'late') return { answer, afterMs: how === 'late' ? this.#till.behaviour.lateMs : null };
    return answer;
  }
}
