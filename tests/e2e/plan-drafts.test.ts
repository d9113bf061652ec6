import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestGateway, testGateway } from '../support/gateway.js';
import type { Person } from '../support/people.js';

let gateway: TestGateway;
let partnerships: Person;

const TERMS = `terms { status capPerDay capPerMonth levelMultipliers tierBy tierCounting tierWindowDays tierActiveLots tierFrom tierMultipliers revenue negativeCarry decimals rounding
  qualifyingDeposit qualifyingLots qualifyingDays qualifyingFrom special { symbol pipValue } }`;
const DRAFT = `mutation($input: CommissionPlanDraftInput!) { commissionPlanDraft(input: $input) { plan { id version ${TERMS} } userErrors { code message field } } }`;
const PUBLISH = `mutation($input: CommissionPlanPublishInput!) { commissionPlanPublish(input: $input) { plan { id version ${TERMS} } userErrors { code message field } } }`;
const MULTIPLY = `mutation($input: PartnerMultiplierSetInput!) { partnerMultiplierSet(input: $input) { partner { id multipliers { multiplier validTo } } userErrors { code message field } } }`;

interface Payload {
  readonly plan: { readonly id: string; readonly version: number; readonly terms: readonly object[] } | null;
  readonly userErrors: readonly { readonly code: string; readonly message: string; readonly field: readonly string[] | null }[];
}
let names = 0;
const given = (changes: object = {}) => ({
  ...{ name: `Draft ${(names += 1)}`, scheme: 'PER_LOT', treeMode: 'OVERRIDE', currency: 'USD', rates: ['5', '2'] },
  ...changes,
});
const draft = async (input: object) => (await gateway.data<{ commissionPlanDraft: Payload }>(DRAFT, { input }, { as: partnerships })).commissionPlanDraft;
const publish = async (input: object) =>
  (await gateway.data<{ commissionPlanPublish: Payload }>(PUBLISH, { input }, { as: partnerships })).commissionPlanPublish;
const STEPS = [
  { from: '0', multiplier: '1' },
  { from: '100', multiplier: '1.2' },
];
const VOLUME = { by: 'VOLUME', counting: 'WHOLE', steps: STEPS };

beforeAll(async () => {
  gateway = await testGateway();
  partnerships = await gateway.staff('PARTNERSHIPS');
  await gateway.sql(`insert into instrument values ('EURUSD', 'FX', 100000, 0.0001, 'EUR', 'USD')`);
});
afterAll(() => gateway.close());

describe('a draft', () => {
  test('says all that a plan can say, and a published one still does', async () => {
    const { plan, userErrors } = await draft(
      given({
        ...{
          scheme: 'PIPS',
          rates: ['0.8'],
          levelMultipliers: ['1', '0.5'],
          special: [{ symbol: 'EURUSD', rates: ['1'], pipValue: '9.5' }],
          decimals: 2,
          rounding: 'HALF_EVEN',
        },
        ...{ capPerDay: '500', capPerMonth: '10000.5', tiers: { by: 'ACTIVE_CLIENTS', counting: 'WHOLE', windowDays: 90, activeLots: '3', steps: STEPS } },
      }),
    );
    expect(userErrors).toEqual([]);
    const terms = {
      ...{ capPerDay: '500', capPerMonth: '10000.5', levelMultipliers: ['1', '0.5'], tierBy: 'ACTIVE_CLIENTS', tierCounting: 'WHOLE', tierWindowDays: 90 },
      ...{
        tierActiveLots: '3',
        tierFrom: ['0', '100'],
        tierMultipliers: ['1', '1.2'],
        revenue: 'FEES',
        negativeCarry: true,
        decimals: 2,
        rounding: 'HALF_EVEN',
      },
      ...{ qualifyingDeposit: null, special: [{ symbol: 'EURUSD', pipValue: '9.5' }] },
    };
    expect(plan!.terms).toMatchObject([{ status: 'DRAFT', ...terms }]);
    expect((await publish({ id: plan!.id, version: plan!.version })).plan!.terms).toMatchObject([{ status: 'PUBLISHED', ...terms }]);
    await expect(gateway.sql(`update commission_terms set cap_per_day = 1 where plan_id = $1`, [plan!.id])).rejects.toThrow(/stay as they are/);
  });

  test('of CPA says when a client counts, and one of revenue what that is', async () => {
    const qualification = { firstDeposit: '250', lots: '3', days: 30, from: 'REGISTRATION' };
    expect((await draft(given({ scheme: 'CPA', rates: ['300'], qualification }))).plan!.terms).toMatchObject([
      { qualifyingDeposit: '250', qualifyingLots: '3', qualifyingDays: 30, qualifyingFrom: 'REGISTRATION' },
    ]);
    expect((await draft(given({ scheme: 'REVENUE_SHARE', rates: ['30'], revenue: 'NET', negativeCarry: false }))).plan!.terms).toMatchObject([
      { revenue: 'NET', negativeCarry: false },
    ]);
  });

  const refusals: [string, object, string, string[], RegExp][] = [
    [
      'shares more than comes in, with its tiers',
      { scheme: 'COMMISSION_SHARE', rates: ['60', '30'], tiers: VOLUME },
      'POLICY_FORBIDS',
      ['rates'],
      /108 % of what the broker takes, with multipliers of up to 1.2/,
    ],
    [
      'shares more than comes in, with its levels',
      { scheme: 'SPREAD_SHARE', rates: ['60'], levelMultipliers: ['1', '0.5', '0.2'] },
      'POLICY_FORBIDS',
      ['rates'],
      /102 %/,
    ],
    ['multiplies levels that have rates', { levelMultipliers: ['1', '0.5'] }, 'INVALID', ['rates'], /one rate for all/],
    ['multiplies the levels of a split', { treeMode: 'SPLIT', rates: ['5'], levelMultipliers: ['1'] }, 'INVALID', ['levelMultipliers'], /split/],
    [
      'has tiers that begin above 0',
      { tiers: { ...VOLUME, steps: [{ from: '1', multiplier: '1' }] } },
      'INVALID',
      ['tiers', 'steps', '0', 'from'],
      /begins at 0/,
    ],
    ['has tiers in no order', { tiers: { ...VOLUME, steps: [...STEPS, STEPS[1]] } }, 'INVALID', ['tiers', 'steps', '2', 'from'], /Tier 3 begins at 100/],
    [
      'graduates active clients',
      { tiers: { ...VOLUME, by: 'ACTIVE_CLIENTS', counting: 'GRADUATED', activeLots: '1' } },
      'INVALID',
      ['tiers', 'counting'],
      /WHOLE/,
    ],
    ['does not say who is active', { tiers: { ...VOLUME, by: 'ACTIVE_CLIENTS' } }, 'INVALID', ['tiers', 'activeLots'], /active/],
    ['multiplies too much', { tiers: { ...VOLUME, steps: [{ from: '0', multiplier: '11' }] } }, 'INVALID', ['tiers', 'steps', '0', 'multiplier'], /10/],
    ['counts over too many days', { tiers: { ...VOLUME, windowDays: 400 } }, 'INVALID', ['tiers', 'windowDays'], /366/],
    ['is capped at nothing', { capPerMonth: '0' }, 'INVALID', ['capPerMonth'], /above zero/],
    ['is capped finer than it pays', { capPerDay: '0.001', decimals: 2 }, 'INVALID', ['capPerDay'], /decimals/],
    ['rounds to what no amount has', { decimals: 9 }, 'INVALID', ['decimals'], /8/],
    [
      'says what a pip is worth where nobody asks',
      { special: [{ symbol: 'EURUSD', rates: ['1'], pipValue: '9' }] },
      'INVALID',
      ['special', '0', 'pipValue'],
      /PIPS/,
    ],
    ['has no carry where there is none', { negativeCarry: false }, 'INVALID', ['negativeCarry'], /REVENUE_SHARE/],
    ['says what revenue is where nobody asks', { revenue: 'NET' }, 'INVALID', ['revenue'], /REVENUE_SHARE/],
    ['pays for clients without saying which', { scheme: 'CPA', rates: ['300'] }, 'INVALID', ['qualification'], /qualify/],
    [
      'pays for deals and says which clients',
      { qualification: { firstDeposit: '1', lots: '1', days: 30, from: 'REGISTRATION' } },
      'INVALID',
      ['qualification'],
      /Only CPA/,
    ],
    [
      'gives clients no time',
      { scheme: 'CPA', rates: ['1'], qualification: { firstDeposit: '1', lots: '1', days: 0, from: 'REGISTRATION' } },
      'INVALID',
      ['qualification', 'days'],
      /1 to 366/,
    ],
  ];
  test.for(refusals)('that %s is refused', async ([, changes, code, field, sentence]) => {
    expect(await draft(given(changes))).toEqual({ plan: null, userErrors: [{ code, field, message: expect.stringMatching(sentence) }] });
  });
});

describe("a partner's multiplier", () => {
  const set = async (input: object, as = partnerships) =>
    (await gateway.data<{ partnerMultiplierSet: object }>(MULTIPLY, { input: { reason: 'agreed', ...input } }, { as })).partnerMultiplierSet;

  test('holds from a time on, and another one ends it', async () => {
    const partner = await gateway.partner();
    expect(await set({ partnerId: partner.id, multiplier: '1.25' })).toMatchObject({ partner: { multipliers: [{ multiplier: '1.25', validTo: null }] } });
    expect(await set({ partnerId: partner.id, multiplier: '1.5', effectiveFrom: new Date(Date.now() + 86_400_000).toISOString() })).toMatchObject({
      partner: {
        multipliers: [
          { multiplier: '1.25', validTo: expect.any(String) },
          { multiplier: '1.5', validTo: null },
        ],
      },
      userErrors: [],
    });
    expect(
      await gateway.sql(
        `select before->>'multiplier' as before, after->>'multiplier' as after from audit_entry where action = 'partner.multiplier' order by at desc, id desc limit 1`,
      ),
    ).toEqual([{ before: '1.25', after: '1.5' }]);
  });

  test('is refused where a plan would share more than comes in with it, and so is such a plan where it is there', async () => {
    const { plan } = await draft(given({ scheme: 'COMMISSION_SHARE', rates: ['50', '20'] }));
    const { plan: published } = await publish({ id: plan!.id, version: plan!.version });
    const parent = await gateway.partner();
    const partner = await gateway.partner({ parentId: parent.id });
    await gateway.sql('update partner set plan_id = $1 where id = $2', [plan!.id, partner.id]);
    expect(await set({ partnerId: parent.id, multiplier: '1.5' })).toMatchObject({
      partner: null,
      userErrors: [{ code: 'POLICY_FORBIDS', field: ['multiplier'], message: expect.stringMatching(/105 %/) }],
    });
    expect(await set({ partnerId: parent.id, multiplier: '1.4' })).toMatchObject({ userErrors: [] });
    expect(
      (await draft({ ...given({ scheme: 'COMMISSION_SHARE', rates: ['50', '22'] }), id: plan!.id, version: published!.version })).userErrors,
    ).toMatchObject([{ code: 'POLICY_FORBIDS', message: expect.stringMatching(/100.8 %/) }]);
  });

  test('is no number that nobody means, not in the past, and for those who make plans', async () => {
    const partner = await gateway.partner();
    for (const [changes, field] of [
      [{ multiplier: '-1' }, 'multiplier'],
      [{ multiplier: '10.1' }, 'multiplier'],
      [{ effectiveFrom: '2026-01-01T00:00:00Z' }, 'effectiveFrom'],
    ] as const)
      expect(await set({ partnerId: partner.id, multiplier: '1', ...changes })).toMatchObject({
        partner: null,
        userErrors: [{ code: 'INVALID', field: [field] }],
      });
    for (const as of [await gateway.staff('FINANCE'), partner])
      expect((await gateway.graphql(MULTIPLY, { input: { partnerId: partner.id, multiplier: '2', reason: 'r' } }, { as })).errors?.[0]?.extensions.code).toBe(
        'FORBIDDEN',
      );
  });
});
