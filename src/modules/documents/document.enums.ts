import { registerEnumType } from 'type-graphql';
import { enumOf } from '../../graphql/user-error.js';

export const DocumentType = enumOf([
  'PASSPORT',
  'IDENTITY_CARD',
  'DRIVING_LICENCE',
  'PROOF_OF_ADDRESS',
  'SOURCE_OF_FUNDS',
  'BANK_STATEMENT',
  'COMPANY_REGISTRATION',
  'OTHER',
]);
registerEnumType(DocumentType, {
  name: 'DocumentType',
  description: 'What a document is.',
  valuesConfig: {
    PASSPORT: { description: 'A passport.' },
    IDENTITY_CARD: { description: 'A national identity card.' },
    DRIVING_LICENCE: { description: 'A driving licence.' },
    PROOF_OF_ADDRESS: { description: 'A utility bill, a bank letter, or what else shows where somebody lives.' },
    SOURCE_OF_FUNDS: { description: 'Where the money comes from: a payslip, a sale, an inheritance.' },
    BANK_STATEMENT: { description: 'A statement of a bank account.' },
    COMPANY_REGISTRATION: { description: 'An extract of a company register.' },
    OTHER: { description: 'Anything else.' },
  },
});

export const DocumentStatus = enumOf(['UPLOADED', 'IN_REVIEW', 'APPROVED', 'REJECTED', 'EXPIRED', 'WITHDRAWN']);
registerEnumType(DocumentStatus, {
  name: 'DocumentStatus',
  description: 'Where the review of a document stands.',
  valuesConfig: {
    UPLOADED: { description: 'Handed in; nobody has looked at it yet.' },
    IN_REVIEW: { description: 'Somebody is looking at it.' },
    APPROVED: { description: 'Counts as evidence.' },
    REJECTED: { description: 'Does not count; rejectionReason says why.' },
    EXPIRED: { description: 'Counted once, and has run out.' },
    WITHDRAWN: { description: 'Taken back before it was decided on.' },
  },
});

export const DocumentScan = enumOf(['WAITING', 'CLEAN', 'INFECTED', 'NOT_SCANNED']);
registerEnumType(DocumentScan, {
  name: 'DocumentScan',
  description: 'What the malware scanner says of a document.',
  valuesConfig: {
    WAITING: { description: 'It has not looked at it yet: until then the document cannot be approved.' },
    CLEAN: { description: 'It found nothing.' },
    INFECTED: { description: 'It found malware: the document is rejected, and its file is not handed out.' },
    NOT_SCANNED: { description: 'There was no scanner when it was handed in.' },
  },
});

export const DocumentOrderField = enumOf(['UPLOADED_AT']);
registerEnumType(DocumentOrderField, {
  name: 'DocumentOrderField',
  description: 'By what documents are ordered.',
  valuesConfig: { UPLOADED_AT: { description: 'When they were handed in.' } },
});
