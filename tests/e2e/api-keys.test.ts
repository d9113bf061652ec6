import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type TestGateway, testGateway } from '../support/gateway.js';
import type { Person } from '../support/people.js';

interface Payload {
  readonly apiKey: { readonly id: string; readonly prefix: string; readonly permissions: string[]; readonly revokedAt: string | null } | null;
  readonly key?: string | null;
  readonly userErrors: readonly { readonly code: string; readonly message: string; readonly field: string[] | null }[];
}

const KEY = 'apiKey { id name prefix permissions createdAt expiresAt revokedAt lastUsedAt }';
const CREATE = `mutation ($input: ApiKeyCreateInput!) { payload: apiKeyCreate(input: $input) { ${KEY} key userErrors { code message field } } }`;
const REVOKE = `mutation ($input: ApiKeyRevokeInput!) { payload: apiKeyRevoke(input: $input) { ${KEY} userErrors { code message field } } }`;
const ME = '{ me { id kind name departments permissions } }';

let gateway: TestGateway;
let other: TestGateway;
let admin: Person;

const create = async (input: object, as: Person | string = admin): Promise<Payload> =>
  (await gateway.data<{ payload: Payload }>(CREATE, { input: { name: 'Reporting', permissions: ['clients:read', 'clients:all'], ...input } }, { as })).payload;
const made = async (input: object = {}): Promise<{ id: string; key: string }> => {
  const { apiKey, key, userErrors } = await create(input);
  expect(userErrors).toEqual([]);
  return { id: apiKey!.id, key: key! };
};
const revoke = async (input: object): Promise<Payload> => (await gateway.data<{ payload: Payload }>(REVOKE, { input }, { as: admin })).payload;
const codeOf = async (query: string, as: string, through = gateway) => (await through.graphql(query, {}, { as })).errors?.[0]?.extensions.code;

beforeAll(async () => {
  gateway = await testGateway({ listens: true });
  other = await testGateway({ over: gateway, listens: true });
  admin = await gateway.staff('ADMINISTRATION');
});
afterAll(async () => {
  await other.close();
  await gateway.close();
});

describe('an API key', () => {
  test('calls what it was given, and nothing else', async () => {
    const { id, key } = await made({ name: 'Warehouse', permissions: ['clients:read', 'clients:all', 'clients:read'] });
    expect(await gateway.data(ME, {}, { as: key })).toEqual({
      me: { id, kind: 'API_KEY', name: 'Warehouse', departments: [], permissions: ['clients:all', 'clients:read'] },
    });
    expect(await codeOf('{ clients { nodes { id } } }', key)).toBeUndefined();
    for (const query of ['{ staff { nodes { id } } }', '{ auditLog { nodes { id } } }', '{ apiKeys { nodes { id } } }'])
      expect(await codeOf(query, key)).toBe('FORBIDDEN');
    expect(await codeOf('mutation { signOut { userErrors { code } } }', key)).toBeUndefined();
    expect(await gateway.data('mutation { signOut { userErrors { code } } }', {}, { as: key })).toEqual({
      signOut: { userErrors: [{ code: 'POLICY_FORBIDS' }] },
    });
  });

  test('is shown once: neither the database nor the audit log nor the list has it', async () => {
    const { id, key } = await made();
    expect(key).toMatch(/^chk_[\w-]{43}$/);
    const [row] = await gateway.sql<{ text: string }>('select k::text as text from api_key k where id = $1', [id]);
    const [entry] = await gateway.sql<{ action: string; text: string }>('select action, e::text as text from audit_entry e where subject_id = $1', [id]);
    const listed = JSON.stringify(await gateway.data('{ apiKeys { nodes { id name prefix createdBy { name } } } }', {}, { as: admin }));
    expect(entry!.action).toBe('apiKey.create');
    expect(listed).toContain(key.slice(0, 12));
    for (const text of [row!.text, entry!.text, listed, gateway.logged.join()]) expect(text).not.toContain(key.slice(12));
  });

  test('is out for the next request once it is revoked, and on the other instance within a second', async () => {
    const { id, key } = await made();
    expect([await codeOf(ME, key), await codeOf(ME, key, other)]).toEqual([undefined, undefined]);
    expect(await revoke({ id, reason: 'The laptop was stolen' })).toMatchObject({ apiKey: { id, revokedAt: expect.any(String) }, userErrors: [] });
    expect(await codeOf(ME, key)).toBe('UNAUTHENTICATED');
    await vi.waitFor(async () => expect(await codeOf(ME, key, other)).toBe('UNAUTHENTICATED'), { timeout: 1_000, interval: 5 });
    expect(await revoke({ id, reason: 'Once more' })).toMatchObject({ userErrors: [{ code: 'ILLEGAL_TRANSITION', field: ['id'] }] });
    expect(
      (await gateway.sql<{ action: string; reason: string | null }>('select action, reason from audit_entry where subject_id = $1 order by at, id', [id])).map(
        ({ action, reason }) => [action, reason],
      ),
    ).toEqual([
      ['apiKey.create', null],
      ['apiKey.revoke', 'The laptop was stolen'],
    ]);
  });

  test('ends at its expiry', async () => {
    const { key } = await made({ expiresAt: new Date(Date.now() + 2_000).toISOString() });
    expect(await codeOf(ME, key)).toBeUndefined();
    await vi.waitFor(async () => expect(await codeOf(ME, key)).toBe('UNAUTHENTICATED'), { timeout: 5_000, interval: 50 });
    expect(await create({ expiresAt: '2020-01-01T00:00:00Z' })).toMatchObject({ key: null, userErrors: [{ code: 'INVALID', field: ['expiresAt'] }] });
  });

  test('bound to a client sees that client alone, and bound to a partner its subtree', async () => {
    const partner = await gateway.partner();
    const [own, foreign] = [await gateway.client({ partnerId: partner.id }), await gateway.client()];
    const ids = async (key: string) =>
      (await gateway.data<{ clients: { nodes: { id: string }[] } }>('{ clients(first: 100) { nodes { id } } }', {}, { as: key })).clients.nodes.map(
        ({ id }) => id,
      );
    const [ofClient, ofPartner] = [
      await made({ clientId: own.id, permissions: ['clients:read'] }),
      await made({ partnerId: partner.id, permissions: ['clients:read'] }),
    ];
    expect(await ids(ofClient.key)).toEqual([own.id]);
    expect(await ids(ofPartner.key)).toEqual([own.id]);
    for (const { key } of [ofClient, ofPartner])
      expect(await gateway.data('query ($id: ID) { client(id: $id) { id } }', { id: foreign.id }, { as: key })).toEqual({ client: null });
    expect(await gateway.data('{ me { client { id } } }', {}, { as: ofClient.key })).toEqual({ me: { client: { id: own.id } } });
  });
});

describe('no API key is made', () => {
  test.each([
    ['with a permission that there is not', { permissions: ['clients:raed'] }, 'INVALID', 'permissions'],
    ['without a permission', { permissions: [] }, 'INVALID', 'permissions'],
    ['without a name', { name: '' }, 'INVALID', 'name'],
    ['that could make others', { permissions: ['api-keys:write'] }, 'POLICY_FORBIDS', 'permissions'],
    ['that could change the matrix', { permissions: ['permissions:write'] }, 'POLICY_FORBIDS', 'permissions'],
    ['that could let people in', { permissions: ['staff:write'] }, 'POLICY_FORBIDS', 'permissions'],
    ['for a client who is not there', { clientId: '0190aaaa-0000-7000-8000-000000000009', permissions: ['clients:read'] }, 'NOT_FOUND', 'clientId'],
    ['for a partner who is not there', { partnerId: 'nonsense', permissions: ['clients:read'] }, 'NOT_FOUND', 'partnerId'],
  ])('%s', async (_, input, code, field) => {
    expect(await create(input)).toMatchObject({ apiKey: null, key: null, userErrors: [{ code, field: [field] }] });
  });

  test('for a client or a partner that could do more than they', async () => {
    const [client, partner] = [await gateway.client(), await gateway.partner()];
    expect(await create({ clientId: client.id, permissions: ['clients:read', 'staff:read'] })).toMatchObject({
      userErrors: [{ code: 'POLICY_FORBIDS', message: expect.stringContaining('staff:read') }],
    });
    expect(await create({ partnerId: partner.id, permissions: ['clients:contact'] })).toMatchObject({
      userErrors: [{ code: 'POLICY_FORBIDS', message: expect.stringContaining('clients:contact') }],
    });
    expect(await create({ clientId: client.id, partnerId: partner.id, permissions: ['clients:read'] })).toMatchObject({
      userErrors: [{ code: 'INVALID', field: ['partnerId'] }],
    });
  });

  test('with a sensitive permission by somebody who neither administers nor holds it', async () => {
    await gateway.sql(`insert into department_permission values ('SUPPORT', 'api-keys:write')`);
    const support = await gateway.staff('SUPPORT');
    expect(await create({ permissions: ['clients:pii'] }, support)).toMatchObject({ userErrors: [{ code: 'POLICY_FORBIDS', field: ['permissions'] }] });
    expect(await create({ permissions: ['clients:contact'] }, support)).toMatchObject({ userErrors: [] });
    expect(await create({ permissions: ['clients:pii'] }, admin)).toMatchObject({ userErrors: [] });
  });

  test('by anyone without the permission to', async () => {
    for (const as of [
      await gateway.staff('MANAGEMENT'),
      await gateway.staff('COMPLIANCE'),
      await gateway.client(),
      await gateway.partner(),
      (await made()).key,
    ]) {
      expect((await gateway.graphql(CREATE, { input: { name: 'x', permissions: ['clients:read'] } }, { as })).errors![0]!.extensions).toMatchObject({
        code: 'FORBIDDEN',
        permission: 'api-keys:write',
      });
    }
  });
});

test('API keys are listed newest first, with who made them and when they were last used', async () => {
  const { id, key } = await made({ name: 'The newest' });
  await gateway.data(ME, {}, { as: key });
  interface Page {
    apiKeys: { totalCount: number; nodes: { id: string; name: string; lastUsedAt: string | null; createdBy: { id: string } | null }[] };
  }
  const page = () => gateway.data<Page>('{ apiKeys(first: 3) { totalCount nodes { id name lastUsedAt createdBy { id } } } }', {}, { as: admin });
  await vi.waitFor(async () => expect((await page()).apiKeys.nodes[0]!.lastUsedAt).not.toBeNull(), { timeout: 1_000 });
  expect((await page()).apiKeys.nodes[0]).toMatchObject({ id, name: 'The newest', createdBy: { id: admin.id } });
});
