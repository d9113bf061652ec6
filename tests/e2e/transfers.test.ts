import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { testGateway, type TestGateway } from '../support/gateway.js';
import { addTradingAccount, fundAccount, fundWallet, ledgerFaults, move, moved, setRate, walletOf } from '../support/money.js';
import type { Person } from '../support/people.js';

let gateway: TestGateway;
let finance: Person, client: Person;
let account: string;

beforeAll(async () => {
  gateway = await testGateway();
  finance = await gateway.staff('FINANCE');
  await setRate(gateway.sql, 'EUR', 'USD', '1.0825');
  await setRate(gateway.sql, 'USD', 'JPY', '151.37');
});
afterAll(() => gateway.close());
beforeEach(async () => {
  client = await gateway.client();
  account = await addTradingAccount(gateway.sql, client.id);
  await fundWallet(gateway.sql, client.id, '100.00');
});
afterEach(async () => expect(await ledgerFaults(gateway.sql)).toEqual([]));

const balanceOf = async (id: string): Promise<string> =>
  (await gateway.sql<{ balance: string }>('select balance::text from trading_account where id = $1', [id]))[0]?.balance ?? '';
const order = (given: Record<string, unknown> = {}) => ({
  ...{ clientId: client.id, toTradingAccountId: account, amount: '40.00', currency: 'USD', idempotencyKey: randomUUID() },
  ...given,
});
const transfer = (given: Record<string, unknown> = {}, as = client) => move(gateway, 'transferCreate', order(given), as);
const codesOf = async (given: Record<string, unknown>, as = client) => (await transfer(given, as)).userErrors.map(({ code }) => code);

describe('ok', () => {
  test('from the wallet to an account, by the client', async () => {
    const done = await moved(gateway, 'transferCreate', order(), client);
    expect(done).toMatchObject({ type: 'TRANSFER', status: 'SETTLED', amount: '40.00', processedAmount: '40.00' });
    expect([await balanceOf(account), await walletOf(gateway.sql, client.id)]).toEqual(['40.00', { balance: '60.00', held: '0' }]);
  });

  test('from an account to the wallet, by finance', async () => {
    await fundAccount(gateway.sql, account, '70.00');
    await moved(gateway, 'transferCreate', order({ fromTradingAccountId: account, toTradingAccountId: null, amount: '70' }), finance);
    expect([await balanceOf(account), (await walletOf(gateway.sql, client.id)).balance]).toEqual(['0.00', '170.00']);
  });

  test('with an exchange: the rate and its source stay on the transaction, and what rounding leaves goes to its own account', async () => {
    const yen = await addTradingAccount(gateway.sql, client.id, { currency: 'JPY' });
    const { id } = await moved(gateway, 'transferCreate', order({ toTradingAccountId: yen, amount: '10.01' }), client);
    const { transaction } = await gateway.data<{ transaction: Record<string, unknown> }>(
      'query T($id: ID!) { transaction(id: $id) { counterAmount counterCurrency exchangeRate exchangeRateSource journal { lines { account amount currency } } } }',
      { id },
      { as: finance },
    );
    expect(transaction).toMatchObject({ counterAmount: '1515', counterCurrency: 'JPY', exchangeRate: '151.37', exchangeRateSource: 'test' });
    expect(transaction['journal']).toMatchObject([{ lines: expect.arrayContaining([expect.objectContaining({ account: 'rounding/JPY', amount: '0.2137' })]) }]);
    expect(await balanceOf(yen)).toBe('1515');
  });

  test('there and back never gains', async () => {
    await moved(gateway, 'transferCreate', order({ toTradingAccountId: null, toCurrency: 'EUR', amount: '10.01' }), client);
    const euros = (await walletOf(gateway.sql, client.id, 'EUR')).balance;
    await moved(gateway, 'transferCreate', order({ toTradingAccountId: null, toCurrency: 'USD', currency: 'EUR', amount: euros }), client);
    expect(Number((await walletOf(gateway.sql, client.id)).balance)).toBeLessThanOrEqual(100);
  });

  test('taking out deposits takes the same share of the credit', async () => {
    await fundWallet(gateway.sql, client.id, '1900.00');
    await moved(gateway, 'transferCreate', order({ amount: '2000.00' }), client);
    await fundAccount(gateway.sql, account, '-200.00');
    await fundAccount(gateway.sql, account, '400.00', 'CREDIT');
    await moved(gateway, 'transferCreate', order({ fromTradingAccountId: account, toTradingAccountId: null, amount: '500.00' }), client);
    const [row] = await gateway.sql<{ credit: string; balance: string }>('select credit::text, balance::text from trading_account where id = $1', [account]);
    expect(row).toEqual({ credit: '288.89', balance: '1300.00' });
  });
});

describe('refused, and nothing changed', () => {
  afterEach(async () => {
    expect(await walletOf(gateway.sql, client.id)).toEqual({ balance: '100.00', held: '0' });
    expect(await gateway.sql('select id from transaction where client_id = $1', [client.id])).toEqual([]);
  });

  test.each([
    ['-1', 'INVALID'],
    ['0', 'INVALID'],
    ['0.00', 'INVALID'],
    ['1.001', 'INVALID'],
    ['99999999999999999999', 'INVALID'],
    ['100.01', 'INSUFFICIENT_FUNDS'],
  ])('an amount of %s', async (amount, code) => expect(await codesOf({ amount })).toEqual([code]));

  test.each(['NaN', 'Infinity', '1e3', '1e-20', '1'.repeat(40), '1.123456789', '1,00', '１００', '١', '1\u200b', ' 1', 1, 1.5, null, true, ''])(
    'an amount of %j, at the edge',
    async (amount) => {
      const { errors } = await gateway.graphql(
        'mutation T($input: TransferCreateInput!) { transferCreate(input: $input) { transaction { id } } }',
        { input: order({ amount }) },
        { as: client },
      );
      expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
    },
  );

  test('from and to alike', async () => {
    expect(await codesOf({ fromTradingAccountId: account })).toEqual(['INVALID']);
    expect(await codesOf({ toTradingAccountId: null })).toEqual(['INVALID']);
  });

  test("somebody else's account, and somebody else's wallet", async () => {
    const other = await gateway.client();
    const foreign = await addTradingAccount(gateway.sql, other.id);
    expect(await codesOf({ toTradingAccountId: foreign })).toEqual(['NOT_FOUND']);
    expect(await codesOf({ toTradingAccountId: foreign }, finance)).toEqual(['NOT_FOUND']);
    expect(await codesOf({}, other)).toEqual(['NOT_FOUND']);
    expect(await codesOf({ clientId: 'nonsense' })).toEqual(['NOT_FOUND']);
  });

  test('a currency that is not the account’s', async () => {
    await fundAccount(gateway.sql, account, '10.00');
    expect(await codesOf({ fromTradingAccountId: account, toTradingAccountId: null, currency: 'EUR' })).toEqual(['CURRENCY_MISMATCH']);
  });

  test('an exchange without a rate', async () => {
    const pounds = await addTradingAccount(gateway.sql, client.id, { currency: 'GBP' });
    expect(await codesOf({ toTradingAccountId: pounds })).toEqual(['POLICY_FORBIDS']);
  });

  test.each([{ status: 'ARCHIVED' }, { status: 'PENDING' }, { environment: 'DEMO' }])('an account that is %j', async (kind) => {
    expect(await codesOf({ toTradingAccountId: await addTradingAccount(gateway.sql, client.id, kind) })).toEqual(['POLICY_FORBIDS']);
  });

  test('a restriction in force, on the client or the account', async () => {
    await gateway.sql(`insert into restriction (id, client_id, kind, reason, created_by) values (gen_random_uuid(), $1, 'NO_TRANSFER', 'r', 'x')`, [client.id]);
    expect(await codesOf({})).toEqual(['RESTRICTED']);
  });

  test('a suspended client', async () => {
    await gateway.sql(`update client set onboarding_status = 'SUSPENDED' where id = $1`, [client.id]);
    expect(await codesOf({}, finance)).toEqual(['RESTRICTED']);
  });

  test.each(['', ' ', 'a b', 'k'.repeat(201), 'ключ'])('an idempotency key of %j', async (idempotencyKey) =>
    expect(await codesOf({ idempotencyKey })).toEqual(['INVALID']),
  );
});

describe('replayed', () => {
  test('the same key and input answers with the same transaction, and moves nothing again', async () => {
    const same = order();
    const [first, second] = [await moved(gateway, 'transferCreate', same, client), await moved(gateway, 'transferCreate', same, client)];
    expect(second.id).toBe(first.id);
    expect((await walletOf(gateway.sql, client.id)).balance).toBe('60.00');
  });

  test('thirty at once have one effect and one answer', async () => {
    const same = order({ amount: '3.00' });
    const all = await Promise.all(Array.from({ length: 30 }, () => moved(gateway, 'transferCreate', same, client)));
    expect(new Set(all.map(({ id }) => id)).size).toBe(1);
    expect((await walletOf(gateway.sql, client.id)).balance).toBe('97.00');
  });

  test('the same key with other input is refused', async () => {
    const same = order();
    await moved(gateway, 'transferCreate', same, client);
    expect((await move(gateway, 'transferCreate', { ...same, amount: '41.00' }, client)).userErrors).toMatchObject([{ code: 'IDEMPOTENCY_CONFLICT' }]);
    expect((await walletOf(gateway.sql, client.id)).balance).toBe('60.00');
  });

  test('the same key of somebody else is another operation', async () => {
    const same = order();
    const first = await moved(gateway, 'transferCreate', same, client);
    const second = await moved(gateway, 'transferCreate', same, finance);
    expect(second.id).not.toBe(first.id);
    expect((await walletOf(gateway.sql, client.id)).balance).toBe('20.00');
  });

  test('a refused request leaves the key free', async () => {
    const key = randomUUID();
    expect(await codesOf({ amount: '1000.00', idempotencyKey: key })).toEqual(['INSUFFICIENT_FUNDS']);
    await moved(gateway, 'transferCreate', order({ idempotencyKey: key }), client);
  });
});

test('thirty transfers of the whole wallet at once: exactly one passes', async () => {
  const all = await Promise.all(Array.from({ length: 30 }, () => transfer({ amount: '100.00' })));
  expect(all.filter(({ transaction }) => transaction !== null)).toHaveLength(1);
  expect(all.flatMap(({ userErrors }) => userErrors.map(({ code }) => code))).toEqual(Array(29).fill('INSUFFICIENT_FUNDS'));
});

test('transfers there and back at once end, and lose nothing', async () => {
  await fundAccount(gateway.sql, account, '100.00');
  const there = () => transfer({ amount: '1.00' });
  const back = () => transfer({ amount: '1.00', fromTradingAccountId: account, toTradingAccountId: null });
  const all = await Promise.all(Array.from({ length: 40 }, (_, at) => (at % 2 ? there() : back())));
  expect(all.every(({ transaction }) => transaction !== null)).toBe(true);
  expect([await balanceOf(account), (await walletOf(gateway.sql, client.id)).balance]).toEqual(['100.00', '100.00']);
});

test('each transfer writes one audit entry in its transaction', async () => {
  const { id } = await moved(gateway, 'transferCreate', order(), client);
  expect(await gateway.sql('select action, client_id from audit_entry where subject_id = $1', [id])).toEqual([
    { action: 'transaction.transfer', client_id: client.id },
  ]);
});
