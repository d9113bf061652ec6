import type { Actor, Request } from '../../access/actor.js';
import { type PaymentFacts, ProviderUnreachable } from '../../connectors/payments/port.js';
import { isId } from '../../database/ids.js';
import type { Database } from '../../database/orm.js';
import { statement, type Unit } from '../../database/unit.js';
import { checkedReason } from '../../runtime/checked-text.js';
import { notFound, refusal } from '../../runtime/refusal.js';
import type { AuditTrail } from '../audit/index.js';
import { lockTransaction, moneyUnit, type TransactionRecord } from '../transactions/index.js';
import { type CaseRecord, checkPerson, type Closing, lockCase, lookAtCase, type Resolution } from './case.lock.js';
import { carryOut, RESOLUTIONS, takesSecondPerson } from './case.resolutions.js';
import { type EventRecord, READ_EVENT } from './inbox.record.js';
import { withTasks } from './case.task.js';
import type { ProviderDirectory } from './provider.directory.js';

interface Named {
  readonly id: string;
  /** The one that the caller saw. */
  readonly version: number;
}

export interface CaseClosing extends Named {
  readonly resolution: Resolution;
  readonly note: string;
  readonly transactionId?: string | null;
  readonly payoutId?: string | null;
}

export interface CaseCount {
  readonly kind: string;
  readonly status: string;
  readonly count: number;
}

const TAKE = withTasks(`
  update payment_case set version = version + 1, status = 'TAKEN', assignee_id = $2, taken_at = now(), proposal = null, proposed_by = null, proposed_by_id = null where id = $1`);
const RELEASE = withTasks(`
  update payment_case set version = version + 1, status = 'OPEN', assignee_id = null, taken_at = null, proposal = null, proposed_by = null, proposed_by_id = null,
    note = coalesce($2, note) where id = $1`);
const PROPOSE = statement(`
  update payment_case set version = version + 1, status = 'PROPOSED', proposal = $2, proposed_by = $3, proposed_by_id = $4 where id = $1`);
const CLOSE = withTasks(`
  update payment_case set version = version + 1, status = 'CLOSED', resolution = $2, note = $3, closed_at = now(), closed_by = $4, closed_by_id = $5,
    transaction_id = coalesce(transaction_id, $6), client_id = coalesce(client_id, $7) where id = $1`);
const MAY_OPERATE = statement(`
  select s.name, exists (select from department_permission p where p.department = any(s.departments) and p.permission = 'payments:operate') as "mayOperate"
  from staff_member s where s.id = $1 and s.is_active`);
const COUNTS = `select kind, status, count(*)::int as count from payment_case group by kind, status order by kind, status`;

/** The operators' queue: who is at a case, and how it ends. */
export class PaymentCaseService {
  readonly #database: Database;
  readonly #audit: AuditTrail;
  readonly #directory: ProviderDirectory;

  constructor(database: Database, audit: AuditTrail, directory: ProviderDirectory) {
    this.#database = database;
    this.#audit = audit;
    this.#directory = directory;
  }

  async counts(): Promise<readonly CaseCount[]> {
    return (await this.#database.pool.query<CaseCount>(COUNTS)).rows;
  }

  take(request: Request, input: Named): Promise<string> {
    return this.#change(request, input, 'paymentCase.take', async (unit, found) => {
      if (found.status !== 'OPEN') throw refusal('ILLEGAL_TRANSITION', `${holderOf(found)} has it: ask for it, or have it assigned to you.`);
      unit.write(TAKE, [found.id, request.actor.id]);
      return { status: 'TAKEN', assignee: request.actor.name };
    });
  }

  /** Whoever has it gives it back; a proposal is given back by whoever does not want to confirm it. */
  release(request: Request, input: Named & { readonly note?: string | null }): Promise<string> {
    return this.#change(request, input, 'paymentCase.release', async (unit, found) => {
      if (found.status === 'OPEN') throw refusal('ILLEGAL_TRANSITION', 'Nobody has it.');
      if (found.status === 'TAKEN') checkHolder(request.actor, found);
      unit.write(RELEASE, [found.id, input.note?.trim().slice(0, 1000) || null]);
      return { status: 'OPEN', assignee: null };
    });
  }

  assign(request: Request, input: Named & { readonly assigneeId: string }): Promise<string> {
    return this.#change(request, input, 'paymentCase.assign', async (unit, found) => {
      const assignee = isId(input.assigneeId) ? await unit.row<{ name: string; mayOperate: boolean }>(MAY_OPERATE, [input.assigneeId]) : undefined;
      if (assignee === undefined) throw notFound('staff member', 'assigneeId');
      if (!assignee.mayOperate) throw refusal('POLICY_FORBIDS', `${assignee.name} may not work on cases.`, ['assigneeId']);
      if (found.status === 'PROPOSED') throw refusal('ILLEGAL_TRANSITION', 'A closing is proposed: confirm it, or give the case back.');
      unit.write(TAKE, [found.id, input.assigneeId]);
      return { status: 'TAKEN', assignee: assignee.name };
    });
  }

  /** Books what the resolution says and closes the case, both or none; or proposes it, where that takes a second person. */
  async close(request: Request, input: CaseClosing): Promise<string> {
    checkPerson(request.actor);
    const note = checkedReason(input.note, 'note');
    const closing = { resolution: input.resolution, note, transactionId: input.transactionId ?? null, payoutId: input.payoutId ?? null };
    const facts = await this.#askAbout(input.id, closing);
    return moneyUnit(this.#database, async (unit) => {
      const transaction = await lockTarget(unit, input.id, closing);
      const found = await lockCase(unit, input.id, input.version);
      checkClosable(request.actor, found, closing);
      const decision = { unit, actor: request.actor, found, transaction, closing, facts };
      if (!(await takesSecondPerson(decision))) {
        await carryOut(decision);
        this.#closed(unit, request, found, transaction, closing);
        return found.id;
      }
      unit.write(PROPOSE, [found.id, JSON.stringify(closing), request.actor.name, request.actor.id]);
      this.#record(unit, request, found, { action: 'paymentCase.propose', reason: note, after: { status: 'PROPOSED', ...summary(closing) } });
      return found.id;
    });
  }

  /** Another person than the one who proposed it: now it is booked. */
  async confirm(request: Request, input: Named): Promise<string> {
    const { actor } = request;
    checkPerson(actor);
    const proposed = await this.#database.unit((unit) => lookAtCase(unit, input.id));
    const facts = proposed.proposal === null ? null : await this.#askAbout(input.id, proposed.proposal);
    return moneyUnit(this.#database, async (unit) => {
      const transaction = proposed.proposal === null ? null : await lockTarget(unit, input.id, proposed.proposal);
      const found = await lockCase(unit, input.id, input.version);
      if (found.status !== 'PROPOSED' || found.proposal === null) throw refusal('ILLEGAL_TRANSITION', `It is ${found.status}: there is nothing to confirm.`);
      if (found.proposedById === actor.id) throw refusal('MAKER_CANNOT_CHECK', 'You proposed this yourself: somebody else has to confirm it.');
      await carryOut({ unit, actor, found, transaction, closing: found.proposal, facts });
      this.#closed(unit, request, found, transaction, found.proposal);
      return found.id;
    });
  }

  #closed(unit: Unit, request: Request, found: CaseRecord, transaction: TransactionRecord | null, closing: Closing): void {
    const { actor } = request;
    const { resolution, note } = closing;
    unit.write(CLOSE, [found.id, resolution, note, actor.name, actor.id, transaction?.id ?? null, transaction?.clientId ?? null]);
    this.#record(unit, request, found, {
      ...{ action: 'paymentCase.close', reason: note, clientId: transaction?.clientId ?? null },
      after: { status: 'CLOSED', ...summary(closing), ...(found.proposedBy !== null && { proposedBy: found.proposedBy }) },
    });
  }

  async #change(
    request: Request,
    input: Named,
    action: string,
    work: (unit: Unit, found: CaseRecord) => Promise<{ readonly status: string; readonly assignee: string | null }>,
  ): Promise<string> {
    checkPerson(request.actor);
    return this.#database.unit(async (unit) => {
      const found = await lockCase(unit, input.id, input.version);
      this.#record(unit, request, found, { action, reason: null, after: await work(unit, found) });
      return found.id;
    });
  }

  #record(
    unit: Unit,
    request: Request,
    found: CaseRecord,
    deed: { readonly action: string; readonly reason: string | null; readonly clientId?: string | null; readonly after: Record<string, string | null> },
  ): void {
    this.#audit.append(unit, request, {
      ...{ action: deed.action, subjectType: 'PaymentCase', subjectId: found.id, clientId: found.clientId ?? deed.clientId ?? null, reason: deed.reason },
      ...{ before: { status: found.status, assignee: found.assignee }, after: deed.after },
    });
  }

  /** Where webhooks are only hints, nothing is booked before the provider was asked; outside of any transaction, for it may take its time. */
  async #askAbout(caseId: string, { resolution, transactionId, payoutId }: Closing): Promise<PaymentFacts | null> {
    if (resolution !== 'MATCHED' || !isId(caseId)) return null;
    const found = await this.#database.unit((unit) => lookAtCase(unit, caseId));
    if (found.paymentEventId === null || found.provider === null) return null;
    const { connector } = await this.#directory.get(found.provider);
    if (connector.supports.webhooksAreHints !== true) return null;
    const { rows } = await this.#database.pool.query<EventRecord>(READ_EVENT, [found.paymentEventId]);
    const event = rows[0] as EventRecord;
    const orderId = event.orderId ?? payoutId ?? transactionId;
    if (event.source !== 'WEBHOOK' || orderId === null) return null;
    try {
      const facts = await connector.lookUp({ direction: event.direction, orderId, providerReference: event.providerReference });
      if (facts !== null) return facts;
    } catch (error) {
      if (!(error instanceof ProviderUnreachable)) throw error;
      throw refusal('CONNECTOR_UNAVAILABLE', `${found.provider} does not answer, and what it sent counts only when it does. Try again later.`);
    }
    throw refusal('POLICY_FORBIDS', `${found.provider} does not know this payment when it is asked: nothing is booked of it.`);
  }
}

/** The transaction before the case, as whoever works on news takes its locks. */
async function lockTarget(unit: Unit, caseId: string, { resolution, transactionId }: Closing): Promise<TransactionRecord | null> {
  const found = await lookAtCase(unit, caseId);
  const id = resolution === 'MATCHED' ? transactionId : found.transactionId;
  if (id === null) return null;
  const transaction = isId(id) ? await lockTransaction(unit, id) : undefined;
  if (transaction === undefined) throw notFound('transaction', 'transactionId');
  return transaction;
}

const holderOf = ({ assignee, proposedBy, status }: CaseRecord): string => (status === 'PROPOSED' ? proposedBy : assignee) ?? 'Somebody';

function checkHolder(actor: Actor, found: CaseRecord): void {
  if (found.assigneeId !== null && found.assigneeId !== actor.id)
    throw refusal('POLICY_FORBIDS', `${holderOf(found)} has taken this case: have it assigned to you first.`);
}

function checkClosable(actor: Actor, found: CaseRecord, { resolution }: Closing): void {
  if (found.status === 'PROPOSED') throw refusal('ILLEGAL_TRANSITION', `${holderOf(found)} has proposed how to close it: confirm that, or give the case back.`);
  checkHolder(actor, found);
  const possible = RESOLUTIONS[found.kind];
  if (!possible.includes(resolution))
    throw refusal('POLICY_FORBIDS', `A case of the kind ${found.kind} is closed as ${possible.join(', ')}, not as ${resolution}.`, ['resolution']);
}

const summary = ({ resolution, transactionId, payoutId }: Closing): Record<string, string | null> => ({
  resolution,
  ...(transactionId !== null && { transactionId }),
  ...(payoutId !== null && { payoutId }),
});
