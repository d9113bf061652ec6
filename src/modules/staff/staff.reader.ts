import { column, defineReader } from '../../database/reader.js';

/** Staff see each other's names; clients and partners see nobody. */
export const staffReader = defineReader({
  type: 'StaffMember',
  table: 'staff_member',
  columns: {
    id: column('id'),
    version: column('version'),
    name: column('name'),
    email: column('email'),
    departments: column('departments'),
    isActive: column('is_active'),
    createdAt: column('created_at'),
  },
  scopeOf: (actor) => (actor.clientId !== null || actor.partnerId !== null ? 'outside' : null),
  scopes: { outside: () => 'false' },
});
