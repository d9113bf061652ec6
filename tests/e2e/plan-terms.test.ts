import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { newId } from '../../src/database/ids.js';
import type { WrittenDeal } from '../../src/modules/deals/index.js';
import { accrualBench, type AccrualBench, type MoreTerms } from './accruals.fixture.js';

let bench: AccrualBench;

beforeAll(async () => {
  bench = await accrualBench();
});
afterAll(() => bench.db.drop());
beforeEach(() => bench.clear());

const DAY = (day: string, more: WrittenDeal = {}): WrittenDeal => ({ time: `2026-${day}T10:00:00.000Z`, openedAt: `2026-${day}T09:00:00.000Z`, ...more });

describe('tiers', () => {
  const TIERS = { tier_by: 'VOLUME', tier_counting: 'WHOLE', tier_from: ['0', '10', '20'], tier_multipliers: ['1', '1.2', '1.5'] };

  test('by the volume of the month before hold for the whole month, and a late deal of that month raises what it brought', async () => {
    const who = await bench.trader(await bench.plan('PER_LOT', 'OVERRIDE', ['5', '2'], TIERS), 2);
    await bench.accrue(bench.dealOf(who, { ticket: '1', lots: '12', ...DAY('10-30') }), bench.dealOf(who, { ticket: '2', lots: '30', ...DAY('11-02') }));
    expect([await bench.earned('1'), await bench.earned('2')]).toEqual([
      ['60', '24'],
      ['180', '72'],
    ]);
    expect(await bench.explanations('2')).toEqual([
      'level 1: 30 lots EURUSD x 1.2 for the tier from 10 on (12 lots from 2026-10-01 to 2026-10-31) x 5 USD a lot = 180 USD',
      'level 2: 30 lots EURUSD x 1.2 for the tier from 10 on (12 lots from 2026-10-01 to 2026-10-31) x 2 USD a lot = 72 USD',
    ]);
    await bench.accrue(bench.dealOf(who, { ticket: '3', lots: '8', ...DAY('10-31') }));
    expect([await bench.earned('2'), await bench.earned('3')]).toEqual([
      ['225', '90'],
      ['40', '16'],
    ]);
    expect((await bench.explanations('2'))[1]).toBe(
      'Correction: level 1: 30 lots EURUSD x 1.5 for the tier from 20 on (20 lots from 2026-10-01 to 2026-10-31) x 5 USD a lot = 225 USD instead of 180 USD',
    );
  });

  test('that are graduated pay each lot by the tier that it lies in', async () => {
    const who = await bench.trader(await bench.plan('PER_LOT', 'OVERRIDE', ['5'], { ...TIERS, tier_counting: 'GRADUATED' }), 1);
    await bench.accrue(
      bench.dealOf(who, { ticket: '1', lots: '8', ...DAY('11-02') }),
      bench.dealOf(who, { ticket: '2', lots: '14', ...DAY('11-03') }),
      bench.dealOf(who, { ticket: '3', lots: '1', ...DAY('12-01', { time: '2026-11-03T09:00:00.000Z', openedAt: '2026-11-03T08:00:00.000Z' }) }),
    );
    // 8 and 1 before it: 1 lot in the first tier, 10 in the second, 3 in the third
    expect(await bench.explanations('2')).toEqual([
      'level 1: 14 lots EURUSD x (1 x 1 + 10 x 1.2 + 3 x 1.5) / 14 for tiers (9 lots before it since 2026-11-01) x 5 USD a lot = 87.5 USD',
    ]);
    expect([await bench.earned('1'), await bench.earned('2'), await bench.earned('3')]).toEqual([['40'], ['87.5'], ['5']]);
  });

  test('by active clients count those with enough lots in the days before', async () => {
    const planId = await bench.plan('PER_LOT', 'OVERRIDE', ['5'], {
      ...{
        tier_by: 'ACTIVE_CLIENTS',
        tier_counting: 'WHOLE',
        tier_window_days: 90,
        tier_active_lots: '3',
        tier_from: ['0', '2'],
        tier_multipliers: ['1', '2'],
      },
    });
    const one = await bench.trader(planId, 1);
    const [two, three] = [await bench.clientOf(one.chain), await bench.clientOf(one.chain)];
    await bench.accrue(
      ...[
        bench.dealOf(one, { lots: '3', ...DAY('09-01') }),
        bench.dealOf(two, { lots: '2', ...DAY('10-01') }),
        bench.dealOf(three, { lots: '2.99', ...DAY('10-02') }),
      ],
      ...[
        bench.dealOf(two, { lots: '1', ticket: '1', ...DAY('10-10') }),
        bench.dealOf(two, { lots: '1', ticket: '2', ...DAY('10-11') }),
        bench.dealOf(two, { lots: '1', ticket: '3', ...DAY('11-21', { time: '2026-11-22T10:00:00.000Z' }) }),
      ],
    );
    expect([await bench.earned('1'), await bench.earned('2'), await bench.earned('3')]).toEqual([['5'], ['10'], ['10']]);
    expect(await bench.explanations('2')).toEqual([
      'level 1: 1 lots EURUSD x 2 for the tier from 2 on (2 active clients from 2026-07-13 to 2026-10-10) x 5 USD a lot = 10 USD',
    ]);
  });
});

describe('multipliers', () => {
  test('of levels and of partners: base x level x tier x personal', async () => {
    const planId = await bench.plan('PER_LOT', 'OVERRIDE', ['5'], { level_multipliers: ['1', '0.4', '0.2'] });
    const who = await bench.trader(planId);
    await bench.db.sql(`insert into partner_multiplier_version (partner_id, valid_from, multiplier) values ($1, '2026-11-10', 1.25)`, [who.chain[1]]);
    await bench.accrue(bench.dealOf(who, { ticket: '1', lots: '2', ...DAY('11-09') }), bench.dealOf(who, { ticket: '2', lots: '2', ...DAY('11-11') }));
    expect([await bench.earned('1'), await bench.earned('2')]).toEqual([
      ['10', '4', '2'],
      ['10', '5', '2'],
    ]);
    expect((await bench.explanations('2'))[1]).toBe('level 2: 2 lots EURUSD x 5 USD a lot x 0.4 of level 2 x 1.25 of the partner = 5 USD');
  });

  test('count with a rate where a parent earns by difference, and for nobody above in a split', async () => {
    const [differences, split] = [
      await bench.trader(await bench.plan('PER_LOT', 'DIFFERENTIAL', ['6', '8'])),
      await bench.trader(await bench.plan('PER_LOT', 'SPLIT', ['6', '50'])),
    ];
    for (const { chain } of [differences, split])
      await bench.db.sql(`insert into partner_multiplier_version (partner_id, valid_from, multiplier) values ($1, '-infinity', 1.5), ($2, '-infinity', 2)`, [
        chain[0],
        chain[1],
      ]);
    await bench.accrue(bench.dealOf(differences, { ticket: '1' }), bench.dealOf(split, { ticket: '2' }));
    expect([await bench.earned('1'), await bench.earned('2')]).toEqual([
      ['9', '7'],
      ['4.5', '4.5'],
    ]);
    expect((await bench.explanations('1'))[1]).toBe('level 2: 1 lots EURUSD x 7 USD a lot (8 x 2 of the partner - 9) = 7 USD');
  });

  test('never share more than came in', async () => {
    const who = await bench.trader(await bench.plan('COMMISSION_SHARE', 'OVERRIDE', ['60', '30']), 2);
    await bench.db.sql(`insert into partner_multiplier_version (partner_id, valid_from, multiplier) values ($1, '-infinity', 2)`, [who.chain[0]]);
    await bench.accrue(bench.dealOf(who, { ticket: '1', commission: '-10' }));
    expect(await bench.earned('1')).toEqual(['8', '2']);
    expect((await bench.explanations('1'))[0]).toBe(
      'level 1: 10 USD of commission x 60 % x 2 of the partner x 10 / 15 = 8 USD; of 15 USD for all levels a deal gives at most 10',
    );
  });
});

test('V11: 20, 5 and 2 per cent of a fee of 100 leave 73', async () => {
  const who = await bench.trader(await bench.plan('COMMISSION_SHARE', 'OVERRIDE', ['20', '5', '2']));
  await bench.accrue(bench.dealOf(who, { ticket: '1', commission: '-100' }));
  expect(await bench.earned('1')).toEqual(['20', '5', '2']);
  expect(await bench.db.sql('select (100 - sum(amount))::int as kept from commission')).toEqual([{ kept: 73 }]);
});

describe('caps', () => {
  test('of a deal, a day and a month take what is beyond, in the order of the deals and not of their coming', async () => {
    const who = await bench.trader(await bench.plan('PER_LOT', 'OVERRIDE', ['6', '4'], { cap_per_deal: '50', cap_per_day: '70', cap_per_month: '100' }), 2);
    await bench.accrue(bench.dealOf(who, { ticket: '3', lots: '6', ...DAY('11-06') }));
    await bench.accrue(bench.dealOf(who, { ticket: '2', lots: '3', ...DAY('11-05', { time: '2026-11-05T10:00:00.001Z' }) }));
    await bench.accrue(bench.dealOf(who, { ticket: '4', lots: '1', ...DAY('11-07') }));
    await bench.accrue(bench.dealOf(who, { ticket: '1', lots: '6', ...DAY('11-05') }));
    expect([await bench.earned('1'), await bench.earned('2'), await bench.earned('3'), await bench.earned('4')]).toEqual([
      ['30', '20'],
      ['12', '8'],
      ['18', '12'],
      ['0', '0'],
    ]);
    expect(await bench.reason('4')).toEqual({
      reason: 'CAP_REACHED',
      detail: 'The caps of the plan leave 0 of 10 USD; 100 USD a month at most, 120 USD before it: 0 of 10.',
    });
    expect((await bench.explanations('3'))[1]).toBe(
      'Correction: level 1: 6 lots EURUSD x 6 USD a lot x 30 / 60 = 18 USD; of 60 USD for all levels a deal gives at most 50; 100 USD a month at most, 70 USD before it: 30 of 50 instead of 30 USD',
    );
  });
});

test('a draft with a cap is tried on the whole day of a deal, and changes nothing', async () => {
  const planId = await bench.plan('PER_LOT', 'OVERRIDE', ['5']);
  const who = await bench.trader(planId, 1);
  const draftId = newId();
  await bench.db.sql(
    `insert into commission_terms (id, plan_id, number, valid_from, scheme, tree_mode, currency, rates, cap_per_day) values ($1, $2, 2, '9999-01-01', 'PER_LOT', 'OVERRIDE', 'USD', '{5}', 60)`,
    [draftId, planId],
  );
  await bench.accrue(bench.dealOf(who, { ticket: '1', lots: '10', ...DAY('11-05') }), bench.dealOf(who, { ticket: '2', lots: '10', ...DAY('11-05') }));
  const compared = await bench.engine.compare([{ server: who.server, ticket: '1' }], draftId);
  expect(compared).toMatchObject([{ partnerId: who.chain[0], currency: 'USD', amount: '-40', rows: 1 }]);
  expect([await bench.earned('1'), await bench.earned('2')]).toEqual([['50'], ['50']]);
});

describe('revenue', () => {
  const told = (profit: string) => ({ profit, commission: '-2', swap: '0.5' });

  test('with a carry is below zero where clients won', async () => {
    const who = await bench.trader(await bench.plan('REVENUE_SHARE', 'OVERRIDE', ['40', '10'], { revenue: 'NET' }), 2);
    await bench.accrue(bench.dealOf(who, { ticket: '1', ...told('-98.5') }), bench.dealOf(who, { ticket: '2', ...told('201.5') }));
    expect([await bench.earned('1'), await bench.earned('2')]).toEqual([
      ['40', '10'],
      ['-80', '-20'],
    ]);
    expect((await bench.explanations('2'))[0]).toBe('level 1: (-201.5 + -0.5 + 2) USD of loss, swap and commission x 40 % = -80 USD');
  });

  test('without one never leaves a month below zero, and the next begins at zero', async () => {
    const who = await bench.trader(await bench.plan('REVENUE_SHARE', 'OVERRIDE', ['40', '10'], { revenue: 'NET', negative_carry: false }), 2);
    await bench.accrue(
      bench.dealOf(who, { ticket: '3', ...told('-38.5'), ...DAY('11-04') }),
      bench.dealOf(who, { ticket: '1', ...told('-18.5'), ...DAY('11-02') }),
      bench.dealOf(who, { ticket: '2', ...told('51.5'), ...DAY('11-03') }),
    );
    await bench.accrue(bench.dealOf(who, { ticket: '9', ...told('901.5'), ...DAY('10-03') }));
    // 10, then 25 less, then 20 more: the month stands at 10, 0 and 5
    expect([await bench.earned('1'), await bench.earned('2'), await bench.earned('3'), await bench.earned('9')]).toEqual([
      ['8', '2'],
      ['-8', '-2'],
      ['4', '1'],
      [],
    ]);
    expect(await bench.reason('9')).toMatchObject({ reason: 'BELOW_ZERO' });
    expect((await bench.explanations('3'))[0]).toBe(
      'level 1: (38.5 + -0.5 + 2) USD of loss, swap and commission x 40 % x 5 / 20 = 4 USD; a month not below 0, -15 USD before it: 5 of 20',
    );
  });

  test('of nothing is a reason', async () => {
    const who = await bench.trader(await bench.plan('COMMISSION_SHARE', 'OVERRIDE', ['10']), 1);
    await bench.accrue(bench.dealOf(who, { ticket: '1' }));
    expect(await bench.reason('1')).toEqual({ reason: 'NO_REVENUE', detail: '0 USD of commission: the plan shares nothing of that.' });
  });
});

describe('the rest of a plan', () => {
  test('a pip is worth what the plan says, by symbol before group', async () => {
    const planId = await bench.plan('PIPS', 'OVERRIDE', ['0.8']);
    await bench.db.sql(
      `insert into commission_rate (terms_id, symbol, "group", rates, pip_value) values ($1, null, 'FX', '{0.5}', 9), ($1, 'USDJPY', null, '{0.4}', 7)`,
      [planId],
    );
    const who = await bench.trader(planId, 1);
    await bench.accrue(...['EURUSD', 'USDJPY', 'XAUUSD'].map((symbol, n) => bench.dealOf(who, { ticket: String(n + 1), symbol, lots: '2' })));
    expect([await bench.earned('1'), await bench.earned('2'), await bench.earned('3')]).toEqual([['9'], ['5.6'], ['16']]);
    expect(await bench.explanations('2')).toEqual(['level 1: 2 lots USDJPY x 7 USD a pip x 0.4 pip = 5.6 USD']);
  });

  test('amounts are rounded as the plan says, and the topmost level has what that leaves', async () => {
    const told = { lots: '0.33', ticket: '1' };
    const amounts = async (more: MoreTerms) => {
      await bench.clear();
      const who = await bench.trader(await bench.plan('PER_LOT', 'OVERRIDE', ['2.5', '1.25', '0.5'], more));
      await bench.accrue(bench.dealOf(who, told));
      return bench.earned('1');
    };
    // 0.825, 0.4125 and 0.165 are 1.4025 in all
    expect(await amounts({ decimals: 2 })).toEqual(['0.83', '0.41', '0.16']);
    expect(await amounts({ decimals: 2, rounding: 'HALF_EVEN' })).toEqual(['0.82', '0.41', '0.17']);
    expect(await amounts({ decimals: 2, rounding: 'DOWN' })).toEqual(['0.82', '0.41', '0.17']);
    expect((await bench.explanations('1'))[0]).toBe(
      'level 1: 0.33 lots EURUSD x 2.5 USD a lot = 0.82 USD, rounded to 2 decimals towards zero: all levels together have 1.4',
    );
  });
});

describe('a contract that was not in force when a deal was done', () => {
  test('earns nothing, says so, and its level is nobody else’s', async () => {
    const who = await bench.trader(await bench.plan('PER_LOT', 'OVERRIDE', ['5', '2', '1']));
    await bench.db.sql(`update partner set status = 'SUSPENDED' where id = $1`, [who.chain[1]]);
    await bench.db.sql(`update partner_status_version set valid_from = '2026-11-10' where partner_id = $1 and status = 'SUSPENDED'`, [who.chain[1]]);
    await bench.accrue(bench.dealOf(who, { ticket: '1', ...DAY('11-09') }), bench.dealOf(who, { ticket: '2', ...DAY('11-11') }));
    expect([await bench.earned('1'), await bench.earned('2')]).toEqual([
      ['5', '2', '1'],
      ['5', '0', '1'],
    ]);
    expect((await bench.explanations('2'))[1]).toBe('level 2: 1 lots EURUSD x 2 USD a lot = 2 USD. Nothing is due: the contract was not in force');
    await bench.db.sql(`update partner set status = 'ACTIVE' where id = $1`, [who.chain[1]]);
    expect(await bench.db.sql('select status, valid_to from partner_status_version where partner_id = $1 order by valid_from', [who.chain[1]])).toMatchObject([
      { status: 'ACTIVE' },
      { status: 'SUSPENDED' },
      { status: 'ACTIVE', valid_to: Infinity },
    ]);
  });

  test('is the reason where there is nobody else', async () => {
    const who = await bench.trader(await bench.plan('PER_LOT', 'OVERRIDE', ['5']), 2);
    await bench.db.sql(`update partner set status = 'CLOSED' where id = $1`, [who.chain[0]]);
    await bench.db.sql(`update partner_status_version set valid_from = '2026-11-10' where partner_id = $1 and status = 'CLOSED'`, [who.chain[0]]);
    await bench.accrue(bench.dealOf(who, { ticket: '1', ...DAY('11-11') }));
    expect([await bench.earned('1'), (await bench.reason('1'))?.reason]).toEqual([[], 'PARTNER_STOPPED']);
  });
});
