import { Migration } from '@mikro-orm/migrations';

/**
 * The foundation: people who sign in, clients, trading accounts, the ledger, transactions, documents, partners, commissions, audit.
 * Statuses are text with a check, so that a later value costs a constraint and not a type. Amounts are unconstrained numeric: the
 * writer gives them the scale of their currency, and a check keeps them at eight decimals or fewer.
 */
export class Migration20261122000000_foundation extends Migration {
  override up(): void {
    for (const part of [extensions, people, partners, clients, ledger, transactions, documents, commissions, audit, access]) this.addSql(part);
  }

  override down(): void {
    throw new Error('The foundation is not undone: restore a backup instead');
  }
}

const extensions = `
create extension if not exists ltree;
create extension if not exists pg_trgm;
create extension if not exists btree_gin;
create extension if not exists btree_gist;

-- Raised by every table that may only grow.
create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% on % is refused: rows of this table are never changed', tg_op, tg_table_name using errcode = 'restrict_violation';
end $$;
`;

const people = `
create table staff_member (
  id uuid primary key,
  version int not null default 1,
  name text not null,
  email text not null,
  departments text[] not null default '{}' check (departments <@ array['ADMINISTRATION','MANAGEMENT','SUPPORT','SALES','FINANCE','COMPLIANCE','RISK','PARTNERSHIPS']),
  is_active boolean not null default true,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now()
);
create unique index staff_member_email on staff_member (lower(email));
create index staff_member_created on staff_member (created_at, id);
`;

const partners = `
create table commission_plan (
  id uuid primary key,
  version int not null default 1,
  name text not null unique,
  scheme text not null check (scheme in ('PER_LOT','PER_MILLION','PIPS','SPREAD_SHARE','COMMISSION_SHARE','REVENUE_SHARE','CPA')),
  tree_mode text not null check (tree_mode in ('OVERRIDE','DIFFERENTIAL','SPLIT')),
  currency text not null,
  rates numeric[] not null,
  min_hold_seconds int not null default 0 check (min_hold_seconds >= 0),
  effective_from timestamptz(3) not null,
  created_at timestamptz(3) not null default now()
);

create sequence partner_number_seq start 3000;
create table partner (
  id uuid primary key,
  version int not null default 1,
  number bigint not null unique default nextval('partner_number_seq'),
  reference text not null unique generated always as ('P' || number) stored,
  name text not null,
  email text not null,
  country char(2) not null,
  status text not null default 'PENDING' check (status in ('PENDING','ACTIVE','SUSPENDED','CLOSED')),
  referral_code text not null unique,
  parent_id uuid references partner (id),
  path ltree not null,
  level smallint not null generated always as (nlevel(path)) stored,
  plan_id uuid references commission_plan (id),
  search_text text not null generated always as (lower(' ' || name || ' ' || email || ' P' || number || ' ' || referral_code)) stored,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now()
);
create index partner_parent on partner (parent_id, created_at, id);
create index partner_path on partner using gist (path);
create unique index partner_path_exact on partner (path);
create index partner_created on partner (created_at, id);
create index partner_status on partner (status, created_at, id);
create index partner_country on partner (country, created_at, id);
create index partner_plan on partner (plan_id);
create index partner_search on partner using gin (search_text gin_trgm_ops);

-- parent_id is the truth, path follows from it. Moves and inserts take one lock, or two moves at once could close a circle.
create function partner_path_from_parent() returns trigger language plpgsql as $$
declare
  parent_path ltree;
begin
  perform pg_advisory_xact_lock(hashtext('partner tree'));
  if new.parent_id is not null then
    select path into parent_path from partner where id = new.parent_id;
    if tg_op = 'UPDATE' and parent_path <@ old.path then
      raise exception 'partner % cannot move under its own subtree', old.reference using errcode = 'check_violation', constraint = 'partner_no_cycle';
    end if;
  end if;
  new.path := case when parent_path is null then new.number::text::ltree else parent_path || new.number::text end;
  return new;
end $$;
create trigger partner_path before insert or update of parent_id on partner for each row execute function partner_path_from_parent();

create function partner_subtree_follows() returns trigger language plpgsql as $$
begin
  update partner set path = new.path || subpath(path, nlevel(old.path)) where path <@ old.path and id <> new.id;
  return null;
end $$;
create trigger partner_subtree after update of parent_id on partner for each row when (old.path <> new.path) execute function partner_subtree_follows();
`;

const clients = `
create sequence client_number_seq start 100000;
create table client (
  id uuid primary key,
  version int not null default 1,
  number bigint not null unique default nextval('client_number_seq'),
  reference text not null unique generated always as ('C' || number) stored,
  type text not null default 'INDIVIDUAL' check (type in ('INDIVIDUAL','CORPORATE')),
  category text not null default 'RETAIL' check (category in ('RETAIL','PROFESSIONAL','ELIGIBLE_COUNTERPARTY')),
  first_name text not null,
  last_name text not null,
  company_name text,
  display_name text not null generated always as (coalesce(company_name, first_name || ' ' || last_name)) stored,
  email text not null,
  phone text,
  date_of_birth date,
  tax_number text,
  country char(2) not null,
  jurisdiction text not null,
  language text,
  onboarding_status text not null default 'REGISTERED'
    check (onboarding_status in ('REGISTERED','APPLICATION_SUBMITTED','INFORMATION_REQUIRED','APPROVED','REJECTED','SUSPENDED','CLOSED','TERMINATED')),
  -- where SUSPENDED goes back to
  status_before_suspension text,
  -- derived by client_activity() from the three dates below
  activity text not null default 'NEVER_FUNDED' check (activity in ('NEVER_FUNDED','FUNDED','ACTIVE','INACTIVE','DORMANT')),
  first_funded_at timestamptz(3),
  last_traded_at timestamptz(3),
  last_cash_at timestamptz(3),
  kyc_status text not null default 'NOT_STARTED'
    check (kyc_status in ('NOT_STARTED','DOCUMENTS_REQUIRED','IN_REVIEW','RESUBMISSION_REQUIRED','APPROVED','REJECTED','EXPIRED')),
  kyc_level smallint not null default 0 check (kyc_level between 0 and 9),
  risk_level text not null default 'LOW' check (risk_level in ('LOW','MEDIUM','HIGH')),
  tags text[] not null default '{}',
  account_manager_id uuid references staff_member (id),
  partner_id uuid references partner (id),
  -- the platform logins of the client's accounts, kept by a trigger for the search
  logins text not null default '',
  -- what everyone with a right to the client may search, and what only those may who see e-mail and phone
  search_public text not null generated always as (lower(' ' || first_name || ' ' || last_name || ' ' || coalesce(company_name, '') || ' C' || number || ' ' || logins)) stored,
  search_text text not null generated always as (lower(' ' || first_name || ' ' || last_name || ' ' || coalesce(company_name, '') || ' C' || number || ' ' || logins
    || ' ' || email || ' ' || coalesce(phone, '') || ' ' || regexp_replace(coalesce(phone, ''), '[^0-9]', '', 'g'))) stored,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now()
);
create unique index client_email on client (lower(email));
create index client_created on client (created_at, id);
create index client_updated on client (updated_at, id);
create index client_last_name on client (last_name, id);
create index client_onboarding on client (onboarding_status, created_at, id);
create index client_kyc on client (kyc_status, created_at, id);
create index client_risk on client (risk_level, created_at, id);
create index client_activity on client (activity, created_at, id);
create index client_category on client (category, created_at, id);
create index client_country on client (country, created_at, id);
create index client_partner on client (partner_id, created_at, id);
create index client_manager on client (account_manager_id, created_at, id);
create index client_tags on client using gin (tags);
create index client_search on client using gin (search_text gin_trgm_ops);
create index client_search_public on client using gin (search_public gin_trgm_ops);

-- Funded and active are computed, never typed in (domain: two axes, a decision and an observation). 30 days without a trade is
-- inactive; 180 days without trade and cash operation is dormant.
create function client_activity(first_funded_at timestamptz, last_traded_at timestamptz, last_cash_at timestamptz, at timestamptz) returns text language sql immutable as $$
  select case
    when first_funded_at is null then 'NEVER_FUNDED'
    when greatest(last_traded_at, last_cash_at, first_funded_at) < at - interval '180 days' then 'DORMANT'
    when last_traded_at is null then 'FUNDED'
    when last_traded_at >= at - interval '30 days' then 'ACTIVE'
    else 'INACTIVE'
  end
$$;

create table trading_account (
  id uuid primary key,
  version int not null default 1,
  client_id uuid not null references client (id),
  platform text not null check (platform in ('MT4','MT5','CTRADER','PROPRIETARY')),
  server text not null,
  login text not null,
  environment text not null check (environment in ('LIVE','DEMO')),
  "group" text not null,
  leverage int not null check (leverage between 1 and 3000),
  currency text not null,
  status text not null default 'PENDING' check (status in ('PENDING','ACTIVE','CLOSE_ONLY','TRADING_DISABLED','LOGIN_DISABLED','ARCHIVED')),
  -- copied from the ledger account by a trigger, since lists are ordered by it
  balance numeric not null default 0,
  credit numeric not null default 0,
  opened_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  unique (server, login)
);
create index trading_account_client on trading_account (client_id, opened_at, id);
create index trading_account_opened on trading_account (opened_at, id);
create index trading_account_login on trading_account (login text_pattern_ops, id);
create index trading_account_login_order on trading_account (login, id);
create index trading_account_balance on trading_account (balance, id);
create index trading_account_platform on trading_account (platform, opened_at, id);
create index trading_account_environment on trading_account (environment, opened_at, id);
create index trading_account_status on trading_account (status, opened_at, id);
create index trading_account_group on trading_account ("group", opened_at, id);
create index trading_account_currency on trading_account (currency, opened_at, id);

create function client_logins_follow() returns trigger language plpgsql as $$
begin
  update client c set logins = coalesce((select string_agg(login, ' ' order by login) from trading_account where client_id = c.id), '')
  where c.id = new.client_id or (tg_op = 'UPDATE' and c.id = old.client_id);
  return null;
end $$;
create trigger trading_account_logins after insert or update of login, client_id on trading_account for each row execute function client_logins_follow();

create table restriction (
  id uuid primary key,
  client_id uuid not null references client (id),
  trading_account_id uuid references trading_account (id),
  kind text not null check (kind in ('NO_DEPOSIT','NO_WITHDRAWAL','NO_TRANSFER','NO_TRADE','CLOSE_ONLY','NO_LOGIN','NO_COMMISSION')),
  reason text not null,
  created_by text not null,
  created_by_id uuid,
  created_at timestamptz(3) not null default now(),
  expires_at timestamptz(3),
  lifted_at timestamptz(3),
  lifted_by text,
  lift_reason text
);
create index restriction_client on restriction (client_id, created_at, id);
create index restriction_account on restriction (trading_account_id) where trading_account_id is not null;
`;

const ledger = `
-- Signs: a line above zero raises what the broker owes to the account's owner. Client wallets, trading accounts and income stand
-- above zero, provider clearing and expenses below. One entry adds up to zero in every currency.
create table ledger_account (
  id uuid primary key,
  code text not null unique,
  kind text not null check (kind in ('CLIENT_WALLET','PARTNER_WALLET','TRADING_ACCOUNT','CREDIT','PROVIDER_CLEARING','PROVIDER_FEE','FEE_INCOME',
    'COMMISSION_EXPENSE','CREDIT_EXPENSE','ADJUSTMENT','SUSPENSE','RECEIVABLE','ROUNDING')),
  client_id uuid references client (id),
  partner_id uuid references partner (id),
  trading_account_id uuid references trading_account (id),
  currency text not null,
  balance numeric not null default 0 check (scale(balance) <= 8),
  -- reserved for withdrawals under way
  held numeric not null default 0 check (held >= 0),
  created_at timestamptz(3) not null default now(),
  unique (id, currency),
  constraint wallet_not_negative check (kind not in ('CLIENT_WALLET','PARTNER_WALLET') or balance - held >= 0)
);
create unique index ledger_account_client_wallet on ledger_account (client_id, currency) where kind = 'CLIENT_WALLET';
create unique index ledger_account_partner_wallet on ledger_account (partner_id, currency) where kind = 'PARTNER_WALLET';
create unique index ledger_account_trading on ledger_account (trading_account_id, kind) where trading_account_id is not null;

create table journal_entry (
  id uuid primary key,
  transaction_id uuid,
  description text not null,
  posted_at timestamptz(3) not null default now()
);
create index journal_entry_transaction on journal_entry (transaction_id, posted_at, id);
create index journal_entry_posted on journal_entry (posted_at, id);

create table journal_line (
  entry_id uuid not null references journal_entry (id),
  number smallint not null,
  account_id uuid not null,
  currency text not null,
  amount numeric not null check (amount <> 0 and scale(amount) <= 8),
  primary key (entry_id, number),
  -- a line has the currency of its account
  foreign key (account_id, currency) references ledger_account (id, currency)
);
create index journal_line_account on journal_line (account_id, entry_id);

create trigger journal_entry_fixed before update or delete on journal_entry for each row execute function refuse_change();
create trigger journal_line_fixed before update or delete on journal_line for each row execute function refuse_change();
create trigger journal_entry_kept before truncate on journal_entry execute function refuse_change();
create trigger journal_line_kept before truncate on journal_line execute function refuse_change();

create function journal_entry_balances() returns trigger language plpgsql as $$
declare
  off record;
begin
  select currency, sum(amount) as amount into off from journal_line where entry_id = new.entry_id group by currency having sum(amount) <> 0 limit 1;
  if found then
    raise exception 'journal entry % is off by % %', new.entry_id, off.amount, off.currency using errcode = 'check_violation', constraint = 'journal_entry_balanced';
  end if;
  return null;
end $$;
create constraint trigger journal_entry_balanced after insert on journal_line deferrable initially deferred for each row execute function journal_entry_balances();

-- An entry without lines moves nothing, and is a mistake.
create function journal_entry_has_lines() returns trigger language plpgsql as $$
begin
  if not exists (select from journal_line where entry_id = new.id) then
    raise exception 'journal entry % has no lines', new.id using errcode = 'check_violation', constraint = 'journal_entry_not_empty';
  end if;
  return null;
end $$;
create constraint trigger journal_entry_not_empty after insert on journal_entry deferrable initially deferred for each row execute function journal_entry_has_lines();

-- Balances stand beside the lines and are kept by the posting itself.
create function journal_line_post() returns trigger language plpgsql as $$
begin
  update ledger_account a set balance = a.balance + s.amount
  from (select account_id, sum(amount) as amount from posted group by account_id order by account_id) s where a.id = s.account_id;
  return null;
end $$;
create trigger journal_line_posted after insert on journal_line referencing new table as posted for each statement execute function journal_line_post();

create function trading_account_balance_follows() returns trigger language plpgsql as $$
begin
  if new.kind = 'TRADING_ACCOUNT' then
    update trading_account set balance = new.balance where id = new.trading_account_id;
  else
    update trading_account set credit = new.balance where id = new.trading_account_id;
  end if;
  return null;
end $$;
create trigger ledger_account_balance after insert or update of balance on ledger_account for each row
  when (new.kind in ('TRADING_ACCOUNT', 'CREDIT')) execute function trading_account_balance_follows();
`;

const transactions = `
create sequence transaction_number_seq start 2000000;
create table transaction (
  id uuid primary key,
  version int not null default 1,
  number bigint not null unique default nextval('transaction_number_seq'),
  reference text not null generated always as ('T' || number) stored,
  type text not null check (type in ('DEPOSIT','WITHDRAWAL','TRANSFER','CREDIT_IN','CREDIT_OUT','ADJUSTMENT','COMMISSION_PAYOUT','CHARGEBACK')),
  status text not null check (status in ('CREATED','PENDING_PROVIDER','HELD','IN_REVIEW','APPROVED','SENT_TO_PROVIDER','UNKNOWN','SETTLED',
    'REJECTED','CANCELLED','DECLINED','EXPIRED','REVERSED','CHARGED_BACK')),
  client_id uuid references client (id),
  partner_id uuid references partner (id),
  trading_account_id uuid references trading_account (id),
  counter_account_id uuid references trading_account (id),
  amount numeric not null check (scale(amount) <= 8),
  currency text not null,
  fee numeric not null default 0 check (fee >= 0 and scale(fee) <= 8),
  processed_amount numeric check (scale(processed_amount) <= 8),
  provider text,
  provider_reference text,
  reason text,
  requested_by text not null,
  requested_by_id uuid,
  approvals_needed smallint not null default 0 check (approvals_needed between 0 and 9),
  approvals_missing smallint not null default 0 check (approvals_missing between 0 and approvals_needed),
  requested_at timestamptz(3) not null default now(),
  settled_at timestamptz(3),
  updated_at timestamptz(3) not null default now(),
  check (amount > 0 or type = 'ADJUSTMENT' and amount <> 0),
  check (client_id is not null or partner_id is not null)
);
alter table journal_entry add foreign key (transaction_id) references transaction (id);
create unique index transaction_reference on transaction (reference text_pattern_ops);
create index transaction_provider_reference on transaction (provider_reference text_pattern_ops) where provider_reference is not null;
create index transaction_requested on transaction (requested_at, id);
-- what is not settled yet sorts before everything that is
create index transaction_settled on transaction ((coalesce(settled_at, '-infinity'::timestamptz)), id);
create index transaction_settled_range on transaction (settled_at);
create index transaction_amount on transaction (amount, id);
create index transaction_client on transaction (client_id, requested_at, id);
create index transaction_partner on transaction (partner_id, requested_at, id) where partner_id is not null;
create index transaction_account on transaction (trading_account_id, requested_at, id) where trading_account_id is not null;
create index transaction_counter_account on transaction (counter_account_id, requested_at, id) where counter_account_id is not null;
create index transaction_type on transaction (type, status, requested_at, id);
create index transaction_status on transaction (status, requested_at, id);
create index transaction_provider on transaction (provider, requested_at, id);
create index transaction_currency on transaction (currency, requested_at, id);

create table approval (
  id uuid primary key,
  transaction_id uuid not null references transaction (id),
  decision text not null check (decision in ('APPROVED','REJECTED')),
  staff_id uuid not null references staff_member (id),
  comment text,
  at timestamptz(3) not null default now(),
  -- one person counts once
  unique (transaction_id, staff_id)
);
`;

const documents = `
create table document (
  id uuid primary key,
  version int not null default 1,
  client_id uuid not null references client (id),
  type text not null check (type in ('PASSPORT','IDENTITY_CARD','DRIVING_LICENCE','PROOF_OF_ADDRESS','SOURCE_OF_FUNDS','BANK_STATEMENT','COMPANY_REGISTRATION','OTHER')),
  status text not null default 'UPLOADED' check (status in ('UPLOADED','IN_REVIEW','APPROVED','REJECTED','EXPIRED')),
  file_name text not null,
  content_type text not null,
  size_bytes int not null check (size_bytes > 0),
  sha256 text not null,
  storage_key text not null unique,
  issuing_country char(2),
  expires_on date,
  reviewed_by_id uuid references staff_member (id),
  reviewed_at timestamptz(3),
  rejection_reason text,
  uploaded_by_id uuid,
  uploaded_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now()
);
create index document_uploaded on document (uploaded_at, id);
create index document_client on document (client_id, uploaded_at, id);
create index document_type on document (type, uploaded_at, id);
create index document_status on document (status, uploaded_at, id);
create index document_expires on document (expires_on) where expires_on is not null;
`;

const commissions = `
create table commission (
  id uuid primary key,
  partner_id uuid not null references partner (id),
  client_id uuid references client (id),
  trading_account_id uuid references trading_account (id),
  plan_id uuid references commission_plan (id),
  deal_ticket text,
  symbol text,
  lots numeric,
  level smallint not null check (level >= 1),
  amount numeric not null check (scale(amount) <= 8),
  currency text not null,
  status text not null default 'ACCRUED' check (status in ('ACCRUED','PAYABLE','PAID','REVERSED')),
  explanation text not null,
  corrects_id uuid references commission (id),
  traded_at timestamptz(3),
  accrued_at timestamptz(3) not null default now()
);
create index commission_accrued on commission (accrued_at, id);
create index commission_partner on commission (partner_id, accrued_at, id);
create index commission_partner_traded on commission (partner_id, traded_at);
create index commission_client on commission (client_id, accrued_at, id);
create index commission_status on commission (status, accrued_at, id);
create index commission_symbol on commission (symbol, accrued_at, id);
create index commission_level on commission (level, accrued_at, id);
create index commission_traded on commission (traded_at);
create index commission_corrects on commission (corrects_id) where corrects_id is not null;
`;

const audit = `
create table audit_entry (
  id uuid primary key,
  at timestamptz(3) not null default now(),
  actor_kind text not null check (actor_kind in ('STAFF','CLIENT','PARTNER','API_KEY','SYSTEM')),
  actor_id uuid,
  actor_name text not null,
  departments text[] not null default '{}',
  action text not null,
  subject_type text not null,
  subject_id text not null,
  -- whose history the entry belongs to, besides its subject
  client_id uuid,
  reason text,
  before jsonb,
  after jsonb,
  request_id text not null,
  -- the writer's HMAC over the entry's content: a row put in by hand has none that fits
  mac text not null
);
create index audit_entry_at on audit_entry (at, id);
create index audit_entry_actor on audit_entry (actor_id, at, id);
create index audit_entry_action on audit_entry (action, at, id);
create index audit_entry_subject on audit_entry (subject_type, subject_id, at, id);
create index audit_entry_subject_id on audit_entry (subject_id, at, id);
create index audit_entry_client on audit_entry (client_id, at, id) where client_id is not null;

-- The chain: seal n covers entry, its content and seal n-1. Written afterwards by the sealer, so that no transaction waits for it.
create table audit_seal (
  number bigint primary key,
  entry_id uuid not null unique references audit_entry (id),
  hash text not null,
  sealed_at timestamptz(3) not null default now()
);
-- How far the chain reaches, under a MAC of its own: a cut-off tail does not agree with it.
create table audit_head (
  "only" boolean primary key default true check ("only"),
  number bigint not null,
  hash text not null,
  mac text not null,
  sealed_at timestamptz(3) not null default now()
);

create trigger audit_entry_fixed before update or delete on audit_entry for each row execute function refuse_change();
create trigger audit_entry_kept before truncate on audit_entry execute function refuse_change();
create trigger audit_seal_fixed before update or delete on audit_seal for each row execute function refuse_change();
create trigger audit_seal_kept before truncate on audit_seal execute function refuse_change();
`;

const access = `
-- Who signs in: one e-mail, one password, and the staff member, client or partner behind it.
create table credential (
  id uuid primary key,
  email text not null unique check (email = lower(email)),
  password_hash text not null,
  staff_id uuid unique references staff_member (id),
  client_id uuid unique references client (id),
  partner_id uuid unique references partner (id),
  totp_secret text,
  totp_confirmed_at timestamptz(3),
  totp_last_step bigint,
  recovery_hashes text[] not null default '{}',
  password_changed_at timestamptz(3) not null default now(),
  created_at timestamptz(3) not null default now(),
  check (num_nonnulls(staff_id, client_id, partner_id) = 1)
);

-- A sign-in and what follows from it. Revoked: its access tokens stop at once.
create table session (
  id uuid primary key,
  credential_id uuid not null references credential (id),
  created_at timestamptz(3) not null default now(),
  expires_at timestamptz(3) not null,
  revoked_at timestamptz(3),
  revoked_why text
);
create index session_credential on session (credential_id) where revoked_at is null;

-- Every refresh replaces the token; one that comes a second time revokes its session.
create table refresh_token (
  hash text primary key,
  session_id uuid not null references session (id),
  created_at timestamptz(3) not null default now(),
  expires_at timestamptz(3) not null,
  used_at timestamptz(3)
);
create index refresh_token_session on refresh_token (session_id);

create table api_key (
  id uuid primary key,
  name text not null,
  -- the first characters, by which people tell keys apart
  prefix text not null,
  hash text not null unique,
  permissions text[] not null,
  -- null and null: the whole brokerage
  client_id uuid references client (id),
  partner_id uuid references partner (id),
  created_by_id uuid references staff_member (id),
  created_at timestamptz(3) not null default now(),
  expires_at timestamptz(3),
  revoked_at timestamptz(3),
  last_used_at timestamptz(3),
  check (client_id is null or partner_id is null)
);
create index api_key_created on api_key (created_at, id);

create table department_permission (
  department text not null check (department in ('ADMINISTRATION','MANAGEMENT','SUPPORT','SALES','FINANCE','COMPLIANCE','RISK','PARTNERSHIPS')),
  permission text not null,
  primary key (department, permission)
);
-- Which permissions of the catalogue have had their defaults laid out, so that a later start does not put back what was taken away.
create table permission_known (permission text primary key);

create table department_policy (
  department text primary key,
  totp_required boolean not null default false
);

-- Failed attempts, by account and by address.
create table attempt_counter (
  key text primary key,
  failures int not null,
  window_ends_at timestamptz(3) not null
);

-- Tells every instance that what it remembers of permissions or of an actor no longer holds.
create function access_changed() returns trigger language plpgsql as $$
begin
  perform pg_notify('access_changed', tg_table_name);
  return null;
end $$;
create trigger department_permission_changed after insert or update or delete on department_permission for each statement execute function access_changed();
create trigger department_policy_changed after insert or update or delete on department_policy for each statement execute function access_changed();
create trigger staff_member_changed after update of departments, is_active on staff_member for each statement execute function access_changed();
create trigger session_changed after update of revoked_at on session for each statement execute function access_changed();
create trigger api_key_changed after update on api_key for each statement execute function access_changed();
create trigger credential_changed after update of password_hash on credential for each statement execute function access_changed();

-- The application's role. Its connections take it on at start; it may add to the ledger and the audit log, and never change them.
do $$ begin
  create role countinghouse_app nologin;
exception when duplicate_object or unique_violation then null;
end $$;
grant countinghouse_app to current_user;
grant usage on schema public to countinghouse_app;
grant select, insert, update, delete on all tables in schema public to countinghouse_app;
grant usage, select on all sequences in schema public to countinghouse_app;
revoke update, delete on journal_entry, journal_line, audit_entry, audit_seal from countinghouse_app;
revoke delete on client, trading_account, transaction, approval, document, partner, commission, commission_plan, ledger_account, staff_member, audit_head from countinghouse_app;
-- of a ledger account only the balance and the hold move
revoke update on ledger_account from countinghouse_app;
grant update (balance, held) on ledger_account to countinghouse_app;
`;
