import { Migration } from '@mikro-orm/migrations';

/** Each brokerage has servers of its own: they are added by people, and where their logins go on from. */
export class Migration20261123142000_trading_servers extends Migration {
  override up(): void {
    this.addSql('grant insert on trading_login to countinghouse_app;');
  }

  override down(): void {
    this.addSql('revoke insert on trading_login from countinghouse_app;');
  }
}
