import { Migration } from '@mikro-orm/migrations';

/** What statements of account, the ledger's own check and imported exchange rates read by; and entries over money and credit of one account. */
export class Migration20261122060000_ledger_statements extends Migration {
  override up(): void {
    for (const part of [lines, accounts, copies, checks, rates]) this.addSql(part);
  }

  override down(): void {
    throw new Error('The rules of the ledger are not undone: restore a backup instead');
  }
}

const lines = `
-- When a line was posted stands on the line too: what an account held at any time is then summed up out of one index, in its order.
alter table journal_line add column posted_at timestamptz(3);
alter table journal_line disable trigger journal_line_fixed;
update journal_line l set posted_at = e.posted_at from journal_entry e where e.id = l.entry_id;
alter table journal_line enable trigger journal_line_fixed;
alter table journal_line alter column posted_at set not null, alter column posted_at set default now();

-- and it cannot be another than the entry's
create unique index journal_entry_at on journal_entry (id, posted_at);
alter table journal_line drop constraint journal_line_entry_id_fkey;
alter table journal_line add constraint journal_line_entry_fkey foreign key (entry_id, posted_at) references journal_entry (id, posted_at);

drop index journal_line_account;
create index journal_line_account on journal_line (account_id, posted_at, entry_id, number) include (amount);
`;

// None of them holds a balance: an index over what every posting changes would be paid for by every posting.
const accounts = `
create index ledger_account_code on ledger_account (code text_pattern_ops, id);
create index ledger_account_code_order on ledger_account (code, id);
create index ledger_account_created on ledger_account (created_at, id);
drop index ledger_account_kind;
create index ledger_account_kind on ledger_account (kind, code, id);
create index ledger_account_kind_currency on ledger_account (kind, currency, code, id);
create index ledger_account_currency on ledger_account (currency, code, id);
create index ledger_account_client on ledger_account (client_id, code, id) where client_id is not null;
create index ledger_account_partner on ledger_account (partner_id, code, id) where partner_id is not null;
`;

const copies = `
-- Each figure is held against the ledger when it is it that changes: an entry over money and credit of one account changes them one after
-- the other, and the one that is still to come is no reason to refuse the first.
create or replace function trading_account_shows_ledger() returns trigger language plpgsql as $$
begin
  if old.balance is distinct from new.balance
      and new.balance is distinct from coalesce((select balance from ledger_account where trading_account_id = new.id and kind = 'TRADING_ACCOUNT'), 0)
    or old.credit is distinct from new.credit
      and new.credit is distinct from coalesce((select balance from ledger_account where trading_account_id = new.id and kind = 'CREDIT'), 0) then
    raise exception 'balance and credit of account % are the ledger''s: post a journal entry', new.login using errcode = 'check_violation', constraint = 'trading_account_shows_ledger';
  end if;
  return new;
end $$;
`;

const checks = `
alter table ledger_check add column drifting_count int not null default 0;
-- currencies in which the whole ledger does not add up to zero
alter table ledger_check add column currencies jsonb not null default '[]';
`;

const rates = `
create index exchange_rate_at on exchange_rate (at, id);
create index exchange_rate_base on exchange_rate (base, at, id);
create index exchange_rate_quote on exchange_rate (quote, at, id);
-- what a source publishes once is stored once
create unique index exchange_rate_published on exchange_rate (base, quote, source) where source like 'ECB %';
`;
