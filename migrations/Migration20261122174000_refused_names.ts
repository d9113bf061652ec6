import { Migration } from '@mikro-orm/migrations';

/** Files that were refused, or that nobody made a document of, keep no name: it may name a person, and nothing leads from them to whom. */
export class Migration20261122174000_refused_names extends Migration {
  override up(): void {
    this.addSql(`update file_upload set file_name = 'refused' where status = 'REFUSED' and file_name <> 'refused'`);
  }

  /** The names are gone. */
  override down(): void {
    this.addSql('select 1');
  }
}
