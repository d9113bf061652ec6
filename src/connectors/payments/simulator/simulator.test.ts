import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { PAYMENT_BENCHES, type PaymentBench, startPaymentBench } from '../../../../tests/support/payment-bench.js';
import { depositOrder, payoutOrder, told } from '../contract.bench.js';
import { type RunningSimulators, startPaymentSimulators } from './simulators.js';

let bench: PaymentBench;
let root: string;

beforeAll(async () => {
  bench = await startPaymentBench(PAYMENT_BENCHES.card);
  root = new URL(bench.simulators.urls.card).origin;
});
afterEach(() => bench.reset());
afterAll(() => bench.stop());

async function open(change = {}): Promise<{ orderId: string; page: string }> {
  const order = depositOrder(bench, change);
  const { redirectUrl } = await bench.provider.openSession(order);
  return { orderId: order.orderId, page: redirectUrl! };
}

const press = (page: string, button: string): Promise<Response> =>
  fetch(page, { method: 'POST', body: new URLSearchParams({ do: button }), redirect: 'manual' });

describe('the page of a payment', () => {
  test('tells amount and reference, and works without a script under a policy that allows none', async () => {
    const { page } = await open({ reference: 'T<b>1', amount: '12.30', currency: 'GBP' });
    const response = await fetch(page);
    const html = await response.text();
    expect(html).toContain('<title>Pay 12.30 GBP for T&lt;b&gt;1</title>');
    expect(html).not.toMatch(/<script|<b>|onclick/);
    expect(response.headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; style-src 'sha256-\S+'; form-action 'self' https:\/\/portal.broker.example; frame-ancestors 'none'; base-uri 'none'$/,
    );
  });

  test.for([
    ['pay', '250.00', 'SETTLED'],
    ['less', '225.00', 'SETTLED'],
    ['more', '275.00', 'SETTLED'],
    ['decline', null, 'DECLINED'],
    ['leave', null, 'EXPIRED'],
  ] as const)('%s leads back to the merchant, and the money says so', async ([button, processedAmount, state]) => {
    const { orderId, page } = await open();
    const response = await press(page, button);
    expect([response.status, response.headers.get('location')]).toEqual([303, 'https://portal.broker.example/wallet']);
    expect(await told(bench, orderId, state)).toMatchObject({ processedAmount });
  });

  test('a paid one can be disputed there, once, and nothing else any more', async () => {
    const { orderId, page } = await open();
    await press(page, 'pay');
    const html = await (await fetch(page)).text();
    expect(html).toMatch(/value="refund".*value="dispute"/);
    expect(html).not.toContain('value="pay"');
    await press(page, 'dispute');
    await told(bench, orderId, 'CHARGED_BACK');
    await press(page, 'refund');
    expect(await bench.provider.lookUp({ direction: 'DEPOSIT', orderId, providerReference: null })).toMatchObject({ state: 'CHARGED_BACK' });
  });
});

describe('what an amount makes it do', () => {
  test.for([
    ['10.01', 'DECLINED'],
    ['10.02', 'UNKNOWN'],
    ['10.03', 'UNKNOWN'],
    ['10.04', 'SETTLED'],
    ['10.05', 'UNKNOWN'],
    ['10.08', 'UNKNOWN'],
    ['10.09', 'ACCEPTED'],
    ['10.00', 'ACCEPTED'],
  ] as const)('a payout of %s is %s', async ([amount, outcome]) => {
    expect(await bench.provider.payOut(payoutOrder(bench, { amount }))).toMatchObject({ outcome });
  });

  test('a payout ending in 07 is paid and comes back by itself, one in 06 fails', async () => {
    await bench.behave({ settleMs: '20' });
    const [back, fails] = [payoutOrder(bench, { amount: '10.07' }), payoutOrder(bench, { amount: '1006', currency: 'JPY' })];
    await bench.provider.payOut(back);
    await told(bench, back.orderId, 'SETTLED');
    await told(bench, back.orderId, 'RETURNED');
    await bench.provider.payOut(fails);
    await told(bench, fails.orderId, 'DECLINED');
  });

  test('webhooks of a deposit ending in 11 are lost, though it is paid', async () => {
    const { orderId, page } = await open({ amount: '10.11' });
    await press(page, 'pay');
    await expect(bench.webhook(({ rawBody }) => rawBody.includes(orderId), 300)).rejects.toThrow(/no such webhook/);
    expect(await bench.provider.lookUp({ direction: 'DEPOSIT', orderId, providerReference: null })).toMatchObject({ state: 'SETTLED' });
  });
});

test('in disorder a webhook comes after the one behind it', async () => {
  const { orderId } = await open();
  await bench.webhook(({ rawBody }) => rawBody.includes(orderId));
  await bench.behave({ webhookDisorder: 'true' });
  await bench.act(orderId, 'pay');
  await bench.act(orderId, 'refund');
  const seen: string[] = [];
  for (let count = 0; count < 2; count++) seen.push(bench.provider.readWebhook(await bench.webhook(({ rawBody }) => rawBody.includes(orderId)))[0]!.state);
  expect(seen).toEqual(['REVERSED', 'SETTLED']);
});

test('nonsense is answered and does no harm', async () => {
  const places = [
    '/',
    '/%',
    '/card',
    '/card/pay/1',
    '/card/v1/payouts',
    '/cashier/cashier',
    '/bank',
    '/bank/statements/x',
    '/control/card/behaviour',
    '/control/x',
    '/%00/..',
  ];
  const bodies = ['', '{', 'null', '[]', '{"__proto__":{"sessions":"x"}}', 'a=b&c', '\u0000\uFFFD', '{"pageSize":-1}', '{"payouts":"fly"}'];
  for (const place of places)
    for (const body of bodies) {
      const response = await fetch(root + place, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
      expect([200, 303, 400, 401, 404, 409], `${place} ${body}`).toContain(response.status);
      await response.text();
    }
  expect((await fetch(root, { method: 'POST', body: 'x'.repeat(1_100_000) })).status).toBe(413);
  await new Promise<void>((resolve) =>
    connect(Number(new URL(root).port), '127.0.0.1')
      .once('close', () => resolve())

      .resume()
      .end('no HTTP at all\r\n\r\n'),
  );
  // a caller that goes away in the middle
  await new Promise<void>((resolve) => {
    const half = request(`${root}/card/v1/payouts`, { method: 'POST', headers: { 'content-length': 100 } }).once('error', () => resolve());
    half.write('half', () => half.destroy(new Error('gone')));
  });
  expect((await fetch(root)).status).toBe(200);
  expect((await open()).page).toContain('/card/pay/');
});

test('the bank says what is wrong with a transfer, and has no statement of a day without one', async () => {
  const transfer = { kind: 'in', amount: '1.00', currency: 'EUR', remittance: 'T1', name: 'A', account: 'DE89370400440532013000', day: '2026-03-01' };
  for (const [field, value] of Object.entries({ kind: 'up', amount: '1,00', currency: 'XQQ', account: 'DE 89', day: 'today' }))
    expect((await fetch(`${root}/bank/transfers`, { method: 'POST', body: new URLSearchParams({ ...transfer, [field]: value }) })).status).toBe(400);
  expect((await fetch(`${root}/bank/statements/2026-03-01.EUR.xml`)).status).toBe(404);
  await fetch(`${root}/bank/transfers`, { method: 'POST', body: new URLSearchParams(transfer) });
  expect(await (await fetch(`${root}/bank`)).text()).toMatch(/2026-03-01, EUR: <a href="\/bank\/statements\/2026-03-01.EUR.xml">CAMT.053/);
});

describe('with a file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'simulators-'));
  const stateFile = join(folder, 'deep', 'state.jsonl');
  let running: RunningSimulators | undefined;
  afterAll(async () => {
    await running?.stop();
    rmSync(folder, { recursive: true });
  });

  test('a restart keeps the payments, brings the webhooks that were not taken, and forgives half a line', async () => {
    const first = await startPaymentSimulators({ port: 0, stateFile, retryMs: 60_000 });
    const order = depositOrder(bench);
    const provider = bench.maker.make({ ...bench.settings, baseUrl: first.urls.card });
    await provider.openSession(order);
    await bench.webhook(({ rawBody }) => rawBody.includes(order.orderId));
    bench.refuseWebhooks(1);
    await fetch(`${new URL(first.urls.card).origin}/control/card/payments/${order.orderId}/pay`, { method: 'POST' });
    await told(bench, order.orderId, 'SETTLED');
    await first.stop();
    writeFileSync(stateFile, '{"table":"payment","id":"half', { flag: 'a' });

    running = await startPaymentSimulators({ port: 0, stateFile, retryMs: 60_000 });
    await told(bench, order.orderId, 'SETTLED');
    const again = bench.maker.make({ ...bench.settings, baseUrl: running.urls.card });
    expect(await again.lookUp({ direction: 'DEPOSIT', orderId: order.orderId, providerReference: null })).toMatchObject({ state: 'SETTLED' });
    expect(await again.lookUp({ direction: 'DEPOSIT', orderId: randomUUID(), providerReference: null })).toBeNull();
  });
});

test('it stops at once, also while somebody waits for an answer that never comes', async () => {
  const other = await startPaymentBench(PAYMENT_BENCHES.cashier);
  await other.behave({ payouts: 'silent' });
  const answer = other.provider.payOut(payoutOrder(other));
  await new Promise((resolve) => setTimeout(resolve, 100));
  const startedAt = performance.now();
  await other.stop();
  expect(performance.now() - startedAt).toBeLessThan(1_000);
  expect(await answer).toMatchObject({ outcome: 'UNKNOWN', reason: expect.stringMatching(/may have arrived/) });
  await expect(startPaymentSimulators({ port: Number(new URL(root).port) })).rejects.toThrow(/EADDRINUSE/);
});
