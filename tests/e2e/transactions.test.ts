import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { newId } from '../../src/database/ids.js';
import { testGateway, type TestGateway } from '../support/gateway.js';
import type { Person } from '../support/people.js';

interface Row {
  id: string;
  reference: string;
  type: string;
  status: string;
  clientId: string | null;
  partnerId: string | null;
  accountId: string | null;
  counterId: string | null;
  amount: string;
  currency: string;
  provider: string | null;
  providerReference: string | null;
  requestedAt: string;
  settledAt: string | null;
}

let gateway: TestGateway;
let finance: Person, support: Person, checker: Person, asClient: Person, otherClient: Person, asPartner: Person;
let accounts: string[];
const rows: Row[] = [];

const TYPES = ['DEPOSIT', 'WITHDRAWAL', 'TRANSFER', 'ADJUSTMENT'] as const;
const STATUSES = ['SETTLED', 'IN_REVIEW', 'SETTLED', 'REJECTED', 'SETTLED'] as const;
const AMOUNTS = { USD: ['10.00', '250.50', '99999.99'], JPY: ['1000', '250', '77'], BTC: ['0.00000001', '1.50000000', '0.20000000'] } as const;
const CURRENCIES = Object.keys(AMOUNTS) as (keyof typeof AMOUNTS)[];

async function insert(row: Omit<Row, 'id' | 'reference'> & { fee?: string }): Promise<Row> {
  const id = newId();
  const [stored] = await gateway.sql<{ reference: string }>(
    `insert into transaction (id, type, status, client_id, partner_id, trading_account_id, counter_account_id, amount, currency, fee, provider, provider_reference, requested_by, requested_at, settled_at, approvals_needed, approvals_missing)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 'Maria Ioannou', $13, $14, 2, 1) returning reference`,
    [
      id,
      row.type,
      row.status,
      row.clientId,
      row.partnerId,
      row.accountId,
      row.counterId,
      row.amount,
      row.currency,
      row.fee ?? '0',
      row.provider,
      row.providerReference,
      row.requestedAt,
      row.settledAt,
    ],
  );
  return { ...row, id, reference: stored?.reference ?? '' };
}

/** Sixty transactions over every filter's values; times repeat, so that an order has ties to break by id. */
async function fill(clients: readonly string[], partnerId: string): Promise<void> {
  for (let index = 0; index < 60; index++) {
    const type = TYPES[index % TYPES.length] as string;
    const status = STATUSES[index % STATUSES.length] as string;
    const currency = CURRENCIES[index % 3] as keyof typeof AMOUNTS;
    const requestedAt = `2026-0${1 + (index % 6)}-10T0${index % 3}:00:00.000Z`;
    const ofClient = index % 2;
    rows.push(
      await insert({
        ...{
          type,
          status,
          currency,
          amount: AMOUNTS[currency][(index >> 1) % 3] as string,
          requestedAt,
          settledAt: status === 'SETTLED' ? requestedAt.replace('T0', 'T1') : null,
        },
        ...{
          clientId: clients[ofClient] ?? null,
          partnerId: null,
          accountId: index % 5 === 0 ? null : (accounts[ofClient] as string),
          counterId: type === 'TRANSFER' ? (accounts[1 - ofClient] as string) : null,
        },
        ...{
          provider: type === 'DEPOSIT' ? 'cardway' : type === 'WITHDRAWAL' ? 'bankwire' : null,
          providerReference: type === 'DEPOSIT' ? `prv_${index}%x` : null,
        },
      }),
    );
  }
  for (const status of ['SETTLED', 'IN_REVIEW']) {
    rows.push(
      await insert({
        ...{ type: 'COMMISSION_PAYOUT', status, currency: 'USD', amount: '12.34', requestedAt: '2026-05-01T00:00:00.000Z', settledAt: null },
        ...{ clientId: null, partnerId, accountId: null, counterId: null, provider: null, providerReference: null },
      }),
    );
  }
}

const openAccount = async (clientId: string): Promise<string> => {
  const id = newId();
  await gateway.sql(
    `insert into trading_account (id, client_id, platform, server, login, environment, "group", leverage, currency) values ($1::uuid, $2, 'MT5', 'Live', right($1::text, 9), 'LIVE', 'real', 30, 'USD')`,
    [id, clientId],
  );
  return id;
};

beforeAll(async () => {
  gateway = await testGateway();
  [finance, support, checker] = (await Promise.all([gateway.staff('FINANCE'), gateway.staff('SUPPORT'), gateway.staff('FINANCE')])) as [Person, Person, Person];
  asPartner = await gateway.partner();
  asClient = await gateway.client({ partnerId: asPartner.id });
  otherClient = await gateway.client();
  accounts = [await openAccount(asClient.id), await openAccount(otherClient.id)];
  await fill([asClient.id, otherClient.id], asPartner.id);
});
afterAll(() => gateway?.close());

interface Page {
  nodes: { id: string }[];
  totalCount: number;
  totals: { currency: string; amount: string }[];
  pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string | null; endCursor: string | null };
}
const LIST = `query($filter: TransactionFilter, $orderBy: TransactionOrder, $first: Int, $after: String, $last: Int, $before: String) {
  transactions(filter: $filter, orderBy: $orderBy, first: $first, after: $after, last: $last, before: $before) {
    totalCount totals { currency amount } nodes { id } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  }
}`;
const list = async (variables: object, as: Person = finance): Promise<Page> =>
  (await gateway.data<{ transactions: Page }>(LIST, { first: 100, ...variables }, { as })).transactions;
const ids = (page: Page): string[] => page.nodes.map((node) => node.id);

describe('the list of transactions', () => {
  const pick = (index: number): Row => rows[index] as Row;
  test.each<[string, () => object, (row: Row) => boolean]>([
    ['a type', () => ({ type: ['DEPOSIT'] }), (row) => row.type === 'DEPOSIT'],
    ['several types', () => ({ type: ['WITHDRAWAL', 'COMMISSION_PAYOUT'] }), (row) => ['WITHDRAWAL', 'COMMISSION_PAYOUT'].includes(row.type)],
    ['no type at all', () => ({ type: [] }), () => false],
    ['statuses', () => ({ status: ['IN_REVIEW', 'REJECTED'] }), (row) => ['IN_REVIEW', 'REJECTED'].includes(row.status)],
    ['a client', () => ({ clientId: asClient.id }), (row) => row.clientId === asClient.id],
    ['a partner', () => ({ partnerId: asPartner.id }), (row) => row.partnerId === asPartner.id],
    ['a trading account on either side', () => ({ tradingAccountId: accounts[0] }), (row) => row.accountId === accounts[0] || row.counterId === accounts[0]],
    ['currencies', () => ({ currency: ['JPY', 'BTC'] }), (row) => row.currency === 'JPY' || row.currency === 'BTC'],
    ['a provider', () => ({ provider: ['bankwire'] }), (row) => row.provider === 'bankwire'],
    ['an amount, both ends inclusive', () => ({ amount: { min: '10', max: '250.5' } }), (row) => Number(row.amount) >= 10 && Number(row.amount) <= 250.5],
    [
      'the time of asking, without its end',
      () => ({ requestedAt: { from: '2026-02-10T01:00:00Z', to: '2026-05-10T01:00:00Z' } }),
      (row) => row.requestedAt >= '2026-02-10T01:00:00.000Z' && row.requestedAt < '2026-05-10T01:00:00.000Z',
    ],
    ['the time of settling', () => ({ settledAt: { from: '2026-03-01T00:00:00Z' } }), (row) => row.settledAt !== null && row.settledAt >= '2026-03-01'],
    ['our reference, in any case', () => ({ search: pick(7).reference.toLowerCase() }), (row) => row.reference === pick(7).reference],
    ['the start of our reference', () => ({ search: pick(0).reference.slice(0, -1) }), (row) => row.reference.startsWith(pick(0).reference.slice(0, -1))],
    [
      "the start of the provider's reference, its signs taken as they are",
      () => ({ search: 'prv_4%' }),
      (row) => row.providerReference?.startsWith('prv_4%') === true,
    ],
    [
      'several conditions at once',
      () => ({ type: ['DEPOSIT'], status: ['SETTLED'], currency: ['USD'], clientId: asClient.id }),
      (row) => row.type === 'DEPOSIT' && row.status === 'SETTLED' && row.currency === 'USD' && row.clientId === asClient.id,
    ],
    ['what is no id', () => ({ clientId: `' or true --` }), () => false],
  ])('is narrowed by %s, with its count', async (_what, filter, keeps) => {
    const page = await list({ filter: filter() });
    const wanted = rows.filter(keeps).map((row) => row.id);
    expect(ids(page).toSorted()).toEqual(wanted.toSorted());
    expect(page.totalCount).toBe(wanted.length);
  });

  test('has sums over its whole filter, one a currency, exact to the last decimal', async () => {
    const { totals } = await list({ filter: { type: ['DEPOSIT', 'WITHDRAWAL'] }, first: 1 });
    const sums = await gateway.sql(
      `select currency, sum(amount)::text as amount from transaction where type in ('DEPOSIT', 'WITHDRAWAL') group by 1 order by 1`,
    );
    expect(totals).toEqual(sums);
    expect(totals.map((sum) => sum.currency)).toEqual(['BTC', 'JPY', 'USD']);
  });

  const value: Record<string, (row: Row) => string | number> = {
    REQUESTED_AT: (row) => row.requestedAt,
    SETTLED_AT: (row) => row.settledAt ?? '',
    AMOUNT: (row) => Number(row.amount),
  };
  const ordered = (field: string, direction: string): string[] => {
    const of = value[field] as (row: Row) => string | number;
    const sorted = rows.toSorted((a, b) => (of(a) < of(b) ? -1 : of(a) > of(b) ? 1 : a.id < b.id ? -1 : 1));
    return (direction === 'DESC' ? sorted.reverse() : sorted).map((row) => row.id);
  };

  test.each(Object.keys(value).flatMap((field) => [[field, 'ASC'] as const, [field, 'DESC'] as const]))(
    'by %s %s is the same read forwards and backwards, page by page',
    async (field, direction) => {
      const orderBy = { field, direction };
      const wanted = ordered(field, direction);
      const forwards: string[] = [];
      for (let after: string | null = null; ;) {
        const page: Page = await list({ orderBy, first: 7, after });
        forwards.push(...ids(page));
        expect(page.pageInfo.hasPreviousPage).toBe(after !== null);
        if (!page.pageInfo.hasNextPage) break;
        after = page.pageInfo.endCursor;
      }
      const backwards: string[] = [];
      for (let before: string | null = null; ;) {
        const page: Page = await list({ orderBy, last: 7, before });
        backwards.unshift(...ids(page));
        expect(page.pageInfo.hasNextPage).toBe(before !== null);
        if (!page.pageInfo.hasPreviousPage) break;
        before = page.pageInfo.startCursor;
      }
      expect(forwards).toEqual(wanted);
      expect(backwards).toEqual(wanted);
    },
  );

  test('is by the time of asking, newest first, when nothing is said', async () => {
    expect(ids(await list({}))).toEqual(ordered('REQUESTED_AT', 'DESC'));
  });

  test('takes as many statements at 3 rows as at 15', async () => {
    const query = vi.spyOn(gateway.database.pool, 'query');
    const whole = `query($first: Int) { transactions(first: $first, filter: { type: [TRANSFER] }) { totalCount nodes { reference client { reference partner { name } } partner { name } tradingAccount { login } counterAccount { login client { reference } } approvals { by { name } } journal { lines { account } } } } }`;
    const count = async (first: number) => {
      await gateway.data(whole, { first }, { as: finance });
      query.mockClear();
      await gateway.data(whole, { first }, { as: finance });
      return query.mock.calls.length;
    };
    const [few, many] = [await count(3), await count(15)];
    query.mockRestore();
    expect(many).toBe(few);
    expect(few).toBeLessThanOrEqual(12);
  });
});

describe('one transaction', () => {
  const ONE = `query($id: ID, $reference: String) { transaction(id: $id, reference: $reference) {
    id version reference type status amount currency fee processedAmount provider providerReference reason requestedBy approvalsMissing requestedAt settledAt
    client { id } partner { id } tradingAccount { id } counterAccount { id client { id } } approvals { decision comment by { name } } journal { description lines { account currency amount } }
  } }`;
  let withdrawal: Row;

  beforeAll(async () => {
    withdrawal = await insert({
      ...{ type: 'TRANSFER', status: 'IN_REVIEW', currency: 'USD', amount: '150.00', requestedAt: '2026-07-01T10:20:30.400Z', settledAt: null, fee: '0' },
      ...{
        clientId: asClient.id,
        partnerId: null,
        accountId: accounts[0] as string,
        counterId: accounts[1] as string,
        provider: null,
        providerReference: null,
      },
    });
    await gateway.sql(`insert into approval (id, transaction_id, decision, staff_id, comment) values ($1, $2, 'APPROVED', $3, 'Known since May')`, [
      newId(),
      withdrawal.id,
      checker.id,
    ]);
    const [from, to, entry] = [newId(), newId(), newId()];
    await gateway.sql(
      `insert into ledger_account (id, code, kind, currency, balance) values ($1, 'suspense/USD', 'SUSPENSE', 'USD', '0.00'), ($2, 'rounding/USD', 'ROUNDING', 'USD', '0.00')`,
      [from, to],
    );
    await gateway.sql(
      `with entry as (insert into journal_entry (id, transaction_id, description) values ($1, $2, 'Moved') returning id)
       insert into journal_line (entry_id, number, account_id, currency, amount) select id, line.number, line.account, 'USD', line.amount from entry, (values (1, $3::uuid, -150.00), (2, $4::uuid, 150.00)) as line (number, account, amount)`,
      [entry, withdrawal.id, from, to],
    );
  });
  afterAll(() =>
    gateway.sql(
      `set session_replication_role = replica; delete from approval; delete from journal_line; delete from journal_entry; delete from transaction where id = '${withdrawal.id}'; reset session_replication_role`,
    ),
  );

  const JOURNAL = [
    {
      description: 'Moved',
      lines: [
        { account: 'suspense/USD', currency: 'USD', amount: '-150.00' },
        { account: 'rounding/USD', currency: 'USD', amount: '150.00' },
      ],
    },
  ];

  test('is read whole by id and by reference, its fee with the decimals of its amount', async () => {
    const byId = await gateway.data(ONE, { id: withdrawal.id }, { as: finance });
    expect(await gateway.data(ONE, { reference: withdrawal.reference }, { as: finance })).toEqual(byId);
    expect(byId['transaction']).toEqual({
      ...{
        id: withdrawal.id,
        version: 1,
        reference: withdrawal.reference,
        type: 'TRANSFER',
        status: 'IN_REVIEW',
        amount: '150.00',
        currency: 'USD',
        fee: '0.00',
        processedAmount: null,
        provider: null,
      },
      ...{ providerReference: null, reason: null, requestedBy: 'Maria Ioannou', approvalsMissing: 1, requestedAt: '2026-07-01T10:20:30.400Z', settledAt: null },
      ...{
        client: { id: asClient.id },
        partner: null,
        tradingAccount: { id: accounts[0] },
        counterAccount: { id: accounts[1], client: { id: otherClient.id } },
      },
      ...{ approvals: [{ decision: 'APPROVED', comment: 'Known since May', by: { name: 'Helena Costa' } }], journal: JOURNAL },
    });
  });

  test('shows its journal to those with ledger:read, and to others null while the rest stands', async () => {
    const { data, errors } = await gateway.graphql<{ transaction: object }>(ONE, { id: withdrawal.id }, { as: support });
    expect(data?.transaction).toMatchObject({ reference: withdrawal.reference, journal: null });
    expect(errors).toHaveLength(1);
    expect(errors?.[0]).toMatchObject({ path: ['transaction', 'journal'], extensions: { code: 'FORBIDDEN', permission: 'ledger:read' } });
  });

  test('shows its client neither who of the staff decided, nor the account of somebody else on the other side', async () => {
    const { data } = await gateway.graphql<{ transaction: object }>(ONE, { id: withdrawal.id }, { as: asClient });
    expect(data?.transaction).toMatchObject({ reference: withdrawal.reference, approvals: [], counterAccount: null, tradingAccount: { id: accounts[0] } });
  });

  test('that belongs to somebody else is as absent as one that does not exist', async () => {
    const other = rows.find((row) => row.clientId === otherClient.id) as Row;
    for (const variables of [{ id: other.id }, { reference: other.reference }, { id: newId() }, { reference: 'T1' }, { id: 'nonsense' }, {}]) {
      expect(await gateway.graphql(ONE, variables, { as: asClient })).toMatchObject({ data: { transaction: null } });
    }
  });
});

describe('whose transactions there are', () => {
  const own = (keeps: (row: Row) => boolean): string[] =>
    rows
      .filter(keeps)
      .map((row) => row.id)
      .toSorted();

  test("a client's are its own, with their count and sums", async () => {
    const page = await list({}, asClient);
    expect(ids(page).toSorted()).toEqual(own((row) => row.clientId === asClient.id));
    expect(page.totalCount).toBe(30);
    expect(page.totals.find((sum) => sum.currency === 'USD')?.amount).toBe(
      (await gateway.sql<{ sum: string }>(`select sum(amount)::text from transaction where client_id = $1 and currency = 'USD'`, [asClient.id]))[0]?.sum,
    );
  });

  test("a partner's are its own, and not those of the clients whom it introduced", async () => {
    expect(ids(await list({}, asPartner)).toSorted()).toEqual(own((row) => row.partnerId === asPartner.id));
    const { client } = await gateway.data<{ client: { transactions: { totalCount: number; nodes: object[] } } }>(
      'query($id: ID!) { client(id: $id) { transactions { totalCount nodes { id } } } }',
      { id: asClient.id },
      { as: asPartner },
    );
    expect(client.transactions).toEqual({ totalCount: 0, nodes: [] });
  });

  test('staff without clients:all have those of the clients whom they manage', async () => {
    await gateway.sql(`insert into department_permission (department, permission) values ('SALES', 'transactions:read')`);
    const sales = await gateway.staff('SALES');
    await gateway.sql('update client set account_manager_id = $2 where id = $1', [asClient.id, sales.id]);
    expect(ids(await list({}, sales)).toSorted()).toEqual(own((row) => row.clientId === asClient.id));
  });

  test('a client, a trading account and a partner lead to theirs', async () => {
    const answer = await gateway.data<Record<'client' | 'tradingAccount' | 'partner', { transactions: Page }>>(
      `query($client: ID!, $account: ID!, $partner: ID!) {
        client(id: $client) { transactions(first: 100, filter: { type: [DEPOSIT] }, orderBy: { field: AMOUNT, direction: ASC }) { nodes { id } } }
        tradingAccount(id: $account) { transactions(first: 100) { totalCount nodes { id } } }
        partner(id: $partner) { transactions { nodes { id } } }
      }`,
      { client: asClient.id, account: accounts[0], partner: asPartner.id },
      { as: await gateway.staff('MANAGEMENT') },
    );
    expect(ids(answer.client.transactions).toSorted()).toEqual(own((row) => row.clientId === asClient.id && row.type === 'DEPOSIT'));
    expect(ids(answer.tradingAccount.transactions).toSorted()).toEqual(own((row) => row.accountId === accounts[0] || row.counterId === accounts[0]));
    expect(ids(answer.partner.transactions).toSorted()).toEqual(own((row) => row.partnerId === asPartner.id));
  });
});
