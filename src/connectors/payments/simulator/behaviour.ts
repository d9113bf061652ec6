/** How a vendor behaves towards us until it is told otherwise, by `POST /control/<vendor>/behaviour`. */
export interface Behaviour {
  readonly sessions: 'open' | 'refuse' | 'silent' | 'break';
  readonly payouts: PayoutBehaviour;
  readonly webhooks: 'deliver' | 'lose' | 'forge';
  readonly webhookDelayMs: number;
  /** How often each webhook is sent. */
  readonly webhookCopies: number;
  /** Every other webhook waits for the one after it. */
  readonly webhookDisorder: boolean;
  /** After so long an answer comes that is `late`. */
  readonly lateMs: number;
  /** After so long a payout that was accepted comes to its end. */
  readonly settleMs: number;
  /** How much a page of a list holds. */
  readonly pageSize: number;
}

/**
 * accept: takes it, and pays it after `settleMs`. settle: pays it at once. decline: says no. break: takes it and answers 500. late: takes
 * it and answers after `lateMs`. silent: takes it and never answers. lose: never answers, and has not heard of it. fail: takes it and
 * declines it after `settleMs`. return: pays it after `settleMs`, and then gets it back. hold: takes it and does nothing more.
 */
export const PAYOUT_BEHAVIOURS = ['accept', 'settle', 'decline', 'break', 'late', 'silent', 'lose', 'fail', 'return', 'hold'] as const;
export type PayoutBehaviour = (typeof PAYOUT_BEHAVIOURS)[number];

export const USUAL: Behaviour = {
  sessions: 'open',
  payouts: 'accept',
  webhooks: 'deliver',
  webhookDelayMs: 0,
  webhookCopies: 1,
  webhookDisorder: false,
  lateMs: 30_000,
  settleMs: 2_000,
  pageSize: 100,
};

const WORDS: Readonly<Partial<Record<keyof Behaviour, readonly string[]>>> = {
  sessions: ['open', 'refuse', 'silent', 'break'],
  payouts: PAYOUT_BEHAVIOURS,
  webhooks: ['deliver', 'lose', 'forge'],
};

/** The behaviour with what was asked for; a sentence when that is nonsense. */
export function changed(behaviour: Behaviour, fields: Readonly<Record<string, string>>): Behaviour | string {
  const changes: Record<string, string | number | boolean> = {};
  for (const [name, value] of Object.entries(fields)) {
    if (!Object.hasOwn(USUAL, name)) return `There is no ${name}: it must be one of ${Object.keys(USUAL).join(', ')}.`;
    const words = WORDS[name as keyof Behaviour];
    if (words) {
      if (!words.includes(value)) return `${name} must be one of ${words.join(', ')}.`;
      changes[name] = value;
    } else if (name === 'webhookDisorder') changes[name] = value === 'true';
    else if (/^\d{1,7}$/.test(value)) changes[name] = Number(value);
    else return `${name} must be a whole number.`;
  }
  return { ...behaviour, ...changes };
}

/** The last two digits of a payout's minor units: 10.01 USD, 1001 JPY. */
const MAGIC_PAYOUTS: Readonly<Record<string, PayoutBehaviour>> = {
  '01': 'decline',
  '02': 'silent',
  '03': 'break',
  '04': 'settle',
  '05': 'late',
  '06': 'fail',
  '07': 'return',
  '08': 'lose',
  '09': 'hold',
};
const MAGIC_SESSIONS: Readonly<Record<string, Behaviour['sessions']>> = { '01': 'refuse', '02': 'silent', '03': 'break' };

export const payoutBehaviour = ({ payouts }: Behaviour, minor: string): PayoutBehaviour => MAGIC_PAYOUTS[minor.slice(-2)] ?? payouts;
export const sessionBehaviour = ({ sessions }: Behaviour, minor: string): Behaviour['sessions'] => MAGIC_SESSIONS[minor.slice(-2)] ?? sessions;

/** How the webhooks of a deposit of this amount go, beside what is set. */
export function webhookBehaviour(behaviour: Behaviour, minor: string): Behaviour {
  const last = minor.slice(-2);
  if (last === '11') return { ...behaviour, webhooks: 'lose' };
  if (last === '12') return { ...behaviour, webhookCopies: 3 };
  if (last === '13') return { ...behaviour, webhookDelayMs: 10_000 };
  return last === '14' ? { ...behaviour, webhooks: 'forge' } : behaviour;
}
