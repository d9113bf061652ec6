import { registerEnumType } from 'type-graphql';
import { enumOf } from '../../graphql/user-error.js';
import { VERIFICATION_STATUSES } from './verification.states.js';

export const KycVerificationStatus = enumOf(VERIFICATION_STATUSES);
registerEnumType(KycVerificationStatus, {
  name: 'KycVerificationStatus',
  description: 'Where a verification of identity by the vendor stands.',
  valuesConfig: {
    STARTING: { description: 'The vendor is about to be told.' },
    DOCUMENTS_REQUIRED: { description: 'The vendor waits for what the client has to hand in.' },
    IN_REVIEW: { description: 'The vendor is looking.' },
    MANUAL_REVIEW: { description: 'The vendor has put it on hold: somebody has to look at it there.' },
    CONFIRMATION_REQUIRED: { description: 'The vendor approved; a person here has to confirm it before it counts.' },
    APPROVED: { description: 'It counts.' },
    RESUBMISSION_REQUIRED: { description: 'Not good enough: the client may try again.' },
    REJECTED: { description: 'Rejected for good, by the vendor or by a person here.' },
    FAILED: { description: 'The vendor would not begin.' },
  },
});

export const KycVerificationOrderField = enumOf(['STARTED_AT']);
registerEnumType(KycVerificationOrderField, {
  name: 'KycVerificationOrderField',
  description: 'By what verifications are ordered.',
  valuesConfig: { STARTED_AT: { description: 'When they were started.' } },
});
