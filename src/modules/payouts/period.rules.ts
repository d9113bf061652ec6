export const PERIOD_LENGTHS = ['DAY', 'WEEK', 'MONTH'] as const;
export type PeriodLength = (typeof PERIOD_LENGTHS)[number];

/** From when to when a period goes; the end is the beginning of the next one. */
export interface Span {
  readonly startsAt: Date;
  readonly endsAt: Date;
}

const DAY_MS = 86_400_000;

/** The period that a moment falls into. Days, weeks (from Monday on) and months are those of UTC. */
export function periodOf(length: PeriodLength, moment: Date): Span {
  const [year, month, day] = [moment.getUTCFullYear(), moment.getUTCMonth(), moment.getUTCDate()];
  if (length === 'MONTH') return { startsAt: new Date(Date.UTC(year, month, 1)), endsAt: new Date(Date.UTC(year, month + 1, 1)) };
  const midnight = Date.UTC(year, month, day);
  if (length === 'DAY') return { startsAt: new Date(midnight), endsAt: new Date(midnight + DAY_MS) };
  const monday = midnight - ((moment.getUTCDay() + 6) % 7) * DAY_MS;
  return { startsAt: new Date(monday), endsAt: new Date(monday + 7 * DAY_MS) };
}
