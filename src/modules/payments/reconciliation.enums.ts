import { registerEnumType } from 'type-graphql';
import { enumOf } from '../../graphql/user-error.js';

export const ReconciliationResult = enumOf(['MATCHED', 'MISSING_HERE', 'MISSING_THERE', 'DIFFERING']);
registerEnumType(ReconciliationResult, {
  name: 'ReconciliationResult',
  description: 'How a payment compares.',
  valuesConfig: {
    MATCHED: { description: 'The same on both sides.' },
    MISSING_HERE: { description: 'The provider has it, and it is not here.' },
    MISSING_THERE: { description: 'It is here, and the provider does not have it.' },
    DIFFERING: { description: 'On both sides, and not alike: in amount, in currency or in state.' },
  },
});

export const ReconciliationStatus = enumOf(['WAITING', 'DONE', 'FAILED']);
registerEnumType(ReconciliationStatus, {
  name: 'ReconciliationStatus',
  description: 'Where a run stands.',
  valuesConfig: {
    WAITING: { description: 'A job is at it, or will be; after a failure it is tried again.' },
    DONE: { description: 'Compared.' },
    FAILED: { description: 'Given up: the error says why.' },
  },
});

export const ReconciliationSource = enumOf(['LISTING', 'STATEMENT']);
registerEnumType(ReconciliationSource, {
  name: 'ReconciliationSource',
  description: 'What ours was compared with.',
  valuesConfig: { LISTING: { description: "The provider's list of payments." }, STATEMENT: { description: "The bank's statements." } },
});

export const ReconciliationOrderField = enumOf(['RUN_AT']);
registerEnumType(ReconciliationOrderField, {
  name: 'ReconciliationOrderField',
  description: 'By what runs are ordered.',
  valuesConfig: { RUN_AT: { description: 'When they were asked for.' } },
});
