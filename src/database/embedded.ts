import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Client, escapeIdentifier } from 'pg';
import { StartError } from '../runtime/start-error.js';
import { type Account, canReach, chooseAccount } from './embedded.account.js';
import { prepareBinaries } from './embedded.binaries.js';
import * as cluster from './embedded.cluster.js';
import type { DatabaseTarget } from './target.js';

export interface EmbeddedOptions {
  /** DATA_DIR: the cluster goes to `pg` in it. */
  readonly dataDir: string;
  readonly projectDir: string;
  /** Instead of what the manager would set. */
  readonly settings?: Readonly<Record<string, string>>;
  onProgress?(line: string): void;
}

/** Every gateway on a data directory holds this lock shared for as long as it lives; who can take it alone is the last one. */
const LEASE = 0x436f_7531;
const CONNECT_TIMEOUT_MS = 5_000;
/** Recovering from a crash under heavy load takes minutes; a server that is gone is noticed at once. */
const START_TIMEOUT_MS = 300_000;
const RETRY_MS = 10_000;

export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedServer> {
  const { dataDir, projectDir, onProgress = () => {} } = options;
  mkdirSync(dataDir, { recursive: true });
  const account = chooseAccount([join(readLocation(dataDir) ?? dataDir, 'pg'), dataDir, projectDir]);
  const baseDir = placeFor(dataDir, account);
  const place: cluster.Cluster = {
    account,
    binaries: prepareBinaries(account, baseDir),
    dataDir: join(baseDir, 'pg'),
    socketDir: cluster.makeSocketDir(baseDir, account),
    logFile: join(baseDir, 'pg.log'),
  };
  if (!cluster.isMade(place.dataDir)) {
    onProgress('Making the data folder of the embedded PostgreSQL');
    await cluster.makeCluster(place);
  }
  const server = new EmbeddedServer(place, options.settings ?? {}, onProgress);
  await server.start();
  return server;
}

/** The data directory itself, or a place that the account can enter: the home of root is closed to it. */
function placeFor(dataDir: string, account: Account): string {
  if (account.ids === null || canReach(dataDir, account)) return dataDir;
  if (cluster.isMade(join(dataDir, 'pg')))
    throw new StartError(`The account ${account.name} that PostgreSQL runs under can no longer enter ${dataDir}: open the folders above it, or set DATA_DIR.`);
  const place = readLocation(dataDir) ?? chooseLocation(dataDir);
  mkdirSync(place, { recursive: true });
  chmodSync(place, 0o755);
  return place;
}

const locationFile = (dataDir: string): string => join(dataDir, 'embedded.location');
const readLocation = (dataDir: string): string | null => (existsSync(locationFile(dataDir)) ? readFileSync(locationFile(dataDir), 'utf8').trim() : null);

/** A new name each time: a folder that was deleted and made again must not find the database of the old one. Of several choices at once, one holds. */
function chooseLocation(dataDir: string): string {
  const draft = `${locationFile(dataDir)}.${process.pid}`;
  writeFileSync(draft, `/var/lib/countinghouse-${randomBytes(4).toString('hex')}\n`);
  try {
    linkSync(draft, locationFile(dataDir));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(draft, { force: true });
  }
  return readLocation(dataDir)!;
}

/** The PostgreSQL on a data directory: started by us or joined, left running for others, stopped by the last. */
export class EmbeddedServer {
  /** Whether it ran already when we came. */
  joined = true;
  private lease: Client | null = null;
  private stopping: Promise<boolean> | null = null;
  private firstFailureAt = 0;

  constructor(
    private readonly place: cluster.Cluster,
    private readonly settings: Readonly<Record<string, string>>,
    private readonly onProgress: (line: string) => void,
  ) {}

  get pid(): number | null {
    return cluster.readPostmaster(this.place.dataDir)?.pid ?? null;
  }

  /** How to reach a database of this server as its superuser. */
  target(database: string): Exclude<DatabaseTarget, { url: string }> {
    const host = cluster.readPostmaster(this.place.dataDir)?.socketDir || this.place.socketDir;
    return { host, port: cluster.SOCKET_PORT, user: cluster.SUPERUSER, password: cluster.readPassword(this.place), database };
  }

  async start(): Promise<void> {
    const deadline = Date.now() + START_TIMEOUT_MS;
    while (!(await this.takeLease())) {
      if (Date.now() > deadline) throw new StartError(`The embedded PostgreSQL does not answer; its log is ${this.place.logFile}.`);
      await this.ensureRunning(deadline);
    }
  }

  /** Whether another gateway holds the server too. */
  async isShared(): Promise<boolean> {
    const { rows } = await this.lease!.query<{ holders: number }>(
      "select count(*)::int as holders from pg_locks where locktype = 'advisory' and objid = $1 and granted",
      [LEASE],
    );
    return rows[0]!.holders > 1;
  }

  async hasDatabase(name: string): Promise<boolean> {
    return (await this.lease!.query('select from pg_database where datname = $1', [name])).rowCount === 1;
  }

  async createDatabase(name: string): Promise<void> {
    await this.lease!.query(`create database ${escapeIdentifier(name)}`);
  }

  /** Cuts whoever is connected to it. */
  async dropDatabase(name: string): Promise<void> {
    await this.lease!.query(`drop database if exists ${escapeIdentifier(name)} with (force)`);
  }

  async renameDatabase(from: string, to: string): Promise<void> {
    await this.lease!.query(`alter database ${escapeIdentifier(from)} rename to ${escapeIdentifier(to)}`);
  }

  /** Gives the server up; it is stopped when nobody else holds it. Close what is connected to it first. Answers whether it was stopped. */
  stop(): Promise<boolean> {
    return (this.stopping ??= this.release());
  }

  private async release(): Promise<boolean> {
    const lease = this.lease;
    if (!lease) return false;
    try {
      await lease.query('select pg_advisory_unlock_shared($1)', [LEASE]);
      const { rows } = await lease.query<{ alone: boolean }>('select pg_try_advisory_lock($1) as alone', [LEASE]);
      // Held until the server is gone, so whoever comes now waits and then starts it anew.
      return rows[0]!.alone && (await cluster.stopPostmaster(this.place.dataDir));
    } catch {
      return false;
    } finally {
      await lease.end().catch(() => {});
    }
  }

  private async takeLease(): Promise<boolean> {
    const client = new Client({
      ...this.target('postgres'),
      ssl: false,
      application_name: 'countinghouse lease',
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      keepAlive: true,
    });
    let taken = false;
    client.on('error', () => {});
    client.on('end', () => void (taken && this.onLost()));
    try {
      await client.connect();
      await client.query('select pg_advisory_lock_shared($1)', [LEASE]);
    } catch {
      await client.end().catch(() => {});
      return false;
    }
    taken = true;
    this.lease = client;
    return true;
  }

  /** The server died or was restarted under us: it is started again and held again. */
  private onLost(): void {
    if (this.stopping) return;
    this.lease = null;
    this.onProgress('The embedded PostgreSQL was lost, starting it again');
    void this.startAgain();
  }

  /** Whatever keeps it down (a full disk, say) may pass: a gateway that gave up would have to be started anew by somebody. */
  private async startAgain(): Promise<void> {
    while (!this.stopping) {
      try {
        return await this.start();
      } catch (error) {
        this.firstFailureAt = 0;
        this.onProgress(error instanceof Error ? error.message : String(error));
        await cluster.pause(RETRY_MS);
      }
    }
  }

  /** One step towards a server that runs: waits for one that is coming or going, or starts one. */
  private async ensureRunning(deadline: number): Promise<void> {
    const { dataDir } = this.place;
    const postmaster = cluster.readPostmaster(dataDir);
    if (postmaster && cluster.isPostmasterOf(dataDir, postmaster.pid)) return cluster.pause(30);
    if (postmaster && cluster.isAlive(postmaster.pid)) cluster.removeStalePidFile(dataDir, postmaster.pid);
    const process = cluster.spawnPostmaster(this.place, this.settings);
    while (process.isRunning() && !process.isReady() && Date.now() < deadline) await Promise.race([process.ended, cluster.pause(15)]);
    if (!process.isReady()) return this.judgeFailure();
    this.joined = false;
    this.firstFailureAt = 0;
  }

  /** Somebody else's server may have been faster, or the processes of a killed one may take a moment to go: then it is worth another try. */
  private async judgeFailure(): Promise<void> {
    this.firstFailureAt ||= Date.now();
    const log = cluster.readLogEnd(this.place);
    const passes = /lock file|shared memory block|still in use/.test(log);
    if (!passes || Date.now() > this.firstFailureAt + RETRY_MS)
      throw new StartError(`The embedded PostgreSQL did not start: ${log || `see ${dirname(this.place.logFile)}`}`);
    await cluster.pause(100);
  }
}
