import { setTimeout as sleep } from 'node:timers/promises';
import { newId } from '../../src/database/ids.js';
import type { TestDatabase } from './database.js';
import type { TestGateway } from './gateway.js';
import type { Failure } from './money.js';
import type { Person } from './people.js';

type Sql = TestDatabase['sql'];

export interface Earned {
  readonly amount: string;
  readonly at: string;
  readonly clientId?: string | null;
  readonly level?: number;
  readonly currency?: string;
  readonly planId?: string | null;
  readonly correctsId?: string | null;
  readonly explanation?: string;
}

/** A commission as the engine books it; answers with its id. */
export async function earn(sql: Sql, partnerId: string, earned: Earned): Promise<string> {
  const id = newId();
  const { amount, at, clientId = null, level = 1, currency = 'USD', planId = null, correctsId = null, explanation = 'Lots, level 1: by a test' } = earned;
  await sql(
    `insert into commission (id, partner_id, client_id, plan_id, level, amount, currency, explanation, corrects_id, traded_at, accrued_at, deal_ticket, symbol, lots)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10, $11, 'EURUSD', 1)`,
    [id, partnerId, clientId, planId, level, amount, currency, explanation, correctsId, at, id.slice(-8)],
  );
  return id;
}

export interface Run {
  readonly id: string;
  readonly version: number;
  readonly reference: string;
  readonly status: string;
  readonly waiting: number;
  readonly paid: number;
  readonly failed: number;
  readonly skipped: number;
}

interface RunPayload {
  readonly run: Run | null;
  readonly userErrors: readonly Failure[];
}

const RUN = 'id version reference status waiting paid failed skipped';

/** Calls a mutation on payout runs: `Draft`, `Submit`, `Approve`, ... */
export async function onRun(gateway: TestGateway, step: string, input: object, as: Person): Promise<RunPayload> {
  const type = { Submit: 'Input', Retry: 'Input', Reject: 'EndInput', Cancel: 'EndInput' }[step] ?? `${step}Input`;
  const text = `mutation OnRun($input: CommissionPayoutRun${type}!) { commissionPayoutRun${step}(input: $input) { run { ${RUN} } userErrors { code message field } } }`;
  return (await gateway.data<Record<string, RunPayload>>(text, { input }, { as }))[`commissionPayoutRun${step}`] as RunPayload;
}

/** As `onRun`, for what must succeed. */
export async function ran(gateway: TestGateway, step: string, input: object, as: Person): Promise<Run> {
  const { run, userErrors } = await onRun(gateway, step, input, as);
  if (run === null) throw new Error(`${step} was refused: ${JSON.stringify(userErrors)}`);
  return run;
}

/** Waits until a row that jobs work on is as it should be. */
export async function until<T>(read: () => Promise<T>, isSo: (value: T) => boolean): Promise<T> {
  for (const end = Date.now() + 20_000; ;) {
    const value = await read();
    if (isSo(value)) return value;
    if (Date.now() > end) throw new Error(`Still ${JSON.stringify(value)}`);
    await sleep(50);
  }
}

/** Closes a month by the API, and waits for the worker. */
export async function closeMonth(gateway: TestGateway, at: string, as: Person): Promise<string> {
  const text =
    'mutation Close($input: CommissionPeriodCloseInput!) { commissionPeriodClose(input: $input) { period { id status } userErrors { code message } } }';
  const { commissionPeriodClose } = await gateway.data<{ commissionPeriodClose: { period: { id: string } | null; userErrors: object[] } }>(
    text,
    { input: { length: 'MONTH', at } },
    { as },
  );
  const { period, userErrors } = commissionPeriodClose;
  if (period === null) throw new Error(`It was not closed: ${JSON.stringify(userErrors)}`);
  await until(
    () => gateway.sql<{ status: string }>('select status from commission_period where id = $1', [period.id]),
    ([row]) => row?.status === 'CLOSED',
  );
  return period.id;
}

/** What is wrong with statements and payouts: figures that are not those of their rows, chains that break, payouts without money or twice. */
export const payoutFaults = (sql: Sql) =>
  sql<{ fault: string }>(`
    with rows as (
      select statement_id, coalesce(sum(amount) filter (where corrects_id is null), 0) as accrued, coalesce(sum(amount) filter (where corrects_id is not null), 0) as corrections,
        coalesce(sum(rebate), 0) as rebates, count(*) as n from commission where statement_id is not null group by 1)
    select 'figures of ' || s.reference as fault from commission_statement s left join rows r on r.statement_id = s.id
      where (s.accrued, s.corrections, s.rebates, s.commissions) is distinct from (coalesce(r.accrued, 0), coalesce(r.corrections, 0), coalesce(r.rebates, 0), coalesce(r.n, 0))
    union all select 'not closed ' || s.reference from commission_statement s join commission_period p on p.id = s.period_id where p.status = 'CLOSED' and s.closed_at is null
    union all select 'chain at ' || reference from (
      select reference, opening, coalesce(lag(closing) over (partition by partner_id, currency order by number), 0) as before from commission_statement where closed_at is not null) c
      where opening <> before
    union all select 'rebates of ' || s.reference from commission_statement s where s.rebates <> coalesce((select sum(amount) from commission_rebate r where r.statement_id = s.id), 0)
    union all select 'balance of ' || b.partner_id from commission_balance b where b.client_id is null and b.stated - b.paid is distinct from
      (select coalesce(sum(s.accrued + s.corrections - s.rebates), 0) from commission_statement s where s.partner_id = b.partner_id and s.currency = b.currency and s.closed_at is not null)
      - (select coalesce(sum(y.amount), 0) from commission_payout y where y.partner_id = b.partner_id and y.client_id is null and y.currency = b.currency and y.status = 'PAID')
    union all select 'balance of client ' || b.client_id from commission_balance b where b.client_id is not null and b.stated - b.paid is distinct from
      (select coalesce(sum(r.amount), 0) from commission_rebate r join commission_statement s on s.id = r.statement_id
        where r.client_id = b.client_id and s.partner_id = b.partner_id and r.currency = b.currency and s.closed_at is not null)
      - (select coalesce(sum(y.amount), 0) from commission_payout y where y.partner_id = b.partner_id and y.client_id = b.client_id and y.currency = b.currency and y.status = 'PAID')
    union all select 'money of ' || y.id from commission_payout y left join transaction t on t.id = y.transaction_id
      where y.status = 'PAID' and (t.type, t.status, t.amount, t.currency) is distinct from ('COMMISSION_PAYOUT', 'SETTLED', y.amount, y.currency)
    union all select 'entries of ' || t.reference from transaction t join commission_payout y on y.transaction_id = t.id where (select count(*) from journal_entry e where e.transaction_id = t.id) <> 1
    union all select 'a payout without a run ' || t.reference from transaction t where t.type = 'COMMISSION_PAYOUT' and t.reason like '%, run R%'
      and not exists (select from commission_payout y where y.transaction_id = t.id)
    union all select 'status of ' || c.id from commission c left join commission_statement s on s.id = c.statement_id left join commission_payout y on y.id = s.payout_id
      where c.status <> 'REVERSED' and c.status <> case when s.id is null then 'ACCRUED' when y.status = 'PAID' then 'PAID' else 'PAYABLE' end`);
