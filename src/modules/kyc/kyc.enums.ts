import { registerEnumType } from 'type-graphql';
import { enumOf } from '../../graphql/user-error.js';
import { KYC_CHECKS } from './kyc.checks.js';
import { KYC_STEP_CODES } from './kyc.rules.js';

export const KycCheckKind = enumOf(KYC_CHECKS);
registerEnumType(KycCheckKind, {
  name: 'KycCheckKind',
  description: 'What is found out about a client beside its documents.',
  valuesConfig: {
    APPLICATION: { description: 'The questionnaire, decided on by compliance.' },
    SCREENING: { description: 'Screening against sanctions and lists of exposed persons.' },
    RISK_RATING: { description: 'The rating of the risk.' },
    VENDOR: { description: 'Verification by an identity service.' },
  },
});

export const KycStepCode = enumOf(KYC_STEP_CODES);
registerEnumType(KycStepCode, {
  name: 'KycStepCode',
  description: 'What kind of step it is: programs branch on this, people read the text.',
  valuesConfig: {
    HAND_IN: { description: 'A document is missing.' },
    HAND_IN_AGAIN: { description: 'A document was rejected, and another may be sent.' },
    RENEW: { description: 'A document has run out.' },
    RENEW_SOON: { description: 'What the level rests on runs out within 30 days.' },
    WAIT_FOR_REVIEW: { description: 'A document waits for a decision.' },
    APPLY: { description: 'The application is missing.' },
    WAIT_FOR_CHECK: { description: 'A check is missing or under way: the broker is at it.' },
    CHECK_AGAIN: { description: 'A check has run out: the broker makes it anew.' },
    REFUSED: { description: 'A document or a check was refused for good.' },
    REVIEW_DUE: { description: 'The regular review is overdue: compliance is at it.' },
  },
});
