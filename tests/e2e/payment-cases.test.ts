import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { fundWallet, ledgerFaults, move, setRate, walletOf } from '../support/money.js';
import type { Person } from '../support/people.js';
import { eventually } from '../support/providers.js';
import { type PaymentCaseSeen, type PaymentsFixture, paymentsFixture } from './payments.fixture.js';

let fixture: PaymentsFixture;
let client: Person;

beforeAll(async () => {
  fixture = await paymentsFixture();
});
afterAll(() => fixture?.close());
beforeEach(async () => {
  client = await fixture.client();
  await fixture.providers.behave('card');
  await fixture.providers.behave('cashier');
});
afterEach(async () => expect(await ledgerFaults(fixture.gateway.sql)).toEqual([]));

/** A deposit of 120 USD that was paid with something else. */
async function paidOtherwise(processed: { amount: string; currency?: string }, action = 'less', vendor: 'card' | 'cashier' = 'card'): Promise<PaymentCaseSeen> {
  const { id } = await fixture.deposit(client, { provider: vendor === 'card' ? 'cardway' : 'praxis-cashier' });
  await fixture.providers.act(vendor, id, action, processed);
  return fixture.theCase({ transactionId: id });
}
const close = (found: PaymentCaseSeen, resolution: string, as = fixture.finance, more: Record<string, unknown> = {}) =>
  fixture.onCase('Close', { id: found.id, version: found.version, resolution, note: 'Asked the client', ...more }, as);
const audited = (id: string) =>
  fixture.gateway
    .sql<{ action: string }>('select action from audit_entry where subject_id = $1 order by at, id', [id])
    .then((rows) => rows.map(({ action }) => action));

describe('who has a case', () => {
  test('it is taken by one, closed by nobody else, given back and given on', async () => {
    const found = await paidOtherwise({ amount: '10800' });
    const { finance, finance2, management } = fixture;
    const { paymentCase } = await fixture.onCase('Take', { id: found.id, version: found.version }, finance);
    expect(paymentCase).toMatchObject({ status: 'TAKEN', assignee: { id: finance.id }, version: found.version + 1 });
    const seen = paymentCase as PaymentCaseSeen;
    expect((await fixture.onCase('Take', { id: found.id, version: seen.version }, finance2)).userErrors).toMatchObject([{ code: 'ILLEGAL_TRANSITION' }]);
    expect((await close(seen, 'CREDITED', finance2)).userErrors).toMatchObject([{ code: 'POLICY_FORBIDS' }]);
    expect((await fixture.onCase('Release', { id: found.id, version: seen.version }, finance2)).userErrors).toMatchObject([{ code: 'POLICY_FORBIDS' }]);
    expect((await fixture.onCase('Release', { id: found.id, version: found.version }, finance)).userErrors).toMatchObject([{ code: 'STALE_VERSION' }]);
    const support = await fixture.gateway.staff('SUPPORT');
    expect((await fixture.onCase('Assign', { id: found.id, version: seen.version, assigneeId: support.id }, management)).userErrors).toMatchObject([
      { code: 'POLICY_FORBIDS', field: ['assigneeId'] },
    ]);
    const given = (await fixture.onCase('Assign', { id: found.id, version: seen.version, assigneeId: finance2.id }, management)).paymentCase as PaymentCaseSeen;
    expect(given.assignee).toEqual({ id: finance2.id });
    const back = (await fixture.onCase('Release', { id: found.id, version: given.version }, finance2)).paymentCase as PaymentCaseSeen;
    expect(back).toMatchObject({ status: 'OPEN', assignee: null });
    expect((await close(back, 'RETURNED')).paymentCase).toMatchObject({ status: 'CLOSED', resolution: 'RETURNED' });
    expect(await audited(found.id)).toEqual(['paymentCase.take', 'paymentCase.assign', 'paymentCase.release', 'paymentCase.close']);
  });

  test('its task is opened with it, is in the same hands, and ends with it', async () => {
    const found = await paidOtherwise({ amount: '10800' });
    const task = () =>
      fixture.gateway.sql('select kind, status, client_id, assignee_id, outcome, closed_by_id, closed_at is null as "isOpen" from task where subject_id = $1', [
        found.id,
      ]);
    const waits = { kind: 'PAYMENT_CASE', client_id: client.id, outcome: null, closed_by_id: null, isOpen: true };
    expect(await task()).toEqual([{ ...waits, status: 'OPEN', assignee_id: null }]);
    const { finance, finance2, management } = fixture;
    const taken = (await fixture.onCase('Take', { id: found.id, version: found.version }, finance)).paymentCase as PaymentCaseSeen;
    expect(await task()).toEqual([{ ...waits, status: 'TAKEN', assignee_id: finance.id }]);
    const given = (await fixture.onCase('Assign', { id: found.id, version: taken.version, assigneeId: finance2.id }, management))
      .paymentCase as PaymentCaseSeen;
    expect(await task()).toEqual([{ ...waits, status: 'TAKEN', assignee_id: finance2.id }]);
    await close(given, 'EXPLAINED', finance2);
    expect(await task()).toEqual([{ ...waits, status: 'TAKEN', assignee_id: finance2.id }]);
    expect((await close(given, 'RETURNED', finance2)).userErrors).toEqual([]);
    expect(await task()).toEqual([{ ...waits, status: 'DONE', assignee_id: finance2.id, outcome: 'RETURNED', closed_by_id: finance2.id, isOpen: false }]);
  });

  test('the queue is filtered, and counted by kind and status', async () => {
    const found = await paidOtherwise({ amount: '10800' });
    expect(await fixture.cases({ clientId: client.id, status: ['OPEN'], kind: ['AMOUNT_TOO_LOW'], provider: ['cardway'] })).toHaveLength(1);
    expect(await fixture.cases({ clientId: client.id, kind: ['AMOUNT_TOO_HIGH'] })).toEqual([]);
    const text = '{ paymentCaseCounts { kind status count } paymentCases(filter: { status: [OPEN] }) { totalCount } }';
    const { paymentCaseCounts: counts, paymentCases } = await fixture.gateway.data<{
      paymentCaseCounts: { kind: string; status: string; count: number }[];
      paymentCases: { totalCount: number };
    }>(text, {}, { as: fixture.finance });
    expect(counts.filter(({ status }) => status === 'OPEN').reduce((sum, { count }) => sum + count, 0)).toBe(paymentCases.totalCount);
    expect((await close(found, 'RETURNED')).userErrors).toEqual([]);
  });
});

describe('money that was paid otherwise', () => {
  test.each([
    ['less', { amount: '10800' }, '108.00'],
    ['more', { amount: '13200' }, '132.00'],
  ])('%s is credited as it came: the deposit is settled by it, out of suspense', async (action, processed, amount) => {
    const before = await fixture.ledger('suspense/USD');
    const found = await paidOtherwise(processed, action);
    expect(found).toMatchObject({ inSuspense: true, amount });
    expect((await close(found, 'CREDITED')).paymentCase).toMatchObject({
      status: 'CLOSED',
      resolution: 'CREDITED',
      inSuspense: false,
      transaction: { status: 'SETTLED' },
    });
    expect([(await walletOf(fixture.gateway.sql, client.id)).balance, await fixture.ledger('suspense/USD')]).toEqual([
      amount,
      Number(before) === 0 ? '0.00' : before,
    ]);
    expect((await fixture.read(found.transaction?.id as string)).processedAmount).toBe(amount);
  });

  test('in another currency it is a deposit of its own, the first ends, and a chargeback finds the second', async () => {
    const found = await paidOtherwise({ amount: '12000', currency: 'EUR' }, 'pay', 'cashier');
    // what cannot be weighed for want of a rate takes a second person
    const proposed = (await close(found, 'CREDITED')).paymentCase as PaymentCaseSeen;
    expect(proposed.status).toBe('PROPOSED');
    const back = (await fixture.onCase('Release', { id: found.id, version: proposed.version }, fixture.finance)).paymentCase as PaymentCaseSeen;
    await setRate(fixture.gateway.sql, 'EUR', 'USD', '1.08');
    expect((await close(back, 'CREDITED')).paymentCase?.status).toBe('CLOSED');
    const first = await fixture.read(found.transaction?.id as string);
    expect([first.status, first.reason]).toEqual(['CANCELLED', expect.stringContaining('EUR')]);
    expect((await walletOf(fixture.gateway.sql, client.id, 'EUR')).balance).toBe('120.00');
    const [second] = await fixture.gateway.sql<{ id: string; status: string }>('select id, status from transaction where related_id = $1', [first.id]);
    expect(second?.status).toBe('SETTLED');
    await fixture.providers.act('cashier', first.id, 'dispute');
    await fixture.until(second?.id as string, 'CHARGED_BACK');
    expect((await walletOf(fixture.gateway.sql, client.id, 'EUR')).balance).toBe('0.00');
  });

  test('returned, it leaves suspense, the deposit is declined, and the same news again brings nothing back', async () => {
    const found = await paidOtherwise({ amount: '10800' });
    const id = found.transaction?.id as string;
    const clearing = await fixture.ledger('provider-clearing/cardway/USD');
    expect((await close(found, 'RETURNED')).paymentCase).toMatchObject({ resolution: 'RETURNED', transaction: { status: 'DECLINED' } });
    expect(Number(await fixture.ledger('provider-clearing/cardway/USD'))).toBe(Number(clearing) + 108);
    // the money went back at the provider, which tells us so
    await fixture.providers.act('card', id, 'refund');
    await eventually(
      () =>
        fixture.gateway.sql<{ state: string; status: string }>(`select state, status from payment_event where transaction_id = $1 and state = 'REVERSED'`, [
          id,
        ]),
      (events) => events[0]?.status === 'NOTHING_NEW',
    );
    expect((await fixture.read(id)).status).toBe('DECLINED');
    expect((await walletOf(fixture.gateway.sql, client.id)).balance).toBe('0');
  });

  test.each(['CLOSED', 'TERMINATED'])('it is not credited to a client who is %s', async (status) => {
    const found = await paidOtherwise({ amount: '10800' });
    await fixture.gateway.sql('update client set onboarding_status = $2 where id = $1', [client.id, status]);
    expect((await close(found, 'CREDITED')).userErrors).toMatchObject([{ code: 'RESTRICTED', field: ['resolution'] }]);
    expect((await close(found, 'RETURNED')).userErrors).toEqual([]);
  });

  test('it is not credited around a restriction, and never explained away', async () => {
    const found = await paidOtherwise({ amount: '10800' });
    await fixture.gateway.sql(
      `insert into restriction (id, client_id, kind, reason, created_by) values (gen_random_uuid(), $1, 'NO_DEPOSIT', 'a test', 'a test')`,
      [client.id],
    );
    expect((await close(found, 'CREDITED')).userErrors).toMatchObject([{ code: 'RESTRICTED' }]);
    expect((await close(found, 'EXPLAINED')).userErrors).toMatchObject([{ code: 'POLICY_FORBIDS', field: ['resolution'] }]);
  });

  test('closed by six at once it is closed once', async () => {
    const found = await paidOtherwise({ amount: '10800' });
    const { finance, finance2, management } = fixture;
    const all = await Promise.all([finance, finance2, management, finance, finance2, management].map((as) => close(found, 'CREDITED', as)));
    expect(all.filter(({ userErrors }) => userErrors.length === 0)).toHaveLength(1);
    expect((await walletOf(fixture.gateway.sql, client.id)).balance).toBe('108.00');
  });

  test('of a thousand or more it takes a second person: proposed by one, booked by another', async () => {
    const { id } = await fixture.deposit(client, { amount: '2000.00' });
    await fixture.providers.act('card', id, 'less', { amount: '150000' });
    const found = await fixture.theCase({ transactionId: id });
    const proposed = (await close(found, 'CREDITED')).paymentCase as PaymentCaseSeen;
    expect(proposed).toMatchObject({ status: 'PROPOSED', resolution: 'CREDITED', proposedBy: 'Helena Costa', inSuspense: true });
    expect((await walletOf(fixture.gateway.sql, client.id)).balance).toBe('0');
    const named = { id: found.id, version: proposed.version };
    expect((await fixture.onCase('Confirm', named, fixture.finance)).userErrors).toMatchObject([{ code: 'MAKER_CANNOT_CHECK' }]);
    expect((await close(proposed, 'CREDITED', fixture.finance2)).userErrors).toMatchObject([{ code: 'ILLEGAL_TRANSITION' }]);
    expect((await fixture.onCase('Confirm', named, fixture.finance2)).paymentCase).toMatchObject({ status: 'CLOSED', transaction: { status: 'SETTLED' } });
    expect((await walletOf(fixture.gateway.sql, client.id)).balance).toBe('1500.00');
    expect(await audited(found.id)).toEqual(['paymentCase.propose', 'paymentCase.close']);
  });
});

describe('a payout of which nobody knows', () => {
  async function unknownPayout(): Promise<{ id: string; payoutId: string; found: PaymentCaseSeen }> {
    await fixture.paidIn(client, '100.00');
    await fixture.providers.behave('card', { payouts: 'lose' });
    const input = { clientId: client.id, amount: '60.00', currency: 'USD', provider: 'cardway', destination: {}, idempotencyKey: crypto.randomUUID() };
    const { transaction } = await move(fixture.gateway, 'withdrawalRequest', input, client);
    const id = transaction?.id as string;
    await fixture.until(id, 'UNKNOWN');
    const payoutId = (await fixture.read(id)).payouts[0]?.id as string;
    await fixture.gateway.sql(`update payout set sent_at = now() - interval '20 minutes' where id = $1`, [payoutId]);
    await fixture.gateway.sql(`update graphile_worker._private_jobs set run_at = now() where key = $1`, [`payout.lookUp:${payoutId}`]);
    await fixture.providers.behave('card');
    return { id, payoutId, found: await fixture.theCase({ transactionId: id, kind: ['PAYOUT_UNKNOWN'] }) };
  }

  test('is sent again under the same id, and paid once', async () => {
    const { id, found } = await unknownPayout();
    expect((await close(found, 'EXPLAINED')).userErrors).toMatchObject([{ code: 'POLICY_FORBIDS' }]);
    await fixture.providers.behave('card', { payouts: 'settle' });
    expect((await close(found, 'RETRIED')).paymentCase).toMatchObject({ status: 'CLOSED', resolution: 'RETRIED' });
    await fixture.until(id, 'SETTLED');
    expect(await walletOf(fixture.gateway.sql, client.id)).toEqual({ balance: '40.00', held: '0.00' });
  });

  test('is declined, and what was held is free again', async () => {
    const { id, found } = await unknownPayout();
    expect((await close(found, 'DECLINED_BY_PROVIDER')).paymentCase).toMatchObject({ status: 'CLOSED', transaction: { status: 'DECLINED' } });
    expect((await fixture.read(id)).payouts).toMatchObject([{ status: 'DECLINED' }]);
    expect(await walletOf(fixture.gateway.sql, client.id)).toEqual({ balance: '100.00', held: '0.00' });
  });
});

describe('a debt after a chargeback', () => {
  test('is explained, with nothing to book', async () => {
    const id = await fixture.paidIn(client, '100.00');
    await fundWallet(fixture.gateway.sql, client.id, '-70.00');
    await fixture.providers.act('card', id, 'dispute');
    await fixture.until(id, 'CHARGED_BACK');
    const found = await fixture.theCase({ clientId: client.id, kind: ['CHARGEBACK_DEBT'] });
    expect(found).toMatchObject({ amount: '70.00', inSuspense: false });
    expect((await close(found, 'CREDITED')).userErrors).toMatchObject([{ code: 'POLICY_FORBIDS', field: ['resolution'] }]);
    expect((await close(found, 'EXPLAINED')).paymentCase).toMatchObject({ status: 'CLOSED', note: 'Asked the client' });
  });
});
