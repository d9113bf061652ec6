import { Migration } from '@mikro-orm/migrations';

/** Instruments and their aliases are kept by people: they have ids for pages and relations, and versions for those who change them at once. */
export class Migration20261123141000_instruments_kept extends Migration {
  override up(): void {
    this.addSql(`
alter table instrument add column id uuid not null default uuidv7() unique, add column version integer not null default 1, add column updated_by text;
create index instrument_group on instrument ("group", symbol, id);
create index instrument_quote on instrument (quote_currency, symbol, id);
create index instrument_order on instrument (symbol text_pattern_ops, id);
alter table instrument_alias add column id uuid not null default uuidv7() unique;
create index instrument_alias_symbol on instrument_alias (symbol);
`);
  }

  override down(): void {
    this.addSql(`
drop index instrument_alias_symbol;
alter table instrument_alias drop column id;
drop index instrument_order, instrument_quote, instrument_group;
alter table instrument drop column updated_by, drop column version, drop column id;
`);
  }
}
