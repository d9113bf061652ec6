import { DAY, HOUR, MINUTE, officeTime, startOfMonth } from './calendar.js';
import type { Client, Commission, Fine, Partner, Payout, PayoutRun, Setting, Staff, Statement, Time } from './model.js';
import { aboutInMinor } from './money.js';
import { Random } from './random.js';
import type { Office } from './staff.js';

export const LEAST_PAYOUT_USD = 25;
/** Periods are closed some hours after their end. */
export const CLOSED_AFTER = 3 * HOUR + 15 * MINUTE;
const FIRST_STATEMENT = 500_000;
const FIRST_RUN = 1000;
/** Every so many partners leave a fifth of their reward to their clients, since the last month. */
const SHARING_EACH = 4;
export const SHARE = 20;
/** This month's run was rejected the first time. */
const REJECTED_MONTH = 4;
const OUT_OF_BUSINESS = new Set(['SUSPENDED', 'CLOSED', 'TERMINATED', 'REJECTED']);

export const fineOf = (minor: number): Fine => minor * 100;
/** To the cent, and a tie to the even one. */
export function roundedMinor(fine: Fine): number {
  const floor = Math.floor(fine / 100);
  const rest = fine - floor * 100;
  return rest > 50 || (rest === 50 && floor % 2 !== 0) ? floor + 1 : floor;
}

/** What a partner's own statements and payouts in one currency have come to so far. */
export class Account {
  closing: Fine = 0;
  paid: Fine = 0;
  readonly unpaid: Statement[] = [];
  readonly clients = new Map<Client, Fine>();

  constructor(
    readonly partner: Partner,
    readonly currency: Commission['currency'],
  ) {}

  get balance(): Fine {
    return this.closing - this.paid;
  }
}

/** Closes the months of the year into statements, and drafts a run after each; the last one waits for its checker. */
export class Closing {
  readonly statements: Statement[] = [];
  readonly runs: PayoutRun[] = [];
  readonly payouts: Payout[] = [];
  readonly accounts: Account[] = [];
  /** The first instants of the months that are closed. */
  readonly months: readonly Time[];
  /** Since when shares are left to clients: the beginning of the last month that is closed. */
  readonly sharedFrom: Time;
  readonly #random: Random;
  readonly #byMonth = new Map<Time, PayoutRun>();
  #rejected: PayoutRun | null = null;

  constructor(setting: Setting, office: Office) {
    this.#random = new Random(setting.seed, 'statements');
    const months: Time[] = [];
    for (let month = startOfMonth(setting.start); startOfMonth(month, 1) + CLOSED_AFTER < setting.now; month = startOfMonth(month, 1)) months.push(month);
    this.months = months;
    this.sharedFrom = months.at(-1) ?? setting.now;
    const [maker, checker] = [office.byEmail('partnerships@demo.example'), office.byEmail('finance@demo.example')];
    months.forEach((month, at) => this.#draft(month, setting.now, at, maker, checker));
  }

  static isSharing = (partner: Partner): boolean => partner.number % SHARING_EACH === 2;

  runOf(month: Time): PayoutRun | undefined {
    return this.#byMonth.get(month);
  }

  /** Takes the rows of a month into a statement, if there is anything to state. */
  close(account: Account, month: Time, rows: readonly Commission[]): void {
    if (rows.length === 0 && account.paid === 0) return;
    const closedAt = startOfMonth(month, 1) + CLOSED_AFTER;
    const [accrued, corrections] = [sum(rows.filter(({ corrects }) => corrects === null)), sum(rows.filter(({ corrects }) => corrects !== null))];
    const rebates = this.#share(account, rows);
    const total = [...rebates.values()].reduce((all, one) => all + one, 0);
    const closing = account.balance + accrued + corrections - total;
    const statement: Statement = {
      ...{
        id: this.#random.id(closedAt),
        number: 0,
        partner: account.partner,
        currency: account.currency,
        month,
        opening: account.closing,
        accrued,
        corrections,
      },
      ...{ rebates, rebated: total, paid: account.paid, closing, commissions: rows.length, closedAt, payout: null },
    };
    for (const row of rows) [row.statement, row.status] = [statement, 'PAYABLE'];
    for (const [client, fine] of rebates) account.clients.set(client, (account.clients.get(client) ?? 0) + fine);
    [account.closing, account.paid] = [closing, 0];
    account.unpaid.push(statement);
    this.statements.push(statement);
  }

  /** What the run of a month does for the partner: null where nothing is owed, or there is no run yet. */
  payout(account: Account, month: Time): Payout | null {
    const run = this.runOf(month);
    if (run === undefined || account.balance === 0) return null;
    const { partner, currency, balance } = account;
    const isActive = partner.endedAt === null || partner.endedAt > run.madeAt;
    const amount = roundedMinor(balance);
    const reason =
      balance < 0 ? 'NEGATIVE_BALANCE' : !isActive ? 'PARTNER_NOT_ACTIVE' : amount < aboutInMinor(LEAST_PAYOUT_USD, currency) ? 'BELOW_MINIMUM' : null;
    const payout = this.#add({ run, partner, client: null, currency, balance, amount, reason });
    if (payout.status === 'SKIPPED') return payout;
    for (const statement of account.unpaid.splice(0)) statement.payout = payout;
    if (this.#rejected !== null && run === this.#byMonth.get(this.months[REJECTED_MONTH] ?? 0))
      this.payouts.push({ ...payout, id: this.#random.id(this.#rejected.madeAt), run: this.#rejected, status: 'DROPPED' });
    return payout;
  }

  /** The rebates that the last run would pay. */
  payClients(account: Account): void {
    const run = this.runOf(this.sharedFrom);
    if (run === undefined) return;
    const isActive = account.partner.endedAt === null || account.partner.endedAt > run.madeAt;
    for (const [client, balance] of account.clients) {
      if (balance === 0) continue;
      const amount = roundedMinor(balance);
      const isOut = OUT_OF_BUSINESS.has(client.onboardingStatus);
      const reason = balance < 0 ? 'NEGATIVE_BALANCE' : !isActive ? 'PARTNER_NOT_ACTIVE' : isOut ? 'RESTRICTED' : amount === 0 ? 'BELOW_MINIMUM' : null;
      this.#add({ run, partner: account.partner, client, currency: account.currency, balance, amount, reason });
    }
  }

  /** References run with time, and that is known only when all are there. */
  number(): void {
    this.statements.sort(
      (one, other) => one.closedAt - other.closedAt || one.partner.number - other.partner.number || (one.currency < other.currency ? -1 : 1),
    );
    this.statements.forEach((statement, at) => (statement.number = FIRST_STATEMENT + at));
    this.runs.sort((one, other) => one.madeAt - other.madeAt);
    this.runs.forEach((run, at) => (run.number = FIRST_RUN + at));
  }

  #share({ partner }: Account, rows: readonly Commission[]): Map<Client, Fine> {
    const rebates = new Map<Client, Fine>();
    if (!Closing.isSharing(partner)) return rebates;
    for (const row of rows) {
      if (row.level !== 1 || (row.tradedAt ?? row.accruedAt) < this.sharedFrom || row.amount === 0) continue;
      row.rebate = row.amount * SHARE;
      rebates.set(row.client, (rebates.get(row.client) ?? 0) + row.rebate);
    }
    return rebates;
  }

  #draft(month: Time, now: Time, at: number, maker: Staff, checker: Staff): void {
    const end = startOfMonth(month, 1);
    const isLast = startOfMonth(end, 1) > now;
    const madeAt = Math.min(officeTime(this.#random, end + 2 * DAY, this.#random.between(0, 3 * HOUR)), now - HOUR);
    if (madeAt <= end + CLOSED_AFTER) return;
    const decidedAt = officeTime(this.#random, madeAt, this.#random.between(HOUR, 5 * HOUR));
    const run: PayoutRun = {
      ...{ id: this.#random.id(madeAt), number: 0, month, madeAt, maker, checker: isLast ? null : checker, reason: null },
      ...{ status: isLast ? 'IN_REVIEW' : 'PAID', decidedAt: isLast ? null : decidedAt },
    };
    this.runs.push(run);
    this.#byMonth.set(month, run);
    if (isLast || at !== REJECTED_MONTH) return;
    this.#rejected = {
      ...run,
      id: this.#random.id(madeAt - 2 * HOUR),
      madeAt: madeAt - 2 * HOUR,
      decidedAt: madeAt - HOUR,
      status: 'REJECTED',
      reason: 'Two corrections of the month were missing',
    };
    this.runs.push(this.#rejected);
  }

  #add(given: Omit<Payout, 'id' | 'status' | 'transaction'>): Payout {
    const { run, reason, amount } = given;
    const status = reason !== null ? 'SKIPPED' : run.status === 'PAID' ? 'PAID' : 'WAITING';
    const payout: Payout = { ...given, id: this.#random.id(run.madeAt), amount: status === 'SKIPPED' ? 0 : amount, status, transaction: null };
    this.payouts.push(payout);
    return payout;
  }
}

const sum = (rows: readonly Commission[]): Fine => fineOf(rows.reduce((all, { amount }) => all + amount, 0));
