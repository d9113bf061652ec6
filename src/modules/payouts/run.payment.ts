import type { Database } from '../../database/orm.js';
import { newId } from '../../database/ids.js';
import { statement, type Unit } from '../../database/unit.js';
import { Decimal, roundEven } from '../../runtime/decimal.js';
import type { JobContext } from '../../runtime/jobs.js';
import type { AuditTrail } from '../audit/index.js';
import { type AccountName, clientWallet, houseAccount, lockAccounts, type LockedAccount, partnerWallet, post } from '../ledger/index.js';
import { insertTransaction } from '../transactions/index.js';
import { BALANCES_REST } from './balance.record.js';
import { lockRun, type RunRecord, stepRun } from './run.record.js';

/** A transaction that is done in a second, and that is lost as a whole when the process dies. */
const PAYOUTS_AT_ONCE = 100;

interface Due {
  readonly id: string;
  readonly partnerId: string;
  readonly partnerReference: string;
  readonly partnerStatus: string;
  readonly clientId: string | null;
  readonly clientReference: string | null;
  readonly isRestricted: boolean;
  readonly currency: string;
  readonly amount: string;
  readonly owed: string;
}

type Obstacle = 'PARTNER_NOT_ACTIVE' | 'RESTRICTED' | 'BALANCE_CHANGED';

// Whoever goes on to change a client holds its row: what is inserted here refers to it.
const LOCK_CLIENTS = statement(`
  select id from client where id in (select client_id from commission_payout where run_id = $1 and status = 'WAITING' order by drafted_at, id limit $2) order by id for no key update`);
const DUE = statement(`
  select y.id, y.partner_id as "partnerId", p.reference as "partnerReference", p.status as "partnerStatus", y.client_id as "clientId", c.reference as "clientReference", y.currency,
    y.amount::text as amount, (b.stated - b.paid)::text as owed,
    c.id is not null and (c.onboarding_status in ('SUSPENDED', 'CLOSED', 'TERMINATED', 'REJECTED') or c.erased_at is not null or exists (
      select from restriction r where r.client_id = c.id and r.kind = 'NO_COMMISSION' and r.trading_account_id is null and r.lifted_at is null
        and (r.expires_at is null or r.expires_at > now()))) as "isRestricted"
  from (select * from commission_payout where run_id = $1 and status = 'WAITING' order by drafted_at, id limit $2) y
  join partner p on p.id = y.partner_id left join client c on c.id = y.client_id
  cross join lateral (
    select stated, paid from commission_balance b where b.partner_id = y.partner_id and b.client_id is not distinct from y.client_id and b.currency = y.currency offset 0) b
  order by y.drafted_at, y.id`);
const FAIL = statement(`
  update commission_payout y set status = 'FAILED', reason = f.reason from unnest($1::uuid[], $2::text[]) as f (id, reason) where y.id = f.id and y.status = 'WAITING'`);
const PAID = statement(`
  with paid as (
    update commission_payout y set status = 'PAID', transaction_id = f.transaction_id, paid_at = now() from unnest($1::uuid[], $2::uuid[]) as f (id, transaction_id)
    where y.id = f.id returning y.partner_id, y.client_id, y.currency, y.amount
  )
  insert into commission_balance (partner_id, client_id, currency, paid) select partner_id, client_id, currency, amount from paid order by 1, 2, 3
  on conflict (partner_id, client_id, currency) do update set paid = commission_balance.paid + excluded.paid`);
// All of a statement's commissions wait until it is paid: by their status they are not looked for, of which there may be millions.
const COMMISSIONS_PAID = statement(`
  update commission set status = 'PAID' where statement_id = any (array(select s.id from commission_statement s where s.payout_id = any ($1::uuid[])))`);
const SUMMARY = statement(`
  select count(*) filter (where status = 'PAID')::int as paid, count(*) filter (where status = 'FAILED')::int as failed from commission_payout where run_id = $1`);
const NEXT = statement(`select id from commission_payout where run_id = $1 and status = 'WAITING' order by drafted_at, id limit 1`);
const UNFINISHED = `select id from commission_payout_run where status in ('APPROVED', 'PAYING') order by made_at`;

/** What PostgreSQL refuses for the sake of the rows, and would refuse again; not that it was away for a moment. */
const OF_THE_ROWS = /^(22|23|P0)/;

/**
 * Pays a run that is approved, some payouts a transaction: its entry, the balance that it lowers and the commissions that it pays stand or
 * fall together, so that a run that was cut off goes on where it was and pays nobody twice.
 */
export class RunPayment {
  readonly #database: Database;
  readonly #audit: AuditTrail;

  constructor(database: Database, audit: AuditTrail) {
    this.#database = database;
    this.#audit = audit;
  }

  /** Without effect on a run that is over. Two at once take turns. */
  async pay(runId: string, context: Pick<JobContext, 'request' | 'signal' | 'log'>): Promise<void> {
    while (await this.#some(runId, context)) context.signal.throwIfAborted();
  }

  /** Goes on with what was approved and is not over. */
  async resume(context: Pick<JobContext, 'request' | 'signal' | 'log'>): Promise<void> {
    for (const { id } of (await this.#database.pool.query<{ id: string }>(UNFINISHED)).rows) await this.pay(id, context);
  }

  /** Whether there is more to do. One that cannot be paid is not to keep the others waiting: they are tried one by one then. */
  async #some(runId: string, context: Pick<JobContext, 'request' | 'log'>): Promise<boolean> {
    try {
      return await this.#step(runId, context, PAYOUTS_AT_ONCE);
    } catch (error) {
      if (!isOfTheRows(error)) throw error;
      return this.#one(runId, context);
    }
  }

  async #one(runId: string, context: Pick<JobContext, 'request' | 'log'>): Promise<boolean> {
    try {
      return await this.#step(runId, context, 1);
    } catch (error) {
      if (!isOfTheRows(error)) throw error;
      context.log.error({ err: error, subjectId: runId }, 'A payout of commissions could not be booked');
      await this.#database.unit(async (unit) => {
        await lockRun(unit, runId);
        const next = await unit.row<{ id: string }>(NEXT, [runId]);
        if (next !== undefined) unit.write(FAIL, [[next.id], ['FAULT']]);
      });
      return true;
    }
  }

  #step(runId: string, { request }: Pick<JobContext, 'request'>, atOnce: number): Promise<boolean> {
    return this.#database.unit(async (unit) => {
      const run = await lockRun(unit, runId);
      if (run === undefined || (run.status !== 'APPROVED' && run.status !== 'PAYING')) return false;
      if (run.status === 'APPROVED') stepRun(unit, run, 'PAYING', request.actor);
      unit.write(BALANCES_REST);
      unit.write(LOCK_CLIENTS, [runId, atOnce]);
      const due = await unit.rows<Due>(DUE, [runId, atOnce]);
      if (due.length > 0) await book(unit, run, due);
      else await this.#end(unit, run, request);
      return due.length > 0;
    });
  }

  async #end(unit: Unit, run: RunRecord, request: JobContext['request']): Promise<void> {
    const sums = await unit.row<{ paid: number; failed: number }>(SUMMARY, [run.id]);
    stepRun(unit, run, 'PAID', request.actor);
    this.#audit.append(unit, request, {
      ...{ action: 'commissionPayoutRun.paid', subjectType: 'CommissionPayoutRun', subjectId: run.id },
      ...{ before: { status: run.status }, after: { status: 'PAID', paid: sums?.paid ?? 0, failed: sums?.failed ?? 0 } },
    });
  }
}

const isOfTheRows = (error: unknown): boolean => OF_THE_ROWS.test((error as { code?: string }).code ?? '');

async function book(unit: Unit, run: RunRecord, due: readonly Due[]): Promise<void> {
  const failed = due.map((one) => [one, obstacleTo(one)] as const).filter((pair): pair is readonly [Due, Obstacle] => pair[1] !== null);
  if (failed.length > 0) unit.write(FAIL, [failed.map(([{ id }]) => id), failed.map(([, reason]) => reason)]);
  const paid = due.filter((one) => obstacleTo(one) === null);
  const currencies = [...new Set(paid.map(({ currency }) => currency))];
  const names = [...currencies.map((currency) => houseAccount('COMMISSION_EXPENSE', currency)), ...paid.map(walletOf)];
  const accounts = new Map((await lockAccounts(unit, names)).map((account) => [account.code, account]));
  const transactions = paid.map((one) => move(unit, run, one, accounts));
  const ids = paid.map(({ id }) => id);
  unit.write(PAID, [ids, transactions]);
  unit.write(COMMISSIONS_PAID, [ids]);
}

/** What stands against it by now; null: nothing does. */
function obstacleTo({ partnerStatus, isRestricted, owed, amount, currency }: Due): Obstacle | null {
  // what was earned until the contract was closed is owed all the same
  if (partnerStatus !== 'ACTIVE' && partnerStatus !== 'CLOSED') return 'PARTNER_NOT_ACTIVE';
  if (isRestricted) return 'RESTRICTED';
  return roundEven(new Decimal(owed), currency).lessThan(amount) ? 'BALANCE_CHANGED' : null;
}

const walletOf = ({ partnerId, partnerReference, clientId, clientReference, currency }: Due): AccountName =>
  clientId === null || clientReference === null
    ? partnerWallet({ id: partnerId, reference: partnerReference }, currency)
    : clientWallet({ id: clientId, reference: clientReference }, currency);

/** One transaction and its entry; answers with the id of the transaction. */
function move(unit: Unit, run: RunRecord, due: Due, accounts: ReadonlyMap<string, LockedAccount>): string {
  const [wallet, expense] = [accounts.get(walletOf(due).code), accounts.get(houseAccount('COMMISSION_EXPENSE', due.currency).code)];
  if (wallet === undefined || expense === undefined) throw new Error(`The accounts of payout ${due.id} were not locked`);
  const [id, amount] = [newId(), new Decimal(due.amount)];
  const what = due.clientId === null ? 'Commission payout' : 'Rebate';
  insertTransaction(unit, {
    ...{ id, type: 'COMMISSION_PAYOUT', status: 'SETTLED', clientId: due.clientId, partnerId: due.clientId === null ? due.partnerId : null },
    ...{ amount, currency: due.currency, processedAmount: amount, reason: `${what}, run ${run.reference}` },
    ...{ requestedBy: run.madeBy, requestedById: run.madeById, settledAt: new Date().toISOString() },
  });
  post(unit, {
    transactionId: id,
    description: what,
    lines: [
      [wallet, amount],
      [expense, amount.negated()],
    ],
  });
  return id;
}
