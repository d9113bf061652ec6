import { Decimal } from '../../src/runtime/decimal.js';

const Exact = Decimal.clone({ precision: 60 });
const ROUNDINGS = { ' towards zero': Decimal.ROUND_DOWN, ', halves to even': Decimal.ROUND_HALF_EVEN } as const;

/** What a commission's explanation says it comes to. */
export interface Recomputed {
  /** Worked out from the factors alone, to the last decimal. */
  readonly amount: string;
  /** As the explanation gives it; both are what is due, before a stopped contract. */
  readonly told: string;
  readonly isDue: boolean;
}

/** Numbers, plus, times, by and brackets. */
class Calculator {
  #at = 0;
  readonly #tokens: readonly string[];

  constructor(text: string) {
    this.#tokens = text.match(/-?\d+(?:\.\d+)?|[()*/+]/g) ?? [];
  }

  result(): Decimal {
    const value = this.#sum();
    if (this.#at !== this.#tokens.length) throw new Error(`Left over: ${this.#tokens.slice(this.#at).join(' ')}`);
    return value;
  }

  #sum(): Decimal {
    let value = this.#product();
    while (this.#tokens[this.#at] === '+') {
      this.#at += 1;
      value = value.plus(this.#product());
    }
    return value;
  }

  #product(): Decimal {
    let value = this.#factor();
    for (let sign = this.#tokens[this.#at]; sign === '*' || sign === '/'; sign = this.#tokens[this.#at]) {
      this.#at += 1;
      value = sign === '*' ? value.times(this.#factor()) : value.div(this.#factor());
    }
    return value;
  }

  #factor(): Decimal {
    const token = this.#tokens[this.#at];
    this.#at += 1;
    if (token !== '(') return new Exact(token ?? 'a number is missing');
    const value = this.#sum();
    if (this.#tokens[this.#at] !== ')') throw new Error('A bracket is not closed');
    this.#at += 1;
    return value;
  }
}

/** Numbers in plain arithmetic: remarks say where they come from, and words what they are. */
const typed = (words: string): string =>
  words
    .replace(/^1 client, who first deposited .*? were needed\)(?: and closed [\d.]+ lots by [\d-]+)?/, '1')
    .replace(/\(half of a hedged pair\)|for the tier from [\d.]+ on \([^)]*\)|for tiers \([^)]*\)|of level \d+/g, '')
    .replace(/([A-Z]{2,}[0-9]+|[A-Z]+[A-Z0-9]*)/g, '')
    .replace(/ (?:x|at) /g, ' * ')
    .replaceAll('%', '* 0.01');

/** A difference of rates is told with the two that it is made of. */
function checkDifference(words: string): string {
  const [remark, own, below, bound] = / \(([\d.]+(?: x [\d.]+ of level \d+)?(?: x [\d.]+ of the partner)?) - ([\d.]+)(, and not below 0)?\)/.exec(words) ?? [];
  if (remark === undefined || own === undefined) return words;
  const rate = /([\d.]+) (?:%|pip|[A-Z]{3} a \w+)$/.exec(words.slice(0, words.indexOf(remark)))?.[1];
  const difference = new Calculator(typed(own)).result().minus(below ?? 0);
  if (rate === undefined || !(bound === undefined ? difference : Decimal.max(difference, 0)).equals(rate))
    throw new Error(`${own} - ${below} is ${difference.toFixed()} and not ${rate}`);
  return words.replace(remark, '');
}

function productOf(words: string): Decimal {
  const [, share, reward = words] = /^(?:([\d.]+) % of )?the reward of (.*)$/.exec(words) ?? [];
  const [, kept = reward, up, cut = ''] = /^(.*?), less the ([\d., %]+) of it that go up(.*)$/.exec(reward) ?? [];
  const value = new Calculator(typed(`${kept}${cut}`)).result();
  const passed = (up?.match(/[\d.]+/g) ?? []).reduce((sum, one) => sum.plus(one), new Exact(0));
  return value.times(share === undefined ? new Exact(100).minus(passed).div(100) : new Exact(share).div(100));
}

/** Recomputes an explanation as a person would with a pocket calculator, by nothing but what it says. Throws where it cannot be read. */
export function recompute(explanation: string): Recomputed {
  const [, words, told, tail] = /level \d+: (.*?) = (-?[\d.]+) [A-Z]{3}(.*)$/.exec(explanation) ?? [];
  if (words === undefined || told === undefined || tail === undefined) throw new Error(`It cannot be read: ${explanation}`);
  const [, decimals = '8', how] = /^, rounded to (\d) decimals( towards zero|, halves to even)?/.exec(tail) ?? [];
  const rounding = how === undefined ? Decimal.ROUND_HALF_UP : ROUNDINGS[how as keyof typeof ROUNDINGS];
  const [, rest = '0', sign] = /, with ([\d.]+) (more that rounding left|less that rounding gave)/.exec(tail) ?? [];
  const rounded = productOf(checkDifference(words)).toDecimalPlaces(Number(decimals), rounding);
  const amount = sign?.startsWith('less') ? rounded.minus(rest) : rounded.plus(rest);
  return { amount: amount.toFixed(), told, isDue: !tail.includes('Nothing is due') };
}

/** What a row comes to by its explanation, a correction's too. */
export function recomputeRow(explanation: string): string {
  const [, corrected, had] = /^Correction: (.*) instead of (-?[\d.]+) [A-Z]{3}$/.exec(explanation) ?? [];
  if (corrected === undefined || had === undefined) return due(explanation);
  return new Exact(corrected.endsWith(' Nothing') ? 0 : due(corrected)).minus(had).toFixed();
}

const due = (explanation: string): string => {
  const { amount, isDue } = recompute(explanation);
  return isDue ? amount : '0';
};
