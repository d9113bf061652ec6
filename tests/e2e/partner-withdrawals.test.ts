import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { camtFile } from '../../src/connectors/payments/simulator/bank.files.js';
import { SIMULATOR_CREDENTIALS } from '../../src/connectors/payments/simulator/simulators.js';
import { ledgerFaults, moved, move, partnerWalletOf, setRate } from '../support/money.js';
import { closeMonth, earn, payoutFaults, ran, type Run, until } from '../support/payouts.js';
import type { Person } from '../support/people.js';
import { eventually } from '../support/providers.js';
import { type Destination, type PartnerWithdrawalsFixture, partnerWithdrawalsFixture, type PayablePartner } from './partner-withdrawals.fixture.js';

let fixture: PartnerWithdrawalsFixture;
let partner: PayablePartner;

beforeAll(async () => {
  fixture = await partnerWithdrawalsFixture();
  await setRate(fixture.gateway.sql, 'EUR', 'USD', '1.08');
});
afterAll(() => fixture?.close());
beforeEach(async () => {
  partner = await fixture.partner();
  await fixture.providers.behave('cashier');
});
afterEach(async () => expect(await ledgerFaults(fixture.gateway.sql)).toEqual([]));

const wallet = (currency = 'USD', of: Person = partner) => partnerWalletOf(fixture.gateway.sql, of.id, currency);
const codes = async (given: Record<string, unknown> = {}) =>
  (await fixture.request(partner, given)).userErrors.map(({ code, field }) => [code, field?.[0] ?? null]);
const setStatus = (status: string) => fixture.gateway.sql('update partner set status = $2 where id = $1', [partner.id, status]);

interface Preview {
  readonly allocations: readonly { provider: string; amount: string; deposit: null }[];
  readonly obstacles: readonly { code: string; message: string; field: string[] | null }[];
  readonly approvalsNeeded: number;
  readonly fee: string;
  readonly available: string | null;
}
const previewed = async (given: Record<string, unknown> = {}, as: Person = partner): Promise<Preview> =>
  (
    await fixture.gateway.data<{ partnerWithdrawalPreview: Preview }>(
      `query P($partnerId: ID!, $amount: Decimal!, $currency: CurrencyCode!, $destinationId: ID!) {
        partnerWithdrawalPreview(partnerId: $partnerId, amount: $amount, currency: $currency, destinationId: $destinationId) {
          allocations { provider amount deposit { id } } obstacles { code message field } approvalsNeeded fee available } }`,
      { partnerId: partner.id, amount: '500.00', currency: 'USD', destinationId: partner.destinationId, ...given },
      { as },
    )
  ).partnerWithdrawalPreview;

async function paidOut(maker: Person, checker: Person): Promise<void> {
  const { gateway } = fixture;
  await closeMonth(gateway, '2026-10-15T10:00:00Z', maker);
  const draft = await ran(gateway, 'Draft', {}, maker);
  const { id, version } = await ran(gateway, 'Submit', { id: draft.id, version: draft.version }, maker);
  await ran(gateway, 'Approve', { id, version }, checker);
  await until(
    () => gateway.data<{ commissionPayoutRun: Run }>(`query($id: ID!) { commissionPayoutRun(id: $id) { status } }`, { id }, { as: maker }),
    ({ commissionPayoutRun }) => commissionPayoutRun.status === 'PAID',
  );
}

interface QueueEntry {
  readonly id: string;
  readonly version: number;
  readonly status: string;
  readonly client: null;
  readonly partner: { readonly id: string };
  readonly destination: string;
}
const queue = async (as: Person): Promise<readonly QueueEntry[]> =>
  (
    await fixture.gateway.data<{ transactions: { nodes: QueueEntry[] } }>(
      `{ transactions(filter: { type: [WITHDRAWAL], status: [IN_REVIEW], owner: PARTNER }) { nodes { id version status client { id } partner { id } destination } } }`,
      {},
      { as },
    )
  ).transactions.nodes;

describe('from what was earned to money that is paid', () => {
  test(
    'a partner earns, is paid into its wallet, takes it out by two people and one provider, and its statement stays as it is',
    { timeout: 60_000 },
    async () => {
      const { gateway, finance, finance2, compliance } = fixture;
      const earner = await gateway.partner();
      await earn(gateway.sql, earner.id, { amount: '12500.00', at: '2026-10-15T10:00:00Z' });
      await paidOut(finance, finance2);
      expect(await wallet('USD', earner)).toEqual({ balance: '12500.00', held: '0' });
      const { payoutDestination } = await fixture.addDestination(earner);
      const { id: destinationId, label } = payoutDestination as Destination;
      const payable = { ...earner, destinationId };
      const given = { partnerId: earner.id, amount: '12000.00', destinationId };
      expect((await previewed(given, earner)).obstacles).toMatchObject([{ code: 'POLICY_FORBIDS', field: ['destinationId'] }]);
      await fixture.verify(payoutDestination as Destination, compliance);
      expect((await previewed(given, earner)).obstacles[0]?.message).toContain('is new: it can be used from');
      await gateway.sql(`update payout_destination set decided_at = now() - interval '25 hours' where id = $1`, [destinationId]);
      expect(await previewed(given, earner)).toEqual({
        allocations: [{ provider: 'praxis-cashier', amount: '11880.00', deposit: null }],
        ...{ obstacles: [], approvalsNeeded: 2, fee: '120.00', available: '12500.00' },
      });

      const { id } = await fixture.requested(payable, { amount: '12000.00' });
      expect(await wallet('USD', earner)).toEqual({ balance: '12500.00', held: '12000.00' });
      const [entry] = await queue(finance);
      expect(entry).toMatchObject({ id, client: null, partner: { id: earner.id }, destination: label });
      const { tasks } = await gateway.data<{ tasks: { nodes: object[] } }>(
        '{ tasks(filter: { kind: [TRANSACTION_APPROVAL] }) { nodes { status client { id } transaction { id partner { id } } } } }',
        {},
        { as: finance },
      );
      expect(tasks.nodes).toEqual([{ status: 'OPEN', client: null, transaction: { id, partner: { id: earner.id } } }]);
      await moved(gateway, 'transactionApprove', { id, version: entry?.version }, finance);
      expect((await move(gateway, 'transactionApprove', { id, version: 2 }, finance)).userErrors).toMatchObject([{ code: 'ALREADY_APPROVED_BY_YOU' }]);
      await moved(gateway, 'transactionApprove', { id, version: 2 }, finance2);
      const sent = await fixture.until(id, 'SETTLED');
      expect(sent).toMatchObject({ processedAmount: '11880.00', fee: '120.00' });

      expect(await wallet('USD', earner)).toEqual({ balance: '500.00', held: '0.00' });
      expect(await gateway.sql(`select from task where subject_id = $1 and status <> 'DONE'`, [id])).toEqual([]);
      const { me } = await gateway.data<{ me: { partner: object } }>(
        `{ me { partner { wallets { currency balance held available } transactions { nodes { type status amount processedAmount payouts { provider amount status } } } } } }`,
        {},
        { as: earner },
      );
      expect(me.partner).toEqual({
        wallets: [{ currency: 'USD', balance: '500.00', held: '0.00', available: '500.00' }],
        transactions: {
          nodes: [
            {
              ...{ type: 'WITHDRAWAL', status: 'SETTLED', amount: '12000.00', processedAmount: '11880.00' },
              payouts: [{ provider: 'praxis-cashier', amount: '11880.00', status: 'SETTLED' }],
            },
            { type: 'COMMISSION_PAYOUT', status: 'SETTLED', amount: '12500.00', processedAmount: '12500.00', payouts: [] },
          ],
        },
      });
      expect(await payoutFaults(gateway.sql)).toEqual([]);
      const statements = await gateway.data<{ commissionStatements: { nodes: object[] } }>(
        '{ commissionStatements { nodes { opening accrued paid closing } } }',
        {},
        { as: earner },
      );
      expect(statements.commissionStatements.nodes).toEqual([{ opening: '0', accrued: '12500', paid: '0', closing: '12500' }]);
    },
  );
});

describe('a withdrawal of a partner', () => {
  test('below the first tier is sent at once, and sent again by its key is the same', async () => {
    const idempotencyKey = randomUUID();
    const first = await fixture.requested(partner, { idempotencyKey });
    const again = await Promise.all([1, 2, 3].map(() => fixture.requested(partner, { idempotencyKey })));
    expect(again.map(({ id }) => id)).toEqual([first.id, first.id, first.id]);
    expect(await codes({ idempotencyKey, amount: '501.00' })).toEqual([['IDEMPOTENCY_CONFLICT', 'idempotencyKey']]);
    await fixture.until(first.id, 'SETTLED');
    expect(await wallet()).toEqual({ balance: '4500.00', held: '0.00' });
  });

  test('of more than half the wallet, twelve at once: one passes, and the others are told what is there', async () => {
    const all = await Promise.all(Array.from({ length: 12 }, () => fixture.request(partner, { amount: '3000.00' })));
    expect(all.filter(({ transaction }) => transaction !== null)).toHaveLength(1);
    expect(all.flatMap(({ userErrors }) => userErrors.map(({ code, available }) => `${code} ${available?.amount}`))).toEqual(
      Array.from({ length: 11 }, () => 'INSUFFICIENT_FUNDS 2000.00'),
    );
    expect(await wallet()).toEqual({ balance: '5000.00', held: '3000.00' });
  });

  test('that is rejected, or taken back while it waits, gives back what it held', async () => {
    const [one, other] = [await fixture.requested(partner, { amount: '2000.00' }), await fixture.requested(partner, { amount: '2000.00' })];
    expect(one.status).toBe('IN_REVIEW');
    await moved(fixture.gateway, 'transactionReject', { id: one.id, version: one.version, reason: 'The agreement is in dispute' }, fixture.finance);
    const text = `mutation C($input: PartnerWithdrawalCancelInput!) { partnerWithdrawalCancel(input: $input) { transaction { status reason } userErrors { code } } }`;
    const cancel = (version: number) => fixture.gateway.data(text, { input: { id: other.id, version, reason: 'Changed my mind' } }, { as: partner });
    expect(await cancel(9)).toEqual({ partnerWithdrawalCancel: { transaction: null, userErrors: [{ code: 'STALE_VERSION' }] } });
    expect(await cancel(other.version)).toEqual({
      partnerWithdrawalCancel: { transaction: { status: 'CANCELLED', reason: 'Changed my mind' }, userErrors: [] },
    });
    expect(await cancel(other.version + 1)).toEqual({ partnerWithdrawalCancel: { transaction: null, userErrors: [{ code: 'ILLEGAL_TRANSITION' }] } });
    expect(await wallet()).toEqual({ balance: '5000.00', held: '0.00' });
  });

  test('that the provider declines gives back what it held', async () => {
    await fixture.providers.behave('cashier', { payouts: 'decline' });
    const { id } = await fixture.requested(partner);
    await fixture.until(id, 'DECLINED');
    expect(await wallet()).toEqual({ balance: '5000.00', held: '0.00' });
  });

  test('of which the provider says nothing is unknown, opens a case, and goes back when the provider never had it', async () => {
    await fixture.providers.behave('cashier', { payouts: 'lose' });
    const { id } = await fixture.requested(partner);
    const { payouts } = await fixture.read(id);
    await fixture.until(id, 'UNKNOWN');
    await fixture.providers.behave('cashier');
    await fixture.gateway.sql(`update payout set sent_at = now() - interval '1 hour' where transaction_id = $1`, [id]);
    await fixture.gateway.sql(`select graphile_worker.add_job('payout.lookUp', $1::json)`, [JSON.stringify({ payoutId: payouts[0]?.id })]);
    const found = await fixture.theCase({ transactionId: id });
    expect(found).toMatchObject({ kind: 'PAYOUT_UNKNOWN', transaction: { id, status: 'UNKNOWN' } });
    const closing = { id: found.id, version: found.version, resolution: 'DECLINED_BY_PROVIDER', note: 'They never had it' };
    expect((await fixture.onCase('Close', closing, fixture.finance)).userErrors).toEqual([]);
    expect((await fixture.read(id)).status).toBe('DECLINED');
    expect(await wallet()).toEqual({ balance: '5000.00', held: '0.00' });
  });

  test('whose job is gone is taken up again', async () => {
    const { id, version } = await fixture.requested(partner, { amount: '1500.00' });
    await fixture.gateway.sql(
      `update transaction set status = 'APPROVED', approvals_missing = 0, updated_at = now() - interval '1 hour' where id = $1 and version = $2`,
      [id, version],
    );
    await fixture.gateway.sql(`select graphile_worker.add_job('withdrawal.sendStuck', '{}'::json)`);
    await fixture.until(id, 'SETTLED');
  });

  test('by bank goes into the payment file beside clients, is settled by a statement, and comes back by another', async () => {
    const banked = await fixture.partner('900.00', { provider: 'bankwire' });
    const { id, reference } = await fixture.requested(banked, { amount: '40.00', currency: 'EUR' });
    await eventually(
      () => fixture.gateway.sql('select from payout where transaction_id = $1 and provider_reference is not null', [id]),
      (found) => found.length === 1,
    );
    const { paymentFile } = await fixture.call<{ paymentFile: { content: string } }>(
      'paymentFileExport',
      { provider: 'bankwire' },
      fixture.finance,
      'paymentFile { content }',
    );
    expect(Buffer.from(paymentFile.content, 'base64').toString()).toContain(`<EndToEndId>${reference}`);
    const day = new Date().toISOString().slice(0, 10);
    const booked = async (kind: 'out' | 'return'): Promise<void> => {
      const line = { table: 'transfer', id: `BP${kind}`, kind, amount: '4000', currency: 'EUR', name: 'North Bridge Ltd', account: 'DE89370400440532013000' };
      const file = camtFile([{ ...line, remittance: reference, day } as never], { day, currency: 'EUR' }, SIMULATOR_CREDENTIALS.bank);
      const content = Buffer.from(file.replaceAll('SIM-', `${kind}-`)).toString('base64');
      await fixture.call('bankStatementImport', { provider: 'bankwire', fileName: 'statement.xml', content }, fixture.finance, 'isNew');
    };
    await booked('out');
    await fixture.until(id, 'SETTLED');
    expect(await wallet('EUR', banked)).toEqual({ balance: '860.00', held: '0.00' });
    await booked('return');
    await fixture.until(id, 'REVERSED');
    expect(await wallet('EUR', banked)).toEqual({ balance: '900.00', held: '0.00' });
  });
});

describe('a withdrawal of a partner is refused', () => {
  test.each([
    ['of more than there is', { amount: '5000.01' }, [['INSUFFICIENT_FUNDS', 'amount']]],
    ['in a currency of which there is none', { currency: 'EUR' }, [['INSUFFICIENT_FUNDS', 'amount']]],
    ['in a currency that the provider does not pay', { currency: 'GBP' }, [['POLICY_FORBIDS', 'currency']]],
    ['below the least of the provider', { amount: '9.99' }, [['LIMIT_EXCEEDED', 'amount']]],
    ['of nothing', { amount: '0.00' }, [['INVALID', 'amount']]],
    ['finer than the currency', { amount: '20.001' }, [['INVALID', 'amount']]],
    ['to a destination that there is not', { destinationId: '019aa000-0000-7000-8000-00000000dead' }, [['NOT_FOUND', 'destinationId']]],
    ['to what is no id', { destinationId: 'bank' }, [['NOT_FOUND', 'destinationId']]],
    ['without a key', { idempotencyKey: '' }, [['INVALID', 'idempotencyKey']]],
  ])('%s', async (_, given, expected) => {
    expect(await codes(given)).toEqual(expected);
    expect(await wallet()).toEqual({ balance: '5000.00', held: '0' });
  });

  test.each(['PENDING', 'SUSPENDED'])('while the partner is %s, whoever asks', async (status) => {
    await setStatus(status);
    const { userErrors } = await fixture.request(partner, {}, fixture.finance);
    expect(userErrors).toMatchObject([{ code: 'RESTRICTED', message: expect.stringMatching(/partner is (not active|suspended)/) }]);
    expect((await previewed({}, fixture.finance)).obstacles).toEqual(userErrors.map(({ code, message, field }) => ({ code, message, field })));
  });

  test('beyond the limit of a day, which holds for partners as for clients', async () => {
    await fixture.gateway.sql('update payment_policy set daily_limit = 1000');
    try {
      await fixture.requested(partner, { amount: '600.00' });
      expect(await codes({ amount: '500.00' })).toEqual([['LIMIT_EXCEEDED', 'amount']]);
    } finally {
      await fixture.gateway.sql('update payment_policy set daily_limit = 100000');
    }
  });

  test('for nothing that is only asked of clients: no level of verification, no deposit to return to', async () => {
    await fixture.gateway.sql('update payment_policy set kyc_level_for_withdrawal = 3');
    try {
      expect((await previewed()).obstacles).toEqual([]);
    } finally {
      await fixture.gateway.sql('update payment_policy set kyc_level_for_withdrawal = 1');
    }
  });

  test('to a destination that waits, was rejected or taken out of use', async () => {
    const { payoutDestination } = await fixture.addDestination(partner);
    const { id, version } = payoutDestination as Destination;
    const messageOf = async () => (await previewed({ destinationId: id })).obstacles.map(({ message }) => message);
    expect(await messageOf()).toEqual([expect.stringContaining('is not verified yet')]);
    const rejected = await fixture.call(
      'payoutDestinationReject',
      { id, version, reason: 'Another holder' },
      fixture.compliance,
      'payoutDestination { status }',
    );
    expect(rejected).toMatchObject({ payoutDestination: { status: 'REJECTED' } });
    expect(await messageOf()).toEqual([expect.stringContaining('was rejected: nothing goes there')]);
    const { id: own } = { id: partner.destinationId };
    const retired = await fixture.call(
      'partnerDestinationRetire',
      { id: own, version: 2 },
      partner,
      'payoutDestination { status partner { id } client { id } }',
    );
    expect(retired).toEqual({ payoutDestination: { status: 'RETIRED', partner: { id: partner.id }, client: null }, userErrors: [] });
    expect(await codes()).toEqual([['POLICY_FORBIDS', 'destinationId']]);
  });
});

describe('what was let through is looked at again when it goes on', () => {
  test('a partner who was suspended since is not paid by an approval; rejected, the money is back', async () => {
    const { id, version } = await fixture.requested(partner, { amount: '2000.00' });
    await setStatus('SUSPENDED');
    const { userErrors } = await move(fixture.gateway, 'transactionApprove', { id, version }, fixture.finance);
    expect(userErrors).toMatchObject([{ code: 'RESTRICTED', message: 'The partner is suspended: money rests until that is lifted.' }]);
    await moved(fixture.gateway, 'transactionReject', { id, version, reason: 'Suspended' }, fixture.finance);
    expect(await wallet()).toEqual({ balance: '5000.00', held: '0.00' });
  });

  test('a destination whose verification was taken back since is not paid to', async () => {
    const { id, version } = await fixture.requested(partner, { amount: '2000.00' });
    await fixture.call(
      'payoutDestinationReject',
      { id: partner.destinationId, version: 2, reason: 'Stolen account' },
      fixture.compliance,
      'payoutDestination { id }',
    );
    const { userErrors } = await move(fixture.gateway, 'transactionApprove', { id, version }, fixture.finance);
    expect(userErrors).toMatchObject([{ code: 'POLICY_FORBIDS', message: expect.stringContaining('was rejected') }]);
  });

  test('nobody approves what they asked for on behalf of the partner', async () => {
    const { id, version } = await fixture.requested(partner, { amount: '2000.00' }, fixture.finance);
    expect((await move(fixture.gateway, 'transactionApprove', { id, version }, fixture.finance)).userErrors).toMatchObject([{ code: 'MAKER_CANNOT_CHECK' }]);
    await moved(fixture.gateway, 'transactionApprove', { id, version }, fixture.finance2);
    await fixture.until(id, 'SETTLED');
  });
});
