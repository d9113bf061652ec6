import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openedEntries } from '../support/audit.js';
import { testGateway, type TestGateway } from '../support/gateway.js';
import type { Person } from '../support/people.js';
import { eventually } from './jobs.fixture.js';
import { DECIDE, type Hit, listFile, newcomer, RUN, SCREENED, type Seen, takeOver } from './screening.fixture.js';

let gateway: TestGateway;
let compliance: Person, second: Person;

beforeAll(async () => {
  gateway = await testGateway();
  [compliance, second] = [await gateway.staff('COMPLIANCE'), await gateway.staff('COMPLIANCE')];
  for (const list of ['EU', 'OFAC', 'PEP'] as const) await takeOver(gateway, list);
});
afterAll(() => gateway?.close());

const seen = async (id: string): Promise<Seen> => (await gateway.data<{ client: Seen }>(SCREENED, { id }, { as: compliance })).client;
const hitsOf = async (id: string): Promise<readonly Hit[]> => (await seen(id)).screening?.hits.nodes ?? [];
const run = async (clientId: string): Promise<void> => {
  const { screeningRun } = await gateway.data<{ screeningRun: { userErrors: unknown[] } }>(RUN, { input: { clientId } }, { as: compliance });
  expect(screeningRun.userErrors).toEqual([]);
};
const decide = async (hit: Hit, decision: string, as: Person = compliance, reason = 'Compared passport and photograph') =>
  (
    await gateway.data<{ screeningHitDecide: { hit: Hit | null; userErrors: { code: string }[] } }>(
      DECIDE,
      { input: { id: hit.id, version: hit.version, decision, reason } },
      { as },
    )
  ).screeningHitDecide;
const tasks = (subjectId: string) =>
  gateway.sql<{ status: string; outcome: string | null }>('select status, outcome from task where subject_id = $1 order by opened_at, id', [subjectId]);
const check = async (clientId: string) =>
  (await gateway.sql<{ outcome: string }>(`select outcome from kyc_check where client_id = $1 and kind = 'SCREENING'`, [clientId]))[0]?.outcome;

const ZARUBIN = { firstName: 'Евгений', lastName: 'Зарубин', country: 'CY', birthDate: '1968-04-17' };

describe('a client', () => {
  test('who is on no list is clear, and passes the check of KYC', async () => {
    const id = await newcomer(gateway, { firstName: 'Maria', lastName: 'Ioannou' });
    expect((await seen(id)).screening).toBeNull();
    await run(id);
    expect(await seen(id)).toMatchObject({ screening: { status: 'CLEAR', isPep: false, hits: { nodes: [] } }, restrictions: [] });
    expect((await seen(id)).screening?.lastScreenedAt).not.toBeNull();
    expect(await check(id)).toBe('PASSED');
    expect(await gateway.sql('select from screening_due where client_id = $1', [id])).toEqual([]);
  });

  test('who may be on one is a hit that says why, a task, and a check that waits', async () => {
    const id = await newcomer(gateway, ZARUBIN);
    await run(id);
    const [hit, ...others] = await hitsOf(id);
    expect(others).toEqual([]);
    expect(hit).toMatchObject({
      ...{ list: 'EU', entryRef: 'EU.9001.10', status: 'WAITING', birthDate: 'AGREES', country: 'DIFFERS', isWeakName: false },
      ...{ entry: { name: 'Yevgeniy Arkadyevich Zarubin', aliases: ['Евгений Аркадьевич Зарубин', 'Zhenya'] } },
    });
    expect(Number(hit?.score)).toBeGreaterThan(0.86);
    expect((await seen(id)).screening?.status).toBe('HITS_WAITING');
    expect(await tasks(hit?.id as string)).toEqual([{ status: 'OPEN', outcome: null }]);
    expect(await check(id)).toBe('PENDING');
    const [entry] = await gateway.sql(`select client_id, after from audit_entry where action = 'screening.hit' and subject_id = $1`, [hit?.id]);
    expect(entry).toMatchObject({ client_id: id, after: { list: 'EU', entry: 'EU.9001.10', status: 'WAITING' } });
  });

  test('with the name and another birth date is none', async () => {
    const id = await newcomer(gateway, { ...ZARUBIN, birthDate: '1995-11-02' });
    await run(id);
    expect(await hitsOf(id)).toEqual([]);
  });

  test('who is a company is looked for by its own name and by that of the person who acts for it', async () => {
    const own = await newcomer(gateway, { firstName: 'Maria', lastName: 'Ioannou', companyName: 'Severny Terminal Ltd' });
    const person = await newcomer(gateway, { firstName: 'Aurelio', lastName: 'Quinteros', companyName: 'Harbour Trading Ltd', country: 'CO' });
    const neither = await newcomer(gateway, { firstName: 'Severny', lastName: 'Terminal' });
    for (const id of [own, person, neither]) await run(id);
    expect((await hitsOf(own)).map(({ entryRef }) => entryRef)).toEqual(['EU.9003.30']);
    expect((await hitsOf(person)).map(({ entryRef }) => entryRef)).toEqual(['800001']);
    expect(await hitsOf(neither)).toEqual([]);
  });
});

describe('a decision', () => {
  test('that it is somebody else is kept and not asked again, by hand or by the list', async () => {
    const id = await newcomer(gateway, ZARUBIN);
    await run(id);
    const [hit] = (await hitsOf(id)) as [Hit];
    expect(await decide(hit, 'FALSE_POSITIVE')).toMatchObject({
      hit: { status: 'FALSE_POSITIVE', reason: 'Compared passport and photograph' },
      userErrors: [],
    });
    expect(await tasks(hit.id)).toEqual([{ status: 'DONE', outcome: 'FALSE_POSITIVE' }]);
    expect(await seen(id)).toMatchObject({ screening: { status: 'CLEAR' }, restrictions: [] });
    expect(await check(id)).toBe('PASSED');
    await run(id);
    expect((await hitsOf(id)).map(({ status }) => status)).toEqual(['FALSE_POSITIVE']);
    const entries = await gateway.sql(`select reason, before, after from audit_entry where action = 'screeningHit.decide' and subject_id = $1`, [hit.id]);
    const [entry] = await openedEntries(gateway, id, entries);
    expect(entry).toMatchObject({
      reason: 'Compared passport and photograph',
      before: { status: 'WAITING' },
      after: { status: 'FALSE_POSITIVE', restrictions: [] },
    });
  });

  test('is asked again when the client has another name, and the first one stays on record', async () => {
    const id = await newcomer(gateway, ZARUBIN);
    await run(id);
    await decide((await hitsOf(id))[0] as Hit, 'FALSE_POSITIVE');
    await gateway.sql(`update client set first_name = 'Evgeny', version = version + 1 where id = $1`, [id]);
    expect(await gateway.sql('select cause from screening_due where client_id = $1', [id])).toEqual([{ cause: 'IDENTITY_CHANGED' }]);
    await run(id);
    expect((await hitsOf(id)).map(({ status, isCurrent }) => [status, isCurrent])).toEqual([
      ['WAITING', true],
      ['FALSE_POSITIVE', false],
    ]);
  });

  test('that it is the client freezes what there is and rates HIGH, all with the decision', async () => {
    const id = await newcomer(gateway, ZARUBIN);
    await run(id);
    const [hit] = (await hitsOf(id)) as [Hit];
    expect((await decide(hit, 'TRUE_MATCH')).userErrors).toEqual([]);
    const after = await seen(id);
    expect(after).toMatchObject({ riskLevel: 'HIGH', screening: { status: 'MATCH' } });
    expect(after.restrictions.map(({ kind }) => kind).sort()).toEqual(['NO_DEPOSIT', 'NO_TRADE', 'NO_TRANSFER', 'NO_WITHDRAWAL']);
    expect(await check(id)).toBe('FAILED');
    const [entry] = await gateway.sql(`select after from audit_entry where action = 'screeningHit.decide' and subject_id = $1`, [hit.id]);
    expect(entry).toMatchObject({ after: { restrictions: expect.arrayContaining(['NO_DEPOSIT', 'NO_WITHDRAWAL', 'NO_TRANSFER', 'NO_TRADE']) } });
    // whoever confirmed it does not take it back
    const confirmed = (await hitsOf(id))[0] as Hit;
    expect((await decide(confirmed, 'FALSE_POSITIVE')).userErrors).toEqual([{ code: 'MAKER_CANNOT_CHECK' }]);
    expect((await decide(confirmed, 'FALSE_POSITIVE', second)).userErrors).toEqual([]);
    expect(await seen(id)).toMatchObject({ screening: { status: 'CLEAR' }, riskLevel: 'LOW' });
    expect((await seen(id)).restrictions).toHaveLength(4);
  });

  test('that the client is politically exposed rates HIGH and restricts nothing', async () => {
    const id = await newcomer(gateway, { firstName: 'Καλλιόπη', lastName: 'Αναστασοπούλου', country: 'GR', birthDate: '1959-02-11' });
    await run(id);
    expect((await decide((await hitsOf(id))[0] as Hit, 'TRUE_MATCH')).userErrors).toEqual([]);
    expect(await seen(id)).toMatchObject({ riskLevel: 'HIGH', screening: { status: 'CLEAR', isPep: true }, restrictions: [] });
    expect(await check(id)).toBe('PASSED');
  });

  test('names the version that was seen, is given once, and has a reason', async () => {
    const id = await newcomer(gateway, ZARUBIN);
    await run(id);
    const hit = (await hitsOf(id))[0] as Hit;
    expect((await decide({ ...hit, version: 7 }, 'FALSE_POSITIVE')).userErrors).toEqual([{ code: 'STALE_VERSION' }]);
    expect((await decide(hit, 'FALSE_POSITIVE', compliance, '')).userErrors).toEqual([{ code: 'INVALID' }]);
    await decide(hit, 'FALSE_POSITIVE');
    expect((await decide((await hitsOf(id))[0] as Hit, 'FALSE_POSITIVE')).userErrors).toEqual([{ code: 'ILLEGAL_TRANSITION' }]);
  });
});

describe('whoever does not see the whole brokerage', () => {
  test('is told nothing of any of it', async () => {
    const id = await newcomer(gateway, ZARUBIN);
    await run(id);
    for (const as of [await gateway.staff('SALES'), await gateway.staff('SUPPORT'), await gateway.client(), await gateway.partner()]) {
      const { errors, data } = await gateway.graphql('{ screeningHits(first: 5) { nodes { id } } }', {}, { as });
      expect([data ?? null, errors?.[0]?.extensions.code]).toEqual([null, 'FORBIDDEN']);
    }
    // sales may be given the permission, and still sees none: it manages some clients only
    await gateway.sql(`insert into department_permission (department, permission) values ('SALES', 'screening:read')`);
    const { screeningHits } = await gateway.data<{ screeningHits: { nodes: unknown[] } }>(
      '{ screeningHits(first: 5) { nodes { id } } }',
      {},
      { as: await gateway.staff('SALES') },
    );
    expect(screeningHits.nodes).toEqual([]);
  });
});

describe('with a worker', () => {
  test('a newcomer is screened by itself, and a list that changed is compared with everybody', async () => {
    const working = await testGateway({ over: gateway, listens: true });
    try {
      const id = await newcomer(gateway, { firstName: 'Petros', lastName: 'Makridis' });
      await gateway.sql(`select graphile_worker.add_job('screening.due', '{}')`);
      await eventually(async () => (await seen(id)).screening?.status === 'CLEAR');
      expect((await gateway.sql('select cause from screening_run where client_id = $1', [id]))[0]).toEqual({ cause: 'REGISTERED' });
      await takeOver(gateway, 'EU', listFile('EU').replaceAll('Yevgeniy Arkadyevich Zarubin', 'Petros Makridis'));
      await gateway.sql(`select graphile_worker.add_job('screening.catchUp', '{}')`);
      await eventually(async () => (await hitsOf(id)).length === 1);
      expect(await hitsOf(id)).toMatchObject([{ list: 'EU', entryRef: 'EU.9001.10', status: 'WAITING' }]);
    } finally {
      await working.close();
    }
  });
});
