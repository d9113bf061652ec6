import type { EntityManager } from '@mikro-orm/postgresql';
import type { Pool } from 'pg';
import { statement, type Unit } from '../../database/unit.js';
import type { PersonalData } from '../../runtime/personal-data.js';
import { refusal } from '../../runtime/refusal.js';
import type { Vault } from '../../runtime/vault.js';
import type { AuditVaults } from '../audit/index.js';

const READ = 'select sealed_key as "sealedKey" from client_key where client_id = $1';
const READ_IN_UNIT = statement(READ);
/** None for who was erased: what is sealed later would stay. */
const ADD = `insert into client_key (sealed_key, client_id) select $1::text, c.id from client c where c.id = $2 and c.erased_at is null on conflict do nothing`;
const ADD_IN_UNIT = statement(ADD);
/** MikroORM's placeholders. */
const [READ_BY_ORM, ADD_BY_ORM] = [READ, ADD].map((text) => text.replaceAll(/\$\d/g, '?')) as [string, string];

interface KeyRow {
  readonly sealedKey: string;
}

/**
 * A key for each client, made when something of the client's is first sealed, and itself sealed under the gateway's. Nothing keeps one
 * longer than its use: where the row is gone, what was sealed under it is gone at once.
 */
export class ClientKeys {
  readonly #personal: PersonalData;

  constructor(personal: PersonalData) {
    this.#personal = personal;
  }

  /** The client's vault, for what is about to be sealed. */
  async toSeal(unit: Unit, clientId: string): Promise<Vault> {
    const known = await unit.row<KeyRow>(READ_IN_UNIT, [clientId]);
    if (known !== undefined) return this.#open(clientId, known);
    unit.write(ADD_IN_UNIT, [this.#personal.newKey(clientId), clientId]);
    // somebody else's, should two have come at once
    return this.#open(clientId, await unit.row<KeyRow>(READ_IN_UNIT, [clientId]));
  }

  /** As `toSeal`, in a transaction of MikroORM's. */
  async toSealIn(em: EntityManager, clientId: string): Promise<Vault> {
    const read = async (): Promise<KeyRow | undefined> => (await em.execute<KeyRow[]>(READ_BY_ORM, [clientId]))[0];
    const known = await read();
    if (known !== undefined) return this.#open(clientId, known);
    await em.execute(ADD_BY_ORM, [this.#personal.newKey(clientId), clientId], 'run');
    return this.#open(clientId, await read());
  }

  /** What the audit log seals with: a client who was erased has none, and what is written about it later is a fingerprint. */
  forAudit(): AuditVaults {
    const opened = (clientId: string, row: KeyRow | undefined): Vault | null => (row === undefined ? null : this.#open(clientId, row));
    const find = async (unit: Unit, clientId: string) => opened(clientId, await unit.row<KeyRow>(READ_IN_UNIT, [clientId]));
    const readIn = async (em: EntityManager, clientId: string) => opened(clientId, (await em.execute<KeyRow[]>(READ_BY_ORM, [clientId]))[0]);
    return {
      find,
      make: (unit, clientId) => {
        unit.write(ADD_IN_UNIT, [this.#personal.newKey(clientId), clientId]);
        return find(unit, clientId);
      },
      makeIn: async (em, clientId) => {
        const known = await readIn(em, clientId);
        if (known !== null) return known;
        await em.execute(ADD_BY_ORM, [this.#personal.newKey(clientId), clientId], 'run');
        return readIn(em, clientId);
      },
    };
  }

  /** For a client that is about to be written: what is sealed goes with its row, and `keep` adds the key behind it. */
  fresh(clientId: string): { readonly vault: Vault; keep(em: EntityManager): Promise<void> } {
    const sealedKey = this.#personal.newKey(clientId);
    return { vault: this.#open(clientId, { sealedKey }), keep: async (em) => void (await em.execute(ADD_BY_ORM, [sealedKey, clientId], 'run')) };
  }

  /** Null: the client has no key, or has none any more. */
  async toOpen(pool: Pool, clientId: string): Promise<Vault | null> {
    const { rows } = await pool.query<KeyRow>(READ, [clientId]);
    return rows[0] === undefined ? null : this.#open(clientId, rows[0]);
  }

  #open(clientId: string, row: KeyRow | undefined): Vault {
    if (row === undefined) throw refusal('POLICY_FORBIDS', 'This client was erased: nothing of it is kept any more.');
    return this.#personal.vaultOf(clientId, row.sealedKey);
  }
}
