import type { ClientBase } from 'pg';
import { SYMBOLS } from '../symbols.data.js';
import { idFrom } from './derived-ids.js';

const GROUPS: Readonly<Record<string, string>> = { XAUUSD: 'METALS', US30: 'INDICES', NAS100: 'INDICES', GER40: 'INDICES', BTCUSD: 'CRYPTO', WTI: 'ENERGY' };

const INSTRUMENT = `
  insert into instrument (symbol, "group", contract_size, pip_size, base_currency, quote_currency)
  values ($1, $2, $3::numeric, $4::numeric / $3::numeric, $5, $6)`;

// Everybody has stood where he stands from the beginning: the history of moves begins with the brokerage.
const VERSIONS = [
  `insert into commission_terms (id, plan_id, number, status, valid_from, scheme, tree_mode, currency, rates, min_hold_seconds)
   select id, id, 1, 'PUBLISHED', '-infinity', scheme, tree_mode, currency, rates, min_hold_seconds from commission_plan`,
  // new terms for one of them, to be tried on past deals
  `insert into commission_terms (id, plan_id, number, status, valid_from, scheme, tree_mode, currency, rates, min_hold_seconds, note, drafted_by)
   select ${idFrom('id', 'draft')}, id, 2, 'DRAFT', '9999-01-01', scheme, tree_mode, currency, array[5.5, 2, 1], 120, 'Half a dollar more, and two minutes are enough', 'Partnerships'
   from commission_plan where name = 'Lots'`,
  `insert into client_introducer (client_id, valid_from, partner_id) select id, '-infinity', partner_id from client where partner_id is not null`,
  `insert into partner_plan_version (partner_id, valid_from, plan_id) select id, '-infinity', plan_id from partner where plan_id is not null`,
  // whose contract has ended was active until then
  `insert into partner_status_version (partner_id, valid_from, valid_to, status) select id, '-infinity', updated_at, 'ACTIVE' from partner where status in ('SUSPENDED', 'CLOSED')`,
  `insert into partner_status_version (partner_id, valid_from, status) select id, case when status in ('SUSPENDED', 'CLOSED') then updated_at else '-infinity' end, status from partner`,
  `insert into partner_chain (partner_id, valid_from, chain)
   select p.id, '-infinity', array_agg(a.id order by a.level desc) from partner p join partner a on a.path @> p.path group by p.id`,
  'select commission_sums_rebuild()',
];

const MOST = 400;
// What paid nothing of late, and would pay nothing if it were worked out anew: nobody had introduced the client, the symbol is not set up, or
// the position was held for a few seconds.
const UNPAID = `
  with candidate as (
    select a.*, c.partner_id, p.plan_id, l.scheme, l.min_hold_seconds, ('x' || right(a.id::text, 6))::bit(24)::int as dice,
      row_number() over (partition by c.partner_id is null order by md5(a.id::text)) as turn
    from trading_account a join client c on c.id = a.client_id left join partner p on p.id = c.partner_id left join commission_plan l on l.id = p.plan_id
    where a.status = 'ACTIVE' and a.environment = 'LIVE' and a.opened_at < $1::timestamptz - interval '30 days'
      and not exists (select from restriction r where r.client_id = c.id and r.kind = 'NO_COMMISSION')
      and (c.partner_id is null or (l.scheme in ('PER_LOT', 'PIPS', 'PER_MILLION') and l.min_hold_seconds > 0))
  )
  insert into deal (server, ticket, time, batch, trading_account_id, action, entry, position_id, symbol, lots, closed_lots, price, opened_at, profit)
  select server, 990000000 + row_number() over (order by id), done.at, 0, id, case when dice % 2 = 0 then 'BUY' else 'SELL' end, 'OUT', 980000000 + row_number() over (order by id),
    case when partner_id is not null and dice % 3 = 0 then 'NATGAS.x' else 'EURUSD' end, (1 + dice % 250) * 0.01, (1 + dice % 250) * 0.01, 1.0825,
    done.at - case when partner_id is not null and dice % 3 <> 0 then least(min_hold_seconds - 1, 5 + dice % 40) else 600 + dice % 90000 end * interval '1 second', (dice % 9000 - 4500) * 0.01
  from candidate cross join lateral (select date_trunc('milliseconds', $1::timestamptz - (1 + dice % 28) * interval '1 day' + (dice % 40000) * interval '1 second') as at) done
  where turn <= ${MOST / 2}`;
const REASONS = `
  insert into deal_unpaid (id, server, ticket, time, trading_account_id, client_id, partner_id, symbol, lots, reason, detail)
  select ${idFrom('a.id', 'unpaid', 'd.ticket::text')}, d.server, d.ticket, d.time, a.id, a.client_id, c.partner_id, d.symbol, d.closed_lots, r.reason,
    case r.reason when 'NO_PARTNER' then 'Nobody had introduced the client.' when 'SYMBOL_UNKNOWN' then format('No instrument is known as %s on %s.', d.symbol, d.server)
      else format('It was held for %s s, below the minimum of %s s.', extract(epoch from d.time - d.opened_at)::int, l.min_hold_seconds) end
  from deal d join trading_account a on a.id = d.trading_account_id join client c on c.id = a.client_id
  left join partner p on p.id = c.partner_id left join commission_plan l on l.id = p.plan_id
  cross join lateral (select case when c.partner_id is null then 'NO_PARTNER' when d.symbol = 'NATGAS.x' then 'SYMBOL_UNKNOWN' else 'TOO_SHORT' end as reason) r`;

/** Instruments, who stood where since when, the sums of what partners earned, and deals that paid nobody. */
export async function addDeals(connection: ClientBase, now: Date): Promise<void> {
  for (const { name, contractSize, quote, pipValue } of SYMBOLS)
    await connection.query(INSTRUMENT, [
      name,
      GROUPS[name] ?? 'FX',
      contractSize,
      pipValue,
      name.length === 6 && !(name in GROUPS) ? name.slice(0, 3) : quote,
      quote,
    ]);
  await connection.query(`insert into instrument_suffix (suffix) values ('.m'), ('.ecn')`);
  for (const statement of VERSIONS) await connection.query(statement);
  await connection.query("select deal_months(($1::timestamptz - interval '2 months')::date, $1::date)", [now]);
  await connection.query(UNPAID, [now]);
  await connection.query(REASONS);
  await connection.query(
    'analyze commission_terms, client_introducer, partner_plan_version, partner_status_version, partner_chain, commission_daily, commission_client_monthly, partner_lots, deal, deal_unpaid',
  );
}
