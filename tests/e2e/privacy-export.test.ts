import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestGateway, testGateway } from '../support/gateway.js';
import type { Person } from '../support/people.js';
import { unzipped } from '../support/zip.js';
import { erasing, filesOf, put } from './privacy.fixture.js';
import { uploading } from './uploads.fixture.js';

interface Export {
  readonly id: string;
  readonly status: string;
  readonly downloadUrl: string | null;
  readonly sha256: string | null;
  readonly sizeBytes: string | null;
  readonly files: number | null;
}

const REQUEST = 'mutation($input: ClientExportRequestInput!) { clientExportRequest(input: $input) { clientExport { id status } userErrors { code } } }';
const READ = 'query($id: ID!) { clientExport(id: $id) { id status downloadUrl sha256 sizeBytes files } }';

let gateway: TestGateway;
let compliance: Person;

beforeAll(async () => {
  gateway = await testGateway({ listens: true });
  compliance = await gateway.staff('COMPLIANCE');
});
afterAll(() => gateway.close());

type Asked = { clientExportRequest: { clientExport: { id: string } | null; userErrors: { code: string }[] } };
const ask = async (clientId: string, as: Person): Promise<Asked['clientExportRequest']> =>
  (await gateway.data<Asked>(REQUEST, { input: { clientId } }, { as })).clientExportRequest;

const read = async (id: string, as: Person): Promise<Export | null> => (await gateway.data<{ clientExport: Export | null }>(READ, { id }, { as })).clientExport;

async function ready(id: string, as: Person): Promise<Export> {
  for (let turn = 0; turn < 150; turn++) {
    const [row] = await gateway.sql<{ status: string }>('select status from client_export where id = $1', [id]);
    if (row?.status === 'READY') return (await read(id, as)) as Export;
    await delay(100);
  }
  throw new Error('The export is not ready after 15 seconds');
}

test('a client gets all that is held on it, opened, with its files, and nothing of anybody else', async () => {
  const register = 'mutation($input: ClientRegisterInput!) { clientRegister(input: $input) { client { id } userErrors { message } } }';
  const input = { firstName: 'Xenia', lastName: 'Export', email: 'xenia@export.example', country: 'CY', dateOfBirth: '1985-05-06', taxNumber: 'TAX-EXPORT' };
  const { clientRegister } = await gateway.data<{ clientRegister: { client: { id: string } } }>(register, { input }, { as: compliance });
  const { id } = clientRegister.client;
  const [known] = await gateway.sql<{ hash: string }>('select password_hash as hash from credential limit 1');
  const credentialId = await put(gateway, 'credential', { email: 'xenia@export.example', password_hash: known?.hash, client_id: id });
  const xenia: Person = { id, credentialId, email: 'xenia@export.example' };
  const bytes = Buffer.concat([Buffer.from('%PDF-1.7\nXenia\n'), Buffer.alloc(300_000, 'x'), Buffer.from('\n%%EOF\n')]);
  const document = await uploading(gateway).handIn(xenia, id, bytes, { fileName: 'Bill of Xenia.pdf' });
  const note = (text: string, isConfidential: boolean) =>
    gateway.data(
      'mutation($input: NoteAddInput!) { noteAdd(input: $input) { userErrors { message } } }',
      { input: { clientId: id, text, isConfidential } },
      { as: compliance },
    );
  await note('Called about export', false);
  await note('Reported to the authority', true);
  const other = await gateway.client();

  const { clientExport } = await ask(id, xenia);
  const made = await ready(clientExport?.id ?? '', xenia);
  expect(made).toMatchObject({ status: 'READY', files: 1 });
  const answer = await gateway.fastify.inject({
    url: new URL(made.downloadUrl ?? '', 'http://x').pathname + new URL(made.downloadUrl ?? '', 'http://x').search,
  });
  expect(answer.statusCode).toBe(200);
  expect(answer.headers['content-type']).toBe('application/zip');
  expect(answer.rawPayload.length).toBe(Number(made.sizeBytes));
  expect(createHash('sha256').update(answer.rawPayload).digest('hex')).toBe(made.sha256);
  const zip = unzipped(answer.rawPayload);
  const data = (section: string): unknown => JSON.parse(zip.get(`data/${section}.json`)?.toString('utf8') ?? 'null');
  expect(data('client')).toMatchObject([{ firstName: 'Xenia', email: 'xenia@export.example', dateOfBirth: '1985-05-06', taxNumber: 'TAX-EXPORT' }]);
  expect(data('documents')).toMatchObject([{ id: document.id, fileName: 'Bill of Xenia.pdf' }]);
  expect(data('notes')).toMatchObject([{ text: 'Called about export' }]);
  expect([...zip.values()].some((file) => file.includes('Reported to') || file.includes('note.add'))).toBe(false);
  expect(data('history')).toContainEqual(
    expect.objectContaining({ action: 'client.register', after: expect.objectContaining({ lastName: 'Export' }) as object }),
  );
  expect([...zip.keys()].filter((path) => path.startsWith('files/'))).toEqual([`files/${document.id}-Bill of Xenia.pdf`]);
  expect(zip.get(`files/${document.id}-Bill of Xenia.pdf`)?.equals(bytes)).toBe(true);
  expect([...zip.values()].some((file) => file.includes(other.id))).toBe(false);

  const lying = filesOf(gateway).map((file) => readFileSync(file));
  expect(lying.length).toBeGreaterThanOrEqual(2);
  for (const word of ['Xenia', 'data/client.json']) expect(lying.some((file) => file.includes(word))).toBe(false);
  const entries = await gateway.sql<{ action: string }>(`select action from audit_entry where subject_id = $1 order by at, id`, [made.id]);
  expect(entries.map(({ action }) => action)).toEqual(['clientExport.request', 'clientExport.make', 'clientExport.readDownloadUrl', 'clientExport.download']);
});

test('nobody else may ask for it, see it, or follow its link', async () => {
  const [owner, stranger, support] = [await gateway.client(), await gateway.client(), await gateway.staff('SUPPORT')];
  expect((await ask(owner.id, stranger)).userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
  const refused = await gateway.graphql(REQUEST, { input: { clientId: owner.id } }, { as: support });
  expect(refused.errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  const { clientExport } = await ask(owner.id, owner);
  const made = await ready(clientExport?.id ?? '', owner);
  expect(await read(made.id, stranger)).toBeNull();
  const { pathname, search } = new URL(made.downloadUrl ?? '', 'http://x');
  const elsewhere = await gateway.fastify.inject({ url: `${pathname.replace(made.id, stranger.id)}${search}` });
  expect(elsewhere.statusCode).toBe(403);
  await gateway.data('mutation { signOutEverywhere { userErrors { message } } }', {}, { as: owner });
  expect((await gateway.fastify.inject({ url: `${pathname}${search}` })).statusCode).toBe(403);
});

test('one is made at a time, and after a week it is gone, from the store too', async () => {
  const client = await gateway.client();
  await put(gateway, 'client_export', { client_id: client.id, requested_by: 'client', requested_by_id: client.id });
  expect((await ask(client.id, client)).userErrors).toMatchObject([{ code: 'ALREADY_PENDING' }]);
  await gateway.sql(`delete from client_export where client_id = $1`, [client.id]);
  const { clientExport } = await ask(client.id, client);
  const { id, downloadUrl } = await ready(clientExport?.id ?? '', client);
  const [row] = await gateway.sql<{ key: string }>('select storage_key as key from client_export where id = $1', [id]);
  const lies = () => filesOf(gateway).some((file) => file.endsWith((row?.key ?? '').slice(6)));
  expect(lies()).toBe(true);
  await gateway.sql(`update client_export set expires_at = now() - interval '1 minute' where id = $1`, [id]);
  const desk = erasing(gateway);
  await desk.sweepExports();
  await desk.forgetFiles();
  expect(lies()).toBe(false);
  expect(await read(id, client)).toMatchObject({ status: 'EXPIRED', downloadUrl: null });
  const { pathname, search } = new URL(downloadUrl ?? '', 'http://x');
  expect((await gateway.fastify.inject({ url: `${pathname}${search}` })).statusCode).toBe(404);
});
