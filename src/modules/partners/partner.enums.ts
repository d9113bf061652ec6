import { registerEnumType } from 'type-graphql';
import { enumOf } from '../../graphql/user-error.js';

export const PartnerStatus = enumOf(['PENDING', 'ACTIVE', 'SUSPENDED', 'CLOSED']);
registerEnumType(PartnerStatus, {
  name: 'PartnerStatus',
  description: 'Where the contract with a partner stands.',
  valuesConfig: {
    PENDING: { description: 'Has applied; the contract is not made yet.' },
    ACTIVE: { description: 'Introduces clients and earns.' },
    SUSPENDED: { description: 'Is stopped for now: introduces nobody and earns nothing.' },
    CLOSED: { description: 'The contract has ended.' },
  },
});
