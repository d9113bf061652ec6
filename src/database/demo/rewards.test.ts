import { expect, test } from 'vitest';
import type { Account, Client, Deal, Partner, Plan } from './model.js';
import { Numeric } from './numeric.js';
import { PLANS } from './plans.data.js';
import { DemoRates } from './rates.js';
import { Rewards } from './rewards.js';
import { type Outcome, settle, settleTogether } from './settlement.js';
import { Terms } from './terms.js';

const AT = Date.UTC(2026, 4, 7, 10);
const rates = new DemoRates({ seed: 1, start: Date.UTC(2026, 0, 1), now: Date.UTC(2026, 10, 1) } as ConstructorParameters<typeof DemoRates>[0]);

const plan = (given: Partial<Plan>): Plan => ({
  ...(PLANS[0] as Omit<Plan, 'id' | 'createdAt'>),
  id: 'p',
  createdAt: 0,
  minHoldSeconds: 0,
  special: [],
  ...given,
});
const partner = (parent: Partner | null, given: Partial<Partner> = {}): Partner =>
  ({ parent, planFrom: null, multiplier: null, endedAt: null, ...given }) as Partner;
const deal = (hundredthLots: number, given: Partial<Deal> = {}): Deal => {
  const client = { partner: partner(partner(partner(null))) } as Client;
  const account = { client, currency: 'USD', environment: 'LIVE', server: 'MT5-Main' } as Account;
  const facts = { price: '1.0825', profit: 0, swap: 0, commission: -700, spread: 12, entry: 'OUT', heldSeconds: 600, isCancelled: false } as const;
  return { ticket: '1', account, symbol: 'EURUSD', instrument: 'EURUSD', hundredthLots, closedAt: AT, amended: null, unpaid: null, ...facts, ...given };
};
const rewards = (of: Plan): Rewards => new Rewards(rates, () => new Terms(of), []);
const settled = (of: Plan, one: Deal): Outcome => settle(rewards(of).work(one));
const amounts = (outcome: Outcome | undefined): number[] => (outcome && 'shares' in outcome ? outcome.shares.map(({ amount }) => amount / 1e8) : []);

test('by override each level earns its own rate', () => {
  expect(amounts(settled(plan({ rates: ['5', '2', '1'] }), deal(235)))).toEqual([11.75, 4.7, 2.35]);
});

test('by difference each level earns what its rate has over the one below, and all together the highest', () => {
  expect(amounts(settled(plan({ treeMode: 'DIFFERENTIAL', rates: ['6', '8', '9'] }), deal(235)))).toEqual([14.1, 4.7, 2.35]);
});

test('a split reward adds up to the whole, whatever rounding does to its parts', () => {
  for (let lots = 1; lots < 400; lots += 7) {
    const split = plan({ treeMode: 'SPLIT', currency: 'EUR', decimals: 2, rates: ['6', '33.33', '16.67'] });
    const [whole] = amounts(settled({ ...split, rates: ['6'] }, deal(lots)));
    const parts = amounts(settled(split, deal(lots)));
    expect(Math.round(parts.reduce((sum, share) => sum + share, 0) * 100)).toBe(Math.round((whole ?? 0) * 100));
  }
});

test('a chain that is shorter than the plan leaves the upper levels unpaid, a longer one too', () => {
  const alone = { ...deal(100).account, client: { partner: partner(null) } as Client };
  expect(amounts(settled(plan({}), deal(100, { account: alone })))).toHaveLength(1);
  expect(amounts(settled(plan({ rates: ['5', '2'] }), deal(100)))).toHaveLength(2);
});

test('half a cent is rounded as the plan has it', () => {
  const half = (rounding: Plan['rounding'], lots: number): number[] => amounts(settled(plan({ rates: ['0.5'], decimals: 2, rounding }), deal(lots)));
  expect([half('HALF_EVEN', 1), half('HALF_EVEN', 3), half('HALF_UP', 1), half('DOWN', 3)]).toEqual([[], [0.02], [0.01], [0.01]]);
});

test('a deal below the minimum hold earns nothing and says why; at the minimum it is paid', () => {
  const held = plan({ minHoldSeconds: 180, rates: ['5'] });
  expect(settled(held, deal(100, { heldSeconds: 179 }))).toEqual({ reason: 'TOO_SHORT', detail: 'It was held for 179 s, below the minimum of 180 s.' });
  expect(amounts(settled(held, deal(100, { heldSeconds: 180 })))).toEqual([5]);
});

test('caps of a day leave what is left of them, in the order of the deals', () => {
  const one = deal(100);
  const later = deal(100, { account: one.account, closedAt: AT + 60_000 });
  const next = deal(100, { account: one.account, closedAt: AT + 86_400_000 });
  const capped = rewards(plan({ rates: ['5'], capPerDay: '7' }));
  const works = [next, later, one].map((each) => capped.work(each));
  const outcomes = settleTogether(works);
  expect(works.toReversed().map((each) => amounts(outcomes.get(each)))).toEqual([[5], [2], [5]]);
});

test('graduated tiers multiply each lot by the tier that it lies in', () => {
  const one = deal(300);
  const later = deal(200, { account: one.account, closedAt: AT + 60_000 });
  const tiers = {
    by: 'VOLUME',
    counting: 'GRADUATED',
    windowDays: null,
    activeLots: null,
    steps: [
      ['0', '1'],
      ['4', '2'],
    ],
  } as const;
  const tiered = rewards(plan({ rates: ['5'], tiers }));
  const works = [one, later].map((each) => tiered.work(each));
  const outcomes = settleTogether(works);
  expect(works.map((each) => amounts(outcomes.get(each)))).toEqual([[15], [15]]);
});

test('decimals divide as they do in PostgreSQL', () => {
  const divided = (one: string, other: string): string => Numeric.of(one).dividedBy(Numeric.of(other)).toString();
  expect(divided('1', '151.37')).toBe('0.00660632886305080267');
  expect(divided('1', '0.92')).toBe('1.0869565217391304');
  expect(divided('-2', '3')).toBe('-0.66666666666666666667');
});
