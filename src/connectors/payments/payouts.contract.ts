import assert from 'node:assert/strict';
import { depositOrder, lookUp, payoutOrder, type ProviderGuarantee, today, told } from './contract.bench.js';

export const PAYOUT_GUARANTEES: readonly ProviderGuarantee[] = [
  {
    title: 'takes a payout, and tells when it was paid, when it failed and when it came back',
    needs: 'webhooks',
    check: async (bench) => {
      await bench.behave({ payouts: 'hold' });
      for (const [actions, state, amount] of [
        [['settle'], 'SETTLED', '250.00'],
        [['fail'], 'DECLINED', null],
        [['settle', 'return'], 'RETURNED', '250.00'],
      ] as const) {
        const order = payoutOrder(bench);
        const answer = await bench.provider.payOut(order);
        assert.equal(answer.outcome, 'ACCEPTED');
        assert.equal((await lookUp(bench, 'PAYOUT', order.orderId))?.state, 'PENDING');
        for (const action of actions) await bench.act(order.orderId, action);
        assert.partialDeepStrictEqual(await told(bench, order.orderId, state), { direction: 'PAYOUT', processedAmount: amount, currency: 'EUR' });
        assert.partialDeepStrictEqual(await lookUp(bench, 'PAYOUT', order.orderId), { direction: 'PAYOUT', state });
      }
    },
  },
  {
    title: 'takes a payout to a good destination, with a reference to find it by',
    needs: 'payouts',
    check: async (bench) => {
      const answer = await bench.provider.payOut(payoutOrder(bench));
      assert.ok(answer.outcome === 'ACCEPTED' && answer.providerReference !== '');
    },
  },
  {
    title: 'says at once that a payout is paid, or that it is declined and why',
    needs: 'lookUp',
    check: async (bench) => {
      await bench.behave({ payouts: 'settle' });
      assert.partialDeepStrictEqual(await bench.provider.payOut(payoutOrder(bench)), { outcome: 'SETTLED', processedAmount: '250.00' });
      await bench.behave({ payouts: 'decline' });
      const answer = await bench.provider.payOut(payoutOrder(bench));
      assert.ok(answer.outcome === 'DECLINED' && answer.reason.length > 5);
    },
  },
  {
    title: 'does not know how a payout stands that was answered late, never or with a fault, and its look-up tells whether it was made',
    needs: 'lookUp',
    check: async (bench) => {
      for (const [payouts, isMade] of [
        ['break', true],
        ['late', true],
        ['silent', true],
        ['lose', false],
      ] as const) {
        await bench.behave({ payouts });
        const order = payoutOrder(bench);
        const startedAt = performance.now();
        assert.equal((await bench.provider.payOut(order)).outcome, 'UNKNOWN', payouts);
        assert.ok(performance.now() - startedAt < bench.settings.timeoutMs + 1_000, payouts);
        const facts = await lookUp(bench, 'PAYOUT', order.orderId);
        assert.equal(facts?.state ?? null, isMade ? 'PENDING' : null, payouts);
      }
    },
  },
  {
    title: 'pays a deposit back to where it came from without being told that place, and no more than came in',
    needs: 'lookUp',
    check: async (bench) => {
      const deposit = depositOrder(bench);
      await bench.provider.openSession(deposit);
      await bench.act(deposit.orderId, 'pay');
      const { providerReference } = (await lookUp(bench, 'DEPOSIT', deposit.orderId))!;
      const back = (amount: string, returnOf = providerReference) => bench.provider.payOut(payoutOrder(bench, { amount, destination: {}, returnOf }));
      assert.deepEqual([(await back('200.00')).outcome, (await back('50.10')).outcome, (await back('50.00')).outcome], ['ACCEPTED', 'DECLINED', 'ACCEPTED']);
      assert.equal((await back('10.00', null)).outcome, 'DECLINED');
      assert.equal((await lookUp(bench, 'DEPOSIT', deposit.orderId))?.state, 'SETTLED');
    },
  },
  {
    title: 'makes one payout of an order that is sent twice, and answers the second time as the first',
    needs: 'listing',
    check: async (bench) => {
      const order = payoutOrder(bench);
      const answer = await bench.provider.payOut(order);
      assert.equal(answer.outcome, 'ACCEPTED');
      assert.deepEqual(await bench.provider.payOut(order), answer);
      // and again while the first answer is still out
      await bench.behave({ payouts: 'late' });
      const slow = payoutOrder(bench);
      assert.equal((await bench.provider.payOut(slow)).outcome, 'UNKNOWN');
      assert.equal((await bench.provider.payOut(slow)).outcome, 'ACCEPTED');
      const listed = (await bench.provider.listPayments(today())).map(({ orderId }) => orderId);
      for (const { orderId } of [order, slow]) assert.equal(listed.filter((id) => id === orderId).length, 1);
    },
  },
  {
    title: 'does not say no to a payout when an order of the same id went out before with another amount',
    needs: 'lookUp',
    check: async (bench) => {
      const order = payoutOrder(bench);
      await bench.provider.payOut(order);
      assert.equal((await bench.provider.payOut({ ...order, amount: '99.00' })).outcome, 'ACCEPTED');
      assert.equal((await lookUp(bench, 'PAYOUT', order.orderId))?.state, 'PENDING');
    },
  },
  {
    title: 'declines a payout whose amount its currency cannot have, and sends nothing',
    needs: 'payouts',
    check: async (bench) => {
      for (const change of [{ amount: '10.001' }, { amount: '1e3' }, { amount: '-5' }, { amount: '12.5', currency: 'JPY' }, { currency: 'XQQ' }])
        assert.equal((await bench.stranded.payOut(payoutOrder(bench, change))).outcome, 'DECLINED', JSON.stringify(change));
    },
  },
];
