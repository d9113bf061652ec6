import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ClientBase } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { TableLoad } from './tables.js';

const CHUNK_ROWS = 400;

function* chunks(rows: Iterable<string>, counter: { rows: number }): Iterable<Buffer> {
  let batch = '';
  for (const row of rows) {
    batch += row;
    counter.rows += 1;
    if (counter.rows % CHUNK_ROWS !== 0) continue;
    yield Buffer.from(batch);
    batch = '';
  }
  if (batch) yield Buffer.from(batch);
}

/** Copies one table; answers with the number of rows. */
export async function copyTable(client: ClientBase, { name, columns, rows }: TableLoad): Promise<number> {
  const counter = { rows: 0 };
  await pipeline(Readable.from(chunks(rows, counter)), client.query(copyFrom(`copy ${name} (${columns}) from stdin`)));
  return counter.rows;
}

/**
 * Takes down the indexes that stand behind no constraint: built once over all rows they take a fraction of what they take row by row.
 * Answers with the statements that build them again, as the catalogue tells them.
 */
export async function dropIndexes(client: ClientBase, tables: readonly string[]): Promise<string[]> {
  const { rows } = await client.query<{ name: string; definition: string }>(
    `select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as definition
     from pg_index where indrelid = any ($1::regclass[]) and not exists (select from pg_constraint where conindid = indexrelid) order by indexrelid`,
    [tables],
  );
  if (rows.length > 0) await client.query(`drop index ${rows.map(({ name }) => name).join(', ')}`);
  return rows.map(({ definition }) => definition);
}

/** Sequences go on after what the load has numbered itself. */
export async function moveSequences(client: ClientBase): Promise<void> {
  for (const table of ['client', 'partner', 'transaction']) {
    await client.query(`select setval('${table}_number_seq', greatest((select max(number) from ${table}), (select last_value from ${table}_number_seq)))`);
  }
}
