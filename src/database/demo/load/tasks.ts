import type { ClientBase } from 'pg';
import { idFrom } from './derived-ids.js';

/** How far back what is done is still to be seen. */
const KEPT = `$1::timestamptz - interval '90 days'`;

const COLUMNS = `id, kind, department, priority, subject_type, subject_id, client_id, maker_id, detail, opened_at, due_at, status, assignee_id, taken_at, outcome, closed_at, closed_by, closed_by_id`;

const DOCUMENTS = `
  insert into task (${COLUMNS})
  select ${idFrom('d.id', 'task')}, p.kind, p.department, case d.type when 'OTHER' then 'LOW' else p.priority end, 'Document', d.id, d.client_id, d.uploaded_by_id,
    'A document of the type ' || d.type || ' waits for a decision.', d.uploaded_at, d.uploaded_at + p.due_within,
    case when d.reviewed_at is null then 'OPEN' else 'DONE' end, s.id, case when s.id is not null then d.reviewed_at end,
    case when d.reviewed_at is not null then case d.status when 'REJECTED' then 'REJECTED' else 'APPROVED' end end, d.reviewed_at, s.name, s.id
  from document d join task_policy p on p.kind = 'DOCUMENT_REVIEW' left join staff_member s on s.id = d.reviewed_by_id
  where d.status in ('UPLOADED', 'IN_REVIEW') or d.reviewed_at > ${KEPT}`;

const CASES = `
  insert into task (${COLUMNS})
  select ${idFrom('c.id', 'task')}, p.kind, p.department, p.priority, 'PaymentCase', c.id, c.client_id, null, c.detail, c.opened_at, c.opened_at + p.due_within,
    case when c.status = 'CLOSED' then 'DONE' when c.assignee_id is null then 'OPEN' else 'TAKEN' end, c.assignee_id, c.taken_at, c.resolution, c.closed_at, c.closed_by, c.closed_by_id
  from payment_case c join task_policy p on p.kind = 'PAYMENT_CASE'`;

const APPROVALS = `
  insert into task (${COLUMNS})
  select ${idFrom('t.id', 'task')}, p.kind, p.department, case t.approvals_needed when 3 then 'URGENT' else p.priority end, 'Transaction', t.id, t.client_id, t.requested_by_id,
    t.type || ' of ' || t.amount || ' ' || t.currency || ' waits for approval.', t.requested_at, t.requested_at + p.due_within, e.status,
    case e.status when 'DONE' then a.staff_id end, case e.status when 'DONE' then a.at end, e.outcome,
    case e.status when 'DONE' then a.at when 'CANCELLED' then t.updated_at end, case e.status when 'DONE' then a.name when 'CANCELLED' then 'The client' end,
    case e.status when 'DONE' then a.staff_id when 'CANCELLED' then t.requested_by_id end
  from transaction t join task_policy p on p.kind = 'TRANSACTION_APPROVAL'
  left join (select distinct on (x.transaction_id) x.transaction_id, x.staff_id, x.at, s.name from approval x join staff_member s on s.id = x.staff_id
    order by x.transaction_id, x.at desc) a on a.transaction_id = t.id
  cross join lateral (select case when t.status in ('HELD', 'IN_REVIEW') then 'OPEN' when t.status = 'CANCELLED' then 'CANCELLED' else 'DONE' end as status,
    case when t.status in ('REJECTED', 'CANCELLED') then t.status when t.status not in ('HELD', 'IN_REVIEW') then 'APPROVED' end as outcome) e
  where t.status in ('HELD', 'IN_REVIEW') or t.approvals_needed > 0 and t.requested_at > ${KEPT} and (a.staff_id is not null or t.status = 'CANCELLED')`;

const PAYOUT_RUNS = `
  insert into task (${COLUMNS})
  select ${idFrom('r.id', 'task')}, p.kind, p.department, p.priority, 'CommissionPayoutRun', r.id, null, r.submitted_by_id, 'Payout run ' || r.reference || ' waits for approval.',
    r.submitted_at, r.submitted_at + p.due_within, case when r.decided_at is null then 'OPEN' else 'DONE' end, s.id, case when s.id is not null then r.decided_at end,
    case r.status when 'REJECTED' then 'REJECTED' when 'PAID' then 'APPROVED' end, r.decided_at, r.decided_by, s.id
  from commission_payout_run r join task_policy p on p.kind = 'PAYOUT_RUN' left join staff_member s on s.email = 'finance@demo.example' and r.decided_at is not null
  where r.decided_at is null or r.decided_at > ${KEPT}`;

/** The oldest of what waits is in somebody's hands. */
const TAKEN = (kind: string, email: string, count: number): string => `
  update task t set status = 'TAKEN', assignee_id = s.id, taken_at = $1::timestamptz - interval '40 minutes'
  from staff_member s where s.email = '${email}' and t.id in (select id from task where kind = '${kind}' and status = 'OPEN' order by place, id limit ${count})`;

const COMMENTS = `
  insert into task_comment (id, task_id, text, author, author_id, at)
  select ${idFrom('t.id', 'comment')}, t.id, case t.kind when 'DOCUMENT_REVIEW' then 'Asked the client for a page that is not cut off' else 'Waiting for the bank''s confirmation' end,
    s.name, s.id, $1::timestamptz - interval '25 minutes'
  from task t join staff_member s on s.id = t.assignee_id where t.status = 'TAKEN'`;

/** What waits for people today, and what they did in the last months. */
export async function addTasks(connection: ClientBase, now: Date): Promise<void> {
  const taken = [TAKEN('DOCUMENT_REVIEW', 'compliance@demo.example', 3), TAKEN('TRANSACTION_APPROVAL', 'finance2@demo.example', 2)];
  for (const statement of [DOCUMENTS, CASES, APPROVALS, PAYOUT_RUNS, ...taken, COMMENTS])
    await connection.query(statement, statement.includes('$1') ? [now] : []);
  for (const table of ['task', 'task_comment']) await connection.query(`analyze ${table}`);
}
