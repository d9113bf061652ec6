import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '../../src/database/ids.js';
import { testGateway, type TestGateway } from '../support/gateway.js';
import type { Failure } from '../support/money.js';
import { walk } from '../support/pages.js';
import type { Person } from '../support/people.js';

/** As the ECB serves it. */
const published = (time: string, rates: Readonly<Record<string, string>>): string => `<?xml version="1.0" encoding="UTF-8"?>
<gesmes:Envelope xmlns:gesmes="http://www.gesmes.org/xml/2002-08-01" xmlns="http://www.ecb.int/vocabulary/2002-08-01/eurofxref">
	<gesmes:subject>Reference rates</gesmes:subject>
	<gesmes:Sender>
		<gesmes:name>European Central Bank</gesmes:name>
	</gesmes:Sender>
	<Cube>
		<Cube time='${time}'>
${Object.entries(rates)
  .map(([currency, rate]) => `\t\t\t<Cube currency='${currency}' rate='${rate}'/>`)
  .join('\n')}
		</Cube>
	</Cube>
</gesmes:Envelope>`;

let gateway: TestGateway;
let source: Server;
let serve: { status: number; body: string; location?: string };
let finance: Person;

beforeAll(async () => {
  source = createServer((request, response) => {
    // whoever follows a redirect would find rates there
    if (request.url === '/elsewhere') return response.end(published('2026-11-01', { USD: '1.0' }));
    return response.writeHead(serve.status, { 'content-type': 'text/xml', ...(serve.location && { location: serve.location }) }).end(serve.body);
  });
  await new Promise<void>((resolve) => source.listen(0, '127.0.0.1', resolve));
  gateway = await testGateway({ settings: { RATES_URL: `http://127.0.0.1:${(source.address() as AddressInfo).port}/eurofxref-daily.xml` } });
  finance = await gateway.staff('FINANCE');
});
afterAll(async () => {
  await gateway?.close();
  await new Promise((resolve) => source.close(resolve));
});
afterEach(() => gateway.sql('delete from exchange_rate'));

interface Rate {
  readonly id: string;
  readonly base: string;
  readonly quote: string;
  readonly rate: string;
  readonly source: string;
  readonly setBy: string | null;
}

const SET =
  'mutation ($input: ExchangeRateSetInput!) { exchangeRateSet(input: $input) { exchangeRate { id base quote rate source setBy } userErrors { code message field } } }';
const set = async (given: Record<string, unknown>) => {
  const input = { base: 'EUR', quote: 'USD', reason: 'As our bank says', ...given };
  return (await gateway.data<{ exchangeRateSet: { exchangeRate: Rate | null; userErrors: Failure[] } }>(SET, { input }, { as: finance })).exchangeRateSet;
};
const IMPORT = 'mutation { exchangeRatesImport { source imported heldBack userErrors { code message } } }';
const importNow = async () =>
  (
    await gateway.data<{ exchangeRatesImport: { source: string | null; imported: number | null; heldBack: string[] | null; userErrors: Failure[] } }>(
      IMPORT,
      {},
      { as: finance },
    )
  ).exchangeRatesImport;
const stored = () =>
  gateway.sql<{ quote: string; rate: string; source: string; at: string }>(
    `select base, quote, rate::text, source, to_char(at at time zone 'UTC', 'YYYY-MM-DD HH24:MI') as at from exchange_rate order by at, quote`,
  );

describe('a rate that is set by hand', () => {
  test('is stored with who set it, and audited with the one before', async () => {
    const { exchangeRate: first } = await set({ rate: '1.0825' });
    expect(first).toMatchObject({ base: 'EUR', quote: 'USD', rate: '1.0825', source: 'set by hand', setBy: 'Helena Costa' });
    const { exchangeRate: second } = await set({ rate: '1.09', source: 'Bank letter 17' });
    expect(await gateway.sql('select before, after, reason from audit_entry where subject_id = $1', [second?.id])).toEqual([
      {
        before: { base: 'EUR', quote: 'USD', rate: '1.0825', source: 'set by hand' },
        after: { base: 'EUR', quote: 'USD', rate: '1.09', source: 'Bank letter 17' },
        reason: 'As our bank says',
      },
    ]);
  });

  test('more than 20 % off the last one is taken only when it is confirmed, whichever way round the last was', async () => {
    await set({ rate: '1.00' });
    expect((await set({ rate: '1.20' })).userErrors).toEqual([]);
    for (const far of [{ rate: '1.45' }, { rate: '0.95' }, { base: 'USD', quote: 'EUR', rate: '1.2' }]) {
      const { exchangeRate, userErrors } = await set(far);
      expect(exchangeRate).toBeNull();
      expect(userErrors).toMatchObject([{ code: 'POLICY_FORBIDS', field: ['rate'], message: expect.stringMatching(/\d+ % off the last rate/) as string }]);
    }
    expect((await set({ rate: '1.45', confirm: true })).exchangeRate).toMatchObject({ rate: '1.45' });
  });

  test.each([
    [{ rate: '0' }, 'INVALID'],
    [{ rate: '-1.08' }, 'INVALID'],
    [{ rate: '1', quote: 'EUR' }, 'INVALID'],
    [{ rate: '1', reason: '' }, 'INVALID'],
    [{ rate: '1', source: ' ' }, 'INVALID'],
    [{ rate: '1', source: 'ECB 2026-11-20' }, 'INVALID'],
  ])('is refused: %j', async (input, code) => {
    expect((await set(input)).userErrors.map((error) => error.code)).toEqual([code]);
    expect(await stored()).toEqual([]);
  });

  test('takes rates:write', async () => {
    const input = { base: 'EUR', quote: 'USD', rate: '1.08', reason: 'No' };
    for (const as of [await gateway.staff('SUPPORT'), await gateway.staff('RISK'), await gateway.client()])
      expect((await gateway.graphql(SET, { input }, { as })).errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', permission: 'rates:write' });
    expect(await stored()).toEqual([]);
  });
});

describe('the rates of the ECB', () => {
  const DAY = { USD: '1.0825', JPY: '163.80', GBP: '0.83' };

  test('are stored once, with their day as source and time, and audited once', async () => {
    serve = { status: 200, body: published('2026-11-20', { ...DAY, QQQ: '2.0' }) };
    expect(await importNow()).toEqual({ source: 'ECB 2026-11-20', imported: 3, heldBack: [], userErrors: [] });
    expect(await importNow()).toEqual({ source: 'ECB 2026-11-20', imported: 0, heldBack: [], userErrors: [] });
    const row = { base: 'EUR', source: 'ECB 2026-11-20', at: '2026-11-20 15:00' };
    expect(await stored()).toEqual([
      { ...row, quote: 'GBP', rate: '0.83' },
      { ...row, quote: 'JPY', rate: '163.80' },
      { ...row, quote: 'USD', rate: '1.0825' },
    ]);
    expect(await gateway.sql(`select after from audit_entry where subject_id = 'ECB 2026-11-20'`)).toEqual([
      { after: { base: 'EUR', rates: DAY, heldBack: [] } },
    ]);
  });

  test('that several import at once are stored once', async () => {
    serve = { status: 200, body: published('2026-11-19', DAY) };
    const all = await Promise.all(Array.from({ length: 8 }, importNow));
    expect(all.reduce((sum, { imported }) => sum + (imported ?? 0), 0)).toBe(3);
    expect(await stored()).toHaveLength(3);
  });

  test('that are far off the last ones are held back for somebody to look at', async () => {
    await gateway.sql(`insert into exchange_rate (id, base, quote, rate, source, at) values ($1, 'USD', 'EUR', 0.5, 'x', now() - interval '1 day')`, [newId()]);
    serve = { status: 200, body: published('2026-11-20', DAY) };
    expect(await importNow()).toMatchObject({ imported: 2, heldBack: ['USD'] });
    expect((await stored()).filter(({ quote }) => quote === 'USD')).toEqual([]);
  });

  test.each([
    ['is down', { status: 503, body: 'Sorry' }],
    ['answers with a page', { status: 200, body: '<html></html>' }],
    ['sends elsewhere', { status: 302, body: '', location: '/elsewhere' }],
    ['answers without an end', { status: 200, body: `${published('2026-11-20', DAY)}${' '.repeat(300_000)}` }],
    ['says one thing that is no rate', { status: 200, body: published('2026-11-20', { ...DAY, CHF: 'abc' }) }],
  ])('are not taken from a source that %s, and nothing changes', async (_, answer) => {
    serve = answer;
    expect((await importNow()).userErrors).toMatchObject([{ code: 'CONNECTOR_UNAVAILABLE' }]);
    expect(await stored()).toEqual([]);
  });

  test('are off without a setting', async () => {
    const other = await testGateway({ over: gateway });
    const { exchangeRatesImport } = await other.data<{ exchangeRatesImport: { userErrors: Failure[] } }>(IMPORT, {}, { as: finance });
    expect(exchangeRatesImport.userErrors).toMatchObject([{ code: 'CONNECTOR_UNAVAILABLE', message: expect.stringContaining('RATES_URL') as string }]);
    await other.close();
  });
});

describe('the list of rates', () => {
  test('runs from the newest, in pages from either end, and is narrowed by pair and time', async () => {
    const rows = Array.from({ length: 12 }, (_, at) => ({
      id: newId(),
      base: at % 2 ? 'EUR' : 'GBP',
      quote: at % 3 ? 'USD' : 'JPY',
      at: new Date(Date.UTC(2026, 0, 1 + Math.floor(at / 2))).toISOString(),
    }));
    for (const { id, base, quote, at } of rows)
      await gateway.sql(`insert into exchange_rate (id, base, quote, rate, source, at) values ($1, $2, $3, 1.5, 'x', $4)`, [id, base, quote, at]);
    const newest = [...rows].sort((one, two) => (one.at === two.at ? (one.id < two.id ? 1 : -1) : one.at < two.at ? 1 : -1));
    const question = { list: 'exchangeRates', size: 5, as: finance };
    expect(await walk(gateway, question, 'forwards')).toEqual(newest.map(({ id }) => id));
    expect(await walk(gateway, question, 'backwards')).toEqual(newest.map(({ id }) => id));
    const narrowed = { ...question, args: 'filter: { base: "EUR", quote: "USD", at: { from: "2026-01-02T00:00:00Z", to: "2026-01-05T00:00:00Z" } }' };
    expect(await walk(gateway, narrowed, 'forwards')).toEqual(
      newest.filter(({ base, quote, at }) => base === 'EUR' && quote === 'USD' && at >= '2026-01-02' && at < '2026-01-05').map(({ id }) => id),
    );
  });
});
