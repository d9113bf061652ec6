import type { Actor } from '../../access/actor.js';
import { newId } from '../../database/ids.js';
import { statement, type Unit } from '../../database/unit.js';
import type { TaskKind, TaskPriority } from './task.kinds.js';

export interface NewTask {
  readonly kind: TaskKind;
  /** The name of the subject's type in the API, such as `Document`. */
  readonly subjectType: string;
  readonly subjectId: string;
  readonly clientId: string | null;
  /** Why it waits, in a sentence for whoever takes it; without personal data. */
  readonly detail: string;
  /** Left out: as the policy of the kind says. */
  readonly priority?: TaskPriority;
  /** Whose it is, a staff member, client, partner or API key: who handed the document in, or asked for the money. That person cannot take it. */
  readonly makerId?: string | null;
}

export interface TaskEnd {
  readonly kind: TaskKind;
  readonly subjectId: string;
  /** The decision on the subject, by its name there: `APPROVED`, `FALSE_POSITIVE`. */
  readonly outcome: string;
  /** It was taken back, or is not needed any more: nobody has decided. */
  readonly isCancelled?: boolean;
}

const OPEN = statement(`
  insert into task (id, kind, department, priority, subject_type, subject_id, client_id, detail, due_at, maker_id)
  select $1, p.kind, p.department, coalesce($6, p.priority), $3, $4, $5, $7, now() + p.due_within, $8 from task_policy p where p.kind = $2
  on conflict do nothing`);
const CLOSE = statement(`
  update task set version = version + 1, status = case when $4::boolean then 'CANCELLED' else 'DONE' end, outcome = $3, closed_at = now(), closed_by = $5,
    closed_by_id = $6 where kind = $1 and subject_id = $2 and closed_at is null`);

/** Puts something before the people of a department, in the transaction that makes it wait. What waits already is not put there again. */
export function openTask(unit: Unit, { kind, subjectType, subjectId, clientId, priority, detail, makerId }: NewTask): void {
  unit.write(OPEN, [newId(), kind, subjectType, subjectId, clientId, priority ?? null, detail, makerId ?? null]);
}

/** Of clients and partners the task keeps nothing: who they are stands on them alone. */
const NAMELESS: Readonly<Partial<Record<Actor['kind'], string>>> = { CLIENT: 'The client', PARTNER: 'The partner' };

/** Ends the task on something in the transaction that decides on it; without effect when there is none. */
export function closeTask(unit: Unit, { kind, subjectId, outcome, isCancelled = false }: TaskEnd, by: Pick<Actor, 'kind' | 'id' | 'name'>): void {
  unit.write(CLOSE, [kind, subjectId, outcome, isCancelled, NAMELESS[by.kind] ?? by.name, by.kind === 'SYSTEM' ? null : by.id]);
}
