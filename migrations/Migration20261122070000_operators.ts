import { Migration } from '@mikro-orm/migrations';

/** What operators work with: decisions that take a second person, payment files that are never paid twice, statements and reconciliations that run as jobs. */
export class Migration20261122070000_operators extends Migration {
  override up(): void {
    for (const part of [cases, statements, paymentFiles, reconciliations]) this.addSql(part);
  }

  override down(): void {
    throw new Error('What moved is not undone: restore a backup instead');
  }
}

const cases = `
alter table payment_case drop constraint payment_case_resolution_check;
alter table payment_case add constraint payment_case_resolution_check check (resolution in ('CREDITED','RETURNED','MATCHED','EXPLAINED','RETRIED','DECLINED_BY_PROVIDER','CHARGED_AS_FEE'));
alter table payment_case drop constraint payment_case_status_check;
alter table payment_case add constraint payment_case_status_check check (status in ('OPEN','TAKEN','PROPOSED','CLOSED'));
alter table payment_case
  -- how somebody would close it, where it takes a second person: the closing's own input
  add column proposal jsonb,
  add column proposed_by text,
  add column proposed_by_id uuid,
  -- what differs, in words that are the same as long as the difference is
  add column difference text,
  add constraint payment_case_proposal_check check (status <> 'PROPOSED' or proposal is not null and proposed_by_id is not null);
create index payment_case_client on payment_case (client_id, opened_at, id) where client_id is not null;
create index payment_case_event on payment_case (payment_event_id) where payment_event_id is not null;
create index payment_case_explained on payment_case (provider, kind, provider_reference) where difference is not null and status = 'CLOSED';
`;

const statements = `
create unique index bank_statement_file on bank_statement (provider, file_hash);
alter table bank_statement_line
  -- its place in the file
  add column number int not null default 0,
  -- looked at: it is matched, or somebody has a case of it
  add column worked_at timestamptz(3),
  add column payout_id uuid references payout (id);
drop index bank_statement_line_statement;
create index bank_statement_line_statement on bank_statement_line (statement_id, number, id);
create index bank_statement_line_new on bank_statement_line (statement_id, number) where worked_at is null;
create index bank_statement_line_transaction on bank_statement_line (transaction_id) where transaction_id is not null;
`;

const paymentFiles = `
-- Payouts as a file that finance hands to the bank. A payout is in one file at most; the same file can be had again.
create table payment_file (
  id uuid primary key,
  provider text not null references payment_provider (code),
  name text not null,
  content_type text not null,
  -- enciphered: it names whom money goes to
  content text not null,
  payouts int not null check (payouts > 0),
  exported_by text not null,
  exported_by_id uuid,
  exported_at timestamptz(3) not null default now()
);
create index payment_file_exported on payment_file (exported_at, id);
alter table payout add column payment_file_id uuid references payment_file (id);
create index payout_payment_file on payout (payment_file_id) where payment_file_id is not null;
create function payout_is_exported_once() returns trigger language plpgsql as $$
begin
  raise exception 'payout % is in a payment file already', old.id using errcode = 'check_violation', constraint = 'payout_is_exported_once';
end $$;
create trigger payout_is_exported_once before update of payment_file_id on payout for each row
  when (old.payment_file_id is not null and new.payment_file_id is distinct from old.payment_file_id) execute function payout_is_exported_once();
grant select, insert on payment_file to countinghouse_app;
`;

const reconciliations = `
alter table reconciliation
  add column status text not null default 'DONE' check (status in ('WAITING','DONE','FAILED')),
  add column finished_at timestamptz(3),
  add column error text,
  alter column matched set default 0,
  alter column missing_here set default 0,
  alter column missing_there set default 0,
  alter column differing set default 0;
alter table reconciliation alter column status set default 'WAITING';
grant update on reconciliation to countinghouse_app;
`;
