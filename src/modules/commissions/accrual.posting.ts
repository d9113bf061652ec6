import { BY_CLIENT, number } from './accrual.facts.js';

const PER = `case scheme when 'PER_LOT' then ' ' || w.currency || ' a lot' when 'PER_MILLION' then ' ' || w.currency || ' a million' when 'PIPS' then ' pip' when 'CPA' then ' ' || w.currency || ' a client' else ' %' end`;
const ownRate = (level: string): string => `rates[${level}] * coalesce(personal[${level}], 1)`;
const rateWords = (level: string, per: string): string =>
  `case when level_multipliers is null then ${number(`rates[${level}]`)} else ${number('given_rates[1]')} end || ${per}
    || case when level_multipliers is null then '' else ' x ' || ${number(`level_multipliers[${level}]`)} || ' of level ' || ${level} end
    || case when coalesce(personal[${level}], 1) = 1 then '' else ' x ' || ${number(`personal[${level}]`)} || ' of the partner' end`;
/** By `LEVELS`: the highest rate below, where levels get differences. */
const BELOW = 'b.below';
/** With multipliers a rate may have less than one below it: nobody pays for that. */
const DIFFERENCE = `greatest(${ownRate('l.level')} - ${BELOW}, 0)`;
const REWARD = `'the reward of ' || words || ' x ' || ${rateWords('1', PER)}`;
const RATE_WORDS = `case
  when tree_mode = 'SPLIT' and l.level = 1 then ${REWARD} || case when cardinality(amounts) > 1 then ', less the ' || array_to_string(rates[2:cardinality(amounts)], ' %, ') || ' % of it that go up' else '' end
  when tree_mode = 'SPLIT' then ${number('rates[l.level]')} || ' % of ' || ${REWARD}
  when tree_mode = 'DIFFERENTIAL' and l.level > 1 then words || ' x ' || ${number(DIFFERENCE)} || ${PER} || ' (' || ${rateWords('l.level', `''`)} || ' - ' || ${number(BELOW)} || case when ${ownRate('l.level')} < ${BELOW} then ', and not below 0' else '' end || ')'
  else words || ' x ' || ${rateWords('l.level', PER)} end`;
const ROUNDED = `case when decimals = 8 and rounding = 'HALF_UP' then '' else format(', rounded to %s decimals', decimals) || case rounding when 'DOWN' then ' towards zero' when 'HALF_EVEN' then ', halves to even' else '' end
    || case when cardinality(amounts) > 1 then format(': all levels together have %s', ${number('coalesce(paid, (select sum(a) from unnest(amounts) a))')}) else '' end end`;
/** What the rate that is told makes of a level, as part of the unit. */
const FACTOR = `case
  when tree_mode = 'SPLIT' then ${ownRate('1')} * (case when l.level = 1 then 100 - (select coalesce(sum(r), 0) from unnest(rates[2:cardinality(amounts)]) r) else rates[l.level] end) * 0.01
  when tree_mode = 'DIFFERENTIAL' and l.level > 1 then ${DIFFERENCE}
  else ${ownRate('l.level')} end`;
const PRODUCT = `case when paid is distinct from whole then unit * ${FACTOR} * paid / whole else unit * ${FACTOR} end`;
/** Of an amount that no limit cut: the topmost level takes what rounding leaves, and the parts of a split are those of a reward that is rounded itself. */
const IS_PRODUCT = `paid is not distinct from whole and (cardinality(amounts) = 1 or tree_mode <> 'SPLIT' and l.level < cardinality(amounts))`;
/** The levels of `w`, the work: `l` is what one gets, and `r` what that has over the product that is told of it, for the sake of the sum of all levels. */
export const LEVELS = `
  cross join lateral unnest(w.amounts) with ordinality l (amount, level)
  cross join lateral (select case when tree_mode = 'DIFFERENTIAL' and l.level > 1 then (select max(${ownRate('k')}) from generate_series(1, l.level - 1) k) end as below offset 0) b
  cross join lateral (select case when ${IS_PRODUCT} then 0 else l.amount - commission_round(${PRODUCT}, decimals, rounding) end as rest offset 0) r`;
const REST = `case sign(r.rest) when 0 then '' when 1 then ', with ' || ${number('r.rest')} || ' more that rounding left' else ', with ' || ${number('-r.rest')} || ' less that rounding gave to others' end`;
/** Over `LEVELS`: how the amount of one came about. It alone is enough to recompute it. */
export const EXPLANATION = `w.plan || ', level ' || l.level || ': ' || ${RATE_WORDS} || case when paid is distinct from whole then ' x ' || ${number('paid')} || ' / ' || ${number('whole')} else '' end
    || ' = ' || ${number('l.amount')} || ' ' || w.currency || ${ROUNDED} || ${REST} || cut_words || case when l.level = any (stopped) then '. Nothing is due: the contract was not in force' else '' end`;

/** What partners are to have by these deals. Who earns nothing for lack of a contract has a row that says so: its level is nobody else's. */
const WANTED = `
  select w.server, w.ticket, w.time, w.trading_account_id, w.client_id, w.terms_id, w.plan_id, w.symbol, w.lots, w.currency, l.level::smallint as level, w.chain[l.level] as partner_id,
    case when l.level = any (stopped) then 0 else l.amount end as amount, ${EXPLANATION} as explanation
  from accrual_work w ${LEVELS} where w.reason is null and l.amount <> 0`;

const COLUMNS = `id, partner_id, client_id, trading_account_id, plan_id, terms_id, deal_server, deal_ticket, symbol, lots, level, amount, currency, status, explanation, corrects_id, traded_at`;
/** The sums by day, client and partner follow by a trigger. */
const ADDING = (rows: string): string => `insert into commission (${COLUMNS}) ${rows}`;

/** Whether any of these deals has been worked on before, as a recalculation does out of turn: looked up one by one, whatever there is of commissions. */
export const IS_KNOWN = `
  select exists (select from accrual_work w where exists (select from commission c where c.deal_server = w.server and c.deal_ticket = w.ticket::text and c.corrects_id is null offset 0))
    or exists (select from accrual_work group by server, ticket having count(*) > 1) as known`;
/** For deals that have no commissions yet. That it is so is the table's key to say once more. */
export const ACCRUE_NEW = ADDING(
  `select uuidv7(), w.partner_id, w.client_id, w.trading_account_id, w.plan_id, w.terms_id, w.server, w.ticket::text, w.symbol, w.lots, w.level, w.amount, w.currency, 'ACCRUED',
     w.explanation, null, w.time from (${WANTED}) w`,
);
export const ACCRUE = `${ACCRUE_NEW}
  on conflict (deal_server, deal_ticket, partner_id, plan_id, currency) where deal_server is not null and corrects_id is null do nothing`;

/**
 * What these deals have brought so far against what they are to bring: the difference is a row of its own that points at what it corrects.
 * A row that was there for no reason any more is taken back whole.
 */
const DIFFERENCES = `
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
    where w.amount <> 0 and not exists (select from commission c where c.deal_server = w.server and c.deal_ticket = w.ticket::text and c.partner_id = w.partner_id and c.plan_id = w.plan_id
      and c.currency = w.currency and c.corrects_id is null)
  ), change as (
    select partner_id, currency, sum(amount) as amount, count(*)::int as rows from changed group by 1, 2
  ), so_far as (
    select c.partner_id, c.currency, sum(c.amount) as amount from accrual_work w join commission c on c.deal_server = w.server and c.deal_ticket = w.ticket::text group by 1, 2)
  select c.partner_id as "partnerId", p.reference as "partnerReference", p.name as "partnerName", c.currency, trim_scale(coalesce(f.amount, 0))::text as before,
    trim_scale(coalesce(f.amount, 0) + c.amount)::text as after, trim_scale(c.amount)::text as amount, c.rows
  from change c join partner p on p.id = c.partner_id left join so_far f on f.partner_id = c.partner_id and f.currency = c.currency order by 2, 4`;

const IS_UNPAID = `reason is not null and reason <> '${BY_CLIENT}'`;
export const PAID_AFTER_ALL = `
  delete from deal_unpaid u using accrual_work w where (w.reason is not null and w.reason <> '${BY_CLIENT}') is not true and u.server = w.server and u.ticket = w.ticket`;
export const UNPAID = `
  insert into deal_unpaid (server, ticket, time, trading_account_id, client_id, partner_id, symbol, lots, reason, detail)
  select server, ticket, time, trading_account_id, client_id, partner_id, coalesce(symbol, written), closed_lots, reason, detail from accrual_work where ${IS_UNPAID}
  on conflict (server, ticket) do update set time = excluded.time, partner_id = excluded.partner_id, symbol = excluded.symbol, lots = excluded.lots, reason = excluded.reason,
    detail = excluded.detail
  where (deal_unpaid.time, deal_unpaid.partner_id, deal_unpaid.symbol, deal_unpaid.lots, deal_unpaid.reason, deal_unpaid.detail)
    is distinct from (excluded.time, excluded.partner_id, excluded.symbol, excluded.lots, excluded.reason, excluded.detail)`;
