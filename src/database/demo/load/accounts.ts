import type { ClientBase } from 'pg';
import { idFrom } from './derived-ids.js';

// Those of the last weeks were asked for here; what waits was asked for by the client itself.
const REQUESTS = `
  insert into account_request (id, version, client_id, account_type, status, requested_by, requested_by_id, requested_at, idempotency_key, input_hash, reason, decided_by_id, decided_at)
  select a.id, case when a.status = 'PENDING' then 1 else 2 end, a.client_id, a.account_type, case when a.status = 'PENDING' then 'WAITING' when r.is_rejected then 'REJECTED' else 'APPROVED' end,
    c.display_name, c.id, a.opened_at, 'portal-' || md5(a.id::text), md5(a.client_id::text || a.login), case when a.status <> 'PENDING' and r.is_rejected then 'There are accounts enough' end,
    case when y.auto_approve and not r.is_rejected then null when a.status <> 'PENDING' then s.id end, case when a.status <> 'PENDING' then a.opened_at end
  from trading_account a join account_type y on y.code = a.account_type join client c on c.id = a.client_id
    cross join (select id from staff_member where email = 'support@demo.example') s
    cross join lateral (select a.status = 'ARCHIVED' and a.balance = 0 and a.credit = 0 as is_rejected) r
  where a.status = 'PENDING' or a.opened_at > $1::timestamptz - interval '45 days' or r.is_rejected and a.id in (
    select x.id from trading_account x where x.status = 'ARCHIVED' and x.environment = 'LIVE' order by x.opened_at desc, x.id limit 5)`;

const TASKS = `
  insert into task (id, kind, department, priority, subject_type, subject_id, client_id, maker_id, detail, opened_at, due_at)
  select ${idFrom('r.id', 'task')}, p.kind, p.department, p.priority, 'AccountRequest', r.id, r.client_id, r.requested_by_id,
    'A ' || r.account_type || ' account in ' || a.currency || ' at 1:' || a.leverage || ' is asked for.', r.requested_at, r.requested_at + p.due_within
  from account_request r join trading_account a on a.id = r.id join task_policy p on p.kind = 'ACCOUNT_REQUEST' where r.status = 'WAITING'
  on conflict do nothing`;

/** How the last of the accounts were asked for. */
export async function addAccountRequests(connection: ClientBase, now: Date): Promise<void> {
  await connection.query(REQUESTS, [now]);
  await connection.query(TASKS);
}
