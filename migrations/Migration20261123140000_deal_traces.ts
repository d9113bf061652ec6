import { Migration } from '@mikro-orm/migrations';

/** Who asks about one trade finds what it paid and whom; commissions are listed by plan, and corrections by themselves. */
export class Migration20261123140000_deal_traces extends Migration {
  override up(): void {
    this.addSql(`
create index commission_deal on commission (deal_ticket) where deal_ticket is not null;
create index commission_plan_rows on commission (plan_id, accrued_at, id);
create index commission_corrections on commission (accrued_at, id) where corrects_id is not null;
create index deal_unpaid_ticket on deal_unpaid (ticket);
`);
  }

  override down(): void {
    this.addSql('drop index commission_deal, commission_plan_rows, commission_corrections, deal_unpaid_ticket;');
  }
}
