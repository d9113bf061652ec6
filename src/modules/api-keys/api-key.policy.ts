import type { Actor } from '../../access/actor.js';
import { CLIENT_PERMISSIONS, PARTNER_PERMISSIONS } from '../../access/departments.js';
import { isPermission, type Permission, PERMISSIONS } from '../../access/permissions.js';
import { refusal } from '../../runtime/refusal.js';

/** What decides on who may do what takes a person: a stolen key must not be able to make itself others. */
const FOR_PEOPLE_ONLY: ReadonlySet<Permission> = new Set<Permission>(['staff:write', 'permissions:write', 'api-keys:write']);

export interface Scope {
  readonly clientId: string | null;
  readonly partnerId: string | null;
}

const invalid = (message: string) => refusal('INVALID', message, ['permissions']);
const forbidden = (message: string) => refusal('POLICY_FORBIDS', message, ['permissions']);

/**
 * Which permissions a key may be given. One that is bound to a client or partner can have what these can; one for the whole brokerage
 * anything that is not sensitive, and what is sensitive from an administrator, or from somebody who holds it.
 */
export function checkedPermissions(creator: Actor, asked: readonly string[], scope: Scope): Permission[] {
  const unknown = asked.find((id) => !isPermission(id));
  if (unknown !== undefined) throw invalid(`There is no permission "${unknown.slice(0, 60)}": permissionCatalogue lists them all.`);
  const permissions = [...new Set(asked.filter(isPermission))].sort();
  if (permissions.length === 0) throw invalid('A key without permissions is of no use: give it one.');
  for (const permission of permissions) checkPermission(creator, permission, scope);
  return permissions;
}

function checkPermission(creator: Actor, permission: Permission, { clientId, partnerId }: Scope): void {
  if (FOR_PEOPLE_ONLY.has(permission)) throw forbidden(`${permission} is for people: no key has it.`);
  if (clientId !== null && !CLIENT_PERMISSIONS.includes(permission)) throw forbidden(`A client's key cannot have ${permission}, as no client can.`);
  if (partnerId !== null && !PARTNER_PERMISSIONS.includes(permission)) throw forbidden(`A partner's key cannot have ${permission}, as no partner can.`);
  const isBound = clientId !== null || partnerId !== null;
  const mayGive = creator.departments.includes('ADMINISTRATION') || creator.permissions.has(permission);
  if (!isBound && PERMISSIONS[permission].sensitive && !mayGive)
    throw forbidden(`${permission} is sensitive: an administrator gives it, or somebody who holds it.`);
}
