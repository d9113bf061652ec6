import { Client } from 'pg';
import { clientConfig, type DatabaseTarget } from './target.js';

const CONNECT_TIMEOUT_MS = 10_000;

/** One connection of its own as the owner of the schema, for what the application's pool cannot do. */
export async function withSession<T>(target: DatabaseTarget, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ ...clientConfig(target), connectionTimeoutMillis: CONNECT_TIMEOUT_MS });
  client.on('error', () => {});
  try {
    await client.connect();
    return await work(client);
  } finally {
    await client.end().catch(() => {});
  }
}

/** Runs alone among all processes on this database that name the same lock; the others wait. A process that dies gives it back. */
export function alone<T>(target: DatabaseTarget, lock: string, work: () => Promise<T>): Promise<T> {
  return withSession(target, async (client) => {
    await client.query('select pg_advisory_lock(hashtext($1))', [lock]);
    return work();
  });
}
