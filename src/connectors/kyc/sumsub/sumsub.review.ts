import { z } from 'zod';
import type { ReviewFacts, ReviewState } from '../port.js';

const text = z.string().min(1).max(4_000).nullish();

const REVIEW = z.object({
  reviewId: text,
  attemptId: text,
  attemptCnt: z.number().int().min(0).nullish(),
  levelName: text,
  reviewDate: text,
  reviewStatus: z.string().min(1).max(100),
  reviewResult: z
    .object({
      reviewAnswer: text,
      reviewRejectType: text,
      rejectLabels: z.array(z.string().max(200)).max(200).nullish(),
      moderationComment: z.string().max(20_000).nullish(),
      clientComment: z.string().max(20_000).nullish(),
    })
    .nullish(),
});

/** Before the end. What is not here nobody knows. */
const UNDER_WAY: Readonly<Record<string, ReviewState>> = {
  init: 'DOCUMENTS_REQUIRED',
  pending: 'IN_REVIEW',
  prechecked: 'IN_REVIEW',
  queued: 'IN_REVIEW',
  onHold: 'ON_HOLD',
};

/**
 * What an answer to a question about the review's status says; null: nothing that could be relied on. Green and red count when the review
 * is completed and not before; red without a word on trying again is for good.
 */
export function readReview(body: unknown): ReviewFacts | null {
  const read = REVIEW.safeParse(body);
  if (!read.success) return null;
  const { reviewStatus, reviewResult, levelName, reviewId, attemptId, attemptCnt, reviewDate } = read.data;
  const isCompleted = reviewStatus === 'completed';
  const state = isCompleted ? ended(reviewResult?.reviewAnswer, reviewResult?.reviewRejectType) : (UNDER_WAY[reviewStatus] ?? null);
  if (state === null) return null;
  const result = isCompleted ? reviewResult : null;
  return {
    ...{ state, status: reviewStatus, answer: result?.reviewAnswer ?? null, rejectType: result?.reviewRejectType ?? null },
    rejectLabels: result?.rejectLabels ?? [],
    ...{ applicantComment: result?.moderationComment || null, staffComment: result?.clientComment || null },
    ...{ levelName: levelName ?? null, reviewId: reviewId ?? null, attemptId: attemptId ?? null, attempt: attemptCnt ?? null },
    reviewedAt: isCompleted ? readTime(reviewDate) : null,
  };
}

function ended(answer: string | null | undefined, rejectType: string | null | undefined): ReviewState | null {
  if (answer === 'GREEN') return 'APPROVED';
  if (answer !== 'RED') return null;
  return rejectType === 'RETRY' ? 'RETRY' : 'REJECTED';
}

/** `2020-02-21 13:23:19.321`, `2020-02-21 13:23:19+0000` and RFC 3339; UTC where it does not say. Null: it is no time. */
export function readTime(given: string | null | undefined): Date | null {
  const match = /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d(?:\.\d{1,9})?)(Z|[+-]\d\d:?\d\d)?$/.exec(given ?? '');
  if (match === null) return null;
  const [, day, time, zone = 'Z'] = match;
  const at = new Date(`${day}T${time}${zone === 'Z' ? zone : `${zone.slice(0, 3)}:${zone.slice(-2)}`}`);
  return Number.isNaN(at.getTime()) ? null : at;
}
