import { afterAll, beforeAll, expect, test } from 'vitest';
import { testGateway, type TestGateway } from '../support/gateway.js';
import { type Sent, sent } from '../support/pages.js';
import type { Person } from '../support/people.js';
import { rowsOf, settledPlan } from '../support/plans.js';

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

type Page = { readonly tradingAccounts: { readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null } } };

/** The statement that reads the page, as the gateway sends it. */
async function statementOf(args: string, after: string | null = null): Promise<Sent> {
  const all = await sent(gateway, () => readPage(args, after));
  return all.find(({ text }) => text.includes('from trading_account t')) as Sent;
}

const readPage = (args: string, after: string | null): Promise<Page> =>
  gateway.data<Page>(
    `query ($after: String) { tradingAccounts(${args}, after: $after) { nodes { login } pageInfo { hasNextPage endCursor } } }`,
    { after },
    { as: risk },
  );

const rowsRead = async (statement: Sent): Promise<number> => rowsOf(await settledPlan(gateway, statement));

const NARROWED = [
  ['nothing', 'first: 5'],
  ['a frequent status', 'filter: { status: [ACTIVE] }, first: 5'],
  ['a rare status', 'filter: { status: [LOGIN_DISABLED] }, first: 5'],
  ['rare statuses', 'filter: { status: [LOGIN_DISABLED, ARCHIVED] }, first: 5'],
  ['a rare status, by balance', 'filter: { status: [LOGIN_DISABLED] }, orderBy: { field: BALANCE, direction: DESC }, first: 5'],
  ['two conditions that are rarely met at once', 'filter: { environment: DEMO, platform: [CTRADER] }, first: 5'],
] as const;

test.for([
  ...NARROWED,
  ['a status that nobody has, by login', 'filter: { status: [CLOSE_ONLY] }, orderBy: { field: LOGIN }, first: 25'],
  ['a login', 'filter: { login: "5012345" }, first: 25'],
  ['a group that does not exist', 'filter: { group: "real\\\\none" }, first: 25'],
] as const)('a page narrowed by %s does not read the whole table', async ([, args]) => {
  expect(await rowsRead(await statementOf(args))).toBeLessThan(ACCOUNTS / 40);
});

test.for(NARROWED)('nor does the page after it, narrowed by %s', async ([, args]) => {
  const { hasNextPage, endCursor } = (await readPage(args, null)).tradingAccounts.pageInfo;
  expect(hasNextPage).toBe(true);
  expect(await rowsRead(await statementOf(args, endCursor))).toBeLessThan(ACCOUNTS / 40);
});
