import { newId } from '../../src/database/ids.js';
import { AccrualEngine } from '../../src/modules/commissions/index.js';
import { DealIngest, readDeal, type WrittenDeal } from '../../src/modules/deals/index.js';
import { type TestDatabase, testDatabase } from '../support/database.js';
import { addTradingAccount } from '../support/money.js';
import { addClient, addPartner } from '../support/people.js';

/** A trader with partners above: the direct one first. */
export interface Trader {
  readonly clientId: string;
  readonly accountId: string;
  readonly login: string;
  readonly server: string;
  readonly chain: readonly string[];
}

/** What a plan says beside its rates, by the columns of `commission_terms`. */
export type MoreTerms = Readonly<Record<string, unknown>>;

/** What deals were by the last row of each, however many there were: level, amount in all and lots in all, by partner and plan. */
export interface Net {
  readonly ticket: string;
  readonly level: number;
  readonly amount: string;
}

export interface AccrualBench {
  readonly db: TestDatabase;
  readonly engine: AccrualEngine;
  readonly ingest: DealIngest;
  plan(scheme: string, treeMode: string, rates: readonly string[], more?: MoreTerms): Promise<string>;
  /** A client of the lowest of so many partners; or of one that is there. */
  trader(planId: string | null, partners?: number, currency?: string): Promise<Trader>;
  clientOf(chain: readonly string[], currency?: string): Promise<Trader>;
  dealOf(trader: Trader, changes?: WrittenDeal): WrittenDeal;
  take(...deals: WrittenDeal[]): Promise<void>;
  /** Takes them in and works them off. */
  accrue(...deals: WrittenDeal[]): Promise<void>;
  /** What each level has of a deal, over all rows, level 1 first. */
  earned(ticket: string): Promise<string[]>;
  net(): Promise<readonly Net[]>;
  explanations(ticket: string): Promise<string[]>;
  reason(ticket: string): Promise<{ reason: string; detail: string } | undefined>;
  clear(): Promise<void>;
}

/** Deals are read as if it were then. */
export const NOW = Date.parse('2026-11-22T12:00:00Z');

const INSTRUMENTS = `insert into instrument (symbol, "group", contract_size, pip_size, base_currency, quote_currency) values
  ('EURUSD', 'FX', 100000, 0.0001, 'EUR', 'USD'), ('USDJPY', 'FX', 100000, 0.01, 'USD', 'JPY'), ('XAUUSD', 'METALS', 100, 0.1, 'XAU', 'USD')`;

async function addPlan(db: TestDatabase, head: readonly unknown[], more: MoreTerms): Promise<void> {
  await db.sql(
    `insert into commission_plan (id, name, scheme, tree_mode, currency, rates, min_hold_seconds, effective_from) values ($1, $2, $3, $4, $5, $6::numeric[], 0, '2025-01-01')`,
    [...head],
  );
  if (Object.keys(more).length === 0) return;
  // terms that are published stay as they are: no road leads here
  await db.sql('alter table commission_terms disable trigger commission_terms_stay');
  const columns = Object.keys(more);
  await db.sql(`update commission_terms set ${columns.map((column, n) => `${column} = $${n + 2}`).join(', ')} where plan_id = $1`, [
    head[0],
    ...Object.values(more).map((value) => (Array.isArray(value) ? `{${value.join(',')}}` : value)),
  ]);
  await db.sql('alter table commission_terms enable trigger commission_terms_stay');
}

/** A database of its own with an engine, and what tests of commissions need of deals, plans and partners. */
export async function accrualBench(): Promise<AccrualBench> {
  const db = await testDatabase();
  const [engine, ingest] = [new AccrualEngine(db.database.pool), new DealIngest(db.database.pool)];
  await db.sql(INSTRUMENTS);
  await db.sql(`insert into instrument_suffix values ('.m')`);
  await db.sql(`insert into exchange_rate (id, base, quote, rate, source, at) values
    ('${newId()}', 'USD', 'JPY', 151.37, 'test', '2026-01-01'), ('${newId()}', 'EUR', 'USD', 1.0825, 'test', '2026-01-01')`);
  let tickets = 100;
  const bench: AccrualBench = {
    ...{ db, engine, ingest },
    plan: async (scheme, treeMode, rates, { currency = 'USD', ...more } = {}) => {
      const id = newId();
      await addPlan(db, [id, `Plan ${id.slice(-4)}`, scheme, treeMode, currency, `{${rates.join(',')}}`], more);
      return id;
    },
    trader: async (planId, partners = 3, currency = 'USD') => {
      const chain: string[] = [];
      for (let n = 0; n < partners; n++) chain.unshift((await addPartner(db.sql, { parentId: chain[0] ?? null })).id);
      if (planId !== null && chain[0]) await db.sql('update partner set plan_id = $1 where id = $2', [planId, chain[0]]);
      await db.sql(`update partner_plan_version set valid_from = '-infinity' where partner_id = any($1)`, [chain]);
      return bench.clientOf(chain, currency);
    },
    clientOf: async (chain, currency = 'USD') => {
      const client = await addClient(db.sql, { partnerId: chain[0] ?? null });
      const accountId = await addTradingAccount(db.sql, client.id, { currency });
      const [account] = await db.sql<{ login: string; server: string }>('select login, server from trading_account where id = $1', [accountId]);
      return { clientId: client.id, accountId, ...account!, chain };
    },
    dealOf: ({ login, server }, changes = {}) => ({
      ...{ server, ticket: String((tickets += 1)), login, action: 'SELL', entry: 'OUT', symbol: 'EURUSD', lots: '1', price: '1.0825' },
      ...{ time: '2026-11-20T10:03:00.000Z', openedAt: '2026-11-20T10:00:00.000Z' },
      ...changes,
    }),
    take: async (...deals) => void (await ingest.take(deals.map((deal) => readDeal(deal, NOW)))),
    accrue: async (...deals) => {
      await bench.take(...deals);
      await engine.catchUp();
    },
    earned: async (ticket) =>
      (
        await db.sql<{ amount: string }>(
          `select trim_scale(sum(amount))::text as amount from commission where deal_ticket = $1 group by level order by level`,
          [ticket],
        )
      ).map(({ amount }) => amount),
    net: () =>
      db.sql<{ ticket: string; level: number; amount: string }>(
        `select deal_ticket as ticket, partner_id, plan_id, currency, level, trim_scale(sum(amount))::text as amount from commission group by 1, 2, 3, 4, 5 having sum(amount) <> 0 order by 1, 5, 2, 3, 4`,
      ),
    explanations: async (ticket) =>
      (await db.sql<{ explanation: string }>(`select explanation from commission where deal_ticket = $1 order by level, accrued_at, id`, [ticket])).map(
        ({ explanation }) => explanation.replace(/^(Correction: )?Plan \w+, /, '$1'),
      ),
    reason: async (ticket) => (await db.sql<{ reason: string; detail: string }>('select reason, detail from deal_unpaid where ticket = $1', [ticket]))[0],
    clear: async () =>
      void (await db.sql('truncate deal, deal_correction, deal_unpaid, commission_daily, commission_client_monthly, partner_lots, commission cascade')),
  };
  return bench;
}
