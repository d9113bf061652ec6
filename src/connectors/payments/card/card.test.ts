import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { type IncomingWebhook, type PaymentEvent, WebhookRefused } from '../port.js';
import { stripeSignature } from '../simulator/signing.js';
import { cardMaker } from './index.js';

const SECRET = 'whsec_test_secret';
const NOW = 1_614_556_800;
const ORDER = '0199f0c4-6f1e-7cc3-9a51-0a4f6f1f2b11';

const provider = cardMaker.make({
  ...{ code: 'cardway', baseUrl: 'https://api.cardway.example', settings: {}, timeoutMs: 1_000 },
  secrets: { apiKey: 'sk_test', webhookSecret: SECRET, previousWebhookSecret: 'whsec_before' },
});

const sign = (body: string, secret: string, time = NOW): string => createHmac('sha256', secret).update(`${time}.${body}`).digest('hex');

const webhook = (body: string, signature: string, secondsLater = 0): IncomingWebhook => ({
  rawBody: Buffer.from(body),
  headers: { 'stripe-signature': signature },
  receivedAt: new Date((NOW + secondsLater) * 1000),
});

const read = (type: string, object: unknown): readonly PaymentEvent[] => {
  const body = JSON.stringify({ id: 'evt_1', type, created: NOW, data: { object } });
  return provider.readWebhook(webhook(body, `t=${NOW},v1=${sign(body, SECRET)}`));
};

const VECTOR = { body: '{"id":"evt_1","type":"payment_intent.succeeded"}', digest: '1411ab71e1a1905be0101b7223f81a87e940f160fef5d9cc1d7117eda7929458' };

describe('signatures of card webhooks', () => {
  test('the vector holds on both sides, and a type that says nothing about a payment gives no event', () => {
    expect(provider.readWebhook(webhook(VECTOR.body, `t=${NOW},v1=${VECTOR.digest}`))).toEqual([]);
    expect(stripeSignature(VECTOR.body, SECRET, NOW)).toContain(`v1=${VECTOR.digest}`);
  });

  test('one of several signatures is enough, and so is the secret before the last', () => {
    const [own, before, strange] = [SECRET, 'whsec_before', 'whsec_strange'].map((secret) => sign(VECTOR.body, secret));
    for (const header of [`t=${NOW},v1=${strange},v1=${own}`, `t=${NOW},v1=${before}`, `v1=${own}, t=${NOW}`])
      expect(provider.readWebhook(webhook(VECTOR.body, header))).toEqual([]);
  });

  test.for([
    ['v0 alone', `t=${NOW},v0=${VECTOR.digest}`],
    ['no time', `v1=${VECTOR.digest}`],
    ['two times', `t=${NOW},t=${NOW + 1},v1=${VECTOR.digest}`],
    ['another time', `t=${NOW + 1},v1=${VECTOR.digest}`],
    ['a time that is none', `t=now,v1=${VECTOR.digest}`],
    ['capitals', `t=${NOW},v1=${VECTOR.digest.toUpperCase()}`],
    ['another secret', `t=${NOW},v1=${sign(VECTOR.body, 'whsec_strange')}`],
    ['the empty secret', `t=${NOW},v1=${sign(VECTOR.body, '')}`],
    ['more signatures than anybody needs', `t=${NOW},${`v1=${VECTOR.digest},`.repeat(11)}`],
    ['nothing', ''],
  ] as const)('%s proves nothing', ([, header]) => {
    expect(() => provider.readWebhook(webhook(VECTOR.body, header))).toThrow(WebhookRefused);
  });

  test('it is good for 300 seconds in both directions, and no longer', () => {
    const header = `t=${NOW},v1=${VECTOR.digest}`;
    for (const seconds of [300, -300]) expect(provider.readWebhook(webhook(VECTOR.body, header, seconds))).toEqual([]);
    for (const seconds of [301, -301]) expect(() => provider.readWebhook(webhook(VECTOR.body, header, seconds))).toThrow(WebhookRefused);
  });

  test('the bytes are signed, not what they mean', () => {
    const respaced = VECTOR.body.replace(':', ': ');
    expect(() => provider.readWebhook(webhook(respaced, `t=${NOW},v1=${VECTOR.digest}`))).toThrow(WebhookRefused);
  });
});

const session = {
  id: 'cs_1',
  status: 'complete',
  payment_status: 'paid',
  amount_total: 25000,
  currency: 'eur',
  client_reference_id: ORDER,
  payment_intent: 'pi_1',
};
const payout = { id: 'po_1', amount: 1235, currency: 'jpy', metadata: { order_id: ORDER } };

describe('what card events say', () => {
  test.for([
    ['checkout.session.completed', session, { state: 'SETTLED', processedAmount: '250.00' }],
    ['checkout.session.completed', { ...session, payment_status: 'unpaid' }, { state: 'PENDING', processedAmount: null }],
    ['checkout.session.async_payment_succeeded', session, { state: 'SETTLED' }],
    [
      'checkout.session.async_payment_failed',
      { ...session, payment_status: 'unpaid', last_payment_error: { message: 'No.' } },
      { state: 'DECLINED', reason: 'No.' },
    ],
    ['checkout.session.expired', { ...session, status: 'expired', payment_status: 'unpaid' }, { state: 'EXPIRED' }],
    [
      'charge.refunded',
      { id: 'ch_1', amount: 25000, amount_refunded: 1000, currency: 'eur', payment_intent: 'pi_1' },
      { state: 'REVERSED', processedAmount: '10.00' },
    ],
    [
      'charge.dispute.created',
      { id: 'dp_1', amount: 25000, currency: 'eur', payment_intent: 'pi_1', reason: 'fraudulent' },
      { state: 'CHARGED_BACK', reason: 'fraudulent' },
    ],
    ['payout.paid', { ...payout, status: 'paid' }, { direction: 'PAYOUT', state: 'SETTLED', processedAmount: '1235', currency: 'JPY' }],
    ['payout.failed', { ...payout, status: 'failed', failure_message: 'Closed.' }, { direction: 'PAYOUT', state: 'DECLINED', reason: 'Closed.' }],
    ['payout.canceled', { ...payout, status: 'canceled' }, { direction: 'PAYOUT', state: 'CANCELLED' }],
    ['payout.returned', { ...payout, status: 'returned' }, { direction: 'PAYOUT', state: 'RETURNED' }],
  ] as const)('%s', ([type, object, said]) => {
    const [event, ...more] = read(type, object);
    expect(more).toEqual([]);
    expect(event).toMatchObject({ eventId: 'evt_1', vendorType: type, at: '2021-03-01T00:00:00.000Z', ...said });
    expect([event!.orderId, event!.providerReference]).toEqual([
      'metadata' in object || 'client_reference_id' in object ? ORDER : null,
      'metadata' in object ? 'po_1' : 'pi_1',
    ]);
  });

  test.for(['customer.created', 'payment_intent.created', 'constructor', '__proto__', 'payout.created'])('%s says nothing about a payment', (type) => {
    expect(read(type, payout)).toEqual([]);
  });

  test('an order id that is none of ours is none', () => {
    expect(read('checkout.session.completed', { ...session, client_reference_id: "x' or 1=1" })[0]).toMatchObject({ orderId: null, providerReference: 'pi_1' });
  });

  test.for([
    ['checkout.session.completed', null],
    ['checkout.session.completed', { ...session, amount_total: '12.5' }],
    ['checkout.session.completed', { ...session, amount_total: -5 }],
    ['checkout.session.completed', { ...session, currency: 'xqq' }],
    ['payout.paid', { ...payout, status: 'thought about' }],
  ] as const)('%s with %j does not read like one and is refused', ([type, object]) => {
    expect(() => read(type, object)).toThrow(WebhookRefused);
  });
});

test('a key that cannot stand in a header is refused when it is set, not when somebody pays', () => {
  const settings = { code: 'cardway', baseUrl: 'https://api.cardway.example', settings: {}, timeoutMs: 1_000 };
  for (const apiKey of ['sk_1\nx: y', 'sk 1', 'sk_ü'])
    expect(() => cardMaker.make({ ...settings, secrets: { apiKey, webhookSecret: SECRET } })).toThrow(/apiKey must be letters/);
});

test('a number of a card is no destination', () => {
  expect(cardMaker.destinationProblem({ token: '4242424242424242', last4: '4242' }, 'USD')).toMatchObject({ field: 'token' });
  expect(cardMaker.destinationLabel({ token: 'pm_1a2b3c4d', last4: '4242' })).toBe('card ****4242');
});
