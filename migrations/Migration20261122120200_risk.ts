import { Migration } from '@mikro-orm/migrations';

/** Clients are rated by published sets of weighted rules; a rating keeps what it was made of, and a person may override it. */
export class Migration20261122120200_risk extends Migration {
  override up(): void {
    for (const part of [countries, ruleSets, rules, ratings, grants]) this.addSql(part);
  }

  override down(): void {
    this.addSql('drop table risk_rating; drop table risk_override; drop table risk_rule; drop table risk_rule_set; drop table country_risk;');
  }
}

const countries = `
-- The risk of money laundering of a country; one that is not listed is UNLISTED for the rules.
create table country_risk (
  country char(2) primary key,
  risk text not null check (risk in ('LOW','MEDIUM','HIGH')),
  source text not null,
  updated_at timestamptz(3) not null default now()
);
-- To begin with, and to be checked against what is in force: the FATF publishes three times a year, the Commission's list of high-risk
-- third countries follows.
insert into country_risk (country, risk, source)
select unnest(string_to_array('AT BE BG CH CY CZ DE DK EE ES FI FR GB GR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK AU CA JP NZ SG', ' ')), 'LOW', 'Equivalent supervision';
insert into country_risk (country, risk, source)
select unnest(string_to_array('AE BH BR CL CN CO EG GE GH HK ID IL IN JO KR KW KZ MA MX MY OM PE PH QA SA TH TN TR TW UY UZ VN ZA NG', ' ')), 'MEDIUM', 'Assessment of the house';
insert into country_risk (country, risk, source)
select unnest(string_to_array('AF CD HT IR KP LA LB LY ML MM SD SO SS SY VE YE ZW', ' ')), 'HIGH', 'FATF, call for action or increased monitoring';
`;

const ruleSets = `
create table risk_rule_set (
  id uuid primary key,
  version int not null default 1,
  number int not null unique,
  status text not null default 'DRAFT' check (status in ('DRAFT','PUBLISHED','RETIRED')),
  note text not null,
  -- from so many points on
  medium_from int not null check (medium_from > 0),
  high_from int not null,
  drafted_by text not null,
  drafted_by_id uuid,
  drafted_at timestamptz(3) not null default now(),
  published_by text,
  published_by_id uuid,
  published_at timestamptz(3),
  check (high_from > medium_from),
  check ((status = 'DRAFT') = (published_at is null))
);
create unique index risk_rule_set_published on risk_rule_set (status) where status = 'PUBLISHED';
create index risk_rule_set_drafted on risk_rule_set (drafted_at, id);

create table risk_rule (
  set_id uuid not null references risk_rule_set (id),
  number int not null,
  factor text not null check (factor in ('COUNTRY','SANCTIONS','PEP','CLIENT_TYPE','PRODUCT','FUNDING','BEHAVIOUR')),
  code text not null,
  title text not null,
  -- which input, and what it has to be: {"input": "countryRisk", "in": ["HIGH"]}, {"input": "chargebacks", "atLeast": 1}
  condition jsonb not null,
  points int not null check (points between -100 and 100),
  -- where it holds the level is this one at least, whatever the points
  at_least text check (at_least in ('MEDIUM','HIGH')),
  primary key (set_id, number),
  unique (set_id, code)
);
`;

const rules = `
insert into risk_rule_set (id, number, status, note, medium_from, high_from, drafted_by, published_by, published_at)
values ('019aa000-0000-7000-8000-000000000001', 1, 'PUBLISHED', 'The first set', 30, 60, 'Countinghouse', 'Countinghouse', now());
insert into risk_rule (set_id, number, factor, code, title, condition, points, at_least)
select '019aa000-0000-7000-8000-000000000001', number, factor, code, title, condition::jsonb, points, at_least from (values
  (1, 'COUNTRY', 'country-high', 'Lives in a country of high risk', '{"input": "countryRisk", "in": ["HIGH"]}', 40, 'MEDIUM'),
  (2, 'COUNTRY', 'country-medium', 'Lives in a country of medium risk', '{"input": "countryRisk", "in": ["MEDIUM"]}', 15, null),
  (3, 'COUNTRY', 'country-unlisted', 'Lives in a country that was not assessed', '{"input": "countryRisk", "in": ["UNLISTED"]}', 20, null),
  (4, 'SANCTIONS', 'sanctions-match', 'Is on a list of sanctions', '{"input": "sanctionsMatch", "is": true}', 100, 'HIGH'),
  (5, 'PEP', 'pep', 'Is a politically exposed person', '{"input": "isPep", "is": true}', 60, 'HIGH'),
  (6, 'CLIENT_TYPE', 'company', 'Is a company, whose owners have to be known', '{"input": "clientType", "in": ["CORPORATE"]}', 15, null),
  (7, 'CLIENT_TYPE', 'young-relationship', 'Has been a client for less than 90 days', '{"input": "relationshipDays", "below": 90}', 5, null),
  (8, 'PRODUCT', 'leverage', 'Trades with a leverage of 200 or more', '{"input": "highestLeverage", "atLeast": 200}', 10, null),
  (9, 'PRODUCT', 'professional', 'Is treated as a professional', '{"input": "category", "in": ["PROFESSIONAL"]}', 5, null),
  (10, 'FUNDING', 'crypto', 'Pays in crypto assets', '{"input": "paysInCrypto", "is": true}', 15, null),
  (11, 'FUNDING', 'many-sources', 'Pays by three providers or more', '{"input": "paymentSources", "atLeast": 3}', 10, null),
  (12, 'FUNDING', 'large-deposits', 'Paid in 50,000 USD or more within twelve months', '{"input": "depositsYearUsd", "atLeast": 50000}', 15, null),
  (13, 'FUNDING', 'very-large-deposits', 'Paid in 250,000 USD or more within twelve months', '{"input": "depositsYearUsd", "atLeast": 250000}', 20, null),
  (14, 'BEHAVIOUR', 'chargeback', 'A payment was charged back', '{"input": "chargebacks", "atLeast": 1}', 20, null),
  (15, 'BEHAVIOUR', 'rapid-in-out', 'Took out within three days most of what came in, three times or more', '{"input": "rapidInOut", "atLeast": 3}', 25, null),
  (16, 'BEHAVIOUR', 'surge', 'Paid in within a month three times what is usual, and 10,000 USD or more',
    '{"all": [{"input": "depositSurge", "atLeast": 3}, {"input": "depositsMonthUsd", "atLeast": 10000}]}', 15, null)
) as r (number, factor, code, title, condition, points, at_least);
`;

const ratings = `
create table risk_override (
  id uuid primary key,
  version int not null default 1,
  client_id uuid not null references client (id),
  level text not null check (level in ('LOW','MEDIUM','HIGH')),
  -- what held when it was asked for
  from_level text not null check (from_level in ('LOW','MEDIUM','HIGH')),
  rated_level text not null check (rated_level in ('LOW','MEDIUM','HIGH')),
  status text not null check (status in ('PROPOSED','ACTIVE','DECLINED','ENDED')),
  reason text not null,
  -- the last day on which it holds; null: until it is ended
  until date,
  asked_by text not null,
  asked_by_id uuid references staff_member (id),
  asked_at timestamptz(3) not null default now(),
  decided_by text,
  decided_by_id uuid references staff_member (id),
  decided_at timestamptz(3),
  ended_by text,
  ended_by_id uuid,
  ended_at timestamptz(3),
  end_reason text,
  check ((status = 'ENDED') = (ended_at is not null))
);
create unique index risk_override_open on risk_override (client_id, status) where status in ('PROPOSED','ACTIVE');
create index risk_override_client on risk_override (client_id, asked_at, id);
create index risk_override_status on risk_override (status, asked_at, id);
create index risk_override_asked on risk_override (asked_at, id);

-- Each rating with what it was made of; the one that nothing has superseded holds.
create table risk_rating (
  id uuid primary key,
  client_id uuid not null references client (id),
  rule_set int not null references risk_rule_set (number),
  score int not null,
  -- by the rules, and with the override that was in force
  rated_level text not null check (rated_level in ('LOW','MEDIUM','HIGH')),
  level text not null check (level in ('LOW','MEDIUM','HIGH')),
  override_id uuid references risk_override (id),
  inputs jsonb not null,
  -- the rules that held: factor, code, title, points
  factors jsonb not null,
  cause text not null,
  rated_by text not null,
  rated_by_id uuid,
  rated_at timestamptz(3) not null default now(),
  -- the day on which somebody has to look at the client again, and who looked last
  next_review_on date not null,
  reviewed_by text,
  reviewed_by_id uuid references staff_member (id),
  reviewed_at timestamptz(3),
  superseded_at timestamptz(3)
);
create unique index risk_rating_current on risk_rating (client_id) where superseded_at is null;
create index risk_rating_client on risk_rating (client_id, rated_at, id);
create index risk_rating_review on risk_rating (next_review_on) where superseded_at is null;
`;

const grants = `
grant select on country_risk to countinghouse_app;
grant select, insert, update on risk_rule_set, risk_override, risk_rating to countinghouse_app;
grant select, insert on risk_rule to countinghouse_app;
`;
