import type { Actor } from '../../access/actor.js';
import { CLIENT_PERMISSIONS, type Department, PARTNER_PERMISSIONS } from '../../access/departments.js';
import { isPermission, type Permission } from '../../access/permissions.js';

// A restriction on one trading account bars from that account's platform login, not from signing in here.
const CLIENT_MAY_SIGN_IN = `(cl.onboarding_status not in ('CLOSED', 'TERMINATED') and not exists (
    select from restriction r where r.client_id = cl.id and r.kind = 'NO_LOGIN' and r.trading_account_id is null
      and r.lifted_at is null and (r.expires_at is null or r.expires_at > now())))`;
const PARTNER_MAY_SIGN_IN = `p.status not in ('SUSPENDED', 'CLOSED')`;

/** Everything about the person behind a credential that decides on what they may do, as of now: one statement, one snapshot. */
const PERSON = `
    c.id as "credentialId", coalesce(s.id, cl.id, p.id) as id, coalesce(s.name, cl.display_name, p.name) as name,
    case when s.id is not null then 'STAFF' when cl.id is not null then 'CLIENT' else 'PARTNER' end as kind,
    coalesce(s.departments, '{}') as departments,
    array(select distinct dp.permission from department_permission dp where dp.department = any(s.departments)) as permissions,
    exists (select from department_policy dp where dp.totp_required and dp.department = any(s.departments)) and c.totp_confirmed_at is null as "totpSetupRequired",
    coalesce(s.is_active, ${CLIENT_MAY_SIGN_IN}, ${PARTNER_MAY_SIGN_IN}) as "maySignIn"`;
const BEHIND = `left join staff_member s on s.id = c.staff_id left join client cl on cl.id = c.client_id left join partner p on p.id = c.partner_id`;

export const ACTOR_OF_SESSION = `
  select ${PERSON}, se.id as "sessionId", se.expires_at as "expiresAt"
  from session se join credential c on c.id = se.credential_id ${BEHIND}
  where se.id = $1 and se.revoked_at is null and se.expires_at > now()`;

export const ACCOUNT_OF_EMAIL = `
  select ${PERSON}, c.password_hash as "passwordHash", c.totp_confirmed_at is not null as "hasTotp",
    exists (select from familiar_address f where f.credential_id = c.id and f.address_mac = $2) as "isFamiliar"
  from credential c ${BEHIND} where c.email = $1`;

const actorOfApiKeyBy = (column: 'hash' | 'id'): string => `
  select k.id, k.name, k.permissions, k.client_id as "clientId", k.partner_id as "partnerId", k.expires_at as "expiresAt"
  from api_key k left join client cl on cl.id = k.client_id left join partner p on p.id = k.partner_id
  where k.${column} = $1 and k.revoked_at is null and (k.expires_at is null or k.expires_at > now())
    and (cl.id is null or ${CLIENT_MAY_SIGN_IN}) and (p.id is null or ${PARTNER_MAY_SIGN_IN})`;
export const ACTOR_OF_API_KEY = actorOfApiKeyBy('hash');
export const ACTOR_OF_API_KEY_ID = actorOfApiKeyBy('id');

export interface PersonRow {
  readonly credentialId: string;
  readonly id: string;
  readonly name: string;
  readonly kind: 'STAFF' | 'CLIENT' | 'PARTNER';
  readonly departments: Department[];
  readonly permissions: string[];
  readonly totpSetupRequired: boolean;
  readonly maySignIn: boolean;
}

export interface ApiKeyRow {
  readonly id: string;
  readonly name: string;
  readonly permissions: string[];
  readonly clientId: string | null;
  readonly partnerId: string | null;
}

const OWN_PERMISSIONS = { CLIENT: new Set(CLIENT_PERMISSIONS), PARTNER: new Set(PARTNER_PERMISSIONS) } as const;
const NONE: ReadonlySet<Permission> = new Set();

/** The permission set of a staff member, client or partner. Until a second factor that is asked for is set up, it is empty. */
function permissionsOf(person: PersonRow): ReadonlySet<Permission> {
  if (person.kind !== 'STAFF') return OWN_PERMISSIONS[person.kind];
  return person.totpSetupRequired ? NONE : new Set(person.permissions.filter(isPermission).sort());
}

export const actorOfPerson = (person: PersonRow, sessionId: string | null): Actor => ({
  kind: person.kind,
  id: person.id,
  name: person.name,
  departments: person.departments,
  permissions: permissionsOf(person),
  clientId: person.kind === 'CLIENT' ? person.id : null,
  partnerId: person.kind === 'PARTNER' ? person.id : null,
  sessionId,
  totpSetupRequired: person.kind === 'STAFF' && person.totpSetupRequired,
});

/** A key that is bound to a client or a partner can do at most what these can, whatever is written in its row. */
function permissionsOfKey(key: ApiKeyRow): ReadonlySet<Permission> {
  const bound = key.clientId ? OWN_PERMISSIONS.CLIENT : key.partnerId ? OWN_PERMISSIONS.PARTNER : null;
  return new Set(
    key.permissions
      .filter(isPermission)
      .filter((permission) => !bound || bound.has(permission))
      .sort(),
  );
}

export const actorOfApiKey = (key: ApiKeyRow): Actor => ({
  kind: 'API_KEY',
  id: key.id,
  name: key.name,
  departments: [],
  permissions: permissionsOfKey(key),
  clientId: key.clientId,
  partnerId: key.partnerId,
  sessionId: key.id,
});
