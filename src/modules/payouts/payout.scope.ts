import type { Actor } from '../../access/actor.js';
import type { Parameters } from '../../database/statement.js';

/** A partner's own: what its sub-partners are paid is theirs, as what it is paid itself is nothing for the partner above. */
export const ownPartnerScopeOf = (actor: Actor): 'none' | 'own' | null => (actor.clientId !== null ? 'none' : actor.partnerId !== null ? 'own' : null);

export const ownPartnerId = (parameters: Parameters): string => parameters.add(({ actor }) => actor.partnerId, 'uuid');

export const ownPartnerScopes = { none: () => 'false', own: (parameters: Parameters) => `t.partner_id = ${ownPartnerId(parameters)}` };
