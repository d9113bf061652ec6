import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Client as Connection } from 'pg';
import type { DatabaseTarget } from '../orm.js';
import { type Brokerage, makeBrokerage } from './brokerage.js';
import { beginAnew, buildIndexes, copyTable, dropIndexes, moveSequences, prepare } from './load/loader.js';
import { prove } from './load/proofs.js';
import { type Credential, type TableLoad, tablesOf } from './load/tables.js';
import { Random } from './random.js';
import { CLIENT_EMAIL, DEMO_SIGN_INS, PARTNER_EMAIL } from './sign-ins.js';

export { DEMO_SIGN_INS } from './sign-ins.js';
export { DEFAULT_DEMO_CLIENTS, sizesFor } from './sizes.js';

export interface DemoOptions {
  /** The owner of the schema, who must be a superuser as well: triggers rest during the load. */
  readonly target: DatabaseTarget;
  readonly clients: number;
  readonly seed: number;
  /** Where the files of documents go. */
  readonly filesDir: string;
  readonly auditKey: Buffer;
  hashPassword(password: string): Promise<string>;
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
  const connection = new Connection(connectionOf(options.target));
  await connection.connect();
  try {
    await connection.query('begin');
    await connection.query('select pg_advisory_xact_lock($1)', [LOCK]);
    const { rowCount } = await connection.query('select from client limit 1');
    if (rowCount) return options.onProgress('The database holds clients already: no demo brokerage is added');
    await fill(connection, options);
    await connection.query('commit');
    options.onProgress(`The demo brokerage stands after ${seconds(startedAt)} s`);
  } finally {
    // Without a commit the end of the connection undoes everything.
    await connection.end();
  }
}

const WORTH_TELLING_MS = 1000;

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
};

async function fill(connection: Connection, options: DemoOptions): Promise<void> {
  const { clients, seed, onProgress, now = new Date() } = options;
  for (const [name, setting] of Object.entries(SETTINGS)) await connection.query(`set local ${name} = '${setting}'`);
  onProgress(`Making up the year of a brokerage of ${clients} clients`);
  const brokerage = makeBrokerage({ clients, seed, now });
  const credentials = await credentialsOf(brokerage, options);
  await load(connection, tablesOf(brokerage, { auditKey: options.auditKey, credentials, store: fileStore(options.filesDir) }), onProgress);
  onProgress('Proving that it holds together');
  onProgress(`${await prove(connection, now)} proofs hold`);
}

/** Files and MACs keep this process busy, not the database: they are made while it builds the indexes of everything else. */
const SLOW_TO_MAKE: ReadonlySet<string> = new Set(['document', 'audit_entry']);

async function load(connection: Connection, tables: readonly TableLoad[], onProgress: DemoOptions['onProgress']): Promise<void> {
  const names = tables.map(({ name }) => name);
  const [slow, quick] = [tables.filter(({ name }) => SLOW_TO_MAKE.has(name)), tables.filter(({ name }) => !SLOW_TO_MAKE.has(name))];
  await beginAnew(connection, names);
  const indexes = await dropIndexes(connection, names);
  onProgress('Loading its tables');
  await copyAll(connection, quick, onProgress);
  onProgress('Building indexes, and drawing the files behind its documents');
  const [ready] = await Promise.all([
    prepareAll(slow),
    buildIndexes(
      connection,
      indexes.filter(({ table }) => !SLOW_TO_MAKE.has(table)),
    ),
  ]);
  await copyAll(connection, ready, onProgress);
  await buildIndexes(
    connection,
    indexes.filter(({ table }) => SLOW_TO_MAKE.has(table)),
  );
  await moveSequences(connection);
  await connection.query(`analyze ${names.join(', ')}`);
}

async function prepareAll(tables: readonly TableLoad[]): Promise<TableLoad[]> {
  const ready: TableLoad[] = [];
  for (const table of tables) ready.push(await prepare(table));
  return ready;
}

/** Tells of the tables that one has to wait for. */
async function copyAll(connection: Connection, tables: readonly TableLoad[], onProgress: DemoOptions['onProgress']): Promise<void> {
  for (const table of tables) {
    const startedAt = performance.now();
    const rows = await copyTable(connection, table);
    if (performance.now() - startedAt > WORTH_TELLING_MS) onProgress(`${rows.toLocaleString('en')} rows of ${table.name} in ${seconds(startedAt)} s`);
  }
}

/** All sign-ins share one password, so it is hashed once. */
async function credentialsOf({ staff, signInClient, signInPartner, setting }: Brokerage, { hashPassword }: DemoOptions): Promise<Credential[]> {
  const random = new Random(setting.seed, 'credentials');
  const [first] = DEMO_SIGN_INS;
  const passwordHash = await hashPassword(first?.password ?? '');
  return DEMO_SIGN_INS.map(({ email }) => {
    const [kind, owner] =
      email === CLIENT_EMAIL
        ? (['CLIENT', signInClient] as const)
        : email === PARTNER_EMAIL
          ? (['PARTNER', signInPartner] as const)
          : (['STAFF', staff.find((one) => one.email === email)] as const);
    if (!owner) throw new Error(`Nobody is there to sign in as ${email}`);
    return { id: random.id(owner.createdAt), email, passwordHash, owner, kind, createdAt: owner.createdAt };
  });
}

function fileStore(filesDir: string): (storageKey: string, bytes: Buffer) => void {
  const made = new Set<string>();
  return (storageKey, bytes) => {
    const path = join(filesDir, storageKey);
    const folder = dirname(path);
    if (!made.has(folder)) mkdirSync(folder, { recursive: true, mode: 0o700 });
    made.add(folder);
    writeFileSync(path, bytes, { mode: 0o600 });
  };
}
