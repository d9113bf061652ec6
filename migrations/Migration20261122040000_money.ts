import { Migration } from '@mikro-orm/migrations';

/**
 * Money moves: holds as rows, idempotency keys, exchange rates, policies, payment providers with their sessions, payouts, events,
 * statements, the queue of what a person must look at, and reconciliation.
 */
export class Migration20261122040000_money extends Migration {
  override up(): void {
    for (const part of [ledger, transactions, policies, providers, destinations, payouts, inbox, cases, reconciliation, grants]) this.addSql(part);
  }

  override down(): void {
    throw new Error('What moved is not undone: restore a backup instead');
  }
}

const ledger = `
alter table ledger_account drop constraint ledger_account_kind_check;
alter table ledger_account add constraint ledger_account_kind_check check (kind in ('CLIENT_WALLET','PARTNER_WALLET','TRADING_ACCOUNT','CREDIT','PROVIDER_CLEARING',
  'PROVIDER_FEE','FEE_INCOME','COMMISSION_EXPENSE','CREDIT_EXPENSE','ADJUSTMENT','SUSPENSE','RECEIVABLE','ROUNDING','EXCHANGE','NEGATIVE_BALANCE'));
create unique index ledger_account_receivable on ledger_account (client_id, currency) where kind = 'RECEIVABLE';
create index ledger_account_kind on ledger_account (kind, currency);

-- A hold reserves a part of a wallet for one transaction: number 0 for its fee, or for all of it, the others for its payouts. What an account has held is the sum of its open holds, kept by this table's
-- own triggers: nothing else can set it.
create table ledger_hold (
  transaction_id uuid not null,
  number smallint not null default 0,
  account_id uuid not null references ledger_account (id),
  amount numeric not null check (amount > 0 and scale(amount) <= 8),
  created_at timestamptz(3) not null default now(),
  released_at timestamptz(3),
  primary key (transaction_id, number)
);
create index ledger_hold_open on ledger_hold (account_id) where released_at is null;
insert into ledger_hold (transaction_id, account_id, amount, created_at)
  select t.id, a.id, t.amount, t.requested_at from transaction t
  join ledger_account a on a.client_id = t.client_id and a.currency = t.currency and a.kind = 'CLIENT_WALLET'
  where t.type = 'WITHDRAWAL' and t.status in ('HELD','IN_REVIEW','APPROVED','SENT_TO_PROVIDER','UNKNOWN') and t.client_id is not null;
insert into ledger_hold (transaction_id, account_id, amount, created_at)
  select t.id, a.id, t.amount, t.requested_at from transaction t
  join ledger_account a on a.partner_id = t.partner_id and a.currency = t.currency and a.kind = 'PARTNER_WALLET'
  where t.type = 'WITHDRAWAL' and t.status in ('HELD','IN_REVIEW','APPROVED','SENT_TO_PROVIDER','UNKNOWN') and t.client_id is null;
alter table ledger_hold add foreign key (transaction_id) references transaction (id) deferrable initially deferred;

create function ledger_hold_counts() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    if new.released_at is null then update ledger_account set held = held + new.amount where id = new.account_id; end if;
  elsif old.released_at is not null or new.released_at is null or (new.transaction_id, new.number, new.account_id, new.amount) is distinct from (old.transaction_id, old.number, old.account_id, old.amount) then
    raise exception 'the hold of transaction % can only be released, and once', old.transaction_id using errcode = 'check_violation', constraint = 'ledger_hold_released_once';
  else
    update ledger_account set held = held - old.amount where id = old.account_id;
  end if;
  return null;
end $$;
create trigger ledger_hold_counts after insert or update on ledger_hold for each row execute function ledger_hold_counts();
revoke update (held) on ledger_account from countinghouse_app;

-- FOR NO KEY UPDATE takes the right to update at least one column; this one never changes.
grant update (created_at) on ledger_account to countinghouse_app;
create trigger ledger_account_stays before update on ledger_account for each row
  when ((old.id, old.code, old.kind, old.client_id, old.partner_id, old.trading_account_id, old.currency, old.created_at)
    is distinct from (new.id, new.code, new.kind, new.client_id, new.partner_id, new.trading_account_id, new.currency, new.created_at))
  execute function refuse_change();

-- An archived account is out of sight: nothing may lie in it, and nothing may arrive.
alter table trading_account add constraint archived_is_empty check (status <> 'ARCHIVED' or balance = 0 and credit = 0);

create table ledger_check (
  id uuid primary key,
  started_at timestamptz(3) not null,
  finished_at timestamptz(3) not null,
  accounts int not null,
  lines bigint not null,
  drifting jsonb not null,
  asked_by text not null
);
create index ledger_check_started on ledger_check (started_at, id);
`;

const transactions = `
alter table transaction drop constraint transaction_type_check;
alter table transaction add constraint transaction_type_check check (type in ('DEPOSIT','WITHDRAWAL','TRANSFER','CREDIT_IN','CREDIT_OUT','ADJUSTMENT','COMMISSION_PAYOUT',
  'CHARGEBACK','NEGATIVE_BALANCE_PROTECTION'));
alter table transaction
  -- whose people decide, as the policy stood when it was asked for
  add column approval_departments text[] not null default '{FINANCE,MANAGEMENT}',
  -- with an exchange: what arrives on the other side, and by which rate
  add column counter_amount numeric check (counter_amount > 0 and scale(counter_amount) <= 8),
  add column counter_currency text,
  add column exchange_rate numeric check (exchange_rate > 0),
  add column exchange_rate_source text,
  add column exchange_rate_at timestamptz(3),
  -- of a chargeback: the deposit that is taken back
  add column related_id uuid references transaction (id),
  -- where a withdrawal goes, in words that show nothing secret
  add column destination_label text,
  -- until when a deposit may be paid
  add column expires_at timestamptz(3);
create index transaction_related on transaction (related_id) where related_id is not null;
create unique index transaction_one_chargeback on transaction (related_id) where type = 'CHARGEBACK' and status not in ('REJECTED','CANCELLED','REVERSED');
create index transaction_expires on transaction (expires_at) where status in ('CREATED','PENDING_PROVIDER');
-- what a client took out lately, for limits; what it paid in, for return to source
create index transaction_client_type on transaction (client_id, type, requested_at) where client_id is not null;

create table idempotency_key (
  actor_id uuid not null,
  key text not null check (length(key) between 1 and 200),
  operation text not null,
  input_hash text not null,
  transaction_id uuid not null references transaction (id) deferrable initially deferred,
  created_at timestamptz(3) not null default now(),
  primary key (actor_id, key)
);

create table exchange_rate (
  id uuid primary key,
  base text not null,
  quote text not null,
  -- one unit of base is so much of quote
  rate numeric not null check (rate > 0),
  source text not null,
  at timestamptz(3) not null,
  set_by text,
  check (base <> quote)
);
create index exchange_rate_latest on exchange_rate (base, quote, at desc, id desc);
`;

const policies = `
-- How many approvals a movement takes, from an amount in the policy's currency upwards, and whose people count. The tier that fits with
-- the highest amount holds.
create table approval_tier (
  transaction_type text not null,
  from_amount numeric not null check (from_amount >= 0),
  approvals smallint not null check (approvals between 0 and 3),
  departments text[] not null check (cardinality(departments) > 0),
  primary key (transaction_type, from_amount)
);
create table approval_policy (
  transaction_type text primary key,
  version int not null default 1,
  -- below it no tier may go: what staff ask for themselves always takes a second person
  least_approvals smallint not null default 0,
  updated_by text,
  updated_at timestamptz(3) not null default now()
);
alter table approval_tier add foreign key (transaction_type) references approval_policy (transaction_type);
insert into approval_policy (transaction_type, least_approvals) values ('WITHDRAWAL', 0), ('ADJUSTMENT', 1), ('CREDIT_IN', 1), ('CREDIT_OUT', 1), ('CHARGEBACK', 0);
insert into approval_tier (transaction_type, from_amount, approvals, departments) values
  ('WITHDRAWAL', 0, 0, '{FINANCE,MANAGEMENT}'), ('WITHDRAWAL', 1000, 1, '{FINANCE,MANAGEMENT}'),
  ('WITHDRAWAL', 10000, 2, '{FINANCE,MANAGEMENT}'), ('WITHDRAWAL', 50000, 3, '{FINANCE,MANAGEMENT}'),
  ('ADJUSTMENT', 0, 1, '{FINANCE,MANAGEMENT}'), ('ADJUSTMENT', 10000, 2, '{FINANCE,MANAGEMENT}'),
  ('CREDIT_IN', 0, 1, '{FINANCE,MANAGEMENT}'), ('CREDIT_IN', 10000, 2, '{FINANCE,MANAGEMENT}'),
  ('CREDIT_OUT', 0, 1, '{FINANCE,MANAGEMENT}'),
  ('CHARGEBACK', 0, 0, '{FINANCE,MANAGEMENT}');

-- One row: what holds for all payments.
create table payment_policy (
  id boolean primary key default true check (id),
  version int not null default 1,
  -- amounts of limits and tiers are in this currency
  currency text not null default 'USD',
  kyc_level_for_withdrawal smallint not null default 1 check (kyc_level_for_withdrawal between 0 and 9),
  daily_limit numeric check (daily_limit > 0),
  monthly_limit numeric check (monthly_limit > 0),
  daily_count int check (daily_count > 0),
  destination_cool_down_hours int not null default 24 check (destination_cool_down_hours between 0 and 720),
  credit_rule text not null default 'PROPORTIONAL' check (credit_rule in ('PROPORTIONAL','MUST_GO_FIRST','KEEP')),
  rate_max_age_hours int check (rate_max_age_hours > 0),
  exchange_margin_bps int not null default 0 check (exchange_margin_bps between 0 and 1000),
  updated_by text,
  updated_at timestamptz(3) not null default now()
);
insert into payment_policy (daily_limit, monthly_limit, daily_count) values (100000, 500000, 10);
`;

const providers = `
create table payment_provider (
  code text primary key check (code ~ '^[a-z][a-z0-9-]{1,39}$'),
  version int not null default 1,
  title text not null,
  kind text not null check (kind in ('CARD','CASHIER','BANK')),
  deposits_enabled boolean not null default true,
  payouts_enabled boolean not null default true,
  -- the lowest is offered first
  priority int not null default 100,
  base_url text,
  settings jsonb not null default '{}',
  -- enciphered by the gateway; never read back by anybody but its connector
  secrets text,
  timeout_ms int not null default 10000 check (timeout_ms between 100 and 120000),
  session_minutes int not null default 60 check (session_minutes between 1 and 20160),
  -- so far what was paid may differ from what was asked before a person has to look at it
  amount_tolerance_bps int not null default 0 check (amount_tolerance_bps between 0 and 1000),
  -- money goes back to where it came from for so long
  return_window_days int not null default 90 check (return_window_days between 0 and 3650),
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now()
);
create table payment_provider_currency (
  provider text not null references payment_provider (code),
  currency text not null,
  deposit_min numeric check (deposit_min > 0),
  deposit_max numeric check (deposit_max > 0),
  withdrawal_min numeric check (withdrawal_min > 0),
  withdrawal_max numeric check (withdrawal_max > 0),
  deposit_fee_bps int not null default 0 check (deposit_fee_bps between 0 and 5000),
  deposit_fee_fixed numeric not null default 0 check (deposit_fee_fixed >= 0),
  withdrawal_fee_bps int not null default 0 check (withdrawal_fee_bps between 0 and 5000),
  withdrawal_fee_fixed numeric not null default 0 check (withdrawal_fee_fixed >= 0),
  primary key (provider, currency)
);

-- Where a client pays, as the provider gave it.
create table payment_session (
  transaction_id uuid primary key references transaction (id),
  redirect_url text,
  instructions text[] not null default '{}',
  opened_at timestamptz(3) not null default now(),
  looked_up_at timestamptz(3)
);
`;

const destinations = `
-- Where a client's or a partner's money may go. The details are enciphered; label and fingerprint show nothing secret.
create table payout_destination (
  id uuid primary key,
  version int not null default 1,
  client_id uuid references client (id),
  partner_id uuid references partner (id),
  provider text not null references payment_provider (code),
  label text not null,
  fingerprint text not null,
  details text not null,
  status text not null default 'PENDING' check (status in ('PENDING','VERIFIED','REJECTED','RETIRED')),
  -- it came with a deposit of the client's own, and needs nobody to verify it
  from_deposit boolean not null default false,
  added_by text not null,
  added_by_id uuid,
  added_at timestamptz(3) not null default now(),
  decided_by text,
  decided_by_id uuid,
  decided_at timestamptz(3),
  reason text,
  check (num_nonnulls(client_id, partner_id) = 1)
);
create unique index payout_destination_client on payout_destination (client_id, provider, fingerprint) where status in ('PENDING','VERIFIED') and client_id is not null;
create unique index payout_destination_partner on payout_destination (partner_id, provider, fingerprint) where status in ('PENDING','VERIFIED') and partner_id is not null;
create index payout_destination_status on payout_destination (status, added_at, id);
create index payout_destination_added on payout_destination (added_at, id);
alter table transaction add column destination_id uuid references payout_destination (id);
`;

const payouts = `
-- The legs of a withdrawal: to each source what it returns, the rest to the destination.
create table payout (
  id uuid primary key,
  transaction_id uuid not null references transaction (id),
  number smallint not null,
  provider text not null references payment_provider (code),
  -- the deposit that it returns to; null for profit
  deposit_id uuid references transaction (id),
  destination_id uuid references payout_destination (id),
  amount numeric not null check (amount > 0 and scale(amount) <= 8),
  currency text not null,
  status text not null default 'WAITING' check (status in ('WAITING','SENT','UNKNOWN','SETTLED','DECLINED','RETURNED','CANCELLED')),
  provider_reference text,
  processed_amount numeric check (processed_amount >= 0 and scale(processed_amount) <= 8),
  reason text,
  -- set before the provider is called, in a transaction of its own: whatever has it was perhaps sent, and is never sent again
  sent_at timestamptz(3),
  settled_at timestamptz(3),
  looked_up_at timestamptz(3),
  created_at timestamptz(3) not null default now(),
  unique (transaction_id, number)
);
create index payout_status on payout (status, created_at) where status in ('WAITING','SENT','UNKNOWN');
create index payout_deposit on payout (deposit_id) where deposit_id is not null;
create index payout_provider on payout (provider, settled_at) where settled_at is not null;
create index payout_provider_reference on payout (provider, provider_reference) where provider_reference is not null;
`;

const inbox = `
-- What providers told us, before anybody acts on it. The same event is stored once.
create table payment_event (
  id uuid primary key,
  provider text not null references payment_provider (code),
  event_id text not null,
  vendor_type text not null,
  direction text not null check (direction in ('DEPOSIT','PAYOUT')),
  state text not null,
  order_id uuid,
  provider_reference text,
  processed_amount numeric check (scale(processed_amount) <= 8),
  currency text,
  fee numeric check (scale(fee) <= 8),
  reason text,
  happened_at timestamptz(3) not null,
  -- WEBHOOK, LOOK_UP or STATEMENT
  source text not null default 'WEBHOOK',
  raw_body text,
  deliveries int not null default 1,
  received_at timestamptz(3) not null default now(),
  status text not null default 'NEW' check (status in ('NEW','APPLIED','NOTHING_NEW','UNMATCHED','DISMISSED')),
  transaction_id uuid references transaction (id),
  worked_at timestamptz(3),
  note text,
  unique (provider, event_id)
);
create index payment_event_status on payment_event (status, received_at, id);
create index payment_event_received on payment_event (received_at, id);
create index payment_event_transaction on payment_event (transaction_id) where transaction_id is not null;
create index payment_event_order on payment_event (order_id) where order_id is not null;
create index payment_event_provider on payment_event (provider, received_at, id);

create table bank_statement (
  id uuid primary key,
  provider text not null references payment_provider (code),
  statement_id text not null,
  account text not null,
  currency text not null,
  opening_balance numeric,
  closing_balance numeric,
  file_hash text not null,
  lines int not null,
  imported_by text not null,
  imported_by_id uuid,
  imported_at timestamptz(3) not null default now(),
  unique (provider, statement_id)
);
create index bank_statement_imported on bank_statement (imported_at, id);
create table bank_statement_line (
  id uuid primary key,
  statement_id uuid not null references bank_statement (id),
  provider text not null,
  line_id text not null,
  side text not null check (side in ('CREDIT','DEBIT')),
  amount numeric not null check (amount > 0 and scale(amount) <= 8),
  currency text not null,
  booked_on date not null,
  value_on date,
  remittance text not null,
  end_to_end_id text,
  counterparty_name text,
  counterparty_account text,
  is_return boolean not null default false,
  transaction_id uuid references transaction (id),
  unique (provider, line_id)
);
create index bank_statement_line_statement on bank_statement_line (statement_id, id);
create index bank_statement_line_booked on bank_statement_line (provider, booked_on, id);
`;

const cases = `
-- The operator's queue: money or news about money that no rule may decide on.
create table payment_case (
  id uuid primary key,
  version int not null default 1,
  kind text not null check (kind in ('AMOUNT_TOO_LOW','AMOUNT_TOO_HIGH','OTHER_CURRENCY','PAID_TOO_LATE','UNMATCHED_EVENT','UNMATCHED_STATEMENT_LINE',
    'PAYOUT_UNKNOWN','PAYOUT_PARTLY_DONE','MISSING_HERE','MISSING_THERE','DIFFERING','CHARGEBACK_DEBT')),
  status text not null default 'OPEN' check (status in ('OPEN','TAKEN','CLOSED')),
  provider text references payment_provider (code),
  transaction_id uuid references transaction (id),
  client_id uuid references client (id),
  payment_event_id uuid references payment_event (id),
  statement_line_id uuid references bank_statement_line (id),
  provider_reference text,
  -- what it is about; in suspense: booked there until somebody decides
  amount numeric check (scale(amount) <= 8),
  currency text,
  expected_amount numeric,
  expected_currency text,
  in_suspense boolean not null default false,
  detail text not null,
  assignee_id uuid references staff_member (id),
  resolution text check (resolution in ('CREDITED','RETURNED','MATCHED','EXPLAINED','RETRIED')),
  note text,
  opened_at timestamptz(3) not null default now(),
  taken_at timestamptz(3),
  closed_at timestamptz(3),
  closed_by text,
  closed_by_id uuid,
  check ((status = 'CLOSED') = (resolution is not null))
);
create index payment_case_opened on payment_case (opened_at, id);
create index payment_case_status on payment_case (status, opened_at, id);
create index payment_case_kind on payment_case (kind, opened_at, id);
create index payment_case_provider on payment_case (provider, opened_at, id);
create index payment_case_assignee on payment_case (assignee_id, opened_at, id);
create index payment_case_transaction on payment_case (transaction_id) where transaction_id is not null;
create unique index payment_case_once_per_event on payment_case (payment_event_id) where payment_event_id is not null and status <> 'CLOSED';
create unique index payment_case_once_per_line on payment_case (statement_line_id) where statement_line_id is not null;
`;

const reconciliation = `
create table reconciliation (
  id uuid primary key,
  provider text not null references payment_provider (code),
  day date not null,
  source text not null check (source in ('LISTING','STATEMENT')),
  matched int not null,
  missing_here int not null,
  missing_there int not null,
  differing int not null,
  run_by text not null,
  run_by_id uuid,
  run_at timestamptz(3) not null default now()
);
create index reconciliation_provider on reconciliation (provider, day, run_at, id);
create index reconciliation_run on reconciliation (run_at, id);
create table reconciliation_item (
  id uuid primary key,
  reconciliation_id uuid not null references reconciliation (id),
  result text not null check (result in ('MATCHED','MISSING_HERE','MISSING_THERE','DIFFERING')),
  direction text not null check (direction in ('DEPOSIT','PAYOUT')),
  transaction_id uuid references transaction (id),
  payout_id uuid references payout (id),
  provider_reference text,
  our_amount numeric,
  our_currency text,
  their_amount numeric,
  their_currency text,
  our_state text,
  their_state text,
  case_id uuid references payment_case (id)
);
create index reconciliation_item_run on reconciliation_item (reconciliation_id, result, id);
create index reconciliation_item_case on reconciliation_item (case_id) where case_id is not null;
-- a difference that somebody has in hand is not opened a second time
create unique index payment_case_same_difference on payment_case (provider, kind, coalesce(transaction_id::text, ''), coalesce(provider_reference, ''))
  where kind in ('MISSING_HERE','MISSING_THERE','DIFFERING','PAYOUT_UNKNOWN') and status <> 'CLOSED';
`;

const grants = `
grant select, insert on ledger_hold, ledger_check, idempotency_key, exchange_rate, approval_tier, approval_policy, payment_policy, payment_provider,
  payment_provider_currency, payment_session, payout_destination, payout, payment_event, bank_statement, bank_statement_line, payment_case, reconciliation,
  reconciliation_item to countinghouse_app;
grant update on approval_tier, approval_policy, payment_policy, payment_provider, payment_provider_currency, payment_session, payout_destination, payout,
  payment_event, bank_statement_line, payment_case, reconciliation_item to countinghouse_app;
grant delete on approval_tier, payment_provider_currency to countinghouse_app;
grant update (released_at) on ledger_hold to countinghouse_app;
`;
