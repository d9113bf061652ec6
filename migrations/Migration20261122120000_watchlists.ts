import { Migration } from '@mikro-orm/migrations';

/** Lists of sanctions and of politically exposed persons, as the list-based screener keeps them. */
export class Migration20261122120000_watchlists extends Migration {
  override up(): void {
    for (const part of [lists, parties, grants]) this.addSql(part);
  }

  override down(): void {
    this.addSql('drop table watchlist_name; drop table watchlist_party; drop table watchlist_import; drop table watchlist;');
  }
}

const lists = `
create table watchlist (
  code text primary key,
  -- counts the publications that changed something; 0: nothing was taken over yet
  version int not null default 0,
  published_at text,
  entries int not null default 0,
  imported_at timestamptz(3),
  -- when a publication was last looked at, changed or not
  checked_at timestamptz(3)
);
create table watchlist_import (
  list text not null references watchlist (code),
  version int not null,
  published_at text,
  sha256 text not null,
  entries int not null,
  changed int not null,
  removed int not null,
  imported_at timestamptz(3) not null default now(),
  primary key (list, version)
);
`;

const parties = `
create table watchlist_party (
  id uuid primary key default uuidv7(),
  list text not null references watchlist (code),
  -- the list's own number of the entry
  ref text not null,
  kind text not null check (kind in ('PERSON','ORGANISATION','OTHER')),
  name text not null,
  aliases text[] not null,
  -- a day, a month, a year, or a span of years: 1958/1962
  birth_dates text[] not null,
  countries text[] not null,
  programmes text[] not null,
  -- of all of the above: what changes it changes the entry
  hash text not null,
  -- versions of the list: when it last changed, when it was last there, when it was gone
  changed_in int not null,
  seen_in int not null,
  removed_in int,
  unique (list, ref)
);
create index watchlist_party_changed on watchlist_party (list, changed_in);
create index watchlist_party_removed on watchlist_party (list, removed_in) where removed_in is not null;

-- Every name that an entry goes by, in the form in which names are compared.
create table watchlist_name (
  party_id uuid not null references watchlist_party (id),
  number int not null,
  name text not null,
  is_weak boolean not null,
  normal text not null,
  keys text[] not null,
  primary key (party_id, number)
);
create index watchlist_name_letters on watchlist_name using gin (normal gin_trgm_ops);
create index watchlist_name_sounds on watchlist_name using gin (keys);
`;

const grants = `
grant select, insert, update on watchlist, watchlist_party to countinghouse_app;
grant select, insert on watchlist_import to countinghouse_app;
grant select, insert, delete on watchlist_name to countinghouse_app;
`;
