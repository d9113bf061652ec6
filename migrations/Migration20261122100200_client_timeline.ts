import { Migration } from '@mikro-orm/migrations';

/**
 * What there is about a client in one list, newest first. A page is the merge of a few index scans, each from where the page starts and no
 * further than it goes: every branch has its own index on (client, time, id), and no branch computes its time.
 */
export class Migration20261122100200_client_timeline extends Migration {
  override up(): void {
    for (const part of [indexes, view]) this.addSql(part);
  }

  override down(): void {
    this.addSql(`
drop view client_timeline;
drop index audit_entry_client_session;
drop index task_client_at;`);
  }
}

const indexes = `
-- a task stands where it ended, and before that where it began
create index task_client_at on task (client_id, (coalesce(closed_at, opened_at)), id) where client_id is not null;
create index audit_entry_client_session on audit_entry (client_id, at, id)
  where client_id is not null and action in ('session.open','session.refuse','session.close','session.revoke');
`;

/** A branch with a condition of its own would be read as a whole before it is merged: what tells AUDIT from SIGN_IN is left to whoever reads, as is_sign_in. */
const view = `
create view client_timeline as
select a.client_id, a.at, a.id, 'AUDIT'::text as kind, a.action as title, a.reason as detail,
  case when a.actor_kind = 'CLIENT' then coalesce((select c.display_name from client c where c.id = a.actor_id), a.actor_name) else a.actor_name end as actor,
  a.subject_type, a.subject_id, null::text as task_kind, a.action in ('session.open','session.refuse','session.close','session.revoke') as is_sign_in
from audit_entry a
union all
select a.client_id, a.at, a.id, 'SIGN_IN'::text,
  case a.action when 'session.open' then 'Signed in' when 'session.refuse' then 'Sign-in refused' when 'session.close' then 'Signed out' else 'Session revoked' end,
  null::text, case when a.actor_kind = 'CLIENT' then coalesce((select c.display_name from client c where c.id = a.actor_id), a.actor_name) else a.actor_name end,
  a.subject_type, a.subject_id, null::text, a.action in ('session.open','session.refuse','session.close','session.revoke')
from audit_entry a
union all
select t.client_id, t.requested_at, t.id, 'TRANSACTION'::text, t.type || ' of ' || t.amount || ' ' || t.currency,
  t.reference || ', ' || t.status || coalesce(': ' || t.reason, ''), t.requested_by, 'Transaction'::text, t.id::text, null::text, null::boolean
from transaction t
union all
select d.client_id, d.uploaded_at, d.id, 'DOCUMENT'::text, d.type || ' handed in', d.status || coalesce(': ' || d.rejection_reason, ''),
  coalesce((select s.name from staff_member s where s.id = d.uploaded_by_id), (select c.display_name from client c where c.id = d.uploaded_by_id),
    (select k.name from api_key k where k.id = d.uploaded_by_id)),
  'Document'::text, d.id::text, null::text, null::boolean
from document d
union all
select t.client_id, coalesce(t.closed_at, t.opened_at), t.id, 'TASK'::text, t.kind || ' ' || coalesce(t.outcome, t.status), t.detail, t.closed_by, 'Task'::text,
  t.id::text, t.kind, null::boolean
from task t
union all
select n.client_id, n.created_at, n.id, 'NOTE'::text, case when n.deleted_at is not null then 'Note, struck out' when n.wording > 1 then 'Note, worded anew' else 'Note' end,
  n.delete_reason, n.author, 'ClientNote'::text, n.id::text, null::text, null::boolean
from client_note n;
grant select on client_timeline to countinghouse_app;
`;
