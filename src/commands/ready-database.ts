import type { Config } from '../config.js';
import { alone, withSession } from '../database/session.js';
import type { DatabaseTarget } from '../database/target.js';
import { seedPermissions } from '../modules/permissions/index.js';
import { BAD_CONFIGURATION, StartError } from '../runtime/start-error.js';
import { bringUpToDate, pendingChanges } from './bring-up-to-date.js';
import type { CommandContext } from './command.js';
import { fillDemo } from './demo-database.js';
import { checkKnownKey } from './known-key.js';
import { openEmbedded } from './open-embedded.js';

export interface ReadyDatabase {
  readonly target: DatabaseTarget;
  /** The same past a connection pooler. */
  readonly direct: DatabaseTarget;
}

/** Apart by name, so that a production start on the same folder never meets the demo's sign-ins. */
export const databaseName = (config: Config): string => (config.demo ? 'countinghouse_demo' : 'countinghouse');
/** The lock that is held while the database is made. */
export const PREPARATION = 'countinghouse preparation';

/** The database that the configuration names, fit to serve from. */
export async function readyDatabase(context: CommandContext): Promise<ReadyDatabase> {
  const { databaseUrl, directDatabaseUrl, secrets } = context.config;
  const ready = await (databaseUrl === null
    ? readyEmbedded(context)
    : readyExternal({ target: { url: databaseUrl }, direct: { url: directDatabaseUrl ?? databaseUrl } }));
  await withSession(ready.direct, (client) => checkKnownKey(client, secrets.auditKey));
  return ready;
}

export function externalTarget({ directDatabaseUrl }: Config): DatabaseTarget | null {
  return directDatabaseUrl === null ? null : { url: directDatabaseUrl };
}

async function readyExternal(database: ReadyDatabase): Promise<ReadyDatabase> {
  const pending = await pendingChanges(database.direct).catch(refuseConnection);
  if (pending.length > 0) throw new StartError(`The database lacks ${pending.length} migration(s), from ${pending[0]} on: run npm run migrate first.`);
  await withSession(database.direct, seedPermissions);
  return database;
}

const SQLSTATES: Readonly<Record<string, string>> = {
  '28P01': 'the password is wrong',
  '28000': 'the server refuses this user',
  '3D000': 'there is no such database',
  '53300': 'the server has no connection left',
};

/** Says what is wrong with the way to the database without repeating the URL, which holds a password. */
export function refuseConnection(error: unknown): never {
  const { code, message } = error as { code?: string; message: string };
  const isAbout = code === undefined || code in SQLSTATES || /^(E[A-Z_]+|08\w{3})$/.test(code);
  if (!(error instanceof Error) || !isAbout) throw error;
  throw new StartError(`DATABASE_URL must be a PostgreSQL that can be reached: ${SQLSTATES[code ?? ''] ?? (message || code)}.`, BAD_CONFIGURATION);
}

async function readyEmbedded(context: CommandContext): Promise<ReadyDatabase> {
  const { config, log } = context;
  const server = await openEmbedded(context);
  const name = databaseName(config);
  // One gateway at a time: whoever comes second finds it done.
  await alone(server.target('postgres'), PREPARATION, async () => {
    if (await server.hasDatabase(name)) return;
    if (config.demo) await fillDemo({ server, name, config, clients: config.demoClients, onProgress: (line) => log.info(line) });
    else await server.createDatabase(name);
  });
  const target = server.target(name);
  const migrated = await bringUpToDate(target);
  if (migrated.length > 0) log.info({ count: migrated.length }, 'Migrated the database');
  return { target, direct: target };
}
