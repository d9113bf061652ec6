import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '../../src/database/ids.js';
import { testGateway, type TestGateway } from '../support/gateway.js';
import { statements, walk } from '../support/pages.js';
import type { Person } from '../support/people.js';
import { addClients, addCommissions, type ClientRow, type CommissionRow, insertRows, type PartnerRow, plantTree } from './partners.fixture.js';

let gateway: TestGateway;
let finance: Person, management: Person;
let partners: PartnerRow[];
let clients: ClientRow[];
let commissions: CommissionRow[];

beforeAll(async () => {
  gateway = await testGateway();
  [finance, management] = [await gateway.staff('FINANCE'), await gateway.staff('MANAGEMENT')];
  ({ partners } = await plantTree(gateway.sql));
  clients = await addClients(gateway.sql, partners);
  commissions = await addCommissions(gateway.sql, partners, clients);
});
afterAll(() => gateway?.close());

const text = (one: string, two: string): number => (one < two ? -1 : one > two ? 1 : 0);
const inOrder = (rows: readonly CommissionRow[]): CommissionRow[] => [...rows].sort((one, two) => text(one.accrued_at, two.accrued_at) || text(one.id, two.id));
/** The partner in the middle of the line earns by its own clients and by those of two levels below. */
const earner = (): PartnerRow => partners[3] as PartnerRow;
const client = (): string => commissions[0]?.client_id ?? '';
const FROM = '2026-05-10T00:00:00.000Z';
const TO = '2026-06-12T12:00:00.000Z';
const isWithin = (at: string | null): boolean => at !== null && at >= FROM && at < TO;

const filters: Record<string, [filter: () => string, matches: (row: CommissionRow) => boolean]> = {
  partnerId: [() => `{ partnerId: "${earner().id}" }`, (row) => row.partner_id === earner().id],
  'a partnerId that is no id': [() => '{ partnerId: "nobody" }', () => false],
  clientId: [() => `{ clientId: "${client()}" }`, (row) => row.client_id === client()],
  status: [() => '{ status: [PAYABLE] }', (row) => row.status === 'PAYABLE'],
  'several statuses': [() => '{ status: [PAYABLE, PAID] }', (row) => row.status !== 'ACCRUED'],
  'no status at all': [() => '{ status: [] }', () => false],
  symbol: [() => '{ symbol: ["XAUUSD"] }', (row) => row.symbol === 'XAUUSD'],
  'several symbols': [() => '{ symbol: ["XAUUSD", "US500", "NOTHING"] }', (row) => row.symbol === 'XAUUSD' || row.symbol === 'US500'],
  level: [() => '{ level: [2] }', (row) => row.level === 2],
  'several levels': [() => '{ level: [1, 3, 2000000] }', (row) => row.level !== 2],
  'the span of the trade': [() => `{ tradedAt: { from: "${FROM}", to: "${TO}" } }`, (row) => isWithin(row.traded_at)],
  'the start of the span alone': [() => `{ tradedAt: { from: "${FROM}" } }`, (row) => row.traded_at !== null && row.traded_at >= FROM],
  'when it was booked': [() => `{ accruedAt: { from: "${FROM}", to: "${TO}" } }`, (row) => row.accrued_at >= FROM && row.accrued_at < TO],
  'the ticket of the deal': [() => '{ dealTicket: "D4" }', (row) => row.deal_ticket === 'D4'],
  'a ticket that nobody has': [() => `{ dealTicket: "' or true --" }`, () => false],
  'what corrects another': [() => '{ isCorrection: true }', (row) => row.corrects_id !== null],
  'what corrects none': [() => '{ isCorrection: false }', (row) => row.corrects_id === null],
  'all of them together': [
    () => `{ partnerId: "${earner().id}", status: [ACCRUED, PAID], symbol: ["EURUSD", "US500"], level: [1, 2], tradedAt: { from: "${FROM}", to: "${TO}" } }`,
    (row) =>
      row.partner_id === earner().id && row.status !== 'PAYABLE' && row.symbol !== 'XAUUSD' && row.symbol !== null && row.level < 3 && isWithin(row.traded_at),
  ],
};

interface Sum {
  readonly currency: string;
  readonly amount: string;
}

/** Sums by currency as PostgreSQL makes them out of these rows. */
const sumsOf = (rows: readonly CommissionRow[]): Promise<Sum[]> =>
  gateway.sql<Sum>('select currency, sum(amount)::text as amount from commission where id = any($1) group by 1 order by 1', [rows.map(({ id }) => id)]);

describe('the list of commissions', () => {
  test.for(Object.entries(filters))('is narrowed by %s, counted and summed up so', async ([, [filter, matches]]) => {
    const query = `{ commissions(filter: ${filter()}, first: 100) { nodes { id } totalCount totals { currency amount } } }`;
    const { commissions: page } = await gateway.data<{ commissions: { nodes: { id: string }[]; totalCount: number; totals: Sum[] } }>(
      query,
      {},
      { as: finance },
    );
    const expected = inOrder(commissions.filter(matches));
    expect(page.nodes).toEqual(expected.slice(0, 100).map(({ id }) => ({ id })));
    expect(page.totalCount).toBe(expected.length);
    expect(page.totals).toEqual(await sumsOf(expected));
  });

  test('runs by booking, oldest first, the same in pages from either end', async () => {
    const expected = inOrder(commissions).map(({ id }) => id);
    expect(await walk(gateway, { list: 'commissions', size: 97, as: finance }, 'forwards')).toEqual(expected);
    expect(await walk(gateway, { list: 'commissions', size: 97, as: finance }, 'backwards')).toEqual(expected);
  });

  test('runs the same way when it is narrowed to a span of trades, whose booking may lie weeks later', async () => {
    const expected = inOrder(commissions.filter((row) => isWithin(row.traded_at))).map(({ id }) => id);
    const question = { list: 'commissions', args: `filter: { tradedAt: { from: "${FROM}", to: "${TO}" } }`, size: 30, as: finance };
    expect(await walk(gateway, question, 'forwards')).toEqual(expected);
    expect(await walk(gateway, question, 'backwards')).toEqual(expected);
  });

  test('tells of each row what it is for, for whom, and what it corrects', async () => {
    const correction = commissions.find((row) => row.corrects_id !== null) as CommissionRow;
    const query = `query ($partnerId: ID!, $clientId: ID!) { commissions(filter: { partnerId: $partnerId, clientId: $clientId }, first: 100) { nodes {
      id dealTicket symbol lots level amount currency status explanation tradedAt accruedAt partner { id } client { id } tradingAccount { id } corrects { id explanation } } } }`;
    const { commissions: page } = await gateway.data<{ commissions: { nodes: { id: string }[] } }>(
      query,
      { partnerId: correction.partner_id, clientId: correction.client_id },
      { as: finance },
    );
    const {
      id,
      partner_id,
      client_id,
      trading_account_id,
      deal_ticket,
      symbol,
      lots,
      level,
      amount,
      currency,
      status,
      explanation,
      corrects_id,
      traded_at,
      accrued_at,
    } = correction;
    expect(page.nodes.find((node) => node.id === id)).toEqual({
      ...{ id, dealTicket: deal_ticket, symbol, lots, level, amount, currency, status, explanation, tradedAt: traded_at, accruedAt: accrued_at },
      ...{
        partner: { id: partner_id },
        client: { id: client_id },
        tradingAccount: { id: trading_account_id },
        corrects: { id: corrects_id, explanation: explanation.replace('takes back ', '') },
      },
    });
  });

  test('costs the same number of statements for 5 rows and for 50', async () => {
    const query =
      'query ($first: Int) { commissions(first: $first) { totalCount totals { amount } nodes { amount partner { name plan { name } } client { displayName } tradingAccount { login } corrects { amount } } } }';
    const count = (first: number) => statements(gateway, () => gateway.data(query, { first }, { as: finance }));
    await count(5);
    const [few, many] = [await count(5), await count(50)];
    expect(many).toBe(few);
    // who asks, rows, count, sums, partners, plans, clients, accounts; nothing of the first rows corrects another
    expect(few).toBeLessThanOrEqual(9);
  });

  test('a level beyond all reason finds nothing, and a page of more than a hundred is refused', async () => {
    expect(await gateway.data('{ commissions(filter: { level: [2147483647, -5] }) { totalCount } }', {}, { as: finance })).toEqual({
      commissions: { totalCount: 0 },
    });
    expect((await gateway.graphql('{ commissions(first: 101) { totalCount } }', {}, { as: finance })).errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  });
});

interface Summary extends Sum {
  readonly key: string;
  readonly lots: string;
  readonly deals: number;
}

/** The figures without the decimals that nobody asked for. */
const plain = (rows: readonly Summary[]): object[] => rows.map((row) => ({ ...row, amount: Number(row.amount), lots: Number(row.lots) }));

/** What a row counts for: when its trade was made, or when it was booked, if it stands for none. */
const countsAt = (row: CommissionRow): string => row.traded_at ?? row.accrued_at;

const keys: Record<string, (row: CommissionRow) => string> = {
  CURRENCY: (row) => row.currency,
  DAY: (row) => countsAt(row).slice(0, 10),
  MONTH: (row) => countsAt(row).slice(0, 7),
  LEVEL: (row) => String(row.level),
  CLIENT: (row) => row.client_id,
  PARTNER: (row) => clients.find(({ id }) => id === row.client_id)?.partner_id ?? '',
  SYMBOL: (row) => row.symbol ?? '',
};

function summarised(rows: readonly CommissionRow[], keyOf: (row: CommissionRow) => string): object[] {
  const groups = new Map<string, { key: string; currency: string; amount: number; lots: number; deals: number }>();
  for (const row of rows) {
    const name = `${keyOf(row)} ${row.currency}`;
    const group = groups.get(name) ?? { key: keyOf(row), currency: row.currency, amount: 0, lots: 0, deals: 0 };
    const isDeal = row.deal_ticket !== null && row.corrects_id === null;
    groups.set(name, {
      ...group,
      amount: round(group.amount + Number(row.amount)),
      lots: round(group.lots + Number(row.lots ?? 0)),
      deals: group.deals + (isDeal ? 1 : 0),
    });
  }
  return [...groups].sort(([one], [two]) => text(one, two)).map(([, group]) => group);
}

const round = (value: number): number => Math.round(value * 100) / 100;

describe('the summary of what a partner earned', () => {
  const SUMMARY =
    'query ($id: ID!, $period: DateTimeRange, $groupBy: CommissionGroupBy!) { partner(id: $id) { commissionSummary(period: $period, groupBy: $groupBy) { key currency amount lots deals } } }';
  const ask = async (variables: object, as: Person = finance): Promise<object[]> =>
    plain((await gateway.data<{ partner: { commissionSummary: Summary[] } }>(SUMMARY, { id: earner().id, ...variables }, { as })).partner.commissionSummary);
  const earned = (): CommissionRow[] => commissions.filter((row) => row.partner_id === earner().id);
  const sorted = (rows: readonly object[]): object[] => [...rows].sort((one, two) => text(JSON.stringify(one), JSON.stringify(two)));

  test.for(Object.keys(keys))('adds up by %s, with a row for each currency, over all time and in a span', async (groupBy) => {
    const keyOf = keys[groupBy] as (row: CommissionRow) => string;
    const within = earned().filter((row) => isWithin(countsAt(row)));
    expect(within.length).toBeGreaterThan(10);
    expect(sorted(await ask({ groupBy }))).toEqual(sorted(summarised(earned(), keyOf)));
    expect(sorted(await ask({ groupBy, period: { from: FROM, to: TO } }))).toEqual(sorted(summarised(within, keyOf)));
    expect(sorted(await ask({ groupBy, period: { from: FROM } }))).toEqual(
      sorted(
        summarised(
          earned().filter((row) => countsAt(row) >= FROM),
          keyOf,
        ),
      ),
    );
  });

  test('is the same of any span, whether it begins and ends with a day and a month or inside of them', async () => {
    const DAY_MS = 86_400_000;
    const start = Date.UTC(2026, 3, 28);
    const instant = fc.oneof(
      fc.integer({ min: 0, max: 70 }).map((days) => start + days * DAY_MS),
      fc.integer({ min: 0, max: 70 * 24 * 60 }).map((minutes) => start + minutes * 60_000),
      fc.constantFrom(Date.UTC(2026, 4, 1), Date.UTC(2026, 5, 1), Date.UTC(2026, 6, 1)),
    );
    const iso = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString());
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...Object.keys(keys)), fc.option(instant), fc.option(instant), async (groupBy, from, to) => {
        const expected = earned().filter((row) => (from === null || Date.parse(countsAt(row)) >= from) && (to === null || Date.parse(countsAt(row)) < to));
        const found = await ask({ groupBy, period: { from: iso(from), to: iso(to) } });
        expect(sorted(found)).toEqual(sorted(summarised(expected, keys[groupBy] as (row: CommissionRow) => string)));
      }),
      { numRuns: 60 },
    );
  });

  test('comes in the order of its keys', async () => {
    for (const groupBy of ['DAY', 'MONTH', 'LEVEL']) {
      const found = (await ask({ groupBy })) as { key: string; currency: string }[];
      expect(found).toEqual([...found].sort((one, two) => text(one.key, two.key) || text(one.currency, two.currency)));
    }
  });

  test('holds what stands for no trade in the span in which it was booked', async () => {
    const untraded = earned().filter((row) => row.traded_at === null);
    expect(untraded.length).toBeGreaterThan(0);
    const { accrued_at: at } = untraded[0] as CommissionRow;
    const period = { from: at, to: new Date(Date.parse(at) + 1).toISOString() };
    const expected = earned().filter((row) => countsAt(row) === at);
    expect(await ask({ groupBy: 'CURRENCY', period })).toEqual(summarised(expected, keys['CURRENCY'] as (row: CommissionRow) => string));
  });

  test('is by currency when nothing is said', async () => {
    const { partner } = await gateway.data<{ partner: { commissionSummary: Summary[] } }>(
      'query ($id: ID!) { partner(id: $id) { commissionSummary { key currency amount lots deals } } }',
      { id: earner().id },
      { as: finance },
    );
    expect(plain(partner.commissionSummary)).toEqual(summarised(earned(), (row) => row.currency));
  });

  test('of every partner of a page is one statement, and each gets its own', async () => {
    const query = '{ partners(first: 100) { nodes { id commissionSummary(groupBy: LEVEL) { key currency amount lots deals } } } }';
    const { partners: page } = await gateway.data<{ partners: { nodes: { id: string; commissionSummary: Summary[] }[] } }>(query, {}, { as: management });
    for (const { id, commissionSummary } of page.nodes)
      expect(plain(commissionSummary)).toEqual(
        summarised(
          commissions.filter((row) => row.partner_id === id),
          (row) => String(row.level),
        ),
      );
    expect(await statements(gateway, () => gateway.data(query, {}, { as: management }))).toBeLessThanOrEqual(3);
  });

  test('two summaries of one partner under two names keep apart', async () => {
    const query =
      'query ($id: ID!) { partner(id: $id) { months: commissionSummary(groupBy: MONTH) { key } levels: commissionSummary(groupBy: LEVEL) { key } } }';
    const { partner } = await gateway.data<{ partner: { months: { key: string }[]; levels: { key: string }[] } }>(query, { id: earner().id }, { as: finance });
    expect([...new Set(partner.months.map(({ key }) => key))]).toEqual(['2026-05', '2026-06']);
    expect([...new Set(partner.levels.map(({ key }) => key))]).toEqual(['1', '2', '3']);
  });

  test('of more than a thousand rows is refused in words instead of cut', async () => {
    const rich = (await gateway.partner()).id;
    const rows = Array.from({ length: 1001 }, (_, index) => ({
      id: newId(),
      partner_id: rich,
      level: 1,
      amount: '1.00',
      currency: 'USD',
      status: 'PAID',
      explanation: 'by hand',
      traded_at: new Date(Date.UTC(2024, 0, 1 + index)).toISOString(),
      accrued_at: '2027-01-01T00:00:00.000Z',
    }));
    await insertRows(gateway.sql, 'commission', rows);
    const answer = await gateway.graphql(SUMMARY, { id: rich, groupBy: 'DAY' }, { as: finance });
    expect(answer.errors).toMatchObject([
      { message: 'commissionSummary has more than 1000 rows here: narrow the period, or group by something coarser.', extensions: { code: 'BAD_USER_INPUT' } },
    ]);
    expect(await ask({ id: rich, groupBy: 'MONTH' })).toHaveLength(33);
    await gateway.sql('delete from commission where partner_id = $1', [rich]);
  });
});
