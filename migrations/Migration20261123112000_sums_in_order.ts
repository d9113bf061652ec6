import { Migration } from '@mikro-orm/migrations';

/**
 * What commissions add to the sums is put in order once, and each of the sums is added up as that is read: three tables in memory, one for each
 * way of grouping, cost more than writing the rows did.
 */
export class Migration20261123112000_sums_in_order extends Migration {
  override up(): void {
    this.addSql(summed);
  }

  /** The functions say the same as before, by another way. */
  override down(): void {}
}

const DAY = `(coalesce(traded_at, accrued_at) at time zone 'UTC')::date`;
const IS_BACK = '(corrects_id is not null and coalesce(lots, 0) < 0)::int';

/** Narrow and in order, so that each of the three is added up as it is read, and written in the order of its keys. */
const sums = (rows: string): string => `
  with line as materialized (
    select partner_id, client_id, ${DAY} as day, coalesce(symbol, '') as symbol, level, currency, amount, lots,
      (corrects_id is null and deal_ticket is not null)::int - ${IS_BACK} as deals, ${IS_BACK} as taken_back
    from ${rows} order by partner_id, 3, 4, level, currency
  ), by_day as (
    insert into commission_daily (partner_id, day, symbol, level, currency, amount, lots, deals, taken_back)
    select partner_id, day, symbol, level, currency, sum(amount), coalesce(sum(lots), 0), sum(deals), sum(taken_back) from line group by 1, 2, 3, 4, 5 order by 1, 2, 3, 4, 5
    on conflict (partner_id, day, symbol, level, currency) do update
    set amount = commission_daily.amount + excluded.amount, lots = commission_daily.lots + excluded.lots, deals = commission_daily.deals + excluded.deals,
      taken_back = commission_daily.taken_back + excluded.taken_back
  ), by_client as (
    insert into commission_client_monthly (partner_id, month, client_id, currency, amount, lots, deals, taken_back)
    select partner_id, date_trunc('month', day::timestamp)::date, client_id, currency, sum(amount), coalesce(sum(lots), 0), sum(deals), sum(taken_back) from line group by 1, 2, 3, 4 order by 1, 2, 3, 4
    on conflict (partner_id, month, client_id, currency) do update
    set amount = commission_client_monthly.amount + excluded.amount, lots = commission_client_monthly.lots + excluded.lots,
      deals = commission_client_monthly.deals + excluded.deals, taken_back = commission_client_monthly.taken_back + excluded.taken_back
  )
  insert into partner_lots (partner_id, lots)
  select partner_id, sum(lots) from line where level = 1 and lots is not null group by 1 order by 1
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
