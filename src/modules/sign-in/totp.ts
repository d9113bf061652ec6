import { createHash, randomBytes } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';

const STEP_SECONDS = 30;
/** A code of the step before or after is taken too, for clocks that are half a minute off. */
const DRIFT_STEPS = 1;
const ISSUER = 'Countinghouse';
const RECOVERY_CODES = 10;

const authenticator = (secret: string, label = ''): TOTP =>
  new TOTP({ issuer: ISSUER, label, secret: Secret.fromBase32(secret), algorithm: 'SHA1', digits: 6, period: STEP_SECONDS });

export const newTotpSecret = (): string => new Secret({ size: 20 }).base32;

/** What an authenticator app reads from a QR code. */
export const totpUri = (secret: string, email: string): string => authenticator(secret, email).toString();

/** The time step that this code belongs to, or null when it is none of now. */
export function totpStep(secret: string, code: string, now = Date.now()): number | null {
  if (!/^[0-9]{6}$/.test(code)) return null;
  const delta = authenticator(secret).validate({ token: code, timestamp: now, window: DRIFT_STEPS });
  return delta === null ? null : Math.floor(now / 1000 / STEP_SECONDS) + delta;
}

// Crockford's letters: no I, L, O, U to mistake.
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Each stands in for the authenticator once: 80 bits, so that the hash needs no slowness. */
export const newRecoveryCodes = (): string[] =>
  Array.from({ length: RECOVERY_CODES }, () =>
    [...randomBytes(16)]
      .map((byte) => LETTERS[byte % 32])
      .join('')
      .replace(/(.{4})(?=.)/g, '$1-'),
  );

/** Bound to the credential, so that a hash copied to another row opens nothing. */
export function hashRecoveryCode(credentialId: string, code: string): string {
  return createHash('sha256')
    .update(`${credentialId}\n${code.toUpperCase().replace(/[^0-9A-Z]/g, '')}`)
    .digest('hex');
}
