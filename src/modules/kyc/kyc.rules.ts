import type { KycCheckKind } from './kyc.checks.js';

export const KYC_STATUSES = ['NOT_STARTED', 'DOCUMENTS_REQUIRED', 'IN_REVIEW', 'RESUBMISSION_REQUIRED', 'APPROVED', 'REJECTED', 'EXPIRED'] as const;
export type KycStatus = (typeof KYC_STATUSES)[number];

export const KYC_STEP_CODES = [
  ...(['HAND_IN', 'HAND_IN_AGAIN', 'RENEW', 'RENEW_SOON', 'WAIT_FOR_REVIEW', 'APPLY', 'WAIT_FOR_CHECK'] as const),
  ...(['CHECK_AGAIN', 'REFUSED', 'REVIEW_DUE'] as const),
] as const;
export type KycStepCode = (typeof KYC_STEP_CODES)[number];

/** One approved document out of these types. */
export interface DocumentGroup {
  /** `IDENTITY`, `ADDRESS`: by it people speak of the group. */
  readonly group: string;
  readonly types: readonly string[];
  /** So long after it was handed in it counts; null: as long as it is good itself. */
  readonly maxAgeMonths: number | null;
}

/** What a level takes beyond the levels below it. */
export interface LevelRule {
  readonly level: number;
  readonly title: string;
  readonly documents: readonly DocumentGroup[];
  readonly checks: readonly KycCheckKind[];
}

export interface DocumentFact {
  readonly type: string;
  readonly status: 'UPLOADED' | 'IN_REVIEW' | 'APPROVED' | 'REJECTED' | 'EXPIRED';
  /** Days are written `2026-11-22` throughout. */
  readonly expiresOn: string | null;
  readonly uploadedOn: string;
  readonly mayResubmit: boolean | null;
}

export interface CheckFact {
  readonly kind: KycCheckKind;
  readonly outcome: 'PASSED' | 'FAILED' | 'PENDING';
  readonly validUntil: string | null;
  readonly detail: string;
}

/** All that level and status follow from. */
export interface KycFacts {
  readonly today: string;
  /** The level as it stands: what is lost tells by it that it was there. */
  readonly level: number;
  readonly carriedLevel: number;
  /** Null: never verified. */
  readonly reviewDueOn: string | null;
  readonly rules: readonly LevelRule[];
  /** Without those that were taken back, the oldest first. */
  readonly documents: readonly DocumentFact[];
  readonly checks: readonly CheckFact[];
}

export interface KycStep {
  readonly code: KycStepCode;
  /** The level that it is missing for, or that it holds. */
  readonly level: number;
  readonly text: string;
  readonly documentTypes: readonly string[];
  readonly check: KycCheckKind | null;
}

export interface Assessment {
  readonly status: KycStatus;
  readonly level: number;
  /** The last day on which what the level rests on is good; null: nothing of it runs out. */
  readonly expiresOn: string | null;
  /** What stands between the client and higher levels, the next one first; then what runs out within 30 days. */
  readonly steps: readonly KycStep[];
}

type State = 'MET' | 'WAITING' | 'RAN_OUT' | 'AGAIN' | 'REFUSED' | 'MISSING';

/** How one thing that a level takes stands. */
interface Finding {
  readonly state: State;
  /** Of what is met: the last day. */
  readonly until: string | null;
  readonly step: Omit<KycStep, 'level'>;
}

const SOON_DAYS = 30;
const NAMES: Readonly<Record<string, string>> = {
  ...{
    IDENTITY: 'proof of identity',
    ADDRESS: 'proof of address',
    COMPANY: 'extract of the company register',
    SOURCE_OF_FUNDS: 'proof of the source of funds',
  },
  ...{ APPLICATION: 'application', SCREENING: 'screening against sanctions and lists of exposed persons', RISK_RATING: 'risk rating' },
  VENDOR: 'verification by the identity service',
};
const nameOf = (code: string): string => NAMES[code] ?? code.toLowerCase().replaceAll('_', ' ');

/** Works out level, status and what is missing. Everything is in the facts: the same facts give the same answer. */
export function assess(facts: KycFacts): Assessment {
  const isOverdue = facts.reviewDueOn !== null && facts.reviewDueOn < facts.today;
  const findings = facts.rules.map((rule) => ({ rule, found: findingsOf(rule, facts) }));
  const reached = isOverdue ? 0 : highestOf(findings);
  const held = findings.filter(({ rule }) => rule.level <= reached);
  const lacking = findings.filter(({ rule }) => rule.level > reached);
  const steps = lacking.flatMap(({ rule, found }) => found.filter(({ state }) => state !== 'MET').map(({ step }) => ({ ...step, level: rule.level })));
  const basis = held.flatMap(({ rule, found }) => found.map((one) => ({ ...one, level: rule.level })));
  const soonest = daysAfter(facts.today, SOON_DAYS);
  const overdue = isOverdue ? [reviewStep(facts.reviewDueOn as string, facts.level)] : [];
  return {
    status: reached > 0 ? 'APPROVED' : isOverdue ? 'EXPIRED' : statusOf(lacking[0]?.found ?? [], facts),
    level: reached,
    expiresOn: earliest(basis.map(({ until }) => until)),
    steps: [...overdue, ...steps, ...basis.flatMap((one) => soon(one, soonest))],
  };
}

function highestOf(findings: readonly { readonly rule: LevelRule; readonly found: readonly Finding[] }[]): number {
  let reached = 0;
  for (const { rule, found } of findings) {
    if (found.some(({ state }) => state !== 'MET')) break;
    reached = rule.level;
  }
  return reached;
}

/** What is found out about everybody without their doing. */
const BY_THE_HOUSE: ReadonlySet<KycCheckKind> = new Set(['SCREENING', 'RISK_RATING']);

/** Of a client who holds no level, by what the first one lacks: what is worst for the client says most. */
function statusOf(found: readonly Finding[], { documents, checks, rules }: KycFacts): KycStatus {
  const has = (state: State): boolean => found.some((one) => one.state === state);
  if (rules.length === 0) return 'NOT_STARTED';
  if (has('REFUSED')) return 'REJECTED';
  if (has('RAN_OUT')) return 'EXPIRED';
  if (has('AGAIN')) return 'RESUBMISSION_REQUIRED';
  if (!has('MISSING')) return 'IN_REVIEW';
  const isBegun = documents.length > 0 || checks.some(({ kind, outcome }) => outcome !== 'PENDING' && !BY_THE_HOUSE.has(kind));
  return isBegun ? 'DOCUMENTS_REQUIRED' : 'NOT_STARTED';
}

function findingsOf(rule: LevelRule, facts: KycFacts): Finding[] {
  const isCarried = rule.level <= facts.carriedLevel;
  const found = [...rule.documents.map((group) => documentFinding(group, facts)), ...rule.checks.map((kind) => checkFinding(kind, facts))];
  return found.map((one) => (isCarried && one.state === 'MISSING' ? { ...one, state: 'MET' } : one));
}

/** What counts decides; else what waits, for it may count soon; else the last that was decided on. */
function documentFinding(group: DocumentGroup, { documents, today }: KycFacts): Finding {
  const own = documents.filter(({ type }) => group.types.includes(type));
  const name = nameOf(group.group);
  const finding = (state: State, code: KycStepCode, text: string, until: string | null = null): Finding => ({
    ...{ state, until },
    step: { code, text, documentTypes: group.types, check: null },
  });
  const approved = own.filter(({ status }) => status === 'APPROVED').map((document) => lastDayOf(document, group));
  const best = approved.includes(null) ? null : latest(approved);
  if (approved.length > 0 && (best === null || best >= today)) return finding('MET', 'RENEW_SOON', `The ${name} is good until ${best}.`, best);
  if (own.some(({ status }) => status === 'UPLOADED' || status === 'IN_REVIEW'))
    return finding('WAITING', 'WAIT_FOR_REVIEW', `The ${name} is being looked at.`);
  const last = own.findLast(({ status }) => status === 'REJECTED' || status === 'EXPIRED' || status === 'APPROVED');
  if (last === undefined) return finding('MISSING', 'HAND_IN', `Hand in a ${name}: ${listOf(group.types)}.`);
  if (last.status !== 'REJECTED') return finding('RAN_OUT', 'RENEW', `The ${name} ran out on ${lastDayOf(last, group)}: hand in a new one.`);
  if (last.mayResubmit === false) return finding('REFUSED', 'REFUSED', `The ${name} was refused for good.`);
  return finding('AGAIN', 'HAND_IN_AGAIN', `The ${name} was rejected: hand in another.`);
}

function checkFinding(kind: KycCheckKind, { checks, today }: KycFacts): Finding {
  const check = checks.find((one) => one.kind === kind);
  const name = nameOf(kind);
  const finding = (state: State, code: KycStepCode, text: string, until: string | null = null): Finding => ({
    ...{ state, until },
    step: { code, text, documentTypes: [], check: kind },
  });
  if (check === undefined)
    return kind === 'APPLICATION' ? finding('MISSING', 'APPLY', 'Submit the application.') : finding('MISSING', 'WAIT_FOR_CHECK', `The ${name} is missing.`);
  const { outcome, validUntil } = check;
  if (outcome === 'PENDING') return finding('WAITING', 'WAIT_FOR_CHECK', `The ${name} is under way.`);
  if (outcome === 'FAILED') return finding('REFUSED', 'REFUSED', `The ${name} did not come out well.`);
  if (validUntil !== null && validUntil < today) return finding('RAN_OUT', 'CHECK_AGAIN', `The ${name} counted until ${validUntil} and is due again.`);
  return finding('MET', 'RENEW_SOON', `The ${name} counts until ${validUntil}.`, validUntil);
}

/** By its own date or by its age, whichever is first. */
const lastDayOf = ({ expiresOn, uploadedOn }: DocumentFact, { maxAgeMonths }: DocumentGroup): string | null =>
  earliest([expiresOn, maxAgeMonths === null ? null : monthsAfter(uploadedOn, maxAgeMonths)]);

const soon = ({ until, step, level }: Finding & { readonly level: number }, soonest: string): KycStep[] =>
  until !== null && until <= soonest ? [{ ...step, level }] : [];

const reviewStep = (dueOn: string, level: number): KycStep => ({
  ...{ code: 'REVIEW_DUE', level: Math.max(level, 1), documentTypes: [], check: null },
  text: `The regular review was due on ${dueOn}: compliance looks at the client again before the level counts.`,
});

const earliest = (days: readonly (string | null)[]): string | null => days.filter((day) => day !== null).sort()[0] ?? null;
const latest = (days: readonly (string | null)[]): string | null =>
  days
    .filter((day) => day !== null)
    .sort()
    .at(-1) ?? null;
const listOf = (types: readonly string[]): string => types.map((type) => type.toLowerCase().replaceAll('_', ' ')).join(' or ');

export function daysAfter(day: string, days: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}

/** The same day of a later month, or its last one: as PostgreSQL reckons. */
export function monthsAfter(day: string, months: number): string {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  const lastOfMonth = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, lastOfMonth))).toISOString().slice(0, 10);
}
