import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Department } from '../../src/access/departments.js';
import { testGateway, type TestGateway } from '../support/gateway.js';
import { addTradingAccount, fundAccount, fundWallet, ledgerFaults, type MoneyPayload, type MoneyTransaction, move, moved, walletOf } from '../support/money.js';
import type { Person } from '../support/people.js';

let gateway: TestGateway;
let maker: Person, checker: Person, second: Person, client: Person;
let account: string;

beforeAll(async () => {
  gateway = await testGateway();
  [maker, checker, second] = [await gateway.staff('FINANCE'), await gateway.staff('FINANCE'), await gateway.staff('MANAGEMENT')];
});
afterAll(() => gateway.close());
beforeEach(async () => {
  client = await gateway.client();
  // supervised entities give retail clients no credit
  await gateway.sql(`update client set category = 'PROFESSIONAL' where id = $1`, [client.id]);
  account = await addTradingAccount(gateway.sql, client.id);
  await fundWallet(gateway.sql, client.id, '100.00');
});
afterEach(async () => expect(await ledgerFaults(gateway.sql)).toEqual([]));

const order = (given: Record<string, unknown> = {}) => ({
  ...{ clientId: client.id, amount: '25.00', currency: 'USD', reason: 'Slippage on ticket 4711', idempotencyKey: randomUUID() },
  ...given,
});
const adjust = (given: Record<string, unknown> = {}, as = maker) => moved(gateway, 'adjustmentCreate', order(given), as);
const credit = (amount: string, given: Record<string, unknown> = {}) =>
  move(gateway, 'creditCreate', order({ tradingAccountId: account, amount, ...given }), maker);
const decide = (what: 'Approve' | 'Reject' | 'Cancel', { id, version }: Pick<MoneyTransaction, 'id' | 'version'>, as: Person, given: object = {}) =>
  move(gateway, `transaction${what}`, { id, version, ...(what === 'Reject' && { reason: 'Not on our side' }), ...given }, as);
const codesOf = ({ userErrors }: MoneyPayload): string[] => userErrors.map(({ code }) => code);
const shown = async (id = account) =>
  (await gateway.sql<{ balance: string; credit: string }>('select balance::text, credit::text from trading_account where id = $1', [id]))[0];
const houseBalance = async (code: string): Promise<number> =>
  Number((await gateway.sql<{ balance: string }>('select balance::text from ledger_account where code = $1', [code]))[0]?.balance ?? 0);
const stateOf = async (id: string) =>
  (
    await gateway.sql<{ status: string; version: number; missing: number; approvals: number; entries: number; audited: number }>(
      `select status, version, approvals_missing::int as missing, (select count(*)::int from approval a where a.transaction_id = t.id and decision = 'APPROVED') as approvals,
        (select count(*)::int from journal_entry e where e.transaction_id = t.id) as entries, (select count(*)::int from audit_entry e where e.subject_id = t.id::text) as audited
       from transaction t where id = $1`,
      [id],
    )
  )[0];
/** Credit that the checker has approved. */
const given = async (amount: string): Promise<MoneyTransaction> => {
  const { transaction, userErrors } = await credit(amount);
  if (transaction === null) throw new Error(JSON.stringify(userErrors));
  return moved(gateway, 'transactionApprove', { id: transaction.id, version: transaction.version }, checker);
};

describe('by maker and checker', () => {
  test('a correction is booked with its last approval, and not before', async () => {
    const asked = await adjust();
    expect([asked.status, asked.approvalsMissing, (await walletOf(gateway.sql, client.id)).balance]).toEqual(['IN_REVIEW', 1, '100.00']);
    const { transaction } = await decide('Approve', asked, checker, { comment: 'Seen the ticket' });
    expect(transaction).toMatchObject({ status: 'SETTLED', approvalsMissing: 0, processedAmount: '25.00' });
    expect((await walletOf(gateway.sql, client.id)).balance).toBe('125.00');
    expect(await stateOf(asked.id)).toMatchObject({ approvals: 1, entries: 1, audited: 2 });
  });

  test('a correction of a trading account moves what it shows', async () => {
    await fundAccount(gateway.sql, account, '40.00');
    await decide('Approve', await adjust({ tradingAccountId: account, amount: '-15.50' }), checker);
    expect(await shown()).toEqual({ balance: '24.50', credit: '0' });
  });

  test('credit is given and taken back', async () => {
    const before = await houseBalance('credit-expense/USD');
    await given('40.00');
    expect(await shown()).toEqual({ balance: '0', credit: '40.00' });
    await given('-15.00');
    expect(await shown()).toEqual({ balance: '0', credit: '25.00' });
    expect((await houseBalance('credit-expense/USD')) - before).toBe(-25);
  });

  test('two approvals are two people', async () => {
    const asked = await adjust({ amount: '10000.00' });
    expect(asked.approvalsMissing).toBe(2);
    const { transaction: once } = await decide('Approve', asked, checker);
    expect(once).toMatchObject({ status: 'IN_REVIEW', approvalsMissing: 1 });
    expect(codesOf(await decide('Approve', once as MoneyTransaction, checker))).toEqual(['ALREADY_APPROVED_BY_YOU']);
    expect(await stateOf(asked.id)).toMatchObject({ status: 'IN_REVIEW', missing: 1, approvals: 1, entries: 0 });
    expect((await decide('Approve', once as MoneyTransaction, second)).transaction).toMatchObject({ status: 'SETTLED' });
  });

  test('ten at once, where two are needed: exactly two count', async () => {
    const asked = await adjust({ amount: '20000.00' });
    const checkers = await Promise.all(Array.from({ length: 10 }, () => gateway.staff('FINANCE')));
    const versionNow = async (): Promise<number> => (await stateOf(asked.id))?.version ?? 0;
    /** Reads again whenever somebody was quicker, as a person does. */
    const insist = async (as: Person): Promise<string> => {
      for (;;) {
        const { transaction, userErrors } = await decide('Approve', { id: asked.id, version: await versionNow() }, as);
        if (transaction !== null) return 'counted';
        if (userErrors[0]?.code !== 'STALE_VERSION') return userErrors[0]?.code ?? '';
      }
    };
    const outcomes = await Promise.all(checkers.map(insist));
    expect(outcomes.toSorted()).toEqual([...Array<string>(8).fill('ILLEGAL_TRANSITION'), 'counted', 'counted']);
    expect(await stateOf(asked.id)).toMatchObject({ status: 'SETTLED', missing: 0, approvals: 2, entries: 1, audited: 3 });
    expect((await walletOf(gateway.sql, client.id)).balance).toBe('20100.00');
  });

  test('a rejection ends it, with the reason, and nothing is booked', async () => {
    const asked = await adjust();
    const { transaction } = await decide('Reject', asked, checker);
    expect(transaction).toMatchObject({ status: 'REJECTED', reason: 'Not on our side' });
    expect(codesOf(await decide('Approve', transaction as MoneyTransaction, second))).toEqual(['ILLEGAL_TRANSITION']);
    expect(codesOf(await decide('Reject', transaction as MoneyTransaction, second))).toEqual(['ILLEGAL_TRANSITION']);
    expect(await stateOf(asked.id)).toMatchObject({ approvals: 0, entries: 0, audited: 2 });
  });

  test('whoever approved may still reject, and then no longer counts as having approved', async () => {
    const { transaction } = await decide('Approve', await adjust({ amount: '10000.00' }), checker);
    expect((await decide('Reject', transaction as MoneyTransaction, checker)).transaction).toMatchObject({ status: 'REJECTED' });
    expect(await stateOf(transaction?.id ?? '')).toMatchObject({ approvals: 0, entries: 0 });
  });

  test('the maker takes it back; its client cannot', async () => {
    const asked = await adjust();
    expect(codesOf(await decide('Cancel', asked, client))).toEqual(['POLICY_FORBIDS']);
    expect((await decide('Cancel', asked, maker, { reason: 'Wrong ticket' })).transaction).toMatchObject({ status: 'CANCELLED', reason: 'Wrong ticket' });
    expect(await stateOf(asked.id)).toMatchObject({ entries: 0, audited: 2 });
    expect(codesOf(await decide('Cancel', { id: asked.id, version: asked.version + 1 }, maker))).toEqual(['ILLEGAL_TRANSITION']);
  });
});

describe('nobody checks what they asked for', () => {
  const refusesAll = async (asked: Pick<MoneyTransaction, 'id' | 'version'>, as: Person): Promise<void> => {
    for (const what of ['Approve', 'Reject'] as const) expect(codesOf(await decide(what, asked, as))).toEqual(['MAKER_CANNOT_CHECK']);
    expect(await stateOf(asked.id)).toMatchObject({ status: 'IN_REVIEW', approvals: 0, entries: 0, audited: 1 });
  };

  test('as themselves, in whatever department', async () => {
    const both = await gateway.staff('FINANCE', 'MANAGEMENT');
    await refusesAll(await adjust({}, both), both);
  });

  test('as a client with the same address', async () => {
    const asked = await adjust();
    const [self] = await gateway.sql<{ email: string }>('select email from staff_member where id = $1', [checker.id]);
    const alias = await gateway.client();
    await gateway.sql('update client set email = $2 where id = $1', [alias.id, self?.email]);
    await gateway.sql('update transaction set requested_by_id = $2 where id = $1', [asked.id, alias.id]);
    await refusesAll(asked, checker);
  });

  test('through an API key that they made; and a key decides nothing at all', async () => {
    const keyMaker = await gateway.staff('ADMINISTRATION', 'FINANCE');
    const permissions = ['clients:read', 'clients:all', 'transactions:read', 'transactions:adjust', 'transactions:decide'];
    const { apiKeyCreate } = await gateway.data<{ apiKeyCreate: { key: string } }>(
      'mutation ($input: ApiKeyCreateInput!) { apiKeyCreate(input: $input) { key userErrors { message } } }',
      { input: { name: 'Corrections', permissions } },
      { as: keyMaker },
    );
    const byKey = <T>(name: string, input: object) =>
      gateway.data<Record<string, T>>(
        `mutation ($input: ${name[0]?.toUpperCase()}${name.slice(1)}Input!) { ${name}(input: $input) { transaction { id version } userErrors { code } } }`,
        { input },
        { as: apiKeyCreate.key },
      );
    const asked = (await byKey<MoneyPayload>('adjustmentCreate', order()))['adjustmentCreate']?.transaction as MoneyTransaction;
    await refusesAll(asked, keyMaker);
    const others = await adjust();
    const { transactionApprove } = await byKey<MoneyPayload>('transactionApprove', { id: others.id, version: others.version });
    expect(codesOf(transactionApprove as MoneyPayload)).toEqual(['POLICY_FORBIDS']);
    expect((await decide('Approve', asked, checker)).transaction).toMatchObject({ status: 'SETTLED' });
  });
});

describe('refused, and nothing changed', () => {
  test('a department to which the policy does not leave it', async () => {
    const asked = await adjust();
    await gateway.sql(`update transaction set approval_departments = '{MANAGEMENT}' where id = $1`, [asked.id]);
    expect(codesOf(await decide('Approve', asked, checker))).toEqual(['POLICY_FORBIDS']);
    expect(codesOf(await decide('Reject', asked, checker))).toEqual(['POLICY_FORBIDS']);
    expect(await stateOf(asked.id)).toMatchObject({ status: 'IN_REVIEW', approvals: 0, audited: 1 });
    expect((await decide('Approve', asked, second)).transaction).toMatchObject({ status: 'SETTLED' });
  });

  test.each(['Approve', 'Reject', 'Cancel'] as const)('a version that is not the last: %s', async (what) => {
    const asked = await adjust({ amount: '10000.00' });
    await decide('Approve', asked, second);
    const { transaction, userErrors } = await decide(what, asked, checker);
    expect([transaction, userErrors]).toMatchObject([null, [{ code: 'STALE_VERSION', currentVersion: asked.version + 1 }]]);
    expect(await stateOf(asked.id)).toMatchObject({ status: 'IN_REVIEW', missing: 1, approvals: 1, audited: 2 });
  });

  test('an approval of what is not there any more, with the approval itself', async () => {
    const asked = await adjust({ amount: '-100.00' });
    await moved(
      gateway,
      'transferCreate',
      { clientId: client.id, toTradingAccountId: account, amount: '0.01', currency: 'USD', idempotencyKey: randomUUID() },
      client,
    );
    const { transaction, userErrors } = await decide('Approve', asked, checker);
    expect([transaction, userErrors]).toMatchObject([null, [{ code: 'INSUFFICIENT_FUNDS', available: { amount: '99.99', currency: 'USD' } }]]);
    expect(await stateOf(asked.id)).toMatchObject({ status: 'IN_REVIEW', version: asked.version, missing: 1, approvals: 0, entries: 0, audited: 1 });
  });

  test('what does not exist', async () => {
    for (const id of [randomUUID(), 'nonsense'])
      for (const what of ['Approve', 'Reject', 'Cancel'] as const) expect(codesOf(await decide(what, { id, version: 1 }, checker))).toEqual(['NOT_FOUND']);
  });

  test.each<[string, Record<string, unknown>, string]>([
    ['no reason', { reason: ' ' }, 'INVALID'],
    ['nothing', { amount: '0.00' }, 'INVALID'],
    ['an amount that is too fine', { amount: '1.005' }, 'INVALID'],
    ['a client who is not there', { clientId: randomUUID() }, 'NOT_FOUND'],
    ['an account of nobody', { tradingAccountId: randomUUID() }, 'NOT_FOUND'],
  ])('a correction with %s', async (_, input, code) => {
    expect(codesOf(await move(gateway, 'adjustmentCreate', order(input), maker))).toEqual([code]);
    expect(await gateway.sql('select id from transaction where client_id = $1', [client.id])).toEqual([]);
  });

  test('a correction in another currency than the account has', async () =>
    expect(codesOf(await move(gateway, 'adjustmentCreate', order({ tradingAccountId: account, currency: 'EUR' }), maker))).toEqual(['CURRENCY_MISMATCH']));

  test.each(['CY', 'GB'])('credit to a retail client of the entity in %s', async (jurisdiction) => {
    await gateway.sql(`update client set category = 'RETAIL', jurisdiction = $2 where id = $1`, [client.id, jurisdiction]);
    expect(codesOf(await credit('10.00'))).toEqual(['POLICY_FORBIDS']);
    expect(await gateway.sql('select id from transaction where client_id = $1', [client.id])).toEqual([]);
  });

  test('more credit taken back than there is: when it is asked for, and when it is decided', async () => {
    await given('40.00');
    expect((await credit('-40.01')).userErrors).toMatchObject([{ code: 'INSUFFICIENT_FUNDS', available: { amount: '40.00', currency: 'USD' } }]);
    const [one, two] = [(await credit('-30.00')).transaction as MoneyTransaction, (await credit('-30.00')).transaction as MoneyTransaction];
    expect((await decide('Approve', one, checker)).transaction).toMatchObject({ status: 'SETTLED' });
    expect((await decide('Approve', two, checker)).userErrors).toMatchObject([{ code: 'INSUFFICIENT_FUNDS', available: { amount: '10.00', currency: 'USD' } }]);
    expect(await shown()).toEqual({ balance: '0', credit: '10.00' });
  });
});

describe('credit on an account that money leaves, by the policy', () => {
  /** Two thousand were paid in, five hundred were earned, and there are four hundred of credit. */
  beforeEach(async () => {
    await fundWallet(gateway.sql, client.id, '1900.00');
    await out('2000.00', { toTradingAccountId: account });
    await fundAccount(gateway.sql, account, '500.00');
    await given('400.00');
  });
  afterEach(() => setRule('PROPORTIONAL'));

  const setRule = (rule: string) => gateway.sql('update payment_policy set credit_rule = $1', [rule]);
  const out = (amount: string, sides: object = { fromTradingAccountId: account }) =>
    move(gateway, 'transferCreate', { clientId: client.id, amount, currency: 'USD', idempotencyKey: randomUUID(), ...sides }, client);

  test('KEEP: it stays', async () => {
    await setRule('KEEP');
    expect(codesOf(await out('1000.00'))).toEqual([]);
    expect(await shown()).toEqual({ balance: '1500.00', credit: '400.00' });
  });

  test('MUST_GO_FIRST: nothing leaves until it is taken back', async () => {
    await setRule('MUST_GO_FIRST');
    expect(codesOf(await out('1000.00'))).toEqual(['POLICY_FORBIDS']);
    expect(await shown()).toEqual({ balance: '2500.00', credit: '400.00' });
    await given('-400.00');
    expect(codesOf(await out('1000.00'))).toEqual([]);
    expect(await shown()).toEqual({ balance: '1500.00', credit: '0.00' });
  });

  test.each([
    ['500.00', '2000.00', '400.00'],
    ['1000.00', '1500.00', '300.00'],
    ['2500.00', '0.00', '0.00'],
  ])('PROPORTIONAL: of %s the profit leaves first, and the rest takes its share of the credit along', async (amount, balance, left) => {
    expect(codesOf(await out(amount))).toEqual([]);
    expect(await shown()).toEqual({ balance, credit: left });
  });
});

describe('negative balance protection', () => {
  const protect = (key: string = randomUUID(), id = account) => move(gateway, 'negativeBalanceProtect', { tradingAccountId: id, idempotencyKey: key }, maker);

  test.each([
    ['without credit', null, '0.00', -25],
    ['with less credit than is missing', '10.00', '0.00', -15],
    ['with more', '40.00', '15.00', 0],
  ])('brings an account back to zero, %s', async (_, extra, creditLeft, borne) => {
    const before = await houseBalance('negative-balance/USD');
    await fundAccount(gateway.sql, account, '-25.00');
    if (extra !== null) await given(extra);
    const { transaction } = await protect();
    expect(transaction).toMatchObject({ type: 'NEGATIVE_BALANCE_PROTECTION', status: 'SETTLED', amount: '25.00', processedAmount: '25.00' });
    expect(await shown()).toEqual({ balance: '0.00', credit: extra === null ? '0' : creditLeft });
    expect((await houseBalance('negative-balance/USD')) - before).toBe(borne);
    expect(await stateOf(transaction?.id ?? '')).toMatchObject({ entries: 1, audited: 1 });
  });

  test('is not for an account that is not below zero, nor for one that is archived, a demo or unknown', async () => {
    expect(codesOf(await protect())).toEqual(['ILLEGAL_TRANSITION']);
    await fundAccount(gateway.sql, account, '5.00');
    expect(codesOf(await protect())).toEqual(['ILLEGAL_TRANSITION']);
    const [archived, demo] = [
      await addTradingAccount(gateway.sql, client.id, { status: 'ARCHIVED' }),
      await addTradingAccount(gateway.sql, client.id, { environment: 'DEMO' }),
    ];
    for (const id of [archived, demo]) expect(codesOf(await protect(randomUUID(), id))).toEqual(['POLICY_FORBIDS']);
    expect(codesOf(await protect(randomUUID(), randomUUID()))).toEqual(['NOT_FOUND']);
    expect(await gateway.sql('select id from transaction where client_id = $1', [client.id])).toEqual([]);
  });

  test('sent again by its key answers with the same, and many at once bear the loss once', async () => {
    await fundAccount(gateway.sql, account, '-25.00');
    const key = randomUUID();
    const same = await Promise.all(Array.from({ length: 5 }, () => protect(key)));
    const others = await Promise.all(Array.from({ length: 5 }, () => protect()));
    expect(new Set(same.map(({ transaction }) => transaction?.id)).size).toBe(1);
    expect(others.flatMap(codesOf)).toEqual(Array(5).fill('ILLEGAL_TRANSITION'));
    expect(await shown()).toEqual({ balance: '0.00', credit: '0' });
  });
});

test('what was asked for is asked for once by its key, and by nobody else’s', async () => {
  const same = order();
  const [first, again] = [await adjust(same), await adjust(same)];
  expect(again.id).toBe(first.id);
  expect(codesOf(await move(gateway, 'adjustmentCreate', { ...same, amount: '26.00' }, maker))).toEqual(['IDEMPOTENCY_CONFLICT']);
  expect((await adjust(same, checker)).id).not.toBe(first.id);
});

describe('who has nothing to do with money', () => {
  const traces = async (): Promise<object | undefined> =>
    (
      await gateway.sql<object>(`select (select count(*) from transaction) as transactions, (select count(*) from approval) as approvals,
        (select count(*) from journal_entry) as entries, (select count(*) from idempotency_key) as keys, (select count(*) from audit_entry where subject_type = 'Transaction') as audited`)
    )[0];
  const departments: readonly Department[] = ['ADMINISTRATION', 'SUPPORT', 'SALES', 'COMPLIANCE', 'RISK', 'PARTNERSHIPS'];

  test.each([...departments, 'a client', 'a partner'])('%s is turned away before anything happens', async (who) => {
    const isOutside = who === 'a client' || who === 'a partner';
    const person = who === 'a client' ? client : who === 'a partner' ? await gateway.partner() : await gateway.staff(who as Department);
    const asked = await adjust();
    await fundAccount(gateway.sql, account, '-5.00');
    const before = await traces();
    const tried: [mutation: string, input: object][] = [
      ['adjustmentCreate', order()],
      ['creditCreate', order({ tradingAccountId: account })],
      ['transactionApprove', { id: asked.id, version: asked.version }],
      ['transactionReject', { id: asked.id, version: asked.version, reason: 'None of my business' }],
      ['negativeBalanceProtect', { tradingAccountId: account, idempotencyKey: randomUUID() }],
      ...(isOutside
        ? []
        : ([
            ['transactionCancel', { id: asked.id, version: asked.version }],
            ['transferCreate', { ...order({ toTradingAccountId: account }), reason: undefined }],
          ] as [string, object][])),
    ];
    for (const [mutation, input] of tried) {
      const { errors } = await gateway.graphql(
        `mutation ($input: ${mutation[0]?.toUpperCase()}${mutation.slice(1)}Input!) { ${mutation}(input: $input) { transaction { id } } }`,
        { input },
        { as: person },
      );
      expect(errors?.[0]?.extensions.code, mutation).toBe('FORBIDDEN');
    }
    expect(await traces()).toEqual(before);
  });
});
