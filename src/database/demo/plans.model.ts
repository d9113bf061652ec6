/** Times are milliseconds since 1970, amounts whole numbers of the currency's smallest unit. */
export type Time = number;
export type Minor = number;
/** Hundred-millionths of a currency: whole, and exact up to ninety millions. */
export type Fine = number;

/** What a plan says beside its name: as the columns of commission_terms and commission_rate. Decimals are texts. */
export interface PlanTerms {
  readonly scheme: 'PER_LOT' | 'PER_MILLION' | 'PIPS' | 'SPREAD_SHARE' | 'COMMISSION_SHARE' | 'REVENUE_SHARE' | 'CPA';
  readonly treeMode: 'OVERRIDE' | 'DIFFERENTIAL' | 'SPLIT';
  readonly currency: 'USD' | 'EUR';
  readonly rates: readonly string[];
  readonly levelMultipliers: readonly string[] | null;
  readonly special: readonly { readonly symbol?: string; readonly group?: string; readonly rates: readonly string[]; readonly pipValue?: string }[];
  readonly minHoldSeconds: number;
  readonly maxHoldSeconds: number | null;
  readonly hedged: 'ONCE' | 'BOTH' | 'NONE';
  readonly capPerDeal: string | null;
  readonly capPerDay: string | null;
  readonly capPerMonth: string | null;
  readonly revenue: 'FEES' | 'NET';
  readonly negativeCarry: boolean;
  readonly tiers: {
    readonly by: 'VOLUME' | 'ACTIVE_CLIENTS';
    readonly counting: 'WHOLE' | 'GRADUATED';
    readonly windowDays: number | null;
    readonly activeLots: string | null;
    /** From so many lots or clients on, multiplied by. */
    readonly steps: readonly (readonly [from: string, multiplier: string])[];
  } | null;
  readonly decimals: number;
  readonly rounding: 'HALF_UP' | 'HALF_EVEN' | 'DOWN';
  readonly qualification: {
    readonly firstDeposit: string;
    readonly lots: string;
    readonly days: number;
    readonly from: 'REGISTRATION' | 'FIRST_DEPOSIT';
  } | null;
}

export interface Plan extends PlanTerms {
  readonly id: string;
  readonly name: string;
  readonly period: 'DAY' | 'WEEK' | 'MONTH';
  readonly weight: number;
  readonly createdAt: Time;
}

export interface Period {
  readonly id: string;
  readonly length: 'DAY' | 'WEEK' | 'MONTH';
  readonly startsAt: Time;
  readonly endsAt: Time;
  /** Null: it is open. */
  readonly closedAt: Time | null;
  commissions: number;
}

/** What a platform tells of a deal; money is hundredths of the account's currency. */
export interface DealFacts {
  readonly price: string;
  readonly profit: number;
  readonly swap: number;
  /** Below zero: charged. */
  readonly commission: number;
  /** Tenths of a pip; null: not told. */
  spread: number | null;
}
