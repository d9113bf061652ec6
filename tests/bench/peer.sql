-- What PostGraphile needs beside the tables to answer the same questions, in a schema of its own: the gateway never sees it.
-- Plain `language sql stable` functions over a row, so that PostgreSQL writes them into the statement that calls them.
drop schema if exists peer cascade;
create schema peer;

create function peer.client_wallets(c public.client) returns setof public.ledger_account language sql stable as $$
  select * from public.ledger_account where client_id = c.id and kind = 'CLIENT_WALLET' order by currency
$$;
create function peer.ledger_account_available(a public.ledger_account) returns numeric language sql stable as $$ select a.balance - a.held $$;

-- The fee with as many decimals as the amount, as the gateway shows it.
create function peer.transaction_shown_fee(t public.transaction) returns numeric language sql stable as $$ select round(t.fee, greatest(scale(t.fee), scale(t.amount))) $$;

create function peer.client_restrictions(c public.client) returns setof public.restriction language sql stable as $$
  select * from public.restriction where client_id = c.id and lifted_at is null and (expires_at is null or expires_at > now()) order by created_at, id
$$;

create function peer.partner_subtree(p public.partner, max_depth int) returns setof public.partner language sql stable as $$
  select * from public.partner where path <@ p.path and level <= p.level + max_depth order by level, id
$$;

create type peer.tree_totals as (partners int, clients int, funded_clients int, lots numeric);
create function peer.partner_tree_totals(p public.partner) returns peer.tree_totals language sql stable as $$
  select (count(*) - 1)::int, coalesce(sum(own.clients), 0)::int, coalesce(sum(own.funded), 0)::int, coalesce(sum(earned.lots), 0)
  from public.partner b
  left join lateral (select count(*) as clients, count(c.first_funded_at) as funded from public.client c where c.partner_id = b.id) own on true
  left join public.partner_lots earned on earned.partner_id = b.id
  where b.path <@ p.path
$$;

create function peer.partner_commissions(p public.partner, "from" timestamptz, "to" timestamptz) returns setof public.commission language sql stable as $$
  select * from public.commission m where m.partner_id = p.id and m.traded_at >= $2 and m.traded_at < $3 order by accrued_at, id
$$;
create type peer.commission_summary as (key text, currency text, amount numeric, lots numeric, deals int);
create function peer.partner_commission_summary(p public.partner, "from" timestamptz, "to" timestamptz) returns setof peer.commission_summary language sql stable as $$
  select to_char(day, 'YYYY-MM-DD'), currency, amount, lots, deals from (
    select day, currency, sum(amount) as amount, sum(lots) as lots, sum(deals + taken_back)::int as deals from public.commission_daily
    where partner_id = p.id and day >= ($2 at time zone 'UTC')::date and day < ($3 at time zone 'UTC')::date
    group by 1, 2) d
  order by day, currency
$$;
