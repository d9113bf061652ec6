import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '../../src/database/ids.js';
import { testGateway, type TestGateway } from '../support/gateway.js';
import { addTradingAccount, fundAccount, fundWallet } from '../support/money.js';
import { statements, walk } from '../support/pages.js';
import type { Person } from '../support/people.js';

interface Account {
  readonly id: string;
  readonly code: string;
  readonly kind: string;
  readonly currency: string;
  readonly client_id: string | null;
  readonly partner_id: string | null;
  readonly trading_account_id: string | null;
  readonly created_at: string;
}

let gateway: TestGateway;
let finance: Person, client: Person, partner: Person;
let tradingAccountId: string;
let accounts: Account[];

beforeAll(async () => {
  gateway = await testGateway();
  const { sql } = gateway;
  [finance, client, partner] = [await gateway.staff('FINANCE'), await gateway.client(), await gateway.partner()];
  tradingAccountId = await addTradingAccount(sql, client.id);
  for (const currency of ['USD', 'EUR', 'JPY']) await fundWallet(sql, client.id, '100', currency);
  for (let others = 0; others < 8; others++) await fundWallet(sql, (await gateway.client()).id, '5.00');
  await fundAccount(sql, tradingAccountId, '40.00');
  await fundAccount(sql, tradingAccountId, '7.00', 'CREDIT');
  await sql(`insert into ledger_account (id, code, kind, currency, partner_id) values ($1, 'partner-wallet/P1/USD', 'PARTNER_WALLET', 'USD', $2)`, [
    newId(),
    partner.id,
  ]);
  for (const provider of ['cardway', 'cashbox'])
    await sql(`insert into ledger_account (id, code, kind, currency, created_at) values ($1, $2, 'PROVIDER_CLEARING', 'USD', '2026-01-01T00:00:00Z')`, [
      newId(),
      `provider-clearing/${provider}/USD`,
    ]);
  accounts = await sql<Account>('select *, created_at::text from ledger_account');
});
afterAll(() => gateway?.close());

const text = (one: string, two: string): number => (one < two ? -1 : one > two ? 1 : 0);
const ids = (found: readonly { id: string }[]): string[] => found.map(({ id }) => id).toSorted();

describe('the list of ledger accounts', () => {
  const filters: Record<string, [filter: () => string, matches: (account: Account) => boolean]> = {
    kind: [() => '{ kind: [CLIENT_WALLET] }', ({ kind }) => kind === 'CLIENT_WALLET'],
    'several kinds': [() => '{ kind: [CREDIT, SUSPENSE] }', ({ kind }) => kind === 'CREDIT' || kind === 'SUSPENSE'],
    currency: [() => '{ currency: ["JPY"] }', ({ currency }) => currency === 'JPY'],
    clientId: [() => `{ clientId: "${client.id}" }`, (account) => account.client_id === client.id],
    partnerId: [() => `{ partnerId: "${partner.id}" }`, (account) => account.partner_id === partner.id],
    tradingAccountId: [() => `{ tradingAccountId: "${tradingAccountId}" }`, (account) => account.trading_account_id === tradingAccountId],
    'the start of a code': [() => '{ code: "provider-clearing/c" }', ({ code }) => code.startsWith('provider-clearing/c')],
    'a code with a wildcard': [() => '{ code: "%/USD" }', () => false],
    'an id that is none': [() => '{ clientId: "nobody" }', () => false],
    'all of them together': [
      () => `{ kind: [CLIENT_WALLET], currency: ["EUR", "USD"], clientId: "${client.id}", code: "client-" }`,
      (account) => account.kind === 'CLIENT_WALLET' && account.client_id === client.id && account.currency !== 'JPY',
    ],
  };

  test.for(Object.entries(filters))('is narrowed by %s, and counted so', async ([, [filter, matches]]) => {
    const { ledgerAccounts } = await gateway.data<{ ledgerAccounts: { nodes: { id: string }[]; totalCount: number } }>(
      `{ ledgerAccounts(filter: ${filter()}, first: 100) { nodes { id } totalCount } }`,
      {},
      { as: finance },
    );
    const expected = accounts.filter(matches);
    expect(ids(ledgerAccounts.nodes)).toEqual(ids(expected));
    expect(ledgerAccounts.totalCount).toBe(expected.length);
  });

  test.for([
    ['CODE', 'ASC'],
    ['CODE', 'DESC'],
    ['CREATED_AT', 'ASC'],
    ['CREATED_AT', 'DESC'],
  ] as const)('runs by %s %s, the same in pages from either end', async ([field, direction]) => {
    const sign = direction === 'ASC' ? 1 : -1;
    const key = field === 'CODE' ? 'code' : 'created_at';
    const expected = [...accounts].sort((one, two) => sign * (text(one[key], two[key]) || text(one.id, two.id))).map(({ id }) => id);
    const question = { list: 'ledgerAccounts', args: `orderBy: { field: ${field}, direction: ${direction} }`, size: 4, as: finance };
    expect(await walk(gateway, question, 'forwards')).toEqual(expected);
    expect(await walk(gateway, question, 'backwards')).toEqual(expected);
  });

  test('costs the same number of statements for 2 rows and for 15', async () => {
    const query =
      'query ($first: Int) { ledgerAccounts(first: $first) { totalCount nodes { code client { reference } partner { reference } tradingAccount { login } } } }';
    const count = (first: number) => statements(gateway, () => gateway.data(query, { first }, { as: finance }));
    await count(2);
    expect(await count(15)).toBe(await count(2));
  });

  test('leads to whom an account belongs, by id and by code', async () => {
    const { id, code } = accounts.find(({ kind }) => kind === 'CREDIT') as Account;
    const ONE =
      'query ($id: ID, $code: String) { ledgerAccount(id: $id, code: $code) { code balance held available client { id } partner { id } tradingAccount { id } } }';
    const byCode = await gateway.data(ONE, { code }, { as: finance });
    expect(byCode).toEqual({
      ledgerAccount: {
        code,
        balance: '7.00',
        held: '0.00',
        available: '7.00',
        client: { id: client.id },
        partner: null,
        tradingAccount: { id: tradingAccountId },
      },
    });
    expect(await gateway.data(ONE, { id }, { as: finance })).toEqual(byCode);
    expect(await gateway.data(ONE, { code: 'exchange/XXX' }, { as: finance })).toEqual({ ledgerAccount: null });
  });

  test('is forbidden to those without ledger:read', async () => {
    for (const as of [client, partner, await gateway.staff('SUPPORT')]) {
      const { errors } = await gateway.graphql('{ ledgerAccounts { nodes { id } } }', {}, { as });
      expect(errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', permission: 'ledger:read' });
    }
  });

  test('shows staff without clients:all the accounts of clients whom they manage, and none of the house', async () => {
    await gateway.sql(`insert into department_permission (department, permission) values ('SALES', 'ledger:read')`);
    const sales = await gateway.staff('SALES');
    await gateway.sql('update client set account_manager_id = $2 where id = $1', [client.id, sales.id]);
    const { ledgerAccounts } = await gateway.data<{ ledgerAccounts: { nodes: { id: string }[] } }>(
      '{ ledgerAccounts(first: 100) { nodes { id } } }',
      {},
      { as: sales },
    );
    expect(ids(ledgerAccounts.nodes)).toEqual(ids(accounts.filter((account) => account.client_id === client.id)));
    const house = accounts.find(({ code }) => code === 'suspense/USD') as Account;
    const both = 'query ($id: ID!) { ledgerAccountBalance(id: $id, at: "2026-01-01T00:00:00Z") { amount } ledgerAccountStatement(id: $id) { opening } }';
    expect(await gateway.data(both, { id: house.id }, { as: sales })).toEqual({ ledgerAccountBalance: null, ledgerAccountStatement: null });
  });
});

interface Statement {
  readonly opening: string;
  readonly closing: string;
  readonly totalIn: string;
  readonly totalOut: string;
  readonly totalCount: number;
  readonly nodes: readonly {
    readonly entryId: string;
    readonly amount: string;
    readonly balance: string;
    readonly postedAt: string;
    readonly description: string;
  }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly hasPreviousPage: boolean; readonly endCursor: string | null };
}

describe('a statement of account', () => {
  const day = (number: number): string => new Date(Date.UTC(2026, 0, number)).toISOString();
  let account: string, other: string;
  /** Two lines on each day from January 2nd to 21st: one in, one out, posted at the same moment. */
  const posted = Array.from({ length: 20 }, (_, at) => [
    { at: day(at + 2), amount: 10 + at },
    { at: day(at + 2), amount: -(at % 7) - 1 },
  ]).flat();

  beforeAll(async () => {
    [account, other] = [newId(), newId()];
    await gateway.sql(
      `insert into ledger_account (id, code, kind, currency, created_at) values ($1, 'fee-income/EUR', 'FEE_INCOME', 'EUR', $3), ($2, 'rounding/EUR', 'ROUNDING', 'EUR', $3)`,
      [account, other, day(1)],
    );
    for (const { at, amount } of posted)
      await gateway.sql(
        `with entry as (insert into journal_entry (id, description, posted_at) values ($1, 'Fee', $2) returning id, posted_at)
         insert into journal_line (entry_id, posted_at, number, account_id, currency, amount)
         select id, posted_at, 1, $3::uuid, 'EUR', $5::numeric from entry union all select id, posted_at, 2, $4::uuid, 'EUR', -$5::numeric from entry`,
        [newId(), at, account, other, `${amount}.00`],
      );
  });

  const STATEMENT = `query ($id: ID!, $from: DateTime, $to: DateTime, $first: Int, $after: String) {
    ledgerAccountStatement(id: $id, from: $from, to: $to, first: $first, after: $after) {
      opening closing totalIn totalOut totalCount nodes { entryId description amount balance postedAt } pageInfo { hasNextPage hasPreviousPage endCursor } account { code } } }`;
  const ask = async (variables: Record<string, unknown>): Promise<Statement> =>
    (await gateway.data<{ ledgerAccountStatement: Statement }>(STATEMENT, { id: account, ...variables }, { as: finance })).ledgerAccountStatement;
  const sum = (lines: readonly { amount: number }[]): string => lines.reduce((total, { amount }) => total + amount, 0).toFixed(2);

  test.each([
    ['the whole of it', null, null],
    ['from the start to a day', null, day(9)],
    ['a week', day(5), day(12)],
    ['from a late day on', day(18), null],
    ['before anything was posted', day(1), day(2)],
    ['after everything', day(200), null],
  ])('adds up, and each line shows the balance after it, on every page: %s', async (_, from, to) => {
    const within = posted.filter(({ at }) => (from === null || at >= from) && (to === null || at < to));
    const opening = sum(posted.filter(({ at }) => from !== null && at < from));
    for (const first of [3, 100]) {
      let [balance, after, pages] = [Number(opening), null as string | null, 0];
      const seen: string[] = [];
      do {
        const page = await ask({ from, to, first, after });
        expect(page).toMatchObject({
          opening,
          totalCount: within.length,
          totalIn: sum(within.filter(({ amount }) => amount > 0)),
          closing: sum(posted.filter(({ at }) => to === null || at < to)),
        });
        expect(page.totalOut).toBe((-Number(sum(within.filter(({ amount }) => amount < 0)))).toFixed(2));
        expect(page.pageInfo.hasPreviousPage).toBe(after !== null);
        for (const line of page.nodes) {
          balance += Number(line.amount);
          expect(line).toMatchObject({ description: 'Fee', balance: balance.toFixed(2) });
          seen.push(line.entryId);
        }
        expect(page.nodes.map(({ postedAt }) => postedAt)).toEqual(within.slice(pages * first, (pages + 1) * first).map(({ at }) => at));
        [after, pages] = [page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null, pages + 1];
      } while (after !== null);
      expect(new Set(seen).size).toBe(within.length);
    }
  });

  test.each([1, 2, 3, 10, 21, 22, 400])('what it held on day %i is the sum of what was posted until then', async (number) => {
    const { ledgerAccountBalance } = await gateway.data<{ ledgerAccountBalance: object }>(
      'query ($id: ID!, $at: DateTime!) { ledgerAccountBalance(id: $id, at: $at) { amount currency } }',
      { id: account, at: day(number) },
      { as: finance },
    );
    expect(ledgerAccountBalance).toEqual({ amount: sum(posted.filter(({ at }) => at <= day(number))), currency: 'EUR' });
  });

  test('is read by the code of its account as well', async () => {
    const byCode = await gateway.data<{ ledgerAccountStatement: object }>(
      '{ ledgerAccountStatement(code: "fee-income/EUR") { closing account { id } } }',
      {},
      { as: finance },
    );
    expect(byCode.ledgerAccountStatement).toEqual({ closing: sum(posted), account: { id: account } });
    expect(await gateway.data('{ a: ledgerAccountStatement(code: "none") { closing } b: ledgerAccountStatement { closing } }', {}, { as: finance })).toEqual({
      a: null,
      b: null,
    });
  });

  test('costs the same number of statements for 2 lines and for 40', async () => {
    const count = (first: number) => statements(gateway, () => ask({ first }));
    await count(2);
    expect(await count(40)).toBe(await count(2));
  });

  test('shows the transaction behind a line, in the order in which the money moved', async () => {
    const { sql } = gateway;
    const [owner] = await sql<{ reference: string }>('select reference from client where id = $1', [client.id]);
    const move = (amount: string, key: string) =>
      gateway.data(
        'mutation ($input: TransferCreateInput!) { transferCreate(input: $input) { userErrors { message } } }',
        { input: { clientId: client.id, toTradingAccountId: tradingAccountId, amount, currency: 'USD', idempotencyKey: key } },
        { as: client },
      );
    await move('1.00', 'a');
    await move('2.00', 'b');
    const [wallet] = await sql<{ id: string }>('select id from ledger_account where code = $1', [`client-wallet/${owner?.reference}/USD`]);
    const { ledgerAccountStatement } = await gateway.data<{ ledgerAccountStatement: object }>(
      'query ($id: ID!) { ledgerAccountStatement(id: $id) { closing nodes { amount balance transactionReference } } }',
      { id: wallet?.id },
      { as: finance },
    );
    const reference = expect.stringMatching(/^T\d+$/) as string;
    expect(ledgerAccountStatement).toEqual({
      closing: '97.00',
      nodes: [
        { amount: '100.00', balance: '100.00', transactionReference: null },
        { amount: '-1.00', balance: '99.00', transactionReference: reference },
        { amount: '-2.00', balance: '97.00', transactionReference: reference },
      ],
    });
  });

  test.each([
    [{ after: 'nonsense' }],
    [{ after: Buffer.from(`LINE|2026-02-31T00:00:00.000Z|${newId()}|1`).toString('base64url') }],
    [{ first: 0 }],
    [{ first: 101 }],
  ])('refuses %j', async (variables) => {
    const { errors } = await gateway.graphql(STATEMENT, { id: account, ...variables }, { as: finance });
    expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  });
});

test('a line cannot say another time than its entry', async () => {
  const [{ id } = { id: '' }] = accounts;
  await expect(
    gateway.sql(
      `with entry as (insert into journal_entry (id, description) values ($1, 'x') returning id)
       insert into journal_line (entry_id, posted_at, number, account_id, currency, amount) select id, '2026-01-01', 1, $2, 'USD', 1 from entry`,
      [newId(), id],
    ),
  ).rejects.toThrow('journal_line_entry_fkey');
});
