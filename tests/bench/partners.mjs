/** A tree of partners ten deep with what they earned in a year, at the size that it has to bear: 100,000 partners and 1,000,000 deals, three levels paid by each. */
import { join } from 'node:path';
import pg from 'pg';
import { settle, urlOf } from './database.mjs';

const DATABASE = 'bench_partners';
const STAFF_CLIENTS = 50;
const ROOTS = 4;

/** Four trees of equal size, three below each partner: 25,000 of them are ten levels deep. */
const PARTNERS = (count) => `
  insert into partner (id, number, name, email, country, status, referral_code, parent_id, path, plan_id, created_at)
  with recursive node as (
    select r as root, 0 as place, 0 as above, 1 as level from generate_series(0, ${ROOTS - 1}) r
    union all select n.root, n.place * 3 + k, n.place, n.level + 1 from node n, generate_series(1, 3) k where n.place * 3 + k < ${count / ROOTS}),
  numbered as (select *, 1000000 + place * ${ROOTS} + root as number, case when place > 0 then 1000000 + above * ${ROOTS} + root end as parent from node)
  select bench_id('p', n.number), n.number, 'Partner ' || n.number, 'p' || n.number || '@bench.example', 'CY', 'ACTIVE', 'BENCH-' || n.number,
    case when n.parent is not null then bench_id('p', n.parent) end, bench_path(n.root, n.place), (select id from commission_plan order by id limit 1), now()
  from numbered n`;

const FUNCTIONS = `
  create or replace function bench_id(kind text, n bigint) returns uuid language sql immutable as $$ select ('01a0' || left(md5(kind), 4) || '-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid $$;
  create or replace function bench_path(root int, place int) returns ltree language plpgsql immutable as $$
  declare at int := place; path text := (1000000 + place * ${ROOTS} + root)::text;
  begin
    while at > 0 loop at := (at - 1) / 3; path := (1000000 + at * ${ROOTS} + root)::text || '.' || path; end loop;
    return path::ltree;
  end $$`;

const CLIENTS = (partners) => `
  insert into client (id, first_name, last_name, email, country, jurisdiction, onboarding_status, partner_id, first_funded_at)
  select bench_id('c', n), 'Bench', 'Client ' || n, 'c' || n || '@bench.example', 'CY', 'CY', 'APPROVED', bench_id('p', 1000000 + n % ${partners}), case when n % 3 > 0 then now() end
  from generate_series(1, ${partners * 2}) n`;

/** Each deal is of another client, at another hour of the year, and pays three levels. */
const COMMISSIONS = (from, to, partners) => `
  insert into commission (id, partner_id, client_id, deal_ticket, symbol, lots, level, amount, currency, status, explanation, traded_at, accrued_at)
  select uuidv7(), a.id, c.id, n::text, (array['EURUSD','XAUUSD','US30','USDJPY','GBPUSD','BTCUSD'])[1 + n % 6], (1 + n % 200) * 0.01, l.level, (1 + n % 200) * 0.01 * (4 - l.level), 'USD', 'ACCRUED',
    'bench', d.at, d.at
  from generate_series(${from}::bigint, ${to}) n
  cross join lateral (select timestamptz '2026-01-01Z' + (n * 7919 % 8760) * interval '1 hour' as at) d
  join client c on c.id = bench_id('c', 1 + n * 104729 % ${partners * 2})
  join partner p on p.id = c.partner_id
  cross join lateral generate_series(1, least(3, nlevel(p.path))) l(level)
  join partner a on a.number = subpath(p.path, nlevel(p.path) - l.level, 1)::text::bigint`;

async function addDeals(client, { retireIndexes, finish }, from, to, partners) {
  await client.query('begin');
  await retireIndexes(client, ['commission']);
  await client.query(COMMISSIONS(from, to, partners));
  await finish(client, 'commission', 2);
  await client.query('select commission_sums_rebuild()');
  await client.query('commit');
}

/** Made anew each time, with a tenth of the deals; `grow` adds the others. */
export async function openPartners(server, { projectDir, dataDir, auditKey, personalKeys, build, log }, { partners, deals }) {
  const target = server.target(DATABASE);
  await server.dropDatabase(DATABASE);
  await server.createDatabase(DATABASE);
  const { bringUpToDate } = await build('commands/bring-up-to-date.js');
  const { buildDemo } = await build('database/demo/index.js');
  const { hashPassword } = await build('modules/sign-in/passwords.js');
  const loader = await build('database/demo/load/loader.js');
  await bringUpToDate(target);
  const filesDir = join(dataDir, 'files-partners');
  await buildDemo({ target, clients: STAFF_CLIENTS, seed: 1, now: new Date(), filesDir, auditKey, personalKeys, hashPassword, onProgress: log, projectDir });
  const client = new pg.Client(target);
  client.on('error', () => {});
  await client.connect();
  for (const setting of ['session_replication_role = replica', `work_mem = '256MB'`, `maintenance_work_mem = '512MB'`]) await client.query(`set ${setting}`);
  log(`Adding ${partners.toLocaleString('en')} partners with two clients each, and ${(deals / 10).toLocaleString('en')} deals`);
  // the demo's own partners would stand beside the four trees
  await client.query('truncate commission cascade');
  await client.query('update client set partner_id = null');
  await client.query('truncate partner_chain, partner_plan_version, client_introducer');
  await client.query('delete from partner');
  await client.query(FUNCTIONS);
  for (const statement of [PARTNERS(partners), CLIENTS(partners), 'analyze partner', 'analyze client']) await client.query(statement);
  await addDeals(client, loader, 1, deals / 10, partners);
  await settle(target);
  return {
    ...{ url: urlOf(target), postmaster: server.pid, sql: async (text) => (await client.query(text)).rows, close: () => client.end() },
    grow: async () => {
      log(`Adding ${((deals * 9) / 10).toLocaleString('en')} deals more`);
      await addDeals(client, loader, deals / 10 + 1, deals, partners);
      await settle(target);
    },
  };
}

/** The same inputs before and after the deals grew tenfold, each beside the floor. */
export async function measurePartners({ database, measureAll }) {
  const few = await measureAll();
  await database.grow();
  return { few, many: await measureAll() };
}
