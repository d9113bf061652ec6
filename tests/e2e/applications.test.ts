import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { testGateway, type TestGateway } from '../support/gateway.js';
import type { Person } from '../support/people.js';
import { applying, GOOD_ANSWERS, type Told } from './applications.fixture.js';
import { addDocument } from './documents.fixture.js';
import { uploading } from './uploads.fixture.js';

let gateway: TestGateway;
let applications: ReturnType<typeof applying>;
let compliance: Person, support: Person, both: Person, management: Person, maria: Person;

beforeAll(async () => {
  gateway = await testGateway();
  applications = applying(gateway);
  [compliance, support] = [await gateway.staff('COMPLIANCE'), await gateway.staff('SUPPORT')];
  [both, management] = [await gateway.staff('COMPLIANCE', 'SUPPORT'), await gateway.staff('MANAGEMENT')];
});
afterAll(() => gateway?.close());
beforeEach(async () => {
  maria = await gateway.client();
  await gateway.sql(`update client set onboarding_status = 'REGISTERED' where id = $1`, [maria.id]);
});

const client = async () =>
  (await gateway.sql('select onboarding_status as onboarding, kyc_status as kyc, kyc_level as level, version from client where id = $1', [maria.id]))[0];
const tasks = () => gateway.sql(`select status, outcome from task where client_id = $1 and kind = 'APPLICATION_REVIEW' order by opened_at, id`, [maria.id]);
const entries = (id: string) =>
  gateway.sql('select action, actor_id, client_id, reason, before, after from audit_entry where subject_id = $1 order by at, id', [id]);
const codes = ({ userErrors }: Told): string[] => userErrors.map(({ code }) => code);
const submitted = async (as = maria, answers = GOOD_ANSWERS) => (await applications.submit(as, maria.id, answers)).application!;

/** With documents that were approved. */
async function verify(): Promise<void> {
  const uploads = uploading(gateway);
  for (const type of ['PASSPORT', 'PROOF_OF_ADDRESS']) {
    const { id } = await addDocument(gateway, maria.id, { type, status: 'IN_REVIEW', uploaded_at: new Date().toISOString() });
    await uploads.change('Approve', { id, version: 1 }, compliance);
  }
}

describe('an application', () => {
  test('moves the client along, scores the answers, opens a task, and is one audit entry without the answers', async () => {
    const told = await applications.submit(maria, maria.id);
    expect(told).toMatchObject({
      application: { status: 'SUBMITTED', outcome: 'APPROPRIATE', client: { onboardingStatus: 'APPLICATION_SUBMITTED' } },
      userErrors: [],
    });
    expect(await client()).toMatchObject({ onboarding: 'APPLICATION_SUBMITTED', version: 2 });
    expect(await tasks()).toEqual([{ status: 'OPEN', outcome: null }]);
    const [entry, ...rest] = await entries(told.application!.id);
    expect(rest).toEqual([]);
    expect(entry).toMatchObject({
      action: 'application.submit',
      actor_id: maria.id,
      client_id: maria.id,
      before: { onboardingStatus: 'REGISTERED' },
      after: { score: 8 },
    });
    expect(JSON.stringify(entry)).not.toContain('UP_TO_50000');
    const [row] = await gateway.sql('select answers_sealed from application where id = $1', [told.application!.id]);
    expect(JSON.stringify(row)).not.toContain('UP_TO_50000');
  });

  test('is refused with a sentence for each question that is at fault, and nothing of it is kept', async () => {
    const { STOP_LOSS: _, ...rest } = GOOD_ANSWERS;
    const told = await applications.submit(maria, maria.id, { ...rest, ANNUAL_INCOME: ['A_LOT'], SHOE_SIZE: ['43'] });
    expect(told.userErrors).toMatchObject([
      { code: 'INVALID', field: ['answers', 'SHOE_SIZE'] },
      { code: 'INVALID', field: ['answers', 'ANNUAL_INCOME'], message: expect.stringContaining('What do you earn a year') },
      { code: 'INVALID', field: ['answers', 'STOP_LOSS'] },
    ]);
    expect(await client()).toMatchObject({ onboarding: 'REGISTERED' });
    expect(await gateway.sql('select from application where client_id = $1', [maria.id])).toEqual([]);
  });

  test('waits once: a second one is refused, two at once make one', async () => {
    const told = await Promise.all([applications.submit(maria, maria.id), applications.submit(support, maria.id)]);
    expect(told.flatMap(codes)).toEqual(['ALREADY_PENDING']);
    expect(codes(await applications.submit(maria, maria.id))).toEqual(['ALREADY_PENDING']);
  });

  test('is read by whom it concerns: answers behind clients:pii and written to the audit log, scores by compliance, nothing by partners and other clients', async () => {
    const { id } = await submitted();
    const READ = 'query ($id: ID!) { application(id: $id) { status formVersion answers { question answers } score } }';
    const own = await gateway.graphql<{ application: { answers: object[]; score: number | null } }>(READ, { id }, { as: maria });
    expect(own.data?.application).toMatchObject({ status: 'SUBMITTED', formVersion: 1, score: null });
    expect(own.data?.application.answers).toContainEqual({ question: 'WEALTH_SOURCE', answers: ['EMPLOYMENT', 'SAVINGS'] });
    expect(own.errors).toMatchObject([{ path: ['application', 'score'], extensions: { code: 'FORBIDDEN' } }]);
    expect(await gateway.data(READ, { id }, { as: compliance })).toMatchObject({ application: { score: 8 } });
    const seen = await gateway.graphql<{ application: object }>(READ, { id }, { as: support });
    expect(seen.data?.application).toMatchObject({ answers: null, score: null });
    expect((await entries(id)).filter(({ action }) => action === 'application.readAnswers').map(({ actor_id }) => actor_id)).toEqual([maria.id, compliance.id]);
    expect(await gateway.data(READ, { id }, { as: await gateway.client() })).toEqual({ application: null });
    const partner = await gateway.partner();
    expect((await gateway.graphql(READ, { id }, { as: partner })).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });

  test('is for the questionnaire in use', async () => {
    expect(codes(await applications.submit(maria, maria.id, GOOD_ANSWERS, { formId: '019a0000-0000-7000-8000-000000000002' }))).toEqual(['POLICY_FORBIDS']);
    expect(await applications.form(maria)).toEqual(await applications.form(support, { clientType: 'INDIVIDUAL' }));
    expect(await applications.form(await gateway.client(), { clientId: maria.id })).toBeNull();
  });
});

describe('a decision', () => {
  test('approves whom the KYC level allows, and the level rises with it', async () => {
    await verify();
    const { id, version } = await submitted();
    expect(await applications.decide(compliance, { id, version, decision: 'APPROVE' })).toMatchObject({
      ...{ application: { status: 'APPROVED', version: 2, client: { onboardingStatus: 'APPROVED' } }, userErrors: [] },
    });
    expect(await client()).toMatchObject({ onboarding: 'APPROVED', kyc: 'APPROVED', level: 2 });
    expect(await tasks()).toEqual([{ status: 'DONE', outcome: 'APPROVED' }]);
    expect((await entries(id)).at(-1)).toMatchObject({
      action: 'application.decide',
      actor_id: compliance.id,
      after: { status: 'APPROVED', onboardingStatus: 'APPROVED' },
    });
  });

  test('does not approve whose documents are missing, and says which; nothing moves', async () => {
    const { id, version } = await submitted();
    const told = await applications.decide(compliance, { id, version, decision: 'APPROVE' });
    expect(codes(told)).toEqual(['KYC_REQUIRED', 'KYC_REQUIRED', 'KYC_REQUIRED']);
    expect(told.userErrors.map(({ message }) => message)).toEqual([
      'Approval takes KYC level 1.',
      'Hand in a proof of identity: passport or identity card or driving licence.',
      'Hand in a proof of address: proof of address or bank statement.',
    ]);
    expect(await client()).toMatchObject({ onboarding: 'APPLICATION_SUBMITTED' });
    expect(await tasks()).toEqual([{ status: 'OPEN', outcome: null }]);
  });

  test('asks for information: the client applies anew, in place of the first one', async () => {
    await verify();
    const first = await submitted();
    const decision = { id: first.id, version: 1, decision: 'ASK_FOR_INFORMATION' };
    expect(codes(await applications.decide(compliance, decision))).toEqual(['INVALID']);
    const asked = await applications.decide(compliance, { ...decision, reasons: ['Please say what you do for a living'] });
    expect(asked.application).toMatchObject({ status: 'INFORMATION_REQUIRED', client: { onboardingStatus: 'INFORMATION_REQUIRED' } });
    const second = await submitted(maria, { ...GOOD_ANSWERS, OCCUPATION: ['Baker'] });
    expect(await gateway.sql('select status, reasons from application where client_id = $1 order by submitted_at, id', [maria.id])).toEqual([
      { status: 'REPLACED', reasons: ['Please say what you do for a living'] },
      { status: 'SUBMITTED', reasons: [] },
    ]);
    expect((await applications.decide(compliance, { id: second.id, version: 1, decision: 'APPROVE' })).application?.client?.onboardingStatus).toBe('APPROVED');
    expect(await tasks()).toMatchObject([{ outcome: 'INFORMATION_REQUIRED' }, { outcome: 'APPROVED' }]);
  });

  test('rejects; the client may apply again', async () => {
    const { id } = await submitted();
    const told = await applications.decide(compliance, { id, version: 1, decision: 'REJECT', reasons: ['Source of funds is not plausible'] });
    expect(told.application).toMatchObject({ status: 'REJECTED', client: { onboardingStatus: 'REJECTED' } });
    expect(codes(await applications.decide(compliance, { id, version: 2, decision: 'APPROVE' }))).toEqual(['ILLEGAL_TRANSITION']);
    expect((await submitted()).client?.onboardingStatus).toBe('APPLICATION_SUBMITTED');
  });

  test('on whom trading does not suit says why it is let in', async () => {
    await verify();
    const { id, outcome } = await submitted(maria, {
      ...GOOD_ANSWERS,
      TRADES: ['NEVER'],
      LEVERAGE: ['UNKNOWN'],
      CLOSE_OUT: ['UNKNOWN'],
      STOP_LOSS: ['UNKNOWN'],
    });
    expect(outcome).toBe('NOT_APPROPRIATE');
    expect(codes(await applications.decide(compliance, { id, version: 1, decision: 'APPROVE' }))).toEqual(['INVALID']);
    expect(codes(await applications.decide(compliance, { id, version: 1, decision: 'APPROVE', reasons: ['Has taken the course since'] }))).toEqual([]);
  });

  test('is never made by whoever submitted it', async () => {
    const { id } = await submitted(both);
    expect(codes(await applications.decide(both, { id, version: 1, decision: 'REJECT', reasons: ['Not plausible'] }))).toEqual(['MAKER_CANNOT_CHECK']);
    expect(codes(await applications.decide(compliance, { id, version: 1, decision: 'REJECT', reasons: ['Not plausible'] }))).toEqual([]);
  });

  test('by two at once is made by one; the other is told that it is stale', async () => {
    const { id } = await submitted();
    const decision = { id, version: 1, decision: 'REJECT', reasons: ['Not plausible'] };
    const told = await Promise.all([applications.decide(compliance, decision), applications.decide(management, decision)]);
    expect(told.flatMap(codes)).toEqual(['STALE_VERSION']);
  });

  test('is not made by hand while an application waits', async () => {
    await submitted();
    const TRANSITION = 'mutation ($input: ClientTransitionInput!) { clientTransition(input: $input) { userErrors { code message } } }';
    const input = { id: maria.id, version: 2, to: 'APPROVED', reason: 'Known to us' };
    expect(await gateway.data(TRANSITION, { input }, { as: compliance })).toMatchObject({ clientTransition: { userErrors: [{ code: 'POLICY_FORBIDS' }] } });
  });

  test('on a client who has left meanwhile can only put the application away', async () => {
    await verify();
    const { id } = await submitted();
    await gateway.sql(`update client set onboarding_status = 'CLOSED' where id = $1`, [maria.id]);
    expect(codes(await applications.decide(compliance, { id, version: 1, decision: 'APPROVE' }))).toEqual(['ILLEGAL_TRANSITION']);
    expect((await applications.decide(compliance, { id, version: 1, decision: 'REJECT', reasons: ['Has left'] })).application).toMatchObject({
      ...{ status: 'REJECTED', client: { onboardingStatus: 'CLOSED' } },
    });
  });

  test('takes clients:decide', async () => {
    const { id } = await submitted();
    const DECIDE = 'mutation ($input: ApplicationDecideInput!) { applicationDecide(input: $input) { userErrors { code } } }';
    const { errors } = await gateway.graphql(DECIDE, { input: { id, version: 1, decision: 'APPROVE' } }, { as: support });
    expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });
});

describe('a questionnaire', () => {
  const SET = 'mutation ($input: ApplicationFormSetInput!) { applicationFormSet(input: $input) { applicationForm { id version } userErrors { code field } } }';
  const input = {
    ...{ clientType: 'CORPORATE', version: 1, title: 'Application of a company', appropriateFrom: 1, warningFrom: 0, kycLevel: 1, reason: 'Shorter' },
    questions: [
      {
        code: 'KNOWS',
        section: 'EXPERIENCE',
        kind: 'ONE',
        text: 'Do you know CFDs?',
        options: [
          { code: 'NO', text: 'No' },
          { code: 'YES', text: 'Yes', score: 1 },
        ],
      },
    ],
  };

  test('is replaced by a new version, which the next applicants answer', async () => {
    await gateway.sql(`update client set type = 'CORPORATE', company_name = 'North Bridge Ltd' where id = $1`, [maria.id]);
    const told = await gateway.data<{ applicationFormSet: { applicationForm: { id: string } } }>(SET, { input }, { as: management });
    expect(told).toMatchObject({ applicationFormSet: { applicationForm: { version: 2 }, userErrors: [] } });
    expect(await applications.form(maria)).toMatchObject({ id: told.applicationFormSet.applicationForm.id, version: 2, questions: [{ code: 'KNOWS' }] });
    expect((await applications.submit(maria, maria.id, { KNOWS: ['YES'] })).application?.outcome).toBe('APPROPRIATE');
    expect(await gateway.data(SET, { input }, { as: management })).toMatchObject({ applicationFormSet: { userErrors: [{ code: 'STALE_VERSION' }] } });
  });

  test('that nobody could pass is not published', async () => {
    expect(await gateway.data(SET, { input: { ...input, version: 2, appropriateFrom: 2 } }, { as: management })).toMatchObject({
      applicationFormSet: { userErrors: [{ code: 'INVALID', field: ['appropriateFrom'] }] },
    });
  });
});
