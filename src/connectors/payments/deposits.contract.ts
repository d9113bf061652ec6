import assert from 'node:assert/strict';
import { depositOrder, lookUp, type ProviderGuarantee, today, told } from './contract.bench.js';

/** Amounts beyond what a float holds, and of a currency without decimals. */
const AMOUNTS = [
  { amount: '1234.56', currency: 'USD' },
  { amount: '0.29', currency: 'USD' },
  { amount: '90071992547409.93', currency: 'EUR' },
  { amount: '1235', currency: 'JPY' },
] as const;

export const DEPOSIT_GUARANTEES: readonly ProviderGuarantee[] = [
  {
    title: 'opens a page to pay on, or tells where to transfer to and under which reference',
    needs: 'deposits',
    check: async (bench) => {
      const order = depositOrder(bench);
      const { redirectUrl, instructions } = await bench.provider.openSession(order);
      assert.ok(redirectUrl === null ? instructions.some((line) => line.includes(order.reference)) : URL.canParse(redirectUrl));
    },
  },
  {
    title: 'tells of a payment by a webhook that verifies, and its look-up and its list of the day say the same',
    needs: 'webhooks',
    check: async (bench) => {
      const order = depositOrder(bench);
      await bench.provider.openSession(order);
      assert.equal((await lookUp(bench, 'DEPOSIT', order.orderId))?.state, 'PENDING');
      await bench.act(order.orderId, 'pay');
      const event = await told(bench, order.orderId, 'SETTLED');
      const facts = await lookUp(bench, 'DEPOSIT', order.orderId);
      const listed = (await bench.provider.listPayments(today())).filter(({ orderId }) => orderId === order.orderId);
      const expected = { direction: 'DEPOSIT', state: 'SETTLED', processedAmount: '250.00', currency: 'EUR', providerReference: event.providerReference };
      for (const one of [event, facts, ...listed]) assert.partialDeepStrictEqual(one, expected);
      assert.equal(listed.length, 1);
      assert.ok(event.eventId !== '' && event.vendorType !== '');
    },
  },
  {
    title: 'keeps amounts to the last digit, also where a float would not, and without decimals where the currency has none',
    needs: 'lookUp',
    check: async (bench) => {
      for (const { amount, currency } of AMOUNTS) {
        const order = depositOrder(bench, { amount, currency });
        await bench.provider.openSession(order);
        await bench.act(order.orderId, 'pay');
        assert.partialDeepStrictEqual(await lookUp(bench, 'DEPOSIT', order.orderId), { state: 'SETTLED', processedAmount: amount, currency });
      }
    },
  },
  {
    title: 'says what was really paid when that is not what was asked for',
    needs: 'webhooks',
    check: async (bench) => {
      const order = depositOrder(bench);
      await bench.provider.openSession(order);
      await bench.act(order.orderId, 'pay', '24999');
      assert.equal((await told(bench, order.orderId, 'SETTLED')).processedAmount, '249.99');
      assert.equal((await lookUp(bench, 'DEPOSIT', order.orderId))?.processedAmount, '249.99');
    },
  },
  {
    title: 'tells of payments that were declined, and of those that nobody made',
    needs: 'webhooks',
    check: async (bench) => {
      for (const [action, states] of [
        ['decline', ['DECLINED']],
        ['leave', ['EXPIRED', 'CANCELLED']],
      ] as const) {
        const order = depositOrder(bench);
        await bench.provider.openSession(order);
        await bench.act(order.orderId, action);
        const state = (await lookUp(bench, 'DEPOSIT', order.orderId))!.state;
        assert.ok((states as readonly string[]).includes(state), state);
        assert.equal((await told(bench, order.orderId, state)).processedAmount, null);
      }
    },
  },
  {
    title: 'tells of paid deposits that are taken back, and how much of them',
    needs: 'webhooks',
    check: async (bench) => {
      for (const [action, state] of [
        ['refund', 'REVERSED'],
        ['dispute', 'CHARGED_BACK'],
      ] as const) {
        const order = depositOrder(bench);
        await bench.provider.openSession(order);
        await bench.act(order.orderId, 'pay');
        const { providerReference } = await told(bench, order.orderId, 'SETTLED');
        await bench.act(order.orderId, action);
        assert.partialDeepStrictEqual(await told(bench, order.orderId, state), { processedAmount: '250.00', currency: 'EUR', providerReference });
        assert.partialDeepStrictEqual(await lookUp(bench, 'DEPOSIT', order.orderId), { state, processedAmount: '250.00' });
      }
    },
  },
  {
    title: 'answers the same order with the same place to pay, as one payment',
    needs: 'listing',
    check: async (bench) => {
      const order = depositOrder(bench);
      const sessions = await Promise.all([bench.provider.openSession(order), bench.provider.openSession(order)]);
      assert.deepEqual(sessions[0], sessions[1]);
      assert.deepEqual(await bench.provider.openSession(order), sessions[0]);
      const listed = await bench.provider.listPayments(today());
      assert.equal(listed.filter(({ orderId }) => orderId === order.orderId).length, 1);
    },
  },
  {
    title: 'lists a day over several pages, each payment once, and no other day',
    needs: 'listing',
    check: async (bench) => {
      const orders = Array.from({ length: 5 }, () => depositOrder(bench));
      for (const order of orders) await bench.provider.openSession(order);
      await bench.behave({ pageSize: '2' });
      const listed = (await bench.provider.listPayments(today())).map(({ orderId }) => orderId);
      for (const { orderId } of orders) assert.equal(listed.filter((id) => id === orderId).length, 1);
      assert.deepEqual(await bench.provider.listPayments('2020-02-29'), []);
    },
  },
];
