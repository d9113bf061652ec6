import { execFile } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ListScreener } from '../../src/connectors/screening/lists/list.screener.js';
import { ListRefused, type MatchPolicy, type ScreeningSubject } from '../../src/connectors/screening/port.js';
import { PROJECT_DIR } from '../../src/config.js';
import { TEST_KEYS, testGateway, type TestGateway } from '../support/gateway.js';
import { eventually } from './jobs.fixture.js';
import { listFile, newcomer, SCREENED, type Seen, takeOver } from './screening.fixture.js';

let gateway: TestGateway;
let screener: ListScreener;

beforeAll(async () => {
  gateway = await testGateway();
  screener = new ListScreener(gateway.database.pool);
});
afterAll(() => gateway?.close());
beforeEach(() =>
  gateway.sql('truncate watchlist, watchlist_import, watchlist_party, watchlist_name, screening_progress, screening_hit, screening_due, client_screening'),
);

const EU = listFile('EU');
const without = (ref: string): string => EU.replace(new RegExp(`<sanctionEntity[^>]*euReferenceNumber="${ref}"[^]*?</sanctionEntity>`), '');
const POLICY: MatchPolicy = {
  ...{ threshold: 0.86, birthDateAgrees: 0.06, birthYearAgrees: 0.03, birthDateDiffers: 0.15, countryAgrees: 0.02, countryDiffers: 0.03 },
  weakNameFactor: 0.92,
};
const person = (name: string, more: Partial<ScreeningSubject> = {}): ScreeningSubject => ({
  clientId: name,
  kind: 'PERSON',
  name,
  birthDate: null,
  country: null,
  ...more,
});
const found = async (...subjects: ScreeningSubject[]): Promise<string[]> =>
  (await screener.screen(subjects, POLICY)).map(({ clientId, party }) => `${clientId}: ${party.ref}`);

describe('a list that is taken over', () => {
  test('counts what is new, and a second time that nothing is', async () => {
    expect(await takeOver(gateway, 'EU')).toEqual({ list: 'EU', version: 1, entries: 3, changed: 3, removed: 0 });
    expect(await takeOver(gateway, 'EU')).toEqual({ list: 'EU', version: 1, entries: 3, changed: 0, removed: 0 });
    expect(await screener.lists()).toMatchObject([{ list: 'EU', version: 1, entries: 3, publishedAt: '2026-11-20T16:47:04.449+01:00' }]);
    expect(await gateway.sql('select version, changed from watchlist_import')).toEqual([{ version: 1, changed: 3 }]);
  });

  test('tells which entries have changed and which are gone, and does not find what is gone', async () => {
    await takeOver(gateway, 'EU');
    expect(await found(person('Muhammad al-Dabbas'))).toEqual(['Muhammad al-Dabbas: EU.9002.20']);
    const changed = await takeOver(gateway, 'EU', without('EU.9002.20').replace('"1968-04-17"', '"1969-04-17"'));
    expect(changed).toEqual({ list: 'EU', version: 2, entries: 2, changed: 1, removed: 1 });
    expect(await screener.changesAfter('EU', 1)).toEqual({ changed: ['EU.9001.10'], removed: ['EU.9002.20'] });
    expect(await found(person('Muhammad al-Dabbas'))).toEqual([]);
    // and finds it again when it is back
    expect(await takeOver(gateway, 'EU')).toMatchObject({ version: 3, changed: 2, removed: 0 });
    expect(await found(person('Muhammad al-Dabbas'))).toHaveLength(1);
  });

  test.each([
    ['an entry that stands in it twice', EU.replace('EU.9002.20', 'EU.9001.10')],
    ['no entries', EU.replace(/<sanctionEntity[^]*<\/sanctionEntity>/, '')],
    ['a broken end', EU.slice(0, -120)],
  ])('with %s is refused whole: what was known stays', async (_, text) => {
    await takeOver(gateway, 'EU');
    await expect(takeOver(gateway, 'EU', text)).rejects.toThrow(ListRefused);
    expect(await screener.lists()).toMatchObject([{ version: 1, entries: 3 }]);
    expect(await found(person('Zarubin, Yevgeniy'))).toEqual(['Zarubin, Yevgeniy: EU.9001.10']);
  });

  test('that has lost more than half of its entries is refused unless it is meant', async () => {
    await takeOver(gateway, 'EU');
    const small = without('EU.9001.10').replace(/<sanctionEntity[^>]*EU.9003.30[^]*?<\/sanctionEntity>/, '');
    await expect(takeOver(gateway, 'EU', small)).rejects.toThrow('it holds 1 entries where 3 are known');
    expect(await takeOver(gateway, 'EU', small, { mayShrink: true })).toMatchObject({ version: 2, entries: 1, removed: 2 });
  });
});

describe('the screener', () => {
  test('finds people and companies apart, by any of their names, each once', async () => {
    for (const list of ['EU', 'OFAC', 'PEP'] as const) await takeOver(gateway, list);
    expect(await found(person('محمد كريم الدباس'), person('Evgeny Zarubin'), person('Velandia Quinteros Aurelio'), person('Jesse Vinterberg'))).toEqual(
      expect.arrayContaining(['محمد كريم الدباس: EU.9002.20', 'Evgeny Zarubin: EU.9001.10', 'Velandia Quinteros Aurelio: 800001']),
    );
    expect(await found({ ...person('Bahr Al Nur General Trading and Shipping LLC'), kind: 'ORGANISATION' })).toHaveLength(1);
    expect(await found({ ...person('Ocean Lantern Ltd'), kind: 'ORGANISATION' })).toEqual(['Ocean Lantern Ltd: 800003']);
    expect(await found(person('Ocean Lantern'), person('Maria Ioannou'), person('---'), person(''))).toEqual([]);
  });

  test('asks a weak name for more than a strong one', async () => {
    await takeOver(gateway, 'OFAC');
    const [match] = await screener.screen([person('El Relojero')], POLICY);
    expect(match).toMatchObject({ party: { ref: '800001' }, score: 0.92, why: { isWeakName: true, nameScore: 1 } });
  });
});

describe('a list that changes', () => {
  const standing = async (id: string): Promise<Seen['screening']> =>
    (await gateway.data<{ client: Seen }>(SCREENED, { id }, { as: await gateway.staff('COMPLIANCE') })).client.screening;
  const compare = () => gateway.sql(`select graphile_worker.add_job('screening.catchUp', '{}')`);

  test('withdraws what nobody has decided on, and asks again whether a confirmed match still holds', async () => {
    await takeOver(gateway, 'EU');
    const [one, other] = [
      await newcomer(gateway, { firstName: 'Yevgeniy', lastName: 'Zarubin' }),
      await newcomer(gateway, { firstName: 'Yevgeniy', lastName: 'Zarubin' }),
    ];
    const working = await testGateway({ over: gateway, listens: true });
    try {
      await compare();
      await eventually(async () => (await standing(one))?.status === 'HITS_WAITING' && (await standing(other))?.status === 'HITS_WAITING');
      const compliance = await gateway.staff('COMPLIANCE');
      await gateway.sql(
        `update screening_hit set status = 'TRUE_MATCH', reason = 'Seen', decided_by = 'Helena Costa', decided_by_id = $2, decided_at = now() where client_id = $1`,
        [other, compliance.id],
      );
      await gateway.sql(`update task set status = 'DONE', outcome = 'TRUE_MATCH', closed_at = now() where client_id = $1`, [other]);
      await takeOver(gateway, 'EU', without('EU.9001.10'));
      await compare();
      await eventually(async () => (await standing(one))?.status === 'CLEAR');
    } finally {
      await working.close();
    }
    expect((await standing(one))?.hits.nodes).toMatchObject([{ status: 'WITHDRAWN', isCurrent: false }]);
    expect((await standing(other))?.hits.nodes).toMatchObject([{ status: 'TRUE_MATCH', isCurrent: true }]);
    const tasks = (id: string) => gateway.sql(`select status from task where client_id = $1 and kind = 'SCREENING_HIT' order by opened_at, status`, [id]);
    expect(await tasks(one)).toEqual([{ status: 'CANCELLED' }]);
    expect(await tasks(other)).toEqual([{ status: 'DONE' }, { status: 'OPEN' }]);
  });

  test('is compared once: what was compared is not compared again', async () => {
    await takeOver(gateway, 'EU');
    const runs = async () => (await gateway.sql(`select from screening_run where cause = 'LIST_CHANGED'`)).length;
    const before = await runs();
    const working = await testGateway({ over: gateway, listens: true });
    try {
      await compare();
      await eventually(async () => (await runs()) === before + 1);
      await compare();
      await eventually(async () => (await gateway.sql(`select from graphile_worker.jobs where task_identifier = 'screening.catchUp'`)).length === 0);
    } finally {
      await working.close();
    }
    expect(await runs()).toBe(before + 1);
  });
});

describe('where a list is published', () => {
  let publisher: Server;
  let answer: { status: number; body: string };
  beforeAll(async () => {
    publisher = createServer((_, response) => response.writeHead(answer.status).end(answer.body));
    await new Promise<void>((resolve) => publisher.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => publisher.close());

  test('a worker fetches it, writes down that it did, and compares all clients with it', async () => {
    const url = `http://127.0.0.1:${(publisher.address() as AddressInfo).port}/list.xml`;
    const id = await newcomer(gateway, { firstName: 'Yevgeniy', lastName: 'Zarubin' });
    const working = await testGateway({ over: gateway, listens: true, settings: { SANCTIONS_EU_URL: url } });
    try {
      answer = { status: 503, body: 'Please wait' };
      const [job] = await gateway.sql<{ id: string }>(`select id from graphile_worker.add_job('screening.fetchLists', '{}', max_attempts => 1)`);
      const failed = () => gateway.sql('select last_error from graphile_worker.jobs where id = $1 and last_error is not null', [job?.id]);
      await eventually(async () => (await failed()).length === 1);
      expect((await failed())[0]).toMatchObject({ last_error: expect.stringContaining('The publisher of the list EU answered with status 503.') });
      answer = { status: 200, body: EU };
      await gateway.sql(`select graphile_worker.add_job('screening.fetchLists', '{}')`);
      await eventually(async () => (await gateway.sql('select from screening_hit where client_id = $1', [id])).length === 1);
    } finally {
      await working.close();
    }
    expect(await gateway.sql(`select actor_kind, after from audit_entry where action = 'screeningList.import'`)).toMatchObject([
      { actor_kind: 'SYSTEM', after: { list: 'EU', version: 1, entries: 3, changed: 3, removed: 0 } },
    ]);
  });
});

describe('npm run import:sanctions', () => {
  const run = (...words: string[]) => {
    const { host, user, password, database } = gateway.target as { host: string; user: string; password: string; database: string };
    const DATABASE_URL = `postgresql://${user}:${encodeURIComponent(password)}@${encodeURIComponent(host)}/${database}`;
    const env = { ...TEST_KEYS, DATABASE_URL, DATA_DIR: gateway.config.dataDir, LOG_LEVEL: 'silent' };
    return promisify(execFile)(process.execPath, [join(PROJECT_DIR, '.scripts/start.mjs'), 'import:sanctions', ...words], { cwd: PROJECT_DIR, env }).then(
      ({ stdout }) => stdout.trim(),
      ({ stderr }: { stderr: string }) => stderr.trim(),
    );
  };
  const file = (name: string): string => join(PROJECT_DIR, 'tests/support/watchlists', name);

  test('takes over a file, and says what it changed; what is not the list is refused with a sentence', { timeout: 120_000 }, async () => {
    expect(await run(file('eu.xml'), '--list', 'EU')).toContain('EU is at version 1: 3 entries, 3 new or changed, 0 removed.');
    expect(await run(file('pep.csv'), '--list', 'PEP')).toContain('PEP is at version 1: 2 entries');
    expect(await run(file('ofac.xml'), '--list', 'EU')).toContain('it is not the consolidated list of the European Union');
    expect(await run(file('eu.xml'), '--list', 'UN')).toContain('--list must be one of EU, OFAC, OFAC_CONSOLIDATED, PEP');
    expect(await run('nothing.xml', '--list', 'EU')).toContain('There is no file "nothing.xml"');
  });
});
