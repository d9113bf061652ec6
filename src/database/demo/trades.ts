import { DAY, HOUR, marketTime, MINUTE } from './calendar.js';
import type { Account, Client, Deal, DealFacts, Setting, Time } from './model.js';
import { CURRENCIES } from './money.js';
import type { Random } from './random.js';
import { priceOn, SYMBOLS, type TradedSymbol, UNKNOWN_SYMBOL } from './symbols.data.js';

/** Whose deals are made up, on which accounts, and between when and when. */
export interface Trader {
  readonly client: Client;
  readonly accounts: readonly Account[];
  readonly from: Time;
  readonly until: Time;
}

/** What is settled about a deal beforehand; the rest is chance. */
export interface Wish {
  readonly symbol?: string;
  readonly account?: Account;
  readonly from?: Time;
  readonly isPlain?: boolean;
}

const HEDGED_SHARE = 0.04;
const UNTOLD_SHARE = 0.006;
/** Servers hang these onto symbols. */
const SUFFIXES = ['', '', '', '', '', '.m', '.ecn'] as const;
const PER_USD: Readonly<Record<TradedSymbol['quote'], number>> = { USD: 1, EUR: 0.92, JPY: 150, TRY: 34 };
/** Accounts of the other kinds pay a spread alone. */
const isCommissioned = ({ accountType }: Account): boolean => accountType.endsWith('ecn') || accountType.endsWith('pro');

/** A client's deals that close something, as a platform tells of them. */
export class Trades {
  readonly all: Deal[] = [];
  readonly #setting: Setting;
  readonly #random: Random;

  constructor(setting: Setting, random: Random) {
    this.#setting = setting;
    this.#random = random;
  }

  /** It counts once it is kept. */
  make(trader: Trader, wish: Wish = {}): Deal {
    const random = this.#random;
    const account = wish.account ?? random.pick(trader.accounts);
    const [from, until] = [Math.max(account.openedAt, wish.from ?? trader.from) + MINUTE, trader.until];
    const closedAt = Math.min(marketTime(random, this.#setting.calendar.moment(random, from, Math.max(from + 1, until))), Math.max(until, from));
    const symbol = SYMBOLS.find(({ name }) => name === wish.symbol) ?? random.weighted(SYMBOLS, ({ weight }) => weight);
    const isKnown = wish.symbol !== UNKNOWN_SYMBOL;
    const hundredthLots = lotsOf(random, trader.client);
    const heldSeconds = Math.floor(random.skewed(4200, 1.7)) + 8;
    const isUntold = !wish.isPlain && random.chance(UNTOLD_SHARE);
    return {
      ...{ ticket: '', account, symbol: isKnown ? symbol.name + random.pick(SUFFIXES) : UNKNOWN_SYMBOL, instrument: isKnown ? symbol.name : null },
      ...{ entry: !wish.isPlain && random.chance(HEDGED_SHARE) ? 'OUT_BY' : 'OUT', hundredthLots, closedAt },
      ...{ heldSeconds: isUntold ? null : wish.isPlain ? heldSeconds + HOUR / 1000 : heldSeconds, isCancelled: false, amended: null, unpaid: null },
      ...this.#facts(symbol, account, hundredthLots, heldSeconds, closedAt),
    };
  }

  keep(deal: Deal): Deal {
    this.all.push(deal);
    return deal;
  }

  #facts(symbol: TradedSymbol, account: Account, hundredthLots: number, heldSeconds: number, closedAt: Time): DealFacts {
    const random = this.#random;
    const perUsd = CURRENCIES[account.currency].perUsd;
    const usual = (Number(symbol.spreadUsd) / Number(symbol.pipValue)) * PER_USD[symbol.quote];
    const spread = Math.max(1, Math.round(usual * 10 * (isCommissioned(account) ? 0.3 : 1) * (0.7 + 0.6 * random.fraction())));
    return {
      price: priceOn(symbol, closedAt),
      profit: Math.round(random.normal() * hundredthLots * 70 * perUsd) - Math.round(hundredthLots * 8 * perUsd),
      swap: heldSeconds > DAY / 1000 ? -Math.round((hundredthLots * heldSeconds * 4 * perUsd) / 86_400) : 0,
      commission: isCommissioned(account) ? -Math.round(Number(symbol.commissionUsd) * hundredthLots * perUsd) : 0,
      spread: random.chance(UNTOLD_SHARE) ? null : spread,
    };
  }

  /** Tickets run with time, and that is known only when all are there. */
  number(first: Readonly<Record<Account['platform'], number>>): void {
    const next = { ...first };
    for (const deal of this.all.sort((one, other) => one.closedAt - other.closedAt)) {
      deal.ticket = String(next[deal.account.platform]);
      next[deal.account.platform] += this.#random.between(1, 900);
    }
  }
}

function lotsOf(random: Random, { life }: Client): number {
  const median = Math.min(Math.max(life.wealth / 7, 5), 900);
  return Math.min(Math.max(Math.round(random.skewed(median, 0.9)), 1), 5000);
}
