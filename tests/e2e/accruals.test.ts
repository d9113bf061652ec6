import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { newId } from '../../src/database/ids.js';
import { AccrualEngine } from '../../src/modules/commissions/index.js';
import type { WrittenDeal } from '../../src/modules/deals/index.js';
import type { TestDatabase } from '../support/database.js';
import { type AccrualBench, accrualBench, type Trader } from './accruals.fixture.js';

let bench: AccrualBench;
let db: TestDatabase;
let engine: AccrualEngine;
let plan: AccrualBench['plan'];
let trader: AccrualBench['trader'];
let take: AccrualBench['take'];

/** Of lots that do not come out even. */
const dealOf = (who: Trader, changes: WrittenDeal = {}): WrittenDeal => bench.dealOf(who, { lots: '2.35', ...changes });
/** Row by row, with all decimals. */
const earned = async (ticket: string) =>
  (
    await db.sql<{ level: number; amount: string }>(`select level, amount::text from commission where deal_ticket = $1 order by level, accrued_at, id`, [
      ticket,
    ])
  ).map(({ amount }) => amount);
const total = (ticket: string) => db.sql(`select trim_scale(coalesce(sum(amount), 0))::text as sum from commission where deal_ticket = $1`, [ticket]);
const reasons = async (ticket: string) => [await bench.reason(ticket)].flatMap((one) => one?.reason ?? []);
const rowsOf = async () =>
  db.sql(
    `select deal_ticket, partner_id, level, amount::text, lots::text, explanation, corrects_id is null as original from commission order by 1, 2, 3, 4, 7`,
  );

beforeAll(async () => {
  bench = await accrualBench();
  ({ db, engine, plan, trader, take } = bench);
  await db.sql(`insert into exchange_rate (id, base, quote, rate, source, at) values ('${newId()}', 'USD', 'JPY', 999, 'test', '2026-11-21')`);
});
afterAll(() => db.drop());
beforeEach(() => bench.clear());

describe('the worked examples of the field', () => {
  test('V1: each level its own rate for a lot', async () => {
    const who = await trader(await plan('PER_LOT', 'OVERRIDE', ['5', '2', '1']));
    await take(dealOf(who, { ticket: '1' }));
    await engine.catchUp();
    expect(await earned('1')).toEqual(['11.75000000', '4.70000000', '2.35000000']);
    expect(await db.sql(`select partner_id, explanation from commission where level = 2`)).toMatchObject([
      { partner_id: who.chain[1], explanation: expect.stringMatching(/, level 2: 2\.35 lots EURUSD x 2 USD a lot = 4\.7 USD$/) },
    ]);
  });

  test('V4: pips, in dollars and in yen', async () => {
    const who = await trader(await plan('PIPS', 'OVERRIDE', ['0.8']));
    await take(dealOf(who, { ticket: '1', lots: '1.5' }), dealOf(who, { ticket: '2', lots: '1.5', symbol: 'USDJPY', price: '151.37' }));
    await engine.catchUp();
    expect(await earned('1')).toEqual(['12.00000000']);
    // 1.5 x 1000 JPY x 0.8 / 151.37, rounded when it is paid: 7.93
    expect(await earned('2')).toEqual(['7.92759464']);
    expect(await db.sql(`select explanation from commission where deal_ticket = '2'`)).toEqual([
      { explanation: expect.stringContaining('1.5 lots USDJPY x 1000 JPY a pip / 151.37 JPY per USD x 0.8 pip = 7.92759464 USD') },
    ]);
  });

  test("V5: a share of the broker's commission, into the wallet's currency", async () => {
    const who = await trader(await plan('COMMISSION_SHARE', 'OVERRIDE', ['10']));
    const euro = await trader(await plan('COMMISSION_SHARE', 'OVERRIDE', ['10'], { currency: 'EUR' }));
    await take(dealOf(who, { ticket: '1', commission: '-70.00' }), dealOf(euro, { ticket: '2', commission: '-70.00' }));
    await engine.catchUp();
    expect([await earned('1'), await earned('2')]).toEqual([['7.00000000'], ['6.46651270']]);
  });

  test('V7: held a millisecond too short, and just long enough', async () => {
    const who = await trader(await plan('PER_LOT', 'OVERRIDE', ['5'], { min_hold_seconds: 180 }));
    await take(dealOf(who, { ticket: '1', time: '2026-11-20T10:02:59.999Z' }), dealOf(who, { ticket: '2' }));
    await engine.catchUp();
    expect([await earned('1'), await reasons('1'), await earned('2'), await reasons('2')]).toEqual([[], ['TOO_SHORT'], ['11.75000000'], []]);
  });

  test('V14: a deal that is cancelled after all is taken back by rows of their own, once', async () => {
    const who = await trader(await plan('PER_LOT', 'OVERRIDE', ['5', '2', '1']));
    const deal = dealOf(who, { ticket: '1' });
    await take(deal);
    await engine.catchUp();
    await take({ ...deal, isCancelled: 'true' });
    await engine.catchUp();
    await engine.rework([{ server: who.server, ticket: '1' }]);
    expect(await earned('1')).toEqual(['11.75000000', '-11.75000000', '4.70000000', '-4.70000000', '2.35000000', '-2.35000000']);
    expect(
      await db.sql('select count(*)::int as n from commission c join commission o on o.id = c.corrects_id and o.level = c.level and o.amount = -c.amount'),
    ).toEqual([{ n: 3 }]);
    expect(await reasons('1')).toEqual(['CANCELLED']);
    expect(
      await db.sql(
        'select sum(amount)::numeric(20, 2)::text as amount, sum(lots)::numeric(20, 2)::text as lots, sum(deals)::int as deals from commission_daily',
      ),
    ).toEqual([{ amount: '0.00', lots: '0.00', deals: 0 }]);
  });

  test('V15: told twice, and in pages that overlap, it pays once', async () => {
    const who = await trader(await plan('PER_LOT', 'OVERRIDE', ['5', '2']));
    const [one, two, three] = [dealOf(who), dealOf(who), dealOf(who)];
    await take(one, two);
    await engine.catchUp();
    await take(two, three, one);
    await engine.catchUp();
    await engine.catchUp();
    expect(await db.sql('select count(*)::int as n from commission')).toEqual([{ n: 6 }]);
  });
});

describe('how a tree shares', () => {
  test('by differences: a parent earns what its rate has over the one below', async () => {
    const who = await trader(await plan('PER_LOT', 'DIFFERENTIAL', ['6', '8', '9']), 2);
    await take(dealOf(who, { ticket: '1', lots: '1' }));
    await engine.catchUp();
    expect(await earned('1')).toEqual(['6.00000000', '2.00000000']);
  });

  test('by a split: the parts that go up leave the rest with level 1', async () => {
    const who = await trader(await plan('PER_LOT', 'SPLIT', ['6', '20', '10']));
    await take(dealOf(who, { ticket: '1', lots: '0.01' }));
    await engine.catchUp();
    expect(await earned('1')).toEqual(['0.04200000', '0.01200000', '0.00600000']);
  });

  test('the parts of any deal add up to the whole, to the last decimal', async () => {
    const decimal = (most: number) => fc.integer({ min: 1, max: most * 100_000_000 }).map((n) => (n / 100_000_000).toFixed(8));
    await fc.assert(
      fc.asyncProperty(
        decimal(50),
        fc.array(decimal(30), { minLength: 1, maxLength: 6 }),
        fc.integer({ min: 1, max: 8 }),
        fc.constantFrom('OVERRIDE', 'DIFFERENTIAL', 'SPLIT'),
        async (unit, rates, levels, mode) => {
          const paid = Math.min(levels, rates.length);
          const [row] = (await db.sql(
            `select (select sum(a) from unnest(a) a) = round($1::numeric * case $3 when 'OVERRIDE' then (select sum(r) from unnest(($2::numeric[])[:$4]) r) when 'SPLIT' then ($2::numeric[])[1]
             else ($2::numeric[])[$4] end, 8) as exact, cardinality(a) as paid, (select max(scale(a)) from unnest(a) a) <= 8 as fine
           from commission_amounts($1::numeric, $2::numeric[], $3, $5) a`,
            [unit, `{${rates.join(',')}}`, mode, paid, levels],
          )) as [{ exact: boolean; paid: number; fine: boolean }];
          expect(row).toEqual({ exact: true, paid, fine: true });
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe('which rate', () => {
  test("the symbol's before the group's before the plan's", async () => {
    const planId = await plan('PER_LOT', 'OVERRIDE', ['5']);
    await db.sql(`insert into commission_rate (terms_id, symbol, "group", rates) values ($1, 'USDJPY', null, '{3}'), ($1, null, 'FX', '{4}')`, [planId]);
    const who = await trader(planId);
    await take(...['EURUSD', 'USDJPY', 'XAUUSD.m'].map((symbol, n) => dealOf(who, { ticket: String(n + 1), symbol, lots: '1' })));
    await engine.catchUp();
    expect([await earned('1'), await earned('2'), await earned('3')]).toEqual([['4.00000000'], ['3.00000000'], ['5.00000000']]);
  });

  test('that of the time: terms, plan, introducer and tree as they were when the deal was done', async () => {
    const planId = await plan('PER_LOT', 'OVERRIDE', ['5', '2']);
    await db.sql(`update commission_terms set valid_to = '2026-11-20T12:00:00Z' where plan_id = $1`, [planId]);
    await db.sql(
      `insert into commission_terms (id, plan_id, number, status, valid_from, scheme, tree_mode, currency, rates) values ($1, $2, 2, 'PUBLISHED', '2026-11-20T12:00:00Z', 'PER_LOT', 'OVERRIDE', 'USD', '{7}')`,
      [newId(), planId],
    );
    const who = await trader(planId, 2);
    // both leave today: what was done before stays theirs
    await db.sql('update partner set parent_id = null where id = $1', [who.chain[0]]);
    await db.sql('update client set partner_id = null where id = $1', [who.clientId]);
    await take(dealOf(who, { ticket: '1', lots: '1' }), dealOf(who, { ticket: '2', lots: '1', time: '2026-11-20T13:00:00Z' }));
    await engine.catchUp();
    expect([await earned('1'), await earned('2')]).toEqual([['5.00000000', '2.00000000'], ['7.00000000']]);
  });
});

describe('what pays nothing has a reason', () => {
  test('one for each', async () => {
    const planId = await plan('PER_LOT', 'OVERRIDE', ['5']);
    const [who, orphan, planless, zero] = [
      await trader(planId),
      await trader(null, 0),
      await trader(null),
      await trader(await plan('PER_LOT', 'OVERRIDE', ['0'])),
    ];
    const restricted = await trader(planId);
    await db.sql(
      `insert into restriction (id, client_id, kind, reason, created_by, created_by_id, created_at) values ($1, $2, 'NO_COMMISSION', 'r', 'x', $1, '2026-01-01')`,
      [newId(), restricted.clientId],
    );
    const spread = await trader(await plan('SPREAD_SHARE', 'OVERRIDE', ['20']));
    const foreign = await trader(await plan('PIPS', 'OVERRIDE', ['1'], { currency: 'CHF' }));
    await take(
      ...[dealOf(orphan, { ticket: '1' }), dealOf(planless, { ticket: '2' }), dealOf(zero, { ticket: '3' }), dealOf(restricted, { ticket: '4' })],
      ...[
        dealOf(who, { ticket: '5', symbol: 'TSLA' }),
        dealOf(spread, { ticket: '6' }),
        dealOf(foreign, { ticket: '7' }),
        dealOf(who, { ticket: '8', entry: 'IN' }),
      ],
    );
    await engine.catchUp();
    expect(await db.sql('select ticket, reason from deal_unpaid order by ticket')).toEqual(
      ['NO_PARTNER', 'NO_PLAN', 'NO_RATE', 'RESTRICTED', 'SYMBOL_UNKNOWN', 'NOT_TOLD', 'NO_EXCHANGE_RATE'].map((reason, n) => ({
        ticket: String(n + 1),
        reason,
      })),
    );
    expect(await db.sql('select count(*)::int as n from commission')).toEqual([{ n: 0 }]);
  });

  test('and pays once the reason is gone and it is worked out anew', async () => {
    const who = await trader(await plan('PER_LOT', 'OVERRIDE', ['5']));
    await take(dealOf(who, { ticket: '1', symbol: 'NVDA', lots: '1' }));
    await engine.catchUp();
    await db.sql(
      `insert into instrument (symbol, "group", contract_size, pip_size, base_currency, quote_currency) values ('NVDA', 'SHARES', 1, 0.01, 'NVDA', 'USD')`,
    );
    await engine.rework([{ server: who.server, ticket: '1' }]);
    expect([await earned('1'), await reasons('1')]).toEqual([['5.00000000'], []]);
  });

  test('a hedged pair counts once', async () => {
    const who = await trader(await plan('PER_LOT', 'OVERRIDE', ['5']));
    await take(dealOf(who, { ticket: '1', lots: '1', entry: 'OUT_BY' }), dealOf(who, { ticket: '2', lots: '1', entry: 'OUT_BY' }));
    await engine.catchUp();
    expect([await earned('1'), await earned('2')]).toEqual([['2.50000000'], ['2.50000000']]);
  });
});

describe('however it is done', () => {
  test('any batches in any order give the same rows, twice changes nothing, and nothing is posted for what has not changed', { timeout: 60_000 }, async () => {
    const traders = [
      await trader(await plan('PER_LOT', 'OVERRIDE', ['5', '2', '1'])),
      await trader(await plan('PIPS', 'SPLIT', ['0.8', '20', '7'])),
      await trader(null, 0),
    ];
    const symbols = ['EURUSD', 'USDJPY', 'XAUUSD.m', 'TSLA'];
    const deals = Array.from({ length: 40 }, (_, n) =>
      dealOf(traders[n % 3]!, {
        ticket: String(5_000 + n),
        symbol: symbols[n % 4]!,
        lots: `0.${String(n * 7 + 1).padStart(3, '0')}`,
        isCancelled: n % 11 === 0 ? 'true' : '',
      }),
    );
    let first: unknown;
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray(deals, { minLength: deals.length, maxLength: deals.length }),
        fc.array(fc.integer({ min: 1, max: 15 }), { minLength: 1, maxLength: 8 }),
        async (order, sizes) => {
          await bench.clear();
          for (let from = 0, turn = 0; from < order.length; turn++) {
            const size = sizes[turn % sizes.length]!;
            await take(...order.slice(from, from + size));
            if (turn % 2 === 0) await engine.catchUp();
            from += size;
          }
          await engine.catchUp();
          await engine.catchUp();
          await engine.rework(deals.map(({ server, ticket }) => ({ server: server!, ticket: ticket! })));
          const rows = await rowsOf();
          first ??= rows;
          expect(rows).toEqual(first);
        },
      ),
      { numRuns: 8 },
    );
    expect(await db.sql('select sum(amount)::text as sum from commission')).toEqual(await db.sql('select sum(amount)::text as sum from commission_daily'));
    expect(await total('5001')).not.toEqual([{ sum: '0' }]);
  });

  test('what was found out before somebody worked deals out anew is not posted: it is looked at again', async () => {
    const who = await trader(await plan('PER_LOT', 'OVERRIDE', ['5']));
    await take(dealOf(who, { ticket: '1', symbol: 'LATE', lots: '1' }));
    const other = await db.database.pool.connect();
    try {
      await other.query('begin');
      await other.query('update commission_progress set reworked = reworked + 1');
      const caughtUp = engine.catchUp();
      const isWaiting = `select exists (select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and query like '%commission_progress for update') as waiting`;
      while (!(await db.sql<{ waiting: boolean }>(isWaiting))[0]!.waiting) await new Promise((resolve) => setTimeout(resolve, 20));
      await other.query(
        `insert into instrument (symbol, "group", contract_size, pip_size, base_currency, quote_currency) values ('LATE', 'SHARES', 1, 0.01, 'LATE', 'USD')`,
      );
      await other.query('commit');
      await caughtUp;
    } finally {
      other.release();
    }
    expect([await earned('1'), await reasons('1')]).toEqual([['5.00000000'], []]);
  });

  test('two engines at once take turns', async () => {
    const who = await trader(await plan('PER_LOT', 'OVERRIDE', ['5', '2', '1']));
    for (let batch = 0; batch < 6; batch++) await take(...Array.from({ length: 10 }, () => dealOf(who)));
    await Promise.all([engine.catchUp(), engine.catchUp(), new AccrualEngine(db.database.pool).catchUp()]);
    expect(await db.sql('select count(*)::int as n from commission')).toEqual([{ n: 180 }]);
  });

  test('a deal that was worked out before its turn pays once, and those beside it all the same', async () => {
    const who = await trader(await plan('PER_LOT', 'OVERRIDE', ['5', '2', '1']));
    await take(dealOf(who, { ticket: '1' }), dealOf(who, { ticket: '2' }));
    await engine.rework([{ server: who.server, ticket: '1' }]);
    await engine.catchUp();
    expect([await earned('1'), await earned('2')]).toEqual(Array(2).fill(['11.75000000', '4.70000000', '2.35000000']));
  });

  test('what commissions refer to is there, and who has some stays', async () => {
    const who = await trader(await plan('PER_LOT', 'OVERRIDE', ['5']), 2);
    await take(dealOf(who, { ticket: '1' }));
    await engine.catchUp();
    const columns = ['partner_id', 'client_id', 'trading_account_id', 'plan_id', 'terms_id'];
    for (const column of columns) {
      const values = columns.map((one) => (one === column ? `'${newId()}'` : one)).join(', ');
      const insert = `insert into commission (id, ${columns.join(', ')}, level, amount, currency, explanation, traded_at) select uuidv7(), ${values}, 1, 1, 'USD', 'by hand', now() from commission where level = 1`;
      await expect(db.sql(insert), column).rejects.toMatchObject({ code: '23503', constraint: `commission_${column}_fkey` });
    }
    await expect(db.sql('delete from partner where id = $1', [who.chain[0]])).rejects.toMatchObject({ constraint: 'commission_partner_id_fkey' });
    await expect(db.sql('update client set id = $2 where id = $1', [who.clientId, newId()])).rejects.toMatchObject({ constraint: 'commission_client_id_fkey' });
    await expect(db.sql('delete from client where id = $1', [who.clientId])).rejects.toMatchObject({ constraint: 'commission_client_id_fkey' });
  });
});
