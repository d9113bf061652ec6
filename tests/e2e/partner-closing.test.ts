import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { ledgerFaults, move, moved, partnerWalletOf } from '../support/money.js';
import { closeMonth, earn, payoutFaults, ran, type Run, until } from '../support/payouts.js';
import { type Destination, type PartnerWithdrawalsFixture, partnerWithdrawalsFixture, type PayablePartner } from './partner-withdrawals.fixture.js';

let fixture: PartnerWithdrawalsFixture;
beforeAll(async () => {
  fixture = await partnerWithdrawalsFixture();
});
afterAll(() => fixture?.close());
afterEach(async () => {
  expect(await ledgerFaults(fixture.gateway.sql)).toEqual([]);
  expect(await payoutFaults(fixture.gateway.sql)).toEqual([]);
});

const wallet = (of: { readonly id: string }) => partnerWalletOf(fixture.gateway.sql, of.id, 'USD');

async function close({ id }: { readonly id: string }): Promise<void> {
  const { gateway } = fixture;
  const [{ version }] = (await gateway.sql('select version from partner where id = $1', [id])) as [{ version: number }];
  const text = `mutation Close($input: PartnerStandingInput!) { partnerClose(input: $input) { partner { status } userErrors { code } } }`;
  const answer = await gateway.data(text, { input: { id, version, reason: 'Ended by agreement' } }, { as: await gateway.staff('PARTNERSHIPS') });
  expect(answer).toEqual({ partnerClose: { partner: { status: 'CLOSED' }, userErrors: [] } });
}

const obstaclesFor = async (partner: PayablePartner, amount: string): Promise<unknown> =>
  (
    await fixture.gateway.data<{ partnerWithdrawalPreview: { obstacles: object[]; approvalsNeeded: number } }>(
      `query P($partnerId: ID!, $amount: Decimal!, $destinationId: ID!) {
        partnerWithdrawalPreview(partnerId: $partnerId, amount: $amount, currency: "USD", destinationId: $destinationId) { obstacles { code message } approvalsNeeded } }`,
      { partnerId: partner.id, amount, destinationId: partner.destinationId },
      { as: fixture.finance },
    )
  ).partnerWithdrawalPreview;

test('what a closed partner had earned is paid into its wallet, and out of it by two of the staff to a destination that a third verified', async () => {
  const { gateway, finance, finance2, compliance } = fixture;
  const partner = await gateway.partner();
  await earn(gateway.sql, partner.id, { amount: '2500.00', at: '2026-10-15T10:00:00Z' });
  await close(partner);
  await closeMonth(gateway, '2026-10-15T10:00:00Z', finance);
  const draft = await ran(gateway, 'Draft', {}, finance);
  const { id: runId, version } = await ran(gateway, 'Submit', { id: draft.id, version: draft.version }, finance);
  await ran(gateway, 'Approve', { id: runId, version }, finance2);
  await until(
    () => gateway.data<{ commissionPayoutRun: Run }>('query($id: ID!) { commissionPayoutRun(id: $id) { status paid } }', { id: runId }, { as: finance }),
    ({ commissionPayoutRun }) => commissionPayoutRun.status === 'PAID' && commissionPayoutRun.paid === 1,
  );
  expect(await wallet(partner)).toEqual({ balance: '2500.00', held: '0' });

  const { payoutDestination } = await fixture.addDestination(partner, 'praxis-cashier', finance);
  await fixture.verify(payoutDestination as Destination, compliance);
  await gateway.sql(`update payout_destination set decided_at = now() - interval '25 hours' where partner_id = $1`, [partner.id]);
  const payable = { ...partner, destinationId: (payoutDestination as Destination).id };
  expect(await obstaclesFor(payable, '2000.00')).toEqual({ obstacles: [], approvalsNeeded: 1 });
  const asked = await fixture.requested(payable, { amount: '2000.00' }, finance);
  expect(asked.status).toBe('IN_REVIEW');
  const approval = { id: asked.id, version: asked.version };
  expect((await move(gateway, 'transactionApprove', approval, finance)).userErrors).toMatchObject([{ code: 'MAKER_CANNOT_CHECK' }]);
  await moved(gateway, 'transactionApprove', approval, finance2);
  await fixture.until(asked.id, 'SETTLED');
  expect(await wallet(partner)).toEqual({ balance: '500.00', held: '0.00' });
  const { id: rest } = await fixture.requested(payable, { amount: '500.00' }, finance);
  await fixture.until(rest, 'SETTLED');
  expect(await wallet(partner)).toEqual({ balance: '0.00', held: '0.00' });
  expect(
    await gateway.sql(
      `select action, actor_kind as kind from audit_entry where subject_id = $1 and action in ('transaction.request', 'transaction.approve') order by at, id`,
      [asked.id],
    ),
  ).toEqual([
    { action: 'transaction.request', kind: 'STAFF' },
    { action: 'transaction.approve', kind: 'STAFF' },
  ]);
});

test('what a partner had asked for itself does not go on once it is closed: it is given back, and asked for by the staff', async () => {
  const { gateway, finance, finance2 } = fixture;
  const partner = await fixture.partner();
  const own = await fixture.requested(partner, { amount: '2000.00' });
  await close(partner);
  expect((await gateway.graphql('{ me { name } }', {}, { as: partner })).errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
  expect((await move(gateway, 'transactionApprove', { id: own.id, version: own.version }, finance)).userErrors).toMatchObject([
    { code: 'RESTRICTED', message: 'The partner is closed: what it has left is paid out by the staff.' },
  ]);
  await moved(gateway, 'transactionReject', { id: own.id, version: own.version, reason: 'The contract is over' }, finance);
  expect(await wallet(partner)).toEqual({ balance: '5000.00', held: '0.00' });
  const again = await fixture.requested(partner, { amount: '2000.00' }, finance);
  await moved(gateway, 'transactionApprove', { id: again.id, version: again.version }, finance2);
  await fixture.until(again.id, 'SETTLED');
  expect(await wallet(partner)).toEqual({ balance: '3000.00', held: '0.00' });
});

test('the money of a partner who is suspended after the staff asked for it rests until that is lifted', async () => {
  const { gateway, finance, finance2 } = fixture;
  const partner = await fixture.partner();
  const asked = await fixture.requested(partner, { amount: '2000.00' }, finance);
  await gateway.sql(`update partner set status = 'SUSPENDED' where id = $1`, [partner.id]);
  const approval = { id: asked.id, version: asked.version };
  expect((await move(gateway, 'transactionApprove', approval, finance2)).userErrors).toMatchObject([{ code: 'RESTRICTED' }]);
  await gateway.sql(`update partner set status = 'CLOSED' where id = $1`, [partner.id]);
  await moved(gateway, 'transactionApprove', approval, finance2);
  await fixture.until(asked.id, 'SETTLED');
});
