import type { Actor } from '../../access/actor.js';
import type { Permission } from '../../access/permissions.js';
import { column, defineReader, one, type Reader, type Scope, textScope } from '../../database/reader.js';
import { oneOfEnum, orderRange } from '../../database/reader.filters.js';
import { clientScopeOf, clientScopes } from '../../database/row-scopes.js';
import type { PersonalData } from '../../runtime/personal-data.js';
import { reasonColumn } from '../audit/index.js';
import { kindsSeenWith, TASK_KINDS } from '../tasks/index.js';

/** What seeing entries of a kind takes. */
const NEEDS = {
  AUDIT: 'audit:read',
  SIGN_IN: 'sign-ins:read',
  TRANSACTION: 'transactions:read',
  DOCUMENT: 'documents:read',
  TASK: 'tasks:read',
  NOTE: 'notes:read',
} as const satisfies Record<string, Permission>;

type TimelineKindName = keyof typeof NEEDS;
export const TIMELINE_KINDS = Object.keys(NEEDS) as TimelineKindName[];

/** One text for each set of permissions that is met; the branches that it leaves out are not even planned. */
const scopes: Record<string, Scope> = { outside: textScope('false') };

/** By the very set: somebody's permissions are the same set until they change. */
const known = new WeakMap<ReadonlySet<Permission>, string>();

function scopeOf(actor: Actor): string {
  if (actor.clientId !== null || actor.partnerId !== null) return 'outside';
  const name = known.get(actor.permissions) ?? nameOf(actor);
  known.set(actor.permissions, name);
  return name;
}

function nameOf(actor: Actor): string {
  const tasks = kindsSeenWith(actor.permissions);
  const kinds = TIMELINE_KINDS.filter((kind) => actor.permissions.has(NEEDS[kind]) && (kind !== 'TASK' || tasks.length > 0));
  if (kinds.length === 0) return 'outside';
  const isManaged = clientScopeOf(actor) === 'managed';
  const isOpen = kinds.includes('NOTE') && !actor.permissions.has('notes:confidential');
  const name = `${isManaged ? 'managed ' : ''}${isOpen ? 'open ' : ''}${kinds.join(' ')}/${kinds.includes('TASK') ? tasks.join(' ') : ''}`;
  scopes[name] ??= scopeOver(kinds, tasks, isManaged, isOpen);
  return name;
}

const quoted = (names: readonly string[]): string => names.map((name) => `'${name}'`).join(', ');

/** The audit log is in the view twice: this leaves each entry in one of the branches, and lets each have its index. */
const ONCE = `(t.kind not in ('AUDIT', 'SIGN_IN') or (t.kind = 'SIGN_IN') = t.is_sign_in)`;

/** Of tasks only the kinds that the queue shows as well; of notes only those that are not in confidence, where `isOpen`. */
function scopeOver(kinds: readonly string[], tasks: readonly string[], isManaged: boolean, isOpen: boolean): Scope {
  const ofTasks = kinds.includes('TASK') && tasks.length < TASK_KINDS.length ? ` and (t.kind <> 'TASK' or t.task_kind in (${quoted(tasks)}))` : '';
  const ofNotes = isOpen ? ' and t.is_confidential is not true' : '';
  const text = `t.kind in (${quoted(kinds)}) and ${ONCE}${ofTasks}${ofNotes}`;
  return isManaged ? (parameters) => `${text} and ${clientScopes.managed(parameters)}` : textScope(text);
}

/**
 * Everything about a client in one list, out of the view that merges what it is made of. An entry has the id of the row that it comes from,
 * so that each relation is found by it, and is null where the entry is something else. Clients, partners and their keys see none.
 */
export const timelineReader = (personal: PersonalData): Reader =>
  defineReader({
    type: 'TimelineEntry',
    table: 'client_timeline',
    columns: {
      id: column('id'),
      at: column('at'),
      kind: column('kind'),
      title: column('title'),
      detail: reasonColumn(personal, 't.detail', `t.kind = 'AUDIT'`),
      actor: column('actor'),
      subjectType: column('subject_type'),
      subjectId: column('subject_id'),
    },
    relations: {
      auditEntry: one('AuditEntry', 'id'),
      transaction: one('Transaction', 'id'),
      document: one('Document', 'id'),
      task: one('Task', 'id'),
      note: one('ClientNote', 'id'),
    },
    filters: { kind: oneOfEnum('t.kind'), at: orderRange('t.at') },
    orders: { AT: { sql: 't.at', cast: 'timestamptz', inEnumIndexes: true } },
    defaultOrder: { field: 'AT', direction: 'DESC' },
    scopeOf,
    scopes,
  });
