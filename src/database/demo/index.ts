import type { PersonalDataKeys } from '../../runtime/personal-data.js';
import type { DatabaseTarget } from '../orm.js';
import { withSession } from '../session.js';
import { clientConfig } from '../target.js';
import { addDeals } from './load/deals.js';
import { addAccountRequests } from './load/accounts.js';
import { addKyc } from './load/kyc.js';
import { addErasures } from './load/erasures.js';
import { Crew } from './load/crew.js';
import { copyTable, finishTogether, isUnfinished, moveSequences, refuseUsed, reinstateTriggers, retireTriggers } from './load/loader.js';
import { TABLES, tablesUntil, type TableStream } from './load/making.js';
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
 * Fills an empty, migrated database with a brokerage. Several connections work on it side by side, so it is committed piece by piece:
 * triggers and foreign keys rest meanwhile, and come back with the last commit, when everything that they watch over is proven of the whole.
 * A database where that did not come to its end is refused from then on, and has to be made anew. One that holds clients already is left
 * as it is.
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
    if (!(await onceOnly(options, now, (crew, tables) => fill(crew, source, options, now, tables)))) return;
  } finally {
    await source.close();
  }
  onProgress(`The demo brokerage stands after ${seconds(startedAt)} s`);
}

/** False when there is a brokerage already. */
async function onceOnly({ target, onProgress }: DemoOptions, now: Date, work: (crew: Crew, tables: readonly string[]) => Promise<void>): Promise<boolean> {
  return withSession(target, async (session) => {
    await session.query('select pg_advisory_lock($1)', [LOCK]);
    if (await isUnfinished(session, TABLES)) throw new Error('A demo brokerage was begun in this database and not finished: it takes a new database');
    if ((await session.query('select from client limit 1')).rowCount) {
      onProgress('The database holds clients already: no demo brokerage is added');
      return false;
    }
    await session.query("select deal_months(($1::timestamptz - interval '13 months')::date, $1::date)", [now]);
    const tables = tablesUntil(now.getTime());
    await refuseUsed(session, tables);
    await retireTriggers(session, tables);
    const crew = await Crew.open(clientConfig(target), HANDS, SETTINGS);
    try {
      await work(crew, tables);
      await reinstateTriggers(session, tables);
    } finally {
      await crew.end();
    }
    return true;
  });
}

const WORTH_TELLING_MS = 1000;
/** What is learnt of clients is written on them by the tens of thousands: their indexes are built when that is done. */
const LAST = 'client';
/** Signing and drawing take the longest: neither payments nor risks ask about what comes of them. */
const MADE_LAST = new Set(['audit_entry', 'document']);
/** One table is copied while indexes of others are built: with the thread that makes the rows, two cores have always something to do. */
const HANDS = 3;

const seconds = (since: number): string => ((performance.now() - since) / 1000).toFixed(1);

const SETTINGS = {
  session_replication_role: 'replica',
  timezone: 'UTC',
  work_mem: '128MB',
  maintenance_work_mem: '256MB',
  jit: 'off',
  // what a crash could take ends with the load itself
  synchronous_commit: 'off',
  // the connections are the workers
  max_parallel_maintenance_workers: '0',
  max_parallel_workers_per_gather: '0',
};

async function fill(
  crew: Crew,
  source: Source,
  { clients, seed, personalKeys, onProgress, providers = {}, sealDestination = UNSEALED }: DemoOptions,
  now: Date,
  tables: readonly string[],
): Promise<void> {
  onProgress(`Making up the year of a brokerage of ${clients} clients`);
  const sealing = new DemoSealing(personalKeys);
  const ready = Promise.withResolvers<void>();
  // Neither side writes what the other reads, but tasks, and these are told apart by what they are about.
  const money = ready.promise.then(() =>
    crew.run(async (connection) => {
      await addPayments(connection, providers, sealDestination, now);
      await addDeals(connection);
      await addReferrals(connection, now);
      await addPartnerships(connection, now);
    }),
  );
  const people = ready.promise.then(() =>
    crew.run(async (connection) => {
      await addErasures(connection, now);
      await addScreening(connection, now);
      await addRisk(connection, now);
    }),
  );
  const sides = Promise.all([money, people]);
  // told below
  sides.catch(() => {});
  await load(crew, source, tables, onProgress, ready.resolve);
  await people;
  await crew.run((connection) => addKyc(connection, now, { sealing, seed }));
  const tasks = sides.then(() => crew.run((connection) => addTasks(connection, now)));
  await Promise.all([tasks, finishTogether(crew, LAST)]);
  await crew.run(async (connection) => {
    await addAccountRequests(connection, now);
    await addNotes(connection, sealing, now);
    await addVerifications(connection, now);
  });
  onProgress('Proving that it holds together');
  onProgress(`${await crew.together((connections) => prove(connections, now))} proofs hold`);
}

/** Tells of the tables that one has to wait for. `onMostThere`: all stand but those that are made last. */
async function load(crew: Crew, source: Source, tables: readonly string[], onProgress: DemoOptions['onProgress'], onMostThere: () => void): Promise<void> {
  const missing = new Set(tables);
  const finishing: Promise<void>[] = [];
  for await (const table of source.tables) {
    if (missing.size === tables.length) onProgress('Loading its tables');
    // the next table comes when this one is read, and its indexes are built beside
    const copied = Promise.withResolvers<void>();
    const finished = loadTable(crew, table, copied.resolve, onProgress);
    finished.catch(copied.reject);
    finishing.push(finished);
    await copied.promise;
    missing.delete(table.name);
    if ([...missing].every((name) => MADE_LAST.has(name))) void Promise.all(finishing).then(onMostThere, () => {});
  }
  if (missing.size > 0) throw new Error(`Tables of the demo brokerage were not made: ${[...missing].join(', ')}`);
  await Promise.all(finishing);
  await crew.run(moveSequences);
}

async function loadTable(crew: Crew, table: TableStream, onCopied: () => void, onProgress: DemoOptions['onProgress']): Promise<void> {
  const startedAt = performance.now();
  const rows = await crew.run((connection) => copyTable(connection, table));
  onCopied();
  if (table.name === LAST) await crew.run((connection) => connection.query(`analyze ${LAST}`));
  else await finishTogether(crew, table.name);
  if (performance.now() - startedAt > WORTH_TELLING_MS) onProgress(`${rows.toLocaleString('en')} rows of ${table.name} in ${seconds(startedAt)} s`);
}
