import { mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, escapeIdentifier } from 'pg';
import { inject } from 'vitest';
import { buildDemo } from '../../src/database/demo/index.js';
import { type TestDatabase, testDatabase } from './database.js';
import { TEMPLATE } from './global-setup.js';

export const DEMO_NOW = new Date('2026-11-22T12:00:00Z');

/** What every demo brokerage of the tests is made with; it follows from these and from its size alone. */
export const DEMO_OPTIONS = {
  ...{ seed: 1, now: DEMO_NOW, auditKey: Buffer.alloc(32, 9), personalKeys: { clientKey: Buffer.alloc(32, 10), indexKey: Buffer.alloc(32, 11) } },
  hashPassword: () => Promise.resolve('$argon2id$a-hash'),
  onProgress: () => {},
};

export const USUAL_CLIENTS = 2000;
const [USUAL, BEGUN] = ['countinghouse_usual_demo', 'countinghouse_usual_demo_begun'];
/** Whoever wants the brokerage waits for whoever makes it. */
const MAKING = 0x436f_7539;

export interface UsualDemo {
  /** One's own, to do with as one likes. */
  readonly database: TestDatabase;
  /** Of all who want it: nobody writes there. */
  readonly filesDir: string;
}

/** The demo brokerage of the usual size, made by the first of a run that asks for it. Give its hook minutes, and `drop` the database in `afterAll`. */
export async function usualDemo(): Promise<UsualDemo> {
  const filesDir = join(tmpdir(), 'usual-demo-files');
  const client = new Client(inject('server'));
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [MAKING]);
    const { rowCount } = await client.query('select from pg_database where datname = $1', [USUAL]);
    if (rowCount === 0) await make(client, filesDir);
  } finally {
    await client.end();
  }
  return { database: await testDatabase([], USUAL), filesDir };
}

async function make(client: Client, filesDir: string): Promise<void> {
  mkdirSync(filesDir, { recursive: true });
  await client.query(`drop database if exists ${escapeIdentifier(BEGUN)} with (force)`);
  await client.query(`create database ${escapeIdentifier(BEGUN)} template ${escapeIdentifier(TEMPLATE)} strategy file_copy`);
  await buildDemo({ ...DEMO_OPTIONS, target: { ...inject('server'), database: BEGUN }, clients: USUAL_CLIENTS, filesDir });
  await client.query(`alter database ${escapeIdentifier(BEGUN)} rename to ${escapeIdentifier(USUAL)}`);
}
