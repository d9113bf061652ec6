import { Migration } from '@mikro-orm/migrations';

/** What each KYC level takes, as data; how often clients are looked at again; and from when to when a client's level stands. */
export class Migration20261122110000_kyc_levels extends Migration {
  override up(): void {
    for (const part of [levels, intervals, standings, grants]) this.addSql(part);
  }

  override down(): void {
    this.addSql('drop table kyc_standing; drop table kyc_review_interval; drop table kyc_level;');
  }
}

const levels = `
-- A level takes what its own row says and what the levels below it say.
create table kyc_level (
  level smallint not null check (level between 1 and 9),
  client_type text not null check (client_type in ('INDIVIDUAL','CORPORATE')),
  -- the entity that serves the client; '*': wherever there is no row for the entity itself
  jurisdiction text not null check (jurisdiction ~ '^([A-Z]{2}|[*])$'),
  version int not null default 1,
  title text not null,
  -- [{"group": "ADDRESS", "types": ["PROOF_OF_ADDRESS"], "maxAgeMonths": 36}]: one approved document of each group
  documents jsonb not null,
  checks text[] not null,
  updated_by text,
  updated_at timestamptz(3) not null default now(),
  primary key (level, client_type, jurisdiction)
);
insert into kyc_level (level, client_type, jurisdiction, title, documents, checks)
select l.level, t.client_type, '*', l.title,
  l.documents || case when l.level = 1 and t.client_type = 'CORPORATE' then '[{"group": "COMPANY", "types": ["COMPANY_REGISTRATION"], "maxAgeMonths": null}]'::jsonb else '[]' end,
  l.checks
from (values
    (1, 'Identity and address', '[{"group": "IDENTITY", "types": ["PASSPORT", "IDENTITY_CARD", "DRIVING_LICENCE"], "maxAgeMonths": null},
       {"group": "ADDRESS", "types": ["PROOF_OF_ADDRESS", "BANK_STATEMENT"], "maxAgeMonths": 36}]'::jsonb, '{}'::text[]),
    (2, 'Application approved', '[]', '{APPLICATION}'),
    (3, 'Source of funds', '[{"group": "SOURCE_OF_FUNDS", "types": ["SOURCE_OF_FUNDS"], "maxAgeMonths": null}]', '{}')) l (level, title, documents, checks)
  cross join (values ('INDIVIDUAL'), ('CORPORATE')) t (client_type);
`;

const intervals = `
create table kyc_review_interval (
  risk_level text primary key check (risk_level in ('LOW','MEDIUM','HIGH')),
  version int not null default 1,
  months int not null check (months between 1 and 120),
  updated_by text,
  updated_at timestamptz(3) not null default now()
);
insert into kyc_review_interval (risk_level, months) values ('LOW', 36), ('MEDIUM', 24), ('HIGH', 12);
`;

const standings = `
create table kyc_standing (
  -- the client's
  id uuid primary key references client (id),
  -- Verified before levels were data: up to this level, what nothing is known of counts as given. What was handed in or found out since
  -- takes its place.
  carried_level smallint not null default 0 check (carried_level between 0 and 9),
  -- the client as a whole; the interval of its risk counts from here
  reviewed_at timestamptz(3),
  review_due_on date,
  -- the last day on which what the level rests on is good
  expires_on date,
  -- the last day before the level falls, by one or the other
  due_on date generated always as (least(expires_on, review_due_on)) stored,
  assessed_on date not null,
  -- the due_on that people were told of
  reminded_for date
);
create index kyc_standing_due on kyc_standing (due_on, id) where due_on is not null;
insert into kyc_standing (id, carried_level, reviewed_at, review_due_on, assessed_on)
select c.id, c.kyc_level, now(), (now() + i.months * interval '1 month')::date, now()::date
from client c join kyc_review_interval i on i.risk_level = c.risk_level where c.kyc_level > 0;
`;

const grants = `
grant select, insert, update on kyc_level, kyc_review_interval, kyc_standing to countinghouse_app;
`;
