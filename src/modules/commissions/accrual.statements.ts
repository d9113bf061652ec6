/** Which deals are worked on. `$1` and `$2`: after which batch, and up to which. */
export const OF_BATCHES = 'd.batch > $1::bigint and d.batch <= $2::bigint';
/** `$1` and `$2`: servers and tickets, side by side. */
export const OF_TICKETS = '(d.server, d.ticket) in (select * from unnest($1::text[], $2::bigint[]))';

/** Which terms of a plan count. `$3` of the second: a draft, in place of whatever held. */
export const IN_FORCE = `t.status = 'PUBLISHED' and t.valid_from <= d.time and d.time < t.valid_to`;
export const AS_DRAFTED = `t.id = case when t.plan_id = (select plan_id from commission_terms where id = $3::uuid) then $3::uuid else t.id end
  and (t.id = $3::uuid or (${IN_FORCE}))`;

const number = (sql: string): string => `trim_scale(${sql})::text`;

/**
 * The deals that closed something, with everything as it was when they were done: the client's introducer and the partners above, the plan
 * and its terms, the instrument, the rates of exchange.
 */
const FACTS = (which: string, terms: string): string => `
  select d.server, d.ticket, d.time, d.trading_account_id, a.client_id, a.environment, a.currency as account_currency, d.symbol as written, i.symbol, i.contract_size, i.pip_size,
    i.quote_currency, d.entry, d.price, d.spread, d.commission, d.lots as all_lots, d.is_cancelled,
    case when d.entry = 'OUT_BY' and t.hedged = 'ONCE' then d.closed_lots * 0.5 when d.entry = 'OUT_BY' and t.hedged = 'NONE' then 0 else d.closed_lots end as lots, d.closed_lots,
    extract(epoch from d.time - d.opened_at) as held, ci.partner_id, pc.chain, t.id as terms_id, t.plan_id, pl.name as plan, t.scheme, t.tree_mode, t.currency, t.cap_per_deal,
    t.min_hold_seconds, t.max_hold_seconds, coalesce(rs.rates, rg.rates, t.rates) as rates,
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
  left join commission_terms t on t.plan_id = pp.plan_id and ${terms}
  left join commission_plan pl on pl.id = t.plan_id
  left join commission_rate rs on rs.terms_id = t.id and rs.symbol = i.symbol
  left join commission_rate rg on rg.terms_id = t.id and rg."group" = i."group"
  where ${which} and d.entry <> 'IN' and d.closed_lots > 0`;

/** From the instrument's currency into the plan's for pips and volume, from the account's for what was charged; both for revenue. */
const NEEDS_QUOTE = `scheme in ('PER_MILLION', 'PIPS', 'SPREAD_SHARE', 'REVENUE_SHARE')`;
const NEEDS_ACCOUNT = `scheme in ('COMMISSION_SHARE', 'REVENUE_SHARE')`;

const EXCHANGED = (which: string, terms: string): string => `
  select f.*, case when f.quote_currency = f.currency then 1 else q.factor end as quote_factor, coalesce(q.words, '') as quote_words,
    case when f.account_currency = f.currency then 1 else c.factor end as account_factor, coalesce(c.words, '') as account_words,
    case when f.lots = f.all_lots then '' else format(' x %s / %s lots', ${number('f.lots')}, ${number('f.all_lots')}) end as part_words
  from (${FACTS(which, terms)}) f
  left join lateral exchange_rate_at(f.quote_currency, f.currency, f.time) q on f.${NEEDS_QUOTE} and f.quote_currency <> f.currency
  left join lateral exchange_rate_at(f.account_currency, f.currency, f.time) c on f.${NEEDS_ACCOUNT} and f.account_currency <> f.currency`;

const LOTS = `${number('lots')} || ' lots ' || symbol || case when lots < closed_lots then ' (half of a hedged pair)' else '' end`;
const A_PIP = `${LOTS} || ' x ' || ${number('contract_size * pip_size')} || ' ' || quote_currency || ' a pip'`;
const PIP_VALUE = 'lots * contract_size * pip_size * quote_factor';
const CHARGED = '-commission * lots / all_lots * account_factor';
const CHARGED_WORDS = `${number('-commission')} || ' ' || account_currency || ' of commission' || part_words || account_words`;

/** What rates are multiplied by, in the plan's currency, and in words. */
const UNIT = `case scheme
  when 'PER_LOT' then lots
  when 'PER_MILLION' then lots * contract_size * price * quote_factor * 0.000001
  when 'PIPS' then ${PIP_VALUE}
  when 'SPREAD_SHARE' then ${PIP_VALUE} * spread * 0.01
  when 'COMMISSION_SHARE' then ${CHARGED} * 0.01
  when 'REVENUE_SHARE' then (${PIP_VALUE} * coalesce(spread, 0) + ${CHARGED}) * 0.01 end`;
const WORDS = `case scheme
  when 'PER_LOT' then ${LOTS}
  when 'PER_MILLION' then ${LOTS} || ' x ' || ${number('contract_size')} || ' at ' || ${number('price')} || ' ' || quote_currency || quote_words || ' / 1000000'
  when 'PIPS' then ${A_PIP} || quote_words
  when 'SPREAD_SHARE' then ${A_PIP} || ' x ' || ${number('spread')} || ' pips of spread' || quote_words
  when 'COMMISSION_SHARE' then ${CHARGED_WORDS}
  when 'REVENUE_SHARE' then '(' || ${A_PIP} || ' x ' || ${number('coalesce(spread, 0)')} || ' pips of spread' || quote_words || ' + ' || ${CHARGED_WORDS} || ')' end`;

/** The first thing that is in the way of a deal's commission; null: nothing. A client who is paid for by the head has deals that pay nothing by themselves. */
const REASON = `case
  when is_cancelled then 'CANCELLED' when environment = 'DEMO' then 'DEMO' when partner_id is null then 'NO_PARTNER' when terms_id is null then 'NO_PLAN'
  when restricted then 'RESTRICTED' when symbol is null then 'SYMBOL_UNKNOWN' when lots = 0 then 'HEDGED' when held < min_hold_seconds then 'TOO_SHORT'
  when min_hold_seconds > 0 and held is null then 'NOT_TOLD' when max_hold_seconds is not null and held > max_hold_seconds then 'TOO_LONG'
  when scheme = 'SPREAD_SHARE' and spread is null then 'NOT_TOLD' when ${NEEDS_QUOTE} and quote_factor is null then 'NO_EXCHANGE_RATE'
  when ${NEEDS_ACCOUNT} and account_factor is null then 'NO_EXCHANGE_RATE' when not exists (select from unnest(rates) r where r <> 0) then 'NO_RATE' end`;

const DETAIL = `case reason
  when 'CANCELLED' then 'The platform has cancelled the deal.' when 'DEMO' then 'It was done on a demo account.' when 'NO_PARTNER' then 'Nobody had introduced the client.'
  when 'NO_PLAN' then 'The partner had no plan that was in force.' when 'RESTRICTED' then 'NO_COMMISSION was in force for the client.'
  when 'SYMBOL_UNKNOWN' then format('No instrument is known as %s on %s.', written, server) when 'HEDGED' then 'The plan pays nothing for positions that are closed against each other.'
  when 'TOO_SHORT' then format('It was held for %s s, below the minimum of %s s.', ${number('held')}, min_hold_seconds)
  when 'TOO_LONG' then format('It was held for %s s, above the maximum of %s s.', ${number('held')}, max_hold_seconds)
  when 'NOT_TOLD' then case when held is null and min_hold_seconds > 0 then 'The platform has not told when the position was opened.' else 'The platform has not told the spread.' end
  when 'NO_EXCHANGE_RATE' then format('There was no exchange rate into %s by then.', currency)
  when 'NO_RATE' then format('The plan has no rate for %s.', symbol) end`;

/** All that there is to do, in a table of this transaction. */
export const FIND_WORK = (which: string, terms: string): string =>
  `
  create temp table accrual_work on commit drop as
  select *, ${DETAIL} as detail, case when reason is null then commission_amounts(unit, rates, tree_mode, cardinality(chain)) end as amounts
  from (
    select *, case when cap_per_deal < unit * full_rate then cap_per_deal / full_rate else unit end as paid_unit from (
      select *, ${REASON} as reason, ${UNIT} as unit, ${WORDS} as words,
        case tree_mode when 'OVERRIDE' then (select sum(r) from unnest(rates[:cardinality(chain)]) r) when 'SPLIT' then rates[1] else rates[least(cardinality(chain), cardinality(rates))] end as full_rate
      from (${EXCHANGED(which, terms)}) e where scheme is distinct from 'CPA') u) p`.replace('commission_amounts(unit,', 'commission_amounts(paid_unit,');

const PER = `case scheme when 'PER_LOT' then ' ' || w.currency || ' a lot' when 'PER_MILLION' then ' ' || w.currency || ' a million' when 'PIPS' then ' pip' else ' %' end`;
const CAPPED = `case when paid_unit < unit then format('; capped at %s %s for the deal', ${number('cap_per_deal')}, w.currency) else '' end`;
const EQUALS = `' = ' || ${number('l.amount')} || ' ' || w.currency`;
const REWARD = `'the reward of ' || words || ' x ' || ${number('rates[1]')} || ${PER} || ${CAPPED}`;
const RATE_WORDS = `case
  when tree_mode = 'SPLIT' and l.level = 1 then ${REWARD} || case when cardinality(amounts) > 1 then ', less the ' || array_to_string(rates[2:cardinality(amounts)], ' %, ') || ' % of it that go up' else '' end
  when tree_mode = 'SPLIT' then ${number('rates[l.level]')} || ' % of ' || ${REWARD}
  when tree_mode = 'DIFFERENTIAL' and l.level > 1 then words || ' x ' || ${number('(rates[l.level] - rates[l.level - 1])')} || ${PER} || ' (' || ${number('rates[l.level]')} || ' - ' || ${number('rates[l.level - 1]')} || ')' || ${CAPPED}
  else words || ' x ' || ${number('rates[l.level]')} || ${PER} || ${CAPPED} end`;

/** What partners are to have by these deals. */
const WANTED = `
  select w.server, w.ticket, w.time, w.trading_account_id, w.client_id, w.terms_id, w.plan_id, w.symbol, w.lots, w.currency, l.level::smallint as level, w.chain[l.level] as partner_id,
    l.amount, w.plan || ', level ' || l.level || ': ' || ${RATE_WORDS} || ${EQUALS} as explanation
  from accrual_work w cross join lateral unnest(w.amounts) with ordinality l (amount, level) where w.reason is null and l.amount <> 0`;

const COLUMNS = `id, partner_id, client_id, trading_account_id, plan_id, terms_id, deal_server, deal_ticket, symbol, lots, level, amount, currency, status, explanation, corrects_id, traded_at`;
/** The sums by day, client and partner follow by a trigger. */
const ADDING = (rows: string): string => `insert into commission (${COLUMNS}) ${rows}`;

export const ACCRUE = ADDING(
  `select uuidv7(), w.partner_id, w.client_id, w.trading_account_id, w.plan_id, w.terms_id, w.server, w.ticket::text, w.symbol, w.lots, w.level, w.amount, w.currency, 'ACCRUED',
     w.explanation, null, w.time from (${WANTED}) w
   on conflict (deal_server, deal_ticket, partner_id, plan_id, currency) where deal_server is not null and corrects_id is null do nothing`,
);

/**
 * What these deals have brought so far against what they are to bring: the difference is a row of its own that points at what it corrects.
 * A row that was there for no reason any more is taken back whole.
 */
export const DIFFERENCES = `
  with had as (
    select c.deal_server as server, c.deal_ticket as ticket, c.partner_id, c.plan_id, c.currency, sum(c.amount) as amount, sum(c.lots) as lots,
      (array_agg(c.id order by c.accrued_at, c.id) filter (where c.corrects_id is null))[1] as id, min(c.level) as level, min(c.symbol) as symbol, min(c.traded_at) as traded_at
    from accrual_work w join commission c on c.deal_server = w.server and c.deal_ticket = w.ticket::text group by 1, 2, 3, 4, 5
  ), wanted as (${WANTED})
  select h.id as corrects_id, h.server, h.ticket, h.partner_id, h.plan_id, h.currency, h.level, h.symbol, h.traded_at, w.time, k.client_id, k.trading_account_id,
    coalesce(w.terms_id, k.terms_id) as terms_id, coalesce(w.amount, 0) - h.amount as amount, coalesce(w.lots, 0) - h.lots as lots,
    case when w.amount is null then coalesce(k.detail, 'It earns nothing any more.') || ' Nothing' else w.explanation end || format(' instead of %s %s', trim_scale(h.amount), h.currency) as explanation
  from had h
  join accrual_work k on k.server = h.server and k.ticket::text = h.ticket
  left join wanted w on w.server = h.server and w.ticket::text = h.ticket and w.partner_id = h.partner_id and w.plan_id = h.plan_id and w.currency = h.currency
  where coalesce(w.amount, 0) <> h.amount`;

export const CORRECT = ADDING(
  `select uuidv7(), d.partner_id, d.client_id, d.trading_account_id, d.plan_id, d.terms_id, d.server, d.ticket, d.symbol, d.lots, d.level, d.amount, d.currency, 'ACCRUED',
     'Correction: ' || d.explanation, d.corrects_id, d.traded_at from (${DIFFERENCES}) d`,
);

/** What changes, for whom: what differs, and what is earned for the first time. */
export const COMPARE = `
  with changed as (
    select partner_id, currency, amount from (${DIFFERENCES}) d
    union all
    select partner_id, currency, amount from (${WANTED}) w
    where not exists (select from commission c where c.deal_server = w.server and c.deal_ticket = w.ticket::text and c.partner_id = w.partner_id and c.plan_id = w.plan_id
      and c.currency = w.currency and c.corrects_id is null))
  select c.partner_id as "partnerId", p.reference as "partnerReference", c.currency, trim_scale(sum(c.amount))::text as amount, count(*)::int as rows
  from changed c join partner p on p.id = c.partner_id group by 1, 2, 3 order by 2, 3`;

export const PAID_AFTER_ALL = `
  delete from deal_unpaid u using accrual_work w where w.reason is null and u.server = w.server and u.ticket = w.ticket`;
export const UNPAID = `
  insert into deal_unpaid (server, ticket, time, trading_account_id, client_id, partner_id, symbol, lots, reason, detail)
  select server, ticket, time, trading_account_id, client_id, partner_id, coalesce(symbol, written), closed_lots, reason, detail from accrual_work where reason is not null
  on conflict (server, ticket) do update set time = excluded.time, partner_id = excluded.partner_id, symbol = excluded.symbol, lots = excluded.lots, reason = excluded.reason,
    detail = excluded.detail`;
