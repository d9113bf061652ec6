import { Migration } from '@mikro-orm/migrations';

/** What a partner's contract was at a time, and what its rewards are multiplied by since when. */
export class Migration20261122160000_partner_status extends Migration {
  override up(): void {
    this.addSql(`
-- The status of a partner at a time: whoever was not ACTIVE when a deal was done earns nothing by it. Kept by the trigger below.
create table partner_status_version (
  partner_id uuid not null references partner (id) on delete cascade,
  valid_from timestamptz(3) not null,
  valid_to timestamptz(3) not null default 'infinity',
  status text not null check (status in ('PENDING','ACTIVE','SUSPENDED','CLOSED')),
  primary key (partner_id, valid_from),
  check (valid_from < valid_to)
);
-- few have ever been stopped, and only they are looked for
create index partner_status_stopped on partner_status_version (partner_id, valid_from, valid_to) where status <> 'ACTIVE';

-- Another multiplier than 1 for all that a partner earns, from one time to another.
create table partner_multiplier_version (
  partner_id uuid not null references partner (id) on delete cascade,
  valid_from timestamptz(3) not null,
  valid_to timestamptz(3) not null default 'infinity',
  multiplier numeric not null check (multiplier >= 0 and multiplier <= 10 and scale(multiplier) <= 8),
  primary key (partner_id, valid_from),
  check (valid_from < valid_to)
);

create function partner_status_follows() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  -- the time of the change and not of the transaction's beginning: another one may have been waited for, and have changed it meanwhile
  at timestamptz(3) := greatest(clock_timestamp(), (select max(valid_from) from partner_status_version where partner_id = new.id));
begin
  if tg_op = 'UPDATE' then
    delete from partner_status_version where partner_id = new.id and valid_from = at;
    update partner_status_version set valid_to = at where partner_id = new.id and valid_to = 'infinity';
  end if;
  insert into partner_status_version (partner_id, valid_from, status) values (new.id, case when tg_op = 'INSERT' then '-infinity' else at end, new.status);
  return null;
end $$;
create trigger partner_status_added after insert on partner for each row execute function partner_status_follows();
create trigger partner_status_changed after update of status on partner for each row when (old.status <> new.status) execute function partner_status_follows();

-- Those who are stopped were not from the beginning: what they earned before stays earned.
insert into partner_status_version (partner_id, valid_from, valid_to, status)
  select id, '-infinity', updated_at, 'ACTIVE' from partner where status in ('SUSPENDED', 'CLOSED');
insert into partner_status_version (partner_id, valid_from, status)
  select id, case when status in ('SUSPENDED', 'CLOSED') then updated_at else '-infinity' end, status from partner;

grant select on partner_status_version to countinghouse_app;
grant select, insert, update, delete on partner_multiplier_version to countinghouse_app;
`);
  }

  override down(): void {
    this.addSql(`
drop trigger partner_status_changed on partner; drop trigger partner_status_added on partner; drop function partner_status_follows;
drop table partner_multiplier_version, partner_status_version;
`);
  }
}
