import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Database } from '../../database/orm.js';
import { refusal, type Refusal } from '../../runtime/refusal.js';
import type { Vault } from '../../runtime/vault.js';
import type { AuditTrail } from '../audit/index.js';
import type { AccessTokens } from './access-tokens.js';
import { ACCOUNT_OF_EMAIL, actorOfPerson, type PersonRow } from './actor.rows.js';
import { Credential } from './credential.entity.js';
import { canonicalEmail } from './fingerprints.js';
import type { Attempt, PasswordGate } from './password.gate.js';
import { useSecondFactor } from './second-factor.js';
import { type OpenedSession, openSession } from './sessions.js';
import { ANONYMOUS, type SignedIn, signedIn, type Visitor } from './visitor.js';

export interface SignInInput {
  readonly email: string;
  readonly password: string;
  /** Six digits of the authenticator, or a recovery code. */
  readonly totp?: string | null;
}

interface Account extends PersonRow {
  readonly passwordHash: string;
  readonly hasTotp: boolean;
  readonly isFamiliar: boolean;
}

/** Why a sign-in was refused: in words for the caller, and as it stands here for the audit log. */
const REFUSALS = {
  // One answer for an e-mail that nobody has and for a wrong password.
  WRONG: refusal('INVALID', 'The e-mail address or the password is wrong.'),
  BARRED: refusal('RESTRICTED', 'This account may not sign in. Ask the support team.'),
  TOTP_MISSING: refusal('INVALID', 'Enter the six digits that your authenticator shows, or a recovery code.', ['totp']),
  TOTP_WRONG: refusal('INVALID', 'This code does not hold. Wait for the next one, or use a recovery code.', ['totp']),
} satisfies Record<string, Refusal>;
type Why = keyof typeof REFUSALS;

const REMEMBER_ADDRESS = `
  insert into familiar_address (credential_id, address_mac) values (?, ?) on conflict (credential_id, address_mac) do update set seen_at = now()`;

interface Parts {
  readonly database: Database;
  readonly audit: AuditTrail;
  readonly tokens: AccessTokens;
  readonly gate: PasswordGate;
  readonly vault: Vault;
}

/** Opens a session for an e-mail, a password and, where it is set up, a second factor. */
export class SignInService {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  async signIn(visitor: Visitor, input: SignInInput): Promise<SignedIn> {
    const { gate } = this.#parts;
    const email = canonicalEmail(input.email);
    const account = await this.#accountOf(email, gate.attempt(email, visitor.address, false).addressMac);
    const attempt = gate.attempt(email, visitor.address, account?.isFamiliar ?? false);
    const isRight = await gate.check(attempt, account?.passwordHash ?? null, input.password);
    if (!account || !isRight) return this.#refuse(visitor, attempt, account, 'WRONG');
    const totp = input.totp?.trim() || null;
    if (account.maySignIn && (totp || !account.hasTotp)) return this.#admit(visitor, attempt, account, totp);
    await gate.forgive(attempt);
    return this.#refuse(visitor, attempt, account, account.maySignIn ? 'TOTP_MISSING' : 'BARRED');
  }

  async #accountOf(email: string, addressMac: string): Promise<Account | null> {
    const { rows } = await this.#parts.database.pool.query<Account>(ACCOUNT_OF_EMAIL, [email, addressMac]);
    return rows[0] ?? null;
  }

  /** The password was right, and what else is asked for is there. */
  async #admit(visitor: Visitor, attempt: Attempt, account: Account, totp: string | null): Promise<SignedIn> {
    const { gate, database, tokens } = this.#parts;
    if (account.hasTotp) await gate.enterTotp(account.credentialId);
    const opened = await database.write((em) => this.#open(em, visitor, attempt, account, totp));
    if (typeof opened === 'string') return this.#refuse(visitor, attempt, account, opened);
    await gate.succeed(attempt, account.credentialId);
    return signedIn(tokens, opened, account.credentialId, actorOfPerson(account, opened.sessionId));
  }

  async #open(em: EntityManager, { requestId }: Visitor, { addressMac }: Attempt, account: Account, totp: string | null): Promise<OpenedSession | Why> {
    const credential = await em.findOneOrFail(Credential, account.credentialId, { lockMode: LockMode.PESSIMISTIC_WRITE });
    // Changed since it was checked: what was right is so no more.
    if (credential.passwordHash !== account.passwordHash) return 'WRONG';
    if (credential.totpConfirmedAt && !(totp && useSecondFactor(this.#parts.vault, credential, totp))) return 'TOTP_WRONG';
    const opened = await openSession(em, credential.id);
    await em.execute(REMEMBER_ADDRESS, [credential.id, addressMac], 'run');
    const actor = actorOfPerson(account, opened.sessionId);
    await this.#parts.audit.record(
      em,
      { actor, requestId },
      { action: 'session.open', subjectType: 'Session', subjectId: opened.sessionId, clientId: actor.clientId, after: { address: addressMac } },
    );
    return opened;
  }

  /** The refusal is on record before it is told. */
  async #refuse({ requestId }: Visitor, { emailMac, addressMac }: Attempt, account: Account | null, why: Why): Promise<never> {
    await this.#parts.database.write((em) =>
      this.#parts.audit.record(
        em,
        { actor: ANONYMOUS, requestId },
        {
          action: 'session.refuse',
          subjectType: 'Credential',
          subjectId: account?.credentialId ?? emailMac,
          clientId: account?.kind === 'CLIENT' ? account.id : null,
          after: { why, email: emailMac, address: addressMac },
        },
      ),
    );
    throw REFUSALS[why];
  }
}
