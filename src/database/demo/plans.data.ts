import { DAY } from './calendar.js';
import type { Plan, PlanTerms, Setting } from './model.js';
import { Random } from './random.js';

/** What most plans leave as it is. */
const PLAIN: Omit<PlanTerms, 'scheme' | 'rates'> & Pick<Plan, 'period'> & { readonly monthsOld: number } = {
  ...{ treeMode: 'OVERRIDE', currency: 'USD', levelMultipliers: null, minHoldSeconds: 0, maxHoldSeconds: null, hedged: 'ONCE', revenue: 'FEES' },
  ...{ capPerDeal: null, capPerDay: null, capPerMonth: null, negativeCarry: true, tiers: null, decimals: 8, rounding: 'HALF_UP', qualification: null },
  ...{ special: [], period: 'MONTH', monthsOld: 13 },
};

type Told = Pick<Plan, 'name' | 'scheme' | 'rates' | 'weight'> & Partial<PlanTerms & { readonly period: Plan['period']; readonly monthsOld: number }>;

/** Energy pays the direct partner alone. */
const ENERGY = (rate: string) => ({ group: 'ENERGY', rates: [rate] });

/**
 * Rates by level, level 1 first. Money for schemes by lot, million, pip and client; per cent for shares. DIFFERENTIAL: what all levels up
 * to this one get together. SPLIT: the first is the reward for the trade, the others are the per cent of it that go up.
 */
const TOLD: readonly Told[] = [
  { name: 'Lots', scheme: 'PER_LOT', rates: ['5', '2', '1'], minHoldSeconds: 180, special: [ENERGY('3')], weight: 16, monthsOld: 14 },
  {
    ...{ name: 'Lots Premium', scheme: 'PER_LOT', treeMode: 'DIFFERENTIAL', rates: ['6', '8', '9', '9.5'], minHoldSeconds: 120, weight: 14, monthsOld: 14 },
    ...{
      special: [ENERGY('4'), { group: 'CRYPTO', rates: ['0'] }, { symbol: 'XAUUSD', rates: ['7', '9', '10', '10.5'] }],
      decimals: 2,
      rounding: 'HALF_EVEN',
      period: 'WEEK',
    },
  },
  {
    ...{ name: 'Lots Euro', scheme: 'PER_LOT', treeMode: 'SPLIT', currency: 'EUR', rates: ['6', '20', '10'], minHoldSeconds: 180, hedged: 'NONE', weight: 9 },
    ...{ special: [ENERGY('3')], decimals: 2, rounding: 'DOWN', monthsOld: 14 },
  },
  {
    ...{ name: 'Lots by Tier', scheme: 'PER_LOT', rates: ['4', '1.5'], minHoldSeconds: 60, weight: 7, hedged: 'BOTH' },
    tiers: {
      by: 'VOLUME',
      counting: 'GRADUATED',
      windowDays: null,
      activeLots: null,
      steps: [
        ['0', '1'],
        ['20', '1.15'],
        ['100', '1.3'],
      ],
    },
  },
  { name: 'Lots Capped', scheme: 'PER_LOT', treeMode: 'SPLIT', rates: ['8', '25'], capPerDay: '60', capPerMonth: '400', decimals: 2, weight: 6 },
  {
    ...{
      name: 'Volume',
      scheme: 'PER_MILLION',
      rates: ['25'],
      levelMultipliers: ['1', '0.32', '0.16'],
      minHoldSeconds: 60,
      maxHoldSeconds: 172_800,
      weight: 7,
    },
    ...{ special: [ENERGY('20')], period: 'DAY' },
  },
  {
    ...{
      name: 'Volume by Month',
      scheme: 'PER_MILLION',
      treeMode: 'DIFFERENTIAL',
      currency: 'EUR',
      rates: ['18', '24', '26'],
      weight: 4,
      decimals: 4,
      rounding: 'HALF_EVEN',
    },
    tiers: {
      by: 'VOLUME',
      counting: 'WHOLE',
      windowDays: null,
      activeLots: null,
      steps: [
        ['0', '1'],
        ['25', '1.1'],
        ['150', '1.25'],
      ],
    },
  },
  { name: 'Pips', scheme: 'PIPS', rates: ['0.8', '0.2', '0.1', '0.05'], minHoldSeconds: 60, special: [ENERGY('0.5')], weight: 9, monthsOld: 14 },
  {
    ...{ name: 'Pips Fixed', scheme: 'PIPS', treeMode: 'DIFFERENTIAL', rates: ['0.7', '0.9', '1'], weight: 4, period: 'WEEK' },
    special: [ENERGY('0.5'), { group: 'FX', rates: ['0.7', '0.9', '1'], pipValue: '9' }, { symbol: 'XAUUSD', rates: ['0.5', '0.6'], pipValue: '10' }],
  },
  {
    ...{ name: 'Active Clients', scheme: 'PIPS', treeMode: 'SPLIT', rates: ['0.6', '20'], weight: 5 },
    tiers: {
      by: 'ACTIVE_CLIENTS',
      counting: 'WHOLE',
      windowDays: 30,
      activeLots: '2',
      steps: [
        ['0', '1'],
        ['2', '1.2'],
        ['5', '1.5'],
      ],
    },
  },
  { name: 'Spread Share', scheme: 'SPREAD_SHARE', treeMode: 'DIFFERENTIAL', rates: ['20', '25', '28', '30'], special: [ENERGY('15')], weight: 8 },
  {
    ...{ name: 'Spread Share Euro', scheme: 'SPREAD_SHARE', treeMode: 'SPLIT', currency: 'EUR', rates: ['30', '15', '5'], special: [ENERGY('20')], weight: 4 },
    ...{ decimals: 2, period: 'DAY', monthsOld: 12 },
  },
  { name: 'Commission Share', scheme: 'COMMISSION_SHARE', rates: ['10', '4', '2'], capPerDeal: '0.4', special: [ENERGY('10')], decimals: 6, weight: 5 },
  { name: 'Revenue Share', scheme: 'REVENUE_SHARE', treeMode: 'DIFFERENTIAL', rates: ['25', '30', '32'], special: [ENERGY('20')], weight: 6 },
  { name: 'Revenue Share Net', scheme: 'REVENUE_SHARE', rates: ['15', '5'], revenue: 'NET', negativeCarry: false, decimals: 2, weight: 3 },
  { name: 'Revenue Share Carry', scheme: 'REVENUE_SHARE', treeMode: 'SPLIT', rates: ['18', '20'], revenue: 'NET', special: [ENERGY('10')], weight: 4 },
  {
    ...{ name: 'First Deposit', scheme: 'CPA', rates: ['250', '40'], weight: 9, monthsOld: 14 },
    qualification: { firstDeposit: '500', lots: '1', days: 60, from: 'FIRST_DEPOSIT' },
  },
  {
    ...{ name: 'New Clients Euro', scheme: 'CPA', treeMode: 'SPLIT', currency: 'EUR', rates: ['180', '15'], decimals: 2, weight: 5 },
    qualification: { firstDeposit: '200', lots: '0', days: 30, from: 'REGISTRATION' },
  },
];

/** The plans of every brokerage, with all their terms. */
export const PLANS: readonly (Omit<Plan, 'id' | 'createdAt'> & { readonly monthsOld: number })[] = TOLD.map((told) => ({ ...PLAIN, ...told }));

export function publishPlans(setting: Setting): Plan[] {
  const random = new Random(setting.seed, 'plans');
  return PLANS.map(({ monthsOld, ...plan }) => {
    const createdAt = Math.min(setting.now - monthsOld * 30 * DAY, setting.start - 1);
    return { ...plan, id: random.id(createdAt), createdAt };
  });
}

/** Whether what a deal earns by a plan follows from other deals too. */
export const dependsOnOthers = ({ tiers, capPerDay, capPerMonth, negativeCarry }: PlanTerms): boolean =>
  tiers !== null || capPerDay !== null || capPerMonth !== null || !negativeCarry;
