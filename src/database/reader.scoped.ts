import type { Pool } from 'pg';
import type { Actor } from '../access/actor.js';
import { isId } from './ids.js';
import type { Reader } from './reader.js';
import { writeStatement } from './statement.js';

/**
 * Columns of one row (SQL over the alias `t`) for a service or a route, if the row exists for the actor. The scope is the reader's own,
 * so that nobody changes or takes away what the lists do not show.
 */
export async function scopedRow<T extends object>(pool: Pool, reader: Reader, actor: Actor, id: string, columns: string): Promise<T | null> {
  if (!isId(id)) return null;
  const scope = reader.scopeOf(actor);
  const write = scope === null ? null : reader.scopes[scope];
  if (write === undefined) throw new Error(`${reader.type} has no scope ${scope}`);
  const { text, slots } = writeStatement(
    (parameters) =>
      `select ${columns} from ${reader.table} t where t.id = ${parameters.add((b) => b.args['id'], 'uuid')}${write === null ? '' : ` and (${write(parameters)})`}`,
  );
  const { rows } = await pool.query<T>(
    text,
    slots.map((slot) => slot({ actor, args: { id } })),
  );
  return rows[0] ?? null;
}
