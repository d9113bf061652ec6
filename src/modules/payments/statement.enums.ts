import { registerEnumType } from 'type-graphql';
import { enumOf } from '../../graphql/user-error.js';

export const BankStatementSide = enumOf(['CREDIT', 'DEBIT']);
registerEnumType(BankStatementSide, {
  name: 'BankStatementSide',
  description: 'Which way the money went over our bank account.',
  valuesConfig: { CREDIT: { description: 'In.' }, DEBIT: { description: 'Out.' } },
});

export const BankStatementLineStatus = enumOf(['NEW', 'MATCHED', 'UNMATCHED', 'CLOSED']);
registerEnumType(BankStatementLineStatus, {
  name: 'BankStatementLineStatus',
  description: 'What became of a line.',
  valuesConfig: {
    NEW: { description: 'Not looked at yet.' },
    MATCHED: { description: 'It belongs to a deposit or a payout.' },
    UNMATCHED: { description: 'Nothing here fits it: its money lies in suspense, and an operator has a case of it.' },
    CLOSED: { description: 'An operator decided on it otherwise than by matching it.' },
  },
});

export const BankStatementOrderField = enumOf(['IMPORTED_AT']);
registerEnumType(BankStatementOrderField, {
  name: 'BankStatementOrderField',
  description: 'By what statements are ordered.',
  valuesConfig: { IMPORTED_AT: { description: 'When they were imported.' } },
});
