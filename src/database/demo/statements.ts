import { DAY, HOUR, MINUTE, officeTime, startOfDay, startOfMonth, startOfWeek } from './calendar.js';
import type { Client, Commission, Fine, Partner, Payout, PayoutRun, Period, Setting, Staff, Statement, Time } from './model.js';
import { aboutInMinor } from './money.js';
import { Random } from './random.js';
import type { Office } from './staff.js';

export const LEAST_PAYOUT_USD = 25;
/** Periods are closed some hours after their end. */
export const CLOSED_AFTER = 3 * HOUR + 15 * MINUTE;
const FIRST_STATEMENT = 500_000;
const FIRST_RUN = 1000;
/** Every so many partners leave a fifth of their reward to their clients, since some days into the last month. */
const SHARING_EACH = 4;
export const SHARE = 20;
/** By then the run of the month before has been paid. */
const SHARED_AFTER = 7 * DAY;
/** This month's run was rejected the first time. */
const REJECTED_MONTH = 4;
const OUT_OF_BUSINESS = new Set(['SUSPENDED', 'CLOSED', 'TERMINATED', 'REJECTED']);

const FINE_OF_MINOR = 1_000_000;
export const fineOf = (minor: number): Fine => minor * FINE_OF_MINOR;
/** To the cent, and a tie to the even one. */
export function roundedMinor(fine: Fine): number {
  const floor = Math.floor(fine / FINE_OF_MINOR);
  const rest = fine - floor * FINE_OF_MINOR;
  return rest > FINE_OF_MINOR / 2 || (rest === FINE_OF_MINOR / 2 && floor % 2 !== 0) ? floor + 1 : floor;
}

const NEXT: Readonly<Record<Period['length'], (at: Time) => Time>> = { DAY: (at) => at + DAY, WEEK: (at) => at + 7 * DAY, MONTH: (at) => startOfMonth(at, 1) };
const FIRST: Readonly<Record<Period['length'], (at: Time) => Time>> = { DAY: startOfDay, WEEK: startOfWeek, MONTH: startOfMonth };

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

/** What happens to everybody's accounts: a period is closed, or a run is made. */
export type ClosingEvent = { readonly at: Time; readonly period: Period } | { readonly at: Time; readonly run: PayoutRun };

/** Closes the days, weeks and months of the year into statements, and drafts a run after each month; the last one waits for its checker. */
export class Closing {
  readonly statements: Statement[] = [];
  readonly runs: PayoutRun[] = [];
  readonly payouts: Payout[] = [];
  readonly accounts: Account[] = [];
  /** One of each length is open. */
  readonly periods: readonly Period[];
  /** Since when shares are left to clients. */
  readonly sharedFrom: Time;
  /** In the order of time. */
  readonly events: readonly ClosingEvent[];
  readonly #random: Random;
  /** With the one that was made in its place. */
  #rejected: { readonly run: PayoutRun; readonly instead: PayoutRun } | null = null;

  constructor(setting: Setting, office: Office) {
    this.#random = new Random(setting.seed, 'statements');
    this.periods = (['DAY', 'WEEK', 'MONTH'] as const).flatMap((length) => this.#periodsOf(length, setting));
    const closed = this.periods.flatMap((period) => (period.closedAt === null ? [] : [{ at: period.closedAt, period }]));
    const months = closed.filter(({ period }) => period.length === 'MONTH').map(({ period }) => period.startsAt);
    this.sharedFrom = (months.at(-1) ?? setting.now) + SHARED_AFTER;
    const [maker, checker] = [office.byEmail('partnerships@demo.example'), office.byEmail('finance@demo.example')];
    const made = months.flatMap((month, at) => this.#draft({ month, at, isLast: at === months.length - 1 }, setting.now, maker, checker));
    this.events = [...closed, ...made.map((run) => ({ at: run.madeAt, run }))].sort((one, other) => one.at - other.at);
  }

  static isSharing = (partner: Partner): boolean => partner.number % SHARING_EACH === 2;

  /** Takes the rows of a period into a statement, if there is anything to state. */
  close(account: Account, period: Period, rows: readonly Commission[]): void {
    if (rows.length === 0 && account.paid === 0) return;
    const closedAt = period.closedAt ?? period.endsAt;
    const [accrued, corrections] = [sum(rows.filter(({ corrects }) => corrects === null)), sum(rows.filter(({ corrects }) => corrects !== null))];
    const rebates = this.#share(account, rows);
    const rebated = [...rebates.values()].reduce((all, one) => all + one, 0);
    const closing = account.balance + accrued + corrections - rebated;
    const statement: Statement = {
      ...{ id: this.#random.id(closedAt), number: 0, partner: account.partner, currency: account.currency, period, opening: account.closing },
      ...{ accrued, corrections, rebates, rebated, paid: account.paid, closing, commissions: rows.length, closedAt, payout: null },
    };
    period.commissions += rows.length;
    for (const row of rows) [row.statement, row.status] = [statement, 'PAYABLE'];
    for (const [client, fine] of rebates) account.clients.set(client, (account.clients.get(client) ?? 0) + fine);
    [account.closing, account.paid] = [closing, 0];
    account.unpaid.push(statement);
    this.statements.push(statement);
  }

  /** What a run does for the partner: null where nothing is owed. */
  payout(account: Account, run: PayoutRun): Payout | null {
    this.#payClients(account, run);
    if (account.balance === 0) return null;
    const { partner, currency, balance } = account;
    const isActive = isPaid(partner, run);
    const amount = roundedMinor(balance);
    const reason =
      balance < 0 ? 'NEGATIVE_BALANCE' : !isActive ? 'PARTNER_NOT_ACTIVE' : amount < aboutInMinor(LEAST_PAYOUT_USD, currency) ? 'BELOW_MINIMUM' : null;
    const payout = this.#add({ run, partner, client: null, currency, balance, amount, reason });
    if (payout.status === 'SKIPPED') return payout;
    for (const statement of account.unpaid.splice(0)) statement.payout = payout;
    if (run === this.#rejected?.instead)
      this.payouts.push({ ...payout, id: this.#random.id(this.#rejected.run.madeAt), run: this.#rejected.run, status: 'DROPPED' });
    return payout;
  }

  /** The rebates of clients: there are none before the last run. */
  #payClients(account: Account, run: PayoutRun): void {
    const isActive = isPaid(account.partner, run);
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
      if (row.level !== 1 || row.tradedAt < this.sharedFrom || row.amount === 0) continue;
      row.rebate = Math.round((row.amount * SHARE) / 100);
      rebates.set(row.client, (rebates.get(row.client) ?? 0) + row.rebate);
    }
    return rebates;
  }

  #periodsOf(length: Period['length'], { start, now }: Setting): Period[] {
    const periods: Period[] = [];
    for (let startsAt = FIRST[length](start), isOpen = false; !isOpen; startsAt = NEXT[length](startsAt)) {
      const endsAt = NEXT[length](startsAt);
      isOpen = endsAt + CLOSED_AFTER >= now;
      periods.push({ id: this.#random.id(startsAt), length, startsAt, endsAt, closedAt: isOpen ? null : endsAt + CLOSED_AFTER, commissions: 0 });
    }
    return periods;
  }

  /**
   * The run of a closed month, as far as there is one by now; what was rejected is no event: the run in its place says what it paid. The
   * last one waits, also in the hours in which the month after it is over and not closed: it has clients in it, whom no run has paid yet.
   */
  #draft({ month, at, isLast }: { readonly month: Time; readonly at: number; readonly isLast: boolean }, now: Time, maker: Staff, checker: Staff): PayoutRun[] {
    const end = startOfMonth(month, 1);
    const madeAt = Math.min(officeTime(this.#random, end + 2 * DAY, this.#random.between(0, 3 * HOUR)), now - HOUR);
    if (madeAt <= end + CLOSED_AFTER) return [];
    const decidedAt = officeTime(this.#random, madeAt, this.#random.between(HOUR, 5 * HOUR));
    const run: PayoutRun = {
      ...{ id: this.#random.id(madeAt), number: 0, month, madeAt, maker, checker: isLast ? null : checker, reason: null },
      ...{ status: isLast ? 'IN_REVIEW' : 'PAID', decidedAt: isLast ? null : decidedAt },
    };
    this.runs.push(run);
    if (isLast || at !== REJECTED_MONTH) return [run];
    const [id, times] = [this.#random.id(madeAt - 2 * HOUR), { madeAt: madeAt - 2 * HOUR, decidedAt: madeAt - HOUR }];
    const rejected: PayoutRun = { ...run, ...times, id, status: 'REJECTED', reason: 'Two corrections of the month were missing' };
    this.#rejected = { run: rejected, instead: run };
    this.runs.push(rejected);
    return [run];
  }

  #add(given: Omit<Payout, 'id' | 'status' | 'transaction'>): Payout {
    const { run, reason, amount } = given;
    const status = reason !== null ? 'SKIPPED' : run.status === 'PAID' ? 'PAID' : 'WAITING';
    const payout: Payout = { ...given, id: this.#random.id(run.madeAt), amount: status === 'SKIPPED' ? 0 : amount, status, transaction: null };
    this.payouts.push(payout);
    return payout;
  }
}

/** Who is suspended waits; who was closed has earned what it has. */
const isPaid = ({ status, endedAt }: Partner, { madeAt }: PayoutRun): boolean => status === 'CLOSED' || endedAt === null || endedAt > madeAt;
const sum = (rows: readonly Commission[]): Fine => rows.reduce((all, { amount }) => all + amount, 0);
