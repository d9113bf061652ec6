import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '../../src/database/ids.js';
import { testGateway, type TestGateway } from '../support/gateway.js';
import { statements, walk } from '../support/pages.js';
import type { Person } from '../support/people.js';
import { type Account, addAccount } from './accounts.fixture.js';

const STATUSES = ['PENDING', 'ACTIVE', 'CLOSE_ONLY', 'TRADING_DISABLED', 'LOGIN_DISABLED', 'ARCHIVED'];
const PLATFORMS = ['MT4', 'MT5', 'CTRADER', 'PROPRIETARY'];
const CURRENCIES = ['USD', 'EUR', 'JPY'];

let gateway: TestGateway;
let support: Person, sales: Person, administration: Person, maria: Person, other: Person;
const accounts: Account[] = [];

/** One of everything there is, opened three on a day, so that equal sort values occur. */
const variety = (index: number): Partial<Account> => ({
  ...{ platform: PLATFORMS[index % 4], status: STATUSES[index % 6], currency: CURRENCIES[index % 3], environment: index % 5 === 0 ? 'DEMO' : 'LIVE' },
  ...{ group: index % 7 === 0 ? 'real\\pro-usd' : 'real\\standard-usd', login: String(5_000_000 + ((index * 7919) % 60) * 1000) },
  ...{
    balance: `${((index * 37) % 20) - 5}.${index % 2 === 0 ? '50' : '00'}`,
    opened_at: new Date(Date.UTC(2026, 0, 1 + Math.floor(index / 3))).toISOString(),
  },
});

beforeAll(async () => {
  gateway = await testGateway();
  [support, sales, administration] = [await gateway.staff('SUPPORT'), await gateway.staff('SALES'), await gateway.staff('ADMINISTRATION')];
  [maria, other] = [await gateway.client(), await gateway.client()];
  for (let index = 0; index < 60; index += 1) accounts.push(await addAccount(gateway.sql, index % 4 === 0 ? other.id : maria.id, variety(index)));
});
afterAll(() => gateway?.close());

const ids = (found: readonly { id: string }[]): string[] => found.map(({ id }) => id).sort();

describe('the list of trading accounts', () => {
  const filters: Record<string, [filter: () => string, matches: (account: Account) => boolean]> = {
    clientId: [() => `{ clientId: "${other.id}" }`, (account) => account.client_id === other.id],
    'a clientId that is no id': [() => `{ clientId: "nobody" }`, () => false],
    platform: [() => '{ platform: [CTRADER] }', (account) => account.platform === 'CTRADER'],
    'several platforms': [() => '{ platform: [MT4, MT5] }', (account) => account.platform.startsWith('MT')],
    'no platform at all': [() => '{ platform: [] }', () => false],
    environment: [() => '{ environment: DEMO }', (account) => account.environment === 'DEMO'],
    status: [() => '{ status: [PENDING, ARCHIVED] }', (account) => account.status === 'PENDING' || account.status === 'ARCHIVED'],
    group: [() => '{ group: "real\\\\pro-usd" }', (account) => account.group === 'real\\pro-usd'],
    currency: [() => '{ currency: ["JPY"] }', (account) => account.currency === 'JPY'],
    'the start of a login': [() => '{ login: "501" }', (account) => account.login.startsWith('501')],
    'a login with a wildcard': [() => '{ login: "50%" }', () => false],
    'all of them together': [
      () => '{ platform: [MT5], environment: LIVE, status: [ACTIVE, CLOSE_ONLY], currency: ["EUR", "USD"], login: "50" }',
      (account) =>
        account.platform === 'MT5' && account.environment === 'LIVE' && ['ACTIVE', 'CLOSE_ONLY'].includes(account.status) && account.currency !== 'JPY',
    ],
  };

  test.for(Object.entries(filters))('is narrowed by %s, and counted so', async ([, [filter, matches]]) => {
    const { tradingAccounts } = await gateway.data<{ tradingAccounts: { nodes: { id: string }[]; totalCount: number } }>(
      `{ tradingAccounts(filter: ${filter()}, first: 100) { nodes { id } totalCount } }`,
      {},
      { as: support },
    );
    const expected = accounts.filter(matches);
    expect(ids(tradingAccounts.nodes)).toEqual(ids(expected));
    expect(tradingAccounts.totalCount).toBe(expected.length);
  });

  const text = (one: string, two: string): number => (one < two ? -1 : one > two ? 1 : 0);
  const orders: Record<string, (one: Account, two: Account) => number> = {
    OPENED_AT: (one, two) => text(one.opened_at, two.opened_at),
    LOGIN: (one, two) => text(one.login, two.login),
    BALANCE: (one, two) => Number(one.balance) - Number(two.balance),
  };

  for (const [field, compare] of Object.entries(orders)) {
    test.for(['ASC', 'DESC'] as const)(`runs by ${field} %s, the same in pages from either end`, async (direction) => {
      const sign = direction === 'ASC' ? 1 : -1;
      const expected = [...accounts].sort((one, two) => sign * (compare(one, two) || text(one.id, two.id))).map(({ id }) => id);
      const question = { list: 'tradingAccounts', args: `orderBy: { field: ${field}, direction: ${direction} }`, size: 7, as: support };
      expect(await walk(gateway, question, 'forwards')).toEqual(expected);
      expect(await walk(gateway, question, 'backwards')).toEqual(expected);
    });
  }

  test('runs by opening, oldest first, when nothing is said', async () => {
    const expected = [...accounts].sort((one, two) => text(one.opened_at, two.opened_at) || text(one.id, two.id)).map(({ id }) => id);
    expect(await walk(gateway, { list: 'tradingAccounts', size: 50, as: support }, 'forwards')).toEqual(expected);
  });

  test('costs the same number of statements for 5 rows and for 50', async () => {
    const query = `query ($first: Int) { tradingAccounts(first: $first) { totalCount nodes { login balance equity client { reference tradingAccounts(first: 3, orderBy: { field: BALANCE, direction: DESC }) { nodes { login } } restrictions { kind tradingAccount { login } } } } } }`;
    const count = (first: number) => statements(gateway, () => gateway.data(query, { first }, { as: support }));
    await count(5);
    const [few, many] = [await count(5), await count(50)];
    expect(many).toBe(few);
    // who asks, the rows, their count, clients, their accounts, their restrictions; nobody is restricted
    expect(few).toBeLessThanOrEqual(7);
  });

  test('takes no cursor of another order', async () => {
    const { tradingAccounts } = await gateway.data<{ tradingAccounts: { pageInfo: { endCursor: string } } }>(
      '{ tradingAccounts(first: 2) { pageInfo { endCursor } } }',
      {},
      { as: support },
    );
    const answer = await gateway.graphql(
      'query ($after: String) { tradingAccounts(first: 2, after: $after, orderBy: { field: LOGIN }) { nodes { id } } }',
      { after: tradingAccounts.pageInfo.endCursor },
      { as: support },
    );
    expect(answer.errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  });
});

describe('a trading account', () => {
  const ACCOUNT =
    'query ($id: ID!) { tradingAccount(id: $id) { id version platform server login environment group leverage currency status balance credit equity margin freeMargin marginLevel openedAt client { id } } }';

  test('shows its own figures, and null for the live ones while no platform answers', async () => {
    const account = accounts[1] as Account;
    const { tradingAccount } = await gateway.data(ACCOUNT, { id: account.id }, { as: support });
    expect(tradingAccount).toEqual({
      ...{
        id: account.id,
        version: 1,
        platform: account.platform,
        server: 'MT5-Main',
        login: account.login,
        environment: 'LIVE',
        group: account.group,
        leverage: 30,
        currency: account.currency,
        status: account.status,
      },
      ...{
        balance: account.balance,
        credit: '0.00',
        equity: null,
        margin: null,
        freeMargin: null,
        marginLevel: null,
        openedAt: account.opened_at,
        client: { id: maria.id },
      },
    });
  });

  test('is there for its client, and absent for another', async () => {
    const account = accounts[1] as Account;
    expect((await gateway.data<{ tradingAccount: object }>(ACCOUNT, { id: account.id }, { as: maria })).tradingAccount).toMatchObject({ id: account.id });
    expect(await gateway.data(ACCOUNT, { id: account.id }, { as: other })).toEqual({ tradingAccount: null });
    expect(await gateway.data(ACCOUNT, { id: newId() }, { as: other })).toEqual({ tradingAccount: null });
    expect(await gateway.data(ACCOUNT, { id: 'no id' }, { as: support })).toEqual({ tradingAccount: null });
  });

  test('is seen by sales when they manage the client, and not otherwise', async () => {
    const managed = await gateway.client();
    await gateway.sql('update client set account_manager_id = $2 where id = $1', [managed.id, sales.id]);
    const account = await addAccount(gateway.sql, managed.id, { opened_at: '2027-01-01T00:00:00.000Z' });
    accounts.push(account);
    const { tradingAccounts } = await gateway.data<{ tradingAccounts: { nodes: { id: string }[]; totalCount: number } }>(
      '{ tradingAccounts { nodes { id } totalCount } }',
      {},
      { as: sales },
    );
    expect(tradingAccounts).toEqual({ nodes: [{ id: account.id }], totalCount: 1 });
  });

  test('takes the permission accounts:read', async () => {
    const answer = await gateway.graphql(ACCOUNT, { id: accounts[1]?.id }, { as: administration });
    expect(answer).toMatchObject({
      data: { tradingAccount: null },
      errors: [{ path: ['tradingAccount'], extensions: { code: 'FORBIDDEN', permission: 'accounts:read' } }],
    });
  });

  test('stands under its client, in the order that is asked for, and under a restriction that names it', async () => {
    const own = accounts.filter((account) => account.client_id === other.id);
    const account = own[0] as Account;
    await gateway.sql(
      `insert into restriction (id, client_id, trading_account_id, kind, reason, created_by) values ($1, $2, $3, 'CLOSE_ONLY', 'too much risk', 'Helena Costa'), ($4, $2, null, 'NO_WITHDRAWAL', 'under review', 'Helena Costa')`,
      [newId(), other.id, account.id, newId()],
    );
    const query =
      'query ($id: ID!) { client(id: $id) { tradingAccounts(first: 3, orderBy: { field: LOGIN, direction: DESC }) { totalCount nodes { login } pageInfo { hasNextPage } } restrictions { kind tradingAccount { id } } } }';
    const { client } = await gateway.data(query, { id: other.id }, { as: support });
    const logins = own
      .map(({ login }) => login)
      .sort()
      .reverse()
      .slice(0, 3);
    expect(client).toMatchObject({ tradingAccounts: { totalCount: own.length, nodes: logins.map((login) => ({ login })), pageInfo: { hasNextPage: true } } });
    expect((client as { restrictions: unknown[] }).restrictions).toEqual(
      expect.arrayContaining([
        { kind: 'CLOSE_ONLY', tradingAccount: { id: account.id } },
        { kind: 'NO_WITHDRAWAL', tradingAccount: null },
      ]),
    );
  });
});
