import { Migration } from '@mikro-orm/migrations';

/** What stood in tables alone is set over the API: who changed it last, which version it is, and the rights to it. */
export class Migration20261122174200_settings extends Migration {
  override up(): void {
    this.addSql(`
alter table screening_policy add column updated_by text;
alter table country_risk add column version int not null default 1, add column updated_by text;
grant insert, update, delete on country_risk to countinghouse_app;
grant delete on kyc_level to countinghouse_app;`);
  }

  override down(): void {
    this.addSql(`
revoke delete on kyc_level from countinghouse_app;
revoke insert, update, delete on country_risk from countinghouse_app;
alter table country_risk drop column version, drop column updated_by;
alter table screening_policy drop column updated_by;`);
  }
}
