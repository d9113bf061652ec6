import { DAY, HOUR, marketTime, MINUTE, startOfMonth } from './calendar.js';
import type { Account, Client, Commission, Deal, Partner, Plan, Setting } from './model.js';
import { chainOf } from './partners.js';
import { aboutInUsd, decimalText } from './money.js';
import { Lottery, Random } from './random.js';
import { acquisitionShares, QUALIFYING_USD, type Share, sharesOf } from './rewards.js';
import { SYMBOLS } from './symbols.data.js';

const CANCELLED_SHARE = 0.012;
const FIRST_TICKETS = { MT5: 48_211_006, MT4: 7_104_233 } as const;

/** A client whose trades earn commissions: for whom, by which plan, and between when and when. */
interface Earner {
  readonly client: Client;
  readonly plan: Plan;
  readonly chain: readonly Partner[];
  readonly accounts: readonly Account[];
  readonly until: number;
  /** Rows that one deal makes. */
  readonly rows: number;
}

export function accrue(setting: Setting, clients: readonly Client[]): Commission[] {
  const random = new Random(setting.seed, 'commissions');
  const book = new Book(setting, random);
  const earners = clients.map((client) => earnerOf(client)).filter((earner) => earner !== null);
  const traders = earners.filter(({ plan }) => plan.scheme !== 'CPA');
  for (const earner of earners) if (earner.plan.scheme === 'CPA') book.acquisition(earner);
  if (traders.length === 0) throw new Error('Nobody trades: this seed makes no commissions');
  book.fill(traders);
  return book.finished();
}

function earnerOf(client: Client): Earner | null {
  const { partner, life } = client;
  if (!partner?.plan || life.fundedAt === null || life.lastTradedAt === null) return null;
  const until = Math.min(life.lastTradedAt, (partner.endedAt ?? Infinity) - HOUR);
  const accounts = client.accounts.filter((account) => account.funds !== null && account.openedAt < until - HOUR);
  if (accounts.length === 0 || until <= life.fundedAt + HOUR) return null;
  const chain = chainOf(partner);
  return { client, plan: partner.plan, chain, accounts, until, rows: Math.min(chain.length, partner.plan.rates.length) };
}

/** Writes commissions until there are as many as wanted, not one more or less. */
class Book {
  readonly #setting: Setting;
  readonly #random: Random;
  readonly #commissions: Commission[] = [];
  readonly #deals: Deal[] = [];

  constructor(setting: Setting, random: Random) {
    this.#setting = setting;
    this.#random = random;
  }

  get #left(): number {
    return this.#setting.sizes.commissions - this.#commissions.length;
  }

  /** Busy clients by chance; when a deal's rows no longer fit, settled disputes fill the rest one by one. */
  fill(traders: readonly Earner[]): void {
    const lottery = new Lottery(traders, ({ client, until }) => client.life.intensity * Math.max(1, (until - (client.life.fundedAt ?? until)) / (10 * DAY)));
    for (let earner = lottery.draw(this.#random); earner.rows <= this.#left; earner = lottery.draw(this.#random)) {
      const deal = this.#deal(earner);
      const rows = this.#rows(earner, deal);
      if (this.#random.chance(CANCELLED_SHARE) && this.#left >= rows.length) this.#cancel(rows, deal);
    }
    const disputed = this.#commissions.filter(({ amount, status, corrects }) => amount > 100 && status === 'ACCRUED' && corrects === null);
    while (this.#left > 0) this.#settleDispute(this.#random.pick(disputed));
  }

  /** Paid once, by the first deposit and not by a trade. */
  acquisition(earner: Earner): void {
    const { client, plan, chain, rows } = earner;
    const { fundedAt, firstDeposit } = client.life;
    if (fundedAt === null || aboutInUsd(firstDeposit, client.currency) < QUALIFYING_USD || rows > this.#left) return;
    const shares = acquisitionShares(plan, `${decimalText(firstDeposit, client.currency)} ${client.currency}`, chain.length);
    for (const [index, share] of shares.entries()) this.#add(earner, null, index, share, Math.min(fundedAt + 3 * HOUR, this.#setting.now));
  }

  #deal({ client, accounts, until }: Earner): Deal {
    const random = this.#random;
    const account = random.pick(accounts);
    const from = Math.max(account.openedAt, client.life.fundedAt ?? 0) + MINUTE;
    const heldSeconds = Math.floor(random.skewed(4200, 1.7)) + 8;
    const closedAt = Math.min(marketTime(random, this.#setting.calendar.moment(random, from, Math.max(from + 1, until))), until);
    const deal: Deal = {
      ticket: '',
      account,
      symbol: random.weighted(SYMBOLS, ({ weight }) => weight).name,
      hundredthLots: lots(random, client),
      heldSeconds,
      closedAt,
    };
    this.#deals.push(deal);
    return deal;
  }

  #rows(earner: Earner, deal: Deal): Commission[] {
    const accruedAt = Math.min(deal.closedAt + this.#random.between(5, 600) * 1000, this.#setting.now);
    return sharesOf(earner.plan, deal, earner.chain.length).map((share, index) => this.#add(earner, deal, index, share, accruedAt));
  }

  /** Spelled out, so that hundreds of thousands of them have one shape. */
  #add({ client, plan, chain }: Earner, deal: Deal | null, index: number, share: Share, accruedAt: number): Commission {
    const partner = chain[index];
    if (!partner) throw new Error('A share without a partner');
    const hasEnded = partner.endedAt !== null && partner.endedAt <= accruedAt;
    const commission: Commission = {
      id: '',
      partner,
      client,
      account: deal?.account ?? null,
      plan,
      deal,
      level: index + 1,
      amount: hasEnded ? 0 : share.amount,
      currency: plan.currency,
      status: 'ACCRUED',
      explanation: inOnePiece(hasEnded ? `${share.explanation}; the partner's contract had ended: nothing is due` : share.explanation),
      corrects: null,
      tradedAt: deal?.closedAt ?? null,
      accruedAt,
      statement: null,
      rebate: 0,
    };
    this.#commissions.push(commission);
    return commission;
  }

  /** The platform cancels a deal: before the month is closed both rows are void, afterwards the difference is owed in the open month. */
  #cancel(rows: readonly Commission[], deal: Deal): void {
    const at = deal.closedAt + Math.floor(this.#random.skewed(5 * DAY, 1.1));
    if (at >= this.#setting.now) return;
    const isOpen = startOfMonth(deal.closedAt) === startOfMonth(at);
    for (const row of rows) {
      if (isOpen) row.status = 'REVERSED';
      if (row.amount !== 0) this.#correct(row, -row.amount, at, `Deal cancelled by the platform: takes back ${amountText(row)}`);
    }
  }

  #settleDispute(row: Commission): void {
    const at = Math.min(row.accruedAt + Math.floor(this.#random.skewed(9 * DAY, 0.6)), this.#setting.now);
    const amount = Math.floor(row.amount / 10);
    this.#correct(row, amount, at, `Spread at the time of the trade was wider than billed: adds a tenth of ${amountText(row)}, rounded down`);
  }

  #correct(row: Commission, amount: number, at: number, explanation: string): void {
    this.#commissions.push({ ...row, amount, explanation: `${explanation} (level ${row.level})`, corrects: row, accruedAt: at });
  }

  /** Ids and tickets run with time, and that is known only when all are there. */
  finished(): Commission[] {
    const next = { MT5: FIRST_TICKETS.MT5 as number, MT4: FIRST_TICKETS.MT4 as number };
    for (const deal of this.#deals.sort((one, other) => one.closedAt - other.closedAt)) {
      deal.ticket = String(next[deal.account.platform]);
      next[deal.account.platform] += this.#random.between(1, 900);
    }
    const sorted = this.#commissions.sort((one, other) => one.accruedAt - other.accruedAt || one.level - other.level);
    for (const commission of sorted) commission.id = this.#random.id(commission.accruedAt);
    return sorted;
  }
}

/** A text that was put together keeps its pieces until it is copied; here hundreds of thousands are kept. */
const inOnePiece = (text: string): string => Buffer.from(text, 'latin1').toString('latin1');

const amountText = ({ amount, currency }: Commission): string => `${decimalText(amount, currency)} ${currency}`;

function lots(random: Random, { life }: Client): number {
  const median = Math.min(Math.max(life.wealth / 7, 5), 900);
  return Math.min(Math.max(Math.round(random.skewed(median, 0.9)), 1), 5000);
}
