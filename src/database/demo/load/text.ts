/** Text format of COPY. */
export const NULL = '\\N';

const SPECIAL = /[\\\t\n\r]/;
const ALL_SPECIAL = /[\\\t\n\r]/g;
const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

/** For whatever may hold a backslash, a tab or a line's end. */
export function text(value: string | null): string {
  if (value === null) return NULL;
  return SPECIAL.test(value) ? value.replaceAll(ALL_SPECIAL, (letter) => ESCAPES[letter] ?? letter) : value;
}

export const json = (value: unknown): string => (value === null ? NULL : text(JSON.stringify(value)));

/** An array of plain words or numbers. */
export const array = (values: readonly string[]): string => `{${values.join(',')}}`;

const DAY = 86_400_000;
const TWO_DIGITS = Array.from({ length: 60 }, (_, number) => String(number).padStart(2, '0'));
const dates = new Map<number, string>();

/** RFC 3339 in UTC with milliseconds. There are millions to write within a year or two, so a day's date is made once. */
export function time(at: number | null): string {
  if (at === null) return NULL;
  const day = Math.floor(at / DAY);
  let date = dates.get(day);
  if (date === undefined) dates.set(day, (date = new Date(at).toISOString().slice(0, 11)));
  const seconds = Math.floor((at - day * DAY) / 1000);
  const [minutes, thousandths] = [Math.floor(seconds / 60), at % 1000];
  return `${date}${TWO_DIGITS[Math.floor(minutes / 60)]}:${TWO_DIGITS[minutes % 60]}:${TWO_DIGITS[seconds % 60]}.${thousandths < 100 ? '0' : ''}${thousandths < 10 ? '0' : ''}${thousandths}Z`;
}

export const id = (of: { readonly id: string } | null): string => of?.id ?? NULL;
export const plainText = (of: string | number | null): string => (of === null ? NULL : String(of));
