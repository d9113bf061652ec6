import { createHash, randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FolderStore } from '../../src/connectors/files/folder/folder.store.js';
import { newId } from '../../src/database/ids.js';
import { DocumentLinks } from '../../src/modules/documents/index.js';
import { StoppedClock } from '../../src/runtime/clock.js';
import { testGateway, type TestGateway } from '../support/gateway.js';
import { statements, walk } from '../support/pages.js';
import type { Person } from '../support/people.js';

interface Document {
  readonly id: string;
  readonly client_id: string;
  readonly type: string;
  readonly status: string;
  readonly file_name: string;
  readonly content_type: string;
  readonly size_bytes: number;
  readonly sha256: string;
  readonly storage_key: string;
  readonly expires_on: string | null;
  readonly uploaded_at: string;
}

const TYPES = ['PASSPORT', 'IDENTITY_CARD', 'DRIVING_LICENCE', 'PROOF_OF_ADDRESS', 'SOURCE_OF_FUNDS', 'BANK_STATEMENT', 'COMPANY_REGISTRATION', 'OTHER'];
const STATUSES = ['UPLOADED', 'IN_REVIEW', 'APPROVED', 'REJECTED', 'EXPIRED'];

let gateway: TestGateway;
let compliance: Person, sales: Person, finance: Person, maria: Person, other: Person, partner: Person;
const documents: Document[] = [];

async function addDocument(clientId: string, row: Partial<Document> = {}): Promise<Document> {
  const name = randomBytes(8).toString('hex');
  const document = {
    ...{
      id: newId(),
      client_id: clientId,
      type: 'PASSPORT',
      status: 'UPLOADED',
      file_name: 'passport.pdf',
      content_type: 'application/pdf',
      size_bytes: 10,
      sha256: 'unknown',
    },
    ...{ storage_key: `${name.slice(0, 2)}/${name.slice(2, 4)}/${name}.pdf`, expires_on: null, uploaded_at: '2026-03-01T00:00:00.000Z', ...row },
  };
  const columns = Object.keys(document);
  await gateway.sql(`insert into document (${columns.join(', ')}) values (${columns.map((_, index) => `$${index + 1}`).join(', ')})`, Object.values(document));
  return document;
}

/** One with a real file behind it. */
async function addFile(clientId: string, bytes: Buffer, row: Partial<Document> = {}): Promise<Document> {
  const document = await addDocument(clientId, { size_bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex'), ...row });
  await new FolderStore(gateway.config.filesDir).put(document.storage_key, Readable.from([bytes]));
  return document;
}

/** One of everything there is, handed in two on a day, so that equal sort values occur. */
const variety = (index: number): Partial<Document> => ({
  ...{ type: TYPES[index % 8], status: STATUSES[index % 5], uploaded_at: new Date(Date.UTC(2026, 0, 1 + Math.floor(index / 2))).toISOString() },
  expires_on: index % 3 === 0 ? null : new Date(Date.UTC(2027, index % 12, 1)).toISOString().slice(0, 10),
});

beforeAll(async () => {
  gateway = await testGateway();
  // sales see the documents of those whom they manage here; finance see documents, and may not take them away
  await gateway.sql(
    `insert into department_permission (department, permission) values ('SALES', 'documents:read'), ('SALES', 'documents:download'), ('FINANCE', 'documents:read')`,
  );
  [compliance, sales, finance] = [await gateway.staff('COMPLIANCE'), await gateway.staff('SALES'), await gateway.staff('FINANCE')];
  partner = await gateway.partner();
  [maria, other] = [await gateway.client({ partnerId: partner.id }), await gateway.client()];
  for (let index = 0; index < 60; index += 1) documents.push(await addDocument(index % 4 === 0 ? other.id : maria.id, variety(index)));
});
afterAll(() => gateway?.close());

const text = (one: string, two: string): number => (one < two ? -1 : one > two ? 1 : 0);
const newestFirst = (found: readonly Document[]): string[] =>
  [...found].sort((one, two) => text(two.uploaded_at, one.uploaded_at) || text(two.id, one.id)).map(({ id }) => id);

describe('the list of documents', () => {
  const filters: Record<string, [filter: () => string, matches: (document: Document) => boolean]> = {
    clientId: [() => `{ clientId: "${other.id}" }`, (document) => document.client_id === other.id],
    type: [() => '{ type: [PASSPORT, OTHER] }', (document) => ['PASSPORT', 'OTHER'].includes(document.type)],
    status: [() => '{ status: [IN_REVIEW] }', (document) => document.status === 'IN_REVIEW'],
    'the span in which they were handed in': [
      () => '{ uploadedAt: { from: "2026-01-05T00:00:00Z", to: "2026-01-10T00:00:00Z" } }',
      (document) => document.uploaded_at >= '2026-01-05' && document.uploaded_at < '2026-01-10',
    ],
    'the span in which they run out': [
      () => '{ expiresOn: { from: "2027-02-01", to: "2027-06-01" } }',
      ({ expires_on }) => expires_on !== null && expires_on >= '2027-02-01' && expires_on < '2027-06-01',
    ],
    'an open span': [() => '{ expiresOn: { from: "2027-06-01" } }', ({ expires_on }) => expires_on !== null && expires_on >= '2027-06-01'],
    'all of them together': [
      () => `{ clientId: "${maria.id}", type: [IDENTITY_CARD, BANK_STATEMENT], status: [APPROVED, REJECTED], uploadedAt: { from: "2026-01-02T00:00:00Z" } }`,
      (document) =>
        document.client_id === maria.id &&
        ['IDENTITY_CARD', 'BANK_STATEMENT'].includes(document.type) &&
        ['APPROVED', 'REJECTED'].includes(document.status) &&
        document.uploaded_at >= '2026-01-02',
    ],
  };

  test.for(Object.entries(filters))('is narrowed by %s, and counted so', async ([, [filter, matches]]) => {
    const answer = await gateway.data<{ documents: { nodes: { id: string }[]; totalCount: number } }>(
      `{ documents(filter: ${filter()}, first: 100) { nodes { id } totalCount } }`,
      {},
      { as: compliance },
    );
    const expected = newestFirst(documents.filter(matches));
    expect(expected.length).toBeGreaterThan(0);
    expect(answer.documents).toEqual({ nodes: expected.map((id) => ({ id })), totalCount: expected.length });
  });

  test('runs from the newest to the oldest, the same in pages from either end', async () => {
    const question = { list: 'documents', size: 7, as: compliance };
    expect(await walk(gateway, question, 'forwards')).toEqual(newestFirst(documents));
    expect(await walk(gateway, question, 'backwards')).toEqual(newestFirst(documents));
  });

  test('runs the other way when that is asked for', async () => {
    const question = { list: 'documents', args: 'orderBy: { direction: ASC }', size: 25, as: compliance };
    expect(await walk(gateway, question, 'forwards')).toEqual(newestFirst(documents).reverse());
    expect(await walk(gateway, question, 'backwards')).toEqual(newestFirst(documents).reverse());
  });

  test('costs the same number of statements for 5 rows and for 50, signed links and their audit entries included', async () => {
    const query =
      'query ($first: Int) { documents(first: $first) { totalCount nodes { fileName downloadUrl client { reference documents(first: 2, filter: { status: [APPROVED] }) { nodes { id } } } reviewedBy { name } } } }';
    const count = (first: number) => statements(gateway, () => gateway.data(query, { first }, { as: compliance }));
    await count(5);
    const [few, many] = [await count(5), await count(50)];
    expect(many).toBe(few);
    // who asks, the rows, their count, the audit entries, clients, their documents; nobody has reviewed any
    expect(few).toBeLessThanOrEqual(7);
  });
});

describe('a document', () => {
  const DOCUMENT =
    'query ($id: ID!) { document(id: $id) { id version type status fileName contentType sizeBytes sha256 issuingCountry expiresOn reviewedBy { name } reviewedAt rejectionReason uploadedAt client { id } } }';

  test('shows what it is, and who decided on it', async () => {
    const { id } = await addDocument(maria.id, { status: 'REJECTED', expires_on: '2028-02-29', uploaded_at: '2025-01-01T10:00:00.000Z' });
    await gateway.sql(
      `update document set reviewed_by_id = $2, reviewed_at = '2025-01-02T08:30:00Z', rejection_reason = 'out of focus', issuing_country = 'CY' where id = $1`,
      [id, compliance.id],
    );
    const { document } = await gateway.data(DOCUMENT, { id }, { as: compliance });
    expect(document).toEqual({
      ...{
        id,
        version: 1,
        type: 'PASSPORT',
        status: 'REJECTED',
        fileName: 'passport.pdf',
        contentType: 'application/pdf',
        sizeBytes: 10,
        sha256: 'unknown',
        issuingCountry: 'CY',
        expiresOn: '2028-02-29',
      },
      ...{
        reviewedBy: { name: 'Helena Costa' },
        reviewedAt: '2025-01-02T08:30:00.000Z',
        rejectionReason: 'out of focus',
        uploadedAt: '2025-01-01T10:00:00.000Z',
        client: { id: maria.id },
      },
    });
    await gateway.sql('delete from document where id = $1', [id]);
  });

  test('is there for its client, and absent for another and for one who manages somebody else', async () => {
    const { id } = documents[1] as Document;
    expect((await gateway.data<{ document: object }>('query ($id: ID!) { document(id: $id) { id } }', { id }, { as: maria })).document).toEqual({ id });
    for (const as of [other, sales]) expect(await gateway.data('query ($id: ID!) { document(id: $id) { id } }', { id }, { as })).toEqual({ document: null });
  });

  test('stands under its client, narrowed and a page at a time', async () => {
    const own = newestFirst(documents.filter((document) => document.client_id === other.id && document.status !== 'EXPIRED'));
    const query =
      'query ($id: ID!) { client(id: $id) { documents(filter: { status: [UPLOADED, IN_REVIEW, APPROVED, REJECTED] }, first: 4) { nodes { id } totalCount pageInfo { hasNextPage } } } }';
    const { client } = await gateway.data(query, { id: other.id }, { as: compliance });
    expect(client).toEqual({ documents: { nodes: own.slice(0, 4).map((id) => ({ id })), totalCount: own.length, pageInfo: { hasNextPage: true } } });
  });

  test('is nothing for partners, not even of their own clients', async () => {
    const answer = await gateway.graphql('query ($id: ID!) { client(id: $id) { id documents { nodes { id } } } }', { id: maria.id }, { as: partner });
    expect(answer).toMatchObject({
      data: { client: { id: maria.id, documents: null } },
      errors: [{ path: ['client', 'documents'], extensions: { code: 'FORBIDDEN', permission: 'documents:read' } }],
    });
  });
});

const LINK = 'query ($id: ID!) { document(id: $id) { downloadUrl } }';
const linkFor = async (id: string, as: Person | string): Promise<string> => {
  const { document } = await gateway.data<{ document: { downloadUrl: string } }>(LINK, { id }, { as });
  return document.downloadUrl;
};
const follow = (url: string, method: 'GET' | 'HEAD' = 'GET') => gateway.fastify.inject({ method, url });
const told = async (url: string) => {
  const response = await follow(url);
  const [error] = response.json<{ errors: { message: string; extensions: { code: string; requestId: string } }[] }>().errors;
  expect(response.headers['content-type']).toMatch(/^application\/json/);
  expect(error?.extensions.requestId).toBe(response.headers['x-request-id']);
  return [response.statusCode, error?.extensions.code, error?.message];
};
const trail = (id: string) => gateway.sql('select action, actor_kind, actor_id, client_id, after from audit_entry where subject_id = $1 order by at, id', [id]);
const withToken = (id: string, token: string): string => `/files/documents/${id}?token=${token}`;
const tokenOf = (url: string): string => new URL(url, 'http://gateway').searchParams.get('token') ?? '';

describe('a download', () => {
  const bytes = Buffer.concat([Buffer.from('%PDF-1.7\n'), randomBytes(200_000)]);

  test('gives the file, byte for byte, as something to save and not to show', async () => {
    const { id } = await addFile(maria.id, bytes, { file_name: 'Ausweis Müller.pdf' });
    const response = await follow(await linkFor(id, compliance));
    expect(response.statusCode).toBe(200);
    expect(response.rawPayload.equals(bytes)).toBe(true);
    expect(response.headers).toMatchObject({
      ...{
        'content-type': 'application/pdf',
        'content-length': String(bytes.length),
        'content-disposition': `attachment; filename="Ausweis M_ller.pdf"; filename*=UTF-8''Ausweis%20M%C3%BCller.pdf`,
      },
      ...{
        'x-content-type-options': 'nosniff',
        'cache-control': 'no-store',
        'content-security-policy': "sandbox; default-src 'none'",
        'referrer-policy': 'no-referrer',
      },
    });
  });

  test('is written to the audit log, and so is the link, each on the client whose document it is', async () => {
    const { id, sha256 } = await addFile(maria.id, Buffer.from('%PDF'));
    const url = await linkFor(id, maria);
    await follow(url);
    await follow(url);
    const download = {
      action: 'document.download',
      actor_kind: 'CLIENT',
      actor_id: maria.id,
      client_id: maria.id,
      after: { fileName: 'passport.pdf', sha256 },
    };
    expect(await trail(id)).toEqual([{ ...download, action: 'document.readDownloadUrl', after: { fields: ['downloadUrl'] } }, download, download]);
  });

  test('is not what a HEAD gets, nor is one written down for it', async () => {
    const { id } = await addFile(maria.id, Buffer.from('%PDF'));
    expect((await follow(await linkFor(id, compliance), 'HEAD')).statusCode).toBe(404);
    expect((await trail(id)).map(({ action }) => action)).toEqual(['document.readDownloadUrl']);
  });

  test('is refused when the link is over, with a sentence that says so', async () => {
    const { id } = await addFile(maria.id, Buffer.from('%PDF'));
    const [, viewerId = '', sessionId = ''] = tokenOf(await linkFor(id, compliance)).split('.');
    const clock = new StoppedClock(new Date(Date.now() - 60_001));
    const links = new DocumentLinks({ key: gateway.config.secrets.linkKey, publicUrl: null, clock });
    const old =
      links.urlFor(id, { kind: 'STAFF', id: viewerId, sessionId, name: '', departments: [], permissions: new Set(), clientId: null, partnerId: null }) ?? '';
    expect(await told(old)).toEqual([403, 'FORBIDDEN', 'This link has expired: it holds for 60 seconds. Ask for downloadUrl again.']);
  });

  test('is refused without a link, with a changed one, and with the link to another document', async () => {
    const [one, two] = [await addFile(maria.id, Buffer.from('%PDF')), await addFile(maria.id, Buffer.from('%PDF'))];
    const token = tokenOf(await linkFor(one.id, compliance));
    const broken = [
      withToken(two.id, token),
      withToken(one.id, `${token.slice(0, -2)}xx`),
      withToken(one.id, ''),
      `/files/documents/${one.id}`,
      `${withToken(one.id, token)}&token=${token}`,
      withToken('no-id', token),
    ];
    for (const url of broken) expect(await told(url)).toEqual([403, 'FORBIDDEN', 'This link does not hold: ask for downloadUrl again.']);
    expect((await trail(two.id)).map(({ action }) => action)).toEqual([]);
  });

  test('is refused once the session that asked has ended', async () => {
    const { id } = await addFile(maria.id, Buffer.from('%PDF'));
    const leaving = await gateway.staff('COMPLIANCE');
    const url = await linkFor(id, leaving);
    await gateway.data('mutation { signOut { userErrors { message } } }', {}, { as: leaving });
    expect(await told(url)).toEqual([403, 'FORBIDDEN', 'The session that asked for this link has ended: sign in, and ask for downloadUrl again.']);
  });

  test('is refused once the permission is taken away', async () => {
    const { id } = await addFile(maria.id, Buffer.from('%PDF'));
    const url = await linkFor(id, compliance);
    await gateway.sql(`delete from department_permission where department = 'COMPLIANCE' and permission = 'documents:download'`);
    try {
      expect(await told(url)).toEqual([403, 'FORBIDDEN', 'This takes the permission documents:download.']);
    } finally {
      await gateway.sql(`insert into department_permission (department, permission) values ('COMPLIANCE', 'documents:download')`);
    }
  });

  test('finds nothing once the client is managed by somebody else', async () => {
    const managed = await gateway.client();
    await gateway.sql('update client set account_manager_id = $2 where id = $1', [managed.id, sales.id]);
    const { id } = await addFile(managed.id, Buffer.from('%PDF'));
    const url = await linkFor(id, sales);
    expect((await follow(url)).statusCode).toBe(200);
    await gateway.sql('update client set account_manager_id = null where id = $1', [managed.id]);
    expect(await told(url)).toEqual([404, 'NOT_FOUND', 'There is no such document.']);
  });

  test('by an API key holds until the key is revoked', async () => {
    const administration = await gateway.staff('ADMINISTRATION', 'COMPLIANCE');
    const CREATE = 'mutation ($input: ApiKeyCreateInput!) { apiKeyCreate(input: $input) { key apiKey { id } userErrors { message } } }';
    const input = {
      name: 'portal',
      clientId: maria.id,
      permissions: ['clients:read', 'documents:read', 'documents:download'],
      expiresAt: '2030-01-01T00:00:00Z',
    };
    const { apiKeyCreate } = await gateway.data<{ apiKeyCreate: { key: string; apiKey: { id: string } } }>(CREATE, { input }, { as: administration });
    const { id } = await addFile(maria.id, Buffer.from('%PDF'));
    const url = await linkFor(id, apiKeyCreate.key);
    expect((await follow(url)).statusCode).toBe(200);
    expect(await trail(id)).toMatchObject([
      { action: 'document.readDownloadUrl', actor_kind: 'API_KEY' },
      { action: 'document.download', actor_id: apiKeyCreate.apiKey.id },
    ]);
    await gateway.sql('update api_key set revoked_at = now() where id = $1', [apiKeyCreate.apiKey.id]);
    expect((await told(url))[0]).toBe(403);
  });

  test.for(['../../secrets.json', '/etc/passwd', 'ab/cd/../../../secrets.json'])('never leads out of the store: %s', async (storage_key) => {
    const { id } = await addDocument(maria.id, { storage_key });
    const url = await linkFor(id, compliance);
    const response = await follow(url);
    expect([response.statusCode, response.body.includes('Key')]).toEqual([500, false]);
    expect((await trail(id)).map(({ action }) => action)).toEqual(['document.readDownloadUrl']);
  });

  test('of a file that the store has lost is a fault of ours, told without details and not written down as a download', async () => {
    const { id, storage_key } = await addFile(maria.id, Buffer.from('%PDF'));
    const url = await linkFor(id, compliance);
    rmSync(join(gateway.config.filesDir, storage_key));
    expect(await told(url)).toEqual([500, 'INTERNAL_SERVER_ERROR', 'Something went wrong on our side.']);
    expect((await trail(id)).map(({ action }) => action)).toEqual(['document.readDownloadUrl']);
    expect(gateway.logged.join()).toContain('is not in the store');
  });

  test('leaves no token in the log', () => {
    expect(gateway.logged.join()).not.toContain('token=');
  });
});

describe('downloadUrl', () => {
  test('takes a permission of its own, and the rest of the document stands without it', async () => {
    const { id } = documents[1] as Document;
    const answer = await gateway.graphql('query ($id: ID!) { document(id: $id) { id downloadUrl } }', { id }, { as: finance });
    expect(answer).toMatchObject({
      data: { document: { id, downloadUrl: null } },
      errors: [{ path: ['document', 'downloadUrl'], extensions: { code: 'FORBIDDEN', permission: 'documents:download' } }],
    });
    expect(await trail(id)).toEqual(expect.not.arrayContaining([expect.objectContaining({ actor_id: finance.id })]));
  });

  test('is another for each who asks, and for each document of a page', async () => {
    const query = '{ documents(first: 3) { nodes { id downloadUrl } } }';
    type Page = { documents: { nodes: { id: string; downloadUrl: string }[] } };
    const pages = [
      await gateway.data<Page>(query, {}, { as: compliance }),
      await gateway.data<Page>(query, {}, { as: compliance }),
      await gateway.data<Page>(query, {}, { as: maria }),
    ];
    const links = pages.flatMap((page) => page.documents.nodes);
    for (const { id, downloadUrl } of links) expect(downloadUrl).toContain(`/files/documents/${id}?token=`);
    expect(new Set(links.map(({ downloadUrl }) => tokenOf(downloadUrl).split('.')[1]))).toEqual(new Set([compliance.id, maria.id]));
    expect(new Set(links.map(({ downloadUrl }) => downloadUrl)).size).toBe(links.length);
  });
});
