import type { Actor } from '../access/actor.js';
import { ownedBy } from './reader.js';
import type { Parameters } from './statement.js';

/**
 * Which clients there are for whom: a client sees itself, a partner those whom its subtree introduced, and staff without `clients:all`
 * those whom it manages. All that belongs to a client is scoped by the same names (`clientScopes`).
 */
export const clientScopeOf = (actor: Actor): 'client' | 'partner' | 'managed' | null =>
  actor.clientId !== null ? 'client' : actor.partnerId !== null ? 'partner' : actor.permissions.has('clients:all') ? null : 'managed';

/**
 * Which partners there are for whom, and what belongs to them: none for a client, its own subtree for a partner, all for staff. Whoever
 * is above or beside a partner is absent for it.
 */
export const partnerScopeOf = (actor: Actor): 'none' | 'subtree' | null => (actor.clientId !== null ? 'none' : actor.partnerId !== null ? 'subtree' : null);

/** The actor's own place in the partner tree, as of now. */
export const ownPath = (parameters: Parameters): string => `(select o.path from partner o where o.id = ${parameters.add((b) => b.actor.partnerId, 'uuid')})`;

/** The ids of the actor's own partner subtree, as of now. */
export const ownSubtree = (parameters: Parameters): string => `(select s.id from partner s where s.path <@ ${ownPath(parameters)})`;

const ownClient = (parameters: Parameters): string => parameters.add((b) => b.actor.clientId, 'uuid');
const manager = (parameters: Parameters): string => parameters.add((b) => (b.actor.kind === 'STAFF' ? b.actor.id : null), 'uuid');

/** Scopes of the client table itself. */
export const ownClientScopes = {
  client: (parameters: Parameters) => `t.id = ${ownClient(parameters)}`,
  partner: ownedBy('t.partner_id', ownSubtree),
  managed: (parameters: Parameters) => `t.account_manager_id = ${manager(parameters)}`,
};

/** Scopes of a table whose rows belong to a client by `client_id`. */
export const clientScopes = {
  client: (parameters: Parameters) => `t.client_id = ${ownClient(parameters)}`,
  partner: ownedBy('t.client_id', (parameters) => `(select c.id from client c where c.partner_id in ${ownSubtree(parameters)})`),
  managed: ownedBy('t.client_id', (parameters) => `(select c.id from client c where c.account_manager_id = ${manager(parameters)})`),
};

/** Scopes of a table that has one row a client, under the client's own id. What a partner may not see of its clients is absent for it. */
export const clientIdScopes = {
  client: (parameters: Parameters) => `t.id = ${ownClient(parameters)}`,
  partner: () => 'false',
  managed: ownedBy('t.id', (parameters) => `(select c.id from client c where c.account_manager_id = ${manager(parameters)})`),
};
