import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statfsSync } from 'node:fs';
import { freemem, tmpdir } from 'node:os';
import { join } from 'node:path';
import { PROJECT_DIR } from '../../src/config.js';
import { stopPostmaster } from '../../src/database/embedded.cluster.js';
import { type EmbeddedServer, startEmbedded } from '../../src/database/embedded.js';

const PREFIX = 'countinghouse-test-';
const TEMPORARY = 'tmp';
const MEMORY = '/dev/shm';
/** What a run keeps at most, three times over. */
const ROOM_BYTES = 6 * 2 ** 30;

/** Fast because it forgets: nothing in it outlives the run. */
const FORGETFUL = {
  ...{ fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off', autovacuum: 'off', wal_level: 'minimal', max_wal_senders: '0' },
  ...{ shared_buffers: '128MB', max_connections: '150', checkpoint_timeout: '1h', max_parallel_workers_per_gather: '0' },
};

export interface ThrowAwayServer {
  readonly server: EmbeddedServer;
  stop(): Promise<void>;
}

export async function startThrowAwayServer(): Promise<ThrowAwayServer> {
  await clearAbandoned();
  const dataDir = join(place(), `${PREFIX}${process.pid}`);
  openFolder(dataDir);
  // Whatever tests put into the temporary folder goes with the run, however they end.
  process.env['TMPDIR'] = join(dataDir, TEMPORARY);
  openFolder(process.env['TMPDIR']);
  const server = await startEmbedded({ dataDir, projectDir: PROJECT_DIR, settings: FORGETFUL });
  const stop = async (): Promise<void> => {
    await server.stop();
    await discard(dataDir);
  };
  return { server, stop };
}

/** In memory where there is room: to make the thousand files of a database takes the file system of a disk twenty times as long. TMPDIR has the last word. */
function place(): string {
  return process.env['TMPDIR'] === undefined && freemem() > ROOM_BYTES && holds(MEMORY) ? MEMORY : tmpdir();
}

/** Programs too: PostgreSQL's are copied beside its data where its account cannot reach them. */
function holds(folder: string): boolean {
  if (!existsSync('/proc/mounts')) return false;
  const mounts = readFileSync('/proc/mounts', 'utf8').split('\n');
  const options = mounts.map((line) => line.split(' ')).find(([, at]) => at === folder)?.[3];
  if (options === undefined || options.split(',').includes('noexec')) return false;
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize > ROOM_BYTES;
}

/** Servers of runs that were killed before they could stop them. */
async function clearAbandoned(): Promise<void> {
  for (const folder of [MEMORY, tmpdir()].filter(existsSync)) {
    for (const name of readdirSync(folder)) {
      const pid = name.startsWith(PREFIX) ? Number(name.slice(PREFIX.length)) : Number.NaN;
      if (!Number.isNaN(pid) && !runs(pid)) await discard(join(folder, name));
    }
  }
}

/** PostgreSQL, which does not run as root, must get through. */
function openFolder(path: string): void {
  mkdirSync(path);
  chmodSync(path, 0o755);
}

/** The folder of a run, and the databases below it: those of root's that lie in /var/lib too, and such as still run. */
async function discard(folder: string): Promise<void> {
  const temporary = join(folder, TEMPORARY);
  const inside = existsSync(temporary) ? readdirSync(temporary).map((name) => join(temporary, name)) : [];
  for (const dataDir of [folder, ...inside]) {
    const elsewhere = join(dataDir, 'embedded.location');
    const place = existsSync(elsewhere) ? readFileSync(elsewhere, 'utf8').trim() : dataDir;
    await stopPostmaster(join(place, 'pg'));
    rmSync(place, { recursive: true, force: true });
  }
  rmSync(folder, { recursive: true, force: true });
}

function runs(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
