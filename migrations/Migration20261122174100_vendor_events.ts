import { Migration } from '@mikro-orm/migrations';

/** News of the vendor's that find no place wait for a person; and the vendor forgets whom the house forgets. */
export class Migration20261122174100_vendor_events extends Migration {
  override up(): void {
    for (const part of [events, policy, forgotten]) this.addSql(part);
  }

  override down(): void {
    this.addSql(undo);
  }
}

const events = `
alter table kyc_vendor_event
  -- the one that a person has matched it with
  add column verification_id uuid references kyc_verification (id),
  add column decided_by text,
  add column decided_by_id uuid,
  add column decided_at timestamptz(3),
  add column decision_reason text,
  add check ((decided_at is null) = (decision_reason is null)),
  drop constraint kyc_vendor_event_status_check,
  add constraint kyc_vendor_event_status_check check (status in ('NEW','APPLIED','NOTHING_NEW','UNMATCHED','DISMISSED'));
create index kyc_vendor_event_received on kyc_vendor_event (received_at, id);
create index kyc_vendor_event_by_status on kyc_vendor_event (status, received_at, id);
create index kyc_vendor_event_of_verification on kyc_vendor_event (verification_id) where verification_id is not null;
create index kyc_vendor_event_of_applicant on kyc_vendor_event (vendor, applicant_id);
create index kyc_vendor_event_of_user on kyc_vendor_event (external_user_id) where external_user_id is not null;
`;

const policy = `
insert into task_policy (kind, department, priority, due_within) values
  ('KYC_VENDOR_EVENT', 'COMPLIANCE', 'NORMAL', '24 hours'),
  ('KYC_VENDOR_HOLD', 'COMPLIANCE', 'NORMAL', '24 hours');
insert into task (id, kind, department, priority, subject_type, subject_id, client_id, detail, opened_at, due_at)
select uuidv7(), p.kind, p.department, p.priority, 'KycVendorEvent', e.id, null, e.vendor || ' tells of an applicant whom no verification here is about.', e.received_at,
  e.received_at + p.due_within
from kyc_vendor_event e join task_policy p on p.kind = 'KYC_VENDOR_EVENT' where e.status = 'UNMATCHED';
`;

const forgotten = `
-- Whom the vendor still has to forget; each row goes once it has.
create table erased_applicant (
  vendor text not null,
  applicant_id text not null,
  client_id uuid not null references client (id),
  erasure_id uuid not null references erasure (id),
  erased_at timestamptz(3) not null default now(),
  primary key (vendor, applicant_id)
);
create index erased_applicant_client on erased_applicant (client_id);
create index erased_applicant_erasure on erased_applicant (erasure_id);
grant select, insert, delete on erased_applicant to countinghouse_app;
`;

const undo = `
drop table erased_applicant;
delete from task_comment where task_id in (select id from task where kind in ('KYC_VENDOR_EVENT', 'KYC_VENDOR_HOLD'));
delete from task where kind in ('KYC_VENDOR_EVENT', 'KYC_VENDOR_HOLD');
delete from task_policy where kind in ('KYC_VENDOR_EVENT', 'KYC_VENDOR_HOLD');
drop index kyc_vendor_event_received, kyc_vendor_event_by_status, kyc_vendor_event_of_applicant, kyc_vendor_event_of_user;
update kyc_vendor_event set status = 'UNMATCHED' where status = 'DISMISSED';
alter table kyc_vendor_event
  drop column verification_id, drop column decided_by, drop column decided_by_id, drop column decided_at, drop column decision_reason,
  drop constraint kyc_vendor_event_status_check,
  add constraint kyc_vendor_event_status_check check (status in ('NEW','APPLIED','NOTHING_NEW','UNMATCHED'));
`;
