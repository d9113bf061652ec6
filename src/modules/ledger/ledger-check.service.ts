import type { Request } from '../../access/actor.js';
import { newId } from '../../database/ids.js';
import type { Database } from '../../database/orm.js';
import { statement, type Unit } from '../../database/unit.js';
import type { AuditTrail } from '../audit/index.js';

/** A figure that is kept, and what it has to be by the journal. */
export interface LedgerDrift {
  readonly kind: 'BALANCE' | 'HELD' | 'SHOWN';
  readonly account: string;
  readonly currency: string;
  readonly kept: string;
  readonly proven: string;
  readonly difference: string;
}

export interface LedgerCheckResult {
  readonly startedAt: string;
  readonly finishedAt: string;
  readonly durationMs: number;
  readonly accounts: number;
  readonly lines: number;
  readonly driftingCount: number;
  /** The first hundred, by code. */
  readonly drifting: readonly LedgerDrift[];
  /** Currencies in which the lines of all accounts do not add up to zero, with the sum. */
  readonly currencies: readonly { readonly currency: string; readonly amount: string }[];
  readonly isSound: boolean;
}

/** What is wrong is looked into one by one: a list without an end helps nobody. */
const MAX_DRIFTING = 100;

// One statement, and so one snapshot of everything, whatever is posted meanwhile.
const CHECK = statement(`
with proven as (select account_id, sum(amount) as balance, count(*) as lines from journal_line group by account_id),
reserved as (select account_id, sum(amount) as held from ledger_hold where released_at is null group by account_id),
compared as (
  select a.code, a.currency, figure.* from ledger_account a left join proven p on p.account_id = a.id left join reserved r on r.account_id = a.id
  left join trading_account t on t.id = a.trading_account_id cross join lateral (values
    ('BALANCE', a.balance, coalesce(p.balance, 0)), ('HELD', a.held, coalesce(r.held, 0)),
    ('SHOWN', case a.kind when 'TRADING_ACCOUNT' then t.balance when 'CREDIT' then t.credit end, a.balance)) figure (kind, kept, proven)
  where figure.kept <> figure.proven),
listed as (select * from compared order by code, kind limit ${MAX_DRIFTING}),
astray as (select currency, sum(amount) as amount from journal_line group by currency having sum(amount) <> 0)
select now() as "startedAt", clock_timestamp()::timestamptz(3) as "finishedAt", (select count(*)::int from ledger_account) as accounts,
  (select coalesce(sum(lines), 0)::int from proven) as lines, (select count(*)::int from compared) as "driftingCount",
  (select coalesce(jsonb_agg(jsonb_build_object('kind', kind, 'account', code, 'currency', currency, 'kept', kept::text, 'proven', proven::text,
    'difference', (kept - proven)::text) order by code, kind), '[]') from listed) as drifting,
  (select coalesce(jsonb_agg(jsonb_build_object('currency', currency, 'amount', amount::text) order by currency), '[]') from astray) as currencies`);

// The time limit of a statement is for requests: a check that is cut off each time would never be done.
const UNLIMITED = statement('set local statement_timeout = 0');

const KEEP = statement(`
  insert into ledger_check (id, started_at, finished_at, accounts, lines, drifting, drifting_count, currencies, asked_by)
  values ($1, $2, $3, $4, $5, $6::jsonb, $7, $8::jsonb, $9)`);

type Found = Omit<LedgerCheckResult, 'durationMs' | 'isSound'>;

/** Proves what is kept beside the journal out of the journal: balances, holds, what trading accounts show, and every currency. */
export class LedgerChecker {
  readonly #database: Database;
  readonly #audit: AuditTrail;
  #running: Promise<LedgerCheckResult> | null = null;

  constructor(database: Database, audit: AuditTrail) {
    this.#database = database;
    this.#audit = audit;
  }

  /** Computed now, and not stored. Whoever asks while one is running gets its answer: it reads the whole journal. */
  check(): Promise<LedgerCheckResult> {
    this.#running ??= this.#database.unit(computed).finally(() => (this.#running = null));
    return this.#running;
  }

  /** As `check`, and keeps the result; answers with it and with the id under which it is kept. */
  async run(askedBy: Request): Promise<{ readonly id: string; readonly result: LedgerCheckResult }> {
    return this.#database.unit(async (unit) => {
      const id = newId();
      const result = await computed(unit);
      const { startedAt, finishedAt, accounts, lines, drifting, driftingCount, currencies, isSound } = result;
      unit.write(KEEP, [
        ...[id, startedAt, finishedAt, accounts, lines, JSON.stringify(drifting), driftingCount, JSON.stringify(currencies)],
        askedBy.actor.name,
      ]);
      this.#audit.append(unit, askedBy, {
        ...{ action: 'ledger.check', subjectType: 'LedgerCheck', subjectId: id },
        after: { isSound, accounts, lines, driftingCount, currencies: currencies.map(({ currency }) => currency) },
      });
      return { id, result };
    });
  }
}

async function computed(unit: Unit): Promise<LedgerCheckResult> {
  unit.write(UNLIMITED);
  const [found] = await unit.rows<Found>(CHECK);
  if (found === undefined) throw new Error('The check of the ledger answered nothing');
  const durationMs = Math.max(0, Date.parse(found.finishedAt) - Date.parse(found.startedAt));
  return { ...found, durationMs, isSound: found.driftingCount === 0 && found.currencies.length === 0 };
}
