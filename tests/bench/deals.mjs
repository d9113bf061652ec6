/** Deals in, commissions out: the idempotent way in, and the engine beside an `insert ... select` that writes the same rows. */
import pg from 'pg';
import { clusterCpuMs } from './cpu.mjs';
import { urlOf } from './database.mjs';

const DATABASE = 'bench_deals';
export const DEALS_FULL = { partners: 100_000, deals: 1_000_000 };
export const DEALS_QUICK = { partners: 10_000, deals: 60_000 };

const DEPTH = 10;
const BATCH = 20_000;
/** Batches that are told one after the other while the clock runs. */
const STRETCH = 10;
const FIRST = Date.parse('2026-09-01T00:00:00Z');
const DAYS = 60;

const PLANS = [
  ['PER_LOT', 'OVERRIDE', '{5,2,1}'],
  ['PIPS', 'SPLIT', '{0.8,20,10}'],
  ['COMMISSION_SHARE', 'DIFFERENTIAL', '{10,15,18}'],
];
const INSTRUMENTS = `insert into instrument (symbol, "group", contract_size, pip_size, base_currency, quote_currency) values
  ('EURUSD', 'FX', 100000, 0.0001, 'EUR', 'USD'), ('GBPUSD', 'FX', 100000, 0.0001, 'GBP', 'USD'), ('USDJPY', 'FX', 100000, 0.01, 'USD', 'JPY'), ('XAUUSD', 'METALS', 100, 0.1, 'XAU', 'USD')`;
const SYMBOLS = ['EURUSD', 'GBPUSD', 'USDJPY', 'XAUUSD.m'];

/** Each level as wide as the others, everybody below somebody of the level above. */
const partnersOf = (level, width) => `
  insert into partner (id, name, email, country, status, referral_code, parent_id, path, plan_id)
  select uuidv7(), 'Partner ${level}/' || n, 'partner-${level}-' || n || '@bench.example', 'CY', 'ACTIVE', 'bench${level}x' || n,
    ${level === 1 ? 'null' : `(select id from partner where lower(email) = 'partner-${level - 1}-' || (n * 7919) % ${width} || '@bench.example')`}, '',
    (select id from commission_plan order by name offset n % ${PLANS.length} limit 1)
  from generate_series(0, ${width - 1}) n`;
const CLIENTS = `
  insert into client (id, first_name, last_name, email, country, jurisdiction, onboarding_status, partner_id, created_at)
  select uuidv7(), 'Bench', 'Client', 'client-' || p.number || '@bench.example', 'CY', 'CY', 'APPROVED', p.id, '2026-01-01' from partner p`;
const ACCOUNTS = `
  insert into trading_account (id, client_id, platform, server, login, environment, "group", leverage, currency, status)
  select uuidv7(), c.id, 'MT5', 'Bench', 'b' || row_number() over (), 'LIVE', 'real', 30, 'USD', 'ACTIVE' from client c`;

async function fill(sql, { partners }) {
  await sql(INSTRUMENTS);
  await sql(`insert into instrument_suffix values ('.m')`);
  await sql(`insert into exchange_rate (id, base, quote, rate, source, at) values (uuidv7(), 'USD', 'JPY', 151.37, 'bench', '2026-01-01')`);
  for (const [at, [scheme, mode, rates]] of PLANS.entries())
    await sql(
      `insert into commission_plan (id, name, scheme, tree_mode, currency, rates, effective_from) values (uuidv7(), 'Plan ${at}', '${scheme}', '${mode}', 'USD', '${rates}', '2025-01-01')`,
    );
  for (let level = 1; level <= DEPTH; level++) {
    await sql(partnersOf(level, partners / DEPTH));
    await sql('analyze partner');
  }
  await sql(CLIENTS);
  await sql(ACCOUNTS);
}

/** A brokerage of partners and their clients, made anew each time. */
export async function openDeals(server, { build }, size) {
  const target = server.target(DATABASE);
  await server.dropDatabase(DATABASE);
  await server.createDatabase(DATABASE);
  const { bringUpToDate } = await build('commands/bring-up-to-date.js');
  await bringUpToDate(target);
  const client = new pg.Client(target);
  client.on('error', () => {});
  await client.connect();
  const sql = async (text, values) => (await client.query(text, values)).rows;
  await fill(sql, size);
  await sql('vacuum (freeze, analyze)');
  await sql('checkpoint');
  const pool = new pg.Pool({ connectionString: urlOf(target), max: 3 });
  return { sql, pool, postmaster: server.pid, close: () => Promise.all([client.end(), pool.end()]) };
}

/** Tickets and times run on together, as a platform tells them. */
function* batchesOf({ partners, deals }, readDeal) {
  for (let from = 0; from < deals; from += BATCH) {
    const batch = [];
    for (let n = from; n < Math.min(from + BATCH, deals); n++) {
      const time = FIRST + Math.floor((n / deals) * DAYS * 86_400_000);
      batch.push(
        readDeal(
          {
            ...{ server: 'Bench', ticket: String(1_000_000 + n), login: `b${1 + ((n * 7919) % partners)}`, action: n % 2 ? 'BUY' : 'SELL', entry: 'OUT' },
            ...{
              symbol: SYMBOLS[n % 4],
              lots: `${n % 3}.${10 + (n % 90)}`,
              price: '1.0825',
              commission: '-7.00',
              spread: '1.2',
              profit: String((n % 200) - 100),
            },
            ...{ time: new Date(time).toISOString(), openedAt: new Date(time - 600_000).toISOString() },
          },
          FIRST + (DAYS + 1) * 86_400_000,
        ),
      );
    }
    yield batch;
  }
}

function* stretchesOf(batches) {
  let stretch = [];
  for (const batch of batches) {
    stretch.push(batch);
    if (stretch.length < STRETCH) continue;
    yield stretch;
    stretch = [];
  }
  if (stretch.length > 0) yield stretch;
}

/** One goes in while the next is copied over, as an import does it. */
async function takeAll(ingest, stretch) {
  let before = Promise.resolve();
  for (const batch of stretch) {
    const taken = ingest.take(batch);
    await before;
    before = taken;
  }
  await before;
}

/** Seconds on the clock, and of CPU in PostgreSQL. */
async function timed(postmaster, work) {
  const before = clusterCpuMs(postmaster);
  const begun = performance.now();
  await work();
  return { seconds: (performance.now() - begun) / 1000, cpu: (clusterCpuMs(postmaster) - before) / 1000 };
}

const COLUMNS = `id, partner_id, client_id, trading_account_id, plan_id, terms_id, deal_server, deal_ticket, symbol, lots, level, amount, currency, status, explanation, corrects_id, traded_at`;
/** The same rows once more, into the table itself: with its indexes, its foreign keys and the sums that follow. */
async function measureFloor({ sql, postmaster }) {
  await sql(`create unlogged table bench_rows as select ${COLUMNS} from commission order by id`);
  await sql('truncate commission, commission_daily, commission_client_monthly, partner_lots cascade');
  await sql('checkpoint');
  const same = await timed(postmaster, () => sql(`insert into commission (${COLUMNS}) select ${COLUMNS} from bench_rows`));
  await sql('truncate commission, commission_daily, commission_client_monthly, partner_lots cascade');
  await sql('create table bench_commission (like commission including defaults including indexes including generated)');
  await sql('checkpoint');
  const bare = await timed(postmaster, () => sql(`insert into bench_commission (${COLUMNS}) select ${COLUMNS} from bench_rows`));
  return { same, bare };
}

const line = (what, { seconds, cpu }, count) =>
  `${what.padEnd(52)} ${seconds.toFixed(1).padStart(7)} s ${cpu.toFixed(1).padStart(7)} s of CPU ${Math.round(count / seconds)
    .toLocaleString('en')
    .padStart(10)} a second`;

/** Measures and answers with the report. */
export async function measureDeals(database, { size, build, log }) {
  const { AccrualEngine } = await build('modules/commissions/index.js');
  const { DealIngest, readDeal } = await build('modules/deals/index.js');
  const { sql, pool, postmaster } = database;
  const ingest = new DealIngest(pool);
  const taken = { seconds: 0, cpu: 0 };
  // what a platform says is read before the clock runs
  for (const stretch of stretchesOf(batchesOf(size, readDeal))) {
    const one = await timed(postmaster, () => takeAll(ingest, stretch));
    taken.seconds += one.seconds;
    taken.cpu += one.cpu;
  }
  log(line('Deals are in', taken, size.deals));
  await sql('vacuum analyze deal');
  await sql('checkpoint');
  const accrual = await timed(postmaster, () => new AccrualEngine(pool).catchUp());
  const [{ n: rows }] = await sql('select count(*)::int as n from commission');
  log(line('Commissions are out', accrual, rows));
  if (rows !== size.deals * 3 - (await sql(`select count(*)::int as n from deal_unpaid`))[0].n * 3 - (await short(sql)))
    throw new Error(`${rows} commissions are not those of ${size.deals} deals`);
  const { same, bare } = await measureFloor(database);
  return [
    `${size.partners.toLocaleString('en')} partners ${DEPTH} deep, ${size.deals.toLocaleString('en')} deals, ${rows.toLocaleString('en')} commissions`,
    line('deals taken in, in batches of 20,000', taken, size.deals),
    line('commissions worked out by the engine', accrual, rows),
    line('the same rows by insert ... select', same, rows),
    line('the same rows into a bare table with the same indexes', bare, rows),
    `engine : insert ... select = ${(accrual.seconds / same.seconds).toFixed(2)} (CPU ${(accrual.cpu / same.cpu).toFixed(2)}); : bare table = ${(accrual.seconds / bare.seconds).toFixed(2)} (CPU ${(accrual.cpu / bare.cpu).toFixed(2)})`,
  ].join('\n');
}

/** Levels that are not there: who stands at the top has nobody above. */
const short = async (sql) =>
  (
    await sql(`select coalesce(sum(greatest(3 - p.level, 0)), 0)::int as n from deal d join trading_account a on a.id = d.trading_account_id join client c on c.id = a.client_id
    join partner p on p.id = c.partner_id where d.entry <> 'IN'`)
  )[0].n;
