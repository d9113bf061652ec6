import { Migration } from '@mikro-orm/migrations';

/** Clients ask to be erased; what the law wants kept is held, and then the client's key is destroyed. */
export class Migration20261122141000_erasure extends Migration {
  override up(): void {
    for (const part of [relationships, policies, erasures, grants]) this.addSql(part);
  }

  override down(): void {
    this.addSql(undo);
  }
}

const relationships = `
alter table client
  -- the first approval, and the last end: from it on the law's time runs
  add column relationship_began_at timestamptz(3),
  add column relationship_ended_at timestamptz(3),
  add column erased_at timestamptz(3);
alter table document add column erased_at timestamptz(3);
update client set relationship_began_at = coalesce(first_funded_at, created_at) where onboarding_status in ('APPROVED','SUSPENDED','CLOSED','TERMINATED') or first_funded_at is not null;
update client set relationship_ended_at = updated_at where onboarding_status in ('REJECTED','CLOSED','TERMINATED');

create function client_relationship() returns trigger language plpgsql as $$
begin
  if new.onboarding_status = 'APPROVED' then
    new.relationship_began_at := coalesce(new.relationship_began_at, now());
  end if;
  if new.onboarding_status not in ('REJECTED','CLOSED','TERMINATED') then
    new.relationship_ended_at := null;
  elsif tg_op = 'INSERT' or old.onboarding_status not in ('REJECTED','CLOSED','TERMINATED') then
    new.relationship_ended_at := coalesce(new.relationship_ended_at, now());
  end if;
  return new;
end $$;
create trigger client_relationship_insert before insert on client for each row execute function client_relationship();
create trigger client_relationship_update before update of onboarding_status on client for each row execute function client_relationship();
`;

const policies = `
-- How long the law wants records of a client kept after the relationship, by the entity that served it, and to whom a client can complain.
create table retention_policy (
  jurisdiction text primary key,
  version int not null default 1,
  years int not null check (years between 0 and 30),
  law text not null,
  authority text not null,
  updated_by text,
  updated_at timestamptz(3) not null default now()
);
insert into retention_policy (jurisdiction, years, law, authority) values
  ('CY', 5, 'Article 40 of Directive (EU) 2015/849', 'the Commissioner for Personal Data Protection of Cyprus'),
  ('GB', 5, 'Regulation 40 of the Money Laundering Regulations 2017', 'the Information Commissioner'),
  ('SC', 7, 'the Anti-Money Laundering Act of Seychelles', 'the Information Commission of Seychelles');
`;

const erasures = `
create table erasure (
  id uuid primary key,
  version int not null default 1,
  client_id uuid not null references client (id),
  status text not null default 'REQUESTED' check (status in ('REQUESTED','HELD','READY','ERASED','REFUSED','CANCELLED')),
  -- in the words of whoever asked
  reason text not null,
  -- of a client the word, of staff the name
  requested_by text not null,
  requested_by_id uuid not null,
  requested_at timestamptz(3) not null default now(),
  decided_by text,
  decided_by_id uuid,
  decided_at timestamptz(3),
  decision_reason text,
  -- nothing is destroyed before this day
  hold_until date,
  legal_hold_reason text,
  -- what the client is told
  answer text,
  ended_at timestamptz(3),
  check ((status in ('ERASED','REFUSED','CANCELLED')) = (ended_at is not null)),
  check (status not in ('HELD','READY','ERASED') or hold_until is not null and decided_by_id is not null),
  -- whoever asks is not whoever grants
  check (decided_by_id <> requested_by_id),
  check (status <> 'ERASED' or legal_hold_reason is null)
);
create unique index erasure_once on erasure (client_id) where ended_at is null;
create index erasure_requested on erasure (requested_at, id);
create index erasure_client on erasure (client_id, requested_at, id);
create index erasure_status on erasure (status, requested_at, id);
create index erasure_due on erasure (hold_until) where status in ('HELD','READY');

-- Files that nothing names any more, until the store has forgotten them.
create table erased_file (
  storage_key text primary key,
  erased_at timestamptz(3) not null default now()
);
`;

const grants = `
grant select, update on retention_policy to countinghouse_app;
grant select, insert, update on erasure to countinghouse_app;
grant select, insert, delete on erased_file to countinghouse_app;
-- what an erasure takes
grant delete on client_key to countinghouse_app;
grant delete on idempotency_key, payment_session, client_note_wording, screening_hit, risk_rating, risk_override to countinghouse_app;
grant update (text) on task_comment to countinghouse_app;
grant update (created_by, file_name) on file_upload to countinghouse_app;
grant update (content) on payment_file to countinghouse_app;
grant update on kyc_check, payout, payout_destination, payment_event, payment_case, bank_statement_line to countinghouse_app;
`;

const undo = `
revoke delete on client_key from countinghouse_app;
revoke update (text) on task_comment from countinghouse_app;
revoke delete on idempotency_key, payment_session, client_note_wording, screening_hit, risk_rating, risk_override from countinghouse_app;
revoke update (created_by, file_name) on file_upload from countinghouse_app;
revoke update (content) on payment_file from countinghouse_app;
drop table erased_file;
drop table erasure;
drop table retention_policy;
drop trigger client_relationship_update on client;
drop trigger client_relationship_insert on client;
drop function client_relationship();
alter table document drop column erased_at;
alter table client drop column erased_at, drop column relationship_ended_at, drop column relationship_began_at;
`;
