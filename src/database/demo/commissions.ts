import type { AuditEvents } from './audit.js';
import { Acquisitions } from './acquisitions.js';
import { DAY, HOUR, officeTime, startOfMonth } from './calendar.js';
import type { Candidate, Client, Commission, Deal, DealFacts, Partner, Plan, Restriction, Setting, Time } from './model.js';
import { Numeric } from './numeric.js';
import { chainOf } from './partners.js';
import { dependsOnOthers } from './plans.data.js';
import { Lottery, Random } from './random.js';
import { DemoRates } from './rates.js';
import { Rewards, type Work } from './rewards.js';
import { type Outcome, settle, settleTogether, type Share } from './settlement.js';
import type { Office } from './staff.js';
import { UNKNOWN_SYMBOL } from './symbols.data.js';
import { Terms } from './terms.js';
import { type Trader, Trades, type Wish } from './trades.js';

const CANCELLED_SHARE = 0.012;
/** Of deals whose spread says what they earn. */
const AMENDED_SHARE = 0.02;
const FIRST_TICKETS = { MT5: 48_211_006, MT4: 7_104_233 } as const;
/** So much of the commissions is drawn from all traders alike; the rest are of terms that depend on no other deal, so that the number comes out. */
const DRAWN_SHARE = 0.7;
const RECENT_DAYS = 60;
/** From so few rows on that are left only deals are made that pay one partner: such is energy by the plan of this name. */
const TIGHT = 24;
const SURE_PLAN = 'Lots';
const SURE_SYMBOL = 'WTI';

/** A client whose trades earn commissions: by which plan, and for how many partners at most. */
interface Earner extends Trader {
  readonly partner: Partner;
  readonly plan: Plan;
}

export interface Traded {
  readonly deals: readonly Deal[];
  readonly commissions: readonly Commission[];
  readonly candidates: readonly Candidate[];
}

/** The deals of the year, and what partners earn by them: word for word what the engine would make of these deals. */
export function accrue(setting: Setting, clients: readonly Client[], restrictions: readonly Restriction[], office: Office, audit: AuditEvents): Traded {
  const random = new Random(setting.seed, 'commissions');
  const book = new Book(setting, random, restrictions);
  const earners = clients.flatMap((client) => earnerOf(client));
  const [acquired, traders] = [earners.filter(({ plan }) => plan.scheme === 'CPA'), earners.filter(({ plan }) => plan.scheme !== 'CPA')];
  if (traders.length === 0) throw new Error('Nobody trades: this seed makes no commissions');
  book.tradeInVain(clients, traders);
  book.acquire(clients, acquired);
  book.draw(traders);
  book.fill(traders.filter(({ plan }) => !dependsOnOthers(plan)));
  return book.finished(office, audit);
}

function earnerOf(client: Client): Earner[] {
  const trader = traderOf(client);
  return trader === null || !client.partner?.plan ? [] : [{ ...trader, partner: client.partner, plan: client.partner.plan }];
}

function traderOf(client: Client): Trader | null {
  const { fundedAt, lastTradedAt } = client.life;
  if (fundedAt === null || lastTradedAt === null || lastTradedAt <= fundedAt + HOUR) return null;
  const accounts = client.accounts.filter((account) => account.funds !== null && account.openedAt < lastTradedAt - HOUR);
  return accounts.length === 0 ? null : { client, accounts, from: fundedAt, until: lastTradedAt };
}

/** Writes commissions until there are as many as wanted, not one more or less. */
class Book {
  readonly #setting: Setting;
  readonly #random: Random;
  readonly #trades: Trades;
  readonly #rewards: Rewards;
  readonly #acquisitions: Acquisitions;
  readonly #terms = new Map<Plan, Terms>();
  readonly #commissions: Commission[] = [];
  readonly #candidates: Candidate[] = [];
  /** What was told otherwise, and worked out anew by hand at one time in the month that is open. */
  readonly #reworked: Deal[] = [];
  readonly #recalculatedAt: Time;

  constructor(setting: Setting, random: Random, restrictions: readonly Restriction[]) {
    const rates = new DemoRates(setting);
    this.#setting = setting;
    this.#random = random;
    this.#recalculatedAt = officeTime(random, setting.now - 6 * DAY, 0);
    this.#trades = new Trades(setting, random);
    this.#rewards = new Rewards(rates, ({ plan }) => plan && this.#termsOf(plan), restrictions);
    this.#acquisitions = new Acquisitions(setting, rates, this.#rewards);
  }

  get #left(): number {
    return this.#setting.sizes.commissions - this.#commissions.length;
  }

  /** Of late: what nobody had introduced, on demo accounts, in symbols that nobody has set up, cancelled at once, and after the end of the one contract that is paid. */
  tradeInVain(clients: readonly Client[], earners: readonly Earner[]): void {
    const some = Math.max(2, Math.round(clients.length / 20));
    const alone = clients.filter(({ partner }) => partner === null).flatMap((client) => traderOf(client) ?? []);
    for (let turn = 0; turn < some && alone.length > 0; turn += 1) this.#note(this.#recent(this.#random.pick(alone)));
    for (const earner of earners)
      if (earner.partner.endedAt !== null && earner.partner.endedAt < earner.until - HOUR)
        this.#note(this.#trades.make(earner, { from: earner.partner.endedAt, symbol: SURE_SYMBOL, isPlain: true }));
    for (let turn = 0; turn < some; turn += 1) {
      const earner = this.#random.pick(earners);
      const demo = earner.client.accounts.find(({ environment }) => environment === 'DEMO');
      if (demo !== undefined) this.#note(this.#recent({ ...earner, until: Math.max(earner.until, demo.openedAt + HOUR) }, { account: demo }));
      if (turn % 2 === 0) this.#note(this.#recent(this.#random.pick(earners), { symbol: UNKNOWN_SYMBOL }));
      if (turn % 4 === 0) this.#note(Object.assign(this.#recent(this.#random.pick(earners)), { isCancelled: true }));
    }
  }

  /** Paid once, for the client and not for its trades. */
  acquire(clients: readonly Client[], traders: readonly Earner[]): void {
    const deals = new Map<Client, Deal[]>();
    for (const trader of traders) {
      const own = Array.from({ length: this.#random.between(0, 6) }, () =>
        this.#trades.keep(this.#trades.make({ ...trader, until: Math.min(trader.until, trader.from + 90 * DAY) })),
      );
      deals.set(trader.client, own);
    }
    for (const client of clients) {
      const { partner } = client;
      if (partner?.plan?.scheme !== 'CPA') continue;
      const own = (deals.get(client) ?? []).toSorted((one, other) => one.closedAt - other.closedAt);
      const judged = this.#acquisitions.judge(client, partner, this.#termsOf(partner.plan), own);
      if (judged === null) continue;
      this.#candidates.push(judged.candidate);
      this.#acquired(judged.candidate, judged.shares);
    }
  }

  #acquired({ client, partner, plan, qualifiedAt }: Candidate, shares: readonly Share[]): void {
    if (qualifiedAt === null) return;
    const [chain, accruedAt] = [chainOf(partner), Math.min(qualifiedAt + this.#random.between(60, 3600) * 1000, this.#setting.now)];
    for (const share of shares) this.#commissions.push(this.#row({ client, plan, chain, deal: null, tradedAt: qualifiedAt, lots: null }, share, accruedAt));
  }

  /** Busy clients by chance. What depends on other deals is worked out when all of them are there. */
  draw(traders: readonly Earner[]): void {
    const lottery = this.#lottery(traders);
    const bound = this.#left * (1 - DRAWN_SHARE);
    const waiting = new Map<Partner, Work[]>();
    for (const deal of this.#trades.all) this.#await(waiting, deal);
    for (let expected = this.#left; expected > bound;) {
      const earner = lottery.draw(this.#random);
      const deal = this.#trades.make(earner);
      expected -= Math.min(chainOf(earner.partner).length, earner.plan.levelMultipliers?.length ?? earner.plan.rates.length);
      if (this.#await(waiting, deal)) this.#trades.keep(deal);
      else this.#take(deal);
    }
    for (const works of waiting.values()) for (const [work, outcome] of settleTogether(works)) this.#write(work, outcome);
  }

  /** Whether it has to wait for the others of its partner. */
  #await(waiting: Map<Partner, Work[]>, deal: Deal): boolean {
    const { partner } = deal.account.client;
    if (!partner?.plan || !dependsOnOthers(partner.plan)) return false;
    const works = waiting.get(partner) ?? [];
    waiting.set(partner, works);
    works.push(this.#rewards.work(deal));
    return true;
  }

  fill(traders: readonly Earner[]): void {
    const lottery = this.#lottery(traders);
    const sure = traders.filter(
      ({ plan, partner, client }) => plan.name === SURE_PLAN && partner.endedAt === null && partner.planFrom === null && !this.#rewards.isEver(client),
    );
    while (this.#left > TIGHT) this.#take(this.#trades.make(lottery.draw(this.#random)));
    while (this.#left > 0) this.#take(this.#trades.make(this.#random.pick(sure), { symbol: SURE_SYMBOL, isPlain: true }));
  }

  /** Works a deal out, and what became of it later; without effect where the rows do not fit. */
  #take(deal: Deal): void {
    const work = this.#rewards.work(deal);
    const outcome = settle(work);
    if ('shares' in outcome && outcome.shares.length > this.#left) return;
    this.#trades.keep(deal);
    const rows = this.#write(work, outcome);
    if (rows.length === 0 || rows.length > this.#left) return;
    if (this.#random.chance(CANCELLED_SHARE)) this.#cancel(rows, deal);
    else if (deal.spread !== null && rows[0]?.plan.scheme === 'SPREAD_SHARE' && this.#random.chance(AMENDED_SHARE)) this.#amend(rows, deal);
  }

  /** What pays nobody, whatever the plan. */
  #note(deal: Deal): void {
    const { partner } = deal.account.client;
    this.#trades.keep(deal);
    if (partner?.plan && dependsOnOthers(partner.plan)) return;
    const work = this.#rewards.work(deal);
    this.#write(work, settle(work));
  }

  #write({ deal, lots }: Work, outcome: Outcome): Commission[] {
    if ('reason' in outcome) {
      if (outcome.reason !== 'BY_CLIENT') deal.unpaid = outcome;
      return [];
    }
    const { client } = deal.account;
    const [partner, plan] = [client.partner as Partner, client.partner?.plan as Plan];
    const accruedAt = Math.min(deal.closedAt + this.#random.between(5, 600) * 1000, this.#setting.now);
    const chain = chainOf(partner);
    const rows = outcome.shares.map((share) => this.#row({ client, plan, chain, deal, tradedAt: deal.closedAt, lots: lots.in(3) }, share, accruedAt));
    this.#commissions.push(...rows);
    return rows;
  }

  /** Spelled out, so that hundreds of thousands of them have one shape. */
  #row(
    { client, plan, chain, deal, tradedAt, lots }: Pick<Commission, 'client' | 'plan' | 'deal' | 'tradedAt' | 'lots'> & { readonly chain: readonly Partner[] },
    { level, amount, explanation }: Share,
    accruedAt: Time,
  ): Commission {
    const partner = chain[level - 1];
    if (!partner) throw new Error('A share without a partner');
    return {
      id: '',
      partner,
      client,
      deal,
      plan,
      level,
      amount,
      lots,
      currency: plan.currency,
      status: 'ACCRUED',
      explanation: inOnePiece(explanation),
      corrects: null,
      tradedAt,
      accruedAt,
      statement: null,
      rebate: 0,
    };
  }

  /** The platform cancels a deal: before the month is closed both rows are void, afterwards the difference is owed in the open month. */
  #cancel(rows: readonly Commission[], deal: Deal): void {
    const at = deal.closedAt + Math.floor(this.#random.skewed(5 * DAY, 1.1));
    if (at >= this.#setting.now) return;
    const isOpen = startOfMonth(deal.closedAt) === startOfMonth(at) && rows[0]?.plan.period === 'MONTH';
    deal.amended = { before: factsOf(deal), at };
    deal.isCancelled = true;
    deal.unpaid = { reason: 'CANCELLED', detail: CANCELLED };
    for (const row of rows) {
      if (row.amount === 0) continue;
      if (isOpen) row.status = 'REVERSED';
      this.#correct(row, -row.amount, row.lots === null ? null : -row.lots, at, `Correction: ${CANCELLED} Nothing instead of ${amountText(row)}`);
    }
  }

  /** The platform tells another spread than at first. Some of that comes out when the period is worked out anew. */
  #amend(rows: readonly Commission[], deal: Deal): void {
    const told = officeTime(this.#random, deal.closedAt + Math.floor(this.#random.skewed(9 * DAY, 0.6)), 0);
    const at = deal.closedAt < this.#recalculatedAt - 3 * DAY && this.#random.chance(0.4) ? this.#recalculatedAt : told;
    const spread = (deal.spread ?? 0) + this.#random.between(1, 6);
    const outcome = settle(this.#rewards.work({ ...deal, spread }));
    if (at >= this.#setting.now || !('shares' in outcome) || outcome.shares.length !== rows.length) return;
    deal.amended = { before: factsOf(deal), at };
    deal.spread = spread;
    if (at === this.#recalculatedAt) this.#reworked.push(deal);
    for (const [index, { amount, explanation }] of outcome.shares.entries()) {
      const row = rows[index];
      if (row === undefined || row.amount === amount) continue;
      this.#correct(row, amount - row.amount, 0, at, `Correction: ${explanation} instead of ${amountText(row)}`);
    }
  }

  #correct(row: Commission, amount: number, lots: number | null, accruedAt: Time, explanation: string): void {
    this.#commissions.push({ ...row, amount, lots, explanation: inOnePiece(explanation), corrects: row, accruedAt });
  }

  /** Ids and tickets run with time, and that is known only when all are there. */
  finished(office: Office, audit: AuditEvents): Traded {
    this.#trades.number(FIRST_TICKETS);
    const sorted = this.#commissions.sort((one, other) => one.accruedAt - other.accruedAt || one.level - other.level);
    for (const commission of sorted) commission.id = this.#random.id(commission.accruedAt);
    if (this.#reworked.length > 0) this.#recordRecalculation(office, audit);
    return { deals: this.#trades.all, commissions: sorted, candidates: this.#candidates };
  }

  #recordRecalculation(office: Office, audit: AuditEvents): void {
    const at = this.#recalculatedAt;
    const deals = this.#reworked.map(({ account: { server }, ticket }) => ({ server, ticket }));
    const rows = this.#commissions.filter(({ accruedAt, corrects }) => accruedAt === at && corrects !== null).length;
    audit.add(office.byEmail('partnerships@demo.example'), at, 'commission.recalculate', 'Recalculation', this.#random.id(at), {
      reason: 'The platform had told some spreads too narrow',
      after: { choice: { deals }, deals: deals.length, rows },
    });
  }

  #recent(trader: Trader, wish: Wish = {}): Deal {
    return this.#trades.make(trader, { ...wish, from: Math.max(trader.from, Math.min(trader.until - HOUR, this.#setting.now - RECENT_DAYS * DAY)) });
  }

  #lottery(traders: readonly Earner[]): Lottery<Earner> {
    return new Lottery(traders, ({ client, from, until }) => client.life.intensity * Math.max(1, (until - from) / (10 * DAY)));
  }

  #termsOf(plan: Plan): Terms {
    const known = this.#terms.get(plan) ?? new Terms(plan);
    this.#terms.set(plan, known);
    return known;
  }
}

const CANCELLED = 'The platform has cancelled the deal.';

const factsOf = ({ price, profit, swap, commission, spread }: Deal): DealFacts & { readonly isCancelled: boolean } => ({
  price,
  profit,
  swap,
  commission,
  spread,
  isCancelled: false,
});

/** A text that was put together keeps its pieces until it is copied; here hundreds of thousands are kept. */
const inOnePiece = (text: string): string => Buffer.from(text, 'latin1').toString('latin1');

const amountText = ({ amount, currency }: Commission): string => `${Numeric.from(amount, 8).toString()} ${currency}`;
