import { Migration } from '@mikro-orm/migrations';

/** Versions begin when the change is made, so that changes that wait for each other come one after the other. */
export class Migration20261122153000_change_times extends Migration {
  override up(): void {
    this.addSql(`
create or replace function client_introducer_follows() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  -- the time of the change and not of the transaction's beginning: another one may have been waited for, and have changed it meanwhile
  at timestamptz(3) := greatest(clock_timestamp(), (select max(valid_from) from client_introducer where client_id = new.id));
begin
  if tg_op = 'UPDATE' then
    delete from client_introducer where client_id = new.id and valid_from = at;
    update client_introducer set valid_to = at where client_id = new.id and valid_to = 'infinity';
  end if;
  insert into client_introducer (client_id, valid_from, partner_id) values (new.id, case when tg_op = 'INSERT' then '-infinity' else at end, new.partner_id);
  return null;
end $$;
create or replace function partner_chain_follows() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  -- the time of the change and not of the transaction's beginning: another one may have been waited for, and have changed it meanwhile
  at timestamptz(3) := greatest(clock_timestamp(), (select max(valid_from) from partner_chain where partner_id = new.id));
begin
  if tg_op = 'INSERT' then
    insert into partner_chain (partner_id, valid_from, chain) values (new.id, '-infinity', partner_chain_of(new.path));
    return null;
  end if;
  delete from partner_chain where partner_id = new.id and valid_from = at;
  update partner_chain set valid_to = at where partner_id = new.id and valid_to = 'infinity';
  insert into partner_chain (partner_id, valid_from, chain) values (new.id, at, partner_chain_of(new.path));
  return null;
end $$;
create or replace function partner_plan_follows() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  -- the time of the change and not of the transaction's beginning: another one may have been waited for, and have changed it meanwhile
  at timestamptz(3) := greatest(clock_timestamp(), (select max(valid_from) from partner_plan_version where partner_id = new.id));
begin
  if tg_op = 'UPDATE' then
    delete from partner_plan_version where partner_id = new.id and valid_from = at;
    update partner_plan_version set valid_to = at where partner_id = new.id and valid_to = 'infinity';
  end if;
  insert into partner_plan_version (partner_id, valid_from, plan_id) values (new.id, case when tg_op = 'INSERT' then '-infinity' else at end, new.plan_id);
  return null;
end $$;
`);
  }

  override down(): void {
    this.addSql(`
create or replace function client_introducer_follows() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if tg_op = 'UPDATE' then
    delete from client_introducer where client_id = new.id and valid_from = now();
    update client_introducer set valid_to = now() where client_id = new.id and valid_to = 'infinity';
  end if;
  insert into client_introducer (client_id, valid_from, partner_id) values (new.id, case when tg_op = 'INSERT' then '-infinity' else now() end, new.partner_id);
  return null;
end $$;
create or replace function partner_chain_follows() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    insert into partner_chain (partner_id, valid_from, chain) values (new.id, '-infinity', partner_chain_of(new.path));
    return null;
  end if;
  delete from partner_chain where partner_id = new.id and valid_from = now();
  update partner_chain set valid_to = now() where partner_id = new.id and valid_to = 'infinity';
  insert into partner_chain (partner_id, valid_from, chain) values (new.id, now(), partner_chain_of(new.path));
  return null;
end $$;
create or replace function partner_plan_follows() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if tg_op = 'UPDATE' then
    delete from partner_plan_version where partner_id = new.id and valid_from = now();
    update partner_plan_version set valid_to = now() where partner_id = new.id and valid_to = 'infinity';
  end if;
  insert into partner_plan_version (partner_id, valid_from, plan_id) values (new.id, case when tg_op = 'INSERT' then '-infinity' else now() end, new.plan_id);
  return null;
end $$;
`);
  }
}
