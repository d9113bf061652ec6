import { newId } from '../../database/ids.js';
import { type Statement } from '../../database/statement.js';
import { statement, type Unit } from '../../database/unit.js';

const OPEN = statement(`
  insert into task (id, kind, department, priority, subject_type, subject_id, client_id, detail, due_at)
  select $1, p.kind, p.department, p.priority, 'PaymentCase', c.id, c.client_id, c.detail, now() + p.due_within
  from payment_case c join task_policy p on p.kind = 'PAYMENT_CASE' where c.id = $2
  on conflict do nothing`);

/** The task of a case that was just opened, if it was: of what is open already there is no second case, and no second task. */
export function openCaseTask(unit: Unit, caseId: string): void {
  unit.write(OPEN, [newId(), caseId]);
}

/**
 * An update of cases, whose tasks follow in the same statement: into the same hands, and over when they are closed. Cases are closed by ones and
 * by many, so that the statement itself says which.
 */
export const withTasks = (update: string): Statement =>
  statement(`
  with c as (${update} returning *)
  update task t set version = t.version + 1, status = case when c.status = 'CLOSED' then 'DONE' when c.assignee_id is null then 'OPEN' else 'TAKEN' end,
    assignee_id = c.assignee_id, taken_at = c.taken_at, client_id = coalesce(t.client_id, c.client_id), outcome = c.resolution, closed_at = c.closed_at,
    closed_by = c.closed_by, closed_by_id = c.closed_by_id
  from c where t.subject_id = c.id and t.kind = 'PAYMENT_CASE' and t.closed_at is null`);
