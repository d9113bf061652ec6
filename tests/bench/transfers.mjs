/** Transfers: the gateway's, with all that it asks and keeps, beside the floor; over many accounts, and all through one. */
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import pg from 'pg';
import { clusterCpuMs, processCpuMs } from './cpu.mjs';
import { urlOf } from './database.mjs';
import { transfersReport } from './report.mjs';

const CLIENTS = 100;
const HOT_PARTNERS = 20;
const FUNDS = '100000.00';

const FUNCTION = `
create or replace function bench_transfer(tx uuid, entry uuid, client uuid, from_trading uuid, to_trading uuid, from_ledger uuid, to_ledger uuid, sum numeric)
returns void language plpgsql as $$
begin
  perform from ledger_account where id in (from_ledger, to_ledger) order by id for no key update;
  if (select balance - held from ledger_account where id = from_ledger) < sum then raise exception 'not enough'; end if;
  insert into transaction (id, type, status, client_id, trading_account_id, counter_account_id, amount, currency, processed_amount, requested_by, settled_at)
    values (tx, 'TRANSFER', 'SETTLED', client, from_trading, to_trading, sum, 'USD', sum, 'bench', now());
  insert into journal_entry (id, transaction_id, description) values (entry, tx, 'Transfer');
  insert into journal_line (entry_id, number, account_id, currency, amount) values (entry, 1, from_ledger, 'USD', -sum), (entry, 2, to_ledger, 'USD', sum);
end $$`;

const QUERY = `mutation BenchTransfer($input: TransferCreateInput!) {
  transferCreate(input: $input) { transaction { id version reference status amount currency processedAmount requestedAt } userErrors { code message } } }`;

const DATABASE = 'bench_transfers';

/** A small brokerage of their own, made anew each time: what is posted is never taken back. */
export async function openTransfers(server, { projectDir, dataDir, auditKey, personalKeys, build, log }) {
  const target = server.target(DATABASE);
  await server.dropDatabase(DATABASE);
  await server.createDatabase(DATABASE);
  const { bringUpToDate } = await build('commands/bring-up-to-date.js');
  const { buildDemo } = await build('database/demo/index.js');
  const { hashPassword } = await build('modules/sign-in/passwords.js');
  await bringUpToDate(target);
  await buildDemo({
    target,
    clients: 200,
    seed: 1,
    now: new Date(),
    filesDir: join(dataDir, 'files-transfers'),
    auditKey,
    personalKeys,
    hashPassword,
    onProgress: log,
    projectDir,
  });
  const client = new pg.Client(target);
  client.on('error', () => {});
  await client.connect();
  return { url: urlOf(target), postmaster: server.pid, sql: async (text) => (await client.query(text)).rows, close: () => client.end() };
}

async function addAccount(sql, client, at) {
  const [trading, ledger] = [randomUUID(), randomUUID()];
  await sql(`insert into trading_account (id, client_id, platform, server, login, environment, "group", leverage, currency, status)
    values ('${trading}', '${client}', 'MT5', 'Bench', '${client.slice(0, 8)}${at}', 'LIVE', 'real', 30, 'USD', 'ACTIVE')`);
  await sql(`insert into ledger_account (id, code, kind, client_id, trading_account_id, currency)
    values ('${ledger}', 'trading-account/Bench/${client.slice(0, 8)}${at}', 'TRADING_ACCOUNT', '${client}', '${trading}', 'USD')`);
  const [{ id: house }] = await sql(`insert into ledger_account (id, code, kind, currency) values (gen_random_uuid(), 'suspense/USD', 'SUSPENSE', 'USD')
    on conflict (code) do update set code = excluded.code returning id`);
  await sql(`with entry as (insert into journal_entry (id, description) values (gen_random_uuid(), 'bench') returning id)
    insert into journal_line (entry_id, number, account_id, currency, amount)
    select id, 1, '${ledger}'::uuid, 'USD', ${FUNDS} from entry union all select id, 2, '${house}'::uuid, 'USD', -${FUNDS} from entry`);
  return { trading, ledger };
}

async function addClient(sql, accounts) {
  const client = randomUUID();
  await sql(`insert into client (id, first_name, last_name, email, country, jurisdiction, onboarding_status)
    values ('${client}', 'Bench', 'Client', '${client}@example.com', 'CY', 'CY', 'APPROVED')`);
  const made = [];
  for (let at = 0; at < accounts; at++) made.push(await addAccount(sql, client, at));
  return { client, accounts: made };
}

/** From where to where: there and back in turn, so that no account runs dry. */
async function routesOf(sql) {
  const spread = [];
  for (let at = 0; at < CLIENTS; at++) {
    const { client, accounts } = await addClient(sql, 2);
    spread.push({ client, from: accounts[0], to: accounts[1] }, { client, from: accounts[1], to: accounts[0] });
  }
  const { client, accounts } = await addClient(sql, HOT_PARTNERS + 1);
  const [hot, ...others] = accounts;
  const through = others.flatMap((other) => [
    { client, from: hot, to: other },
    { client, from: other, to: hot },
  ]);
  return { spread, hot: through };
}

const bodyOf = ({ client, from, to }) => ({
  operationName: 'BenchTransfer',
  query: QUERY,
  variables: {
    input: { clientId: client, fromTradingAccountId: from.trading, toTradingAccountId: to.trading, amount: '0.50', currency: 'USD', idempotencyKey: '{{key}}' },
  },
});

async function turn({ pid, run }, postmaster) {
  const before = { server: processCpuMs(pid), postgres: clusterCpuMs(postmaster) };
  const { requests, wallMs, times } = await run();
  const server = (processCpuMs(pid) - before.server) / requests;
  const postgres = (clusterCpuMs(postmaster) - before.postgres) / requests;
  return { server, postgres, total: server + postgres, perSecond: (requests / wallMs) * 1000, times };
}

async function askFloor(child, job) {
  child.send(job);
  const [{ result, error }] = await once(child, 'message');
  if (error) throw new Error(error);
  return result;
}

/** Measures in rounds, each way and each place in turn, and answers with the report. */
export async function measureTransfers({ plan, database, gateway, floor, load }) {
  await database.sql(FUNCTION);
  const routes = await routesOf(database.sql);
  const turns = {};
  for (let round = -1; round < plan.rounds; round++) {
    for (const place of ['spread', 'hot']) {
      const limits = { ...plan.limits, concurrency: 8, ...(round < 0 && plan.warmUp) };
      const bodies = routes[place].map((route) => JSON.stringify(bodyOf(route)));
      const ways = {
        gateway: { pid: gateway.pid, run: () => load.run({ target: { url: gateway.url, headers: gateway.headers }, bodies, ...limits }) },
        floor: { pid: floor.child.pid, run: () => askFloor(floor.child, { routes: routes[place], ...limits }) },
      };
      for (const way of round % 2 === 0 ? ['gateway', 'floor'] : ['floor', 'gateway']) {
        const taken = await turn(ways[way], database.postmaster);
        if (round >= 0) (turns[`${way} ${place}`] ??= []).push(taken);
      }
    }
  }
  return transfersReport(turns);
}
