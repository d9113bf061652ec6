import type { Pool } from 'pg';
import { RateLimited } from '../../runtime/denial.js';
import { type AttemptLimit, AttemptLimiter } from './attempt.limiter.js';
import type { Fingerprints } from './fingerprints.js';
import { verifyPassword } from './passwords.js';

/** Failures in 15 minutes. */
const LIMITS = { pair: 5, account: 10, address: 50, totp: 5, refresh: 50 } as const;
/** One check takes 60 ms of a core and 19 MiB; whoever comes when so many wait would wait for a second. */
const CHECKS_AT_ONCE = 24;

/** An attempt to prove that one is somebody, from somewhere. */
export interface Attempt {
  readonly emailMac: string;
  readonly addressMac: string;
  /** The account has signed in from this address before. */
  readonly isFamiliar: boolean;
}

/**
 * Before every check of a password. An account and an address together have five failures in 15 minutes; an address has fifty, for an
 * office may share one; an account has ten from all unfamiliar addresses together. So a guesser with many addresses gets no further than
 * ten, and locks nobody out at the addresses where they usually sign in. An e-mail that nobody has is counted in the same way.
 */
export class PasswordGate {
  readonly #limiter: AttemptLimiter;
  readonly #fingerprints: Fingerprints;
  #checking = 0;

  constructor(pool: Pool, fingerprints: Fingerprints) {
    this.#limiter = new AttemptLimiter(pool);
    this.#fingerprints = fingerprints;
  }

  attempt(canonicalEmail: string, address: string, isFamiliar: boolean): Attempt {
    return { emailMac: this.#fingerprints.email(canonicalEmail), addressMac: this.#fingerprints.address(address), isFamiliar };
  }

  /** Is it the password? `hash` is null for an account that nobody has. Throws `RateLimited` when the attempt may not be made now. */
  async check(attempt: Attempt, hash: string | null, password: string): Promise<boolean> {
    await this.#limiter.take(limitsOf(attempt));
    if (this.#checking >= CHECKS_AT_ONCE) {
      await this.forgive(attempt);
      throw new RateLimited(2);
    }
    this.#checking++;
    return verifyPassword(hash, password).finally(() => this.#checking--);
  }

  /** The password was right, whatever came of it: the attempt is no failure. */
  forgive(attempt: Attempt): Promise<void> {
    return this.#limiter.giveBack(limitsOf(attempt).map(({ key }) => key));
  }

  /** Everything was right: earlier failures from this address are forgotten with it, those from elsewhere are not. */
  async succeed(attempt: Attempt, credentialId: string): Promise<void> {
    await this.forgive(attempt);
    await this.#limiter.clear([pairKey(attempt), totpKey(credentialId)]);
  }

  /** Six digits are few: wrong codes are counted for the account, wherever they come from. Only who has the password gets here. */
  enterTotp(credentialId: string): Promise<void> {
    return this.#limiter.take([{ key: totpKey(credentialId), limit: LIMITS.totp }]);
  }

  enterRefresh(address: string): Promise<void> {
    return this.#limiter.take([{ key: this.#refreshKey(address), limit: LIMITS.refresh }]);
  }

  forgiveRefresh(address: string): Promise<void> {
    return this.#limiter.giveBack([this.#refreshKey(address)]);
  }

  #refreshKey(address: string): string {
    return `refresh:${this.#fingerprints.address(address)}`;
  }
}

const pairKey = ({ emailMac, addressMac }: Attempt): string => `pair:${emailMac}:${addressMac}`;
const totpKey = (credentialId: string): string => `totp:${credentialId}`;

function limitsOf(attempt: Attempt): AttemptLimit[] {
  const everywhere = attempt.isFamiliar ? [] : [{ key: `account:${attempt.emailMac}`, limit: LIMITS.account }];
  return [{ key: pairKey(attempt), limit: LIMITS.pair }, { key: `address:${attempt.addressMac}`, limit: LIMITS.address }, ...everywhere];
}
