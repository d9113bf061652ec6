import { Migration } from '@mikro-orm/migrations';

/**
 * What a commission costs beside its row and its indexes: amounts are rounded without a query of their own, and what it refers to is looked up
 * once a statement for the sums too.
 */
export class Migration20261123110000_accrual_cost extends Migration {
  override up(): void {
    for (const part of [rounding, amounts, declared, checked, kept]) this.addSql(part);
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

// Functions that say the same by another way stay as they are.
const undo = `
drop trigger commission_party_kept on client;
drop trigger commission_party_kept on partner;
drop function commission_party_kept;
alter table partner_lots alter constraint partner_lots_partner_id_fkey enforced;
alter table commission_client_monthly alter constraint commission_client_monthly_client_id_fkey enforced;
alter table commission_client_monthly alter constraint commission_client_monthly_partner_id_fkey enforced;
`;
