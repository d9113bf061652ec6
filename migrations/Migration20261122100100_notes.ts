import { Migration } from '@mikro-orm/migrations';

/** What the staff write down about clients. Texts are sealed under the client's key, so that they are gone when it is. */
export class Migration20261122100100_notes extends Migration {
  override up(): void {
    this.addSql(`
create table client_note (
  id uuid primary key,
  version int not null default 1,
  client_id uuid not null references client (id),
  -- the text as it stands, and the number of its wording
  text_sealed text not null,
  wording int not null default 1,
  author text not null,
  author_id uuid not null references staff_member (id),
  is_pinned boolean not null default false,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  -- struck out: nothing is removed
  deleted_at timestamptz(3),
  deleted_by text,
  delete_reason text,
  check ((deleted_at is null) = (deleted_by is null))
);
create index client_note_client on client_note (client_id, created_at, id);

-- Every wording, the first included.
create table client_note_wording (
  id uuid primary key,
  note_id uuid not null references client_note (id),
  number int not null,
  client_id uuid not null references client (id),
  text_sealed text not null,
  author text not null,
  at timestamptz(3) not null default now(),
  unique (note_id, number)
);
grant select, insert, update on client_note to countinghouse_app;
grant select, insert on client_note_wording to countinghouse_app;
`);
  }

  override down(): void {
    this.addSql('drop table client_note_wording; drop table client_note;');
  }
}
