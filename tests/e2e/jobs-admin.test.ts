import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { defineJob, enqueue, jobKind } from '../../src/runtime/jobs.js';
import { testGateway, type TestGateway } from '../support/gateway.js';
import type { Person } from '../support/people.js';
import { eventually } from './jobs.fixture.js';

/** What a payload must never come out as. */
const CANARY = 'payload-canary';

let gateway: TestGateway;
let administrator: Person;
let fails = true;
let runs = 0;

const run = async (): Promise<void> => {
  runs++;
  if (fails) throw new Error(`The provider (${CANARY}) does not answer`);
};
const MAIL = defineJob<{ note: string }>({ name: 'probe.mail', maxAttempts: 2, run });
const PAY = defineJob<{ note: string }>({ name: 'probe.pay', maxAttempts: 1, run });
const LOOK = defineJob<{ note: string }>({ name: 'probe.look', maxAttempts: 1, retriableByHand: true, run });

beforeAll(async () => {
  gateway = await testGateway({ listens: true, jobs: [MAIL, PAY, LOOK] });
  administrator = await gateway.staff('ADMINISTRATION');
});
afterAll(() => gateway?.close());
beforeEach(async () => {
  await gateway.sql('delete from graphile_worker._private_jobs');
  [fails, runs] = [true, 0];
});

interface Job {
  readonly id: string;
  readonly requestId: string;
  readonly name: string;
  readonly state: string;
  readonly attempts: number;
  readonly lastError: string | null;
}
const FIELDS = 'id requestId name state attempts maxAttempts lastError createdAt runAt lockedSince';
const as = () => ({ as: administrator });
const failed = async () => (await gateway.data<{ failedJobs: { nodes: Job[] } }>(`{ failedJobs { nodes { ${FIELDS} } } }`, {}, as())).failedJobs.nodes;
const add = (job: typeof MAIL, runAt?: Date) => enqueue(gateway.database.pool, job, { note: CANARY }, { runAt });

/** One that has failed, for good if it has a single attempt. */
async function failing(job: typeof MAIL): Promise<string> {
  const number = await add(job);
  await eventually(async () => (await gateway.sql('select from graphile_worker._private_jobs where id = $1 and last_error is not null', [number])).length > 0);
  const [found] = (await gateway.data<{ jobs: { nodes: Job[] } }>(`{ jobs(filter: { name: "${job.name}" }) { nodes { id } } }`, {}, as())).jobs.nodes;
  return found!.id;
}

interface Decided {
  readonly job?: Job | null;
  readonly discardedId?: string | null;
  readonly userErrors: readonly { readonly code: string; readonly message: string; readonly field: string[] | null }[];
}
const ERRORS = 'userErrors { code message field }';
const retry = async (id: string, reason = 'it answers again') =>
  (
    await gateway.data<{ jobRetry: Decided }>(
      `mutation ($input: JobRetryInput!) { jobRetry(input: $input) { job { id state attempts } ${ERRORS} } }`,
      { input: { id, reason } },
      as(),
    )
  ).jobRetry;
const discard = async (id: string, reason = 'settled by hand') =>
  (
    await gateway.data<{ jobDiscard: Decided }>(
      `mutation ($input: JobDiscardInput!) { jobDiscard(input: $input) { discardedId ${ERRORS} } }`,
      { input: { id, reason } },
      as(),
    )
  ).jobDiscard;
const trail = (id: string) =>
  gateway.sql<{ action: string; reason: string; before: object; after: object | null }>(
    `select action, reason, before, after from audit_entry where subject_type = 'Job' and subject_id = $1`,
    [id],
  );

describe('the list of jobs', () => {
  test('shows what waits, what is tried again and what failed, and of each what its state is', async () => {
    await failing(PAY);
    await failing(MAIL);
    await add(LOOK, new Date(Date.now() + 60_000));
    const list = async (filter: string) =>
      (await gateway.data<{ jobs: { nodes: Job[] } }>(`{ jobs(${filter}) { nodes { ${FIELDS} } } }`, {}, as())).jobs.nodes.map(({ name, state }) => [
        name,
        state,
      ]);
    expect(await list('first: 10')).toEqual([
      ['probe.look', 'WAITING'],
      ['probe.mail', 'RETRYING'],
      ['probe.pay', 'FAILED'],
    ]);
    expect(await list('filter: { state: [WAITING, RETRYING] }')).toHaveLength(2);
    expect(await list('filter: { state: [RUNNING] }')).toEqual([]);
    expect(await list('filter: { name: "probe.pay" }')).toEqual([['probe.pay', 'FAILED']]);
  });

  test('shows what runs, and since when', async () => {
    const number = await add(PAY, new Date(Date.now() + 60_000));
    await gateway.sql(`update graphile_worker._private_jobs set locked_by = 'pool-of-another', locked_at = now(), attempts = 1 where id = $1`, [number]);
    const { jobs } = await gateway.data<{ jobs: { nodes: Job[] } }>(`{ jobs { nodes { requestId state lockedSince } } }`, {}, as());
    expect(jobs.nodes).toEqual([{ requestId: `job:${number}`, state: 'RUNNING', lockedSince: expect.stringMatching(/^\d{4}-.*Z$/) }]);
  });

  test('of what failed for good says how it ended, without payload, statement or stack', async () => {
    await failing(PAY);
    const jobs = await failed();
    expect(jobs).toMatchObject([{ name: 'probe.pay', state: 'FAILED', attempts: 1, lastError: 'Error The provider … does not answer' }]);
    expect(JSON.stringify(jobs)).not.toContain(CANARY);
    expect(gateway.logged.join()).not.toContain(CANARY);
  });

  test('has pages', async () => {
    for (let index = 0; index < 3; index++) await add(MAIL, new Date(Date.now() + 60_000));
    const page = async (after: string | null) =>
      (
        await gateway.data<{ jobs: { totalCount: number; nodes: Job[]; pageInfo: { endCursor: string; hasNextPage: boolean } } }>(
          'query ($after: String) { jobs(first: 2, after: $after) { totalCount nodes { requestId } pageInfo { endCursor hasNextPage } } }',
          { after },
          as(),
        )
      ).jobs;
    const first = await page(null);
    const second = await page(first.pageInfo.endCursor);
    expect([first.totalCount, first.nodes.length, second.nodes.length, second.pageInfo.hasNextPage]).toEqual([3, 2, 1, false]);
    expect(new Set([...first.nodes, ...second.nodes].map(({ requestId }) => requestId)).size).toBe(3);
  });
});

describe('a retry', () => {
  test('has a failed job run again at once with all its attempts, and is written down', async () => {
    const id = await failing(MAIL);
    await gateway.sql('update graphile_worker._private_jobs set attempts = max_attempts');
    fails = false;
    const { userErrors } = await retry(id);
    expect(userErrors).toEqual([]);
    await eventually(() => runs === 2, 3_000);
    await eventually(async () => (await gateway.sql('select from graphile_worker._private_jobs')).length === 0);
    expect(await trail(id)).toMatchObject([
      {
        action: 'job.retry',
        reason: 'it answers again',
        before: { name: 'probe.mail', state: 'FAILED', attempts: 2 },
        after: { state: 'WAITING', attempts: 0 },
      },
    ]);
  });

  test('of a job that is tried again anyway does not wait for its time', async () => {
    const id = await failing(MAIL);
    await gateway.sql(`update graphile_worker._private_jobs set run_at = now() + interval '1 hour'`);
    fails = false;
    expect(await retry(id)).toMatchObject({ userErrors: [] });
    await eventually(() => runs === 2, 3_000);
  });

  test('of a job that is begun once only is refused in a sentence, unless it finds out by itself what it did', async () => {
    const [pay, look] = [await failing(PAY), await failing(LOOK)];
    const refused = await retry(pay);
    expect(refused).toMatchObject({ job: null, userErrors: [{ code: 'POLICY_FORBIDS', field: ['id'] }] });
    expect(refused.userErrors[0]!.message).toContain('Whether probe.pay had its effect is not known');
    expect(await trail(pay)).toEqual([]);
    fails = false;
    expect(await retry(look)).toMatchObject({ userErrors: [] });
    await eventually(() => runs === 3, 3_000);
    expect(await failed()).toMatchObject([{ id: pay }]);
  });

  test('of what runs, waits or is not there is refused', async () => {
    const number = await add(MAIL, new Date(Date.now() + 60_000));
    const [job] = (await gateway.data<{ jobs: { nodes: Job[] } }>('{ jobs { nodes { id } } }', {}, as())).jobs.nodes;
    expect((await retry(job!.id)).userErrors).toMatchObject([{ code: 'ILLEGAL_TRANSITION' }]);
    expect((await discard(job!.id)).userErrors).toMatchObject([{ code: 'ILLEGAL_TRANSITION' }]);
    await gateway.sql(`update graphile_worker._private_jobs set locked_by = 'pool-of-another', locked_at = now() where id = $1`, [number]);
    expect((await retry(job!.id)).userErrors).toMatchObject([{ code: 'ILLEGAL_TRANSITION' }]);
    expect((await discard(job!.id)).userErrors).toMatchObject([{ code: 'ILLEGAL_TRANSITION' }]);
    for (const id of ['7', '00000000-0000-0000-0000-0000ffffffff', 'ffffffff-0000-0000-0000-000000000001', '00000000-0000-0000-ffff-ffffffffffff'])
      expect((await retry(id)).userErrors, id).toMatchObject([{ code: 'NOT_FOUND', field: ['id'] }]);
    expect((await retry(job!.id, ' ')).userErrors).toMatchObject([{ code: 'INVALID', field: ['reason'] }]);
  });
});

describe('giving up', () => {
  test('takes a failed job off the list, and is written down', async () => {
    const id = await failing(PAY);
    expect(await discard(id)).toEqual({ discardedId: id, userErrors: [] });
    expect(await failed()).toEqual([]);
    expect(await trail(id)).toMatchObject([{ action: 'job.discard', reason: 'settled by hand', before: { name: 'probe.pay', state: 'FAILED' }, after: null }]);
    expect(await discard(id)).toMatchObject({ discardedId: null, userErrors: [{ code: 'NOT_FOUND' }] });
  });
});

describe('jobs', () => {
  test('are counted for whoever scrapes the metrics', async () => {
    await failing(PAY);
    const nobodys = jobKind<{ note: string }>({ name: 'probe.nobodys', maxAttempts: 1 });
    await enqueue(gateway.database.pool, nobodys, { note: CANARY }, { runAt: new Date(Date.now() - 90_000) });
    const { body } = await gateway.fastify.inject('/metrics');
    const number = (line: RegExp) => Number(line.exec(body)?.[1]);
    expect(number(/^jobs_failed\{job="probe.pay"\} (\d+)$/m)).toBe(1);
    expect(number(/^job_duration_seconds_count\{job="probe.pay",outcome="failed"\} (\d+)$/m)).toBeGreaterThan(0);
    expect(number(/^jobs_waiting\{job="probe.nobodys"\} (\d+)$/m)).toBe(1);
    expect(number(/^jobs_oldest_waiting_seconds\{job="probe.nobodys"\} ([\d.]+)$/m)).toBeGreaterThan(89);
  });

  test('are for administration alone, and not for a client of the house', async () => {
    await failing(PAY);
    for (const person of [await gateway.staff('FINANCE'), await gateway.client(), await gateway.partner()]) {
      const { errors } = await gateway.graphql('{ failedJobs { nodes { id } } }', {}, { as: person });
      expect(errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', permission: 'jobs:read' });
    }
  });
});
