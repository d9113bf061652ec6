import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FolderStore } from '../../src/connectors/files/folder/folder.store.js';
import { AuditSealer } from '../../src/modules/audit/index.js';
import { Erasures } from '../../src/modules/privacy/index.js';
import { createLog } from '../../src/runtime/log.js';
import { auditOf } from '../support/audit.js';
import { type TestGateway, testGateway } from '../support/gateway.js';
import { addTradingAccount, fundWallet } from '../support/money.js';
import type { Person } from '../support/people.js';
import { type ErasureView, erasing, filesOf, jobContext, put, tracesOf } from './privacy.fixture.js';
import { uploading } from './uploads.fixture.js';

let gateway: TestGateway;
let desk: ReturnType<typeof erasing>;
let compliance: Person, manager: Person, support: Person;

beforeAll(async () => {
  gateway = await testGateway({ listens: true });
  desk = erasing(gateway);
  [compliance, manager, support] = await Promise.all([gateway.staff('COMPLIANCE'), gateway.staff('MANAGEMENT'), gateway.staff('SUPPORT')]);
});
afterAll(() => gateway.close());

/** A client whose relationship ended so many years ago. */
async function formerClient(years: number): Promise<Person> {
  const client = await gateway.client();
  await desk.endRelationship(client.id, years);
  return client;
}

async function requested(clientId: string, as = support): Promise<ErasureView> {
  const { erasure, userErrors } = await desk.request(clientId, as);
  expect(userErrors).toEqual([]);
  return erasure as ErasureView;
}

async function granted(clientId: string, by = compliance): Promise<ErasureView> {
  const { erasure, userErrors } = await desk.decide(await requested(clientId), 'GRANT', by);
  expect(userErrors).toEqual([]);
  return erasure as ErasureView;
}

const statusOf = async (id: string): Promise<string> =>
  (await gateway.sql<{ status: string }>('select status from erasure where id = $1', [id]))[0]?.status ?? '';
const day = (years: number): string => {
  const at = new Date();
  at.setUTCFullYear(at.getUTCFullYear() + years);
  return at.toISOString().slice(0, 10);
};

describe('a request', () => {
  test('is made by the client itself or by staff, ends what was kept for marketing at once, and opens a task', async () => {
    const client = await gateway.client();
    await gateway.sql(`update client set tags = '{newsletter,vip}' where id = $1`, [client.id]);
    const erasure = await requested(client.id, client);
    expect(erasure).toMatchObject({ status: 'REQUESTED', legalHold: false, answer: null });
    const [row] = await gateway.sql(`select tags from client where id = $1`, [client.id]);
    expect(row).toEqual({ tags: [] });
    const tasks = await gateway.sql(`select kind, status, department from task where subject_id = $1`, [erasure.id]);
    expect(tasks).toEqual([{ kind: 'ERASURE_REQUEST', status: 'OPEN', department: 'COMPLIANCE' }]);
    expect((await desk.request(client.id, support)).userErrors).toMatchObject([{ code: 'ALREADY_PENDING' }]);
  });

  test('for somebody else does not exist: neither to make nor to see', async () => {
    const [mine, other] = [await gateway.client(), await gateway.client()];
    const { id } = await requested(mine.id, mine);
    expect((await desk.request(mine.id, other)).userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
    const seen = (as: Person) => gateway.data('query($id: ID!) { erasure(id: $id) { status } }', { id }, { as });
    expect(await seen(other)).toEqual({ erasure: null });
    expect(await seen(mine)).toEqual({ erasure: { status: 'REQUESTED' } });
  });

  test('is taken back by the client, and not by a stranger to it', async () => {
    const client = await gateway.client();
    const { id, version } = await requested(client.id, client);
    const input = { id, version, reason: 'I stay after all' };
    expect((await desk.mutate('erasureCancel', input, support)).userErrors).toMatchObject([{ code: 'POLICY_FORBIDS' }]);
    expect((await desk.mutate('erasureCancel', input, client)).erasure).toMatchObject({ status: 'CANCELLED' });
    expect(await gateway.sql(`select status, outcome from task where subject_id = $1`, [id])).toEqual([{ status: 'CANCELLED', outcome: 'CANCELLED' }]);
  });
});

describe('a decision', () => {
  test('is never made by whoever asked, nor by a client, nor without the permission', async () => {
    const client = await formerClient(9);
    const erasure = await requested(client.id, compliance);
    expect((await desk.decide(erasure, 'GRANT', compliance)).userErrors).toMatchObject([{ code: 'MAKER_CANNOT_CHECK' }]);
    for (const as of [support, client]) {
      const input = { id: erasure.id, version: erasure.version, decision: 'GRANT', reason: 'Please' };
      const { errors } = await gateway.graphql(
        'mutation($input: ErasureDecideInput!) { erasureDecide(input: $input) { userErrors { code } } }',
        { input },
        { as: await gateway.token(as).catch(() => '') },
      );
      expect(errors?.[0]?.extensions.code).toMatch(/FORBIDDEN|UNAUTHENTICATED/);
    }
    expect(await statusOf(erasure.id)).toBe('REQUESTED');
    await expect(gateway.sql(`update erasure set decided_by_id = requested_by_id where id = $1`, [erasure.id])).rejects.toThrow(/check constraint/);
    expect((await desk.decide(erasure, 'GRANT', manager)).erasure?.status).toBe('READY');
  });

  test('names what is in the way, and holds off until it is gone', async () => {
    const client = await gateway.client();
    await addTradingAccount(gateway.sql, client.id);
    await fundWallet(gateway.sql, client.id, '12.50');
    const erasure = await requested(client.id);
    expect(erasure.obstacles).toHaveLength(3);
    const { userErrors } = await desk.decide(erasure, 'GRANT', compliance);
    expect(userErrors).toMatchObject([{ code: 'POLICY_FORBIDS' }]);
    for (const part of ['The client is APPROVED', '12.5 USD', 'Trading account']) expect(userErrors[0]?.message).toContain(part);
    expect(await statusOf(erasure.id)).toBe('REQUESTED');
  });

  test('holds the records for as long as the entity that served the client has to, and tells the client of its rights', async () => {
    const [ended, other] = [await formerClient(2), await formerClient(2)];
    await gateway.sql(`update client set jurisdiction = 'SC' where id = $1`, [other.id]);
    const held = await granted(ended.id);
    expect(held).toMatchObject({ status: 'HELD', holdUntil: day(3) });
    expect(held.answer).toContain(day(3));
    expect(held.answer).toMatch(/2015\/849/);
    expect(held.answer).toMatch(/right to lodge a complaint with the Commissioner .* and to seek a judicial remedy/);
    expect(await granted(other.id)).toMatchObject({ status: 'HELD', holdUntil: day(5) });
    await desk.run();
    expect(await statusOf(held.id)).toBe('HELD');
    const tasks = await gateway.sql(`select status, outcome from task where subject_id = $1`, [held.id]);
    expect(tasks).toEqual([{ status: 'DONE', outcome: 'HELD' }]);
  });

  test('may be a refusal, with the reason and the rights in the answer', async () => {
    const client = await formerClient(1);
    const { erasure } = await desk.decide(await requested(client.id), 'REFUSE', compliance);
    expect(erasure).toMatchObject({ status: 'REFUSED' });
    expect(erasure?.answer).toContain('As the law has it');
    expect(erasure?.answer).toContain('judicial remedy');
    expect((await desk.decide(erasure as ErasureView, 'GRANT', manager)).userErrors).toMatchObject([{ code: 'ILLEGAL_TRANSITION' }]);
  });
});

describe('a legal hold', () => {
  test('stops what is ready, whatever the day, until somebody lets go', async () => {
    const client = await formerClient(12);
    const ready = await granted(client.id);
    expect(ready.status).toBe('READY');
    const hold = (at: ErasureView, isHeld: boolean) =>
      desk.mutate('erasureLegalHoldSet', { id: at.id, version: at.version, isHeld, reason: 'A court asked' }, compliance);
    const { erasure: held } = await hold(ready, true);
    expect(held).toMatchObject({ status: 'HELD', legalHold: true });
    await desk.run();
    expect(await statusOf(ready.id)).toBe('HELD');
    expect((await hold(held as ErasureView, true)).userErrors).toMatchObject([{ code: 'ILLEGAL_TRANSITION' }]);
    const { erasure: released } = await hold(held as ErasureView, false);
    expect(released).toMatchObject({ status: 'READY', legalHold: false });
    await desk.run();
    expect(await statusOf(ready.id)).toBe('ERASED');
  });
});

describe('the night', () => {
  test('leaves alone a client to whom money has come since, until it is gone', async () => {
    const client = await formerClient(8);
    const { id } = await granted(client.id);
    await fundWallet(gateway.sql, client.id, '1.00');
    await desk.run();
    expect(await statusOf(id)).toBe('READY');
  });

  test('takes the files out of the store, and a second one changes nothing', async () => {
    const client = await formerClient(8);
    const key = 'aa/bb/night.pdf';
    await desk.store.put(key, Readable.from([Buffer.from('%PDF night')]));
    await put(gateway, 'document', {
      ...{ client_id: client.id, type: 'PASSPORT', file_name: 'p.pdf', content_type: 'application/pdf', size_bytes: 10, sha256: 'x', storage_key: key },
    });
    const { id } = await granted(client.id);
    const rows = () => gateway.sql(`select c.*, d.* from client c join document d on d.client_id = c.id where c.id = $1`, [client.id]);
    await desk.run();
    await desk.forgetFiles();
    expect(filesOf(gateway).filter((file) => file.endsWith('night.pdf'))).toEqual([]);
    const before = await rows();
    await desk.run();
    await desk.forgetFiles();
    expect(await rows()).toEqual(before);
    expect(await gateway.sql(`select count(*)::int as n from audit_entry where subject_id = $1 and action = 'erasure.done'`, [id])).toEqual([{ n: 1 }]);
  });

  test('that finds the store away forgets no file, and removes it when the store is back', async () => {
    const key = 'aa/bb/away.pdf';
    await desk.store.put(key, Readable.from([Buffer.from('%PDF away')]));
    await gateway.sql('insert into erased_file (storage_key) values ($1)', [key]);
    class Away extends FolderStore {
      override remove(): Promise<void> {
        return Promise.reject(new Error('The store is away'));
      }
    }
    const { database, config } = gateway;
    const away = new Erasures({ database, audit: auditOf(gateway), store: new Away(config.filesDir), vendor: null });
    await expect(away.forgetFiles(jobContext())).rejects.toThrow('The store is away');
    expect(filesOf(gateway).some((file) => file.endsWith('away.pdf'))).toBe(true);
    await desk.forgetFiles();
    expect(filesOf(gateway).some((file) => file.endsWith('away.pdf'))).toBe(false);
    expect(await gateway.sql('select * from erased_file')).toEqual([]);
  });
});

const CANARIES = ['Zanzibarius', 'Quetzalcoatl', 'zq-canary', '555123987', '1977-08-09', 'ZQ-TAX-4711', 'ZQPASS0815', 'ZQIBAN', 'zqfile', 'zq words'];
const [FIRST, LAST] = ['Zanzibarius', 'Quetzalcoatl'];
const NAME = `${FIRST} ${LAST}`;

/** A client whom every part of the house has heard of. */
async function everywhere(): Promise<{ readonly id: string; readonly number: string; readonly documentId: string; readonly transactionId: string }> {
  const input = {
    ...{ firstName: FIRST, lastName: LAST, email: 'zq-canary@mail.example', phone: '+357 555123987', country: 'CY', dateOfBirth: '1977-08-09' },
    ...{ taxNumber: 'ZQ-TAX-4711', language: 'de' },
  };
  const register = 'mutation($input: ClientRegisterInput!) { clientRegister(input: $input) { client { id version } userErrors { message } } }';
  const { clientRegister } = await gateway.data<{ clientRegister: { client: { id: string; version: number } } }>(register, { input }, { as: compliance });
  const { id, version } = clientRegister.client;
  const update = 'mutation($input: ClientUpdateInput!) { clientUpdate(input: $input) { client { version } userErrors { message } } }';
  await gateway.data(update, { input: { id, version, tags: ['zq-canary'], lastName: `${LAST}-X` } }, { as: compliance });
  await gateway.sql(`update client set onboarding_status = 'APPROVED' where id = $1`, [id]);
  const [known] = await gateway.sql<{ hash: string }>(`select password_hash as hash from credential where client_id is not null limit 1`);
  const credentialId = await put(gateway, 'credential', { email: 'zq-canary@mail.example', password_hash: known?.hash, client_id: id });
  const client: Person = { id, credentialId, email: 'zq-canary@mail.example' };
  const documentId = await handIn(client);
  const transactionId = await payments(id);
  await aside(id);
  await gateway.data('mutation { signOutEverywhere { userErrors { message } } }', {}, { as: client });
  return { id, number: 'ZQPASS0815', documentId, transactionId };
}

async function handIn(client: Person): Promise<string> {
  const { place, put: send } = uploading(gateway);
  const bytes = Buffer.from(`%PDF-1.7\n${NAME} zqfile\n%%EOF\n`);
  const { id: uploadId, url } = await place(client, { fileName: 'zqfile-passport.pdf', sizeBytes: bytes.length });
  expect((await send(url, bytes)).status).toBe(201);
  const add = 'mutation($input: DocumentAddInput!) { documentAdd(input: $input) { document { id version } userErrors { message } } }';
  const input = { clientId: client.id, uploadId, type: 'PASSPORT', number: 'ZQPASS0815' };
  return (await gateway.data<{ documentAdd: { document: { id: string } } }>(add, { input }, { as: client })).documentAdd.document.id;
}

/** As they stand years later: paid in by bank, paid out by file, a case that was closed. */
async function payments(clientId: string): Promise<string> {
  const provider = (await gateway.sql<{ code: string }>('select code from payment_provider limit 1'))[0]?.code ?? (await addProvider());
  const money = { amount: '10.00', currency: 'USD', provider };
  const destination = await put(gateway, 'payout_destination', {
    ...{ client_id: clientId, provider, label: 'ZQIBAN****11', fingerprint: 'ZQIBAN', details: `sealed for ${NAME}`, added_by: NAME, added_by_id: clientId },
  });
  const transactionId = await put(gateway, 'transaction', {
    ...{ ...money, type: 'WITHDRAWAL', status: 'CANCELLED', client_id: clientId, reason: 'zq words', requested_by: NAME, requested_by_id: clientId },
    ...{ destination_label: 'ZQIBAN****11', destination_id: destination },
  });
  const file = await put(gateway, 'payment_file', {
    provider,
    name: 'p.xml',
    content_type: 'text/xml',
    content: `to ${NAME}`,
    payouts: 1,
    exported_by: 'Finance',
  });
  await put(gateway, 'payout', { ...money, transaction_id: transactionId, number: 1, status: 'DECLINED', reason: `${NAME} takes none`, payment_file_id: file });
  const event = await put(gateway, 'payment_event', {
    ...{
      provider,
      event_id: 'e1',
      vendor_type: 'v',
      direction: 'PAYOUT',
      state: 'DECLINED',
      happened_at: new Date(),
      raw_body: `{"name":"${NAME}"}`,
      note: 'zq words',
    },
    ...{ reason: NAME, transaction_id: transactionId, status: 'APPLIED' },
  });
  await put(gateway, 'payment_case', {
    ...{
      kind: 'PAYOUT_UNKNOWN',
      status: 'CLOSED',
      provider,
      transaction_id: transactionId,
      client_id: clientId,
      payment_event_id: event,
      detail: NAME,
      note: 'zq words',
    },
    ...{ resolution: 'EXPLAINED', closed_at: new Date(), closed_by: 'Finance' },
  });
  const statement = await put(gateway, 'bank_statement', {
    provider,
    statement_id: 's1',
    account: 'house',
    currency: 'USD',
    file_hash: 'h',
    lines: 1,
    imported_by: 'Finance',
  });
  await put(gateway, 'bank_statement_line', {
    ...{
      statement_id: statement,
      provider,
      line_id: 'l1',
      side: 'DEBIT',
      amount: '10.00',
      currency: 'USD',
      booked_on: '2026-01-02',
      remittance: `for ${NAME}`,
    },
    ...{ counterparty_name: NAME, counterparty_account: 'ZQIBAN', transaction_id: transactionId },
  });
  return transactionId;
}

async function addProvider(): Promise<string> {
  await gateway.sql(`insert into payment_provider (code, title, kind) values ('bankwire', 'Bank', 'BANK')`);
  return 'bankwire';
}

async function aside(clientId: string): Promise<void> {
  await put(gateway, 'restriction', { client_id: clientId, kind: 'NO_TRADE', reason: `${NAME} asked`, created_by: 'Helena Costa', lift_reason: 'zq words' });
  await put(gateway, 'api_key', { name: `${NAME}'s sheet`, prefix: 'chk_x', hash: `hash-${clientId}`, permissions: [], client_id: clientId });
  await gateway.sql(`insert into kyc_check (client_id, kind, outcome, detail) values ($1, 'SCREENING', 'PASSED', $2)`, [clientId, NAME]);
  const taskId = await put(gateway, 'task', {
    ...{ kind: 'KYC_REVIEW', status: 'DONE', department: 'COMPLIANCE', priority: 'LOW', subject_type: 'Client', subject_id: clientId },
    ...{ client_id: clientId, detail: NAME, due_at: new Date(), closed_at: new Date(), closed_by: NAME, closed_by_id: clientId },
  });
  await put(gateway, 'task_comment', { task_id: taskId, text: `${NAME} called`, author: 'Helena Costa', author_id: compliance.id });
  const note = 'mutation($input: NoteAddInput!) { noteAdd(input: $input) { userErrors { message } } }';
  expect(await gateway.data(note, { input: { clientId, text: `${NAME} likes zq words` } }, { as: compliance })).toEqual({ noteAdd: { userErrors: [] } });
}

const EVERYTHING = `query($id: ID!, $document: ID!, $transaction: ID!) {
  client(id: $id) { displayName firstName lastName companyName email phone taxNumber dateOfBirth tags erasedAt restrictions { reason }
    documents(first: 5) { nodes { fileName number downloadUrl rejectionReason sha256 } } transactions(first: 5) { nodes { requestedBy reason } }
    auditTrail(first: 50) { nodes { action actorName reason before after } } }
  document(id: $document) { fileName number downloadUrl }
  transaction(id: $transaction) { requestedBy reason }
}`;

describe('after an erasure', () => {
  test('no canary is in any answer, in the database or in the store; the log verifies and the ledger is sound', async () => {
    const { id, documentId, transactionId } = await everywhere();
    const planted = await tracesOf(gateway, CANARIES);
    for (const place of ['public.client.first_name', 'public.credential.email', 'public.payment_event.raw_body', 'public.task.detail'])
      expect(planted).toContain(place);
    // what never stands in clear, not even before
    expect(planted.filter((place) => /audit_entry|_sealed|\/files\//.test(place))).toEqual([]);
    const seal = () =>
      new AuditSealer({
        pool: gateway.database.pool,
        auditKey: gateway.config.secrets.auditKey,
        log: createLog({ level: 'silent', format: 'json' }),
      }).sealNow();
    await seal();
    await put(gateway, 'client_export', { client_id: id, status: 'FAILED', requested_by: 'client', requested_by_id: id });
    await desk.endRelationship(id, 6);
    const erasure = await granted(id);
    expect(erasure.status).toBe('READY');
    await desk.run();
    await desk.forgetFiles();
    expect(await statusOf(erasure.id)).toBe('ERASED');

    expect(await tracesOf(gateway, CANARIES)).toEqual([]);
    const answers = await gateway.graphql<{ client: { displayName: string; auditTrail: { nodes: { action: string; after: object }[] } } }>(
      EVERYTHING,
      { id, document: documentId, transaction: transactionId },
      { as: manager },
    );
    expect(answers.errors).toBeUndefined();
    for (const canary of CANARIES) expect(JSON.stringify(answers)).not.toContain(canary);
    expect(answers.data?.client).toMatchObject({
      displayName: expect.stringMatching(/^Erased client C\d+$/) as string,
      taxNumber: null,
      erasedAt: expect.any(String) as string,
    });
    const registered = answers.data?.client.auditTrail.nodes.find(({ action }) => action === 'client.register');
    expect(registered?.after).toMatchObject({ firstName: 'erased', email: 'erased', country: 'CY' });
    await seal();
    const { auditLogVerify, ledgerCheck } = await gateway.data<{ auditLogVerify: { isIntact: boolean }; ledgerCheck: { isSound: boolean } }>(
      '{ auditLogVerify { isIntact problem } ledgerCheck { isSound } }',
      {},
      { as: manager },
    );
    expect([auditLogVerify.isIntact, ledgerCheck.isSound]).toEqual([true, true]);
    expect(await gateway.sql('select * from client_key where client_id = $1', [id])).toEqual([]);
  });

  test('nothing new is sealed for the client, and it cannot be changed, asked for or signed in', async () => {
    const client = await formerClient(10);
    await granted(client.id);
    await desk.run();
    const [row] = await gateway.sql<{ version: number }>('select version from client where id = $1', [client.id]);
    const update = 'mutation($input: ClientUpdateInput!) { clientUpdate(input: $input) { userErrors { code } } }';
    expect(await gateway.data(update, { input: { id: client.id, version: row?.version, firstName: 'Back' } }, { as: compliance })).toEqual({
      clientUpdate: { userErrors: [{ code: 'POLICY_FORBIDS' }] },
    });
    expect((await desk.request(client.id, support)).userErrors).toMatchObject([{ code: 'POLICY_FORBIDS' }]);
    await expect(gateway.token(client)).rejects.toThrow(/cannot sign in/);
    expect(await gateway.sql('select * from client_key where client_id = $1', [client.id])).toEqual([]);
  });
});
