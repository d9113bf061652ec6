import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { WrittenDeal } from '../../src/modules/deals/index.js';
import { recomputeRow } from '../support/explanations.js';
import { accrualBench, type AccrualBench, type MoreTerms, type Trader } from './accruals.fixture.js';

let bench: AccrualBench;

beforeAll(async () => {
  bench = await accrualBench();
});
afterAll(() => bench.db.drop());

interface Plan {
  readonly scheme: string;
  readonly treeMode: string;
  readonly rates: readonly string[];
  readonly more: MoreTerms;
}

const SHARES = ['SPREAD_SHARE', 'COMMISSION_SHARE', 'REVENUE_SHARE'];
const tiers = fc.oneof(
  fc.constant({}),
  fc.record({ tier_counting: fc.constantFrom('WHOLE', 'GRADUATED'), tier_window_days: fc.constantFrom(null, 1, 7, 45) }).map((how) => ({
    ...{ ...how, tier_by: 'VOLUME', tier_from: ['0', '3', '7.5'], tier_multipliers: ['1', '1.25', '0.333'] },
  })),
  fc.constantFrom(null, 10).map((days) => ({
    ...{
      tier_by: 'ACTIVE_CLIENTS',
      tier_counting: 'WHOLE',
      tier_window_days: days,
      tier_active_lots: '1',
      tier_from: ['0', '1', '2'],
      tier_multipliers: ['1', '2', '3'],
    },
  })),
);
const caps = fc.record({ cap_per_deal: fc.constantFrom(null, '4'), cap_per_day: fc.constantFrom(null, '6.5'), cap_per_month: fc.constantFrom(null, '20') });
const plans: fc.Arbitrary<Plan> = fc
  .record({
    ...{ scheme: fc.constantFrom('PER_LOT', 'PER_MILLION', 'PIPS', ...SHARES), treeMode: fc.constantFrom('OVERRIDE', 'DIFFERENTIAL', 'SPLIT') },
    ...{ tiers, caps, levels: fc.integer({ min: 1, max: 4 }), decimals: fc.constantFrom(2, 5, 8), rounding: fc.constantFrom('HALF_UP', 'HALF_EVEN', 'DOWN') },
    ...{ negative_carry: fc.boolean(), revenue: fc.constantFrom('FEES', 'NET'), base: fc.integer({ min: 1, max: 700 }) },
  })
  .map(({ scheme, treeMode, levels, base, negative_carry, revenue, ...more }) => {
    const step = (level: number) =>
      treeMode === 'SPLIT' && level > 0 ? 20 : treeMode === 'DIFFERENTIAL' ? (base * (level + 1)) / 100 : base / 100 / (level + 1);
    const ofRevenue = scheme === 'REVENUE_SHARE' ? { negative_carry, revenue } : {};
    const rates = Array.from({ length: levels }, (_, level) => step(level).toFixed(4));
    return { scheme, treeMode, rates, more: { ...ofRevenue, ...more.tiers, ...more.caps, decimals: more.decimals, rounding: more.rounding } };
  });

const TIMES = ['10-03', '10-30', '10-31', '11-01', '11-02', '11-02', '11-02', '11-17'];
function dealsOf(traders: readonly Trader[]): WrittenDeal[] {
  return Array.from({ length: 24 }, (_, n) => {
    const day = TIMES[(n * 5) % TIMES.length]!;
    return bench.dealOf(traders[n % traders.length]!, {
      ...{
        ticket: String(7_000 + n),
        symbol: ['EURUSD', 'USDJPY', 'XAUUSD.m', 'EURUSD', 'TSLA'][n % 5]!,
        lots: `${n % 3}.${String((n * 37) % 89).padStart(2, '1')}`,
      },
      ...{ entry: n % 6 === 0 ? 'OUT_BY' : 'OUT', spread: '1.2', commission: `-${n % 4}.35`, profit: `${((n * 331) % 90) - 45}.5` },
      ...{
        time: `2026-${day}T${String(8 + (n % 9)).padStart(2, '0')}:00:00.000Z`,
        openedAt: `2026-${day}T07:00:00.000Z`,
        isCancelled: n % 13 === 0 ? 'true' : '',
      },
    });
  });
}

async function takeInParts(deals: readonly WrittenDeal[], sizes: readonly number[]): Promise<void> {
  for (let from = 0, turn = 0; from < deals.length; turn++) {
    const size = sizes[turn % sizes.length]!;
    await bench.take(...deals.slice(from, from + size));
    if (turn % 2 === 0) await bench.engine.catchUp();
    from += size;
  }
  await bench.engine.catchUp();
}

const state = async () => ({
  net: await bench.net(),
  unpaid: await bench.db.sql('select ticket, reason, detail from deal_unpaid order by ticket'),
});
const count = async () => (await bench.db.sql<{ n: number }>('select count(*)::int as n from commission'))[0]!.n;

/** What no plan may do, by its terms. */
async function checkBounds({ more }: Plan): Promise<void> {
  const sums = async (period: string) =>
    (await bench.db.sql<{ sum: string }>(`select sum(amount)::text as sum from commission group by date_trunc('${period}', traded_at at time zone 'UTC')`)).map(
      ({ sum }) => Number(sum),
    );
  const [days, months] = [await sums('day'), await sums('month')];
  expect(Math.max(0, ...days)).toBeLessThanOrEqual(Number(more['cap_per_day'] ?? Infinity));
  expect(Math.max(0, ...months)).toBeLessThanOrEqual(Number(more['cap_per_month'] ?? Infinity));
  expect(Math.min(0, ...months)).toBeGreaterThanOrEqual(more['negative_carry'] === false ? 0 : -Infinity);
  expect(await bench.db.sql('select sum(amount)::text as sum from commission')).toEqual(
    await bench.db.sql('select sum(amount)::text as sum from commission_daily'),
  );
  expect(await bench.db.sql('select 1 from commission where scale(trim_scale(amount)) > $1', [more['decimals']])).toEqual([]);
}

test(
  'any plan: however deals come it gives the same, within its bounds; once more changes nothing, and no move what was earned',
  { timeout: 300_000 },
  async () => {
    await fc.assert(
      fc.asyncProperty(
        plans,
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 2, maxLength: 5 }),
        fc.infiniteStream(fc.nat()),
        async (plan, sizes, dice) => {
          await bench.clear();
          const one = await bench.trader(await bench.plan(plan.scheme, plan.treeMode, plan.rates, plan.more), 3);
          const traders = [one, await bench.clientOf(one.chain)];
          await bench.db.sql(`insert into partner_multiplier_version (partner_id, valid_from, multiplier) values ($1, '2026-11-01T12:00:00Z', 1.5)`, [
            one.chain[1],
          ]);
          const deals = dealsOf(traders);
          await takeInParts(deals, [deals.length]);
          const straight = await state();
          await checkBounds(plan);

          await bench.clear();
          const order = deals.map((deal) => ({ deal, at: dice.next().value })).sort((a, b) => a.at - b.at);
          await takeInParts(
            order.map(({ deal }) => deal),
            sizes,
          );
          expect(await state()).toEqual(straight);
          await checkBounds(plan);

          const rows = await count();
          await bench.db.sql('update partner set parent_id = null where id = $1', [one.chain[0]]);
          await takeInParts(deals, [7]);
          expect(await bench.engine.compare(deals.map(({ server, ticket }) => ({ server: server!, ticket: ticket! })))).toEqual([]);
          await bench.engine.rework(deals.map(({ server, ticket }) => ({ server: server!, ticket: ticket! })));
          expect([await count(), await state()]).toEqual([rows, straight]);
        },
      ),
      { numRuns: 12 },
    );
  },
);

/** One rate and multipliers of the levels, in place of a rate for each; in a split there are none. */
const multiplied = ({ treeMode, rates, ...plan }: Plan): Plan =>
  treeMode === 'SPLIT'
    ? { ...plan, treeMode, rates }
    : {
        ...plan,
        treeMode,
        rates: rates.slice(0, 1),
        more: { ...plan.more, level_multipliers: rates.map((_, level) => (treeMode === 'DIFFERENTIAL' ? 1 + level * 0.3 : 1 / 2 ** level)) },
      };

/** Any scheme and mode, in a currency that may have to be exchanged by way of another one. */
const explained = fc
  .record({ plan: plans, isMultiplied: fc.boolean(), currency: fc.constantFrom('USD', 'EUR'), account: fc.constantFrom('USD', 'EUR', 'JPY') })
  .map(({ plan, isMultiplied, currency, account }) => ({ plan: isMultiplied ? multiplied(plan) : plan, currency, account }));

test('an explanation alone is enough to recompute the amount, to the last decimal, whatever the scheme and the mode', { timeout: 300_000 }, async () => {
  const seen = new Set<string>();
  let recomputed = 0;
  await fc.assert(
    fc.asyncProperty(explained, async ({ plan, currency, account }) => {
      await bench.clear();
      const who = await bench.trader(await bench.plan(plan.scheme, plan.treeMode, plan.rates, { ...plan.more, currency }), 3, account);
      await bench.db.sql(`insert into partner_multiplier_version (partner_id, valid_from, multiplier) values ($1, '-infinity', 1.5)`, [who.chain[1]]);
      const deals = dealsOf([who]);
      await takeInParts(deals, [50]);
      // what was told otherwise is explained by what was there before
      await takeInParts(
        deals.slice(0, 4).map((deal, n) => ({ ...deal, isCancelled: n % 2 === 0 ? 'true' : '', lots: '1.37' })),
        [50],
      );
      const rows = await bench.db.sql<{ explanation: string; amount: string }>('select explanation, trim_scale(amount)::text as amount from commission');
      for (const { explanation, amount } of rows) expect(recomputeRow(explanation), explanation).toBe(amount);
      recomputed += rows.length;
      if (rows.length > 0) seen.add(`${plan.scheme} ${plan.treeMode}`);
    }),
    { numRuns: 16 },
  );
  expect(recomputed).toBeGreaterThan(200);
  expect(seen.size).toBeGreaterThan(6);
});

test('the parts of any deal add up to what is paid, with multipliers, rounding and limits', { timeout: 60_000 }, async () => {
  const decimal = (most: number) => fc.integer({ min: 1, max: most * 10_000 }).map((n) => (n / 10_000).toFixed(4));
  const CUT = `select (select sum(p) from unnest(commission_cut(f.a, f.whole, $6, $4, $5)) p) = $6::numeric as exact, (select max(scale(trim_scale(p))) from unnest(f.a) p) <= $4 as fine,
      f.whole = commission_round(f.whole, $4, $5) as whole
    from (select a, (select sum(p) from unnest(a) p) as whole from commission_amounts($1::numeric, $2::numeric[], $7, $8, $3::numeric[], $4::int, $5) a) f`;
  await fc.assert(
    fc.asyncProperty(
      ...([decimal(900), fc.array(decimal(30), { minLength: 1, maxLength: 6 }), fc.array(decimal(3), { minLength: 6, maxLength: 6 })] as const),
      ...([fc.integer({ min: 0, max: 8 }), fc.constantFrom('HALF_UP', 'HALF_EVEN', 'DOWN'), fc.integer({ min: 0, max: 50 })] as const),
      ...([fc.constantFrom('OVERRIDE', 'DIFFERENTIAL', 'SPLIT'), fc.integer({ min: 1, max: 8 })] as const),
      async (unit, rates, personal, decimals, rounding, paid, mode, levels) => {
        const [row] = await bench.db.sql(CUT, [unit, `{${rates.join(',')}}`, `{${personal.join(',')}}`, decimals, rounding, paid, mode, levels]);
        // nothing to cut from where the whole rounds to nothing
        const [{ whole }] = (await bench.db.sql<{ whole: string }>(
          `select coalesce((select sum(p) from unnest(commission_amounts($1::numeric, $2::numeric[], $4, $5, $3::numeric[], $6::int, $7)) p), 0)::text as whole`,
          [unit, `{${rates.join(',')}}`, `{${personal.join(',')}}`, mode, levels, decimals, rounding],
        )) as [{ whole: string }];
        expect(row).toEqual({ exact: Number(whole) === 0 ? paid === 0 : true, fine: true, whole: true });
      },
    ),
    { numRuns: 150 },
  );
});
