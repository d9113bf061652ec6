import { DAY, isoDate, startOfDay, startOfMonth } from './calendar.js';
import type { Client, Time } from './model.js';
import { Numeric } from './numeric.js';
import type { Work } from './rewards.js';
import type { Terms } from './terms.js';

/** The days of a tier's window, the last one not among them. */
interface Window {
  readonly first: Time;
  readonly last: Time;
}

/** What the own clients of one partner have closed so far, by day and client: deals are added in their order, each after it was asked for. */
export class Volumes {
  readonly #days = new Map<Time, Map<Client, Numeric>>();

  /** Demo accounts and what the platform has cancelled add nothing; what the plan does not pay for does. */
  add({ deal, volume }: Work): void {
    if (deal.account.environment !== 'LIVE' || deal.isCancelled) return;
    const day = startOfDay(deal.closedAt);
    const clients = this.#days.get(day) ?? new Map<Client, Numeric>();
    this.#days.set(day, clients);
    clients.set(deal.account.client, (clients.get(deal.account.client) ?? Numeric.ZERO).plus(volume));
  }

  /** The unit and its words with the tier that the deal reaches. */
  tiered(work: Work, terms: Terms): { readonly unit: Numeric; readonly words: string } {
    const { tiers } = terms.plan;
    if (tiers === null) return work;
    const window = windowOf(work.deal.closedAt, tiers);
    if (tiers.counting === 'GRADUATED') return graduated(work, terms, this.#lots(window).plus(this.#ofDay(work)), window.first);
    const isByVolume = tiers.by === 'VOLUME';
    const reached = isByVolume ? this.#lots(window) : this.#activeClients(window, terms.activeLots ?? Numeric.ZERO);
    const tier = terms.tierFrom.findLastIndex((from) => from.compareTo(reached) <= 0);
    const multiplier = terms.tierMultipliers[tier] ?? Numeric.ONE;
    const told = `${reached.toString()} ${isByVolume ? 'lots' : 'active clients'} from ${isoDate(window.first)} to ${isoDate(window.last - DAY)}`;
    return {
      unit: work.unit.times(multiplier),
      words: `${work.words} x ${multiplier.toString()} for the tier from ${terms.tierFrom[tier]?.toString()} on (${told})`,
    };
  }

  /** The day itself counts up to the deal, and nothing has been added after it. */
  #ofDay({ deal }: Work): Numeric {
    return Numeric.sum([...(this.#days.get(startOfDay(deal.closedAt))?.values() ?? [])]);
  }

  #lots({ first, last }: Window): Numeric {
    let sum = Numeric.ZERO;
    for (const [day, clients] of this.#days) if (first <= day && day < last) sum = sum.plus(Numeric.sum([...clients.values()]));
    return sum;
  }

  #activeClients({ first, last }: Window, least: Numeric): Numeric {
    const sums = new Map<Client, Numeric>();
    for (const [day, clients] of this.#days)
      if (first <= day && day < last) for (const [client, lots] of clients) sums.set(client, (sums.get(client) ?? Numeric.ZERO).plus(lots));
    return Numeric.from([...sums.values()].filter((lots) => lots.compareTo(least) >= 0).length, 0);
  }
}

/** WHOLE: what was closed before the month, or the day, of the deal. GRADUATED: from the beginning of its month, or so many days with its own. */
function windowOf(at: Time, { counting, windowDays }: NonNullable<Terms['plan']['tiers']>): Window {
  const day = startOfDay(at);
  if (counting === 'GRADUATED') return { first: windowDays === null ? startOfMonth(at) : day - (windowDays - 1) * DAY, last: day };
  return windowDays === null ? { first: startOfMonth(at, -1), last: startOfMonth(at) } : { first: day - windowDays * DAY, last: day };
}

/** Each lot by the tier that it lies in. */
function graduated({ unit, words, volume }: Work, { tierFrom, tierMultipliers }: Terms, before: Numeric, since: Time): { unit: Numeric; words: string } {
  const after = before.plus(volume);
  const parts = tierFrom.flatMap((from, tier) => {
    const lots = Numeric.least(after, tierFrom[tier + 1] ?? null).minus(Numeric.most(before, from));
    return lots.isPositive ? [{ lots, multiplier: tierMultipliers[tier] ?? Numeric.ONE }] : [];
  });
  const counted = Numeric.sum(parts.map(({ lots, multiplier }) => lots.times(multiplier)));
  const sum = parts.map(({ lots, multiplier }) => `${lots.toString()} x ${multiplier.toString()}`).join(' + ');
  return {
    unit: unit.times(counted).dividedBy(volume),
    words: `${words} x (${sum}) / ${volume.toString()} for tiers (${before.toString()} lots before it since ${isoDate(since)})`,
  };
}
