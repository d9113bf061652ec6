import { type Currency, UNITS } from '../money.js';

const CHUNK_BYTES = 512 * 1024;
/** What a row takes at most, and its columns of fixed size; a longer text makes room for itself. */
const ROW_BYTES = 16 * 1024;
const FIXED_BYTES = 1024;
const HEADER = Buffer.from('PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0', 'latin1');
/** PostgreSQL counts from 2000-01-01. */
const EPOCH_MS = 946_684_800_000;
const DAY_MS = 86_400_000;
const TEXT_OID = 25;
const NUMERIC_OID = 1700;
const NEGATIVE = 0x4000;
/** The upper half of -infinity. */
const LONG_AGO = -0x8000_0000;

const HEX = new Uint8Array(128);
for (const [value, digit] of [...'0123456789abcdef'].entries()) HEX[digit.charCodeAt(0)] = value;
/** Where the two digits of each byte stand in a UUID. */
const UUID_PLACES = [0, 2, 4, 6, 9, 11, 14, 16, 19, 21, 24, 26, 28, 30, 32, 34] as const;

/** Columns of one row, in their order; null is NULL. Each method stands for a type of column, which must be just that one: COPY converts nothing. */
export interface CopyRow {
  uuid(value: string | null): CopyRow;
  /** text, char and varchar */
  text(value: string | null): CopyRow;
  int2(value: number): CopyRow;
  int4(value: number): CopyRow;
  int8(value: number): CopyRow;
  bool(value: boolean): CopyRow;
  /** timestamptz, from milliseconds since 1970, or from minus infinity */
  time(at: number | null): CopyRow;
  /** date, from YYYY-MM-DD */
  date(value: string | null): CopyRow;
  /** numeric, from whole hundredths */
  hundredths(value: number | null): CopyRow;
  /** numeric, from the currency's smallest unit */
  amount(minor: number | null, currency: Currency): CopyRow;
  /** numeric, from whole thousandths */
  thousandths(value: number | null): CopyRow;
  /** numeric, from whole hundred-millionths */
  fine(value: number | null): CopyRow;
  /** numeric, from a decimal that is not below zero */
  decimal(value: string | null): CopyRow;
  texts(values: readonly string[]): CopyRow;
  /** numeric[], from decimals with two places */
  decimals(values: readonly string[]): CopyRow;
  json(value: unknown): CopyRow;
  ltree(value: string): CopyRow;
}

/**
 * Rows in the binary format of COPY. Against the text format both sides save the more costly half of their work: nothing is written out in
 * decimals, escaped, split and read again.
 */
class CopyBuffer implements CopyRow {
  #bytes = Buffer.allocUnsafeSlow(CHUNK_BYTES);
  #view = new DataView(this.#bytes.buffer);
  #at = HEADER.copy(this.#bytes);

  get isFull(): boolean {
    return this.#at > CHUNK_BYTES - ROW_BYTES;
  }

  begin(columns: number): void {
    this.#view.setInt16(this.#at, columns);
    this.#at += 2;
  }

  end(): void {
    this.begin(-1);
  }

  /** What has been written since the last time. The next row overwrites it. */
  take(): Uint8Array {
    const taken = this.#bytes.subarray(0, this.#at);
    this.#at = 0;
    return taken;
  }

  uuid(value: string | null): this {
    if (value === null) return this.#null();
    this.#length(16);
    for (const place of UUID_PLACES) this.#bytes[this.#at++] = ((HEX[value.charCodeAt(place)] ?? 0) << 4) | (HEX[value.charCodeAt(place + 1)] ?? 0);
    return this;
  }

  text(value: string | null): this {
    if (value === null) return this.#null();
    const start = this.#at;
    this.#at += 4;
    this.#write(value);
    this.#view.setInt32(start, this.#at - start - 4);
    return this;
  }

  int2(value: number): this {
    this.#length(2);
    return this.#int16(value);
  }

  int4(value: number): this {
    this.#length(4);
    return this.#int32(value);
  }

  int8(value: number): this {
    this.#length(8);
    return this.#int64(value);
  }

  bool(value: boolean): this {
    this.#length(1);
    this.#bytes[this.#at++] = Number(value);
    return this;
  }

  time(at: number | null): this {
    if (at === -Infinity) return (this.#length(8), this.#int32(LONG_AGO).#int32(0));
    return at === null ? this.#null() : this.int8((at - EPOCH_MS) * 1000);
  }

  date(value: string | null): this {
    return value === null ? this.#null() : this.int4((Date.parse(value) - EPOCH_MS) / DAY_MS);
  }

  hundredths(value: number | null): this {
    return value === null ? this.#null() : this.#numeric(value, 100);
  }

  amount(minor: number | null, currency: Currency): this {
    return minor === null ? this.#null() : this.#numeric(minor, UNITS[currency]);
  }

  thousandths(value: number | null): this {
    return value === null ? this.#null() : this.#numeric(value * 10, 10_000, 3);
  }

  fine(value: number | null): this {
    return value === null ? this.#null() : this.#numeric(value, 100_000_000);
  }

  decimal(value: string | null): this {
    if (value === null) return this.#null();
    const [whole = '', behind = ''] = value.split('.');
    const digits = whole.padStart(4 * Math.ceil(whole.length / 4), '0') + behind.padEnd(4 * Math.ceil(behind.length / 4), '0');
    this.#length(8 + digits.length / 2);
    this.#int16(digits.length / 4).#int16(Math.ceil(whole.length / 4) - 1).#int16(0).#int16(behind.length);
    for (let place = 0; place < digits.length; place += 4) this.#int16(Number(digits.slice(place, place + 4)));
    return this;
  }

  texts(values: readonly string[]): this {
    return this.#array(values, TEXT_OID, (value) => this.text(value));
  }

  decimals(values: readonly string[]): this {
    return this.#array(values, NUMERIC_OID, (value) => this.hundredths(Math.round(Number(value) * 100)));
  }

  json(value: unknown): this {
    return value === null ? this.#null() : this.#versioned(JSON.stringify(value));
  }

  ltree(value: string): this {
    return this.#versioned(value);
  }

  #null(): this {
    return this.#int32(-1);
  }

  #length(bytes: number): void {
    this.#int32(bytes);
  }

  #int16(value: number): this {
    this.#view.setInt16(this.#at, value);
    this.#at += 2;
    return this;
  }

  #int32(value: number): this {
    this.#view.setInt32(this.#at, value);
    this.#at += 4;
    return this;
  }

  #int64(value: number): this {
    return this.#int32(Math.floor(value / 2 ** 32)).#int32((value % 2 ** 32) | 0);
  }

  /** jsonb and ltree begin with the version of their format, which is 1. */
  #versioned(value: string): this {
    const start = this.#at;
    this.#at += 4;
    this.#bytes[this.#at++] = 1;
    this.#write(value);
    this.#view.setInt32(start, this.#at - start - 4);
    return this;
  }

  /** Digits to the base of 10,000 around the point: up to four before it, one or two behind. PostgreSQL itself drops zeros at the ends. */
  #numeric(value: number, units: 1 | 100 | 10_000 | 100_000_000, decimals = Math.log10(units)): this {
    const size = Math.abs(value);
    const isFine = units === 100_000_000;
    const behind = isFine ? size % units : (size % units) * (10_000 / units);
    let whole = (size - (size % units)) / units;
    const groups = whole < 1e4 ? 1 : whole < 1e8 ? 2 : whole < 1e12 ? 3 : 4;
    const all = groups + (isFine ? 2 : 1);
    this.#length(8 + 2 * all);
    this.#int16(all).#int16(groups - 1).#int16(value < 0 ? NEGATIVE : 0).#int16(decimals);
    for (let group = groups - 1; group >= 0; group -= 1) {
      this.#view.setInt16(this.#at + 2 * group, whole % 10_000);
      whole = Math.floor(whole / 10_000);
    }
    this.#at += 2 * groups;
    return isFine ? this.#int16(Math.floor(behind / 10_000)).#int16(behind % 10_000) : this.#int16(behind);
  }

  #array<T>(values: readonly T[], type: number, put: (value: T) => void): this {
    const start = this.#at;
    this.#at += 4;
    this.#int32(Number(values.length > 0)).#int32(0).#int32(type);
    if (values.length > 0) this.#int32(values.length).#int32(1);
    for (const value of values) put(value);
    this.#view.setInt32(start, this.#at - start - 4);
    return this;
  }

  /** Nearly all is short and ASCII, and then a loop is quicker than the way out of JavaScript. */
  #write(value: string): void {
    if (value.length * 3 > this.#bytes.length - this.#at - FIXED_BYTES) this.#grow(value.length * 3);
    const start = this.#at;
    for (let place = 0; place < value.length; place += 1) {
      const code = value.charCodeAt(place);
      if (code > 0x7f) {
        this.#at = start + this.#bytes.write(value, start, 'utf8');
        return;
      }
      this.#bytes[start + place] = code;
    }
    this.#at = start + value.length;
  }

  #grow(bytes: number): void {
    const grown = Buffer.allocUnsafeSlow(this.#bytes.length + bytes + ROW_BYTES);
    this.#bytes.copy(grown, 0, 0, this.#at);
    this.#bytes = grown;
    this.#view = new DataView(grown.buffer);
  }
}

/**
 * All rows of a table as COPY takes them, in pieces of half a megabyte. Each lies where the next one will: a new buffer for each makes the
 * collector walk over a heap that holds a whole brokerage, again and again. Who keeps a piece copies it.
 */
export function* copyChunks<T>(columns: number, items: Iterable<T>, put: (row: CopyRow, item: T) => void): Iterable<Uint8Array> {
  const buffer = new CopyBuffer();
  for (const item of items) {
    buffer.begin(columns);
    put(buffer, item);
    if (buffer.isFull) yield buffer.take();
  }
  buffer.end();
  yield buffer.take();
}
