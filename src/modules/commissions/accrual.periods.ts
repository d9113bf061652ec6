import { type Features, number, OF_BATCHES, SOME_TIME_IN_FORCE, termsInForce, VOLUME_OF_DEAL } from './accrual.facts.js';

/**
 * What deals earn by terms with tiers, with caps of a day or a month, or without a carry follows from all deals of the partner's own clients
 * in the period, in the order of time, server and ticket, and from those in the window of the tier: never from when they came in. So
 * whoever works on a deal works on what depends on it too, and what comes out otherwise by then is corrected. Days and months are UTC's.
 */

/** The work of this transaction, before tiers and caps. */
export const BEGIN_FACTS = (workedOut: string): string => `create temp table accrual_fact on commit drop as select *, false as is_before from (${workedOut}) w`;

/**
 * From when to when a deal may change what others earn: its month, and the windows that it lies in; and since when, for nothing changes what
 * was done before it. `$1`, `$2`: batches whose corrections count; null: all of the month is to be what it would be by now.
 */
export const TOUCH = `
  create temp table accrual_period on commit drop as
  with point as (
    select partner_id, time from accrual_fact where partner_id is not null
    union all
    -- where a deal stood before it was told otherwise
    select ci.partner_id, b.time from deal_correction d join trading_account a on a.id = (d.before->>'trading_account_id')::uuid
    cross join lateral (select (d.before->>'time')::timestamptz as time) b
    join client_introducer ci on ci.client_id = a.client_id and ci.valid_from <= b.time and b.time < ci.valid_to where ci.partner_id is not null and ${OF_BATCHES}
  ), month as (
    select distinct partner_id, date_trunc('month', time at time zone 'UTC') as month from point
  ), reach as (
    select pp.partner_id, max(case when t.tier_by is null then 0 when t.tier_window_days is null then case t.tier_counting when 'WHOLE' then 31 else 0 end else t.tier_window_days end) as days
    from partner_plan_version pp join commission_terms t on t.plan_id = pp.plan_id and t.depends and ${SOME_TIME_IN_FORCE}
    where pp.partner_id in (select partner_id from month) group by 1
  )
  select distinct m.partner_id, g.month at time zone 'UTC' as first, (g.month + interval '1 month') at time zone 'UTC' as last, s.since
  from month m join reach r on r.partner_id = m.partner_id
  join (select partner_id, case when $1::bigint is null then '-infinity' else min(time) end as since from point group by 1) s on s.partner_id = m.partner_id
  cross join lateral generate_series(m.month, m.month + interval '1 month' - interval '1 day' + r.days * interval '1 day', interval '1 month') g (month)`;

const OF_THEIR_CLIENTS = `
  join client_introducer ci on ci.partner_id = p.partner_id
  join trading_account a on a.client_id = ci.client_id
  join deal d on d.trading_account_id = a.id and d.time >= ci.valid_from and d.time < ci.valid_to`;

/** What gives no more than so much by a day or a month is reckoned from its beginning. */
const ADDS_UP = '(t.cap_per_day is not null or t.cap_per_month is not null or not t.negative_carry)';
/** The other deals of those periods that earn by such terms; those before what is worked on only where they count for the sums. */
export const FIND_NEIGHBOURS = (features: Features): string => `
  create temp table accrual_neighbour on commit drop as
  select d.server, d.ticket, d.time, d.time < p.since as is_before from accrual_period p ${OF_THEIR_CLIENTS} and d.time >= p.first and d.time < p.last
  join partner_plan_version pp on pp.partner_id = p.partner_id and pp.valid_from <= d.time and d.time < pp.valid_to
  join commission_terms t on t.plan_id = pp.plan_id and t.depends and ${termsInForce(features)}
  where d.entry <> 'IN' and d.closed_lots > 0 and (d.time >= p.since or ${ADDS_UP}) and not exists (select from accrual_fact f where f.server = d.server and f.ticket = d.ticket)`;
export const OF_NEIGHBOURS = '(d.server, d.ticket, d.time) in (select server, ticket, time from accrual_neighbour)';
export const ADD_NEIGHBOURS = (workedOut: string): string =>
  `insert into accrual_fact select w.*, n.is_before from (${workedOut}) w join accrual_neighbour n on n.server = w.server and n.ticket = w.ticket`;
export const ARE_AFTER = 'select exists (select from accrual_neighbour where not is_before) as after';

const DAY = `(f.time at time zone 'UTC')::date`;
/**
 * The days of a tier's window, the last one not among them. WHOLE: the month before the deal's month, or so many days before its day: closed
 * by then. GRADUATED: from the beginning of the deal's month, or so many days with its own, up to its day; what the day itself had before
 * the deal comes on top.
 */
const WINDOW = `
  case when f.tier_counting = 'WHOLE' then case when f.tier_window_days is null then (date_trunc('month', ${DAY}) - interval '1 month')::date else ${DAY} - f.tier_window_days end
    when f.tier_window_days is null then date_trunc('month', ${DAY})::date else ${DAY} - f.tier_window_days + 1 end as first,
  case when f.tier_counting = 'WHOLE' and f.tier_window_days is null then date_trunc('month', ${DAY})::date else ${DAY} end as last`;
const TIERED = `(select f.partner_id, f.server, f.ticket, f.tier_by, f.tier_counting, f.tier_active_lots, ${DAY} as day, ${WINDOW} from accrual_fact f where f.tier_by is not null and f.obstacle is null)`;
/** Demo accounts and what the platform has cancelled add nothing; what the plan does not pay for does. */
const COUNTS = `a.environment = 'LIVE' and not d.is_cancelled and d.entry <> 'IN' and d.closed_lots > 0`;

/** What the partners' own clients closed, by day, as far as windows reach. */
export const VOLUMES = `
  create temp table accrual_volume on commit drop as
  select p.partner_id, a.client_id, (d.time at time zone 'UTC')::date as day, sum(${VOLUME_OF_DEAL}) as lots
  from (select partner_id, min(first) as first, max(last) as last from ${TIERED} w group by 1) p ${OF_THEIR_CLIENTS}
    and d.time >= p.first::timestamp at time zone 'UTC' and d.time < p.last::timestamp at time zone 'UTC'
  where ${COUNTS} group by 1, 2, 3`;

/** What each window reached. */
export const REACHED = `
  create temp table accrual_reached on commit drop as
  select w.*, case w.tier_by
    when 'VOLUME' then (select coalesce(sum(v.lots), 0) from accrual_volume v where v.partner_id = w.partner_id and v.day >= w.first and v.day < w.last)
    else (select count(*) from (select from accrual_volume v where v.partner_id = w.partner_id and v.day >= w.first and v.day < w.last
      group by v.client_id having sum(v.lots) >= w.tier_active_lots) active) end as reached
  from (select distinct partner_id, first, last, tier_by, tier_active_lots from ${TIERED} t) w`;

/** What the day of a deal had before it, where tiers are graduated. */
export const RUNNING = `
  create temp table accrual_running on commit drop as
  select p.partner_id, d.server, d.ticket, coalesce(sum(${VOLUME_OF_DEAL}) over (partition by p.partner_id, p.day order by d.time, d.server, d.ticket rows between unbounded preceding and 1 preceding), 0) as before
  from (select distinct partner_id, day from ${TIERED} w where tier_counting = 'GRADUATED') p ${OF_THEIR_CLIENTS}
    and d.time >= p.day::timestamp at time zone 'UTC' and d.time < (p.day + 1)::timestamp at time zone 'UTC'
  where ${COUNTS}`;

const REACHED_WORDS = `case f.tier_by when 'VOLUME' then ${number('r.reached')} || ' lots' else r.reached::text || ' active clients' end`;
const BEFORE = '(r.reached + coalesce(o.before, 0))';
const TIER = 'commission_tier(r.reached, f.tier_from)';

/** The work with its tiers: the unit and its words with them. */
export const WITH_TIERS = `
  select f.*,
    case when r.partner_id is null then f.unit when f.tier_counting = 'WHOLE' then f.unit * f.tier_multipliers[${TIER}]
      else f.unit * commission_graduated(${BEFORE}, f.volume_lots, f.tier_from, f.tier_multipliers) / f.volume_lots end as tiered_unit,
    case when r.partner_id is null then f.words
      when f.tier_counting = 'WHOLE' then f.words || format(' x %s for the tier from %s on (%s from %s to %s)', ${number(`f.tier_multipliers[${TIER}]`)}, ${number(`f.tier_from[${TIER}]`)},
        ${REACHED_WORDS}, f.first, f.last - 1)
      else f.words || format(' x (%s) / %s for tiers (%s lots before it since %s)', commission_graduated_words(${BEFORE}, f.volume_lots, f.tier_from, f.tier_multipliers),
        ${number('f.volume_lots')}, ${number(BEFORE)}, f.first) end as tiered_words
  from (select f.*, ${WINDOW} from accrual_fact f) f
  left join accrual_reached r on r.partner_id = f.partner_id and r.first = f.first and r.last = f.last and r.tier_by = f.tier_by
    and r.tier_active_lots is not distinct from f.tier_active_lots and f.obstacle is null
  left join accrual_running o on o.server = f.server and o.ticket = f.ticket and f.tier_counting = 'GRADUATED' offset 0`;
export const INDEX_VOLUMES = 'create index on accrual_volume (partner_id, day)';
