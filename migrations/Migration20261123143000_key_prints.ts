import { Migration } from '@mikro-orm/migrations';

/** By which keys this database was begun: what is sealed under one cannot be read with another, and so none may slip in. */
export class Migration20261123143000_key_prints extends Migration {
  override up(): void {
    this.addSql(`
create table key_print (
  name text primary key,
  -- tells keys apart, and nothing about them
  print text not null,
  first_seen_at timestamptz(3) not null default now()
);
grant select, insert on key_print to countinghouse_app;
`);
  }

  override down(): void {
    this.addSql('drop table key_print;');
  }
}
