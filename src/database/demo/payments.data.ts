import { DAY, HOUR, MINUTE } from './calendar.js';
import type { TransactionStatus, TransactionType } from './model.js';
import type { Currency } from './money.js';

export interface Provider {
  readonly name: string;
  readonly prefix: string;
  /** What entries say, once for all of them. */
  readonly depositText: string;
  readonly withdrawalText: string;
  readonly weight: number;
  readonly currencies: readonly Currency[];
  /** Share of the amount in hundredths of a per cent, and a fixed sum in dollars. */
  readonly depositFeeBps: number;
  readonly withdrawalFeeBps: number;
  readonly withdrawalFeeUsd: number;
  readonly depositDelayMs: number;
  readonly withdrawalDelayMs: number;
  readonly keepsOfficeHours: boolean;
}

export const providerOf = (name: string | null): Provider => {
  const provider = PROVIDERS.find((one) => one.name === name);
  if (!provider) throw new Error(`No provider is called ${name}`);
  return provider;
};

export const PROVIDERS: readonly Provider[] = [
  {
    ...{
      name: 'cardway',
      depositText: 'Deposit by cardway',
      withdrawalText: 'Withdrawal by cardway',
      prefix: 'CW',
      weight: 56,
      currencies: ['USD', 'EUR', 'GBP'],
      depositFeeBps: 0,
      withdrawalFeeBps: 0,
      withdrawalFeeUsd: 0,
    },
    ...{ depositDelayMs: MINUTE, withdrawalDelayMs: 9 * HOUR, keepsOfficeHours: false },
  },
  {
    ...{
      name: 'praxis-cashier',
      depositText: 'Deposit by praxis-cashier',
      withdrawalText: 'Withdrawal by praxis-cashier',
      prefix: 'PX',
      weight: 26,
      currencies: ['USD', 'EUR', 'JPY', 'USDT'],
      depositFeeBps: 100,
      withdrawalFeeBps: 100,
      withdrawalFeeUsd: 0,
    },
    ...{ depositDelayMs: 6 * MINUTE, withdrawalDelayMs: 40 * MINUTE, keepsOfficeHours: false },
  },
  {
    ...{
      name: 'bankwire',
      depositText: 'Deposit by bankwire',
      withdrawalText: 'Withdrawal by bankwire',
      prefix: 'BW',
      weight: 18,
      currencies: ['USD', 'EUR', 'GBP', 'JPY'],
      depositFeeBps: 0,
      withdrawalFeeBps: 0,
      withdrawalFeeUsd: 15,
    },
    ...{ depositDelayMs: 26 * HOUR, withdrawalDelayMs: 1.5 * DAY, keepsOfficeHours: true },
  },
];

/** As the vendor itself numbers a deposit: money can only go back to one that it knows by this. */
export function depositReference({ name, prefix }: Provider, code: string): string {
  if (name === 'bankwire') return `${prefix}-${code}`;
  let number = 0;
  for (const character of code) number = number * 32 + (Number.parseInt(character, 36) % 32);
  return `${name === 'cardway' ? 'pi_' : ''}${String(number).padStart(12, '1')}`;
}

export const DEPOSIT_OUTCOMES = { SETTLED: 862, DECLINED: 64, EXPIRED: 44, CANCELLED: 22, REVERSED: 8 } as const;
export const WITHDRAWAL_OUTCOMES = { SETTLED: 850, REJECTED: 55, CANCELLED: 50, DECLINED: 34, REVERSED: 11 } as const;
export const DECLINES = [
  'Declined by the card issuer',
  'Insufficient funds at the issuer',
  '3-D Secure failed',
  'Card is not allowed for this merchant type',
] as const;
export const PAYOUT_DECLINES = ['Beneficiary bank refused the transfer', 'Card does not accept credits', 'Account number is not valid'] as const;

export const ADJUSTMENTS = [
  { reason: 'Swap corrected', sign: 1, usd: 14, share: 30 },
  { reason: 'Compensation for a delayed execution', sign: 1, usd: 45, share: 24 },
  { reason: 'Bank charge refunded', sign: 1, usd: 15, share: 18 },
  { reason: 'Negative balance protection', sign: 1, usd: 120, share: 8 },
  { reason: 'Inactivity fee', sign: -1, usd: 10, share: 14 },
  { reason: 'Dividend adjustment corrected', sign: -1, usd: 22, share: 6 },
] as const;

/** What a client does next, by weight; what is not possible at the time is left out. */
export const DEEDS = { deposit: 40, withdraw: 19, transfer: 31, giveCredit: 4, takeCredit: 3, adjust: 3, chargeBack: 0.35 } as const;
export type Deed = keyof typeof DEEDS;

/** Work that waits today, and what happened lately and not often. `perThousand` clients there are so many of it, and at least one. */
export interface Scene {
  readonly type: TransactionType;
  readonly status: TransactionStatus;
  readonly perThousand: number;
  /** What must be there to be withdrawn, so that checks of one, two and three approvals wait. */
  readonly leastUsd?: number;
}

/** The first is what waits for the client who signs in. */
export const SCENES: readonly Scene[] = [
  { type: 'WITHDRAWAL', status: 'IN_REVIEW', perThousand: 13, leastUsd: 150 },
  { type: 'WITHDRAWAL', status: 'IN_REVIEW', perThousand: 6, leastUsd: 2500 },
  { type: 'WITHDRAWAL', status: 'IN_REVIEW', perThousand: 5, leastUsd: 12_000 },
  { type: 'WITHDRAWAL', status: 'IN_REVIEW', perThousand: 1, leastUsd: 55_000 },
  { type: 'WITHDRAWAL', status: 'HELD', perThousand: 3 },
  { type: 'WITHDRAWAL', status: 'APPROVED', perThousand: 3 },
  { type: 'WITHDRAWAL', status: 'SENT_TO_PROVIDER', perThousand: 4 },
  { type: 'WITHDRAWAL', status: 'UNKNOWN', perThousand: 1.5 },
  { type: 'DEPOSIT', status: 'CREATED', perThousand: 4 },
  { type: 'DEPOSIT', status: 'PENDING_PROVIDER', perThousand: 6 },
  { type: 'DEPOSIT', status: 'UNKNOWN', perThousand: 1.5 },
  { type: 'TRANSFER', status: 'UNKNOWN', perThousand: 1 },
  // over now, and so rare that they are put on stage, too: an exchange between wallets, and a loss that is the house's
  { type: 'TRANSFER', status: 'SETTLED', perThousand: 5 },
  { type: 'NEGATIVE_BALANCE_PROTECTION', status: 'SETTLED', perThousand: 1.5 },
  { type: 'ADJUSTMENT', status: 'IN_REVIEW', perThousand: 2 },
  { type: 'CREDIT_IN', status: 'IN_REVIEW', perThousand: 2 },
  { type: 'CHARGEBACK', status: 'IN_REVIEW', perThousand: 1.5 },
];
