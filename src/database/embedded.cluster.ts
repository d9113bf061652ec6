import { execFile, spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { StartError } from '../runtime/start-error.js';
import { type Account, give } from './embedded.account.js';
import type { Binaries } from './embedded.binaries.js';

/** A PostgreSQL cluster in the file system: how it is made, started, found and stopped. */
export interface Cluster {
  readonly account: Account;
  readonly binaries: Binaries;
  readonly dataDir: string;
  readonly socketDir: string;
  readonly logFile: string;
}

export const SUPERUSER = 'postgres';
export const SOCKET_PORT = 5432;
const PASSWORD_FILE = 'countinghouse.password';
const MAX_LOG_BYTES = 10_000_000;
/** The address of a Unix socket ends at 107 bytes, and `/.s.PGSQL.5432` is part of it. */
const MAX_SOCKET_DIR_BYTES = 107 - '/.s.PGSQL.5432'.length;

/** Room for two gateways on two cores beside PostgreSQL; nothing on the network; no values in its log. */
const SETTINGS: Readonly<Record<string, string>> = {
  listen_addresses: '',
  port: String(SOCKET_PORT),
  unix_socket_permissions: '0700',
  max_connections: '100',
  shared_buffers: '256MB',
  effective_cache_size: '1GB',
  work_mem: '16MB',
  maintenance_work_mem: '128MB',
  // Changing it later takes a restart of a server that somebody depends on.
  wal_level: 'logical',
  max_slot_wal_keep_size: '4GB',
  max_wal_size: '2GB',
  checkpoint_timeout: '15min',
  random_page_cost: '1.1',
  io_workers: '2',
  max_worker_processes: '4',
  max_parallel_workers_per_gather: '1',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  lc_messages: 'C',
  log_error_verbosity: 'terse',
  log_min_error_statement: 'panic',
};

const CHILD_ENVIRONMENT = { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };

export const isMade = (dataDir: string): boolean => existsSync(join(dataDir, 'PG_VERSION'));
export const readPassword = (cluster: Cluster): string => readFileSync(join(cluster.dataDir, PASSWORD_FILE), 'utf8').trim();

/** `initdb` into a folder beside it and one rename: a cluster is there as a whole or not at all, whoever else makes one now. */
export async function makeCluster(cluster: Cluster): Promise<void> {
  removeAbandonedDrafts(cluster.dataDir);
  const draft = `${cluster.dataDir}.draft-${process.pid}-${randomBytes(3).toString('hex')}`;
  const passwordFile = `${draft}.password`;
  mkdirSync(draft, { mode: 0o700 });
  writeFileSync(passwordFile, randomBytes(24).toString('base64url'), { mode: 0o600 });
  for (const path of [draft, passwordFile]) give(path, cluster.account);
  await initdb(cluster, draft, passwordFile);
  renameSync(passwordFile, join(draft, PASSWORD_FILE));
  try {
    renameSync(draft, cluster.dataDir);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    if (!isMade(cluster.dataDir)) throw error;
  }
}

async function initdb({ account, binaries }: Cluster, dataDir: string, passwordFile: string): Promise<void> {
  // The built-in provider sorts alike on every machine, so the data can move to a server without new indexes.
  const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  const options = [`--pgdata=${dataDir}`, `--username=${SUPERUSER}`, '--auth=scram-sha-256', `--pwfile=${passwordFile}`, '--no-instructions'];
  try {
    await promisify(execFile)(binaries.initdb, [...options, ...locale], { ...account.ids, cwd: '/', env: CHILD_ENVIRONMENT });
  } catch (error) {
    for (const path of [dataDir, passwordFile]) rmSync(path, { recursive: true, force: true });
    throw new StartError(`The embedded PostgreSQL cannot make its data folder ${dataDir}: ${lastLine((error as { stderr?: string }).stderr || String(error))}`);
  }
}

/** What a start that was killed in the middle left behind. */
function removeAbandonedDrafts(dataDir: string): void {
  const prefix = `${dataDir.slice(dirname(dataDir).length + 1)}.draft-`;
  for (const name of readdirSync(dirname(dataDir))) {
    if (name.startsWith(prefix) && !isAlive(Number.parseInt(name.slice(prefix.length), 10)))
      rmSync(join(dirname(dataDir), name), { recursive: true, force: true });
  }
}

/** The folder of the socket: beside the data, or in the temporary folder where that path is too long for a socket. */
export function makeSocketDir(baseDir: string, account: Account): string {
  const beside = join(baseDir, 'run');
  const inTemporary = join(tmpdir(), `countinghouse-${createHash('sha256').update(baseDir).digest('hex').slice(0, 16)}`);
  const dir = Buffer.byteLength(beside) <= MAX_SOCKET_DIR_BYTES ? beside : inTemporary;
  const made = mkdirSync(dir, { recursive: true, mode: 0o700 });
  if (made) give(dir, account);
  // In a folder that everyone may write to, somebody else may have been there first.
  const { uid } = lstatSync(dir);
  if (uid !== (account.ids?.uid ?? process.geteuid?.()))
    throw new StartError(`The folder ${dir} for PostgreSQL's socket belongs to another user: remove it, or set DATA_DIR.`);
  return dir;
}

export interface Postmaster {
  readonly pid: number;
  readonly socketDir: string;
  readonly status: string;
}

/** What `postmaster.pid` says; null when there is none. */
export function readPostmaster(dataDir: string): Postmaster | null {
  try {
    const lines = readFileSync(join(dataDir, 'postmaster.pid'), 'utf8').split('\n');
    return { pid: Number(lines[0]), socketDir: lines[4] ?? '', status: (lines[7] ?? '').trim() };
  } catch {
    return null;
  }
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/**
 * Whether the process is this cluster's server. After a restart of a container or the machine the number in `postmaster.pid` may be
 * anyone's, and PostgreSQL would refuse to start for as long as that one lives. A server's working directory is its data.
 */
export function isPostmasterOf(dataDir: string, pid: number): boolean {
  if (!isAlive(pid)) return false;
  if (process.platform !== 'linux') return true;
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(dataDir);
  } catch {
    return false;
  }
}

export function removeStalePidFile(dataDir: string, pid: number): void {
  if (readPostmaster(dataDir)?.pid === pid) rmSync(join(dataDir, 'postmaster.pid'), { force: true });
}

const quoted = (path: string): string => `"${path.replaceAll('"', '""')}"`;

export interface PostmasterProcess {
  readonly ended: Promise<void>;
  isRunning(): boolean;
  /** Takes connections, and is the server that `postmaster.pid` names. */
  isReady(): boolean;
}

/** Starts the server in a process group of its own, so that a Ctrl-C does not end it before the gateway has drained. */
export function spawnPostmaster(cluster: Cluster, settings: Readonly<Record<string, string>>): PostmasterProcess {
  keepLogSmall(cluster.logFile);
  const log = openSync(cluster.logFile, 'a', 0o600);
  const all = { ...SETTINGS, unix_socket_directories: quoted(cluster.socketDir), ...settings };
  const options = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const child = spawn(cluster.binaries.postgres, ['-D', cluster.dataDir, ...options], {
    ...cluster.account.ids,
    cwd: '/',
    env: CHILD_ENVIRONMENT,
    detached: true,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  child.unref();
  let running = true;
  const ended = new Promise<void>((resolve) => {
    const end = (): void => {
      running = false;
      resolve();
    };
    child.once('exit', end).once('error', end);
  });
  const isReady = (): boolean => {
    const postmaster = readPostmaster(cluster.dataDir);
    return running && postmaster?.pid === child.pid && postmaster?.status === 'ready';
  };
  return { ended, isRunning: () => running, isReady };
}

function keepLogSmall(file: string): void {
  if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > MAX_LOG_BYTES) renameSync(file, `${file}.old`);
}

export const lastLine = (text: string): string => text.trimEnd().split('\n').at(-1) ?? '';

export function readLogEnd(cluster: Cluster, lines = 5): string {
  return existsSync(cluster.logFile) ? readFileSync(cluster.logFile, 'utf8').trimEnd().split('\n').slice(-lines).join('\n') : '';
}

/** How long a process may be on its way out after its pid file is gone; one that nobody reaps stays listed for ever. */
const LEAVING_MS = 2_000;

/** A fast shutdown: sessions are cut, everything committed is kept. Answers whether it ended in time. */
export async function stopPostmaster(dataDir: string, timeoutMs = 30_000): Promise<boolean> {
  const postmaster = readPostmaster(dataDir);
  if (!postmaster || !isPostmasterOf(dataDir, postmaster.pid)) return true;
  process.kill(postmaster.pid, 'SIGINT');
  const isGone = (): boolean => !isAlive(postmaster.pid);
  const isDone = (): boolean => isGone() || readPostmaster(dataDir) === null;
  if (!(await waitFor(isDone, timeoutMs))) return false;
  await waitFor(isGone, LEAVING_MS);
  return true;
}

async function waitFor(condition: () => boolean, timeoutMs: number): Promise<boolean> {
  const end = Date.now() + timeoutMs;
  while (!condition()) {
    if (Date.now() > end) return false;
    await pause(15);
  }
  return true;
}

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
