import { Migration } from '@mikro-orm/migrations';

/** What a plan can say beside its rates: tiers, multipliers of levels, caps of a day and a month, what revenue is, how amounts are rounded, when a client counts. */
export class Migration20261122160100_plan_terms extends Migration {
  override up(): void {
    for (const part of [terms, stay, amounts, reasons]) this.addSql(part);
  }

  override down(): void {
    this.addSql(undo);
  }
}

const terms = `
alter table commission_terms
  -- the one rate of all levels is multiplied by these, level 1 first
  add column level_multipliers numeric[] check (cardinality(level_multipliers) between 1 and 100),
  -- tier_from[n] lots, or active clients, in the window give tier_multipliers[n]
  add column tier_by text check (tier_by in ('VOLUME','ACTIVE_CLIENTS')),
  add column tier_counting text check (tier_counting in ('WHOLE','GRADUATED')),
  -- null: a calendar month
  add column tier_window_days int check (tier_window_days between 1 and 366),
  -- a client is active who closed as many lots in the window
  add column tier_active_lots numeric check (tier_active_lots > 0),
  add column tier_from numeric[],
  add column tier_multipliers numeric[],
  -- the most that the deals of one partner's own clients give a day and a month, in UTC, over all levels together
  add column cap_per_day numeric check (cap_per_day > 0),
  add column cap_per_month numeric check (cap_per_month > 0),
  -- FEES: spread and commission. NET: what the client lost.
  add column revenue text not null default 'FEES' check (revenue in ('FEES','NET')),
  -- whether a month's loss is made good by later months, or forgotten
  add column negative_carry boolean not null default true,
  add column decimals smallint not null default 8 check (decimals between 0 and 8),
  add column rounding text not null default 'HALF_UP' check (rounding in ('HALF_UP','HALF_EVEN','DOWN')),
  -- a client counts who first deposits so much and closes so many lots within so many days
  add column cpa_first_deposit numeric check (cpa_first_deposit >= 0),
  add column cpa_lots numeric check (cpa_lots >= 0),
  add column cpa_days int check (cpa_days between 1 and 366),
  add column cpa_from text check (cpa_from in ('REGISTRATION','FIRST_DEPOSIT')),
  add check (num_nulls(tier_by, tier_counting, tier_from, tier_multipliers) in (0, 4)),
  add check (cardinality(tier_from) = cardinality(tier_multipliers) and tier_from[1] = 0),
  add check (tier_by is distinct from 'ACTIVE_CLIENTS' or (tier_active_lots is not null and tier_counting = 'WHOLE')),
  -- what a deal earns by it depends on other deals of the partner's clients too
  add column depends boolean not null generated always as (tier_by is not null or num_nonnulls(cap_per_day, cap_per_month) > 0 or not negative_carry) stored;
create index commission_terms_depend on commission_terms (plan_id) where depends;
alter table partner_multiplier_version add column id uuid not null unique default uuidv7();
-- what a pip of a lot is worth in the plan's currency; null: by contract size, pip size and rate of exchange
alter table commission_rate add column pip_value numeric check (pip_value >= 0);
`;

const stay = `
create or replace function commission_terms_stay() returns trigger language plpgsql as $$
declare
  of_life text[] := '{depends,status,valid_to,note,drafted_by,drafted_at,published_by,published_at}';
begin
  if to_jsonb(new) - of_life is distinct from to_jsonb(old) - of_life
  then raise exception 'terms that are published stay as they are' using errcode = 'check_violation', constraint = 'commission_terms_stay'; end if;
  return new;
end $$;
`;

const amounts = `
create function commission_round(amount numeric, decimals int, rounding text) returns numeric language sql immutable parallel safe as $$
  select case rounding
    when 'DOWN' then trunc(amount, decimals)
    when 'HALF_EVEN' then case when abs(amount - trunc(amount, decimals)) * 2 = power(10::numeric, -decimals) then 2 * round(amount / 2, decimals) else round(amount, decimals) end
    else round(amount, decimals) end
$$;

-- The rates by level of one rate for all of them.
create function commission_levels(rate numeric, multipliers numeric[]) returns numeric[] language sql immutable parallel safe as $$
  select array_agg(rate * m.by order by m.level) from unnest(multipliers) with ordinality m (by, level)
$$;

-- What each level gets, level 1 first, for so much at a rate of 1. The parts add up to the rounded whole: what rounding leaves goes to the
-- topmost of them. OVERRIDE: each its own rate. DIFFERENTIAL: each what its rate has over the highest below. SPLIT: the first rate is the
-- reward, the others are the per cent of it that go up, and level 1 keeps the rest. A partner's own multiplier is one of its rate; in a split
-- it is level 1 whom the plan pays, so that the others' have no say.
drop function commission_amounts;
create function commission_amounts(unit numeric, rates numeric[], tree_mode text, levels int, personal numeric[] default null, decimals int default 8, rounding text default 'HALF_UP')
returns numeric[] language plpgsql immutable parallel safe as $$
declare
  paid int := least(levels, cardinality(rates));
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
      amount := commission_round(whole * rates[level] * 0.01, decimals, rounding);
      given := given + amount;
      result := result || amount;
    end loop;
    return array[whole - given] || result;
  end if;
  for level in 1 .. paid loop
    rate := rates[level] * coalesce(personal[level], 1);
    if tree_mode = 'DIFFERENTIAL' then
      -- rates never fall, but with multipliers they may: nobody pays for that
      rate := rate - most;
      if personal is not null and rate < 0 then rate := 0; end if;
      most := most + rate;
    end if;
    whole := whole + rate;
    if level < paid then
      amount := commission_round(unit * rate, decimals, rounding);
      given := given + amount;
      result := result || amount;
    end if;
  end loop;
  return result || (commission_round(unit * whole, decimals, rounding) - given);
end $$;

-- The same amounts where no more than so much of the whole is paid: each its part of it, the topmost what is left.
create function commission_cut(amounts numeric[], whole numeric, paid numeric, decimals int, rounding text) returns numeric[] language sql immutable parallel safe as $$
  select case when whole = 0 then amounts else (
    select array_agg(p.part order by p.level) || (paid - coalesce(sum(p.part), 0))
    from (select a.level, commission_round(a.amount * paid / whole, decimals, rounding) as part from unnest(amounts[:cardinality(amounts) - 1]) with ordinality a (amount, level)) p) end
$$;

-- The multiplier of the tier that so much reaches, and which tier that is.
create function commission_tier(reached numeric, tier_from numeric[]) returns int language sql immutable parallel safe as $$
  select max(t.tier)::int from unnest(tier_from) with ordinality t (start, tier) where t.start <= reached
$$;
-- So many lots, each by the tier that it lies in: how much they count for.
create function commission_graduated(before numeric, lots numeric, tier_from numeric[], multipliers numeric[]) returns numeric language sql immutable parallel safe as $$
  select sum(greatest(least(before + lots, coalesce(tier_from[t.tier + 1], before + lots)) - greatest(before, t.start), 0) * multipliers[t.tier])
  from unnest(tier_from) with ordinality t (start, tier)
$$;
create function commission_graduated_words(before numeric, lots numeric, tier_from numeric[], multipliers numeric[]) returns text language sql immutable parallel safe as $$
  select string_agg(trim_scale(p.lots) || ' x ' || trim_scale(multipliers[p.tier]), ' + ' order by p.tier)
  from (select t.tier, least(before + $2, coalesce(tier_from[t.tier + 1], before + $2)) - greatest(before, t.start) as lots from unnest(tier_from) with ordinality t (start, tier)) p
  where p.lots > 0
$$;
`;

const reasons = `
alter table deal_unpaid drop constraint deal_unpaid_reason_check;
alter table deal_unpaid add constraint deal_unpaid_reason_check check (reason in ('CANCELLED','DEMO','NO_PARTNER','NO_PLAN','RESTRICTED','SYMBOL_UNKNOWN','HEDGED','TOO_SHORT','TOO_LONG',
  'NOT_TOLD','NO_EXCHANGE_RATE','NO_RATE','NO_REVENUE','CAP_REACHED','BELOW_ZERO','PARTNER_STOPPED'));
`;

const undo = `
delete from deal_unpaid where reason in ('NO_REVENUE','CAP_REACHED','BELOW_ZERO','PARTNER_STOPPED');
alter table deal_unpaid drop constraint deal_unpaid_reason_check;
alter table deal_unpaid add constraint deal_unpaid_reason_check check (reason in ('CANCELLED','DEMO','NO_PARTNER','NO_PLAN','RESTRICTED','SYMBOL_UNKNOWN','HEDGED','TOO_SHORT','TOO_LONG',
  'NOT_TOLD','NO_EXCHANGE_RATE','NO_RATE'));
drop function commission_graduated_words; drop function commission_graduated; drop function commission_tier; drop function commission_cut; drop function commission_amounts;
drop function commission_levels; drop function commission_round;
create function commission_amounts(unit numeric, rates numeric[], tree_mode text, levels int) returns numeric[] language plpgsql immutable parallel safe as $$
declare
  paid int := least(levels, cardinality(rates));
  whole numeric;
  amount numeric;
  given numeric := 0;
  result numeric[] := '{}';
begin
  if tree_mode = 'SPLIT' then
    whole := round(unit * rates[1], 8);
    for level in 2 .. paid loop
      amount := round(whole * rates[level] * 0.01, 8);
      given := given + amount;
      result := result || amount;
    end loop;
    return array[whole - given] || result;
  end if;
  if tree_mode = 'DIFFERENTIAL' then
    whole := round(unit * rates[paid], 8);
  else
    whole := round(unit * (select sum(r) from unnest(rates[:paid]) r), 8);
  end if;
  for level in 1 .. paid - 1 loop
    amount := round(unit * case when tree_mode = 'DIFFERENTIAL' and level > 1 then rates[level] - rates[level - 1] else rates[level] end, 8);
    given := given + amount;
    result := result || amount;
  end loop;
  return result || (whole - given);
end $$;
create or replace function commission_terms_stay() returns trigger language plpgsql as $$
begin
  if (new.plan_id, new.number, new.valid_from, new.scheme, new.tree_mode, new.currency, new.rates, new.min_hold_seconds, new.max_hold_seconds, new.hedged, new.cap_per_deal)
    is distinct from (old.plan_id, old.number, old.valid_from, old.scheme, old.tree_mode, old.currency, old.rates, old.min_hold_seconds, old.max_hold_seconds, old.hedged, old.cap_per_deal)
  then raise exception 'terms that are published stay as they are' using errcode = 'check_violation', constraint = 'commission_terms_stay'; end if;
  return new;
end $$;
alter table commission_rate drop column pip_value;
alter table partner_multiplier_version drop column id;
drop index commission_terms_depend;
alter table commission_terms drop column depends;
alter table commission_terms drop column level_multipliers, drop column tier_by, drop column tier_counting, drop column tier_window_days, drop column tier_active_lots,
  drop column tier_from, drop column tier_multipliers, drop column cap_per_day, drop column cap_per_month, drop column revenue, drop column negative_carry, drop column decimals,
  drop column rounding, drop column cpa_first_deposit, drop column cpa_lots, drop column cpa_days, drop column cpa_from;
`;
