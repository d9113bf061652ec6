import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testGateway, type TestGateway } from '../support/gateway.js';
import { statements, walk } from '../support/pages.js';
import type { Person } from '../support/people.js';
import { addDocument, type Document } from './documents.fixture.js';

const TYPES = ['PASSPORT', 'IDENTITY_CARD', 'DRIVING_LICENCE', 'PROOF_OF_ADDRESS', 'SOURCE_OF_FUNDS', 'BANK_STATEMENT', 'COMPANY_REGISTRATION', 'OTHER'];
const STATUSES = ['UPLOADED', 'IN_REVIEW', 'APPROVED', 'REJECTED', 'EXPIRED'];

let gateway: TestGateway;
let compliance: Person, sales: Person, finance: Person, maria: Person, other: Person, partner: Person;
const documents: Document[] = [];

/** One of everything there is, handed in two on a day, so that equal sort values occur. */
const variety = (index: number): Partial<Document> => ({
  ...{ type: TYPES[index % 8], status: STATUSES[index % 5], uploaded_at: new Date(Date.UTC(2026, 0, 1 + Math.floor(index / 2))).toISOString() },
  expires_on: index % 3 === 0 ? null : new Date(Date.UTC(2027, index % 12, 1)).toISOString().slice(0, 10),
});

beforeAll(async () => {
  gateway = await testGateway();
  // sales see the documents of those whom they manage here; finance see documents, and may not take them away
  await gateway.sql(`insert into department_permission (department, permission) values ('SALES', 'documents:read'), ('FINANCE', 'documents:read')`);
  [compliance, sales, finance] = [await gateway.staff('COMPLIANCE'), await gateway.staff('SALES'), await gateway.staff('FINANCE')];
  partner = await gateway.partner();
  [maria, other] = [await gateway.client({ partnerId: partner.id }), await gateway.client()];
  for (let index = 0; index < 60; index += 1) documents.push(await addDocument(gateway, index % 4 === 0 ? other.id : maria.id, variety(index)));
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
    const { id } = await addDocument(gateway, maria.id, { status: 'REJECTED', expires_on: '2028-02-29', uploaded_at: '2025-01-01T10:00:00.000Z' });
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

const trail = (id: string) => gateway.sql('select action, actor_kind, actor_id, client_id, after from audit_entry where subject_id = $1 order by at, id', [id]);
const tokenOf = (url: string): string => new URL(url, 'http://gateway').searchParams.get('token') ?? '';

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
