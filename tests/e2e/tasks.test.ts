import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ACCESS_MAP } from '../../src/access/map.js';
import { type Permission, PERMISSION_IDS } from '../../src/access/permissions.js';
import { inUnit } from '../../src/database/unit.js';
import { openTask, TASK_KIND_RULES, taskReader } from '../../src/modules/tasks/index.js';
import { pdfFile } from '../support/files.js';
import { testGateway, type TestGateway } from '../support/gateway.js';
import { addTradingAccount, fundWallet, move, moved } from '../support/money.js';
import { statements, walk } from '../support/pages.js';
import type { Person } from '../support/people.js';
import { eventually } from './jobs.fixture.js';
import { addTask, BY_HAND, SOME_KIND, taskQueue, type TaskTold } from './tasks.fixture.js';
import { uploading } from './uploads.fixture.js';

let gateway: TestGateway;
let queue: ReturnType<typeof taskQueue>;
let uploads: ReturnType<typeof uploading>;
let compliance: Person, second: Person, finance: Person, management: Person, support: Person, sales: Person, maria: Person;

beforeAll(async () => {
  gateway = await testGateway({ listens: true });
  [queue, uploads] = [taskQueue(gateway), uploading(gateway)];
  [compliance, second, finance] = [await gateway.staff('COMPLIANCE'), await gateway.staff('COMPLIANCE'), await gateway.staff('FINANCE')];
  [management, support, sales] = [await gateway.staff('MANAGEMENT'), await gateway.staff('SUPPORT'), await gateway.staff('SALES')];
});
afterAll(() => gateway?.close());
beforeEach(async () => {
  maria = await gateway.client();
});

const codes = ({ userErrors }: TaskTold): string[] => userErrors.map(({ code }) => code);
const versionOf = async (table: 'document' | 'transaction', id: string) =>
  (await gateway.sql<{ version: number }>(`select version from ${table} where id = $1`, [id]))[0]!.version;

async function inReview(as: Person = maria): Promise<{ readonly id: string; readonly version: number }> {
  const { id } = await uploads.handIn(as, maria.id, pdfFile());
  await eventually(async () => (await queue.on(id)).length > 0);
  return { id, version: await versionOf('document', id) };
}

async function adjustment(as = finance): Promise<{ readonly id: string; readonly version: number }> {
  await addTradingAccount(gateway.sql, maria.id);
  await fundWallet(gateway.sql, maria.id, '100.00');
  const order = { clientId: maria.id, amount: '25.00', currency: 'USD', reason: 'Slippage on ticket 4711', idempotencyKey: randomUUID() };
  return moved(gateway, 'adjustmentCreate', order, as);
}

test('every kind names permissions of the catalogue and mutations of the schema', () => {
  for (const [kind, { decidedBy, takenBy }] of Object.entries(TASK_KIND_RULES))
    for (const mutation of [...decidedBy, ...(takenBy === undefined ? [] : [takenBy])])
      expect(ACCESS_MAP.Mutation, `${kind}: ${mutation}`).toHaveProperty(mutation);
});

describe('a task opens and ends with what it is about', () => {
  test('a document is put before people once the scanner has seen it, and its decision ends that', async () => {
    const document = await inReview();
    expect(await queue.on(document.id)).toMatchObject([{ kind: 'DOCUMENT_REVIEW', status: 'OPEN', maker_id: maria.id }]);
    await uploads.change('Approve', document, compliance);
    expect(await queue.on(document.id)).toMatchObject([{ status: 'DONE', outcome: 'APPROVED', closed_by: 'Helena Costa' }]);
  });

  test('withdrawn by its client nobody has decided', async () => {
    const document = await inReview();
    await uploads.change('Withdraw', document, maria);
    expect(await queue.on(document.id)).toMatchObject([{ status: 'CANCELLED', outcome: 'WITHDRAWN' }]);
  });

  test('money waits from the request to the last approval', async () => {
    const asked = await adjustment();
    expect(await queue.on(asked.id)).toMatchObject([{ kind: 'TRANSACTION_APPROVAL', status: 'OPEN', maker_id: finance.id }]);
    await moved(gateway, 'transactionApprove', { id: asked.id, version: asked.version }, management);
    expect(await queue.on(asked.id)).toMatchObject([{ status: 'DONE', outcome: 'APPROVED' }]);
    const other = await adjustment();
    await moved(gateway, 'transactionCancel', { id: other.id, version: other.version }, finance);
    expect(await queue.on(other.id)).toMatchObject([{ status: 'CANCELLED', outcome: 'CANCELLED' }]);
    const third = await adjustment();
    await moved(gateway, 'transactionReject', { id: third.id, version: third.version, reason: 'Not on our side' }, management);
    expect(await queue.on(third.id)).toMatchObject([{ status: 'DONE', outcome: 'REJECTED' }]);
  });

  test('a refused decision leaves the task as it was', async () => {
    const asked = await adjustment();
    expect((await move(gateway, 'transactionApprove', { id: asked.id, version: asked.version }, finance)).userErrors).toMatchObject([
      { code: 'MAKER_CANNOT_CHECK' },
    ]);
    expect(await queue.on(asked.id)).toMatchObject([{ status: 'OPEN', version: 1 }]);
  });

  test('rolled back it was never there, and twice in one transaction it is there once', async () => {
    const subjectId = randomUUID();
    const task = { kind: SOME_KIND, subjectType: 'Client', subjectId, clientId: maria.id, detail: 'A test.' } as const;
    const { pool } = gateway.database;
    const failing = inUnit(pool, true, async (unit) => {
      openTask(unit, task);
      await unit.rows({ name: 'fails', text: 'select 1 / 0', slots: [] });
    });
    await expect(failing).rejects.toThrow(/division/);
    expect(await queue.on(subjectId)).toEqual([]);
    await inUnit(pool, true, async (unit) => {
      openTask(unit, task);
      openTask(unit, { ...task, detail: 'Said again.' });
    });
    expect(await queue.on(subjectId)).toHaveLength(1);
  });
});

describe('who is at it', () => {
  test('it is taken, given back, given on and commented on, each in the audit log', async () => {
    const id = await addTask(gateway, { clientId: maria.id });
    const { task } = await queue.change('Take', { id, version: 1 }, compliance);
    expect(task).toMatchObject({ status: 'TAKEN', assignee: { id: compliance.id }, version: 2 });
    expect(codes(await queue.change('Take', { id, version: 2 }, second))).toEqual(['ILLEGAL_TRANSITION']);
    expect(codes(await queue.change('Release', { id, version: 1 }, compliance))).toEqual(['STALE_VERSION']);
    expect((await queue.change('Release', { id, version: 2 }, compliance)).task).toMatchObject({ status: 'OPEN', assignee: null });
    expect((await queue.change('Assign', { id, version: 3, assigneeId: second.id }, management)).task).toMatchObject({ assignee: { id: second.id } });
    expect((await queue.change('Comment', { id, text: '  Asked the client for a newer bill ' }, compliance)).task).toMatchObject({ version: 4 });
    const { task: read } = await gateway.data<{ task: { comments: { text: string; author: string }[] } }>(
      'query ($id: ID!) { task(id: $id) { comments { text author at } } }',
      { id },
      { as: compliance },
    );
    expect(read.comments.map(({ text }) => text)).toEqual(['Asked the client for a newer bill']);
    const audited = await gateway.sql<{ action: string; client_id: string }>(
      'select action, client_id from audit_entry where subject_id = $1 order by at, id',
      [id],
    );
    expect(audited.map(({ action }) => action)).toEqual(['task.take', 'task.release', 'task.assign', 'task.comment']);
    expect(new Set(audited.map(({ client_id }) => client_id))).toEqual(new Set([maria.id]));
  });

  test.runIf(BY_HAND !== undefined)('of a kind that nothing else decides on it is done when whoever has it says so', async () => {
    const id = await addTask(gateway, { kind: BY_HAND, clientId: maria.id });
    await queue.change('Assign', { id, version: 1, assigneeId: second.id }, management);
    expect(codes(await queue.change('Complete', { id, version: 2, result: 'All in order' }, compliance))).toEqual(['POLICY_FORBIDS']);
    expect(codes(await queue.change('Complete', { id, version: 2, result: ' ' }, second))).toEqual(['INVALID']);
    expect((await queue.change('Complete', { id, version: 2, result: 'All in order' }, second)).task).toMatchObject({ status: 'DONE', outcome: 'DONE' });
    expect(codes(await queue.change('Take', { id, version: 3 }, second))).toEqual(['ILLEGAL_TRANSITION']);
    expect(await gateway.sql('select text from task_comment where task_id = $1', [id])).toEqual([{ text: 'All in order' }]);
  });

  test('of two who take it at once one has it', async () => {
    for (let round = 0; round < 5; round++) {
      const id = await addTask(gateway);
      const told = await Promise.all([compliance, second].map((as) => queue.change('Take', { id, version: 1 }, as)));
      expect(told.filter(({ task }) => task !== null)).toHaveLength(1);
      expect(told.flatMap(codes)).toEqual(['STALE_VERSION']);
      const [stored] = await gateway.sql<{ assignee_id: string; version: number }>('select assignee_id, version from task where id = $1', [id]);
      expect(stored).toEqual({ assignee_id: told[0]!.task === null ? second.id : compliance.id, version: 2 });
    }
  });

  test('nobody takes or is given what they uploaded, by themselves, by a key of theirs, or as the client', async () => {
    const own = await inReview(compliance);
    const [task] = await queue.on(own.id);
    const named = { id: task!.id, version: task!.version };
    expect(codes(await queue.change('Take', named, compliance))).toEqual(['MAKER_CANNOT_CHECK']);
    expect(codes(await queue.change('Assign', { ...named, assigneeId: compliance.id }, management))).toEqual(['MAKER_CANNOT_CHECK']);
    expect(codes(await queue.change('Take', named, second))).toEqual([]);
    const keyId = randomUUID();
    await gateway.sql(`insert into api_key (id, name, prefix, hash, permissions, created_by_id) values ($1, 'intake', 'ch_x', $2, '{}', $3)`, [
      keyId,
      keyId,
      compliance.id,
    ]);
    const byKey = await addTask(gateway, { makerId: keyId });
    expect(codes(await queue.change('Take', { id: byKey, version: 1 }, compliance))).toEqual(['MAKER_CANNOT_CHECK']);
    await gateway.sql('update client set email = $2 where id = $1', [maria.id, second.email]);
    const asClient = await addTask(gateway, { makerId: maria.id });
    expect(codes(await queue.change('Take', { id: asClient, version: 1 }, second))).toEqual(['MAKER_CANNOT_CHECK']);
  });

  test('what is decided elsewhere is not ended by hand, and says where it is', async () => {
    const { id } = await inReview();
    const [task] = await queue.on(id);
    const { userErrors } = await queue.change('Complete', { id: task!.id, version: 1, result: 'Looks fine' }, compliance);
    expect(userErrors).toMatchObject([{ code: 'POLICY_FORBIDS', message: expect.stringContaining('documentApprove or documentReject') }]);
    const payment = await addTask(gateway, { kind: 'PAYMENT_CASE', department: 'FINANCE' });
    expect((await queue.change('Take', { id: payment, version: 1 }, finance)).userErrors).toMatchObject([
      { code: 'POLICY_FORBIDS', message: expect.stringContaining('paymentCaseTake') },
    ]);
  });

  test('it is given to nobody who may not decide on it, or is not there any more', async () => {
    const id = await addTask(gateway, { clientId: maria.id });
    const give = (assigneeId: string) => queue.change('Assign', { id, version: 1, assigneeId }, management);
    expect((await give(support.id)).userErrors).toMatchObject([
      { code: 'POLICY_FORBIDS', field: ['assigneeId'], message: expect.stringContaining('clients:decide') },
    ]);
    const gone = await gateway.staff('COMPLIANCE');
    await gateway.sql('update staff_member set is_active = false where id = $1', [gone.id]);
    expect(codes(await give(gone.id))).toEqual(['NOT_FOUND']);
    expect(codes(await give(randomUUID()))).toEqual(['NOT_FOUND']);
    expect(codes(await give(compliance.id))).toEqual([]);
  });
});

describe('who sees what', () => {
  test('each department sees the kinds that its permissions show it, and their numbers; clients, partners and their keys none', async () => {
    const [review, payment] = [await addTask(gateway, { clientId: maria.id }), await addTask(gateway, { kind: 'PAYMENT_CASE', clientId: maria.id })];
    const request = await addTask(gateway, { kind: 'ACCOUNT_REQUEST', department: 'SUPPORT', clientId: maria.id });
    const seen = async (as: Person) => (await queue.list({ clientId: maria.id }, as)).map(({ id }) => id).sort();
    expect(await seen(management)).toEqual([review, payment, request].sort());
    expect(await seen(compliance)).toEqual([review, request].sort());
    expect(await seen(finance)).toEqual([payment, request].sort());
    expect(await seen(support)).toEqual([request]);
    expect(await seen(sales)).toEqual([]);
    await gateway.sql('update client set account_manager_id = $2 where id = $1', [maria.id, sales.id]);
    expect(await seen(sales)).toEqual([request]);
    expect((await queue.counts(sales)).map(({ kind, open }) => [kind, open])).toEqual([['ACCOUNT_REQUEST', 1]]);
    expect((await queue.counts(support)).every(({ kind }) => ['ACCOUNT_REQUEST', 'DOCUMENT_REVIEW', 'TRANSACTION_APPROVAL'].includes(kind))).toBe(true);
    expect(codes(await queue.change('Take', { id: payment, version: 1 }, compliance))).toEqual(['NOT_FOUND']);
    for (const as of [maria, await gateway.partner()])
      for (const text of ['{ tasks { nodes { id } } }', '{ taskCounts { open } }', `{ task(id: "${review}") { id } }`])
        expect((await gateway.graphql(text, {}, { as })).errors?.map(({ extensions }) => extensions.code)).toEqual(['FORBIDDEN']);
    const bound = new Set<Permission>(PERMISSION_IDS);
    for (const of of [
      { clientId: maria.id, partnerId: null },
      { clientId: null, partnerId: maria.id },
    ])
      expect(taskReader.scopeOf({ kind: 'API_KEY', id: maria.id, name: 'a key', departments: [], permissions: bound, sessionId: null, ...of })).toBe('outside');
  });

  test('counts are what the list holds, by department and kind', async () => {
    for (const dueIn of [-5, -1, 3]) await addTask(gateway, { department: 'MANAGEMENT', dueIn });
    const taken = await addTask(gateway, { department: 'MANAGEMENT', dueIn: -2 });
    await queue.change('Take', { id: taken, version: 1 }, compliance);
    const counts = (await queue.counts(management)).find(({ department }) => department === 'MANAGEMENT');
    const length = async (filter: object) => (await queue.list({ department: ['MANAGEMENT'], ...filter }, management)).length;
    expect(counts).toEqual({ department: 'MANAGEMENT', kind: SOME_KIND, open: 4, unassigned: 3, overdue: 3 });
    expect([await length({ status: ['OPEN', 'TAKEN'] }), await length({ unassigned: true }), await length({ overdue: true })]).toEqual([4, 3, 3]);
    expect([await length({ overdue: false }), await length({ unassigned: false, status: ['TAKEN'] })]).toEqual([1, 1]);
    expect((await queue.list({ mine: true, status: ['TAKEN'], department: ['MANAGEMENT'] }, compliance)).map(({ id }) => id)).toEqual([taken]);
  });
});

describe('the order', () => {
  let client: Person;
  let late: string, soon: string, urgent: string, over: string;
  beforeAll(async () => {
    client = await gateway.client();
    late = await addTask(gateway, { clientId: client.id, dueIn: -10, openedAgo: 30, priority: 'LOW' });
    over = await addTask(gateway, { clientId: client.id, dueIn: -100, openedAgo: 200 });
    soon = await addTask(gateway, { clientId: client.id, dueIn: 2, openedAgo: 1 });
    urgent = await addTask(gateway, { clientId: client.id, dueIn: 5, openedAgo: 2, priority: 'URGENT' });
    await gateway.sql(`update task set status = 'DONE', closed_at = now(), closed_by = 'Petra' where id = $1`, [over]);
  });
  const ids = async (orderBy: object | null) => (await queue.list({ clientId: client.id }, compliance, orderBy)).map(({ id }) => id);

  test('overdue first, then by due time, over last; by priority; by when it was opened', async () => {
    expect(await ids(null)).toEqual([late, soon, urgent, over]);
    expect(await ids({ field: 'PRIORITY', direction: 'ASC' })).toEqual([urgent, soon, late, over]);
    expect(await ids({ field: 'OPENED_AT', direction: 'DESC' })).toEqual([soon, urgent, late, over]);
    expect((await queue.list({ clientId: client.id, dueAt: { from: new Date().toISOString() } }, compliance)).map(({ id }) => id)).toEqual([soon, urgent]);
  });

  test.each(['DUE', 'PRIORITY', 'OPENED_AT'])('pages by %s are the whole list, each row once, both ways', async (field) => {
    const question = { list: 'tasks', args: `filter: { clientId: "${client.id}" }, orderBy: { field: ${field}, direction: ASC }`, as: compliance, size: 1 };
    const forwards = await walk(gateway, question, 'forwards');
    expect(forwards).toEqual(await ids({ field, direction: 'ASC' }));
    expect(await walk(gateway, question, 'backwards')).toEqual(forwards);
  });

  test('a page of fifty takes as many statements as one of five', async () => {
    for (let count = 0; count < 50; count++) await addTask(gateway, { clientId: client.id });
    const text = 'query ($first: Int!) { tasks(first: $first) { nodes { id client { reference } assignee { name } document { type } comments { text } } } }';
    const page = (first: number) => statements(gateway, () => gateway.data(text, { first }, { as: compliance }));
    expect(await page(50)).toBe(await page(5));
  });
});

describe('service levels', () => {
  test('are set by management, and hold for what is opened from then on', async () => {
    const text = `mutation ($input: TaskPolicySetInput!) { taskPolicySet(input: $input) { taskPolicy { kind version department priority dueWithinHours updatedBy } userErrors { code field } } }`;
    type Told = { taskPolicySet: { taskPolicy: Record<string, unknown> | null; userErrors: { code: string; field: string[] | null }[] } };
    const set = async (input: object, as = management) => (await gateway.data<Told>(text, { input }, { as })).taskPolicySet;
    const wanted = { kind: 'TRANSACTION_APPROVAL', version: 1, department: 'MANAGEMENT', priority: 'URGENT', dueWithinHours: 2, reason: 'Quarter end' };
    expect(await set(wanted)).toEqual({
      taskPolicy: { kind: 'TRANSACTION_APPROVAL', version: 2, department: 'MANAGEMENT', priority: 'URGENT', dueWithinHours: 2, updatedBy: 'Helena Costa' },
      userErrors: [],
    });
    expect((await set(wanted)).userErrors).toMatchObject([{ code: 'STALE_VERSION' }]);
    expect((await set({ ...wanted, version: 2, department: 'SUPPORT' })).userErrors).toMatchObject([{ code: 'POLICY_FORBIDS', field: ['department'] }]);
    expect((await set({ ...wanted, version: 2, dueWithinHours: 0 })).userErrors).toMatchObject([{ code: 'INVALID', field: ['dueWithinHours'] }]);
    const asked = await adjustment();
    const [task] = (await queue.list({ clientId: maria.id }, management)).filter(({ subjectId }) => subjectId === asked.id);
    expect(task).toMatchObject({ department: 'MANAGEMENT', priority: 'URGENT', isOverdue: false });
    const { errors } = await gateway.graphql(text, { input: wanted }, { as: compliance });
    expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
  });
});
