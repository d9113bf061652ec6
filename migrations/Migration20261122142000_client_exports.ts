import { Migration } from '@mikro-orm/migrations';

/** All that is held on a client, put together for whoever may ask for it, sealed under the client's key and gone after a week. */
export class Migration20261122142000_client_exports extends Migration {
  override up(): void {
    this.addSql(`
create table client_export (
  id uuid primary key,
  client_id uuid not null references client (id),
  status text not null default 'WAITING' check (status in ('WAITING','READY','FAILED','EXPIRED')),
  -- of a client the word, of staff the name
  requested_by text not null,
  requested_by_id uuid not null,
  requested_at timestamptz(3) not null default now(),
  ready_at timestamptz(3),
  expires_at timestamptz(3),
  storage_key text unique,
  -- the file's own key, under the client's
  sealed_key text,
  size_bytes bigint,
  sha256 text,
  files int,
  check ((status = 'READY') = (sealed_key is not null and storage_key is not null)),
  check (status <> 'READY' or expires_at is not null and size_bytes is not null and sha256 is not null)
);
create unique index client_export_once on client_export (client_id) where status = 'WAITING';
create index client_export_requested on client_export (requested_at, id);
create index client_export_client on client_export (client_id, requested_at, id);
create index client_export_status on client_export (status, requested_at, id);
create index client_export_expires on client_export (expires_at) where status = 'READY';
grant select, insert, update on client_export to countinghouse_app;
`);
  }

  override down(): void {
    this.addSql('drop table client_export');
  }
}
