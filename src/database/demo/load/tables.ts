import { createHash, createSecretKey, type KeyObject } from 'node:crypto';
import { type AuditContent, auditMac } from '../../../runtime/audit-mac.js';
import { activityOf } from '../activity.js';
import type { Brokerage } from '../brokerage.js';
import { isoTime } from '../calendar.js';
import { CONTENT_TYPES, render } from '../files/render.js';
import { codeOf } from '../ledger.js';
import type {
  Account,
  Approval,
  AuditEvent,
  Client,
  Document,
  Entry,
  LedgerAccount,
  Partner,
  Plan,
  Restriction,
  Setting,
  Staff,
  Transaction,
} from '../model.js';
import { Random } from '../random.js';
import { type DemoRate, DemoRates, RATE_SOURCE } from '../rates.js';
import { approvalsMissing } from '../transactions.js';
import type { CopyRow } from './copy.js';
import { payoutTables } from './payouts.js';
import type { DemoSealing, SealedClient } from './sealing.js';
import { load, type TableLoad } from './table-load.js';
import { contractTables } from './trades.js';

export interface LoadOptions {
  readonly auditKey: Uint8Array;
  readonly sealing: DemoSealing;
  readonly credentials: readonly Credential[];
  /** Puts a document's bytes where its storage key says. */
  store(storageKey: string, bytes: Buffer): void;
}

export interface Credential {
  readonly id: string;
  readonly email: string;
  readonly passwordHash: string;
  readonly owner: Staff | Client | Partner;
  readonly kind: 'STAFF' | 'CLIENT' | 'PARTNER';
  readonly createdAt: number;
}

/** Those that cost most come first, so that the database is never without work; files are drawn last, while it builds indexes. */
export function tablesOf(brokerage: Brokerage, { auditKey, sealing, credentials, store }: LoadOptions): TableLoad[] {
  const { staff, plans, partners, clients, accounts, ledger, transactions, documents, restrictions, audit, setting } = brokerage;
  const key = createSecretKey(auditKey);
  // Entries and their lines are written one table after the other: the same stream gives the same ids twice.
  const entryIds = (): Random => new Random(setting.seed, 'entries');
  return [
    load('transaction', TRANSACTION_COLUMNS, transactions, putTransaction),
    load('journal_line', 'entry_id, posted_at, number, account_id, currency, amount', linesOf(ledger.entries, entryIds()), putLine),
    load('journal_entry', 'id, transaction_id, description, posted_at', ledger.entries, entryWriter(entryIds())),
    load('client', CLIENT_COLUMNS, clients, (row, client) => putClient(row, client, sealing.seal(client), setting.now)),
    load('client_key', 'client_id, sealed_key, created_at', clients, (row, { id, createdAt }) => row.uuid(id).text(sealing.key(id)).time(createdAt)),
    load('ledger_account', LEDGER_COLUMNS, ledger.accounts, putLedgerAccount),
    load('trading_account', ACCOUNT_COLUMNS, accounts, putAccount),
    load('approval', 'id, transaction_id, decision, staff_id, comment, at', approvalsOf(transactions), approvalWriter(new Random(setting.seed, 'approvals'))),
    ...payoutTables(brokerage.closing, setting),
    load('exchange_rate', 'id, base, quote, rate, source, at', ratesOf(setting), putRate),
    load('staff_member', 'id, version, name, email, departments, is_active, created_at, updated_at', staff, putStaff),
    load('commission_plan', PLAN_COLUMNS, plans, putPlan),
    load('partner', PARTNER_COLUMNS, partners, putPartner),
    ...contractTables(partners, setting),
    load('restriction', RESTRICTION_COLUMNS, restrictions, putRestriction),
    load('credential', CREDENTIAL_COLUMNS, credentials, putCredential),
    load('audit_entry', AUDIT_COLUMNS, audit, auditWriter(new Random(setting.seed, 'audit'), key)),
    load('document', DOCUMENT_COLUMNS, documents, (row, document) => putDocument(row, document, store)),
  ];
}

const putStaff = (row: CopyRow, staff: Staff): void => {
  row.uuid(staff.id).int4(staff.version).text(staff.name).text(staff.email).texts(staff.departments);
  row.bool(staff.isActive).time(staff.createdAt).time(staff.updatedAt);
};

const PLAN_COLUMNS = 'id, name, scheme, tree_mode, currency, rates, min_hold_seconds, effective_from, created_at, period';

const putPlan = (row: CopyRow, plan: Plan): void => {
  row.uuid(plan.id).text(plan.name).text(plan.scheme).text(plan.treeMode).text(plan.currency).decimals(plan.rates).int4(plan.minHoldSeconds);
  row.time(plan.createdAt).time(plan.createdAt).text(plan.period);
};

const PARTNER_COLUMNS = 'id, version, number, name, email, country, status, referral_code, parent_id, path, plan_id, created_at, updated_at';

const putPartner = (row: CopyRow, partner: Partner): void => {
  row.uuid(partner.id).int4(partner.version).int8(partner.number).text(partner.name).text(partner.email).text(partner.country).text(partner.status);
  row.text(partner.referralCode).uuid(id(partner.parent)).ltree(partner.path).uuid(id(partner.plan)).time(partner.createdAt).time(partner.updatedAt);
};

const CLIENT_COLUMNS = `id, version, number, type, category, first_name, last_name, company_name, email, phone, date_of_birth_sealed,
  date_of_birth_index, tax_number_sealed, tax_number_index, country, jurisdiction,
  language, onboarding_status, status_before_suspension, activity, first_funded_at, last_traded_at, last_cash_at, kyc_status, kyc_level, risk_level, tags,
  account_manager_id, partner_id, logins, relationship_began_at, relationship_ended_at, created_at, updated_at`;

const ENDED = new Set(['REJECTED', 'CLOSED', 'TERMINATED']);

const putClient = (row: CopyRow, client: Client, { dateOfBirth, taxNumber }: SealedClient, now: number): void => {
  row.uuid(client.id).int4(client.version).int8(client.number).text(client.type).text(client.category).text(client.firstName).text(client.lastName);
  row.text(client.companyName).text(client.email).text(client.phone).text(dateOfBirth.sealed).text(dateOfBirth.index);
  row.text(taxNumber.sealed).text(taxNumber.index).text(client.country.code);
  row.text(client.jurisdiction).text(client.country.language).text(client.onboardingStatus).text(client.statusBeforeSuspension).text(activityOf(client, now));
  row.time(client.firstFundedAt).time(client.lastTradedAt).time(client.lastCashAt).text(client.kycStatus).int2(client.kycLevel).text(client.riskLevel);
  row.texts(client.tags).uuid(id(client.manager)).uuid(id(client.partner)).text(loginsOf(client)).time(client.life.approvedAt);
  row
    .time(ENDED.has(client.onboardingStatus) ? (client.life.endedAt ?? client.life.decidedAt ?? client.updatedAt) : null)
    .time(client.createdAt)
    .time(client.updatedAt);
};

const loginsOf = ({ accounts }: Client): string =>
  accounts
    .map(({ login }) => login)
    .sort()
    .join(' ');

const ACCOUNT_COLUMNS =
  'id, version, client_id, platform, server, login, environment, account_type, "group", leverage, currency, status, balance, credit, opened_at, updated_at';

const putAccount = (row: CopyRow, account: Account): void => {
  row.uuid(account.id).int4(account.version).uuid(account.client.id).text(account.platform).text(account.server).text(account.login);
  row.text(account.environment).text(account.accountType).text(account.group).int4(account.leverage).text(account.currency).text(account.status);
  row.amount(account.funds?.balance ?? 0, account.currency).amount(account.credit?.balance ?? 0, account.currency);
  row.time(account.openedAt).time(account.updatedAt);
};

const RESTRICTION_COLUMNS =
  'id, client_id, trading_account_id, kind, reason, created_by, created_by_id, created_at, expires_at, lifted_at, lifted_by, lift_reason';

const putRestriction = (row: CopyRow, restriction: Restriction): void => {
  row.uuid(restriction.id).uuid(restriction.client.id).uuid(id(restriction.account)).text(restriction.kind).text(restriction.reason);
  row.text(restriction.createdBy.name).uuid(restriction.createdBy.id).time(restriction.createdAt).time(restriction.expiresAt);
  row
    .time(restriction.liftedAt)
    .text(restriction.liftedBy?.name ?? null)
    .text(restriction.liftReason);
};

const LEDGER_COLUMNS = 'id, code, kind, client_id, partner_id, trading_account_id, currency, balance, held, created_at';

const putLedgerAccount = (row: CopyRow, account: LedgerAccount): void => {
  row.uuid(account.id).text(codeOf(account)).text(account.kind).uuid(id(account.client)).uuid(id(account.partner)).uuid(id(account.account));
  row.text(account.currency).amount(account.balance, account.currency).amount(account.held, account.currency).time(account.createdAt);
};

const TRANSACTION_COLUMNS = `id, version, number, type, status, client_id, partner_id, trading_account_id, counter_account_id, amount, currency, fee,
  processed_amount, provider, provider_reference, reason, requested_by, requested_by_id, approvals_needed, approvals_missing, requested_at, settled_at, updated_at,
  counter_amount, counter_currency, exchange_rate, exchange_rate_source, exchange_rate_at, related_id`;

const putTransaction = (row: CopyRow, of: Transaction): void => {
  row.uuid(of.id).int4(of.version).int8(of.number).text(of.type).text(of.status).uuid(id(of.client)).uuid(id(of.partner)).uuid(id(of.account));
  row.uuid(id(of.counter)).amount(of.amount, of.currency).text(of.currency).amount(of.fee, of.currency).amount(of.processed, of.currency);
  row.text(of.provider).text(of.providerReference).text(of.reason).text(of.requestedBy).uuid(of.requestedById);
  row.int2(of.approvalsNeeded).int2(approvalsMissing(of)).time(of.requestedAt).time(of.settledAt).time(of.updatedAt);
  const { exchange } = of;
  if (exchange === null) row.text(null).text(null).text(null).text(null).text(null);
  else row.amount(exchange.amount, exchange.currency).text(exchange.currency).decimal(exchange.rate).text(RATE_SOURCE).time(exchange.at);
  row.uuid(id(of.related));
};

function* approvalsOf(transactions: Iterable<Transaction>): Iterable<readonly [Transaction, Approval]> {
  for (const transaction of transactions) for (const approval of transaction.approvals) yield [transaction, approval];
}

const approvalWriter =
  (random: Random) =>
  (row: CopyRow, [transaction, { at, decision, staff, comment }]: readonly [Transaction, Approval]): void => {
    row.uuid(random.id(at)).uuid(transaction.id).text(decision).uuid(staff.id).text(comment).time(at);
  };

const entryWriter =
  (random: Random) =>
  (row: CopyRow, { at, transaction, description }: Entry): void => {
    row.uuid(random.id(at)).uuid(id(transaction)).text(description).time(at);
  };

interface Line {
  entryId: string;
  at: number;
  number: number;
  account: LedgerAccount;
  amount: number;
}

/** One object for all of them: each is written before the next is asked for. */
function* linesOf(entries: Iterable<Entry>, random: Random): Iterable<Line> {
  const line = {} as Line;
  for (const { at, lines } of entries) {
    [line.entryId, line.at] = [random.id(at), at];
    for (let place = 0; place < lines.length; place += 2) {
      [line.account, line.amount, line.number] = [lines[place] as LedgerAccount, lines[place + 1] as number, place / 2 + 1];
      yield line;
    }
  }
}

const putLine = (row: CopyRow, { entryId, at, number, account, amount }: Line): void => {
  row.uuid(entryId).time(at).int2(number).uuid(account.id).text(account.currency).amount(amount, account.currency);
};

function* ratesOf(setting: Setting): Iterable<DemoRate & { readonly id: string }> {
  const random = new Random(setting.seed, 'rate ids');
  for (const rate of new DemoRates(setting).all) yield { id: random.id(rate.at), ...rate };
}

const putRate = (row: CopyRow, { id: own, quote, perUsd, at }: DemoRate & { readonly id: string }): void => {
  row.uuid(own).text('USD').text(quote).decimal(perUsd).text(RATE_SOURCE).time(at);
};

const DOCUMENT_COLUMNS = `id, version, client_id, type, status, file_name, content_type, size_bytes, sha256, storage_key, issuing_country, expires_on,
  reviewed_by_id, reviewed_at, rejection_reason, uploaded_by_id, uploaded_at, updated_at`;

function putDocument(row: CopyRow, document: Document, store: LoadOptions['store']): void {
  const bytes = render(document);
  store(document.storageKey, bytes);
  const version = 1 + Number(document.status !== 'UPLOADED') + Number(document.status === 'EXPIRED');
  row.uuid(document.id).int4(version).uuid(document.client.id).text(document.type).text(document.status).text(document.fileName);
  row.text(CONTENT_TYPES[document.format]).int4(bytes.length).text(createHash('sha256').update(bytes).digest('hex')).text(document.storageKey);
  row.text(document.issuingCountry).date(document.expiresOn).uuid(id(document.reviewedBy)).time(document.reviewedAt).text(document.rejectionReason);
  row.uuid(document.uploadedById).time(document.uploadedAt).time(document.updatedAt);
}

const AUDIT_COLUMNS = `id, at, actor_kind, actor_id, actor_name, departments, action, subject_type, subject_id, client_id, reason, before, after, request_id, mac`;

const auditWriter =
  (random: Random, auditKey: KeyObject) =>
  (row: CopyRow, event: AuditEvent): void => {
    const content = { ...event, ...actorOf(event.actor), id: random.id(event.at), at: isoTime(event.at), requestId: random.id(event.at) };
    row.uuid(content.id).time(event.at).text(content.actorKind).uuid(content.actorId).text(content.actorName).texts(content.departments);
    row.text(content.action).text(content.subjectType).text(content.subjectId).uuid(content.clientId).text(content.reason);
    row.json(content.before).json(content.after).text(content.requestId).text(auditMac(auditKey, content));
  };

function actorOf(actor: AuditEvent['actor']): Pick<AuditContent, 'actorKind' | 'actorId' | 'actorName' | 'departments'> {
  if (typeof actor === 'string') return { actorKind: 'SYSTEM', actorId: null, actorName: actor, departments: [] };
  if ('departments' in actor) return { actorKind: 'STAFF', actorId: actor.id, actorName: actor.name, departments: actor.departments };
  return { actorKind: 'CLIENT', actorId: actor.id, actorName: 'client', departments: [] };
}

const CREDENTIAL_COLUMNS = 'id, email, password_hash, staff_id, client_id, partner_id, password_changed_at, created_at';

const putCredential = (row: CopyRow, { id: own, email, passwordHash, owner, kind, createdAt }: Credential): void => {
  const idIf = (one: Credential['kind']): string | null => (one === kind ? owner.id : null);
  row.uuid(own).text(email).text(passwordHash).uuid(idIf('STAFF')).uuid(idIf('CLIENT')).uuid(idIf('PARTNER')).time(createdAt).time(createdAt);
};

const id = (of: { readonly id: string } | null): string | null => of?.id ?? null;
