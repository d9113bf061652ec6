import { MIGRATING, migrateToNewest, pendingMigrations } from '../database/migrations.js';
import { APPLICATION_ROLE } from '../database/orm.js';
import { alone, withSession } from '../database/session.js';
import { clientConfig, type DatabaseTarget } from '../database/target.js';
import { seedPermissions } from '../modules/permissions/index.js';
import { lacksJobSchema, migrateJobSchema } from '../runtime/job-schema.js';

/** The tables of the jobs, as the log of migrations names them. */
const JOBS = 'jobs';

/** What the database lacks: our migrations by name, and the tables of the jobs. */
export async function pendingChanges(target: DatabaseTarget): Promise<string[]> {
  const pending = await pendingMigrations(target);
  return (await withSession(target, lacksJobSchema)) ? [...pending, JOBS] : pending;
}

/** The newest migration, the tables of the jobs, and the defaults of every permission that the database has not met. Answers what was run. */
export async function bringUpToDate(target: DatabaseTarget): Promise<string[]> {
  const migrated = await migrateToNewest(target);
  const lacksJobs = await withSession(target, async (client) => {
    await seedPermissions(client);
    return lacksJobSchema(client);
  });
  if (!lacksJobs) return migrated;
  await alone(target, MIGRATING, async () => {
    // whoever was at it before us may have done it
    if (await withSession(target, lacksJobSchema)) await migrateJobSchema(clientConfig(target), APPLICATION_ROLE);
  });
  return [...migrated, JOBS];
}
