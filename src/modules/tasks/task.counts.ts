import type { Actor } from '../../access/actor.js';
import type { Database } from '../../database/orm.js';
import { type Statement, writeStatement } from '../../database/statement.js';
import { taskReader } from './task.reader.js';

export interface TaskCountRow {
  readonly department: string;
  readonly kind: string;
  readonly open: number;
  readonly unassigned: number;
  readonly overdue: number;
}

/** By scope: there are as many texts as sets of kinds that somebody sees. */
const written = new Map<string | null, Statement>();

/** How much of what the actor sees waits, by department and kind; what nothing waits of is not in the list. */
export async function countTasks({ pool, namedStatements }: Database, actor: Actor): Promise<TaskCountRow[]> {
  const scope = taskReader.scopeOf(actor);
  const { name, text, slots } = written.get(scope) ?? write(scope);
  const values = slots.map((slot) => slot({ actor, args: {} }));
  return (await pool.query<TaskCountRow>({ text, values, ...(namedStatements && { name }) })).rows;
}

function write(scope: string | null): Statement {
  const where = scope === null ? () => 'true' : taskReader.scopes[scope];
  if (where === undefined) throw new Error(`Task has no scope ${scope}`);
  const statement = writeStatement(
    (parameters) => `
      select t.department, t.kind, count(*)::int as open, (count(*) filter (where t.assignee_id is null))::int as unassigned,
        (count(*) filter (where t.due_at < now()))::int as overdue
      from task t where t.closed_at is null and (${where(parameters)}) group by t.department, t.kind order by t.department, t.kind`,
  );
  written.set(scope, statement);
  return statement;
}
