import { readdirSync } from 'node:fs';
import { join, parse } from 'node:path';
import { migrate } from './orm.js';
import { alone, withSession } from './session.js';
import type { DatabaseTarget } from './target.js';

/** The folder lies beside `src` and `.build` alike; Node runs the files as they are. */
export const MIGRATIONS_DIR = join(import.meta.dirname, '../../migrations');

const known = (): string[] =>
  readdirSync(MIGRATIONS_DIR)
    .filter((file) => file.endsWith('.ts'))
    .map((file) => parse(file).name)
    .sort();

/** The migrations that this program has and the database has not. */
export function pendingMigrations(target: DatabaseTarget): Promise<string[]> {
  return withSession(target, async (client) => {
    const { rows: tables } = await client.query<{ there: boolean }>(`select to_regclass('mikro_orm_migrations') is not null as there`);
    if (!tables[0]!.there) return known();
    const { rows } = await client.query<{ name: string }>('select name from mikro_orm_migrations');
    const done = new Set(rows.map((row) => parse(row.name).name));
    return known().filter((name) => !done.has(name));
  });
}

/** The lock that is held while a schema is changed. */
export const MIGRATING = 'countinghouse migrations';

/** Brings the database to the newest migration. Asking first keeps a start that has nothing to do short. */
export async function migrateToNewest(target: DatabaseTarget): Promise<string[]> {
  if ((await pendingMigrations(target)).length === 0) return [];
  return alone(target, MIGRATING, () => migrate(target, MIGRATIONS_DIR));
}
