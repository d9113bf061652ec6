import { number, VOLUME_OF_DEAL } from './accrual.facts.js';
import { EXPLANATION, LEVELS } from './accrual.posting.js';

/**
 * CPA pays for a client once it qualifies: by its first settled deposit, of at least so much, and by the lots that it closes within so many
 * days of its registration or of that deposit. Who is paid, and by which terms and rates, follows from the moment of the first deposit;
 * whether contracts were in force, from the moment at which the client qualified. So it is the same however often and in whatever
 * order deals and deposits are looked at. What no longer qualifies, by a deposit that went back or a deal that was cancelled, is taken back.
 */

export const ARE_PAID_FOR = `select exists (select from commission_terms where scheme = 'CPA' and cpa_days is not null and status = 'PUBLISHED') as clients`;

/** The clients of the deals of this transaction, as far as they matter. */
export const OF_WORK = `
  create temp table cpa_touched on commit drop as
  select distinct w.client_id from accrual_work w
  where w.scheme = 'CPA' or exists (select from commission_candidate k where k.id = w.client_id)`;

const EVER = `exists (select from client_introducer ci join partner_plan_version pp on pp.partner_id = ci.partner_id
  join commission_terms t on t.plan_id = pp.plan_id and t.scheme = 'CPA' and t.cpa_days is not null and t.status = 'PUBLISHED' where ci.client_id = c.id)`;
/** Whoever is not known yet or has time left, and those whose first deposit is another one by now: it went back, or an earlier one was settled after it. */
export const OF_EVERYBODY = `
  create temp table cpa_touched on commit drop as
  select c.id as client_id from client c where not exists (select from commission_candidate k where k.id = c.id) and ${EVER}
  union select id from commission_candidate where status = 'WAITING'
  union select k.id from commission_candidate k left join transaction d on d.id = k.deposit_id
  where k.status <> 'WAITING' and (d.status <> 'SETTLED' or exists (select from transaction x where x.client_id = k.id and x.type = 'DEPOSIT' and x.status = 'SETTLED'
    and (d.id is null or (x.settled_at, x.id) < (d.settled_at, d.id))))`;

const DEPOSIT = `
  select x.id, x.amount, x.currency, x.settled_at from transaction x where x.client_id = c.id and x.type = 'DEPOSIT' and x.status = 'SETTLED' and x.settled_at is not null
  order by x.settled_at, x.id limit 1`;
const FACTS = `
  select c.id as client_id, c.created_at as registered_at, d.id as deposit_id, d.amount, d.currency as deposit_currency, d.settled_at, ci.partner_id, pc.chain,
    t.id as terms_id, t.plan_id, pl.name as plan, t.scheme, t.tree_mode, t.currency, t.decimals, t.rounding, t.rates as given_rates, t.level_multipliers,
    case when t.level_multipliers is null then t.rates else commission_levels(t.rates[1], t.level_multipliers) end as rates,
    t.cpa_first_deposit, t.cpa_lots, t.cpa_days, t.cpa_from,
    case t.cpa_from when 'REGISTRATION' then c.created_at else d.settled_at end as since,
    (select array_agg(coalesce(m.multiplier, 1) order by l.level) from unnest(pc.chain) with ordinality l (partner_id, level)
      left join partner_multiplier_version m on m.partner_id = l.partner_id and m.valid_from <= o.at and o.at < m.valid_to) as personal,
    case when d.currency = t.currency then 1 else r.factor end as factor, coalesce(r.words, '') as rate_words
  from cpa_touched k
  join client c on c.id = k.client_id
  left join lateral (${DEPOSIT}) d on true
  cross join lateral (select coalesce(d.settled_at, now()) as at) o
  join client_introducer ci on ci.client_id = c.id and ci.valid_from <= o.at and o.at < ci.valid_to
  join partner_chain pc on pc.partner_id = ci.partner_id and pc.valid_from <= o.at and o.at < pc.valid_to
  join partner_plan_version pp on pp.partner_id = ci.partner_id and pp.valid_from <= o.at and o.at < pp.valid_to
  join commission_terms t on t.plan_id = pp.plan_id and t.scheme = 'CPA' and t.cpa_days is not null and t.status = 'PUBLISHED' and t.valid_from <= o.at and o.at < t.valid_to
  join commission_plan pl on pl.id = t.plan_id
  left join lateral exchange_rate_at(nullif(d.currency, t.currency), t.currency, d.settled_at) r on true`;

/** In the order of the deals: how many lots there are, and when there were enough; without effect on the time where none are asked for. */
const TRADED = `
  select coalesce(max(s.total), 0) as lots, min(s.time) filter (where f.cpa_lots > 0 and s.total >= f.cpa_lots) as enough_at
  from (select d.time, sum(${VOLUME_OF_DEAL}) over (order by d.time, d.server, d.ticket) as total
    from trading_account a join deal d on d.trading_account_id = a.id
    where a.client_id = f.client_id and a.environment = 'LIVE' and d.entry <> 'IN' and d.closed_lots > 0 and not d.is_cancelled
      and d.time >= f.since and d.time < f.until) s`;

const IS_ENOUGH = 'amount * factor >= cpa_first_deposit';
const QUALIFIES = `settled_at is not null and ${IS_ENOUGH} and settled_at < until and (cpa_lots = 0 or enough_at is not null)`;
const RESTRICTED = `exists (select from restriction r where r.client_id = w.client_id and r.kind = 'NO_COMMISSION' and r.trading_account_id is null
  and r.created_at <= qualified_at and (r.lifted_at is null or r.lifted_at > qualified_at) and (r.expires_at is null or r.expires_at > qualified_at))`;
const MISSING = `concat_ws('; ',
  case when settled_at is null then format('a first deposit of %s %s', ${number('cpa_first_deposit')}, currency)
    when factor is null then format('an exchange rate from %s to %s', deposit_currency, currency)
    when not ${IS_ENOUGH} then format('the first deposit was %s %s%s and not %s %s', ${number('amount')}, deposit_currency, rate_words, ${number('cpa_first_deposit')}, currency)
    when settled_at >= until then 'the first deposit came after its time' end,
  case when cpa_lots > 0 and enough_at is null then format('%s of %s lots are closed', ${number('lots')}, ${number('cpa_lots')}) end,
  case when is_restricted then 'NO_COMMISSION was in force' end)`;
const IN_VAIN = `until <= now() or settled_at is not null and not ${IS_ENOUGH} or is_restricted`;
const WORDS = `format('1 client, who first deposited %s %s%s on %s (%s %s were needed)%s', ${number('amount')}, deposit_currency, rate_words, (settled_at at time zone 'UTC')::date,
  ${number('cpa_first_deposit')}, currency, case when cpa_lots > 0 then format(' and closed %s lots by %s', ${number('cpa_lots')}, (until at time zone 'UTC')::date) else '' end)`;
const STOPPED = `(select array_agg(l.level::int) from unnest(chain) with ordinality l (partner_id, level) join partner_status_version s
  on s.partner_id = l.partner_id and s.status <> 'ACTIVE' and s.valid_from <= qualified_at and qualified_at < s.valid_to)`;

/** How far each of them is, and what each level is to have. */
export const EVALUATE = `
  create temp table cpa_work on commit drop as
  select *, case when missing = '' then 'QUALIFIED' when ${IN_VAIN} then 'MISSED' else 'WAITING' end as state, ${STOPPED} as stopped, ${WORDS} as words,
    1::numeric as unit, null::numeric as whole, null::numeric as paid, '' as cut_words, case when missing = '' then commission_amounts(1, rates, tree_mode, cardinality(chain), personal, decimals, rounding) end as amounts
  from (select *, ${MISSING} as missing from (select *, ${RESTRICTED} as is_restricted from (
    select *, case when ${QUALIFIES} then greatest(settled_at, enough_at) end as qualified_at from (
      select f.*, s.lots, s.enough_at from (select *, since + cpa_days * interval '1 day' as until from (${FACTS}) f) f left join lateral (${TRADED}) s on true
    ) w) w) w) w`;

const WANTED = `
  select w.client_id, w.plan_id, w.terms_id, w.currency, w.qualified_at, l.level::smallint as level, w.chain[l.level] as partner_id,
    case when l.level = any (stopped) then 0 else l.amount end as amount, ${EXPLANATION} as explanation
  from cpa_work w ${LEVELS} where l.amount <> 0`;
const COLUMNS = 'id, partner_id, client_id, plan_id, terms_id, level, amount, currency, status, explanation, corrects_id, traded_at, is_cpa';
export const PAY = `
  insert into commission (${COLUMNS})
  select uuidv7(), partner_id, client_id, plan_id, terms_id, level, amount, currency, 'ACCRUED', explanation, null, qualified_at, true from (${WANTED}) w
  on conflict (client_id, plan_id, partner_id, currency) where is_cpa and corrects_id is null do nothing`;
/** What was paid for these clients against what is to be; who is no candidate any more has nothing. */
export const SET_RIGHT = `
  insert into commission (${COLUMNS})
  with had as (
    select c.client_id, c.plan_id, c.partner_id, c.currency, sum(c.amount) as amount, (array_agg(c.id order by c.accrued_at, c.id) filter (where c.corrects_id is null))[1] as id,
      min(c.level) as level, min(c.traded_at) as traded_at, min(c.terms_id::text)::uuid as terms_id
    from cpa_touched k join commission c on c.client_id = k.client_id and c.is_cpa group by 1, 2, 3, 4
  ), wanted as (${WANTED})
  select uuidv7(), h.partner_id, h.client_id, h.plan_id, coalesce(w.terms_id, h.terms_id), h.level, coalesce(w.amount, 0) - h.amount, h.currency, 'ACCRUED',
    'Correction: ' || coalesce(w.explanation, 'The client does not qualify any more. Nothing') || format(' instead of %s %s', trim_scale(h.amount), h.currency), h.id, h.traded_at, true
  from had h left join wanted w on w.client_id = h.client_id and w.plan_id = h.plan_id and w.partner_id = h.partner_id and w.currency = h.currency
  where coalesce(w.amount, 0) <> h.amount`;

const SHOWN = 'partner_id, plan_id, status, deposit_id, first_deposit, currency, lots, until, qualified_at, missing';
const SHOWN_OF = (row: string): string => SHOWN.replace(/\w+/g, (column) => `${row}.${column}`);
export const SHOW = `
  insert into commission_candidate (id, ${SHOWN})
  select client_id, partner_id, plan_id, state, deposit_id, round(amount * factor, 8), currency, coalesce(lots, 0), until, qualified_at, missing from cpa_work
  on conflict (id) do update set updated_at = now(), ${SHOWN.split(', ')
    .map((column) => `${column} = excluded.${column}`)
    .join(', ')}
  where (${SHOWN_OF('commission_candidate')}) is distinct from (${SHOWN_OF('excluded')})`;
export const FORGET = `
  delete from commission_candidate k using cpa_touched x where x.client_id = k.id and not exists (select from cpa_work w where w.client_id = k.id)`;
