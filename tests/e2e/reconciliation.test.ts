import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { cardMaker } from '../../src/connectors/payments/card/index.js';
import { csvFile } from '../../src/connectors/payments/simulator/bank.files.js';
import { SIMULATOR_CREDENTIALS } from '../../src/connectors/payments/simulator/simulators.js';
import { newId } from '../../src/database/ids.js';
import { type Failure, ledgerFaults } from '../support/money.js';
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
});
afterEach(async () => expect(await ledgerFaults(fixture.gateway.sql)).toEqual([]));

const DAY_MS = 86_400_000;
const dayOf = (time: number): string => new Date(time).toISOString().slice(0, 10);
const TODAY = dayOf(Date.now());
const YESTERDAY = dayOf(Date.now() - DAY_MS);

interface Run {
  readonly id: string;
  readonly status: string;
  readonly error: string | null;
  readonly matched: number;
  readonly missingHere: number;
  readonly missingThere: number;
  readonly differing: number;
  readonly items: {
    nodes: {
      result: string;
      transaction: { id: string } | null;
      providerReference: string | null;
      ourState: string | null;
      theirState: string | null;
      case: { id: string; status: string } | null;
    }[];
  };
}
type Asked = { reconciliation: { id: string } | null; userErrors: Failure[] };

const ask = (provider: string, day: string): Promise<Asked> =>
  fixture.call('reconciliationRun', { provider, day }, fixture.finance, 'reconciliation { id }') as never;
const read = async (id: string): Promise<Run> => {
  const text = `query R($id: ID!) { reconciliation(id: $id) { id status error matched missingHere missingThere differing
    items(first: 100) { nodes { result providerReference ourState theirState transaction { id } case { id status } } } } }`;
  return (await fixture.gateway.data<{ reconciliation: Run }>(text, { id }, { as: fixture.finance })).reconciliation;
};
async function run(provider = 'cardway', day = TODAY): Promise<Run> {
  const { reconciliation, userErrors } = await ask(provider, day);
  if (reconciliation === null) throw new Error(JSON.stringify(userErrors));
  return eventually(
    () => read(reconciliation.id),
    ({ status }) => status === 'DONE',
  );
}
const about = ({ items }: Run, transactionId: string) => items.nodes.filter(({ transaction }) => transaction?.id === transactionId);

/** A settled deposit that no provider has heard of. */
async function unheardOf(requestedAt: string): Promise<string> {
  const id = newId();
  await fixture.gateway.sql(
    `insert into transaction (id, type, status, client_id, amount, currency, processed_amount, provider, requested_by, requested_at, settled_at)
     values ($1, 'DEPOSIT', 'SETTLED', $2, 50, 'USD', 50, 'cardway', 'a test', $3, $3)`,
    [id, client.id, requestedAt],
  );
  return id;
}

describe('a day with a provider that lists its payments', () => {
  test('what is alike is matched, what is not is a case once, and what is alike by then is closed by itself', async () => {
    const settled = await fixture.paidIn(client, '100.00');
    await fixture.providers.behave('card', { webhooks: 'lose' });
    const { id: untold } = await fixture.deposit(client);
    await fixture.providers.act('card', untold, 'pay');
    await fixture.providers.behave('card');
    const first = await run();
    expect(about(first, settled)).toMatchObject([{ result: 'MATCHED', ourState: 'SETTLED', theirState: 'SETTLED', case: null }]);
    expect(about(first, untold)).toMatchObject([{ result: 'DIFFERING', ourState: 'PENDING_PROVIDER', theirState: 'SETTLED', case: { status: 'OPEN' } }]);
    expect(first.differing).toBe(1);
    const again = await run();
    expect(about(again, untold)[0]?.case?.id).toBe(about(first, untold)[0]?.case?.id);
    expect(await fixture.cases({ transactionId: untold })).toHaveLength(1);
    // asked, the provider tells what became of it
    await fixture.gateway.sql(`update transaction set requested_at = now() - interval '4 minutes' where id = $1`, [untold]);
    await fixture.gateway.sql(`select graphile_worker.add_job('deposit.lookUp', json_build_object('transactionId', $1::text))`, [untold]);
    await fixture.until(untold, 'SETTLED');
    expect(about(await run(), untold)).toMatchObject([{ result: 'MATCHED' }]);
    const [closed] = await fixture.cases({ transactionId: untold });
    expect(closed).toMatchObject({ status: 'CLOSED', resolution: 'EXPLAINED', note: expect.stringContaining(TODAY) });
  });

  test('a payment that is only there, or only here, is missing on the other side', async () => {
    const card = cardMaker.make({
      code: 'cardway',
      baseUrl: fixture.providers.urls.card,
      settings: {},
      secrets: { ...SIMULATOR_CREDENTIALS.card },
      timeoutMs: 2000,
    });
    const orderId = newId();
    await card.openSession({
      orderId,
      reference: 'T1',
      amount: '75.00',
      currency: 'USD',
      customer: 'C1',
      webhookUrl: 'http://127.0.0.1:9/',
      returnUrl: 'http://127.0.0.1:9/',
    });
    await fixture.providers.act('card', orderId, 'pay');
    const unknown = await unheardOf(new Date().toISOString());
    const found = await run();
    expect(found.items.nodes.filter(({ result }) => result === 'MISSING_HERE')).toMatchObject([
      { theirState: 'SETTLED', transaction: null, case: { status: 'OPEN' } },
    ]);
    expect(about(found, unknown)).toMatchObject([{ result: 'MISSING_THERE', ourState: 'SETTLED', theirState: null, case: { status: 'OPEN' } }]);
    expect([found.missingHere, found.missingThere]).toEqual([1, 1]);
  });

  test('what a person has explained is not asked again, until it is another difference', async () => {
    const id = await unheardOf(new Date().toISOString());
    await run();
    const [found] = (await fixture.cases({ transactionId: id })) as PaymentCaseSeen[];
    await fixture.onCase(
      'Close',
      { id: found?.id, version: found?.version, resolution: 'EXPLAINED', note: 'Brought over from the old system' },
      fixture.finance,
    );
    expect(about(await run(), id)).toMatchObject([{ result: 'MISSING_THERE', case: { id: found?.id, status: 'CLOSED' } }]);
    expect(await fixture.cases({ transactionId: id })).toHaveLength(1);
    await fixture.gateway.sql('update transaction set processed_amount = 51 where id = $1', [id]);
    await run();
    expect((await fixture.cases({ transactionId: id })).map(({ status }) => status)).toEqual(['CLOSED', 'OPEN']);
  });

  test('what is of today there and of last night here is missing on neither day', async () => {
    const id = await fixture.paidIn(client, '100.00');
    await fixture.gateway.sql(`update transaction set requested_at = $2 where id = $1`, [id, `${YESTERDAY}T23:59:59Z`]);
    expect(about(await run('cardway', YESTERDAY), id)).toEqual([]);
    expect(about(await run(), id)).toMatchObject([{ result: 'MATCHED' }]);
  });

  test('what lies in suspense has arrived; a charged back one is charged back on both sides', async () => {
    const { id } = await fixture.deposit(client);
    await fixture.providers.act('card', id, 'less', { amount: '10800' });
    await fixture.theCase({ transactionId: id });
    const disputed = await fixture.paidIn(client, '30.00');
    await fixture.providers.act('card', disputed, 'dispute');
    await fixture.until(disputed, 'CHARGED_BACK');
    const found = await run();
    expect([about(found, id)[0]?.result, about(found, disputed)[0]?.result]).toEqual(['MATCHED', 'MATCHED']);
  });

  test('that does not answer is tried again, says why, and is not asked for twice at once', async () => {
    const [row] = await fixture.gateway.sql<{ url: string }>(`select base_url as url from payment_provider where code = 'praxis-cashier'`);
    await fixture.gateway.sql(`update payment_provider set base_url = 'http://127.0.0.1:9', version = version + 1 where code = 'praxis-cashier'`);
    const { reconciliation } = await ask('praxis-cashier', TODAY);
    const failing = await eventually(
      () => read(reconciliation?.id as string),
      ({ error }) => error !== null,
    );
    expect(failing).toMatchObject({ status: 'WAITING', error: expect.stringContaining('connection') });
    expect((await ask('praxis-cashier', TODAY)).userErrors).toMatchObject([{ code: 'ALREADY_PENDING' }]);
    await fixture.gateway.sql(`update payment_provider set base_url = $1, version = version + 1 where code = 'praxis-cashier'`, [row?.url]);
    await fixture.gateway.sql(`update graphile_worker._private_jobs set run_at = now() where key = $1`, [`reconciliation.run:${reconciliation?.id}`]);
    await eventually(
      () => read(reconciliation?.id as string),
      ({ status, error }) => status === 'DONE' && error === null,
    );
  });

  test.each([
    ['nobody', TODAY, 'NOT_FOUND'],
    ['cardway', dayOf(Date.now() + DAY_MS), 'INVALID'],
  ])('with %s on %s is refused', async (provider, day, code) => expect((await ask(provider, day)).userErrors).toMatchObject([{ code }]));
});

describe('a day with a bank', () => {
  test('is compared with its statements; a line that fits nothing keeps its own case', async () => {
    const deposit = await fixture.deposit(client, { provider: 'bankwire', amount: '90.00' });
    const line = (remittance: string, amount: string) => ({
      table: 'transfer',
      id: randomUUID().slice(0, 12),
      kind: 'in',
      amount,
      currency: 'USD',
      name: 'A',
      account: 'DE89370400440532013000',
      remittance,
      day: TODAY,
    });
    const file = csvFile([line(deposit.reference, '9000'), line('nothing', '4200')] as never, TODAY, SIMULATOR_CREDENTIALS.bank);
    const input = { provider: 'bankwire', fileName: 'day.csv', content: Buffer.from(file).toString('base64') };
    expect((await fixture.call('bankStatementImport', input, fixture.finance, 'isNew')).userErrors).toEqual([]);
    await fixture.until(deposit.id, 'SETTLED');
    const found = await fixture.theCase({ kind: ['UNMATCHED_STATEMENT_LINE'] });
    const compared = await run('bankwire');
    expect(about(compared, deposit.id)).toMatchObject([{ result: 'MATCHED' }]);
    expect(compared.items.nodes.filter(({ result }) => result === 'MISSING_HERE')).toMatchObject([{ case: { id: found.id } }]);
    await fixture.onCase('Close', { id: found.id, version: found.version, resolution: 'RETURNED', note: 'Sent back' }, fixture.finance);
    expect(await run('bankwire')).toMatchObject({ matched: 2, missingHere: 0, missingThere: 0, differing: 0 });
  });
});

test('every night yesterday is compared with every provider, once', async () => {
  const nightly = () => fixture.gateway.sql(`select graphile_worker.add_job('reconciliation.daily', '{}')`);
  await fixture.gateway.sql('delete from reconciliation_item where reconciliation_id in (select id from reconciliation where day = $1)', [YESTERDAY]);
  await fixture.gateway.sql('delete from reconciliation where day = $1', [YESTERDAY]);
  await nightly();
  const runs = () =>
    fixture.gateway.sql<{ provider: string; runBy: string }>(
      `select provider, run_by as "runBy" from reconciliation where day = $1 and status = 'DONE' order by provider`,
      [YESTERDAY],
    );
  const done = [
    { provider: 'bankwire', runBy: 'Countinghouse' },
    { provider: 'cardway', runBy: 'Countinghouse' },
    { provider: 'praxis-cashier', runBy: 'Countinghouse' },
  ];
  expect(await eventually(runs, (found) => found.length === 3)).toEqual(done);
  await nightly();
  await eventually(
    () => fixture.gateway.sql('select from graphile_worker._private_jobs where run_at <= now()'),
    (jobs) => jobs.length === 0,
  );
  expect(await runs()).toEqual(done);
});
