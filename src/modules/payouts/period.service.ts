import type { Actor, Request } from '../../access/actor.js';
import { isId, newId } from '../../database/ids.js';
import type { Database } from '../../database/orm.js';
import { statement, type Unit } from '../../database/unit.js';
import type { Clock } from '../../runtime/clock.js';
import { type AnyJob, defineJob, type JobContext, jobKind } from '../../runtime/jobs.js';
import { notFound, refusal, staleVersion } from '../../runtime/refusal.js';
import type { AuditTrail } from '../audit/index.js';
import { OPEN_COMMISSIONS, type PeriodClosing } from './period.closing.js';
import { PERIOD_LENGTHS, type PeriodLength, periodOf, type Span } from './period.rules.js';

interface Parts {
  readonly database: Database;
  readonly audit: AuditTrail;
  readonly clock: Clock;
  readonly closing: PeriodClosing;
}

export interface PeriodChoice {
  readonly length: PeriodLength;
  /** A moment in the period, RFC 3339; left out: the last one that is over. */
  readonly at?: string | null;
}

const CLOSE = jobKind<{ periodId: string }>({ name: 'commissionPeriod.close', maxAttempts: 25 });

/** One after another: whoever asks for a closing while another one does waits, and finds it there. */
const ONE_BY_ONE = statement(`select pg_advisory_xact_lock(hashtext('commission periods'))`);
const STANDING = statement(`
  select (select status from commission_period where length = $1 and starts_at = $2) as status,
    (select max(ends_at) from commission_period where length = $1 and status = 'CLOSED') as "closedUntil",
    exists (select from commission_period where status = 'CLOSING') as "isClosing"`);
const BEGIN = statement(`
  insert into commission_period (id, length, starts_at, ends_at, status, expected, asked_by, begun_at)
  values ($3, $1, $4, $2, 'CLOSING', (select count(*) from ${OPEN_COMMISSIONS}), $5, now())
  on conflict (length, starts_at) do update set status = 'CLOSING', expected = excluded.expected, asked_by = excluded.asked_by, begun_at = now()
  returning id`);
// What is open of an earlier time is closed with this one: it is not open any more by itself.
const DROP_EARLIER = statement(`delete from commission_period where length = $1 and status = 'OPEN' and starts_at < $2`);
const EARLIEST = statement(`select min(c.accrued_at) as earliest from ${OPEN_COMMISSIONS}`);
const LAST = statement(`
  select max(ends_at) filter (where status = 'CLOSED') as "closedUntil",
    (select id from commission_period where status = 'CLOSING') as "closingId"
  from commission_period where length = $1`);
const KEEP_OPEN = statement(`
  insert into commission_period (id, length, starts_at, ends_at) select $1, $2, $3, $4
  where exists (select from commission_plan where period = $2) and not exists (select from commission_period where length = $2 and status in ('OPEN', 'CLOSING')) on conflict do nothing`);
const LOCK_PLAN = statement('select version, period, name from commission_plan where id = $1 for no key update');
const SET_LENGTH = statement('update commission_plan set version = version + 1, period = $2 where id = $1');

/** Closes periods, when somebody asks for it and when they are over. */
export class PeriodService {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  jobs(): AnyJob[] {
    return [
      defineJob({ ...CLOSE, run: ({ periodId }, context) => this.#parts.closing.close(periodId, context) }),
      // some hours after midnight, when the platforms' last deals of the day have come in
      defineJob<object>({ name: 'commissionPeriod.followCalendar', maxAttempts: 3, every: '15 3 * * *', run: (_, context) => this.followCalendar(context) }),
    ];
  }

  /** Begins to close a period that is over; a job does it. Answers with the period's id. */
  close(request: Request, { length, at }: PeriodChoice): Promise<string> {
    checkBroker(request.actor, 'closes periods');
    const { clock } = this.#parts;
    const span = at == null ? lastOver(length, clock.now()) : periodOf(length, new Date(at));
    if (span.endsAt > clock.now())
      throw refusal('ILLEGAL_TRANSITION', `This period is not over: it ends at ${span.endsAt.toISOString()}.`, at == null ? null : ['at']);
    return this.#parts.database.unit(async (unit) => {
      const id = await this.#begin(unit, request, length, span);
      unit.enqueue(CLOSE, { periodId: id }, { key: id });
      return id;
    });
  }

  /** Closes whatever is over, one period after another, and goes on with what was begun. */
  async followCalendar(context: Pick<JobContext, 'request' | 'signal'>): Promise<void> {
    for (const length of PERIOD_LENGTHS) {
      for (let id = await this.#next(context.request, length); id !== null; id = await this.#next(context.request, length)) {
        await this.#parts.closing.close(id, context);
        context.signal.throwIfAborted();
      }
    }
  }

  /** How long the periods of a plan are; what is open of it is closed with others of that length from now on. Answers with the plan's id. */
  setLength(
    request: Request,
    { planId, version, length }: { readonly planId: string; readonly version: number; readonly length: PeriodLength },
  ): Promise<string> {
    checkBroker(request.actor, 'sets how plans are closed');
    const { database, audit } = this.#parts;
    return database.unit(async (unit) => {
      const plan = isId(planId) ? await unit.row<{ version: number; period: string; name: string }>(LOCK_PLAN, [planId]) : undefined;
      if (plan === undefined) throw notFound('commission plan', 'id');
      if (plan.version !== version) throw staleVersion(plan.version);
      unit.write(SET_LENGTH, [planId, length]);
      audit.append(unit, request, {
        ...{ action: 'commissionPlan.setPeriod', subjectType: 'CommissionPlan', subjectId: planId },
        ...{ before: { period: plan.period }, after: { name: plan.name, period: length } },
      });
      return planId;
    });
  }

  async #begin(unit: Unit, request: Request, length: PeriodLength, { startsAt, endsAt }: Span): Promise<string> {
    await unit.rows(ONE_BY_ONE);
    const [starts, ends] = [startsAt.toISOString(), endsAt.toISOString()];
    const found = await unit.row<{ status: string | null; closedUntil: string | null; isClosing: boolean }>(STANDING, [length, starts]);
    if (found?.status === 'CLOSED') throw refusal('ALREADY_EXISTS', 'This period is closed already: its statements stay as they are.', ['at']);
    if (found?.isClosing === true) throw refusal('ALREADY_PENDING', 'A period is being closed: periods are closed one after another.');
    if (found?.closedUntil != null && new Date(found.closedUntil) > startsAt)
      throw refusal('ILLEGAL_TRANSITION', `Periods of this length are closed until ${found.closedUntil}: what comes late lands in the open one.`, ['at']);
    unit.write(DROP_EARLIER, [length, starts]);
    const [begun] = await unit.rows<{ id: string }>(BEGIN, [length, ends, newId(), starts, request.actor.name]);
    if (begun === undefined) throw new Error(`The period of ${starts} was not begun`);
    this.#parts.audit.append(unit, request, {
      ...{ action: 'commissionPeriod.close', subjectType: 'CommissionPeriod', subjectId: begun.id },
      after: { length, startsAt: starts, endsAt: ends, status: 'CLOSING' },
    });
    return begun.id;
  }

  /** The period to close next; null: none is over that has not been closed. */
  #next(request: Request, length: PeriodLength): Promise<string | null> {
    const { database, clock } = this.#parts;
    const now = clock.now();
    return database.unit(async (unit) => {
      const [last, open] = await Promise.all([
        unit.row<{ closedUntil: string | null; closingId: string | null }>(LAST, [length]),
        unit.row<{ earliest: string | null }>(EARLIEST, [length, now.toISOString()]),
      ]);
      if (last?.closingId != null) return last.closingId;
      const from = last?.closedUntil ?? open?.earliest ?? null;
      const span = from === null ? null : periodOf(length, new Date(from));
      if (span !== null && span.endsAt <= now) return this.#begin(unit, request, length, span);
      const current = periodOf(length, now);
      unit.write(KEEP_OPEN, [newId(), length, current.startsAt.toISOString(), current.endsAt.toISOString()]);
      return null;
    });
  }
}

const lastOver = (length: PeriodLength, now: Date): Span => periodOf(length, new Date(periodOf(length, now).startsAt.getTime() - 1));

export function checkBroker(actor: Actor, does: string): void {
  if (actor.clientId !== null || actor.partnerId !== null) throw refusal('POLICY_FORBIDS', `The broker alone ${does}.`);
}
