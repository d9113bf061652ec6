import { amountsOf } from './amounts.js';
import { DAY, isoDate } from './calendar.js';
import type { Candidate, Client, Deal, Partner, Plan, Setting, Time } from './model.js';
import { UNITS } from './money.js';
import { Numeric } from './numeric.js';
import { chainOf } from './partners.js';
import type { DemoRates, Exchange } from './rates.js';
import { multipliersOf, type Rewards, stoppedOf } from './rewards.js';
import { type Share, sharesOf } from './settlement.js';
import type { Terms } from './terms.js';

/** How far a client is, and what the levels have once it has qualified. */
export interface Acquisition {
  readonly candidate: Candidate;
  readonly shares: readonly Share[];
}

interface Case {
  readonly client: Client;
  readonly partner: Partner;
  readonly terms: Terms;
  readonly qualification: NonNullable<Plan['qualification']>;
  /** Null: there was no first deposit. */
  readonly settledAt: Time | null;
  readonly amount: Numeric;
  readonly exchange: Exchange | null;
  readonly since: Time | null;
  readonly until: Time | null;
  readonly lots: Numeric;
  readonly enoughAt: Time | null;
}

/** Judges clients as the engine does: by the first deposit, and by the lots that are closed in time. */
export class Acquisitions {
  constructor(
    private readonly setting: Setting,
    private readonly rates: DemoRates,
    private readonly rewards: Rewards,
  ) {}

  /** `deals`: all of this client, in the order of time. */
  judge(client: Client, partner: Partner, terms: Terms, deals: readonly Deal[]): Acquisition | null {
    const { qualification } = terms.plan;
    if (qualification === null) return null;
    const of = this.#case(client, partner, terms, qualification, deals);
    const qualifiedAt = this.#qualifiedAt(of);
    const isRestricted =
      qualifiedAt !== null && client.accounts[0] !== undefined && this.rewards.isRestricted({ account: client.accounts[0], closedAt: qualifiedAt });
    const missing = missingOf(of, isRestricted);
    const { now } = this.setting;
    const inVain = (of.until !== null && of.until <= now) || (of.settledAt !== null && of.exchange !== null && !isEnough(of)) || isRestricted;
    const status = missing === '' ? 'QUALIFIED' : inVain ? 'MISSED' : 'WAITING';
    const candidate: Candidate = {
      ...{ client, partner, plan: terms.plan, status, until: of.until, qualifiedAt, missing, lots: of.lots.in(3) },
      firstDeposit: of.settledAt === null || of.exchange === null ? null : of.amount.times(of.exchange.factor).rounded(8, 'HALF_UP').in(8),
      updatedAt: qualifiedAt ?? of.settledAt ?? client.createdAt,
    };
    return { candidate, shares: status === 'QUALIFIED' && qualifiedAt !== null ? shares(of, qualifiedAt) : [] };
  }

  #case(client: Client, partner: Partner, terms: Terms, qualification: Case['qualification'], deals: readonly Deal[]): Case {
    const settledAt = client.life.fundedAt;
    const since = qualification.from === 'REGISTRATION' ? client.createdAt : settledAt;
    const until = since === null ? null : since + qualification.days * DAY;
    const needed = Numeric.of(qualification.lots);
    let [lots, enoughAt]: [Numeric, Time | null] = [Numeric.ZERO, null];
    for (const deal of deals) {
      if (deal.account.environment !== 'LIVE' || deal.isCancelled || since === null || until === null || deal.closedAt < since || deal.closedAt >= until)
        continue;
      const closed = Numeric.from(deal.hundredthLots, 2);
      lots = lots.plus(deal.entry === 'OUT_BY' ? closed.times(Numeric.HALF) : closed);
      if (enoughAt === null && !needed.isZero && lots.compareTo(needed) >= 0) enoughAt = deal.closedAt;
    }
    const amount = Numeric.from(client.life.firstDeposit, UNITS[client.currency] === 1 ? 0 : 2);
    const exchange = settledAt === null ? null : this.rates.exchange(client.currency, terms.plan.currency, settledAt);
    return { client, partner, terms, qualification, settledAt, amount, exchange, since, until, lots, enoughAt };
  }

  #qualifiedAt(of: Case): Time | null {
    const { settledAt, until, enoughAt, qualification } = of;
    if (settledAt === null || until === null || settledAt >= until || !isEnough(of)) return null;
    if (Numeric.of(qualification.lots).isZero) return settledAt;
    return enoughAt === null ? null : Math.max(settledAt, enoughAt);
  }
}

const isEnough = ({ amount, exchange, qualification }: Case): boolean =>
  exchange !== null && amount.times(exchange.factor).compareTo(Numeric.of(qualification.firstDeposit)) >= 0;

function missingOf(of: Case, isRestricted: boolean): string {
  const { settledAt, exchange, amount, client, terms, qualification, until, lots, enoughAt } = of;
  const { currency } = terms.plan;
  const needed = Numeric.of(qualification.lots);
  const deposit =
    settledAt === null
      ? `a first deposit of ${qualification.firstDeposit} ${currency}`
      : exchange === null
        ? `an exchange rate from ${client.currency} to ${currency}`
        : !isEnough(of)
          ? `the first deposit was ${amount.toString()} ${client.currency}${exchange.words} and not ${qualification.firstDeposit} ${currency}`
          : until !== null && settledAt >= until
            ? 'the first deposit came after its time'
            : null;
  const traded = !needed.isZero && enoughAt === null ? `${lots.toString()} of ${needed.toString()} lots are closed` : null;
  return [deposit, traded, isRestricted ? 'NO_COMMISSION was in force' : null].filter((part) => part !== null).join('; ');
}

function shares({ client, partner, terms, qualification, settledAt, amount, exchange, until }: Case, qualifiedAt: Time): Share[] {
  const { plan } = terms;
  const chain = chainOf(partner);
  const rates = terms.ratesFor(undefined);
  const personal = multipliersOf(chain, settledAt ?? qualifiedAt);
  const amounts = amountsOf(Numeric.ONE, rates.byLevel, plan, chain.length, personal);
  const lots = Numeric.of(qualification.lots).isZero ? '' : ` and closed ${qualification.lots} lots by ${isoDate(until ?? qualifiedAt)}`;
  const words = `1 client, who first deposited ${amount.toString()} ${client.currency}${exchange?.words} on ${isoDate(settledAt ?? qualifiedAt)} (${qualification.firstDeposit} ${plan.currency} were needed)${lots}`;
  const stopped = stoppedOf(chain, chain.length, qualifiedAt);
  return sharesOf(
    {
      ...{ plan, words, amounts, personal, stopped, unit: Numeric.ONE, given: rates.given, byLevel: rates.byLevel },
      ...{ levelMultipliers: terms.levelMultipliers, whole: null, paid: null, cutWords: '' },
    },
    amounts.flatMap((one, index) => (one.isZero ? [] : [index + 1])),
  );
}
