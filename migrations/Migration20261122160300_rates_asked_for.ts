import { Migration } from '@mikro-orm/migrations';

/** A rate of exchange that nobody asks for costs nothing. */
export class Migration20261122160300_rates_asked_for extends Migration {
  override up(): void {
    this.addSql('alter function exchange_rate_at(text, text, timestamptz) strict;');
  }

  override down(): void {
    this.addSql('alter function exchange_rate_at(text, text, timestamptz) called on null input;');
  }
}
