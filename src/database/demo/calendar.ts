import { Lottery, type Random } from './random.js';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** Sunday first: markets are closed at the weekend, payments and registrations trickle on. */
const WEEKDAY_WEIGHTS = [0.3, 1, 1.08, 1.06, 1.04, 0.92, 0.25] as const;
/** Of a day in UTC: Asia's morning, Europe's day, and the hours in which London and New York overlap. */
const HOUR_WEIGHTS = [2, 2, 2, 2, 3, 4, 6, 9, 11, 11, 10, 9, 10, 12, 13, 12, 10, 8, 7, 6, 5, 4, 3, 2] as const;
const BUSIEST_HOUR = Math.max(...HOUR_WEIGHTS);
const MARKET_OPENS_SUNDAY_HOUR = 22;
const MARKET_CLOSES_FRIDAY_HOUR = 21;

export const startOfDay = (at: number): number => Math.floor(at / DAY) * DAY;
/** The Unix epoch was a Thursday. */
const weekday = (at: number): number => (Math.floor(at / DAY) + 4) % 7;
const hourOfDay = (at: number): number => Math.floor((at % DAY) / HOUR);

export const isMarketOpen = (at: number): boolean => {
  const day = weekday(at);
  if (day === 6) return false;
  if (day === 0) return hourOfDay(at) >= MARKET_OPENS_SUNDAY_HOUR;
  return day !== 5 || hourOfDay(at) < MARKET_CLOSES_FRIDAY_HOUR;
};

/** The first moment of the month that is `offset` months away from the one of `at`, in UTC. */
export function startOfMonth(at: number, offset = 0): number {
  const date = new Date(at);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + offset, 1);
}

/** Of the week, which begins on Monday. */
export const startOfWeek = (at: number): number => startOfDay(at) - ((weekday(at) + 6) % 7) * DAY;

export const isoTime = (at: number): string => new Date(at).toISOString();
export const isoDate = (at: number): string => new Date(at).toISOString().slice(0, 10);

/** Draws moments by the weight of their day and hour. */
export class Calendar {
  readonly #firstDay: number;
  readonly #days: Lottery<number>;

  /** `growth`: how many times busier the last day is than the first. */
  constructor(start: number, now: number, growth: number, random: Random) {
    this.#firstDay = startOfDay(start);
    const count = Math.ceil((now - this.#firstDay) / DAY) + 1;
    const days = Array.from({ length: count }, (_, day) => this.#firstDay + day * DAY);
    this.#days = new Lottery(days, (at, day) => (WEEKDAY_WEIGHTS[weekday(at)] ?? 1) * growth ** (day / count) * (0.85 + 0.3 * random.fraction()));
  }

  /** A moment of the working rhythm from `from` (included) to `to` (excluded). */
  moment(random: Random, from: number, to: number): number {
    if (to - from < DAY) return within(random, from, to);
    const [low, high] = [this.#days.sumAt((from - this.#firstDay) / DAY), this.#days.sumAt((to - this.#firstDay) / DAY)];
    const day = this.#firstDay + this.#days.placeOf(low + random.fraction() * (high - low)) * DAY;
    return within(random, Math.max(from, day), Math.min(to, day + DAY));
  }
}

/** Busy hours are likelier, and if they lie outside of the span any moment of it will do. */
function within(random: Random, from: number, to: number): number {
  for (let attempt = 0; attempt < 8; attempt += 1) {
    const at = from + Math.floor(random.fraction() * (to - from));
    if (random.fraction() * BUSIEST_HOUR < (HOUR_WEIGHTS[hourOfDay(at)] ?? 1)) return at;
  }
  return from + Math.floor(random.fraction() * (to - from));
}

/** When the office gets to something that came in at `at`, after a delay: a weekday between 7 and 16 h UTC. */
export function officeTime(random: Random, at: number, delay: number): number {
  let then = at + delay;
  if (hourOfDay(then) < 7 || hourOfDay(then) >= 16) {
    if (hourOfDay(then) >= 16) then += DAY;
    then = startOfDay(then) + 7 * HOUR + Math.floor(random.fraction() * 9 * HOUR);
  }
  while (weekday(then) === 0 || weekday(then) === 6) then += DAY;
  return then;
}

/** The same moment, or the next one at which a trade can close. */
export function marketTime(random: Random, at: number): number {
  let then = at;
  while (!isMarketOpen(then)) then = startOfDay(then) + DAY + Math.floor(random.fraction() * 20 * HOUR);
  return then;
}

/** The same moment, or the last one before it at which a trade could close. */
export function lastMarketTime(random: Random, at: number): number {
  let then = at;
  while (!isMarketOpen(then)) then = startOfDay(then) - Math.floor((3 + 12 * random.fraction()) * HOUR);
  return then;
}
