import { Decimal } from 'decimal.js';
import type { Deal, Minor, Plan } from './model.js';
import { decimalText, toMinor } from './money.js';
import { jpyPerUsdOn, priceOn, SYMBOLS, type TradedSymbol, usdPerEurOn } from './symbols.data.js';

/** The factor that rates apply to, in the plan's currency, and how it came about in words. */
interface Base {
  readonly value: Decimal;
  readonly words: string;
}

/** What one level gets for a deal, and the words by which a person recomputes it. */
export interface Share {
  readonly amount: Minor;
  readonly explanation: string;
}

export const lotsText = (hundredths: number): string => `${(hundredths - (hundredths % 100)) / 100}.${String(hundredths % 100).padStart(2, '0')}`;

/** A client counts for CPA plans from this first deposit on. */
export const QUALIFYING_USD = 500;

const SYMBOL_OF = new Map(SYMBOLS.map((symbol) => [symbol.name, symbol]));
const HUNDRED = new Decimal(100);
const MILLION = new Decimal(1_000_000);
const IS_PERCENTAGE = new Set<Plan['scheme']>(['SPREAD_SHARE', 'COMMISSION_SHARE', 'REVENUE_SHARE']);

/** Shares of all levels that the plan pays, the trader's own partner first. Each is rounded by itself, half to even. */
export function sharesOf(plan: Plan, deal: Deal, levels: number): Share[] {
  const paid = Math.min(levels, plan.rates.length);
  if (deal.heldSeconds < plan.minHoldSeconds) return Array.from({ length: paid }, (_, index) => tooShort(plan, deal, index + 1));
  const base = baseOf(plan, deal);
  return plan.treeMode === 'SPLIT' ? splitShares(plan, base, paid) : Array.from({ length: paid }, (_, index) => stackedShare(plan, base, index));
}

export function acquisitionShares(plan: Plan, firstDeposit: string, levels: number): Share[] {
  return plan.rates.slice(0, levels).map((rate, index) => ({
    amount: toMinor(new Decimal(rate), plan.currency),
    explanation: `${plan.name}, level ${index + 1}: first deposit of ${firstDeposit} qualifies (worth ${QUALIFYING_USD} USD or more); ${rate} ${plan.currency} for the client`,
  }));
}

const tooShort = (plan: Plan, deal: Deal, level: number): Share => ({
  amount: 0,
  explanation: `${plan.name}, level ${level}: ${lotsText(deal.hundredthLots)} lots ${deal.symbol} held for ${deal.heldSeconds} s, below the minimum of ${plan.minHoldSeconds} s; nothing is due`,
});

/** OVERRIDE pays each level its own rate, DIFFERENTIAL what its rate has over the one below. */
function stackedShare(plan: Plan, base: Base, index: number): Share {
  const own = new Decimal(plan.rates[index] ?? 0);
  const below = plan.treeMode === 'DIFFERENTIAL' && index > 0 ? new Decimal(plan.rates[index - 1] ?? 0) : null;
  const rate = below ? own.minus(below) : own;
  const amount = toMinor(rated(plan, base.value, rate), plan.currency);
  const difference = below ? ` (${own.toFixed(2)} - ${below.toFixed(2)})` : '';
  return { amount, explanation: `${plan.name}, level ${index + 1}: ${base.words} x ${rateText(plan, rate)}${difference} = ${money(amount, plan)}` };
}

/** The reward of the trade goes to the direct partner, who passes per cents of it up and keeps the rest: the parts add up to the whole. */
function splitShares(plan: Plan, base: Base, paid: number): Share[] {
  const rate = new Decimal(plan.rates[0] ?? 0);
  const whole = toMinor(rated(plan, base.value, rate), plan.currency);
  const reward = `reward of ${base.words} x ${rateText(plan, rate)} = ${money(whole, plan)}`;
  const passed = plan.rates.slice(1, paid).map((percent) => toMinor(new Decimal(decimalText(whole, plan.currency)).times(percent).div(HUNDRED), plan.currency));
  const kept = passed.reduce((rest, amount) => rest - amount, whole);
  const less = passed.map((amount, index) => `level ${index + 2} gets ${plan.rates[index + 1]} % = ${money(amount, plan)}`).join(', ');
  return [
    { amount: kept, explanation: `${plan.name}, level 1: ${reward}${less ? `; ${less}; the rest = ${money(kept, plan)}` : ''}` },
    ...passed.map((amount, index) => ({
      amount,
      explanation: `${plan.name}, level ${index + 2}: ${plan.rates[index + 1]} % of the ${reward}; = ${money(amount, plan)}`,
    })),
  ];
}

const rated = (plan: Plan, base: Decimal, rate: Decimal): Decimal => {
  const product = base.times(rate);
  if (plan.scheme === 'PER_MILLION') return product.div(MILLION);
  return IS_PERCENTAGE.has(plan.scheme) ? product.div(HUNDRED) : product;
};

const money = (amount: Minor, plan: Plan): string => `${decimalText(amount, plan.currency)} ${plan.currency}`;

function rateText(plan: Plan, rate: Decimal): string {
  if (IS_PERCENTAGE.has(plan.scheme)) return `${rate.toFixed(2)} %`;
  if (plan.scheme === 'PIPS') return `${rate.toFixed(2)} pip`;
  return `${rate.toFixed(2)} ${plan.currency} a ${plan.scheme === 'PER_MILLION' ? 'million' : 'lot'}`;
}

function baseOf(plan: Plan, deal: Deal): Base {
  const symbol = SYMBOL_OF.get(deal.symbol);
  if (!symbol) throw new Error(`Symbol ${deal.symbol} is not known`);
  const lots = new Decimal(deal.hundredthLots).div(HUNDRED);
  const words = `${lotsText(deal.hundredthLots)} lots ${deal.symbol}`;
  switch (plan.scheme) {
    case 'PER_LOT':
      return { value: lots, words };
    case 'PIPS':
      return inQuote(symbol, lots.times(symbol.pipValue), `${words} x ${symbol.pipValue} ${symbol.quote} a pip`, deal.closedAt);
    case 'PER_MILLION': {
      const price = priceOn(symbol, deal.closedAt);
      return inQuote(symbol, lots.times(symbol.contractSize).times(price), `${words} x ${symbol.contractSize} at ${price} ${symbol.quote}`, deal.closedAt);
    }
    default:
      return inPlanCurrency(plan, deal, revenue(plan, symbol, lots), words);
  }
}

/** To dollars, in which pips and volume are paid. */
function inQuote(symbol: TradedSymbol, value: Decimal, words: string, at: number): Base {
  if (symbol.quote === 'USD') return { value, words };
  if (symbol.quote === 'JPY') return { value: value.div(jpyPerUsdOn(at)), words: `${words} / ${jpyPerUsdOn(at)} JPY per USD` };
  return { value: value.times(usdPerEurOn(at)), words: `${words} x ${usdPerEurOn(at)} USD per EUR` };
}

function revenue(plan: Plan, { spreadUsd, commissionUsd }: TradedSymbol, lots: Decimal): Base {
  if (plan.scheme === 'SPREAD_SHARE') return { value: lots.times(spreadUsd), words: `${spreadUsd} USD of spread a lot` };
  if (plan.scheme === 'COMMISSION_SHARE') return { value: lots.times(commissionUsd), words: `${commissionUsd} USD of commission a lot` };
  return { value: lots.times(new Decimal(spreadUsd).plus(commissionUsd)), words: `(${spreadUsd} of spread + ${commissionUsd} of commission) USD a lot` };
}

function inPlanCurrency(plan: Plan, deal: Deal, { value, words }: Base, lots: string): Base {
  if (plan.currency === 'USD') return { value, words: `${lots} x ${words}` };
  const rate = usdPerEurOn(deal.closedAt);
  return { value: value.div(rate), words: `${lots} x ${words} / ${rate} USD per EUR` };
}
