import { type Refusal, refusal } from '../../runtime/refusal.js';

export interface QueuedJob {
  readonly name: string;
  readonly state: 'WAITING' | 'RUNNING' | 'RETRYING' | 'FAILED';
  readonly attempts: number;
  readonly maxAttempts: number;
  readonly lastError: string | null;
}

const illegal = (message: string): Refusal => refusal('ILLEGAL_TRANSITION', message, ['id']);

/** Nobody decides on what runs, or has not been begun: it may be what money or a client waits for. */
function whyUndecidable({ state }: QueuedJob): Refusal | null {
  if (state === 'RUNNING') return illegal('A worker is at this job: wait until it has ended.');
  if (state === 'WAITING') return illegal('This job has not been begun yet: it runs by itself when its time comes.');
  return null;
}

/**
 * Why a job may not be run again by hand; null: it may. One that is begun once only may have had its effect, whatever came back, unless
 * it finds that out by itself.
 */
export function whyNotRetried(job: QueuedJob, isRetriableByHand: boolean): Refusal | null {
  const undecidable = whyUndecidable(job);
  if (undecidable !== null || job.maxAttempts > 1 || isRetriableByHand) return undecidable;
  return refusal(
    'POLICY_FORBIDS',
    `Whether ${job.name} had its effect is not known, and having it twice may cost money: look up what it did, settle that where it belongs, then discard this job.`,
    ['id'],
  );
}

export const whyNotDiscarded = whyUndecidable;
