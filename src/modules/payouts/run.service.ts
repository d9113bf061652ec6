import type { Request } from '../../access/actor.js';
import { newId } from '../../database/ids.js';
import type { Database } from '../../database/orm.js';
import { statement, type Unit } from '../../database/unit.js';
import { checkedReason } from '../../runtime/checked-text.js';
import { currencyScale, isCurrency } from '../../runtime/currency.js';
import { amountText, Decimal } from '../../runtime/decimal.js';
import { type AnyJob, defineJob, jobKind } from '../../runtime/jobs.js';
import { refusal } from '../../runtime/refusal.js';
import type { AuditTrail, JsonObject } from '../audit/index.js';
import { isSamePerson } from '../staff/index.js';
import { closeTask, openTask } from '../tasks/index.js';
import { BALANCES_REST } from './balance.record.js';
import { checkBroker } from './period.service.js';
import type { RunPayment } from './run.payment.js';
import {
  CLAIM_STATEMENTS,
  COUNT_WAITING,
  DRAFT_PAYOUTS,
  DROP_FAILED,
  DROP_WAITING,
  FREE_STATEMENTS,
  lockRunFor,
  type NamedRun,
  OWED_CURRENCIES,
  RETRY_FAILED,
  type RunRecord,
  stepRun,
} from './run.record.js';

interface Parts {
  readonly database: Database;
  readonly audit: AuditTrail;
  readonly payment: RunPayment;
}

const PAY = jobKind<{ runId: string }>({ name: 'commissionPayoutRun.pay', maxAttempts: 25 });

const ADD = statement('insert into commission_payout_run (id, note, made_by, made_by_id) values ($1, $2, $3, $4) on conflict do nothing returning id');
const ANOTHER = statement(`select id from commission_payout_run where id <> $1 and status in ('DRAFT', 'IN_REVIEW', 'APPROVED', 'PAYING')`);
const SET_MINIMUM = statement(`
  insert into commission_payout_minimum (currency, amount) values ($1, $2) on conflict (currency) do update set amount = excluded.amount, updated_at = now()`);
const MINIMUM = statement('select trim_scale(amount)::text as amount from commission_payout_minimum where currency = $1 for update');
const MINIMUMS = 'select currency, trim_scale(amount)::text as amount from commission_payout_minimum order by currency';

interface Sum {
  readonly currency: string;
  readonly payouts: number;
  readonly amount: string;
}

/** Pays what is owed out of closed periods: one person drafts and submits, another one approves, and a job pays. */
export class PayoutRunService {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  jobs(): AnyJob[] {
    const { payment } = this.#parts;
    return [
      defineJob({ ...PAY, run: ({ runId }, context) => payment.pay(runId, context) }),
      // what a lost job would have done
      defineJob<object>({ name: 'commissionPayoutRun.resume', maxAttempts: 1, every: '*/10 * * * *', run: (_, context) => payment.resume(context) }),
    ];
  }

  /** Who would get what out of all that is owed now, and who is left out, and why. Answers with the id. */
  draft(request: Request, { note }: { readonly note?: string | null }): Promise<string> {
    const { actor } = request;
    checkBroker(actor, 'pays commissions');
    return this.#parts.database.unit(async (unit) => {
      unit.write(BALANCES_REST);
      const id = newId();
      const [added] = await unit.rows(ADD, [id, note == null ? null : checkedReason(note, 'note'), actor.name, actor.id]);
      if (added === undefined) throw refusal('ALREADY_PENDING', 'A payout run is open already: have it decided on, or cancel it.');
      const currencies = (await unit.rows<{ currency: string }>(OWED_CURRENCIES)).map(({ currency }) => currency);
      unit.write(DRAFT_PAYOUTS, [id, currencies, currencies.map(currencyScale)]);
      unit.write(DROP_FAILED, [id]);
      unit.write(CLAIM_STATEMENTS, [id]);
      const sums = await unit.rows<Sum>(COUNT_WAITING, [id]);
      this.#record(unit, request, id, { action: 'commissionPayoutRun.draft', after: { status: 'DRAFT', ...told(sums) } });
      return id;
    });
  }

  /** Puts the draft before somebody else. */
  submit(request: Request, input: NamedRun): Promise<string> {
    checkBroker(request.actor, 'pays commissions');
    return this.#parts.database.unit(async (unit) => {
      const run = await lockRunFor(unit, input, 'IN_REVIEW');
      const sums = await unit.rows<Sum>(COUNT_WAITING, [run.id]);
      if (sums.length === 0) throw refusal('ILLEGAL_TRANSITION', 'Nobody is to be paid by this run: cancel it, and draft another one later.');
      stepRun(unit, run, 'IN_REVIEW', request.actor);
      openTask(unit, {
        ...{ kind: 'PAYOUT_RUN', subjectType: 'CommissionPayoutRun', subjectId: run.id, clientId: null, makerId: request.actor.id },
        detail: `Payout run ${run.reference} over ${sums.map(({ amount, currency }) => `${amount} ${currency}`).join(' and ')} waits for approval.`,
      });
      this.#record(unit, request, run.id, {
        action: 'commissionPayoutRun.submit',
        before: { status: run.status },
        after: { status: 'IN_REVIEW', ...told(sums) },
      });
      return run.id;
    });
  }

  /** By another person than those who drafted and submitted it; a job pays it. */
  approve(request: Request, input: NamedRun & { readonly comment?: string | null }): Promise<string> {
    return this.#decide(request, input, 'APPROVED', input.comment == null ? null : checkedReason(input.comment, 'comment'), (unit, run) =>
      unit.enqueue(PAY, { runId: run.id }, { key: run.id }),
    );
  }

  reject(request: Request, input: NamedRun & { readonly reason: string }): Promise<string> {
    return this.#decide(request, input, 'REJECTED', checkedReason(input.reason), release);
  }

  /** Takes it back, as long as none of it is being paid. */
  cancel(request: Request, input: NamedRun & { readonly reason: string }): Promise<string> {
    const { actor } = request;
    checkBroker(actor, 'pays commissions');
    const reason = checkedReason(input.reason);
    return this.#parts.database.unit(async (unit) => {
      const run = await lockRunFor(unit, input, 'CANCELLED');
      release(unit, run);
      stepRun(unit, run, 'CANCELLED', actor, reason);
      closeTask(unit, { kind: 'PAYOUT_RUN', subjectId: run.id, outcome: 'CANCELLED', isCancelled: true }, actor);
      this.#record(unit, request, run.id, { action: 'commissionPayoutRun.cancel', reason, before: { status: run.status }, after: { status: 'CANCELLED' } });
      return run.id;
    });
  }

  /** Has what failed paid after all: the amounts are those that were approved. */
  retry(request: Request, input: NamedRun): Promise<string> {
    const { actor } = request;
    checkBroker(actor, 'pays commissions');
    return this.#parts.database.unit(async (unit) => {
      const run = await lockRunFor(unit, input, 'PAYING');
      if ((await unit.row(ANOTHER, [run.id])) !== undefined) throw refusal('ALREADY_PENDING', 'Another run is open: it takes what is owed.');
      const again = run.status === 'PAID' ? await unit.rows(RETRY_FAILED, [run.id]) : [];
      if (again.length === 0) throw refusal('ILLEGAL_TRANSITION', 'None of its payouts has failed.');
      stepRun(unit, run, 'PAYING', actor);
      unit.enqueue(PAY, { runId: run.id }, { key: run.id });
      const after = { status: 'PAYING', payouts: again.length };
      this.#record(unit, request, run.id, { action: 'commissionPayoutRun.retry', before: { status: run.status }, after });
      return run.id;
    });
  }

  async minimums(): Promise<readonly { readonly currency: string; readonly amount: string }[]> {
    return (await this.#parts.database.pool.query<{ currency: string; amount: string }>(MINIMUMS)).rows;
  }

  /** The least that is paid out to a partner in a currency; of rebates every cent is. */
  setMinimum(request: Request, { currency, amount }: { readonly currency: string; readonly amount: string }): Promise<{ currency: string; amount: string }> {
    checkBroker(request.actor, 'sets what is paid out at least');
    const least = new Decimal(amount);
    if (!isCurrency(currency)) throw refusal('INVALID', `${currency} is no currency that is known here.`, ['currency']);
    if (least.lessThan(0) || least.decimalPlaces() > currencyScale(currency))
      throw refusal('INVALID', `Write an amount from zero on, with at most ${currencyScale(currency)} decimals.`, ['amount']);
    return this.#parts.database.unit(async (unit) => {
      const before = await unit.row<{ amount: string }>(MINIMUM, [currency]);
      const set = { currency, amount: amountText(least, currency) };
      unit.write(SET_MINIMUM, [currency, set.amount]);
      this.#parts.audit.append(unit, request, {
        ...{ action: 'commissionPayoutMinimum.set', subjectType: 'CommissionPayoutMinimum', subjectId: currency },
        ...{ before: before === undefined ? null : { amount: before.amount }, after: set },
      });
      return set;
    });
  }

  #decide(
    request: Request,
    input: NamedRun,
    to: 'APPROVED' | 'REJECTED',
    reason: string | null,
    effect: (unit: Unit, run: RunRecord) => void,
  ): Promise<string> {
    const { actor } = request;
    if (actor.kind !== 'STAFF') throw refusal('POLICY_FORBIDS', 'Decisions on money are made by people of the staff.');
    return this.#parts.database.unit(async (unit) => {
      const run = await lockRunFor(unit, input, to);
      const [isMaker, isSubmitter] = await Promise.all([isSamePerson(unit, actor.id, run.madeById), isSamePerson(unit, actor.id, run.submittedById)]);
      if (isMaker || isSubmitter) throw refusal('MAKER_CANNOT_CHECK', 'You made this run yourself: somebody else has to decide. You can cancel it.');
      effect(unit, run);
      stepRun(unit, run, to, actor, reason);
      closeTask(unit, { kind: 'PAYOUT_RUN', subjectId: run.id, outcome: to }, actor);
      const action = to === 'APPROVED' ? 'commissionPayoutRun.approve' : 'commissionPayoutRun.reject';
      this.#record(unit, request, run.id, { action, reason, before: { status: run.status }, after: { status: to } });
      return run.id;
    });
  }

  #record(
    unit: Unit,
    request: Request,
    id: string,
    entry: { readonly action: string; readonly reason?: string | null; readonly before?: JsonObject; readonly after: JsonObject },
  ): void {
    this.#parts.audit.append(unit, request, { subjectType: 'CommissionPayoutRun', subjectId: id, ...entry });
  }
}

/** What was to be paid by the run is owed as before, and free for another one. */
function release(unit: Unit, run: RunRecord): void {
  unit.write(DROP_WAITING, [run.id]);
  unit.write(FREE_STATEMENTS, [run.id]);
}

const told = (sums: readonly Sum[]): JsonObject => ({
  payouts: sums.reduce((total, { payouts }) => total + payouts, 0),
  amounts: Object.fromEntries(sums.map(({ currency, amount }) => [currency, amount])),
});
