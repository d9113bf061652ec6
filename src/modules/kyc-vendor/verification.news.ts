import type { Request } from '../../access/actor.js';
import type { ReviewFacts } from '../../connectors/kyc/port.js';
import type { Unit } from '../../database/unit.js';
import type { AuditTrail } from '../audit/index.js';
import { type KycCheck, outcomeOfCheck, recordKycCheck, type Reassessor } from '../kyc/index.js';
import { closeTask, openTask } from '../tasks/index.js';
import { offerDocuments } from './late-documents.js';
import { policyOf } from './vendor-policy.service.js';
import { isKnown, type VerificationRecord, writeFacts } from './verification.record.js';
import { statusAfter, type VerificationStatus } from './verification.states.js';

export interface NewsParts {
  readonly audit: AuditTrail;
  readonly reassessor: Reassessor;
}

const OUTCOMES: Readonly<Record<VerificationStatus, KycCheck['outcome']>> = {
  ...{ STARTING: 'PENDING', DOCUMENTS_REQUIRED: 'PENDING', IN_REVIEW: 'PENDING', MANUAL_REVIEW: 'PENDING', CONFIRMATION_REQUIRED: 'PENDING' },
  ...{ APPROVED: 'PASSED', RESUBMISSION_REQUIRED: 'FAILED', REJECTED: 'FAILED', FAILED: 'PENDING' },
};
const SAID: Readonly<Record<VerificationStatus, string>> = {
  STARTING: 'is about to begin',
  DOCUMENTS_REQUIRED: 'waits for documents',
  IN_REVIEW: 'is looking',
  MANUAL_REVIEW: 'has put it on hold',
  CONFIRMATION_REQUIRED: 'approved, which a person has to confirm',
  APPROVED: 'approved',
  RESUBMISSION_REQUIRED: 'rejected, and it may be tried again',
  REJECTED: 'rejected for good',
  FAILED: 'would not begin',
};
/** What a person has to look at. */
const TASKS: ReadonlySet<VerificationStatus> = new Set(['CONFIRMATION_REQUIRED', 'REJECTED']);

/**
 * What the vendor said, in a sentence that the client may come to read as well: labels of what can be done better are in it, and those of a
 * rejection for good are not.
 */
export function sentenceOf(vendor: string, levelName: string, status: VerificationStatus, labels: readonly string[] = []): string {
  const why = labels.length === 0 || status !== 'RESUBMISSION_REQUIRED' ? '' : ` (${labels.slice(0, 10).join(', ')})`;
  return `${vendor}, level ${levelName}: ${SAID[status]}${why}.`.slice(0, 500);
}

/**
 * Lets a verification, locked, follow what the vendor says of it now: status, check, task, level and audit entry. False: it has said just
 * that before.
 */
export async function applyNews(unit: Unit, request: Request, found: VerificationRecord, facts: ReviewFacts, parts: NewsParts): Promise<boolean> {
  if (isKnown(found, facts)) return false;
  const policy = await policyOf(unit, found.jurisdiction);
  const status = statusAfter(found, facts, policy?.vendorApproves === true);
  writeFacts(unit, found.id, status, facts);
  parts.audit.append(unit, request, {
    ...{ action: 'kycVerification.news', subjectType: 'KycVerification', subjectId: found.id, clientId: found.clientId },
    before: { status: found.status, vendorStatus: found.vendorStatus, vendorAnswer: found.vendorAnswer },
    after: { status, vendorStatus: facts.status, vendorAnswer: facts.answer, rejectType: facts.rejectType, rejectLabels: [...facts.rejectLabels] },
  });
  if (status !== found.status)
    await follow(unit, request, { ...found, status, decidedById: null }, { reassessor: parts.reassessor, was: found.status, labels: facts.rejectLabels });
  return true;
}

export interface Step {
  readonly reassessor: Reassessor;
  readonly was: VerificationStatus;
  readonly labels?: readonly string[];
}

/** What hangs on the status: the check of the client's KYC, its level, and the task of whoever has to look. */
export async function follow(unit: Unit, request: Request, found: VerificationRecord, { reassessor, was, labels }: Step): Promise<void> {
  const { id, clientId, vendor, levelName, status } = found;
  const detail = sentenceOf(vendor, levelName, status, labels);
  const outcome = OUTCOMES[status];
  // what passed before counts until this one ends, unless it is this one that passed
  const isRenewal = outcome === 'PENDING' && was !== 'APPROVED' && (await outcomeOfCheck(unit, clientId, 'VENDOR')) === 'PASSED';
  if (!isRenewal) recordKycCheck(unit, { clientId, kind: 'VENDOR', outcome, detail });
  const isDecided = found.decidedById !== null;
  closeTask(unit, { kind: 'KYC_VENDOR_REVIEW', subjectId: id, outcome: status, isCancelled: !isDecided }, request.actor);
  if (TASKS.has(status) && !isDecided) openTask(unit, { kind: 'KYC_VENDOR_REVIEW', subjectType: 'KycVerification', subjectId: id, clientId, detail });
  closeTask(unit, { kind: 'KYC_VENDOR_HOLD', subjectId: id, outcome: status, isCancelled: true }, request.actor);
  if (status === 'MANUAL_REVIEW') openTask(unit, { kind: 'KYC_VENDOR_HOLD', subjectType: 'KycVerification', subjectId: id, clientId, detail });
  await offerDocuments(unit, { verificationId: id });
  await reassessor.reassess(unit, request, clientId, detail);
}
