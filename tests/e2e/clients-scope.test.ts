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
