import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '../../src/database/ids.js';
import { openedEntries } from '../support/audit.js';
import { testGateway, type TestGateway } from '../support/gateway.js';
import type { Person } from '../support/people.js';
import { type Account, addAccount } from './accounts.fixture.js';

let gateway: TestGateway;
let support: Person, sales: Person, finance: Person, maria: Person;

beforeAll(async () => {
  gateway = await testGateway();
  await gateway.sql(`insert into department_permission (department, permission) values ('SALES', 'accounts:write')`);
  [support, sales, finance] = [await gateway.staff('SUPPORT'), await gateway.staff('SALES'), await gateway.staff('FINANCE')];
  maria = await gateway.client();
});
afterAll(() => gateway?.close());

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
  const ENTRIES = 'select action, actor_id, client_id, reason, before, after from audit_entry where subject_id = $1 order by at';
  const entries = async (id: string) => openedEntries(gateway, maria.id, await gateway.sql(ENTRIES, [id]));
  const fresh = (row: Partial<Account> = {}) => addAccount(gateway.sql, maria.id, row);

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
    const { id } = await addAccount(gateway.sql, professional.id);
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
    const managed = await gateway.client();
    await gateway.sql('update client set account_manager_id = $2 where id = $1', [managed.id, sales.id]);
    const { id } = await addAccount(gateway.sql, managed.id);
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
