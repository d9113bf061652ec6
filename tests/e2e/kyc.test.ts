import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { auditOf, openedEntries } from '../support/audit.js';
import { testGateway, type TestGateway } from '../support/gateway.js';
import type { Person } from '../support/people.js';
import { KycDesk, KycService } from '../../src/modules/kyc/index.js';
import { DocumentExpiry } from '../../src/modules/documents/index.js';
import { jobRequest } from '../../src/runtime/jobs.js';
import { addDocument, type Document } from './documents.fixture.js';
import { type Payload, uploading } from './uploads.fixture.js';

let gateway: TestGateway;
let uploads: ReturnType<typeof uploading>;
let desk: KycDesk, expiry: DocumentExpiry;
let compliance: Person, second: Person, maria: Person;

beforeAll(async () => {
  gateway = await testGateway();
  uploads = uploading(gateway);
  const audit = auditOf(gateway);
  const kyc = new KycService(gateway.database, audit);
  [desk, expiry] = [new KycDesk(gateway.database, kyc), new DocumentExpiry({ database: gateway.database, audit, follower: kyc })];
  [compliance, second] = [await gateway.staff('COMPLIANCE'), await gateway.staff('COMPLIANCE')];
});
afterAll(() => gateway?.close());
beforeEach(async () => {
  maria = await gateway.client();
});

const standing = async () => (await gateway.sql('select kyc_status as status, kyc_level as level from client where id = $1', [maria.id]))[0];
const ASSESSED = `select reason, before, after, actor_id from audit_entry where subject_id = $1 and action = 'client.kycAssess' order by at, id`;
const assessed = async () => openedEntries(gateway, maria.id, await gateway.sql(ASSESSED, [maria.id]));
const waiting = (type: string, row: Partial<Document> = {}) =>
  addDocument(gateway, maria.id, { type, status: 'IN_REVIEW', uploaded_at: new Date().toISOString(), ...row });
const approve = (id: string, version = 1, as = compliance, more = {}): Promise<Payload> => uploads.change('Approve', { id, version, ...more }, as);
/** The clock of the database is not to be moved: instead of time passing, dates lie further back. */
const shift = (days: number): Promise<unknown> =>
  Promise.all([
    gateway.sql(
      "update kyc_standing set expires_on = expires_on - $2::int, review_due_on = review_due_on - $2::int, reviewed_at = reviewed_at - $2 * interval '1 day', assessed_on = assessed_on - $2::int where id = $1",
      [maria.id, days],
    ),
    gateway.sql("update document set expires_on = expires_on - $2::int, uploaded_at = uploaded_at - $2 * interval '1 day' where client_id = $1", [
      maria.id,
      days,
    ]),
  ]);
const tasks = () => gateway.sql(`select detail, status, outcome from task where client_id = $1 and kind = 'KYC_REVIEW' order by opened_at, id`, [maria.id]);
const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
const request = jobRequest('1');
async function verified(expiresOn: string | null = null): Promise<void> {
  for (const type of ['PASSPORT', 'PROOF_OF_ADDRESS']) await approve((await waiting(type)).id, 1, compliance, type === 'PASSPORT' ? { expiresOn } : {});
}
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

const KYC = 'query ($id: ID!) { client(id: $id) { kycStatus kyc { status level expiresOn reviewDueOn nextSteps { code level text documentTypes check } } } }';
type ClientKyc = {
  kyc: {
    status: string;
    level: number;
    expiresOn: string | null;
    reviewDueOn: string | null;
    nextSteps: { code: string; level: number; text: string }[];
  } | null;
};
const kycOf = async (as: Person): Promise<ClientKyc['kyc']> =>
  (await gateway.data<{ client: ClientKyc | null }>(KYC, { id: maria.id }, { as })).client?.kyc ?? null;

describe('what is missing', () => {
  test('is said in words, to the client and to the staff, and never to a partner', async () => {
    const partner = await gateway.partner();
    await gateway.sql('update client set partner_id = $2 where id = $1', [maria.id, partner.id]);
    const told = await kycOf(maria);
    expect(told).toMatchObject({ status: 'NOT_STARTED', level: 0, expiresOn: null, reviewDueOn: null });
    expect(told?.nextSteps.slice(0, 2)).toEqual([
      {
        code: 'HAND_IN',
        level: 1,
        text: 'Hand in a proof of identity: passport or identity card or driving licence.',
        documentTypes: ['PASSPORT', 'IDENTITY_CARD', 'DRIVING_LICENCE'],
        check: null,
      },
      {
        code: 'HAND_IN',
        level: 1,
        text: 'Hand in a proof of address: proof of address or bank statement.',
        documentTypes: ['PROOF_OF_ADDRESS', 'BANK_STATEMENT'],
        check: null,
      },
    ]);
    expect(await kycOf(compliance)).toEqual(told);
    expect(await kycOf(partner)).toBeNull();
  });

  test('follows what was decided', async () => {
    await verified(inDays(20));
    const told = await kycOf(maria);
    expect(told).toMatchObject({ status: 'APPROVED', level: 1, expiresOn: inDays(20) });
    expect(told?.nextSteps).toMatchObject([
      { code: 'APPLY', level: 2 },
      { code: 'HAND_IN', level: 3 },
      { code: 'RENEW_SOON', level: 1, text: `The proof of identity is good until ${inDays(20)}.` },
    ]);
  });
});

describe('time', () => {
  test('lets a document run out: it is EXPIRED, the level falls, the audit log and a task say why', async () => {
    await verified(inDays(2));
    await shift(3);
    await expiry.expire({ request });
    expect(await gateway.sql(`select status, version from document where client_id = $1 and type = 'PASSPORT'`, [maria.id])).toEqual([
      { status: 'EXPIRED', version: 3 },
    ]);
    expect(await standing()).toEqual({ status: 'EXPIRED', level: 0 });
    const why = `The proof of identity ran out on ${inDays(-1)}: hand in a new one.`;
    expect((await assessed()).at(-1)).toMatchObject({ reason: `A document ran out. ${why}`, after: { kycStatus: 'EXPIRED', kycLevel: 0 } });
    expect(await tasks()).toEqual([{ detail: `The KYC level fell. ${why}`, status: 'OPEN', outcome: null }]);
    expect((await kycOf(maria))?.nextSteps[0]).toMatchObject({ code: 'RENEW', text: why });
    await expiry.expire({ request });
    expect(await tasks()).toHaveLength(1);
    // a new one puts it right
    await approve((await waiting('IDENTITY_CARD')).id);
    expect(await standing()).toEqual({ status: 'APPROVED', level: 1 });
    expect(await tasks()).toMatchObject([{ status: 'DONE', outcome: 'RENEWED' }]);
  });

  test('lets a proof of address grow too old', async () => {
    await verified();
    await shift(3 * 366);
    await gateway.sql(`update kyc_standing set reviewed_at = now(), review_due_on = review_due_on + 3000 where id = $1`, [maria.id]);
    await desk.lapse({ request });
    expect(await standing()).toEqual({ status: 'EXPIRED', level: 0 });
  });

  test.for([
    ['LOW', 36],
    ['MEDIUM', 24],
    ['HIGH', 12],
  ] as const)('lets the review of a %s risk be due after %i months; past due the level falls until somebody has looked', async ([risk, months]) => {
    await gateway.sql('update client set risk_level = $2 where id = $1', [maria.id, risk]);
    await verified();
    const [due] = await gateway.sql(`select (now() at time zone 'UTC' + $1::int * interval '1 month')::date::text as on`, [months]);
    expect((await kycOf(compliance))?.reviewDueOn).toBe(due?.['on']);
    await gateway.sql(
      `update kyc_standing set reviewed_at = reviewed_at - $2::int * interval '1 month' - interval '1 day', review_due_on = current_date - 1, assessed_on = current_date - 9 where id = $1`,
      [maria.id, months],
    );
    await desk.lapse({ request });
    expect(await standing()).toEqual({ status: 'EXPIRED', level: 0 });
    expect((await assessed()).at(-1)?.['reason']).toMatch(
      /^A day has passed on which the level rested\. The regular review was due on \d{4}-\d\d-\d\d: compliance looks/,
    );
    const COMPLETE = 'mutation ($input: KycReviewCompleteInput!) { kycReviewComplete(input: $input) { client { kycStatus kycLevel } userErrors { code } } }';
    const input = { clientId: maria.id, note: 'Income and address are unchanged' };
    expect(await gateway.data(COMPLETE, { input }, { as: compliance })).toEqual({
      kycReviewComplete: { client: { kycStatus: 'APPROVED', kycLevel: 1 }, userErrors: [] },
    });
    expect(await tasks()).toMatchObject([{ status: 'DONE', outcome: 'REVIEWED' }]);
  });

  test('is announced: who falls within 30 days is listed, and put before compliance once', async () => {
    await verified(inDays(29));
    const LIST = 'query ($days: Int!) { kycExpiring(withinDays: $days) { nodes { id dueOn client { id } } } }';
    const listed = async (days: number) => {
      const { kycExpiring } = await gateway.data<{ kycExpiring: { nodes: { id: string; dueOn: string }[] } }>(LIST, { days }, { as: compliance });
      return kycExpiring.nodes.filter(({ id }) => id === maria.id).map(({ dueOn }) => dueOn);
    };
    expect([await listed(30), await listed(28)]).toEqual([[inDays(29)], []]);
    for (let round = 0; round < 2; round += 1) await desk.remind();
    expect(await tasks()).toEqual([{ detail: `What the KYC level rests on is good until ${inDays(29)}.`, status: 'OPEN', outcome: null }]);
  });
});

describe('what a level takes', () => {
  const SET =
    'mutation ($input: KycLevelSetInput!) { kycLevelSet(input: $input) { kycLevel { version documents { group types maxAgeMonths } checks } userErrors { code currentVersion: message } } }';
  const set = async (input: object, as = compliance) =>
    (await gateway.data<{ kycLevelSet: { kycLevel: { version: number } | null; userErrors: { code: string }[] } }>(SET, { input }, { as })).kycLevelSet;
  const rule = {
    level: 1,
    clientType: 'INDIVIDUAL',
    jurisdiction: 'MT',
    title: 'Identity',
    documents: [{ group: 'IDENTITY', types: ['PASSPORT'] }],
    checks: ['SCREENING'],
    reason: 'Rules of this entity',
  };

  test('is set for one entity, holds for its clients from then on, and for nobody else', async () => {
    await gateway.sql(`update client set jurisdiction = 'MT' where id = $1`, [maria.id]);
    expect(await set(rule)).toMatchObject({
      kycLevel: { version: 1, documents: [{ group: 'IDENTITY', types: ['PASSPORT'], maxAgeMonths: null }], checks: ['SCREENING'] },
      userErrors: [],
    });
    expect((await kycOf(maria))?.nextSteps.filter(({ level }) => level === 1)).toMatchObject([{ code: 'HAND_IN' }, { code: 'WAIT_FOR_CHECK' }]);
    expect((await set(rule)).userErrors).toMatchObject([{ code: 'STALE_VERSION' }]);
    expect((await set({ ...rule, version: 1, checks: [] })).kycLevel).toMatchObject({ version: 2 });
    await approve((await waiting('PASSPORT')).id);
    expect(await standing()).toEqual({ status: 'APPROVED', level: 1 });
  });

  test('when it is changed, those whom it concerns are assessed anew', async () => {
    await gateway.sql(`update client set jurisdiction = 'LI' where id = $1`, [maria.id]);
    await verified();
    await set({ ...rule, jurisdiction: 'LI', documents: [{ group: 'COMPANY', types: ['COMPANY_REGISTRATION'] }], checks: [] });
    const [job] = await gateway.sql(`select payload from graphile_worker._private_jobs where payload->>'jurisdiction' = 'LI'`);
    await desk.reassess(job?.['payload'] as never, { request });
    expect(await standing()).toEqual({ status: 'DOCUMENTS_REQUIRED', level: 0 });
  });

  test.for([
    [{ documents: [], checks: [] }, 'INVALID'],
    [{ documents: [{ group: 'IDENTITY', types: [] }] }, 'INVALID'],
    [{ documents: [{ group: 'identity', types: ['PASSPORT'] }] }, 'INVALID'],
    [{ level: 10 }, 'INVALID'],
    [{ level: 5, version: 3 }, 'NOT_FOUND'],
  ] as const)('is not set to %j', async ([change, code]) => {
    expect((await set({ ...rule, jurisdiction: 'NO', ...change })).userErrors).toMatchObject([{ code }]);
  });

  test('is set by compliance and management, not by support', async () => {
    const { errors } = await gateway.graphql(SET, { input: rule }, { as: await gateway.staff('SUPPORT') });
    expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });
});
