/**
 * `npm run bench:audit`: how long the verification of a large audit log takes. The entries are written, sealed and verified by the code
 * that serves, in an embedded PostgreSQL as it is set for serving. Options:
 *   --entries 100000   how many (1,000,000)
 *   --keep             keep the log in .data/bench-audit, and verify the one that is there
 */
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { clusterCpuMs } from './cpu.mjs';

const PROJECT_DIR = resolve(import.meta.dirname, '../..');
const KEPT_DIR = join(PROJECT_DIR, '.data/bench-audit');
const DATABASE = 'audit';
const ENTRIES_PER_STATEMENT = 1_000;
const TIMES = 3;

const log = (line) => process.stderr.write(`${line}\n`);
const build = (file) => import(pathToFileURL(join(PROJECT_DIR, '.build', file)).href);
const seconds = (ms) => (ms / 1000).toFixed(1);

function parse(argv) {
  const { values } = parseArgs({ args: argv, options: { entries: { type: 'string', default: '1000000' }, keep: { type: 'boolean', default: false } } });
  const entries = Number(values.entries);
  if (!Number.isSafeInteger(entries) || entries < 1) throw new Error(`--entries must be a whole number above zero, not ${values.entries}`);
  return { entries, keep: values.keep };
}

function keyOf(dataDir) {
  const file = join(dataDir, 'audit.key');
  mkdirSync(dataDir, { recursive: true });
  if (!existsSync(file)) writeFileSync(file, randomBytes(32), { mode: 0o600 });
  return readFileSync(file);
}

const STATUSES = ['APPLICATION_SUBMITTED', 'INFORMATION_REQUIRED', 'APPROVED', 'SUSPENDED'];
const DEEDS = [
  { action: 'client.transition', field: 'onboardingStatus', reason: 'Documents complete' },
  { action: 'client.update', field: 'riskLevel', reason: null },
  { action: 'document.review', field: 'status', reason: 'Second page is missing, and the first cannot be read' },
  { action: 'client.read', field: null, reason: null },
];

/** As officers write them all day: some with a reason, some with what was there before and what came after. */
function recordOf(index, subjectId) {
  const { action, field, reason } = DEEDS[index % DEEDS.length];
  const [from, to] = [STATUSES[index % STATUSES.length], STATUSES[(index + 1) % STATUSES.length]];
  return { action, subjectType: 'Client', subjectId, reason, before: field && { [field]: from }, after: field && { [field]: to } };
}

async function write({ AuditTrail, newId }, { pool, auditKey, entries }) {
  const trail = new AuditTrail(auditKey);
  const officer = {
    kind: 'STAFF',
    id: newId(),
    name: 'Helena Costa',
    departments: ['COMPLIANCE', 'RISK'],
    permissions: new Set(),
    clientId: null,
    partnerId: null,
  };
  for (let done = 0; done < entries; done += ENTRIES_PER_STATEMENT) {
    const records = Array.from({ length: Math.min(ENTRIES_PER_STATEMENT, entries - done) }, (_, index) => recordOf(done + index, newId()));
    await trail.recordReads(pool, { requestId: newId(), actor: { ...officer, sessionId: null } }, records);
  }
}

async function timed(what, postmaster, work) {
  const [startedAt, cpu, postgresCpu] = [performance.now(), process.cpuUsage(), clusterCpuMs(postmaster)];
  const result = await work();
  const { user, system } = process.cpuUsage(cpu);
  const ms = performance.now() - startedAt;
  console.log(`${what}: ${seconds(ms)} s (CPU: node ${seconds((user + system) / 1000)} s, PostgreSQL ${seconds(clusterCpuMs(postmaster) - postgresCpu)} s)`);
  return result;
}

async function work(server, { dataDir, entries }) {
  const auditKey = keyOf(dataDir);
  const [{ AuditTrail, AuditSealer, AuditVerifier }, { newId }, { migrate, openDatabase }] = [
    await build('modules/audit/index.js'),
    await build('database/ids.js'),
    await build('database/orm.js'),
  ];
  const isThere = await server.hasDatabase(DATABASE);
  if (!isThere) await server.createDatabase(DATABASE);
  const target = server.target(DATABASE);
  await migrate(target, join(PROJECT_DIR, 'migrations'));
  const database = await openDatabase({ target, entities: [] });
  const { pool } = database;
  try {
    if (!isThere) {
      await timed(`${entries} entries written`, server.pid, () => write({ AuditTrail, newId }, { pool, auditKey, entries }));
      await timed('sealed', server.pid, () =>
        new AuditSealer({ pool, auditKey, log: { error: (fields, message) => log(`${message}: ${fields.err}`) } }).sealNow(),
      );
    }
    for (let time = 1; time <= TIMES; time += 1) {
      const result = await timed('verified', server.pid, () => new AuditVerifier({ pool, auditKey }).verify());
      if (result.finding !== null || (!isThere && result.entries !== entries)) throw new Error(`The log is not what was written: ${JSON.stringify(result)}`);
      console.log(`  ${result.entries} entries, nothing found; load ${loadavg()[0].toFixed(1)} on ${cpus().length} cores`);
    }
  } finally {
    await database.close();
  }
}

/** PostgreSQL lies elsewhere when its account cannot enter the checkout: then a file says where. */
function discard(dataDir) {
  const location = join(dataDir, 'embedded.location');
  if (existsSync(location)) rmSync(readFileSync(location, 'utf8').trim(), { recursive: true, force: true });
  rmSync(dataDir, { recursive: true, force: true });
}

async function main() {
  const { entries, keep } = parse(process.argv.slice(2));
  const { build: compile } = await import('../../.scripts/build.mjs');
  await compile();
  const dataDir = keep ? KEPT_DIR : `${KEPT_DIR}-${process.pid}`;
  const { startEmbedded } = await build('database/embedded.js');
  const server = await startEmbedded({ dataDir, projectDir: PROJECT_DIR, onProgress: log });
  const interrupted = new Promise((_, reject) =>
    process.once('SIGINT', () => reject(new Error('Interrupted'))).once('SIGTERM', () => reject(new Error('Interrupted'))),
  );
  try {
    await Promise.race([work(server, { dataDir, entries }), interrupted]);
  } finally {
    await server.stop();
    if (!keep) discard(dataDir);
  }
}

await main().then(
  () => process.exit(0),
  (error) => {
    log(error.stack);
    process.exit(1);
  },
);
