import { createHash, createSecretKey, type KeyObject } from 'node:crypto';
import { type AuditContent, auditMac } from '../../../runtime/audit-mac.js';
import { activityOf } from '../activity.js';
import type { Brokerage } from '../brokerage.js';
import { CONTENT_TYPES, render } from '../files/render.js';
import { codeOf } from '../ledger.js';
import type { Account, AuditEvent, Client, Commission, Document, Entry, LedgerAccount, Partner, Plan, Restriction, Staff, Transaction } from '../model.js';
import { decimalText } from '../money.js';
import { Random } from '../random.js';
import { lotsText } from '../rewards.js';
import { approvalsMissing } from '../transactions.js';
import { array, id, json, NULL, plainText, text, time } from './text.js';

/** One table's share of the load: rows are lines in the text format of COPY, made when they are asked for. */
export interface TableLoad {
  readonly name: string;
  readonly columns: string;
  readonly rows: Iterable<string>;
}

export interface LoadOptions {
  readonly auditKey: Buffer;
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

function* lines<T>(items: Iterable<T>, columns: (item: T) => readonly string[]): Iterable<string> {
  for (const item of items) yield `${columns(item).join('\t')}\n`;
}

export function tablesOf(brokerage: Brokerage, { auditKey, credentials, store }: LoadOptions): TableLoad[] {
  const { staff, plans, partners, clients, accounts, ledger, transactions, documents, restrictions, commissions, audit, setting } = brokerage;
  const key = createSecretKey(auditKey);
  // Entries and their lines are written one table after the other: the same stream gives the same ids twice.
  const entryIds = (): Random => new Random(setting.seed, 'entries');
  return [
    { name: 'staff_member', columns: 'id, version, name, email, departments, is_active, created_at, updated_at', rows: lines(staff, staffRow) },
    {
      name: 'commission_plan',
      columns: 'id, name, scheme, tree_mode, currency, rates, min_hold_seconds, effective_from, created_at',
      rows: lines(plans, planRow),
    },
    {
      name: 'partner',
      columns: 'id, version, number, name, email, country, status, referral_code, parent_id, path, plan_id, created_at, updated_at',
      rows: lines(partners, partnerRow),
    },
    { name: 'client', columns: CLIENT_COLUMNS, rows: lines(clients, (client) => clientRow(client, setting.now)) },
    { name: 'trading_account', columns: ACCOUNT_COLUMNS, rows: lines(accounts, accountRow) },
    { name: 'restriction', columns: RESTRICTION_COLUMNS, rows: lines(restrictions, restrictionRow) },
    {
      name: 'ledger_account',
      columns: 'id, code, kind, client_id, partner_id, trading_account_id, currency, balance, held, created_at',
      rows: lines(ledger.accounts, ledgerRow),
    },
    { name: 'transaction', columns: TRANSACTION_COLUMNS, rows: lines(transactions, transactionRow) },
    {
      name: 'approval',
      columns: 'id, transaction_id, decision, staff_id, comment, at',
      rows: approvalRows(transactions, new Random(setting.seed, 'approvals')),
    },
    { name: 'journal_entry', columns: 'id, transaction_id, description, posted_at', rows: entryRows(ledger.entries, entryIds()) },
    { name: 'journal_line', columns: 'entry_id, number, account_id, currency, amount', rows: lineRows(ledger.entries, entryIds()) },
    { name: 'commission', columns: COMMISSION_COLUMNS, rows: lines(commissions, commissionRow) },
    { name: 'document', columns: DOCUMENT_COLUMNS, rows: lines(documents, (document) => documentRow(document, store)) },
    { name: 'audit_entry', columns: AUDIT_COLUMNS, rows: auditRows(audit, new Random(setting.seed, 'audit'), key) },
    {
      name: 'credential',
      columns: 'id, email, password_hash, staff_id, client_id, partner_id, password_changed_at, created_at',
      rows: lines(credentials, credentialRow),
    },
  ];
}

const staffRow = (staff: Staff): string[] => [
  ...[staff.id, String(staff.version), text(staff.name), staff.email, array(staff.departments)],
  ...[String(staff.isActive), time(staff.createdAt), time(staff.updatedAt)],
];

const planRow = (plan: Plan): string[] => [
  ...[plan.id, plan.name, plan.scheme, plan.treeMode, plan.currency, array(plan.rates), String(plan.minHoldSeconds)],
  ...[time(plan.createdAt), time(plan.createdAt)],
];

const partnerRow = (partner: Partner): string[] => [
  ...[partner.id, String(partner.version), String(partner.number), text(partner.name), partner.email, partner.country, partner.status],
  ...[partner.referralCode, id(partner.parent), partner.path, id(partner.plan), time(partner.createdAt), time(partner.updatedAt)],
];

const CLIENT_COLUMNS = `id, version, number, type, category, first_name, last_name, company_name, email, phone, date_of_birth, tax_number, country, jurisdiction,
  language, onboarding_status, status_before_suspension, activity, first_funded_at, last_traded_at, last_cash_at, kyc_status, kyc_level, risk_level, tags,
  account_manager_id, partner_id, logins, created_at, updated_at`;

const clientRow = (client: Client, now: number): string[] => [
  ...[client.id, String(client.version), String(client.number), client.type, client.category, text(client.firstName), text(client.lastName)],
  ...[text(client.companyName), client.email, plainText(client.phone), plainText(client.dateOfBirth), plainText(client.taxNumber), client.country.code],
  ...[client.jurisdiction, client.country.language, client.onboardingStatus, plainText(client.statusBeforeSuspension), activityOf(client, now)],
  ...[time(client.firstFundedAt), time(client.lastTradedAt), time(client.lastCashAt), client.kycStatus, String(client.kycLevel), client.riskLevel],
  ...[array(client.tags), id(client.manager), id(client.partner), loginsOf(client), time(client.createdAt), time(client.updatedAt)],
];

const loginsOf = ({ accounts }: Client): string =>
  accounts
    .map(({ login }) => login)
    .sort()
    .join(' ');

const ACCOUNT_COLUMNS =
  'id, version, client_id, platform, server, login, environment, "group", leverage, currency, status, balance, credit, opened_at, updated_at';

const accountRow = (account: Account): string[] => [
  ...[account.id, String(account.version), account.client.id, account.platform, account.server, account.login, account.environment, text(account.group)],
  ...[String(account.leverage), account.currency, account.status, decimalText(account.funds?.balance ?? 0, account.currency)],
  ...[decimalText(account.credit?.balance ?? 0, account.currency), time(account.openedAt), time(account.updatedAt)],
];

const RESTRICTION_COLUMNS =
  'id, client_id, trading_account_id, kind, reason, created_by, created_by_id, created_at, expires_at, lifted_at, lifted_by, lift_reason';

const restrictionRow = (restriction: Restriction): string[] => [
  ...[restriction.id, restriction.client.id, id(restriction.account), restriction.kind, text(restriction.reason), text(restriction.createdBy.name)],
  ...[restriction.createdBy.id, time(restriction.createdAt), time(restriction.expiresAt), time(restriction.liftedAt)],
  ...[text(restriction.liftedBy?.name ?? null), text(restriction.liftReason)],
];

const ledgerRow = (account: LedgerAccount): string[] => [
  ...[account.id, codeOf(account), account.kind, id(account.client), id(account.partner), id(account.account), account.currency],
  ...[decimalText(account.balance, account.currency), decimalText(account.held, account.currency), time(account.createdAt)],
];

const TRANSACTION_COLUMNS = `id, version, number, type, status, client_id, partner_id, trading_account_id, counter_account_id, amount, currency, fee,
  processed_amount, provider, provider_reference, reason, requested_by, requested_by_id, approvals_needed, approvals_missing, requested_at, settled_at, updated_at`;

const transactionRow = (transaction: Transaction): string[] => [
  ...[
    transaction.id,
    String(transaction.version),
    String(transaction.number),
    transaction.type,
    transaction.status,
    id(transaction.client),
    id(transaction.partner),
  ],
  ...[id(transaction.account), id(transaction.counter), decimalText(transaction.amount, transaction.currency), transaction.currency],
  ...[decimalText(transaction.fee, transaction.currency), transaction.processed === null ? NULL : decimalText(transaction.processed, transaction.currency)],
  ...[
    plainText(transaction.provider),
    plainText(transaction.providerReference),
    text(transaction.reason),
    text(transaction.requestedBy),
    plainText(transaction.requestedById),
  ],
  ...[
    String(transaction.approvalsNeeded),
    String(approvalsMissing(transaction)),
    time(transaction.requestedAt),
    time(transaction.settledAt),
    time(transaction.updatedAt),
  ],
];

function* approvalRows(transactions: Iterable<Transaction>, random: Random): Iterable<string> {
  for (const { id: transactionId, approvals } of transactions) {
    yield* lines(approvals, (approval) => [
      random.id(approval.at),
      transactionId,
      approval.decision,
      approval.staff.id,
      text(approval.comment),
      time(approval.at),
    ]);
  }
}

function* entryRows(entries: Iterable<Entry>, random: Random): Iterable<string> {
  for (const { at, transaction, description } of entries) yield `${random.id(at)}\t${id(transaction)}\t${description}\t${time(at)}\n`;
}

function* lineRows(entries: Iterable<Entry>, random: Random): Iterable<string> {
  for (const { at, lines: booked } of entries) {
    const entryId = random.id(at);
    for (let place = 0; place < booked.length; place += 2) {
      const [account, amount] = [booked[place] as LedgerAccount, booked[place + 1] as number];
      yield `${entryId}\t${place / 2 + 1}\t${account.id}\t${account.currency}\t${decimalText(amount, account.currency)}\n`;
    }
  }
}

const COMMISSION_COLUMNS = `id, partner_id, client_id, trading_account_id, plan_id, deal_ticket, symbol, lots, level, amount, currency, status, explanation,
  corrects_id, traded_at, accrued_at`;

/** A row that takes a trade back carries its lots below zero, any other correction none: lots are summed up like amounts. */
function lotsOf({ deal, corrects, amount }: Commission): string {
  if (deal === null || (corrects !== null && amount !== -corrects.amount)) return NULL;
  return `${corrects === null ? '' : '-'}${lotsText(deal.hundredthLots)}`;
}

const commissionRow = (commission: Commission): string[] => [
  ...[commission.id, commission.partner.id, commission.client.id, id(commission.account), commission.plan.id, commission.deal?.ticket ?? NULL],
  ...[commission.deal?.symbol ?? NULL, lotsOf(commission), String(commission.level)],
  ...[decimalText(commission.amount, commission.currency), commission.currency, commission.status, text(commission.explanation), id(commission.corrects)],
  ...[time(commission.tradedAt), time(commission.accruedAt)],
];

const DOCUMENT_COLUMNS = `id, version, client_id, type, status, file_name, content_type, size_bytes, sha256, storage_key, issuing_country, expires_on,
  reviewed_by_id, reviewed_at, rejection_reason, uploaded_by_id, uploaded_at, updated_at`;

function documentRow(document: Document, store: LoadOptions['store']): string[] {
  const bytes = render(document);
  store(document.storageKey, bytes);
  const version = 1 + Number(document.status !== 'UPLOADED') + Number(document.status === 'EXPIRED');
  return [
    ...[document.id, String(version), document.client.id, document.type, document.status, text(document.fileName), CONTENT_TYPES[document.format]],
    ...[
      String(bytes.length),
      createHash('sha256').update(bytes).digest('hex'),
      document.storageKey,
      plainText(document.issuingCountry),
      plainText(document.expiresOn),
    ],
    ...[
      id(document.reviewedBy),
      time(document.reviewedAt),
      text(document.rejectionReason),
      document.uploadedById,
      time(document.uploadedAt),
      time(document.updatedAt),
    ],
  ];
}

const AUDIT_COLUMNS = `id, at, actor_kind, actor_id, actor_name, departments, action, subject_type, subject_id, client_id, reason, before, after, request_id, mac`;

function* auditRows(events: Iterable<AuditEvent>, random: Random, auditKey: KeyObject): Iterable<string> {
  for (const event of events) {
    const content = { ...event, ...actorOf(event.actor), id: random.id(event.at), at: time(event.at), requestId: random.id(event.at) };
    const columns = [
      ...[
        content.id,
        content.at,
        content.actorKind,
        plainText(content.actorId),
        text(content.actorName),
        array(content.departments),
        content.action,
        content.subjectType,
      ],
      ...[content.subjectId, plainText(content.clientId), text(content.reason), json(content.before), json(content.after), content.requestId],
    ];
    yield `${columns.join('\t')}\t${auditMac(auditKey, content)}\n`;
  }
}

function actorOf(actor: AuditEvent['actor']): Pick<AuditContent, 'actorKind' | 'actorId' | 'actorName' | 'departments'> {
  if (typeof actor === 'string') return { actorKind: 'SYSTEM', actorId: null, actorName: actor, departments: [] };
  if ('departments' in actor) return { actorKind: 'STAFF', actorId: actor.id, actorName: actor.name, departments: actor.departments };
  return { actorKind: 'CLIENT', actorId: actor.id, actorName: actor.displayName, departments: [] };
}

const credentialRow = ({ id: own, email, passwordHash, owner, kind, createdAt }: Credential): string[] => [
  ...[own, email, text(passwordHash), ...(['STAFF', 'CLIENT', 'PARTNER'] as const).map((one) => (one === kind ? owner.id : NULL))],
  ...[time(createdAt), time(createdAt)],
];
