import { registerEnumType } from 'type-graphql';
import { enumOf } from '../../graphql/user-error.js';
import { ONBOARDING_STATUSES } from './client.states.js';

export const ClientType = enumOf(['INDIVIDUAL', 'CORPORATE']);
registerEnumType(ClientType, {
  name: 'ClientType',
  description: 'A person or a company.',
  valuesConfig: { INDIVIDUAL: { description: 'A person.' }, CORPORATE: { description: 'A company, with a person who acts for it.' } },
});

export const ClientCategory = enumOf(['RETAIL', 'PROFESSIONAL', 'ELIGIBLE_COUNTERPARTY']);
registerEnumType(ClientCategory, {
  name: 'ClientCategory',
  description: 'How a client is protected, by MiFID II.',
  valuesConfig: {
    RETAIL: { description: 'Full protection: leverage limits, negative balance protection, no incentives.' },
    PROFESSIONAL: { description: 'Knows the risks, by its own request and by test.' },
    ELIGIBLE_COUNTERPARTY: { description: 'A financial firm of its own.' },
  },
});

export const OnboardingStatus = enumOf(ONBOARDING_STATUSES);
registerEnumType(OnboardingStatus, {
  name: 'OnboardingStatus',
  description: 'Where the decision on a client stands. People move it, by the transition table.',
  valuesConfig: {
    REGISTERED: { description: 'Has an e-mail address and a name here, no more.' },
    APPLICATION_SUBMITTED: { description: 'Has applied and waits for a decision.' },
    INFORMATION_REQUIRED: { description: 'The broker asked for something more.' },
    APPROVED: { description: 'May fund and trade.' },
    REJECTED: { description: 'Was turned down.' },
    SUSPENDED: { description: 'Is stopped for now, and goes back to where it stood.' },
    CLOSED: { description: 'Left.' },
    TERMINATED: { description: 'Was sent away.' },
  },
});

export const ClientActivity = enumOf(['NEVER_FUNDED', 'FUNDED', 'ACTIVE', 'INACTIVE', 'DORMANT']);
registerEnumType(ClientActivity, {
  name: 'ClientActivity',
  description: 'What a client does, derived from money and trades and never typed in.',
  valuesConfig: {
    NEVER_FUNDED: { description: 'No deposit has settled yet.' },
    FUNDED: { description: 'Has deposited, and not traded yet.' },
    ACTIVE: { description: 'Traded within 30 days.' },
    INACTIVE: { description: 'No trade for 30 days.' },
    DORMANT: { description: 'Neither trade nor cash operation for 180 days.' },
  },
});

export const KycStatus = enumOf(['NOT_STARTED', 'DOCUMENTS_REQUIRED', 'IN_REVIEW', 'RESUBMISSION_REQUIRED', 'APPROVED', 'REJECTED', 'EXPIRED']);
registerEnumType(KycStatus, {
  name: 'KycStatus',
  description: 'Where the verification of identity stands.',
  valuesConfig: {
    NOT_STARTED: { description: 'Nothing was handed in.' },
    DOCUMENTS_REQUIRED: { description: 'Documents are missing.' },
    IN_REVIEW: { description: 'Documents wait for a decision.' },
    RESUBMISSION_REQUIRED: { description: 'Something has to be handed in again.' },
    APPROVED: { description: 'Verified at the level of kycLevel.' },
    REJECTED: { description: 'Turned down for good.' },
    EXPIRED: { description: 'Was verified; a document or the review has run out.' },
  },
});

export const RiskLevel = enumOf(['LOW', 'MEDIUM', 'HIGH', 'UNDISCLOSED']);
registerEnumType(RiskLevel, {
  name: 'RiskLevel',
  description: 'The risk of money laundering that the client was rated at.',
  valuesConfig: {
    LOW: { description: 'Reviewed least often.' },
    MEDIUM: { description: 'Reviewed more often.' },
    HIGH: { description: 'Enhanced due diligence, reviewed every year.' },
    UNDISCLOSED: { description: 'Not for whoever asks: clients and partners are not told. Nothing is ever rated so.' },
  },
});

export const RESTRICTION_KINDS = ['NO_DEPOSIT', 'NO_WITHDRAWAL', 'NO_TRANSFER', 'NO_TRADE', 'CLOSE_ONLY', 'NO_LOGIN', 'NO_COMMISSION'] as const;
export const RestrictionKind = enumOf(RESTRICTION_KINDS);
registerEnumType(RestrictionKind, {
  name: 'RestrictionKind',
  description: 'What is forbidden.',
  valuesConfig: {
    NO_DEPOSIT: { description: 'No money in.' },
    NO_WITHDRAWAL: { description: 'No money out.' },
    NO_TRANSFER: { description: 'No money between own accounts.' },
    NO_TRADE: { description: 'No trading.' },
    CLOSE_ONLY: { description: 'Positions may be closed, not opened.' },
    NO_LOGIN: { description: 'No signing in.' },
    NO_COMMISSION: { description: 'Trades earn no commission.' },
  },
});
