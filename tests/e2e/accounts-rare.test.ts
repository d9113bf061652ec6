import { afterAll, beforeAll, expect, test } from 'vitest';
import { testGateway, type TestGateway } from '../support/gateway.js';
import { type Sent, sent } from '../support/pages.js';
import type { Person } from '../support/people.js';

interface PlanNode {
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly Plans?: readonly PlanNode[];
}

const ACCOUNTS = 40_000;

let gateway: TestGateway;
let risk: Person;

/** Many accounts, few of which are held back, and few of which are demo accounts on cTrader. */
beforeAll(async () => {
  gateway = await testGateway();
  risk = await gateway.staff('RISK');
  const client = await gateway.client();
  // else each row would look for its client's other logins
  await gateway.sql('alter table trading_account disable trigger trading_account_logins');
  await gateway.sql(
    `insert into trading_account (id, client_id, platform, server, login, environment, "group", leverage, currency, status, balance, opened_at)
     select gen_random_uuid(), $1, case when i % 4000 < 2 then 'CTRADER' else 'MT5' end, 'S', (5000000 + i)::text, case when i % 4000 < 3 then 'DEMO' else 'LIVE' end, case when i % 4000 < 3 then 'demo\\usd' else 'real\\usd' end, 30, 'USD',
       case when i % 2000 = 0 then 'LOGIN_DISABLED' when i % 3 = 0 then 'PENDING' else 'ACTIVE' end, i % 977, timestamptz '2025-01-01' + i * interval '1 minute'
     from generate_series(1, $2::int) i`,
    [client.id, ACCOUNTS],
  );
  await gateway.sql('analyze trading_account');
});
afterAll(() => gateway?.close());

/** The statement that reads the page, as the gateway sends it. */
async function statementOf(args: string): Promise<Sent> {
  const all = await sent(gateway, () => gateway.data(`{ tradingAccounts(${args}) { nodes { login } } }`, {}, { as: risk }));
  return all.find(({ text }) => text.includes('from trading_account t')) as Sent;
}

const literal = (value: unknown): string => (Array.isArray(value) ? `'{${value.join(',')}}'` : `'${String(value)}'`);

/** How many rows PostgreSQL looks at, also once it has settled on a plan for a statement that is kept. */
async function rowsRead({ name, text, values }: Sent): Promise<number> {
  const client = await gateway.database.pool.connect();
  try {
    const execute = `execute page (${values.map(literal).join(', ')})`;
    await client.query(`prepare page as ${text}`);
    if (name === undefined) await client.query('set plan_cache_mode = force_custom_plan');
    else for (let times = 0; times < 10; times += 1) await client.query(execute);
    const { rows } = await client.query<{ 'QUERY PLAN': [{ Plan: PlanNode }] }>(`explain (analyze, format json) ${execute}`);
    const count = (node: PlanNode): number =>
      node.Plans === undefined
        ? node['Actual Loops'] * (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0))
        : node.Plans.reduce((sum, below) => sum + count(below), 0);
    return count((rows[0] as { 'QUERY PLAN': [{ Plan: PlanNode }] })['QUERY PLAN'][0].Plan);
  } finally {
    // the connection has what no other has
    client.release(true);
  }
}

test.for([
  ['nothing', ''],
  ['a frequent status', 'filter: { status: [ACTIVE] }'],
  ['a rare status', 'filter: { status: [LOGIN_DISABLED] }'],
  ['rare statuses', 'filter: { status: [LOGIN_DISABLED, ARCHIVED] }'],
  ['a rare status, by balance', 'filter: { status: [LOGIN_DISABLED] }, orderBy: { field: BALANCE, direction: DESC }'],
  ['a status that nobody has, by login', 'filter: { status: [CLOSE_ONLY] }, orderBy: { field: LOGIN }'],
  ['two conditions that are rarely met at once', 'filter: { environment: DEMO, platform: [CTRADER] }'],
  ['a login', 'filter: { login: "5012345" }'],
  ['a group that does not exist', 'filter: { group: "real\\\\none" }'],
] as const)('a page narrowed by %s does not read the whole table', async ([, args]) => {
  expect(await rowsRead(await statementOf(args === '' ? 'first: 25' : `${args}, first: 25`))).toBeLessThan(ACCOUNTS / 40);
});
