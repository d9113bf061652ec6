import { type NormalName, soundKey } from './name.normal.js';

const PREFIX_WEIGHT = 0.1;
const LONGEST_PREFIX = 4;

/** How alike two words are by Jaro and Winkler: 1 the same, 0 nothing in common. */
export function jaroWinkler(one: string, other: string): number {
  if (one === other) return one === '' ? 0 : 1;
  const jaro = jaroOf(one, other);
  let prefix = 0;
  while (prefix < LONGEST_PREFIX && one[prefix] !== undefined && one[prefix] === other[prefix]) prefix += 1;
  return jaro + prefix * PREFIX_WEIGHT * (1 - jaro);
}

function jaroOf(one: string, other: string): number {
  const reach = Math.max(0, Math.floor(Math.max(one.length, other.length) / 2) - 1);
  const taken = Array.from(other, () => false);
  const common: string[] = [];
  for (const [at, letter] of [...one].entries()) {
    const end = Math.min(other.length, at + reach + 1);
    for (let place = Math.max(0, at - reach); place < end; place += 1) {
      if (taken[place] || other[place] !== letter) continue;
      taken[place] = true;
      common.push(letter);
      break;
    }
  }
  if (common.length === 0) return 0;
  const theirs = [...other].filter((_, place) => taken[place]);
  const swapped = common.filter((letter, at) => letter !== theirs[at]).length / 2;
  return (common.length / one.length + common.length / other.length + (common.length - swapped) / common.length) / 3;
}

/** Below this two words are two names. */
const LEAST_ALIKE = 0.9;
/** Spellings that sound alike, however different their letters: `mhmd` and `muhammad`. */
const SOUNDS_ALIKE = 0.93;
/** What a word counts that only one side has, once two words of it agree: second names and patronymics are left out often. */
const EXTRA_WEIGHT = 0.2;
const INITIAL = 0.9;

function alike(one: string, other: string): number {
  const letters = jaroWinkler(one, other);
  const [short, long] = one.length < other.length ? [one, other] : [other, one];
  if (short.length === 1 && long.startsWith(short)) return Math.max(letters, INITIAL);
  const key = soundKey(short);
  return key.length > 1 && key === soundKey(long) ? Math.max(letters, SOUNDS_ALIKE) : letters;
}

/** How alike two names are, whatever the order of their words: 0 to 1. Each word is compared once, the closest pairs first; long words weigh more. */
export function nameScore({ tokens: ones }: NormalName, { tokens: others }: NormalName): number {
  const pairs = ones
    .flatMap((one, at) => others.map((other, place) => ({ at, place, score: alike(one, other), weight: one.length + other.length })))
    .filter(({ score }) => score >= LEAST_ALIKE)
    .sort((a, b) => b.score - a.score || b.weight - a.weight);
  const [left, right] = [new Set<number>(), new Set<number>()];
  let [agreeing, weight] = [0, 0];
  for (const pair of pairs) {
    if (left.has(pair.at) || right.has(pair.place)) continue;
    left.add(pair.at);
    right.add(pair.place);
    agreeing += pair.score * pair.weight;
    weight += pair.weight;
  }
  const extra = lettersBut(ones, left) + lettersBut(others, right);
  // one side may have more words; words that are on both sides and disagree are no second names
  const isContained = left.size >= 2 && (left.size === ones.length || right.size === others.length);
  const total = weight + extra * (isContained ? EXTRA_WEIGHT : 1);
  return total === 0 ? 0 : agreeing / total;
}

const lettersBut = (tokens: readonly string[], but: ReadonlySet<number>): number =>
  tokens.reduce((sum, token, at) => (but.has(at) ? sum : sum + token.length), 0);
