import { registerEnumType } from 'type-graphql';
import { enumOf } from '../../graphql/user-error.js';

export const PaymentProviderTestOutcome = enumOf(['ANSWERS', 'SILENT', 'MISCONFIGURED', 'NOT_TESTABLE']);
registerEnumType(PaymentProviderTestOutcome, {
  name: 'PaymentProviderTestOutcome',
  description: 'How a provider answered a test.',
  valuesConfig: {
    ANSWERS: { description: 'It answers, and takes our key.' },
    SILENT: { description: 'It does not answer, or refuses to.' },
    MISCONFIGURED: { description: 'Its settings do not do: nothing was sent.' },
    NOT_TESTABLE: { description: 'It has no API that could be asked.' },
  },
});
