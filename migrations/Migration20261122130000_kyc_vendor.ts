import { Migration } from '@mikro-orm/migrations';

/** Clients whose identity a vendor verifies: what it says, and what that means here. */
export class Migration20261122130000_kyc_vendor extends Migration {
  override up(): void {
    for (const part of [policies, verifications, documents, events, grants]) this.addSql(part);
  }

  override down(): void {
    this.addSql('drop table kyc_vendor_event; drop table kyc_sent_document; drop table kyc_verification; drop table kyc_vendor_policy;');
  }
}

const policies = `
-- What the licensed entity that serves a client asks of the vendor, and how much the vendor's word counts there.
create table kyc_vendor_policy (
  jurisdiction text primary key,
  version int not null default 1,
  -- the vendor's name for what is asked for
  level_name text not null,
  -- false: what the vendor approves waits for a person
  vendor_approves boolean not null,
  -- whether documents that are here already are handed over
  sends_documents boolean not null,
  updated_by text,
  updated_at timestamptz(3) not null default now()
);
insert into kyc_vendor_policy (jurisdiction, level_name, vendor_approves, sends_documents) values
  ('CY', 'basic-kyc-level', false, true),
  ('GB', 'basic-kyc-level', false, true),
  ('SC', 'basic-kyc-level', true, true);
`;

const verifications = `
create table kyc_verification (
  id uuid primary key,
  version int not null default 1,
  client_id uuid not null references client (id),
  vendor text not null,
  level_name text not null,
  status text not null default 'STARTING' check (status in
    ('STARTING','DOCUMENTS_REQUIRED','IN_REVIEW','MANUAL_REVIEW','CONFIRMATION_REQUIRED','APPROVED','RESUBMISSION_REQUIRED','REJECTED','FAILED')),
  -- why the vendor would not begin
  failure text,
  -- once it was rejected for good, no machine approves it any more
  person_required boolean not null default false,
  -- all of this is the vendor's, verbatim
  applicant_id text,
  vendor_status text,
  vendor_answer text,
  vendor_reject_type text,
  vendor_reject_labels text[] not null default '{}',
  applicant_comment text,
  staff_comment text,
  vendor_level text,
  review_id text,
  attempt_id text,
  attempt int,
  reviewed_at timestamptz(3),
  -- when it was last asked for the truth, and the newest of the news that made us ask
  asked_at timestamptz(3),
  newest_event_at timestamptz(3),
  started_by text not null,
  started_by_id uuid,
  started_at timestamptz(3) not null default now(),
  decided_by text,
  decided_by_id uuid,
  decided_at timestamptz(3),
  decision_reason text,
  updated_at timestamptz(3) not null default now(),
  check ((status = 'FAILED') = (failure is not null)),
  check ((decided_at is null) = (decision_reason is null))
);
create unique index kyc_verification_open on kyc_verification (client_id) where status not in ('APPROVED','REJECTED','FAILED');
create index kyc_verification_of_client on kyc_verification (client_id, started_at, id);
create index kyc_verification_started on kyc_verification (started_at, id);
create index kyc_verification_by_status on kyc_verification (status, started_at, id);
create index kyc_verification_by_applicant on kyc_verification (vendor, applicant_id) where applicant_id is not null;
create index kyc_verification_stale on kyc_verification (asked_at) where status in ('STARTING','DOCUMENTS_REQUIRED','IN_REVIEW','MANUAL_REVIEW','RESUBMISSION_REQUIRED');
`;

const documents = `
-- What the vendor was given of ours, or would not take.
create table kyc_sent_document (
  verification_id uuid not null references kyc_verification (id),
  document_id uuid not null references document (id),
  refusal text,
  sent_at timestamptz(3) not null default now(),
  primary key (verification_id, document_id)
);
create index kyc_sent_document_of_document on kyc_sent_document (document_id);
`;

const events = `
create table kyc_vendor_event (
  id uuid primary key,
  vendor text not null,
  -- the same for each delivery of the same event
  event_key text not null,
  vendor_type text not null,
  applicant_id text not null,
  external_user_id text,
  happened_at timestamptz(3),
  status text not null default 'NEW' check (status in ('NEW','APPLIED','NOTHING_NEW','UNMATCHED')),
  note text,
  deliveries int not null default 1,
  received_at timestamptz(3) not null default now(),
  worked_at timestamptz(3),
  unique (vendor, event_key)
);
create index kyc_vendor_event_waiting on kyc_vendor_event (received_at) where status = 'NEW';
`;

const grants = `
grant select, update on kyc_vendor_policy to countinghouse_app;
grant select, insert, update on kyc_verification to countinghouse_app;
grant select, insert on kyc_sent_document to countinghouse_app;
grant select, insert, update on kyc_vendor_event to countinghouse_app;
`;
