import { registerEnumType } from 'type-graphql';
import { enumOf } from '../../graphql/user-error.js';

export const TransactionType = enumOf([
  'DEPOSIT',
  'WITHDRAWAL',
  'TRANSFER',
  'CREDIT_IN',
  'CREDIT_OUT',
  'ADJUSTMENT',
  'COMMISSION_PAYOUT',
  'CHARGEBACK',
  'NEGATIVE_BALANCE_PROTECTION',
]);
registerEnumType(TransactionType, {
  name: 'TransactionType',
  description: 'What kind of movement of money it is.',
  valuesConfig: {
    DEPOSIT: { description: 'Money comes in through a payment provider.' },
    WITHDRAWAL: { description: 'Money goes out through a payment provider.' },
    TRANSFER: { description: 'Money moves between own accounts and wallets.' },
    CREDIT_IN: { description: 'Credit (bonus) is given to a trading account.' },
    CREDIT_OUT: { description: 'Credit (bonus) is taken back.' },
    ADJUSTMENT: { description: 'The broker corrects a balance, up or down.' },
    COMMISSION_PAYOUT: { description: "Commissions are paid into a partner's wallet." },
    CHARGEBACK: { description: 'A provider takes a deposit back.' },
    NEGATIVE_BALANCE_PROTECTION: { description: 'The broker bears what a trading account fell below zero.' },
  },
});

export const TransactionStatus = enumOf([
  ...(['CREATED', 'PENDING_PROVIDER', 'HELD', 'IN_REVIEW', 'APPROVED', 'SENT_TO_PROVIDER', 'UNKNOWN', 'SETTLED'] as const),
  ...(['REJECTED', 'CANCELLED', 'DECLINED', 'EXPIRED', 'REVERSED', 'CHARGED_BACK'] as const),
]);
registerEnumType(TransactionStatus, {
  name: 'TransactionStatus',
  description: 'Where a transaction stands.',
  valuesConfig: {
    CREATED: { description: 'Written down, nothing done yet.' },
    PENDING_PROVIDER: { description: 'The client is paying at the provider.' },
    HELD: { description: 'The amount is reserved in the wallet.' },
    IN_REVIEW: { description: 'Waits for people to decide.' },
    APPROVED: { description: 'Has all approvals, and waits to be sent.' },
    SENT_TO_PROVIDER: { description: 'The provider has the order.' },
    UNKNOWN: { description: 'The provider did not answer: it is being looked up, and never sent again blindly.' },
    SETTLED: { description: 'Done and booked.' },
    REJECTED: { description: 'Turned down by people.' },
    CANCELLED: { description: 'Withdrawn by whoever asked for it.' },
    DECLINED: { description: 'Turned down by the provider.' },
    EXPIRED: { description: 'Nobody paid in time.' },
    REVERSED: { description: 'Booked, and booked back.' },
    CHARGED_BACK: { description: 'The provider took it back.' },
  },
});

export const ApprovalDecision = enumOf(['APPROVED', 'REJECTED']);
registerEnumType(ApprovalDecision, {
  name: 'ApprovalDecision',
  description: 'What a checker decided.',
  valuesConfig: { APPROVED: { description: 'It may go on.' }, REJECTED: { description: 'It ends here.' } },
});

export const TransactionOrderField = enumOf(['REQUESTED_AT', 'SETTLED_AT', 'AMOUNT']);
registerEnumType(TransactionOrderField, {
  name: 'TransactionOrderField',
  description: 'By what transactions are ordered.',
  valuesConfig: {
    REQUESTED_AT: { description: 'When they were asked for.' },
    SETTLED_AT: { description: 'When they were settled; what is not settled comes before everything that is.' },
    AMOUNT: { description: 'Their amount as a number, whatever the currency.' },
  },
});
