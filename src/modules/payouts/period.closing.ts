import type { Database } from '../../database/orm.js';
import { statement, type Unit } from '../../database/unit.js';
import type { JobContext } from '../../runtime/jobs.js';
import type { AuditTrail } from '../audit/index.js';
import { BALANCES_REST } from './balance.record.js';
import { type PeriodLength, periodOf } from './period.rules.js';

/** A transaction that is done in seconds, and that is lost as a whole when the process dies. */
const COMMISSIONS_AT_ONCE = 10_000;
const STATEMENTS_AT_ONCE = 2_000;

interface Closing {
  readonly length: PeriodLength;
  readonly endsAt: string;
  readonly isCollected: boolean;
}

const LOCK = statement(`
  select length, ends_at as "endsAt", collected_at is not null as "isCollected" from commission_period where id = $1 and status = 'CLOSING' for no key update`);

/** What is open of plans with periods of a length ($1), booked before a time ($2). What was taken back before it was closed is void. */
export const OPEN_COMMISSIONS = `
  commission c left join commission_plan p on p.id = c.plan_id
  where c.status = 'ACCRUED' and c.accrued_at < $2::timestamptz and c.statement_id is null and coalesce(p.period, 'MONTH') = $1`;

// The part of the client follows from when the trade was done, as the commission does: a correction takes back as much of it as was given.
const FIND = statement(`
  create temp table closing_found on commit drop as
  select o.*, case when o.has_shares then round(o.amount * rebate_share_at(o.partner_id, o.client_id, o.moment) / 100, 8) else 0 end as rebate
  from (
    select c.id, c.partner_id, c.client_id, c.currency, c.amount, c.corrects_id, coalesce(c.traded_at, c.accrued_at) as moment,
      c.level = 1 and c.client_id is not null and exists (select from rebate_share s where s.partner_id = c.partner_id) as has_shares
    from ${OPEN_COMMISSIONS} order by c.accrued_at, c.id limit ${COMMISSIONS_AT_ONCE}
    for no key update of c) o`);
const BEGIN_STATEMENTS = statement(`
  insert into commission_statement (id, period_id, partner_id, currency)
  select uuidv7(), $1, w.partner_id, w.currency from (select distinct partner_id, currency from closing_found) w order by w.partner_id, w.currency on conflict do nothing`);
// Looked up row by row, and what follows goes by ids: what the planner knows of these tables is from before the closing, and its joins would be for empty ones.
const PLACE = statement(`
  create temp table closing_work on commit drop as
  select f.*, (select s.id from commission_statement s where s.period_id = $1 and s.partner_id = f.partner_id and s.currency = f.currency) as statement_id from closing_found f`);
const ANALYZE = statement('analyze closing_work');
const MOVE = statement(`
  update commission c set status = 'PAYABLE', statement_id = w.statement_id, rebate = nullif(w.rebate, 0) from closing_work w where c.id = w.id`);
const ADD_UP = statement(`
  update commission_statement s set accrued = s.accrued + w.accrued, corrections = s.corrections + w.corrections, rebates = s.rebates + w.rebates, commissions = s.commissions + w.rows
  from (select statement_id, coalesce(sum(amount) filter (where corrects_id is null), 0) as accrued, coalesce(sum(amount) filter (where corrects_id is not null), 0) as corrections,
    sum(rebate) as rebates, count(*)::int as rows from closing_work group by 1) w
  where s.id = w.statement_id`);
const ADD_REBATES = statement(`
  insert into commission_rebate (statement_id, client_id, currency, amount)
  select statement_id, client_id, currency, sum(rebate) from closing_work where rebate <> 0 group by 1, 2, 3 order by 1, 2
  on conflict (statement_id, client_id) do update set amount = commission_rebate.amount + excluded.amount`);
const MOVE_ON = statement(`
  update commission_period set commissions = commissions + w.rows, collected_at = case when w.rows = 0 then now() end
  from (select count(*) as rows from closing_work) w where id = $1 returning w.rows::int as rows`);

// Whoever earned nothing but was paid meanwhile gets a statement too: no payout is missing in the row of a partner's statements.
const STATE_THE_PAID = statement(`
  insert into commission_statement (id, period_id, partner_id, currency)
  select uuidv7(), $1, b.partner_id, b.currency from commission_balance b where b.client_id is null and b.paid <> 0 order by b.partner_id, b.currency on conflict do nothing`);
const DUE = `select id, partner_id, currency from commission_statement where period_id = $1 and closed_at is null order by id limit ${STATEMENTS_AT_ONCE}`;
const BEGIN_BALANCES = statement(
  `insert into commission_balance (partner_id, currency) select d.partner_id, d.currency from (${DUE}) d order by 1, 2 on conflict do nothing`,
);
const STATE = statement(`
  with due as (${DUE}), closed as (
    update commission_statement s set opening = b.stated, paid = b.paid, closing = b.stated + s.accrued + s.corrections - s.rebates - b.paid, closed_at = now()
    from due d cross join lateral (
      select stated, paid from commission_balance b where b.partner_id = d.partner_id and b.client_id is null and b.currency = d.currency offset 0) b
    where s.id = d.id returning s.id, s.partner_id, s.currency, s.closing
  ), own as (
    insert into commission_balance (partner_id, currency, stated) select partner_id, currency, closing from closed order by 1, 2
    on conflict (partner_id, client_id, currency) do update set stated = excluded.stated, paid = 0
  ), clients as (
    insert into commission_balance (partner_id, client_id, currency, stated)
    select c.partner_id, r.client_id, r.currency, r.amount from closed c join commission_rebate r on r.statement_id = c.id order by 1, 2, 3
    on conflict (partner_id, client_id, currency) do update set stated = commission_balance.stated + excluded.stated
  )
  select count(*)::int as rows from closed`);
const END = statement(`
  update commission_period set status = 'CLOSED', closed_at = now() where id = $1
  returning commissions::int as commissions, (select count(*)::int from commission_statement s where s.period_id = $1) as statements`);
// An open one that is there already goes on: it may have been opened for a time without earlier ones.
const OPEN_NEXT = statement(`insert into commission_period (id, length, starts_at, ends_at) values (uuidv7(), $1, $2, $3) on conflict do nothing`);

/**
 * Closes periods: takes what is open up to their end into statements, a few thousand rows a transaction, and then works out what each partner
 * is owed. A transaction ends with what it did: one that is killed is done again, and what is closed stays closed.
 */
export class PeriodClosing {
  readonly #database: Database;
  readonly #audit: AuditTrail;

  constructor(database: Database, audit: AuditTrail) {
    this.#database = database;
    this.#audit = audit;
  }

  /** Without effect on a period that is closed. Two at once take turns. */
  async close(periodId: string, { request, signal }: Pick<JobContext, 'request' | 'signal'>): Promise<void> {
    while (await this.#database.unit((unit) => this.#step(unit, periodId, request))) signal.throwIfAborted();
  }

  /** Whether there is more to do. */
  async #step(unit: Unit, periodId: string, request: JobContext['request']): Promise<boolean> {
    const closing = await unit.row<Closing>(LOCK, [periodId]);
    if (closing === undefined) return false;
    if (!closing.isCollected) await collect(unit, periodId, closing);
    else if ((await stateBalances(unit, periodId)) === 0) {
      await this.#end(unit, periodId, closing, request);
      return false;
    }
    return true;
  }

  async #end(unit: Unit, periodId: string, { length, endsAt }: Closing, request: JobContext['request']): Promise<void> {
    const [ended] = await unit.rows<{ commissions: number; statements: number }>(END, [periodId]);
    const next = periodOf(length, new Date(endsAt));
    unit.write(OPEN_NEXT, [length, next.startsAt.toISOString(), next.endsAt.toISOString()]);
    this.#audit.append(unit, request, {
      ...{ action: 'commissionPeriod.closed', subjectType: 'CommissionPeriod', subjectId: periodId },
      after: { status: 'CLOSED', commissions: ended?.commissions ?? 0, statements: ended?.statements ?? 0 },
    });
  }
}

async function collect(unit: Unit, periodId: string, { length, endsAt }: Closing): Promise<void> {
  unit.write(FIND, [length, endsAt]);
  for (const change of [BEGIN_STATEMENTS, PLACE]) unit.write(change, [periodId]);
  for (const change of [ANALYZE, MOVE, ADD_UP, ADD_REBATES]) unit.write(change);
  await unit.rows(MOVE_ON, [periodId]);
}

async function stateBalances(unit: Unit, periodId: string): Promise<number> {
  unit.write(BALANCES_REST);
  unit.write(STATE_THE_PAID, [periodId]);
  unit.write(BEGIN_BALANCES, [periodId]);
  return (await unit.row<{ rows: number }>(STATE, [periodId]))?.rows ?? 0;
}
