/** Whoever divides gets at least so many significant digits. */
const LEAST_DIGITS = 16;
const TEN_THOUSAND = 10_000n;
const POWERS: bigint[] = [1n];

function powerOfTen(exponent: number): bigint {
  for (let next = POWERS.length; next <= exponent; next += 1) POWERS.push((POWERS[next - 1] ?? 1n) * 10n);
  return POWERS[exponent] ?? 1n;
}

const magnitude = (value: bigint): bigint => (value < 0n ? -value : value);

/**
 * Decimals as PostgreSQL reckons with them, to the last digit: sums and products are exact, and a quotient has as many decimals as `numeric` gives
 * it. What is worked out here has to be the same there.
 */
export class Numeric {
  static readonly ZERO = new Numeric(0n, 0);
  static readonly ONE = new Numeric(1n, 0);
  static readonly HALF = new Numeric(5n, 1);
  static readonly HUNDREDTH = new Numeric(1n, 2);
  static readonly MILLIONTH = new Numeric(1n, 6);

  private constructor(
    private readonly units: bigint,
    private readonly scale: number,
  ) {}

  /** From a plain decimal. */
  static of(text: string): Numeric {
    const point = text.indexOf('.');
    return point < 0 ? new Numeric(BigInt(text), 0) : new Numeric(BigInt(text.slice(0, point) + text.slice(point + 1)), text.length - point - 1);
  }

  /** From whole units of so many decimals. */
  static from(units: number, scale: number): Numeric {
    return new Numeric(BigInt(units), scale);
  }

  plus(other: Numeric): Numeric {
    const scale = Math.max(this.scale, other.scale);
    return new Numeric(this.#at(scale) + other.#at(scale), scale);
  }

  minus(other: Numeric): Numeric {
    return this.plus(other.negated());
  }

  times(other: Numeric): Numeric {
    return new Numeric(this.units * other.units, this.scale + other.scale);
  }

  negated(): Numeric {
    return new Numeric(-this.units, this.scale);
  }

  dividedBy(other: Numeric): Numeric {
    const [own, by] = [this.#leading(), other.#leading()];
    const weight = own.weight - by.weight - (own.digit <= by.digit ? 1 : 0);
    const scale = Math.max(LEAST_DIGITS - 4 * weight, this.scale, other.scale, 0);
    return new Numeric(quotient(this.units * powerOfTen(scale + other.scale), other.units * powerOfTen(this.scale), 'HALF_UP'), scale);
  }

  rounded(decimals: number, rounding: 'HALF_UP' | 'HALF_EVEN' | 'DOWN'): Numeric {
    if (decimals >= this.scale) return new Numeric(this.#at(decimals), decimals);
    return new Numeric(quotient(this.units, powerOfTen(this.scale - decimals), rounding), decimals);
  }

  compareTo(other: Numeric): number {
    const scale = Math.max(this.scale, other.scale);
    const [one, two] = [this.#at(scale), other.#at(scale)];
    return one < two ? -1 : one > two ? 1 : 0;
  }

  equals(other: Numeric): boolean {
    return this.compareTo(other) === 0;
  }

  get isZero(): boolean {
    return this.units === 0n;
  }

  get isPositive(): boolean {
    return this.units > 0n;
  }

  /** In whole units of so many decimals, of which it may not have more. */
  in(decimals: number): number {
    const value = this.scale <= decimals ? this.#at(decimals) : this.units / powerOfTen(this.scale - decimals);
    if (this.scale > decimals && value * powerOfTen(this.scale - decimals) !== this.units)
      throw new RangeError(`${this.toString()} has more than ${decimals} decimals`);
    return Number(value);
  }

  /** Without zeros that say nothing. */
  toString(): string {
    const digits = magnitude(this.units)
      .toString()
      .padStart(this.scale + 1, '0');
    const whole = digits.slice(0, digits.length - this.scale);
    let end = digits.length;
    while (end > whole.length && digits.charCodeAt(end - 1) === 48) end -= 1;
    const behind = digits.slice(whole.length, end);
    return `${this.units < 0n ? '-' : ''}${whole}${behind === '' ? '' : `.${behind}`}`;
  }

  static least(...values: readonly (Numeric | null)[]): Numeric {
    return (
      values.reduce<Numeric | null>((least, value) => (value !== null && (least === null || value.compareTo(least) < 0) ? value : least), null) ?? Numeric.ZERO
    );
  }

  static most(...values: readonly (Numeric | null)[]): Numeric {
    return (
      values.reduce<Numeric | null>((most, value) => (value !== null && (most === null || value.compareTo(most) > 0) ? value : most), null) ?? Numeric.ZERO
    );
  }

  static sum(values: readonly Numeric[]): Numeric {
    return values.reduce((sum, value) => sum.plus(value), Numeric.ZERO);
  }

  #at(scale: number): bigint {
    return this.units * powerOfTen(scale - this.scale);
  }

  /** The first digit to the base of 10,000, and how many such digits stand between it and the point. */
  #leading(): { readonly digit: bigint; readonly weight: number } {
    if (this.units === 0n) return { digit: 0n, weight: 0 };
    const missing = (4 - (this.scale % 4)) % 4;
    let [digit, weight] = [magnitude(this.units) * powerOfTen(missing), -(this.scale + missing) / 4];
    for (; digit >= TEN_THOUSAND; weight += 1) digit /= TEN_THOUSAND;
    return { digit, weight };
  }
}

function quotient(value: bigint, by: bigint, rounding: 'HALF_UP' | 'HALF_EVEN' | 'DOWN'): bigint {
  const [size, divisor] = [magnitude(value), magnitude(by)];
  const isNegative = value < 0n !== by < 0n;
  const [whole, rest] = [size / divisor, (size % divisor) * 2n];
  const isUp = rounding !== 'DOWN' && (rest > divisor || (rest === divisor && (rounding === 'HALF_UP' || whole % 2n === 1n)));
  const result = isUp ? whole + 1n : whole;
  return isNegative ? -result : result;
}
