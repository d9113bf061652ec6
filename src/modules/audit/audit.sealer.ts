import { createSecretKey, type KeyObject } from 'node:crypto';
import type { Pool, PoolClient } from 'pg';
import { type AuditAnchor, databaseIdentity } from './audit.anchor.js';
import { CHAIN_START, type ChainHead, contentOf, headMac, sealHash, SIGNED_COLUMNS, type SignedEntry } from './audit.chain.js';
import { inTransaction } from './audit.transaction.js';

export interface SealerOptions {
  readonly pool: Pool;
  readonly auditKey: Buffer;
  readonly log: { error(fields: object, message: string): void };
  readonly anchor?: AuditAnchor | null;
  readonly everyMs?: number;
}

/** The chain in the database is not the one that was left there. The sealer adds nothing to it, or it would lend it its signature. */
export class ChainBroken extends Error {
  override readonly name = 'ChainBroken';
}

/** An entry's place in the order of sealing. */
interface Place {
  readonly at: string;
  readonly id: string;
}
interface Batch {
  readonly sealed: number;
  readonly head: ChainHead | null;
  /** Where the next batch starts; null when this one was the last. */
  readonly next: Place | null;
}
interface Snapshot {
  readonly settledBefore: string;
  readonly xmin: bigint;
  readonly xmax: bigint;
}

/** Small enough that the event loop is not held up, large enough that a backlog of 10,000 takes well below two seconds. */
const BATCH = 1_000;
const SWEEP_EVERY_MS = 600_000;
const ANCHOR_EVERY_MS = 3_600_000;
const FIRST_ID = '00000000-0000-0000-0000-000000000000';
const EVERYTHING: Place = { at: '-infinity', id: FIRST_ID };

/** How far the clocks of the gateways and the database may disagree before an entry has to wait for the next sweep. */
const CLOCK_SLACK = '2 minutes';

const SNAPSHOT = `
  select (now() - interval '${CLOCK_SLACK}')::text as "settledBefore", pg_snapshot_xmin(s)::text as xmin, pg_snapshot_xmax(s)::text as xmax
  from pg_current_snapshot() s`;

const LOCK = `select pg_try_advisory_xact_lock(hashtext('audit sealer')) as locked`;

const HEAD = `
  select h.number::int, h.hash, h.mac, s.hash as "sealHash", (select max(number)::int from audit_seal) as "lastNumber"
  from (select) as one left join audit_head h on true left join audit_seal s on s.number = h.number`;

/** The inner part reads two indexes and no row; whole rows are read only of what is to be sealed. */
const UNSEALED = `
  select at::text as "placeAt", ${SIGNED_COLUMNS}
  from (
    select u.id, u.at from audit_entry u
    where (u.at, u.id) >= ($1::timestamptz, $2::uuid) and not exists (select from audit_seal s where s.entry_id = u.id)
    order by u.at, u.id limit ${BATCH}
  ) as unsealed join audit_entry e using (id, at)
  order by e.at, e.id`;

const ADD_SEALS = `insert into audit_seal (number, entry_id, hash) select * from unnest($1::bigint[], $2::uuid[], $3::text[])`;

const MOVE_HEAD = `
  insert into audit_head (number, hash, mac) values ($1, $2, $3)
  on conflict ("only") do update set number = excluded.number, hash = excluded.hash, mac = excluded.mac, sealed_at = now()`;

const OLDEST_UNSEALED = `
  select coalesce(extract(epoch from now() - min(u.at)), 0)::float8 as seconds
  from audit_entry u where u.at >= $1::timestamptz and not exists (select from audit_seal s where s.entry_id = u.id)`;

/**
 * Chains committed entries. It runs beside the writers, so that none of them waits for the chain; of all instances one at a time is at
 * it, and each batch is one transaction, so that a crash leaves the chain whole.
 */
export class AuditSealer {
  readonly #options: SealerOptions;
  readonly #key: KeyObject;
  #isStarted = false;
  #timer: NodeJS.Timeout | undefined;
  #rounds: Promise<unknown> = Promise.resolve();
  /** Everything before this place is sealed, and no transaction is left that could still add to it. */
  #from: Place = EVERYTHING;
  #pending: Snapshot | null = null;
  #sweptAt = 0;
  #database = '';
  /** The farthest head that was ever seen, here or in the anchor file. */
  #seen: ChainHead | null = null;
  #anchored: ChainHead = CHAIN_START;
  #anchoredAt = 0;
  #failure = '';

  constructor(options: SealerOptions) {
    this.#options = options;
    this.#key = createSecretKey(options.auditKey);
  }

  start(): void {
    this.#isStarted = true;
    this.#schedule(0);
  }

  /** Seals what is left, and leaves the last head outside of the database. */
  async stop(): Promise<void> {
    this.#isStarted = false;
    clearTimeout(this.#timer);
    this.#anchoredAt = 0;
    await this.#attempt();
  }

  /** Seals every entry that was committed before the call, unless another instance is at it. Answers with their number. */
  sealNow(): Promise<number> {
    const round = this.#rounds.then(() => this.#round());
    this.#rounds = round.catch(() => undefined);
    return round;
  }

  /** How long the oldest entry without a seal has been waiting. */
  async unsealedSeconds(): Promise<number> {
    const { rows } = await this.#options.pool.query<{ seconds: number }>(OLDEST_UNSEALED, [this.#from.at]);
    return rows[0]?.seconds ?? 0;
  }

  /** The next round starts when the one before it has ended, so that a slow database is not asked more and more. */
  #schedule(afterMs: number): void {
    if (!this.#isStarted) return;
    this.#timer = setTimeout(() => void this.#attempt().then(() => this.#schedule(this.#options.everyMs ?? 1_000)), afterMs);
  }

  async #attempt(): Promise<void> {
    try {
      await this.sealNow();
      this.#failure = '';
    } catch (error) {
      const failure = error instanceof Error ? error.message : String(error);
      // once for each cause, not once a second
      if (failure !== this.#failure) this.#options.log.error({ err: error }, 'Audit entries are not being sealed');
      this.#failure = failure;
    }
  }

  async #round(): Promise<number> {
    this.#seen ??= await this.#anchoredHead();
    const snapshot = await this.#snapshot();
    const isSweep = Date.now() - this.#sweptAt >= SWEEP_EVERY_MS;
    let sealed = 0;
    for (let from: Place | null = isSweep ? EVERYTHING : this.#from; from !== null;) {
      const batch = await inTransaction(this.#options.pool, 'committed', (client) => this.#sealBatch(client, from as Place));
      if (batch === null) return sealed;
      // only what is committed has been seen
      this.#seen = batch.head ?? this.#seen;
      sealed += batch.sealed;
      from = batch.next;
    }
    if (isSweep) this.#sweptAt = Date.now();
    this.#advance(snapshot);
    await this.#keepHead();
    return sealed;
  }

  async #snapshot(): Promise<Snapshot> {
    const { rows } = await this.#options.pool.query<{ settledBefore: string; xmin: string; xmax: string }>(SNAPSHOT);
    const row = rows[0]!;
    return { settledBefore: row.settledBefore, xmin: BigInt(row.xmin), xmax: BigInt(row.xmax) };
  }

  /**
   * An entry's time is set before its row is written, and it shows when its transaction commits, which may be much later. So a time
   * counts as settled only once every transaction that was under way then has ended.
   */
  #advance(snapshot: Snapshot): void {
    this.#pending ??= snapshot;
    if (snapshot.xmin < this.#pending.xmax) return;
    this.#from = { at: this.#pending.settledBefore, id: FIRST_ID };
    this.#pending = null;
  }

  /** Null while another instance is sealing. */
  async #sealBatch(client: PoolClient, from: Place): Promise<Batch | null> {
    const { rows: locks } = await client.query<{ locked: boolean }>(LOCK);
    if (!locks[0]?.locked) return null;
    const { rows } = await client.query<SignedEntry & { placeAt: string }>(UNSEALED, [from.at, from.id]);
    const last = rows.at(-1);
    if (last === undefined) return { sealed: 0, head: null, next: null };
    const head = await this.#extend(client, await this.#standingHead(client), rows);
    return { sealed: rows.length, head, next: rows.length < BATCH ? null : { at: last.placeAt, id: last.id } };
  }

  async #extend(client: PoolClient, head: ChainHead, entries: readonly SignedEntry[]): Promise<ChainHead> {
    let last = head;
    const seals = entries.map((entry) => (last = { number: last.number + 1, hash: sealHash(this.#key, last, entry.mac, contentOf(entry)) }));
    await client.query(ADD_SEALS, [seals.map((seal) => seal.number), entries.map((entry) => entry.id), seals.map((seal) => seal.hash)]);
    await client.query(MOVE_HEAD, [last.number, last.hash, headMac(this.#key, last)]);
    return last;
  }

  async #standingHead(client: PoolClient): Promise<ChainHead> {
    const { rows } = await client.query<{ number: number | null; hash: string; mac: string; sealHash: string | null; lastNumber: number | null }>(HEAD);
    const row = rows[0]!;
    const head = row.number === null ? CHAIN_START : { number: row.number, hash: row.hash };
    if ((row.lastNumber ?? 0) !== head.number) throw new ChainBroken(`The audit chain ends with seal ${row.lastNumber ?? 0}, its head names ${head.number}`);
    if (head.number > 0 && (row.sealHash !== head.hash || row.mac !== headMac(this.#key, head)))
      throw new ChainBroken('The head of the audit chain was altered');
    if (this.#seen && !follows(head, this.#seen))
      throw new ChainBroken(`The audit chain ends with seal ${head.number} and has been at ${this.#seen.number}: an older state was put back`);
    return head;
  }

  async #anchoredHead(): Promise<ChainHead> {
    const { anchor, pool } = this.#options;
    if (!anchor) return CHAIN_START;
    this.#database = await databaseIdentity(pool);
    const heads = await anchor.heads(this.#database);
    return (this.#anchored = heads.reduce((farthest, head) => (head.number > farthest.number ? head : farthest), CHAIN_START));
  }

  async #keepHead(): Promise<void> {
    const isDue = Date.now() - this.#anchoredAt >= ANCHOR_EVERY_MS;
    if (!this.#options.anchor || !this.#seen || !isDue || this.#seen.hash === this.#anchored.hash) return;
    await this.#options.anchor.append(this.#database, this.#seen);
    this.#anchored = this.#seen;
    this.#anchoredAt = Date.now();
  }
}

const follows = (head: ChainHead, earlier: ChainHead): boolean =>
  head.number > earlier.number || (head.number === earlier.number && head.hash === earlier.hash);
