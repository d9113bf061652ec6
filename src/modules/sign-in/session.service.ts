import type { EntityManager } from '@mikro-orm/postgresql';
import type { Actor, Request } from '../../access/actor.js';
import type { Database } from '../../database/orm.js';
import { refusal } from '../../runtime/refusal.js';
import type { AuditRecord, AuditTrail } from '../audit/index.js';
import type { AccessTokens } from './access-tokens.js';
import type { ActorDirectory } from './actors.js';
import { hashOpaqueToken } from './opaque-tokens.js';
import type { PasswordGate } from './password.gate.js';
import { type OpenedSession, revokeSession, revokeSessionsWith, rotateRefreshToken } from './sessions.js';
import { ANONYMOUS, type SignedIn, signedIn, type Visitor } from './visitor.js';

interface Parts {
  readonly database: Database;
  readonly audit: AuditTrail;
  readonly tokens: AccessTokens;
  readonly actors: ActorDirectory;
  readonly gate: PasswordGate;
}

interface Owner {
  readonly sessionId: string;
  readonly credentialId: string;
  readonly clientId: string | null;
}

type Refreshed = OpenedSession | 'UNKNOWN' | 'OVER' | 'REUSED';

const OWNER_OF_REFRESH_TOKEN = `
  select s.id as "sessionId", s.credential_id as "credentialId", c.client_id as "clientId"
  from refresh_token t join session s on s.id = t.session_id join credential c on c.id = s.credential_id where t.hash = $1`;

/** Carries sessions on and ends them. */
export class SessionService {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** A new access token, and a new refresh token for the old one, which is used up. */
  async refresh(visitor: Visitor, refreshToken: string): Promise<SignedIn> {
    const { gate, database, actors, tokens } = this.#parts;
    await gate.enterRefresh(visitor.address);
    const owner = await this.#ownerOf(refreshToken);
    // Before the transaction, which would hold one connection while this waits for another.
    const actor = owner && (await actors.bySession(owner.sessionId));
    const refreshed = await database.write((em) => this.#refresh(em, visitor, refreshToken, owner, actor));
    if (refreshed === 'REUSED') actors.forget();
    if (!owner || !actor || typeof refreshed === 'string') throw refusal('INVALID', 'This session has ended. Sign in again.', ['refreshToken']);
    await gate.forgiveRefresh(visitor.address);
    return signedIn(tokens, refreshed, owner.credentialId, actor);
  }

  async #ownerOf(refreshToken: string): Promise<Owner | null> {
    const { rows } = await this.#parts.database.pool.query<Owner>(OWNER_OF_REFRESH_TOKEN, [hashOpaqueToken(refreshToken)]);
    return rows[0] ?? null;
  }

  async #refresh(em: EntityManager, { requestId }: Visitor, refreshToken: string, owner: Owner | null, actor: Actor | null): Promise<Refreshed> {
    const refreshed = actor ? await rotateRefreshToken(em, refreshToken) : owner ? 'OVER' : 'UNKNOWN';
    const entry: AuditRecord = {
      action: refreshed === 'REUSED' ? 'session.revoke' : typeof refreshed === 'string' ? 'session.refuse' : 'session.refresh',
      subjectType: 'Session',
      subjectId: owner?.sessionId ?? 'unknown',
      clientId: owner?.clientId ?? null,
      ...(typeof refreshed === 'string' && { after: { why: refreshed } }),
    };
    await this.#parts.audit.record(em, { actor: actor && typeof refreshed !== 'string' ? actor : ANONYMOUS, requestId }, entry);
    return refreshed;
  }

  /** Ends this session, or with `everywhere` all sessions of whoever is asking. */
  async signOut({ actor, requestId }: Request, everywhere: boolean): Promise<void> {
    const { sessionId } = actor;
    if (actor.kind === 'API_KEY' || sessionId === null) throw refusal('POLICY_FORBIDS', 'Only a person signs out; an API key is revoked.');
    await this.#parts.database.write(async (em) => {
      await (everywhere ? revokeSessionsWith(em, sessionId, 'Signed out everywhere') : revokeSession(em, sessionId, 'Signed out'));
      await this.#parts.audit.record(
        em,
        { actor, requestId },
        { action: 'session.close', subjectType: 'Session', subjectId: sessionId, clientId: actor.clientId, after: { everywhere } },
      );
    });
    this.#parts.actors.forget();
  }
}
