import { Migration } from '@mikro-orm/migrations';

/** A balance is the sum of its lines, and nothing else can set one: not the application's role either. */
export class Migration20261122020000_ledger_balances extends Migration {
  override up(): void {
    for (const part of [posting, opening, copies]) this.addSql(part);
  }

  override down(): void {
    throw new Error('The rules of the ledger are not undone: restore a backup instead');
  }
}

const posting = `
-- Lines are posted with the rights of the schema's owner, so that the application needs none on the balance itself.
alter function journal_line_post() security definer set search_path = public, pg_temp;
alter function trading_account_balance_follows() security definer set search_path = public, pg_temp;
revoke update (balance) on ledger_account from countinghouse_app;
`;

const opening = `
create function ledger_account_opens_empty() returns trigger language plpgsql as $$
begin
  raise exception 'ledger account % opens with % and % held: money comes in by a journal entry', new.code, new.balance, new.held using errcode = 'check_violation', constraint = 'ledger_account_opens_empty';
end $$;
create trigger ledger_account_opens_empty before insert on ledger_account for each row when (new.balance <> 0 or new.held <> 0) execute function ledger_account_opens_empty();
`;

const copies = `
-- What a trading account shows is what its ledger accounts hold.
create function trading_account_shows_ledger() returns trigger language plpgsql as $$
begin
  if new.balance is distinct from coalesce((select balance from ledger_account where trading_account_id = new.id and kind = 'TRADING_ACCOUNT'), 0)
    or new.credit is distinct from coalesce((select balance from ledger_account where trading_account_id = new.id and kind = 'CREDIT'), 0) then
    raise exception 'balance and credit of account % are the ledger''s: post a journal entry', new.login using errcode = 'check_violation', constraint = 'trading_account_shows_ledger';
  end if;
  return new;
end $$;
create trigger trading_account_shows_ledger before update of balance, credit on trading_account for each row
  when (old.balance is distinct from new.balance or old.credit is distinct from new.credit) execute function trading_account_shows_ledger();
`;
