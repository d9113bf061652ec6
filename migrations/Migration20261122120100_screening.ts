import { Migration } from '@mikro-orm/migrations';

/** Clients are compared with the lists when they come, when they change and when a list does; what is found is decided on once. */
export class Migration20261122120100_screening extends Migration {
  override up(): void {
    for (const part of [policy, identity, screenings, hits, grants]) this.addSql(part);
  }

  override down(): void {
    this.addSql(undo);
  }
}

const policy = `
-- How much each thing that speaks for or against a match weighs, of 1. One row.
create table screening_policy (
  id boolean primary key default true check (id),
  version int not null default 1,
  threshold numeric not null default 0.86 check (threshold between 0.5 and 1),
  birth_date_agrees numeric not null default 0.06 check (birth_date_agrees between 0 and 0.5),
  birth_year_agrees numeric not null default 0.03 check (birth_year_agrees between 0 and 0.5),
  birth_date_differs numeric not null default 0.15 check (birth_date_differs between 0 and 0.5),
  country_agrees numeric not null default 0.02 check (country_agrees between 0 and 0.5),
  country_differs numeric not null default 0.03 check (country_differs between 0 and 0.5),
  weak_name_factor numeric not null default 0.92 check (weak_name_factor between 0.5 and 1),
  updated_at timestamptz(3) not null default now()
);
insert into screening_policy default values;
`;

const identity = `
-- Counts the changes of what a client is looked for by, whoever makes them: what was found for an earlier one is asked again.
alter table client add column identity_version int not null default 1;

create table screening_due (
  client_id uuid primary key references client (id),
  cause text not null check (cause in ('REGISTERED','IDENTITY_CHANGED')),
  since timestamptz(3) not null default now()
);
create index screening_due_since on screening_due (since);

-- A date of birth shows in its blind index; that it is sealed is no change of it. Names are looked up when this runs: the index comes by a later migration.
create function client_identity_counts() returns trigger language plpgsql as $$
begin
  if (old.first_name, old.last_name, old.company_name, old.country) is distinct from (new.first_name, new.last_name, new.company_name, new.country)
    or old.date_of_birth_index is distinct from new.date_of_birth_index and old.date_of_birth is not distinct from new.date_of_birth then
    new.identity_version := old.identity_version + 1;
    insert into screening_due (client_id, cause) values (new.id, 'IDENTITY_CHANGED') on conflict do nothing;
  end if;
  return new;
end $$;
create trigger client_identity before update on client for each row execute function client_identity_counts();

create function client_is_due() returns trigger language plpgsql as $$
begin
  insert into screening_due (client_id, cause) values (new.id, 'REGISTERED') on conflict do nothing;
  return null;
end $$;
create trigger client_screening_due after insert on client for each row execute function client_is_due();
`;

const screenings = `
-- Where the screening of a client stands.
create table client_screening (
  client_id uuid primary key references client (id),
  status text not null check (status in ('NOT_SCREENED','CLEAR','HITS_WAITING','MATCH')),
  is_pep boolean not null default false,
  identity_version int not null,
  screened_at timestamptz(3)
);

-- What was looked for, when and why.
create table screening_run (
  id uuid primary key,
  cause text not null check (cause in ('REGISTERED','IDENTITY_CHANGED','LIST_CHANGED','BY_HAND')),
  -- null: all clients
  client_id uuid references client (id),
  -- what was searched: the lists with their versions
  lists jsonb not null,
  clients int not null,
  new_hits int not null,
  asked_by text not null,
  asked_by_id uuid,
  at timestamptz(3) not null default now()
);
create index screening_run_client on screening_run (client_id, at, id) where client_id is not null;
create index screening_run_at on screening_run (at, id);

-- Up to which version of each list all clients were compared with it.
create table screening_progress (
  list text primary key,
  version int not null,
  at timestamptz(3) not null default now()
);
`;

const hits = `
create table screening_hit (
  id uuid primary key,
  version int not null default 1,
  client_id uuid not null references client (id),
  list text not null check (list in ('EU','OFAC','OFAC_CONSOLIDATED','PEP')),
  kind text not null check (kind in ('SANCTIONS','PEP')),
  -- the entry as it was when it was found: its number, and all that the list says
  entry_ref text not null,
  entry_hash text not null,
  entry jsonb not null,
  identity_version int not null,
  status text not null default 'WAITING' check (status in ('WAITING','TRUE_MATCH','FALSE_POSITIVE','WITHDRAWN')),
  score numeric not null check (score between 0 and 1 and scale(score) <= 4),
  -- why it was found
  matched_name text not null,
  name_score numeric not null check (scale(name_score) <= 4),
  is_weak_name boolean not null,
  birth_date text not null check (birth_date in ('AGREES','YEAR_AGREES','DIFFERS','UNKNOWN')),
  country text not null check (country in ('AGREES','DIFFERS','UNKNOWN')),
  found_at timestamptz(3) not null default now(),
  reason text,
  decided_by text,
  decided_by_id uuid references staff_member (id),
  decided_at timestamptz(3),
  -- client or entry has changed, and it was asked again: this is what was decided before
  superseded_at timestamptz(3),
  check ((status in ('TRUE_MATCH','FALSE_POSITIVE')) = (decided_at is not null and reason is not null))
);
-- what was decided is not asked again
create unique index screening_hit_current on screening_hit (client_id, list, entry_ref) where superseded_at is null;
create index screening_hit_client on screening_hit (client_id, found_at, id);
create index screening_hit_status on screening_hit (status, found_at, id);
create index screening_hit_list on screening_hit (list, found_at, id);
create index screening_hit_found on screening_hit (found_at, id);
create index screening_hit_score on screening_hit (score, id);
create index screening_hit_entry on screening_hit (list, entry_ref) where superseded_at is null;
`;

const grants = `
grant select, update on screening_policy to countinghouse_app;
grant select, insert, delete on screening_due to countinghouse_app;
grant select, insert, update on client_screening, screening_hit, screening_progress to countinghouse_app;
grant select, insert on screening_run to countinghouse_app;
`;

const undo = `
drop table screening_hit; drop table screening_progress; drop table screening_run; drop table client_screening;
drop trigger client_screening_due on client; drop trigger client_identity on client; drop function client_is_due(); drop function client_identity_counts();
drop table screening_due;
alter table client drop column identity_version;
drop table screening_policy;
`;
