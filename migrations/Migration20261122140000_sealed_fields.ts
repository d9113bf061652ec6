import { Migration } from '@mikro-orm/migrations';

/**
 * Tax numbers, dates of birth and the numbers of documents lie sealed under their client's key, beside a keyed index by which an equal one
 * is found. No migration holds the key: what lies plain from before is sealed by the job client.sealPersonalData, which finds it by
 * client_unsealed and leaves the plain columns empty.
 */
export class Migration20261122140000_sealed_fields extends Migration {
  override up(): void {
    for (const part of [clients, documents]) this.addSql(part);
  }

  override down(): void {
    this.addSql(undo);
  }
}

const clients = `
alter table client
  add column tax_number_sealed text,
  add column tax_number_index text,
  add column date_of_birth_sealed text,
  add column date_of_birth_index text;
create index client_tax_number on client (tax_number_index, created_at, id) where tax_number_index is not null;
create index client_date_of_birth on client (date_of_birth_index, created_at, id) where date_of_birth_index is not null;
create index client_unsealed on client (id) where tax_number is not null or date_of_birth is not null;
`;

const documents = `
alter table document
  add column number_sealed text,
  add column number_index text;
create index document_number on document (number_index, uploaded_at, id) where number_index is not null;
`;

const undo = `
do $$ begin
  if exists (select from client where tax_number_sealed is not null or date_of_birth_sealed is not null) or exists (select from document where number_sealed is not null) then
    raise exception 'Sealed fields cannot be opened by the database: clear them first';
  end if;
end $$;
alter table document drop column number_index, drop column number_sealed;
drop index client_unsealed;
alter table client drop column date_of_birth_index, drop column date_of_birth_sealed, drop column tax_number_index, drop column tax_number_sealed;
`;
