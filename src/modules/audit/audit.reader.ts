import { type Column, column, defineReader, type Reader } from '../../database/reader.js';
import { equals, escapeLike, type Filter, idEquals, timeRange } from '../../database/reader.filters.js';
import { keyOf } from '../../database/reader.sealed.js';
import type { PersonalData } from '../../runtime/personal-data.js';
import { isSealedSql, type JsonObject, type JsonValue, openSealed } from './audit.redaction.js';

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

interface Packed {
  readonly client: string | null;
  readonly key: string | null;
  readonly value: JsonValue;
}

/** With the client's key beside it, to open what was sealed under it. */
const packed = (value: string): string =>
  `case when t.client_id is null then jsonb_build_object('value', ${value}) else jsonb_build_object('value', ${value}, 'client', t.client_id, 'key', ${keyOf('t.client_id')}) end`;

const side = (personal: PersonalData, name: 'before' | 'after'): Column => ({
  sql: packed(`t.${name}`),
  mask: { unless: 'clients:contact', sql: packed(withoutContact(`t.${name}`)) },
  derive: (read) => opened(personal, read as Packed),
});

/** Before a reason that comes with its client and the client's key: no text that people write begins so. */
const PACK = '\u0001';

/**
 * A reason, out of SQL over the alias `t`: that of an entry on a client comes with the client's key. It stays text for the many that are
 * not sealed, for a page of them would be parsed one by one.
 */
export const reasonColumn = (personal: PersonalData, reason: string, isReason = 'true'): Column => ({
  sql: `case when ${isReason} and t.client_id is not null and ${isSealedSql(reason)}
    then chr(1) || t.client_id || chr(1) || coalesce(${keyOf('t.client_id')}, '') || chr(1) || ${reason} else ${reason} end`,
  derive: (read) => (typeof read === 'string' && read.startsWith(PACK) ? openedReason(personal, read.split(PACK, 4)) : read),
});

function openedReason(personal: PersonalData, [, client = '', key = '', reason = '']: readonly string[]): JsonValue | Error {
  const read = opened(personal, { client, key: key === '' ? null : key, value: { reason } });
  return read instanceof Error ? read : ((read as JsonObject)['reason'] ?? null);
}

function opened(personal: PersonalData, { client, key, value }: Packed): JsonValue | Error {
  if (value === null || client == null) return value;
  try {
    return openSealed(client, key === null ? null : personal.vaultOf(client, key), value);
  } catch (error) {
    return new Error(`What an entry of client ${client} holds sealed does not open`, { cause: error });
  }
}

/** Of whoever the log keeps only the id of. */
const ACTOR_NAME = `case when t.actor_kind = 'CLIENT' then coalesce((select c.display_name from client c where c.id = t.actor_id), t.actor_name)
  when t.actor_kind = 'API_KEY' then coalesce((select k.name from api_key k where k.id = t.actor_id), t.actor_name) else t.actor_name end`;

export const auditReader = (personal: PersonalData): Reader =>
  defineReader({
    type: 'AuditEntry',
    table: 'audit_entry',
    columns: {
      id: column('id'),
      at: column('at'),
      actorKind: column('actor_kind'),
      actorId: column('actor_id'),
      actorName: { sql: ACTOR_NAME },
      departments: column('departments'),
      action: column('action'),
      subjectType: column('subject_type'),
      subjectId: column('subject_id'),
      clientId: column('client_id'),
      reason: reasonColumn(personal, 't.reason'),
      before: side(personal, 'before'),
      after: side(personal, 'after'),
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
