import { Client as Connection } from 'pg';
import type { PersonalDataKeys } from '../../runtime/personal-data.js';
import type { DatabaseTarget } from '../orm.js';
import { addDeals } from './load/deals.js';
import { addAccountRequests } from './load/accounts.js';
import { addKyc } from './load/kyc.js';
import { addErasures } from './load/erasures.js';
import { beginAnew, copyTable, finish, moveSequences, retireIndexes } from './load/loader.js';
import { TABLES } from './load/making.js';
import { addNotes } from './load/notes.js';
import { prove } from './load/proofs.js';
import { type SealDestination, UNSEALED } from './load/destinations.js';
import { addPayments, type ProviderAccess } from './load/payments.js';
import { DemoSealing } from './load/sealing.js';
import { addTasks } from './load/tasks.js';
import { addVerifications } from './load/verifications.js';
import { addPartnerships } from './load/partnerships.js';
import { addReferrals } from './load/referrals.js';
import { addRisk } from './load/risk.js';
import { addScreening } from './load/screening.js';
import { makeBeside, makeHere, type Source } from './load/thread.js';
import { DEMO_SIGN_INS } from './sign-ins.js';

export type { SealDestination } from './load/destinations.js';
export type { ProviderAccess } from './load/payments.js';
export { CLIENT_EMAIL, DEMO_SIGN_INS } from './sign-ins.js';
export { DEFAULT_DEMO_CLIENTS, sizesFor } from './sizes.js';

export interface DemoOptions {
  /** The owner of the schema, who must be a superuser as well: triggers rest during the load. */
  readonly target: DatabaseTarget;
  readonly clients: number;
  readonly seed: number;
  /** Where the files of documents go. */
  readonly filesDir: string;
  readonly auditKey: Buffer;
  /** What personal data are sealed under. */
  readonly personalKeys: PersonalDataKeys;
  hashPassword(password: string): Promise<string>;
  /** How the payment providers are reached, by their codes; left out: they are there, and reach nobody. */
  readonly providers?: Readonly<Record<string, ProviderAccess>>;
  /** Seals where money goes; left out: nobody can pay there. */
  readonly sealDestination?: SealDestination;
  /** Makes the rows in a thread of its own while the database takes them in. It runs what is compiled. */
  readonly inThread?: boolean;
  /** Makes the database ready: rows are made up meanwhile. */
  prepare?(): Promise<void>;
  /** When the year of history ends; the same seed and the same `now` give the same rows. */
  readonly now?: Date;
  onProgress(line: string): void;
}

/** Two gateways that start at once must not both fill the database. */
const LOCK = 0x64656d6f;

/**
 * Fills an empty, migrated database with a brokerage: in one transaction, so that a start which is killed begins again from nothing.
 * Triggers and foreign keys rest meanwhile, and everything that they watch over is proven of the whole before it is committed.
 * A database that holds clients already is left as it is.
 */
export async function buildDemo(options: DemoOptions): Promise<void> {
  const startedAt = performance.now();
  const { clients, seed, filesDir, auditKey, personalKeys, onProgress, now = new Date() } = options;
  // All sign-ins share one password, so it is hashed once.
  const passwordHash = await options.hashPassword(DEMO_SIGN_INS[0]?.password ?? '');
  const making = { clients, seed, now: now.getTime(), filesDir, auditKey, personalKeys, passwordHash };
  const source = options.inThread ? makeBeside(making) : makeHere(making);
  try {
    await options.prepare?.();
    if (!(await commitAll(options, (connection) => fill(connection, source, options, now)))) return;
  } finally {
    await source.close();
  }
  onProgress(`The demo brokerage stands after ${seconds(startedAt)} s`);
}

/** False when there is a brokerage already. */
async function commitAll({ target, onProgress }: DemoOptions, work: (connection: Connection) => Promise<void>): Promise<boolean> {
  const connection = new Connection(connectionOf(target));
  await connection.connect();
  try {
    await connection.query('begin');
    await connection.query('select pg_advisory_xact_lock($1)', [LOCK]);
    const { rowCount } = await connection.query('select from client limit 1');
    if (rowCount) onProgress('The database holds clients already: no demo brokerage is added');
    else await work(connection);
    await connection.query('commit');
    return !rowCount;
  } finally {
    // Without a commit the end of the connection undoes everything.
    await connection.end();
  }
}

const WORTH_TELLING_MS = 1000;
/** What is learnt of clients is written on them by the tens of thousands: their indexes are built when that is done. */
const LAST = 'client';

const seconds = (since: number): string => ((performance.now() - since) / 1000).toFixed(1);

const connectionOf = (target: DatabaseTarget) =>
  'url' in target
    ? { connectionString: target.url }
    : { host: target.host, port: target.port, user: target.user, password: target.password, database: target.database };

const SETTINGS = {
  session_replication_role: 'replica',
  timezone: 'UTC',
  work_mem: '128MB',
  maintenance_work_mem: '256MB',
  jit: 'off',
  // two cores are the least that there are, and nobody else is served meanwhile
  max_parallel_maintenance_workers: '1',
  max_parallel_workers_per_gather: '1',
  parallel_setup_cost: '100',
  parallel_tuple_cost: '0.01',
};

async function fill(
  connection: Connection,
  source: Source,
  { clients, seed, personalKeys, onProgress, providers = {}, sealDestination = UNSEALED }: DemoOptions,
  now: Date,
): Promise<void> {
  for (const [name, setting] of Object.entries(SETTINGS)) await connection.query(`set local ${name} = '${setting}'`);
  onProgress(`Making up the year of a brokerage of ${clients} clients`);
  await load(connection, source, onProgress);
  await addPayments(connection, providers, sealDestination, now);
  await addErasures(connection, now);
  await addScreening(connection, now);
  await addRisk(connection, now);
  const sealing = new DemoSealing(personalKeys);
  await addKyc(connection, now, { sealing, seed });
  await finish(connection, LAST);
  await addAccountRequests(connection, now);
  await addDeals(connection, now);
  await addReferrals(connection, now);
  await addTasks(connection, now);
  await addPartnerships(connection, now);
  await addNotes(connection, sealing, now);
  await addVerifications(connection, now);
  onProgress('Proving that it holds together');
  onProgress(`${await prove(connection, now)} proofs hold`);
}

/** Tells of the tables that one has to wait for. */
async function load(connection: Connection, source: Source, onProgress: DemoOptions['onProgress']): Promise<void> {
  await beginAnew(connection, TABLES);
  await retireIndexes(connection, TABLES);
  const missing = new Set(TABLES);
  for await (const table of source.tables) {
    if (missing.size === TABLES.length) onProgress('Loading its tables');
    const startedAt = performance.now();
    const rows = await copyTable(connection, table);
    if (table.name === LAST) await connection.query(`analyze ${LAST}`);
    else await finish(connection, table.name);
    missing.delete(table.name);
    if (performance.now() - startedAt > WORTH_TELLING_MS) onProgress(`${rows.toLocaleString('en')} rows of ${table.name} in ${seconds(startedAt)} s`);
  }
  if (missing.size > 0) throw new Error(`Tables of the demo brokerage were not made: ${[...missing].join(', ')}`);
  await moveSequences(connection);
}
