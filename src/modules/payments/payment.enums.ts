import { registerEnumType } from 'type-graphql';
import { enumOf } from '../../graphql/user-error.js';

export const PaymentProviderKind = enumOf(['CARD', 'CASHIER', 'BANK']);
registerEnumType(PaymentProviderKind, {
  name: 'PaymentProviderKind',
  description: 'What kind of payment provider it is.',
  valuesConfig: {
    CARD: { description: 'Cards: paid on a page of the provider, told by webhooks.' },
    CASHIER: { description: 'A cashier over many methods: paid on its page, told by webhooks.' },
    BANK: { description: 'Bank transfers: told by statements.' },
  },
});

export const PayoutStatus = enumOf(['WAITING', 'SENT', 'UNKNOWN', 'SETTLED', 'DECLINED', 'RETURNED', 'CANCELLED']);
registerEnumType(PayoutStatus, {
  name: 'PayoutStatus',
  description: 'Where one payment of a withdrawal stands.',
  valuesConfig: {
    WAITING: { description: 'The withdrawal is not approved yet.' },
    SENT: { description: 'The provider has it, or was about to get it.' },
    UNKNOWN: { description: 'The provider did not answer: it is looked up, and never sent again blindly.' },
    SETTLED: { description: 'Paid.' },
    DECLINED: { description: 'Turned down by the provider: the money is back in the wallet.' },
    RETURNED: { description: 'Paid, and sent back by the bank of the payee.' },
    CANCELLED: { description: 'Never sent.' },
  },
});

export const PayoutDestinationStatus = enumOf(['PENDING', 'VERIFIED', 'REJECTED', 'RETIRED']);
registerEnumType(PayoutDestinationStatus, {
  name: 'PayoutDestinationStatus',
  description: 'Whether money may go there.',
  valuesConfig: {
    PENDING: { description: 'Waits to be verified.' },
    VERIFIED: { description: 'Verified; new ones wait for a while before they can be used.' },
    REJECTED: { description: 'Turned down by staff.' },
    RETIRED: { description: 'Taken out of use by its owner.' },
  },
});

export const PayoutDestinationOrderField = enumOf(['ADDED_AT']);
registerEnumType(PayoutDestinationOrderField, {
  name: 'PayoutDestinationOrderField',
  description: 'By what destinations are ordered.',
  valuesConfig: { ADDED_AT: { description: 'When they were added.' } },
});

export const PaymentDirection = enumOf(['DEPOSIT', 'PAYOUT']);
registerEnumType(PaymentDirection, {
  name: 'PaymentDirection',
  description: 'Which way the money goes.',
  valuesConfig: { DEPOSIT: { description: 'In.' }, PAYOUT: { description: 'Out.' } },
});
