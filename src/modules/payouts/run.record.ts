import { isId } from '../../database/ids.js';
import { statement, type Unit } from '../../database/unit.js';
import { notFound, refusal, staleVersion } from '../../runtime/refusal.js';

export type RunStatus = 'DRAFT' | 'IN_REVIEW' | 'APPROVED' | 'PAYING' | 'PAID' | 'REJECTED' | 'CANCELLED';

/** Which step follows which; whatever is not here is illegal. What is being paid cannot be taken back any more. */
export const RUN_STEPS: Readonly<Record<RunStatus, readonly RunStatus[]>> = {
  DRAFT: ['IN_REVIEW', 'CANCELLED'],
  IN_REVIEW: ['APPROVED', 'REJECTED', 'CANCELLED'],
  APPROVED: ['PAYING', 'CANCELLED'],
  PAYING: ['PAID'],
  // what failed is tried again
  PAID: ['PAYING'],
  REJECTED: [],
  CANCELLED: [],
};

/** A run under its lock. */
export interface RunRecord {
  readonly id: string;
  readonly version: number;
  readonly reference: string;
  readonly status: RunStatus;
  readonly madeBy: string;
  readonly madeById: string;
  readonly submittedById: string | null;
}

const LOCK = statement(`
  select id, version, reference, status, made_by as "madeBy", made_by_id as "madeById", submitted_by_id as "submittedById" from commission_payout_run where id = $1 for no key update`);

/** Locks a run, before anything else of it. Undefined: there is none. */
export const lockRun = (unit: Unit, id: string): Promise<RunRecord | undefined> => unit.row<RunRecord>(LOCK, [id]);

export interface NamedRun {
  readonly id: string;
  /** The one that the caller saw. */
  readonly version: number;
}

/** As `lockRun`; refuses with NOT_FOUND, STALE_VERSION or ILLEGAL_TRANSITION where it cannot go to that status. */
export async function lockRunFor(unit: Unit, { id, version }: NamedRun, to: RunStatus): Promise<RunRecord> {
  const run = isId(id) ? await lockRun(unit, id) : undefined;
  if (run === undefined) throw notFound('payout run', 'id');
  if (run.version !== version) throw staleVersion(run.version);
  if (!RUN_STEPS[run.status].includes(to)) throw refusal('ILLEGAL_TRANSITION', `It is ${run.status}: it cannot become ${to}.`);
  return run;
}

// Who is owed how much. The restrictions are those on the client whose rebate it is: partners have a status instead.
const PAYABLE = `
  select b.partner_id, b.client_id, b.currency, b.stated - b.paid as balance, round_half_even(b.stated - b.paid, s.scale) as amount, p.status as partner_status,
    c.id is not null and (c.onboarding_status in ('SUSPENDED', 'CLOSED', 'TERMINATED', 'REJECTED') or c.erased_at is not null or exists (
      select from restriction r where r.client_id = c.id and r.kind = 'NO_COMMISSION' and r.trading_account_id is null and r.lifted_at is null
        and (r.expires_at is null or r.expires_at > now()))) as is_restricted,
    case when c.id is null then coalesce(m.amount, 0) else 0 end as least
  from commission_balance b join partner p on p.id = b.partner_id left join client c on c.id = b.client_id
  join unnest($2::text[], $3::int[]) as s (currency, scale) on s.currency = b.currency
  left join commission_payout_minimum m on m.currency = b.currency
  where b.stated <> b.paid`;

/** `$1`: the run; `$2` and `$3`: currencies and their decimals, side by side. */
export const DRAFT_PAYOUTS = statement(`
  insert into commission_payout (id, run_id, partner_id, client_id, currency, balance, amount, status, reason)
  select uuidv7(), $1, partner_id, client_id, currency, balance, case when reason is null then amount else 0 end, case when reason is null then 'WAITING' else 'SKIPPED' end, reason
  from (
    select *, case when balance < 0 then 'NEGATIVE_BALANCE' when partner_status not in ('ACTIVE', 'CLOSED') then 'PARTNER_NOT_ACTIVE' when is_restricted then 'RESTRICTED'
      when amount = 0 or amount < least then 'BELOW_MINIMUM' end as reason
    from (${PAYABLE}) b) d order by partner_id, client_id nulls first, currency`);
export const OWED_CURRENCIES = statement('select distinct currency from commission_balance where stated <> paid');
/** What failed in an earlier run is in this one by its balance; the statements that it was to pay are free. */
export const DROP_FAILED = statement(`
  with dropped as (
    update commission_payout o set status = 'DROPPED' from commission_payout y
    where y.run_id = $1 and o.run_id <> $1 and o.status = 'FAILED' and o.partner_id = y.partner_id and o.client_id is not distinct from y.client_id and o.currency = y.currency
    returning o.id
  )
  update commission_statement s set payout_id = null from dropped d where s.payout_id = d.id`);
/** The statements that a payout of the run pays. */
export const CLAIM_STATEMENTS = statement(`
  update commission_statement s set payout_id = f.payout_id
  from (
    select y.id as payout_id, s.id from commission_payout y cross join lateral (
      select s.id from commission_statement s where s.partner_id = y.partner_id and s.currency = y.currency and s.payout_id is null and s.closed_at is not null offset 0) s
    where y.run_id = $1 and y.status = 'WAITING' and y.client_id is null) f
  where s.id = f.id`);
export const DROP_WAITING = statement(`update commission_payout set status = 'DROPPED' where run_id = $1 and status = 'WAITING'`);
export const FREE_STATEMENTS = statement(
  `update commission_statement s set payout_id = null from commission_payout y where y.run_id = $1 and y.status = 'DROPPED' and s.payout_id = y.id`,
);
export const RETRY_FAILED = statement(`update commission_payout set status = 'WAITING', reason = null where run_id = $1 and status = 'FAILED' returning id`);
export const COUNT_WAITING = statement(`
  select currency, count(*)::int as payouts, trim_scale(sum(amount))::text as amount from commission_payout where run_id = $1 and status = 'WAITING' group by currency order by currency`);

const STEP = statement(`
  update commission_payout_run set version = version + 1, status = $2,
    submitted_by = case when $2 = 'IN_REVIEW' then $3 else submitted_by end, submitted_by_id = case when $2 = 'IN_REVIEW' then $4::uuid else submitted_by_id end,
    submitted_at = case when $2 = 'IN_REVIEW' then now() else submitted_at end,
    decided_by = case when $2 in ('APPROVED', 'REJECTED', 'CANCELLED') then $3 else decided_by end,
    decided_at = case when $2 in ('APPROVED', 'REJECTED', 'CANCELLED') then now() else decided_at end,
    reason = coalesce($5, reason), ended_at = case when $2 in ('PAID', 'REJECTED', 'CANCELLED') then now() when $2 = 'PAYING' then null else ended_at end
  where id = $1`);

/** Takes a locked run a step on. */
export function stepRun(unit: Unit, run: RunRecord, to: RunStatus, by: { readonly id: string; readonly name: string }, reason: string | null = null): void {
  unit.write(STEP, [run.id, to, by.name, by.id, reason]);
}
