import type { EntityManager } from '@mikro-orm/postgresql';
import type { Request } from '../../access/actor.js';
import type { Database } from '../../database/orm.js';
import { checkedReason } from '../../runtime/checked-text.js';
import type { AnyJob } from '../../runtime/jobs.js';
import { notFound, type Refusal } from '../../runtime/refusal.js';
import type { AuditTrail, JsonObject } from '../audit/index.js';
import { type QueuedJob, whyNotDiscarded, whyNotRetried } from './job.policy.js';
import { JOB_ROWS, jobNumber } from './job.rows.js';

export interface JobDecision {
  readonly id: string;
  readonly reason: string;
}

const LOCK = 'select from graphile_worker._private_jobs where id = ?::bigint for update';
const READ = `select name, state, attempts, max_attempts as "maxAttempts", last_error as "lastError" from ${JOB_ROWS} t where t.request_id = ?`;

/** One that is tried again anyway keeps count; one that had failed for good begins anew. A worker is told at once. */
const RETRY = `
  select pg_notify('jobs:insert', '{"count":1}')
  from graphile_worker.reschedule_jobs(array[?::bigint], run_at => now(), attempts => ?::int)`;
const DISCARD = 'select from graphile_worker.complete_jobs(array[?::bigint])';

const snapshot = ({ name, state, attempts, maxAttempts, lastError }: QueuedJob): JsonObject => ({ name, state, attempts, maxAttempts, lastError });

/** What people decide on jobs that failed. */
export class JobService {
  readonly #database: Database;
  readonly #audit: AuditTrail;
  readonly #jobs: ReadonlyMap<string, AnyJob>;

  constructor(database: Database, audit: AuditTrail, jobs: ReadonlyMap<string, AnyJob>) {
    this.#database = database;
    this.#audit = audit;
    this.#jobs = jobs;
  }

  /** Has a failed job run again, now. */
  async retry(request: Request, { id, reason }: JobDecision): Promise<string> {
    const why = (job: QueuedJob) => whyNotRetried(job, this.#jobs.get(job.name)?.retriableByHand === true);
    await this.#decide(request, { action: 'job.retry', id, reason: checkedReason(reason), why }, async (em, number, job) => {
      const attempts = job.state === 'FAILED' ? 0 : job.attempts;
      await em.execute(RETRY, [number, attempts]);
      return snapshot({ ...job, state: attempts === 0 ? 'WAITING' : 'RETRYING', attempts });
    });
    return id;
  }

  /** Gives a failed job up. */
  async discard(request: Request, { id, reason }: JobDecision): Promise<string> {
    await this.#decide(request, { action: 'job.discard', id, reason: checkedReason(reason), why: whyNotDiscarded }, async (em, number) => {
      await em.execute(DISCARD, [number]);
      return null;
    });
    return id;
  }

  async #decide(
    request: Request,
    { action, id, reason, why }: JobDecision & { action: string; why: (job: QueuedJob) => Refusal | null },
    carryOut: (em: EntityManager, number: string, job: QueuedJob) => Promise<JsonObject | null>,
  ): Promise<void> {
    const number = jobNumber(id);
    if (number === null) throw notFound('job', 'id');
    await this.#database.write(async (em) => {
      await em.execute(LOCK, [number]);
      const [job] = await em.execute<QueuedJob[]>(READ, [`job:${number}`]);
      if (job === undefined) throw notFound('job', 'id');
      const refused = why(job);
      if (refused !== null) throw refused;
      const after = await carryOut(em, number, job);
      await this.#audit.record(em, request, { action, subjectType: 'Job', subjectId: id, reason, before: snapshot(job), after });
    });
  }
}
