import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { KYC_SIMULATOR_CREDENTIALS, type RunningKycSimulator, startKycSimulator } from '../../src/connectors/kyc/simulator/simulator.js';
import { pdfFile } from '../support/files.js';
import { kycControl } from '../support/kyc-bench.js';
import type { Person } from '../support/people.js';
import { applying } from './applications.fixture.js';
import { eventually } from './jobs.fixture.js';
import { verifying } from './kyc-vendor.fixture.js';
import { type PaymentsFixture, paymentsFixture } from './payments.fixture.js';
import { uploading } from './uploads.fixture.js';

// One client's way through the house, each step by whoever takes it in life and over the doors that are there for it. The tests follow one another.

let payments: PaymentsFixture;
let uploads: ReturnType<typeof uploading>;
let applications: ReturnType<typeof applying>;
let identityService: RunningKycSimulator;
let simulated: ReturnType<typeof kycControl>;
let vendor: ReturnType<typeof verifying>;
let support: Person, compliance: Person, nadia: Person;

beforeAll(async () => {
  identityService = await startKycSimulator({ port: 0, retryMs: 200 });
  const { appToken, secret, webhookSecret } = KYC_SIMULATOR_CREDENTIALS;
  const settings = { SUMSUB_URL: identityService.url, SUMSUB_APP_TOKEN: appToken, SUMSUB_SECRET_KEY: secret, SUMSUB_WEBHOOK_SECRET: webhookSecret };
  payments = await paymentsFixture({ settings });
  identityService.webhooksTo(`${payments.gateway.url}/webhooks/kyc/sumsub`);
  [simulated, vendor] = [kycControl(identityService.url), verifying(payments.gateway)];
  [uploads, applications] = [uploading(payments.gateway), applying(payments.gateway)];
  [support, compliance] = [await payments.gateway.staff('SUPPORT'), await payments.gateway.staff('COMPLIANCE')];
});
afterAll(async () => {
  await payments?.close();
  await identityService?.stop();
});

interface Client {
  readonly onboardingStatus: string;
  readonly kycStatus: string;
  readonly kycLevel: number;
  readonly kyc: { readonly nextSteps: readonly { readonly code: string; readonly level: number; readonly text: string }[] };
}
const client = async (as: Person = nadia): Promise<Client> => {
  const text = 'query ($id: ID!) { client(id: $id) { onboardingStatus kycStatus kycLevel kyc { nextSteps { code level text } } } }';
  return (await payments.gateway.data<{ client: Client }>(text, { id: nadia.id }, { as })).client;
};
const stepsOf = ({ kyc }: Client, level: number): string[] => kyc.nextSteps.filter((step) => step.level === level).map(({ code }) => code);
const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
const tasksOf = async (): Promise<string[]> => {
  const text = 'query ($id: ID!) { client(id: $id) { tasks(first: 20) { nodes { kind status } } } }';
  const { client: found } = await payments.gateway.data<{ client: { tasks: { nodes: { kind: string; status: string }[] } } }>(
    text,
    { id: nadia.id },
    { as: compliance },
  );
  return found.tasks.nodes.filter(({ status }) => status === 'OPEN').map(({ kind }) => kind);
};

test('support registers the client, who is told what to hand in', async () => {
  const { gateway } = payments;
  const input = { firstName: 'Nadia', lastName: 'Haddad', email: `nadia-${randomUUID().slice(0, 8)}@house.example`, country: 'CY', dateOfBirth: '1988-04-12' };
  const REGISTER =
    'mutation ($input: ClientRegisterInput!) { clientRegister(input: $input) { client { id onboardingStatus kycStatus } userErrors { message } } }';
  const { clientRegister } = await gateway.data<{ clientRegister: { client: { id: string } } }>(REGISTER, { input }, { as: support });
  expect(clientRegister).toMatchObject({ client: { onboardingStatus: 'REGISTERED', kycStatus: 'NOT_STARTED' }, userErrors: [] });
  nadia = { id: clientRegister.client.id, credentialId: randomUUID(), email: input.email };
  // with the password of everybody here
  await gateway.sql('insert into credential (id, email, password_hash, client_id) select $1, $2, password_hash, $3 from credential where staff_id = $4', [
    ...[nadia.credentialId, nadia.email, nadia.id, support.id],
  ]);
  expect(stepsOf(await client(), 1)).toEqual(['HAND_IN', 'HAND_IN']);
});

test('she puts passport and bill where she is told, and adds them', async () => {
  for (const [type, expiresOn] of [
    ['PASSPORT', inDays(400)],
    ['PROOF_OF_ADDRESS', null],
  ] as const) {
    const bytes = pdfFile();
    const { id: uploadId, url } = await uploads.place(nadia, { fileName: `${type}.pdf`, sizeBytes: bytes.length });
    expect((await uploads.put(url, bytes)).status).toBe(201);
    expect((await uploads.change('Add', { clientId: nadia.id, uploadId, type, expiresOn }, nadia)).userErrors).toEqual([]);
  }
  expect(await client()).toMatchObject({ kycStatus: 'IN_REVIEW', kycLevel: 0 });
});

test('she applies, and cannot be approved before her documents are', async () => {
  const { application } = await applications.submit(nadia, nadia.id);
  expect(await client()).toMatchObject({ onboardingStatus: 'APPLICATION_SUBMITTED' });
  const told = await applications.decide(compliance, { id: application!.id, version: 1, decision: 'APPROVE' });
  expect(told.userErrors.map(({ code }) => code)).toEqual(['KYC_REQUIRED', 'KYC_REQUIRED', 'KYC_REQUIRED']);
});

test('the identity service is asked, and says yes by a webhook; it counts once compliance stands by it', async () => {
  expect((await vendor.start(nadia.id, support)).userErrors).toEqual([]);
  // it is handed what she has handed in, and looks
  await vendor.until(nadia.id, compliance, 'IN_REVIEW');
  expect(await simulated.filesOf(nadia.id)).toHaveLength(2);
  await simulated.act(nadia.id, 'green');
  const { id, version } = await vendor.until(nadia.id, compliance, 'CONFIRMATION_REQUIRED');
  expect(await vendor.checkOf(nadia.id)).toMatchObject({ outcome: 'PENDING' });
  expect(await client()).toMatchObject({ kycStatus: 'IN_REVIEW', kycLevel: 0 });
  expect(await tasksOf()).toContain('KYC_VENDOR_REVIEW');
  const told = await vendor.change('Confirm', { id, version, reason: 'Face, name and date of birth are those of our file' }, compliance);
  expect(told).toMatchObject({ verification: { status: 'APPROVED' }, userErrors: [] });
  expect(await vendor.checkOf(nadia.id)).toMatchObject({ outcome: 'PASSED' });
  expect(await tasksOf()).not.toContain('KYC_VENDOR_REVIEW');
});

test('compliance approves what she handed in: with the last document she is verified', async () => {
  const WAITING = 'query ($id: ID!) { documents(filter: { clientId: $id, status: [IN_REVIEW] }) { nodes { id version type } } }';
  type Data = { documents: { nodes: { id: string; version: number; type: string }[] } };
  const waiting = async () => (await payments.gateway.data<Data>(WAITING, { id: nadia.id }, { as: compliance })).documents.nodes;
  await eventually(async () => (await waiting()).length === 2);
  expect(await tasksOf()).toContain('DOCUMENT_REVIEW');
  for (const { id, version } of await waiting()) expect((await uploads.change('Approve', { id, version }, compliance)).userErrors).toEqual([]);
  expect(await client()).toMatchObject({ kycStatus: 'APPROVED', kycLevel: 1 });
});

test('compliance approves the application: she is let in, at the next level', async () => {
  const TO_DECIDE = 'query ($id: ID!) { applications(filter: { clientId: $id, status: [SUBMITTED] }) { nodes { id version outcome } } }';
  type Data = { applications: { nodes: { id: string; version: number }[] } };
  const [application] = (await payments.gateway.data<Data>(TO_DECIDE, { id: nadia.id }, { as: compliance })).applications.nodes;
  const told = await applications.decide(compliance, { ...application, outcome: undefined, decision: 'APPROVE' });
  expect(told).toMatchObject({ application: { status: 'APPROVED' }, userErrors: [] });
  expect(await client()).toMatchObject({ onboardingStatus: 'APPROVED', kycStatus: 'APPROVED', kycLevel: 2 });
  expect(await tasksOf()).toEqual([]);
});

test('she opens an account, pays in, and would be paid out', async () => {
  const OPEN =
    'mutation ($input: TradingAccountOpenInput!) { tradingAccountOpen(input: $input) { tradingAccount { status leverage } userErrors { code message } } }';
  const input = {
    clientId: nadia.id,
    platform: 'MT5',
    environment: 'LIVE',
    accountType: 'mt5-standard',
    currency: 'USD',
    leverage: 100,
    idempotencyKey: randomUUID(),
  };
  expect(await payments.gateway.data(OPEN, { input }, { as: nadia })).toMatchObject({
    tradingAccountOpen: { userErrors: [{ code: 'POLICY_FORBIDS', message: 'A leverage of 100 is more than the 30 that ESMA allows retail clients.' }] },
  });
  expect(await payments.gateway.data(OPEN, { input: { ...input, leverage: 30 } }, { as: nadia })).toEqual({
    tradingAccountOpen: { tradingAccount: { status: 'ACTIVE', leverage: 30 }, userErrors: [] },
  });
  await payments.paidIn(nadia, '500.00');
  expect(await obstacles()).toEqual([]);
});

test('her passport runs out: the level falls, compliance has a task, and no money leaves', async () => {
  const { gateway } = payments;
  // no clock can be moved here: the day lies back instead
  await gateway.sql(`update document set expires_on = current_date - 1 where client_id = $1 and type = 'PASSPORT'`, [nadia.id]);
  await gateway.sql(`select graphile_worker.add_job('document.expire', '{}'::json)`);
  await eventually(async () => (await client()).kycLevel === 0);
  const fallen = await client();
  expect(fallen).toMatchObject({ onboardingStatus: 'APPROVED', kycStatus: 'EXPIRED', kycLevel: 0 });
  expect(fallen.kyc.nextSteps[0]).toMatchObject({ code: 'RENEW', level: 1, text: `The proof of identity ran out on ${inDays(-1)}: hand in a new one.` });
  expect(await tasksOf()).toEqual(['KYC_REVIEW']);
  expect(await obstacles()).toEqual(['KYC_REQUIRED']);
  const input = { clientId: nadia.id, amount: '100.00', currency: 'USD', provider: 'cardway', destination: {}, idempotencyKey: randomUUID() };
  const { userErrors } = await payments.call('withdrawalRequest', input, nadia, 'transaction { id }');
  expect(userErrors).toMatchObject([{ code: 'KYC_REQUIRED', message: 'Withdrawals take verification level 1; the client has level 0.' }]);
});

async function obstacles(): Promise<string[]> {
  const text = 'query ($id: ID!) { withdrawalPreview(clientId: $id, amount: "100.00", currency: "USD", provider: "cardway") { obstacles { code } } }';
  const data = await payments.gateway.data<{ withdrawalPreview: { obstacles: { code: string }[] } }>(text, { id: nadia.id }, { as: nadia });
  return data.withdrawalPreview.obstacles.map(({ code }) => code);
}
