import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '../../src/database/ids.js';
import { testGateway, type TestGateway } from '../support/gateway.js';
import type { Person } from '../support/people.js';
import { applying, GOOD_ANSWERS } from './applications.fixture.js';
import { eventually } from './jobs.fixture.js';
import { newcomer } from './screening.fixture.js';

let gateway: TestGateway;
let compliance: Person, second: Person;

beforeAll(async () => {
  gateway = await testGateway();
  [compliance, second] = [await gateway.staff('COMPLIANCE'), await gateway.staff('COMPLIANCE')];
});
afterAll(() => gateway?.close());

interface Rating {
  readonly level: string;
  readonly ratedLevel: string;
  readonly score: number;
  readonly ruleSet: number;
  readonly factors: readonly { readonly code: string; readonly points: number; readonly factor: string; readonly title: string }[];
  readonly inputs: readonly { readonly name: string; readonly value: string }[];
  readonly nextReviewOn: string;
  readonly reviewedBy: string | null;
  readonly ratedBy: string;
  readonly cause: string;
  readonly override: { readonly id: string; readonly status: string; readonly level: string } | null;
}
interface Rated {
  readonly version: number;
  readonly riskLevel: string;
  readonly riskRating: Rating | null;
  readonly riskRatings: { readonly nodes: readonly { readonly level: string; readonly isCurrent: boolean }[] };
}
interface Payload {
  readonly client?: { readonly riskLevel: string } | null;
  readonly override?: { readonly id: string; readonly version: number; readonly status: string } | null;
  readonly ruleSet?: { readonly id: string; readonly version: number; readonly number: number; readonly status: string } | null;
  readonly userErrors: readonly { readonly code: string; readonly field: readonly string[] | null }[];
}

const RATED = `query ($id: ID!) {
  client(id: $id) {
    version riskLevel
    riskRating {
      level ratedLevel score ruleSet factors { factor code title points } inputs { name value } nextReviewOn reviewedBy ratedBy cause override { id status level }
    }
    riskRatings(first: 10) { nodes { level isCurrent } }
  }
}`;
const rated = async (id: string): Promise<Rated> => (await gateway.data<{ client: Rated }>(RATED, { id }, { as: compliance })).client;

const SELECTS: Readonly<Record<string, string>> = {
  riskAssess: 'client { riskLevel }',
  riskReviewComplete: 'client { riskLevel }',
  riskRuleSetDraft: 'ruleSet { id version number status }',
  riskRuleSetPublish: 'ruleSet { id version number status }',
};
async function change(mutation: string, input: object, as: Person = compliance): Promise<Payload> {
  const type = `${mutation[0]?.toUpperCase()}${mutation.slice(1)}Input`;
  const selection = SELECTS[mutation] ?? 'override { id version status }';
  const text = `mutation ($input: ${type}!) { ${mutation}(input: $input) { ${selection} userErrors { code field } } }`;
  return (await gateway.data<Record<string, Payload>>(text, { input }, { as }))[mutation] as Payload;
}
const codes = ({ userErrors }: Payload): string[] => userErrors.map(({ code }) => code);
const assess = (clientId: string, as?: Person) => change('riskAssess', { clientId, reason: 'Looked at the file' }, as);

const client = (country = 'CY') => newcomer(gateway, { firstName: 'Maria', lastName: 'Ioannou', country });
const tasks = (subjectId: string, kind: string) =>
  gateway.sql<{ status: string; outcome: string | null }>('select status, outcome from task where subject_id = $1 and kind = $2 order by opened_at, id', [
    subjectId,
    kind,
  ]);
const check = async (clientId: string) =>
  (
    await gateway.sql<{ outcome: string }>(`select outcome, valid_until::text as until from kyc_check where client_id = $1 and kind = 'RISK_RATING'`, [
      clientId,
    ])
  )[0];
const inMonths = (months: number): Promise<string> =>
  gateway.sql<{ day: string }>('select (current_date + make_interval(months => $1))::date::text as day', [months]).then(([row]) => row?.day as string);

async function deposit(clientId: string, amount: string, { currency = 'USD', provider = 'cardway', status = 'SETTLED', daysAgo = 10 } = {}): Promise<void> {
  await gateway.sql(
    `insert into transaction (id, type, status, client_id, amount, processed_amount, currency, provider, requested_by, requested_at, settled_at)
     values ($1, 'DEPOSIT', $2, $3, $4, $4, $5, $6, 'client', now() - $7 * interval '1 day', now() - $7 * interval '1 day')`,
    [newId(), status, clientId, amount, currency, provider, daysAgo],
  );
}

describe('a rating', () => {
  test('of somebody without anything against them is LOW, for as long as low clients are left alone', async () => {
    const id = await client();
    await gateway.sql(`update client set created_at = now() - interval '1 year' where id = $1`, [id]);
    expect(codes(await assess(id))).toEqual([]);
    const { riskLevel, riskRating } = await rated(id);
    expect([riskLevel, riskRating]).toMatchObject([
      'LOW',
      { level: 'LOW', score: 0, factors: [], ruleSet: 2, nextReviewOn: await inMonths(36), override: null },
    ]);
    expect(await check(id)).toEqual({ outcome: 'PASSED', until: await inMonths(36) });
  });

  test('tells each rule that held, with its points, and all that was asked', async () => {
    const id = await client('AE');
    await deposit(id, '60000.00');
    await deposit(id, '500.00', { currency: 'USDT', provider: 'praxis-cashier', daysAgo: 200 });
    await deposit(id, '700.00', { provider: 'bankwire', status: 'CHARGED_BACK' });
    await gateway.sql(`insert into exchange_rate (id, base, quote, rate, source, at) values ($1, 'USD', 'USDT', 0.5, 'test', now() - interval '1 hour')`, [
      newId(),
    ]);
    await assess(id);
    const { riskRating, riskLevel } = await rated(id);
    expect(riskRating?.factors.map(({ code, points }) => `${code} ${points}`)).toEqual([
      ...['country-medium 15', 'young-relationship 5', 'crypto 15', 'many-sources 10', 'large-deposits 15', 'chargeback 20', 'surge 15'],
    ]);
    expect([riskLevel, riskRating?.score]).toEqual(['HIGH', 95]);
    const inputs = Object.fromEntries((riskRating?.inputs ?? []).map(({ name, value }) => [name, value]));
    // half a USDT is a dollar here: 60000 + 700 + 1000
    expect(inputs).toMatchObject({
      countryRisk: 'MEDIUM',
      paymentSources: '3',
      paysInCrypto: 'true',
      depositsYearUsd: '61700.00',
      chargebacks: '1',
      isPep: 'false',
    });
    expect(inputs).toMatchObject({ depositsMonthUsd: '60700.00', rapidInOut: '0', country: 'AE' });
  });

  test('holds what was paid in against what was declared to be earned, and says so', async () => {
    const [id, silent] = [await client(), await client()];
    for (const one of [id, silent]) await deposit(one, '21000.00', { daysAgo: 100 });
    await gateway.sql(`insert into exchange_rate (id, base, quote, rate, source, at) values ($1, 'EUR', 'USD', 1.05, 'test', now())`, [newId()]);
    await gateway.sql(`update client set onboarding_status = 'REGISTERED' where id = $1`, [id]);
    const told = await applying(gateway).submit(await gateway.staff('SUPPORT'), id, { ...GOOD_ANSWERS, ANNUAL_INCOME: ['UP_TO_20000'] });
    expect(told.userErrors).toEqual([]);
    for (const one of [id, silent]) await assess(one);
    const { riskRating } = await rated(id);
    expect(riskRating?.factors).toContainEqual(expect.objectContaining({ code: 'deposits-over-income', points: 20, factor: 'FUNDING' }));
    const inputs = Object.fromEntries((riskRating?.inputs ?? []).map(({ name, value }) => [name, value]));
    expect(inputs).toMatchObject({ declaredIncomeEur: '20000', depositsPercentOfIncome: '100' });
    expect((await rated(silent)).riskRating?.factors.map(({ code }) => code)).not.toContain('deposits-over-income');
  });

  test('that says what the last one said is none', async () => {
    const id = await client();
    await assess(id);
    await assess(id);
    const { riskRatings, version } = await rated(id);
    expect([riskRatings.nodes.length, version]).toEqual([1, 1]);
  });

  test('that rises to HIGH writes the client, is audited, and waits for somebody to look', async () => {
    const id = await client('IR');
    await deposit(id, '300000.00');
    const working = await testGateway({ over: gateway, listens: true });
    try {
      await gateway.sql(`select graphile_worker.add_job('risk.rerate', '{}')`);
      await eventually(async () => (await rated(id)).riskLevel === 'HIGH');
    } finally {
      await working.close();
    }
    const { version, riskRating } = await rated(id);
    expect([version, riskRating]).toMatchObject([2, { level: 'HIGH', reviewedBy: null, nextReviewOn: await inMonths(12), ratedBy: 'Countinghouse' }]);
    expect(await tasks(id, 'RISK_REVIEW')).toEqual([{ status: 'OPEN', outcome: null }]);
    expect(await check(id)).toMatchObject({ outcome: 'PENDING' });
    const [entry] = await gateway.sql(`select actor_kind, before, after from audit_entry where action = 'risk.rate' and subject_id = $1`, [id]);
    expect(entry).toMatchObject({ actor_kind: 'SYSTEM', before: { riskLevel: 'LOW' }, after: { riskLevel: 'HIGH' } });
    expect(codes(await change('riskReviewComplete', { clientId: id, reason: 'Source of funds seen' }))).toEqual([]);
    expect(await tasks(id, 'RISK_REVIEW')).toEqual([{ status: 'DONE', outcome: 'REVIEWED' }]);
    expect(await check(id)).toEqual({ outcome: 'PASSED', until: await inMonths(12) });
    expect((await rated(id)).riskRating?.reviewedBy).toBe('Helena Costa');
  });

  test('that has come of age waits for somebody to look, once', async () => {
    const id = await client();
    await assess(id);
    await gateway.sql('update risk_rating set next_review_on = current_date where client_id = $1', [id]);
    const working = await testGateway({ over: gateway, listens: true });
    try {
      await gateway.sql(`select graphile_worker.add_job('risk.rerate', '{}')`);
      await eventually(async () => (await tasks(id, 'RISK_REVIEW')).length === 1);
    } finally {
      await working.close();
    }
    await assess(id, second);
    expect(await tasks(id, 'RISK_REVIEW')).toEqual([{ status: 'DONE', outcome: 'ASSESSED' }]);
    expect((await rated(id)).riskRating?.nextReviewOn).toBe(await inMonths(36));
  });

  test('that is reviewed counts as the review of the client as a whole: one day leads for both', async () => {
    const id = await client();
    await assess(id);
    await gateway.sql(
      `insert into kyc_standing (id, reviewed_at, review_due_on, assessed_on) values ($1, now() - interval '30 months', (now() + interval '6 months')::date, current_date)
       on conflict (id) do update set reviewed_at = excluded.reviewed_at, review_due_on = excluded.review_due_on`,
      [id],
    );
    expect(codes(await change('riskReviewComplete', { clientId: id, reason: 'Source of funds seen' }))).toEqual([]);
    const [standing] = await gateway.sql<{ due: string }>('select review_due_on::text as due from kyc_standing where id = $1', [id]);
    expect([standing?.due, (await rated(id)).riskRating?.nextReviewOn]).toEqual([await inMonths(36), await inMonths(36)]);
  });

  test('is for the house: the client itself sees none of it, nor does sales', async () => {
    for (const as of [await gateway.client(), await gateway.staff('SALES')]) {
      const { data, errors } = await gateway.graphql('{ riskOverrides(first: 1) { nodes { id } } }', {}, { as });
      expect([data ?? null, errors?.[0]?.extensions.code]).toEqual([null, 'FORBIDDEN']);
    }
    const own = await gateway.client();
    await assess(own.id);
    const { data, errors } = await gateway.graphql<{ client: unknown }>(
      'query ($id: ID!) { client(id: $id) { riskRating { score } } }',
      { id: own.id },
      { as: own },
    );
    expect([data?.client, errors?.[0]?.extensions.code]).toEqual([{ riskRating: null }, 'FORBIDDEN']);
  });
});

describe('an override', () => {
  const override = (clientId: string, level: string, as?: Person, more = {}) =>
    change('riskOverride', { clientId, level, reason: 'Known to the house for years', ...more }, as);

  test('upwards holds at once, and is ended by somebody else', async () => {
    const id = await client();
    await assess(id);
    const { override: set } = await override(id, 'HIGH');
    expect(set).toMatchObject({ status: 'ACTIVE' });
    expect(await rated(id)).toMatchObject({ riskLevel: 'HIGH', riskRating: { level: 'HIGH', ratedLevel: 'LOW', override: { id: set?.id, status: 'ACTIVE' } } });
    expect(codes(await change('riskOverrideEnd', { id: set?.id, version: set?.version, reason: 'Not any more' }))).toEqual(['MAKER_CANNOT_CHECK']);
    expect(codes(await change('riskOverrideEnd', { id: set?.id, version: set?.version, reason: 'Not any more' }, second))).toEqual([]);
    expect(await rated(id)).toMatchObject({ riskLevel: 'LOW', riskRating: { level: 'LOW', override: null } });
  });

  test('downwards is proposed, and holds when a second person has confirmed it', async () => {
    const id = await client('IR');
    await assess(id);
    expect((await rated(id)).riskLevel).toBe('MEDIUM');
    const { override: proposed } = await override(id, 'LOW');
    expect(proposed).toMatchObject({ status: 'PROPOSED' });
    expect((await rated(id)).riskLevel).toBe('MEDIUM');
    const proposal = { id: proposed?.id as string, version: proposed?.version };
    expect(await tasks(proposal.id, 'RISK_OVERRIDE')).toEqual([{ status: 'OPEN', outcome: null }]);
    expect(codes(await override(id, 'LOW', second))).toEqual(['ALREADY_PENDING']);
    expect(codes(await change('riskOverrideConfirm', proposal))).toEqual(['MAKER_CANNOT_CHECK']);
    expect(codes(await change('riskOverrideConfirm', { ...proposal, version: 9 }, second))).toEqual(['STALE_VERSION']);
    expect(await change('riskOverrideConfirm', proposal, second)).toMatchObject({ override: { status: 'ACTIVE' }, userErrors: [] });
    expect(await tasks(proposal.id, 'RISK_OVERRIDE')).toEqual([{ status: 'DONE', outcome: 'CONFIRMED' }]);
    expect(await rated(id)).toMatchObject({ riskLevel: 'LOW', riskRating: { ratedLevel: 'MEDIUM', level: 'LOW' } });
  });

  test('downwards ends by itself when the rules say worse than they did', async () => {
    const id = await client('IR');
    await assess(id);
    const { override: proposed } = await override(id, 'LOW');
    await change('riskOverrideConfirm', { id: proposed?.id, version: proposed?.version }, second);
    await deposit(id, '300000.00');
    await assess(id);
    expect(await rated(id)).toMatchObject({ riskLevel: 'HIGH', riskRating: { override: null } });
    expect(await gateway.sql('select status, end_reason from risk_override where id = $1', [proposed?.id])).toEqual([
      { status: 'ENDED', end_reason: 'The rules rate the client HIGH now.' },
    ]);
  });

  test('can be declined, and then the rules hold', async () => {
    const id = await client('IR');
    await assess(id);
    const { override: proposed } = await override(id, 'LOW');
    const declined = await change('riskOverrideDecline', { id: proposed?.id, version: proposed?.version, reason: 'No evidence' }, second);
    expect(declined).toMatchObject({ override: { status: 'DECLINED' } });
    expect(await tasks(proposed?.id as string, 'RISK_OVERRIDE')).toEqual([{ status: 'DONE', outcome: 'DECLINED' }]);
    expect((await rated(id)).riskLevel).toBe('MEDIUM');
    expect(codes(await change('riskOverrideConfirm', { id: proposed?.id, version: (proposed?.version ?? 0) + 1 }, second))).toEqual(['ILLEGAL_TRANSITION']);
  });

  test('runs out with its last day', async () => {
    const id = await client();
    await assess(id);
    expect(codes(await override(id, 'MEDIUM', compliance, { until: '2020-01-01' }))).toEqual(['INVALID']);
    const { override: set } = await override(id, 'MEDIUM', compliance, { until: await inMonths(1) });
    expect((await rated(id)).riskLevel).toBe('MEDIUM');
    await gateway.sql('update risk_override set until = current_date - 1 where id = $1', [set?.id]);
    await assess(id);
    expect((await rated(id)).riskLevel).toBe('LOW');
  });

  test('to the level that holds, of nobody, or without a reason is refused', async () => {
    const id = await client();
    await assess(id);
    expect(codes(await override(id, 'LOW'))).toEqual(['INVALID']);
    expect(codes(await override(newId(), 'HIGH'))).toEqual(['NOT_FOUND']);
    expect(codes(await override(id, 'HIGH', compliance, { reason: ' ' }))).toEqual(['INVALID']);
  });
});

describe('a set of rules', () => {
  const RULE = { factor: 'COUNTRY', code: 'cyprus', title: 'Lives in Cyprus', condition: { input: 'country', in: ['CY'] }, points: 40 };
  const draft = (more: object = {}, as?: Person) =>
    change('riskRuleSetDraft', { note: 'Another view of Cyprus', mediumFrom: 30, highFrom: 60, rules: [RULE], ...more }, as);

  test.each([
    ['no rules', { rules: [] }],
    ['a code twice', { rules: [RULE, RULE] }],
    ['HIGH below MEDIUM', { highFrom: 20 }],
    ['a condition on nothing that is known', { rules: [{ ...RULE, condition: { input: 'shoeSize', atLeast: 40 } }] }],
    ['a condition that is none', { rules: [{ ...RULE, condition: 'country = CY' }] }],
    ['a condition with something more', { rules: [{ ...RULE, condition: { input: 'country', in: ['CY'], or: 1 } }] }],
    ['conditions without an end', { rules: [{ ...RULE, condition: { all: [{ all: [{ all: [{ all: [{ all: [RULE.condition] }] }] }] }] } }] }],
  ])('with %s is refused', async (_, more) => expect(codes(await draft(more))).toEqual(['INVALID']));

  test('is published by another person than who drafted it, and rates everybody anew', async () => {
    const id = await client();
    await assess(id);
    const { ruleSet } = await draft();
    expect(ruleSet).toMatchObject({ status: 'DRAFT' });
    const named = { id: ruleSet?.id, version: ruleSet?.version };
    expect(codes(await change('riskRuleSetPublish', named))).toEqual(['MAKER_CANNOT_CHECK']);
    const working = await testGateway({ over: gateway, listens: true });
    try {
      expect(await change('riskRuleSetPublish', named, second)).toMatchObject({ ruleSet: { status: 'PUBLISHED' }, userErrors: [] });
      await eventually(async () => (await rated(id)).riskRating?.ruleSet === ruleSet?.number);
    } finally {
      await working.close();
    }
    expect(await rated(id)).toMatchObject({ riskLevel: 'MEDIUM', riskRating: { score: 40, factors: [{ code: 'cyprus' }] } });
    expect((await rated(id)).riskRatings.nodes).toEqual([
      { level: 'MEDIUM', isCurrent: true },
      { level: 'LOW', isCurrent: false },
    ]);
    expect(codes(await change('riskRuleSetPublish', { ...named, version: 2 }, second))).toEqual(['ILLEGAL_TRANSITION']);
  });
});
