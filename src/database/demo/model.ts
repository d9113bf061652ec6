import type { Calendar } from './calendar.js';
import type { Country, Jurisdiction } from './countries.data.js';
import type { Currency } from './money.js';
import type { DealFacts, Fine, Minor, Period, Plan, PlanTerms, Time } from './plans.model.js';
import type { DemoSizes } from './sizes.js';

export type { DealFacts, Fine, Minor, Period, Plan, PlanTerms, Time };

export interface Staff {
  readonly id: string;
  version: number;
  readonly name: string;
  readonly email: string;
  readonly departments: readonly string[];
  isActive: boolean;
  readonly createdAt: Time;
  updatedAt: Time;
}

export interface Partner {
  readonly id: string;
  readonly number: number;
  version: number;
  name: string;
  email: string;
  readonly country: string;
  status: 'PENDING' | 'ACTIVE' | 'SUSPENDED' | 'CLOSED';
  readonly referralCode: string;
  readonly parent: Partner | null;
  childCount: number;
  readonly depth: number;
  readonly path: string;
  plan: Plan | null;
  /** When its contract named the plan; null: from the beginning. */
  readonly planFrom: Time | null;
  /** What its rewards are multiplied by, and since when; null: by 1. */
  readonly multiplier: { readonly value: string; readonly from: Time } | null;
  /** How many clients it draws, relative to others. */
  pull: number;
  readonly createdAt: Time;
  updatedAt: Time;
  /** When it was suspended or closed. */
  endedAt: Time | null;
}

export type OnboardingStatus =
  | 'REGISTERED'
  | 'APPLICATION_SUBMITTED'
  | 'INFORMATION_REQUIRED'
  | 'APPROVED'
  | 'REJECTED'
  | 'SUSPENDED'
  | 'CLOSED'
  | 'TERMINATED';
export type KycStatus = 'NOT_STARTED' | 'DOCUMENTS_REQUIRED' | 'IN_REVIEW' | 'RESUBMISSION_REQUIRED' | 'APPROVED' | 'REJECTED' | 'EXPIRED';

/** How a client's history runs, decided before its payments and trades are. */
export interface Life {
  submittedAt: Time | null;
  decidedAt: Time | null;
  approvedAt: Time | null;
  /** When the first deposit arrives. */
  fundedAt: Time | null;
  /** How much that is, in the client's currency. */
  readonly firstDeposit: Minor;
  lastTradedAt: Time | null;
  /** From when on nothing happens any more; `now` for those who go on. */
  quietFrom: Time;
  /** When it was suspended, closed or terminated. */
  endedAt: Time | null;
  /** The median of its deposits in dollars. */
  wealth: number;
  /** How busy it is, relative to others. */
  intensity: number;
}

export interface Client {
  readonly id: string;
  readonly number: number;
  version: number;
  readonly type: 'INDIVIDUAL' | 'CORPORATE';
  category: 'RETAIL' | 'PROFESSIONAL' | 'ELIGIBLE_COUNTERPARTY';
  firstName: string;
  lastName: string;
  readonly companyName: string | null;
  displayName: string;
  email: string;
  readonly phone: string | null;
  readonly dateOfBirth: string | null;
  readonly taxNumber: string | null;
  readonly country: Country;
  readonly jurisdiction: Jurisdiction;
  onboardingStatus: OnboardingStatus;
  statusBeforeSuspension: OnboardingStatus | null;
  firstFundedAt: Time | null;
  lastTradedAt: Time | null;
  lastCashAt: Time | null;
  kycStatus: KycStatus;
  kycLevel: number;
  riskLevel: 'LOW' | 'MEDIUM' | 'HIGH';
  tags: string[];
  manager: Staff | null;
  partner: Partner | null;
  readonly createdAt: Time;
  updatedAt: Time;
  readonly currency: Currency;
  readonly life: Life;
  readonly accounts: Account[];
}

export interface Account {
  readonly id: string;
  version: number;
  readonly client: Client;
  readonly platform: 'MT5' | 'MT4';
  readonly server: string;
  login: string;
  readonly environment: 'LIVE' | 'DEMO';
  readonly accountType: string;
  readonly group: string;
  readonly leverage: number;
  readonly currency: Currency;
  status: 'PENDING' | 'ACTIVE' | 'CLOSE_ONLY' | 'TRADING_DISABLED' | 'LOGIN_DISABLED' | 'ARCHIVED';
  readonly openedAt: Time;
  updatedAt: Time;
  funds: LedgerAccount | null;
  credit: LedgerAccount | null;
}

export type LedgerKind =
  | 'CLIENT_WALLET'
  | 'PARTNER_WALLET'
  | 'TRADING_ACCOUNT'
  | 'CREDIT'
  | 'PROVIDER_CLEARING'
  | 'PROVIDER_FEE'
  | 'FEE_INCOME'
  | 'COMMISSION_EXPENSE'
  | 'CREDIT_EXPENSE'
  | 'ADJUSTMENT'
  | 'SUSPENSE'
  | 'RECEIVABLE'
  | 'ROUNDING'
  | 'EXCHANGE'
  | 'NEGATIVE_BALANCE';

export interface LedgerAccount {
  readonly id: string;
  readonly kind: LedgerKind;
  /** The rest of the code, when it is not made from owner and currency. */
  readonly name: string | null;
  readonly client: Client | null;
  readonly partner: Partner | null;
  readonly account: Account | null;
  readonly currency: Currency;
  balance: Minor;
  held: Minor;
  readonly createdAt: Time;
}

/** There are so many of them that ids are made only when they are written, and lines lie flat: account, amount, account, amount. */
export interface Entry {
  readonly at: Time;
  readonly transaction: Transaction | null;
  readonly description: string;
  readonly lines: readonly (LedgerAccount | Minor)[];
}

export type TransactionType =
  | ('DEPOSIT' | 'WITHDRAWAL' | 'TRANSFER' | 'CREDIT_IN' | 'CREDIT_OUT' | 'ADJUSTMENT' | 'COMMISSION_PAYOUT')
  | ('CHARGEBACK' | 'NEGATIVE_BALANCE_PROTECTION');
export type TransactionStatus =
  | ('CREATED' | 'PENDING_PROVIDER' | 'HELD' | 'IN_REVIEW' | 'APPROVED' | 'SENT_TO_PROVIDER' | 'UNKNOWN' | 'SETTLED')
  | ('REJECTED' | 'CANCELLED' | 'DECLINED' | 'EXPIRED' | 'REVERSED' | 'CHARGED_BACK');

export interface Approval {
  readonly decision: 'APPROVED' | 'REJECTED';
  readonly staff: Staff;
  readonly comment: string | null;
  readonly at: Time;
}

/** What arrives on the other side of a transfer, and by which rate. */
export interface Exchange {
  readonly amount: Minor;
  readonly currency: Currency;
  readonly rate: string;
  readonly at: Time;
}

export interface Transaction {
  readonly id: string;
  /** Given when all are known, so that references run with time. */
  number: number;
  version: number;
  readonly type: TransactionType;
  status: TransactionStatus;
  readonly client: Client | null;
  readonly partner: Partner | null;
  readonly account: Account | null;
  readonly counter: Account | null;
  readonly amount: Minor;
  readonly currency: Currency;
  readonly fee: Minor;
  processed: Minor | null;
  readonly provider: string | null;
  readonly providerReference: string | null;
  reason: string | null;
  readonly exchange: Exchange | null;
  /** Of a chargeback: the deposit that is taken back. */
  readonly related: Transaction | null;
  readonly requestedBy: string;
  readonly requestedById: string | null;
  readonly approvalsNeeded: number;
  approvals: readonly Approval[];
  readonly requestedAt: Time;
  settledAt: Time | null;
  updatedAt: Time;
}

export interface Commission {
  id: string;
  readonly partner: Partner;
  readonly client: Client;
  /** Null for what is paid for the client, and not for a deal. */
  readonly deal: Deal | null;
  readonly plan: Plan;
  readonly level: number;
  readonly amount: Fine;
  /** In thousandths. */
  readonly lots: number | null;
  readonly currency: 'USD' | 'EUR';
  status: 'ACCRUED' | 'PAYABLE' | 'PAID' | 'REVERSED';
  readonly explanation: string;
  readonly corrects: Commission | null;
  readonly tradedAt: Time;
  readonly accruedAt: Time;
  /** Null: its period is open, or it is void. */
  statement: Statement | null;
  /** What of it is the client's. */
  rebate: Fine;
}

export interface Statement {
  readonly id: string;
  /** Given when all are known. */
  number: number;
  readonly partner: Partner;
  readonly currency: 'USD' | 'EUR';
  readonly period: Period;
  readonly opening: Fine;
  readonly accrued: Fine;
  readonly corrections: Fine;
  readonly rebates: ReadonlyMap<Client, Fine>;
  /** All of them. */
  readonly rebated: Fine;
  readonly paid: Fine;
  readonly closing: Fine;
  readonly commissions: number;
  readonly closedAt: Time;
  /** What pays it. */
  payout: Payout | null;
}

export interface PayoutRun {
  readonly id: string;
  /** Given when all are known. */
  number: number;
  readonly month: Time;
  readonly status: 'IN_REVIEW' | 'PAID' | 'REJECTED';
  readonly maker: Staff;
  readonly checker: Staff | null;
  readonly madeAt: Time;
  readonly decidedAt: Time | null;
  readonly reason: string | null;
}

export interface Payout {
  readonly id: string;
  readonly run: PayoutRun;
  readonly partner: Partner;
  /** Whose rebate it is; null: the partner's own. */
  readonly client: Client | null;
  readonly currency: 'USD' | 'EUR';
  readonly balance: Fine;
  readonly amount: Minor;
  readonly status: 'SKIPPED' | 'WAITING' | 'PAID' | 'DROPPED';
  readonly reason: 'BELOW_MINIMUM' | 'NEGATIVE_BALANCE' | 'PARTNER_NOT_ACTIVE' | 'RESTRICTED' | null;
  transaction: Transaction | null;
}

export interface Deal extends DealFacts {
  /** Given when all are known, so that tickets run with time. */
  ticket: string;
  readonly account: Account;
  /** As the server writes it; the instrument is one that is known, or null. */
  readonly symbol: string;
  readonly instrument: string | null;
  readonly entry: 'OUT' | 'OUT_BY';
  readonly hundredthLots: number;
  /** Null: the platform has not told. */
  readonly heldSeconds: number | null;
  readonly closedAt: Time;
  isCancelled: boolean;
  /** What was told first, where it was told otherwise later. */
  amended: { readonly before: Readonly<DealFacts> & { readonly isCancelled: boolean }; readonly at: Time } | null;
  /** Why it pays nobody. */
  unpaid: { readonly reason: string; readonly detail: string } | null;
}

/** How far a client is on the way to what a plan pays once for it. */
export interface Candidate {
  readonly client: Client;
  readonly partner: Partner;
  readonly plan: Plan;
  readonly status: 'WAITING' | 'QUALIFIED' | 'MISSED';
  readonly firstDeposit: Fine | null;
  /** In thousandths. */
  readonly lots: number;
  readonly until: Time | null;
  readonly qualifiedAt: Time | null;
  readonly missing: string;
  readonly updatedAt: Time;
}

export interface Document {
  readonly id: string;
  readonly client: Client;
  readonly type:
    | 'PASSPORT'
    | 'IDENTITY_CARD'
    | 'DRIVING_LICENCE'
    | 'PROOF_OF_ADDRESS'
    | 'SOURCE_OF_FUNDS'
    | 'BANK_STATEMENT'
    | 'COMPANY_REGISTRATION'
    | 'OTHER';
  status: 'UPLOADED' | 'IN_REVIEW' | 'APPROVED' | 'REJECTED' | 'EXPIRED';
  readonly format: 'pdf' | 'png' | 'jpeg';
  readonly fileName: string;
  readonly storageKey: string;
  readonly issuingCountry: string | null;
  readonly expiresOn: string | null;
  reviewedBy: Staff | null;
  reviewedAt: Time | null;
  rejectionReason: string | null;
  readonly uploadedById: string;
  readonly uploadedAt: Time;
  updatedAt: Time;
}

export interface Restriction {
  readonly id: string;
  readonly client: Client;
  readonly account: Account | null;
  readonly kind: 'NO_DEPOSIT' | 'NO_WITHDRAWAL' | 'NO_TRANSFER' | 'NO_TRADE' | 'CLOSE_ONLY' | 'NO_LOGIN' | 'NO_COMMISSION';
  readonly reason: string;
  readonly createdBy: Staff;
  readonly createdAt: Time;
  readonly expiresAt: Time | null;
  readonly liftedAt: Time | null;
  readonly liftedBy: Staff | null;
  readonly liftReason: string | null;
}

export interface AuditEvent {
  readonly at: Time;
  /** A name alone is the system's. */
  readonly actor: Staff | Client | string;
  readonly action: string;
  readonly subjectType: string;
  readonly subjectId: string;
  readonly clientId: string | null;
  readonly reason: string | null;
  readonly before: Readonly<Record<string, unknown>> | null;
  readonly after: Readonly<Record<string, unknown>> | null;
}

/** What every part of the brokerage is made from. */
export interface Setting {
  readonly sizes: DemoSizes;
  readonly seed: number;
  /** A year before `now`: from here on there are clients. Staff, plans and the first partners are older. */
  readonly start: Time;
  readonly now: Time;
  readonly calendar: Calendar;
}
