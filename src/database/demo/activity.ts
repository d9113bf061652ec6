import { DAY } from './calendar.js';
import type { Client, Time } from './model.js';

/** The database's own client_activity() in TypeScript: computing it in the load saves a second version of every client's row. */
export function activityOf({ firstFundedAt, lastTradedAt, lastCashAt }: Pick<Client, 'firstFundedAt' | 'lastTradedAt' | 'lastCashAt'>, now: Time): string {
  if (firstFundedAt === null) return 'NEVER_FUNDED';
  if (Math.max(firstFundedAt, lastTradedAt ?? 0, lastCashAt ?? 0) < now - 180 * DAY) return 'DORMANT';
  if (lastTradedAt === null) return 'FUNDED';
  return lastTradedAt >= now - 30 * DAY ? 'ACTIVE' : 'INACTIVE';
}
