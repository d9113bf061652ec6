import { Migration } from '@mikro-orm/migrations';

/** What waits for a person, whatever it is about: one queue with service levels. */
export class Migration20261122090000_tasks extends Migration {
  override up(): void {
    for (const part of [policies, tasks, grants]) this.addSql(part);
  }

  override down(): void {
    this.addSql('drop table task; drop table task_policy;');
  }
}

const policies = `
-- Who works on what kind of thing, how urgent it is, and within which time it is to be done.
create table task_policy (
  kind text primary key,
  version int not null default 1,
  department text not null,
  priority text not null check (priority in ('LOW','NORMAL','HIGH','URGENT')),
  due_within interval not null check (due_within > interval '0'),
  updated_at timestamptz(3) not null default now()
);
insert into task_policy (kind, department, priority, due_within) values
  ('DOCUMENT_REVIEW', 'COMPLIANCE', 'NORMAL', '24 hours'),
  ('APPLICATION_REVIEW', 'COMPLIANCE', 'NORMAL', '24 hours'),
  ('KYC_REVIEW', 'COMPLIANCE', 'NORMAL', '72 hours'),
  ('KYC_VENDOR_REVIEW', 'COMPLIANCE', 'NORMAL', '24 hours'),
  ('RISK_REVIEW', 'COMPLIANCE', 'NORMAL', '72 hours'),
  ('RISK_OVERRIDE', 'COMPLIANCE', 'HIGH', '24 hours'),
  ('SCREENING_HIT', 'COMPLIANCE', 'HIGH', '8 hours'),
  ('ACCOUNT_REQUEST', 'SUPPORT', 'NORMAL', '8 hours'),
  ('ERASURE_REQUEST', 'COMPLIANCE', 'NORMAL', '168 hours'),
  ('PAYMENT_CASE', 'FINANCE', 'HIGH', '8 hours'),
  ('TRANSACTION_APPROVAL', 'FINANCE', 'NORMAL', '8 hours');
`;

const tasks = `
create table task (
  id uuid primary key,
  version int not null default 1,
  kind text not null references task_policy (kind),
  status text not null default 'OPEN' check (status in ('OPEN','TAKEN','DONE','CANCELLED')),
  department text not null,
  priority text not null check (priority in ('LOW','NORMAL','HIGH','URGENT')),
  -- what it is about, by the name of its type in the API
  subject_type text not null,
  subject_id uuid not null,
  client_id uuid references client (id),
  -- why it waits, in a sentence for whoever takes it
  detail text not null,
  opened_at timestamptz(3) not null default now(),
  due_at timestamptz(3) not null,
  assignee_id uuid references staff_member (id),
  taken_at timestamptz(3),
  -- how it ended: the decision on what it is about, by its name there
  outcome text,
  closed_at timestamptz(3),
  closed_by text,
  closed_by_id uuid,
  check ((status = 'TAKEN') = (assignee_id is not null and status not in ('DONE','CANCELLED')) or status in ('DONE','CANCELLED')),
  check ((status in ('DONE','CANCELLED')) = (closed_at is not null))
);
-- a thing waits once, however often it is said
create unique index task_once on task (subject_id, kind) where closed_at is null;
`;

const grants = `
grant select, update on task_policy to countinghouse_app;
grant select, insert, update on task to countinghouse_app;
`;
