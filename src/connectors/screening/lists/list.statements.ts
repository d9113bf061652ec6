/** What the lists of a `ListStore` are kept by. The tables are the connector's own: nothing else reads them. */

export const LOCK_LIST = `
  insert into watchlist (code) values ($1) on conflict (code) do update set code = excluded.code returning version, entries, published_at as "publishedAt"`;

/** `$1` list, `$2` the version that is being made, `$3` entries. One that says what it said keeps the version that it changed in. */
export const PUT_PARTIES = `
  insert into watchlist_party as p (list, ref, kind, name, aliases, birth_dates, countries, programmes, hash, changed_in, seen_in)
  select $1, e.ref, e.kind, e.name, e.aliases, e."birthDates", e.countries, e.programmes, e.hash, $2, $2
  from jsonb_to_recordset($3::jsonb) as e (ref text, kind text, name text, aliases text[], "birthDates" text[], countries text[], programmes text[], hash text)
  on conflict (list, ref) do update set kind = excluded.kind, name = excluded.name, aliases = excluded.aliases, birth_dates = excluded.birth_dates,
    countries = excluded.countries, programmes = excluded.programmes, hash = excluded.hash, seen_in = excluded.seen_in, removed_in = null,
    changed_in = case when p.hash = excluded.hash and p.removed_in is null then p.changed_in else excluded.changed_in end
  where p.seen_in < excluded.seen_in
  returning ref`;

const CHANGED_NOW = `select id from watchlist_party where list = $1 and changed_in = $2 and ref = any($3)`;
export const DROP_NAMES = `delete from watchlist_name where party_id in (${CHANGED_NOW})`;
export const PUT_NAMES = `
  insert into watchlist_name (party_id, number, name, is_weak, normal, keys)
  select p.id, n.number, n.name, n."isWeak", n.normal, n.keys
  from jsonb_to_recordset($3::jsonb) as n (ref text, number int, name text, "isWeak" boolean, normal text, keys text[])
  join watchlist_party p on p.list = $1 and p.ref = n.ref and p.changed_in = $2`;

export const REMOVE_PARTIES = `update watchlist_party set removed_in = $2 where list = $1 and seen_in < $2 and removed_in is null`;
export const DROP_REMOVED_NAMES = `delete from watchlist_name where party_id in (select id from watchlist_party where list = $1 and removed_in = $2)`;
export const COUNT_CHANGED = `select count(*)::int as changed from watchlist_party where list = $1 and changed_in = $2`;

export const CLOSE_IMPORT = `
  update watchlist set version = $2, entries = $3, published_at = $4, imported_at = now(), checked_at = now() where code = $1`;
export const NOTE_IMPORT = `
  insert into watchlist_import (list, version, published_at, sha256, entries, changed, removed) values ($1, $2, $3, $4, $5, $6, $7)`;
export const NOTE_CHECK = `update watchlist set checked_at = now() where code = $1`;

export const READ_LISTS = `
  select code as list, version, published_at as "publishedAt", entries, to_char(imported_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "importedAt"
  from watchlist where version > 0 order by code`;
export const READ_CHANGES = `
  select coalesce(array_agg(ref) filter (where removed_in is null), '{}') as changed, coalesce(array_agg(ref) filter (where removed_in is not null), '{}') as removed
  from watchlist_party where list = $1 and (changed_in > $2 and removed_in is null or removed_in > $2)`;

/**
 * Names that may be somebody's: two words that sound alike (or all there are), or much of the same letters. `$1` subjects, `$2` and `$3` a list
 * and the version after which its entries changed, or nulls. What is found is compared word by word afterwards.
 */
export const CANDIDATES = `
  select s.at, n.party_id as "partyId", n.name, n.is_weak as "isWeak", n.normal
  from jsonb_to_recordset($1::jsonb) as s (at int, kind text, normal text, keys text[])
  cross join lateral (
    select c.party_id, c.name, c.is_weak, c.normal
    from watchlist_name c join watchlist_party p on p.id = c.party_id
    where (c.keys && s.keys or c.normal % s.normal) and p.removed_in is null and (p.kind = s.kind or p.kind = 'OTHER' and s.kind = 'ORGANISATION')
      and ($2::text is null or p.list = $2 and p.changed_in > $3::int)
      and (similarity(c.normal, s.normal) >= 0.45
        or cardinality(array(select unnest(c.keys) intersect select unnest(s.keys))) >= least(2, cardinality(c.keys), cardinality(s.keys)))
    order by similarity(c.normal, s.normal) desc limit 300
  ) n`;

export const READ_PARTIES = `
  select id, list, ref, kind, name, aliases, birth_dates as "birthDates", countries, programmes, hash from watchlist_party where id = any($1::uuid[])`;
