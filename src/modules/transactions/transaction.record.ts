import type { Actor } from '../../access/actor.js';
import { statement, type Unit } from '../../database/unit.js';
import { amountText, Decimal } from '../../runtime/decimal.js';
import { closeTask, openTask } from '../tasks/index.js';
import { checkStep, isWaiting, type TransactionStatus, type TransactionType } from './transaction.states.js';

/** What a new transaction says of itself; what is left out is empty. */
export interface NewTransaction {
  readonly id: string;
  readonly type: TransactionType;
  readonly status: TransactionStatus;
  readonly clientId: string | null;
  readonly partnerId?: string | null;
  readonly tradingAccountId?: string | null;
  readonly counterAccountId?: string | null;
  readonly amount: Decimal;
  readonly currency: string;
  readonly fee?: Decimal;
  readonly processedAmount?: Decimal | null;
  readonly provider?: string | null;
  readonly providerReference?: string | null;
  readonly reason?: string | null;
  readonly requestedBy: string;
  readonly requestedById: string | null;
  readonly approvalsNeeded?: number;
  readonly approvalDepartments?: readonly string[];
  readonly exchange?: Exchange | null;
  readonly relatedId?: string | null;
  readonly destinationId?: string | null;
  readonly destinationLabel?: string | null;
  readonly expiresAt?: string | null;
  readonly settledAt?: string | null;
}

/** What a change of currencies was made at. */
export interface Exchange {
  readonly counterAmount: Decimal;
  readonly counterCurrency: string;
  readonly rate: Decimal;
  readonly source: string;
  readonly at: string;
}

const COLUMNS = [
  ...['id', 'type', 'status', 'client_id', 'partner_id', 'trading_account_id', 'counter_account_id', 'amount', 'currency', 'fee', 'processed_amount'],
  ...['provider', 'provider_reference', 'reason', 'requested_by', 'requested_by_id', 'approvals_needed', 'approvals_missing', 'approval_departments'],
  ...['counter_amount', 'counter_currency', 'exchange_rate', 'exchange_rate_source', 'exchange_rate_at', 'related_id', 'destination_id'],
  ...['destination_label', 'expires_at', 'settled_at'],
];
const INSERT = statement(`insert into transaction (${COLUMNS.join(', ')}) values (${COLUMNS.map((_, at) => `$${at + 1}`).join(', ')})`);

const NOBODY_IN_PARTICULAR = ['FINANCE', 'MANAGEMENT'] as const;

export function insertTransaction(unit: Unit, given: NewTransaction): void {
  const { currency, exchange, approvalsNeeded = 0 } = given;
  const money = (amount: Decimal | null | undefined): string | null => (amount == null ? null : amountText(amount, currency));
  unit.write(INSERT, [
    ...[given.id, given.type, given.status, given.clientId, given.partnerId, given.tradingAccountId, given.counterAccountId],
    ...[money(given.amount), currency, money(given.fee ?? new Decimal(0)), money(given.processedAmount)],
    ...[given.provider, given.providerReference, given.reason, given.requestedBy, given.requestedById],
    ...[approvalsNeeded, approvalsNeeded, given.approvalDepartments ?? NOBODY_IN_PARTICULAR],
    ...[exchange ? amountText(exchange.counterAmount, exchange.counterCurrency) : null, exchange?.counterCurrency],
    ...[exchange?.rate.toFixed(), exchange?.source, exchange?.at],
    ...[given.relatedId, given.destinationId, given.destinationLabel, given.expiresAt, given.settledAt],
  ]);
  if (isWaiting(given.status)) openApproval(unit, given);
}

/** What waits for people is in their queue; what settles at once never is. */
function openApproval(
  unit: Unit,
  { id, type, clientId, amount, currency, requestedById }: Pick<NewTransaction, 'id' | 'type' | 'clientId' | 'amount' | 'currency' | 'requestedById'>,
): void {
  openTask(unit, {
    ...{ kind: 'TRANSACTION_APPROVAL', subjectType: 'Transaction', subjectId: id, clientId, makerId: requestedById },
    detail: `${type} of ${amountText(amount, currency)} ${currency} waits for approval.`,
  });
}

/** A transaction under its lock. */
export interface TransactionRecord {
  readonly id: string;
  readonly version: number;
  readonly reference: string;
  readonly type: TransactionType;
  readonly status: TransactionStatus;
  readonly clientId: string | null;
  readonly partnerId: string | null;
  readonly tradingAccountId: string | null;
  readonly counterAccountId: string | null;
  readonly amount: Decimal;
  readonly currency: string;
  readonly fee: Decimal;
  readonly processedAmount: Decimal | null;
  readonly provider: string | null;
  readonly providerReference: string | null;
  readonly reason: string | null;
  readonly requestedBy: string;
  readonly requestedById: string | null;
  readonly approvalsNeeded: number;
  readonly approvalsMissing: number;
  readonly approvalDepartments: readonly string[];
  readonly relatedId: string | null;
  readonly destinationId: string | null;
  readonly destinationLabel: string | null;
  readonly requestedAt: string;
  readonly expiresAt: string | null;
  readonly settledAt: string | null;
}

type StoredRecord = {
  [K in keyof TransactionRecord]: TransactionRecord[K] extends Decimal
    ? string
    : TransactionRecord[K] extends Decimal | null
      ? string | null
      : TransactionRecord[K];
};

// `no key`: whoever inserts what refers to the transaction need not wait.
const LOCK = statement(`
  select id, version, reference, type, status, client_id as "clientId", partner_id as "partnerId", trading_account_id as "tradingAccountId",
    counter_account_id as "counterAccountId", amount::text as amount, currency, fee::text as fee, processed_amount::text as "processedAmount", provider,
    provider_reference as "providerReference", reason, requested_by as "requestedBy", requested_by_id as "requestedById",
    approvals_needed::int as "approvalsNeeded", approvals_missing::int as "approvalsMissing", approval_departments as "approvalDepartments",
    related_id as "relatedId", destination_id as "destinationId", destination_label as "destinationLabel", requested_at as "requestedAt",
    expires_at as "expiresAt", settled_at as "settledAt"
  from transaction where id = $1 for no key update`);

/** Locks a transaction, before any ledger account; undefined: there is none. */
export async function lockTransaction(unit: Unit, id: string): Promise<TransactionRecord | undefined> {
  const stored = await unit.row<StoredRecord>(LOCK, [id]);
  if (stored === undefined) return undefined;
  const { amount, fee, processedAmount, ...rest } = stored;
  return { ...rest, amount: new Decimal(amount), fee: new Decimal(fee), processedAmount: processedAmount === null ? null : new Decimal(processedAmount) };
}

/** What a step may change beside the status; left out: unchanged. */
export interface StepChanges {
  readonly processedAmount?: Decimal;
  readonly fee?: Decimal;
  readonly providerReference?: string;
  readonly reason?: string;
  readonly approvalsMissing?: number;
  readonly settled?: boolean;
  readonly expiresAt?: string;
  /** Who decided, where it waited for people. Left out: the brokerage by itself. */
  readonly by?: Actor;
}

const THE_HOUSE = { kind: 'SYSTEM', id: '', name: 'Countinghouse' } as const;

const STEP = statement(`
  update transaction set version = version + 1, updated_at = now(), status = $2, processed_amount = coalesce($3::numeric, processed_amount),
    fee = coalesce($4::numeric, fee), provider_reference = coalesce($5::text, provider_reference), reason = coalesce($6::text, reason),
    approvals_missing = coalesce($7::smallint, approvals_missing), settled_at = case when $8::boolean then now() else settled_at end,
    expires_at = coalesce($9::timestamptz, expires_at)
  where id = $1`);

/** Takes a locked transaction a step on, or refuses with ILLEGAL_TRANSITION. */
export function step(unit: Unit, transaction: TransactionRecord, to: TransactionStatus, changes: StepChanges = {}): void {
  if (to !== transaction.status) checkStep(transaction.type, transaction.status, to);
  const money = (amount: Decimal | undefined): string | null => (amount === undefined ? null : amountText(amount, transaction.currency));
  unit.write(STEP, [
    ...[transaction.id, to, money(changes.processedAmount), money(changes.fee), changes.providerReference, changes.reason],
    ...[changes.approvalsMissing, changes.settled ?? false, changes.expiresAt],
  ]);
  if (isWaiting(transaction.status) === isWaiting(to)) return;
  if (isWaiting(to)) openApproval(unit, transaction);
  else closeApproval(unit, transaction.id, to, changes.by);
}

function closeApproval(unit: Unit, subjectId: string, to: TransactionStatus, by: Actor | undefined): void {
  const outcome = to === 'REJECTED' || to === 'CANCELLED' ? to : 'APPROVED';
  closeTask(unit, { kind: 'TRANSACTION_APPROVAL', subjectId, outcome, isCancelled: to === 'CANCELLED' }, by ?? THE_HOUSE);
}
