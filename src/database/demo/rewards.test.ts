import { expect, test } from 'vitest';
import type { Account, Deal, Plan } from './model.js';
import { acquisitionShares, sharesOf } from './rewards.js';

const plan = (given: Partial<Plan>): Plan => ({
  id: 'p',
  name: 'Plan',
  scheme: 'PER_LOT',
  treeMode: 'OVERRIDE',
  currency: 'USD',
  rates: ['5.00', '2.00', '1.00'],
  minHoldSeconds: 0,
  weight: 1,
  createdAt: 0,
  ...given,
});
const deal = (hundredthLots: number, symbol = 'EURUSD', heldSeconds = 600): Deal => ({
  ticket: '1',
  account: {} as Account,
  symbol,
  hundredthLots,
  heldSeconds,
  closedAt: Date.UTC(2026, 4, 7, 10),
});
const amounts = (shares: readonly { readonly amount: number }[]): number[] => shares.map(({ amount }) => amount);

test('by override each level earns its own rate', () => {
  expect(amounts(sharesOf(plan({}), deal(235), 3))).toEqual([1175, 470, 235]);
});

test('by difference each level earns what its rate has over the one below, and all together the highest', () => {
  const shares = amounts(sharesOf(plan({ treeMode: 'DIFFERENTIAL', rates: ['6.00', '8.00', '9.00'] }), deal(235), 3));
  expect(shares).toEqual([1410, 470, 235]);
  expect(shares.reduce((sum, share) => sum + share)).toBe(2115);
});

test('a split reward adds up to the whole, whatever rounding does to its parts', () => {
  for (let lots = 1; lots < 400; lots += 7) {
    const split = plan({ treeMode: 'SPLIT', currency: 'EUR', rates: ['6.00', '33.33', '16.67'] });
    const whole = amounts(sharesOf({ ...split, rates: ['6.00'] }, deal(lots), 3))[0];
    expect(amounts(sharesOf(split, deal(lots), 3)).reduce((sum, share) => sum + share)).toBe(whole);
  }
});

test('a chain that is shorter than the plan leaves the upper levels unpaid, a longer one too', () => {
  expect(sharesOf(plan({}), deal(100), 1)).toHaveLength(1);
  expect(sharesOf(plan({}), deal(100), 6)).toHaveLength(3);
});

test('half a cent is rounded to the even one', () => {
  expect(amounts(sharesOf(plan({ rates: ['0.50'] }), deal(1), 1))).toEqual([0]);
  expect(amounts(sharesOf(plan({ rates: ['0.50'] }), deal(3), 1))).toEqual([2]);
});

test('a deal below the minimum hold earns nothing and says why; at the minimum it is paid', () => {
  const held = plan({ minHoldSeconds: 180 });
  const [short] = sharesOf(held, deal(100, 'EURUSD', 179), 1);
  expect(short).toMatchObject({ amount: 0, explanation: expect.stringContaining('held for 179 s, below the minimum of 180 s') as string });
  expect(amounts(sharesOf(held, deal(100, 'EURUSD', 180), 1))).toEqual([500]);
});

test('a client who qualifies is paid once for each level', () => {
  expect(amounts(acquisitionShares(plan({ scheme: 'CPA', rates: ['250.00', '40.00'] }), '600.00 EUR', 5))).toEqual([25_000, 4000]);
});

/** A pocket calculator: the factors up to the equals sign, taken one after the other. */
function recompute(explanation: string): number {
  const terms = (explanation.split(': ')[1] ?? '')
    .replace(/ = .*/, '')
    .replace(/^reward of /, '')
    .replace(/^[\d.]+ % of the reward of /, '');
  return terms.split(/ (?=x |\/ |at )/).reduce((product, term) => {
    const bracket = /\(([\d.]+) of spread \+ ([\d.]+) of commission\)/.exec(term);
    const number = bracket ? Number(bracket[1]) + Number(bracket[2]) : Number(/[\d.]+/.exec(term)?.[0]);
    const share = term.includes('%') ? 0.01 : term.includes('a million') ? 0.000_001 : 1;
    return term.startsWith('/') ? product / number : product * number * share;
  }, 1);
}

const SCHEMES = ['PER_LOT', 'PER_MILLION', 'PIPS', 'SPREAD_SHARE', 'COMMISSION_SHARE', 'REVENUE_SHARE'] as const;
const CASES = SCHEMES.flatMap((scheme) =>
  (['USD', 'EUR'] as const).flatMap((currency) => ['EURUSD', 'USDJPY', 'GER40'].map((symbol) => ({ scheme, currency, symbol }))),
);

test.for(CASES.filter(({ scheme, currency }) => currency === 'USD' || scheme.endsWith('SHARE')))(
  'the explanation alone lets one recompute $scheme in $currency on $symbol',
  ({ scheme, currency, symbol }) => {
    for (const treeMode of ['OVERRIDE', 'DIFFERENTIAL'] as const) {
      for (const { amount, explanation } of sharesOf(plan({ scheme, treeMode, currency, rates: ['12.50', '17.25', '20.00'] }), deal(237, symbol), 3)) {
        expect(Math.abs(recompute(explanation) * 100 - amount), explanation).toBeLessThanOrEqual(0.500_001);
      }
    }
  },
);
