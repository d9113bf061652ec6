/** A deal as a platform reports it. Decimals are strings, plain and exact. */
export interface Deal {
  /** The server as the accounts on it name it. */
  readonly server: string;
  /** Unique on the server; digits, as the platform writes it. */
  readonly ticket: string;
  readonly login: string;
  readonly action: 'BUY' | 'SELL';
  /** Whether it opened a position, closed one, turned one round, or closed two against each other. */
  readonly entry: 'IN' | 'OUT' | 'INOUT' | 'OUT_BY';
  readonly positionId: string | null;
  /** As the server writes it, suffixes and all. */
  readonly symbol: string;
  readonly lots: string;
  /** How much of a position it closed, in lots. */
  readonly closedLots: string;
  readonly price: string;
  /** When it was done, such as `2026-11-22T10:15:00.250Z`. */
  readonly time: string;
  /** When the position that it closed had been opened. */
  readonly openedAt: string | null;
  /** In the account's currency, as are swap and commission; both are below zero where they were charged. */
  readonly profit: string;
  readonly swap: string;
  readonly commission: string;
  /** What the client paid by the difference of bid and ask, in pips; null: not told. */
  readonly spread: string | null;
  readonly isCancelled: boolean;
}

/** The last month that deals may lie in is the coming one: clocks of servers differ, and not by more. */
const MOST_AHEAD_MS = 24 * 3_600_000;
const EARLIEST = '2000-01-01';

export const DEAL_FIELDS = [
  ...(['server', 'ticket', 'login', 'action', 'entry', 'positionId', 'symbol', 'lots', 'closedLots', 'price', 'time', 'openedAt', 'profit'] as const),
  ...(['swap', 'commission', 'spread', 'isCancelled'] as const),
];

/** What is given of a deal, each field as text; what is left out is empty. */
export type WrittenDeal = Readonly<Partial<Record<(typeof DEAL_FIELDS)[number], string>>>;

/** Why something is no deal: which field, and what would be right. */
export class NoDeal extends Error {}

/** As platforms write them. */
export const TICKET = /^[1-9]\d{0,17}$/;
const LOGIN = /^[A-Za-z0-9_-]{1,40}$/;
export const SYMBOL = /^[A-Za-z0-9._#&!+/-]{1,40}$/;
export const SERVER = /^[\w. -]{1,60}$/;
const UNSIGNED = /^\d{1,12}(\.\d{1,8})?$/;
const SIGNED = /^-?\d{1,15}(\.\d{1,8})?$/;
const MOMENT = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d{1,6})?(Z|[+-]\d\d:\d\d)$/;
const YES: Readonly<Record<string, boolean>> = { '': false, false: false, '0': false, no: false, true: true, '1': true, yes: true };

const shown = (value: string): string => JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value);

function matching(given: WrittenDeal, field: keyof WrittenDeal, pattern: RegExp, right: string): string {
  const value = given[field]?.trim() ?? '';
  if (value === '') throw new NoDeal(`${field} is missing: ${right}.`);
  if (!pattern.test(value)) throw new NoDeal(`${field} is ${shown(value)}: ${right}.`);
  return value;
}

const optional = (given: WrittenDeal, field: keyof WrittenDeal, pattern: RegExp, right: string): string | null =>
  (given[field]?.trim() ?? '') === '' ? null : matching(given, field, pattern, right);

function chosen<T extends string>(given: WrittenDeal, field: keyof WrittenDeal, values: readonly T[]): T {
  const value = (given[field] ?? '').trim().toUpperCase();
  const found = values.find((one) => one === value);
  if (found === undefined) throw new NoDeal(`${field} is ${shown(given[field] ?? '')}: it must be one of ${values.join(', ')}.`);
  return found;
}

const LOTS = 'lots are written like 0.15, above zero, with a point and at most 8 decimals';
const AMOUNT = 'an amount is written like -12.50, with a point and at most 8 decimals';
const TIME = 'a time is written like 2026-11-22T10:15:00.250Z, with its zone';

function moment(text: string, field: string): string {
  const time = MOMENT.test(text) ? new Date(text) : null;
  if (time === null || Number.isNaN(time.getTime())) throw new NoDeal(`${field} is ${shown(text)}: ${TIME}.`);
  return time.toISOString();
}

const isZero = (decimal: string): boolean => /^0+(\.0+)?$/.test(decimal);

/** Reads a deal, strictly; throws `NoDeal` with a sentence that names the field. `now` is in milliseconds since 1970. */
export function readDeal(given: WrittenDeal, now: number): Deal {
  const lots = matching(given, 'lots', UNSIGNED, LOTS);
  if (isZero(lots)) throw new NoDeal(`lots are ${lots}: ${LOTS}.`);
  const entry = chosen(given, 'entry', ['IN', 'OUT', 'INOUT', 'OUT_BY']);
  const closedLots = optional(given, 'closedLots', UNSIGNED, LOTS) ?? (entry === 'IN' ? '0' : lots);
  if (Number(closedLots) > Number(lots)) throw new NoDeal(`closedLots are ${closedLots}: a deal of ${lots} lots closes no more than that.`);
  const price = matching(given, 'price', UNSIGNED, 'a price is written like 1.08512, above zero');
  if (isZero(price)) throw new NoDeal(`price is ${price}: a price is above zero.`);
  const time = moment(matching(given, 'time', /./, TIME), 'time');
  if (Date.parse(time) > now + MOST_AHEAD_MS || time < EARLIEST) throw new NoDeal(`time is ${time}: deals lie between ${EARLIEST} and now.`);
  const openedAt = optional(given, 'openedAt', /./, TIME);
  const isCancelled = YES[(given.isCancelled ?? '').trim().toLowerCase()];
  if (isCancelled === undefined) throw new NoDeal(`isCancelled is ${shown(given.isCancelled ?? '')}: it must be true or false.`);
  return {
    ...{
      server: matching(given, 'server', SERVER, 'a server is named like mt5-live'),
      ticket: matching(given, 'ticket', TICKET, 'a ticket is a whole number'),
    },
    ...{ login: matching(given, 'login', LOGIN, 'a login is letters and digits'), action: chosen(given, 'action', ['BUY', 'SELL']), entry },
    ...{
      positionId: optional(given, 'positionId', TICKET, 'a position is a whole number'),
      symbol: matching(given, 'symbol', SYMBOL, 'a symbol is like EURUSD'),
    },
    ...{ lots, closedLots, price, time, openedAt: openedAt === null ? null : moment(openedAt, 'openedAt') },
    ...{ profit: optional(given, 'profit', SIGNED, AMOUNT) ?? '0', swap: optional(given, 'swap', SIGNED, AMOUNT) ?? '0' },
    ...{ commission: optional(given, 'commission', SIGNED, AMOUNT) ?? '0', spread: optional(given, 'spread', UNSIGNED, 'a spread is pips, not below zero') },
    isCancelled,
  };
}
