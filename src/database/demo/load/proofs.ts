import type { ClientBase } from 'pg';

/** A statement that finds rows which must not be there: `found` says how many, `example` names one. */
interface Proof {
  readonly claim: string;
  readonly sql: string;
}

const violations = (claim: string, rows: string): Proof => ({
  claim,
  sql: `select count(*)::int as found, min(offender::text) as example from (${rows}) as violation (offender)`,
});

const OPEN_WITHDRAWALS = `('HELD', 'IN_REVIEW', 'APPROVED', 'SENT_TO_PROVIDER', 'UNKNOWN')`;

/** What triggers and checks would have said row by row, said of whole tables at once. $now is when the brokerage ends. */
const PROOFS: readonly Proof[] = [
  violations('every journal entry adds up to zero in each currency', 'select entry_id from journal_line group by entry_id, currency having sum(amount) <> 0'),
  violations('every journal entry has lines', 'select id from journal_entry e where not exists (select from journal_line l where l.entry_id = e.id)'),
  violations(
    'every ledger balance is the sum of its lines',
    `select a.code from ledger_account a left join (select account_id, sum(amount) as amount from journal_line group by account_id) l on l.account_id = a.id
     where a.balance <> coalesce(l.amount, 0)`,
  ),
  violations(
    'every trading account shows what its ledger accounts hold',
    `select t.server || '/' || t.login from trading_account t
     left join ledger_account f on f.trading_account_id = t.id and f.kind = 'TRADING_ACCOUNT'
     left join ledger_account c on c.trading_account_id = t.id and c.kind = 'CREDIT'
     where t.balance <> coalesce(f.balance, 0) or t.credit <> coalesce(c.balance, 0) or coalesce(f.balance, 0) < 0 or coalesce(c.balance, 0) < 0`,
  ),
  violations('no wallet is below zero', `select code from ledger_account where kind in ('CLIENT_WALLET', 'PARTNER_WALLET') and balance - held < 0`),
  violations(
    'held is what open withdrawals have reserved',
    `select a.code from ledger_account a left join (
       select coalesce(client_id, partner_id) as owner_id, currency, sum(amount) as amount from transaction
       where type = 'WITHDRAWAL' and status in ${OPEN_WITHDRAWALS} group by 1, 2) w
     on w.owner_id = coalesce(a.client_id, a.partner_id) and w.currency = a.currency and a.kind in ('CLIENT_WALLET', 'PARTNER_WALLET')
     where a.held <> coalesce(w.amount, 0)`,
  ),
  violations(
    'held is the sum of open holds',
    `select a.code from ledger_account a left join (select account_id, sum(amount) as amount from ledger_hold where released_at is null group by 1) h on h.account_id = a.id
     where a.held <> coalesce(h.amount, 0)`,
  ),
  violations(
    'every withdrawal has payments, and they add up to what leaves',
    `select t.reference from transaction t left join (select transaction_id, sum(amount) as amount from payout group by 1) o on o.transaction_id = t.id
     where t.type = 'WITHDRAWAL' and t.amount - t.fee is distinct from o.amount`,
  ),
  violations(
    'no deposit gives back more than it brought',
    `select d.reference from transaction d join (select deposit_id, sum(amount) as amount from payout where deposit_id is not null and status in ('SETTLED', 'WAITING', 'SENT', 'UNKNOWN')
       group by 1) o on o.deposit_id = d.id where o.amount > d.processed_amount or d.status <> 'SETTLED'`,
  ),
  violations(
    'what is on its way out goes back to a deposit, or to a verified account of the same owner',
    `select o.id from payout o join transaction t on t.id = o.transaction_id left join payout_destination d on d.id = o.destination_id
     where o.status in ('WAITING', 'SENT', 'UNKNOWN') and o.deposit_id is null
       and (d.status is distinct from 'VERIFIED' or d.provider <> o.provider or (d.client_id, d.partner_id) is distinct from (t.client_id, t.partner_id))`,
  ),
  violations(
    'what is exchanged arrives by the rate that it names, rounded down',
    `select reference from transaction where counter_amount is not null
       and counter_amount is distinct from trunc(amount * exchange_rate, case counter_currency when 'JPY' then 0 else 2 end)`,
  ),
  violations(
    'a chargeback takes back a deposit of the same client',
    `select t.reference from transaction t left join transaction d on d.id = t.related_id where t.type = 'CHARGEBACK' and (d.type is distinct from 'DEPOSIT' or d.client_id <> t.client_id)`,
  ),
  violations(
    'what lies in suspense for a case was booked there',
    `select k.id from payment_case k where k.in_suspense and k.amount is distinct from (
       select sum(l.amount) from journal_entry e join journal_line l on l.entry_id = e.id join ledger_account a on a.id = l.account_id
       where a.kind = 'SUSPENSE' and a.currency = k.currency and (e.transaction_id = k.transaction_id or k.transaction_id is null and e.transaction_id is null and e.posted_at = k.opened_at))`,
  ),
  violations(
    'paths of partners follow their parents',
    `select p.reference from partner p left join partner parent on parent.id = p.parent_id
     where p.path is distinct from coalesce(parent.path || p.number::text, p.number::text::ltree)`,
  ),
  violations(
    'clients carry the logins of their accounts',
    `select c.reference from client c left join (select client_id, string_agg(login, ' ' order by login) as logins from trading_account group by client_id) t on t.client_id = c.id
     where c.logins <> coalesce(t.logins, '')`,
  ),
  violations(
    'activity is what client_activity() computes',
    'select reference from client where activity <> client_activity(first_funded_at, last_traded_at, last_cash_at, $now)',
  ),
  violations(
    'whoever asked has not approved, and approvals missing are counted right',
    `select t.reference from transaction t left join (
       select transaction_id, count(*) filter (where decision = 'APPROVED') as given, array_agg(staff_id) as staff from approval group by 1) a on a.transaction_id = t.id
     where t.approvals_missing <> greatest(0, t.approvals_needed - coalesce(a.given, 0)) or t.requested_by_id = any (a.staff)`,
  ),
  violations(
    'what is settled says when and how much, and has entries',
    `select t.reference from transaction t
     where (t.status in ('SETTLED', 'REVERSED', 'CHARGED_BACK')) <> (t.settled_at is not null and t.processed_amount is not null)
        or t.status = 'SETTLED' and not exists (select from journal_entry e where e.transaction_id = t.id)`,
  ),
  violations(
    'partners were paid what their paid commissions add up to, to the cent',
    `select coalesce(c.partner_id, p.partner_id) from
       (select partner_id, currency, sum(amount - coalesce(rebate, 0)) as amount from commission where status = 'PAID' group by 1, 2) c full join
       (select partner_id, currency, sum(amount) as amount from transaction where type = 'COMMISSION_PAYOUT' and status = 'SETTLED' group by 1, 2) p using (partner_id, currency)
     where c.amount is null or p.amount is null or abs(c.amount - p.amount) > 0.005`,
  ),
  violations(
    'statements are what their commissions add up to, begin where the one before ended, and end with what is owed',
    `select s.reference from (select *, lag(closing, 1, 0.0) over w as before, lead(id) over w is null as is_last from commission_statement window w as (partition by partner_id, currency order by number)) s
     left join (select statement_id, coalesce(sum(amount) filter (where corrects_id is null), 0) as accrued, coalesce(sum(amount) filter (where corrects_id is not null), 0) as corrections,
       coalesce(sum(rebate), 0) as rebates, count(*) as rows from commission where statement_id is not null group by 1) c on c.statement_id = s.id
     left join commission_balance b on b.partner_id = s.partner_id and b.client_id is null and b.currency = s.currency
     where s.opening <> s.before or s.is_last and b.stated is distinct from s.closing
       or (s.accrued, s.corrections, s.rebates, s.commissions) is distinct from (coalesce(c.accrued, 0), coalesce(c.corrections, 0), coalesce(c.rebates, 0), coalesce(c.rows, 0))`,
  ),
  violations(
    'statements show what was paid, and balances what was not',
    `select coalesce(s.partner_id, y.partner_id) from (
       select b.partner_id, b.currency, coalesce((select sum(s.paid) from commission_statement s where s.partner_id = b.partner_id and s.currency = b.currency), 0) + b.paid as amount
       from commission_balance b where b.client_id is null) s
     full join (select partner_id, currency, sum(amount) as amount from commission_payout where status = 'PAID' and client_id is null group by 1, 2) y using (partner_id, currency)
     where coalesce(s.amount, 0) <> coalesce(y.amount, 0)`,
  ),
  violations(
    'commissions are as far as their statements are, and those of closed periods stand in one',
    `select c.id from commission c join commission_plan p on p.id = c.plan_id left join commission_statement s on s.id = c.statement_id left join commission_payout y on y.id = s.payout_id
     left join (select length, max(ends_at) as until from commission_period where status = 'CLOSED' group by 1) d on d.length = p.period
     where c.status <> 'REVERSED' and c.status <> case when s.id is null then 'ACCRUED' when y.status = 'PAID' then 'PAID' else 'PAYABLE' end
       or c.status = 'ACCRUED' and c.accrued_at < d.until`,
  ),
  violations(
    'what a run has paid is a transaction of its own',
    `select y.id from commission_payout y left join transaction t on t.id = y.transaction_id
     where y.status = 'PAID' and (t.type, t.status, t.amount, t.currency) is distinct from ('COMMISSION_PAYOUT', 'SETTLED', y.amount, y.currency)
     union all select t.id from transaction t where t.type = 'COMMISSION_PAYOUT' and not exists (select from commission_payout y where y.transaction_id = t.id)`,
  ),
  violations(
    "commissions follow the tree: the partner of level n stands n - 1 above the client's own",
    `select m.id from commission m join client c on c.id = m.client_id join partner own on own.id = c.partner_id join partner p on p.id = m.partner_id
     where not (own.path <@ p.path and nlevel(own.path) - nlevel(p.path) = m.level - 1)`,
  ),
  violations(
    'what waits for people has a task, and nothing else has',
    `select coalesce(w.id, t.subject_id) from (
       select id, 'DOCUMENT_REVIEW' as kind from document where status in ('UPLOADED', 'IN_REVIEW') union all select id, 'PAYMENT_CASE' from payment_case where status <> 'CLOSED'
       union all select id, 'TRANSACTION_APPROVAL' from transaction where status in ('HELD', 'IN_REVIEW') union all select id, 'PAYOUT_RUN' from commission_payout_run where status = 'IN_REVIEW') w
     full join (select subject_id, kind from task where closed_at is null and kind in ('DOCUMENT_REVIEW', 'PAYMENT_CASE', 'TRANSACTION_APPROVAL', 'PAYOUT_RUN')) t on t.subject_id = w.id and t.kind = w.kind
     where w.id is null or t.subject_id is null`,
  ),
  violations(
    'every client has the level of its rating',
    `select c.reference from client c left join risk_rating r on r.client_id = c.id and r.superseded_at is null where r.level is distinct from c.risk_level`,
  ),
  violations(
    'every hit that waits is a task, and whoever is on a list of sanctions is frozen',
    `select h.id from screening_hit h where h.status = 'WAITING' and not exists (select from task t where t.subject_id = h.id and t.closed_at is null)
     union all select h.id from screening_hit h where h.status = 'TRUE_MATCH' and h.kind = 'SANCTIONS'
       and not exists (select from restriction r where r.client_id = h.client_id and r.kind = 'NO_WITHDRAWAL' and r.lifted_at is null)`,
  ),
  violations(
    'nothing has happened after now',
    `select id from transaction where greatest(requested_at, settled_at, updated_at) > $now union all select id from journal_entry where posted_at > $now
     union all select id from commission where greatest(traded_at, accrued_at) > $now union all select id from audit_entry where at > $now
     union all select id from document where greatest(uploaded_at, reviewed_at, updated_at) > $now union all select id from client where greatest(created_at, updated_at) > $now
     union all select id from approval where at > $now`,
  ),
];

/** Fails, naming each claim that does not hold and a row that shows it. The connections share the work; they see the same rows. */
export async function prove(connections: readonly ClientBase[], now: Date): Promise<number> {
  const [first] = connections;
  if (first === undefined) throw new RangeError('Nobody is there to prove anything');
  const proofs = [...PROOFS, ...(await foreignKeys(first))];
  const [waiting, failures] = [proofs.values(), [] as string[]];
  await Promise.all(
    connections.map(async (connection) => {
      for (const proof of waiting) failures.push(...(await failureOf(connection, proof, now)));
    }),
  );
  if (failures.length > 0) throw new Error(`The demo brokerage does not hold together:\n${failures.toSorted().join('\n')}`);
  return proofs.length;
}

async function failureOf(connection: ClientBase, { claim, sql }: Proof, now: Date): Promise<string[]> {
  const { rows } = await connection.query<{ found: number; example: string | null }>(sql.replaceAll('$now', `'${now.toISOString()}'::timestamptz`));
  return rows.filter(({ found }) => found > 0).map(({ found, example }) => `${claim}: ${found} times not, for one ${example}`);
}

/** All foreign keys that the catalogue knows, each as an anti-join. */
async function foreignKeys(client: ClientBase): Promise<Proof[]> {
  const { rows } = await client.query<{ name: string; child: string; parent: string; childColumns: string[]; parentColumns: string[] }>(`
    select conname as name, conrelid::regclass::text as child, confrelid::regclass::text as parent,
      (select array_agg(quote_ident(attname) order by place) from unnest(conkey) with ordinality k (number, place) join pg_attribute on attrelid = conrelid and attnum = number) as "childColumns",
      (select array_agg(quote_ident(attname) order by place) from unnest(confkey) with ordinality k (number, place) join pg_attribute on attrelid = confrelid and attnum = number) as "parentColumns"
    from pg_constraint where contype = 'f' and connamespace = 'public'::regnamespace and conparentid = 0 order by 2, 1`);
  return rows.map(({ name, child, parent, childColumns, parentColumns }) => {
    const isSet = childColumns.map((column) => `c.${column} is not null`).join(' and ');
    const matches = childColumns.map((column, index) => `p.${parentColumns[index]} = c.${column}`).join(' and ');
    return violations(
      `${name} points at rows that are there`,
      `select c.ctid from ${child} c where ${isSet} and not exists (select from ${parent} p where ${matches})`,
    );
  });
}
