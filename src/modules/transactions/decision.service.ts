import type { Actor, Request } from '../../access/actor.js';
import { isId, newId } from '../../database/ids.js';
import type { Database } from '../../database/orm.js';
import { scopedRowIn } from '../../database/reader.scoped.js';
import { statement, type Unit } from '../../database/unit.js';
import { checkedReason } from '../../runtime/checked-text.js';
import { notFound, refusal, staleVersion } from '../../runtime/refusal.js';
import type { AuditTrail } from '../audit/index.js';
import { isSamePerson } from '../staff/index.js';
import { moneyUnit } from './money.unit.js';
import { transactionReader } from './transaction.reader.js';
import { lockTransaction, step, type StepChanges, type TransactionRecord } from './transaction.record.js';
import { canStep, checkStep, isWaiting, type TransactionStatus, type TransactionType } from './transaction.states.js';

/** Where an approved transaction goes next, and what changes with it. */
export interface Outcome {
  readonly to: TransactionStatus;
  readonly changes?: StepChanges;
}

/** What a type of transaction does when it is decided on. Both run in the decision's own transaction, with the transaction locked. */
export interface DecisionEffects {
  /** It has all approvals: book it, or pass it on. */
  approved(unit: Unit, transaction: TransactionRecord): Promise<Outcome>;
  /** It ends here: give back what it reserved. */
  stopped(unit: Unit, transaction: TransactionRecord, to: TransactionStatus): Promise<void>;
}

/** The types that can be decided on or cancelled; others have nothing to decide. */
export type Effects = Partial<Record<TransactionType, DecisionEffects>>;

interface Cancellation {
  readonly id: string;
  readonly version: number;
  readonly reason?: string | null;
}

const APPROVERS = statement('select staff_id as id, decision from approval where transaction_id = $1');
const DECIDE = statement(`
  insert into approval (id, transaction_id, decision, staff_id, comment) values ($1, $2, $3, $4, $5)
  on conflict (transaction_id, staff_id) do update set decision = excluded.decision, comment = excluded.comment, at = now()`);

/** Decides on what waits for people: maker and checker are two persons, and one person counts once. */
export class DecisionService {
  readonly #database: Database;
  readonly #audit: AuditTrail;
  readonly #effects: Effects;

  constructor(database: Database, audit: AuditTrail, effects: Effects) {
    this.#database = database;
    this.#audit = audit;
    this.#effects = effects;
  }

  /** Answers with the transaction's id. */
  async approve(request: Request, input: { readonly id: string; readonly version: number; readonly comment?: string | null }): Promise<string> {
    const comment = input.comment?.trim() || null;
    return moneyUnit(this.#database, async (unit) => {
      const transaction = await this.#forDecision(unit, request.actor, input);
      const isLast = transaction.approvalsMissing <= 1;
      unit.write(DECIDE, [newId(), transaction.id, 'APPROVED', request.actor.id, comment]);
      const { to, changes }: Outcome = isLast ? await this.#effectsOf(transaction).approved(unit, transaction) : { to: 'IN_REVIEW' };
      const approvalsMissing = Math.max(0, transaction.approvalsMissing - 1);
      step(unit, transaction, to, { ...changes, approvalsMissing, by: request.actor });
      this.#record(unit, request, transaction, { action: 'transaction.approve', to, reason: comment, approvalsMissing });
      return transaction.id;
    });
  }

  async reject(request: Request, input: { readonly id: string; readonly version: number; readonly reason: string }): Promise<string> {
    const reason = checkedReason(input.reason);
    return moneyUnit(this.#database, async (unit) => {
      const transaction = await this.#forDecision(unit, request.actor, input, 'REJECTED');
      unit.write(DECIDE, [newId(), transaction.id, 'REJECTED', request.actor.id, reason]);
      await this.#stop(unit, transaction, 'REJECTED', reason, request.actor);
      this.#record(unit, request, transaction, { action: 'transaction.reject', to: 'REJECTED', reason, approvalsMissing: transaction.approvalsMissing });
      return transaction.id;
    });
  }

  /** By whoever asked for it, or by staff on their behalf, as long as nothing has left. */
  cancel(request: Request, input: Cancellation): Promise<string> {
    return this.#cancel(request, input);
  }

  /** As `cancel`, where nothing is there but what partners take out. */
  cancelOfPartner(request: Request, input: Cancellation): Promise<string> {
    return this.#cancel(request, input, ({ type, partnerId }) => type === 'WITHDRAWAL' && partnerId !== null);
  }

  async #cancel(request: Request, input: Cancellation, isThere: (transaction: TransactionRecord) => boolean = () => true): Promise<string> {
    const reason = input.reason == null ? 'Cancelled by request' : checkedReason(input.reason);
    return moneyUnit(this.#database, async (unit) => {
      const transaction = await this.#visible(unit, request.actor, input.id);
      if (!isThere(transaction)) throw notFound('transaction', 'id');
      if (request.actor.clientId !== null && transaction.type !== 'DEPOSIT' && transaction.type !== 'WITHDRAWAL')
        throw refusal('POLICY_FORBIDS', 'Only the staff member who asked for this can cancel it.');
      if (transaction.version !== input.version) throw staleVersion(transaction.version);
      checkStep(transaction.type, transaction.status, 'CANCELLED');
      await this.#stop(unit, transaction, 'CANCELLED', reason, request.actor);
      this.#record(unit, request, transaction, { action: 'transaction.cancel', to: 'CANCELLED', reason, approvalsMissing: transaction.approvalsMissing });
      return transaction.id;
    });
  }

  async #stop(unit: Unit, transaction: TransactionRecord, to: 'REJECTED' | 'CANCELLED', reason: string, by: Actor): Promise<void> {
    await this.#effectsOf(transaction).stopped(unit, transaction, to);
    step(unit, transaction, to, { reason, by });
  }

  async #visible(unit: Unit, actor: Actor, id: string): Promise<TransactionRecord> {
    const [seen, transaction] = await Promise.all([
      scopedRowIn(unit, transactionReader, actor, id, 't.id'),
      isId(id) ? lockTransaction(unit, id) : Promise.resolve(undefined),
    ]);
    if (seen === null || transaction === undefined) throw notFound('transaction', 'id');
    return transaction;
  }

  /** The transaction, locked, if this actor may decide on it now. */
  async #forDecision(unit: Unit, actor: Actor, input: { id: string; version: number }, to?: 'REJECTED'): Promise<TransactionRecord> {
    const transaction = await this.#visible(unit, actor, input.id);
    const [approvers, isMaker] = await Promise.all([
      unit.rows<{ id: string; decision: string }>(APPROVERS, [transaction.id]),
      isSamePerson(unit, actor.id, transaction.requestedById),
    ]);
    checkPerson(actor, transaction, isMaker);
    const isOpen = to === undefined ? isWaiting(transaction.status) : canStep(transaction.type, transaction.status, to);
    if (to === undefined && approvers.some(({ id, decision }) => id === actor.id && decision === 'APPROVED'))
      throw refusal('ALREADY_APPROVED_BY_YOU', 'You have approved this before, and one person counts once. It waits for somebody else.');
    if (transaction.version !== input.version) throw staleVersion(transaction.version);
    if (!isOpen || this.#effects[transaction.type] === undefined)
      throw refusal('ILLEGAL_TRANSITION', `It is ${transaction.status}: there is nothing to decide any more.`);
    return transaction;
  }

  #effectsOf({ type, status }: TransactionRecord): DecisionEffects {
    const effects = this.#effects[type];
    if (effects === undefined) throw refusal('ILLEGAL_TRANSITION', `It is ${status}, and stays so.`);
    return effects;
  }

  #record(
    unit: Unit,
    request: Request,
    transaction: TransactionRecord,
    deed: { readonly action: string; readonly to: TransactionStatus; readonly reason: string | null; readonly approvalsMissing: number },
  ): void {
    this.#audit.append(unit, request, {
      ...{ action: deed.action, subjectType: 'Transaction', subjectId: transaction.id, clientId: transaction.clientId, reason: deed.reason },
      before: { status: transaction.status, approvalsMissing: transaction.approvalsMissing },
      after: { status: deed.to, approvalsMissing: deed.approvalsMissing },
    });
  }
}

function checkPerson(actor: Actor, transaction: TransactionRecord, isMaker: boolean): void {
  if (actor.kind !== 'STAFF') throw refusal('POLICY_FORBIDS', 'Decisions on money are made by people of the staff.');
  if (isMaker) throw refusal('MAKER_CANNOT_CHECK', 'You asked for this yourself: somebody else has to decide. You can cancel it.');
  if (!actor.departments.some((department) => transaction.approvalDepartments.includes(department)))
    throw refusal('POLICY_FORBIDS', `The policy leaves this decision to ${transaction.approvalDepartments.join(' and ')}.`);
}
