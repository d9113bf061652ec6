import { Migration } from '@mikro-orm/migrations';

/** Commissions are closed into statements by period, and paid by runs; a part of them is the client's. */
export class Migration20261122164000_commission_payouts extends Migration {
  override up(): void {
    for (const part of [rounding, periods, shares, statements, balances, runs, tasks, grants]) this.addSql(part);
  }

  override down(): void {
    this.addSql(undo);
  }
}

const rounding = `
-- To the nearest, and a tie to the even digit. PostgreSQL's own round() takes ties away from zero.
create function round_half_even(value numeric, digits int) returns numeric language sql immutable parallel safe as $$
  select case when abs(value - trunc(value, digits)) * 10::numeric ^ digits::numeric = 0.5 and mod(trunc(value * 10::numeric ^ digits::numeric), 2) = 0 then trunc(value, digits) else round(value, digits) end
$$;
`;

const periods = `
alter table commission_plan add column period text not null default 'MONTH' check (period in ('DAY','WEEK','MONTH'));

-- All plans of the same length of period are closed together, so that a partner has one statement for it and not one a plan.
create table commission_period (
  id uuid primary key,
  length text not null check (length in ('DAY','WEEK','MONTH')),
  starts_at timestamptz(3) not null,
  ends_at timestamptz(3) not null,
  status text not null default 'OPEN' check (status in ('OPEN','CLOSING','CLOSED')),
  -- how many commissions waited for it when the closing began, and how many are in it so far
  expected bigint not null default 0,
  commissions bigint not null default 0,
  asked_by text,
  begun_at timestamptz(3),
  -- from here on nothing is added to its statements any more
  collected_at timestamptz(3),
  closed_at timestamptz(3),
  unique (length, starts_at),
  check (starts_at < ends_at),
  check ((status = 'CLOSED') = (closed_at is not null))
);
create unique index commission_period_one_closing on commission_period ((true)) where status = 'CLOSING';
create unique index commission_period_one_open on commission_period (length) where status = 'OPEN';
create index commission_period_starts on commission_period (starts_at, id);
create index commission_period_length on commission_period (length, starts_at, id);
create index commission_period_status on commission_period (status, starts_at, id);
`;

const shares = `
-- Which part of its own reward a partner leaves to a client: of one client, or of all that have none of their own. Null: as all others from then on.
create table rebate_share (
  id uuid primary key,
  partner_id uuid not null references partner (id),
  client_id uuid references client (id),
  share numeric check (share between 0 and 100 and scale(share) <= 2),
  valid_from timestamptz(3) not null,
  valid_to timestamptz(3) not null default 'infinity',
  set_by text not null,
  set_at timestamptz(3) not null default now(),
  check (share is not null or client_id is not null),
  check (valid_from < valid_to)
);
create unique index rebate_share_once on rebate_share (partner_id, client_id, valid_from) nulls not distinct;
create index rebate_share_from on rebate_share (valid_from, id);
create index rebate_share_partner on rebate_share (partner_id, valid_from, id);
create index rebate_share_client on rebate_share (client_id, valid_from, id);

-- The per cent of the partner's reward that is the client's at a time.
create function rebate_share_at(partner uuid, client uuid, moment timestamptz) returns numeric language sql stable parallel safe as $$
  select coalesce(
    (select s.share from rebate_share s where s.partner_id = partner and s.client_id = client and s.valid_from <= moment and moment < s.valid_to),
    (select s.share from rebate_share s where s.partner_id = partner and s.client_id is null and s.valid_from <= moment and moment < s.valid_to),
    0)
$$;
`;

const statements = `
create sequence commission_statement_number_seq start 500000;
create table commission_statement (
  id uuid primary key,
  number bigint not null unique default nextval('commission_statement_number_seq'),
  reference text not null generated always as ('S' || number) stored,
  period_id uuid not null references commission_period (id),
  partner_id uuid not null references partner (id),
  currency text not null,
  opening numeric,
  accrued numeric not null default 0,
  corrections numeric not null default 0,
  -- what of these is the clients'
  rebates numeric not null default 0,
  -- since the statement before
  paid numeric,
  closing numeric,
  commissions int not null default 0,
  closed_at timestamptz(3),
  -- what pays it
  payout_id uuid,
  unique (period_id, partner_id, currency),
  check (num_nulls(opening, paid, closing, closed_at) in (0, 4)),
  constraint commission_statement_adds_up check (closing = opening + accrued + corrections - rebates - paid)
);
create index commission_statement_order on commission_statement (number, id);
create index commission_statement_period on commission_statement (period_id, number, id);
create index commission_statement_partner on commission_statement (partner_id, number, id);
create index commission_statement_currency on commission_statement (currency, number, id);
create index commission_statement_left on commission_statement (period_id, id) where closed_at is null;
create index commission_statement_unpaid on commission_statement (partner_id, currency) where payout_id is null;
create index commission_statement_payout on commission_statement (payout_id) where payout_id is not null;

create function commission_statement_stays() returns trigger language plpgsql as $$
begin
  raise exception 'statement % is closed', old.reference using errcode = 'check_violation', constraint = 'commission_statement_stays';
end $$;
create trigger commission_statement_stays before update on commission_statement for each row
  when (old.closed_at is not null and (old.opening, old.accrued, old.corrections, old.rebates, old.paid, old.closing, old.commissions, old.closed_at, old.period_id, old.partner_id, old.currency)
    is distinct from (new.opening, new.accrued, new.corrections, new.rebates, new.paid, new.closing, new.commissions, new.closed_at, new.period_id, new.partner_id, new.currency))
  execute function commission_statement_stays();

-- Null: its period is open.
alter table commission add column statement_id uuid references commission_statement (id);
-- What of the amount is the client's, as of the closing.
alter table commission add column rebate numeric check (scale(rebate) <= 8);
create index commission_statement_rows on commission (statement_id, accrued_at, id) where statement_id is not null;
create function commission_stays() returns trigger language plpgsql as $$
begin
  raise exception 'commission % stands in a statement', old.id using errcode = 'check_violation', constraint = 'commission_stays';
end $$;
create trigger commission_stays before update on commission for each row
  when (old.statement_id is not null and (old.statement_id, old.rebate, old.amount, old.partner_id, old.currency) is distinct from (new.statement_id, new.rebate, new.amount, new.partner_id, new.currency))
  execute function commission_stays();

-- The clients' part of a statement.
create table commission_rebate (
  id uuid primary key default uuidv7(),
  statement_id uuid not null references commission_statement (id),
  client_id uuid not null references client (id),
  currency text not null,
  amount numeric not null check (scale(amount) <= 8),
  unique (statement_id, client_id)
);
create index commission_rebate_client on commission_rebate (client_id);
`;

const balances = `
-- What is owed out of closed periods: stated - paid. client_id null: to the partner itself; otherwise to its client.
create table commission_balance (
  partner_id uuid not null references partner (id),
  client_id uuid references client (id),
  currency text not null,
  -- the closing of the last statement; of a client all that it was ever given
  stated numeric not null default 0,
  -- since then; to a client, ever
  paid numeric not null default 0,
  unique nulls not distinct (partner_id, client_id, currency)
);
create index commission_balance_client on commission_balance (client_id) where client_id is not null;
create table commission_payout_minimum (
  currency text primary key,
  amount numeric not null check (amount >= 0),
  updated_at timestamptz(3) not null default now()
);
`;

const runs = `
create sequence commission_payout_run_number_seq start 1000;
create table commission_payout_run (
  id uuid primary key,
  version int not null default 1,
  number bigint not null unique default nextval('commission_payout_run_number_seq'),
  reference text not null generated always as ('R' || number) stored,
  status text not null default 'DRAFT' check (status in ('DRAFT','IN_REVIEW','APPROVED','PAYING','PAID','REJECTED','CANCELLED')),
  note text,
  made_by text not null,
  made_by_id uuid not null,
  made_at timestamptz(3) not null default now(),
  submitted_by text,
  submitted_by_id uuid,
  submitted_at timestamptz(3),
  decided_by text,
  decided_at timestamptz(3),
  reason text,
  ended_at timestamptz(3)
);
create unique index commission_payout_run_one on commission_payout_run ((true)) where status in ('DRAFT','IN_REVIEW','APPROVED','PAYING');
create index commission_payout_run_made on commission_payout_run (made_at, id);
create index commission_payout_run_status on commission_payout_run (status, made_at, id);

create table commission_payout (
  id uuid primary key,
  run_id uuid not null references commission_payout_run (id),
  partner_id uuid not null references partner (id),
  -- whose rebate it is; null: the partner's own
  client_id uuid references client (id),
  currency text not null,
  -- owed when the run was drafted
  balance numeric not null,
  amount numeric not null check (amount >= 0),
  status text not null check (status in ('SKIPPED','WAITING','PAID','FAILED','DROPPED')),
  reason text check (reason in ('BELOW_MINIMUM','NEGATIVE_BALANCE','PARTNER_NOT_ACTIVE','RESTRICTED','BALANCE_CHANGED','FAULT')),
  transaction_id uuid unique references transaction (id),
  drafted_at timestamptz(3) not null default now(),
  paid_at timestamptz(3),
  check ((status = 'PAID') = (transaction_id is not null and paid_at is not null)),
  check ((status in ('SKIPPED','FAILED')) = (reason is not null) or status = 'DROPPED'),
  check ((status = 'SKIPPED') = (amount = 0))
);
create unique index commission_payout_once on commission_payout (run_id, partner_id, client_id, currency) nulls not distinct;
create index commission_payout_drafted on commission_payout (drafted_at, id);
create index commission_payout_of_run on commission_payout (run_id, drafted_at, id);
create index commission_payout_of_run_status on commission_payout (run_id, status, drafted_at, id);
create index commission_payout_status on commission_payout (status, drafted_at, id);
create index commission_payout_partner on commission_payout (partner_id, drafted_at, id);
create index commission_payout_client on commission_payout (client_id) where client_id is not null;
create index commission_payout_failed on commission_payout (partner_id, currency) where status = 'FAILED';
alter table commission_statement add foreign key (payout_id) references commission_payout (id);
`;

const tasks = `
insert into task_policy (kind, department, priority, due_within) values ('PAYOUT_RUN', 'FINANCE', 'HIGH', '1 day');
`;

const grants = `
-- of a commission only its way to the partner moves
revoke update on commission from countinghouse_app;
grant update (status, statement_id, rebate) on commission to countinghouse_app;
grant select, insert, update, delete on commission_period to countinghouse_app;
grant select, insert, update on rebate_share, commission_statement, commission_rebate, commission_balance, commission_payout_run, commission_payout to countinghouse_app;
grant select, insert, update, delete on commission_payout_minimum to countinghouse_app;
grant usage, select on sequence commission_statement_number_seq, commission_payout_run_number_seq to countinghouse_app;
`;

const undo = `
revoke update (status, statement_id, rebate) on commission from countinghouse_app;
grant update on commission to countinghouse_app;
delete from task_comment where task_id in (select id from task where kind = 'PAYOUT_RUN');
delete from task where kind = 'PAYOUT_RUN';
delete from task_policy where kind = 'PAYOUT_RUN';
alter table commission_statement drop constraint commission_statement_payout_id_fkey;
drop table commission_payout, commission_payout_run, commission_payout_minimum, commission_balance, commission_rebate;
drop sequence commission_payout_run_number_seq;
drop trigger commission_stays on commission;
drop function commission_stays;
drop index commission_statement_rows;
alter table commission drop column rebate, drop column statement_id;
drop table commission_statement;
drop function commission_statement_stays;
drop sequence commission_statement_number_seq;
drop function rebate_share_at;
drop table rebate_share, commission_period;
alter table commission_plan drop column period;
drop function round_half_even;
`;
