import { migrateToNewest } from '../database/migrations.js';
import { withSession } from '../database/session.js';
import type { DatabaseTarget } from '../database/target.js';
import { seedPermissions } from '../modules/permissions/index.js';

/** The newest migration, and the defaults of every permission that the database has not met. Answers what was run. */
export async function bringUpToDate(target: DatabaseTarget): Promise<string[]> {
  const migrated = await migrateToNewest(target);
  await withSession(target, seedPermissions);
  return migrated;
}
