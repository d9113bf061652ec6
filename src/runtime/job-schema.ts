import { type Client, type ClientConfig, Pool } from 'pg';

/** What graphile-worker 0.18 migrates its schema to; a test holds it against the package. */
export const SCHEMA_REVISION = 20;
/** Goes up when the statements below change, so that every database is given the new ones. */
const GRANTS = 1;

const DONE = `select obj_description(to_regnamespace('graphile_worker'), 'pg_namespace') as mark`;
const MARK = /^revision (\d+), grants (\d+)$/;

/**
 * Whether the database lacks tables of the jobs or the application's rights to them. The mark is set last, so that a migration that was
 * cut off is taken up again; a newer program's is left alone.
 */
export async function lacksJobSchema(client: Pick<Client, 'query'>): Promise<boolean> {
  const { rows } = await client.query<{ mark: string | null }>(DONE);
  const [, revision, grants] = MARK.exec(rows[0]?.mark ?? '') ?? [];
  return !(Number(revision) >= SCHEMA_REVISION && Number(grants) >= GRANTS);
}

/** Makes the tables of the jobs, as the owner of the database, and gives the role what adding and working jobs takes. Run it alone. */
export async function migrateJobSchema(connection: ClientConfig, role: string): Promise<void> {
  const { Logger, runMigrations } = await import('graphile-worker');
  const pool = new Pool({ ...connection, max: 1 });
  // what breaks a connection fails the statement that is under way; graphile-worker asks for somebody to listen all the same
  pool.on('error', () => undefined).on('connect', (client) => client.on('error', () => undefined));
  try {
    await pool.query('set synchronous_commit = off');
    await runMigrations({ pgPool: pool, logger: new Logger(() => () => undefined) });
    await pool.query(grantsTo(role));
  } finally {
    await pool.end();
  }
}

/**
 * graphile-worker closes its tables to all but their owner by row security, so that a grant alone opens nothing. A newer version's tables
 * get theirs when it has migrated: this runs after each. What a crash left locked is found by the index.
 */
const grantsTo = (role: string): string => `
  begin;
  set local synchronous_commit = on;
  grant usage on schema graphile_worker to ${role};
  grant select on graphile_worker.migrations to ${role};
  do $$ declare name text; begin
    for name in select c.relname from pg_class c where c.relnamespace = 'graphile_worker'::regnamespace and c.relkind = 'r' and c.relname like '\\_private\\_%' loop
      execute format('grant select, insert, update, delete on graphile_worker.%I to ${role}', name);
      execute format('drop policy if exists application on graphile_worker.%I', name);
      execute format('create policy application on graphile_worker.%I to ${role} using (true) with check (true)', name);
    end loop;
  end $$;
  grant usage, select on all sequences in schema graphile_worker to ${role};
  grant execute on all functions in schema graphile_worker to ${role};
  alter default privileges in schema graphile_worker grant select, insert, update, delete on tables to ${role};
  alter default privileges in schema graphile_worker grant usage, select on sequences to ${role};
  alter default privileges in schema graphile_worker grant execute on functions to ${role};
  create index if not exists countinghouse_locked on graphile_worker._private_jobs (locked_by) where locked_by is not null;
  do $$ begin
    execute format('comment on schema graphile_worker is %L', 'revision ' || (select max(id) from graphile_worker.migrations) || ', grants ${GRANTS}');
  end $$;
  commit`;
