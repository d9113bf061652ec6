import { Migration } from '@mikro-orm/migrations';

/**
 * What a commission costs beside its row and its indexes: amounts are rounded without a query of their own, what it refers to is looked up once a
 * statement for the sums too, and all sums follow from what is added in one pass over it.
 */
export class Migration20261123110000_accrual_cost extends Migration {
  override up(): void {
    for (const part of [rounding, amounts, declared, checked, kept, summed]) this.addSql(part);
  }

  override down(): void {
    this.addSql(undo);
  }
}

// A function in SQL with a "from" is never inlined: each call set a query up.
const rounding = `
create or replace function commission_round(amount numeric, decimals int, rounding text) returns numeric language plpgsql immutable parallel safe as $$
declare
  -- what a rate that was turned round lacks in its last digits is made good first
  exact numeric := round(amount, 24);
begin
  if rounding = 'DOWN' then return trunc(exact, decimals); end if;
  if rounding = 'HALF_EVEN' and abs(exact - trunc(exact, decimals)) * 2 = power(10::numeric, -decimals) then return 2 * round(exact / 2, decimals); end if;
  return round(exact, decimals);
end $$;
`;

const amounts = `
create or replace function commission_amounts(unit numeric, rates numeric[], tree_mode text, levels int, personal numeric[] default null, decimals int default 8, rounding text default 'HALF_UP')
returns numeric[] language plpgsql immutable parallel safe as $$
declare
  paid int := least(levels, cardinality(rates));
  -- the usual way of rounding is done on the spot
  half_up boolean := rounding = 'HALF_UP';
  whole numeric := 0;
  amount numeric;
  rate numeric;
  most numeric := 0;
  given numeric := 0;
  result numeric[] := '{}';
begin
  if tree_mode = 'SPLIT' then
    whole := commission_round(unit * rates[1] * coalesce(personal[1], 1), decimals, rounding);
    for level in 2 .. paid loop
      amount := case when half_up then round(round(whole * rates[level] * 0.01, 24), decimals) else commission_round(whole * rates[level] * 0.01, decimals, rounding) end;
      given := given + amount;
      result := result || amount;
    end loop;
    return array[whole - given] || result;
  end if;
  for level in 1 .. paid loop
    rate := case when personal is null then rates[level] else rates[level] * coalesce(personal[level], 1) end;
    if tree_mode = 'DIFFERENTIAL' then
      -- rates never fall, but with multipliers they may: nobody pays for that
      rate := rate - most;
      if personal is not null and rate < 0 then rate := 0; end if;
      most := most + rate;
    end if;
    whole := whole + rate;
    if level < paid then
      amount := case when half_up then round(round(unit * rate, 24), decimals) else commission_round(unit * rate, decimals, rounding) end;
      given := given + amount;
      result := result || amount;
    end if;
  end loop;
  return result || (commission_round(unit * whole, decimals, rounding) - given);
end $$;
`;

const declared = `
-- written by the trigger commission_sums alone, out of commissions that are checked
alter table commission_client_monthly alter constraint commission_client_monthly_partner_id_fkey not enforced;
alter table commission_client_monthly alter constraint commission_client_monthly_client_id_fkey not enforced;
alter table partner_lots alter constraint partner_lots_partner_id_fkey not enforced;
`;

const checked = `
create or replace function commission_refers() returns trigger language plpgsql set search_path = public, pg_temp as $$
declare
  missing text;
begin
  select case when p.id is null then 'commission_partner_id_fkey' when a.client_id is not null and c.id is null then 'commission_client_id_fkey'
      when a.trading_account_id is not null and t.id is null then 'commission_trading_account_id_fkey'
      when a.plan_id is not null and l.id is null then 'commission_plan_id_fkey' else 'commission_terms_id_fkey' end into missing
  from added a
  left join partner p on p.id = a.partner_id left join client c on c.id = a.client_id left join trading_account t on t.id = a.trading_account_id
  left join commission_plan l on l.id = a.plan_id left join commission_terms s on s.id = a.terms_id
  where p.id is null or (a.client_id is not null and c.id is null) or (a.trading_account_id is not null and t.id is null) or (a.plan_id is not null and l.id is null)
    or (a.terms_id is not null and s.id is null) limit 1;
  if found then raise exception 'a commission refers to what is not there' using errcode = 'foreign_key_violation', constraint = missing; end if;
  return null;
end $$;
`;

const kept = `
-- Who has commissions stays. Nobody adds any in the meantime: those who wait for this lock look their references up once it is over.
create function commission_party_kept() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  lock table commission in share row exclusive mode;
  if (tg_table_name = 'partner' and exists (select from commission_client_monthly where partner_id = old.id))
    or (tg_table_name = 'client' and exists (select from commission_client_monthly where client_id = old.id)) then
    raise exception 'there are commissions of this %', tg_table_name using errcode = 'foreign_key_violation', constraint = 'commission_' || tg_table_name || '_id_fkey';
  end if;
  return case tg_op when 'DELETE' then old else new end;
end $$;
create trigger commission_party_kept before delete or update of id on partner for each row execute function commission_party_kept();
create trigger commission_party_kept before delete or update of id on client for each row execute function commission_party_kept();
`;

const DAY = `(coalesce(traded_at, accrued_at) at time zone 'UTC')::date`;
const DEALS = `count(*) filter (where corrects_id is null and deal_ticket is not null) - count(*) filter (where corrects_id is not null and lots < 0) as deals,
      count(*) filter (where corrects_id is not null and lots < 0) as taken_back`;

/** By the finest grain that any of the three needs; they follow from that. */
const sums = (rows: string): string => `
  with fine as materialized (
    select partner_id, client_id, ${DAY} as day, coalesce(symbol, '') as symbol, level, currency, sum(amount) as amount, sum(lots) as lots,
      ${DEALS}
    from ${rows} group by 1, 2, 3, 4, 5, 6
  ), by_day as (
    insert into commission_daily (partner_id, day, symbol, level, currency, amount, lots, deals, taken_back)
    select partner_id, day, symbol, level, currency, sum(amount), coalesce(sum(lots), 0), sum(deals), sum(taken_back) from fine group by 1, 2, 3, 4, 5 order by 1, 2, 3, 4, 5
    on conflict (partner_id, day, symbol, level, currency) do update
    set amount = commission_daily.amount + excluded.amount, lots = commission_daily.lots + excluded.lots, deals = commission_daily.deals + excluded.deals,
      taken_back = commission_daily.taken_back + excluded.taken_back
  ), by_client as (
    insert into commission_client_monthly (partner_id, month, client_id, currency, amount, lots, deals, taken_back)
    select partner_id, date_trunc('month', day)::date, client_id, currency, sum(amount), coalesce(sum(lots), 0), sum(deals), sum(taken_back) from fine group by 1, 2, 3, 4 order by 1, 2, 3, 4
    on conflict (partner_id, month, client_id, currency) do update
    set amount = commission_client_monthly.amount + excluded.amount, lots = commission_client_monthly.lots + excluded.lots,
      deals = commission_client_monthly.deals + excluded.deals, taken_back = commission_client_monthly.taken_back + excluded.taken_back
  )
  insert into partner_lots (partner_id, lots)
  select partner_id, sum(lots) from fine where level = 1 and lots is not null group by 1 order by 1
  on conflict (partner_id) do update set lots = partner_lots.lots + excluded.lots;`;

const summed = `
create or replace function commission_sums_follow() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  ${sums('added')}
  return null;
end $$;
create or replace function commission_sums_rebuild() returns void language plpgsql set search_path = public, pg_temp as $$
begin
  truncate commission_daily, commission_client_monthly, partner_lots;
  ${sums('commission')}
end $$;
`;

// Functions that say the same by another way stay as they are.
const undo = `
drop trigger commission_party_kept on client;
drop trigger commission_party_kept on partner;
drop function commission_party_kept;
alter table partner_lots alter constraint partner_lots_partner_id_fkey enforced;
alter table commission_client_monthly alter constraint commission_client_monthly_client_id_fkey enforced;
alter table commission_client_monthly alter constraint commission_client_monthly_partner_id_fkey enforced;
`;
