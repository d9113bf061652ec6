import { Migration } from '@mikro-orm/migrations';

/** What sign-in needs besides the foundation: familiar addresses, versions of the matrix, and news of every change that bears on who may do what. */
export class Migration20261122010000_sign_in extends Migration {
  override up(): void {
    for (const part of [familiarAddresses, matrix, news]) this.addSql(part);
  }

  override down(): void {
    throw new Error('Sign-in is not undone: restore a backup instead');
  }
}

const familiarAddresses = `
-- Where an account has signed in from. Failures from elsewhere do not lock these out. Addresses are kept as keyed hashes.
create table familiar_address (
  credential_id uuid not null references credential (id),
  address_mac text not null,
  seen_at timestamptz(3) not null default now(),
  primary key (credential_id, address_mac)
);
grant select, insert, update, delete on familiar_address to countinghouse_app;

create index attempt_counter_window on attempt_counter (window_ends_at);
-- by which sessions that ended long ago are cleared away
create index session_expires on session (expires_at);
`;

const matrix = `
-- One row a department: what administration changes has a version, and an update names the one that it saw.
alter table department_policy add column version int not null default 1;
alter table department_policy add check (department in ('ADMINISTRATION','MANAGEMENT','SUPPORT','SALES','FINANCE','COMPLIANCE','RISK','PARTNERSHIPS'));
insert into department_policy (department)
select unnest(array['ADMINISTRATION','MANAGEMENT','SUPPORT','SALES','FINANCE','COMPLIANCE','RISK','PARTNERSHIPS']) on conflict do nothing;
`;

const news = `
-- The touch of last_used_at is no news.
drop trigger api_key_changed on api_key;
create trigger api_key_changed after update of permissions, client_id, partner_id, expires_at, revoked_at, name on api_key for each statement execute function access_changed();

drop trigger credential_changed on credential;
create trigger credential_changed after update of password_hash, totp_confirmed_at on credential for each statement execute function access_changed();

drop trigger staff_member_changed on staff_member;
create trigger staff_member_changed after update of departments, is_active, name on staff_member for each statement execute function access_changed();

-- Clients and partners change all day; only what decides on signing in is news.
create trigger client_access_changed after update of onboarding_status on client for each row
  when (old.onboarding_status is distinct from new.onboarding_status and (old.onboarding_status in ('CLOSED','TERMINATED') or new.onboarding_status in ('CLOSED','TERMINATED')))
  execute function access_changed();
create trigger partner_access_changed after update of status on partner for each row
  when (old.status is distinct from new.status) execute function access_changed();
create trigger restriction_access_added after insert on restriction for each row when (new.kind = 'NO_LOGIN') execute function access_changed();
create trigger restriction_access_changed after update on restriction for each row when (new.kind = 'NO_LOGIN') execute function access_changed();
`;
