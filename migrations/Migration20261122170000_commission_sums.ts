import { Migration } from '@mikro-orm/migrations';

/** What portals show is summed up where it is written: by day, by client and month, and the lots of each partner, whoever adds the rows. */
export class Migration20261122170000_commission_sums extends Migration {
  override up(): void {
    for (const part of [tables, follow, grants]) this.addSql(part);
  }

  override down(): void {
    this.addSql(undo);
  }
}

const tables = `
-- Of the deals of a day, how many were taken back: "deals" is without them.
alter table commission_daily add column taken_back int not null default 0;
-- What a partner earned by a client in a month. A client who trades each day has one row here.
create table commission_client_monthly (
  partner_id uuid not null references partner (id),
  month date not null,
  client_id uuid references client (id),
  currency text not null,
  amount numeric not null,
  lots numeric not null,
  deals int not null,
  taken_back int not null default 0
);
create unique index commission_client_monthly_key on commission_client_monthly (partner_id, month, client_id, currency) nulls not distinct;
create index commission_client_monthly_client on commission_client_monthly (client_id);
-- The lots that a partner's own clients have traded: each trade has one row of level 1.
create table partner_lots (partner_id uuid primary key references partner (id), lots numeric not null);

-- The days and months that a period has not whole are read from the rows themselves.
drop index commission_earned;
create index commission_earned on commission (partner_id, traded_at) include (currency, amount, lots, level, symbol, client_id, deal_ticket, corrects_id);
drop index commission_lots;
`;

const DEALS = `count(*) filter (where corrects_id is null and deal_ticket is not null) - count(*) filter (where corrects_id is not null and lots < 0),
    count(*) filter (where corrects_id is not null and lots < 0)`;

const sums = (rows: string): string => `
  insert into commission_daily (partner_id, day, symbol, level, currency, amount, lots, deals, taken_back)
  select partner_id, (coalesce(traded_at, accrued_at) at time zone 'UTC')::date, coalesce(symbol, ''), level, currency, sum(amount), coalesce(sum(lots), 0),
    ${DEALS}
  from ${rows} group by 1, 2, 3, 4, 5 order by 1, 2, 3, 4, 5
  on conflict (partner_id, day, symbol, level, currency) do update
  set amount = commission_daily.amount + excluded.amount, lots = commission_daily.lots + excluded.lots, deals = commission_daily.deals + excluded.deals,
    taken_back = commission_daily.taken_back + excluded.taken_back;
  insert into commission_client_monthly (partner_id, month, client_id, currency, amount, lots, deals, taken_back)
  select partner_id, date_trunc('month', coalesce(traded_at, accrued_at) at time zone 'UTC')::date, client_id, currency, sum(amount), coalesce(sum(lots), 0),
    ${DEALS}
  from ${rows} group by 1, 2, 3, 4 order by 1, 2, 3, 4
  on conflict (partner_id, month, client_id, currency) do update
  set amount = commission_client_monthly.amount + excluded.amount, lots = commission_client_monthly.lots + excluded.lots,
    deals = commission_client_monthly.deals + excluded.deals, taken_back = commission_client_monthly.taken_back + excluded.taken_back;
  insert into partner_lots (partner_id, lots)
  select partner_id, sum(lots) from ${rows} where level = 1 and lots is not null group by 1 order by 1
  on conflict (partner_id) do update set lots = partner_lots.lots + excluded.lots;`;

const follow = `
-- Once a statement, over all that it added: rows are written in the order of their keys, so that two writers wait for each other in turn.
create function commission_sums_follow() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  ${sums('added')}
  return null;
end $$;
create trigger commission_sums after insert on commission referencing new table as added for each statement execute function commission_sums_follow();

-- Sums everything up anew: for rows that came in past the trigger.
create function commission_sums_rebuild() returns void language plpgsql set search_path = public, pg_temp as $$
begin
  truncate commission_daily, commission_client_monthly, partner_lots;
  ${sums('commission')}
end $$;
revoke all on function commission_sums_rebuild from public;
select commission_sums_rebuild();
`;

const grants = `
grant select on commission_client_monthly, partner_lots to countinghouse_app;
revoke insert, update on commission_daily from countinghouse_app;
`;

const undo = `
grant insert, update on commission_daily to countinghouse_app;
drop function commission_sums_rebuild;
drop trigger commission_sums on commission;
drop function commission_sums_follow;
create index commission_lots on commission (partner_id) include (lots) where level = 1;
drop index commission_earned;
create index commission_earned on commission (partner_id, traded_at) include (currency, amount, lots, level, symbol, deal_ticket, corrects_id);
drop table partner_lots, commission_client_monthly;
alter table commission_daily drop column taken_back;
`;
