import { Migration } from '@mikro-orm/migrations';

/** What goes out is a client's or a partner's, and never both; and finance lists what partners take out by itself. */
export class Migration20261122180000_partner_withdrawals extends Migration {
  override up(): void {
    for (const part of [payee, lists]) this.addSql(part);
  }

  override down(): void {
    this.addSql('drop index payout_destination_of_partners; drop index transaction_of_partners_by_type; drop index transaction_of_partners;');
    this.addSql('alter table transaction drop constraint transaction_withdrawal_payee;');
  }
}

const payee = `
-- A partner has wallets and no trading accounts.
alter table transaction add constraint transaction_withdrawal_payee check (type <> 'WITHDRAWAL'
  or num_nonnulls(client_id, partner_id) = 1 and (partner_id is null or num_nonnulls(trading_account_id, counter_account_id) = 0)) not valid;
alter table transaction validate constraint transaction_withdrawal_payee;
`;

const lists = `
create index transaction_of_partners on transaction (requested_at, id) where partner_id is not null;
create index transaction_of_partners_by_type on transaction (type, status, requested_at, id) where partner_id is not null;
create index payout_destination_of_partners on payout_destination (status, added_at, id) where partner_id is not null;
`;
