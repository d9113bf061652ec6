import { randomBytes } from 'node:crypto';
import type { Pool } from 'pg';
import { statement, type Unit } from '../../database/unit.js';
import { Vault } from '../../runtime/vault.js';

const KEY_BYTES = 32;

const READ = 'select sealed_key as "sealedKey" from client_key where client_id = $1';
const READ_IN_UNIT = statement(READ);
const ADD = statement('insert into client_key (client_id, sealed_key) values ($1, $2) on conflict do nothing');

const rowOf = (clientId: string): string => `client_key/${clientId}/key`;

interface KeyRow {
  readonly sealedKey: string;
}

/**
 * A key for each client, made when something of the client's is first sealed, and itself sealed under the gateway's. Nothing keeps one
 * longer than its use: where the row is gone, what was sealed under it is gone at once.
 */
export class ClientKeys {
  readonly #vault: Vault;

  constructor(clientKey: Buffer) {
    this.#vault = new Vault(clientKey);
  }

  /** The client's vault, for what is about to be sealed. */
  async toSeal(unit: Unit, clientId: string): Promise<Vault> {
    const known = await unit.row<KeyRow>(READ_IN_UNIT, [clientId]);
    if (known !== undefined) return this.#open(clientId, known);
    unit.write(ADD, [clientId, this.#vault.seal(rowOf(clientId), randomBytes(KEY_BYTES).toString('base64url'))]);
    // somebody else's, should two have come at once
    return this.#open(clientId, (await unit.row<KeyRow>(READ_IN_UNIT, [clientId])) as KeyRow);
  }

  /** Null: the client has no key, or has none any more. */
  async toOpen(pool: Pool, clientId: string): Promise<Vault | null> {
    const { rows } = await pool.query<KeyRow>(READ, [clientId]);
    return rows[0] === undefined ? null : this.#open(clientId, rows[0]);
  }

  #open(clientId: string, { sealedKey }: KeyRow): Vault {
    return new Vault(Buffer.from(this.#vault.open(rowOf(clientId), sealedKey), 'base64url'));
  }
}
