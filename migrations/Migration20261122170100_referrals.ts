import { Migration } from '@mikro-orm/migrations';

/** Links by which partners bring clients: where they lead, who clicked, who signed up, who paid in. */
export class Migration20261122170100_referrals extends Migration {
  override up(): void {
    for (const part of [settings, links, counts, signUps, grants]) this.addSql(part);
  }

  override down(): void {
    this.addSql(undo);
  }
}

const settings = `
-- Where links may lead, and nowhere else.
create table referral_landing_page (
  code text primary key check (code ~ '^[a-z0-9][a-z0-9-]{0,39}$'),
  version int not null default 1,
  url text not null,
  is_default boolean not null default false,
  updated_at timestamptz(3) not null default now()
);
create unique index referral_landing_page_default on referral_landing_page (is_default) where is_default;

-- Whose a client is who came by several links, and how long a click counts.
create table referral_policy (
  is_only boolean primary key default true check (is_only),
  version int not null default 1,
  attribution text not null default 'LAST' check (attribution in ('FIRST','LAST')),
  lifetime_days int not null default 30 check (lifetime_days between 1 and 365),
  updated_at timestamptz(3) not null default now()
);
insert into referral_policy default values;
`;

const links = `
create table referral_link (
  id uuid primary key,
  version int not null default 1,
  partner_id uuid not null references partner (id) on delete cascade,
  code text not null,
  label text not null default '',
  -- null: the default one
  landing_page text references referral_landing_page (code),
  created_at timestamptz(3) not null default now(),
  retired_at timestamptz(3)
);
-- one space of names with the partners' own codes: a code that is taken is drawn again, whichever of the two says so
create unique index partner_referral_code_link on referral_link (upper(code));
create index referral_link_partner on referral_link (partner_id, created_at, id);
create index referral_link_created on referral_link (created_at, id);
create index referral_link_landing_page on referral_link (landing_page);

-- the first link of a partner has its id and its code
create function referral_link_begin() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into referral_link (id, partner_id, code, created_at) values (new.id, new.id, new.referral_code, new.created_at);
  return null;
end $$;
create trigger referral_link_begin after insert on partner for each row execute function referral_link_begin();
insert into referral_link (id, partner_id, code, created_at) select id, id, referral_code, created_at from partner;
`;

const counts = `
create table referral_daily (
  link_id uuid not null references referral_link (id),
  day date not null,
  campaign text not null,
  clicks int not null default 0,
  sign_ups int not null default 0,
  first_deposits int not null default 0,
  primary key (link_id, day, campaign)
);
-- Who clicked a moment ago, as a keyed hash of address and browser: the same visitor counts once. Swept after a day.
create table referral_visit (
  link_id uuid not null references referral_link (id),
  visitor text not null,
  at timestamptz(3) not null,
  primary key (link_id, visitor)
);
create index referral_visit_at on referral_visit (at);
`;

const signUps = `
-- By which link a client came.
create table referral_sign_up (
  client_id uuid primary key references client (id) on delete cascade,
  link_id uuid not null references referral_link (id),
  campaign text not null default '',
  -- null: the code was typed in
  clicked_at timestamptz(3),
  signed_up_at timestamptz(3) not null default now(),
  -- the link, or its partner, was out of use by then: nobody introduced the client
  is_dead boolean not null default false,
  first_deposit_at timestamptz(3)
);
create index referral_sign_up_link on referral_sign_up (link_id, signed_up_at, client_id);
create index referral_sign_up_dead on referral_sign_up (client_id) where is_dead;

create function referral_first_deposit() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  with sign_up as (
    update referral_sign_up set first_deposit_at = new.first_funded_at where client_id = new.id and first_deposit_at is null returning link_id, campaign)
  insert into referral_daily (link_id, day, campaign, first_deposits)
  select link_id, (new.first_funded_at at time zone 'UTC')::date, campaign, 1 from sign_up
  on conflict (link_id, day, campaign) do update set first_deposits = referral_daily.first_deposits + 1;
  return null;
end $$;
create trigger referral_first_deposit after update of first_funded_at on client for each row when (old.first_funded_at is null and new.first_funded_at is not null)
  execute function referral_first_deposit();
`;

const grants = `
grant select, insert, update on referral_landing_page, referral_link, referral_daily, referral_sign_up to countinghouse_app;
grant select, update on referral_policy to countinghouse_app;
grant select, insert, update, delete on referral_visit to countinghouse_app;
`;

const undo = `
drop trigger referral_first_deposit on client; drop function referral_first_deposit;
drop table referral_sign_up, referral_visit, referral_daily;
drop trigger referral_link_begin on partner; drop function referral_link_begin;
drop table referral_link, referral_policy, referral_landing_page;
`;
