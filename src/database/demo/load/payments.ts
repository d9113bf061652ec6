import type { ClientBase } from 'pg';
import { aboutInMinor, decimalText } from '../money.js';
import { PROVIDERS, type Provider } from '../payments.data.js';
import { idFrom } from './derived-ids.js';
import { addDestinations, type SealDestination } from './destinations.js';
import { addWithdrawals } from './withdrawals.js';

/** How the demo's payment providers are reached; what is sealed only the gateway opens. */
export interface ProviderAccess {
  readonly baseUrl: string | null;
  readonly settings: Readonly<Record<string, string>>;
  readonly sealedSecrets: string | null;
}

const SET_UP: Readonly<
  Record<string, { readonly title: string; readonly kind: string; readonly tolerance: number; readonly window: number; readonly minutes: number }>
> = {
  cardway: { title: 'Cardway cards', kind: 'CARD', tolerance: 0, window: 90, minutes: 60 },
  'praxis-cashier': { title: 'Praxis cashier', kind: 'CASHIER', tolerance: 0, window: 90, minutes: 60 },
  // banks on the way keep something now and then
  bankwire: { title: 'Bank transfer', kind: 'BANK', tolerance: 100, window: 0, minutes: 20_160 },
};
const LEAST_USD = 10;
const MOST_USD = 100_000;
const TIMEOUT_MS = 5_000;

const INSERT_PROVIDER = `
  insert into payment_provider (code, title, kind, priority, base_url, settings, secrets, timeout_ms, session_minutes, amount_tolerance_bps, return_window_days)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`;
const INSERT_TERMS = `
  insert into payment_provider_currency (provider, currency, deposit_min, deposit_max, withdrawal_min, withdrawal_max, deposit_fee_bps, withdrawal_fee_bps, withdrawal_fee_fixed)
  values ($1, $2, $3, $4, $3, $4, $5, $6, $7)`;

/** What waits at a provider goes on waiting for a week, whenever somebody looks. */
const SESSIONS = [
  `update transaction set expires_at = $1::timestamptz + interval '7 days' where type = 'DEPOSIT' and status in ('CREATED', 'PENDING_PROVIDER')`,
  `insert into payment_session (transaction_id, redirect_url, opened_at)
   select t.id, p.base_url || '/pay/' || ltrim(t.provider_reference, 'pi_'), t.requested_at
   from transaction t join payment_provider p on p.code = t.provider where t.type = 'DEPOSIT' and t.status = 'PENDING_PROVIDER'`,
];

/** News of the last days, as the inbox keeps it. */
const EVENTS = `
  insert into payment_event (id, provider, event_id, vendor_type, direction, state, order_id, provider_reference, processed_amount, currency, happened_at, received_at,
    status, transaction_id, worked_at)
  select ${idFrom('t.id', 'event')}, t.provider, 'evt_' || left(md5(t.id::text), 20), case t.provider when 'cardway' then 'checkout.session.completed' else 'approved' end,
    'DEPOSIT', 'SETTLED', t.id, t.provider_reference, t.processed_amount, t.currency, t.settled_at, t.settled_at, 'APPLIED', t.id, t.settled_at
  from transaction t where t.type = 'DEPOSIT' and t.status = 'SETTLED' and t.provider <> 'bankwire' and t.settled_at > $1::timestamptz - interval '5 days'`;

const CASES = [
  // a payment that nobody here asked for
  `insert into payment_event (id, provider, event_id, vendor_type, direction, state, provider_reference, processed_amount, currency, happened_at, received_at, status, worked_at, note)
   select ${idFrom('t.id', 'stray')}, t.provider, 'evt_' || left(md5(t.id::text || 'stray'), 20), 'checkout.session.completed', 'DEPOSIT', 'SETTLED', 'pi_' || left(md5(t.id::text), 12),
     250.00, t.currency, $1::timestamptz - interval '5 hours', $1::timestamptz - interval '5 hours', 'UNMATCHED', $1::timestamptz - interval '5 hours', 'Nothing of ours fits it'
   from transaction t where t.type = 'DEPOSIT' and t.provider = 'cardway' order by t.requested_at desc limit 1`,
  `insert into payment_case (id, kind, provider, payment_event_id, provider_reference, amount, currency, detail, opened_at)
   select ${idFrom('e.id', 'case')}, 'UNMATCHED_EVENT', e.provider, e.id, e.provider_reference, e.processed_amount, e.currency,
     e.provider || ' tells of a deposit ' || e.provider_reference || ' (SETTLED) that nothing here fits.', e.received_at
   from payment_event e where e.status = 'UNMATCHED'`,
  `insert into payment_case (id, kind, provider, transaction_id, client_id, provider_reference, amount, currency, detail, opened_at)
   select ${idFrom('o.id', 'case')}, 'PAYOUT_UNKNOWN', o.provider, t.id, t.client_id, o.id::text, o.amount, o.currency,
     o.provider || ' has never heard of the payout of ' || o.amount || ' ' || o.currency || ' for ' || t.reference || '. Ask there before it is sent again.', t.updated_at
   from transaction t join payout o on o.transaction_id = t.id where o.status = 'UNKNOWN'`,
  `insert into payment_case (id, kind, provider, transaction_id, client_id, amount, currency, detail, opened_at)
   select ${idFrom('a.id', 'case')}, 'CHARGEBACK_DEBT', t.provider, t.id, a.client_id, -a.balance, a.currency,
     t.reference || ' was taken back, and ' || -a.balance || ' ' || a.currency || ' of it had left the wallet already: the client owes that.', t.settled_at
   from ledger_account a cross join lateral (select x.* from transaction x where x.client_id = a.client_id and x.type = 'CHARGEBACK' and x.status = 'SETTLED' and x.currency = a.currency
     order by x.settled_at desc limit 1) t
   where a.kind = 'RECEIVABLE' and a.balance < 0 order by t.settled_at desc limit 5`,
];

/** Deposits that were paid with too little or too much: the money lies in suspense, and somebody has to look. */
const UNDERPAID = `
do $$
declare
  deposit record;
  clearing uuid;
  suspense uuid;
  entry uuid;
  paid numeric;
  nth int := 0;
begin
  for deposit in select * from transaction where type = 'DEPOSIT' and status = 'PENDING_PROVIDER' and provider = 'cardway' order by requested_at desc limit 2 loop
    nth := nth + 1;
    paid := round(deposit.amount * case nth when 1 then 0.9 else 1.2 end, 2);
    select id into clearing from ledger_account where code = 'provider-clearing/cardway/' || deposit.currency;
    select id into suspense from ledger_account where code = 'suspense/' || deposit.currency;
    if suspense is null then
      suspense := ${idFrom('deposit.id', 'suspense')};
      insert into ledger_account (id, code, kind, currency, balance, created_at) values (suspense, 'suspense/' || deposit.currency, 'SUSPENSE', deposit.currency, 0, deposit.requested_at);
    end if;
    entry := ${idFrom('deposit.id', 'entry')};
    insert into journal_entry (id, transaction_id, description, posted_at) values (entry, deposit.id, 'Deposit that waits for an operator', deposit.updated_at);
    insert into journal_line (entry_id, posted_at, number, account_id, currency, amount)
      values (entry, deposit.updated_at, 1, suspense, deposit.currency, paid), (entry, deposit.updated_at, 2, clearing, deposit.currency, -paid);
    update ledger_account set balance = balance + paid where id = suspense;
    update ledger_account set balance = balance - paid where id = clearing;
    insert into payment_case (id, kind, provider, transaction_id, client_id, provider_reference, amount, currency, expected_amount, expected_currency, in_suspense, detail, opened_at)
      values (${idFrom('deposit.id', 'case')}, case nth when 1 then 'AMOUNT_TOO_LOW' else 'AMOUNT_TOO_HIGH' end, 'cardway', deposit.id, deposit.client_id, deposit.provider_reference,
        paid, deposit.currency, deposit.amount, deposit.currency, true,
        deposit.reference || ': ' || paid || ' ' || deposit.currency || ' arrived instead of ' || deposit.amount || ' ' || deposit.currency || '.', deposit.updated_at);
    update transaction set status = 'UNKNOWN', version = version + 1, reason = deposit.reference || ': ' || paid || ' ' || deposit.currency || ' arrived instead of ' || deposit.amount || ' '
      || deposit.currency || '.' where id = deposit.id;
    delete from payment_session where transaction_id = deposit.id;
  end loop;
end $$`;

const TABLES = ['payout_destination', 'payout', 'ledger_hold', 'payment_event', 'payment_case', 'payment_session'];

/** What the payments of the year left behind, and what waits for finance today. Triggers rest: what they would do is proven afterwards. */
export async function addPayments(connection: ClientBase, access: Readonly<Record<string, ProviderAccess>>, seal: SealDestination, now: Date): Promise<void> {
  for (const [at, provider] of PROVIDERS.entries()) await addProvider(connection, provider, at, access[provider.name]);
  await addDestinations(connection, seal, now);
  await addWithdrawals(connection);
  for (const statement of [...SESSIONS, EVENTS, ...CASES]) await connection.query(statement, statement.includes('$1') ? [now] : []);
  await connection.query(UNDERPAID);
  for (const table of TABLES) await connection.query(`analyze ${table}`);
}

async function addProvider(
  connection: ClientBase,
  { name, currencies, depositFeeBps, withdrawalFeeBps, withdrawalFeeUsd }: Provider,
  at: number,
  access?: ProviderAccess,
): Promise<void> {
  const setUp = SET_UP[name];
  if (setUp === undefined) throw new Error(`The provider ${name} is not set up`);
  const { title, kind, minutes, tolerance, window } = setUp;
  await connection.query(INSERT_PROVIDER, [
    ...[
      name,
      title,
      kind,
      (at + 1) * 10,
      access?.baseUrl ?? null,
      JSON.stringify(access?.settings ?? {}),
      access?.sealedSecrets ?? null,
      TIMEOUT_MS,
      minutes,
      tolerance,
      window,
    ],
  ]);
  for (const currency of currencies) {
    const about = (usd: number): string => decimalText(aboutInMinor(usd, currency), currency);
    await connection.query(INSERT_TERMS, [name, currency, about(LEAST_USD), about(MOST_USD), depositFeeBps, withdrawalFeeBps, about(withdrawalFeeUsd)]);
  }
}
