import { Migration } from '@mikro-orm/migrations';

/** What partners earn follows from deals: the terms of plans by time, rates by symbol and group, why a deal paid nothing, and sums by day. */
export class Migration20261122151000_accruals extends Migration {
  override up(): void {
    for (const part of [terms, commissions, outcomes, rates, amounts, grants]) this.addSql(part);
  }

  override down(): void {
    this.addSql(undo);
  }
}

const terms = `
-- The terms of a plan from one time to another. What is published is never changed: a change is a version of its own.
create table commission_terms (
  id uuid primary key,
  plan_id uuid not null references commission_plan (id),
  number int not null check (number > 0),
  status text not null default 'DRAFT' check (status in ('DRAFT','PUBLISHED','WITHDRAWN')),
  valid_from timestamptz(3) not null,
  valid_to timestamptz(3) not null default 'infinity',
  scheme text not null check (scheme in ('PER_LOT','PER_MILLION','PIPS','SPREAD_SHARE','COMMISSION_SHARE','REVENUE_SHARE','CPA')),
  tree_mode text not null check (tree_mode in ('OVERRIDE','DIFFERENTIAL','SPLIT')),
  currency text not null,
  rates numeric[] not null check (cardinality(rates) between 1 and 100),
  min_hold_seconds int not null default 0 check (min_hold_seconds >= 0),
  max_hold_seconds int check (max_hold_seconds > min_hold_seconds),
  -- of two positions that are closed against each other: count them once, both, or not at all
  hedged text not null default 'ONCE' check (hedged in ('ONCE','BOTH','NONE')),
  -- the most that one deal gives, over all levels together
  cap_per_deal numeric check (cap_per_deal > 0),
  unique (plan_id, number),
  check (valid_from < valid_to)
);
create index commission_terms_in_force on commission_terms (plan_id, valid_from) where status = 'PUBLISHED';

-- Other rates than the plan's: for a symbol, or for all of a group. The symbol's go first.
create table commission_rate (
  terms_id uuid not null references commission_terms (id),
  symbol text references instrument (symbol),
  "group" text,
  rates numeric[] not null check (cardinality(rates) between 1 and 100),
  check (num_nonnulls(symbol, "group") = 1)
);
create unique index commission_rate_symbol on commission_rate (terms_id, symbol) where symbol is not null;
create unique index commission_rate_group on commission_rate (terms_id, "group") where "group" is not null;

create function commission_terms_begin() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into commission_terms (id, plan_id, number, status, valid_from, scheme, tree_mode, currency, rates, min_hold_seconds)
  values (new.id, new.id, 1, 'PUBLISHED', '-infinity', new.scheme, new.tree_mode, new.currency, new.rates, new.min_hold_seconds);
  return null;
end $$;
-- the first terms of a plan have its id
create trigger commission_terms_begin after insert on commission_plan for each row execute function commission_terms_begin();
insert into commission_terms (id, plan_id, number, status, valid_from, scheme, tree_mode, currency, rates, min_hold_seconds)
  select id, id, 1, 'PUBLISHED', '-infinity', scheme, tree_mode, currency, rates, min_hold_seconds from commission_plan;
`;

const commissions = `
alter table commission add column deal_server text;
alter table commission add column terms_id uuid references commission_terms (id);
-- a deal pays a partner by a plan once, however often it is worked on
create unique index commission_once on commission (deal_server, deal_ticket, partner_id, plan_id) where deal_server is not null and corrects_id is null;
`;

const outcomes = `
-- Why a deal that closed something paid nothing.
create table deal_unpaid (
  id uuid not null unique default uuidv7(),
  server text not null,
  ticket bigint not null,
  time timestamptz(3) not null,
  trading_account_id uuid not null,
  client_id uuid not null,
  partner_id uuid,
  symbol text not null,
  lots numeric not null,
  reason text not null check (reason in ('CANCELLED','DEMO','NO_PARTNER','NO_PLAN','RESTRICTED','SYMBOL_UNKNOWN','HEDGED','TOO_SHORT','TOO_LONG','NOT_TOLD','NO_EXCHANGE_RATE','NO_RATE')),
  detail text not null,
  primary key (server, ticket)
);
create index deal_unpaid_time on deal_unpaid (time, id);
create index deal_unpaid_reason on deal_unpaid (reason, time, id);
create index deal_unpaid_partner on deal_unpaid (partner_id, time, id);
create index deal_unpaid_client on deal_unpaid (client_id, time, id);
create index deal_unpaid_symbol on deal_unpaid (symbol, time, id);

-- Up to which batch deals have been worked on.
create table commission_progress (is_only boolean primary key default true check (is_only), batch bigint not null);
insert into commission_progress (batch) values (0);

-- What a partner earned on a day, kept with the commissions that it sums up.
create table commission_daily (
  partner_id uuid not null references partner (id),
  day date not null,
  symbol text not null,
  level smallint not null,
  currency text not null,
  amount numeric not null,
  lots numeric not null,
  deals int not null,
  primary key (partner_id, day, symbol, level, currency)
);
`;

const rates = `
-- How much of one currency another one is worth at a time, by the newest rate of the two by then. words: for whoever recomputes it.
create function exchange_rate_between(of text, into_currency text, moment timestamptz, out factor numeric, out words text) returns setof record
language sql stable parallel safe as $$
  select case when r.base = of then r.rate else 1 / r.rate end,
    case when r.base = of then format(' x %s %s per %s', trim_scale(r.rate), into_currency, of) else format(' / %s %s per %s', trim_scale(r.rate), of, into_currency) end
  from (
    (select rate, base, at, id from exchange_rate where base = of and quote = into_currency and at <= moment order by at desc, id desc limit 1)
    union all
    (select rate, base, at, id from exchange_rate where base = into_currency and quote = of and at <= moment order by at desc, id desc limit 1)
  ) r order by r.at desc, r.id desc limit 1
$$;
-- The same, by way of the euro or the dollar where the two have none. No row: there is no rate.
create function exchange_rate_at(of text, into_currency text, moment timestamptz, out factor numeric, out words text) returns setof record
language plpgsql stable parallel safe set search_path = public, pg_temp as $$
declare
  hub text;
begin
  return query select b.factor, b.words from exchange_rate_between(of, into_currency, moment) b;
  if found then return; end if;
  foreach hub in array array['EUR', 'USD'] loop
    return query select f.factor * s.factor, f.words || s.words from exchange_rate_between(of, hub, moment) f, exchange_rate_between(hub, into_currency, moment) s;
    if found then return; end if;
  end loop;
end $$;
`;

const amounts = `
-- What each level gets, level 1 first, with 8 decimals, for so much at a rate of 1. The parts add up to the rounded whole: what rounding
-- leaves goes to the topmost of them. OVERRIDE: each its own rate. DIFFERENTIAL: each what its rate has over the one below. SPLIT: the
-- first rate is the reward, the others are the per cent of it that go up, and level 1 keeps the rest.
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
`;

const grants = `
grant select, insert, update on commission_terms to countinghouse_app;
grant select, insert, update, delete on commission_rate to countinghouse_app;
grant select, insert, update, delete on deal_unpaid to countinghouse_app;
grant select, update on commission_progress to countinghouse_app;
grant select, insert, update on commission_daily to countinghouse_app;
grant insert on commission to countinghouse_app;
`;

const undo = `
drop function commission_amounts;
drop function exchange_rate_at;
drop function exchange_rate_between;
drop table commission_daily, commission_progress, deal_unpaid;
drop index commission_once;
alter table commission drop column terms_id, drop column deal_server;
drop trigger commission_terms_begin on commission_plan;
drop function commission_terms_begin;
drop table commission_rate, commission_terms;
`;
