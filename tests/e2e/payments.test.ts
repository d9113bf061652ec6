import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { testGateway, type TestGateway } from '../support/gateway.js';
import {
  addTradingAccount,
  type Failure,
  fundAccount,
  fundWallet,
  ledgerFaults,
  move,
  moved,
  type MoneyTransaction,
  setRate,
  TRANSACTION_FIELDS,
  walletOf,
} from '../support/money.js';
import { type Person, setKycLevel } from '../support/people.js';
import { eventually, type TestProviders, testProviders } from '../support/providers.js';

let gateway: TestGateway;
let providers: TestProviders;
let finance: Person, finance2: Person, compliance: Person, client: Person;
let account: string;

beforeAll(async () => {
  gateway = await testGateway({ listens: true });
  providers = await testProviders(gateway);
  [finance, finance2, compliance] = await Promise.all([gateway.staff('FINANCE'), gateway.staff('FINANCE'), gateway.staff('COMPLIANCE')]);
});
afterAll(async () => {
  await providers.stop();
  await gateway.close();
});
beforeEach(async () => {
  client = await gateway.client();
  await setKycLevel(gateway.sql, client.id, 2);
  account = await addTradingAccount(gateway.sql, client.id);
  await providers.behave('card');
  await providers.behave('cashier');
});
afterEach(async () => expect(await ledgerFaults(gateway.sql)).toEqual([]));

interface Deposited {
  transaction: MoneyTransaction | null;
  redirectUrl: string | null;
  instructions: string[];
  userErrors: Failure[];
}

const depositOf = async (given: Record<string, unknown> = {}, as = client): Promise<Deposited> => {
  const input = { clientId: client.id, amount: '120.00', currency: 'USD', provider: 'cardway', idempotencyKey: randomUUID(), ...given };
  const text = `mutation D($input: DepositCreateInput!) { depositCreate(input: $input) { transaction { ${TRANSACTION_FIELDS} } redirectUrl instructions userErrors { code message field } } }`;
  return (await gateway.data<{ depositCreate: Deposited }>(text, { input }, { as })).depositCreate;
};
const deposit = async (given: Record<string, unknown> = {}): Promise<MoneyTransaction> => {
  const { transaction, userErrors } = await depositOf(given);
  if (transaction === null) throw new Error(JSON.stringify(userErrors));
  return transaction;
};
const read = async (id: string): Promise<MoneyTransaction & { payouts: { id: string; provider: string; amount: string; status: string }[] }> =>
  (
    await gateway.data<{ transaction: never }>(
      `query T($id: ID!) { transaction(id: $id) { ${TRANSACTION_FIELDS} payouts { id provider amount status } } }`,
      { id },
      { as: finance },
    )
  ).transaction;
const until = (id: string, status: string) =>
  eventually(
    () => read(id),
    (transaction) => transaction.status === status,
  );
const casesOf = (transactionId: string) =>
  gateway.sql<{ kind: string; amount: string; currency: string }>('select kind, amount::text, currency from payment_case where transaction_id = $1', [
    transactionId,
  ]);
const balanceOf = async (id: string): Promise<string> =>
  (await gateway.sql<{ balance: string }>('select balance::text from trading_account where id = $1', [id]))[0]?.balance ?? '';

async function paidIn(amount: string, provider = 'cardway', currency = 'USD'): Promise<string> {
  const { id } = await deposit({ amount, provider, currency });
  await providers.act(provider === 'cardway' ? 'card' : 'cashier', id, 'pay');
  await until(id, 'SETTLED');
  return id;
}

describe('a deposit', () => {
  test.each([
    ['cardway', 'card'],
    ['praxis-cashier', 'cashier'],
  ] as const)('by %s is paid on its page, and booked when the webhook tells', async (provider, vendor) => {
    const { transaction, redirectUrl } = await depositOf({ provider });
    expect(transaction).toMatchObject({ type: 'DEPOSIT', status: 'PENDING_PROVIDER' });
    expect((await fetch(redirectUrl as string)).status).toBe(200);
    await providers.act(vendor, transaction?.id as string, 'pay');
    expect(await until(transaction?.id as string, 'SETTLED')).toMatchObject({ processedAmount: '120.00' });
    expect((await walletOf(gateway.sql, client.id)).balance).toBe('120.00');
  });

  test('goes on to the trading account that was named', async () => {
    const { id } = await deposit({ tradingAccountId: account });
    await providers.act('card', id, 'pay');
    await until(id, 'SETTLED');
    expect([await balanceOf(account), (await walletOf(gateway.sql, client.id)).balance]).toEqual(['120.00', '0.00']);
  });

  test.each([
    ['card', 'less', { amount: '10800' }, 'AMOUNT_TOO_LOW', '108.00', 'USD'],
    ['card', 'more', { amount: '13200' }, 'AMOUNT_TOO_HIGH', '132.00', 'USD'],
    ['cashier', 'pay', { amount: '12000', currency: 'EUR' }, 'OTHER_CURRENCY', '120.00', 'EUR'],
  ] as const)(
    'by %s that is paid otherwise (%s %j) goes before an operator, and not into the wallet',
    async (vendor, action, processed, kind, amount, currency) => {
      const { id } = await deposit({ provider: vendor === 'card' ? 'cardway' : 'praxis-cashier' });
      await providers.act(vendor, id, action, processed);
      expect(
        await eventually(
          () => casesOf(id),
          (cases) => cases.length > 0,
        ),
      ).toEqual([{ kind, amount, currency }]);
      expect((await walletOf(gateway.sql, client.id)).balance).toBe('0');
      const suspense = await gateway.sql<{ sum: string }>(
        `select sum(l.amount)::text from journal_line l join journal_entry e on e.id = l.entry_id join ledger_account a on a.id = l.account_id where a.kind = 'SUSPENSE' and e.transaction_id = $1`,
        [id],
      );
      expect(suspense).toEqual([{ sum: amount }]);
    },
  );

  test('that is declined moves nothing', async () => {
    const { id } = await deposit();
    await providers.act('card', id, 'decline');
    await until(id, 'DECLINED');
    expect((await walletOf(gateway.sql, client.id)).balance).toBe('0');
  });

  test('that is charged back after the money moved on leaves a debt, and a restriction', async () => {
    const { id } = await deposit({ tradingAccountId: account });
    await providers.act('card', id, 'pay');
    await until(id, 'SETTLED');
    await providers.act('card', id, 'dispute');
    await until(id, 'CHARGED_BACK');
    const [owed] = await gateway.sql<{ balance: string }>(`select balance::text from ledger_account where kind = 'RECEIVABLE' and client_id = $1`, [client.id]);
    expect(owed).toEqual({ balance: '-120.00' });
    expect(await gateway.sql(`select kind from restriction where client_id = $1 and lifted_at is null`, [client.id])).toEqual([{ kind: 'NO_WITHDRAWAL' }]);
    expect(await gateway.sql(`select status from transaction where related_id = $1`, [id])).toEqual([{ status: 'SETTLED' }]);
  });

  test('asked for again with the same key is the same deposit and the same page', async () => {
    const idempotencyKey = randomUUID();
    const [first, second] = [await depositOf({ idempotencyKey }), await depositOf({ idempotencyKey })];
    expect([second.transaction?.id, second.redirectUrl]).toEqual([first.transaction?.id, first.redirectUrl]);
  });

  test('whose provider is silent is asked for again with the same key', async () => {
    const idempotencyKey = randomUUID();
    await providers.behave('card', { sessions: 'silent' });
    expect((await depositOf({ idempotencyKey })).userErrors).toMatchObject([{ code: 'CONNECTOR_UNAVAILABLE', field: ['provider'] }]);
    await providers.behave('card');
    expect((await depositOf({ idempotencyKey })).transaction).toMatchObject({ status: 'PENDING_PROVIDER' });
  });

  test.each([
    [{ amount: '9.99' }, 'LIMIT_EXCEEDED'],
    [{ amount: '1000000.01' }, 'LIMIT_EXCEEDED'],
    [{ provider: 'nobody' }, 'NOT_FOUND'],
    [{ currency: 'GBP' }, 'POLICY_FORBIDS'],
  ])('of %j is refused', async (given, code) => expect((await depositOf(given)).userErrors.map((error) => error.code)).toEqual([code]));

  test('by bank transfer tells what to write where', async () => {
    const { redirectUrl, instructions, transaction } = await depositOf({ provider: 'bankwire' });
    expect([redirectUrl, transaction?.status]).toEqual([null, 'PENDING_PROVIDER']);
    expect(instructions.join('\n')).toContain(transaction?.reference);
  });
});

describe('a withdrawal', () => {
  const request = (given: Record<string, unknown> = {}, as = client) =>
    move(
      gateway,
      'withdrawalRequest',
      { clientId: client.id, amount: '100.00', currency: 'USD', provider: 'cardway', destination: {}, idempotencyKey: randomUUID(), ...given },
      as,
    );
  const requested = async (given: Record<string, unknown> = {}): Promise<MoneyTransaction> => {
    const { transaction, userErrors } = await request(given);
    if (transaction === null) throw new Error(JSON.stringify(userErrors));
    return transaction;
  };
  const codes = async (given: Record<string, unknown> = {}) => (await request(given)).userErrors.map(({ code }) => code);

  test('below the first tier goes back to the card at once', async () => {
    await paidIn('150.00');
    await providers.behave('card', { payouts: 'settle' });
    const { id, status } = await requested();
    expect(['APPROVED', 'SENT_TO_PROVIDER', 'SETTLED']).toContain(status); // nobody is asked; the queue may have been quicker than the answer
    const done = await until(id, 'SETTLED');
    expect(done).toMatchObject({ processedAmount: '100.00', payouts: [{ provider: 'cardway', amount: '100.00', status: 'SETTLED' }] });
    expect(await walletOf(gateway.sql, client.id)).toEqual({ balance: '50.00', held: '0.00' });
  });

  test('of more is held, approved by two people, and told by webhook', async () => {
    await paidIn('20000.00');
    const { id, status, version, approvalsMissing } = await requested({ amount: '15000.00' });
    expect([status, approvalsMissing, await walletOf(gateway.sql, client.id)]).toEqual(['IN_REVIEW', 2, { balance: '20000.00', held: '15000.00' }]);
    await moved(gateway, 'transactionApprove', { id, version }, finance);
    const { version: next } = await read(id);
    await moved(gateway, 'transactionApprove', { id, version: next }, finance2);
    await until(id, 'SETTLED');
    expect(await walletOf(gateway.sql, client.id)).toEqual({ balance: '5000.00', held: '0.00' });
  });

  test('that is rejected or cancelled gives back what it held', async () => {
    await paidIn('5000.00');
    const [one, other] = [await requested({ amount: '2000.00' }), await requested({ amount: '2000.00' })];
    await moved(gateway, 'transactionReject', { id: one.id, version: one.version, reason: 'Not the owner of the card' }, finance);
    await moved(gateway, 'transactionCancel', { id: other.id, version: other.version }, client);
    expect(await walletOf(gateway.sql, client.id)).toEqual({ balance: '5000.00', held: '0.00' });
    expect([(await read(one.id)).status, (await read(other.id)).status]).toEqual(['REJECTED', 'CANCELLED']);
  });

  test('that the provider declines gives back what it held, to the trading account that it came from', async () => {
    await paidIn('100.00');
    await fundAccount(gateway.sql, account, '80.00');
    await providers.behave('card', { payouts: 'decline' });
    const { id } = await requested({ amount: '80.00', tradingAccountId: account });
    await until(id, 'DECLINED');
    expect([await walletOf(gateway.sql, client.id), await balanceOf(account)]).toEqual([{ balance: '100.00', held: '0.00' }, '80.00']);
  });

  test('of which the provider says nothing is unknown, and looked up instead of sent again', async () => {
    await paidIn('100.00');
    // it takes the order, breaks while it answers, and says nothing for an hour
    await providers.behave('card', { payouts: 'break', settleMs: '3600000' });
    const { id } = await requested({ amount: '60.00' });
    const { payouts } = await until(id, 'UNKNOWN');
    expect((await walletOf(gateway.sql, client.id)).held).toBe('60.00');
    // paid meanwhile, and the webhook is lost: it takes the look-up
    await providers.behave('card', { webhooks: 'lose' });
    await providers.act('card', payouts[0]?.id as string, 'settle');
    await gateway.sql(`update graphile_worker._private_jobs set run_at = now() where key = $1`, [`payout.lookUp:${payouts[0]?.id}`]);
    await gateway.sql(`select graphile_worker.add_job('payout.lookUp', $1::json)`, [JSON.stringify({ payoutId: payouts[0]?.id })]);
    await until(id, 'SETTLED');
    expect(await walletOf(gateway.sql, client.id)).toEqual({ balance: '40.00', held: '0.00' });
  });

  test('goes back to its sources, and the rest to a verified bank account', async () => {
    await paidIn('50.00');
    await paidIn('30.00', 'praxis-cashier');
    await fundWallet(gateway.sql, client.id, '100.00');
    expect(await codes({ amount: '120.00' })).toEqual(['POLICY_FORBIDS']);
    const add = `mutation A($input: PayoutDestinationAddInput!) { payoutDestinationAdd(input: $input) { payoutDestination { id version label status } userErrors { code message } } }`;
    const destination = { iban: 'DE89 3704 0044 0532 0130 00', holder: 'Maria Ioannou', bic: 'COBADEFFXXX' };
    const { payoutDestinationAdd: added } = await gateway.data<{
      payoutDestinationAdd: { payoutDestination: { id: string; version: number; label: string }; userErrors: unknown[] };
    }>(add, { input: { clientId: client.id, provider: 'bankwire', destination } }, { as: client });
    expect(added.userErrors).toEqual([]);
    expect(added.payoutDestination.label).not.toContain('0532');
    const verify = `mutation V($input: PayoutDestinationVerifyInput!) { payoutDestinationVerify(input: $input) { payoutDestination { status } userErrors { code } } }`;
    await gateway.data(verify, { input: { id: added.payoutDestination.id, version: 1 } }, { as: compliance });
    expect(await codes({ amount: '120.00' })).toEqual(['POLICY_FORBIDS']);
    await gateway.sql(`update payout_destination set decided_at = now() - interval '25 hours' where id = $1`, [added.payoutDestination.id]);
    // never to another account than the one that was named
    const elsewhere = { iban: 'GB29 NWBK 6016 1331 9268 19', holder: 'Maria Ioannou', bic: 'NWBKGB2L' };
    expect((await request({ amount: '120.00', provider: 'bankwire', destination: elsewhere })).userErrors).toMatchObject([
      { code: 'POLICY_FORBIDS', field: ['destination'] },
    ]);
    const { id } = await requested({ amount: '120.00' });
    expect((await read(id)).payouts.map(({ provider, amount }) => [provider, amount])).toEqual([
      ['cardway', '50.00'],
      ['praxis-cashier', '30.00'],
      ['bankwire', '40.00'],
    ]);
  });

  test.each(['CLOSED', 'TERMINATED'])(
    'of a client who is %s is asked for by the staff: gathered, held, approved by another, and back at its source',
    async (status) => {
      await paidIn('2000.00');
      await fundAccount(gateway.sql, account, '300.00');
      const own = await requested({ amount: '1500.00' });
      await gateway.sql('update client set onboarding_status = $2 where id = $1', [client.id, status]);
      // what it had asked for itself does not go on, and is given back
      const approval = { id: own.id, version: own.version };
      expect((await move(gateway, 'transactionApprove', approval, finance)).userErrors).toMatchObject([
        { code: 'RESTRICTED', message: expect.stringMatching(/paid out by the staff\.$/) },
      ]);
      await moved(gateway, 'transactionReject', { ...approval, reason: 'The client has left' }, finance);
      expect((await depositOf({}, finance)).userErrors).toMatchObject([{ code: 'RESTRICTED' }]);
      const gather = { clientId: client.id, fromTradingAccountId: account, amount: '300.00', currency: 'USD', idempotencyKey: randomUUID() };
      await moved(gateway, 'transferCreate', gather, finance);
      const { transaction } = await request({ amount: '2000.00' }, finance);
      expect(transaction?.status).toBe('IN_REVIEW');
      const last = { id: transaction?.id, version: transaction?.version };
      expect((await move(gateway, 'transactionApprove', last, finance)).userErrors).toMatchObject([{ code: 'MAKER_CANNOT_CHECK' }]);
      await moved(gateway, 'transactionApprove', last, finance2);
      expect((await until(transaction?.id as string, 'SETTLED')).payouts).toMatchObject([{ provider: 'cardway', amount: '2000.00', status: 'SETTLED' }]);
      expect(await walletOf(gateway.sql, client.id)).toEqual({ balance: '300.00', held: '0.00' });
      // a restriction holds for the staff as well
      await gateway.sql(
        `insert into restriction (id, client_id, kind, reason, created_by) values (uuidv7(), $1, 'NO_WITHDRAWAL', 'The authority asked for it', 'Compliance')`,
        [client.id],
      );
      expect((await request({ amount: '100.00' }, finance)).userErrors[0]?.message).toBe('NO_WITHDRAWAL is in force for this client.');
    },
  );

  test('shows in a preview what a request would meet, and changes nothing', async () => {
    const source = await paidIn('50.00');
    const text = `query P($clientId: ID!, $amount: Decimal!) { withdrawalPreview(clientId: $clientId, amount: $amount, currency: "USD", provider: "cardway") {
      allocations { provider amount deposit { id } } obstacles { code } approvalsNeeded fee } }`;
    const preview = async (amount: string) =>
      (await gateway.data<{ withdrawalPreview: unknown }>(text, { clientId: client.id, amount }, { as: client })).withdrawalPreview;
    expect(await preview('20.00')).toEqual({
      allocations: [{ provider: 'cardway', amount: '20.00', deposit: { id: source } }],
      obstacles: [],
      approvalsNeeded: 0,
      fee: '0.00',
    });
    expect(await preview('60.00')).toMatchObject({ allocations: [], obstacles: [{ code: 'INSUFFICIENT_FUNDS' }, { code: 'POLICY_FORBIDS' }] });
    expect(await preview('5.00')).toMatchObject({ obstacles: [{ code: 'LIMIT_EXCEEDED' }] });
    await setKycLevel(gateway.sql, client.id, 0);
    expect(await preview('20.00')).toMatchObject({ obstacles: [{ code: 'KYC_REQUIRED' }] });
    expect(await codes({ amount: '20.00' })).toEqual(['KYC_REQUIRED']);
    expect(await gateway.sql(`select from transaction where client_id = $1 and type = 'WITHDRAWAL'`, [client.id])).toEqual([]);
  });

  test('of the whole balance, thirty at once: exactly one passes', async () => {
    await paidIn('900.00');
    const all = await Promise.all(Array.from({ length: 30 }, () => request({ amount: '900.00' })));
    expect(all.filter(({ transaction }) => transaction !== null)).toHaveLength(1);
  });

  test('in two currencies at once keeps to the limits over both', async () => {
    await gateway.sql('update payment_policy set daily_limit = 1000');
    await setRate(gateway.sql, 'EUR', 'USD', '1.1');
    try {
      await Promise.all([paidIn('900.00'), paidIn('900.00', 'cardway', 'EUR')]);
      const all = await Promise.all(['USD', 'EUR', 'USD', 'EUR'].map((currency) => request({ amount: '700.00', currency })));
      expect(all.filter(({ transaction }) => transaction !== null)).toHaveLength(1);
      expect(new Set(all.flatMap(({ userErrors }) => userErrors.map(({ code }) => code)))).toContain('LIMIT_EXCEEDED');
    } finally {
      await gateway.sql('update payment_policy set daily_limit = 100000');
    }
  });

  test('whose job is gone is taken up again', async () => {
    await paidIn('2000.00');
    const { id, version } = await requested({ amount: '1500.00' });
    await gateway.sql(
      `update transaction set status = 'APPROVED', approvals_missing = 0, updated_at = now() - interval '1 hour' where id = $1 and version = $2`,
      [id, version],
    );
    await gateway.sql(`select graphile_worker.add_job('withdrawal.sendStuck', '{}'::json)`);
    await until(id, 'SETTLED');
  });
});
