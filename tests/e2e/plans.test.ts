import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AccrualEngine, PLANS_FOLLOW } from '../../src/modules/commissions/index.js';
import { DealIngest, readDeal } from '../../src/modules/deals/index.js';
import { type TestGateway, testGateway } from '../support/gateway.js';
import { addTradingAccount } from '../support/money.js';
import type { Person } from '../support/people.js';

let gateway: TestGateway;
let partnerships: Person;

const TERMS = 'terms { number status validFrom validTo rates special { symbol group rates } capPerDeal }';
const DRAFT = `mutation($input: CommissionPlanDraftInput!) { commissionPlanDraft(input: $input) { plan { id version name rates ${TERMS} } userErrors { code message field } } }`;
const PUBLISH = `mutation($input: CommissionPlanPublishInput!) { commissionPlanPublish(input: $input) { plan { id version rates ${TERMS} } userErrors { code message field ... on StaleVersionError { currentVersion } } } }`;
const SIMULATE =
  'query($id: ID!, $period: DateTimeRange!) { planSimulate(id: $id, period: $period) { deals differences { partnerId partnerName currency before after amount rows } } }';
const PERIOD = { from: '2020-01-01T00:00:00Z' };

interface Plan {
  readonly id: string;
  readonly version: number;
  readonly rates: readonly string[];
  readonly terms: readonly { readonly number: number; readonly status: string; readonly rates: readonly string[]; readonly validTo: string | null }[];
}
interface Payload {
  readonly plan: Plan | null;
  readonly userErrors: readonly { readonly code: string; readonly message: string; readonly field: readonly string[] | null }[];
}
let names = 0;
const terms = (changes: object = {}) => ({
  name: `Plan ${(names += 1)}`,
  scheme: 'PER_LOT',
  treeMode: 'OVERRIDE',
  currency: 'USD',
  rates: ['5', '2'],
  ...changes,
});
const draft = async (input: object, as = partnerships) => (await gateway.data<{ commissionPlanDraft: Payload }>(DRAFT, { input }, { as })).commissionPlanDraft;
const publish = async (input: object, as = partnerships) =>
  (await gateway.data<{ commissionPlanPublish: Payload }>(PUBLISH, { input }, { as })).commissionPlanPublish;
async function drafted(changes: object = {}): Promise<Plan> {
  const { plan, userErrors } = await draft(terms(changes));
  expect(userErrors).toEqual([]);
  return plan!;
}

beforeAll(async () => {
  gateway = await testGateway();
  partnerships = await gateway.staff('PARTNERSHIPS');
  await gateway.sql(`insert into instrument values ('EURUSD', 'FX', 100000, 0.0001, 'EUR', 'USD'), ('XAUUSD', 'METALS', 100, 0.1, 'XAU', 'USD')`);
});
afterAll(() => gateway.close());

describe('a draft', () => {
  test('of a new plan holds nowhere, and is changed as often as one likes', async () => {
    const plan = await drafted({
      special: [
        { symbol: 'XAUUSD', rates: ['7'] },
        { group: 'FX', rates: ['4', '1'] },
      ],
    });
    expect(plan.terms).toEqual([
      {
        ...{ number: 1, status: 'DRAFT', validFrom: null, validTo: null, rates: ['5', '2'], capPerDeal: null },
        special: [
          { symbol: 'XAUUSD', group: null, rates: ['7'] },
          { symbol: null, group: 'FX', rates: ['4', '1'] },
        ],
      },
    ]);
    const { plan: again } = await draft({ ...terms({ rates: ['6.5'], capPerDeal: '100' }), id: plan.id, version: plan.version });
    expect(again).toMatchObject({ version: plan.version + 1, terms: [{ number: 1, rates: ['6.5'], special: [], capPerDeal: '100' }] });
  });

  const refusals: [string, object, string, RegExp][] = [
    ['pays out more than comes in, added up', { scheme: 'COMMISSION_SHARE', rates: ['60', '41'] }, 'POLICY_FORBIDS', /101 % of what the broker takes/],
    ['pays out more than comes in, by differences', { scheme: 'SPREAD_SHARE', treeMode: 'DIFFERENTIAL', rates: ['60', '100.5'] }, 'POLICY_FORBIDS', /100.5 %/],
    [
      'pays out more than comes in, for one symbol',
      { scheme: 'COMMISSION_SHARE', rates: ['10'], special: [{ symbol: 'XAUUSD', rates: ['101'] }] },
      'POLICY_FORBIDS',
      /101 %/,
    ],
    ['sends up more than the reward', { treeMode: 'SPLIT', rates: ['5', '60', '50'] }, 'POLICY_FORBIDS', /110 % of the reward/],
    ['gives less to a higher level, by differences', { treeMode: 'DIFFERENTIAL', rates: ['6', '5'] }, 'INVALID', /Level 2 has 5 after 6/],
    ['has a rate below zero', { rates: ['-1'] }, 'INVALID', /below zero/],
    ['has no rates', { rates: [] }, 'INVALID', /1 to 100 levels/],
    ['has rates for both at once', { special: [{ symbol: 'XAUUSD', group: 'FX', rates: ['1'] }] }, 'INVALID', /one of the two/],
    [
      'has rates for a symbol twice',
      {
        special: [
          { symbol: 'XAUUSD', rates: ['1'] },
          { symbol: 'XAUUSD', rates: ['2'] },
        ],
      },
      'INVALID',
      /XAUUSD has special rates twice/,
    ],
    ['has rates for what nobody knows', { special: [{ symbol: 'TSLA', rates: ['1'] }] }, 'NOT_FOUND', /TSLA/],
    ['ends before it begins', { minHoldSeconds: 60, maxHoldSeconds: 60 }, 'INVALID', /longest/],
    ['is capped at nothing', { capPerDeal: '0' }, 'INVALID', /cap/],
    ['has no name', { name: ' ' }, 'INVALID', /name/],
  ];
  test.for(refusals)('that %s is refused', async ([, changes, code, sentence]) => {
    const { plan, userErrors } = await draft(terms(changes));
    expect(plan).toBeNull();
    expect(userErrors).toEqual([expect.objectContaining({ code, message: expect.stringMatching(sentence) })]);
  });

  test('of a plan that somebody else has changed is STALE_VERSION, and a name is given once', async () => {
    const plan = await drafted({ name: 'Only one' });
    expect((await draft({ ...terms(), id: plan.id, version: plan.version - 1 })).userErrors).toMatchObject([{ code: 'STALE_VERSION' }]);
    expect((await draft(terms({ name: 'only ONE' }))).userErrors).toMatchObject([{ code: 'ALREADY_EXISTS' }]);
  });

  test('is for those who make plans', async () => {
    for (const as of [await gateway.staff('FINANCE'), await gateway.partner()])
      expect((await gateway.graphql(DRAFT, { input: terms() }, { as })).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });
});

describe('what is published', () => {
  test('holds from then on, ends what held before, and stays as it is', async () => {
    const plan = await drafted();
    const first = (await publish({ id: plan.id, version: plan.version })).plan!;
    expect(first.terms).toMatchObject([{ number: 1, status: 'PUBLISHED', validTo: null }]);
    const { plan: next } = await draft({ ...terms({ rates: ['9'] }), id: plan.id, version: first.version });
    const second = (await publish({ id: plan.id, version: next!.version })).plan!;
    expect(second).toMatchObject({
      rates: ['9'],
      terms: [
        { number: 1, status: 'PUBLISHED', rates: ['5', '2'] },
        { number: 2, status: 'PUBLISHED', rates: ['9'], validTo: null },
      ],
    });
    expect(second.terms[0]!.validTo).not.toBeNull();
    await expect(gateway.sql(`update commission_terms set rates = '{1}' where plan_id = $1 and number = 1`, [plan.id])).rejects.toThrow(/stay as they are/);
    expect((await publish({ id: plan.id, version: second.version })).userErrors).toMatchObject([{ code: 'ILLEGAL_TRANSITION' }]);
  });

  test('first may begin in the past, for a brokerage that brings its history along', async () => {
    const plan = await drafted();
    const { plan: since } = await publish({ id: plan.id, version: plan.version, effectiveFrom: '2026-01-01T00:00:00Z' });
    expect(since).toMatchObject({ terms: [{ number: 1, status: 'PUBLISHED', validFrom: '2026-01-01T00:00:00.000Z', validTo: null }] });
    expect(await gateway.sql('select effective_from from commission_plan where id = $1', [plan.id])).toEqual([
      { effective_from: new Date('2026-01-01T00:00:00Z') },
    ]);
  });

  test('later comes into force by itself, and not in the past', async () => {
    const plan = await drafted();
    const { plan: now } = await publish({ id: plan.id, version: plan.version });
    const { plan: next } = await draft({ ...terms({ rates: ['8'] }), id: plan.id, version: now!.version });
    expect((await publish({ id: plan.id, version: next!.version, effectiveFrom: '2026-01-01T00:00:00Z' })).userErrors).toMatchObject([
      { code: 'INVALID', field: ['effectiveFrom'] },
    ]);
    const { plan: later } = await publish({ id: plan.id, version: next!.version, effectiveFrom: new Date(Date.now() + 86_400_000).toISOString() });
    expect(later).toMatchObject({ rates: ['5', '2'], terms: [{ number: 1 }, { number: 2, status: 'PUBLISHED', validTo: null }] });
    await gateway.sql('alter table commission_terms disable trigger commission_terms_stay');
    await gateway.sql(
      `update commission_terms set valid_from = now() - interval '1 hour', valid_to = now() - interval '1 second' where plan_id = $1 and number = 1`,
      [plan.id],
    );
    await gateway.sql(`update commission_terms set valid_from = now() - interval '1 second' where plan_id = $1 and number = 2`, [plan.id]);
    await gateway.sql('alter table commission_terms enable trigger commission_terms_stay');
    await gateway.database.pool.query(PLANS_FOLLOW);
    expect(await gateway.sql('select rates::text[] as rates from commission_plan where id = $1', [plan.id])).toEqual([{ rates: ['8'] }]);
  });

  test('is seen by partners who have the plan, drafts are not', async () => {
    const [plan, other] = [await drafted(), await drafted()];
    const { plan: published } = await publish({ id: plan.id, version: plan.version });
    await draft({ ...terms({ rates: ['1'] }), id: plan.id, version: published!.version });
    const partner = await gateway.partner();
    await gateway.sql('update partner set plan_id = $1 where id = $2', [plan.id, partner.id]);
    const seen = await gateway.data<{ commissionPlans: { nodes: Plan[] } }>(`{ commissionPlans { nodes { id ${TERMS} } } }`, {}, { as: partner });
    expect(seen.commissionPlans.nodes).toMatchObject([{ id: plan.id, terms: [{ number: 1, status: 'PUBLISHED' }] }]);
    expect(JSON.stringify(seen)).not.toContain(other.id);
  });
});

test('a draft is tried on past deals: what would have changed, for whom', async () => {
  const plan = await drafted({ rates: ['5', '2'] });
  const { plan: published } = await publish({ id: plan.id, version: plan.version });
  await gateway.sql('alter table commission_terms disable trigger commission_terms_stay');
  await gateway.sql(`update commission_terms set valid_from = '-infinity' where plan_id = $1`, [plan.id]);
  await gateway.sql('alter table commission_terms enable trigger commission_terms_stay');
  const parent = await gateway.partner();
  const partner = await gateway.partner({ parentId: parent.id });
  await gateway.sql('update partner set plan_id = $1 where id = $2', [plan.id, partner.id]);
  await gateway.sql(`update partner_plan_version set valid_from = '-infinity' where partner_id = $1`, [partner.id]);
  const client = await gateway.client({ partnerId: partner.id });
  const accountId = await addTradingAccount(gateway.sql, client.id);
  const [account] = await gateway.sql<{ login: string; server: string }>('select login, server from trading_account where id = $1', [accountId]);
  const deal = (ticket: string, symbol: string) =>
    readDeal(
      { ...account, ticket, action: 'BUY', entry: 'OUT', symbol, lots: '2', price: '10', time: '2026-11-20T10:00:00Z' },
      Date.parse('2026-11-22T00:00:00Z'),
    );
  await new DealIngest(gateway.database.pool).take([deal('1', 'EURUSD'), deal('2', 'XAUUSD')]);
  await new AccrualEngine(gateway.database.pool).catchUp();

  await draft({ ...terms({ rates: ['6'], special: [{ symbol: 'XAUUSD', rates: ['9'] }] }), id: plan.id, version: published!.version });
  const { planSimulate } = await gateway.data<{ planSimulate: { deals: number; differences: object[] } }>(
    SIMULATE,
    { id: plan.id, period: PERIOD },
    { as: partnerships },
  );
  expect(planSimulate.deals).toBe(2);
  expect(planSimulate.differences).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ partnerId: partner.id, partnerName: 'North Bridge', currency: 'USD', before: '20', after: '30', amount: '10', rows: 2 }),
      expect.objectContaining({ partnerId: parent.id, currency: 'USD', before: '8', after: '0', amount: '-8', rows: 2 }),
    ]),
  );
  expect(await gateway.sql('select sum(amount)::int as sum from commission')).toEqual([{ sum: 28 }]);

  await draft({ ...terms({ currency: 'EUR', rates: ['4'] }), id: plan.id, version: published!.version + 1 });
  const euro = await gateway.data<{ planSimulate: { differences: object[] } }>(SIMULATE, { id: plan.id, period: PERIOD }, { as: partnerships });
  expect(euro.planSimulate.differences).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ partnerId: partner.id, currency: 'EUR', before: '0', after: '16', amount: '16', rows: 2 }),
      expect.objectContaining({ partnerId: partner.id, currency: 'USD', before: '20', after: '0', amount: '-20', rows: 2 }),
    ]),
  );
});
