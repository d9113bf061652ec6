import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '../../src/database/ids.js';
import { testGateway, type TestGateway } from '../support/gateway.js';
import { type Sent, sent, statements } from '../support/pages.js';
import type { Person } from '../support/people.js';
import { blocksOf, settledPlan } from '../support/plans.js';
import { addDocument } from './documents.fixture.js';
import { addTask } from './tasks.fixture.js';

let gateway: TestGateway;
let management: Person, support: Person, finance: Person, sales: Person, maria: Person, other: Person;

beforeAll(async () => {
  gateway = await testGateway();
  [management, support, finance] = [await gateway.staff('MANAGEMENT'), await gateway.staff('SUPPORT'), await gateway.staff('FINANCE')];
  [sales, maria, other] = [await gateway.staff('SALES'), await gateway.client(), await gateway.client()];
  await history(maria);
  await history(other);
});
afterAll(() => gateway?.close());

interface Entry {
  readonly id: string;
  readonly at: string;
  readonly kind: string;
  readonly title: string;
  readonly detail: string | null;
  readonly actor: string | null;
  readonly subjectType: string;
  readonly subjectId: string;
}
interface Page {
  readonly nodes: readonly Entry[];
  readonly totalCount: number;
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

/** Something of everything, some of it at the same moment. */
async function history({ id }: Person): Promise<void> {
  const at = (day: number): string => `2026-03-${String(day).padStart(2, '0')}T09:00:00.000Z`;
  for (const day of [2, 5, 5, 9]) {
    await gateway.sql(
      `insert into transaction (id, type, status, client_id, amount, currency, requested_by, requested_at) values ($1, 'DEPOSIT', 'SETTLED', $2, 120.00, 'USD', 'Maria', $3)`,
      [newId(), id, at(day)],
    );
    await addDocument(gateway, id, { uploaded_at: at(day), status: 'REJECTED' });
    await audited(id, 'client.update', at(day));
    await audited(id, 'session.open', at(day + 1));
  }
  await addTask(gateway, { clientId: id, kind: 'SCREENING_HIT' });
  const closed = await addTask(gateway, { clientId: id, kind: 'ACCOUNT_REQUEST', department: 'SUPPORT' });
  await gateway.sql(`update task set status = 'DONE', outcome = 'APPROVED', opened_at = $2, closed_at = $3, closed_by = 'Petra' where id = $1`, [
    closed,
    at(1),
    at(5),
  ]);
  const text = 'mutation ($input: NoteAddInput!) { noteAdd(input: $input) { note { id } userErrors { message } } }';
  await gateway.data(text, { input: { clientId: id, text: 'Called about the card' } }, { as: support });
}

const audited = (clientId: string, action: string, at: string) =>
  gateway.sql(
    `insert into audit_entry (id, at, actor_kind, actor_id, actor_name, action, subject_type, subject_id, client_id, reason, request_id, mac)
     values ($1, $2, 'CLIENT', $3::uuid, 'a client', $4, 'Client', $3::uuid::text, $3::uuid, 'Because', 'a request', 'none')`,
    [newId(), at, clientId, action],
  );

const QUERY = `query ($id: ID!, $first: Int, $after: String, $filter: TimelineFilter) {
  client(id: $id) { timeline(first: $first, after: $after, filter: $filter) {
    nodes { id at kind title detail actor subjectType subjectId } totalCount pageInfo { hasNextPage endCursor } } } }`;
const page = async (given: { first?: number; after?: string | null; filter?: object } = {}, as = management, id = maria.id): Promise<Page> =>
  (await gateway.data<{ client: { timeline: Page } }>(QUERY, { id, first: 100, ...given }, { as })).client.timeline;

async function walk(first: number, filter?: object): Promise<Entry[]> {
  const all: Entry[] = [];
  let after: string | null = null;
  do {
    const { nodes, pageInfo }: Page = await page({ first, after, filter });
    all.push(...nodes);
    after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
  } while (after !== null);
  return all;
}
const kindsOf = (entries: readonly Entry[]) => [...new Set(entries.map(({ kind }) => kind))].sort();

describe('a timeline', () => {
  test('is everything about the client, and nothing about another, newest first', async () => {
    const { nodes, totalCount } = await page();
    expect(totalCount).toBe(nodes.length);
    expect(nodes.map(({ at }) => at)).toEqual(
      nodes
        .map(({ at }) => at)
        .toSorted()
        .toReversed(),
    );
    expect(kindsOf(nodes)).toEqual(['AUDIT', 'DOCUMENT', 'NOTE', 'SIGN_IN', 'TASK', 'TRANSACTION']);
    // four deposits, documents, changes and sign-ins, two tasks, a note and the audit entry of that
    expect(nodes).toHaveLength(20);
    const theirs = new Set((await page({}, management, other.id)).nodes.map(({ id }) => id));
    expect(nodes.filter(({ id }) => theirs.has(id))).toEqual([]);
  });

  test('says what happened, to what, and who did it', async () => {
    const { nodes } = await page();
    const the = (kind: string) => nodes.find((entry) => entry.kind === kind);
    expect(the('TRANSACTION')).toMatchObject({
      title: 'DEPOSIT of 120.00 USD',
      detail: expect.stringMatching(/^T\d+, SETTLED$/),
      actor: 'Maria',
      subjectType: 'Transaction',
    });
    expect(the('DOCUMENT')).toMatchObject({ title: 'PASSPORT handed in', detail: 'REJECTED', subjectType: 'Document' });
    expect(the('SIGN_IN')).toMatchObject({ title: 'Signed in', actor: 'Maria Ioannou' });
    expect(nodes.find(({ title }) => title === 'client.update')).toMatchObject({
      kind: 'AUDIT',
      detail: 'Because',
      actor: 'Maria Ioannou',
      subjectId: maria.id,
    });
    expect(the('NOTE')).toMatchObject({ title: 'Note', actor: 'Helena Costa' });
    expect(nodes.filter(({ kind }) => kind === 'TASK').map(({ at, title, actor }) => [at.slice(0, 7), title, actor])).toEqual([
      [new Date().toISOString().slice(0, 7), 'SCREENING_HIT OPEN', null],
      ['2026-03', 'ACCOUNT_REQUEST APPROVED', 'Petra'],
    ]);
  });

  test.each([1, 3, 7])('in pages of %i is the whole list, each entry once, however many have the same moment', async (first) => {
    const { nodes } = await page();
    expect((await walk(first)).map(({ id }) => id)).toEqual(nodes.map(({ id }) => id));
    const of = nodes.filter(({ kind }) => kind === 'DOCUMENT' || kind === 'AUDIT').map(({ id }) => id);
    expect((await walk(first, { kind: ['DOCUMENT', 'AUDIT'] })).map(({ id }) => id)).toEqual(of);
  });

  test('is narrowed by kind and span', async () => {
    expect(kindsOf((await page({ filter: { kind: ['SIGN_IN'] } })).nodes)).toEqual(['SIGN_IN']);
    const { nodes } = await page({ filter: { at: { from: '2026-03-05T00:00:00Z', to: '2026-03-06T00:00:00Z' } } });
    expect(nodes).toHaveLength(7);
    expect((await page({ filter: { kind: ['NOTE'], at: { to: '2026-03-06T00:00:00Z' } } })).nodes).toEqual([]);
  });

  test('leads to what it comes from', async () => {
    const text = `query ($id: ID!) { client(id: $id) { timeline(first: 100) { nodes { id kind
      transaction { id reference } document { id } task { id kind } note { id text } auditEntry { id action } } } } }`;
    type Led = { id: string; kind: string; note: { text: string } | null } & Record<string, { id: string } | null | string>;
    const { client } = await gateway.data<{ client: { timeline: { nodes: Led[] } } }>(text, { id: maria.id }, { as: management });
    const where: Record<string, string> = {
      TRANSACTION: 'transaction',
      DOCUMENT: 'document',
      TASK: 'task',
      NOTE: 'note',
      AUDIT: 'auditEntry',
      SIGN_IN: 'auditEntry',
    };
    for (const node of client.timeline.nodes)
      for (const field of new Set(Object.values(where)))
        expect(node[field] === null ? null : (node[field] as { id: string }).id, `${node.kind}.${field}`).toBe(where[node.kind] === field ? node.id : null);
    expect(client.timeline.nodes.find(({ kind }) => kind === 'NOTE')?.note?.text).toBe('Called about the card');
  });
});

describe('who sees which part', () => {
  const seen = async (as: Person) => kindsOf((await page({}, as)).nodes);

  test('each kind takes what seeing it elsewhere takes', async () => {
    expect(await seen(support)).toEqual(['DOCUMENT', 'NOTE', 'SIGN_IN', 'TASK', 'TRANSACTION']);
    expect(await seen(finance)).toEqual(['NOTE', 'TASK', 'TRANSACTION']);
    await gateway.sql('update client set account_manager_id = $2 where id = $1', [maria.id, sales.id]);
    expect(await seen(sales)).toEqual(['NOTE', 'TASK']);
  });

  test('of tasks there are those of the kinds that the queue shows as well', async () => {
    const titles = async (as: Person) => (await page({ filter: { kind: ['TASK'] } }, as)).nodes.map(({ title }) => title);
    expect(await titles(support)).toEqual(['ACCOUNT_REQUEST APPROVED']);
    expect(await titles(management)).toEqual(['SCREENING_HIT OPEN', 'ACCOUNT_REQUEST APPROVED']);
  });

  test('its client sees nothing of it', async () => {
    expect(await page({}, maria)).toMatchObject({ nodes: [], totalCount: 0 });
  });
});

describe('what a page costs', () => {
  let busy: Person;
  beforeAll(async () => {
    busy = await gateway.client();
    await gateway.sql(
      `insert into audit_entry (id, at, actor_kind, actor_name, action, subject_type, subject_id, client_id, request_id, mac)
       select uuidv7(), '2026-01-01'::timestamptz + n * interval '1 minute', 'SYSTEM', 'Countinghouse', case n % 3 when 0 then 'session.open' else 'client.update' end, 'Client', $1::uuid::text, $1::uuid, 'r', 'none'
       from generate_series(1, 20000) n`,
      [busy.id],
    );
    await gateway.sql(
      `insert into transaction (id, type, status, client_id, amount, currency, requested_by, requested_at)
       select uuidv7(), 'DEPOSIT', 'SETTLED', $1, 10, 'USD', 'Maria', '2026-01-01'::timestamptz + n * interval '2 minutes' from generate_series(1, 8000) n`,
      [busy.id],
    );
    await gateway.sql('analyze audit_entry');
    await gateway.sql('analyze transaction');
  });

  test('as many statements for fifty entries as for five', async () => {
    const text = `query ($id: ID!, $first: Int) { client(id: $id) { timeline(first: $first) { nodes { id title transaction { reference } note { text } task { detail } } } } }`;
    const count = (first: number) => statements(gateway, () => gateway.data(text, { id: busy.id, first }, { as: management }));
    expect(await count(50)).toBe(await count(5));
  });

  test.each([
    ['the first', null],
    ['one far down', 400],
  ])('%s page reads its own entries and no more, each part from its index', async (_which, deep) => {
    const after = deep === null ? null : (await page({ first: 100, filter: { at: { to: '2026-01-09T00:00:00Z' } } }, management, busy.id)).pageInfo.endCursor;
    const text =
      'query ($id: ID!, $after: String) { client(id: $id) { timeline(first: 50, after: $after) { nodes { id at title actor } pageInfo { endCursor } } } }';
    const all = await sent(gateway, () => gateway.data(text, { id: busy.id, after }, { as: management }));
    const plan = await settledPlan(gateway, all.find((statement) => statement.text.includes('client_timeline')) as Sent);
    expect(plan['Actual Rows']).toBe(51);
    // 51 rows out of six indexes; all of the client's would be more than a thousand blocks
    expect(blocksOf(plan)).toBeLessThan(60);
  });

  test('a page of a span of time is planned once for all spans, and reads no more than that', async () => {
    const text = `query ($id: ID!, $at: DateTimeRange) { client(id: $id) { timeline(first: 50, filter: { at: $at }) { nodes { id at title actor } } } }`;
    const sentFor = async (at: object): Promise<Sent> =>
      (await sent(gateway, () => gateway.data(text, { id: busy.id, at }, { as: management }))).find((one) => one.text.includes('client_timeline')) as Sent;
    const [early, late] = [await sentFor({ to: '2026-01-09T00:00:00Z' }), await sentFor({ to: '2026-02-01T00:00:00Z' })];
    expect([early.name === undefined, early.name]).toEqual([false, late.name]);
    expect(early.text).toMatch(/t\."?at"? < \(select \$\d+::timestamptz\)/);
    const plan = await settledPlan(gateway, early);
    expect(plan['Actual Rows']).toBe(50);
    expect(blocksOf(plan)).toBeLessThan(60);
  });
});
