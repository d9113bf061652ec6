import { Checkers } from './approvals.js';
import type { AuditEvents } from './audit.js';
import { DAY, HOUR, isoDate, MINUTE, officeTime, startOfMonth } from './calendar.js';
import type { Ledger } from './ledger.js';
import type { Commission, Setting, Staff, Time, Transaction } from './model.js';
import { aboutInMinor } from './money.js';
import { Random } from './random.js';
import type { Office } from './staff.js';
import { newTransaction } from './transactions.js';

const LEAST_PAYOUT_USD = 25;
const WITHDRAWING_SHARE = 0.4;
/** Of the last run some wait for their check, so that finance finds them. */
const WAITING_SHARE = 0.3;

interface Run {
  readonly setting: Setting;
  readonly ledger: Ledger;
  readonly office: Office;
  readonly random: Random;
  readonly checkers: Checkers;
  readonly maker: Staff;
}

/** Pays each partner month by month what it earned, as far as it is worth a payout, and lets some of them take the money out. */
export function payPartners(setting: Setting, commissions: readonly Commission[], ledger: Ledger, office: Office, audit: AuditEvents): Transaction[] {
  const random = new Random(setting.seed, 'payouts');
  const run: Run = { setting, ledger, office, random, checkers: new Checkers(office, audit, random), maker: office.byEmail('partnerships@demo.example') };
  const transactions: Transaction[] = [];
  for (const rows of byPartnerAndCurrency(commissions)) transactions.push(...payAll(run, rows));
  return transactions;
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

/** Rows come in the order of time. What is too small, or below zero, waits for the next month. */
function payAll(run: Run, rows: readonly Commission[]): Transaction[] {
  const transactions: Transaction[] = [];
  let [waiting, next]: [Commission[], number] = [[], 0];
  for (let month = startOfMonth(run.setting.start, 1); month <= run.setting.now; month = startOfMonth(month, 1)) {
    for (let row = rows[next]; row && row.accruedAt < month; row = rows[(next += 1)]) waiting.push(row);
    for (const row of waiting) row.status = 'PAYABLE';
    const payout = payMonth(run, waiting, month);
    if (!payout) continue;
    transactions.push(payout);
    if (payout.status !== 'SETTLED') break;
    waiting = [];
    const withdrawal = withdraw(run, payout);
    if (withdrawal) transactions.push(withdrawal);
  }
  return transactions;
}

function payMonth(run: Run, rows: readonly Commission[], month: Time): Transaction | null {
  const [first] = rows;
  if (!first) return null;
  const { partner, currency } = first;
  const amount = rows.reduce((sum, row) => sum + row.amount, 0);
  const { setting, random, maker } = run;
  const requestedAt = officeTime(random, month + 2 * DAY, random.between(0, 3 * HOUR));
  const isAllowed = partner.endedAt === null || partner.endedAt > requestedAt;
  if (amount < aboutInMinor(LEAST_PAYOUT_USD, currency) || requestedAt >= setting.now || !isAllowed) return null;
  const reason = `Commissions until ${isoDate(month - 1)}`;
  const payout = newTransaction(random, {
    type: 'COMMISSION_PAYOUT',
    partner,
    amount,
    currency,
    reason,
    requestedBy: maker.name,
    requestedById: maker.id,
    approvalsNeeded: 1,
    requestedAt,
  });
  check(run, payout, rows, month);
  return payout;
}

function check({ setting, random, checkers, maker, ledger }: Run, payout: Transaction, rows: readonly Commission[], month: Time): void {
  const isLastRun = startOfMonth(month, 1) > setting.now;
  payout.status = 'IN_REVIEW';
  if (isLastRun && random.chance(WAITING_SHARE)) return;
  const at = checkers.approve(payout, 1, maker, setting.now - MINUTE);
  if (payout.approvals.length === 0 || !payout.partner) return;
  Object.assign(payout, { status: 'SETTLED', processed: payout.amount, settledAt: at + MINUTE, updatedAt: at + MINUTE, version: 3 });
  const wallet = ledger.partnerWallet(payout.partner, payout.currency, payout.requestedAt);
  ledger.post(at + MINUTE, payout, 'Commission payout', [[wallet, payout.amount]], ledger.house('COMMISSION_EXPENSE', payout.currency));
  for (const row of rows) row.status = 'PAID';
}

/** A partner takes most of a payout out by bank, some days later. */
function withdraw({ setting, random, checkers, ledger }: Run, payout: Transaction): Transaction | null {
  const { partner, currency } = payout;
  if (!partner || !random.chance(WITHDRAWING_SHARE)) return null;
  const requestedAt = (payout.settledAt ?? 0) + Math.floor(random.skewed(2 * DAY, 0.8));
  const wallet = ledger.partnerWallet(partner, currency, requestedAt);
  const amount = Math.floor(wallet.balance * (0.5 + 0.5 * random.fraction()));
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
