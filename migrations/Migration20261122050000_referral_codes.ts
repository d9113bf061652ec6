import { Migration } from '@mikro-orm/migrations';

/** People type referral codes as they heard them: a code belongs to one partner, in capitals or not, and is found that way. */
export class Migration20261122050000_referral_codes extends Migration {
  override up(): void {
    this.addSql('create unique index partner_referral_code_any_case on partner (upper(referral_code));');
  }

  override down(): void {
    this.addSql('drop index partner_referral_code_any_case;');
  }
}
