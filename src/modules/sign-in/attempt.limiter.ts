import type { Pool } from 'pg';
import { RateLimited } from '../../runtime/denial.js';

export interface AttemptLimit {
  readonly key: string;
  /** So many attempts in a window; the next is refused until the window ends. */
  readonly limit: number;
}

const WINDOW_SECONDS = 900;

// Rows are locked in the order of their keys, or two attempts on the same keys could wait for each other.
const TAKE = `
  insert into attempt_counter as c (key, failures, window_ends_at)
  select key, 1, now() + ${WINDOW_SECONDS} * interval '1 second' from unnest($1::text[]) as k (key) order by key
  on conflict (key) do update set
    failures = case when c.window_ends_at <= now() then 1 else c.failures + 1 end,
    window_ends_at = case when c.window_ends_at <= now() then excluded.window_ends_at else c.window_ends_at end
  returning key, failures, ceil(extract(epoch from window_ends_at - now()))::int as seconds`;
const GIVE_BACK = `
  update attempt_counter c set failures = greatest(c.failures - 1, 0)
  from (select key from attempt_counter where key = any($1::text[]) order by key for update) k where c.key = k.key`;
const CLEAR = 'delete from attempt_counter where key = any($1::text[])';
/** Each new window takes some ended ones along, so that the table stays small without a job of its own. */
const SWEEP = `
  delete from attempt_counter where key in
    (select key from attempt_counter where window_ends_at <= now() order by window_ends_at limit 20 for update skip locked)`;

/**
 * Counts attempts in PostgreSQL, so that a count survives a restart and holds for all instances together. An attempt is counted
 * before it is made and given back when it succeeds: a hundred at once are not all let through before the first has failed.
 */
export class AttemptLimiter {
  readonly #pool: Pool;

  constructor(pool: Pool) {
    this.#pool = pool;
  }

  /** Counts one attempt under every key, or throws `RateLimited` and counts none: refused attempts lock nobody out. */
  async take(limits: readonly AttemptLimit[]): Promise<void> {
    const keys = limits.map(({ key }) => key);
    const { rows } = await this.#pool.query<{ key: string; failures: number; seconds: number }>(TAKE, [keys]);
    if (rows.some(({ failures }) => failures === 1)) await this.#pool.query(SWEEP);
    const exceeded = rows.filter(({ key, failures }) => failures > limits.find((limit) => limit.key === key)!.limit);
    if (exceeded.length === 0) return;
    await this.giveBack(keys);
    throw new RateLimited(Math.max(1, ...exceeded.map(({ seconds }) => seconds)));
  }

  /** The attempt was no failure. */
  async giveBack(keys: readonly string[]): Promise<void> {
    await this.#pool.query(GIVE_BACK, [keys]);
  }

  /** Whoever succeeds starts anew. */
  async clear(keys: readonly string[]): Promise<void> {
    await this.#pool.query(CLEAR, [keys]);
  }
}
