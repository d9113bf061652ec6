import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { type IncomingWebhook, type PaymentEvent, type PaymentProvider, ProviderUnreachable, WebhookRefused } from '../port.js';
import { praxisSignature } from '../simulator/signing.js';
import { cashierSignature, isSignedBy } from './cashier.signature.js';
import { cashierMaker } from './index.js';

const SECRET = 'MerchantSecretKey';
const NOW = 1_583_851_200;
const ORDER = '0199f0c4-6f1e-7cc3-9a51-0a4f6f1f2b11';

const makeProvider = (baseUrl: string): PaymentProvider =>
  cashierMaker.make({
    ...{ code: 'praxis-cashier', baseUrl, timeoutMs: 1_000 },
    ...{ settings: { merchantId: 'API-Merchant', applicationKey: 'API-Application' }, secrets: { merchantSecret: SECRET } },
  });

const provider = makeProvider('https://gw.praxis.example');

const VALUES = ['API-Merchant', 'API-Application', String(NOW), 'c1', 'order-1', '756850', 'USD', '200', '1', 'USD', '200'];
const DIGEST = 'a6b71c5799e4f16c6e91c0ce6c24142e34c29eb374566748153011defd28fa8e31d92ce3f46a1f768dd84a2f3daa5c9f';

describe('signatures of the cashier', () => {
  test('the vector holds on both sides', () => {
    expect(cashierSignature(VALUES, SECRET)).toBe(DIGEST);
    expect(praxisSignature(VALUES, SECRET)).toBe(DIGEST);
    expect(isSignedBy(DIGEST, VALUES, SECRET)).toBe(true);
  });

  test('what is missing is empty, and every value counts', () => {
    expect(cashierSignature(['a', null, 'b'], SECRET)).toBe(cashierSignature(['ab'], SECRET));
    VALUES.forEach((_, index) => expect(isSignedBy(DIGEST, VALUES.with(index, 'x'), SECRET)).toBe(false));
    for (const signature of [DIGEST.toUpperCase(), DIGEST.slice(0, 64), '', null, [DIGEST]]) expect(isSignedBy(signature, VALUES, SECRET)).toBe(false);
  });
});

const TRANSACTION = {
  ...{ tid: 756850, transaction_type: 'sale', transaction_status: 'approved', currency: 'USD', amount: 20000 },
  ...{ conversion_rate: 1.0, processed_currency: 'USD', processed_amount: 20000 },
};

interface Change {
  readonly transaction?: object;
  readonly message?: object;
  readonly secondsLater?: number;
  /** Done to the text after it was signed. */
  readonly tamper?: (text: string) => string;
}

function webhook({ transaction = {}, message = {}, secondsLater = 0, tamper = (text) => text }: Change = {}): IncomingWebhook {
  const body = {
    ...{ merchant_id: 'API-Merchant', application_key: 'API-Application', timestamp: NOW, version: '1.3' },
    ...{ customer: { customer_token: 'c1' }, session: { order_id: ORDER }, transaction: { ...TRANSACTION, ...transaction } },
    ...message,
  };
  const sent = body.transaction as Record<string, unknown>;
  const names = ['tid', 'currency', 'amount', 'conversion_rate', 'processed_currency', 'processed_amount'];
  const values = [
    body.merchant_id,
    body.application_key,
    body.timestamp,
    body.customer?.customer_token,
    body.session?.order_id,
    ...names.map((name) => sent?.[name]),
  ];
  return {
    rawBody: Buffer.from(tamper(JSON.stringify(body))),
    headers: { 'gt-authentication': praxisSignature(values, SECRET) },
    receivedAt: new Date((NOW + secondsLater) * 1000),
  };
}

const read = (change?: Change): readonly PaymentEvent[] => provider.readWebhook(webhook(change));

describe('what notifications of the cashier say', () => {
  test.for([
    ['sale', 'initialized', 'DEPOSIT', 'PENDING'],
    ['sale', 'pending', 'DEPOSIT', 'PENDING'],
    ['sale', 'pending_async', 'DEPOSIT', 'PENDING'],
    ['sale', 'authorized', 'DEPOSIT', 'PENDING'],
    ['sale', 'approved', 'DEPOSIT', 'SETTLED'],
    ['sale', 'declined', 'DEPOSIT', 'DECLINED'],
    ['sale', 'rejected', 'DEPOSIT', 'DECLINED'],
    ['sale', 'error', 'DEPOSIT', 'DECLINED'],
    ['sale', 'cancelled', 'DEPOSIT', 'CANCELLED'],
    ['sale', 'reversed', 'DEPOSIT', 'REVERSED'],
    ['sale', 'chargeback', 'DEPOSIT', 'CHARGED_BACK'],
    ['authorize', 'authorized', 'DEPOSIT', 'PENDING'],
    ['refund', 'approved', 'DEPOSIT', 'REVERSED'],
    ['payout', 'requested', 'PAYOUT', 'PENDING'],
    ['payout', 'in progress', 'PAYOUT', 'PENDING'],
    ['payout', 'approved', 'PAYOUT', 'SETTLED'],
    ['payout', 'rejected', 'PAYOUT', 'DECLINED'],
    ['payout', 'reversed', 'PAYOUT', 'RETURNED'],
    // whether the money went out, nobody has said
    ['payout', 'error', 'PAYOUT', 'PENDING'],
  ] as const)('%s %s', ([type, status, direction, state]) => {
    expect(read({ transaction: { transaction_type: type, transaction_status: status } })).toMatchObject([
      { direction, state, orderId: ORDER, providerReference: '756850', vendorType: `${type}.${status}`, eventId: `756850:${type}.${status}:20000` },
    ]);
  });

  test('what was processed counts, in its currency', () => {
    expect(read({ transaction: { processed_currency: 'JPY', processed_amount: 29951, conversion_rate: '149.755' } })).toMatchObject([
      { processedAmount: '29951', currency: 'JPY' },
    ]);
    expect(read({ transaction: { processed_currency: null, processed_amount: null } })).toMatchObject([{ processedAmount: '200.00', currency: 'USD' }]);
  });

  test.for([
    ['a refund that is not through', { transaction_type: 'refund', transaction_status: 'pending' }],
    ['a state that is none', { transaction_status: 'constructor' }],
    ['a kind that is none', { transaction_type: 'subscription' }],
  ] as const)('%s says nothing', ([, transaction]) => expect(read({ transaction })).toEqual([]));

  test('the state is not signed, which is why these webhooks are hints and no proof', () => {
    const [event] = read({ transaction: { transaction_status: 'rejected' }, tamper: (text) => text.replace('"rejected"', '"approved"') });
    expect(event!.state).toBe('SETTLED');
    expect(cashierMaker.supports.webhooksAreHints).toBe(true);
  });

  test.for([
    ['the amount', (text: string) => text.replace('"processed_amount":20000', '"processed_amount":90000')],
    ['the rate as another text of the same number', (text: string) => text.replace('"conversion_rate":1', '"conversion_rate":1.0')],
    ['a digit moved from the amount to the rate', (text: string) => text.replace('"amount":20000,"conversion_rate":1', '"amount":2000,"conversion_rate":"01"')],
    [
      'the processed amount hidden in the rate',
      (text: string) =>
        text.replace(
          '"conversion_rate":1,"processed_currency":"USD","processed_amount":20000',
          '"conversion_rate":"1USD20000","processed_currency":null,"processed_amount":null',
        ),
    ],
    ['the currency moved to the id', (text: string) => text.replace('"tid":756850', '"tid":"756850U"').replace('"currency":"USD"', '"currency":"SD"')],
  ] as const)('%s changed on the way: refused', ([, tamper]) => {
    expect(() => read({ tamper })).toThrow(WebhookRefused);
  });

  test('it is good for 60 seconds in both directions, and for its merchant alone', () => {
    for (const secondsLater of [60, -60]) expect(read({ secondsLater })).toHaveLength(1);
    for (const secondsLater of [61, -61]) expect(() => read({ secondsLater })).toThrow(/minute/);
    for (const message of [{ merchant_id: 'Other' }, { application_key: 'Other' }]) expect(() => read({ message })).toThrow(/another merchant/);
  });

  test.for([{ transaction: null }, { transaction: [] }, { session: null }, { customer: 'c1' }] as const)('a message with %j does no harm', (message) => {
    expect(() => read({ message })).not.toThrow();
  });

  test('the answer is signed, taken or not', () => {
    for (const taken of [true, false]) {
      const { status, headers, body } = provider.answerWebhook(taken);
      const said = JSON.parse(body) as { status: number; timestamp: number };
      expect([status, said.status]).toEqual(taken ? [200, 0] : [400, -1]);
      expect(headers['external-request-signature']).toBe(praxisSignature([said.status, said.timestamp], SECRET));
      expect(Math.abs(said.timestamp - Date.now() / 1000)).toBeLessThan(5);
    }
  });
});

describe('answers of the cashier', () => {
  let server: Server | undefined;
  afterEach(() => void server?.close());

  /** A cashier that answers a payout so, signed over what it says unless told otherwise. */
  async function answering(
    status: number,
    transactionStatus: string,
    { timestamp = Math.floor(Date.now() / 1000), secret = SECRET } = {},
  ): Promise<PaymentProvider> {
    const transaction = { tid: 1, transaction_type: 'payout', transaction_status: transactionStatus, currency: 'EUR', amount: 25000 };
    const body = JSON.stringify({ status, timestamp, description: 'Said by the cashier.', session: { order_id: ORDER }, transaction });
    const signature = praxisSignature([status, timestamp, ORDER, 1, 'EUR', 25000], secret);
    server = createServer((_, response) => response.writeHead(200, { 'gt-authentication': signature, connection: 'close' }).end(body));
    await new Promise<void>((resolve) => server!.listen(0, '127.0.0.1', () => resolve()));
    return makeProvider(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  }

  const order = {
    ...{ orderId: ORDER, reference: 'T1', amount: '250.00', currency: 'EUR', customer: 'C1', webhookUrl: 'https://b.example/w' },
    ...{ destination: { method: 'tron', account: 'TN3W4H6rK2ce4vX9YnFQHwKENnHjoxb3m9' }, returnOf: null },
  };

  test.for([
    [0, 'requested', 'ACCEPTED'],
    [0, 'approved', 'SETTLED'],
    [0, 'rejected', 'DECLINED'],
    [0, 'error', 'UNKNOWN'],
    [0, 'something new', 'UNKNOWN'],
    [7, 'requested', 'DECLINED'],
    [-1, 'requested', 'UNKNOWN'],
  ] as const)('a payout answered with status %d and state %s is %s', async ([status, state, outcome]) => {
    expect(await (await answering(status, state)).payOut(order)).toMatchObject({ outcome });
  });

  test('a no that is not signed with our secret, or is an old one, is no answer', async () => {
    expect(await (await answering(7, 'rejected', { secret: 'other' })).payOut(order)).toMatchObject({
      outcome: 'UNKNOWN',
      reason: expect.stringMatching(/not signed/),
    });
    server!.close();
    const stale = await answering(0, 'approved', { timestamp: Math.floor(Date.now() / 1000) - 120 });
    await expect(stale.lookUp({ direction: 'PAYOUT', orderId: ORDER, providerReference: null })).rejects.toThrow(ProviderUnreachable);
  });
});
