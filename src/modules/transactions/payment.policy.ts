import { statement, type Unit } from '../../database/unit.js';
import { Decimal } from '../../runtime/decimal.js';

export const CREDIT_RULES = ['PROPORTIONAL', 'MUST_GO_FIRST', 'KEEP'] as const;
export type CreditRule = (typeof CREDIT_RULES)[number];

/** What holds for all payments; management edits it. */
export interface PaymentPolicy {
  readonly version: number;
  /** The currency of the limits and of the approval tiers. */
  readonly currency: string;
  readonly kycLevelForWithdrawal: number;
  readonly dailyLimit: Decimal | null;
  readonly monthlyLimit: Decimal | null;
  readonly dailyCount: number | null;
  readonly destinationCoolDownHours: number;
  readonly creditRule: CreditRule;
  readonly rateMaxAgeHours: number | null;
  readonly exchangeMarginBps: number;
}

type Stored = Omit<PaymentPolicy, 'dailyLimit' | 'monthlyLimit'> & { readonly dailyLimit: string | null; readonly monthlyLimit: string | null };

const READ = statement(`
  select version, currency, kyc_level_for_withdrawal::int as "kycLevelForWithdrawal", daily_limit::text as "dailyLimit", monthly_limit::text as "monthlyLimit",
    daily_count as "dailyCount", destination_cool_down_hours as "destinationCoolDownHours", credit_rule as "creditRule", rate_max_age_hours as "rateMaxAgeHours",
    exchange_margin_bps as "exchangeMarginBps"
  from payment_policy`);

export async function paymentPolicy(unit: Unit): Promise<PaymentPolicy> {
  const stored = await unit.row<Stored>(READ);
  if (stored === undefined) throw new Error('The payment policy is gone from its table');
  const decimal = (text: string | null): Decimal | null => (text === null ? null : new Decimal(text));
  return { ...stored, dailyLimit: decimal(stored.dailyLimit), monthlyLimit: decimal(stored.monthlyLimit) };
}
