import { randomBytes } from 'node:crypto';
import type { EntitySchema } from '@mikro-orm/core';
import { Client, escapeIdentifier, Pool } from 'pg';
import { inject } from 'vitest';
import { type Database, type DatabaseTarget, openDatabase } from '../../src/database/orm.js';
import { type ServerAddress, TEMPLATE } from './global-setup.js';

export interface TestDatabase {
  /** As the owner of the schema. */
  readonly target: DatabaseTarget & ServerAddress;
  /** As the application. */
  readonly database: Database;
  /** A statement as the owner. */
  sql<Row extends object = Record<string, unknown>>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  drop(): Promise<void>;
}

/** A migrated database of one's own, or a copy of another one. Call it in `beforeAll`, and `drop` in `afterAll`. */
export async function testDatabase(entities: readonly EntitySchema[] = [], template = TEMPLATE): Promise<TestDatabase> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  await administer(`create database ${escapeIdentifier(name)} template ${escapeIdentifier(template)} strategy file_copy`);
  const target = { ...inject('server'), database: name };
  const database = await openDatabase({ target, entities });
  const owner = new Pool({ ...target, max: 2 });
  // a connection that is closing may still hear that its database is dropped
  owner.on('error', () => undefined);
  return {
    target,
    database,
    sql: async <Row extends object>(text: string, values: readonly unknown[] = []) => (await owner.query<Row>(text, [...values])).rows,
    drop: async () => {
      await Promise.all([owner.end(), database.close()]);
      await administer(`drop database ${escapeIdentifier(name)} with (force)`);
    },
  };
}

async function administer(statement: string): Promise<void> {
  const client = new Client(inject('server'));
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
