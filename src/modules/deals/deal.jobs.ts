import type { Pool } from 'pg';
import { type AnyJob, defineJob } from '../../runtime/jobs.js';

const AHEAD = `select deal_months(now()::date, (now() + interval '3 months')::date)`;
const STRAY = 'select count(*)::int as count, min(time)::text as first from deal_default';

/** Months are made ahead, and what lies in none is told of: it fails until somebody has looked, and so stands among the failed jobs. */
export const dealJobs = (pool: Pool): AnyJob[] => [
  defineJob<object>({
    name: 'deal.months',
    maxAttempts: 1,
    every: '17 2 * * *',
    makeUpMs: 86_400_000,
    run: async () => {
      await pool.query(AHEAD);
      const { count, first } = (await pool.query<{ count: number; first: string | null }>(STRAY)).rows[0]!;
      if (count > 0) throw new Error(`${count} deals lie in no month, the first of ${first}: make its partition out of deal_default`);
    },
  }),
];
