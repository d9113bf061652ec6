import { column, defineReader, one } from '../../database/reader.js';

/** API keys are the brokerage's: clients and partners, and keys that are bound to them, see none. */
export const apiKeyReader = defineReader({
  type: 'ApiKey',
  table: 'api_key',
  columns: {
    id: column('id'),
    name: column('name'),
    prefix: column('prefix'),
    permissions: column('permissions'),
    createdAt: column('created_at'),
    expiresAt: column('expires_at'),
    revokedAt: column('revoked_at'),
    lastUsedAt: column('last_used_at'),
  },
  relations: {
    client: one('Client', 'client_id'),
    partner: one('Partner', 'partner_id'),
    createdBy: one('StaffMember', 'created_by_id'),
  },
  defaultOrder: { field: 'CREATED_AT', direction: 'DESC' },
  scopeOf: (actor) => (actor.clientId !== null || actor.partnerId !== null ? 'outside' : null),
  scopes: { outside: () => 'false' },
});
