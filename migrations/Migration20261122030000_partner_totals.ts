import { Migration } from '@mikro-orm/migrations';

/** Indexes that answer a partner's totals and months without touching the tables, and one partner for one e-mail address. */
export class Migration20261122030000_partner_totals extends Migration {
  override up(): void {
    this.addSql(`
-- clients and funded clients of a partner are counted in the index that lists them
drop index client_partner;
create index client_partner on client (partner_id, created_at, id) include (first_funded_at);

-- the lots of a partner's clients: each trade has one row of level 1
create index commission_lots on commission (partner_id) include (lots) where level = 1;

-- a partner's month, summed up by whatever is asked for
drop index commission_partner_traded;
create index commission_earned on commission (partner_id, traded_at) include (currency, amount, lots, level, symbol, deal_ticket, corrects_id);
-- what has no trade counts in the month in which it was booked
create index commission_untraded on commission (partner_id, accrued_at) where traded_at is null;

create unique index partner_email on partner (lower(email));
`);
  }

  override down(): void {
    this.addSql(`
drop index partner_email;
drop index commission_untraded;
drop index commission_earned;
create index commission_partner_traded on commission (partner_id, traded_at);
drop index commission_lots;
drop index client_partner;
create index client_partner on client (partner_id, created_at, id);
`);
  }
}
