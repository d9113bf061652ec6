import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setImmediate } from 'node:timers/promises';
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

/**
 * Tables that begin in this very transaction take their rows frozen: index-only scans are quick from the first query on, and no vacuum has to
 * touch every page again. Only what is empty is begun anew.
 */
export async function beginAnew(client: ClientBase, tables: readonly string[]): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `with recursive needed (oid) as (
       select unnest($1::regclass[])::oid union select conrelid from pg_constraint join needed on confrelid = needed.oid where contype = 'f')
     select oid::regclass::text as name from needed order by 1`,
    [tables],
  );
  for (const { name } of rows) {
    const { rowCount } = await client.query(`select from ${name} limit 1`);
    if (rowCount) throw new Error(`The demo brokerage needs a database of its own: table ${name} holds rows already`);
  }
  await client.query(`truncate ${rows.map(({ name }) => name).join(', ')}`);
}

/** Copies one table; answers with the number of rows. */
export async function copyTable(client: ClientBase, { name, columns, rows }: TableLoad): Promise<number> {
  const counter = { rows: 0 };
  await pipeline(Readable.from(chunks(rows, counter)), client.query(copyFrom(`copy ${name} (${columns}) from stdin with (freeze)`)));
  return counter.rows;
}

export interface IndexDefinition {
  readonly table: string;
  readonly statement: string;
}

/**
 * Takes down the indexes that stand behind no constraint: built once over all rows they take a fraction of what they take row by row.
 * Answers with the statements that build them again, as the catalogue tells them.
 */
export async function dropIndexes(client: ClientBase, tables: readonly string[]): Promise<IndexDefinition[]> {
  const { rows } = await client.query<IndexDefinition & { name: string }>(
    `select indrelid::regclass::text as table, indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as statement
     from pg_index where indrelid = any ($1::regclass[]) and not exists (select from pg_constraint where conindid = indexrelid) order by indexrelid`,
    [tables],
  );
  if (rows.length > 0) await client.query(`drop index ${rows.map(({ name }) => name).join(', ')}`);
  return rows;
}

export async function buildIndexes(client: ClientBase, definitions: readonly IndexDefinition[]): Promise<void> {
  for (const { statement } of definitions) await client.query(statement);
}

const ROWS_BETWEEN_PAUSES = 16;

/** Makes the rows ahead, in small steps, so that the connection can go on with what it is doing. */
export async function prepare(table: TableLoad): Promise<TableLoad> {
  const rows: string[] = [];
  for (const row of table.rows) {
    rows.push(row);
    if (rows.length % ROWS_BETWEEN_PAUSES === 0) await setImmediate();
  }
  return { ...table, rows };
}

/** Sequences go on after what the load has numbered itself. */
export async function moveSequences(client: ClientBase): Promise<void> {
  for (const table of ['client', 'partner', 'transaction']) {
    await client.query(`select setval('${table}_number_seq', greatest((select max(number) from ${table}), (select last_value from ${table}_number_seq)))`);
  }
}
