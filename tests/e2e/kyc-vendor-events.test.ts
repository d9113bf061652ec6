import { createHmac, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createSumsub } from '../../src/connectors/kyc/sumsub/index.js';
import { KYC_SIMULATOR_CREDENTIALS } from '../../src/connectors/kyc/simulator/simulator.js';
import { pdfFile } from '../support/files.js';
import { SUMSUB_ALGORITHMS } from '../support/kyc-bench.js';
import type { Person } from '../support/people.js';
import { eventually } from '../support/providers.js';
import { kycGateway } from './kyc-vendor.fixture.js';
import { erasing, tracesOf } from './privacy.fixture.js';
import { uploading } from './uploads.fixture.js';

let bench: Awaited<ReturnType<typeof kycGateway>>;
let compliance: Person, support: Person;

beforeAll(async () => {
  bench = await kycGateway();
  [compliance, support] = await Promise.all([bench.gateway.staff('COMPLIANCE'), bench.gateway.staff('SUPPORT')]);
});
afterAll(async () => {
  await bench.gateway.close();
  await bench.simulator.stop();
});

/** Of an entity whose policy hands documents over, with a verification that waits for some. */
async function verified(): Promise<{ readonly client: Person; readonly id: string; readonly applicantId: string }> {
  const client = await bench.gateway.client();
  await bench.gateway.sql(`update client set jurisdiction = 'SC' where id = $1`, [client.id]);
  await bench.start(client.id, client);
  const { id, applicantId } = await bench.until(client.id, client, 'DOCUMENTS_REQUIRED');
  return { client, id, applicantId: applicantId as string };
}

async function tell(news: object): Promise<void> {
  const body = JSON.stringify({ type: 'applicantReviewed', correlationId: randomUUID(), createdAtMs: '2026-11-22 10:00:00.000', ...news });
  const digest = createHmac('sha256', KYC_SIMULATOR_CREDENTIALS.webhookSecret).update(body).digest('hex');
  expect((await fetch(bench.webhookUrl, { method: 'POST', body, headers: { 'x-payload-digest': digest } })).status).toBe(200);
}

const stranger = (): string => randomUUID().replaceAll('-', '').slice(0, 24);

interface Told {
  readonly event: { readonly status: string; readonly verification: { readonly id: string } | null } | null;
  readonly userErrors: readonly { readonly code: string; readonly message: string }[];
}
async function decide(name: 'Match' | 'Dismiss', input: object, as = compliance): Promise<Told> {
  const text = `mutation($input: KycVendorEvent${name}Input!) { kycVendorEvent${name}(input: $input) { event { status verification { id } } userErrors { code message } } }`;
  return (await bench.gateway.data<Record<string, Told>>(text, { input: { reason: 'As the vendor says on the phone', ...input } }, { as }))[
    `kycVendorEvent${name}`
  ] as Told;
}

interface Waiting {
  readonly kind: string;
  readonly status: string;
  readonly outcome: string | null;
  readonly kycVendorEvent: { readonly id: string; readonly applicantId: string; readonly status: string } | null;
  readonly document: object | null;
}
const QUEUE = `{ tasks(filter: { kind: [KYC_VENDOR_EVENT] }, first: 50) { nodes { kind status outcome document { id } kycVendorEvent { id applicantId status } } } }`;
const waiting = async (applicantId: string): Promise<Waiting | undefined> =>
  (await bench.gateway.data<{ tasks: { nodes: Waiting[] } }>(QUEUE, {}, { as: compliance })).tasks.nodes.find(
    ({ kycVendorEvent }) => kycVendorEvent?.applicantId === applicantId,
  );
const stray = async (news: object = {}): Promise<{ readonly applicantId: string; readonly id: string }> => {
  const applicantId = stranger();
  await tell({ applicantId, ...news });
  const task = (await eventually(
    () => waiting(applicantId),
    (found) => found !== undefined,
  )) as Waiting;
  return { applicantId, id: task.kycVendorEvent?.id as string };
};

describe('news of an applicant whom no verification is about', () => {
  test('wait for a person, in the queue with what they say and in a list, and are dismissed with a reason', async () => {
    const { applicantId, id } = await stray();
    expect(await waiting(applicantId)).toMatchObject({ status: 'OPEN', document: null, kycVendorEvent: { status: 'UNMATCHED' } });
    const list = '{ kycVendorEvents(filter: { status: [UNMATCHED] }, first: 50) { nodes { id note verification { id } } } }';
    const { kycVendorEvents } = await bench.gateway.data<{ kycVendorEvents: { nodes: object[] } }>(list, {}, { as: compliance });
    expect(kycVendorEvents.nodes).toContainEqual({ id, note: 'No verification of ours has this applicant', verification: null });
    expect((await bench.gateway.graphql(list, {}, { as: support })).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    expect(await decide('Dismiss', { id })).toEqual({ event: { status: 'DISMISSED', verification: null }, userErrors: [] });
    expect(await waiting(applicantId)).toMatchObject({ status: 'DONE', outcome: 'DISMISSED' });
    expect((await decide('Dismiss', { id })).userErrors).toMatchObject([{ code: 'ILLEGAL_TRANSITION' }]);
    const entries = await bench.gateway.sql(`select reason from audit_entry where subject_id = $1 and action = 'kycVendorEvent.dismiss'`, [id]);
    expect(entries).toEqual([{ reason: 'As the vendor says on the phone' }]);
  });

  test('are matched with a verification, whereupon the vendor is asked', async () => {
    const { client, id: verificationId, applicantId } = await verified();
    await bench.behave({ webhooks: 'lose' });
    await bench.act(client.id, 'pending');
    await bench.behave({ webhooks: 'deliver' });
    await bench.gateway.sql(`update kyc_verification set applicant_id = null where id = $1`, [verificationId]);
    await tell({ applicantId });
    const task = (await eventually(
      () => waiting(applicantId),
      (found) => found !== undefined,
    )) as Waiting;
    const told = await decide('Match', { id: task.kycVendorEvent?.id, verificationId });
    expect(told).toMatchObject({ event: { verification: { id: verificationId } }, userErrors: [] });
    expect(await bench.until(client.id, client, 'IN_REVIEW')).toMatchObject({ applicantId });
    expect(await waiting(applicantId)).toMatchObject({ status: 'DONE', outcome: 'MATCHED' });
  });

  test("are not matched with another's verification: a stranger's approval verifies nobody", async () => {
    const { id: verificationId } = await verified();
    const [another, namedOtherwise] = [await stray(), await stray({ externalUserId: randomUUID() })];
    for (const { id } of [another, namedOtherwise]) {
      expect((await decide('Match', { id, verificationId })).userErrors).toMatchObject([{ code: 'POLICY_FORBIDS' }]);
    }
    expect((await decide('Match', { id: another.id, verificationId: randomUUID() })).userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
    expect(await waiting(another.applicantId)).toMatchObject({ status: 'OPEN' });
  });
});

describe('what comes later', () => {
  test('documents that arrive after the verification was opened go to the vendor, also for another try', async () => {
    const { client } = await verified();
    const uploads = uploading(bench.gateway);
    await uploads.handIn(client, client.id, pdfFile());
    await bench.until(client.id, client, 'IN_REVIEW');
    expect(await bench.filesOf(client.id)).toHaveLength(1);
    // while the vendor looks it takes none; it goes when the vendor asks again
    await uploads.handIn(client, client.id, pdfFile());
    await bench.act(client.id, 'retry');
    await eventually(
      () => bench.filesOf(client.id),
      (files) => files.length === 2,
    );
    await bench.until(client.id, client, 'IN_REVIEW');
    const sent = await bench.gateway.sql('select s.refusal from kyc_sent_document s join document d on d.id = s.document_id where d.client_id = $1', [
      client.id,
    ]);
    expect(sent).toEqual([{ refusal: null }, { refusal: null }]);
  });

  test('what the vendor has put on hold is a task until it goes on', async () => {
    const { client, id } = await verified();
    await bench.act(client.id, 'pending');
    await bench.act(client.id, 'hold');
    await bench.until(client.id, client, 'MANUAL_REVIEW');
    const tasks = () => bench.gateway.sql(`select kind, status, outcome from task where subject_id = $1 order by opened_at, kind`, [id]);
    expect(await tasks()).toEqual([{ kind: 'KYC_VENDOR_HOLD', status: 'OPEN', outcome: null }]);
    await bench.act(client.id, 'green');
    await bench.until(client.id, client, 'APPROVED');
    expect(await tasks()).toEqual([{ kind: 'KYC_VENDOR_HOLD', status: 'CANCELLED', outcome: 'APPROVED' }]);
  });
});

describe('an erasure', () => {
  const vendor = () => createSumsub({ ...KYC_SIMULATOR_CREDENTIALS, baseUrl: bench.simulator.url, timeoutMs: 2_000, webhookAlgorithms: SUMSUB_ALGORITHMS });

  test('has the vendor forget the client, as soon as it can be reached, and its last news leave no trace', async () => {
    const { client, applicantId } = await verified();
    await uploading(bench.gateway).handIn(client, client.id, pdfFile());
    await bench.until(client.id, client, 'IN_REVIEW');
    await bench.act(client.id, 'green');
    await bench.until(client.id, client, 'APPROVED');
    const desk = erasing(bench.gateway, vendor());
    await desk.endRelationship(client.id, 9);
    const { erasure } = await desk.request(client.id, support);
    expect((await desk.decide(erasure!, 'GRANT', compliance)).erasure?.status).toBe('READY');
    await bench.behave({ api: 'break' });
    await desk.run();
    await expect(desk.forgetApplicants()).rejects.toThrow('sumsub has yet to forget 1: AWAY');
    const seen = async () =>
      (await bench.gateway.data<{ erasure: object }>('query($id: ID!) { erasure(id: $id) { status isKeptByVendor } }', { id: erasure!.id }, { as: compliance }))
        .erasure;
    expect(await seen()).toEqual({ status: 'ERASED', isKeptByVendor: true });
    await bench.behave({ api: 'answer' });
    await desk.forgetApplicants();
    expect(await seen()).toEqual({ status: 'ERASED', isKeptByVendor: false });
    expect(await bench.filesOf(client.id)).toEqual([]);
    await eventually(
      async () => (await bench.events()).filter(({ vendor_type: type, status }) => type === 'applicantDeactivated' && status === 'NOTHING_NEW'),
      (events) => events.length === 1,
    );
    expect(await tracesOf(bench.gateway, [applicantId])).toEqual([]);
    const entries = await bench.gateway.sql(`select after from audit_entry where subject_id = $1 and action = 'erasure.vendorForgot'`, [erasure!.id]);
    expect(entries).toEqual([{ after: { vendor: 'sumsub' } }]);
  });
});
