import type { Pool } from 'pg';
import type { Actor } from '../access/actor.js';
import { isId } from './ids.js';
import type { Reader } from './reader.js';
import { type Statement, writeStatement } from './statement.js';
import type { Unit } from './unit.js';

/**
 * Columns of one row (SQL over the alias `t`) for a service or a route, if the row exists for the actor. The scope is the reader's own,
 * so that nobody changes or takes away what the lists do not show.
 */
export async function scopedRow<T extends object>(pool: Pool, reader: Reader, actor: Actor, id: string, columns: string): Promise<T | null> {
  if (!isId(id)) return null;
  const { statement, values } = scoped(reader, actor, id, columns);
  const { rows } = await pool.query<T>(statement.text, values);
  return rows[0] ?? null;
}

/** As `scopedRow`, in a transaction. */
export async function scopedRowIn<T extends object>(unit: Unit, reader: Reader, actor: Actor, id: string, columns: string): Promise<T | null> {
  if (!isId(id)) return null;
  const { statement, values } = scoped(reader, actor, id, columns);
  return (await unit.row<T>(statement, values)) ?? null;
}

/** By reader, scope and columns: how a statement's rows are read is kept by the statement itself. */
const written = new Map<string, Statement>();

function scoped(reader: Reader, actor: Actor, id: string, columns: string): { readonly statement: Statement; readonly values: unknown[] } {
  const scope = reader.scopeOf(actor);
  const key = `${reader.type}\n${scope}\n${columns}`;
  const statement = written.get(key) ?? write(reader, scope, columns);
  written.set(key, statement);
  return { statement, values: statement.slots.map((slot) => slot({ actor, args: { id } })) };
}

function write(reader: Reader, scope: string | null, columns: string): Statement {
  const where = scope === null ? null : reader.scopes[scope];
  if (where === undefined) throw new Error(`${reader.type} has no scope ${scope}`);
  return writeStatement(
    (parameters) =>
      `select ${columns} from ${reader.table} t where t.id = ${parameters.add((b) => b.args['id'], 'uuid')}${where === null ? '' : ` and (${where(parameters)})`}`,
  );
}
