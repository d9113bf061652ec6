import type { Permission } from '../../access/permissions.js';

/** What has to hold for people who see tasks of a kind, and for those who work on them. */
export interface TaskKindRule {
  /** Without it nobody sees such tasks: what seeing their subject takes. */
  readonly see: Permission;
  /** Without it nobody takes them, or is given them: what deciding on their subject takes. */
  readonly work: Permission;
  /** The mutations that decide on the subject, and end the task with that. None: it is done when somebody says so, by `taskComplete`. */
  readonly decidedBy: readonly string[];
  /** The mutation that takes the subject, where that has a queue of its own: its task follows. */
  readonly takenBy?: string;
}

/** A permission that a kind names must be one of the catalogue, a mutation one of the map: a test looks. */
const RULES = {
  DOCUMENT_REVIEW: { see: 'documents:read', work: 'documents:decide', decidedBy: ['documentApprove', 'documentReject'] },
  APPLICATION_REVIEW: { see: 'applications:read', work: 'clients:decide', decidedBy: ['applicationDecide'] },
  KYC_REVIEW: { see: 'clients:decide', work: 'clients:decide', decidedBy: ['kycReviewComplete'] },
  KYC_VENDOR_REVIEW: { see: 'clients:decide', work: 'documents:decide', decidedBy: ['kycVerificationConfirm', 'kycVerificationRefuse'] },
  KYC_VENDOR_EVENT: { see: 'documents:decide', work: 'documents:decide', decidedBy: ['kycVendorEventMatch', 'kycVendorEventDismiss'] },
  KYC_VENDOR_HOLD: { see: 'clients:decide', work: 'clients:decide', decidedBy: [] },
  RISK_REVIEW: { see: 'risk:read', work: 'risk:assess', decidedBy: ['riskAssess', 'riskReviewComplete'] },
  RISK_OVERRIDE: { see: 'risk:read', work: 'risk:override', decidedBy: ['riskOverrideConfirm', 'riskOverrideDecline'] },
  SCREENING_HIT: { see: 'screening:read', work: 'screening:decide', decidedBy: ['screeningHitDecide'] },
  ACCOUNT_REQUEST: { see: 'accounts:read', work: 'accounts:write', decidedBy: ['accountRequestApprove', 'accountRequestReject'] },
  ERASURE_REQUEST: { see: 'privacy:request', work: 'privacy:erase', decidedBy: ['erasureDecide'] },
  PAYMENT_CASE: { see: 'payments:operate', work: 'payments:operate', decidedBy: ['paymentCaseClose', 'paymentCaseConfirm'], takenBy: 'paymentCaseTake' },
  PARTNER_APPLICATION: { see: 'partners:write', work: 'partners:write', decidedBy: ['partnerApplicationApprove', 'partnerApplicationRefuse'] },
  TRANSACTION_APPROVAL: { see: 'transactions:read', work: 'transactions:decide', decidedBy: ['transactionApprove', 'transactionReject'] },
  PAYOUT_RUN: { see: 'payouts:read', work: 'payouts:approve', decidedBy: ['commissionPayoutRunApprove', 'commissionPayoutRunReject'] },
} as const satisfies Record<string, TaskKindRule>;

export type TaskKind = keyof typeof RULES;
export const TASK_KINDS = Object.keys(RULES) as TaskKind[];
export const TASK_KIND_RULES: Readonly<Record<TaskKind, TaskKindRule>> = RULES;

/** By the very set: somebody's permissions are the same set until they change. */
const seen = new WeakMap<ReadonlySet<Permission>, readonly TaskKind[]>();

/** The kinds of tasks that somebody sees, in a fixed order. */
export function kindsSeenWith(permissions: ReadonlySet<Permission>): readonly TaskKind[] {
  const kinds = seen.get(permissions) ?? TASK_KINDS.filter((kind) => permissions.has(TASK_KIND_RULES[kind].see));
  seen.set(permissions, kinds);
  return kinds;
}

export const TASK_PRIORITIES = ['URGENT', 'HIGH', 'NORMAL', 'LOW'] as const;
export type TaskPriority = (typeof TASK_PRIORITIES)[number];
