import { createHmac, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { KYC_SIMULATOR_CREDENTIALS } from '../../src/connectors/kyc/simulator/simulator.js';
import type { Person } from '../support/people.js';
import { eventually } from '../support/providers.js';
import { kycGateway } from './kyc-vendor.fixture.js';

let bench: Awaited<ReturnType<typeof kycGateway>>;
let client: Person;
let applicantId: string;

beforeAll(async () => {
  bench = await kycGateway();
  client = await bench.gateway.client();
  await bench.gateway.sql(`update client set jurisdiction = 'SC' where id = $1`, [client.id]);
  await bench.start(client.id, client);
  applicantId = (await bench.until(client.id, client, 'DOCUMENTS_REQUIRED')).applicantId!;
  await eventually(bench.events, (events) => events.length === 1 && events[0]?.status !== 'NEW');
});
afterAll(async () => {
  await bench.gateway.close();
  await bench.simulator.stop();
});

const event = (more: object = {}): string =>
  JSON.stringify({
    ...{ type: 'applicantReviewed', applicantId, externalUserId: client.id, correlationId: randomUUID(), reviewStatus: 'completed' },
    ...{ reviewResult: { reviewAnswer: 'GREEN' }, createdAtMs: '2026-11-22 10:00:00.000', ...more },
  });
const digest = (body: string, secret = KYC_SIMULATOR_CREDENTIALS.webhookSecret, hash = 'sha256'): string => createHmac(hash, secret).update(body).digest('hex');
const post = (body: string, headers: Record<string, string>): Promise<Response> => fetch(bench.webhookUrl, { method: 'POST', body, headers });
const signed = (body: string): Promise<Response> => post(body, { 'x-payload-digest': digest(body), 'x-payload-digest-alg': 'HMAC_SHA256_HEX' });
const stored = async (): Promise<number> => (await bench.events()).length;
const worked = (): Promise<unknown> => eventually(bench.events, (events) => events.every(({ status }) => status !== 'NEW'));

test.each([
  ['no digest', (): Record<string, string> => ({})],
  ['an empty digest', () => ({ 'x-payload-digest': '' })],
  ['the digest of something else', () => ({ 'x-payload-digest': digest('{}') })],
  ['half a digest', (body: string) => ({ 'x-payload-digest': digest(body).slice(0, 32) })],
  ["somebody else's secret", (body: string) => ({ 'x-payload-digest': digest(body, 'guessed') })],
  ['an unknown algorithm', (body: string) => ({ 'x-payload-digest': digest(body), 'x-payload-digest-alg': 'HMAC_MD5_HEX' })],
  ['the right SHA-1, which is not taken', (body: string) => ({ 'x-payload-digest': digest(body, undefined, 'sha1'), 'x-payload-digest-alg': 'HMAC_SHA1_HEX' })],
  ['a SHA-1 said to be SHA-256', (body: string) => ({ 'x-payload-digest': digest(body, undefined, 'sha1'), 'x-payload-digest-alg': 'HMAC_SHA256_HEX' })],
])('with %s it is refused, and leaves no trace', async (_, headers) => {
  const before = await stored();
  const body = event();
  const answer = await post(body, { 'content-type': 'application/json', ...headers(body) });
  expect([answer.status, await answer.text(), await stored()]).toEqual([400, '', before]);
});

test.each(['', '{', '[]', 'null', '\0', '{"__proto__":{"type":"x"}}', '{"type":"applicantReviewed"}'])(
  'nonsense such as %j is refused also when it is signed',
  async (body) => {
    const before = await stored();
    expect([(await signed(body)).status, await stored()]).toEqual([400, before]);
  },
);

test('a body beyond the limit is cut off, and vendors who are not there are not found', async () => {
  expect((await signed('x'.repeat(300 * 1024))).status).toBe(413);
  for (const vendor of ['nobody', 'sumsub%00', '..%2fsumsub'])
    expect([400, 404]).toContain((await fetch(bench.webhookUrl.replace(/sumsub$/, vendor), { method: 'POST', body: '{}' })).status);
});

test('a green that is truly signed approves nobody whom the vendor has not approved when it is asked', async () => {
  expect((await signed(event())).status).toBe(200);
  await worked();
  expect((await bench.of(client.id, client))?.status).toBe('DOCUMENTS_REQUIRED');
});

test('the same event twenty times at once is kept once, and each delivery is taken', async () => {
  const before = await stored();
  const body = event();
  const answers = await Promise.all(Array.from({ length: 20 }, () => signed(body)));
  expect([answers.map(({ status }) => status), await stored()]).toEqual([Array.from({ length: 20 }, () => 200), before + 1]);
  expect((await bench.events()).at(-1)).toMatchObject({ deliveries: 20 });
});

test('news older than those that were worked on change nothing, and nobody is asked again', async () => {
  await signed(event({ createdAtMs: '2026-11-22 12:00:00.000' }));
  await worked();
  const asked = () => bench.gateway.sql('select asked_at from kyc_verification where client_id = $1', [client.id]);
  const before = await asked();
  await signed(event({ createdAtMs: '2026-11-22 11:59:59.999', correlationId: 'older' }));
  await worked();
  const [old] = await bench.gateway.sql<{ status: string; note: string }>(`select status, note from kyc_vendor_event where event_key like 'older %'`);
  expect([old, await asked()]).toEqual([{ status: 'NOTHING_NEW', note: 'Newer news were worked on before' }, before]);
});

test('news of an applicant whom nobody here started are kept, and change nothing', async () => {
  const stranger = 'f'.repeat(24);
  await signed(event({ applicantId: stranger, externalUserId: randomUUID() }));
  await worked();
  expect(await bench.gateway.sql('select status from kyc_vendor_event where applicant_id = $1', [stranger])).toEqual([{ status: 'UNMATCHED' }]);
});

test('forged news of the simulator do nothing, and true ones do afterwards', async () => {
  await bench.behave({ webhooks: 'forge' });
  await bench.act(client.id, 'pending');
  await sleep(300);
  expect((await bench.of(client.id, client))?.status).toBe('DOCUMENTS_REQUIRED');
  await bench.behave({ webhooks: 'deliver', webhookAlgorithm: 'HMAC_SHA512_HEX' });
  await bench.act(client.id, 'green');
  await bench.until(client.id, client, 'APPROVED');
});

test('no log line holds what was signed with, or a body', () => {
  const log = bench.gateway.logged.join('\n');
  for (const canary of [KYC_SIMULATOR_CREDENTIALS.secret, KYC_SIMULATOR_CREDENTIALS.webhookSecret, 'reviewResult']) expect(log).not.toContain(canary);
});
