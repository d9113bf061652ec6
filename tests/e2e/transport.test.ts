import { gzipSync } from 'node:zlib';
import { getIntrospectionQuery } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testGateway, type TestGateway } from '../support/gateway.js';
import type { Person } from '../support/people.js';

let gateway: TestGateway;
let support: Person;

beforeAll(async () => {
  gateway = await testGateway({ listens: true });
  support = await gateway.staff('SUPPORT');
});
afterAll(() => gateway?.close());

interface Told {
  readonly status: number;
  readonly type: string | null;
  readonly code: string | undefined;
  readonly data: unknown;
}

async function send(path: string, init: RequestInit = {}): Promise<Told> {
  const response = await fetch(new URL(path, gateway.url), init);
  const body = (await response.json()) as { data?: unknown; errors?: readonly { extensions: { code: string } }[] };
  return { status: response.status, type: response.headers.get('content-type'), code: body.errors?.[0]?.extensions.code, data: body.data };
}

const ME = '{ me { kind } }';
const got = (query: string, headers: Record<string, string> = {}, more = '') => send(`/graphql?query=${encodeURIComponent(query)}${more}`, { headers });
const posted = (body: string, type = 'application/json', headers: Record<string, string> = {}) =>
  send('/graphql', { method: 'POST', headers: { 'content-type': type, ...headers }, body });

describe('a page of another site', () => {
  // what a browser sends without asking first
  test.for(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])('cannot post an operation as %s', async (type) => {
    const { status, data } = await posted(JSON.stringify({ query: ME }), type);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(data).toBeUndefined();
  });

  test('cannot have one sent as an address either', async () => {
    expect(await got(ME)).toMatchObject({ status: 400, code: 'BAD_USER_INPUT' });
    expect(await got(ME, { 'apollo-require-preflight': 'yes' })).toMatchObject({ status: 200, code: 'UNAUTHENTICATED' });
  });
});

describe('an operation', () => {
  test('that opens fragments in fragments without end is refused, and the gateway stays', async () => {
    const bomb = `{ me { ...F0 } } ${Array.from({ length: 20 }, (_, index) => `fragment F${index} on Viewer { ${`...F${index + 1} `.repeat(3)} }`).join(' ')} fragment F20 on Viewer { kind }`;
    expect(await posted(JSON.stringify({ query: bomb }))).toMatchObject({ status: 400, code: 'QUERY_TOO_COSTLY' });
    expect(await posted(JSON.stringify({ query: '{ __typename }' }))).toMatchObject({ status: 200 });
  });

  test.for([
    'query ($x: Boolean!) { me { ...F @include(if: $x) ...F } } fragment F on Viewer { kind }',
    'query ($x: Boolean!) { me @include(if: $x) { name } me { kind } }',
    'query ($x: Boolean!) { me { ... @include(if: $x) { ...F } ...G } } fragment F on Viewer { kind } fragment G on Viewer { ...F }',
  ])('is answered each time as the first time, where a condition covers a part of what it selects: %s', async (query) => {
    const authorization = `Bearer ${await gateway.token(support)}`;
    for (let sighting = 0; sighting < 3; sighting += 1)
      expect(await posted(JSON.stringify({ query, variables: { x: false } }), 'application/json', { authorization })).toMatchObject({
        status: 200,
        data: { me: { kind: 'STAFF' } },
      });
  });
});

describe('a variable that is left out within a value', () => {
  const [sightings, none] = [[1, 2, 3], {}];

  test('leaves what it stands for as it is, the first time and each time after it', async () => {
    const client = await gateway.client();
    await gateway.sql(`update client set phone = '+357 22 123456', tags = '{vip}' where id = $1`, [client.id]);
    const UPDATE = `mutation ($id: ID!, $version: Int!, $firstName: String, $phone: String, $tags: [String!]) {
      clientUpdate(input: { id: $id, version: $version, firstName: $firstName, phone: $phone, tags: $tags }) { client { version phone tags firstName } userErrors { code field } } }`;
    for (const version of sightings)
      expect(await gateway.data(UPDATE, { id: client.id, version, firstName: `Anna${'xyz'[version - 1]}` }, { as: support })).toEqual({
        clientUpdate: { client: { version: version + 1, phone: '+357 22 123456', tags: ['vip'], firstName: `Anna${'xyz'[version - 1]}` }, userErrors: [] },
      });
    expect(await gateway.data(UPDATE, { id: client.id, version: 4, phone: null }, { as: support })).toMatchObject({
      clientUpdate: { client: { phone: null, tags: ['vip'] }, userErrors: [] },
    });
  });

  test('gives way to the default that there is', async () => {
    for (let more = 0; more < 2; more += 1) await gateway.client();
    const LIST = 'query ($direction: OrderDirection) { clients(orderBy: { field: CREATED_AT, direction: $direction }) { nodes { id } } }';
    const ids = async (variables: object) =>
      (await gateway.data<{ clients: { nodes: { id: string }[] } }>(LIST, { ...variables }, { as: support })).clients.nodes.map(({ id }) => id);
    const rising = await ids({ direction: 'ASC' });
    expect(rising.length).toBeGreaterThan(1);
    for (const _ of sightings) expect(await ids(none)).toEqual(rising);
    expect(await ids({ direction: 'DESC' })).toEqual(rising.toReversed());
  });
});

describe('a body', () => {
  const asked = async (init: RequestInit, path = '/graphql') => {
    const response = await fetch(new URL(path, gateway.url), { method: 'POST', ...init });
    const { errors } = (await response.json()) as { errors: readonly { message: string; extensions: { code: string; requestId: string } }[] };
    expect(errors[0]!.extensions).toEqual({ code: expect.any(String), requestId: response.headers.get('x-request-id') });
    return { status: response.status, message: errors[0]!.message };
  };
  const json = { 'content-type': 'application/json' };
  const latin1 = Buffer.concat([Buffer.from('{"query":"{ client(reference: \\"M'), Buffer.from([0xfc]), Buffer.from('ller\\") { id } }"}')]);

  test.for<[string, RequestInit, number, RegExp]>([
    ['in another encoding of letters', { body: latin1, headers: json }, 400, /UTF-8/],
    ['that is packed', { body: gzipSync(JSON.stringify({ query: ME })), headers: { ...json, 'content-encoding': 'gzip' } }, 415, /Content-Encoding/],
    ['of another type', { body: ME, headers: { 'content-type': 'application/graphql' } }, 415, /application\/json/],
    ['that is too large', { body: JSON.stringify({ query: ME, more: 'x'.repeat(300_000) }), headers: json }, 413, /256 kB/],
    ['without an operation', { body: '{}', headers: json }, 400, /./],
    ['of several operations', { body: JSON.stringify([{ query: ME }]), headers: json }, 400, /batch/i],
    ['from a form', { body: JSON.stringify({ query: ME }), headers: { 'content-type': 'text/plain' } }, 400, /CSRF/],
    ['for an answer of a kind that there is not', { body: JSON.stringify({ query: ME }), headers: { ...json, accept: 'text/html' } }, 406, /accept/],
    [
      'that nests deeper than can be parsed',
      { body: JSON.stringify({ query: `{ clients(filter: ${'['.repeat(20_000)}) }` }), headers: json },
      400,
      /nested|tokens/,
    ],
  ])('%s is refused with a sentence that says so, and with the id of the request', async ([, init, status, message]) => {
    expect(await asked(init)).toEqual({ status, message: expect.stringMatching(message) });
  });

  test('goes to an address that can be read, or is told so', async () => {
    expect(await asked({ body: '{}', headers: json }, '/%E0%A4%A')).toMatchObject({ status: 400 });
  });
});

describe('over HTTP', () => {
  test('a query may be a GET, with its variables, and a mutation may not', async () => {
    const as = { authorization: `Bearer ${await gateway.token(support)}`, 'apollo-require-preflight': 'yes' };
    expect(await got(ME, as)).toMatchObject({ status: 200, data: { me: { kind: 'STAFF' } } });
    const named = 'query ($id: ID!) { client(id: $id) { id } }';
    const id = '00000000-0000-7000-8000-000000000000';
    expect(await got(named, as, `&variables=${encodeURIComponent(JSON.stringify({ id }))}`)).toMatchObject({ status: 200, data: { client: null } });
    expect(await got('mutation { signOut { __typename } }', as)).toMatchObject({ status: 405 });
  });

  test('an answer comes in the form that is asked for, and only in one that there is', async () => {
    const body = JSON.stringify({ query: '{ __typename }' });
    expect(await posted(body)).toMatchObject({ status: 200, type: expect.stringContaining('application/json') });
    expect(await posted(body, 'application/json', { accept: 'application/graphql-response+json' })).toMatchObject({
      status: 200,
      type: expect.stringContaining('application/graphql-response+json'),
    });
    expect((await posted(body, 'application/json', { accept: 'text/html' })).status).toBe(406);
  });

  test.for([
    ['nothing', ''],
    ['no JSON', '{'],
    ['a list', '[{"query":"{ me { kind } }"}]'],
    ['no query', '{"variables":{}}'],
    ['text for variables', '{"query":"{ me { kind } }","variables":"{}"}'],
  ])('%s in place of an operation is told as such', async ([, body]) => {
    const { status, data, code } = await posted(body as string);
    expect([status, data]).toEqual([400, undefined]);
    expect(code).toMatch(/^BAD_/);
  });
});

describe('the schema', () => {
  const ALL = getIntrospectionQuery();
  const asked = (query: string, as: Person | null) => gateway.graphql<{ __schema: { types: { name: string }[] } }>(query, {}, { as: as ?? undefined });

  test('is told to staff, and to nobody who is a client, a partner or unknown, however often it was told before', async () => {
    const { data } = await asked(ALL, support);
    expect(data?.__schema.types.map(({ name }) => name)).toContain('WithdrawalPreview');
    expect((await asked(ALL, await gateway.staff('FINANCE'))).data).toEqual(data);
    const others = [await gateway.client(), await gateway.partner(), null];
    const codes = await Promise.all(others.map(async (as) => (await asked(ALL, as)).errors?.[0]?.extensions.code));
    expect(codes).toEqual(['FORBIDDEN', 'FORBIDDEN', 'UNAUTHENTICATED']);
  });

  test('is told beside other things as they are', async () => {
    const both = '{ me { kind id } __schema { queryType { name } } }';
    const [one, other] = [await gateway.staff('RISK'), await gateway.staff('SALES')];
    const ids = await Promise.all([one, other].map(async (as) => ((await asked(both, as)).data as unknown as { me: { id: string } }).me.id));
    expect(ids).toEqual([one.id, other.id]);
  });

  test('is told by the name that is asked for', async () => {
    const text = 'query ($name: String!) { __type(name: $name) { name } }';
    for (const name of ['Client', 'Partner']) expect((await gateway.graphql(text, { name }, { as: support })).data).toEqual({ __type: { name } });
  });
});
