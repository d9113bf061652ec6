import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { pdfFile } from '../support/files.js';
import { openedEntries } from '../support/audit.js';
import { testGateway, type TestGateway } from '../support/gateway.js';
import type { Person } from '../support/people.js';
import { addDocument } from './documents.fixture.js';
import { eventually } from './jobs.fixture.js';
import { type Payload, uploading } from './uploads.fixture.js';

let gateway: TestGateway;
let uploads: ReturnType<typeof uploading>;
let compliance: Person, second: Person, support: Person, maria: Person;

beforeAll(async () => {
  gateway = await testGateway({ listens: true });
  uploads = uploading(gateway);
  [compliance, second, support] = [await gateway.staff('COMPLIANCE'), await gateway.staff('COMPLIANCE'), await gateway.staff('SUPPORT')];
});
afterAll(() => gateway?.close());
beforeEach(async () => {
  maria = await gateway.client();
});

const row = async (id: string) => (await gateway.sql('select *, expires_on::text as expires_on from document where id = $1', [id]))[0]!;
const ENTRIES = 'select actor_id, client_id, reason, before, after from audit_entry where subject_id = $1 and action = $2';
const entries = async (id: string, action: string) => openedEntries(gateway, maria.id, await gateway.sql(ENTRIES, [id, action]));

/** One that the scanner, or that there is none, has been seen to: it waits for people. */
async function inReview(as: Person = maria): Promise<{ readonly id: string; readonly version: number }> {
  const { id } = await uploads.handIn(as, maria.id, pdfFile());
  await eventually(async () => (await row(id))['status'] === 'IN_REVIEW');
  return { id, version: (await row(id))['version'] as number };
}
const codes = ({ userErrors }: Payload): string[] => userErrors.map(({ code }) => code);

describe('without a scanner', () => {
  test('a document goes to people marked as not scanned, which the start and /health/ready say', async () => {
    const { id } = await inReview();
    expect(await row(id)).toMatchObject({ scan: 'NOT_SCANNED', scanned_at: null });
    expect(await entries(id, 'document.scan')).toMatchObject([{ actor_id: null, client_id: maria.id, after: { scan: 'NOT_SCANNED', status: 'IN_REVIEW' } }]);
    expect(gateway.logged.join()).toContain('no malware scanner is set');
    expect((await gateway.fastify.inject('/health/ready')).json()).toEqual({ status: 'ok', scanner: 'none' });
  });
});

describe('a document', () => {
  test('is approved, by whom, when and until when', async () => {
    const { id, version } = await inReview();
    const told = await uploads.change('Approve', { id, version, expiresOn: '2031-05-01', comment: 'matches the register' }, compliance);
    expect(told).toMatchObject({ document: { id, version: version + 1, status: 'APPROVED' }, userErrors: [] });
    expect(await row(id)).toMatchObject({ reviewed_by_id: compliance.id, expires_on: '2031-05-01', rejection_reason: null, may_resubmit: null });
    expect(await entries(id, 'document.approve')).toEqual([
      {
        ...{ actor_id: compliance.id, client_id: maria.id, reason: 'matches the register' },
        ...{ before: { status: 'IN_REVIEW', expiresOn: null }, after: { status: 'APPROVED', expiresOn: '2031-05-01', mayResubmit: null } },
      },
    ]);
  });

  test.for([true, false])('is rejected with a reason that its client reads, and whether another may be sent: %s', async (resubmit) => {
    const { id, version } = await inReview();
    expect(await uploads.change('Reject', { id, version, reason: 'Part of the page is cut off', resubmit }, compliance)).toMatchObject({
      document: { status: 'REJECTED' },
    });
    const { document } = await gateway.data(
      'query ($id: ID!) { document(id: $id) { rejectionReason mayResubmit reviewedBy { name } } }',
      { id },
      { as: maria },
    );
    expect(document).toMatchObject({ rejectionReason: 'Part of the page is cut off', mayResubmit: resubmit });
  });

  test('is withdrawn by its client, or by whoever handed it in, and by nobody else', async () => {
    const own = await inReview();
    expect(codes(await uploads.change('Withdraw', own, support))).toEqual(['POLICY_FORBIDS']);
    expect(codes(await uploads.change('Withdraw', own, await gateway.client()))).toEqual(['NOT_FOUND']);
    expect(await uploads.change('Withdraw', own, maria)).toMatchObject({ document: { status: 'WITHDRAWN' } });
    expect(await row(own.id)).toMatchObject({ reviewed_by_id: null, reviewed_at: null, rejection_reason: null });
    const handedIn = await inReview(support);
    expect(await uploads.change('Withdraw', { ...handedIn, reason: 'of another client' }, support)).toMatchObject({ document: { status: 'WITHDRAWN' } });
    expect(await entries(handedIn.id, 'document.withdraw')).toMatchObject([{ actor_id: support.id, reason: 'of another client' }]);
  });

  test('is not decided on by whoever handed it in, be it by a key of theirs', async () => {
    const own = await inReview(compliance);
    for (const kind of ['Approve', 'Reject'] as const) {
      expect(codes(await uploads.change(kind, { ...own, ...(kind === 'Reject' && { reason: 'not good' }) }, compliance))).toEqual(['MAKER_CANNOT_CHECK']);
    }
    const CREATE = 'mutation ($input: ApiKeyCreateInput!) { apiKeyCreate(input: $input) { key apiKey { id } userErrors { message } } }';
    const both = await gateway.staff('ADMINISTRATION', 'COMPLIANCE');
    const permissions = ['clients:read', 'clients:all', 'documents:read', 'documents:upload', 'documents:decide'];
    const input = { name: 'intake', permissions, expiresAt: '2030-01-01T00:00:00Z' };
    const { apiKeyCreate } = await gateway.data<{ apiKeyCreate: { key: string } }>(CREATE, { input }, { as: both });
    const bytes = pdfFile();
    const place = await uploads.place(apiKeyCreate.key, { sizeBytes: bytes.length });
    await uploads.put(place.url, bytes);
    const { document } = await uploads.change('Add', { clientId: maria.id, uploadId: place.id, type: 'OTHER' }, apiKeyCreate.key);
    const id = document!.id;
    await eventually(async () => (await row(id))['status'] === 'IN_REVIEW');
    const decision = { id, version: (await row(id))['version'] };
    expect(codes(await uploads.change('Approve', decision, both))).toEqual(['MAKER_CANNOT_CHECK']);
    expect(codes(await uploads.change('Approve', decision, apiKeyCreate.key))).toEqual(['POLICY_FORBIDS']);
    expect((await uploads.change('Approve', decision, compliance)).document?.status).toBe('APPROVED');
  });

  test('that was decided on stays as it was decided', async () => {
    for (const status of ['APPROVED', 'REJECTED', 'EXPIRED', 'WITHDRAWN']) {
      const { id } = await addDocument(gateway, maria.id, { status });
      const told = [
        await uploads.change('Approve', { id, version: 1 }, compliance),
        await uploads.change('Reject', { id, version: 1, reason: 'changed my mind' }, compliance),
        await uploads.change('Withdraw', { id, version: 1 }, maria),
      ];
      expect(told.flatMap(codes), status).toEqual(['ILLEGAL_TRANSITION', 'ILLEGAL_TRANSITION', 'ILLEGAL_TRANSITION']);
    }
  });

  test('that has run out is no evidence, unless it reads otherwise', async () => {
    const { id } = await addDocument(gateway, maria.id, { status: 'IN_REVIEW', expires_on: '2020-01-01' });
    expect(codes(await uploads.change('Approve', { id, version: 1 }, compliance))).toEqual(['POLICY_FORBIDS']);
    expect(codes(await uploads.change('Approve', { id, version: 1, expiresOn: '2021-01-01' }, compliance))).toEqual(['INVALID']);
    expect((await uploads.change('Approve', { id, version: 1, expiresOn: '2031-01-01' }, compliance)).document?.status).toBe('APPROVED');
  });

  test('wants a reason for its rejection', async () => {
    const decision = await inReview();
    expect(codes(await uploads.change('Reject', { ...decision, reason: ' ' }, compliance))).toEqual(['INVALID']);
  });

  test('that is none, or not for the actor to see, is not found', async () => {
    const missing = { id: '01890000-0000-7000-8000-000000000000', version: 1 };
    expect([codes(await uploads.change('Approve', missing, compliance)), codes(await uploads.change('Withdraw', missing, maria))]).toEqual([
      ['NOT_FOUND'],
      ['NOT_FOUND'],
    ]);
    expect(codes(await uploads.change('Approve', { id: 'x', version: 1 }, compliance))).toEqual(['NOT_FOUND']);
  });
});

describe('of two who decide at once', () => {
  const race = async (decisions: (document: { id: string; version: number }) => readonly Promise<Payload>[]): Promise<void> => {
    const document = await inReview();
    const told = await Promise.all(decisions(document));
    expect(told.flatMap(codes)).toEqual(['STALE_VERSION']);
    expect(told.flatMap(({ userErrors }) => userErrors)).toMatchObject([{ currentVersion: document.version + 1 }]);
    const done = await gateway.sql(
      `select action from audit_entry where subject_id = $1 and action in ('document.approve', 'document.reject', 'document.withdraw')`,
      [document.id],
    );
    expect(done).toHaveLength(1);
  };

  test('one approves, and the other sees that it is done', async () => {
    for (let round = 0; round < 3; round++)
      await race((document) => [uploads.change('Approve', document, compliance), uploads.change('Approve', document, second)]);
  });

  test('one approves or rejects while the client withdraws, and one of them has it', async () => {
    for (let round = 0; round < 3; round++) {
      await race((document) => [uploads.change('Approve', document, compliance), uploads.change('Withdraw', document, maria)]);
      await race((document) => [uploads.change('Withdraw', document, maria), uploads.change('Reject', { ...document, reason: 'too late' }, second)]);
    }
  });
});

test('a partner hands in nothing, not even for a client of its own', async () => {
  const administration = await gateway.staff('ADMINISTRATION');
  const partner = await gateway.partner();
  await gateway.sql('update client set partner_id = $2 where id = $1', [maria.id, partner.id]);
  const input = {
    name: 'portal',
    partnerId: partner.id,
    permissions: ['clients:read', 'documents:read', 'documents:upload'],
    expiresAt: '2030-01-01T00:00:00Z',
  };
  const CREATE = 'mutation ($input: ApiKeyCreateInput!) { apiKeyCreate(input: $input) { key userErrors { message } } }';
  const { apiKeyCreate } = await gateway.data<{ apiKeyCreate: { key: string | null } }>(CREATE, { input }, { as: administration });
  // a key for a partner takes no more than partners have
  expect(apiKeyCreate.key).toBeNull();
  const { errors } = await gateway.graphql(
    'mutation { fileUploadCreate(input: { fileName: "x", contentType: "x", sizeBytes: 1 }) { userErrors { code } } }',
    {},
    { as: partner },
  );
  expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
});
