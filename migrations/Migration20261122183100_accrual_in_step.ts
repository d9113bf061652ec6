import { Migration } from '@mikro-orm/migrations';

/** How often deals were worked out anew: who found out before the last time what there is to do has to look again. */
export class Migration20261122183100_accrual_in_step extends Migration {
  override up(): void {
    this.addSql('alter table commission_progress add column reworked bigint not null default 0');
  }

  override down(): void {
    this.addSql('alter table commission_progress drop column reworked');
  }
}
