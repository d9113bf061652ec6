import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, validate } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ACCESS_MAP } from '../../src/access/map.js';
import { DEPARTMENTS, type Department } from '../../src/access/departments.js';
import { createApp } from '../../src/app.js';
import { ReadEngine } from '../../src/database/reader.engine.js';
import { GatewayContext } from '../../src/graphql/context.js';
import { Executor } from '../../src/graphql/executor.js';
import { readOperations, resolveDates } from '../../src/http/explorer/operations.js';
import { createLog } from '../../src/runtime/log.js';
import { addMarkedClient, addMarkedPartner, type MarkedPartner } from '../support/brokerage.js';
import { testGateway, type TestGateway } from '../support/gateway.js';
import type { Person } from '../support/people.js';

const OPERATIONS_DIR = join(import.meta.dirname, '../../schema/operations');
const operations = readOperations(OPERATIONS_DIR);
const queries = operations.filter((operation) => operation.kind === 'query');
const variablesOf = (text: string | null): Record<string, unknown> =>
  text === null ? {} : (JSON.parse(resolveDates(text, new Date())) as Record<string, unknown>);

let gateway: TestGateway;
let partner: MarkedPartner;
let people: Map<string, Person>;
type App = Awaited<ReturnType<typeof createApp>>;
let app: App;

beforeAll(async () => {
  gateway = await testGateway();
  const { sql } = gateway;
  const parent = await addMarkedPartner(sql, 'ROOT');
  partner = await addMarkedPartner(sql, 'MIDDLE', parent.id);
  for (let index = 0; index < 6; index++) await addMarkedClient(sql, `CLIENT${index}`, { partnerId: index % 2 ? partner.id : parent.id });
  const entries = await Promise.all([...DEPARTMENTS].map(async (department: Department) => [department, await gateway.staff(department)] as const));
  const asPartner = await gateway.partner();
  await sql('update credential set partner_id = $2 where id = $1', [asPartner.credentialId, partner.id]);
  people = new Map<string, Person>([...entries, ['CLIENT', await gateway.client()], ['PARTNER', asPartner]]);
  app = await createApp({ config: gateway.config, database: gateway.database, log: createLog({ level: 'silent', format: 'json' }) });
});
afterAll(async () => {
  await app?.stop();
  await gateway?.close();
});

describe('the operations of a working day', () => {
  test('every department, clients and partners have at least three, each valid and each described', () => {
    for (const audience of [...DEPARTMENTS, 'CLIENT', 'PARTNER']) {
      expect(operations.filter((operation) => operation.audience === audience).length, audience).toBeGreaterThanOrEqual(3);
    }
    for (const operation of operations) {
      expect(operation.about, operation.name).toMatch(/\S{3}/);
      const file = readFileSync(join(OPERATIONS_DIR, `${operation.audience.toLowerCase()}.graphql`), 'utf8');
      expect(
        validate(app.schema.plain, parse(file)).map((error) => error.message),
        operation.audience,
      ).toEqual([]);
    }
  });

  test('everyone may ask all queries of their own department: no field of them is forbidden', async () => {
    for (const operation of queries) {
      const { errors } = await gateway.graphql(operation.query, variablesOf(operation.variables), { as: people.get(operation.audience) as Person });
      expect(errors, `${operation.audience} ${operation.name}`).toBeUndefined();
    }
  });

  test('compiled or not, cleared or guarded on every field: each query answers the same for each department', async () => {
    const engine = new ReadEngine({ pool: gateway.database.pool, namedStatements: true, onAuditedRead: async () => undefined });
    const { cleared, guarded, planner, resolvers } = app.schema;
    const ways = {
      compiled: new Executor({ cleared, guarded, map: ACCESS_MAP }),
      interpreted: new Executor({ cleared, guarded, map: ACCESS_MAP, compile: 'never' }),
      guardedCompiled: new Executor({ cleared: guarded, guarded, map: ACCESS_MAP }),
      guardedInterpreted: new Executor({ cleared: guarded, guarded, map: ACCESS_MAP, compile: 'never' }),
    };
    const actors = await Promise.all([...people].map(async ([who, person]) => [who, await actorOf(person)] as const));
    for (const operation of queries) {
      const document = parse(operation.query);
      for (const [at, [who, actor]] of actors.entries()) {
        const answers: string[] = [];
        for (const executor of Object.values(ways)) {
          const execute = () =>
            executor.execute({
              documentKey: operation.query,
              document,
              operationName: undefined,
              variables: variablesOf(operation.variables),
              context: new GatewayContext({ actor, requestId: 'r', address: '::1', engine, planner, resolvers }),
            });
          if (at === 0) await execute(); // compiled on the second sight
          const { data, errors } = await execute();
          const told = (errors ?? []).map((error) => `${error.path?.join('.')} ${String(error.extensions['code'])} ${error.message}`).sort();
          answers.push(JSON.stringify({ data, errors: told }).replaceAll(/token=[^"]+/g, 'token'));
        }
        expect(new Set(answers).size, `${operation.name} as ${who}: ${answers.join('\n')}`).toBe(1);
      }
    }
  }, 60_000);
});

/** The actor as the gateway makes it of a token. */
async function actorOf(person: Person) {
  const { me } = await gateway.data<{
    me: { id: string; kind: string; name: string; departments: string[]; permissions: string[]; client: { id: string } | null; partner: { id: string } | null };
  }>('{ me { id kind name departments permissions } }', {}, { as: person });
  const own =
    me.kind === 'CLIENT'
      ? { clientId: me.id, partnerId: null }
      : me.kind === 'PARTNER'
        ? { clientId: null, partnerId: me.id }
        : { clientId: null, partnerId: null };
  return { ...own, kind: me.kind, id: me.id, name: me.name, departments: me.departments, permissions: new Set(me.permissions), sessionId: null } as never;
}
