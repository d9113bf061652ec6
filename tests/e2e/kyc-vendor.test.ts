import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { pngFile } from '../support/files.js';
import { testGateway } from '../support/gateway.js';
import type { Person } from '../support/people.js';
import { eventually } from '../support/providers.js';
import { addFile } from './documents.fixture.js';
import { kycGateway, verifying } from './kyc-vendor.fixture.js';

type Bench = Awaited<ReturnType<typeof kycGateway>>;
let bench: Bench;
let compliance: Person;
/** Served by an entity where a person confirms, and by one where the vendor approves. */
let cautious: Person;
let trusting: Person;

const servedBy = async (jurisdiction: string): Promise<Person> => {
  const client = await bench.gateway.client();
  await bench.gateway.sql('update client set jurisdiction = $2 where id = $1', [client.id, jurisdiction]);
  return client;
};

beforeAll(async () => {
  bench = await kycGateway();
  compliance = await bench.gateway.staff('COMPLIANCE');
});
afterAll(async () => {
  await bench.gateway.close();
  await bench.simulator.stop();
});
beforeEach(async () => {
  await bench.behave({ api: 'answer', answerMs: '0', webhooks: 'deliver', webhookCopies: '1', webhookDelayMs: '0', webhookDisorder: 'false' });
  await bench.gateway.sql(`update kyc_vendor_policy set vendor_approves = true where jurisdiction = 'SC'`);
  cautious = await servedBy('CY');
  trusting = await servedBy('SC');
});

const decision = (found: { id: string; version: number }, reason = 'The passport is the one that we hold.') => ({
  id: found.id,
  version: found.version,
  reason,
});

describe('a verification', () => {
  test('is started by the client itself, opened at the vendor, and waits for what the client hands in there', async () => {
    const { verification, userErrors } = await bench.start(cautious.id, cautious);
    expect([verification?.status, userErrors]).toEqual(['STARTING', []]);
    const opened = await bench.until(cautious.id, cautious, 'DOCUMENTS_REQUIRED');
    expect(opened).toMatchObject({ vendorStatus: 'init', vendorAnswer: null });
    expect(opened.applicantId).toMatch(/^[0-9a-f]{24}$/);
    expect(await bench.checkOf(cautious.id)).toMatchObject({ outcome: 'PENDING' });
  });

  test('of somebody else, or of nobody, cannot be started', async () => {
    for (const id of [trusting.id, '019b0000-0000-7000-8000-000000000000', 'nobody']) {
      const { userErrors } = await bench.start(id, cautious);
      expect(userErrors.map(({ code }) => code)).toEqual(['NOT_FOUND']);
    }
  });

  test('is there once, however many start it', async () => {
    const answers = await Promise.all([cautious, cautious, compliance, compliance].map((as) => bench.start(cautious.id, as).catch(() => null)));
    expect(answers.filter((answer) => answer?.verification != null)).toHaveLength(1);
    await bench.until(cautious.id, compliance, 'DOCUMENTS_REQUIRED');
    expect((await bench.start(cautious.id, compliance)).userErrors).toMatchObject([{ code: 'ALREADY_PENDING' }]);
  });

  test('hands a document over once, however many jobs want to at the same time', async () => {
    await bench.start(cautious.id, cautious);
    const { id } = await bench.until(cautious.id, cautious, 'DOCUMENTS_REQUIRED');
    const { id: documentId } = await addFile(bench.gateway, cautious.id, pngFile(), { type: 'PASSPORT', content_type: 'image/png' });
    await bench.gateway.sql(`update document set scan = 'CLEAN' where id = $1`, [documentId]);
    await bench.behave({ answerMs: '200' });
    await bench.gateway.sql(`select graphile_worker.add_job('kycVerification.handOver', $1::json) from generate_series(1, 5)`, [
      JSON.stringify({ verificationId: id }),
    ]);
    await bench.until(cautious.id, cautious, 'IN_REVIEW');
    const jobs = () => bench.gateway.sql(`select from graphile_worker.jobs where task_identifier = 'kycVerification.handOver'`);
    await eventually(jobs, (left) => left.length === 0);
    expect(await bench.filesOf(cautious.id)).toHaveLength(1);
  });

  test('hands over the documents that are here, byte for byte, but none that is no evidence', async () => {
    const bytes = pngFile();
    await addFile(bench.gateway, cautious.id, bytes, { type: 'PASSPORT', content_type: 'image/png' });
    for (const row of [{ status: 'REJECTED' }, { status: 'WITHDRAWN' }, { type: 'OTHER' }]) await addFile(bench.gateway, cautious.id, pngFile(), row);
    await bench.gateway.sql(`update document set scan = 'CLEAN' where client_id = $1`, [cautious.id]);
    const waiting = await addFile(bench.gateway, cautious.id, pngFile(), { type: 'PROOF_OF_ADDRESS' });
    await bench.gateway.sql(`update document set scan = 'WAITING' where id = $1`, [waiting.id]);
    await bench.start(cautious.id, cautious);
    await bench.until(cautious.id, cautious, 'IN_REVIEW');
    expect(await bench.filesOf(cautious.id)).toEqual([createHash('sha256').update(bytes).digest('hex')]);
    const sent = await bench.gateway.sql(`select actor_kind from audit_entry where action = 'document.sendToVendor' and client_id = $1`, [cautious.id]);
    expect(sent).toEqual([{ actor_kind: 'SYSTEM' }]);
  });

  test('gives the client a token and a page of the vendor, and writes that down; never somebody else', async () => {
    const text =
      'mutation ($input: KycVerificationAccessInput!) { kycVerificationAccessOpen(input: $input) { access { token url expiresAt } userErrors { code } } }';
    type Data = { kycVerificationAccessOpen: { access: { token: string; url: string; expiresAt: string } | null; userErrors: { code: string }[] } };
    const { verification } = await bench.start(cautious.id, cautious);
    const input = { id: verification!.id };
    await bench.until(cautious.id, cautious, 'DOCUMENTS_REQUIRED');
    const own = (await bench.gateway.data<Data>(text, { input }, { as: cautious })).kycVerificationAccessOpen;
    expect(own.access?.url).toContain(bench.simulator.url);
    expect(Date.parse(own.access!.expiresAt)).toBeGreaterThan(Date.now() + 300_000);
    const other = (await bench.gateway.data<Data>(text, { input }, { as: trusting })).kycVerificationAccessOpen;
    expect(other).toEqual({ access: null, userErrors: [{ code: 'NOT_FOUND' }] });
    const entries = await bench.gateway.sql(`select action from audit_entry where subject_id = $1 and action = 'kycVerification.openAccess'`, [input.id]);
    expect(entries).toHaveLength(1);
    expect(bench.gateway.logged.join('\n')).not.toContain(own.access!.token);
  });
});

/** At the vendor, where it is being looked at. */
async function inReview(client: Person): Promise<string> {
  const { verification } = await bench.start(client.id, client);
  await bench.until(client.id, client, 'DOCUMENTS_REQUIRED');
  await bench.act(client.id, 'pending');
  await bench.until(client.id, client, 'IN_REVIEW');
  return verification!.id;
}

describe("the vendor's green", () => {
  test('never approves alone where a person is wanted: it opens a task, and counts once somebody confirms it', async () => {
    const id = await inReview(cautious);
    await bench.act(cautious.id, 'green');
    const waiting = await bench.until(cautious.id, compliance, 'CONFIRMATION_REQUIRED');
    expect(waiting).toMatchObject({ vendorStatus: 'completed', vendorAnswer: 'GREEN' });
    expect([(await bench.checkOf(cautious.id))?.outcome, await bench.tasksOf(id)]).toEqual(['PENDING', [{ status: 'OPEN', outcome: null }]]);

    const forbidden = await bench.gateway.graphql(
      'mutation ($input: KycVerificationDecisionInput!) { kycVerificationConfirm(input: $input) { userErrors { code } } }',
      { input: decision(waiting) },
      { as: cautious },
    );
    expect(forbidden.errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    expect((await bench.change('Confirm', { ...decision(waiting), version: waiting.version - 1 }, compliance)).userErrors).toMatchObject([
      { code: 'STALE_VERSION' },
    ]);
    expect((await bench.change('Confirm', { ...decision(waiting), reason: ' ' }, compliance)).userErrors).toMatchObject([{ code: 'INVALID' }]);

    const { verification } = await bench.change('Confirm', decision(waiting), compliance);
    expect(verification?.status).toBe('APPROVED');
    expect([(await bench.checkOf(cautious.id))?.outcome, await bench.tasksOf(id)]).toEqual(['PASSED', [{ status: 'DONE', outcome: 'APPROVED' }]]);
    expect((await bench.change('Confirm', decision(verification!), compliance)).userErrors).toMatchObject([{ code: 'ILLEGAL_TRANSITION' }]);
  });

  test('is refused by a person for reasons that the client does not read', async () => {
    const id = await inReview(cautious);
    await bench.act(cautious.id, 'green');
    const waiting = await bench.until(cautious.id, compliance, 'CONFIRMATION_REQUIRED');
    expect((await bench.change('Refuse', decision(waiting, 'The face is another.'), compliance)).verification?.status).toBe('REJECTED');
    expect([(await bench.checkOf(cautious.id))?.outcome, await bench.tasksOf(id)]).toEqual(['FAILED', [{ status: 'DONE', outcome: 'REJECTED' }]]);
    const read = await bench.gateway.graphql(`{ client(id: "${cautious.id}") { verification { status decisionReason } } }`, {}, { as: cautious });
    expect(read.data).toMatchObject({ client: { verification: { status: 'REJECTED', decisionReason: null } } });
    expect((await bench.start(cautious.id, cautious)).userErrors).toMatchObject([{ code: 'POLICY_FORBIDS' }]);
    // another try begins from nothing, and its yes is for a person
    expect((await bench.start(cautious.id, compliance)).userErrors).toEqual([]);
    await bench.until(cautious.id, compliance, 'DOCUMENTS_REQUIRED');
    await bench.act(cautious.id, 'pending');
    await bench.act(cautious.id, 'green');
    await bench.until(cautious.id, compliance, 'CONFIRMATION_REQUIRED');
  });

  test('approves where the policy says that the vendor does', async () => {
    const id = await inReview(trusting);
    await bench.act(trusting.id, 'green');
    await bench.until(trusting.id, trusting, 'APPROVED');
    expect([(await bench.checkOf(trusting.id))?.outcome, await bench.tasksOf(id)]).toEqual(['PASSED', []]);
  });

  test('asks for a person as soon as the policy is changed so', async () => {
    const management = await bench.gateway.staff('MANAGEMENT');
    const set = async (): Promise<unknown> => {
      const { kycVendorPolicies } = await bench.gateway.data<{ kycVendorPolicies: { jurisdiction: string; version: number }[] }>(
        '{ kycVendorPolicies { jurisdiction version } }',
        {},
        { as: management },
      );
      const { version } = kycVendorPolicies.find(({ jurisdiction }) => jurisdiction === 'SC')!;
      const input = {
        jurisdiction: 'SC',
        version,
        levelName: 'basic-kyc-level',
        vendorApproves: false,
        sendsDocuments: true,
        reason: 'The regulator asks for it.',
      };
      const text =
        'mutation ($input: KycVendorPolicySetInput!) { kycVendorPolicySet(input: $input) { policy { vendorApproves updatedBy } userErrors { code } } }';
      return (await bench.gateway.data<{ kycVendorPolicySet: object }>(text, { input }, { as: management })).kycVendorPolicySet;
    };
    await inReview(trusting);
    expect(await set()).toEqual({ policy: { vendorApproves: false, updatedBy: 'Helena Costa' }, userErrors: [] });
    await bench.act(trusting.id, 'green');
    await bench.until(trusting.id, trusting, 'CONFIRMATION_REQUIRED');
  });
});

describe("the vendor's red", () => {
  test('that may be tried again says what to do better, and runs again', async () => {
    await inReview(trusting);
    await bench.act(trusting.id, 'retry');
    const again = await bench.until(trusting.id, trusting, 'RESUBMISSION_REQUIRED');
    expect(again).toMatchObject({ vendorAnswer: 'RED', applicantComment: expect.stringContaining('blurred') as string });
    expect(await bench.checkOf(trusting.id)).toMatchObject({ outcome: 'FAILED', detail: expect.stringContaining('UNSATISFACTORY_PHOTOS') as string });
    await bench.act(trusting.id, 'pending');
    expect(await bench.until(trusting.id, trusting, 'IN_REVIEW')).toMatchObject({ vendorAnswer: null, applicantComment: null });
    await bench.act(trusting.id, 'green');
    await bench.until(trusting.id, trusting, 'APPROVED');
  });

  test('for good is a task for compliance, who alone reads why; nobody starts another', async () => {
    const id = await inReview(trusting);
    await bench.act(trusting.id, 'final');
    const found = await bench.until(trusting.id, trusting, 'REJECTED');
    const text = `{ client(id: "${trusting.id}") { verification { staffComment vendorRejectLabels applicantComment } } }`;
    const comment = expect.any(String) as string;
    expect((await bench.gateway.graphql(text, {}, { as: trusting })).data).toEqual({
      client: { verification: { staffComment: null, vendorRejectLabels: null, applicantComment: comment } },
    });
    expect(await bench.gateway.data(text, {}, { as: compliance })).toEqual({
      client: { verification: { staffComment: comment, vendorRejectLabels: ['FORGERY'], applicantComment: comment } },
    });
    expect(await bench.tasksOf(id)).toEqual([{ status: 'OPEN', outcome: null }]);
    expect((await bench.change('Confirm', decision(found), compliance)).userErrors).toMatchObject([{ code: 'ILLEGAL_TRANSITION' }]);
    expect((await bench.change('Refuse', decision(found, 'A forged passport: reported.'), compliance)).verification?.status).toBe('REJECTED');
    expect(await bench.tasksOf(id)).toEqual([{ status: 'DONE', outcome: 'REJECTED' }]);
    for (const as of [trusting, compliance]) expect((await bench.start(trusting.id, as)).userErrors).toMatchObject([{ code: 'POLICY_FORBIDS' }]);
  });

  test('after a green takes it back, and a green after a red for good is for a person', async () => {
    const id = await inReview(trusting);
    await bench.act(trusting.id, 'green');
    await bench.until(trusting.id, trusting, 'APPROVED');
    await bench.act(trusting.id, 'final');
    await bench.until(trusting.id, trusting, 'REJECTED');
    expect((await bench.checkOf(trusting.id))?.outcome).toBe('FAILED');
    await bench.act(trusting.id, 'reset');
    await bench.until(trusting.id, trusting, 'DOCUMENTS_REQUIRED');
    await bench.act(trusting.id, 'pending');
    await bench.act(trusting.id, 'green');
    await bench.until(trusting.id, trusting, 'CONFIRMATION_REQUIRED');
    expect(await bench.tasksOf(id)).toEqual([
      { status: 'CANCELLED', outcome: 'DOCUMENTS_REQUIRED' },
      { status: 'OPEN', outcome: null },
    ]);
  });
});

describe('news', () => {
  test('delivered many times, late and in disorder lead to the same end', async () => {
    await bench.behave({ webhookCopies: '3', webhookDisorder: 'true' });
    const { verification } = await bench.start(trusting.id, trusting);
    await bench.until(trusting.id, trusting, 'DOCUMENTS_REQUIRED');
    for (const verdict of ['pending', 'retry', 'pending', 'precheck', 'queue', 'green'] as const) await bench.act(trusting.id, verdict);
    await bench.until(trusting.id, trusting, 'APPROVED');
    interface Seen {
      readonly status: string;
      readonly deliveries: number;
    }
    const events = await eventually(
      () => bench.gateway.sql<Seen>('select status, deliveries from kyc_vendor_event where external_user_id = $1', [trusting.id]),
      (all) => all.length === 7 && all.every(({ status, deliveries }) => status !== 'NEW' && Number(deliveries) === 3),
    );
    await sleep(600);
    expect((await bench.of(trusting.id, trusting))?.status).toBe('APPROVED');
    const passed = await bench.gateway.sql(`select id from audit_entry where subject_id = $1 and after->>'status' = 'APPROVED'`, [verification!.id]);
    expect([passed.length, events.length]).toEqual([1, 7]);
  });

  test('that are lost are asked for', async () => {
    await bench.start(trusting.id, trusting);
    await bench.until(trusting.id, trusting, 'DOCUMENTS_REQUIRED');
    // the news of the opening would find the green when they are asked about only now
    await eventually(
      () => bench.gateway.sql<{ status: string }>('select status from kyc_vendor_event where external_user_id = $1', [trusting.id]),
      (all) => all.length === 1 && all[0]?.status !== 'NEW',
    );
    await bench.behave({ webhooks: 'lose' });
    await bench.act(trusting.id, 'pending');
    await bench.act(trusting.id, 'green');
    await sleep(300);
    expect((await bench.of(trusting.id, trusting))?.status).toBe('DOCUMENTS_REQUIRED');
    await bench.gateway.sql(`update kyc_verification set asked_at = now() - interval '2 hours' where client_id = $1`, [trusting.id]);
    await bench.gateway.sql(`select graphile_worker.add_job('kycVerification.refreshStale', '{}')`);
    await bench.until(trusting.id, trusting, 'APPROVED');
  });

  test('wait while the vendor is away, and so does the opening of an applicant', async () => {
    await bench.behave({ api: 'break' });
    await bench.start(trusting.id, trusting);
    await eventually(
      () =>
        bench.gateway.sql(
          `select 1 from graphile_worker.jobs where task_identifier = 'kycVerification.open' and attempts > 0 and last_error like '%sumsub: It answered 500%'`,
        ),
      (rows) => rows.length === 1,
    );
    expect((await bench.of(trusting.id, trusting))?.status).toBe('STARTING');
    await bench.behave({ api: 'answer' });
    await bench.gateway.sql(
      `select graphile_worker.reschedule_jobs(array(select id from graphile_worker.jobs where task_identifier = 'kycVerification.open'), run_at => now())`,
    );
    await bench.until(trusting.id, trusting, 'DOCUMENTS_REQUIRED');
  });

  test('of a vendor who would not begin end it with the reason, and with a task', async () => {
    await bench.gateway.sql(`update kyc_vendor_policy set level_name = 'no-such-level' where jurisdiction = 'GB'`);
    const client = await servedBy('GB');
    const { verification } = await bench.start(client.id, client);
    const failed = await bench.until(client.id, client, 'FAILED');
    expect(failed.failure).toBe('It answered 404 (level-not-found).');
    expect(await bench.tasksOf(verification!.id)).toEqual([{ status: 'OPEN', outcome: null }]);
    await bench.gateway.sql(`update kyc_vendor_policy set level_name = 'basic-kyc-level' where jurisdiction = 'GB'`);
    await bench.start(client.id, client);
    await bench.until(client.id, client, 'DOCUMENTS_REQUIRED');
    expect(await bench.tasksOf(verification!.id)).toEqual([{ status: 'CANCELLED', outcome: 'STARTED_AGAIN' }]);
  });
});

describe('another verification', () => {
  test('begins from nothing at the vendor, and what passed before counts until it ends', async () => {
    await inReview(trusting);
    await bench.act(trusting.id, 'green');
    const first = await bench.until(trusting.id, trusting, 'APPROVED');
    const { verification } = await bench.start(trusting.id, trusting);
    const second = await bench.until(trusting.id, trusting, 'DOCUMENTS_REQUIRED');
    expect([second.id, second.applicantId, second.vendorAnswer]).toEqual([verification!.id, first.applicantId, null]);
    expect((await bench.checkOf(trusting.id))?.outcome).toBe('PASSED');
    await bench.act(trusting.id, 'pending');
    await bench.act(trusting.id, 'retry');
    await bench.until(trusting.id, trusting, 'RESUBMISSION_REQUIRED');
    expect((await bench.checkOf(trusting.id))?.outcome).toBe('FAILED');
  });
});

test('lists are for compliance: by status, by client, newest first; a client finds its own there and a partner none', async () => {
  await inReview(trusting);
  const text = 'query ($filter: KycVerificationFilter) { kycVerifications(filter: $filter, first: 50) { nodes { status client { id } } totalCount } }';
  type Data = { kycVerifications: { nodes: { status: string; client: { id: string } }[]; totalCount: number } };
  const list = async (filter: object, as: Person) => (await bench.gateway.data<Data>(text, { filter }, { as })).kycVerifications;
  expect(await list({ clientId: trusting.id, status: ['IN_REVIEW'] }, compliance)).toEqual({
    nodes: [{ status: 'IN_REVIEW', client: { id: trusting.id } }],
    totalCount: 1,
  });
  expect((await list({ status: ['APPROVED', 'IN_REVIEW'] }, compliance)).totalCount).toBeGreaterThan(0);
  expect(await list({}, trusting)).toMatchObject({ totalCount: 1 });
  expect((await list({}, cautious)).totalCount).toBe(0);
});

test('without a vendor it says so, and takes no webhooks', async () => {
  const gateway = await testGateway({ over: bench.gateway });
  const { userErrors } = await verifying(gateway).start(cautious.id, cautious);
  expect(userErrors).toMatchObject([{ code: 'CONNECTOR_UNAVAILABLE', message: expect.stringContaining('SUMSUB_APP_TOKEN') as string }]);
  expect((await gateway.fastify.inject({ method: 'POST', url: '/webhooks/kyc/sumsub', payload: '{}' })).statusCode).toBe(404);
  await gateway.close();
});
