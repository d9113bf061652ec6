import type { Actor } from '../../access/actor.js';
import { column, defineReader, list, one, type Relation, type Scope, textScope } from '../../database/reader.js';
import { type Filter, idEquals, idThrough, oneOfEnum, timeRange } from '../../database/reader.filters.js';
import { clientScopeOf, clientScopes } from '../../database/row-scopes.js';
import { kindsSeenWith, TASK_KINDS } from './task.kinds.js';

/** Without a value of its own: true is one text, false the other. */
const either = (yes: string, no: string): Filter => ({
  inText: true,
  shape: (value: boolean) => (value ? 'yes' : 'no'),
  where: (_parameters, shape) => (shape === 'yes' ? yes : no),
});

const mine: Filter = {
  shape: (value: boolean) => (value ? 'yes' : 'no'),
  where: (parameters, shape) => `t.assignee_id ${shape === 'yes' ? '=' : 'is distinct from'} ${parameters.add(({ actor }) => actor.id, 'uuid')}`,
};

/** As the index has it: what is open stands before what is over, and what is due before others. */
const DUE_NOW = `task_place(null, now(), 'URGENT')`;
const OVER = `task_place('epoch', 'epoch', 'URGENT')`;

/** Which tasks there are for whom, by kinds: there are few sets of them, each with a text of its own. */
const scopes: Record<string, Scope> = { outside: textScope('false') };

function scopeOf(actor: Actor): string | null {
  if (actor.clientId !== null || actor.partnerId !== null) return 'outside';
  const kinds = kindsSeenWith(actor.permissions);
  const isManaged = clientScopeOf(actor) === 'managed';
  if (kinds.length === TASK_KINDS.length && !isManaged) return null;
  if (kinds.length === 0) return 'outside';
  const name = `${isManaged ? 'managed ' : ''}${kinds.join(' ')}`;
  scopes[name] ??= scopeOver(kinds, isManaged);
  return name;
}

function scopeOver(kinds: readonly string[], isManaged: boolean): Scope {
  const ofKinds = `t.kind in (${kinds.map((kind) => `'${kind}'`).join(', ')})`;
  return isManaged ? (parameters) => `${ofKinds} and ${clientScopes.managed(parameters)}` : textScope(ofKinds);
}

/** Only those that are of the type: a queue of mixed kinds asks each table for its own. */
const subject = (type: string): Relation => ({ kind: 'one', type, key: { sql: `case when t.subject_type = '${type}' then t.subject_id end`, cast: 'uuid' } });

/** Whose money it is about: the transaction says so, or that of the case. */
const PARTNER = `case t.subject_type when 'Transaction' then (select x.partner_id from transaction x where x.id = t.subject_id)
  when 'PaymentCase' then (select x.partner_id from payment_case k join transaction x on x.id = k.transaction_id where k.id = t.subject_id) end`;
const OF_PARTNER = (id: string): string => `select x.id from transaction x where x.partner_id = ${id}
  union all select k.id from transaction x join payment_case k on k.transaction_id = x.id where x.partner_id = ${id}`;

/**
 * Clients and partners, and keys that are bound to them, see no tasks; the staff those of the kinds that their permissions let them see, and
 * whoever lacks `clients:all` only those about clients whom they manage.
 *
 * What a task is about is a relation by its type's name, over `subject_id`: whoever adds a kind of subject adds its line here, and the field in
 * the module that owns the type, as `TaskDocumentResolver` does. Ids are unique over all tables, so that it is null where the task is about something else.
 */
export const taskReader = defineReader({
  type: 'Task',
  table: 'task',
  columns: {
    id: column('id'),
    version: column('version'),
    kind: column('kind'),
    status: column('status'),
    department: column('department'),
    priority: column('priority'),
    subjectType: column('subject_type'),
    subjectId: column('subject_id'),
    detail: column('detail'),
    openedAt: column('opened_at'),
    dueAt: column('due_at'),
    isOverdue: { sql: '(t.closed_at is null and t.due_at < now())' },
    takenAt: column('taken_at'),
    outcome: column('outcome'),
    closedAt: column('closed_at'),
    closedBy: column('closed_by'),
  },
  relations: {
    client: one('Client', 'client_id'),
    partner: { kind: 'one', type: 'Partner', key: { sql: PARTNER, cast: 'uuid' } },
    assignee: one('StaffMember', 'assignee_id'),
    comments: list('TaskComment', 'task_id', 't.at, t.id'),
    ...{ document: subject('Document'), transaction: subject('Transaction'), paymentCase: subject('PaymentCase'), application: subject('Application') },
    ...{ screeningHit: subject('ScreeningHit'), riskOverride: subject('RiskOverride'), accountRequest: subject('AccountRequest'), erasure: subject('Erasure') },
    ...{ kycVerification: subject('KycVerification'), kycVendorEvent: subject('KycVendorEvent'), payoutRun: subject('CommissionPayoutRun') },
    partnerApplication: subject('PartnerApplication'),
  },
  filters: {
    kind: oneOfEnum('t.kind'),
    status: oneOfEnum('t.status'),
    department: oneOfEnum('t.department'),
    priority: oneOfEnum('t.priority'),
    assigneeId: idEquals('t.assignee_id'),
    mine,
    unassigned: either(`t.status = 'OPEN'`, 't.assignee_id is not null'),
    overdue: either(`t.place < ${DUE_NOW}`, `(t.place >= ${DUE_NOW} and t.place < ${OVER})`),
    clientId: idEquals('t.client_id'),
    partnerId: idThrough((id) => `t.subject_id in (${OF_PARTNER(id)})`),
    dueAt: timeRange('t.due_at'),
    openedAt: timeRange('t.opened_at'),
  },
  orders: {
    DUE: { sql: 't.place', cast: 'bigint', inEnumIndexes: true },
    PRIORITY: { sql: 't.urgency', cast: 'bigint' },
    OPENED_AT: { sql: 't.opened_at', cast: 'timestamptz' },
  },
  defaultOrder: { field: 'DUE', direction: 'ASC' },
  scopeOf,
  scopes,
});

/** Read with the task that they belong to, and by nobody from outside. */
export const taskCommentReader = defineReader({
  type: 'TaskComment',
  table: 'task_comment',
  columns: { id: column('id'), text: column('text'), author: column('author'), at: column('at') },
  orders: { AT: { sql: 't.at', cast: 'timestamptz' } },
  defaultOrder: { field: 'AT', direction: 'ASC' },
  scopeOf: (actor) => (actor.clientId !== null || actor.partnerId !== null ? 'outside' : null),
  scopes: { outside: () => 'false' },
});
