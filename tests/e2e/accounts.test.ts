import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '../../src/database/ids.js';
import { testGateway, type TestGateway } from '../support/gateway.js';
import { statements, walk } from '../support/pages.js';
import type { Person } from '../support/people.js';

interface Account {
  readonly id: string;
  readonly client_id: string;
  readonly platform: string;
  readonly server: string;
  readonly login: string;
  readonly environment: string;
  readonly group: string;
  readonly leverage: number;
  readonly currency: string;
  readonly status: string;
  readonly balance: string;
  readonly opened_at: string;
}

const STATUSES = ['PENDING', 'ACTIVE', 'CLOSE_ONLY', 'TRADING_DISABLED', 'LOGIN_DISABLED', 'ARCHIVED'];
const PLATFORMS = ['MT4', 'MT5', 'CTRADER', 'PROPRIETARY'];
const CURRENCIES = ['USD', 'EUR', 'JPY'];

let gateway: TestGateway;
let support: Person, sales: Person, finance: Person, administration: Person;
let maria: Person, other: Person;
const accounts: Account[] = [];

async function addAccount(clientId: string, row: Partial<Account> = {}): Promise<Account> {
  const account = {
    id: newId(),
    client_id: clientId,
    platform: 'MT5',
    server: 'MT5-Main',
    login: newId(),
    environment: 'LIVE',
    group: 'real\\standard-usd',
    leverage: 30,
    currency: 'USD',
    status: 'ACTIVE',
    balance: '0',
    opened_at: '2026-03-01T00:00:00.000Z',
    ...row,
  };
  const columns = Object.keys(account);
  await gateway.sql(
    `insert into trading_account (${columns.map((column) => `"${column}"`).join(', ')}) values (${columns.map((_, index) => `$${index + 1}`).join(', ')})`,
    Object.values(account),
  );
  return account;
}

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
  await gateway.sql(`insert into department_permission (department, permission) values ('SALES', 'accounts:write')`);
  [support, sales, finance, administration] = [
    await gateway.staff('SUPPORT'),
    await gateway.staff('SALES'),
    await gateway.staff('FINANCE'),
    await gateway.staff('ADMINISTRATION'),
  ];
  [maria, other] = [await gateway.client(), await gateway.client()];
  for (let index = 0; index < 60; index += 1) accounts.push(await addAccount(index % 4 === 0 ? other.id : maria.id, variety(index)));
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
        credit: '0',
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
    const account = await addAccount(managed.id, { opened_at: '2027-01-01T00:00:00.000Z' });
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

describe('tradingAccountUpdate', () => {
  const UPDATE = `mutation ($input: TradingAccountUpdateInput!) { tradingAccountUpdate(input: $input) {
    tradingAccount { id version leverage group status }
    userErrors { code message field ... on StaleVersionError { currentVersion } } } }`;
  type Payload = {
    tradingAccount: { id: string; version: number; leverage: number; group: string; status: string } | null;
    userErrors: { code: string; message: string; field: string[] | null; currentVersion?: number }[];
  };

  const update = async (input: object, as: Person = support): Promise<Payload> =>
    (await gateway.data<{ tradingAccountUpdate: Payload }>(UPDATE, { input: { version: 1, reason: 'asked for by phone', ...input } }, { as }))
      .tradingAccountUpdate;
  const entries = (id: string) =>
    gateway.sql('select action, actor_id, client_id, reason, before, after from audit_entry where subject_id = $1 order by at', [id]);
  const fresh = (row: Partial<Account> = {}) => addAccount(maria.id, row);

  test('changes leverage, group and status at once, and writes one audit entry of what changed', async () => {
    const { id } = await fresh({ status: 'PENDING' });
    expect(await update({ id, leverage: 20, group: 'real\\ecn-usd', status: 'ACTIVE' })).toEqual({
      tradingAccount: { id, version: 2, leverage: 20, group: 'real\\ecn-usd', status: 'ACTIVE' },
      userErrors: [],
    });
    expect(await entries(id)).toEqual([
      {
        ...{ action: 'tradingAccount.update', actor_id: support.id, client_id: maria.id, reason: 'asked for by phone' },
        ...{ before: { group: 'real\\standard-usd', leverage: 30, status: 'PENDING' }, after: { group: 'real\\ecn-usd', leverage: 20, status: 'ACTIVE' } },
      },
    ]);
  });

  test('leaves alone what is left out', async () => {
    const { id } = await fresh({ leverage: 10 });
    expect((await update({ id, status: 'CLOSE_ONLY' })).tradingAccount).toEqual({
      id,
      version: 2,
      leverage: 10,
      group: 'real\\standard-usd',
      status: 'CLOSE_ONLY',
    });
    expect(await entries(id)).toMatchObject([{ before: { status: 'ACTIVE' }, after: { status: 'CLOSE_ONLY' } }]);
  });

  test('takes what stands already as it stands, though the limits were tightened since', async () => {
    const { id } = await fresh({ leverage: 200 });
    expect(await update({ id, leverage: 200, group: 'real\\standard-usd', status: 'ACTIVE' })).toEqual({
      tradingAccount: { id, version: 1, leverage: 200, group: 'real\\standard-usd', status: 'ACTIVE' },
      userErrors: [],
    });
  });

  const refused: Record<string, [input: object, code: string, field: string[] | null]> = {
    'a reason of two letters': [{ leverage: 10, reason: 'no' }, 'INVALID', ['reason']],
    'nothing to change': [{}, 'INVALID', null],
    'a leverage that is cleared': [{ leverage: null }, 'INVALID', ['leverage']],
    'a group that is cleared': [{ group: null }, 'INVALID', ['group']],
    'a status that is cleared': [{ status: null }, 'INVALID', ['status']],
    'a leverage of nothing': [{ leverage: 0 }, 'INVALID', ['leverage']],
    'more leverage than a retail client of Cyprus may have': [{ leverage: 31 }, 'POLICY_FORBIDS', ['leverage']],
    'a group that no platform would write': [{ group: 'real; drop' }, 'INVALID', ['group']],
    'play money with real money': [{ group: 'demo\\standard-usd' }, 'POLICY_FORBIDS', ['group']],
    'a step that the table lacks': [{ status: 'PENDING' }, 'ILLEGAL_TRANSITION', ['status']],
  };
  test.for(Object.entries(refused))('refuses %s, and leaves no trace of it', async ([, [input, code, field]]) => {
    const { id } = await fresh();
    expect(await update({ id, ...input })).toMatchObject({ tradingAccount: null, userErrors: [{ code, field }] });
    expect(await gateway.sql('select version, leverage, "group", status from trading_account where id = $1', [id])).toEqual([
      { version: 1, leverage: 30, group: 'real\\standard-usd', status: 'ACTIVE' },
    ]);
    expect(await entries(id)).toEqual([]);
  });

  test('an illegal step names the legal ones', async () => {
    const { id } = await fresh({ status: 'PENDING' });
    expect((await update({ id, status: 'CLOSE_ONLY' })).userErrors).toEqual([
      expect.objectContaining({ code: 'ILLEGAL_TRANSITION', message: 'From PENDING an account can go to ACTIVE, ARCHIVED, not to CLOSE_ONLY.' }),
    ]);
  });

  test('a professional client may have more leverage than a retail one', async () => {
    const professional = await gateway.client();
    await gateway.sql(`update client set category = 'PROFESSIONAL' where id = $1`, [professional.id]);
    const { id } = await addAccount(professional.id);
    expect((await update({ id, leverage: 500 })).tradingAccount).toMatchObject({ leverage: 500, version: 2 });
    expect((await update({ id, leverage: 501, version: 2 })).userErrors).toMatchObject([{ code: 'POLICY_FORBIDS', field: ['leverage'] }]);
  });

  test('a stale version is told with the current one', async () => {
    const { id } = await fresh();
    await update({ id, leverage: 10 });
    expect(await update({ id, leverage: 20 })).toMatchObject({
      tradingAccount: null,
      userErrors: [{ code: 'STALE_VERSION', field: ['version'], currentVersion: 2 }],
    });
  });

  test('of two updates of one version that come at once, one is done and the other is stale', async () => {
    const { id } = await fresh();
    const done = await Promise.all([update({ id, leverage: 10 }), update({ id, leverage: 20 })]);
    expect(done.flatMap(({ userErrors }) => userErrors.map(({ code }) => code))).toEqual(['STALE_VERSION']);
    expect(await entries(id)).toHaveLength(1);
  });

  test('what is not there, is no id, or belongs to a client whom others manage, is not found', async () => {
    const { id } = await fresh();
    for (const [missing, as] of [
      [newId(), support],
      ['no id', support],
      [id, sales],
    ] as const) {
      expect(await update({ id: missing, leverage: 10 }, as)).toEqual({
        tradingAccount: null,
        userErrors: [{ code: 'NOT_FOUND', message: 'There is no such trading account.', field: ['id'] }],
      });
    }
  });

  test('sales change the accounts of those whom they manage', async () => {
    const { id } = accounts.at(-1) as Account;
    expect((await update({ id, leverage: 10 }, sales)).tradingAccount).toMatchObject({ id, leverage: 10 });
  });

  test('takes the permission accounts:write, which clients never have', async () => {
    const { id } = await fresh();
    for (const as of [finance, maria]) {
      const answer = await gateway.graphql(UPDATE, { input: { id, version: 1, leverage: 10, reason: 'asked for by phone' } }, { as });
      expect(answer.errors).toMatchObject([{ extensions: { code: 'FORBIDDEN', permission: 'accounts:write' } }]);
    }
    const nobody = await gateway.graphql(UPDATE, { input: { id, version: 1, leverage: 10, reason: 'asked for by phone' } });
    expect(nobody.errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
    expect(await entries(id)).toEqual([]);
  });

  describe('the archive', () => {
    const open = async (kind: string, accountId: string | null): Promise<string> => {
      const id = newId();
      await gateway.sql(`insert into ledger_account (id, code, kind, trading_account_id, currency) values ($1::uuid, $1::text, $2, $3, 'USD')`, [
        id,
        kind,
        accountId,
      ]);
      return id;
    };
    const POST = `with entry as (insert into journal_entry (id, description) values ($1, 'test') returning id)
      insert into journal_line (entry_id, number, account_id, currency, amount)
      select entry.id, line.number, line.id, 'USD', line.amount from entry, (values (1, $2::uuid, $4::numeric), (2, $3::uuid, -$4::numeric)) line (number, id, amount)`;
    const post = async (ledgerAccount: string, amount: string): Promise<void> =>
      void (await gateway.sql(POST, [newId(), ledgerAccount, await open('SUSPENSE', null), amount]));

    test('takes an empty account, for good', async () => {
      const { id } = await fresh({ status: 'CLOSE_ONLY' });
      const funds = await open('TRADING_ACCOUNT', id);
      await post(funds, '250.00');
      await post(funds, '-250.00');
      expect((await update({ id, status: 'ARCHIVED' })).tradingAccount).toMatchObject({ status: 'ARCHIVED' });
      const [{ version } = { version: 0 }] = await gateway.sql<{ version: number }>('select version from trading_account where id = $1', [id]);
      expect((await update({ id, version, status: 'ACTIVE' })).userErrors).toMatchObject([
        { code: 'ILLEGAL_TRANSITION', message: 'An ARCHIVED account stays as it is: open another.' },
      ]);
    });

    test.for([
      ['TRADING_ACCOUNT', '250.00', 'There is still 250.00 USD of balance: an account is archived once it is empty.'],
      ['TRADING_ACCOUNT', '-0.01', 'There is still -0.01 USD of balance: an account is archived once it is empty.'],
      ['CREDIT', '50.00', 'There is still 50.00 USD of credit: an account is archived once it is empty.'],
    ] as const)('takes no account whose %s holds %s', async ([kind, amount, message]) => {
      const { id } = await fresh();
      await post(await open(kind, id), amount);
      expect(await update({ id, status: 'ARCHIVED' })).toEqual({ tradingAccount: null, userErrors: [{ code: 'POLICY_FORBIDS', message, field: ['status'] }] });
    });

    test('takes no account of which something is held', async () => {
      const { id } = await fresh();
      const funds = await open('TRADING_ACCOUNT', id);
      await gateway.sql('update ledger_account set held = 5 where id = $1', [funds]);
      expect((await update({ id, status: 'ARCHIVED' })).userErrors).toMatchObject([
        { code: 'POLICY_FORBIDS', message: expect.stringContaining('5 USD held for withdrawals') as string },
      ]);
    });

    test('sees the money that a posting under way brings, and neither waits for the other for ever', async () => {
      const { id } = await fresh();
      const [funds, source] = [await open('TRADING_ACCOUNT', id), await open('SUSPENSE', null)];
      const client = await gateway.database.pool.connect();
      try {
        await client.query('begin');
        await client.query(POST, [newId(), funds, source, '75.00']);
        const archived = update({ id, status: 'ARCHIVED' });
        await new Promise((resolve) => setTimeout(resolve, 200));
        await client.query('commit');
        expect((await archived).userErrors).toMatchObject([{ code: 'POLICY_FORBIDS' }]);
      } finally {
        client.release();
      }
    });
  });
});
