import type { Database } from '../../database/orm.js';
import type { Logger } from '../../runtime/log.js';
import { Vault } from '../../runtime/vault.js';
import type { AuditTrail } from '../audit/index.js';
import { AccessTokens } from './access-tokens.js';
import { ActorDirectory } from './actors.js';
import { Fingerprints } from './fingerprints.js';
import { PasswordGate } from './password.gate.js';
import { PasswordService } from './password.service.js';
import { SessionService } from './session.service.js';
import { SignInService } from './sign-in.service.js';
import { TotpService } from './totp.service.js';

export { ActorDirectory } from './actors.js';
export { AttemptLimiter } from './attempt.limiter.js';
export { AccessTokens } from './access-tokens.js';
export { Credential } from './credential.entity.js';
export { canonicalEmail, Fingerprints } from './fingerprints.js';
export { API_KEY_PREFIX, hashOpaqueToken, newOpaqueToken } from './opaque-tokens.js';
export { checkPasswordPolicy, generatePassword, hashPassword } from './passwords.js';
export { setPassword } from './password.service.js';
export { revokeSessionsOfStaff } from './sessions.js';
export { clearTotp } from './totp.service.js';
export { ANONYMOUS, type SignedIn, type Visitor } from './visitor.js';

export interface SignIn {
  readonly actors: ActorDirectory;
  readonly signIn: SignInService;
  readonly sessions: SessionService;
  readonly passwords: PasswordService;
  readonly totp: TotpService;
}

export function createSignIn(options: {
  readonly database: Database;
  readonly audit: AuditTrail;
  readonly secrets: { readonly tokenKey: Buffer; readonly previousTokenKey: Buffer | null; readonly auditKey: Buffer; readonly totpKey: Buffer };
  readonly log: Logger;
}): SignIn {
  const { database, audit, secrets, log } = options;
  const tokens = new AccessTokens(secrets);
  const actors = new ActorDirectory({ database, tokens, log });
  const gate = new PasswordGate(database.pool, new Fingerprints(secrets.auditKey));
  const parts = { database, audit, tokens, actors, gate, vault: new Vault(secrets.totpKey) };
  return { actors, signIn: new SignInService(parts), sessions: new SessionService(parts), passwords: new PasswordService(parts), totp: new TotpService(parts) };
}
