import { column, defineReader } from '../../database/reader.js';
import { equals, escapeLike, type Filter, idEquals, timeRange } from '../../database/reader.filters.js';

/** One action by its index, or with a dot at the end all actions of a noun. */
const actionFilter: Filter = {
  shape: (action: string) => (action.endsWith('.') ? 'noun' : 'action'),
  where: (parameters, shape, at) =>
    shape === 'action'
      ? `t.action = ${parameters.add(
          at((action: string) => action),
          'text',
        )}`
      : `t.action like ${parameters.add(
          at((action: string) => `${escapeLike(action)}%`),
          'text',
        )}`,
};

/** What the log keeps of a client, for those who may read the log and not the clients' addresses. */
const withoutContact = (side: string): string =>
  `case when t.client_id is null then ${side} else (select jsonb_object_agg(key, case when lower(key) in ('email', 'phone') and value <> 'null' then '"***"' else value end) from jsonb_each(${side})) end`;

const side = (name: 'before' | 'after') => column(name, { mask: { unless: 'clients:contact', sql: withoutContact(`t.${name}`) } });

export const auditReader = defineReader({
  type: 'AuditEntry',
  table: 'audit_entry',
  columns: {
    id: column('id'),
    at: column('at'),
    actorKind: column('actor_kind'),
    actorId: column('actor_id'),
    actorName: column('actor_name'),
    departments: column('departments'),
    action: column('action'),
    subjectType: column('subject_type'),
    subjectId: column('subject_id'),
    clientId: column('client_id'),
    reason: column('reason'),
    before: side('before'),
    after: side('after'),
    requestId: column('request_id'),
    hash: { sql: `coalesce((select s.hash from audit_seal s where s.entry_id = t.id), '')` },
    sealedAt: { sql: '(select s.sealed_at from audit_seal s where s.entry_id = t.id)' },
  },
  filters: {
    actorId: idEquals('t.actor_id'),
    action: actionFilter,
    subjectType: equals('t.subject_type'),
    subjectId: equals('t.subject_id'),
    at: timeRange('t.at'),
  },
  orders: { AT: { sql: 't.at', cast: 'timestamptz' } },
  defaultOrder: { field: 'AT', direction: 'DESC' },
  // the log belongs to the house: an API key of one client sees that client's entries, one of a partner sees none
  scopeOf: (actor) => (actor.clientId !== null ? 'client' : actor.partnerId !== null ? 'none' : null),
  scopes: {
    client: (parameters) => `t.client_id = ${parameters.add((binding) => binding.actor.clientId, 'uuid')}`,
    none: () => 'false',
  },
});
