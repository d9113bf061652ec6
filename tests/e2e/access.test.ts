import { buildSchema } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DEPARTMENTS } from '../../src/access/departments.js';
import { ACCESS_MAP } from '../../src/access/map.js';
import { mapGaps } from '../../src/access/shield.js';
import { schemaText } from '../../src/app.js';
import { testGateway, type TestGateway } from '../support/gateway.js';
import { probe } from '../support/probe.js';

let gateway: TestGateway;
const schema = buildSchema(schemaText());
const roots = (kind: 'query' | 'mutation') => Object.keys((kind === 'query' ? schema.getQueryType() : schema.getMutationType())?.getFields() ?? {}).sort();

beforeAll(async () => {
  gateway = await testGateway();
});
afterAll(() => gateway?.close());

/** Asks a root field and says how the guard answered; a mutation is asked with input that changes nothing. */
async function answerOf(query: string, as: Parameters<TestGateway['graphql']>[2]): Promise<string> {
  const { errors } = await gateway.graphql(query, {}, as);
  const atRoot = errors?.find((error) => error.path === undefined || error.path.length === 1);
  const code = atRoot?.extensions.code;
  return code === 'FORBIDDEN' ? `no (${String(atRoot?.extensions['permission'])})` : code === 'UNAUTHENTICATED' ? 'sign in' : 'yes';
}

/** Ending one's own session would change what the next question is asked as. */
const ENDS_THE_SESSION = new Set(['signOut', 'signOutEverywhere', 'passwordChange']);

// every root field is asked as everybody
describe('who may call what', { timeout: 60_000 }, () => {
  test('the default matrix, department by root field, is the committed one', async () => {
    const people = await Promise.all(DEPARTMENTS.map(async (department) => [department, await gateway.staff(department)] as const));
    const actors = [...people, ['client', await gateway.client()], ['partner', await gateway.partner()], ['nobody', undefined]] as const;
    const table: Record<string, Record<string, string>> = {};
    for (const kind of ['query', 'mutation'] as const) {
      for (const name of roots(kind).filter((root) => !ENDS_THE_SESSION.has(root))) {
        const row: Record<string, string> = {};
        const query = probe(schema, kind, name);
        for (const [actor, person] of actors) row[actor] = await answerOf(query, person === undefined ? {} : { as: person });
        table[`${kind} ${name}`] = row;
      }
    }
    expect(table).toMatchSnapshot();
  });

  test('a root field or a type that the map lacks, or that the schema lacks, is a gap that ends the start', () => {
    const { client: _client, ...Query } = ACCESS_MAP.Query;
    const { Client: _type, ...types } = ACCESS_MAP.types;
    expect(mapGaps(schema, ACCESS_MAP)).toEqual([]);
    expect(mapGaps(schema, { ...ACCESS_MAP, Query })).toEqual(['Query.client is not in the map']);
    expect(mapGaps(schema, { ...ACCESS_MAP, types })).toEqual(['type Client is not in the map']);
    expect(mapGaps(schema, { ...ACCESS_MAP, types: { ...ACCESS_MAP.types, Ghost: 'inherit' } })).toEqual(['the map names type Ghost, which the schema lacks']);
    expect(mapGaps(schema, { ...ACCESS_MAP, fields: { 'Client.ghost': 'clients:pii' } })).toEqual(['the map names Client.ghost, which the schema lacks']);
  });

  test('money decisions, personal data and access are for the departments of the matrix alone', async () => {
    const permissionsOf = async (department: (typeof DEPARTMENTS)[number]) =>
      (await gateway.data<{ me: { permissions: string[] } }>('{ me { permissions } }', {}, { as: await gateway.staff(department) })).me.permissions;
    const holders = async (permission: string) => {
      const held = await Promise.all(DEPARTMENTS.map(async (department) => ((await permissionsOf(department)).includes(permission) ? [department] : [])));
      return held.flat();
    };
    expect(await holders('clients:pii')).toEqual(['MANAGEMENT', 'COMPLIANCE']);
    expect(await holders('audit:read')).toEqual(['ADMINISTRATION', 'MANAGEMENT', 'COMPLIANCE']);
    expect(await holders('permissions:write')).toEqual(['ADMINISTRATION']);
    expect(await holders('documents:read')).toEqual(['MANAGEMENT', 'SUPPORT', 'COMPLIANCE']);
  });
});
