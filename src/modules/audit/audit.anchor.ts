import { createSecretKey, type KeyObject } from 'node:crypto';
import { mkdir, open, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { anchorMac, type ChainHead } from './audit.chain.js';

interface AnchorLine extends ChainHead {
  readonly database: string;
  readonly at: string;
  readonly mac: string;
}

/** Names the database as a whole, so that a file which served another one before does not accuse this one. */
const DATABASE_IDENTITY = `select (select system_identifier from pg_control_system()) || '/' || oid as identity from pg_database where datname = current_database()`;

interface IdentityReader {
  query(text: string): Promise<{ rows: { identity: string }[] }>;
}

export async function databaseIdentity(executor: IdentityReader): Promise<string> {
  const { rows } = await executor.query(DATABASE_IDENTITY);
  return rows[0]?.identity ?? '';
}

/**
 * Heads of the chain, kept in a file outside of the database: whoever puts an older state of the database back, or wipes the chain
 * and lets it be made anew, cannot make the file agree. Lines are only ever added. A line that no holder of the key wrote, or that a
 * crash cut short, counts for nothing.
 */
export class AuditAnchor {
  readonly #path: string;
  readonly #key: KeyObject;

  constructor(path: string, auditKey: Buffer) {
    this.#path = path;
    this.#key = createSecretKey(auditKey);
  }

  async append(database: string, head: ChainHead): Promise<void> {
    const line: AnchorLine = { database, number: head.number, hash: head.hash, at: new Date().toISOString(), mac: anchorMac(this.#key, database, head) };
    await mkdir(dirname(this.#path), { recursive: true });
    const file = await open(this.#path, 'a', 0o600);
    try {
      // the line break comes first as well, so that a line cut short spoils no other
      await file.appendFile(`\n${JSON.stringify(line)}\n`);
      await file.sync();
    } finally {
      await file.close();
    }
  }

  /** The heads that this database's chain has had, in the order in which they were written. */
  async heads(database: string): Promise<ChainHead[]> {
    const text = await this.#text();
    return text.split('\n').flatMap((line) => this.#head(line, database));
  }

  #head(line: string, database: string): ChainHead[] {
    try {
      const head = JSON.parse(line) as AnchorLine;
      return head.database === database && head.mac === anchorMac(this.#key, database, head) ? [{ number: head.number, hash: head.hash }] : [];
    } catch {
      return [];
    }
  }

  async #text(): Promise<string> {
    try {
      return await readFile(this.#path, 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
      throw error;
    }
  }
}
