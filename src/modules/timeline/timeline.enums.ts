import { registerEnumType } from 'type-graphql';
import { enumOf } from '../../graphql/user-error.js';
import { TIMELINE_KINDS } from './timeline.reader.js';

export const TimelineKind = enumOf(TIMELINE_KINDS);
registerEnumType(TimelineKind, {
  name: 'TimelineKind',
  description: 'Where an entry of a timeline comes from. You see those that your permissions let you see.',
  valuesConfig: {
    AUDIT: { description: 'The audit log; for those who may read it.' },
    SIGN_IN: { description: 'The client signed in or out, or was refused.' },
    TRANSACTION: { description: 'A movement of money, when it was asked for.' },
    DOCUMENT: { description: 'A document, when it was handed in.' },
    TASK: { description: 'Something that waits for people, when it was opened; once it is decided, when that was.' },
    NOTE: { description: 'A note of the staff, when it was written.' },
  },
});
