import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Request } from '../../access/actor.js';
import type { Database } from '../../database/orm.js';
import { refusal } from '../../runtime/refusal.js';
import type { AuditTrail } from '../audit/index.js';
import type { AccessTokens } from './access-tokens.js';
import type { ActorDirectory } from './actors.js';
import { Credential } from './credential.entity.js';
import type { PasswordGate } from './password.gate.js';
import { checkPasswordPolicy, hashPassword } from './passwords.js';
import { type OpenedSession, openSession, revokeSessions } from './sessions.js';
import { type SignedIn, signedIn } from './visitor.js';

export interface PasswordChangeInput {
  readonly currentPassword: string;
  readonly newPassword: string;
}

interface Parts {
  readonly database: Database;
  readonly audit: AuditTrail;
  readonly tokens: AccessTokens;
  readonly actors: ActorDirectory;
  readonly gate: PasswordGate;
}

/** The credential of whoever is asking; an API key has none. */
export async function ownCredential(database: Database, { actor }: Request): Promise<Credential> {
  const { rows } = await database.pool.query<{ id: string }>('select credential_id as id from session where id = $1', [actor.sessionId]);
  if (actor.kind === 'API_KEY' || !rows[0]) throw refusal('POLICY_FORBIDS', 'Only a person who signed in can do this.');
  return database.orm.em.fork().findOneOrFail(Credential, rows[0].id);
}

/** Checks the password of somebody who has a session already: whoever found a screen unlocked guesses no faster than at the door. */
export async function provePassword(
  { database, audit, gate }: Pick<Parts, 'database' | 'audit' | 'gate'>,
  request: Request,
  address: string,
  credential: Credential,
  password: string,
  field: string,
): Promise<void> {
  // Someone is at this address with a session of the account, which makes it familiar.
  const attempt = gate.attempt(credential.email, address, true);
  if (await gate.check(attempt, credential.passwordHash, password)) return gate.forgive(attempt);
  await database.write((em) =>
    audit.record(em, request, {
      action: 'credential.refuse',
      subjectType: 'Credential',
      subjectId: credential.id,
      clientId: credential.clientId,
      after: { why: 'WRONG' },
    }),
  );
  throw refusal('INVALID', 'This is not your password.', [field]);
}

/** Lets people change their own password. */
export class PasswordService {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Ends every session, this one included, and opens a new one: whoever else had a token is out. */
  async change(request: Request, address: string, { currentPassword, newPassword }: PasswordChangeInput): Promise<SignedIn> {
    const { database, actors, tokens } = this.#parts;
    const credential = await ownCredential(database, request);
    checkPasswordPolicy(newPassword, credential.email, 'newPassword');
    await provePassword(this.#parts, request, address, credential, currentPassword, 'currentPassword');
    if (currentPassword === newPassword) throw refusal('INVALID', 'The new password is the old one.', ['newPassword']);
    const newHash = await hashPassword(newPassword);
    const opened = await database.write((em) => this.#replace(em, request, credential, newHash));
    actors.forget();
    return signedIn(tokens, opened, credential.id, { ...request.actor, sessionId: opened.sessionId });
  }

  async #replace(em: EntityManager, request: Request, { id, passwordHash }: Credential, newHash: string): Promise<OpenedSession> {
    const credential = await em.findOneOrFail(Credential, id, { lockMode: LockMode.PESSIMISTIC_WRITE });
    if (credential.passwordHash !== passwordHash)
      throw refusal('INVALID', 'This is not your password any more: it was changed meanwhile.', ['currentPassword']);
    await setPassword(em, credential, newHash, 'The password was changed');
    await this.#parts.audit.record(em, request, {
      action: 'credential.passwordChange',
      subjectType: 'Credential',
      subjectId: id,
      clientId: credential.clientId,
    });
    return openSession(em, id);
  }
}

/** Replaces the password of a credential that the caller has locked, and ends its sessions. */
export async function setPassword(em: EntityManager, credential: Credential, newHash: string, why: string): Promise<void> {
  credential.passwordHash = newHash;
  credential.passwordChangedAt = new Date();
  await em.flush();
  await revokeSessions(em, credential.id, why);
}
