import type { Plan } from './model.js';
import { Numeric } from './numeric.js';
import { SYMBOLS, type TradedSymbol } from './symbols.data.js';

/** What a plan gives for an instrument. */
export interface Rates {
  /** As they are given: one, where levels have multipliers. */
  readonly given: readonly Numeric[];
  /** Level 1 first. */
  readonly byLevel: readonly Numeric[];
  /** What a pip of a lot is worth in the plan's currency; null: by the instrument. */
  readonly pip: Numeric | null;
}

export interface Instrument {
  readonly symbol: TradedSymbol;
  readonly contractSize: Numeric;
  readonly pipSize: Numeric;
  /** What a pip of a lot is worth, in the quote currency. */
  readonly pipValue: Numeric;
}

export const INSTRUMENTS: ReadonlyMap<string, Instrument> = new Map(
  SYMBOLS.map((symbol) => {
    const contractSize = Numeric.of(symbol.contractSize);
    const pipSize = Numeric.of(Numeric.of(symbol.pipValue).dividedBy(contractSize).toString());
    return [symbol.name, { symbol, contractSize, pipSize, pipValue: contractSize.times(pipSize) }];
  }),
);

const numerics = (texts: readonly string[]): Numeric[] => texts.map((text) => Numeric.of(text));
const optional = (text: string | null | undefined): Numeric | null => (text == null ? null : Numeric.of(text));

/** A plan's terms, ready to be reckoned with. */
export class Terms {
  readonly plan: Plan;
  readonly levelMultipliers: readonly Numeric[] | null;
  readonly capPerDeal: Numeric | null;
  readonly capPerDay: Numeric | null;
  readonly capPerMonth: Numeric | null;
  readonly activeLots: Numeric | null;
  readonly tierFrom: readonly Numeric[];
  readonly tierMultipliers: readonly Numeric[];
  readonly #usual: Rates;
  readonly #special = new Map<string, Rates>();

  constructor(plan: Plan) {
    this.plan = plan;
    this.levelMultipliers = plan.levelMultipliers && numerics(plan.levelMultipliers);
    [this.capPerDeal, this.capPerDay, this.capPerMonth] = [optional(plan.capPerDeal), optional(plan.capPerDay), optional(plan.capPerMonth)];
    this.activeLots = optional(plan.tiers?.activeLots);
    this.tierFrom = numerics((plan.tiers?.steps ?? []).map(([from]) => from));
    this.tierMultipliers = numerics((plan.tiers?.steps ?? []).map(([, multiplier]) => multiplier));
    this.#usual = this.#ratesOf(plan.rates);
    for (const { symbol, group, rates, pipValue } of plan.special) this.#special.set(symbol ?? `group ${group}`, this.#ratesOf(rates, pipValue));
  }

  get isShare(): boolean {
    return this.plan.scheme.endsWith('_SHARE');
  }

  /** The symbol's own go first, then those of its group. */
  ratesFor(symbol: TradedSymbol | undefined): Rates {
    return (symbol && (this.#special.get(symbol.name) ?? this.#special.get(`group ${symbol.group}`))) ?? this.#usual;
  }

  #ratesOf(texts: readonly string[], pipValue?: string): Rates {
    const given = numerics(texts);
    const byLevel = this.levelMultipliers === null ? given : this.levelMultipliers.map((multiplier) => (given[0] ?? Numeric.ZERO).times(multiplier));
    return { given, byLevel, pip: this.plan.scheme === 'PIPS' ? optional(pipValue) : null };
  }
}
