export const ONBOARDING_STATUSES = [
  'REGISTERED',
  'APPLICATION_SUBMITTED',
  'INFORMATION_REQUIRED',
  'APPROVED',
  'REJECTED',
  'SUSPENDED',
  'CLOSED',
  'TERMINATED',
] as const;
export type OnboardingStatus = (typeof ONBOARDING_STATUSES)[number];

/**
 * From where to where a person may take a client. `SUSPENDED` goes back to where the client stood before, besides the ends that are
 * open to all; to open a closed or terminated relationship again is a decision of its own, and leads to a new application.
 */
export const ONBOARDING_TRANSITIONS: Readonly<Record<OnboardingStatus, readonly OnboardingStatus[]>> = {
  REGISTERED: ['APPLICATION_SUBMITTED', 'REJECTED', 'CLOSED', 'TERMINATED'],
  APPLICATION_SUBMITTED: ['INFORMATION_REQUIRED', 'APPROVED', 'REJECTED', 'CLOSED', 'TERMINATED'],
  INFORMATION_REQUIRED: ['APPLICATION_SUBMITTED', 'REJECTED', 'CLOSED', 'TERMINATED'],
  APPROVED: ['INFORMATION_REQUIRED', 'SUSPENDED', 'CLOSED', 'TERMINATED'],
  REJECTED: ['APPLICATION_SUBMITTED', 'CLOSED', 'TERMINATED'],
  SUSPENDED: ['CLOSED', 'TERMINATED'],
  CLOSED: ['APPLICATION_SUBMITTED'],
  TERMINATED: ['APPLICATION_SUBMITTED'],
};

/** Where this client may go from here, the way back from a suspension included. */
export function legalTransitions(from: OnboardingStatus, beforeSuspension: OnboardingStatus | null): readonly OnboardingStatus[] {
  const legal = ONBOARDING_TRANSITIONS[from];
  return from === 'SUSPENDED' && beforeSuspension !== null ? [beforeSuspension, ...legal] : legal;
}
