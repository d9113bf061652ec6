import { Migration } from '@mikro-orm/migrations';

/**
 * A rate that is turned round is no exact decimal. With as many digits as a quotient has by itself, what comes to half of the last decimal on a
 * pocket calculator came to a hair less, and was rounded the other way.
 */
export class Migration20261122181000_exact_rounding extends Migration {
  override up(): void {
    this.addSql(rates('1.000000000000000000000000000000000000 / r.rate'));
    this.addSql(round('round(given, 24)'));
  }

  override down(): void {
    this.addSql(rates('1 / r.rate'));
    this.addSql(round('given'));
  }
}

const rates = (reciprocal: string): string => `
create or replace function exchange_rate_between(of text, into_currency text, moment timestamptz, out factor numeric, out words text) returns setof record
language sql stable parallel safe as $$
  select case when r.base = of then r.rate else ${reciprocal} end,
    case when r.base = of then format(' x %s %s per %s', trim_scale(r.rate), into_currency, of) else format(' / %s %s per %s', trim_scale(r.rate), of, into_currency) end
  from (
    (select rate, base, at, id from exchange_rate where base = of and quote = into_currency and at <= moment order by at desc, id desc limit 1)
    union all
    (select rate, base, at, id from exchange_rate where base = into_currency and quote = of and at <= moment order by at desc, id desc limit 1)
  ) r order by r.at desc, r.id desc limit 1
$$;
`;

const round = (amount: string): string => `
create or replace function commission_round(amount numeric, decimals int, rounding text) returns numeric language sql immutable parallel safe as $$
  select case rounding
    when 'DOWN' then trunc(r.amount, decimals)
    when 'HALF_EVEN' then case when abs(r.amount - trunc(r.amount, decimals)) * 2 = power(10::numeric, -decimals) then 2 * round(r.amount / 2, decimals) else round(r.amount, decimals) end
    else round(r.amount, decimals) end
  from (select ${amount.replace('given', '$1')} as amount) r
$$;
`;
