import { createSecretKey, type KeyObject } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Pool, PoolClient } from 'pg';
import { keyedHash } from '../../runtime/audit-mac.js';
import { type AuditAnchor, databaseIdentity } from './audit.anchor.js';
import { CHAIN_START, type ChainHead, contentOf, headMac, sealHash, SIGNED_COLUMNS, type SignedEntry } from './audit.chain.js';
import { inTransaction } from './audit.transaction.js';

export const AUDIT_PROBLEMS = [
  'ENTRY_ALTERED',
  'ENTRY_FORGED',
  'ENTRY_MISSING',
  'SEAL_MISSING',
  'SEAL_ALTERED',
  'HEAD_MISMATCH',
  'ROLLED_BACK',
  'ENTRY_UNSEALED',
] as const;
export type AuditProblem = (typeof AUDIT_PROBLEMS)[number];

export interface AuditFinding {
  readonly problem: AuditProblem;
  /** The place in the chain; null when the finding concerns no single place. */
  readonly number: number | null;
  /** The first entry that does not follow: the broken one or, when that is gone, the next that is left. */
  readonly entryId: string | null;
}
export interface AuditVerification {
  /** How many sealed entries were checked. */
  readonly entries: number;
  readonly finding: AuditFinding | null;
}

export interface VerifierOptions {
  readonly pool: Pool;
  readonly auditKey: Buffer;
  readonly anchor?: AuditAnchor | null;
}

type Link = { sealNumber: number; sealHash: string } & (SignedEntry | { id: null });

type Anchored = ReadonlyMap<number, readonly ChainHead[]>;

const PAGE = 500;
/** Until then an entry may wait for its seal. */
const SEALED_WITHIN = '60 seconds';
/** An entry whose transaction took long is old when it first shows: two rounds of the sealer later it must be sealed. */
const SEALER_GRACE_MS = 2_500;

const LINKS = `
  select s.number::int as "sealNumber", s.hash as "sealHash", ${SIGNED_COLUMNS}
  from (select number, hash, entry_id from audit_seal where number > $1 order by number limit ${PAGE}) as s
  left join audit_entry e on e.id = s.entry_id
  order by s.number`;

const HEAD = `select number::int, hash, mac from audit_head`;

const NEXT_LEFT = `
  select s.entry_id as id from audit_seal s join audit_entry e on e.id = s.entry_id where s.number >= $1 order by s.number limit 1`;

const OLDEST_UNSEALED = `
  select u.id from audit_entry u
  where u.at < now() - interval '${SEALED_WITHIN}' and not exists (select from audit_seal s where s.entry_id = u.id)
  order by u.at, u.id limit 1`;

const IS_SEALED = `select exists (select from audit_seal where entry_id = $1) or not exists (select from audit_entry where id = $1) as sealed`;

/** Walks the whole chain from its start, in one snapshot of the database and in constant memory, and stops at the first thing that does not follow. */
export class AuditVerifier {
  readonly #options: VerifierOptions;
  readonly #key: KeyObject;
  #running: Promise<AuditVerification> | null = null;

  constructor(options: VerifierOptions) {
    this.#options = options;
    this.#key = createSecretKey(options.auditKey);
  }

  /** Whoever asks while a verification is running gets its answer: it is the most expensive read that there is. */
  verify(): Promise<AuditVerification> {
    this.#running ??= this.#verify().finally(() => (this.#running = null));
    return this.#running;
  }

  async #verify(): Promise<AuditVerification> {
    const { pool, anchor } = this.#options;
    const heads = anchor ? await anchor.heads(await databaseIdentity(pool)) : [];
    const anchored = Map.groupBy(heads, (head) => head.number);
    const chain = await inTransaction(pool, 'snapshot', (client) => this.#walk(client, anchored));
    return chain.finding ? chain : { ...chain, finding: await this.#unsealed() };
  }

  async #walk(client: PoolClient, anchored: Anchored): Promise<AuditVerification> {
    let last = CHAIN_START;
    for await (const links of this.#pages(client)) {
      for (const link of links) {
        const problem = this.#problemOf(link, last, anchored);
        if (problem) return { entries: last.number, finding: await this.#finding(client, problem, last.number + 1) };
        last = { number: link.sealNumber, hash: link.sealHash };
      }
    }
    return { entries: last.number, finding: await this.#endFinding(client, last, anchored) };
  }

  async *#pages(client: PoolClient): AsyncGenerator<readonly Link[]> {
    const read = (after: number) => client.query<Link>(LINKS, [after]);
    for (let page = read(0); ;) {
      const { rows } = await page;
      const last = rows.at(-1);
      if (!last) return;
      // PostgreSQL reads the next page while this one is hashed; nobody may be there any more to see it fail
      page = read(last.sealNumber);
      page.catch(() => undefined);
      yield rows;
    }
  }

  #problemOf(link: Link, last: ChainHead, anchored: Anchored): AuditProblem | null {
    if (link.sealNumber !== last.number + 1) return 'SEAL_MISSING';
    if (link.id === null) return 'ENTRY_MISSING';
    const content = contentOf(link);
    const isSigned = link.mac === keyedHash(this.#key, content);
    const isSealed = link.sealHash === sealHash(this.#key, last, link.mac, content);
    if (!isSigned) return isSealed ? 'ENTRY_FORGED' : 'ENTRY_ALTERED';
    if (!isSealed) return 'SEAL_ALTERED';
    return anchored.get(link.sealNumber)?.some((head) => head.hash !== link.sealHash) ? 'ROLLED_BACK' : null;
  }

  /** What is wrong beyond the last seal: a cut-off tail shows in the head, a head that was put back with it shows in the anchor. */
  async #endFinding(client: PoolClient, last: ChainHead, anchored: Anchored): Promise<AuditFinding | null> {
    const { rows } = await client.query<ChainHead & { mac: string }>(HEAD);
    const head = rows[0] ?? null;
    const isHeadRight = head === null ? last.number === 0 : head.number === last.number && head.hash === last.hash && head.mac === headMac(this.#key, last);
    if (!isHeadRight) return { problem: 'HEAD_MISMATCH', number: last.number + 1, entryId: null };
    const isBehind = [...anchored.keys()].some((number) => number > last.number);
    return isBehind ? { problem: 'ROLLED_BACK', number: last.number + 1, entryId: null } : null;
  }

  async #finding(client: PoolClient, problem: AuditProblem, number: number): Promise<AuditFinding> {
    const { rows } = await client.query<{ id: string }>(NEXT_LEFT, [number]);
    return { problem, number, entryId: rows[0]?.id ?? null };
  }

  async #unsealed(): Promise<AuditFinding | null> {
    const { pool } = this.#options;
    const { rows } = await inTransaction(pool, 'snapshot', (client) => client.query<{ id: string }>(OLDEST_UNSEALED));
    const oldest = rows[0];
    if (!oldest) return null;
    await delay(SEALER_GRACE_MS);
    const { rows: again } = await pool.query<{ sealed: boolean }>(IS_SEALED, [oldest.id]);
    return again[0]?.sealed ? null : { problem: 'ENTRY_UNSEALED', number: null, entryId: oldest.id };
  }
}
