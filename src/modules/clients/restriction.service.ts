import { LockMode } from '@mikro-orm/core';
import type { Request } from '../../access/actor.js';
import { isId, newId } from '../../database/ids.js';
import type { Database } from '../../database/orm.js';
import { notFound, refusal } from '../../runtime/refusal.js';
import type { AuditTrail, JsonObject } from '../audit/index.js';
import { Restriction } from './client.entity.js';
import { checkedReason } from './client.policy.js';
import { findClient } from './client.service.js';

export interface RestrictionInput {
  readonly clientId: string;
  readonly tradingAccountId?: string | null;
  readonly kind: string;
  readonly reason: string;
  readonly expiresAt?: string | null;
}

const snapshot = (restriction: Restriction): JsonObject => ({
  ...{ id: restriction.id, kind: restriction.kind, tradingAccountId: restriction.tradingAccountId ?? null, reason: restriction.reason },
  ...{ expiresAt: restriction.expiresAt?.toISOString() ?? null, liftedAt: restriction.liftedAt?.toISOString() ?? null },
});

/** Adds and lifts restrictions. None is ever edited or removed: the list of them is evidence. */
export class RestrictionService {
  readonly #database: Database;
  readonly #audit: AuditTrail;
  readonly #actors: { forget(): void };

  constructor(database: Database, audit: AuditTrail, actors: { forget(): void }) {
    this.#database = database;
    this.#audit = audit;
    this.#actors = actors;
  }

  /** The same kind on the same scope twice is ALREADY_EXISTS: lift the first, or let it stand. */
  async add(request: Request, input: RestrictionInput): Promise<{ restrictionId: string; clientId: string }> {
    const reason = checkedReason(input.reason);
    const expiresAt = input.expiresAt == null ? null : new Date(input.expiresAt);
    if (expiresAt !== null && expiresAt <= new Date()) throw refusal('INVALID', 'This lies in the past: a restriction ends later, or by hand.', ['expiresAt']);
    const added = await this.#database.write(async (em) => {
      const client = await findClient(em, request.actor, input.clientId, 'clientId');
      const tradingAccountId = input.tradingAccountId ?? null;
      if (tradingAccountId !== null) await this.#checkAccount(em, client.id, tradingAccountId);
      const standing = await em.count(Restriction, {
        clientId: client.id,
        tradingAccountId,
        kind: input.kind,
        liftedAt: null,
        $or: [{ expiresAt: null }, { expiresAt: { $gt: new Date() } }],
      });
      if (standing > 0) throw refusal('ALREADY_EXISTS', `${input.kind} is in force here already.`, ['kind']);
      const restriction = em.create(Restriction, {
        id: newId(),
        clientId: client.id,
        tradingAccountId,
        kind: input.kind,
        reason,
        expiresAt,
        createdBy: request.actor.name,
        createdById: request.actor.id,
      });
      await em.flush();
      await this.#audit.record(em, request, {
        action: 'restriction.add',
        subjectType: 'Restriction',
        subjectId: restriction.id,
        clientId: client.id,
        reason,
        after: snapshot(restriction),
      });
      return { restrictionId: restriction.id, clientId: client.id };
    });
    // whoever may not sign in any more is out by the next request
    if (input.kind === 'NO_LOGIN') this.#actors.forget();
    return added;
  }

  async lift(request: Request, input: { id: string; reason: string }): Promise<{ restrictionId: string; clientId: string }> {
    const reason = checkedReason(input.reason);
    return this.#database.write(async (em) => {
      const restriction = isId(input.id) ? await em.findOne(Restriction, { id: input.id }, { lockMode: LockMode.PESSIMISTIC_WRITE }) : null;
      if (restriction === null) throw notFound('restriction', 'id');
      await findClient(em, request.actor, restriction.clientId, 'id');
      if (restriction.liftedAt !== null && restriction.liftedAt !== undefined)
        throw refusal('ILLEGAL_TRANSITION', 'This restriction was lifted before.', ['id']);
      const before = snapshot(restriction);
      Object.assign(restriction, { liftedAt: new Date(), liftedBy: request.actor.name, liftReason: reason });
      await em.flush();
      await this.#audit.record(em, request, {
        action: 'restriction.lift',
        subjectType: 'Restriction',
        subjectId: restriction.id,
        clientId: restriction.clientId,
        reason,
        before,
        after: snapshot(restriction),
      });
      return { restrictionId: restriction.id, clientId: restriction.clientId };
    });
  }

  async #checkAccount(em: { execute<T>(sql: string, values: unknown[]): Promise<T> }, clientId: string, accountId: string): Promise<void> {
    const rows = isId(accountId) ? await em.execute<unknown[]>('select 1 from trading_account where id = ? and client_id = ?', [accountId, clientId]) : [];
    if (rows.length === 0) throw notFound('trading account of this client', 'tradingAccountId');
  }
}
