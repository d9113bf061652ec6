import { Migration } from '@mikro-orm/migrations';

/** Changes of the tree, of plans and of introducers that begin at a later time; and those who want to become partners. */
export class Migration20261122170200_partner_changes extends Migration {
  override up(): void {
    for (const part of [changes, times, applications, ranks, grants]) this.addSql(part);
  }

  override down(): void {
    this.addSql(undo);
  }
}

const changes = `
-- What is to change later. It is carried out when its time has come, as of that time.
create table partner_change (
  id uuid primary key,
  version int not null default 1,
  kind text not null check (kind in ('MOVE','PLAN','INTRODUCER')),
  -- who moves, or gets a plan
  partner_id uuid references partner (id) on delete cascade,
  -- whose introducer it is
  client_id uuid references client (id) on delete cascade,
  new_parent_id uuid references partner (id) on delete cascade,
  new_plan_id uuid references commission_plan (id),
  new_introducer_id uuid references partner (id) on delete cascade,
  effective_from timestamptz(3) not null,
  status text not null default 'SCHEDULED' check (status in ('SCHEDULED','DONE','CANCELLED','FAILED')),
  reason text not null,
  requested_by text not null,
  requested_by_id uuid,
  requested_at timestamptz(3) not null default now(),
  ended_at timestamptz(3),
  -- why it could not be carried out
  detail text,
  check ((kind = 'INTRODUCER') = (client_id is not null) and num_nonnulls(partner_id, client_id) = 1),
  check ((status = 'SCHEDULED') = (ended_at is null))
);
create unique index partner_change_once on partner_change (kind, coalesce(partner_id, client_id)) where status = 'SCHEDULED';
create index partner_change_due on partner_change (effective_from, id) where status = 'SCHEDULED';
create index partner_change_effective on partner_change (effective_from, id);
create index partner_change_status on partner_change (status, effective_from, id);
create index partner_change_kind on partner_change (kind, effective_from, id);
create index partner_change_partner on partner_change (partner_id, effective_from, id);
create index partner_change_client on partner_change (client_id, effective_from, id);
create index partner_change_parent on partner_change (new_parent_id);
create index partner_change_introducer on partner_change (new_introducer_id);
create index partner_change_plan on partner_change (new_plan_id);
`;

const VERSIONS = [
  { name: 'client_introducer_follows', table: 'client_introducer', key: 'client_id', column: 'partner_id' },
  { name: 'partner_plan_follows', table: 'partner_plan_version', key: 'partner_id', column: 'plan_id' },
] as const;

/** `at`: SQL of the time from which a change holds. */
const follow = (at: string): string =>
  VERSIONS.map(
    ({ name, table, key, column }) => `
create or replace function ${name}() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  -- never before what holds by now: history is not rewritten
  at timestamptz(3) := greatest(${at}, (select max(valid_from) from ${table} where ${key} = new.id));
begin
  if tg_op = 'UPDATE' then
    delete from ${table} where ${key} = new.id and valid_from = at;
    update ${table} set valid_to = at where ${key} = new.id and valid_to = 'infinity';
  end if;
  insert into ${table} (${key}, valid_from, ${column}) values (new.id, case when tg_op = 'INSERT' then '-infinity' else at end, new.${column});
  return null;
end $$;`,
  ).join('') +
  `
create or replace function partner_chain_follows() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  -- never before what holds by now: history is not rewritten
  at timestamptz(3) := greatest(${at}, (select max(valid_from) from partner_chain where partner_id = new.id));
begin
  if tg_op = 'INSERT' then
    insert into partner_chain (partner_id, valid_from, chain) values (new.id, '-infinity', partner_chain_of(new.path));
    return null;
  end if;
  delete from partner_chain where partner_id = new.id and valid_from = at;
  update partner_chain set valid_to = at where partner_id = new.id and valid_to = 'infinity';
  insert into partner_chain (partner_id, valid_from, chain) values (new.id, at, partner_chain_of(new.path));
  return null;
end $$;`;

const times = `
-- From when on a change holds: now, or since the time that this transaction carries out.
create function effective_time() returns timestamptz language sql volatile as $$
  select coalesce(nullif(current_setting('countinghouse.effective_from', true), '')::timestamptz, clock_timestamp())
$$;
${follow('effective_time()')}
`;

const applications = `
create sequence partner_application_number_seq start 1000;
create table partner_application (
  id uuid primary key,
  version int not null default 1,
  number bigint not null unique default nextval('partner_application_number_seq'),
  reference text not null unique generated always as ('PA' || number) stored,
  status text not null default 'SUBMITTED' check (status in ('SUBMITTED','APPROVED','REFUSED')),
  name text not null,
  email text not null,
  country char(2) not null,
  website text,
  -- how the applicant means to bring clients
  about text not null,
  -- whom the applicant names as the partner above
  sponsor_id uuid references partner (id) on delete set null,
  submitted_by text not null,
  submitted_by_id uuid,
  submitted_at timestamptz(3) not null default now(),
  decided_by_id uuid references staff_member (id),
  decided_at timestamptz(3),
  reason text,
  -- whom it has made
  partner_id uuid references partner (id) on delete set null,
  check ((status = 'SUBMITTED') = (decided_at is null))
);
create unique index partner_application_waiting on partner_application (lower(email)) where status = 'SUBMITTED';
create index partner_application_submitted on partner_application (submitted_at, id);
create index partner_application_status on partner_application (status, submitted_at, id);
create index partner_application_country on partner_application (country, submitted_at, id);
create index partner_application_sponsor on partner_application (sponsor_id);
create index partner_application_partner on partner_application (partner_id);

insert into task_policy (kind, department, priority, due_within) values ('PARTNER_APPLICATION', 'PARTNERSHIPS', 'NORMAL', '48 hours');
`;

const ranks = `
-- days come one after the other, so a span of them lies together
create index commission_daily_day on commission_daily using brin (day) with (pages_per_range = 32, autosummarize = on);
`;

const grants = `
grant select, insert, update on partner_change, partner_application to countinghouse_app;
grant usage, select on sequence partner_application_number_seq to countinghouse_app;
`;

const undo = `
drop index commission_daily_day;
delete from task_comment where task_id in (select id from task where kind = 'PARTNER_APPLICATION');
delete from task where kind = 'PARTNER_APPLICATION';
delete from task_policy where kind = 'PARTNER_APPLICATION';
drop table partner_application;
drop sequence partner_application_number_seq;
${follow('clock_timestamp()')}
drop function effective_time;
drop table partner_change;
`;
