import { Migration } from '@mikro-orm/migrations';

/** How trading accounts are opened: the catalogue of their types, who may have which leverage, and what waits for support. */
export class Migration20261122110200_account_opening extends Migration {
  override up(): void {
    for (const part of [leverage, types, requests, grants]) this.addSql(part);
  }

  override down(): void {
    this.addSql(`
alter table trading_account drop column account_type;
drop table account_request; drop table trading_login; drop table account_type; drop table leverage_policy;`);
  }
}

const leverage = `
-- The most leverage by who serves the client, how the client is protected and what is traded; the closest row counts, the jurisdiction's before the category's.
create table leverage_policy (
  jurisdiction text not null check (jurisdiction ~ '^([A-Z]{2}|[*])$'),
  category text not null check (category in ('RETAIL','PROFESSIONAL','ELIGIBLE_COUNTERPARTY','*')),
  asset_class text not null check (asset_class in ('MAJOR_FX','MINOR_FX_GOLD_MAJOR_INDEX','COMMODITY_MINOR_INDEX','EQUITY','CRYPTO')),
  version int not null default 1,
  maximum int not null check (maximum between 1 and 3000),
  -- ends the sentence "A leverage of 100 is more than the 30 that ..."
  why text not null,
  updated_by text,
  updated_at timestamptz(3) not null default now(),
  primary key (jurisdiction, category, asset_class)
);
insert into leverage_policy (jurisdiction, category, asset_class, maximum, why)
select j.jurisdiction, 'RETAIL', a.asset_class, a.maximum, j.why
from (values ('CY', 'ESMA allows retail clients'), ('GB', 'the FCA allows retail clients')) j (jurisdiction, why)
  cross join (values ('MAJOR_FX', 30), ('MINOR_FX_GOLD_MAJOR_INDEX', 20), ('COMMODITY_MINOR_INDEX', 10), ('EQUITY', 5), ('CRYPTO', 2)) a (asset_class, maximum)
union all
select '*', '*', a.asset_class, a.maximum, 'the broker gives anyone'
from (values ('MAJOR_FX', 500), ('MINOR_FX_GOLD_MAJOR_INDEX', 500), ('COMMODITY_MINOR_INDEX', 200), ('EQUITY', 20), ('CRYPTO', 20)) a (asset_class, maximum);
`;

const types = `
create table account_type (
  code text primary key check (code ~ '^[a-z][a-z0-9-]{1,39}$'),
  version int not null default 1,
  title text not null,
  platform text not null check (platform in ('MT4','MT5','CTRADER','PROPRIETARY')),
  environment text not null check (environment in ('LIVE','DEMO')),
  server text not null,
  -- {currency} stands for the currency in small letters
  group_pattern text not null,
  currencies text[] not null check (cardinality(currencies) > 0),
  leverages int[] not null check (cardinality(leverages) > 0),
  -- what is traded at the account's leverage; what takes less is held down by the group
  asset_class text not null default 'MAJOR_FX' check (asset_class in ('MAJOR_FX','MINOR_FX_GOLD_MAJOR_INDEX','COMMODITY_MINOR_INDEX','EQUITY','CRYPTO')),
  kyc_level smallint not null check (kyc_level between 0 and 9),
  categories text[] not null default '{RETAIL,PROFESSIONAL,ELIGIBLE_COUNTERPARTY}',
  -- empty: all
  jurisdictions text[] not null default '{}',
  -- opened without a look of support
  auto_approve boolean not null,
  most_per_client int not null check (most_per_client > 0),
  is_active boolean not null default true,
  updated_by text,
  updated_at timestamptz(3) not null default now()
);
insert into account_type (code, title, platform, environment, server, group_pattern, currencies, leverages, kyc_level, auto_approve, most_per_client)
select lower(p.platform) || '-' || t.code, t.title, p.platform, 'LIVE', p.server, p.real || p.separator || t.code || '-{currency}', t.currencies, t.leverages, 1, t.auto_approve, 4
from (values ('MT5', 'MT5-Main', 'real', '\\'), ('MT4', 'MT4-Main', 'live', '-')) p (platform, server, real, separator)
  cross join (values ('standard', 'Standard', '{USD,EUR,GBP,JPY,USDT}'::text[], '{1,2,5,10,20,30,50,100,200,500}'::int[], true),
    ('ecn', 'ECN', '{USD,EUR,GBP}', '{1,2,5,10,20,30,50,100,200,500}', false),
    ('pro', 'Pro', '{USD,EUR,GBP}', '{50,100,200,400,500}', false)) t (code, title, currencies, leverages, auto_approve)
union all
select lower(p.platform) || '-demo', 'Demo', p.platform, 'DEMO', p.server, 'demo' || p.separator || 'standard-{currency}', '{USD,EUR,GBP,JPY,USDT}', '{1,2,5,10,20,30,50,100,200,500}', 0, true, 8
from (values ('MT5', 'MT5-Main', '\\'), ('MT4', 'MT4-Main', '-')) p (platform, server, separator);
update account_type set categories = '{PROFESSIONAL,ELIGIBLE_COUNTERPARTY}' where code like '%-pro';
insert into account_type (code, title, platform, environment, server, group_pattern, currencies, leverages, asset_class, kyc_level, auto_approve, most_per_client)
values ('mt5-crypto', 'Crypto', 'MT5', 'LIVE', 'MT5-Main', 'real\\crypto-{currency}', '{USD,EUR,USDT}', '{1,2,5,10,20}', 'CRYPTO', 2, false, 2);

-- Logins are given out once, whatever becomes of the account.
create table trading_login (server text primary key, last_login bigint not null);
insert into trading_login (server, last_login)
select s.server, greatest(s.first, coalesce((select max(login::bigint) from trading_account t where t.server = s.server and t.login ~ '^[0-9]{1,15}$'), 0))
from (values ('MT5-Main', 5000100), ('MT4-Main', 210100)) s (server, first);

-- null: it was opened before there was a catalogue
alter table trading_account add column account_type text references account_type (code);
`;

const requests = `
create table account_request (
  -- the trading account's: it is there from the start, and waits with it
  id uuid primary key references trading_account (id) deferrable initially deferred,
  version int not null default 1,
  client_id uuid not null references client (id),
  account_type text not null references account_type (code),
  status text not null check (status in ('WAITING','APPROVED','REJECTED')),
  requested_by text not null,
  requested_by_id uuid not null,
  requested_at timestamptz(3) not null default now(),
  idempotency_key text not null check (length(idempotency_key) between 1 and 200),
  input_hash text not null,
  reason text,
  -- null with APPROVED: by policy
  decided_by_id uuid references staff_member (id),
  decided_at timestamptz(3),
  check ((status = 'WAITING') = (decided_at is null)),
  unique (requested_by_id, idempotency_key)
);
create index account_request_requested on account_request (requested_at, id);
create index account_request_status on account_request (status, requested_at, id);
create index account_request_client on account_request (client_id, requested_at, id);
`;

const grants = `
grant select, insert, update on leverage_policy, account_type, account_request to countinghouse_app;
grant select, update on trading_login to countinghouse_app;
`;
