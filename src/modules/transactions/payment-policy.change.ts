import { amountText, checkedAmount } from '../../runtime/decimal.js';
import { refusal } from '../../runtime/refusal.js';
import { CREDIT_RULES } from './payment.policy.js';

/** The payment policy as callers read it: amounts as text. */
export interface PaymentPolicyRow {
  readonly version: number;
  readonly currency: string;
  readonly kycLevelForWithdrawal: number;
  readonly dailyLimit: string | null;
  readonly monthlyLimit: string | null;
  readonly dailyCount: number | null;
  readonly destinationCoolDownHours: number;
  readonly creditRule: string;
  readonly rateMaxAgeHours: number | null;
  readonly exchangeMarginBps: number;
  readonly updatedBy: string | null;
  readonly updatedAt: string;
}

/** Left out: unchanged. Null: no such limit. */
export interface PaymentPolicyChanges {
  readonly currency?: string | null;
  readonly kycLevelForWithdrawal?: number | null;
  readonly dailyLimit?: string | null;
  readonly monthlyLimit?: string | null;
  readonly dailyCount?: number | null;
  readonly destinationCoolDownHours?: number | null;
  readonly creditRule?: string | null;
  readonly rateMaxAgeHours?: number | null;
  readonly exchangeMarginBps?: number | null;
}

type Values = Required<Omit<PaymentPolicyRow, 'version' | 'updatedBy' | 'updatedAt'>>;
type Field = keyof Values;

const CLEARABLE: readonly Field[] = ['dailyLimit', 'monthlyLimit', 'dailyCount', 'rateMaxAgeHours'];
const RANGES: Partial<Record<Field, readonly [least: number, most: number]>> = {
  kycLevelForWithdrawal: [0, 9],
  dailyCount: [1, 1_000_000],
  destinationCoolDownHours: [0, 720],
  rateMaxAgeHours: [1, 8_760],
  exchangeMarginBps: [0, 1_000],
};
const FIELDS: readonly Field[] = [
  ...(['currency', 'kycLevelForWithdrawal', 'dailyLimit', 'monthlyLimit', 'dailyCount', 'destinationCoolDownHours'] as const),
  ...(['creditRule', 'rateMaxAgeHours', 'exchangeMarginBps'] as const),
];

/** The policy with the changes made, and what differs, for the audit log. Refuses with INVALID. */
export function paymentPolicyChange(
  before: PaymentPolicyRow,
  changes: PaymentPolicyChanges,
): { after: Values; changed: { before: Record<string, string | number | null>; after: Record<string, string | number | null> } } {
  const given = FIELDS.filter((field) => changes[field] !== undefined);
  const currency = changes.currency ?? before.currency;
  const asked = Object.fromEntries(given.map((field) => [field, checkedValue(field, changes[field] ?? null, currency)]));
  const after = { ...before, ...asked } as Values;
  const differing = FIELDS.filter((field) => after[field] !== before[field]);
  if (differing.length === 0) throw refusal('INVALID', 'This changes nothing: name a field with another value.');
  const pick = (from: Values) => Object.fromEntries(differing.map((field) => [field, from[field]]));
  return { after, changed: { before: pick(before), after: pick(after) } };
}

function checkedValue(field: Field, value: string | number | null, currency: string): string | number | null {
  if (value === null) {
    if (!CLEARABLE.includes(field)) throw refusal('INVALID', 'This cannot be left without a value: leave it out to keep it as it is.', [field]);
    return null;
  }
  const range = RANGES[field];
  if (range !== undefined && (Number(value) < range[0] || Number(value) > range[1]))
    throw refusal('INVALID', `Write a whole number from ${range[0]} to ${range[1]}.`, [field]);
  if (field === 'dailyLimit' || field === 'monthlyLimit') return amountText(checkedAmount(String(value), currency, field), currency);
  if (field === 'creditRule' && !CREDIT_RULES.some((rule) => rule === value)) throw refusal('INVALID', `Write one of ${CREDIT_RULES.join(', ')}.`, [field]);
  return value;
}
