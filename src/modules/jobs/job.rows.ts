import { isId } from '../../database/ids.js';

/** The queue numbers its jobs; the API has ids. One is the other, so that nothing has to be stored. */
const PREFIX = '00000000-0000-0000-';

/** The jobs as rows of the API. The queue keeps microseconds, a cursor milliseconds. */
export const JOB_ROWS = `(
  select ('${PREFIX}' || overlay(lpad(to_hex(j.id), 16, '0') placing '-' from 5 for 0))::uuid as id, 'job:' || j.id as request_id, k.identifier as name,
    case when j.locked_at is not null then 'RUNNING' when j.attempts >= j.max_attempts then 'FAILED' when j.attempts > 0 then 'RETRYING' else 'WAITING' end as state,
    j.attempts, j.max_attempts, j.last_error, date_trunc('milliseconds', j.created_at) as created_at, j.run_at, j.locked_at
  from graphile_worker._private_jobs j join graphile_worker._private_tasks k on k.id = j.task_id)`;

/** The number that the queue knows a job by; null for what is the id of no job. */
export function jobNumber(id: string): string | null {
  if (!isId(id) || !id.startsWith(PREFIX)) return null;
  const number = BigInt(`0x${id.slice(PREFIX.length).replace('-', '')}`);
  return number < 2n ** 63n ? number.toString() : null;
}
