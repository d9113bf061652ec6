import { chmodSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PROJECT_DIR } from '../../src/config.js';
import { stopPostmaster } from '../../src/database/embedded.cluster.js';
import { type EmbeddedServer, startEmbedded } from '../../src/database/embedded.js';

const PREFIX = 'countinghouse-test-';

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
  const dataDir = join(tmpdir(), `${PREFIX}${process.pid}`);
  mkdirSync(dataDir);
  chmodSync(dataDir, 0o755);
  const server = await startEmbedded({ dataDir, projectDir: PROJECT_DIR, settings: FORGETFUL });
  const stop = async (): Promise<void> => {
    await server.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
  return { server, stop };
}

/** Servers of runs that were killed before they could stop them. */
async function clearAbandoned(): Promise<void> {
  for (const name of readdirSync(tmpdir())) {
    const pid = name.startsWith(PREFIX) ? Number(name.slice(PREFIX.length)) : Number.NaN;
    if (Number.isNaN(pid) || runs(pid)) continue;
    await stopPostmaster(join(tmpdir(), name, 'pg'));
    rmSync(join(tmpdir(), name), { recursive: true, force: true });
  }
}

function runs(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
