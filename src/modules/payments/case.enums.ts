import { registerEnumType } from 'type-graphql';
import { enumOf } from '../../graphql/user-error.js';

export const PaymentCaseKind = enumOf([
  ...(['AMOUNT_TOO_LOW', 'AMOUNT_TOO_HIGH', 'OTHER_CURRENCY', 'PAID_TOO_LATE', 'UNMATCHED_EVENT', 'UNMATCHED_STATEMENT_LINE'] as const),
  ...(['PAYOUT_UNKNOWN', 'PAYOUT_PARTLY_DONE', 'MISSING_HERE', 'MISSING_THERE', 'DIFFERING', 'CHARGEBACK_DEBT'] as const),
]);
registerEnumType(PaymentCaseKind, {
  name: 'PaymentCaseKind',
  description: 'What an operator has to look at.',
  valuesConfig: {
    AMOUNT_TOO_LOW: { description: 'Less was paid than asked for, beyond the tolerance.' },
    AMOUNT_TOO_HIGH: { description: 'More was paid than asked for, beyond the tolerance.' },
    OTHER_CURRENCY: { description: 'It was paid in another currency.' },
    PAID_TOO_LATE: { description: 'It was paid when the client could not be credited any more.' },
    UNMATCHED_EVENT: { description: 'A provider tells of a payment that nothing here fits.' },
    UNMATCHED_STATEMENT_LINE: { description: 'The bank booked something that nothing here fits.' },
    PAYOUT_UNKNOWN: { description: 'Nobody knows whether a payout was made.' },
    PAYOUT_PARTLY_DONE: { description: 'Of a withdrawal only a part was paid out.' },
    MISSING_HERE: { description: 'The provider has a payment that is not here.' },
    MISSING_THERE: { description: 'A payment that is here is unknown to the provider.' },
    DIFFERING: { description: 'The provider has a payment otherwise than it is here.' },
    CHARGEBACK_DEBT: { description: 'Money was taken back that had left the wallet: the client owes it.' },
  },
});

export const PaymentCaseStatus = enumOf(['OPEN', 'TAKEN', 'PROPOSED', 'CLOSED']);
registerEnumType(PaymentCaseStatus, {
  name: 'PaymentCaseStatus',
  description: 'Where a case stands.',
  valuesConfig: {
    OPEN: { description: 'Nobody has it.' },
    TAKEN: { description: 'Somebody is at it.' },
    PROPOSED: { description: 'Somebody would close it in a way that takes a second person: that one confirms it, or gives the case back.' },
    CLOSED: { description: 'Decided.' },
  },
});

export const PaymentCaseResolution = enumOf(['CREDITED', 'RETURNED', 'MATCHED', 'EXPLAINED', 'RETRIED', 'DECLINED_BY_PROVIDER', 'CHARGED_AS_FEE']);
registerEnumType(PaymentCaseResolution, {
  name: 'PaymentCaseResolution',
  description: 'How a case is closed.',
  valuesConfig: {
    CREDITED: { description: 'The money in suspense goes to the client.' },
    RETURNED: { description: 'The money goes back to the payer: what lay in suspense is taken out of it again.' },
    MATCHED: { description: 'It belongs to the deposit or payout that is named, and is booked there as if it had been matched at once.' },
    EXPLAINED: { description: 'There is nothing to book: the note says why.' },
    RETRIED: { description: 'A payout that the provider has never got is sent again, under the same id; an event is worked on again.' },
    DECLINED_BY_PROVIDER: { description: 'The provider says that it will not make the payout: what was held is given back.' },
    CHARGED_AS_FEE: { description: 'What the bank took is its fee.' },
  },
});

export const PaymentCaseOrderField = enumOf(['OPENED_AT']);
registerEnumType(PaymentCaseOrderField, {
  name: 'PaymentCaseOrderField',
  description: 'By what cases are ordered.',
  valuesConfig: { OPENED_AT: { description: 'When they were opened.' } },
});
