import type { EntitySchema } from '@mikro-orm/core';
import { type EntityManager, MikroORM } from '@mikro-orm/postgresql';
import type { ClientConfig, Pool } from 'pg';
import { clientConfig, type DatabaseTarget } from './target.js';
import { inUnit, type Unit } from './unit.js';

export type { DatabaseTarget } from './target.js';

export interface DatabaseOptions {
  readonly target: DatabaseTarget;
  /** The same database past a connection pooler; left out where there is none. */
  readonly direct?: DatabaseTarget;
  readonly entities: readonly EntitySchema[];
  /** PgBouncer in transaction mode before 1.21 takes no named statements. */
  readonly namedStatements?: boolean;
  readonly poolSize?: number;
  /** A statement that takes longer is cancelled; left out, none is. */
  readonly statementTimeoutMs?: number;
}

/** The one pool that everything shares: MikroORM writes through it, readers send prepared statements through it. */
export interface Database {
  readonly orm: MikroORM;
  readonly pool: Pool;
  readonly namedStatements: boolean;
  /** For connections of one's own, which LISTEN and session locks take. */
  readonly direct: ClientConfig;
  /** The same as the application's role. */
  readonly directAsApplication: ClientConfig;
  /** One unit of work in one transaction, on a fork of its own: it commits when `work` resolves and is rolled back when it throws. */
  write<T>(work: (em: EntityManager) => Promise<T>): Promise<T>;
  /** One transaction over prepared statements, for what moves money: each round trip under a lock counts there (unit.ts). */
  unit<T>(work: (unit: Unit) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** The role that the application works as: it may add to ledger and audit log, and never change them (first migration). */
export const APPLICATION_ROLE = 'countinghouse_app';

const connection = (target: DatabaseTarget) =>
  'url' in target ? { clientUrl: target.url } : { host: target.host, port: target.port, user: target.user, password: target.password, dbName: target.database };

const sessionOptions = ({ statementTimeoutMs }: DatabaseOptions): string =>
  [`-c role=${APPLICATION_ROLE}`, ...(statementTimeoutMs ? [`-c statement_timeout=${statementTimeoutMs}`] : [])].join(' ');

export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const orm = await MikroORM.init({
    ...connection(options.target),
    entities: [...options.entities],
    driverOptions: { options: sessionOptions(options), application_name: 'countinghouse' },
    pool: { min: 2, max: options.poolSize ?? 10 },
    preferReadReplicas: false,
    discovery: { warnWhenNoEntities: false },
  });
  const pool = await orm.em.getConnection().getNativeClient();
  const named = options.namedStatements ?? true;
  const direct = clientConfig(options.direct ?? options.target);
  return {
    orm,
    pool,
    namedStatements: named,
    direct,
    directAsApplication: { ...direct, options: `-c role=${APPLICATION_ROLE}` },
    write: (work) => orm.em.fork({ clear: true }).transactional(work, { clear: true }),
    unit: (work) => inUnit(pool, named, work),
    close: () => orm.close(),
  };
}

/** Brings the database to the newest migration, as the owner of the schema; answers with the names of what it ran. */
export async function migrate(target: DatabaseTarget, migrationsDir: string): Promise<string[]> {
  // Most starts have nothing to migrate and need not load it.
  const { Migrator } = await import('@mikro-orm/migrations');
  const orm = await MikroORM.init({
    ...connection(target),
    entities: [],
    extensions: [Migrator],
    discovery: { warnWhenNoEntities: false },
    migrations: { path: migrationsDir, pathTs: migrationsDir, glob: '*.ts', snapshot: false, silent: true, transactional: true, allOrNothing: true },
  });
  try {
    return (await orm.migrator.up()).map((migration) => migration.name);
  } finally {
    await orm.close();
  }
}
