import { Migration } from '@mikro-orm/migrations';

/** Notes in confidence: what the client must not learn of (tipping off), and most of the staff neither. */
export class Migration20261122184000_note_confidence extends Migration {
  override up(): void {
    this.addSql('alter table client_note add column is_confidential boolean not null default false;');
    this.addSql(view);
  }

  override down(): void {
    this.addSql('drop view client_timeline;');
    this.addSql(earlier);
    this.addSql('alter table client_note drop column is_confidential;');
  }
}

/** As before, with who may see a note: a branch still has no condition of its own. */
const view = `
create or replace view client_timeline as
select a.client_id, a.at, a.id, 'AUDIT'::text as kind, a.action as title, a.reason as detail,
  case when a.actor_kind = 'CLIENT' then coalesce((select c.display_name from client c where c.id = a.actor_id), a.actor_name) else a.actor_name end as actor,
  a.subject_type, a.subject_id, null::text as task_kind, a.action in ('session.open','session.refuse','session.close','session.revoke') as is_sign_in, null::boolean as is_confidential
from audit_entry a
union all
select a.client_id, a.at, a.id, 'SIGN_IN'::text,
  case a.action when 'session.open' then 'Signed in' when 'session.refuse' then 'Sign-in refused' when 'session.close' then 'Signed out' else 'Session revoked' end,
  null::text, case when a.actor_kind = 'CLIENT' then coalesce((select c.display_name from client c where c.id = a.actor_id), a.actor_name) else a.actor_name end,
  a.subject_type, a.subject_id, null::text, a.action in ('session.open','session.refuse','session.close','session.revoke'), null::boolean
from audit_entry a
union all
select t.client_id, t.requested_at, t.id, 'TRANSACTION'::text, t.type || ' of ' || t.amount || ' ' || t.currency,
  t.reference || ', ' || t.status || coalesce(': ' || t.reason, ''), t.requested_by, 'Transaction'::text, t.id::text, null::text, null::boolean, null::boolean
from transaction t
union all
select d.client_id, d.uploaded_at, d.id, 'DOCUMENT'::text, d.type || ' handed in', d.status || coalesce(': ' || d.rejection_reason, ''),
  coalesce((select s.name from staff_member s where s.id = d.uploaded_by_id), (select c.display_name from client c where c.id = d.uploaded_by_id),
    (select k.name from api_key k where k.id = d.uploaded_by_id)),
  'Document'::text, d.id::text, null::text, null::boolean, null::boolean
from document d
union all
select t.client_id, coalesce(t.closed_at, t.opened_at), t.id, 'TASK'::text, t.kind || ' ' || coalesce(t.outcome, t.status), t.detail, t.closed_by, 'Task'::text,
  t.id::text, t.kind, null::boolean, null::boolean
from task t
union all
select n.client_id, n.created_at, n.id, 'NOTE'::text, case when n.deleted_at is not null then 'Note, struck out' when n.wording > 1 then 'Note, worded anew' else 'Note' end,
  n.delete_reason, n.author, 'ClientNote'::text, n.id::text, null::text, null::boolean, n.is_confidential
from client_note n;
`;

const earlier = `
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
