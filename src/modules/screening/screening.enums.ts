import { registerEnumType } from 'type-graphql';
import { SCREENING_LISTS } from '../../connectors/screening/port.js';
import { enumOf } from '../../graphql/user-error.js';

export const ScreeningList = enumOf(SCREENING_LISTS);
registerEnumType(ScreeningList, {
  name: 'ScreeningList',
  description: 'A list that clients are looked for on.',
  valuesConfig: {
    EU: { description: 'The consolidated list of financial sanctions of the European Union.' },
    OFAC: { description: 'The Specially Designated Nationals of the Office of Foreign Assets Control of the United States.' },
    OFAC_CONSOLIDATED: { description: 'The other lists of the same office, in one.' },
    PEP: { description: 'Politically exposed persons, from whom the broker has them.' },
  },
});

export const ScreeningListKind = enumOf(['SANCTIONS', 'PEP']);
registerEnumType(ScreeningListKind, {
  name: 'ScreeningListKind',
  description: 'What it means to be on a list.',
  valuesConfig: {
    SANCTIONS: { description: 'Nobody may be served who is on it.' },
    PEP: { description: 'Whoever is on it is looked at more closely.' },
  },
});

export const ScreeningStatus = enumOf(['NOT_SCREENED', 'CLEAR', 'HITS_WAITING', 'MATCH']);
registerEnumType(ScreeningStatus, {
  name: 'ScreeningStatus',
  description: 'Where the screening of a client stands.',
  valuesConfig: {
    NOT_SCREENED: { description: 'No list of sanctions was there to look on.' },
    CLEAR: { description: 'On no list, or on none that was meant.' },
    HITS_WAITING: { description: 'Entries that may be the client wait for a decision.' },
    MATCH: { description: 'On a list of sanctions: somebody has confirmed it.' },
  },
});

export const ScreeningHitStatus = enumOf(['WAITING', 'TRUE_MATCH', 'FALSE_POSITIVE', 'WITHDRAWN']);
registerEnumType(ScreeningHitStatus, {
  name: 'ScreeningHitStatus',
  description: 'What was decided on a hit.',
  valuesConfig: {
    WAITING: { description: 'Nothing yet.' },
    TRUE_MATCH: { description: 'It is the client.' },
    FALSE_POSITIVE: { description: 'It is somebody else.' },
    WITHDRAWN: { description: 'Nothing: client or list changed before somebody decided.' },
  },
});

export const ScreeningAgreement = enumOf(['AGREES', 'YEAR_AGREES', 'DIFFERS', 'UNKNOWN']);
registerEnumType(ScreeningAgreement, {
  name: 'ScreeningAgreement',
  description: 'What a detail of the entry says to that of the client.',
  valuesConfig: {
    AGREES: { description: 'The same.' },
    YEAR_AGREES: { description: 'The same year, of which no more is known, or day and month the other way round.' },
    DIFFERS: { description: 'Another one.' },
    UNKNOWN: { description: 'Client or entry has none.' },
  },
});

export const ScreeningDecision = enumOf(['TRUE_MATCH', 'FALSE_POSITIVE']);
registerEnumType(ScreeningDecision, {
  name: 'ScreeningDecision',
  description: 'How a hit can be decided on.',
  valuesConfig: {
    TRUE_MATCH: { description: 'It is the client. On a list of sanctions nothing of the client moves from now on; on the other it is rated HIGH.' },
    FALSE_POSITIVE: { description: 'It is somebody else. It is not asked again as long as client and entry stay what they are.' },
  },
});

export const ListedPartyKind = enumOf(['PERSON', 'ORGANISATION', 'OTHER']);
registerEnumType(ListedPartyKind, {
  name: 'ListedPartyKind',
  description: 'What a list has an entry for.',
  valuesConfig: {
    PERSON: { description: 'A person.' },
    ORGANISATION: { description: 'A company or another organisation.' },
    OTHER: { description: 'A ship, an aircraft, or what the list does not say.' },
  },
});

export const ScreeningHitOrderField = enumOf(['FOUND_AT', 'SCORE']);
registerEnumType(ScreeningHitOrderField, {
  name: 'ScreeningHitOrderField',
  description: 'By what hits are ordered.',
  valuesConfig: { FOUND_AT: { description: 'When they were found.' }, SCORE: { description: 'How well they fit.' } },
});
