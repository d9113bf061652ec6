import { registerEnumType } from 'type-graphql';
import { enumOf } from '../../graphql/user-error.js';
import { HEALTH_ISSUES, RANK_CRITERIA } from './partnership.overview.js';

export const PartnerApplicationStatus = enumOf(['SUBMITTED', 'APPROVED', 'REFUSED']);
registerEnumType(PartnerApplicationStatus, {
  name: 'PartnerApplicationStatus',
  description: 'Where an application to become a partner stands.',
  valuesConfig: {
    SUBMITTED: { description: 'Waits for a decision.' },
    APPROVED: { description: 'The applicant is a partner.' },
    REFUSED: { description: 'The applicant was turned down.' },
  },
});

export const PartnerChangeKind = enumOf(['MOVE', 'PLAN', 'INTRODUCER']);
registerEnumType(PartnerChangeKind, {
  name: 'PartnerChangeKind',
  description: 'What is to change at a later time.',
  valuesConfig: {
    MOVE: { description: 'The place of a partner in the tree.' },
    PLAN: { description: 'The plan of a partner.' },
    INTRODUCER: { description: 'The partner of a client.' },
  },
});

export const PartnerChangeStatus = enumOf(['SCHEDULED', 'DONE', 'CANCELLED', 'FAILED']);
registerEnumType(PartnerChangeStatus, {
  name: 'PartnerChangeStatus',
  description: 'Where a change stands that is to hold from a later time.',
  valuesConfig: {
    SCHEDULED: { description: 'Its time has not come.' },
    DONE: { description: 'It holds.' },
    CANCELLED: { description: 'It was taken back before its time.' },
    FAILED: { description: 'It could not be done any more when its time had come.' },
  },
});

export const PartnerRankCriterion = enumOf(RANK_CRITERIA);
registerEnumType(PartnerRankCriterion, {
  name: 'PartnerRankCriterion',
  description: 'By what partners are ranked.',
  valuesConfig: {
    AMOUNT: { description: 'What they earned in the currency that is asked for.' },
    LOTS: { description: 'The lots of their own clients.' },
    NEW_CLIENTS: { description: 'The clients whom they brought.' },
  },
});

export const PartnerHealthIssue = enumOf(HEALTH_ISSUES);
registerEnumType(PartnerHealthIssue, {
  name: 'PartnerHealthIssue',
  description: 'What can be wrong with the tree of partners.',
  valuesConfig: {
    PARENT_NOT_ACTIVE: { description: 'An active partner stands below one that is not.' },
    NO_PLAN: { description: 'An active partner has no plan, and earns nothing.' },
    CLIENTS_OF_STOPPED: { description: 'A suspended or closed partner still has clients, whose trades pay it nothing.' },
    CLIENT_BY_DEAD_LINK: { description: 'A client came by a link that was out of use, and nobody has introduced it.' },
    CHANGE_FAILED: { description: 'A change for a later time could not be carried out.' },
  },
});
