import type { Request } from '../../access/actor.js';
import type { ReviewFacts } from '../../connectors/kyc/port.js';
import { newId } from '../../database/ids.js';
import { statement, type Unit } from '../../database/unit.js';
import { jobKind } from '../../runtime/jobs.js';
import type { VerificationStatus } from './verification.states.js';

/** Opens the applicant at the vendor's. Safe to repeat. */
export const VERIFICATION_OPEN = jobKind<{ verificationId: string }>({ name: 'kycVerification.open', maxAttempts: 12 });
/** Hands over the documents that are here. Safe to repeat. */
export const VERIFICATION_HAND_OVER = jobKind<{ verificationId: string }>({ name: 'kycVerification.handOver', maxAttempts: 12 });
/** Asks the vendor how it stands. Safe to repeat. */
export const VERIFICATION_REFRESH = jobKind<{ verificationId: string }>({ name: 'kycVerification.refresh', maxAttempts: 12 });

/** A verification as it stands. */
export interface VerificationRecord {
  readonly id: string;
  readonly version: number;
  readonly clientId: string;
  readonly jurisdiction: string;
  readonly vendor: string;
  readonly levelName: string;
  readonly status: VerificationStatus;
  readonly personRequired: boolean;
  readonly applicantId: string | null;
  readonly vendorStatus: string | null;
  readonly vendorAnswer: string | null;
  readonly vendorRejectType: string | null;
  readonly vendorLevel: string | null;
  readonly reviewId: string | null;
  readonly attemptId: string | null;
  /** Milliseconds since 1970. */
  readonly reviewedAt: string | null;
  readonly decidedById: string | null;
  readonly isNewest: boolean;
}

const COLUMNS = `v.id, v.version::int as version, v.client_id as "clientId", c.jurisdiction, v.vendor, v.level_name as "levelName", v.status, v.person_required as "personRequired",
  v.applicant_id as "applicantId", v.vendor_status as "vendorStatus", v.vendor_answer as "vendorAnswer", v.vendor_reject_type as "vendorRejectType",
  v.vendor_level as "vendorLevel", v.review_id as "reviewId", v.attempt_id as "attemptId", (extract(epoch from v.reviewed_at) * 1000)::bigint::text as "reviewedAt",
  v.decided_by_id as "decidedById",
  v.id = (select n.id from kyc_verification n where n.client_id = v.client_id order by n.started_at desc, n.id desc limit 1) as "isNewest"`;
const FROM = 'from kyc_verification v join client c on c.id = v.client_id';

export const READ_VERIFICATION = `select ${COLUMNS} ${FROM} where v.id = $1`;
const LOCK = statement(`${READ_VERIFICATION} for no key update of v`);
const LATEST = statement(`select ${COLUMNS} ${FROM} where v.client_id = $1 order by v.started_at desc, v.id desc limit 1 for no key update of v`);

const INSERT = statement(`
  insert into kyc_verification (id, client_id, vendor, level_name, person_required, started_by, started_by_id) values ($1, $2, $3, $4, $5, $6, $7)`);
const OPENED = statement(`update kyc_verification set version = version + 1, applicant_id = $2, updated_at = now() where id = $1`);
const FAIL = statement(`update kyc_verification set version = version + 1, status = 'FAILED', failure = $2, updated_at = now() where id = $1`);
const ASKED = statement('update kyc_verification set asked_at = greatest(asked_at, $2::timestamptz) where id = $1');
const WAS_ASKED_SINCE = statement('select coalesce(asked_at >= $2::timestamptz, false) as "since" from kyc_verification where id = $1');
const FACTS = statement(`
  update kyc_verification set version = version + 1, status = $2, person_required = person_required or $2 = 'REJECTED', vendor_status = $3, vendor_answer = $4,
    vendor_reject_type = $5, vendor_reject_labels = $6, applicant_comment = $7, staff_comment = $8, vendor_level = $9, review_id = $10, attempt_id = $11, attempt = $12,
    reviewed_at = $13, decided_by = null, decided_by_id = null, decided_at = null, decision_reason = null, updated_at = now() where id = $1`);
const DECIDE = statement(`
  update kyc_verification set version = version + 1, status = $2, person_required = person_required or $2 = 'REJECTED', decided_by = $3, decided_by_id = $4, decided_at = now(),
    decision_reason = $5, updated_at = now() where id = $1`);

/** Locked; undefined: there is none. */
export const lockVerification = (unit: Unit, id: string): Promise<VerificationRecord | undefined> => unit.row<VerificationRecord>(LOCK, [id]);

/** The newest of a client's, locked. */
export const lockLatestOf = (unit: Unit, clientId: string): Promise<VerificationRecord | undefined> => unit.row<VerificationRecord>(LATEST, [clientId]);

/** Answers with its id. */
export function insertVerification(
  unit: Unit,
  { actor }: Request,
  given: Pick<VerificationRecord, 'clientId' | 'vendor' | 'levelName' | 'personRequired'>,
): string {
  const id = newId();
  unit.write(INSERT, [id, given.clientId, given.vendor, given.levelName, given.personRequired, actor.name, actor.kind === 'SYSTEM' ? null : actor.id]);
  return id;
}

export const markOpened = (unit: Unit, id: string, applicantId: string): void => unit.write(OPENED, [id, applicantId]);
export const markFailed = (unit: Unit, id: string, failure: string): void => unit.write(FAIL, [id, failure]);
export const markAsked = (unit: Unit, id: string, at: Date): void => unit.write(ASKED, [id, at.toISOString()]);

/** Whether the vendor was asked again since, so that what it said then is older than what is known. */
export const wasAskedSince = async (unit: Unit, id: string, at: Date): Promise<boolean> =>
  (await unit.row<{ since: boolean }>(WAS_ASKED_SINCE, [id, at.toISOString()]))?.since === true;

/** Keeps what the vendor said and where that leads; what was decided on other words of the vendor's is not decided any more. */
export function writeFacts(unit: Unit, id: string, status: VerificationStatus, facts: ReviewFacts): void {
  unit.write(FACTS, [
    ...[id, status, facts.status, facts.answer, facts.rejectType, facts.rejectLabels, facts.applicantComment, facts.staffComment],
    ...[facts.levelName, facts.reviewId, facts.attemptId, facts.attempt, facts.reviewedAt?.toISOString() ?? null],
  ]);
}

export function writeDecision(unit: Unit, id: string, status: VerificationStatus, { actor }: Request, reason: string): void {
  unit.write(DECIDE, [id, status, actor.name, actor.id, reason]);
}

/** The vendor has said just this before. */
export const isKnown = (found: VerificationRecord, facts: ReviewFacts): boolean =>
  found.vendorStatus === facts.status &&
  found.vendorAnswer === facts.answer &&
  found.vendorRejectType === facts.rejectType &&
  found.vendorLevel === facts.levelName &&
  found.reviewId === facts.reviewId &&
  found.attemptId === facts.attemptId &&
  found.reviewedAt === (facts.reviewedAt === null ? null : String(facts.reviewedAt.getTime()));
