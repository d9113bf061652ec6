import { afterAll, beforeAll, expect, test } from 'vitest';
import { testGateway, type TestGateway } from '../support/gateway.js';
import type { Person } from '../support/people.js';

let gateway: TestGateway;
let sales: Person, managed: Person, unmanaged: Person;
let key: string;

beforeAll(async () => {
  gateway = await testGateway();
  sales = await gateway.staff('SALES');
  [managed, unmanaged] = [await gateway.client(), await gateway.client()];
  await gateway.sql('update client set account_manager_id = $2 where id = $1', [managed.id, sales.id]);
  const input = { name: 'intake', permissions: ['clients:read', 'clients:write'], expiresAt: '2030-01-01T00:00:00Z' };
  const administration = await gateway.staff('ADMINISTRATION', 'MANAGEMENT');
  const CREATE = 'mutation ($input: ApiKeyCreateInput!) { apiKeyCreate(input: $input) { key userErrors { message } } }';
  key = (await gateway.data<{ apiKeyCreate: { key: string } }>(CREATE, { input }, { as: administration })).apiKeyCreate.key;
});
afterAll(() => gateway?.close());

const UPDATE = 'mutation ($input: ClientUpdateInput!) { clientUpdate(input: $input) { client { id } userErrors { code } } }';
const update = (id: string, as: Person | string) => gateway.data(UPDATE, { input: { id, version: 1, phone: '+357 22 123456' } }, { as });
const NOT_FOUND = { clientUpdate: { client: null, userErrors: [{ code: 'NOT_FOUND' }] } };

test('nobody changes a client whom they do not see: neither an API key nor sales', async () => {
  expect(await update(managed.id, key)).toEqual(NOT_FOUND);
  expect(await update(unmanaged.id, key)).toEqual(NOT_FOUND);
  expect(await update(unmanaged.id, sales)).toEqual(NOT_FOUND);
  expect(await gateway.sql('select version from client where id = any($1::uuid[]) order by id', [[managed.id, unmanaged.id]])).toEqual([
    { version: 1 },
    { version: 1 },
  ]);
});

test('sales change the clients whom they manage', async () => {
  expect(await update(managed.id, sales)).toEqual({ clientUpdate: { client: { id: managed.id }, userErrors: [] } });
});

test('the language of a client is put down, read and put right; a refused field of personal data is named', async () => {
  const support = await gateway.staff('SUPPORT');
  const REGISTER = 'mutation ($input: ClientRegisterInput!) { clientRegister(input: $input) { client { id version language } userErrors { field } } }';
  const input = { email: 'ines.alves@example.com', firstName: 'Inês', lastName: 'Alves', country: 'PT', language: 'en' };
  const { clientRegister } = await gateway.data<{ clientRegister: { client: { id: string } } }>(REGISTER, { input }, { as: support });
  expect(clientRegister).toMatchObject({ client: { version: 1, language: 'en' }, userErrors: [] });
  const { id } = clientRegister.client;
  const CHANGE = 'mutation ($input: ClientUpdateInput!) { clientUpdate(input: $input) { client { version language } userErrors { code field } } }';
  const change = async (version: number, changes: object) =>
    (await gateway.data<{ clientUpdate: object }>(CHANGE, { input: { id, version, ...changes } }, { as: support })).clientUpdate;
  expect(await change(1, { language: 'pt-PT' })).toEqual({ client: { version: 2, language: 'pt-PT' }, userErrors: [] });
  expect(await change(2, { lastName: 'Alves' })).toMatchObject({ client: { language: 'pt-PT' } });
  expect(await change(2, { language: 'portuguese' })).toEqual({ client: null, userErrors: [{ code: 'INVALID', field: ['language'] }] });
  expect(await change(2, { language: null })).toMatchObject({ client: { version: 3, language: null } });
  for (const field of ['dateOfBirth', 'taxNumber'])
    expect(await change(3, { [field]: null })).toEqual({ client: null, userErrors: [{ code: 'POLICY_FORBIDS', field: [field] }] });
});

const SEEN = '{ clients { totalCount nodes { id tags riskLevel } } }';
const BELOW = 'query Below($id: ID!) { partner(id: $id) { clients { nodes { id tags riskLevel } } } }';
const FOUND = `query Found($tag: String, $riskLevel: [RiskLevel!]) { clients(filter: { tag: $tag, riskLevel: $riskLevel }) { totalCount nodes { id } } }`;

test('what the broker calls a client and thinks of it is its own: neither the client nor a partner is told, by a filter or by the list', async () => {
  const [partner, support] = [await gateway.partner(), await gateway.staff('SUPPORT')];
  const client = await gateway.client({ partnerId: partner.id });
  await gateway.sql(`update client set tags = '{watch-out}', risk_level = 'HIGH' where id = $1`, [client.id]);
  const seen = (as: Person) => gateway.data<{ clients: { nodes: { id: string }[] } }>(SEEN, {}, { as });
  const below = (as: Person) => gateway.data(BELOW, { id: partner.id }, { as });
  const found = async (as: Person, filter: Record<string, unknown>) =>
    (await gateway.data<{ clients: { totalCount: number; nodes: { id: string }[] } }>(FOUND, filter, { as })).clients;

  const told = { id: client.id, tags: ['watch-out'], riskLevel: 'HIGH' };
  expect((await seen(support)).clients.nodes).toContainEqual(told);
  expect(await below(support)).toEqual({ partner: { clients: { nodes: [told] } } });
  const untold = { id: client.id, tags: [], riskLevel: 'UNDISCLOSED' };
  expect(await seen(partner)).toEqual({ clients: { totalCount: 1, nodes: [untold] } });
  expect(await below(partner)).toEqual({ partner: { clients: { nodes: [untold] } } });
  expect((await seen(client)).clients.nodes).toEqual([untold]);
  for (const filter of [{ tag: 'watch-out' }, { riskLevel: ['HIGH'] }, { riskLevel: ['LOW', 'MEDIUM', 'HIGH', 'UNDISCLOSED'] }]) {
    for (const outsider of [partner, client]) expect(await found(outsider, filter), JSON.stringify(filter)).toEqual({ totalCount: 0, nodes: [] });
    expect((await found(support, filter)).nodes).toContainEqual({ id: client.id });
  }
  expect((await found(partner, {})).totalCount).toBe(1);
});

test('nothing is rated as what outsiders are shown', async () => {
  const [{ version }] = (await gateway.sql(`select coalesce((select version from country_risk where country = 'CY'), 0) as version`)) as [{ version: number }];
  const compliance = await gateway.staff('COMPLIANCE');
  const override = `mutation O($input: RiskOverrideInput!) { riskOverride(input: $input) { userErrors { code field } } }`;
  expect(await gateway.data(override, { input: { clientId: managed.id, level: 'UNDISCLOSED', reason: 'By a test' } }, { as: compliance })).toEqual({
    riskOverride: { userErrors: [{ code: 'INVALID', field: ['level'] }] },
  });
  const country = `mutation C($input: CountryRiskSetInput!) { countryRiskSet(input: $input) { userErrors { code field } } }`;
  const input = { country: 'CY', version, risk: 'UNDISCLOSED', source: 'By a test', reason: 'By a test' };
  expect(await gateway.data(country, { input }, { as: compliance })).toEqual({ countryRiskSet: { userErrors: [{ code: 'INVALID', field: ['risk'] }] } });
});
