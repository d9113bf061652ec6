import { Migration } from '@mikro-orm/migrations';

/** Deals as the platforms report them, by month; the instruments that they are in; and who introduced whom, and under which plan, since when. */
export class Migration20261122150000_deals extends Migration {
  override up(): void {
    for (const part of [instruments, deals, months, corrections, versions, grants]) this.addSql(part);
  }

  override down(): void {
    this.addSql(undo);
  }
}

const instruments = `
create table instrument (
  symbol text primary key,
  -- rates are given by symbol, or by this
  "group" text not null,
  contract_size numeric not null check (contract_size > 0),
  pip_size numeric not null check (pip_size > 0),
  -- one lot of it is so many units of this
  base_currency text not null,
  quote_currency text not null,
  updated_at timestamptz(3) not null default now()
);
-- How servers write a symbol otherwise; the empty server stands for all of them.
create table instrument_alias (
  server text not null default '',
  alias text not null,
  symbol text not null references instrument (symbol),
  primary key (alias, server)
);
-- What servers hang onto symbols, as the .m of XAUUSD.m.
create table instrument_suffix (
  suffix text primary key check (suffix <> '')
);

-- Which instrument a symbol of a server is: by its name, by an alias of that server or of all, without a suffix. Null: none that is known.
create function instrument_of(server text, written text) returns text language sql stable parallel safe as $$
  select coalesce(
    (select i.symbol from instrument i where i.symbol = written),
    (select a.symbol from instrument_alias a where a.alias = written and a.server in ($1, '') order by a.server desc limit 1),
    (select i.symbol from instrument_suffix s join instrument i on i.symbol = left(written, -length(s.suffix))
      where right(written, length(s.suffix)) = s.suffix order by length(s.suffix) desc limit 1))
$$;
`;

const deals = `
-- A batch is what one transaction took in. Its number grows with the order of the commits, for batches come one after the other.
create sequence deal_batch_seq;
create table deal (
  server text not null,
  ticket bigint not null check (ticket > 0),
  -- when it was done
  time timestamptz(3) not null,
  batch bigint not null,
  trading_account_id uuid not null,
  action text not null check (action in ('BUY','SELL')),
  entry text not null check (entry in ('IN','OUT','INOUT','OUT_BY')),
  position_id bigint,
  -- as the server writes it
  symbol text not null,
  lots numeric not null check (lots > 0),
  -- what it closed of a position: all, none, or a part
  closed_lots numeric not null check (closed_lots >= 0 and closed_lots <= lots),
  price numeric not null check (price > 0),
  -- of the position that it closed
  opened_at timestamptz(3),
  -- in the currency of the account; commission and swap are below zero where they were charged
  profit numeric not null default 0,
  swap numeric not null default 0,
  commission numeric not null default 0,
  -- what the client paid by the difference of bid and ask, in pips
  spread numeric check (spread >= 0),
  is_cancelled boolean not null default false,
  primary key (server, ticket, time)
) partition by range (time);
create index deal_account on deal (trading_account_id, time);
create index deal_batch on deal using brin (batch) with (pages_per_range = 32, autosummarize = on);
create index deal_time on deal using brin (time) with (pages_per_range = 32);
-- Has to stay empty: what falls into it belongs to a month that nobody has made.
create table deal_default partition of deal default;
`;

const months = `
-- Makes the partitions of the months from one day to another, those that are missing. Answers with their names.
create function deal_months(first date, last date) returns setof text language plpgsql security definer set search_path = public, pg_temp as $$
declare
  month date := date_trunc('month', first);
  name text;
begin
  if first < date '2000-01-01' or last > (now() + interval '2 years')::date then
    raise exception 'no deals are kept of % to %', first, last using errcode = 'check_violation', constraint = 'deal_months_in_reach';
  end if;
  while month <= last loop
    name := 'deal_' || to_char(month, 'YYYY_MM');
    if to_regclass(name) is null then
      -- two that make the same month at once
      perform pg_advisory_xact_lock(hashtext('deal months'));
      if to_regclass(name) is null then
        execute format('create table %I partition of deal for values from (%L) to (%L)', name, month::timestamp at time zone 'UTC', (month + interval '1 month') at time zone 'UTC');
        return next name;
      end if;
    end if;
    month := month + interval '1 month';
  end loop;
end $$;
select count(*) from deal_months((now() - interval '13 months')::date, (now() + interval '3 months')::date);
`;

const corrections = `
-- What was told of a deal first, when it is told otherwise later. Never changed.
create table deal_correction (
  id uuid primary key,
  server text not null,
  ticket bigint not null,
  batch bigint not null,
  at timestamptz(3) not null default now(),
  before jsonb not null,
  after jsonb not null
);
create index deal_correction_deal on deal_correction (server, ticket, at);
create index deal_correction_batch on deal_correction (batch);
create trigger deal_correction_fixed before update or delete on deal_correction for each row execute function refuse_change();
`;

const versions = `
-- Who had introduced a client at a time. Kept by the trigger below, whoever changes the client.
create table client_introducer (
  client_id uuid not null references client (id) on delete cascade,
  valid_from timestamptz(3) not null,
  valid_to timestamptz(3) not null default 'infinity',
  partner_id uuid references partner (id),
  primary key (client_id, valid_from),
  check (valid_from < valid_to)
);
create index client_introducer_partner on client_introducer (partner_id, client_id);

-- Where a partner stood at a time: itself, its parent, and so on up to the root.
create table partner_chain (
  partner_id uuid not null references partner (id) on delete cascade,
  valid_from timestamptz(3) not null,
  valid_to timestamptz(3) not null default 'infinity',
  chain uuid[] not null,
  primary key (partner_id, valid_from),
  check (valid_from < valid_to),
  check (chain[1] = partner_id)
);

-- The plan of a partner at a time; null: none.
create table partner_plan_version (
  partner_id uuid not null references partner (id) on delete cascade,
  valid_from timestamptz(3) not null,
  valid_to timestamptz(3) not null default 'infinity',
  plan_id uuid references commission_plan (id),
  primary key (partner_id, valid_from),
  check (valid_from < valid_to)
);

create function client_introducer_follows() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if tg_op = 'UPDATE' then
    delete from client_introducer where client_id = new.id and valid_from = now();
    update client_introducer set valid_to = now() where client_id = new.id and valid_to = 'infinity';
  end if;
  insert into client_introducer (client_id, valid_from, partner_id) values (new.id, case when tg_op = 'INSERT' then '-infinity' else now() end, new.partner_id);
  return null;
end $$;
create trigger client_introducer_added after insert on client for each row when (new.partner_id is not null) execute function client_introducer_follows();
create trigger client_introducer_changed after update of partner_id on client for each row when (old.partner_id is distinct from new.partner_id)
  execute function client_introducer_follows();

-- The path of labels is the chain, from the root down.
create function partner_chain_of(place ltree) returns uuid[] language sql stable set search_path = public, pg_temp as $$
  select array_agg(p.id order by l.at desc) from unnest(string_to_array(place::text, '.')) with ordinality l (number, at) join partner p on p.number = l.number::bigint
$$;
create function partner_chain_follows() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
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
create trigger partner_chain_added after insert on partner for each row execute function partner_chain_follows();
create trigger partner_chain_changed after update of path, parent_id on partner for each row when (old.path <> new.path) execute function partner_chain_follows();

create function partner_plan_follows() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if tg_op = 'UPDATE' then
    delete from partner_plan_version where partner_id = new.id and valid_from = now();
    update partner_plan_version set valid_to = now() where partner_id = new.id and valid_to = 'infinity';
  end if;
  insert into partner_plan_version (partner_id, valid_from, plan_id) values (new.id, case when tg_op = 'INSERT' then '-infinity' else now() end, new.plan_id);
  return null;
end $$;
create trigger partner_plan_added after insert on partner for each row when (new.plan_id is not null) execute function partner_plan_follows();
create trigger partner_plan_changed after update of plan_id on partner for each row when (old.plan_id is distinct from new.plan_id) execute function partner_plan_follows();

insert into client_introducer (client_id, valid_from, partner_id) select id, '-infinity', partner_id from client where partner_id is not null;
insert into partner_chain (partner_id, valid_from, chain) select id, '-infinity', partner_chain_of(path) from partner;
insert into partner_plan_version (partner_id, valid_from, plan_id) select id, '-infinity', plan_id from partner where plan_id is not null;
`;

const grants = `
grant usage, select on sequence deal_batch_seq to countinghouse_app;
grant select, insert, update, delete on instrument, instrument_alias, instrument_suffix to countinghouse_app;
grant select, insert, update on deal to countinghouse_app;
grant select, insert on deal_correction to countinghouse_app;
grant select on client_introducer, partner_chain, partner_plan_version to countinghouse_app;
revoke all on function deal_months from public;
grant execute on function deal_months to countinghouse_app;
`;

const undo = `
drop trigger partner_plan_changed on partner; drop trigger partner_plan_added on partner; drop function partner_plan_follows;
drop trigger partner_chain_changed on partner; drop trigger partner_chain_added on partner; drop function partner_chain_follows; drop function partner_chain_of;
drop trigger client_introducer_changed on client; drop trigger client_introducer_added on client; drop function client_introducer_follows;
drop table partner_plan_version, partner_chain, client_introducer, deal_correction;
drop function deal_months;
drop table deal;
drop sequence deal_batch_seq;
drop function instrument_of;
drop table instrument_suffix, instrument_alias, instrument;
`;
