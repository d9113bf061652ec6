import { BY_CLIENT, number } from './accrual.facts.js';

const DETAIL = `case reason
  when 'CANCELLED' then 'The platform has cancelled the deal.' when 'DEMO' then 'It was done on a demo account.' when 'NO_PARTNER' then 'Nobody had introduced the client.'
  when 'NO_PLAN' then 'The partner had no plan that was in force.' when 'RESTRICTED' then 'NO_COMMISSION was in force for the client.'
  when 'SYMBOL_UNKNOWN' then format('No instrument is known as %s on %s.', written, server) when 'HEDGED' then 'The plan pays nothing for positions that are closed against each other.'
  when 'TOO_SHORT' then format('It was held for %s s, below the minimum of %s s.', ${number('held')}, min_hold_seconds)
  when 'TOO_LONG' then format('It was held for %s s, above the maximum of %s s.', ${number('held')}, max_hold_seconds)
  when 'NOT_TOLD' then case when held is null and min_hold_seconds > 0 then 'The platform has not told when the position was opened.' else 'The platform has not told the spread.' end
  when 'NO_EXCHANGE_RATE' then format('There was no exchange rate into %s by then.', currency)
  when 'NO_RATE' then format('The plan has no rate for %s.', symbol)
  when 'NO_REVENUE' then format('%s: the plan shares nothing of that.', words)
  when 'CAP_REACHED' then format('The caps of the plan leave 0 of %s %s%s.', ${number('whole')}, currency, cut_words)
  when 'BELOW_ZERO' then format('The month is not above zero with it, so that 0 of %s %s are due%s.', ${number('whole')}, currency, cut_words)
  when 'PARTNER_STOPPED' then 'The contracts of those who would earn by it were not in force.'
  when '${BY_CLIENT}' then 'The plan pays for clients and not for deals.' end`;

const IS_SHARE = `scheme in ('SPREAD_SHARE', 'COMMISSION_SHARE', 'REVENUE_SHARE')`;
/** What came in, which shares never exceed, whatever the multipliers. */
const CAME_IN = `case when ${IS_SHARE} and unit > 0 then trunc(unit * 100, decimals) end`;

const AMOUNTS = (work: string): string => `
  select *, case when obstacle is null then commission_amounts(tiered_unit, rates, tree_mode, cardinality(chain), personal, decimals, rounding) end as full_amounts
  from (${work}) w offset 0`;
const WHOLE = (work: string): string => `
  select *, case when obstacle is null and (depends or cap_per_deal is not null or ${IS_SHARE}) then (select sum(a) from unnest(full_amounts) a) end as whole from (${AMOUNTS(work)}) w offset 0`;
/** What one deal may give. */
const OF_DEAL = (work: string): string => `
  select *, case when whole is not null then least(whole, cap_per_deal, ${CAME_IN}) end as of_deal from (${WHOLE(work)}) w`;

/** Deals of other terms are no part of it: they are not all there. */
const TOGETHER = 'depends, partner_id, plan_id, currency';
const ORDER = 'order by time, server, ticket rows between unbounded preceding and current row';
const OF_DAY = (work: string): string => `
  select *, case when of_deal is not null then least(of_day_sum, cap_per_day) - least(of_day_sum - of_deal, cap_per_day) end as of_day from (
    select *, sum(of_deal) over (partition by ${TOGETHER}, (time at time zone 'UTC')::date ${ORDER}) as of_day_sum from (${work}) w) w`;
const FLOOR = 'case when not negative_carry then 0 end';
const MONTH_UP_TO = (sum: string): string => `greatest(least(${sum}, cap_per_month), ${FLOOR})`;
/** In the order of deals, each gets what it adds to what the day and the month may give by then: so that the sum is exact however they came in. */
const OF_PERIODS = (work: string): string => `
  select *, case when of_day is not null then ${MONTH_UP_TO('of_month_sum')} - ${MONTH_UP_TO('of_month_sum - of_day')} end as paid from (
    select *, sum(of_day) over (partition by ${TOGETHER}, date_trunc('month', time at time zone 'UTC') ${ORDER}) as of_month_sum from (${OF_DAY(OF_DEAL(work))}) w) w`;
const BY_ITSELF = (work: string): string => `
  select *, null::numeric as of_day_sum, of_deal as of_day, null::numeric as of_month_sum, of_deal as paid from (${OF_DEAL(work)}) w`;

/** Which limits took something of the whole, with what each began from. */
const CUT_WORDS = `case when paid is distinct from whole then
  case when of_deal < whole then format('; of %s %s for all levels a deal gives at most %s', ${number('whole')}, currency, ${number('of_deal')}) else '' end
  || case when of_day <> of_deal then format('; %s %s a day at most, %s before it: %s of %s', ${number('cap_per_day')}, currency, ${number('of_day_sum - of_deal')}, ${number('of_day')}, ${number('of_deal')}) else '' end
  || case when paid <> of_day then format('; %s, %s %s before it: %s of %s', concat_ws(' and ', case when cap_per_month is not null then ${number('cap_per_month')} || ' ' || currency || ' a month at most' end,
      case when not negative_carry then 'a month not below 0' end), ${number('of_month_sum - of_day')}, currency, ${number('paid')}, ${number('of_day')}) else '' end else '' end`;

const REASON = `case when obstacle is not null then obstacle when 0 = all (full_amounts) then 'NO_REVENUE'
  when paid = 0 then case when not negative_carry and of_month_sum <= 0 then 'BELOW_ZERO' else 'CAP_REACHED' end
  when stopped is not null and not exists (select from unnest(amounts) with ordinality l (amount, level) where l.amount <> 0 and l.level <> all (stopped)) then 'PARTNER_STOPPED' end`;

/**
 * All that there is to do, in a table of this transaction: for each deal what each level gets, or the reason why nobody gets anything.
 * `inPeriods`: deals whose terms depend on others are there with all the others; those before them stay as they are.
 */
export const SETTLE = (work: string, inPeriods: boolean): string => `
  create temp table accrual_work on commit drop as
  select server, ticket, time, trading_account_id, client_id, partner_id, chain, terms_id, plan_id, plan, symbol, written, lots, closed_lots, currency, scheme, tree_mode, tiered_words as words, tiered_unit as unit,
    rates, given_rates, level_multipliers, personal, stopped, decimals, rounding, whole, paid, cut_words, amounts, reason, ${DETAIL} as detail
  from (select *, ${REASON} as reason from (
    select *, ${CUT_WORDS} as cut_words, case when paid is distinct from whole then commission_cut(full_amounts, whole, paid, decimals, rounding) else full_amounts end as amounts
    from (${inPeriods ? `${OF_PERIODS(work)} where not is_before` : BY_ITSELF(work)}) w offset 0) w offset 0) w`;

/** Work as it is found, where no terms have tiers. */
export const WITHOUT_TIERS = (workedOut: string): string => `select *, unit as tiered_unit, words as tiered_words from (${workedOut}) w offset 0`;
