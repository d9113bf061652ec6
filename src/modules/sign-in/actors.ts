import type { Pool } from 'pg';
import type { Actor } from '../../access/actor.js';
import type { Database } from '../../database/orm.js';
import { Unauthenticated } from '../../runtime/denial.js';
import type { Logger } from '../../runtime/log.js';
import { AccessChanges } from './access-changes.js';
import type { AccessTokens } from './access-tokens.js';
import { ACTOR_OF_API_KEY, ACTOR_OF_API_KEY_ID, ACTOR_OF_SESSION, actorOfApiKey, actorOfPerson, type ApiKeyRow, type PersonRow } from './actor.rows.js';
import { API_KEY_PREFIX, hashOpaqueToken } from './opaque-tokens.js';

const REMEMBERED_ACTORS = 10_000;
/** Names change without news, and nothing is believed for ever. */
const REMEMBERED_MS = 300_000;
const TOUCH_EVERY_MS = 60_000;

interface Remembered {
  readonly actor: Actor;
  readonly untilMs: number;
}

interface Expiring {
  readonly expiresAt: Date | string | null;
}

/**
 * Who is asking. An actor is read in one statement and remembered until anything that bears on access changes anywhere: then all of
 * them are forgotten at once, which costs each of them one statement more and leaves no rule about who is affected to get wrong.
 */
export class ActorDirectory {
  readonly #pool: Pool;
  readonly #named: boolean;
  readonly #tokens: AccessTokens;
  readonly #changes: AccessChanges;
  readonly #log: Logger;
  readonly #actors = new Map<string, Remembered>();
  readonly #touchedMs = new Map<string, number>();
  #generation = 0;

  constructor(options: { database: Pick<Database, 'pool' | 'namedStatements' | 'direct'>; tokens: AccessTokens; log: Logger }) {
    this.#pool = options.database.pool;
    this.#named = options.database.namedStatements;
    this.#tokens = options.tokens;
    this.#log = options.log;
    this.#changes = new AccessChanges(options.database.direct, options.log, () => this.forget());
  }

  start(): Promise<void> {
    return this.#changes.start();
  }

  stop(): Promise<void> {
    return this.#changes.stop();
  }

  /** True while actors are remembered between requests. */
  get remembers(): boolean {
    return this.#changes.isListening;
  }

  /** Everybody is read anew. Who changes access calls it after the commit, so that the next request here sees it without waiting for the news. */
  forget(): void {
    this.#generation++;
    this.#actors.clear();
  }

  /** Null: nobody, the request has no `Authorization`. Throws `Unauthenticated` when what it has does not hold. */
  async fromAuthorization(header: string | undefined): Promise<Actor | null> {
    if (header === undefined) return null;
    const token = /^Bearer ([^\s]+)$/i.exec(header)?.[1];
    const actor = token === undefined ? null : token.startsWith(API_KEY_PREFIX) ? await this.#byApiKey(token) : await this.#byAccessToken(token);
    if (!actor) throw new Unauthenticated();
    return actor;
  }

  /** The actor of a session, or null when the session has ended or its owner may not sign in. */
  bySession(sessionId: string): Promise<Actor | null> {
    return this.#remembered(sessionId, () => this.#readSession(sessionId));
  }

  /** The actor of a session or of an API key, by its id: for links that were signed for it. Null when it does not hold any more. */
  async byOrigin(id: string): Promise<Actor | null> {
    return (await this.bySession(id)) ?? this.#remembered(`key ${id}`, () => this.#readApiKey('actor_of_api_key_id', ACTOR_OF_API_KEY_ID, id));
  }

  async #byAccessToken(token: string): Promise<Actor | null> {
    const claims = await this.#tokens.verify(token);
    return claims && this.bySession(claims.sessionId);
  }

  async #byApiKey(key: string): Promise<Actor | null> {
    const hash = hashOpaqueToken(key);
    const actor = await this.#remembered(hash, () => this.#readApiKey('actor_of_api_key', ACTOR_OF_API_KEY, hash));
    if (actor) this.#touch(actor.id);
    return actor;
  }

  async #remembered(key: string, read: () => Promise<(Expiring & { actor: Actor }) | null>): Promise<Actor | null> {
    const known = this.#actors.get(key);
    if (known && known.untilMs > Date.now()) return known.actor;
    const generation = this.#changes.isListening ? this.#generation : null;
    const found = await read();
    // What was read while a change came in may be from before it.
    if (found && generation === this.#generation) this.#remember(key, found);
    return found?.actor ?? null;
  }

  #remember(key: string, { actor, expiresAt }: Expiring & { actor: Actor }): void {
    const oldest = this.#actors.size < REMEMBERED_ACTORS ? undefined : this.#actors.keys().next().value;
    if (oldest !== undefined) this.#actors.delete(oldest);
    const expiresMs = expiresAt === null ? Infinity : new Date(expiresAt).getTime();
    this.#actors.set(key, { actor, untilMs: Math.min(expiresMs, Date.now() + REMEMBERED_MS) });
  }

  async #readSession(sessionId: string): Promise<(Expiring & { actor: Actor }) | null> {
    const row = await this.#row<PersonRow & Expiring>('actor_of_session', ACTOR_OF_SESSION, sessionId);
    return row?.maySignIn ? { actor: actorOfPerson(row, sessionId), expiresAt: row.expiresAt } : null;
  }

  async #readApiKey(name: string, text: string, value: string): Promise<(Expiring & { actor: Actor }) | null> {
    const row = await this.#row<ApiKeyRow & Expiring>(name, text, value);
    return row && { actor: actorOfApiKey(row), expiresAt: row.expiresAt };
  }

  async #row<T extends object>(name: string, text: string, value: string): Promise<T | null> {
    const { rows } = await this.#pool.query<T>({ ...(this.#named && { name }), text, values: [value] });
    return rows[0] ?? null;
  }

  /** Notes that a key is in use, at most once a minute and beside the request: nobody waits for it. */
  #touch(apiKeyId: string): void {
    const now = Date.now();
    if (now - (this.#touchedMs.get(apiKeyId) ?? 0) < TOUCH_EVERY_MS) return;
    this.#touchedMs.set(apiKeyId, now);
    this.#pool
      .query(`update api_key set last_used_at = now() where id = $1 and (last_used_at is null or last_used_at < now() - interval '1 minute')`, [apiKeyId])
      .catch((error: unknown) => this.#log.warn({ err: error }, 'cannot note the use of an API key'));
  }
}
