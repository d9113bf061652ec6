/** The brokerage that is measured: the demo's generator at full size, in an embedded PostgreSQL of the bench's own. */
import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';

const SIZE = { clients: 50_000, seed: 1 };
/** The demo's history ends here, so that one run's rows are the next one's. */
const NOW = new Date('2026-11-22T12:00:00.000Z');
const DATABASE = 'bench';

/** Nothing may work in the background while CPU is counted. */
const QUIET = { autovacuum: 'off', shared_buffers: '1GB', max_wal_size: '4GB', checkpoint_timeout: '1h' };
const STATEMENT_STATISTICS = { shared_preload_libraries: 'pg_stat_statements', 'pg_stat_statements.track_planning': 'on' };

export const urlOf = ({ host, port, user, password, database }) =>
  `postgresql://${user}:${encodeURIComponent(password)}@${encodeURIComponent(host)}:${port}/${database}`;

/** Changes with whatever the rows follow from. */
function fingerprint(projectDir) {
  const hash = createHash('sha256').update(JSON.stringify(SIZE));
  for (const file of globSync(['migrations/*.ts', 'src/database/demo/**/*.ts'], { cwd: projectDir, exclude: (name) => name.endsWith('.test.ts') }).sort())
    hash.update(readFileSync(join(projectDir, file)));
  return hash.digest('hex');
}

async function fill(server, { dataDir, auditKey, personalKeys, build, log }) {
  const target = server.target(DATABASE);
  await server.dropDatabase(DATABASE);
  await server.createDatabase(DATABASE);
  const { bringUpToDate } = await build('commands/bring-up-to-date.js');
  const { buildDemo } = await build('database/demo/index.js');
  const { hashPassword } = await build('modules/sign-in/passwords.js');
  await bringUpToDate(target);
  await buildDemo({ target, ...SIZE, now: NOW, filesDir: join(dataDir, 'files'), auditKey, personalKeys, hashPassword, inThread: true, onProgress: log });
}

/** Tables as they are after a quiet night: hint bits set, pages marked visible, statistics taken, nothing left to write. */
export async function settle(target) {
  const client = new pg.Client(target);
  await client.connect();
  await client.query('vacuum (freeze, analyze)');
  await client.query('checkpoint');
  await client.end();
}

/** The bench's own PostgreSQL. */
export async function startServer({ projectDir, dataDir, withStatistics, build, log }) {
  const { startEmbedded } = await build('database/embedded.js');
  return startEmbedded({ dataDir, projectDir, settings: { ...QUIET, ...(withStatistics && STATEMENT_STATISTICS) }, onProgress: log });
}

/** Fills the database when it is new, or when what it was filled from has changed. */
export async function openBrokerage(server, { projectDir, dataDir, auditKey, personalKeys, withStatistics, build, log }) {
  if (await server.isShared()) throw new Error('Another bench is running on this database');
  const target = server.target(DATABASE);
  const stamp = join(dataDir, 'filled-from');
  const wanted = fingerprint(projectDir);
  if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== wanted || !(await server.hasDatabase(DATABASE))) {
    rmSync(stamp, { force: true });
    await fill(server, { projectDir, dataDir, auditKey, personalKeys, build, log });
    await settle(target);
    writeFileSync(stamp, wanted);
  }
  const client = new pg.Client(target);
  client.on('error', () => {});
  await client.connect();
  await client.query(readFileSync(join(import.meta.dirname, 'peer.sql'), 'utf8'));
  if (withStatistics) await client.query('create extension if not exists pg_stat_statements');
  return { url: urlOf(target), postmaster: server.pid, sql: async (text) => (await client.query(text)).rows, close: () => client.end() };
}
