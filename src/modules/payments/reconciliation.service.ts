import type { Request } from '../../access/actor.js';
import { type ProviderKind, ProviderMisconfigured, ProviderUnreachable } from '../../connectors/payments/port.js';
import { newId } from '../../database/ids.js';
import type { Database } from '../../database/orm.js';
import { statement, type Unit } from '../../database/unit.js';
import { amountText, type Decimal } from '../../runtime/decimal.js';
import { type AnyJob, defineJob, type JobContext, jobKind } from '../../runtime/jobs.js';
import { refusal } from '../../runtime/refusal.js';
import type { AuditTrail } from '../audit/index.js';
import { openCase } from './case.record.js';
import { withTasks } from './case.task.js';
import type { ProviderDirectory } from './provider.directory.js';
import { compareDay, differenceOf, type ReconciliationItem } from './reconciliation.comparison.js';
import { dayAfter, listedSides, statedSides } from './reconciliation.sources.js';

/** Compares a day with a provider. Safe to repeat: what is done stays done. */
const RUN = jobKind<{ reconciliationId: string }>({ name: 'reconciliation.run', maxAttempts: 5 });

interface Stored {
  readonly provider: string;
  readonly day: string;
  readonly source: 'LISTING' | 'STATEMENT';
  readonly status: string;
}

const READ = `select provider, day::text as day, source, status from reconciliation where id = $1`;
const LOCK = statement(`${READ} for no key update`);
const INSERT = statement('insert into reconciliation (id, provider, day, source, run_by, run_by_id) values ($1, $2, $3, $4, $5, $6)');
const WAITING = statement(`select id from reconciliation where provider = $1 and day = $2 and status = 'WAITING' limit 1`);
const PROVIDERS = `
  select code, kind from payment_provider p where not exists (select from reconciliation r where r.provider = p.code and r.day = $1::date) order by code`;
const FINISH = statement(`
  update reconciliation set status = 'DONE', finished_at = now(), error = null, matched = $2, missing_here = $3, missing_there = $4, differing = $5 where id = $1`);
const FAILED = statement(`
  update reconciliation set error = $2, status = case when $3::boolean then 'FAILED' else status end, finished_at = case when $3::boolean then now() end
  where id = $1 and status = 'WAITING'`);
const ITEMS = statement(`
  insert into reconciliation_item (id, reconciliation_id, result, direction, transaction_id, payout_id, provider_reference, our_amount, our_currency, their_amount,
    their_currency, our_state, their_state, case_id)
  select i.id, $1, i.result, i.direction, i.transaction_id, i.payout_id, i.provider_reference, i.our_amount, i.our_currency, i.their_amount, i.their_currency,
    i.our_state, i.their_state, i.case_id
  from jsonb_to_recordset($2::jsonb) as i (id uuid, result text, direction text, transaction_id uuid, payout_id uuid, provider_reference text, our_amount numeric,
    our_currency text, their_amount numeric, their_currency text, our_state text, their_state text, case_id uuid)`);
// What a person has explained stays explained, as long as it is the same difference.
const KNOWN = statement(`
  select id from payment_case where provider = $1 and kind = $2 and transaction_id is not distinct from $3::uuid and coalesce(provider_reference, '') = $4
    and (status <> 'CLOSED' or difference = $5 and closed_by_id is not null)
  order by status = 'CLOSED', opened_at desc limit 1`);
const CLOSE_MATCHED = withTasks(`
  update payment_case set version = version + 1, status = 'CLOSED', resolution = 'EXPLAINED', note = $3, closed_at = now(), closed_by = $4
  where id in (select i.case_id from reconciliation_item i join reconciliation r on r.id = i.reconciliation_id where r.provider = $1 and r.day = $2 and i.case_id is not null)
    and status <> 'CLOSED' and kind in ('MISSING_HERE', 'MISSING_THERE', 'DIFFERING') and payment_event_id is null and statement_line_id is null and id <> all($5::uuid[])`);

/** A provider's books against ours, day by day. Each difference is a case, once. */
export class ReconciliationService {
  readonly #database: Database;
  readonly #audit: AuditTrail;
  readonly #directory: ProviderDirectory;

  constructor(database: Database, audit: AuditTrail, directory: ProviderDirectory) {
    this.#database = database;
    this.#audit = audit;
    this.#directory = directory;
  }

  jobs(): AnyJob[] {
    return [
      defineJob({ ...RUN, run: ({ reconciliationId }, context) => this.work(reconciliationId, context) }),
      // by then the vendors have told of the night
      defineJob<object>({
        name: 'reconciliation.daily',
        maxAttempts: 5,
        every: '17 4 * * *',
        makeUpMs: 86_400_000,
        run: (_none, context) => this.daily(context),
      }),
    ];
  }

  /** Has a day compared by a job, and answers with the id of the run. `day`: a calendar date, UTC, not in the future. */
  async run(request: Request, { provider, day }: { readonly provider: string; readonly day: string }): Promise<string> {
    const found = await this.#directory.find(provider);
    if (found === null) throw refusal('NOT_FOUND', `There is no payment provider "${provider.slice(0, 40)}".`, ['provider']);
    const source = this.#sourceOf(found.record.kind);
    if (source === null) throw refusal('POLICY_FORBIDS', `${found.record.title} gives neither lists nor statements.`, ['provider']);
    if (day > new Date().toISOString().slice(0, 10)) throw refusal('INVALID', 'That day is still to come.', ['day']);
    return this.#database.unit(async (unit) => {
      if ((await unit.row(WAITING, [provider, day])) !== undefined) throw refusal('ALREADY_PENDING', 'This day is being compared already.', ['day']);
      return this.#begin(unit, request, provider, day, source);
    });
  }

  /** Yesterday with every provider that nobody has compared it with. */
  async daily({ request }: Pick<JobContext, 'request'>): Promise<void> {
    const day = dayAfter(new Date().toISOString().slice(0, 10), -1);
    const { rows } = await this.#database.pool.query<{ code: string; kind: ProviderKind }>(PROVIDERS, [day]);
    await this.#database.unit(async (unit) => {
      for (const { code, kind } of rows) {
        const source = this.#sourceOf(kind);
        if (source !== null) this.#begin(unit, request, code, day, source);
      }
    });
  }

  async work(id: string, { request, attempt }: Pick<JobContext, 'request' | 'attempt'>): Promise<void> {
    const { rows } = await this.#database.pool.query<Stored>(READ, [id]);
    const [run] = rows;
    if (run?.status !== 'WAITING') return;
    try {
      const items = await this.#compare(run);
      await this.#write(id, request, items);
    } catch (error) {
      const isLast = attempt >= RUN.maxAttempts;
      const isTold = error instanceof ProviderUnreachable || error instanceof ProviderMisconfigured;
      await this.#database.unit(async (unit) =>
        unit.write(FAILED, [id, isTold ? error.message : 'Something went wrong on our side; the log says what.', isLast]),
      );
      if (!isLast || !isTold) throw error;
    }
  }

  async #compare({ provider, day, source }: Stored): Promise<readonly ReconciliationItem[]> {
    const { connector } = await this.#directory.get(provider);
    const { pool } = this.#database;
    const { theirs, around, ours } = await (source === 'LISTING' ? listedSides(pool, connector, provider, day) : statedSides(pool, provider, day));
    return compareDay(theirs, around, ours);
  }

  #write(id: string, request: Request, items: readonly ReconciliationItem[]): Promise<void> {
    return this.#database.unit(async (unit) => {
      const run = await unit.row<Stored>(LOCK, [id]);
      if (run?.status !== 'WAITING') return;
      const { provider, day } = run;
      const rows: object[] = [];
      const inHand: string[] = [];
      for (const item of items) {
        const caseId = item.result === 'MATCHED' ? (item.theirs?.caseId ?? null) : await caseOf(unit, provider, day, item);
        if (item.result !== 'MATCHED' && caseId !== null) inHand.push(caseId);
        rows.push(rowOf(item, caseId));
      }
      unit.write(CLOSE_MATCHED, [
        provider,
        day,
        `It is the same on both sides by now: the reconciliation of ${day} found no difference any more.`,
        request.actor.name,
        inHand,
      ]);
      unit.write(ITEMS, [id, JSON.stringify(rows)]);
      const count = (result: ReconciliationItem['result']): number => items.filter((item) => item.result === result).length;
      const counts = { matched: count('MATCHED'), missingHere: count('MISSING_HERE'), missingThere: count('MISSING_THERE'), differing: count('DIFFERING') };
      unit.write(FINISH, [id, counts.matched, counts.missingHere, counts.missingThere, counts.differing]);
      this.#audit.append(unit, request, { action: 'reconciliation.done', subjectType: 'Reconciliation', subjectId: id, after: { provider, day, ...counts } });
    });
  }

  #begin(unit: Unit, request: Request, provider: string, day: string, source: Stored['source']): string {
    const id = newId();
    const { actor } = request;
    unit.write(INSERT, [id, provider, day, source, actor.name, actor.kind === 'SYSTEM' ? null : actor.id]);
    unit.enqueue(RUN, { reconciliationId: id }, { key: id });
    this.#audit.append(unit, request, { action: 'reconciliation.run', subjectType: 'Reconciliation', subjectId: id, after: { provider, day, source } });
    return id;
  }

  #sourceOf(kind: ProviderKind): Stored['source'] | null {
    const { listing, statements } = this.#directory.maker(kind).supports;
    return listing ? 'LISTING' : statements ? 'STATEMENT' : null;
  }
}

/** The case of a difference: the one that somebody has in hand or has explained, or a new one. */
async function caseOf(unit: Unit, provider: string, day: string, item: ReconciliationItem): Promise<string | null> {
  const { result, ours, theirs } = item;
  if (result === 'MATCHED') return null;
  if (theirs !== null && theirs.caseId !== null) return theirs.caseId;
  const difference = differenceOf(item);
  const transactionId = ours?.transactionId ?? null;
  const providerReference = theirs?.providerReference ?? ours?.providerReference ?? null;
  const known = await unit.row<{ id: string }>(KNOWN, [provider, result, transactionId, providerReference ?? '', difference]);
  if (known !== undefined) return known.id;
  return openCase(unit, {
    ...{ kind: result, provider, transactionId, clientId: ours?.clientId ?? null, providerReference, difference },
    ...{ amount: theirs?.amount ?? ours?.amount ?? null, currency: theirs?.currency ?? ours?.currency ?? null },
    ...{ expectedAmount: theirs === null ? null : (ours?.amount ?? null), expectedCurrency: ours?.currency ?? null },
    detail: `${day}, ${ours?.reference ?? providerReference ?? 'a payment'} by ${provider}: ${difference}.`,
  });
}

function rowOf({ result, ours, theirs }: ReconciliationItem, caseId: string | null): object {
  const text = (amount: Decimal | null | undefined, currency: string | null | undefined): string | null =>
    amount == null ? null : currency == null ? amount.toFixed() : amountText(amount, currency);
  return {
    ...{ id: newId(), result, direction: (theirs ?? ours)?.direction, transaction_id: ours?.transactionId ?? null, payout_id: ours?.payoutId ?? null },
    ...{
      provider_reference: theirs?.providerReference ?? ours?.providerReference ?? null,
      our_state: ours?.status ?? null,
      their_state: theirs?.state ?? null,
    },
    ...{ our_amount: text(ours?.amount, ours?.currency), our_currency: ours?.currency ?? null },
    ...{ their_amount: text(theirs?.amount, theirs?.currency), their_currency: theirs?.currency ?? null, case_id: caseId },
  };
}
