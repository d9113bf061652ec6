import { Field, Int, InterfaceType, ObjectType, registerEnumType } from 'type-graphql';
import { Refusal, USER_ERROR_CODES, type UserErrorData } from '../runtime/refusal.js';
import { Money } from './money.types.js';

/** Builds the enum object that type-graphql wants out of a list of names. */
export const enumOf = <const T extends readonly string[]>(values: T): { readonly [K in T[number]]: K } =>
  Object.fromEntries(values.map((value) => [value, value])) as { [K in T[number]]: K };

export const UserErrorCode = enumOf(USER_ERROR_CODES);
registerEnumType(UserErrorCode, {
  name: 'UserErrorCode',
  description: 'What kind of expected failure it is: programs branch on this, people read the message.',
  valuesConfig: {
    INVALID: { description: 'A value does not do.' },
    NOT_FOUND: { description: 'There is no such object, or none that you may see.' },
    STALE_VERSION: { description: 'Somebody changed the object since you read it.' },
    ILLEGAL_TRANSITION: { description: 'The object cannot go from its state to that one.' },
    ALREADY_EXISTS: { description: 'There is one already.' },
    ALREADY_PENDING: { description: 'A request of this kind is open already.' },
    IDEMPOTENCY_CONFLICT: { description: 'The idempotency key was used with other input.' },
    INSUFFICIENT_FUNDS: { description: 'There is less available than asked for.' },
    LIMIT_EXCEEDED: { description: 'A limit in amount, number or time stands against it.' },
    MAKER_CANNOT_CHECK: { description: 'Who asked for it may not decide on it.' },
    ALREADY_APPROVED_BY_YOU: { description: 'You have approved it before: one person counts once.' },
    RESTRICTED: { description: 'A restriction on the client or account forbids it.' },
    KYC_REQUIRED: { description: 'The client has to be verified first.' },
    CURRENCY_MISMATCH: { description: 'The currencies do not fit together.' },
    CYCLE: { description: 'It would put a partner under its own subtree.' },
    POLICY_FORBIDS: { description: 'A policy of the broker forbids it.' },
    CONNECTOR_UNAVAILABLE: { description: 'An outside system did not answer.' },
  },
});

/** The GraphQL type of an error. */
export const userErrorType = (error: UserErrorData): string =>
  error.code === 'STALE_VERSION' ? 'StaleVersionError' : error.code === 'INSUFFICIENT_FUNDS' ? 'InsufficientFundsError' : 'InputError';

@InterfaceType({ description: 'An expected failure: it travels as data, in the payload. Types that implement it may carry more.', resolveType: userErrorType })
export abstract class UserError {
  @Field(() => UserErrorCode, { description: 'For programs.' })
  code: keyof typeof UserErrorCode;

  @Field(() => String, { description: 'For people: what is wrong and what would be right.' })
  message: string;

  @Field(() => [String], { nullable: true, description: 'Path into the input, such as ["email"]; null when it concerns no single field.' })
  field: readonly string[] | null;
}

@ObjectType({ implements: UserError, simpleResolvers: true, description: 'Something about the input does not do.' })
export class InputError extends UserError {}

@ObjectType({ implements: UserError, simpleResolvers: true, description: 'The object is at another version than the one that was named.' })
export class StaleVersionError extends UserError {
  @Field(() => Int, { description: 'The version that it is at now.' })
  currentVersion: number;
}

@ObjectType({ implements: UserError, simpleResolvers: true, description: 'There is less available than asked for.' })
export class InsufficientFundsError extends UserError {
  @Field(() => Money, { description: 'What is available.' })
  available: Money;
}

/** What a payload is made of: nothing but errors, or the object and none. */
export async function answer<T extends object>(work: () => Promise<T>): Promise<Partial<T> & { userErrors: readonly UserErrorData[] }> {
  try {
    return { ...(await work()), userErrors: [] };
  } catch (error) {
    if (error instanceof Refusal) return { userErrors: error.errors } as Partial<T> & { userErrors: readonly UserErrorData[] };
    throw error;
  }
}
