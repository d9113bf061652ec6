import type { ClientBase } from 'pg';
import { idFrom } from './derived-ids.js';

/** The vendor names applicants by 24 hexadecimal digits. */
const APPLICANT = `left(md5('applicant' || c.id::text), 24)`;
const LEVEL = 'basic-kyc-level';

interface Kind {
  readonly status: string;
  /** Of whom, as SQL over the client `c`; how many of them, the newest first. */
  readonly of: string;
  readonly most: number;
  /** Jurisdictions where such a one comes about. */
  readonly jurisdictions: readonly string[];
  readonly vendorStatus: string | null;
  readonly answer: string | null;
  readonly rejectType?: 'RETRY' | 'FINAL';
  readonly labels?: readonly string[];
  readonly applicantComment?: string;
  readonly staffComment?: string;
  readonly failure?: string;
  readonly hoursAgo: number;
}

const APPLYING = `c.onboarding_status in ('REGISTERED', 'APPLICATION_SUBMITTED', 'INFORMATION_REQUIRED')`;
const ANYWHERE = ['CY', 'GB', 'SC'];

/** In the order in which clients are given out: each has one at most. */
const KINDS: readonly Kind[] = [
  { status: 'APPROVED', of: `c.email = 'client@demo.example'`, most: 1, jurisdictions: ANYWHERE, vendorStatus: 'completed', answer: 'GREEN', hoursAgo: 2_000 },
  { status: 'STARTING', of: APPLYING, most: 1, jurisdictions: ANYWHERE, vendorStatus: null, answer: null, hoursAgo: 0 },
  {
    ...{ status: 'FAILED', of: APPLYING, most: 1, jurisdictions: ['GB', 'CY'], vendorStatus: null, answer: null, hoursAgo: 30 },
    failure: 'It answered 404 (level-not-found).',
  },
  { status: 'DOCUMENTS_REQUIRED', of: APPLYING, most: 4, jurisdictions: ANYWHERE, vendorStatus: 'init', answer: null, hoursAgo: 9 },
  { status: 'IN_REVIEW', of: APPLYING, most: 3, jurisdictions: ANYWHERE, vendorStatus: 'pending', answer: null, hoursAgo: 3 },
  { status: 'MANUAL_REVIEW', of: APPLYING, most: 1, jurisdictions: ANYWHERE, vendorStatus: 'onHold', answer: null, hoursAgo: 26 },
  { status: 'CONFIRMATION_REQUIRED', of: APPLYING, most: 4, jurisdictions: ['CY', 'GB'], vendorStatus: 'completed', answer: 'GREEN', hoursAgo: 7 },
  {
    ...{
      status: 'RESUBMISSION_REQUIRED',
      of: APPLYING,
      most: 3,
      jurisdictions: ANYWHERE,
      vendorStatus: 'completed',
      answer: 'RED',
      rejectType: 'RETRY',
      hoursAgo: 18,
    },
    ...{ labels: ['UNSATISFACTORY_PHOTOS'], applicantComment: 'The picture is too blurred to read. Please take another one.' },
  },
  {
    ...{
      status: 'REJECTED',
      of: `${APPLYING} or c.onboarding_status = 'REJECTED'`,
      most: 2,
      jurisdictions: ANYWHERE,
      vendorStatus: 'completed',
      answer: 'RED',
    },
    ...{ rejectType: 'FINAL', labels: ['FORGERY'], applicantComment: 'We could not verify your profile.', hoursAgo: 40 },
    staffComment: 'The document was edited: fonts differ.',
  },
];

const INSERT = `
  insert into kyc_verification (id, client_id, vendor, level_name, status, failure, person_required, applicant_id, vendor_status, vendor_answer, vendor_reject_type,
    vendor_reject_labels, applicant_comment, staff_comment, vendor_level, review_id, attempt_id, attempt, reviewed_at, asked_at, started_by, started_by_id, started_at, updated_at)
  select ${idFrom('c.id', 'verification')}, c.id, 'sumsub', '${LEVEL}', $2, $3, $2 = 'REJECTED', case when $4::text is not null then ${APPLICANT} end, $4, $5, $6, $7::text[], $8, $9,
    case when $4::text is not null then '${LEVEL}' end, case when $4::text is not null then left(${APPLICANT}, 5) end,
    case when $4::text is not null then left(${APPLICANT}, 5) || '-0' end, case when $4::text is not null then 0 end,
    case when $5::text is not null then date_trunc('second', $1::timestamptz - $10::int * interval '1 hour') end,
    case when $4::text is not null then $1::timestamptz - interval '20 minutes' end, c.display_name, c.id, $1::timestamptz - ($10::int + 5) * interval '1 hour',
    $1::timestamptz - $10::int * interval '1 hour'
  from client c where (c.type = 'INDIVIDUAL' or c.email = 'client@demo.example') and (KIND) and c.jurisdiction = any ($11) and c.created_at < $1::timestamptz - ($10::int + 6) * interval '1 hour'
    and not exists (select from kyc_verification v where v.client_id = c.id)
  order by c.created_at desc, c.id limit $12`;

/** What is known of it, and who has to look: as news of the vendor would have left it. */
const FOLLOWED = [
  `insert into kyc_check (client_id, kind, outcome, detail, checked_at)
   select client_id, 'VENDOR', case status when 'APPROVED' then 'PASSED' when 'RESUBMISSION_REQUIRED' then 'FAILED' when 'REJECTED' then 'FAILED' else 'PENDING' end,
     'sumsub, level ' || level_name || ': ' || case status when 'APPROVED' then 'approved.' when 'RESUBMISSION_REQUIRED' then 'rejected, and it may be tried again (UNSATISFACTORY_PHOTOS).'
       when 'REJECTED' then 'rejected for good.' when 'CONFIRMATION_REQUIRED' then 'approved, which a person has to confirm.' when 'DOCUMENTS_REQUIRED' then 'waits for documents.'
       when 'MANUAL_REVIEW' then 'has put it on hold.' else 'is looking.' end, updated_at
   from kyc_verification where vendor_status is not null on conflict do nothing`,
  `insert into task (id, kind, department, priority, subject_type, subject_id, client_id, detail, opened_at, due_at)
   select ${idFrom('v.id', 'task')}, p.kind, p.department, p.priority, 'KycVerification', v.id, v.client_id,
     'sumsub, level ' || v.level_name || case v.status when 'REJECTED' then ': rejected for good.' when 'FAILED' then ': would not begin. ' || v.failure
       else ': approved, which a person has to confirm.' end, v.updated_at, v.updated_at + p.due_within
   from kyc_verification v join task_policy p on p.kind = 'KYC_VENDOR_REVIEW' where v.status in ('CONFIRMATION_REQUIRED', 'REJECTED', 'FAILED') on conflict do nothing`,
  `insert into task (id, kind, department, priority, subject_type, subject_id, client_id, detail, opened_at, due_at)
   select ${idFrom('v.id', 'task')}, p.kind, p.department, p.priority, 'KycVerification', v.id, v.client_id, 'sumsub, level ' || v.level_name || ': has put it on hold.', v.updated_at,
     v.updated_at + p.due_within
   from kyc_verification v join task_policy p on p.kind = 'KYC_VENDOR_HOLD' where v.status = 'MANUAL_REVIEW'`,
  // somebody whom the vendor knows and the house does not
  `insert into kyc_vendor_event (id, vendor, event_key, vendor_type, applicant_id, happened_at, status, note, received_at, worked_at)
   select ${idFrom('v.id', 'stray')}, v.vendor, v.id::text || ' stray', 'applicantReviewed', left(md5('stray' || v.id::text), 24), v.updated_at, 'UNMATCHED',
     'No verification of ours has this applicant', v.updated_at, v.updated_at
   from kyc_verification v where v.status = 'MANUAL_REVIEW'`,
  `insert into task (id, kind, department, priority, subject_type, subject_id, detail, opened_at, due_at)
   select ${idFrom('e.id', 'task')}, p.kind, p.department, p.priority, 'KycVendorEvent', e.id, e.vendor || ' tells of an applicant whom no verification here is about.', e.received_at,
     e.received_at + p.due_within
   from kyc_vendor_event e join task_policy p on p.kind = 'KYC_VENDOR_EVENT' where e.status = 'UNMATCHED'`,
  `insert into kyc_vendor_event (id, vendor, event_key, vendor_type, applicant_id, external_user_id, happened_at, status, received_at, worked_at)
   select ${idFrom('v.id', 'event')}, v.vendor, v.id::text || ' applicantReviewed', 'applicantReviewed', v.applicant_id, v.client_id::text, v.reviewed_at, 'APPLIED', v.reviewed_at, v.reviewed_at
   from kyc_verification v where v.reviewed_at is not null`,
];

/** Clients whom the vendor verifies, in every state that it can leave them in. */
export async function addVerifications(connection: ClientBase, now: Date): Promise<void> {
  for (const kind of KINDS) {
    await connection.query(INSERT.replace('KIND', kind.of), [
      ...[now, kind.status, kind.failure ?? null, kind.vendorStatus, kind.answer, kind.rejectType ?? null, kind.labels ?? [], kind.applicantComment ?? null],
      ...[kind.staffComment ?? null, kind.hoursAgo, kind.jurisdictions, kind.most],
    ]);
  }
  for (const statement of FOLLOWED) await connection.query(statement);
  for (const table of ['kyc_verification', 'kyc_vendor_event']) await connection.query(`analyze ${table}`);
}
