import type { Pool, PoolClient } from 'pg';

const ISOLATION = {
  committed: 'begin',
  snapshot: 'begin isolation level repeatable read read only',
} as const;

/**
 * A transaction on a connection of its own. The time limit of a statement is for requests: a walk over the whole log may take longer,
 * and one that is cut off each time would never be done.
 */
export async function inTransaction<T>(pool: Pool, isolation: keyof typeof ISOLATION, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query(`${ISOLATION[isolation]}; set local statement_timeout = 0`);
    const result = await work(client);
    await client.query('commit');
    client.release();
    return result;
  } catch (error) {
    const undone = await client.query('rollback').then(
      () => true,
      () => false,
    );
    client.release(!undone);
    throw error;
  }
}
