/** Which deals are worked on. `$1` and `$2`: after which batch, and up to which. */
export const OF_BATCHES = 'd.batch > $1::bigint and d.batch <= $2::bigint';
/** `$1` and `$2`: servers and tickets, side by side. */
export const OF_TICKETS = '(d.server, d.ticket) in (select * from unnest($1::text[], $2::bigint[]))';

/** Which terms of a plan count. `DRAFT`: a draft, in place of whatever held; null: what held. It is set for the transaction. */
const DRAFT = `nullif(current_setting('countinghouse.draft', true), '')::uuid`;
export const SET_DRAFT = `select set_config('countinghouse.draft', $1, true)`;
const IN_FORCE = `t.status = 'PUBLISHED' and t.valid_from <= d.time and d.time < t.valid_to`;
const AS_DRAFTED = `t.id = case when t.plan_id = (select plan_id from commission_terms where id = ${DRAFT}) then ${DRAFT} else t.id end and (t.id = ${DRAFT} or (${IN_FORCE}))`;

/** What is asked of the engine beside the plain case: each costs something for every deal. */
export interface Features {
  /** Terms are tried that are not in force. */
  readonly draft: boolean;
  /** Somebody's contract was not in force at some time. */
  readonly stopped: boolean;
  /** Somebody has a multiplier of its own. */
  readonly personal: boolean;
  /** What deals earn by some terms depends on other deals. */
  readonly depends: boolean;
}

export const FEATURES = `
  select ${DRAFT} is not null as draft, exists (select from partner_status_version where status <> 'ACTIVE') as stopped, exists (select from partner_multiplier_version) as personal,
    exists (select from commission_terms where depends and (status = 'PUBLISHED' or id = ${DRAFT})) as depends`;

export const termsInForce = ({ draft }: Features): string => (draft ? AS_DRAFTED : IN_FORCE);
/** The terms that may hold at some time. */
export const SOME_TIME_IN_FORCE = `(t.status = 'PUBLISHED' or t.id = ${DRAFT})`;

/** A decimal as people write it. */
export const number = (sql: string): string => `trim_scale(${sql})::text`;

/** Levels of the chain that a plan pays, whose partner's contract was not in force. */
const STOPPED = `
  left join lateral (select array_agg(l.level::int) as stopped from unnest(pc.chain[:least(cardinality(pc.chain), cardinality(coalesce(t.level_multipliers, rs.rates, rg.rates, t.rates)))]) with ordinality l (partner_id, level)
    join partner_status_version s on s.partner_id = l.partner_id and s.status <> 'ACTIVE' and s.valid_from <= d.time and d.time < s.valid_to) st on true`;
/** The multipliers of the partners of the chain; null: all of them 1. */
const PERSONAL = `
  left join lateral (select case when bool_or(m.multiplier <> 1) then array_agg(coalesce(m.multiplier, 1) order by l.level) end as personal from unnest(pc.chain) with ordinality l (partner_id, level)
    left join partner_multiplier_version m on m.partner_id = l.partner_id and m.valid_from <= d.time and d.time < m.valid_to) pm on true`;

const HALF = `case d.entry when 'OUT_BY' then d.closed_lots * 0.5 else d.closed_lots end`;
/** What a deal adds to the volume that tiers go by: what it closed, and half of that where two positions were closed against each other. */
export const VOLUME_OF_DEAL = HALF;

/**
 * The deals that closed something, with everything as it was when they were done: the client's introducer and the partners above, the plan
 * and its terms, the instrument, the rates of exchange.
 */
const FACTS = (which: string, features: Features): string => `
  select d.server, d.ticket, d.time, d.trading_account_id, a.client_id, a.environment, a.currency as account_currency, d.symbol as written, i.symbol, i.contract_size, i.pip_size,
    i.quote_currency, d.price, d.spread, d.commission, d.profit, d.swap, d.lots as all_lots, d.is_cancelled,
    case when d.entry = 'OUT_BY' and t.hedged = 'NONE' then 0 when d.entry = 'OUT_BY' and t.hedged = 'BOTH' then d.closed_lots else ${HALF} end as lots, d.closed_lots,
    ${VOLUME_OF_DEAL} as volume_lots, extract(epoch from d.time - d.opened_at) as held, ci.partner_id, pc.chain, t.id as terms_id, t.plan_id, pl.name as plan, t.scheme, t.tree_mode,
    t.currency, t.cap_per_deal, t.cap_per_day, t.cap_per_month, t.min_hold_seconds, t.max_hold_seconds, t.revenue, t.negative_carry, t.decimals, t.rounding, t.depends,
    t.tier_by, t.tier_counting, t.tier_window_days, t.tier_active_lots, t.tier_from, t.tier_multipliers,
    t.level_multipliers, coalesce(rs.rates, rg.rates, t.rates) as given_rates,
    case when t.level_multipliers is null then coalesce(rs.rates, rg.rates, t.rates) else commission_levels((coalesce(rs.rates, rg.rates, t.rates))[1], t.level_multipliers) end as rates,
    case t.scheme when 'PIPS' then coalesce(rs.pip_value, rg.pip_value) end as given_pip,
    ${features.stopped ? 'st.stopped' : 'null::int[] as stopped'}, ${features.personal ? 'pm.personal' : 'null::numeric[] as personal'},
    exists (select from restriction r where r.client_id = a.client_id and r.kind = 'NO_COMMISSION' and (r.trading_account_id is null or r.trading_account_id = a.id)
      and r.created_at <= d.time and (r.lifted_at is null or r.lifted_at > d.time) and (r.expires_at is null or r.expires_at > d.time)) as restricted
  from deal d
  join trading_account a on a.id = d.trading_account_id
  left join (select s.server, s.written, instrument_of(s.server, s.written) as symbol from (select distinct d.server, d.symbol as written from deal d where ${which}) s) n
    on n.server = d.server and n.written = d.symbol
  left join instrument i on i.symbol = n.symbol
  left join client_introducer ci on ci.client_id = a.client_id and ci.valid_from <= d.time and d.time < ci.valid_to
  left join partner_chain pc on pc.partner_id = ci.partner_id and pc.valid_from <= d.time and d.time < pc.valid_to
  left join partner_plan_version pp on pp.partner_id = ci.partner_id and pp.valid_from <= d.time and d.time < pp.valid_to
  left join commission_terms t on t.plan_id = pp.plan_id and ${termsInForce(features)}
  left join commission_plan pl on pl.id = pp.plan_id
  left join commission_rate rs on rs.terms_id = t.id and rs.symbol = i.symbol
  left join commission_rate rg on rg.terms_id = t.id and rg."group" = i."group"${features.stopped ? STOPPED : ''}${features.personal ? PERSONAL : ''}
  where ${which} and d.entry <> 'IN' and d.closed_lots > 0`;

/** From the instrument's currency into the plan's for pips and volume, from the account's for what was charged. */
const NEEDS_QUOTE = `(scheme in ('PER_MILLION', 'SPREAD_SHARE') or scheme = 'PIPS' and given_pip is null or scheme = 'REVENUE_SHARE' and revenue = 'FEES')`;
const NEEDS_ACCOUNT = `scheme in ('COMMISSION_SHARE', 'REVENUE_SHARE')`;

/** The rate and its words, side by side. It is asked only where it is needed: a call for each deal, even with nothing, costs more than all the joins. */
const RATE = (of: string, needed: string): string => `
  case when f.${of} <> f.currency and ${needed} then (select array[r.factor::text, r.words] from exchange_rate_at(f.${of}, f.currency, f.time) r) end`;
const EXCHANGED = (facts: string): string => `
  select f.*, case when f.quote_currency = f.currency then 1 else f.quote[1]::numeric end as quote_factor, coalesce(f.quote[2], '') as quote_words,
    case when f.account_currency = f.currency then 1 else f.account[1]::numeric end as account_factor, coalesce(f.account[2], '') as account_words,
    case when f.lots = f.all_lots then '' else format(' x %s / %s lots', ${number('f.lots')}, ${number('f.all_lots')}) end as part_words
  from (select f.*, ${RATE('quote_currency', NEEDS_QUOTE)} as quote, ${RATE('account_currency', NEEDS_ACCOUNT)} as account from (${facts}) f offset 0) f`;

const LOTS = `${number('lots')} || ' lots ' || symbol || case when lots < closed_lots then ' (half of a hedged pair)' else '' end`;
const A_PIP = `${LOTS} || ' x ' || ${number('contract_size * pip_size')} || ' ' || quote_currency || ' a pip'`;
const PIP_VALUE = 'lots * contract_size * pip_size * quote_factor';
const CHARGED = '-commission * lots / all_lots * account_factor';
const CHARGED_WORDS = `${number('-commission')} || ' ' || account_currency || ' of commission' || part_words || account_words`;
/** What a client loses and pays is what the broker has. */
const NET_WORDS = `'(' || ${number('-profit')} || ' + ' || ${number('-swap')} || ' + ' || ${number('-commission')} || ') ' || account_currency || ' of loss, swap and commission' || account_words`;

/** What rates are multiplied by, in the plan's currency, and in words. */
const UNIT = `case scheme
  when 'PER_LOT' then lots
  when 'PER_MILLION' then lots * contract_size * price * quote_factor * 0.000001
  when 'PIPS' then case when given_pip is null then ${PIP_VALUE} else lots * given_pip end
  when 'SPREAD_SHARE' then ${PIP_VALUE} * spread * 0.01
  when 'COMMISSION_SHARE' then ${CHARGED} * 0.01
  when 'REVENUE_SHARE' then case revenue when 'NET' then -(profit + swap + commission) * account_factor else ${PIP_VALUE} * coalesce(spread, 0) + ${CHARGED} end * 0.01 end`;
const WORDS = `case scheme
  when 'PER_LOT' then ${LOTS}
  when 'PER_MILLION' then ${LOTS} || ' x ' || ${number('contract_size')} || ' at ' || ${number('price')} || ' ' || quote_currency || quote_words || ' / 1000000'
  when 'PIPS' then case when given_pip is null then ${A_PIP} || quote_words else ${LOTS} || ' x ' || ${number('given_pip')} || ' ' || currency || ' a pip' end
  when 'SPREAD_SHARE' then ${A_PIP} || ' x ' || ${number('spread')} || ' pips of spread' || quote_words
  when 'COMMISSION_SHARE' then ${CHARGED_WORDS}
  when 'REVENUE_SHARE' then case revenue when 'NET' then ${NET_WORDS}
    else '(' || ${A_PIP} || ' x ' || ${number('coalesce(spread, 0)')} || ' pips of spread' || quote_words || ' + ' || ${CHARGED_WORDS} || ')' end end`;

/** In the way of a deal that is no unpaid one all the same: the plan pays for clients. */
export const BY_CLIENT = 'BY_CLIENT';

/** The first thing that is in the way of a deal's commission; null: nothing. */
const OBSTACLE = `case
  when is_cancelled then 'CANCELLED' when environment = 'DEMO' then 'DEMO' when partner_id is null then 'NO_PARTNER' when terms_id is null then 'NO_PLAN' when scheme = 'CPA' then '${BY_CLIENT}'
  when restricted then 'RESTRICTED' when symbol is null then 'SYMBOL_UNKNOWN' when lots = 0 then 'HEDGED' when held < min_hold_seconds then 'TOO_SHORT'
  when min_hold_seconds > 0 and held is null then 'NOT_TOLD' when max_hold_seconds is not null and held > max_hold_seconds then 'TOO_LONG'
  when scheme = 'SPREAD_SHARE' and spread is null then 'NOT_TOLD' when ${NEEDS_QUOTE} and quote_factor is null then 'NO_EXCHANGE_RATE'
  when ${NEEDS_ACCOUNT} and account_factor is null then 'NO_EXCHANGE_RATE' when 0 = all (rates[:cardinality(chain)]) then 'NO_RATE' end`;

/** A row for each deal: what is in the way, or the unit that rates are multiplied by. */
export const WORKED_OUT = (which: string, features: Features): string => `
  select *, ${OBSTACLE} as obstacle, ${UNIT} as unit, ${WORDS} as words from (${EXCHANGED(FACTS(which, features))}) e`;
