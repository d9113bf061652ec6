import type { ClientBase } from 'pg';
import { idFrom } from './derived-ids.js';

// Clients who left, and some who are still here, ask to be forgotten: the newest wait for somebody, the others were decided on.
const ERASURES = `
  with asking as (
    select c.id, c.reference, c.jurisdiction, c.relationship_ended_at as ended_at, row_number() over (order by c.relationship_ended_at desc, c.id) as nth
    from client c where c.onboarding_status = 'CLOSED' and c.relationship_ended_at is not null order by c.relationship_ended_at desc, c.id limit 12
  ), request as (
    select a.*, p.years, p.law, p.authority,
      case when nth <= 3 then 'REQUESTED' when nth = 4 then 'CANCELLED' when nth = 5 then 'REFUSED' else 'HELD' end as status,
      greatest(a.ended_at, $1::timestamptz - nth * interval '2 days') as asked_at
    from asking a join retention_policy p on p.jurisdiction = a.jurisdiction
  )
  insert into erasure (id, version, client_id, status, reason, requested_by, requested_by_id, requested_at, decided_by, decided_by_id, decided_at, decision_reason, hold_until,
    legal_hold_reason, answer, ended_at)
  select ${idFrom('r.id', 'erasure')}, case r.status when 'REQUESTED' then 1 else 2 end, r.id, r.status, 'I have closed my account and want my data deleted',
    case when r.nth % 2 = 0 then 'client' else u.name end, case when r.nth % 2 = 0 then r.id else u.id end, r.asked_at,
    case when r.status in ('REFUSED', 'HELD') then k.name end, case when r.status in ('REFUSED', 'HELD') then k.id end,
    case when r.status in ('REFUSED', 'HELD') then least(r.asked_at + interval '20 hours', $1::timestamptz) end,
    case r.status when 'REFUSED' then 'A complaint of the same client is before the ombudsman.' when 'HELD' then 'Nothing is in the way' end,
    case when r.status = 'HELD' then (r.ended_at + make_interval(years => r.years))::date end,
    case when r.nth = 6 then 'The police asked to keep the records' end,
    case r.status
      when 'HELD' then 'You asked us to erase what we hold on you (' || r.reference || '). What we kept for marketing is erased. ' || r.law ||
        ' obliges us to keep the records of our relationship until ' || (r.ended_at + make_interval(years => r.years))::date || '. You have the right to lodge a complaint with ' ||
        r.authority || ' and to seek a judicial remedy.'
      when 'REFUSED' then 'You asked us to erase what we hold on you (' || r.reference || '). What we kept for marketing is erased. We do not erase the rest: a complaint of yours is before ' ||
        'the ombudsman. You have the right to lodge a complaint with ' || r.authority || ' and to seek a judicial remedy.' end,
    case when r.status in ('REFUSED', 'CANCELLED') then least(r.asked_at + interval '20 hours', $1::timestamptz) end
  from request r cross join (select id, name from staff_member where email = 'support@demo.example') u
    cross join (select id, name from staff_member where email = 'compliance@demo.example') k`;

const TASKS = `
  insert into task (id, kind, department, priority, subject_type, subject_id, client_id, detail, opened_at, due_at)
  select ${idFrom('e.id', 'task')}, p.kind, p.department, p.priority, 'Erasure', e.id, e.client_id, c.reference || ' is to be erased: grant it, or refuse it with the reason.',
    e.requested_at, e.requested_at + p.due_within
  from erasure e join client c on c.id = e.client_id cross join task_policy p where p.kind = 'ERASURE_REQUEST' and e.status = 'REQUESTED'`;

const MARKETING_ENDS = `update client c set tags = '{}' from erasure e where e.client_id = c.id`;

/** Who asked to be forgotten, and what became of it; what waits is in compliance's queue. */
export async function addErasures(connection: ClientBase, now: Date): Promise<void> {
  await connection.query(ERASURES, [now]);
  await connection.query(TASKS);
  await connection.query(MARKETING_ENDS);
}
