import { Migration } from '@mikro-orm/migrations';

/** Tasks are found by what they are about, whether it is over or not: a partner's are those of its transactions and their cases. */
export class Migration20261123111000_tasks_by_subject extends Migration {
  override up(): void {
    this.addSql('create index task_subject on task (subject_id)');
  }

  override down(): void {
    this.addSql('drop index task_subject');
  }
}
