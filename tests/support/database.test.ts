import { afterAll, beforeAll, expect, test } from 'vitest';
import { pendingMigrations } from '../../src/database/migrations.js';
import { type TestDatabase, testDatabase } from './database.js';

let one: TestDatabase;
let other: TestDatabase;

beforeAll(async () => {
  [one, other] = await Promise.all([testDatabase(), testDatabase()]);
});
afterAll(async () => {
  await Promise.all([one.drop(), other.drop()]);
});

test('a test database has every migration', async () => {
  expect(await pendingMigrations(one.target)).toEqual([]);
});

test('two test databases know nothing of each other', async () => {
  await one.sql(`insert into permission_known (permission) values ('one:only')`);
  expect(await one.sql(`select permission from permission_known where permission = 'one:only'`)).toHaveLength(1);
  expect(await other.sql(`select permission from permission_known where permission = 'one:only'`)).toHaveLength(0);
});

test('the application reads and writes in its role, which cannot change the audit log', async () => {
  expect((await one.database.pool.query('select current_user')).rows).toEqual([{ current_user: 'countinghouse_app' }]);
  await expect(one.database.pool.query('delete from audit_entry')).rejects.toMatchObject({ code: '42501' });
});
