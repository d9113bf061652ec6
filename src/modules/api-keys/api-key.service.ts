import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Request } from '../../access/actor.js';
import { isId, newId } from '../../database/ids.js';
import type { Database } from '../../database/orm.js';
import { checkedName, checkedReason } from '../../runtime/checked-text.js';
import { notFound, refusal } from '../../runtime/refusal.js';
import type { AuditTrail, JsonObject } from '../audit/index.js';
import { API_KEY_PREFIX, hashOpaqueToken, newOpaqueToken } from '../sign-in/index.js';
import { ApiKey } from './api-key.entity.js';
import { checkedPermissions, type Scope } from './api-key.policy.js';

export interface ApiKeyCreation {
  readonly name: string;
  readonly permissions: readonly string[];
  readonly clientId?: string | null;
  readonly partnerId?: string | null;
  readonly expiresAt?: string | null;
}

/** How much of a key is kept in clear: the prefix and eight characters, 48 of its 256 bits. */
const SHOWN_CHARACTERS = API_KEY_PREFIX.length + 8;

const snapshot = (key: ApiKey): JsonObject => ({
  ...{ name: key.name, prefix: key.prefix, permissions: [...key.permissions], clientId: key.clientId ?? null, partnerId: key.partnerId ?? null },
  ...{ expiresAt: key.expiresAt?.toISOString() ?? null, revokedAt: key.revokedAt?.toISOString() ?? null },
});

/** Makes API keys and revokes them. A key is never changed: another one is made. */
export class ApiKeyService {
  readonly #database: Database;
  readonly #audit: AuditTrail;
  readonly #actors: { forget(): void };

  constructor(database: Database, audit: AuditTrail, actors: { forget(): void }) {
    this.#database = database;
    this.#audit = audit;
    this.#actors = actors;
  }

  /** Answers with the key itself, which nobody can be shown again. */
  async create(request: Request, input: ApiKeyCreation): Promise<{ apiKeyId: string; key: string }> {
    const scope = { clientId: input.clientId ?? null, partnerId: input.partnerId ?? null };
    if (scope.clientId !== null && scope.partnerId !== null)
      throw refusal('INVALID', 'A key is bound to a client or to a partner, not to both.', ['partnerId']);
    const name = checkedName(input.name, 'name');
    const permissions = checkedPermissions(request.actor, input.permissions, scope);
    const expiresAt = checkedExpiry(input.expiresAt ?? null);
    const key = newOpaqueToken(API_KEY_PREFIX);
    const createdById = request.actor.kind === 'STAFF' ? request.actor.id : null;
    return this.#database.write(async (em) => {
      await checkScope(em, scope);
      const apiKey = em.create(ApiKey, {
        id: newId(),
        name,
        prefix: key.slice(0, SHOWN_CHARACTERS),
        hash: hashOpaqueToken(key),
        permissions,
        ...scope,
        createdById,
        expiresAt,
      });
      await em.flush();
      await this.#audit.record(em, request, {
        action: 'apiKey.create',
        subjectType: 'ApiKey',
        subjectId: apiKey.id,
        clientId: scope.clientId,
        after: snapshot(apiKey),
      });
      return { apiKeyId: apiKey.id, key };
    });
  }

  async revoke(request: Request, input: { readonly id: string; readonly reason: string }): Promise<string> {
    const reason = checkedReason(input.reason);
    await this.#database.write(async (em) => {
      const apiKey = isId(input.id) ? await em.findOne(ApiKey, { id: input.id }, { lockMode: LockMode.PESSIMISTIC_WRITE }) : null;
      if (apiKey === null) throw notFound('API key', 'id');
      if (apiKey.revokedAt != null) throw refusal('ILLEGAL_TRANSITION', 'This key was revoked before.', ['id']);
      const before = snapshot(apiKey);
      apiKey.revokedAt = new Date();
      await em.flush();
      await this.#audit.record(em, request, {
        action: 'apiKey.revoke',
        subjectType: 'ApiKey',
        subjectId: apiKey.id,
        clientId: apiKey.clientId ?? null,
        reason,
        before,
        after: snapshot(apiKey),
      });
    });
    this.#actors.forget();
    return input.id;
  }
}

async function checkScope(em: EntityManager, { clientId, partnerId }: Scope): Promise<void> {
  const isThere = async (table: 'client' | 'partner', id: string) =>
    isId(id) && (await em.execute<object[]>(`select 1 from ${table} where id = ?`, [id])).length > 0;
  if (clientId !== null && !(await isThere('client', clientId))) throw notFound('client', 'clientId');
  if (partnerId !== null && !(await isThere('partner', partnerId))) throw notFound('partner', 'partnerId');
}

function checkedExpiry(text: string | null): Date | null {
  const expiresAt = text === null ? null : new Date(text);
  if (expiresAt !== null && expiresAt <= new Date()) throw refusal('INVALID', 'This lies in the past: the key would never work.', ['expiresAt']);
  return expiresAt;
}
