import { registerEnumType } from 'type-graphql';
import { enumOf } from '../../graphql/user-error.js';
import { RISK_FACTORS } from './risk.rules.js';

export const RiskFactorKind = enumOf(RISK_FACTORS);
registerEnumType(RiskFactorKind, {
  name: 'RiskFactorKind',
  description: 'What a rule looks at.',
  valuesConfig: {
    COUNTRY: { description: 'Where the client lives.' },
    SANCTIONS: { description: 'Lists of sanctions.' },
    PEP: { description: 'Politically exposed persons.' },
    CLIENT_TYPE: { description: 'Who the client is, and for how long.' },
    PRODUCT: { description: 'What the client trades with.' },
    FUNDING: { description: 'Where money comes from, and how much.' },
    BEHAVIOUR: { description: 'What the client does with it.' },
  },
});

export const RiskOverrideStatus = enumOf(['PROPOSED', 'ACTIVE', 'DECLINED', 'ENDED']);
registerEnumType(RiskOverrideStatus, {
  name: 'RiskOverrideStatus',
  description: 'Where an override stands.',
  valuesConfig: {
    PROPOSED: { description: 'Waits for a second person.' },
    ACTIVE: { description: 'Holds.' },
    DECLINED: { description: 'Was not confirmed.' },
    ENDED: { description: 'Held once.' },
  },
});

export const RiskRuleSetStatus = enumOf(['DRAFT', 'PUBLISHED', 'RETIRED']);
registerEnumType(RiskRuleSetStatus, {
  name: 'RiskRuleSetStatus',
  description: 'Where a set of rules stands.',
  valuesConfig: {
    DRAFT: { description: 'Waits for somebody else to publish it.' },
    PUBLISHED: { description: 'Ratings are made by it.' },
    RETIRED: { description: 'Ratings were made by it once.' },
  },
});
