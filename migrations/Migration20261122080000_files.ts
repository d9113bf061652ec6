import { Migration } from '@mikro-orm/migrations';

/** Files come by single-use places, lie sealed under their client's key, are looked at by a scanner, and are decided on. */
export class Migration20261122080000_files extends Migration {
  override up(): void {
    for (const part of [keys, uploads, documents, grants]) this.addSql(part);
  }

  override down(): void {
    this.addSql(undo);
  }
}

const keys = `
-- The key of a client, sealed by the gateway's own. Whatever is sealed under it is gone when this row is.
create table client_key (
  client_id uuid primary key references client (id),
  sealed_key text not null,
  created_at timestamptz(3) not null default now()
);
`;

const uploads = `
-- A place for one file, for one PUT by whoever asked for it.
create table file_upload (
  id uuid primary key,
  created_by text not null,
  created_by_id uuid not null,
  file_name text not null,
  content_type text not null,
  size_bytes int not null check (size_bytes > 0),
  status text not null default 'WAITING' check (status in ('WAITING','RECEIVING','STORED','REFUSED','ATTACHED')),
  storage_key text not null unique,
  -- the file's own key, sealed for this row; handed over to the document, under the client's key
  sealed_key text,
  sha256 text,
  refusal text,
  document_id uuid references document (id),
  created_at timestamptz(3) not null default now(),
  expires_at timestamptz(3) not null,
  ended_at timestamptz(3),
  check ((sealed_key is not null) = (status = 'STORED')),
  check ((document_id is not null) = (status = 'ATTACHED'))
);
create index file_upload_open on file_upload (created_by_id, created_at) where status in ('WAITING','RECEIVING','STORED');
create index file_upload_left on file_upload (created_at) where status in ('WAITING','RECEIVING','STORED');
`;

const documents = `
alter table document drop constraint document_status_check;
alter table document add constraint document_status_check check (status in ('UPLOADED','IN_REVIEW','APPROVED','REJECTED','EXPIRED','WITHDRAWN'));
-- PLAIN: as the demo brokerage lays them down. SEALED: in the format of runtime/sealed-file.ts.
alter table document add column storage text not null default 'PLAIN' check (storage in ('PLAIN','SEALED'));
alter table document add column sealed_key text;
alter table document add constraint document_sealed_has_key check ((storage = 'SEALED') = (sealed_key is not null));
alter table document add column scan text not null default 'NOT_SCANNED' check (scan in ('WAITING','CLEAN','INFECTED','NOT_SCANNED'));
alter table document add column scanned_at timestamptz(3);
alter table document add column may_resubmit boolean;
`;

const grants = `
grant select, insert on client_key to countinghouse_app;
grant select, insert on file_upload to countinghouse_app;
grant update (status, sealed_key, sha256, refusal, document_id, ended_at) on file_upload to countinghouse_app;
`;

const undo = `
alter table document drop column may_resubmit, drop column scanned_at, drop column scan, drop constraint document_sealed_has_key, drop column sealed_key, drop column storage;
alter table document drop constraint document_status_check;
alter table document add constraint document_status_check check (status in ('UPLOADED','IN_REVIEW','APPROVED','REJECTED','EXPIRED'));
drop table file_upload;
drop table client_key;
`;
