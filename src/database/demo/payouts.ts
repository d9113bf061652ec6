import { Checkers } from './approvals.js';
import type { AuditEvents } from './audit.js';
import { DAY, HOUR, isoDate, MINUTE, officeTime, startOfMonth } from './calendar.js';
import type { Ledger } from './ledger.js';
import type { Commission, Payout, Period, Setting, Time, Transaction } from './model.js';
import { aboutInMinor } from './money.js';
import { Random } from './random.js';
import type { Office } from './staff.js';
import { Account, Closing, fineOf } from './statements.js';
import { newTransaction } from './transactions.js';

const WITHDRAWING_SHARE = 0.4;

interface Run {
  readonly setting: Setting;
  readonly ledger: Ledger;
  readonly random: Random;
  readonly checkers: Checkers;
  readonly closing: Closing;
}

/** Closes period by period what each partner earned, pays it as far as it is worth a payout, and lets some of them take the money out. */
export function payPartners(
  setting: Setting,
  commissions: readonly Commission[],
  ledger: Ledger,
  office: Office,
  audit: AuditEvents,
): { readonly transactions: Transaction[]; readonly closing: Closing } {
  const random = new Random(setting.seed, 'payouts');
  const run: Run = { setting, ledger, random, checkers: new Checkers(office, audit, random), closing: new Closing(setting, office) };
  const transactions: Transaction[] = [];
  for (const rows of byPartnerAndCurrency(commissions)) transactions.push(...payAll(run, rows));
  run.closing.number();
  return { transactions, closing: run.closing };
}

function byPartnerAndCurrency(commissions: readonly Commission[]): Iterable<Commission[]> {
  const groups = new Map<string, Commission[]>();
  for (const commission of commissions) {
    if (commission.status === 'REVERSED') continue;
    const key = `${commission.partner.number}/${commission.currency}`;
    const group = groups.get(key);
    if (group) group.push(commission);
    else groups.set(key, [commission]);
  }
  return groups.values();
}

/** Rows come in the order of time. What is too small, or below zero, waits for the next run. */
function payAll(run: Run, rows: readonly Commission[]): Transaction[] {
  const [first] = rows;
  if (!first) return [];
  const { closing } = run;
  const account = new Account(first.partner, first.currency);
  closing.accounts.push(account);
  const transactions: Transaction[] = [];
  const open = { DAY: new Queue(rows, 'DAY'), WEEK: new Queue(rows, 'WEEK'), MONTH: new Queue(rows, 'MONTH') };
  let waiting: Commission[] = [];
  for (const event of closing.events) {
    if ('period' in event) {
      const ofPeriod = open[event.period.length].takeUntil(event.period.endsAt);
      closing.close(account, event.period, ofPeriod);
      waiting.push(...ofPeriod);
      continue;
    }
    const payout = closing.payout(account, event.run);
    if (payout?.status !== 'PAID') continue;
    transactions.push(...settle(run, payout));
    account.paid += fineOf(payout.amount);
    for (const row of waiting) row.status = 'PAID';
    waiting = [];
  }
  return transactions;
}

/** Of most periods a partner has nothing. */
const NONE: readonly Commission[] = [];

/** What is earned by plans of one length of period, in the order of time. */
class Queue {
  readonly #rows: readonly Commission[];
  #next = 0;

  constructor(rows: readonly Commission[], length: Period['length']) {
    this.#rows = rows.filter(({ plan }) => plan.period === length);
  }

  takeUntil(end: Time): readonly Commission[] {
    const from = this.#next;
    if ((this.#rows[from]?.accruedAt ?? Infinity) >= end) return NONE;
    while ((this.#rows[this.#next]?.accruedAt ?? Infinity) < end) this.#next += 1;
    return this.#rows.slice(from, this.#next);
  }
}

function settle(run: Run, payout: Payout): Transaction[] {
  const { run: of, partner, amount, currency } = payout;
  const at = (of.decidedAt ?? of.madeAt) + MINUTE;
  const transaction = newTransaction(run.random, {
    ...{ type: 'COMMISSION_PAYOUT', partner, amount, currency, reason: `Commissions until ${isoDate(startOfMonth(of.month, 1) - 1)}` },
    ...{ requestedBy: of.maker.name, requestedById: of.maker.id, requestedAt: at },
  });
  Object.assign(transaction, { status: 'SETTLED', processed: amount, settledAt: at, updatedAt: at });
  const wallet = run.ledger.partnerWallet(partner, currency, at);
  run.ledger.post(at, transaction, 'Commission payout', [[wallet, amount]], run.ledger.house('COMMISSION_EXPENSE', currency));
  payout.transaction = transaction;
  const withdrawal = withdraw(run, transaction);
  return withdrawal === null ? [transaction] : [transaction, withdrawal];
}

/** A partner takes most of a payout out by bank, some days later. */
function withdraw({ setting, random, checkers, ledger }: Run, payout: Transaction): Transaction | null {
  const { partner, currency } = payout;
  if (!partner || !random.chance(WITHDRAWING_SHARE)) return null;
  const requestedAt = (payout.settledAt ?? 0) + Math.floor(random.skewed(2 * DAY, 0.8));
  const wallet = ledger.partnerWallet(partner, currency, requestedAt);
  const amount = Math.floor(wallet.balance * (0.4 + 0.4 * random.fraction()));
  if (requestedAt >= setting.now - HOUR || amount <= aboutInMinor(20, currency)) return null;
  const withdrawal = newTransaction(random, {
    ...{
      type: 'WITHDRAWAL',
      partner,
      amount,
      currency,
      fee: aboutInMinor(5, currency),
      provider: 'bankwire',
      requestedBy: partner.name,
      requestedById: partner.id,
    },
    ...{ providerReference: `BW${random.digits(10)}`, approvalsNeeded: 1, requestedAt },
  });
  settleWithdrawal({ setting, random, checkers, ledger }, withdrawal, wallet);
  return withdrawal;
}

function settleWithdrawal(
  { setting, random, checkers, ledger }: Pick<Run, 'setting' | 'random' | 'checkers' | 'ledger'>,
  withdrawal: Transaction,
  wallet: ReturnType<Ledger['partnerWallet']>,
): void {
  const approvedAt = checkers.approve(withdrawal, 1, null, setting.now);
  const settledAt = officeTime(random, approvedAt, DAY);
  if (settledAt >= setting.now) {
    wallet.held += withdrawal.amount;
    withdrawal.status = withdrawal.approvals.length === 0 ? 'IN_REVIEW' : 'SENT_TO_PROVIDER';
    return;
  }
  const { amount, fee, currency } = withdrawal;
  const lines = [
    [wallet, -amount],
    [ledger.house('FEE_INCOME', currency), fee],
  ] as const;
  ledger.post(settledAt, withdrawal, 'Withdrawal by bankwire', lines, ledger.provider('PROVIDER_CLEARING', 'bankwire', currency));
  Object.assign(withdrawal, { status: 'SETTLED', processed: amount - fee, settledAt, updatedAt: settledAt, version: 4 });
}
