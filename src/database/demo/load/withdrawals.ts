import type { ClientBase } from 'pg';
import { inOneGo } from './crew.js';
import { idFrom } from './derived-ids.js';
import { finish, retireIndexes } from './loader.js';

const OPEN = `('HELD', 'IN_REVIEW', 'APPROVED', 'SENT_TO_PROVIDER', 'UNKNOWN')`;

// What is over went by one payment, back to the newest deposit that was large enough.
const ENDED = `
  insert into payout (id, transaction_id, number, provider, deposit_id, destination_id, amount, currency, status, provider_reference, processed_amount, reason, sent_at,
    settled_at, created_at)
  select ${idFrom('t.id', 'payout')}, t.id, 1, t.provider, d.id, b.id, t.amount - t.fee, t.currency,
    case t.status when 'SETTLED' then 'SETTLED' when 'REVERSED' then 'RETURNED' when 'DECLINED' then 'DECLINED' else 'CANCELLED' end,
    case when t.status in ('SETTLED', 'REVERSED', 'DECLINED') then t.provider_reference end, t.processed_amount, case when t.status in ('DECLINED', 'REVERSED') then t.reason end,
    case when t.status in ('SETTLED', 'REVERSED', 'DECLINED') then t.updated_at end, t.settled_at, t.requested_at
  from transaction t left join (
    select distinct on (w.id) w.id as withdrawal_id, d.id
    from transaction w join transaction d on d.client_id = w.client_id and d.provider = w.provider and d.currency = w.currency
    where w.type = 'WITHDRAWAL' and w.status not in ${OPEN} and w.provider <> 'bankwire' and d.type = 'DEPOSIT' and d.status = 'SETTLED' and d.settled_at < w.requested_at
      and coalesce(d.processed_amount, d.amount) >= w.amount
    order by w.id, d.requested_at desc) d on d.withdrawal_id = t.id
  left join payout_destination b on t.provider = 'bankwire' and b.status = 'VERIFIED' and coalesce(b.client_id, b.partner_id) = coalesce(t.client_id, t.partner_id)
  where t.type = 'WITHDRAWAL' and t.status not in ${OPEN}`;

// No deposit gives back more than it brought; what went beyond was profit.
const NOT_TWICE = `
  update payout o set deposit_id = null
  from (select id, deposit_id, sum(amount) over (partition by deposit_id order by created_at, id) as total from payout where deposit_id is not null and status = 'SETTLED') r
  join transaction d on d.id = r.deposit_id
  where o.id = r.id and r.total > d.processed_amount`;

// What is under way is allocated as the service does it: back to cards first, oldest deposit first, then to the cashier, the rest to the bank.
// Withdrawals lie on a line one after the other, and so do the deposits that are still open: a payment is where the two overlap.
const UNDER_WAY = `
  with wanted as (
    select t.id, t.client_id, t.partner_id, t.currency, t.status, t.reference, t.requested_at, t.updated_at, sum(t.amount - t.fee) over w - (t.amount - t.fee) as low,
      sum(t.amount - t.fee) over w as high, first_value(t.requested_at) over w as first_at
    from transaction t where t.type = 'WITHDRAWAL' and t.status in ${OPEN}
    window w as (partition by coalesce(t.client_id, t.partner_id), t.currency order by t.requested_at, t.id)
  ), deposit as (
    select d.id, d.client_id, d.currency, d.provider, d.settled_at, d.processed_amount - coalesce(o.given_back, 0) as open
    from (select distinct client_id, currency, first_at from wanted where client_id is not null) w
    join transaction d on d.client_id = w.client_id and d.currency = w.currency and d.settled_at < w.first_at
    join payment_provider p on p.code = d.provider
    left join (select deposit_id, sum(amount) as given_back from payout where status = 'SETTLED' group by 1) o on o.deposit_id = d.id
    where d.type = 'DEPOSIT' and d.status = 'SETTLED' and p.kind <> 'BANK' and d.settled_at > w.first_at - make_interval(days => p.return_window_days)
  ), source as (
    select id, client_id, currency, provider, sum(open) over s - open as low, sum(open) over s as high from deposit where open > 0
    window s as (partition by client_id, currency order by provider <> 'cardway', settled_at, id)
  ), leg as (
    select w.id as transaction_id, s.id as deposit_id, s.provider, greatest(w.low, s.low) as place, least(w.high, s.high) - greatest(w.low, s.low) as amount
    from wanted w join source s on s.client_id = w.client_id and s.currency = w.currency and s.low < w.high and w.low < s.high
    union all
    select w.id, null, 'bankwire', greatest(w.low, coalesce(s.high, 0)), w.high - greatest(w.low, coalesce(s.high, 0))
    from wanted w left join (select client_id, currency, max(high) as high from source group by 1, 2) s using (client_id, currency) where w.high > coalesce(s.high, 0)
  ), numbered as (
    select *, row_number() over (partition by transaction_id order by place) as number, bool_or(deposit_id is not null) over (partition by transaction_id) as returns from leg
  )
  insert into payout (id, transaction_id, number, provider, deposit_id, destination_id, amount, currency, status, provider_reference, sent_at, created_at)
  select ${idFrom('w.id', 'payout', 'l.number')}, w.id, l.number, l.provider, l.deposit_id, b.id, l.amount, w.currency,
    case when w.status in ('HELD', 'IN_REVIEW', 'APPROVED') then 'WAITING' when w.status = 'UNKNOWN' and (l.deposit_id is not null or not l.returns) then 'UNKNOWN' else 'SENT' end,
    case when w.status = 'SENT_TO_PROVIDER' and l.deposit_id is null then w.reference end, case when w.status in ('SENT_TO_PROVIDER', 'UNKNOWN') then w.updated_at end, w.requested_at
  from numbered l join wanted w on w.id = l.transaction_id
  left join payout_destination b on l.deposit_id is null and b.status = 'VERIFIED' and coalesce(b.client_id, b.partner_id) = coalesce(w.client_id, w.partner_id)`;

const LABELS = `
  update transaction t set destination_id = b.id, destination_label = coalesce(b.label, 'back to the source')
  from payout o left join payout_destination b on b.id = o.destination_id
  where o.transaction_id = t.id and (o.destination_id is not null or t.status in ${OPEN} and not exists (select from payout p where p.transaction_id = t.id and p.destination_id is not null))`;

/** As the services hold: the fee, and each payment by itself. */
const HOLDS = `
  with wallet as materialized (
    select id, currency, coalesce(client_id, partner_id) as owner_id from ledger_account where kind in ('CLIENT_WALLET', 'PARTNER_WALLET'))
  insert into ledger_hold (transaction_id, number, account_id, amount, created_at)
  select t.id, h.number, a.id, h.amount, t.requested_at
  from transaction t
  join wallet a on a.currency = t.currency and a.owner_id = coalesce(t.client_id, t.partner_id)
  cross join lateral (select 0 as number, t.fee as amount union all select o.number, o.amount from payout o where o.transaction_id = t.id) h
  where t.type = 'WITHDRAWAL' and t.status in ${OPEN} and h.amount > 0`;

/** The payments of every withdrawal, where they go, and what is held for those that are under way. Destinations are there already. */
export async function addWithdrawals(connection: ClientBase): Promise<void> {
  await connection.query('analyze payout_destination');
  await inOneGo(connection, async () => {
    await retireIndexes(connection, 'payout');
    await connection.query(ENDED);
    // the planner has to know how many there are, or it looks at each for each
    await finish(connection, 'payout');
  });
  for (const statement of [NOT_TWICE, UNDER_WAY, LABELS, HOLDS]) await connection.query(statement);
}
