/**
 * `npm run bench`: the gateway, PostGraphile over the same tables, and the floor, in one run on one database. Options:
 *   --only clients,client   only these operations; tasks, timeline, partners (month and tree), depth, deals and transfers are more; `depth` is the page far down a list
 *   --rounds 15             rounds per operation (31)
 *   --quick                 11 rounds, and shorter ones: for a first look
 *   --tasks 20000           for tasks and timeline: how many tasks there are (1000000); the client has a tenth as many events
 *   --partners 20000 --deals 50000   for partners (a month, and a tree with totals): how many there are (100000 and 1000000; 200000 deals with --quick)
 *   --keep                  keep the database in .data/bench, and use the one that is there
 *   --profile               where the gateway's CPU goes, instead of the comparison; profiles for DevTools go to .data/bench-profiles
 */
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { ask, collectBodies } from './answers.mjs';
import { clusterCpuMs, processCpuMs } from './cpu.mjs';
import { openBrokerage, startServer } from './database.mjs';
import { DEALS_FULL, DEALS_QUICK, measureDeals, openDeals } from './deals.mjs';
import { measureDepth } from './depth.mjs';
import { openDesk } from './desk.mjs';
import { measure } from './measure.mjs';
import { PARTNER_OPERATIONS } from './operations.commissions.mjs';
import { DESK_OPERATIONS } from './operations.desk.mjs';
import { OPERATIONS } from './operations.mjs';
import { measurePartners, openPartners } from './partners.mjs';
import { profileWhile, reportProfile, reportStatements, resetStatements } from './profile.mjs';
import { growthLine, reportOperation, reportSummary } from './report.mjs';
import { freePort, startGateway, startLoad, startPeer, stopChildren } from './servers.mjs';
import { measureTransfers, openTransfers } from './transfers.mjs';

const PROJECT_DIR = resolve(import.meta.dirname, '../..');
const KEPT_DIR = join(PROJECT_DIR, '.data/bench');
const LOGS_DIR = join(PROJECT_DIR, '.data/bench-logs');
const PROFILES_DIR = join(PROJECT_DIR, '.data/bench-profiles');
/** A staff member who may see all that is asked for; permissions, limits, row scope and audit apply as to everyone. */
const STAFF = { email: 'management@demo.example', password: 'countinghouse-demo' };

const CONCURRENCY = 4;
/** Many short turns, so that what else the machine does falls on all servers alike. */
const FULL = { rounds: 31, warmUp: { requests: 3_000, seconds: 15 }, limits: { requests: 1_000, seconds: 0.8, concurrency: CONCURRENCY } };
const QUICK = { rounds: 11, warmUp: { requests: 1_000, seconds: 6 }, limits: { requests: 500, seconds: 0.6, concurrency: CONCURRENCY } };

/** Named like an operation, and of the gateway alone. */
const DEPTH = 'depth';
const TRANSFERS = 'transfers';
const DEALS = 'deals';
/** All of PARTNER_OPERATIONS. */
const PARTNERS = 'partners';
/** What runs beside no peer. */
const ALONE = new Set([DEALS, PARTNERS, ...PARTNER_OPERATIONS.map(({ name }) => name)]);
const wants = ({ only }, name) => only === undefined || only.includes(name);

const log = (line) => process.stderr.write(`${line}\n`);
const build = (file) => import(pathToFileURL(join(PROJECT_DIR, '.build', file)).href);

function installPeers() {
  log('Installing the peers');
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: import.meta.dirname, stdio: ['ignore', 'ignore', 'inherit'] });
  if (status !== 0) throw new Error(`npm ci in tests/bench ended with ${status}`);
}

async function prepare({ only }) {
  const installed = join(import.meta.dirname, 'node_modules/.package-lock.json');
  if (!existsSync(installed) && !only?.every((name) => ALONE.has(name))) installPeers();
  const { build: compile } = await import('../../.scripts/build.mjs');
  await compile();
}

function parse(argv) {
  const { values } = parseArgs({
    args: argv,
    options: {
      only: { type: 'string' },
      rounds: { type: 'string' },
      quick: { type: 'boolean' },
      keep: { type: 'boolean' },
      tasks: { type: 'string' },
      partners: { type: 'string' },
      deals: { type: 'string' },
      profile: { type: 'boolean' },
    },
  });
  const plan = values.quick ? QUICK : FULL;
  return {
    only: values.only?.split(','),
    keep: values.keep ?? false,
    tasks: Number(values.tasks ?? 1_000_000),
    tree: { partners: Number(values.partners ?? 100_000), deals: Number(values.deals ?? (values.quick ? 200_000 : 1_000_000)) },
    profile: values.profile ?? false,
    deals: values.quick ? DEALS_QUICK : DEALS_FULL,
    plan: { ...plan, rounds: Number(values.rounds ?? plan.rounds) },
  };
}

/** Keys that stay with a kept database, since its audit entries carry the one's MACs. */
function keys(dataDir) {
  const file = join(dataDir, 'keys.json');
  if (!existsSync(file)) {
    mkdirSync(dataDir, { recursive: true });
    writeFileSync(file, JSON.stringify({ SECRET_KEY: randomBytes(32).toString('base64'), AUDIT_KEY: randomBytes(32).toString('base64') }), { mode: 0o600 });
  }
  return JSON.parse(readFileSync(file, 'utf8'));
}

async function keysOf({ SECRET_KEY, AUDIT_KEY }) {
  const { deriveSecrets } = await build('secrets.js');
  const keys = { secretKey: Buffer.from(SECRET_KEY, 'base64'), previousSecretKey: null, auditKey: Buffer.from(AUDIT_KEY, 'base64') };
  const { auditKey, clientKey, indexKey } = deriveSecrets(keys);
  return { auditKey, personalKeys: { clientKey, indexKey } };
}

/** Signs in anew before each operation: an access token lives for ten minutes. */
async function signIn(gateway) {
  gateway.headers = {};
  const query = 'mutation BenchSignIn($input: SignInInput!) { signIn(input: $input) { accessToken userErrors { message } } }';
  const { signIn: payload } = await ask(gateway, JSON.stringify({ operationName: 'BenchSignIn', query, variables: { input: STAFF } }));
  if (!payload.accessToken) throw new Error(`${STAFF.email} cannot sign in: ${JSON.stringify(payload.userErrors)}`);
  gateway.headers = { authorization: `Bearer ${payload.accessToken}` };
}

async function compare(operations, { plan, database, servers, load, withDepth }) {
  const targets = [await servers.gateway(), await servers.postgraphile(), await servers.floor()];
  const results = [];
  for (const operation of operations) {
    await signIn(targets[0]);
    const bodies = await collectBodies(operation, targets, database.sql);
    const turns = await measure(targets, bodies, { ...plan, load, postmaster: database.postmaster });
    results.push({ operation, turns });
    console.log(reportOperation(operation, turns));
  }
  if (withDepth) {
    await signIn(targets[0]);
    console.log(`${await measureDepth(targets[0], { plan, database, load, build })}\n`);
  }
  console.log(
    `${plan.rounds} rounds, ${plan.limits.concurrency} requests at a time, Node ${process.version}, ${cpus().length} x ${cpus()[0].model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GB`,
  );
  if (results.length > 0) console.log(reportSummary(results));
}

async function profile(operations, { plan, database, servers, load }) {
  const inspectorPort = await freePort();
  const gateway = await servers.gateway([`--inspect=127.0.0.1:${inspectorPort}`]);
  mkdirSync(PROFILES_DIR, { recursive: true });
  for (const operation of operations) {
    await signIn(gateway);
    const bodies = (await collectBodies(operation, [gateway], database.sql)).get(gateway.name);
    const job = { target: { url: gateway.url, headers: gateway.headers }, bodies };
    await load.run({ ...job, ...plan.limits, ...plan.warmUp });
    await resetStatements(database.sql);
    const before = { server: processCpuMs(gateway.pid), postgres: clusterCpuMs(database.postmaster) };
    const taken = await profileWhile(inspectorPort, () => load.run({ ...job, ...plan.limits, requests: 1_000, seconds: 8 }));
    const { requests } = taken.result;
    const [server, postgres] = [(processCpuMs(gateway.pid) - before.server) / requests, (clusterCpuMs(database.postmaster) - before.postgres) / requests];
    writeFileSync(join(PROFILES_DIR, `${operation.name}.cpuprofile`), JSON.stringify(taken.profile));
    console.log(reportProfile(operation, taken.profile, server));
    console.log(`${operation.name}: ${postgres.toFixed(2)} ms of CPU per request in PostgreSQL`);
    console.log(`${await reportStatements(operation, database.sql, requests)}\n`);
  }
  console.log(`Profiles for DevTools: ${PROFILES_DIR}`);
}

/** With servers of their own over a database of their own. */
async function transfers({ plan }, server, place, secrets) {
  const database = await openTransfers(server, place);
  stops.push(database.close);
  const context = { databaseUrl: database.url, logsDir: LOGS_DIR };
  const env = { ...secrets, ROLE: 'api', DATABASE_URL: database.url, DATA_DIR: place.dataDir };
  const gateway = await startGateway(join(PROJECT_DIR, '.build/main.js'), { ...context, env });
  const floor = await startPeer('floor.transfers', 'gateway', context);
  await signIn(gateway);
  console.log(await measureTransfers({ plan, database, gateway, floor, load: startLoad(context) }));
  await stopChildren();
}

/** No requests: what partners earn by a day's deals. */
async function deals({ deals: size }, server, place) {
  const database = await openDeals(server, place, size);
  stops.push(database.close);
  console.log(await measureDeals(database, { size, build, log }));
}

/** The queue and the timeline, likewise. */
async function desk({ plan, tasks, profile: isProfiled }, operations, server, place, secrets) {
  const database = await openDesk(server, place, tasks);
  stops.push(database.close);
  const context = { databaseUrl: database.url, logsDir: LOGS_DIR };
  const env = { ...secrets, ROLE: 'api', DATABASE_URL: database.url, DATA_DIR: place.dataDir };
  const gateway = (execArgv = []) => startGateway(join(PROJECT_DIR, '.build/main.js'), { ...context, execArgv, env });
  if (isProfiled) {
    await database.sql('create extension if not exists pg_stat_statements');
    await profile(operations, { plan, database, servers: { gateway }, load: startLoad(context) });
    return stopChildren();
  }
  const targets = [await gateway(), await startPeer('floor.desk', 'gateway', context)];
  targets[1].name = 'floor';
  const load = startLoad(context);
  for (const operation of operations) {
    await signIn(targets[0]);
    const bodies = await collectBodies(operation, targets, database.sql);
    console.log(reportOperation(operation, await measure(targets, bodies, { ...plan, load, postmaster: database.postmaster })));
  }
  await stopChildren();
}

/** A partner's month and subtree, likewise, before and after the deals grew tenfold. */
async function partners({ plan, tree }, operations, server, place, secrets) {
  const database = await openPartners(server, place, tree);
  stops.push(database.close);
  const context = { databaseUrl: database.url, logsDir: LOGS_DIR };
  const env = { ...secrets, ROLE: 'api', DATABASE_URL: database.url, DATA_DIR: place.dataDir };
  const targets = [await startGateway(join(PROJECT_DIR, '.build/main.js'), { ...context, env }), await startPeer('floor.partners', 'gateway', context)];
  targets[1].name = 'floor';
  const load = startLoad(context);
  const measureAll = async () => {
    const results = [];
    for (const operation of operations) {
      await signIn(targets[0]);
      const bodies = await collectBodies(operation, targets, database.sql);
      results.push(await measure(targets, bodies, { ...plan, load, postmaster: database.postmaster }));
    }
    return results;
  };
  const { few, many } = await measurePartners({ database, measureAll });
  for (const [index, operation] of operations.entries())
    console.log(`${reportOperation(operation, many[index])}  ${growthLine(operation, few[index], many[index])}\n`);
  await stopChildren();
}

/** To be done at the end, whatever happens: the last first. */
const stops = [];

async function work(options, operations, dataDir) {
  await prepare(options);
  mkdirSync(LOGS_DIR, { recursive: true });
  const secrets = keys(dataDir);
  const place = { projectDir: PROJECT_DIR, dataDir, ...(await keysOf(secrets)), withStatistics: options.profile, build, log };
  const server = await startServer(place);
  stops.push(() => server.stop());
  stops.push(stopChildren);
  if (wants(options, TRANSFERS) && !options.profile) await transfers(options, server, place, secrets);
  if (wants(options, DEALS) && !options.profile) await deals(options, server, place);
  const ofDesk = DESK_OPERATIONS.filter(({ name }) => wants(options, name));
  if (ofDesk.length > 0) await desk(options, ofDesk, server, place, secrets);
  const ofPartners = PARTNER_OPERATIONS.filter(({ name }) => wants(options, name) || wants(options, PARTNERS));
  if (ofPartners.length > 0 && !options.profile) await partners(options, ofPartners, server, place, secrets);
  if (operations.length === 0 && !wants(options, DEPTH)) return;
  const database = await openBrokerage(server, place);
  stops.push(database.close);
  const context = { databaseUrl: database.url, logsDir: LOGS_DIR };
  const gatewayEnv = { ...secrets, ROLE: 'api', DATABASE_URL: database.url, DATA_DIR: dataDir };
  const servers = {
    gateway: (execArgv = []) => startGateway(join(PROJECT_DIR, '.build/main.js'), { ...context, execArgv, env: gatewayEnv }),
    postgraphile: () => startPeer('postgraphile', 'postgraphile', context),
    floor: () => startPeer('floor', 'gateway', context),
  };
  const load = startLoad(context);
  await (options.profile ? profile : compare)(operations, { plan: options.plan, database, servers, load, withDepth: wants(options, DEPTH) });
}

/** PostgreSQL lies elsewhere when its account cannot enter the checkout: then a file says where. */
function discard(dataDir) {
  const location = join(dataDir, 'embedded.location');
  if (existsSync(location)) rmSync(readFileSync(location, 'utf8').trim(), { recursive: true, force: true });
  rmSync(dataDir, { recursive: true, force: true });
}

async function main() {
  const options = parse(process.argv.slice(2));
  const known = [...[...OPERATIONS, ...DESK_OPERATIONS, ...PARTNER_OPERATIONS].map((operation) => operation.name), DEPTH, TRANSFERS, DEALS, PARTNERS];
  if (options.only?.some((name) => !known.includes(name))) throw new Error(`--only takes ${known.join(', ')}`);
  const operations = OPERATIONS.filter((operation) => wants(options, operation.name));
  // A kept database is not touched by a run that keeps none.
  const dataDir = options.keep ? KEPT_DIR : `${KEPT_DIR}-${process.pid}`;
  const interrupted = new Promise((_, reject) =>
    process.once('SIGINT', () => reject(new Error('Interrupted'))).once('SIGTERM', () => reject(new Error('Interrupted'))),
  );
  try {
    await Promise.race([work(options, operations, dataDir), interrupted]);
  } finally {
    for (const stop of stops.reverse()) await Promise.resolve(stop()).catch(() => {});
    if (!options.keep) discard(dataDir);
  }
}

await main().then(
  () => process.exit(0),
  (error) => {
    log(error.stack);
    process.exit(1);
  },
);
