import type { Pool, PoolClient } from 'pg';
import { FEATURES, type Features, OF_BATCHES, OF_TICKETS, SET_DRAFT, WORKED_OUT } from './accrual.facts.js';
import * as periods from './accrual.periods.js';
import { ACCRUE, ACCRUE_NEW, COMPARE, CORRECT, IS_KNOWN, PAID_AFTER_ALL, UNPAID } from './accrual.posting.js';
import { SETTLE, WITHOUT_TIERS } from './accrual.settlement.js';
import * as cpa from './cpa.statements.js';

export interface Ticket {
  readonly server: string;
  readonly ticket: string;
}

/** What a partner gets more, or less, than it was to get so far. */
export interface Difference {
  readonly partnerId: string;
  readonly partnerReference: string;
  readonly partnerName: string;
  readonly currency: string;
  /** Decimals: what the deals have brought it so far, what they are to bring, and what lies between. */
  readonly before: string;
  readonly after: string;
  /** A decimal, with at most 8 decimals. */
  readonly amount: string;
  /** How many commissions are posted for it. */
  readonly rows: number;
}

/** Batches at once: a transaction that is done in seconds, whatever came in. */
const BATCHES_AT_ONCE = 3;

/** No batch is on its way in while somebody holds this, so the last number is that of the last one that is there. */
const NOBODY_ADDS = `select pg_advisory_xact_lock(hashtext('deals'))`;
const LAST_BATCH = 'select case when is_called then last_value else 0 end::text as last from deal_batch_seq';
/** Clients, partners and their chains are hashed whole, and what is added is gone through for each sum: in memory. */
const IN_MEMORY = `set local work_mem = '64MB'`;
const STANDS = 'select batch::text as batch, reworked::text as reworked from commission_progress';
const PROGRESS = `${STANDS} for update`;
const REWORKED = 'update commission_progress set reworked = reworked + 1';
const MOVE_ON = 'update commission_progress set batch = $1';
/** What it is looked up by: the rest is wide, and costs as much to sample as to write. */
const ANALYZE_FACTS = 'analyze accrual_fact (server, ticket, time, partner_id, tier_by, obstacle)';
const ARE_CORRECTED = 'select exists (select from deal_correction where batch > $1 and batch <= $2) as corrected';

/**
 * Works out what partners earn by deals. Everything follows from the deals and from what was in force when they were done, so the rows are
 * the same in whatever batches and order the deals came. A transaction ends with the progress that it made: one that is killed is done again.
 */
export class AccrualEngine {
  readonly #pool: Pool;
  readonly #before: () => Promise<void>;

  /** `before`: makes what holds by now hold, once it is known up to which deal is worked. */
  constructor(pool: Pool, before: () => Promise<void> = async () => undefined) {
    this.#pool = pool;
    this.#before = before;
  }

  /** Works off all batches that are there. Two at once take turns. */
  async catchUp(signal?: AbortSignal): Promise<void> {
    const last = await this.#lastBatch();
    await this.#before();
    while (await this.#workOff(last, signal));
  }

  /**
   * Works deals out anew, from what is known by now: differences become rows of their own. Answers with what they come to; `record` is
   * called inside the transaction that posts them.
   */
  rework(tickets: readonly Ticket[], record?: (client: PoolClient, differences: readonly Difference[]) => Promise<void>): Promise<readonly Difference[]> {
    return this.#transaction(async (client) => {
      await client.query(PROGRESS);
      await client.query(REWORKED);
      const differences = await this.#compare(client, tickets);
      await this.#post(client, true);
      await this.#settleClients(client, cpa.OF_WORK);
      await record?.(client, differences);
      return differences;
    });
  }

  /** Looks for clients who have qualified by now, and at what they have been paid for that went back. */
  qualify(): Promise<void> {
    return this.#transaction(async (client) => {
      await client.query(PROGRESS);
      await this.#settleClients(client, cpa.OF_EVERYBODY);
    });
  }

  /** What `rework` would answer with, or would if these terms were those of their plan; nothing is posted. */
  compare(tickets: readonly Ticket[], draftId?: string): Promise<readonly Difference[]> {
    return this.#transaction((client) => this.#compare(client, tickets, draftId));
  }

  async #compare(client: PoolClient, tickets: readonly Ticket[], draftId?: string): Promise<readonly Difference[]> {
    await client.query(SET_DRAFT, [draftId ?? '']);
    await this.#find(client, OF_TICKETS, [tickets.map(({ server }) => server), tickets.map(({ ticket }) => ticket)]);
    return (await client.query<Difference>(COMPARE)).rows;
  }

  /**
   * Step after step, each finding what there is to do while the one before it writes its own down. Answers whether somebody else came
   * between, so that it is to be begun anew.
   */
  async #workOff(last: bigint, signal?: AbortSignal): Promise<boolean> {
    let step = Promise.resolve(true);
    for (let from = BigInt((await this.#pool.query<{ batch: string }>(STANDS)).rows[0]!.batch); from < last;) {
      const [before, range] = [step, { from, upTo: from + BigInt(BATCHES_AT_ONCE) < last ? from + BigInt(BATCHES_AT_ONCE) : last }];
      step = this.#transaction((client) => this.#step(client, range, before));
      step.catch(() => undefined); // told below
      // where the one before has failed, this one fails with it
      if (!(await before.catch(() => false)) || signal?.aborted) break;
      from = range.upTo;
    }
    const isInStep = await step;
    signal?.throwIfAborted();
    return !isInStep;
  }

  /** Answers whether it was its turn. It posts what it has found only if nobody has worked anything out anew since. */
  async #step(client: PoolClient, range: { readonly from: bigint; readonly upTo: bigint }, before: Promise<boolean>): Promise<boolean> {
    const values = [range.from.toString(), range.upTo.toString()];
    const found = (await client.query<{ reworked: string }>(STANDS)).rows[0]!;
    const { corrected } = (await client.query<{ corrected: boolean }>(ARE_CORRECTED, values)).rows[0]!;
    const hasNeighbours = await this.#find(client, OF_BATCHES, values);
    if (!(await before)) return false;
    const { batch, reworked } = (await client.query<{ batch: string; reworked: string }>(PROGRESS)).rows[0]!;
    if (batch !== values[0] || reworked !== found.reworked) return false;
    await this.#post(client, corrected || hasNeighbours);
    await this.#settleClients(client, cpa.OF_WORK);
    await client.query(MOVE_ON, [values[1]]);
    return true;
  }

  /** Finds all that there is to do by these deals, and answers whether others may earn otherwise by them. */
  async #find(client: PoolClient, which: string, values: readonly unknown[]): Promise<boolean> {
    const features = (await client.query<Features>(FEATURES)).rows[0]!;
    const hasNeighbours = features.depends && (await this.#findAround(client, which, values, features));
    if (!features.depends) await client.query(SETTLE(WITHOUT_TIERS(WORKED_OUT(which, features)), false), [...values]);
    await client.query('analyze accrual_work (server, ticket, reason)');
    return hasNeighbours;
  }

  async #findAround(client: PoolClient, which: string, values: readonly unknown[], features: Features): Promise<boolean> {
    await client.query(periods.BEGIN_FACTS(WORKED_OUT(which, features)), [...values]);
    await client.query(periods.TOUCH, which === OF_BATCHES ? [...values] : [null, null]);
    await client.query(`${ANALYZE_FACTS}, accrual_period`);
    const { rowCount } = await client.query(periods.FIND_NEIGHBOURS(features));
    const hasNeighbours = (rowCount ?? 0) > 0;
    if (hasNeighbours) {
      await client.query('analyze accrual_neighbour');
      await client.query(periods.ADD_NEIGHBOURS(WORKED_OUT(periods.OF_NEIGHBOURS, features)));
      await client.query(ANALYZE_FACTS);
    }
    for (const statement of [
      periods.VOLUMES,
      periods.INDEX_VOLUMES,
      'analyze accrual_volume',
      periods.REACHED,
      periods.RUNNING,
      'analyze accrual_reached, accrual_running',
    ])
      await client.query(statement);
    await client.query(SETTLE(periods.WITH_TIERS, true));
    return hasNeighbours && (await client.query<{ after: boolean }>(periods.ARE_AFTER)).rows[0]!.after;
  }

  async #post(client: PoolClient, mayDiffer: boolean): Promise<void> {
    if (mayDiffer) {
      await client.query(CORRECT);
      await client.query(PAID_AFTER_ALL);
    }
    const { known } = (await client.query<{ known: boolean }>(IS_KNOWN)).rows[0]!;
    await client.query(known ? ACCRUE : ACCRUE_NEW);
    await client.query(UNPAID);
  }

  async #settleClients(client: PoolClient, who: string): Promise<void> {
    if (!(await client.query<{ clients: boolean }>(cpa.ARE_PAID_FOR)).rows[0]!.clients) return;
    if (((await client.query(who)).rowCount ?? 0) === 0) return;
    for (const statement of ['analyze cpa_touched', cpa.EVALUATE, cpa.SET_RIGHT, cpa.PAY, cpa.SHOW, cpa.FORGET]) await client.query(statement);
  }

  #lastBatch(): Promise<bigint> {
    return this.#transaction(async (client) => {
      await client.query(NOBODY_ADDS);
      return BigInt((await client.query<{ last: string }>(LAST_BATCH)).rows[0]!.last);
    });
  }

  async #transaction<T>(work: (client: PoolClient) => Promise<T>): Promise<T> {
    const client = await this.#pool.connect();
    try {
      await client.query(`begin; ${IN_MEMORY}`);
      const result = await work(client);
      await client.query('commit');
      client.release();
      return result;
    } catch (error) {
      client.release(true);
      throw error;
    }
  }
}
