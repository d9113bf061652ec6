import { DEFAULT_MATRIX } from '../../access/departments.js';
import { PERMISSION_IDS } from '../../access/permissions.js';

/** A `pg` pool or client, or whatever else takes a statement. */
export interface SqlRunner {
  query(text: string, values: unknown[]): Promise<unknown>;
}

// One statement, so that of two instances that start together neither sees half of it.
const SEED = `
  with met as (insert into permission_known (permission) select unnest($1::text[]) on conflict do nothing returning permission)
  insert into department_permission (department, permission)
  select d.department, d.permission from unnest($2::text[], $3::text[]) as d (department, permission) join met on met.permission = d.permission
  on conflict do nothing`;

/**
 * Lays out the defaults of permissions that this database meets for the first time. What administration took away since stays away.
 * Called after migrations and at every start.
 */
export async function seedPermissions(sql: SqlRunner): Promise<void> {
  const rows = Object.entries(DEFAULT_MATRIX).flatMap(([department, permissions]) => permissions.map((permission) => ({ department, permission })));
  await sql.query(SEED, [PERMISSION_IDS, rows.map(({ department }) => department), rows.map(({ permission }) => permission)]);
}
