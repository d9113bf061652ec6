import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testGateway, type TestGateway } from '../support/gateway.js';
import type { Person } from '../support/people.js';
import { eventually } from '../support/providers.js';

let gateway: TestGateway;
let compliance: Person, management: Person, support: Person;

beforeAll(async () => {
  gateway = await testGateway({ listens: true });
  [compliance, management, support] = await Promise.all([gateway.staff('COMPLIANCE'), gateway.staff('MANAGEMENT'), gateway.staff('SUPPORT')]);
});
afterAll(() => gateway?.close());

const REASON = 'As the board decided in November';

type Told<T> = T & { readonly userErrors: readonly { readonly code: string; readonly field: readonly string[] | null }[] };
async function set<T extends object>(name: string, input: object, fields: string, as: Person = compliance): Promise<Told<T>> {
  const type = `${name[0]?.toUpperCase()}${name.slice(1)}Input`;
  const text = `mutation($input: ${type}!) { ${name}(input: $input) { ${fields} userErrors { code field } } }`;
  return (await gateway.data<Record<string, Told<T>>>(text, { input: { reason: REASON, ...input } }, { as }))[name] as Told<T>;
}
const codesOf = (told: Told<object>): string[] => told.userErrors.map(({ code }) => code);
const refusedTo = async (name: string, input: object, as: Person): Promise<unknown> => {
  const type = `${name[0]?.toUpperCase()}${name.slice(1)}Input`;
  const text = `mutation($input: ${type}!) { ${name}(input: $input) { __typename } }`;
  return (await gateway.graphql(text, { input: { reason: REASON, ...input } }, { as })).errors?.[0]?.extensions.code;
};
const audited = (action: string) => gateway.sql(`select subject_id, reason, before, after from audit_entry where action = $1 order by at, id`, [action]);

describe('how screening weighs', () => {
  const FIELDS = 'screeningPolicy { version threshold birthDateAgrees updatedBy }';

  test('is read and set in part, with a reason, on the version that was seen', async () => {
    const { screeningPolicy } = await gateway.data<{ screeningPolicy: object }>('{ screeningPolicy { version threshold updatedBy } }', {}, { as: compliance });
    expect(screeningPolicy).toEqual({ version: 1, threshold: '0.86', updatedBy: null });
    const told = await set('screeningPolicySet', { version: 1, threshold: '0.9' }, FIELDS);
    expect(told).toEqual({ screeningPolicy: { version: 2, threshold: '0.9', birthDateAgrees: '0.06', updatedBy: 'Helena Costa' }, userErrors: [] });
    expect(codesOf(await set('screeningPolicySet', { version: 1, threshold: '0.7' }, FIELDS))).toEqual(['STALE_VERSION']);
    expect(await audited('screeningPolicy.set')).toMatchObject([{ reason: REASON, before: { threshold: '0.86' }, after: { threshold: '0.9' } }]);
  });

  test.each([
    ['threshold', '0.4'],
    ['threshold', '1.1'],
    ['countryAgrees', '0.6'],
    ['birthDateDiffers', '-0.1'],
    ['weakNameFactor', 'NaN'],
    ['weakNameFactor', '0.99999'],
  ])('takes no %s of %s', async (weight, value) => {
    const told = await set('screeningPolicySet', { version: 2, [weight]: value }, FIELDS);
    expect(told.userErrors).toEqual([{ code: 'INVALID', field: [weight] }]);
  });

  test('is for those who may set it', async () => {
    expect(await refusedTo('screeningPolicySet', { version: 2 }, support)).toBe('FORBIDDEN');
    const key = 'mutation($input: ApiKeyCreateInput!) { apiKeyCreate(input: $input) { userErrors { code } } }';
    const input = { name: 'weights', permissions: ['screening:configure'], expiresAt: '2030-01-01T00:00:00Z' };
    const told = await gateway.graphql(key, { input }, { as: await gateway.staff('SUPPORT') });
    expect(told.errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });
});

describe('the risk of a country', () => {
  const FIELDS = 'countryRisk { country version risk source updatedBy }';
  interface Row {
    readonly countryRisk: { readonly version: number } | null;
  }
  const riskOf = async (clientId: string): Promise<string | undefined> =>
    (await gateway.data<{ client: { riskLevel: string } | null }>('query($id: ID!) { client(id: $id) { riskLevel } }', { id: clientId }, { as: compliance }))
      .client?.riskLevel;

  test('is set, and its clients are rated by it without anybody asking', async () => {
    const client = await gateway.client();
    await gateway.sql(`update client set country = 'PT' where id = $1`, [client.id]);
    expect(await riskOf(client.id)).toBe('LOW');
    const told = await set<Row>('countryRiskSet', { country: 'PT', version: 1, risk: 'HIGH', source: 'FATF, increased monitoring' }, FIELDS);
    expect(told).toEqual({
      countryRisk: { country: 'PT', version: 2, risk: 'HIGH', source: 'FATF, increased monitoring', updatedBy: 'Helena Costa' },
      userErrors: [],
    });
    await eventually(
      () => riskOf(client.id),
      (level) => level === 'MEDIUM',
    );
    expect(codesOf(await set('countryRiskSet', { country: 'PT', version: 1, risk: 'LOW' }, FIELDS))).toEqual(['STALE_VERSION']);
  });

  test('is taken off the list, and put on it with a source', async () => {
    expect(await set<Row>('countryRiskSet', { country: 'UY', version: 1, risk: null }, FIELDS)).toEqual({ countryRisk: null, userErrors: [] });
    expect(codesOf(await set('countryRiskSet', { country: 'UY', risk: 'LOW' }, FIELDS))).toEqual(['INVALID']);
    const again = await set<Row>('countryRiskSet', { country: 'UY', risk: 'LOW', source: 'The house' }, FIELDS);
    expect(again).toMatchObject({ countryRisk: { country: 'UY', risk: 'LOW' }, userErrors: [] });
    expect(codesOf(await set('countryRiskSet', { country: 'TV', risk: null }, FIELDS))).toEqual(['NOT_FOUND']);
    const { countryRisks } = await gateway.data<{ countryRisks: { country: string }[] }>('{ countryRisks { country } }', {}, { as: compliance });
    expect(countryRisks.map(({ country }) => country)).toContain('UY');
    expect(await refusedTo('countryRiskSet', { country: 'UY' }, support)).toBe('FORBIDDEN');
  });
});

test('how long records are kept is set for what is decided from then on', async () => {
  const FIELDS = 'retentionPolicy { jurisdiction version years authority }';
  const given = { jurisdiction: 'CY', version: 1, years: 7, law: 'Article 40 of Directive (EU) 2015/849', authority: 'the Commissioner' };
  const told = await set('retentionPolicySet', given, FIELDS, management);
  expect(told).toEqual({ retentionPolicy: { jurisdiction: 'CY', version: 2, years: 7, authority: 'the Commissioner' }, userErrors: [] });
  expect(codesOf(await set('retentionPolicySet', given, FIELDS))).toEqual(['STALE_VERSION']);
  expect(codesOf(await set('retentionPolicySet', { ...given, version: 2, years: 31 }, FIELDS))).toEqual(['INVALID']);
  expect(codesOf(await set('retentionPolicySet', { ...given, jurisdiction: 'XX' }, FIELDS))).toEqual(['NOT_FOUND']);
  expect(await audited('retentionPolicy.set')).toMatchObject([{ subject_id: 'CY', before: { years: 5 }, after: { years: 7 } }]);
  expect(await refusedTo('retentionPolicySet', given, support)).toBe('FORBIDDEN');
});

test('a KYC level is removed, and the last one that holds everywhere is not', async () => {
  const FIELDS = 'kycLevel { level version title }';
  const made = { level: 2, clientType: 'INDIVIDUAL', jurisdiction: 'GB', title: 'As the FCA has it', documents: [], checks: ['VENDOR'] };
  expect(codesOf(await set('kycLevelSet', made, FIELDS))).toEqual([]);
  const key = { level: 2, clientType: 'INDIVIDUAL', jurisdiction: 'GB' };
  expect(codesOf(await set('kycLevelRemove', { ...key, version: 2 }, FIELDS))).toEqual(['STALE_VERSION']);
  expect(await set('kycLevelRemove', { ...key, version: 1 }, FIELDS)).toMatchObject({ kycLevel: { title: 'As the FCA has it' }, userErrors: [] });
  expect(codesOf(await set('kycLevelRemove', { ...key, version: 1 }, FIELDS))).toEqual(['NOT_FOUND']);
  expect(codesOf(await set('kycLevelRemove', { ...key, level: -2_147_483_648, version: 1 }, FIELDS))).toEqual(['NOT_FOUND']);
  const rules = await gateway.sql<{ level: number; version: number }>(
    `select level::int as level, version from kyc_level where client_type = 'CORPORATE' and jurisdiction = '*' order by level desc`,
  );
  const told: string[][] = [];
  for (const { level, version } of rules) told.push(codesOf(await set('kycLevelRemove', { level, clientType: 'CORPORATE', version }, FIELDS)));
  expect(told).toEqual(rules.map((_, at) => (at === rules.length - 1 ? ['POLICY_FORBIDS'] : [])));
});

test('an account type is added, offered and retired', async () => {
  const FIELDS = 'accountType { code version isActive leverages }';
  const given = {
    ...{ code: 'mt5-islamic', title: 'Islamic', platform: 'MT5', environment: 'LIVE', server: 'MT5-Main', groupPattern: 'real\\islamic-{currency}' },
    ...{ currencies: ['USD'], leverages: [30, 10], assetClass: 'MAJOR_FX', kycLevel: 1, categories: ['RETAIL'], autoApprove: false, mostPerClient: 2 },
  };
  const told = await set('accountTypeCreate', given, FIELDS, management);
  expect(told).toEqual({ accountType: { code: 'mt5-islamic', version: 1, isActive: true, leverages: [10, 30] }, userErrors: [] });
  expect(codesOf(await set('accountTypeCreate', given, FIELDS, management))).toEqual(['ALREADY_EXISTS']);
  expect((await set('accountTypeCreate', { ...given, code: 'other', server: 'nowhere' }, FIELDS, management)).userErrors).toEqual([
    { code: 'INVALID', field: ['server'] },
  ]);
  const retired = await set('accountTypeUpdate', { code: 'mt5-islamic', version: 1, isActive: false }, FIELDS, management);
  expect(retired).toMatchObject({ accountType: { version: 2, isActive: false }, userErrors: [] });
  expect(await audited('accountType.create')).toMatchObject([{ subject_id: 'mt5-islamic', reason: REASON }]);
  expect(await refusedTo('accountTypeCreate', given, compliance)).toBe('FORBIDDEN');
});

test("the broker's own servers are added, and their logins go on above those that are there", async () => {
  const FIELDS = 'tradingServer { name nextLogin accounts accountTypes }';
  const given = { name: 'House-Live', nextLogin: '8000001' };
  const added = { name: 'House-Live', nextLogin: '8000001', accounts: 0, accountTypes: [] };
  expect(await set('tradingServerSet', given, FIELDS, management)).toEqual({ tradingServer: added, userErrors: [] });
  const type = {
    ...{ code: 'house', title: 'House', platform: 'MT5', environment: 'DEMO', server: 'House-Live', groupPattern: 'demo\\{currency}', currencies: ['USD'] },
    ...{ leverages: [10], assetClass: 'MAJOR_FX', kycLevel: 0, categories: ['RETAIL'], autoApprove: true, mostPerClient: 3 },
  };
  expect(codesOf(await set('accountTypeCreate', type, 'accountType { code }', management))).toEqual([]);
  const client = await gateway.client();
  const order = { clientId: client.id, accountType: 'house', platform: 'MT5', environment: 'DEMO', currency: 'USD', leverage: 10 };
  const open = async (idempotencyKey: string) =>
    (
      await gateway.data<{ told: { tradingAccount: { login: string; server: string } } }>(
        'mutation ($input: TradingAccountOpenInput!) { told: tradingAccountOpen(input: $input) { tradingAccount { login server } userErrors { message } } }',
        { input: { ...order, idempotencyKey } },
        { as: client },
      )
    ).told.tradingAccount;
  expect(await open('house-1')).toEqual({ server: 'House-Live', login: '8000001' });
  expect((await set('tradingServerSet', { ...given, nextLogin: '8000001' }, FIELDS, management)).userErrors).toEqual([
    { code: 'ALREADY_EXISTS', field: ['nextLogin'] },
  ]);
  expect(codesOf(await set('tradingServerSet', { ...given, nextLogin: '9000000' }, FIELDS, management))).toEqual([]);
  expect(await open('house-2')).toEqual({ server: 'House-Live', login: '9000000' });
  for (const [field, wrong] of [
    ['nextLogin', { nextLogin: '0' }],
    ['nextLogin', { nextLogin: '1'.repeat(16) }],
    ['name', { name: '' }],
    ['name', { name: ' MT5' }],
  ] as const)
    expect((await set('tradingServerSet', { ...given, ...wrong }, FIELDS, management)).userErrors).toEqual([{ code: 'INVALID', field: [field] }]);
  const { tradingServers } = await gateway.data<{ tradingServers: object[] }>(
    '{ tradingServers { name nextLogin accounts accountTypes } }',
    {},
    { as: management },
  );
  expect(tradingServers).toContainEqual({ name: 'House-Live', nextLogin: '9000001', accounts: 2, accountTypes: ['house'] });
  expect(await audited('tradingServer.set')).toMatchObject([
    { subject_id: 'House-Live', before: null, after: { nextLogin: '8000001' } },
    { before: { nextLogin: '8000002' }, after: { nextLogin: '9000000' } },
  ]);
  expect(await refusedTo('tradingServerSet', given, support)).toBe('FORBIDDEN');
});
