import { Migration } from '@mikro-orm/migrations';

/** Restrictions are listed over all clients: those of a kind, and those that were not lifted. */
export class Migration20261122143000_restriction_lists extends Migration {
  override up(): void {
    this.addSql(`
create index restriction_created on restriction (created_at, id);
create index restriction_kind on restriction (kind, created_at, id);
create index restriction_standing on restriction (created_at, id) where lifted_at is null;
`);
  }

  override down(): void {
    this.addSql('drop index restriction_standing; drop index restriction_kind; drop index restriction_created;');
  }
}
