import type { ClientBase } from 'pg';
import { idFrom } from './derived-ids.js';

// The bank's statement of the last day on which it booked something: what was found by its reference, and a transfer that says nothing.
const STATEMENT = [
  `create temp table booked on commit drop as
   select t.*, d.day from (select coalesce(max(settled_at)::date, $1::date - 1) as day from transaction where type = 'DEPOSIT' and status = 'SETTLED' and provider = 'bankwire' and currency = 'EUR'
     and settled_at < $1::date) d
   left join transaction t on t.type = 'DEPOSIT' and t.status = 'SETTLED' and t.provider = 'bankwire' and t.currency = 'EUR' and t.settled_at::date = d.day`,
  `insert into bank_statement (id, provider, statement_id, account, currency, opening_balance, closing_balance, file_hash, lines, imported_by, imported_by_id, imported_at)
   select ${idFrom('s.id', 'statement')}, 'bankwire', 'BW-' || to_char(b.day, 'YYYYMMDD') || '-EUR', coalesce(p.settings ->> 'iban', 'GB33BUKB20201555555555'), 'EUR', 184210.55,
     184210.55 + b.total + 480.00, encode(sha256(convert_to('statement of ' || b.day, 'UTF8')), 'hex'), b.lines + 1, s.name, s.id, least(b.day + interval '29 hours', $1::timestamptz)
   from (select day, coalesce(sum(processed_amount), 0) as total, count(id) as lines from booked group by day) b, payment_provider p, staff_member s
   where p.code = 'bankwire' and s.email = 'finance@demo.example'`,
  `insert into bank_statement_line (id, statement_id, provider, line_id, side, amount, currency, booked_on, value_on, remittance, counterparty_name, transaction_id, number, worked_at)
   select ${idFrom('b.id', 'line')}, s.id, s.provider, 'BK' || upper(left(md5(b.id::text), 12)), 'CREDIT', b.processed_amount, 'EUR', b.day, b.day, 'Deposit ' || b.reference, c.display_name, b.id,
     row_number() over (order by b.settled_at, b.id), s.imported_at
   from booked b join client c on c.id = b.client_id cross join bank_statement s`,
  `insert into bank_statement_line (id, statement_id, provider, line_id, side, amount, currency, booked_on, value_on, remittance, counterparty_name, counterparty_account, number, worked_at)
   select ${idFrom('s.id', 'stray line')}, s.id, s.provider, 'BK' || upper(left(md5(s.id::text), 12)), 'CREDIT', 480.00, 'EUR', b.day, b.day, 'my account, thank you',
     'J. Meyer', 'DE75512108001245126199', s.lines, s.imported_at from bank_statement s, (select distinct day from booked) b`,
  `insert into journal_entry (id, description, posted_at)
   select ${idFrom('s.id', 'entry')}, 'Bank transfer that waits for an operator', s.imported_at from bank_statement s`,
  `insert into journal_line (entry_id, posted_at, number, account_id, currency, amount)
   select ${idFrom('s.id', 'entry')}, s.imported_at, l.number, a.id, 'EUR', l.amount
   from bank_statement s cross join (values (1, 'suspense/EUR', 480.00), (2, 'provider-clearing/bankwire/EUR', -480.00)) l (number, code, amount) join ledger_account a on a.code = l.code`,
  `update ledger_account set balance = balance + case code when 'suspense/EUR' then 480.00 else -480.00 end where code in ('suspense/EUR', 'provider-clearing/bankwire/EUR')`,
  `insert into payment_case (id, kind, provider, statement_line_id, provider_reference, amount, currency, in_suspense, detail, opened_at)
   select ${idFrom('l.id', 'case')}, 'UNMATCHED_STATEMENT_LINE', l.provider, l.id, l.line_id, l.amount, l.currency, true,
     l.amount || ' ' || l.currency || ' came in on ' || l.booked_on || ' (' || l.counterparty_name || '): ' || l.remittance || '.', l.worked_at
   from bank_statement_line l where l.transaction_id is null`,
];

// A day with the card provider on which three things differed: it has a payment that we do not, we have one that it does not, and of one it
// says another amount. The simulated provider says the same when it is asked.
const DAY = [
  `create temp table of_day on commit drop as
   select t.*, row_number() over (order by t.requested_at desc, t.id) as nth from transaction t
   where t.type = 'DEPOSIT' and t.status = 'SETTLED' and t.provider = 'cardway' and t.requested_at::date = (select max(requested_at)::date from transaction
     where type = 'DEPOSIT' and status = 'SETTLED' and provider = 'cardway' and requested_at < $1::date)`,
  `create temp table difference on commit drop as
   select d.*, case nth when 1 then 'MISSING_THERE' when 2 then 'DIFFERING' end as result, case nth when 2 then d.processed_amount - 10 end as theirs, least(d.requested_at::date + interval '28 hours 17 minutes', $1::timestamptz) as at
   from of_day d where nth <= 2`,
  `insert into payment_case (id, kind, provider, transaction_id, client_id, provider_reference, amount, currency, expected_amount, expected_currency, detail, difference, opened_at)
   select ${idFrom('d.id', 'difference')}, d.result, d.provider, d.id, d.client_id, d.provider_reference, coalesce(d.theirs, d.processed_amount), d.currency,
     case when d.theirs is not null then d.processed_amount end, d.currency, d.requested_at::date || ', ' || d.reference || ' by ' || d.provider || ': ' || w.words || '.', w.words,
     d.at
   from difference d cross join lateral (select 'SETTLED ' || d.processed_amount || ' ' || d.currency || ' here, ' || coalesce('SETTLED ' || d.theirs || ' ' || d.currency, 'nothing') || ' there' as words) w`,
  `insert into payment_case (id, kind, provider, provider_reference, amount, currency, detail, difference, opened_at)
   select ${idFrom('d.id', 'unknown here')}, 'MISSING_HERE', d.provider, w.reference, 130.00, d.currency,
     d.requested_at::date || ', ' || w.reference || ' by ' || d.provider || ': ' || w.words || '.', w.words, d.at
   from difference d cross join lateral (select 'pi_5' || substr(translate(md5(d.id::text), 'abcdef', '123456'), 1, 11) as reference, 'nothing here, SETTLED 130.00 ' || d.currency || ' there' as words) w
   where d.nth = 1`,
  `insert into reconciliation (id, provider, day, source, status, matched, missing_here, missing_there, differing, run_by, run_at, finished_at)
   select ${idFrom('d.id', 'reconciliation')}, d.provider, d.requested_at::date, 'LISTING', 'DONE', (select count(*) from of_day where nth > 2), 1, 1, (select count(*) from difference where nth = 2), 'Countinghouse',
     d.at, d.at
   from difference d where d.nth = 1`,
  `insert into reconciliation_item (id, reconciliation_id, result, direction, transaction_id, provider_reference, our_amount, our_currency, their_amount, their_currency, our_state, their_state, case_id)
   select ${idFrom('o.id', 'item')}, r.id, coalesce(d.result, 'MATCHED'), 'DEPOSIT', o.id, o.provider_reference, o.processed_amount, o.currency,
     case when o.nth > 1 then coalesce(d.theirs, o.processed_amount) end, case when o.nth > 1 then o.currency end, 'SETTLED', case when o.nth > 1 then 'SETTLED' end, k.id
   from of_day o cross join reconciliation r left join difference d on d.id = o.id left join payment_case k on k.transaction_id = o.id and k.kind = d.result
   union all
   select ${idFrom('k.id', 'item')}, r.id, 'MISSING_HERE', 'DEPOSIT', null, k.provider_reference, null, null, k.amount, k.currency, null, 'SETTLED', k.id
   from payment_case k cross join reconciliation r where k.kind = 'MISSING_HERE'`,
];

/** What the bank and the card provider told of the last days, beside what is here. Afterwards cases of these differences are open. */
export async function addReconciliations(connection: ClientBase, now: Date): Promise<void> {
  for (const statement of [...STATEMENT, ...DAY]) await connection.query(statement, statement.includes('$1') ? [now] : []);
}
