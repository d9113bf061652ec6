import { randomUUID } from 'node:crypto';
import { type Applicants, type SimulatedApplicant, vendorId, vendorTime } from './applicants.js';
import type { Deliveries } from './deliveries.js';

/** What somebody at the vendor's does with an applicant, or what its machines do. */
export const VERDICTS = ['pending', 'precheck', 'queue', 'hold', 'green', 'retry', 'final', 'reset'] as const;
export type Verdict = (typeof VERDICTS)[number];

type Change = Partial<SimulatedApplicant>;
type Status = SimulatedApplicant['reviewStatus'];

const NO_ANSWER = { answer: null, rejectType: null, rejectLabels: [], moderationComment: null, clientComment: null } as const;
const UNREADABLE = { rejectLabels: ['UNSATISFACTORY_PHOTOS'], moderationComment: 'The picture is too blurred to read. Please take another one.' };
const FORGED = { rejectLabels: ['FORGERY'], moderationComment: 'We could not verify your profile.', clientComment: 'The document was edited: fonts differ.' };

interface Move {
  readonly from: readonly Status[];
  readonly to: Status;
  readonly type: string;
  readonly change: Change;
}

/** What is looked at stays as it is. */
export const IN_REVIEW: ReadonlySet<Status> = new Set(['pending', 'prechecked', 'queued']);
const BUSY: readonly Status[] = ['pending', 'prechecked', 'queued', 'onHold'];

const MOVES: Readonly<Record<Verdict, Move>> = {
  // after red with RETRY the applicant may hand in again
  pending: { from: ['init', 'completed', 'onHold'], to: 'pending', type: 'applicantPending', change: NO_ANSWER },
  precheck: { from: ['pending'], to: 'prechecked', type: 'applicantPrechecked', change: NO_ANSWER },
  queue: { from: ['pending', 'prechecked'], to: 'queued', type: 'applicantPending', change: NO_ANSWER },
  hold: { from: ['pending', 'prechecked', 'queued'], to: 'onHold', type: 'applicantOnHold', change: NO_ANSWER },
  green: { from: BUSY, to: 'completed', type: 'applicantReviewed', change: { ...NO_ANSWER, answer: 'GREEN' } },
  retry: { from: BUSY, to: 'completed', type: 'applicantReviewed', change: { ...NO_ANSWER, answer: 'RED', rejectType: 'RETRY', ...UNREADABLE } },
  final: { from: [...BUSY, 'completed'], to: 'completed', type: 'applicantReviewed', change: { ...NO_ANSWER, answer: 'RED', rejectType: 'FINAL', ...FORGED } },
  reset: { from: ['init', 'completed', 'onHold'], to: 'init', type: 'applicantReset', change: { ...NO_ANSWER, reviewedAt: null, documents: [] } },
};

export const mayBe = ({ reviewStatus }: SimulatedApplicant, verdict: Verdict): boolean => MOVES[verdict].from.includes(reviewStatus);

/** Opens applicants, moves them, and tells of each change. */
export class Desk {
  readonly applicants: Applicants;
  readonly #deliveries: Deliveries;

  constructor(applicants: Applicants, deliveries: Deliveries) {
    this.applicants = applicants;
    this.#deliveries = deliveries;
  }

  open(externalUserId: string, levelName: string): SimulatedApplicant {
    const times = { createdAt: vendorTime(), reviewedAt: null };
    const review = { reviewStatus: 'init', attempt: 0, reviewId: vendorId().slice(0, 5), documents: [], ...NO_ANSWER } as const;
    return this.#tell(this.applicants.put({ id: vendorId(), externalUserId, levelName, ...review, ...times }), 'applicantCreated');
  }

  addDocument(applicant: SimulatedApplicant, document: SimulatedApplicant['documents'][number]): SimulatedApplicant {
    return this.applicants.put({ ...applicant, documents: [...applicant.documents, document] });
  }

  /** Null: it cannot be moved so from where it is. */
  move(applicant: SimulatedApplicant, verdict: Verdict): SimulatedApplicant | null {
    if (!mayBe(applicant, verdict)) return null;
    const { to, type, change } = MOVES[verdict];
    const attempt = verdict === 'pending' && applicant.reviewedAt !== null ? applicant.attempt + 1 : applicant.attempt;
    const reviewedAt = to === 'completed' ? vendorTime() : applicant.reviewedAt;
    return this.#tell(this.applicants.put({ ...applicant, reviewedAt, attempt, reviewStatus: to, ...change }), type);
  }

  /** Null: not while it is looked at. */
  moveToLevel(applicant: SimulatedApplicant, levelName: string): SimulatedApplicant | null {
    if (BUSY.includes(applicant.reviewStatus)) return null;
    const moved = { ...applicant, ...NO_ANSWER, levelName, reviewStatus: 'init', reviewId: vendorId().slice(0, 5), attempt: 0 } as const;
    return this.#tell(this.applicants.put(moved), 'applicantLevelChanged', applicant.levelName);
  }

  /** Null: not while it is looked at. */
  deactivate(applicant: SimulatedApplicant): SimulatedApplicant | null {
    if (IN_REVIEW.has(applicant.reviewStatus)) return null;
    return this.#tell(this.applicants.put({ ...applicant, isDeleted: true }), 'applicantDeactivated');
  }

  #tell(applicant: SimulatedApplicant, type: string, previousLevelName: string | null = null): SimulatedApplicant {
    const { id, externalUserId, levelName, reviewStatus, answer, rejectType, rejectLabels } = applicant;
    const reviewResult = answer === null ? null : { reviewAnswer: answer, ...(rejectType !== null && { reviewRejectType: rejectType, rejectLabels }) };
    this.#deliveries.send({
      ...{ applicantId: id, inspectionId: `${id}-inspection`, correlationId: randomUUID(), levelName, previousLevelName, externalUserId, type },
      ...{ sandboxMode: true, reviewStatus, reviewResult, applicantType: 'individual', clientId: 'countinghouse' },
      createdAtMs: new Date().toISOString().slice(0, 23).replace('T', ' '),
    });
    return applicant;
  }
}
