import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ClientBase } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { TableStream } from './making.js';

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

/**
 * Takes indexes out of service, those behind keys too: built once over all rows they take a fraction of what they take row by row. It is
 * said in the catalogue, since a key that others refer to can be dropped only with them; `finish` puts them back, and nobody else sees the
 * tables meanwhile. Until then no row is added to them and no plan reads them.
 */
export async function retireIndexes(client: ClientBase, tables: readonly string[]): Promise<void> {
  await client.query('update pg_index set indisready = false, indisvalid = false where indrelid = any ($1::regclass[])', [tables]);
}

/** Copies one table; answers with the number of rows. */
export async function copyTable(client: ClientBase, { name, columns, chunks }: TableStream): Promise<number> {
  const copy = client.query(copyFrom(`copy ${name} (${columns}) from stdin with (freeze, format binary)`));
  await pipeline(Readable.from(chunks), copy);
  return copy.rowCount;
}

/** Builds a table's indexes, unique ones over what is unique indeed, and lets the planner know the table. */
export async function finish(client: ClientBase, table: string): Promise<void> {
  await client.query(`reindex table ${table}`);
  await client.query(`analyze ${table}`);
}

/** Sequences go on after what the load has numbered itself. */
export async function moveSequences(client: ClientBase): Promise<void> {
  for (const table of ['client', 'partner', 'transaction', 'commission_statement', 'commission_payout_run']) {
    await client.query(`select setval('${table}_number_seq', greatest((select max(number) from ${table}), (select last_value from ${table}_number_seq)))`);
  }
  await client.query(
    `update trading_login s set last_login = greatest(last_login, (select max(login::bigint) from trading_account t where t.server = s.server))`,
  );
}
