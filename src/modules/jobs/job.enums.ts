import { registerEnumType } from 'type-graphql';
import { enumOf } from '../../graphql/user-error.js';

export const JobState = enumOf(['WAITING', 'RUNNING', 'RETRYING', 'FAILED']);
registerEnumType(JobState, {
  name: 'JobState',
  description: 'Where a background job stands. One that is done is no longer listed.',
  valuesConfig: {
    WAITING: { description: 'Has not been begun; its time may be later.' },
    RUNNING: { description: 'A worker is at it.' },
    RETRYING: { description: 'Has failed, and will be begun again by itself.' },
    FAILED: { description: 'Has failed for good: somebody has to decide.' },
  },
});
