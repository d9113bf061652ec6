import type { ClientBase } from 'pg';
import { idFrom } from './derived-ids.js';

// Ids follow from the partners whom the applicants name, so that the same brokerage has the same rows.
const SPONSORS = `(select id, row_number() over (order by created_at, id) as nth from partner where status = 'ACTIVE')`;
const APPLICATIONS = `
  insert into partner_application (id, version, status, name, email, country, website, about, sponsor_id, submitted_by, submitted_at, decided_by_id, decided_at, reason, partner_id)
  select ${idFrom('p.id', 'application')}, case a.status when 'SUBMITTED' then 1 else 2 end, a.status, a.name, a.email, a.country, a.website, a.about, case when a.nth % 2 = 0 then p.id end,
    'The applicant', $1::timestamptz - a.days_ago * interval '1 day' - interval '3 hours', d.id, case when d.id is not null then $1::timestamptz - a.days_ago * interval '1 day' + interval '20 hours' end,
    case a.status when 'REFUSED' then 'No answer to our questions about the licence' end, case a.status when 'APPROVED' then p.id end
  from (values
    (1, 'SUBMITTED', 'Levant Trading School', 'hello@levant-school.example', 'CY', 'https://www.levant-school.example', 'A school for traders with 400 pupils a year.', 1),
    (2, 'SUBMITTED', 'Marta Oliveira', 'marta@oliveira.example', 'PT', null, 'A video channel on indices, in Portuguese.', 2),
    (3, 'SUBMITTED', 'Gulf Signals', 'desk@gulf-signals.example', 'AE', 'https://www.gulf-signals.example', 'Signals by chat, 2,000 subscribers.', 4),
    (4, 'APPROVED', 'An earlier applicant', 'earlier@applicant.example', 'DE', null, 'Seminars in three cities, twice a year.', 30),
    (5, 'REFUSED', 'Fast Money Club', 'club@fast-money.example', 'GB', null, 'Everybody gets rich by our method.', 12)
  ) a (nth, status, name, email, country, website, about, days_ago)
  join ${SPONSORS} p on p.nth = a.nth
  left join lateral (select id from staff_member where email = 'partnerships@demo.example' and a.status <> 'SUBMITTED') d on true`;

const TASKS = `
  insert into task (id, kind, department, priority, subject_type, subject_id, detail, opened_at, due_at)
  select ${idFrom('a.id', 'task')}, p.kind, p.department, p.priority, 'PartnerApplication', a.id, a.reference || ': somebody wants to become a partner.', a.submitted_at, a.submitted_at + p.due_within
  from partner_application a join task_policy p on p.kind = 'PARTNER_APPLICATION' where a.status = 'SUBMITTED'`;

const CHANGES = `
  insert into partner_change (id, version, kind, partner_id, client_id, new_parent_id, new_plan_id, new_introducer_id, effective_from, status, reason, requested_by, requested_by_id, requested_at, ended_at, detail)
  select ${idFrom('p.id', 'change')}, case c.status when 'SCHEDULED' then 1 else 2 end, c.kind, case when c.kind <> 'INTRODUCER' then p.id end, case when c.kind = 'INTRODUCER' then k.id end,
    case when c.kind = 'MOVE' then q.id end, case when c.kind = 'PLAN' then l.id end, case when c.kind = 'INTRODUCER' then q.id end, $1::timestamptz + c.days * interval '1 day', c.status, c.reason,
    s.name, s.id, $1::timestamptz + least(c.days, 0) * interval '1 day' - interval '5 days', case when c.status <> 'SCHEDULED' then $1::timestamptz + c.days * interval '1 day' end, c.detail
  from (values
    (6, 'PLAN', 'SCHEDULED', 20, 'The new contract begins with the month', null),
    (7, 'INTRODUCER', 'SCHEDULED', 9, 'The client was handed over', null),
    (8, 'MOVE', 'CANCELLED', -3, 'Agreed with both partners', 'The contract was not signed'),
    (9, 'MOVE', 'FAILED', -6, 'Agreed with both partners', 'The new parent stands below this partner by now.'),
    (10, 'PLAN', 'DONE', -40, 'Renewed', null)
  ) c (nth, kind, status, days, reason, detail)
  join ${SPONSORS} p on p.nth = c.nth join ${SPONSORS} q on q.nth = c.nth - 5
  join lateral (select id from client where partner_id is not null order by created_at desc, id limit 1) k on true
  join lateral (select coalesce(x.plan_id, (select id from commission_plan where status = 'ACTIVE' order by id limit 1)) as id from partner x where x.id = p.id) l on true
  join staff_member s on s.email = 'partnerships@demo.example'`;

/** Who wants to become a partner, and what is to change later. */
export async function addPartnerships(connection: ClientBase, now: Date): Promise<void> {
  for (const statement of [APPLICATIONS, TASKS, CHANGES]) await connection.query(statement, statement.includes('$1') ? [now] : []);
  await connection.query('analyze partner_application, partner_change');
}
