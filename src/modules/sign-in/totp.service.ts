import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Request } from '../../access/actor.js';
import type { Database } from '../../database/orm.js';
import { refusal } from '../../runtime/refusal.js';
import type { Vault } from '../../runtime/vault.js';
import type { AuditTrail } from '../audit/index.js';
import type { ActorDirectory } from './actors.js';
import { Credential } from './credential.entity.js';
import type { PasswordGate } from './password.gate.js';
import { ownCredential, provePassword } from './password.service.js';
import { useSecondFactor } from './second-factor.js';
import { hashRecoveryCode, newRecoveryCodes, newTotpSecret, totpStep, totpUri } from './totp.js';

interface Parts {
  readonly database: Database;
  readonly audit: AuditTrail;
  readonly actors: ActorDirectory;
  readonly gate: PasswordGate;
  readonly vault: Vault;
}

export interface TotpSetUp {
  /** For a QR code. */
  readonly uri: string;
  /** The same in base32, to type in. */
  readonly secret: string;
}

const WRONG_CODE = refusal('INVALID', 'This is not the code that the authenticator shows now.', ['code']);

/** A staff member's own second factor: set up, confirmed, and taken away. */
export class TotpService {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** A new secret, which counts once a code of it is confirmed. Set up again before that, it replaces the first. */
  async setUp(request: Request): Promise<TotpSetUp> {
    return this.#change(request, 'credential.totpSetUp', (credential) => {
      if (credential.totpConfirmedAt) throw refusal('ALREADY_EXISTS', 'A second factor is set up already. Disable it first.');
      const secret = newTotpSecret();
      credential.totpSecret = this.#parts.vault.seal(credential.id, secret);
      return { secret, uri: totpUri(secret, credential.email) };
    });
  }

  /** From now on signing in takes a code. Answers with ten recovery codes, which are shown this once. */
  async confirm(request: Request, code: string): Promise<string[]> {
    return this.#change(request, 'credential.totpConfirm', (credential) => {
      if (credential.totpConfirmedAt) throw refusal('ALREADY_EXISTS', 'A second factor is set up already.');
      if (!credential.totpSecret) throw refusal('INVALID', 'Set a second factor up first.');
      const step = totpStep(this.#parts.vault.open(credential.id, credential.totpSecret), code.replaceAll(' ', ''));
      if (step === null) throw WRONG_CODE;
      const codes = newRecoveryCodes();
      credential.totpConfirmedAt = new Date();
      credential.totpLastStep = step;
      credential.recoveryHashes = codes.map((recovery) => hashRecoveryCode(credential.id, recovery));
      return codes;
    });
  }

  /** Takes the password and a code, as whoever found the screen unlocked has neither. */
  async disable(request: Request, address: string, { password, code }: { readonly password: string; readonly code: string }): Promise<void> {
    const { database, gate, vault } = this.#parts;
    const own = await ownCredential(database, request);
    if (!own.totpConfirmedAt) throw refusal('NOT_FOUND', 'No second factor is set up.');
    await this.#checkPolicy(request);
    await provePassword(this.#parts, request, address, own, password, 'password');
    await gate.enterTotp(own.id);
    await this.#change(request, 'credential.totpDisable', (credential) => {
      if (!useSecondFactor(vault, credential, code)) throw WRONG_CODE;
      clearTotp(credential);
    });
  }

  async #checkPolicy({ actor }: Request): Promise<void> {
    const { rows } = await this.#parts.database.pool.query<{ department: string }>(
      'select department from department_policy where totp_required and department = any($1)',
      [actor.departments],
    );
    if (rows[0]) throw refusal('POLICY_FORBIDS', `The department ${rows[0].department} asks for a second factor.`);
  }

  /** One change of one's own credential, under its lock, with its audit entry. */
  async #change<T>(request: Request, action: string, change: (credential: Credential) => T): Promise<T> {
    const { database, audit, actors } = this.#parts;
    if (request.actor.kind !== 'STAFF') throw refusal('POLICY_FORBIDS', 'A second factor is for staff.');
    const { id } = await ownCredential(database, request);
    const changed = await database.write(async (em: EntityManager) => {
      const result = change(await em.findOneOrFail(Credential, id, { lockMode: LockMode.PESSIMISTIC_WRITE }));
      await em.flush();
      await audit.record(em, request, { action, subjectType: 'Credential', subjectId: id });
      return result;
    });
    actors.forget();
    return changed;
  }
}

/** Without a second factor, as before it was set up. */
export function clearTotp(credential: Credential): void {
  credential.totpSecret = null;
  credential.totpConfirmedAt = null;
  credential.totpLastStep = null;
  credential.recoveryHashes = [];
}
