export const USER_ERROR_CODES = [
  ...(['INVALID', 'NOT_FOUND', 'STALE_VERSION', 'ILLEGAL_TRANSITION', 'ALREADY_EXISTS', 'ALREADY_PENDING', 'IDEMPOTENCY_CONFLICT'] as const),
  ...(['INSUFFICIENT_FUNDS', 'LIMIT_EXCEEDED', 'MAKER_CANNOT_CHECK', 'ALREADY_APPROVED_BY_YOU', 'RESTRICTED', 'KYC_REQUIRED'] as const),
  ...(['CURRENCY_MISMATCH', 'CYCLE', 'POLICY_FORBIDS', 'CONNECTOR_UNAVAILABLE'] as const),
] as const;
export type UserErrorCode = (typeof USER_ERROR_CODES)[number];

/** An expected failure as a person reads it: what is wrong, where in the input, what would be right. */
export interface UserErrorData {
  readonly code: UserErrorCode;
  readonly message: string;
  /** Path into the input, such as `["email"]`; null when it concerns no single field. */
  readonly field: readonly string[] | null;
  /** With STALE_VERSION. */
  readonly currentVersion?: number;
  /** With INSUFFICIENT_FUNDS. */
  readonly available?: { readonly amount: string; readonly currency: string };
}

/** Thrown by a service inside its transaction, which it rolls back; the GraphQL rim turns it into `userErrors`. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly errors: readonly UserErrorData[];

  constructor(errors: readonly UserErrorData[]) {
    super(errors.map((error) => error.message).join(' '));
    this.errors = errors;
  }
}

export const refusal = (code: UserErrorCode, message: string, field: readonly string[] | null = null): Refusal => new Refusal([{ code, message, field }]);

export const notFound = (what: string, field: string): Refusal => refusal('NOT_FOUND', `There is no such ${what}.`, [field]);

export const staleVersion = (currentVersion: number): Refusal =>
  new Refusal([
    {
      code: 'STALE_VERSION',
      message: `Somebody changed this meanwhile: it is at version ${currentVersion}. Read it again, then decide.`,
      field: ['version'],
      currentVersion,
    },
  ]);

export const insufficientFunds = (amount: string, currency: string, field: readonly string[] | null): Refusal =>
  new Refusal([{ code: 'INSUFFICIENT_FUNDS', message: `There are ${amount} ${currency} available.`, field, available: { amount, currency } }]);
