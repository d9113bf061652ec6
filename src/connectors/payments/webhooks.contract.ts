import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { depositOrder, type ProviderGuarantee, told } from './contract.bench.js';
import { type IncomingWebhook, WebhookRefused } from './port.js';

/** The first hex digit of a signature becomes another. */
const twisted = (text: string): string => text.replace(/[0-9a-f]{64,}/, (hex) => (hex.startsWith('0') ? '1' : '0') + hex.slice(1));

const mapHeaders = (headers: IncomingWebhook['headers'], change: (value: string) => string): IncomingWebhook['headers'] =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, typeof value === 'string' ? change(value) : value]));

/** All that may be done to a true webhook so that it is none any more. */
const forgeries = (webhook: IncomingWebhook): Readonly<Record<string, IncomingWebhook>> => {
  const { rawBody, headers, receivedAt } = webhook;
  const text = rawBody.toString('utf8');
  return {
    'another amount': { ...webhook, rawBody: Buffer.from(text.replaceAll('25000', '95000')) },
    'another order': { ...webhook, rawBody: Buffer.from(text.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, randomUUID())) },
    'a body cut short': { ...webhook, rawBody: rawBody.subarray(0, -20) },
    'no body': { ...webhook, rawBody: Buffer.alloc(0) },
    'a body that is no object': { ...webhook, rawBody: Buffer.from('[]') },
    'no headers': { ...webhook, headers: {} },
    'another signature': { ...webhook, headers: mapHeaders(headers, twisted) },
    'a signature cut short': { ...webhook, headers: mapHeaders(headers, (value) => value.replace(/[0-9a-f]{64,}/, (hex) => hex.slice(0, 32))) },
    'ten minutes later': { ...webhook, receivedAt: new Date(receivedAt.getTime() + 600_000) },
    'ten minutes earlier': { ...webhook, receivedAt: new Date(receivedAt.getTime() - 600_000) },
  };
};

export const WEBHOOK_GUARANTEES: readonly ProviderGuarantee[] = [
  {
    title: 'refuses webhooks that are forged, changed, cut short or old',
    needs: 'webhooks',
    check: async (bench) => {
      const order = depositOrder(bench);
      await bench.provider.openSession(order);
      await bench.act(order.orderId, 'pay');
      const webhook = await bench.webhook((candidate) =>
        bench.provider.readWebhook(candidate).some(({ orderId, state }) => orderId === order.orderId && state === 'SETTLED'),
      );
      assert.ok(webhook.rawBody.includes('25000'));
      for (const [what, forged] of Object.entries(forgeries(webhook))) assert.throws(() => bench.provider.readWebhook(forged), WebhookRefused, what);
      assert.equal(bench.provider.readWebhook(webhook).length, 1);
    },
  },
  {
    title: 'refuses what the vendor signs with another secret',
    needs: 'webhooks',
    check: async (bench) => {
      await bench.behave({ webhooks: 'forge' });
      const order = depositOrder(bench);
      await bench.provider.openSession(order);
      const forged = await bench.webhook((webhook) => webhook.rawBody.includes(order.orderId));
      assert.throws(() => bench.provider.readWebhook(forged), WebhookRefused);
    },
  },
  {
    title: 'hears of an event again until it has taken it, under the same id, and then no more',
    needs: 'webhooks',
    check: async (bench) => {
      const order = depositOrder(bench);
      await bench.provider.openSession(order);
      await bench.webhook(({ rawBody }) => rawBody.includes(order.orderId));
      bench.refuseWebhooks(2);
      await bench.act(order.orderId, 'pay');
      const events = [await told(bench, order.orderId, 'SETTLED'), await told(bench, order.orderId, 'SETTLED'), await told(bench, order.orderId, 'SETTLED')];
      assert.equal(new Set(events.map(({ eventId }) => eventId)).size, 1);
      await assert.rejects(told(bench, order.orderId, 'SETTLED', 500), /no such webhook/);
    },
  },
  {
    title: 'gives the same id to the same event that is delivered several times',
    needs: 'webhooks',
    check: async (bench) => {
      await bench.behave({ webhookCopies: '3' });
      const order = depositOrder(bench);
      await bench.provider.openSession(order);
      await bench.act(order.orderId, 'pay');
      const ids = new Set<string>();
      for (let copy = 0; copy < 3; copy++) ids.add((await told(bench, order.orderId, 'SETTLED')).eventId);
      assert.equal(ids.size, 1);
    },
  },
];
