import { Migration } from '@mikro-orm/migrations';

/** Terms are drafted, and published from a day on. */
export class Migration20261122152000_plan_drafts extends Migration {
  override up(): void {
    this.addSql(`
-- A plan that has only been drafted pays nobody.
alter table commission_plan add column status text not null default 'ACTIVE' check (status in ('DRAFT','ACTIVE'));
create or replace function commission_terms_begin() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into commission_terms (id, plan_id, number, status, valid_from, scheme, tree_mode, currency, rates, min_hold_seconds)
  values (new.id, new.id, 1, case new.status when 'DRAFT' then 'DRAFT' else 'PUBLISHED' end, case new.status when 'DRAFT' then timestamptz '9999-01-01' else '-infinity' end,
    new.scheme, new.tree_mode, new.currency, new.rates, new.min_hold_seconds);
  return null;
end $$;
-- terms may change their currency: what was accrued in the old one is taken back, and the new one is a row of its own
drop index commission_once;
create unique index commission_once on commission (deal_server, deal_ticket, partner_id, plan_id, currency) where deal_server is not null and corrects_id is null;
alter table commission_terms add column note text;
alter table commission_terms add column drafted_by text;
alter table commission_terms add column drafted_at timestamptz(3) not null default now();
alter table commission_terms add column published_by text;
alter table commission_terms add column published_at timestamptz(3);
create unique index commission_terms_one_draft on commission_terms (plan_id) where status = 'DRAFT';
alter table commission_rate add column id uuid not null default uuidv7();
alter table commission_rate add primary key (id);
create index commission_plan_name on commission_plan (name, id);
grant insert, update on commission_plan to countinghouse_app;

-- What is published is what somebody has earned by.
create function commission_terms_stay() returns trigger language plpgsql as $$
begin
  if (new.plan_id, new.number, new.valid_from, new.scheme, new.tree_mode, new.currency, new.rates, new.min_hold_seconds, new.max_hold_seconds, new.hedged, new.cap_per_deal)
    is distinct from (old.plan_id, old.number, old.valid_from, old.scheme, old.tree_mode, old.currency, old.rates, old.min_hold_seconds, old.max_hold_seconds, old.hedged, old.cap_per_deal)
  then raise exception 'terms that are published stay as they are' using errcode = 'check_violation', constraint = 'commission_terms_stay'; end if;
  return new;
end $$;
create trigger commission_terms_stay before update on commission_terms for each row when (old.status <> 'DRAFT' and new.status <> 'WITHDRAWN') execute function commission_terms_stay();
`);
  }

  override down(): void {
    this.addSql(`
drop index commission_once;
create unique index commission_once on commission (deal_server, deal_ticket, partner_id, plan_id) where deal_server is not null and corrects_id is null;
alter table commission_plan drop column status;
create or replace function commission_terms_begin() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into commission_terms (id, plan_id, number, status, valid_from, scheme, tree_mode, currency, rates, min_hold_seconds)
  values (new.id, new.id, 1, 'PUBLISHED', '-infinity', new.scheme, new.tree_mode, new.currency, new.rates, new.min_hold_seconds);
  return null;
end $$;
drop trigger commission_terms_stay on commission_terms;
drop function commission_terms_stay;
revoke insert, update on commission_plan from countinghouse_app;
drop index commission_plan_name;
alter table commission_rate drop column id;
drop index commission_terms_one_draft;
alter table commission_terms drop column published_at, drop column published_by, drop column drafted_at, drop column drafted_by, drop column note;
`);
  }
}
