import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { SIMULATOR_CREDENTIALS } from '../../src/connectors/payments/simulator/simulators.js';
import { stripeSignature } from '../../src/connectors/payments/simulator/signing.js';
import { type TestGateway, testGateway } from '../support/gateway.js';
import { GatewayProcess } from '../support/gateway-process.js';
import { ledgerFaults, moved } from '../support/money.js';
import type { Person } from '../support/people.js';
import { eventually, type TestProviders, testProviders } from '../support/providers.js';

/** The hard rule of the inbox: whatever the order, however often, and whoever dies in the middle, the end is the same. */
const NEWS = ['pending', 'declined', 'settled', 'disputed'] as const;
type News = (typeof NEWS)[number];

const permutations = <T>(all: readonly T[]): T[][] =>
  all.length === 0 ? [[]] : all.flatMap((one, at) => permutations(all.filter((_, other) => other !== at)).map((rest) => [one, ...rest]));
const ORDERS = permutations<News>(NEWS);

const KEYS = {
  SECRET_KEY: '9f2c41d6b38a07e5c1f46a8d2b709e53d84f1b6ac2397e05f8d16b4a3c927e80',
  AUDIT_KEY: '3be7059ad1c84f62e97d20b5836fa41c5e08d72b946fc1a3760e8d5bf2194ac7',
};

/** It receives, and has no worker. */
let gateway: TestGateway;
let providers: TestProviders;
beforeAll(async () => {
  gateway = await testGateway({ settings: KEYS });
  providers = await testProviders(gateway);
});
afterAll(async () => {
  await providers?.stop();
  await gateway?.close();
});
afterEach(async () => expect(await ledgerFaults(gateway.sql)).toEqual([]));

interface Trial {
  readonly client: Person;
  readonly depositId: string;
  readonly order: readonly News[];
}

/** A client of its own for each order, with a deposit of 120 USD that waits to be paid. */
const trial = async (order: readonly News[]): Promise<Trial> => {
  const own = await gateway.client();
  const input = { clientId: own.id, amount: '120.00', currency: 'USD', provider: 'cardway', idempotencyKey: own.id };
  return { client: own, depositId: (await moved(gateway, 'depositCreate', input, own)).id, order };
};

const TYPES = {
  pending: 'checkout.session.completed',
  declined: 'checkout.session.async_payment_failed',
  settled: 'checkout.session.async_payment_succeeded',
  disputed: 'charge.dispute.created',
} as const satisfies Record<News, string>;

function bodyOf(news: News, orderId: string): string {
  const intent = `pi_${orderId}`;
  const session = { id: `cs_${orderId}`, status: 'complete', amount_total: 12000, currency: 'usd', client_reference_id: orderId, payment_intent: intent };
  const objects: Record<News, object> = {
    pending: { ...session, payment_status: 'unpaid' },
    declined: { ...session, payment_status: 'unpaid', last_payment_error: { message: 'The card was declined' } },
    settled: { ...session, payment_status: 'paid' },
    disputed: { id: `dp_${orderId}`, amount: 12000, currency: 'usd', payment_intent: intent, reason: 'fraudulent', metadata: { order_id: orderId } },
  };
  return JSON.stringify({ id: `evt_${news}_${orderId}`, type: TYPES[news], created: Math.floor(Date.now() / 1000), data: { object: objects[news] } });
}

/** Three deliveries of the same event at once, each signed for itself. */
async function deliver({ depositId }: Trial, news: News): Promise<void> {
  const body = bodyOf(news, depositId);
  const time = Math.floor(Date.now() / 1000);
  const answers = await Promise.all(
    [0, 1, 2].map((later) =>
      gateway.fastify.inject({
        ...{ method: 'POST', url: '/webhooks/payments/cardway', payload: body },
        headers: { 'content-type': 'application/json', 'stripe-signature': stripeSignature(body, SIMULATOR_CREDENTIALS.card.webhookSecret, time + later) },
      }),
    ),
  );
  expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200]);
}

/** All that the news may have changed, without what is new each time. */
async function endOf({ client: own, depositId }: Trial): Promise<unknown> {
  const [row] = await gateway.sql<{ end: unknown }>(
    `select jsonb_build_object(
      'deposit', (select jsonb_build_array(status, processed_amount, fee) from transaction where id = $1),
      'others', (select jsonb_agg(jsonb_build_array(type, status, amount, related_id = $1)) from transaction where client_id = $2 and id <> $1),
      'ledger', (select jsonb_agg(jsonb_build_array(kind, currency, balance, held) order by kind) from ledger_account where client_id = $2),
      'entries', (select jsonb_agg(jsonb_build_array(e.description, l.amount) order by e.description, l.amount) from journal_entry e join journal_line l on l.entry_id = e.id
        where e.transaction_id in (select id from transaction where client_id = $2)),
      'restrictions', (select jsonb_agg(kind) from restriction where client_id = $2 and lifted_at is null),
      'cases', (select jsonb_agg(kind) from payment_case where client_id = $2 or transaction_id = $1),
      'waiting', (select count(*) from payment_event where order_id = $1 and status in ('NEW', 'UNMATCHED')),
      'deliveries', (select jsonb_agg(distinct deliveries) from payment_event where order_id = $1)) as end`,
    [depositId, own.id],
  );
  return row?.end;
}

const END = {
  deposit: ['CHARGED_BACK', 120, 0],
  others: [['CHARGEBACK', 'SETTLED', 120, true]],
  ledger: [
    ['CLIENT_WALLET', 'USD', 0, 0],
    ['RECEIVABLE', 'USD', 0, 0],
  ],
  entries: [
    ['Chargeback by cardway', -120],
    ['Chargeback by cardway', 120],
    ['Deposit by cardway', -120],
    ['Deposit by cardway', 120],
  ],
  restrictions: ['NO_WITHDRAWAL'],
  cases: null,
  waiting: 0,
  deliveries: [3],
};

const endsAlike = async (trials: readonly Trial[]): Promise<void> => {
  const nothingLeft = `select count(*)::int as left from payment_event where order_id = any($1::uuid[]) and status = 'NEW'`;
  await eventually(
    () => gateway.sql<{ left: number }>(nothingLeft, [trials.map(({ depositId }) => depositId)]),
    ([row]) => row?.left === 0,
    60_000,
  );
  for (const one of trials) expect(await endOf(one), one.order.join(', ')).toEqual(END);
};

test('there are 24 orders of four news', () => expect(new Set(ORDERS.map((order) => order.join())).size).toBe(24));

test('received while no worker runs, all orders end the same once one starts', { timeout: 90_000 }, async () => {
  const trials = await Promise.all(ORDERS.map(trial));
  for (const one of trials) for (const news of one.order) await deliver(one, news);
  const worker = await testGateway({ over: gateway, listens: true, settings: KEYS });
  try {
    await endsAlike(trials);
  } finally {
    await worker.close();
  }
});

test('worked on one by one as they come, all orders end the same', { timeout: 90_000 }, async () => {
  const worker = await testGateway({ over: gateway, listens: true, settings: KEYS });
  try {
    const trials = await Promise.all(ORDERS.map(trial));
    for (const at of NEWS.keys()) {
      await Promise.all(trials.map((one) => deliver(one, one.order[at] as News)));
      await eventually(
        () => gateway.sql(`select from payment_event where order_id = any($1::uuid[]) and worked_at is null`, [trials.map(({ depositId }) => depositId)]),
        (left) => left.length === 0,
      );
    }
    await endsAlike(trials);
  } finally {
    await worker.close();
  }
});

test('with the worker killed in the middle of the work, the next one ends it the same', { timeout: 90_000 }, async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'countinghouse-orders-'));
  const { host, user, password, database } = gateway.target;
  const url = `postgresql://${user}:${encodeURIComponent(password)}@${encodeURIComponent(host)}/${database}`;
  const start = (): GatewayProcess => new GatewayProcess({ ROLE: 'worker', DATABASE_URL: url, DATA_DIR: dataDir, HOST: '127.0.0.1', PORT: '0', ...KEYS });
  const processes = [start()];
  const blocker = new Client(gateway.target);
  await blocker.connect();
  try {
    const [forwards, backwards] = [NEWS, [...NEWS].reverse()];
    const trials = await Promise.all([forwards, backwards, ['settled', 'disputed', 'pending', 'declined'] as const].map(trial));
    await processes[0]?.url();
    // whoever works on them now waits in the middle of its transaction
    await blocker.query('begin');
    await blocker.query('select from transaction where id = any($1::uuid[]) for update', [trials.map(({ depositId }) => depositId)]);
    for (const one of trials) for (const news of one.order) await deliver(one, news);
    await eventually(
      () => gateway.sql('select from graphile_worker._private_jobs where locked_by is not null'),
      (working) => working.length > 0,
    );
    processes[0]?.kill('SIGKILL');
    await processes[0]?.exit;
    await blocker.query('rollback');
    processes.push(start());
    await endsAlike(trials);
  } finally {
    await blocker.end();
    for (const one of processes) one.kill('SIGKILL');
    await Promise.all(processes.map(({ exit }) => exit));
    rmSync(dataDir, { recursive: true, force: true });
  }
});
