import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AuditSealer } from '../../src/modules/audit/index.js';
import { createLog } from '../../src/runtime/log.js';
import { type TestGateway, testGateway } from '../support/gateway.js';
import type { Person } from '../support/people.js';
import { addDocument } from './documents.fixture.js';
import { type ErasureView, erasing, put, tracesOf } from './privacy.fixture.js';
import { addTask } from './tasks.fixture.js';
import { uploading } from './uploads.fixture.js';

let gateway: TestGateway;
let desk: ReturnType<typeof erasing>;
let compliance: Person, manager: Person, support: Person, client: Person;

beforeAll(async () => {
  gateway = await testGateway({ listens: true });
  desk = erasing(gateway, { code: 'sumsub', forget: () => Promise.resolve({ outcome: 'DONE', value: null }) });
  [compliance, manager, support] = await Promise.all([gateway.staff('COMPLIANCE'), gateway.staff('MANAGEMENT'), gateway.staff('SUPPORT')]);
  client = await gateway.client();
});
afterAll(() => gateway.close());

/** Whatever people may write of somebody, with the name in it that must not outlast the client. */
const NAME = 'Xiuhtecuhtli';
const APPLICANT = 'a9c7xiuh0815';
const CANARIES = [NAME, APPLICANT];
const said = (what: string): string => `${NAME} ${what}`;

async function call(name: string, input: object, as: Person): Promise<Record<string, unknown>> {
  const type = `${name[0]?.toUpperCase()}${name.slice(1)}Input`;
  const text = `mutation($input: ${type}!) { ${name}(input: $input) { __typename userErrors { code message } } }`;
  const { [name]: payload } = await gateway.data<Record<string, { userErrors: unknown[] }>>(text, { input }, { as });
  expect([name, payload?.userErrors]).toEqual([name, []]);
  return payload as unknown as Record<string, unknown>;
}

const versionOf = async (table: string, id: string): Promise<number> =>
  (await gateway.sql<{ version: number }>(`select version from ${table} where id = $1`, [id]))[0]?.version ?? 0;

/** Reasons by the API, and what else holds words or leads to the vendor's record of the client. */
async function speak(): Promise<void> {
  await call('restrictionAdd', { clientId: client.id, kind: 'NO_TRADE', reason: said('asked for it') }, compliance);
  const [restriction] = await gateway.sql<{ id: string }>('select id from restriction where client_id = $1', [client.id]);
  await call('restrictionLift', { id: restriction?.id, reason: said('has cleared it up') }, compliance);
  const document = await addDocument(gateway, client.id, { type: 'PASSPORT', status: 'IN_REVIEW' });
  await call('documentReject', { id: document.id, version: await versionOf('document', document.id), reason: said('is cut off') }, compliance);
  const taskId = await addTask(gateway, { clientId: client.id, kind: 'KYC_VENDOR_HOLD' });
  await call('taskTake', { id: taskId, version: await versionOf('task', taskId) }, compliance);
  await call('taskComplete', { id: taskId, version: await versionOf('task', taskId), result: said('is known to me') }, compliance);
  const key = { name: `${NAME}'s sheet`, permissions: ['clients:read'], expiresAt: '2030-01-01T00:00:00Z', clientId: client.id };
  await call('apiKeyCreate', key, await gateway.staff('ADMINISTRATION'));
  await call('clientTransition', { id: client.id, version: await versionOf('client', client.id), to: 'SUSPENDED', reason: said('wrote in') }, compliance);
  await refusedUpload();
  await put(gateway, 'kyc_verification', {
    ...{ client_id: client.id, vendor: 'sumsub', level_name: 'basic', status: 'APPROVED', applicant_id: APPLICANT, started_by: 'job' },
  });
  for (const [key, user] of [
    ['e1', client.id],
    ['e2', null],
  ])
    await put(gateway, 'kyc_vendor_event', {
      vendor: 'sumsub',
      event_key: key,
      vendor_type: 'applicantReviewed',
      applicant_id: APPLICANT,
      external_user_id: user,
    });
}

/** Staff hand something in for the client that is no document: nothing leads from it to the client any more. */
async function refusedUpload(): Promise<void> {
  const { place, put: send } = uploading(gateway);
  const bytes = Buffer.from('no document at all');
  const { url } = await place(support, { fileName: `${NAME}-passport.pdf`, sizeBytes: bytes.length });
  expect((await send(url, bytes)).status).toBe(422);
}

const seal = () =>
  new AuditSealer({
    pool: gateway.database.pool,
    auditKey: gateway.config.secrets.auditKey,
    log: createLog({ level: 'silent', format: 'json' }),
  }).sealNow();

const TRAIL = `query($id: ID!) { client(id: $id) { auditTrail(first: 50) { nodes { action reason before after } } timeline(first: 50) { nodes { kind title detail } } } }`;
interface Trail {
  readonly client: {
    readonly auditTrail: {
      readonly nodes: readonly { readonly action: string; readonly reason: string | null; readonly before: unknown; readonly after: unknown }[];
    };
    readonly timeline: { readonly nodes: readonly { readonly kind: string; readonly title: string; readonly detail: string | null }[] };
  };
}
const trail = async () => (await gateway.data<Trail>(TRAIL, { id: client.id }, { as: manager })).client;

describe('what people wrote of a client', () => {
  test('lies sealed in the audit log, and is read there and in the timeline by whoever may', async () => {
    await speak();
    const places = await tracesOf(gateway, CANARIES);
    expect(places).toContain('public.restriction.reason');
    expect(places.filter((place) => /audit_entry|file_upload/.test(place))).toEqual([]);
    const { auditTrail, timeline } = await trail();
    const by = (action: string) => auditTrail.nodes.find((entry) => entry.action === action);
    expect(by('restriction.add')).toMatchObject({ reason: said('asked for it'), after: { reason: said('asked for it'), kind: 'NO_TRADE' } });
    expect(by('restriction.lift')?.reason).toBe(said('has cleared it up'));
    expect(by('task.complete')?.reason).toBe(said('is known to me'));
    expect(by('apiKey.create')?.after).toMatchObject({ name: `${NAME}'s sheet` });
    expect(timeline.nodes).toContainEqual({ kind: 'AUDIT', title: 'client.transition', detail: said('wrote in') });
  });

  test('is gone with the client from every answer, table and file, and the log verifies as before', async () => {
    await seal();
    await desk.endRelationship(client.id, 9);
    const asked = await desk.mutate('erasureRequest', { clientId: client.id, reason: said('wants to be forgotten') }, support);
    const { erasure, userErrors } = await desk.mutate(
      'erasureDecide',
      { ...(({ id, version }: ErasureView) => ({ id, version }))(asked.erasure as ErasureView), decision: 'GRANT', reason: said('may go') },
      compliance,
    );
    expect([userErrors, erasure?.status]).toEqual([[], 'READY']);
    await desk.run();
    await desk.forgetFiles();
    await desk.forgetApplicants();
    expect(await tracesOf(gateway, CANARIES)).toEqual([]);
    const after = await trail();
    expect(JSON.stringify(after)).not.toContain(NAME);
    expect(after.auditTrail.nodes.find(({ action }) => action === 'restriction.add')).toMatchObject({ reason: 'erased', after: { reason: 'erased' } });
    expect(after.timeline.nodes).toContainEqual({ kind: 'AUDIT', title: 'restriction.lift', detail: 'erased' });
    await seal();
    const { auditLogVerify } = await gateway.data<{ auditLogVerify: object }>('{ auditLogVerify { isIntact problem } }', {}, { as: manager });
    expect(auditLogVerify).toEqual({ isIntact: true, problem: null });
  });

  test('of a client who was erased, what is decided later leaves no words, and makes no key', async () => {
    await call('restrictionAdd', { clientId: client.id, kind: 'NO_LOGIN', reason: said('is back') }, compliance);
    const [entry] = (await trail()).auditTrail.nodes;
    expect(entry).toMatchObject({ action: 'restriction.add', reason: expect.stringMatching(/^redacted:/) as string });
    expect(await gateway.sql('select 1 from client_key where client_id = $1', [client.id])).toEqual([]);
  });
});
