import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { testGateway, type TestGateway } from '../support/gateway.js';
import { type Failure, fundWallet, move, moved } from '../support/money.js';
import type { Person } from '../support/people.js';

interface Tier {
  readonly fromAmount: string;
  readonly approvals: number;
  readonly departments: readonly string[];
}
interface Policy {
  readonly transactionType: string;
  readonly version: number;
  readonly leastApprovals: number;
  readonly currency: string;
  readonly tiers: readonly Tier[];
  readonly updatedBy: string | null;
}

let gateway: TestGateway;
let management: Person, finance: Person, checker: Person, client: Person;

beforeAll(async () => {
  gateway = await testGateway();
  [management, finance, checker] = [await gateway.staff('MANAGEMENT'), await gateway.staff('FINANCE'), await gateway.staff('FINANCE')];
});
afterAll(() => gateway?.close());
beforeEach(async () => {
  client = await gateway.client();
  await fundWallet(gateway.sql, client.id, '100000.00');
});

const POLICY = '{ transactionType version leastApprovals currency tiers { fromAmount approvals departments } updatedBy }';
const policyOf = async (type: string, as = management): Promise<Policy> => {
  const { approvalPolicies } = await gateway.data<{ approvalPolicies: Policy[] }>(`{ approvalPolicies ${POLICY} }`, {}, { as });
  return approvalPolicies.find(({ transactionType }) => transactionType === type) as Policy;
};
const SET = `mutation ($input: ApprovalPolicySetInput!) { approvalPolicySet(input: $input) { approvalPolicy ${POLICY} userErrors { code message field ... on StaleVersionError { currentVersion } } } }`;
const set = async (given: Record<string, unknown>) => {
  const { version } = await policyOf('ADJUSTMENT');
  const input = { transactionType: 'ADJUSTMENT', version, tiers: [tier()], reason: 'Agreed today', ...given };
  return (await gateway.data<{ approvalPolicySet: { approvalPolicy: Policy | null; userErrors: Failure[] } }>(SET, { input }, { as: management }))
    .approvalPolicySet;
};
const tier = (given: Partial<Tier> = {}): Tier => ({ fromAmount: '0', approvals: 1, departments: ['FINANCE', 'MANAGEMENT'], ...given });
const adjust = (amount: string) =>
  moved(gateway, 'adjustmentCreate', { clientId: client.id, amount, currency: 'USD', reason: 'A test', idempotencyKey: randomUUID() }, finance);

describe('approval policies', () => {
  test('are read by those whom they concern', async () => {
    expect(await policyOf('WITHDRAWAL', await gateway.staff('RISK'))).toMatchObject({ leastApprovals: 0, currency: 'USD', updatedBy: null });
    expect((await policyOf('WITHDRAWAL')).tiers.map(({ fromAmount, approvals }) => [fromAmount, approvals])).toEqual([
      ['0', 0],
      ['1000', 1],
      ['10000', 2],
      ['50000', 3],
    ]);
  });

  test('hold for what is asked for from then on, and leave alone what is under way', async () => {
    const underWay = await adjust('50.00');
    expect(underWay.approvalsMissing).toBe(1);
    const { approvalPolicy, userErrors } = await set({
      tiers: [tier({ approvals: 2, departments: ['MANAGEMENT'] }), tier({ fromAmount: '500.00', approvals: 3 })],
    });
    expect(userErrors).toEqual([]);
    expect(approvalPolicy).toMatchObject({
      updatedBy: 'Helena Costa',
      tiers: [
        { fromAmount: '0.00', approvals: 2, departments: ['MANAGEMENT'] },
        { fromAmount: '500.00', approvals: 3 },
      ],
    });
    expect([(await adjust('499.99')).approvalsMissing, (await adjust('-500.00')).approvalsMissing]).toEqual([2, 3]);
    // finance may decide on the old one, as it could when it was made
    const settled = await moved(gateway, 'transactionApprove', { id: underWay.id, version: underWay.version }, checker);
    expect(settled.status).toBe('SETTLED');
    const later = await adjust('60.00');
    expect((await move(gateway, 'transactionApprove', { id: later.id, version: later.version }, checker)).userErrors).toMatchObject([
      { code: 'POLICY_FORBIDS' },
    ]);
  });

  test.each<[string, Record<string, unknown>, string]>([
    ['no tier', { tiers: [] }, 'INVALID'],
    ['a first tier that leaves small amounts out', { tiers: [tier({ fromAmount: '1' })] }, 'INVALID'],
    ['tiers that do not rise', { tiers: [tier(), tier({ fromAmount: '10' }), tier({ fromAmount: '10' })] }, 'INVALID'],
    ['a tier below zero', { tiers: [tier(), tier({ fromAmount: '-10' })] }, 'INVALID'],
    ['an amount finer than its currency', { tiers: [tier(), tier({ fromAmount: '10.001' })] }, 'INVALID'],
    ['fewer approvals than the least', { tiers: [tier({ approvals: 0 })] }, 'INVALID'],
    ['more approvals than three', { tiers: [tier({ approvals: 4 })] }, 'INVALID'],
    ['nobody to decide', { tiers: [tier({ departments: [] })] }, 'INVALID'],
    ['a department that may not decide on money', { tiers: [tier({ departments: ['FINANCE', 'SUPPORT'] })] }, 'INVALID'],
    ['no reason', { reason: ' ' }, 'INVALID'],
    ['a type that nobody decides on', { transactionType: 'TRANSFER' }, 'POLICY_FORBIDS'],
    ['a version that is not the last', { version: 77 }, 'STALE_VERSION'],
  ])('are not changed by %s', async (_, input, code) => {
    const before = await policyOf('ADJUSTMENT');
    const { approvalPolicy, userErrors } = await set(input);
    expect([approvalPolicy, userErrors.map((error) => error.code)]).toEqual([null, [code]]);
    expect(await policyOf('ADJUSTMENT')).toEqual(before);
  });

  test('let a withdrawal go without approval, which an adjustment never does', async () => {
    const { version } = await policyOf('WITHDRAWAL');
    const { approvalPolicy } = await set({ transactionType: 'WITHDRAWAL', version, tiers: [tier({ approvals: 0 })] });
    expect(approvalPolicy?.tiers).toEqual([tier({ fromAmount: '0.00', approvals: 0, departments: ['MANAGEMENT', 'FINANCE'] })]);
  });

  test('write one audit entry a change, with what was before', async () => {
    const before = await policyOf('CREDIT_OUT');
    const tiers = [tier({ fromAmount: '0.00', departments: ['MANAGEMENT'] })];
    await set({ transactionType: 'CREDIT_OUT', version: before.version, tiers, reason: 'Fewer hands' });
    expect(await gateway.sql(`select before, after, reason from audit_entry where subject_type = 'ApprovalPolicy' and subject_id = 'CREDIT_OUT'`)).toEqual([
      { before: { tiers: before.tiers }, after: { tiers }, reason: 'Fewer hands' },
    ]);
  });

  test('of two changes at once one is stale', async () => {
    const { version } = await policyOf('CREDIT_IN');
    const both = await Promise.all([1, 2].map((approvals) => set({ transactionType: 'CREDIT_IN', version, tiers: [tier({ approvals })] })));
    expect(both.flatMap(({ userErrors }) => userErrors.map(({ code }) => code))).toEqual(['STALE_VERSION']);
  });
});

describe('the payment policy', () => {
  const FIELDS =
    'version currency kycLevelForWithdrawal dailyLimit monthlyLimit dailyCount destinationCoolDownHours creditRule rateMaxAgeHours exchangeMarginBps updatedBy';
  const read = async (as = management) =>
    (await gateway.data<{ paymentPolicy: Record<string, unknown> }>(`{ paymentPolicy { ${FIELDS} } }`, {}, { as })).paymentPolicy;
  const update = async (given: Record<string, unknown>) => {
    const input = { version: (await read())['version'], reason: 'Agreed today', ...given };
    const { paymentPolicyUpdate } = await gateway.data<{ paymentPolicyUpdate: { paymentPolicy: Record<string, unknown> | null; userErrors: Failure[] } }>(
      `mutation ($input: PaymentPolicyUpdateInput!) { paymentPolicyUpdate(input: $input) { paymentPolicy { ${FIELDS} } userErrors { code message field } } }`,
      { input },
      { as: management },
    );
    return paymentPolicyUpdate;
  };

  test('keeps what is left out, and null takes a limit away', async () => {
    const before = await read();
    const { paymentPolicy } = await update({ dailyLimit: '5000', monthlyLimit: null, creditRule: 'KEEP', exchangeMarginBps: 25 });
    const changed = { dailyLimit: '5000.00', monthlyLimit: null, creditRule: 'KEEP', exchangeMarginBps: 25 };
    expect(paymentPolicy).toEqual({ ...before, ...changed, version: Number(before['version']) + 1, updatedBy: 'Helena Costa' });
    expect(await read(await gateway.staff('COMPLIANCE'))).toEqual(paymentPolicy);
    expect(await gateway.sql(`select before, after from audit_entry where subject_type = 'PaymentPolicy'`)).toEqual([
      { before: Object.fromEntries(Object.keys(changed).map((field) => [field, before[field]])), after: changed },
    ]);
  });

  test.each<[Record<string, unknown>, string]>([
    [{}, 'INVALID'],
    [{ currency: null }, 'INVALID'],
    [{ creditRule: null }, 'INVALID'],
    [{ kycLevelForWithdrawal: 10 }, 'INVALID'],
    [{ kycLevelForWithdrawal: null }, 'INVALID'],
    [{ dailyLimit: '0' }, 'INVALID'],
    [{ dailyLimit: '-5' }, 'INVALID'],
    [{ monthlyLimit: '10.001' }, 'INVALID'],
    [{ dailyCount: 0 }, 'INVALID'],
    [{ destinationCoolDownHours: 721 }, 'INVALID'],
    [{ rateMaxAgeHours: 0 }, 'INVALID'],
    [{ exchangeMarginBps: 1001 }, 'INVALID'],
    [{ exchangeMarginBps: -1 }, 'INVALID'],
    [{ dailyCount: 3, reason: '' }, 'INVALID'],
    [{ dailyCount: 3, version: 99 }, 'STALE_VERSION'],
  ])('is not changed by %j', async (input, code) => {
    const before = await read();
    const { paymentPolicy, userErrors } = await update(input);
    expect([paymentPolicy, userErrors.map((error) => error.code)]).toEqual([null, [code]]);
    expect(await read()).toEqual(before);
  });
});

test('whoever lacks policies:write changes nothing', async () => {
  const before = await policyOf('ADJUSTMENT');
  const input = { transactionType: 'ADJUSTMENT', version: before.version, tiers: [tier({ approvals: 3 })], reason: 'No' };
  for (const as of [finance, client, await gateway.staff('ADMINISTRATION')])
    expect((await gateway.graphql(SET, { input }, { as })).errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', permission: 'policies:write' });
  expect((await gateway.graphql('{ paymentPolicy { version } }', {}, { as: await gateway.staff('SALES') })).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  expect(await policyOf('ADJUSTMENT')).toEqual(before);
});
