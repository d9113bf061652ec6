import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ClientBase } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { type Crew, inOneGo } from './crew.js';
import type { TableStream } from './making.js';

/** Only what is empty is filled: these tables, and those that refer to them. */
export async function refuseUsed(client: ClientBase, tables: readonly string[]): Promise<void> {
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
}

/**
 * Takes triggers out of service, foreign keys with them: without these each table can be begun anew by itself. It is said in the catalogue
 * and committed, and `reinstateTriggers` is the last that is done: so a load that did not come to its end is known by it.
 */
export async function retireTriggers(client: ClientBase, tables: readonly string[]): Promise<void> {
  await client.query('update pg_class set relhastriggers = false where oid = any ($1::regclass[])', [tables]);
}

export async function reinstateTriggers(client: ClientBase, tables: readonly string[]): Promise<void> {
  await client.query('update pg_class c set relhastriggers = exists (select from pg_trigger where tgrelid = c.oid) where oid = any ($1::regclass[])', [tables]);
}

/** Whether somebody began here and never came to the end. */
export async function isUnfinished(client: ClientBase, tables: readonly string[]): Promise<boolean> {
  const { rowCount } = await client.query(
    'select from pg_class c where oid = any ($1::regclass[]) and not relhastriggers and exists (select from pg_trigger where tgrelid = c.oid) limit 1',
    [tables],
  );
  return rowCount !== 0;
}

/**
 * Copies one table; answers with the number of rows. A table that begins in the very transaction that fills it takes its rows frozen:
 * index-only scans are quick from the first query on, and no vacuum has to touch every page again.
 *
 * Its indexes go out of service, those behind keys too: built once over all rows they take a fraction of what they take row by row. It is
 * said in the catalogue, since a key that others refer to can be dropped only with them; `finish` puts them back. Until then no row is added
 * to them and no plan reads them.
 */
export async function copyTable(client: ClientBase, { name, columns, chunks }: TableStream): Promise<number> {
  return inOneGo(client, async () => {
    await client.query(`truncate ${name}`);
    await retireIndexes(client, name);
    const copy = client.query(copyFrom(`copy ${name} (${columns}) from stdin with (freeze, format binary)`));
    await pipeline(Readable.from(chunks), copy);
    return copy.rowCount;
  });
}

/** Takes a table's indexes out of service until `finish`: nothing may ask by them until then, nor rely on what they keep unique. */
export async function retireIndexes(client: ClientBase, table: string): Promise<void> {
  await client.query('update pg_index set indisready = false, indisvalid = false where indrelid = $1::regclass', [table]);
}

/** Builds a table's indexes, unique ones over what is unique indeed, and lets the planner know the table. */
export async function finish(client: ClientBase, table: string): Promise<void> {
  await client.query(`reindex table ${table}`);
  await client.query(`analyze ${table}`);
}

/** The same, index by index: whoever of the crew is free builds the next one. */
export async function finishTogether(crew: Crew, table: string): Promise<void> {
  const { rows } = await crew.run((connection) =>
    connection.query<{ name: string }>('select indexrelid::regclass::text as name from pg_index where indrelid = $1::regclass', [table]),
  );
  await Promise.all(rows.map(({ name }) => crew.run((connection) => connection.query(`reindex index ${name}`))));
  await crew.run((connection) => connection.query(`analyze ${table}`));
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
