import type { ClientBase } from 'pg';
import { idFrom } from './derived-ids.js';

// Money that arrived and may not be credited before somebody looked at it: booked to suspense, with its event and its case. A deposit that
// was still open waits for the operator now.
const SUSPEND = `
  create function pg_temp.suspend(kind text, deposit transaction, paid numeric, paid_currency text, arrived timestamptz, why text) returns void language plpgsql as $$
  declare
    detail text := deposit.reference || ': ' || paid || ' ' || paid_currency || ' ' || why;
    clearing uuid := (select id from ledger_account where code = 'provider-clearing/' || deposit.provider || '/' || paid_currency);
    suspense uuid := (select id from ledger_account where code = 'suspense/' || paid_currency);
    entry uuid := ${idFrom('deposit.id', 'entry')};
    event uuid := ${idFrom('deposit.id', 'event')};
  begin
    if suspense is null then
      suspense := ${idFrom('deposit.id', 'suspense')};
      insert into ledger_account (id, code, kind, currency, balance, created_at) values (suspense, 'suspense/' || paid_currency, 'SUSPENSE', paid_currency, 0, arrived);
    end if;
    insert into journal_entry (id, transaction_id, description, posted_at) values (entry, deposit.id, 'Deposit that waits for an operator', arrived);
    insert into journal_line (entry_id, posted_at, number, account_id, currency, amount)
      values (entry, arrived, 1, suspense, paid_currency, paid), (entry, arrived, 2, clearing, paid_currency, -paid);
    update ledger_account set balance = balance + case id when suspense then paid else -paid end where id in (suspense, clearing);
    insert into payment_event (id, provider, event_id, vendor_type, direction, state, order_id, provider_reference, processed_amount, currency, happened_at, source, received_at, status,
        transaction_id, worked_at)
      values (event, deposit.provider, case deposit.provider when 'bankwire' then 'statement:' else 'evt_' end || left(md5(deposit.id::text), 20),
        case deposit.provider when 'bankwire' then 'credit' else 'checkout.session.completed' end, 'DEPOSIT', 'SETTLED', deposit.id, deposit.provider_reference, paid, paid_currency, arrived,
        case deposit.provider when 'bankwire' then 'STATEMENT' else 'WEBHOOK' end, arrived, 'APPLIED', deposit.id, arrived);
    insert into payment_case (id, kind, provider, transaction_id, client_id, payment_event_id, provider_reference, amount, currency, expected_amount, expected_currency, in_suspense, detail,
        opened_at)
      values (${idFrom('deposit.id', 'case')}, kind, deposit.provider, deposit.id, deposit.client_id, event, deposit.provider_reference, paid, paid_currency, deposit.amount, deposit.currency,
        true, detail, arrived);
    update transaction set status = case when status in ('CREATED', 'PENDING_PROVIDER') then 'UNKNOWN' else status end, version = version + 1, reason = detail, updated_at = arrived
      where id = deposit.id;
    delete from payment_session where transaction_id = deposit.id;
  end $$`;

const PAID_OTHERWISE = [
  `select pg_temp.suspend(case nth when 1 then 'AMOUNT_TOO_LOW' else 'AMOUNT_TOO_HIGH' end, t, round(t.amount * case nth when 1 then 0.9 else 1.2 end, case t.currency when 'JPY' then 0 else 2 end),
     t.currency, t.updated_at, 'arrived instead of ' || t.amount || ' ' || t.currency || '.')
   from (select id, row_number() over (order by requested_at desc, id) as nth from transaction where type = 'DEPOSIT' and status = 'PENDING_PROVIDER' and provider = 'cardway') n
   join transaction t on t.id = n.id where nth <= 2`,
  `select pg_temp.suspend('OTHER_CURRENCY', t, t.amount, case t.currency when 'EUR' then 'USD' else 'EUR' end, t.updated_at,
     'arrived instead of ' || t.amount || ' ' || t.currency || '.')
   from transaction t where t.type = 'DEPOSIT' and t.status = 'PENDING_PROVIDER' and t.provider = 'praxis-cashier' and t.currency <> 'JPY' order by t.requested_at desc, t.id limit 1`,
  `select pg_temp.suspend('PAID_TOO_LATE', t, t.amount, t.currency, $1::timestamptz - interval '26 hours', 'arrived, and the client is ' || c.onboarding_status || '.')
   from transaction t join client c on c.id = t.client_id
   where t.type = 'DEPOSIT' and t.provider = 'bankwire' and t.status in ('EXPIRED', 'CANCELLED', 'DECLINED') and c.onboarding_status in ('CLOSED', 'TERMINATED')
   order by t.requested_at desc, t.id limit 1`,
];

const PAYOUTS = [
  `insert into payment_case (id, kind, provider, transaction_id, client_id, provider_reference, amount, currency, detail, opened_at)
   select ${idFrom('o.id', 'case')}, 'PAYOUT_UNKNOWN', o.provider, t.id, t.client_id, o.id::text, o.amount, o.currency,
     o.provider || ' has never heard of the payout of ' || o.amount || ' ' || o.currency || ' for ' || t.reference || '. Ask there before it is sent again.', t.updated_at
   from transaction t join payout o on o.transaction_id = t.id where o.status = 'UNKNOWN'`,
  // the second of two payments was declined: its part is in the wallet
  `create temp table partly_done on commit drop as
   select t.*, o.id as payout_id, a.id as wallet_id, p.id as clearing_id, round(o.amount * 0.4, 2) as declined
   from transaction t join payout o on o.transaction_id = t.id and o.status = 'SETTLED' and o.deposit_id is not null
     join ledger_account a on a.client_id = t.client_id and a.kind = 'CLIENT_WALLET' and a.currency = t.currency
     join ledger_account p on p.code = 'provider-clearing/' || t.provider || '/' || t.currency
   where t.type = 'WITHDRAWAL' and t.status = 'SETTLED' and t.currency <> 'JPY' and t.amount > 100 order by t.settled_at desc, t.id limit 1`,
  `update payout o set amount = o.amount - d.declined, processed_amount = o.processed_amount - d.declined from partly_done d where o.id = d.payout_id`,
  `insert into payout (id, transaction_id, number, provider, deposit_id, amount, currency, status, reason, sent_at, created_at)
   select ${idFrom('o.id', 'second')}, o.transaction_id, 2, o.provider, o.deposit_id, d.declined, o.currency, 'DECLINED', 'The card takes no money. (card_declined)', o.sent_at, o.created_at
   from partly_done d join payout o on o.id = d.payout_id`,
  `update transaction t set processed_amount = t.processed_amount - d.declined from partly_done d where t.id = d.id`,
  `insert into journal_entry (id, transaction_id, description, posted_at) select ${idFrom('id', 'partly')}, id, 'Part of the withdrawal that was declined', settled_at from partly_done`,
  `insert into journal_line (entry_id, posted_at, number, account_id, currency, amount)
   select ${idFrom('d.id', 'partly')}, d.settled_at, l.number, l.account_id, d.currency, l.amount
   from partly_done d cross join lateral (values (1, d.wallet_id, d.declined), (2, d.clearing_id, -d.declined)) l (number, account_id, amount)`,
  `update ledger_account a set balance = a.balance + case a.id when d.wallet_id then d.declined else -d.declined end from partly_done d where a.id in (d.wallet_id, d.clearing_id)`,
  `insert into payment_case (id, kind, provider, transaction_id, client_id, amount, currency, expected_amount, expected_currency, detail, opened_at)
   select ${idFrom('d.id', 'case')}, 'PAYOUT_PARTLY_DONE', d.provider, d.id, d.client_id, d.processed_amount - d.declined, d.currency, d.amount - d.fee, d.currency,
     'Of ' || d.reference || ' ' || (d.processed_amount - d.declined) || ' ' || d.currency || ' were paid out; the rest was declined and is back in the wallet.', d.settled_at from partly_done d`,
];

const DEBTS = `
  insert into payment_case (id, kind, provider, transaction_id, client_id, amount, currency, detail, opened_at)
  select ${idFrom('a.id', 'case')}, 'CHARGEBACK_DEBT', t.provider, t.id, a.client_id, -a.balance, a.currency,
    t.reference || ' was taken back, and ' || -a.balance || ' ' || a.currency || ' of it had left the wallet already: the client owes that.', t.settled_at
  from ledger_account a cross join lateral (select x.* from transaction x where x.client_id = a.client_id and x.type = 'CHARGEBACK' and x.status = 'SETTLED' and x.currency = a.currency
    order by x.settled_at desc limit 1) t
  where a.kind = 'RECEIVABLE' and a.balance < 0 order by t.settled_at desc limit 5`;

// Payments that nobody here asked for: one waits, and one was looked into already.
const STRAYS = [
  `insert into payment_event (id, provider, event_id, vendor_type, direction, state, provider_reference, processed_amount, currency, happened_at, received_at, status, worked_at, note)
   select ${idFrom('t.id', 'stray', 'w.status')}, t.provider, 'evt_' || left(md5(t.id::text || w.status), 20), 'checkout.session.completed', 'DEPOSIT', 'SETTLED',
     'pi_4' || substr(translate(md5(t.id::text || w.status), 'abcdef', '123456'), 1, 11), 250.00, t.currency, $1::timestamptz - w.ago, $1::timestamptz - w.ago, w.status,
     $1::timestamptz - w.ago, 'Nothing of ours fits it'
   from (select * from transaction where type = 'DEPOSIT' and provider = 'cardway' order by requested_at desc, id limit 1) t
   cross join (values ('UNMATCHED', interval '5 hours'), ('DISMISSED', interval '9 days')) w (status, ago)`,
  `insert into payment_case (id, kind, provider, payment_event_id, provider_reference, amount, currency, detail, opened_at)
   select ${idFrom('e.id', 'case')}, 'UNMATCHED_EVENT', e.provider, e.id, e.provider_reference, e.processed_amount, e.currency,
     e.provider || ' tells of a deposit ' || e.provider_reference || ' (SETTLED) that nothing here fits.', e.received_at
   from payment_event e where e.status in ('UNMATCHED', 'DISMISSED')`,
];

// Banks on the way kept a part of some deposits, and somebody let them pass; older cases are closed, one is in somebody's hands.
const WORKED_ON = [
  `insert into payment_case (id, version, kind, status, provider, transaction_id, client_id, provider_reference, amount, currency, expected_amount, expected_currency, in_suspense, detail,
     resolution, note, opened_at, taken_at, assignee_id, closed_at, closed_by, closed_by_id)
   select ${idFrom('t.id', 'case')}, 3, 'AMOUNT_TOO_LOW', 'CLOSED', t.provider, t.id, t.client_id, t.provider_reference, t.processed_amount, t.currency, t.amount, t.currency, false,
     t.reference || ': ' || t.processed_amount || ' ' || t.currency || ' arrived instead of ' || t.amount || ' ' || t.currency || '.', 'CREDITED', 'A bank on the way kept its charge',
     t.settled_at, t.settled_at, s.id, t.settled_at, s.name, s.id
   from transaction t cross join (select id, name from staff_member where email = 'finance@demo.example') s
   where t.type = 'DEPOSIT' and t.status = 'SETTLED' and t.provider = 'bankwire' and t.processed_amount < t.amount * 0.99 order by t.settled_at desc, t.id limit 12`,
  `update payment_case k set version = 3, status = 'CLOSED', resolution = 'EXPLAINED', note = 'A test payment of the provider itself', taken_at = k.opened_at + interval '2 hours', assignee_id = s.id,
     closed_at = k.opened_at + interval '3 hours', closed_by = s.name, closed_by_id = s.id
   from payment_event e, staff_member s where e.id = k.payment_event_id and e.status = 'DISMISSED' and s.email = 'finance@demo.example'`,
  `update payment_case k set version = 2, status = 'TAKEN', taken_at = $1::timestamptz - interval '1 hour', assignee_id = s.id
   from staff_member s where s.email = 'finance2@demo.example' and k.id = (select id from payment_case where kind = 'PAYOUT_UNKNOWN' and status = 'OPEN' order by opened_at, id limit 1)`,
];

/** What no rule may decide, and waits for finance today; some of it was decided before. */
export async function addCases(connection: ClientBase, now: Date): Promise<void> {
  for (const statement of [SUSPEND, ...PAID_OTHERWISE, ...PAYOUTS, DEBTS, ...STRAYS, ...WORKED_ON])
    await connection.query(statement, statement.includes('$1') ? [now] : []);
  await connection.query('drop function pg_temp.suspend');
}
