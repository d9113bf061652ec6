import { registerEnumType } from 'type-graphql';
import { enumOf } from '../../graphql/user-error.js';

export const PaymentEventStatus = enumOf(['NEW', 'APPLIED', 'NOTHING_NEW', 'UNMATCHED', 'DISMISSED']);
registerEnumType(PaymentEventStatus, {
  name: 'PaymentEventStatus',
  description: "What became of a provider's event.",
  valuesConfig: {
    NEW: { description: 'It waits to be worked on, or for the news before it.' },
    APPLIED: { description: 'It is booked.' },
    NOTHING_NEW: { description: 'It says what was known.' },
    UNMATCHED: { description: 'Nothing here fits it: there is a case of it.' },
    DISMISSED: { description: 'Somebody of the staff laid it aside.' },
  },
});

export const PaymentEventState = enumOf(['PENDING', 'SETTLED', 'DECLINED', 'EXPIRED', 'CANCELLED', 'REVERSED', 'CHARGED_BACK', 'RETURNED']);
registerEnumType(PaymentEventState, {
  name: 'PaymentEventState',
  description: 'What a provider says of a payment.',
  valuesConfig: {
    PENDING: { description: 'It is under way.' },
    SETTLED: { description: 'It is paid.' },
    DECLINED: { description: 'It was turned down.' },
    EXPIRED: { description: 'Nobody paid in time.' },
    CANCELLED: { description: 'Somebody took it back before it was paid.' },
    REVERSED: { description: 'It was paid, and given back since.' },
    CHARGED_BACK: { description: 'It was paid, and the payer had it taken back.' },
    RETURNED: { description: 'It was paid out, and came back.' },
  },
});

export const PaymentEventSource = enumOf(['WEBHOOK', 'LOOK_UP', 'STATEMENT']);
registerEnumType(PaymentEventSource, {
  name: 'PaymentEventSource',
  description: 'How an event came to be known.',
  valuesConfig: {
    WEBHOOK: { description: 'The provider told.' },
    LOOK_UP: { description: 'The provider was asked.' },
    STATEMENT: { description: 'A bank statement says so.' },
  },
});

export const PaymentEventOrderField = enumOf(['RECEIVED_AT']);
registerEnumType(PaymentEventOrderField, {
  name: 'PaymentEventOrderField',
  description: 'By what events are ordered.',
  valuesConfig: { RECEIVED_AT: { description: 'When they were received.' } },
});
