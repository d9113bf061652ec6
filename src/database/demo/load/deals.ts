import type { ClientBase } from 'pg';
import { PLANS } from '../plans.data.js';
import { SYMBOLS } from '../symbols.data.js';
import { idFrom } from './derived-ids.js';

const INSTRUMENT = `
  insert into instrument (id, symbol, "group", contract_size, pip_size, base_currency, quote_currency)
  values (md5('instrument ' || $1)::uuid, $1, $2, $3::numeric, trim_scale($4::numeric / $3::numeric), $5, $6)`;

// Everybody has stood where he stands from the beginning: the history of moves begins with the brokerage.
const VERSIONS = [
  // new terms for one of them, to be tried on past deals
  `insert into commission_terms (id, plan_id, number, status, valid_from, scheme, tree_mode, currency, rates, min_hold_seconds, note, drafted_by)
   select ${idFrom('id', 'draft')}, id, 2, 'DRAFT', '9999-01-01', scheme, tree_mode, currency, array[5.5, 2, 1], 120, 'Half a dollar more, and two minutes are enough', 'Partnerships'
   from commission_plan where name = 'Lots'`,
  `insert into client_introducer (client_id, valid_from, partner_id) select id, '-infinity', partner_id from client where partner_id is not null`,
  // whose contract has ended was active until then
  `insert into partner_status_version (partner_id, valid_from, valid_to, status) select id, '-infinity', updated_at, 'ACTIVE' from partner where status in ('SUSPENDED', 'CLOSED')`,
  `insert into partner_status_version (partner_id, valid_from, status) select id, case when status in ('SUSPENDED', 'CLOSED') then updated_at else '-infinity' end, status from partner`,
  `insert into partner_chain (partner_id, valid_from, chain)
   select p.id, '-infinity', array_agg(a.id order by a.level desc) from partner p join partner a on a.path @> p.path group by p.id`,
  'select commission_sums_rebuild()',
];

const TERMS = `
  insert into commission_terms (id, plan_id, number, status, valid_from, scheme, tree_mode, currency, rates, level_multipliers, min_hold_seconds, max_hold_seconds, hedged, cap_per_deal,
    cap_per_day, cap_per_month, revenue, negative_carry, decimals, rounding, tier_by, tier_counting, tier_window_days, tier_active_lots, tier_from, tier_multipliers,
    cpa_first_deposit, cpa_lots, cpa_days, cpa_from)
  select p.id, p.id, 1, 'PUBLISHED', '-infinity', p.scheme, p.tree_mode, p.currency, t."rates", t."levelMultipliers", p.min_hold_seconds, t."maxHoldSeconds", t."hedged", t."capPerDeal",
    t."capPerDay", t."capPerMonth", t."revenue", t."negativeCarry", t."decimals", t."rounding", t."tiers"->>'by', t."tiers"->>'counting', (t."tiers"->>'windowDays')::int,
    (t."tiers"->>'activeLots')::numeric, (select array_agg((s->>0)::numeric order by n) from jsonb_array_elements(t."tiers"->'steps') with ordinality s (s, n)),
    (select array_agg((s->>1)::numeric order by n) from jsonb_array_elements(t."tiers"->'steps') with ordinality s (s, n)),
    (t."qualification"->>'firstDeposit')::numeric, (t."qualification"->>'lots')::numeric, (t."qualification"->>'days')::int, t."qualification"->>'from'
  from commission_plan p join jsonb_to_recordset($1::jsonb) as t ("name" text, "rates" numeric[], "levelMultipliers" numeric[], "maxHoldSeconds" int, "hedged" text, "capPerDeal" numeric,
    "capPerDay" numeric, "capPerMonth" numeric, "revenue" text, "negativeCarry" boolean, "decimals" int, "rounding" text, "tiers" jsonb, "qualification" jsonb) on t."name" = p.name`;
const SPECIAL = `
  insert into commission_rate (id, terms_id, symbol, "group", rates, pip_value)
  select ${idFrom('p.id', 'rate', 's.n::text')}, p.id, s.r->>'symbol', s.r->>'group', (select array_agg(e::numeric order by n) from jsonb_array_elements_text(s.r->'rates') with ordinality e (e, n)),
    (s.r->>'pipValue')::numeric
  from commission_plan p join jsonb_to_recordset($1::jsonb) as t ("name" text, "special" jsonb) on t."name" = p.name
  cross join lateral jsonb_array_elements(t."special") with ordinality s (r, n)`;
// by which everything about a candidate was decided
const DEPOSITS = `
  update commission_candidate k set deposit_id = (select x.id from transaction x where x.client_id = k.id and x.type = 'DEPOSIT' and x.status = 'SETTLED' order by x.settled_at, x.id limit 1)
  where k.first_deposit is not null`;

/** Instruments, what plans say, who stood where since when, and the sums of what partners earned. */
export async function addDeals(connection: ClientBase): Promise<void> {
  for (const { name, group, contractSize, quote, pipValue } of SYMBOLS)
    await connection.query(INSTRUMENT, [name, group, contractSize, pipValue, group === 'FX' ? name.slice(0, 3) : quote, quote]);
  await connection.query(`insert into instrument_suffix (suffix) values ('.m'), ('.ecn')`);
  for (const statement of [TERMS, SPECIAL]) await connection.query(statement, [JSON.stringify(PLANS)]);
  for (const statement of [...VERSIONS, DEPOSITS]) await connection.query(statement);
  await connection.query(
    'analyze commission_terms, commission_rate, client_introducer, partner_status_version, partner_chain, commission_daily, commission_client_monthly, partner_lots, commission_candidate',
  );
  // its months were looked at as they were loaded
  await connection.query('analyze only deal');
}
