import { Migration } from '@mikro-orm/migrations';

/** The queue of tasks as it is read: its orders and what narrows it, whose a thing is, what people say to it. What waits already gets its task. */
export class Migration20261122100000_task_queue extends Migration {
  override up(): void {
    for (const part of [places, comments, policies, waiting]) this.addSql(part);
  }

  override down(): void {
    this.addSql(undo);
  }
}

const places = `
-- A place in the queue is one number, so that a page is found by one index: what is open before what is over, what is due first, and of
-- that what is urgent.
create function task_place(closed_at timestamptz, due_at timestamptz, priority text) returns bigint language sql immutable parallel safe as $$
  select case when closed_at is null then 0 else 10000000000000000 end + (extract(epoch from due_at at time zone 'UTC') * 1000)::bigint * 4
    + case priority when 'URGENT' then 0 when 'HIGH' then 1 when 'NORMAL' then 2 else 3 end
$$;
-- The same with the priority before the time.
create function task_urgency(closed_at timestamptz, due_at timestamptz, priority text) returns bigint language sql immutable parallel safe as $$
  select task_place(closed_at, due_at, priority) + case when closed_at is null then 0 else 1000000000000000000 end
    + case priority when 'URGENT' then 0 when 'HIGH' then 1 when 'NORMAL' then 2 else 3 end * 100000000000000000
$$;

alter table task
  add column place bigint not null generated always as (task_place(closed_at, due_at, priority)) stored,
  add column urgency bigint not null generated always as (task_urgency(closed_at, due_at, priority)) stored,
  -- whose it is: who handed in the document, who asked for the money. Nobody reviews what is their own.
  add column maker_id uuid;
create index task_by_place on task (place, id);
create index task_by_urgency on task (urgency, id);
create index task_opened on task (opened_at, id);
create index task_due on task (due_at);
create index task_kind on task (kind, place, id);
create index task_status on task (status, place, id);
create index task_department on task (department, place, id);
create index task_priority on task (priority, place, id);
create index task_assignee on task (assignee_id, place, id) where assignee_id is not null;
create index task_client on task (client_id, place, id) where client_id is not null;
-- what the counts take in: what is open alone, however much is over
create index task_open on task (department, kind, due_at, assignee_id) where closed_at is null;
`;

const comments = `
create table task_comment (
  id uuid primary key,
  task_id uuid not null references task (id),
  text text not null check (text <> ''),
  author text not null,
  author_id uuid not null references staff_member (id),
  at timestamptz(3) not null default now()
);
create index task_comment_task on task_comment (task_id, at, id);
grant select, insert on task_comment to countinghouse_app;
`;

const policies = `
alter table task_policy add column updated_by text;
alter table task_policy add check (department in ('ADMINISTRATION','MANAGEMENT','SUPPORT','SALES','FINANCE','COMPLIANCE','RISK','PARTNERSHIPS'));
`;

const waiting = `
insert into task (id, kind, department, priority, subject_type, subject_id, client_id, detail, opened_at, due_at, maker_id)
select uuidv7(), p.kind, p.department, p.priority, 'Document', d.id, d.client_id, 'A document of the type ' || d.type || ' waits for a decision.', d.uploaded_at,
  d.uploaded_at + p.due_within, d.uploaded_by_id
from document d join task_policy p on p.kind = 'DOCUMENT_REVIEW'
where d.status = 'IN_REVIEW' or d.status = 'UPLOADED' and d.scan <> 'WAITING' on conflict do nothing;

insert into task (id, kind, status, department, priority, subject_type, subject_id, client_id, detail, opened_at, due_at, assignee_id, taken_at)
select uuidv7(), p.kind, case when c.assignee_id is null then 'OPEN' else 'TAKEN' end, p.department, p.priority, 'PaymentCase', c.id, c.client_id, c.detail, c.opened_at,
  c.opened_at + p.due_within, c.assignee_id, c.taken_at
from payment_case c join task_policy p on p.kind = 'PAYMENT_CASE' where c.status <> 'CLOSED' on conflict do nothing;

insert into task (id, kind, department, priority, subject_type, subject_id, client_id, detail, opened_at, due_at, maker_id)
select uuidv7(), p.kind, p.department, p.priority, 'Transaction', t.id, t.client_id, t.type || ' of ' || t.amount || ' ' || t.currency || ' waits for approval.', t.requested_at,
  t.requested_at + p.due_within, t.requested_by_id
from transaction t join task_policy p on p.kind = 'TRANSACTION_APPROVAL' where t.status in ('HELD','IN_REVIEW') on conflict do nothing;
`;

const undo = `
drop table task_comment;
alter table task_policy drop column updated_by, drop constraint task_policy_department_check;
-- the indexes over them go with the columns
drop index task_opened, task_due, task_open;
alter table task drop column place, drop column urgency, drop column maker_id;
drop function task_urgency, task_place;
`;
