import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { testGateway, type TestGateway } from '../support/gateway.js';
import type { Person } from '../support/people.js';
import { addDocument, type Document } from './documents.fixture.js';
import { type Payload, uploading } from './uploads.fixture.js';

let gateway: TestGateway;
let uploads: ReturnType<typeof uploading>;
let compliance: Person, second: Person, maria: Person;

beforeAll(async () => {
  gateway = await testGateway();
  uploads = uploading(gateway);
  [compliance, second] = [await gateway.staff('COMPLIANCE'), await gateway.staff('COMPLIANCE')];
});
afterAll(() => gateway?.close());
beforeEach(async () => {
  maria = await gateway.client();
});

const standing = async () => (await gateway.sql('select kyc_status as status, kyc_level as level from client where id = $1', [maria.id]))[0];
const assessed = () =>
  gateway.sql(`select reason, before, after, actor_id from audit_entry where subject_id = $1 and action = 'client.kycAssess' order by at, id`, [maria.id]);
const waiting = (type: string, row: Partial<Document> = {}) =>
  addDocument(gateway, maria.id, { type, status: 'IN_REVIEW', uploaded_at: new Date().toISOString(), ...row });
const approve = (id: string, version = 1, as = compliance, more = {}): Promise<Payload> => uploads.change('Approve', { id, version, ...more }, as);
const codes = ({ userErrors }: Payload): string[] => userErrors.map(({ code }) => code);

describe('the level of a client', () => {
  test('moves with the approval of the last missing document, in its transaction and with an audit entry', async () => {
    const [passport, bill] = [await waiting('PASSPORT'), await waiting('PROOF_OF_ADDRESS')];
    expect(await approve(passport.id)).toMatchObject({ userErrors: [] });
    expect(await standing()).toEqual({ status: 'IN_REVIEW', level: 0 });
    await approve(bill.id);
    expect(await standing()).toEqual({ status: 'APPROVED', level: 1 });
    expect(await assessed()).toEqual([
      ...[
        {
          reason: 'A document was approved.',
          before: { kycStatus: 'NOT_STARTED', kycLevel: 0 },
          after: { kycStatus: 'IN_REVIEW', kycLevel: 0 },
          actor_id: compliance.id,
        },
      ],
      ...[
        {
          reason: 'A document was approved.',
          before: { kycStatus: 'IN_REVIEW', kycLevel: 0 },
          after: { kycStatus: 'APPROVED', kycLevel: 1 },
          actor_id: compliance.id,
        },
      ],
    ]);
  });

  test.for([
    [true, 'RESUBMISSION_REQUIRED'],
    [false, 'REJECTED'],
  ] as const)('stays away when a document is rejected; whether another may be sent (%s) makes it %s', async ([resubmit, status]) => {
    const [passport, bill] = [await waiting('PASSPORT'), await waiting('PROOF_OF_ADDRESS')];
    await approve(bill.id);
    await uploads.change('Reject', { id: passport.id, version: 1, reason: 'Part of the page is cut off', resubmit }, compliance);
    expect(await standing()).toEqual({ status, level: 0 });
  });

  test('of a company takes its register extract, too', async () => {
    await gateway.sql(`update client set type = 'CORPORATE', company_name = 'North Bridge Ltd' where id = $1`, [maria.id]);
    for (const type of ['PASSPORT', 'BANK_STATEMENT']) await approve((await waiting(type)).id);
    expect(await standing()).toEqual({ status: 'DOCUMENTS_REQUIRED', level: 0 });
    await approve((await waiting('COMPANY_REGISTRATION')).id);
    expect(await standing()).toEqual({ status: 'APPROVED', level: 1 });
  });
});

describe('two at one document', () => {
  test('who approve it at once: one wins, the other is told that it is stale, and the level moves once', async () => {
    await approve((await waiting('PASSPORT')).id);
    const bill = await waiting('PROOF_OF_ADDRESS');
    const told = await Promise.all([approve(bill.id), approve(bill.id, 1, second)]);
    expect(told.flatMap(codes)).toEqual(['STALE_VERSION']);
    expect(told.flatMap(({ userErrors }) => userErrors.map(({ currentVersion }) => currentVersion))).toEqual([2]);
    expect((await assessed()).filter(({ after }) => (after as { kycLevel: number }).kycLevel === 1)).toHaveLength(1);
  });

  test('one who approves it while its client takes it back: one wins, the other is told that it is stale', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { id } = await waiting('PASSPORT');
      const told = await Promise.all([approve(id), uploads.change('Withdraw', { id, version: 1 }, maria)]);
      expect(told.flatMap(codes)).toEqual(['STALE_VERSION']);
      const [row] = await gateway.sql('select status, version from document where id = $1', [id]);
      expect(row).toEqual({ status: told[0]?.document === null ? 'WITHDRAWN' : 'APPROVED', version: 2 });
    }
  });
});
