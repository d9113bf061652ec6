import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { testGateway, type TestGateway } from '../support/gateway.js';
import { ledgerFaults, walletOf } from '../support/money.js';
import type { Person } from '../support/people.js';
import { eventually, type TestProviders, testProviders } from '../support/providers.js';

let gateway: TestGateway;
let providers: TestProviders;
let client: Person;

beforeAll(async () => {
  gateway = await testGateway({ listens: true });
  providers = await testProviders(gateway);
});
afterAll(async () => {
  await providers.stop();
  await gateway.close();
});
beforeEach(async () => {
  client = await gateway.client();
  await providers.behave('card');
  await providers.behave('cashier');
});

const post = (path: string, body: string | Buffer, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`${gateway.url}/webhooks/payments/${path}`, { method: 'POST', body: new Uint8Array(Buffer.from(body)), headers });
const events = async (): Promise<number> => Number((await gateway.sql<{ count: string }>('select count(*) from payment_event'))[0]?.count);

async function opened(provider = 'cardway'): Promise<string> {
  const text = 'mutation D($input: DepositCreateInput!) { depositCreate(input: $input) { transaction { id } userErrors { message } } }';
  const input = { clientId: client.id, amount: '75.00', currency: 'USD', provider, idempotencyKey: randomUUID() };
  const { depositCreate } = await gateway.data<{ depositCreate: { transaction: { id: string } } }>(text, { input }, { as: client });
  return depositCreate.transaction.id;
}

test.each([
  ['no signature', {}],
  ['a signature of nothing', { 'stripe-signature': 't=1,v1=00' }],
  ['half a signature', { 'stripe-signature': `t=${Math.floor(Date.now() / 1000)}` }],
  ['another header', { 'gt-authentication': 'f'.repeat(96) }],
])('with %s it is refused, and leaves no trace', async (_, headers) => {
  const before = await events();
  const body = JSON.stringify({ id: 'evt_1', type: 'checkout.session.completed', data: { object: {} } });
  expect((await post('cardway', body, headers)).status).toBe(400);
  expect((await post('praxis-cashier', body, headers)).status).toBeGreaterThanOrEqual(200);
  expect(await events()).toBe(before);
});

test.each(['', '{', '[]', 'null', '\0', '{"__proto__":{"a":1}}', 'x'.repeat(1000)])('nonsense such as %j is refused', async (body) => {
  const answer = await post('cardway', body, { 'stripe-signature': 't=1,v1=00' });
  expect(answer.status).toBe(400);
  expect(await answer.text()).not.toMatch(/ at |node_modules|select /);
});

test('a body beyond the limit is cut off', async () => expect((await post('cardway', Buffer.alloc(300 * 1024, 'x'))).status).toBe(413));

test.each(['nobody', 'bankwire', '../cardway', 'cardway%00'])('a provider %j that has no webhooks is not found', async (code) =>
  expect([400, 404]).toContain((await post(code, '{}')).status),
);

test.each([
  ['cardway', 'card'],
  ['praxis-cashier', 'cashier'],
] as const)('what %s sends with a forged signature credits nothing', async (provider, vendor) => {
  // what is told of the opening could come as late as the forgery, and finds the deposit paid when it asks
  await providers.behave(vendor, { webhooks: 'lose' });
  const id = await opened(provider);
  await providers.behave(vendor, { webhooks: 'forge' });
  const before = await events();
  await providers.act(vendor, id, 'pay');
  await sleep(500);
  expect([await events(), (await walletOf(gateway.sql, client.id)).balance]).toEqual([before, '0']);
});

test.each([
  ['cardway', 'card'],
  ['praxis-cashier', 'cashier'],
] as const)('what %s delivers twenty times has one effect', async (provider, vendor) => {
  const id = await opened(provider);
  await providers.behave(vendor, { webhookCopies: '20' });
  await providers.act(vendor, id, 'pay');
  await eventually(
    () => gateway.sql<{ deliveries: number }>('select deliveries from payment_event where order_id = $1', [id]),
    (rows) => rows.some(({ deliveries }) => Number(deliveries) >= 20),
  );
  await eventually(
    () => walletOf(gateway.sql, client.id),
    ({ balance }) => balance === '75.00',
  );
  const entries = await gateway.sql('select id from journal_entry where transaction_id = $1', [id]);
  expect([entries.length, await ledgerFaults(gateway.sql)]).toEqual([1, []]);
});
