import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AuditTrail } from '../../src/modules/audit/index.js';
import { ClientKeys, PersonalDataSealing } from '../../src/modules/clients/index.js';
import { PersonalData } from '../../src/runtime/personal-data.js';
import { type TestGateway, testGateway } from '../support/gateway.js';
import type { Person } from '../support/people.js';
import { uploading } from './uploads.fixture.js';

const REGISTER = `mutation($input: ClientRegisterInput!) { clientRegister(input: $input) { client { id version } userErrors { code message field } } }`;
const UPDATE = `mutation($input: ClientUpdateInput!) { clientUpdate(input: $input) { client { id version } userErrors { code message field } } }`;
const READ = `query($id: ID!) { client(id: $id) { id taxNumber dateOfBirth } }`;
const FIND = `query($filter: ClientFilter) { clients(filter: $filter) { totalCount nodes { id } } }`;
const TRAIL = `query($id: ID!) { client(id: $id) { auditTrail(first: 50) { nodes { action actorName before after } } } }`;

const TAX = 'CANARY-98 7654/321';
const BORN = '1979-03-14';

let gateway: TestGateway;
let compliance: Person;
let support: Person;

beforeAll(async () => {
  gateway = await testGateway({ listens: true });
  [compliance, support] = await Promise.all([gateway.staff('COMPLIANCE'), gateway.staff('SUPPORT')]);
});
afterAll(() => gateway.close());

interface Registered {
  readonly id: string;
  readonly version: number;
}

async function register(more: Record<string, unknown> = {}): Promise<Registered> {
  const input = {
    ...{ firstName: 'Canaria', lastName: 'Vogelsang', email: `c${randomBytes(4).toString('hex')}@canary.example`, country: 'CY' },
    ...{ dateOfBirth: BORN, taxNumber: TAX, ...more },
  };
  const { clientRegister } = await gateway.data<{ clientRegister: { client: Registered | null; userErrors: unknown[] } }>(
    REGISTER,
    { input },
    { as: compliance },
  );
  expect(clientRegister.userErrors).toEqual([]);
  return clientRegister.client as Registered;
}

const read = async (id: string, as = compliance) =>
  (await gateway.data<{ client: { taxNumber: string | null; dateOfBirth: string | null } }>(READ, { id }, { as })).client;
const found = async (filter: object) =>
  (await gateway.data<{ clients: { nodes: { id: string }[] } }>(FIND, { filter }, { as: compliance })).clients.nodes.map(({ id }) => id);
const rowOf = async (table: string, id: string): Promise<string> =>
  (await gateway.sql<{ text: string }>(`select t::text as text from ${table} t where id = $1`, [id]))[0]?.text ?? '';

describe('tax number and date of birth', () => {
  test('are read back as they were written, and stand nowhere in the row', async () => {
    const { id } = await register();
    expect(await read(id)).toMatchObject({ taxNumber: TAX, dateOfBirth: BORN });
    const row = await rowOf('client', id);
    expect(row).toContain('Vogelsang');
    expect(row).not.toContain('CANARY');
    expect(row).not.toContain(BORN);
  });

  test('are changed and cleared by an update, and left alone by one that does not name them', async () => {
    const { id, version } = await register();
    const update = async (changes: object, at: number) => {
      const { clientUpdate } = await gateway.data<{ clientUpdate: { client: Registered; userErrors: unknown[] } }>(
        UPDATE,
        { input: { id, version: at, ...changes } },
        { as: compliance },
      );
      expect(clientUpdate.userErrors).toEqual([]);
      return clientUpdate.client.version;
    };
    const named = await update({ firstName: 'Other' }, version);
    expect(await read(id)).toMatchObject({ taxNumber: TAX, dateOfBirth: BORN });
    const moved = await update({ taxNumber: 'NEW-12345', dateOfBirth: '1980-01-02' }, named);
    expect(await read(id)).toMatchObject({ taxNumber: 'NEW-12345', dateOfBirth: '1980-01-02' });
    await update({ taxNumber: null }, moved);
    expect(await read(id)).toMatchObject({ taxNumber: null, dateOfBirth: '1980-01-02' });
    expect(await found({ taxNumber: 'NEW-12345' })).toEqual([]);
  });

  test('are changed by nobody who may not read them', async () => {
    const { id, version } = await register();
    const { clientUpdate } = await gateway.data<{ clientUpdate: { userErrors: { code: string }[] } }>(
      UPDATE,
      { input: { id, version, taxNumber: 'X-1234' } },
      { as: support },
    );
    expect(clientUpdate.userErrors).toMatchObject([{ code: 'POLICY_FORBIDS' }]);
    expect(await read(id)).toMatchObject({ taxNumber: TAX });
  });

  test('are found by an equal value, however it is spaced, and by nothing less', async () => {
    const { id } = await register({ taxNumber: 'QZ 11-22.33', dateOfBirth: '1961-06-05' });
    expect(await found({ taxNumber: 'qz112233' })).toEqual([id]);
    expect(await found({ dateOfBirth: '1961-06-05' })).toEqual([id]);
    expect(await found({ taxNumber: 'QZ 11-22.3' })).toEqual([]);
  });

  test('are neither read nor searched for by whoever lacks clients:pii', async () => {
    const { id } = await register();
    const { data, errors } = await gateway.graphql<{ client: { taxNumber: null } }>(READ, { id }, { as: support });
    expect(data?.client).toMatchObject({ taxNumber: null, dateOfBirth: null });
    expect(errors?.map(({ extensions }) => extensions.code)).toEqual(['FORBIDDEN', 'FORBIDDEN']);
    const searched = await gateway.graphql(FIND, { filter: { taxNumber: TAX } }, { as: support });
    expect(searched.errors).toMatchObject([{ extensions: { code: 'FORBIDDEN', permission: 'clients:pii' } }]);
  });

  test('of a row that was copied from another do not open, and the rest of the page does', async () => {
    const [victim, thief] = [await register({ taxNumber: 'VICTIM-7777' }), await register({ taxNumber: 'THIEF-1111' })];
    await gateway.sql(`update client set tax_number_sealed = (select tax_number_sealed from client where id = $1) where id = $2`, [victim.id, thief.id]);
    const copied = await gateway.graphql<{ client: { taxNumber: string | null; dateOfBirth: string } }>(READ, { id: thief.id }, { as: compliance });
    expect(copied.data?.client).toMatchObject({ taxNumber: null, dateOfBirth: BORN });
    expect(copied.errors).toMatchObject([{ path: ['client', 'taxNumber'], extensions: { code: 'INTERNAL_SERVER_ERROR' } }]);
    await gateway.sql(`update client_key set sealed_key = (select sealed_key from client_key where client_id = $1) where client_id = $2`, [
      victim.id,
      thief.id,
    ]);
    const withKey = await gateway.graphql<{ client: { taxNumber: string | null } }>(READ, { id: thief.id }, { as: compliance });
    expect(withKey.data?.client.taxNumber).toBeNull();
    expect(JSON.stringify(withKey)).not.toContain('VICTIM');
    expect(await read(victim.id)).toMatchObject({ taxNumber: 'VICTIM-7777' });
  });

  test('that lay plain from before are read as they were, and sealed by the job', async () => {
    const { id } = await gateway.client();
    await gateway.sql(`update client set tax_number = 'PLAIN-CANARY', date_of_birth = '1970-07-07' where id = $1`, [id]);
    expect(await read(id)).toMatchObject({ taxNumber: 'PLAIN-CANARY', dateOfBirth: '1970-07-07' });
    const personal = new PersonalData(gateway.config.secrets);
    const [audit, keys] = [new AuditTrail(gateway.config.secrets.auditKey), new ClientKeys(personal)];
    const sealing = new PersonalDataSealing({ database: gateway.database, audit, keys, personal });
    const actor = {
      kind: 'SYSTEM',
      id: 'job',
      name: 'job',
      departments: [],
      permissions: new Set<never>(),
      clientId: null,
      partnerId: null,
      sessionId: null,
    } as const;
    for (let turn = 0; turn < 2; turn++) {
      await sealing.run({ request: { actor: { ...actor, departments: [] }, requestId: 'job:1' }, signal: new AbortController().signal });
      expect(await read(id)).toMatchObject({ taxNumber: 'PLAIN-CANARY', dateOfBirth: '1970-07-07' });
    }
    expect(await rowOf('client', id)).not.toMatch(/CANARY|1970-07-07/);
    expect(await found({ taxNumber: 'PLAIN-CANARY' })).toEqual([id]);
  });
});

describe('the number of a document', () => {
  test('is sealed, read with clients:pii, and found by an equal one', async () => {
    const { id: clientId } = await register();
    const { place, put } = uploading(gateway);
    const bytes = Buffer.from('%PDF-1.7\n%%EOF\n');
    const { id: uploadId, url } = await place(compliance, { sizeBytes: bytes.length });
    expect(await put(url, bytes)).toMatchObject({ status: 201 });
    const input = { clientId, uploadId, type: 'PASSPORT', number: 'K 0099-CANARY' };
    const added = await gateway.data<{ documentAdd: { document: { id: string; number: string }; userErrors: unknown[] } }>(
      `mutation($input: DocumentAddInput!) { documentAdd(input: $input) { document { id number } userErrors { message } } }`,
      { input },
      { as: compliance },
    );
    expect(added.documentAdd).toMatchObject({ document: { number: 'K 0099-CANARY' }, userErrors: [] });
    const { id } = added.documentAdd.document;
    expect(await rowOf('document', id)).not.toContain('CANARY');
    const list = `query($filter: DocumentFilter) { documents(filter: $filter) { nodes { id } } }`;
    expect(await gateway.data(list, { filter: { number: 'k0099canary' } }, { as: compliance })).toEqual({ documents: { nodes: [{ id }] } });
    const refused = await gateway.graphql('query($id: ID!) { document(id: $id) { number } }', { id }, { as: support });
    expect(refused.errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    const entries = await gateway.sql<{ action: string }>(`select action from audit_entry where subject_id = $1 and action like 'document.read%'`, [id]);
    expect(entries.map(({ action }) => action)).toEqual(['document.readNumber']);
  });
});

describe('the audit log', () => {
  test('holds names and addresses sealed, and shows them to whoever may read it', async () => {
    const { id, version } = await register({ phone: '+357 99 424242' });
    await gateway.data(UPDATE, { input: { id, version, lastName: 'Canarini' } }, { as: compliance });
    const stored = await gateway.sql<{ text: string }>(`select e::text as text from audit_entry e where client_id = $1`, [id]);
    expect(stored.length).toBeGreaterThan(1);
    expect(stored.map(({ text }) => text).join()).not.toMatch(/Canar|Vogelsang|canary\.example|424242|CANARY/);
    const { client } = await gateway.data<{ client: { auditTrail: { nodes: { action: string; before: object; after: object }[] } } }>(
      TRAIL,
      { id },
      { as: compliance },
    );
    const change = client.auditTrail.nodes.find(({ action }) => action === 'client.update');
    expect(change).toMatchObject({ before: { lastName: 'Vogelsang' }, after: { lastName: 'Canarini' } });
    const registered = client.auditTrail.nodes.find(({ action }) => action === 'client.register');
    expect(registered).toMatchObject({ after: { firstName: 'Canaria', phone: '+357 99 424242', taxNumber: expect.stringMatching(/^redacted:/) as string } });
  });

  test('shows e-mail and phone to nobody who lacks clients:contact', async () => {
    const { id } = await register({ phone: '+357 99 535353' });
    const administrator = await gateway.staff('ADMINISTRATION');
    const { auditLog } = await gateway.data<{ auditLog: { nodes: { after: object }[] } }>(
      `query($id: ID!) { auditLog(first: 5, filter: { subjectId: $id }) { nodes { after } } }`,
      { id },
      { as: administrator },
    );
    expect(auditLog.nodes[0]?.after).toMatchObject({ email: '***', phone: '***', firstName: 'Canaria' });
  });

  test('keeps of a client who acts the id, and shows the name that the client has', async () => {
    const client = await gateway.client();
    await gateway.data('mutation { signOutEverywhere { userErrors { message } } }', {}, { as: client });
    const [entry] = await gateway.sql<{ name: string }>(`select actor_name as name from audit_entry where actor_id = $1 and action = 'session.close'`, [
      client.id,
    ]);
    expect(entry?.name).toBe('client');
    const { client: shown } = await gateway.data<{ client: { auditTrail: { nodes: { action: string; actorName: string }[] } } }>(
      TRAIL,
      { id: client.id },
      { as: compliance },
    );
    expect(shown.auditTrail.nodes.find(({ action }) => action === 'session.close')?.actorName).toBe('Maria Ioannou');
  });
});
