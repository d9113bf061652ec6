import { column, defineReader, one } from '../../database/reader.js';
import type { Filter } from '../../database/reader.filters.js';
import { clientIdScopes, clientScopeOf } from '../../database/row-scopes.js';
import { factsOf, factsSql, type StoredFacts, TODAY } from './kyc.facts.js';
import { assess } from './kyc.rules.js';

const standing = (name: string) => ({ sql: `(select s.${name} from kyc_standing s where s.id = t.id)` });

/** Where the verification of a client stands. The steps are worked out as they are read, by the rule that the level follows. */
export const clientKycReader = defineReader({
  type: 'ClientKyc',
  table: 'client',
  columns: {
    id: column('id'),
    status: column('kyc_status'),
    level: column('kyc_level'),
    nextSteps: { sql: factsSql('t'), derive: (facts) => assess(factsOf(facts as StoredFacts)).steps },
    expiresOn: standing('expires_on'),
    reviewedAt: standing('reviewed_at'),
    reviewDueOn: standing('review_due_on'),
  },
  scopeOf: clientScopeOf,
  scopes: clientIdScopes,
});

/** Clients whose level still stands, and falls within so many days. */
const withinDays: Filter = {
  shape: () => '',
  where: (parameters, _shape, at) =>
    `t.due_on between ${TODAY} and ${TODAY} + ${parameters.add(
      at((days: number) => days),
      'int',
    )} and (select c.kyc_level from client c where c.id = t.id) > 0`,
};

export const kycExpiryReader = defineReader({
  type: 'KycExpiry',
  table: 'kyc_standing',
  columns: { id: column('id'), dueOn: column('due_on'), expiresOn: column('expires_on'), reviewDueOn: column('review_due_on') },
  relations: { client: one('Client', 'id') },
  filters: { withinDays },
  orders: { DUE_ON: { sql: 't.due_on', cast: 'date' } },
  defaultOrder: { field: 'DUE_ON', direction: 'ASC' },
  scopeOf: clientScopeOf,
  scopes: clientIdScopes,
});
