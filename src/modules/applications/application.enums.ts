import { registerEnumType } from 'type-graphql';
import { enumOf } from '../../graphql/user-error.js';
import { APPROPRIATENESS, QUESTION_KINDS, QUESTION_SECTIONS } from './application.form.js';
import { APPLICATION_STATUSES } from './application.record.js';
import { APPLICATION_DECISIONS } from './application.service.js';

export const ApplicationStatus = enumOf(APPLICATION_STATUSES);
registerEnumType(ApplicationStatus, {
  name: 'ApplicationStatus',
  description: 'Where an application stands.',
  valuesConfig: {
    SUBMITTED: { description: 'Waits for a decision.' },
    INFORMATION_REQUIRED: { description: 'Compliance has asked for something: the client applies anew.' },
    APPROVED: { description: 'The client was let in.' },
    REJECTED: { description: 'The client was turned down.' },
    REPLACED: { description: 'The client has applied anew in its place.' },
  },
});

export const Appropriateness = enumOf(APPROPRIATENESS);
registerEnumType(Appropriateness, {
  name: 'Appropriateness',
  description: 'What the answers say of whether trading with leverage suits a client.',
  valuesConfig: {
    APPROPRIATE: { description: 'It does.' },
    WARNING: { description: 'Only with a warning.' },
    NOT_APPROPRIATE: { description: 'It does not: whoever lets the client in says why.' },
  },
});

export const QuestionSection = enumOf(QUESTION_SECTIONS);
registerEnumType(QuestionSection, {
  name: 'QuestionSection',
  description: 'What a question is about.',
  valuesConfig: {
    EMPLOYMENT: { description: 'What the client does for a living, or what a company does.' },
    INCOME: { description: 'What comes in.' },
    WEALTH: { description: 'What there is, and where it comes from.' },
    EXPERIENCE: { description: 'What the client has done before.' },
    APPROPRIATENESS: { description: 'What the client knows of the product.' },
  },
});

export const QuestionKind = enumOf(QUESTION_KINDS);
registerEnumType(QuestionKind, {
  name: 'QuestionKind',
  description: 'How a question is answered.',
  valuesConfig: {
    ONE: { description: 'By one of the options.' },
    MANY: { description: 'By one or more of the options.' },
    TEXT: { description: 'In words.' },
  },
});

export const ApplicationDecision = enumOf(APPLICATION_DECISIONS);
registerEnumType(ApplicationDecision, {
  name: 'ApplicationDecision',
  description: 'What becomes of an application.',
  valuesConfig: {
    APPROVE: { description: 'The client is let in. It takes the KYC level that the questionnaire asks for.' },
    REJECT: { description: 'The client is turned down.' },
    ASK_FOR_INFORMATION: { description: 'The client is asked for something, and applies anew.' },
  },
});

export const ApplicationOrderField = enumOf(['SUBMITTED_AT']);
registerEnumType(ApplicationOrderField, {
  name: 'ApplicationOrderField',
  description: 'By what applications are ordered.',
  valuesConfig: { SUBMITTED_AT: { description: 'When they were submitted.' } },
});
