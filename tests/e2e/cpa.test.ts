import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { newId } from '../../src/database/ids.js';
import type { WrittenDeal } from '../../src/modules/deals/index.js';
import { testGateway } from '../support/gateway.js';
import { accrualBench, type AccrualBench, type Trader } from './accruals.fixture.js';

let bench: AccrualBench;

beforeAll(async () => {
  bench = await accrualBench();
});
afterAll(() => bench.db.drop());
beforeEach(async () => {
  await bench.clear();
  await bench.db.sql('delete from commission_candidate');
});

const TERMS = { cpa_first_deposit: '250', cpa_lots: '3', cpa_days: 30, cpa_from: 'FIRST_DEPOSIT' };
const cpaPlan = (more: object = {}, rates = ['300', '50']) => bench.plan('CPA', 'OVERRIDE', rates, { ...TERMS, ...more });

async function registered(planId: string, partners = 2): Promise<Trader> {
  const who = await bench.trader(planId, partners);
  await bench.db.sql(`update client set created_at = '2026-10-01' where id = $1`, [who.clientId]);
  return who;
}

async function deposit({ clientId }: Trader, amount: string, at: string, currency = 'USD'): Promise<string> {
  const id = newId();
  await bench.db.sql(
    `insert into transaction (id, type, status, client_id, amount, currency, requested_by, requested_at, settled_at) values ($1, 'DEPOSIT', 'SETTLED', $2, $3, $4, 'test', $5, $5)`,
    [id, clientId, amount, currency, at],
  );
  return id;
}
const on = (day: string, lots: string, more: WrittenDeal = {}): WrittenDeal => ({
  ...{ time: `2026-${day}T10:00:00.000Z`, openedAt: `2026-${day}T09:00:00.000Z`, lots },
  ...more,
});
const paid = async ({ clientId }: Trader) =>
  (
    await bench.db.sql<{ amount: string }>(
      `select trim_scale(sum(amount))::text as amount from commission where client_id = $1 group by level order by level`,
      [clientId],
    )
  ).map(({ amount }) => amount);
const candidate = async ({ clientId }: Trader) =>
  (await bench.db.sql<{ status: string; missing: string }>('select status, missing from commission_candidate where id = $1', [clientId]))[0];
const rows = async () => (await bench.db.sql<{ n: number }>('select count(*)::int as n from commission'))[0]!.n;

describe('a client is paid for', () => {
  test('once it has deposited and traded enough, once, with what qualified it', async () => {
    const who = await registered(await cpaPlan());
    await bench.engine.qualify();
    expect(await candidate(who)).toEqual({ status: 'WAITING', missing: 'a first deposit of 250 USD; 0 of 3 lots are closed' });
    await deposit(who, '250', '2026-11-01T10:00:00Z', 'EUR');
    await bench.accrue(bench.dealOf(who, on('11-02', '2')), bench.dealOf(who, on('10-30', '5')));
    await bench.engine.qualify();
    expect([await candidate(who), await paid(who)]).toEqual([{ status: 'WAITING', missing: '2 of 3 lots are closed' }, []]);
    await bench.accrue(bench.dealOf(who, on('11-20', '1')));
    for (let times = 0; times < 3; times++) await Promise.all([bench.engine.qualify(), bench.engine.catchUp()]);
    await bench.accrue(bench.dealOf(who, on('11-21', '9')));
    expect([await candidate(who), await paid(who), await rows()]).toEqual([{ status: 'QUALIFIED', missing: '' }, ['300', '50'], 2]);
    expect(await bench.db.sql(`select explanation, deal_ticket, traded_at from commission where level = 1`)).toEqual([
      {
        explanation: expect.stringMatching(
          /level 1: 1 client, who first deposited 250 EUR x 1.0825 USD per EUR on 2026-11-01 \(250 USD were needed\) and closed 3 lots by 2026-12-01 x 300 USD a client = 300 USD$/,
        ),
        ...{ deal_ticket: null, traded_at: new Date('2026-11-20T10:00:00Z') },
      },
    ]);
    expect(await bench.reason('101')).toBeUndefined();
  });

  test('by who had introduced it and by the terms of the first deposit, whoever has it by then', async () => {
    const who = await registered(await cpaPlan({}, ['300']), 1);
    await deposit(who, '250', '2026-11-01T10:00:00Z');
    await bench.db.sql('update client set partner_id = null where id = $1', [who.clientId]);
    await bench.db.sql('update partner set plan_id = null where id = $1', [who.chain[0]]);
    await bench.accrue(bench.dealOf(who, on('11-02', '3')));
    await bench.engine.qualify();
    expect(await paid(who)).toEqual(['300']);
  });

  test('no more, when the deposit goes back or the platform cancels the deal, and again when there is enough after all', async () => {
    const who = await registered(await cpaPlan());
    const first = await deposit(who, '250', '2026-11-01T10:00:00Z');
    const deal = bench.dealOf(who, on('11-02', '3'));
    await bench.accrue(deal);
    await bench.engine.qualify();
    await bench.accrue({ ...deal, isCancelled: 'true' });
    expect([await candidate(who), await paid(who)]).toEqual([{ status: 'WAITING', missing: '0 of 3 lots are closed' }, ['0', '0']]);
    await bench.accrue(bench.dealOf(who, on('11-03', '3')));
    expect(await paid(who)).toEqual(['300', '50']);
    await bench.db.sql(`update transaction set status = 'CHARGED_BACK' where id = $1`, [first]);
    await bench.engine.qualify();
    expect([await candidate(who), await paid(who)]).toMatchObject([{ status: 'WAITING' }, ['0', '0']]);
    expect(await bench.db.sql('select count(*)::int as n from commission where corrects_id is null')).toEqual([{ n: 2 }]);
  });
});

describe('a client is not paid for', () => {
  test('who deposits too little, trades too late, or whose partner had no contract', async () => {
    const planId = await cpaPlan({ cpa_from: 'REGISTRATION' });
    const [little, late, stopped, restricted] = [await registered(planId), await registered(planId), await registered(planId, 1), await registered(planId, 1)];
    await bench.db.sql(`update partner set status = 'SUSPENDED' where id = $1`, [stopped.chain[0]]);
    await bench.db.sql(`update partner_status_version set valid_from = '2026-10-11' where partner_id = $1 and status = 'SUSPENDED'`, [stopped.chain[0]]);
    await bench.db.sql(
      `insert into restriction (id, client_id, kind, reason, created_by, created_by_id, created_at) values ($1, $2, 'NO_COMMISSION', 'r', 'x', $1, '2026-01-01')`,
      [newId(), restricted.clientId],
    );
    await deposit(little, '249.99', '2026-10-05T10:00:00Z');
    await deposit(little, '5000', '2026-10-06T10:00:00Z');
    for (const who of [late, stopped, restricted]) await deposit(who, '250', '2026-10-05T10:00:00Z');
    await bench.accrue(
      ...[bench.dealOf(little, on('10-12', '3')), bench.dealOf(late, on('10-12', '2.99')), bench.dealOf(late, on('11-01', '3'))],
      ...[bench.dealOf(stopped, on('10-12', '3')), bench.dealOf(restricted, on('10-12', '3'))],
    );
    await bench.engine.qualify();
    expect([await candidate(little), await candidate(late), await candidate(restricted)]).toEqual([
      { status: 'MISSED', missing: 'the first deposit was 249.99 USD and not 250 USD' },
      { status: 'MISSED', missing: '2.99 of 3 lots are closed' },
      { status: 'MISSED', missing: 'NO_COMMISSION was in force' },
    ]);
    expect([await paid(little), await paid(late), await paid(stopped), await paid(restricted)]).toEqual([[], [], ['0'], []]);
    expect(await bench.db.sql('select explanation from commission where client_id = $1', [stopped.clientId])).toEqual([
      { explanation: expect.stringMatching(/Nothing is due: the contract was not in force$/) },
    ]);
  });
});

test('whatever the order of deposits, deals and looks, nobody is paid for twice, and the same in the end', { timeout: 120_000 }, async () => {
  const who = await registered(await cpaPlan());
  const deals = [on('11-02', '1'), on('11-03', '1.5'), on('11-04', '1'), on('11-05', '2')].map((one, n) =>
    bench.dealOf(who, { ...one, ticket: String(900 + n) }),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.shuffledSubarray([0, 1, 2, 3, 4, 5, 6], { minLength: 7, maxLength: 7 }),
      fc.array(fc.boolean(), { minLength: 7, maxLength: 7 }),
      async (order, looks) => {
        await bench.clear();
        await bench.db.sql('delete from commission_candidate');
        await bench.db.sql('delete from transaction where client_id = $1', [who.clientId]);
        for (const [turn, what] of order.entries()) {
          if (what === 4) await deposit(who, '250', '2026-11-01T10:00:00Z');
          else if (what === 5) await deposit(who, '10', '2026-11-02T10:00:00Z');
          else if (what === 6) await bench.take({ ...deals[2]!, isCancelled: 'true' });
          else if (what !== 2 || order.indexOf(6) > turn) await bench.take(deals[what]!);
          if (looks[turn]) await bench.engine.catchUp();
          if (looks[(turn + 3) % 7]) await bench.engine.qualify();
        }
        await bench.engine.catchUp();
        await bench.engine.qualify();
        await bench.engine.qualify();
        expect([await paid(who), await candidate(who)]).toEqual([['300', '50'], { status: 'QUALIFIED', missing: '' }]);
      },
    ),
    { numRuns: 10 },
  );
});

test('partners see how far their clients are, and nobody beside does', async () => {
  const gateway = await testGateway();
  try {
    const [partner, other] = [await gateway.partner(), await gateway.partner()];
    const client = await gateway.client({ partnerId: partner.id });
    const planId = newId();
    await gateway.sql(
      `insert into commission_plan (id, name, scheme, tree_mode, currency, rates, effective_from) values ($1, 'Clients', 'CPA', 'OVERRIDE', 'USD', '{300}', '2025-01-01')`,
      [planId],
    );
    await gateway.sql(
      `insert into commission_candidate (id, partner_id, plan_id, status, currency, lots, missing) values ($1, $2, $3, 'WAITING', 'USD', 1, '1 of 3 lots are closed')`,
      [client.id, partner.id, planId],
    );
    const seen = (as: { id: string }) =>
      gateway.data(
        `query($filter: CommissionCandidateFilter) { commissionCandidates(filter: $filter) { nodes { id status missing lots client { id } partner { id } } } }`,
        { filter: { status: ['WAITING'] } },
        { as: as as never },
      );
    const shown = {
      commissionCandidates: {
        nodes: [{ id: client.id, status: 'WAITING', missing: '1 of 3 lots are closed', lots: '1', client: { id: client.id }, partner: { id: partner.id } }],
      },
    };
    expect([await seen(partner), await seen(await gateway.staff('PARTNERSHIPS')), await seen(other)]).toEqual([
      shown,
      shown,
      { commissionCandidates: { nodes: [] } },
    ]);
  } finally {
    await gateway.close();
  }
});
