import { createSecretKey, type KeyObject } from 'node:crypto';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Actor, Request } from '../../access/actor.js';
import { newId } from '../../database/ids.js';
import { statement, type Unit } from '../../database/unit.js';
import { type AuditContent, auditMac } from '../../runtime/audit-mac.js';
import type { Vault } from '../../runtime/vault.js';
import { isPersonal, type JsonObject, redact, redactedReason } from './audit.redaction.js';

/** What a writer says of its deed; who did it, when and in which request is added to it. */
export interface AuditRecord {
  /** `noun.verb`, such as `client.update`. */
  readonly action: string;
  /** The GraphQL type of the subject: `Client`, `TradingAccount`, `StaffMember`. */
  readonly subjectType: string;
  readonly subjectId: string;
  /** The client whose history it belongs to, when the subject is not that client itself. */
  readonly clientId?: string | null;
  readonly reason?: string | null;
  readonly before?: JsonObject | null;
  readonly after?: JsonObject | null;
  /** The client's, where the writer has it at hand: otherwise the trail fetches it when something has to be sealed. */
  readonly vault?: Vault;
}

/** Where the trail finds what a client's own entries are sealed under. */
export interface AuditVaults {
  /** Null: the client has no key. Read at once, whatever is waited for. */
  find(unit: Unit, clientId: string): Promise<Vault | null>;
  /** As `find`, and makes a key where there is none yet. Null: the client was erased, and nothing is sealed for it any more. */
  make(unit: Unit, clientId: string): Promise<Vault | null>;
  /** As `make`, in a transaction of MikroORM's. */
  makeIn(em: EntityManager, clientId: string): Promise<Vault | null>;
}

/** A `pg` pool, or one of its clients. */
export interface SqlExecutor {
  query(text: string, values: unknown[]): Promise<unknown>;
}

/** One parameter for any number of entries: the text of the statement stays the same, whatever it carries. */
const insertEntries = (placeholder: string): string => `
  insert into audit_entry (id, at, actor_kind, actor_id, actor_name, departments, action, subject_type, subject_id, client_id, reason, before, after, request_id, mac)
  select id, at, "actorKind", "actorId", "actorName", departments, action, "subjectType", "subjectId", "clientId", reason, before, after, "requestId", mac
  from jsonb_to_recordset(${placeholder}::jsonb) as e (id uuid, at timestamptz, "actorKind" text, "actorId" uuid, "actorName" text, departments text[], action text,
    "subjectType" text, "subjectId" text, "clientId" uuid, reason text, before jsonb, after jsonb, "requestId" text, mac text)`;

const INSERT_OF_MIKRO_ORM = insertEntries('?');
const INSERT_OF_PG = insertEntries('$1');
const INSERT_OF_UNIT = statement(INSERT_OF_PG);

/** Writes audit entries. Each carries a MAC over its content, which nobody can make who has only the database. */
export class AuditTrail {
  readonly #key: KeyObject;
  readonly #vaults: AuditVaults | null;

  /** Without vaults, what would be sealed is left as a fingerprint. */
  constructor(auditKey: Buffer, vaults: AuditVaults | null = null) {
    this.#key = createSecretKey(auditKey);
    this.#vaults = vaults;
  }

  /** The entry of a write. It stands or falls with the transaction that it is written in. */
  async record(em: EntityManager, request: Request, entry: AuditRecord): Promise<void> {
    if (!em.isInTransaction()) throw new Error(`The audit entry ${entry.action} needs the transaction of what it records`);
    const sealedFor = this.#vaults === null ? null : sealsFor(entry);
    const vault = sealedFor === null ? undefined : ((await this.#vaults?.makeIn(em, sealedFor)) ?? undefined);
    await em.execute(INSERT_OF_MIKRO_ORM, [this.#rows(request, [{ ...entry, vault: entry.vault ?? vault }])], 'run');
  }

  /**
   * As `record`, for what moves money: the entry goes to the database with the statements around it. What has to be sealed first goes with
   * the commit: the client's key is asked for at once, and where there is none, it is made behind all other locks.
   */
  append(unit: Unit, request: Request, entry: AuditRecord): void {
    const [vaults, sealedFor] = [this.#vaults, sealsFor(entry)];
    const write = (vault?: Vault): void => unit.write(INSERT_OF_UNIT, [this.#rows(request, [{ ...entry, vault: entry.vault ?? vault }])]);
    if (vaults === null || sealedFor === null) return write();
    const found = vaults.find(unit, sealedFor);
    found.catch(() => undefined);
    unit.last(async () => write((await found) ?? (await vaults.make(unit, sealedFor)) ?? undefined));
  }

  /** As `record`, for what goes over a connection of its own: it has to be inside the transaction of what it records. */
  async recordOver(executor: SqlExecutor, request: Request, entry: AuditRecord): Promise<void> {
    await executor.query(INSERT_OF_PG, [this.#rows(request, [entry])]);
  }

  /**
   * The entries of a read of personal data, one for each row that was read: so each client's trail shows it by the same index as a
   * write's, and none of them names another client. A page of any size is one statement. Call it before the data leave the process.
   */
  async recordReads(executor: SqlExecutor, request: Request, entries: readonly AuditRecord[]): Promise<void> {
    if (entries.length > 0) await executor.query(INSERT_OF_PG, [this.#rows(request, entries)]);
  }

  #rows(request: Request, entries: readonly AuditRecord[]): string {
    const at = new Date().toISOString();
    return JSON.stringify(entries.map((entry) => this.#signed(this.#content(request, entry, at))));
  }

  #signed(content: AuditContent): AuditContent & { mac: string } {
    return { ...content, mac: auditMac(this.#key, content) };
  }

  #content({ actor, requestId }: Request, entry: AuditRecord, at: string): AuditContent {
    const { action, subjectType, subjectId } = entry;
    const clientId = clientOf(entry);
    const of = { key: this.#key, subjectId, clientId, vault: entry.vault ?? null };
    const stored = (value: JsonObject | null | undefined) => (value == null ? null : redact(of, value));
    return {
      ...{
        id: newId(),
        at,
        actorKind: actor.kind,
        actorId: actor.kind === 'SYSTEM' ? null : actor.id,
        actorName: actorName(actor),
        departments: actor.departments,
      },
      ...{ action, subjectType, subjectId, clientId, reason: entry.reason == null ? null : redactedReason(of, entry.reason) },
      ...{ before: stored(entry.before), after: stored(entry.after), requestId },
    };
  }
}

const clientOf = ({ clientId, subjectType, subjectId }: AuditRecord): string | null => clientId ?? (subjectType === 'Client' ? subjectId : null);

/** The client under whose key something of the entry is sealed; null: nothing is, or the writer brought the vault. */
const sealsFor = (entry: AuditRecord): string | null =>
  entry.vault === undefined && (entry.reason != null || isPersonal(entry.before) || isPersonal(entry.after)) ? clientOf(entry) : null;

/** Of a client the log keeps the id: the name is looked up where it is shown, and is gone there once the client is erased. */
const actorName = ({ kind, name, clientId }: Actor): string => (clientId === null ? name : kind === 'API_KEY' ? "a client's API key" : 'client');
