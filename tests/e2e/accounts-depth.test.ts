import { afterAll, beforeAll, expect, test } from 'vitest';
import { encodeCursor } from '../../src/database/reader.cursor.js';
import { testGateway, type TestGateway } from '../support/gateway.js';
import { type Sent, sent } from '../support/pages.js';
import type { Person } from '../support/people.js';
import { blocksOf, settledPlan } from '../support/plans.js';

const DEPTH = 100_000;
const PAGE = 100;

let gateway: TestGateway;
let risk: Person;

/** A list that is longer than it is deep, in orders that are not the one in which its rows lie. */
beforeAll(async () => {
  gateway = await testGateway();
  risk = await gateway.staff('RISK');
  const client = await gateway.client();
  // else each row would look for its client's other logins
  await gateway.sql('alter table trading_account disable trigger trading_account_logins');
  await gateway.sql(
    `insert into trading_account (id, client_id, platform, server, login, environment, "group", leverage, currency, status, balance, opened_at)
     select gen_random_uuid(), $1, 'MT5', 'S', (5000000 + i * 7919 % $2)::text, 'LIVE', 'real\\usd', 30, 'USD', 'ACTIVE', i * 104729 % 99991, timestamptz '2025-01-01' + i * 15485863 % $2 * interval '1 second'
     from generate_series(1, $2::bigint) i`,
    [client.id, DEPTH + 2 * PAGE],
  );
  await gateway.sql('vacuum (analyze) trading_account');
}, 60_000);
afterAll(() => gateway?.close());

/** The statement that reads a page, as the gateway sends it. */
async function statementOf(field: string, after: string | null): Promise<Sent> {
  const query = `query ($after: String) { tradingAccounts(first: ${PAGE}, orderBy: { field: ${field} }, after: $after) { nodes { id login } } }`;
  const all = await sent(gateway, () => gateway.data(query, { after }, { as: risk }));
  return all.find(({ text }) => text.includes('from trading_account t')) as Sent;
}

test.for([
  ['OPENED_AT', `to_char(opened_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`, 'opened_at'],
  ['LOGIN', 'login', 'login'],
  ['BALANCE', 'balance::text', 'balance'],
] as const)('by %s, a page after 100,000 rows touches as many blocks as the first one', async ([field, value, column]) => {
  const [row] = await gateway.sql<{ id: string; value: string }>(`select id, ${value} as value from trading_account order by ${column}, id offset $1 limit 1`, [
    DEPTH - 1,
  ]);
  if (row === undefined) throw new Error('The list is not deep enough');
  const first = blocksOf(await settledPlan(gateway, await statementOf(field, null)));
  const deep = await settledPlan(gateway, await statementOf(field, encodeCursor(field, row.value, row.id)));
  expect(deep['Actual Rows']).toBe(PAGE);
  expect(first).toBeGreaterThan(PAGE / 10);
  expect(blocksOf(deep)).toBeLessThanOrEqual(1.5 * first);
});
