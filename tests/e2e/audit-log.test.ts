import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AuditSealer } from '../../src/modules/audit/index.js';
import { createLog } from '../../src/runtime/log.js';
import { testGateway, type TestGateway } from '../support/gateway.js';
import type { Person } from '../support/people.js';

let gateway: TestGateway;
let compliance: Person, administration: Person, support: Person;
let client: Person;

beforeAll(async () => {
  gateway = await testGateway();
  [compliance, administration, support] = (await Promise.all([gateway.staff('COMPLIANCE'), gateway.staff('ADMINISTRATION'), gateway.staff('SUPPORT')])) as [
    Person,
    Person,
    Person,
  ];
  client = await gateway.client();
  await gateway.sql(`update client set tax_number = 'TAX-CANARY', date_of_birth = '1980-01-01' where id = $1`, [client.id]);
});
afterAll(() => gateway?.close());

interface Entry {
  id: string;
  at: string;
  action: string;
  actorKind: string;
  actorId: string | null;
  actorName: string;
  departments: string[];
  subjectType: string;
  subjectId: string;
  reason: string | null;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
  requestId: string;
  hash: string;
  sealedAt: string | null;
}
const ENTRY = 'id at action actorKind actorId actorName departments subjectType subjectId reason before after requestId hash sealedAt';
type Page = { nodes: Entry[]; totalCount: number; pageInfo: { hasNextPage: boolean; endCursor: string | null } };

const auditLog = async (filter: object = {}, as = compliance, more: object = {}): Promise<Page> =>
  (
    await gateway.data<{ auditLog: Page }>(
      `query($filter: AuditFilter, $first: Int, $after: String) { auditLog(filter: $filter, first: $first, after: $after) { totalCount nodes { ${ENTRY} } pageInfo { hasNextPage endCursor } } }`,
      { filter, first: 25, ...more },
      { as },
    )
  ).auditLog;

async function update(person: Person, input: object): Promise<void> {
  const { client: found } = await gateway.data<{ client: { version: number } }>(
    'query($id: ID!) { client(id: $id) { version } }',
    { id: client.id },
    { as: person },
  );
  const { clientUpdate } = await gateway.data<{ clientUpdate: { userErrors: { message: string }[] } }>(
    'mutation($input: ClientUpdateInput!) { clientUpdate(input: $input) { userErrors { message } } }',
    { input: { id: client.id, version: found.version, ...input } },
    { as: person },
  );
  expect(clientUpdate.userErrors).toEqual([]);
}

const seal = () =>
  new AuditSealer({ pool: gateway.database.pool, auditKey: gateway.config.secrets.auditKey, log: createLog({ level: 'silent', format: 'json' }) }).sealNow();

describe('the audit log', () => {
  test('has exactly one entry of a mutation: who, in which department, what, on what, before, after and in which request', async () => {
    await update(support, { phone: '+357 22 111111', country: 'GR' });
    const { nodes } = await auditLog({ subjectId: client.id, action: 'client.update' });
    expect(nodes).toHaveLength(1);
    expect(nodes[0]).toMatchObject({ actorKind: 'STAFF', actorId: support.id, actorName: 'Helena Costa', departments: ['SUPPORT'], subjectType: 'Client' });
    expect(nodes[0]).toMatchObject({ before: { phone: null, country: 'CY' }, after: { phone: '+357 22 111111', country: 'GR' } });
    expect(nodes[0]?.requestId).toMatch(/.{8,}/);
    expect(nodes[0]?.at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  });

  test('is newest first, and its pages follow each other without a gap', async () => {
    for (let index = 0; index < 5; index++) await update(support, { tags: [`tag-${index}`] });
    const whole = await auditLog({ subjectId: client.id }, compliance, { first: 100 });
    expect(whole.nodes.map((entry) => entry.at)).toEqual(
      whole.nodes
        .map((entry) => entry.at)
        .toSorted()
        .toReversed(),
    );
    expect(whole.totalCount).toBe(whole.nodes.length);
    const walked: string[] = [];
    for (let after: string | null = null; ;) {
      const page: Page = await auditLog({ subjectId: client.id }, compliance, { first: 2, after });
      walked.push(...page.nodes.map((entry) => entry.id));
      if (!page.pageInfo.hasNextPage) break;
      after = page.pageInfo.endCursor;
    }
    expect(walked).toEqual(whole.nodes.map((entry) => entry.id));
  });

  test('is narrowed by actor, by action, by the noun of an action, by subject and by time', async () => {
    const { nodes: all } = await auditLog({}, compliance, { first: 100 });
    const middle = all[Math.floor(all.length / 2)] as Entry;
    const narrowed = async (filter: object, keeps: (entry: Entry) => boolean) => {
      const { nodes } = await auditLog(filter, compliance, { first: 100 });
      // signing in to ask adds entries of its own
      const known = new Set(all.map((entry) => entry.id));
      expect(nodes.map((entry) => entry.id).filter((id) => known.has(id))).toEqual(all.filter(keeps).map((entry) => entry.id));
      expect(nodes.length).toBeGreaterThan(0);
    };
    await narrowed({ actorId: support.id }, (entry) => entry.actorId === support.id);
    await narrowed({ action: 'client.update' }, (entry) => entry.action === 'client.update');
    await narrowed({ action: 'session.' }, (entry) => entry.action.startsWith('session.'));
    await narrowed({ subjectType: 'Client' }, (entry) => entry.subjectType === 'Client');
    await narrowed({ subjectId: client.id, action: 'client.' }, (entry) => entry.subjectId === client.id && entry.action.startsWith('client.'));
    await narrowed({ at: { from: middle.at } }, (entry) => entry.at >= middle.at);
    await narrowed({ at: { to: middle.at } }, (entry) => entry.at < middle.at);
  });

  test('takes the signs of a pattern for what they are', async () => {
    expect((await auditLog({ action: '%.' })).nodes).toEqual([]);
    expect((await auditLog({ action: 'client_' })).nodes).toEqual([]);
    expect((await auditLog({ actorId: `' or true --` })).nodes).toEqual([]);
  });

  test('is for those with audit:read alone', async () => {
    const { data, errors } = await gateway.graphql('{ auditLog { nodes { id } } }', {}, { as: support });
    expect(data?.['auditLog'] ?? null).toBeNull();
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', permission: 'audit:read' });
  });

  test("hides a client's e-mail and phone from those who may read the log and not the address", async () => {
    await update(support, { phone: '+357 22 999999' });
    const [seen] = (await auditLog({ subjectId: client.id, action: 'client.update' }, compliance)).nodes;
    const [hidden] = (await auditLog({ subjectId: client.id, action: 'client.update' }, administration)).nodes;
    expect(seen?.after).toEqual({ phone: '+357 22 999999' });
    expect(hidden?.after).toEqual({ phone: '***' });
  });
});

describe("a client's trail", () => {
  const TRAIL = `query($id: ID!) { client(id: $id) { auditTrail(first: 100) { totalCount nodes { ${ENTRY} } } } }`;
  const trail = async () => (await gateway.data<{ client: { auditTrail: Page } }>(TRAIL, { id: client.id }, { as: compliance })).client.auditTrail;

  test('shows what was done to the client', async () => {
    await update(support, { tags: ['vip'] });
    expect((await trail()).nodes[0]).toMatchObject({ action: 'client.update', after: { tags: ['vip'] } });
  });

  test('shows each reading of personal data, with the fields and the reader, and never the value', async () => {
    const before = (await trail()).totalCount;
    await gateway.data('query($id: ID!) { client(id: $id) { taxNumber dateOfBirth } }', { id: client.id }, { as: compliance });
    const after = await trail();
    expect(after.totalCount).toBe(before + 1);
    expect(after.nodes[0]).toMatchObject({ actorId: compliance.id, subjectId: client.id, after: { fields: ['taxNumber', 'dateOfBirth'] } });
    expect(after.nodes[0]?.action).toMatch(/^client\.read/);
    expect(await gateway.sql(`select id from audit_entry e where e::text like '%TAX-CANARY%'`)).toEqual([]);
  });

  test('is not written to by whoever may not read the data', async () => {
    const before = (await trail()).totalCount;
    const { data, errors } = await gateway.graphql<{ client: { taxNumber: null; reference: string } }>(
      'query($id: ID!) { client(id: $id) { taxNumber reference } }',
      { id: client.id },
      { as: support },
    );
    expect(data?.client).toMatchObject({ taxNumber: null, reference: expect.stringMatching(/^C\d+$/) as string });
    expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    expect((await trail()).totalCount).toBe(before);
  });

  test('is null for whoever lacks audit:read, and the rest of the client stands', async () => {
    const { data, errors } = await gateway.graphql(
      'query($id: ID!) { client(id: $id) { reference auditTrail { nodes { id } } } }',
      { id: client.id },
      { as: support },
    );
    expect(data).toMatchObject({ client: { reference: expect.stringMatching(/^C/) as string, auditTrail: null } });
    expect(errors?.[0]).toMatchObject({ path: ['client', 'auditTrail'], extensions: { code: 'FORBIDDEN', permission: 'audit:read' } });
  });
});

describe('its seals', () => {
  test('come afterwards: the hash is empty until then', async () => {
    await update(support, { tags: ['sealed'] });
    const [young] = (await auditLog({ subjectId: client.id })).nodes;
    expect(young).toMatchObject({ hash: '', sealedAt: null });
    await seal();
    const [sealed] = (await auditLog({ subjectId: client.id })).nodes;
    expect(sealed?.id).toBe(young?.id);
    expect(sealed?.hash).toMatch(/^[0-9a-f]{64}$/);
    expect(sealed?.sealedAt).toMatch(/Z$/);
  });

  const VERIFY = '{ auditLogVerify { isIntact entries problem brokenNumber firstBroken { id action subjectId } } }';

  test('are verified from the first entry to the last', async () => {
    await seal();
    const { auditLogVerify } = await gateway.data<{ auditLogVerify: { entries: number } }>(VERIFY, {}, { as: compliance });
    const [{ sealed }] = (await gateway.sql<{ sealed: number }>('select count(*)::int as sealed from audit_seal')) as [{ sealed: number }];
    expect(auditLogVerify).toEqual({ isIntact: true, entries: sealed, problem: null, brokenNumber: null, firstBroken: null });
  });

  test('are not verified for whoever lacks audit:read', async () => {
    const { errors } = await gateway.graphql(VERIFY, {}, { as: support });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', permission: 'audit:read' });
  });

  test('name the first entry that somebody edited past the gateway', async () => {
    await seal();
    const [edited] = (await gateway.sql<{ number: number; id: string }>(
      `select s.number::int, e.id from audit_seal s join audit_entry e on e.id = s.entry_id where e.action = 'client.update' order by number limit 1`,
    )) as [{ number: number; id: string }];
    await gateway.sql(
      `set session_replication_role = replica; update audit_entry set actor_name = 'Nobody' where id = '${edited.id}'; reset session_replication_role`,
    );
    expect(await gateway.data(VERIFY, {}, { as: compliance })).toEqual({
      auditLogVerify: {
        isIntact: false,
        entries: edited.number - 1,
        problem: 'ENTRY_ALTERED',
        brokenNumber: edited.number,
        firstBroken: { id: edited.id, action: 'client.update', subjectId: client.id },
      },
    });
  });
});
