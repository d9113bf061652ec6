import type { ReviewState } from '../../connectors/kyc/port.js';

export const VERIFICATION_STATUSES = [
  ...(['STARTING', 'DOCUMENTS_REQUIRED', 'IN_REVIEW', 'MANUAL_REVIEW', 'CONFIRMATION_REQUIRED'] as const),
  ...(['APPROVED', 'RESUBMISSION_REQUIRED', 'REJECTED', 'FAILED'] as const),
] as const;
export type VerificationStatus = (typeof VERIFICATION_STATUSES)[number];

/**
 * From where to where the vendor's news may lead. A review that asked for another try runs again; what was rejected for good leaves only
 * by a reset, or to a person when the vendor says otherwise later.
 */
export const VERIFICATION_STEPS: Readonly<Record<VerificationStatus, readonly VerificationStatus[]>> = {
  STARTING: ['DOCUMENTS_REQUIRED', 'IN_REVIEW', 'MANUAL_REVIEW', 'CONFIRMATION_REQUIRED', 'APPROVED', 'RESUBMISSION_REQUIRED', 'REJECTED', 'FAILED'],
  DOCUMENTS_REQUIRED: ['IN_REVIEW', 'MANUAL_REVIEW', 'CONFIRMATION_REQUIRED', 'APPROVED', 'RESUBMISSION_REQUIRED', 'REJECTED'],
  IN_REVIEW: ['DOCUMENTS_REQUIRED', 'MANUAL_REVIEW', 'CONFIRMATION_REQUIRED', 'APPROVED', 'RESUBMISSION_REQUIRED', 'REJECTED'],
  MANUAL_REVIEW: ['DOCUMENTS_REQUIRED', 'IN_REVIEW', 'CONFIRMATION_REQUIRED', 'APPROVED', 'RESUBMISSION_REQUIRED', 'REJECTED'],
  CONFIRMATION_REQUIRED: ['DOCUMENTS_REQUIRED', 'IN_REVIEW', 'MANUAL_REVIEW', 'APPROVED', 'RESUBMISSION_REQUIRED', 'REJECTED'],
  APPROVED: ['DOCUMENTS_REQUIRED', 'IN_REVIEW', 'MANUAL_REVIEW', 'RESUBMISSION_REQUIRED', 'REJECTED'],
  RESUBMISSION_REQUIRED: ['DOCUMENTS_REQUIRED', 'IN_REVIEW', 'MANUAL_REVIEW', 'CONFIRMATION_REQUIRED', 'APPROVED', 'REJECTED'],
  REJECTED: ['DOCUMENTS_REQUIRED', 'CONFIRMATION_REQUIRED'],
  FAILED: [],
};

/** Nothing more is waited for. */
export const isEnded = (status: VerificationStatus): boolean => status === 'APPROVED' || status === 'REJECTED' || status === 'FAILED';

/** The applicant may hand something in. */
export const mayHandIn = (status: VerificationStatus): boolean => status === 'DOCUMENTS_REQUIRED' || status === 'RESUBMISSION_REQUIRED';

export interface Standing {
  readonly status: VerificationStatus;
  /** It was rejected for good before. */
  readonly personRequired: boolean;
  /** What was asked for. */
  readonly levelName: string;
}

export interface Verdict {
  readonly state: ReviewState;
  /** What the vendor has looked at; null: it does not say. */
  readonly levelName: string | null;
}

const MEANING: Readonly<Record<Exclude<ReviewState, 'APPROVED'>, VerificationStatus>> = {
  DOCUMENTS_REQUIRED: 'DOCUMENTS_REQUIRED',
  IN_REVIEW: 'IN_REVIEW',
  ON_HOLD: 'MANUAL_REVIEW',
  RETRY: 'RESUBMISSION_REQUIRED',
  REJECTED: 'REJECTED',
};

/**
 * Where a verification stands after the vendor's news: where it stood when they lead nowhere from there. The vendor's yes is a yes where
 * the policy says so, to what was asked for, and to nobody whom it had rejected; a person decides on any other.
 */
export function statusAfter(standing: Standing, verdict: Verdict, vendorApproves: boolean): VerificationStatus {
  const { status } = standing;
  const next = verdict.state === 'APPROVED' ? approvalOf(standing, verdict, vendorApproves) : MEANING[verdict.state];
  return VERIFICATION_STEPS[status].includes(next) ? next : status;
}

function approvalOf({ status, personRequired, levelName }: Standing, verdict: Verdict, vendorApproves: boolean): VerificationStatus {
  const isAsked = verdict.levelName === null || verdict.levelName === levelName;
  if (status === 'APPROVED' && isAsked) return status;
  return vendorApproves && isAsked && !personRequired && status !== 'CONFIRMATION_REQUIRED' ? 'APPROVED' : 'CONFIRMATION_REQUIRED';
}
