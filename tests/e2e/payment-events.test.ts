import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { SIMULATOR_CREDENTIALS } from '../../src/connectors/payments/simulator/simulators.js';
import { stripeSignature } from '../../src/connectors/payments/simulator/signing.js';
import { newId } from '../../src/database/ids.js';
import { ledgerFaults, walletOf } from '../support/money.js';
import type { Person } from '../support/people.js';
import { eventually } from '../support/providers.js';
import { type PaymentsFixture, paymentsFixture } from './payments.fixture.js';

let fixture: PaymentsFixture;
let client: Person;

beforeAll(async () => {
  fixture = await paymentsFixture();
  client = await fixture.client();
});
afterAll(() => fixture?.close());
afterEach(async () => expect(await ledgerFaults(fixture.gateway.sql)).toEqual([]));

interface EventSeen {
  readonly id: string;
  readonly status: string;
  readonly note: string | null;
  readonly rawBody: string | null;
}

/** A paid session of the card vendor, signed as it signs, about an order that it names. */
async function settledWebhook(orderId: string, minor = '12000', reference = `pi_${randomUUID().slice(0, 8)}`): Promise<EventSeen> {
  const now = Math.floor(Date.now() / 1000);
  const object = {
    id: `cs_${reference}`,
    status: 'complete',
    payment_status: 'paid',
    amount_total: Number(minor),
    currency: 'usd',
    client_reference_id: orderId,
    payment_intent: reference,
  };
  const body = JSON.stringify({ id: `evt_${reference}`, type: 'checkout.session.completed', created: now, data: { object } });
  const answer = await fixture.gateway.fastify.inject({
    ...{ method: 'POST', url: '/webhooks/payments/cardway', payload: body },
    headers: { 'content-type': 'application/json', 'stripe-signature': stripeSignature(body, SIMULATOR_CREDENTIALS.card.webhookSecret, now) },
  });
  expect(answer.statusCode).toBe(200);
  const [stored] = await fixture.gateway.sql<{ id: string }>('select id from payment_event where event_id = $1', [`evt_${reference}`]);
  return eventually(
    () => seen(stored?.id as string),
    ({ status }) => status !== 'NEW',
  );
}

async function seen(id: string): Promise<EventSeen> {
  const text = 'query E { paymentEvents(first: 100) { nodes { id status note rawBody deliveries vendorType transaction { id } } } }';
  const { paymentEvents } = await fixture.gateway.data<{ paymentEvents: { nodes: EventSeen[] } }>(text, {}, { as: fixture.finance });
  return paymentEvents.nodes.find((one) => one.id === id) as EventSeen;
}
const onEvent = (deed: string, id: string, as = fixture.finance) =>
  fixture.call<{ paymentEvent: EventSeen | null }>(`paymentEvent${deed}`, { id, reason: 'Asked the provider' }, as, 'paymentEvent { id status note rawBody }');

describe('an event that fits nothing', () => {
  test('is matched by an operator to the deposit that it is about, and booked by it', async () => {
    const deposit = await fixture.deposit(client);
    const event = await settledWebhook(newId());
    expect(event.status).toBe('UNMATCHED');
    const [found] = (await fixture.cases({ kind: ['UNMATCHED_EVENT'], status: ['OPEN'] })).filter((one) => one.event?.id === event.id);
    const close = (more: Record<string, unknown>, resolution = 'MATCHED') =>
      fixture.onCase('Close', { id: found?.id, version: found?.version, resolution, note: 'By the amount and the hour', ...more }, fixture.finance);
    expect((await close({})).userErrors).toMatchObject([{ code: 'INVALID', field: ['transactionId'] }]);
    expect((await close({ transactionId: newId() })).userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
    const other = await fixture.deposit(client, { provider: 'praxis-cashier' });
    expect((await close({ transactionId: other.id })).userErrors).toMatchObject([{ code: 'INVALID', field: ['transactionId'] }]);
    expect((await close({ transactionId: deposit.id })).paymentCase).toMatchObject({ status: 'CLOSED', transaction: { id: deposit.id, status: 'SETTLED' } });
    expect((await walletOf(fixture.gateway.sql, client.id)).balance).toBe('120.00');
    expect((await seen(event.id)).status).toBe('APPLIED');
  });

  test('is not booked on a deposit that is settled already', async () => {
    const id = await fixture.paidIn(client, '120.00');
    const event = await settledWebhook(newId());
    const [found] = (await fixture.cases({ kind: ['UNMATCHED_EVENT'], status: ['OPEN'] })).filter((one) => one.event?.id === event.id);
    const input = { id: found?.id, version: found?.version, resolution: 'MATCHED', note: 'The same again', transactionId: id };
    expect((await fixture.onCase('Close', input, fixture.finance)).userErrors).toMatchObject([{ code: 'INVALID', field: ['transactionId'] }]);
    expect((await seen(event.id)).status).toBe('UNMATCHED');
  });

  test('is worked on again: what fits by now is booked, what does not has a new case', async () => {
    const event = await settledWebhook(newId());
    const before = (await fixture.cases({ kind: ['UNMATCHED_EVENT'] })).filter((one) => one.event?.id === event.id);
    expect((await onEvent('Retry', event.id)).userErrors).toEqual([]);
    const after = await eventually(
      async () => (await fixture.cases({ kind: ['UNMATCHED_EVENT'] })).filter((one) => one.event?.id === event.id),
      (all) => all.length === 2,
    );
    expect(after.map(({ status, resolution }) => [status, resolution])).toEqual([
      ['CLOSED', 'RETRIED'],
      ['OPEN', null],
    ]);
    expect(after[0]?.id).toBe(before[0]?.id);
    const deposit = await fixture.deposit(client);
    await fixture.gateway.sql('update payment_event set order_id = $2 where id = $1', [event.id, deposit.id]);
    await onEvent('Retry', event.id);
    await fixture.until(deposit.id, 'SETTLED');
  });

  test('is dismissed with its case, unless somebody else has that; nothing is booked', async () => {
    const event = await settledWebhook(newId());
    const [found] = (await fixture.cases({ kind: ['UNMATCHED_EVENT'], status: ['OPEN'] })).filter((one) => one.event?.id === event.id);
    const taken = await fixture.onCase('Take', { id: found?.id, version: found?.version }, fixture.finance2);
    expect(taken.userErrors).toEqual([]);
    expect((await onEvent('Dismiss', event.id)).userErrors).toMatchObject([{ code: 'POLICY_FORBIDS' }]);
    expect((await onEvent('Dismiss', event.id, fixture.finance2)).paymentEvent).toMatchObject({ status: 'DISMISSED', note: 'Asked the provider' });
    const [closed] = (await fixture.cases({ kind: ['UNMATCHED_EVENT'] })).filter((one) => one.event?.id === event.id);
    expect(closed).toMatchObject({ status: 'CLOSED', resolution: 'EXPLAINED' });
    expect((await onEvent('Dismiss', event.id, fixture.finance2)).userErrors).toMatchObject([{ code: 'ILLEGAL_TRANSITION' }]);
  });
});

describe('an event that is only a hint', () => {
  /** What a cashier's webhook without an order of ours leaves behind. */
  async function hint(providerReference: string): Promise<string> {
    const id = newId();
    await fixture.gateway.sql(
      `insert into payment_event (id, provider, event_id, vendor_type, direction, state, provider_reference, processed_amount, currency, happened_at)
       values ($1::uuid, 'praxis-cashier', $1::text, 'approved', 'DEPOSIT', 'SETTLED', $2, 120, 'USD', now())`,
      [id, providerReference],
    );
    await fixture.gateway.sql(`select graphile_worker.add_job('paymentEvent.work', json_build_object('eventId', $1::text))`, [id]);
    await eventually(
      () => seen(id),
      ({ status }) => status === 'UNMATCHED',
    );
    return id;
  }

  test('is booked on nothing before the provider was asked, by its reference as little as by an operator', async () => {
    const own = await fixture.client();
    const deposit = await fixture.deposit(own, { provider: 'praxis-cashier' });
    const [{ reference } = { reference: '' }] = await fixture.gateway.sql<{ reference: string }>(
      `update transaction set provider_reference = coalesce(provider_reference, 'tid-1') where id = $1 returning provider_reference as reference`,
      [deposit.id],
    );
    const event = await hint(reference);
    const [found] = (await fixture.cases({ kind: ['UNMATCHED_EVENT'], status: ['OPEN'], provider: ['praxis-cashier'] })).filter(
      (one) => one.event?.id === event,
    );
    const input = { id: found?.id, version: found?.version, resolution: 'MATCHED', note: 'It looks like it', transactionId: deposit.id };
    expect((await fixture.onCase('Close', input, fixture.finance)).userErrors).toEqual([]);
    // nobody has paid it, says the provider
    expect((await fixture.read(deposit.id)).status).toBe('PENDING_PROVIDER');
    expect((await walletOf(fixture.gateway.sql, own.id)).balance).toBe('0');
    await fixture.providers.act('cashier', deposit.id, 'pay');
    await fixture.until(deposit.id, 'SETTLED');
  });
});

describe('who sees events', () => {
  test('finance reads the body, which is written down; support sees none of it', async () => {
    const event = await settledWebhook(newId());
    expect((await seen(event.id)).rawBody).toContain('checkout.session.completed');
    const entries = await fixture.gateway.sql(`select actor_id from audit_entry where action = 'paymentEvent.readBody' and subject_id = $1`, [event.id]);
    expect(entries.length).toBeGreaterThan(0);
    const support = await fixture.gateway.staff('SUPPORT');
    const { errors } = await fixture.gateway.graphql('{ paymentEvents { nodes { id } } }', {}, { as: support });
    expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });

  test('an applied event is not dismissed', async () => {
    const id = await fixture.paidIn(client, '50.00');
    const [event] = await fixture.gateway.sql<{ id: string }>(`select id from payment_event where transaction_id = $1 and status = 'APPLIED'`, [id]);
    expect((await onEvent('Dismiss', event?.id as string)).userErrors).toMatchObject([{ code: 'ILLEGAL_TRANSITION' }]);
    expect((await onEvent('Retry', event?.id as string)).userErrors).toMatchObject([{ code: 'ILLEGAL_TRANSITION' }]);
  });
});
