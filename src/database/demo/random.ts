const HEX_CODES = Uint8Array.from('0123456789abcdef', (digit) => digit.charCodeAt(0));
/** An id is put together here: a text that is made of pieces would keep all its pieces, and there are millions of ids. */
const draft = Buffer.from('00000000-0000-7000-8000-000000000000', 'latin1');

function put(place: number, digits: number, bits: number): void {
  for (let digit = digits - 1, left = bits; digit >= 0; digit -= 1, left >>>= 4) draft[place + digit] = HEX_CODES[left & 15] ?? 0;
}

/** Spreads a text over 32 bits (FNV-1a with a finish), so that streams with similar names have nothing in common. */
function hash(text: string): number {
  let bits = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) bits = Math.imul(bits ^ text.charCodeAt(index), 0x01000193);
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  return (bits ^ (bits >>> 13)) >>> 0;
}

/**
 * A seeded generator (sfc32: small, fast, and the same on every machine). Each part of the brokerage draws from a stream of its own,
 * so that a change in one part leaves the others as they were.
 */
export class Random {
  #a: number;
  #b: number;
  #c: number;
  #counter = 1;
  #spare: number | null = null;

  constructor(seed: number, stream: string) {
    this.#a = hash(`${stream}/${seed}`);
    this.#b = hash(`${seed}/${stream}`);
    this.#c = hash(stream) ^ seed;
    for (let round = 0; round < 16; round += 1) this.bits();
  }

  /** 32 random bits, unsigned. */
  bits(): number {
    const sum = (this.#a + this.#b + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) | 0;
    return sum >>> 0;
  }

  /** From 0 to just below 1. */
  fraction(): number {
    return this.bits() / 0x1_0000_0000;
  }

  /** A whole number, both ends included. */
  between(from: number, to: number): number {
    return from + Math.floor(this.fraction() * (to - from + 1));
  }

  chance(probability: number): boolean {
    return this.fraction() < probability;
  }

  pick<T>(from: readonly T[]): T {
    const item = from[Math.floor(this.fraction() * from.length)];
    if (item === undefined) throw new RangeError('There is nothing to pick from');
    return item;
  }

  /** Picks by the weight that each item has. */
  weighted<T>(from: readonly T[], weightOf: (item: T) => number): T {
    let total = 0;
    for (const item of from) total += weightOf(item);
    let left = this.fraction() * total;
    for (const item of from) {
      left -= weightOf(item);
      if (left < 0) return item;
    }
    return this.pick(from);
  }

  /** Picks a key of a table of weights. */
  share<K extends string>(weights: Readonly<Partial<Record<K, number>>>): K {
    let total = 0;
    for (const key in weights) total += weights[key] ?? 0;
    let left = this.fraction() * total;
    for (const key in weights) if ((left -= weights[key] ?? 0) < 0) return key;
    throw new RangeError('There is nothing to pick from');
  }

  /** Normally distributed, mean 0 and deviation 1 (Box and Muller). */
  normal(): number {
    if (this.#spare !== null) {
      const spare = this.#spare;
      this.#spare = null;
      return spare;
    }
    const radius = Math.sqrt(-2 * Math.log(1 - this.fraction()));
    const angle = 2 * Math.PI * this.fraction();
    this.#spare = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  }

  /** Log-normal: most are near the median, few are very much larger, as sums of money are. */
  skewed(median: number, spread: number): number {
    return median * Math.exp(spread * this.normal());
  }

  shuffled<T>(items: readonly T[]): T[] {
    const deck = [...items];
    for (let last = deck.length - 1; last > 0; last -= 1) {
      const other = this.between(0, last);
      const item = deck[last] as T;
      deck[last] = deck[other] as T;
      deck[other] = item;
    }
    return deck;
  }

  digits(count: number): string {
    let text = '';
    while (text.length < count) text += String(this.bits()).slice(-5);
    return text.slice(0, count);
  }

  hex(digits: number): string {
    let text = '';
    while (text.length < digits) text += this.bits().toString(16).padStart(8, '0');
    return text.slice(0, digits);
  }

  /** Letters and digits that nobody confuses when they are read aloud. */
  code(length: number): string {
    const alphabet = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
    let text = '';
    for (let index = 0; index < length; index += 1) text += alphabet[this.bits() >>> 27];
    return text;
  }

  /** The shape of a UUIDv7 with the time of its row, so that ids sort as rows were made. */
  id(at: number): string {
    const high = Math.floor(at / 0x1_0000);
    put(0, 8, high);
    put(9, 4, at & 0xffff);
    const [one, two, three] = [this.bits(), this.bits(), this.bits()];
    put(15, 3, one);
    put(19, 4, 0x8000 | ((one >>> 16) & 0x3fff));
    put(24, 8, two);
    put(32, 4, three);
    return draft.toString('latin1');
  }
}

/** Draws from many items by weight, in the time of a binary search. */
export class Lottery<T> {
  readonly #items: readonly T[];
  readonly #sums: Float64Array;

  constructor(items: readonly T[], weightOf: (item: T, index: number) => number) {
    this.#items = items;
    this.#sums = new Float64Array(items.length + 1);
    for (const [index, item] of items.entries()) this.#sums[index + 1] = (this.#sums[index] ?? 0) + weightOf(item, index);
  }

  draw(random: Random): T {
    const item = this.#items[this.placeOf(random.fraction() * (this.#sums.at(-1) ?? 0))];
    if (item === undefined) throw new RangeError('There is nothing to draw from');
    return item;
  }

  /** The weight of all items before this place; a fraction of a place counts in proportion. */
  sumAt(place: number): number {
    const whole = Math.min(Math.max(Math.floor(place), 0), this.#items.length - 1);
    const [low, high] = [this.#sums[whole] ?? 0, this.#sums[whole + 1] ?? 0];
    return low + (high - low) * Math.min(place - whole, 1);
  }

  placeOf(sum: number): number {
    let [low, high] = [0, this.#items.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#sums[middle] ?? 0) <= sum) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}
