import { approvalsNeeded, Checkers } from './approvals.js';
import type { AuditEvents } from './audit.js';
import { DAY, HOUR, MINUTE } from './calendar.js';
import type { Ledger } from './ledger.js';
import type { Minor, Partner, Setting, Time, Transaction, TransactionStatus } from './model.js';
import { aboutInMinor, aboutInUsd, type Currency } from './money.js';
import { Random } from './random.js';
import type { Office } from './staff.js';
import { newTransaction } from './transactions.js';

/** The partner who signs in has one that waits, and one that was taken back; others have the rest. */
const STAGES = ['IN_REVIEW', 'CANCELLED', 'SENT_TO_PROVIDER', 'IN_REVIEW', 'REJECTED', 'SENT_TO_PROVIDER', 'IN_REVIEW'] as const satisfies TransactionStatus[];
const OF_THE_SIGN_IN = 2;
const LEAST_USD = 40;
/** How long ago it was asked for, at most: long enough that somebody has come to it. */
const AGO: Readonly<Record<(typeof STAGES)[number], Time>> = { IN_REVIEW: 20 * HOUR, CANCELLED: 6 * DAY, SENT_TO_PROVIDER: 4 * DAY, REJECTED: 5 * DAY };

interface Purse {
  readonly partner: Partner;
  readonly currency: Currency;
  /** Before it the wallet held something else. */
  readonly movedAt: Time;
  readonly wallet: ReturnType<Ledger['partnerWallet']>;
}

interface Desk {
  readonly setting: Setting;
  readonly random: Random;
  readonly checkers: Checkers;
}

/** Withdrawals of partners that are under way now, or ended without a payment; nothing of them is booked. `earlier`: all that moved their wallets. */
export function takeOutOfWallets(
  { setting, signIn, earlier }: { readonly setting: Setting; readonly signIn: Partner; readonly earlier: readonly Transaction[] },
  ledger: Ledger,
  office: Office,
  audit: AuditEvents,
): Transaction[] {
  const random = new Random(setting.seed, 'partner withdrawals');
  const desk: Desk = { setting, random, checkers: new Checkers(office, audit, random) };
  const purses = filledPurses(earlier, ledger, setting);
  const [own, others] = [purses.filter(({ partner }) => partner === signIn), purses.filter(({ partner }) => partner !== signIn)];
  return STAGES.flatMap((stage, at) => {
    const purse = at < OF_THE_SIGN_IN ? own[at % Math.max(1, own.length)] : others[at - OF_THE_SIGN_IN];
    return purse === undefined ? [] : [takeOut(desk, purse, stage)];
  });
}

/** The fullest first. */
function filledPurses(earlier: readonly Transaction[], ledger: Ledger, setting: Setting): Purse[] {
  const purses = new Map<string, Purse>();
  for (const { partner, currency, updatedAt } of earlier) {
    if (partner?.status !== 'ACTIVE') continue;
    const key = `${partner.number}/${currency}`;
    purses.set(key, {
      partner,
      currency,
      movedAt: Math.max(updatedAt, purses.get(key)?.movedAt ?? 0),
      wallet: ledger.partnerWallet(partner, currency, updatedAt),
    });
  }
  return [...purses.values()]
    .filter((purse) => inUsd(purse) > LEAST_USD && purse.movedAt < setting.now - HOUR)
    .sort((one, other) => inUsd(other) - inUsd(one) || one.partner.number - other.partner.number);
}

const available = ({ wallet }: Purse): Minor => wallet.balance - wallet.held;
const inUsd = (purse: Purse): number => aboutInUsd(available(purse), purse.currency);

function takeOut({ setting, random, checkers }: Desk, purse: Purse, stage: (typeof STAGES)[number]): Transaction {
  const { partner, currency, movedAt, wallet } = purse;
  const requestedAt = Math.max(movedAt + 20 * MINUTE, setting.now - Math.floor(AGO[stage] * (0.5 + 0.5 * random.fraction())));
  const amount = Math.floor(available(purse) * (0.3 + 0.3 * random.fraction()));
  const needed = Math.max(1, approvalsNeeded(amount, currency));
  const withdrawal = newTransaction(random, {
    ...{ type: 'WITHDRAWAL', status: 'IN_REVIEW', partner, amount, currency, fee: aboutInMinor(5, currency), provider: 'bankwire', approvalsNeeded: needed },
    ...{ requestedBy: partner.name, requestedById: partner.id, requestedAt },
  });
  const to = (status: TransactionStatus, at: Time, more: Partial<Transaction> = {}): void => {
    Object.assign(withdrawal, { status, updatedAt: Math.min(at, setting.now), version: withdrawal.version + 1, ...more });
  };
  if (stage === 'CANCELLED') to('CANCELLED', requestedAt + 12 * MINUTE, { reason: 'Cancelled by request' });
  if (stage === 'REJECTED') {
    withdrawal.reason = 'The account belongs to another company';
    const at = checkers.reject(withdrawal, null, setting.now);
    if (at === null) withdrawal.reason = null;
    else to('REJECTED', at);
  }
  if (stage === 'SENT_TO_PROVIDER') {
    const at = checkers.approve(withdrawal, needed, null, setting.now - 2 * MINUTE);
    if (withdrawal.approvals.length === needed) to('SENT_TO_PROVIDER', at + MINUTE, { providerReference: `BW${random.digits(10)}` });
  }
  if (withdrawal.status === 'IN_REVIEW' || withdrawal.status === 'SENT_TO_PROVIDER') wallet.held += amount;
  return withdrawal;
}
