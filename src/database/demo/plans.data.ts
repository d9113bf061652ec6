import { DAY } from './calendar.js';
import type { Plan, Setting } from './model.js';
import { Random } from './random.js';

/**
 * Rates by level, level 1 first. Money for schemes by lot, million, pip and client; per cent for shares. DIFFERENTIAL: what all levels up
 * to this one get together. SPLIT: the first is the reward for the trade, the others are the per cent of it that go up.
 */
const PLANS: readonly (Omit<Plan, 'id' | 'createdAt'> & { readonly monthsOld: number })[] = [
  { name: 'Lots', scheme: 'PER_LOT', treeMode: 'OVERRIDE', currency: 'USD', rates: ['5.00', '2.00', '1.00'], minHoldSeconds: 180, weight: 26, monthsOld: 14 },
  {
    name: 'Lots Premium',
    scheme: 'PER_LOT',
    treeMode: 'DIFFERENTIAL',
    currency: 'USD',
    rates: ['6.00', '8.00', '9.00', '9.50'],
    minHoldSeconds: 120,
    weight: 18,
    monthsOld: 14,
  },
  {
    name: 'Lots Euro',
    scheme: 'PER_LOT',
    treeMode: 'SPLIT',
    currency: 'EUR',
    rates: ['6.00', '20.00', '10.00'],
    minHoldSeconds: 180,
    weight: 10,
    monthsOld: 14,
  },
  {
    name: 'Volume',
    scheme: 'PER_MILLION',
    treeMode: 'OVERRIDE',
    currency: 'USD',
    rates: ['25.00', '8.00', '4.00'],
    minHoldSeconds: 60,
    weight: 8,
    monthsOld: 13,
  },
  {
    name: 'Pips',
    scheme: 'PIPS',
    treeMode: 'OVERRIDE',
    currency: 'USD',
    rates: ['0.80', '0.20', '0.10', '0.05'],
    minHoldSeconds: 60,
    weight: 12,
    monthsOld: 14,
  },
  {
    name: 'Spread Share',
    scheme: 'SPREAD_SHARE',
    treeMode: 'DIFFERENTIAL',
    currency: 'USD',
    rates: ['20.00', '25.00', '28.00', '30.00'],
    minHoldSeconds: 0,
    weight: 10,
    monthsOld: 13,
  },
  {
    name: 'Spread Share Euro',
    scheme: 'SPREAD_SHARE',
    treeMode: 'SPLIT',
    currency: 'EUR',
    rates: ['30.00', '15.00', '5.00'],
    minHoldSeconds: 0,
    weight: 5,
    monthsOld: 12,
  },
  {
    name: 'Commission Share',
    scheme: 'COMMISSION_SHARE',
    treeMode: 'OVERRIDE',
    currency: 'USD',
    rates: ['10.00', '4.00', '2.00'],
    minHoldSeconds: 0,
    weight: 5,
    monthsOld: 13,
  },
  {
    name: 'Revenue Share',
    scheme: 'REVENUE_SHARE',
    treeMode: 'DIFFERENTIAL',
    currency: 'USD',
    rates: ['25.00', '30.00', '32.00'],
    minHoldSeconds: 0,
    weight: 4,
    monthsOld: 13,
  },
  { name: 'First Deposit', scheme: 'CPA', treeMode: 'OVERRIDE', currency: 'USD', rates: ['250.00', '40.00'], minHoldSeconds: 0, weight: 6, monthsOld: 14 },
];

export function publishPlans(setting: Setting): Plan[] {
  const random = new Random(setting.seed, 'plans');
  return PLANS.map(({ monthsOld, ...plan }) => {
    const createdAt = Math.min(setting.now - monthsOld * 30 * DAY, setting.start - 1);
    return { ...plan, id: random.id(createdAt), createdAt };
  });
}
