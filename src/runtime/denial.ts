/** The request names a session or a key that does not hold: malformed, expired, revoked, or of somebody who may not sign in. */
export class Unauthenticated extends Error {
  override readonly name = 'Unauthenticated';

  constructor(message = 'Sign in again: this access token or API key does not hold.') {
    super(message);
  }
}

/** Too many attempts; nothing was tried this time. */
export class RateLimited extends Error {
  override readonly name = 'RateLimited';
  readonly retryAfterSeconds: number;

  constructor(retryAfterSeconds: number) {
    super(`Too many attempts. Try again in ${retryAfterSeconds < 120 ? `${retryAfterSeconds} seconds` : `${Math.ceil(retryAfterSeconds / 60)} minutes`}.`);
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** An argument that takes more than the field that it narrows. */
export class Forbidden extends Error {
  override readonly name = 'Forbidden';
  readonly permission: string;

  constructor(permission: string) {
    super(`This takes the permission ${permission}.`);
    this.permission = permission;
  }
}
