import { unwrapResolverError } from '@apollo/server/errors';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { CursorError } from '../database/reader.cursor.js';
import { ReadArgumentError } from '../database/reader.engine.js';
import { Forbidden, RateLimited, Unauthenticated } from '../runtime/denial.js';
import { Refusal } from '../runtime/refusal.js';

/** Codes that callers may see; anything else is a fault of ours and is masked. */
const TOLD: Readonly<Record<string, string>> = {
  ...{ UNAUTHENTICATED: 'UNAUTHENTICATED', FORBIDDEN: 'FORBIDDEN', BAD_USER_INPUT: 'BAD_USER_INPUT', GRAPHQL_PARSE_FAILED: 'GRAPHQL_PARSE_FAILED' },
  ...{ GRAPHQL_VALIDATION_FAILED: 'GRAPHQL_VALIDATION_FAILED', QUERY_TOO_COSTLY: 'QUERY_TOO_COSTLY', RATE_LIMITED: 'RATE_LIMITED' },
  // Apollo's own words for a request that is no operation
  ...{
    BAD_REQUEST: 'BAD_USER_INPUT',
    OPERATION_RESOLUTION_FAILURE: 'BAD_USER_INPUT',
    PERSISTED_QUERY_NOT_SUPPORTED: 'BAD_USER_INPUT',
    PERSISTED_QUERY_NOT_FOUND: 'BAD_USER_INPUT',
  },
};

const FAULT = 'Something went wrong on our side. Nothing of this request was done unless its payload says so; give the request id to whoever looks into it.';

/** What PostgreSQL says of a value that cannot be one: its class 22. The statement around it stays inside. */
const isBadValue = (error: unknown): boolean => /^22\w{3}$/.test(String((error as { code?: unknown } | null)?.code));

/** The errors that the lower layers throw to tell a caller something, as GraphQL errors with a code. */
export function codedError(error: unknown): GraphQLError | null {
  if (error instanceof Unauthenticated) return new GraphQLError(error.message, { extensions: { code: 'UNAUTHENTICATED', http: { status: 401 } } });
  if (error instanceof RateLimited) {
    const headers = new Map([['retry-after', String(error.retryAfterSeconds)]]);
    return new GraphQLError(error.message, {
      extensions: { code: 'RATE_LIMITED', retryAfterSeconds: error.retryAfterSeconds, http: { status: 429, headers } },
    });
  }
  if (error instanceof Forbidden) return new GraphQLError(error.message, { extensions: { code: 'FORBIDDEN', permission: error.permission } });
  if (error instanceof CursorError || error instanceof ReadArgumentError) return new GraphQLError(error.message, { extensions: { code: 'BAD_USER_INPUT' } });
  // a mutation has a payload to say so in, a query has not
  if (error instanceof Refusal) {
    const [first] = error.errors;
    const code = first?.code === 'POLICY_FORBIDS' ? 'FORBIDDEN' : 'BAD_USER_INPUT';
    return new GraphQLError(error.message, { extensions: { code, reason: first?.code, field: first?.field } });
  }
  if (isBadValue(error))
    return new GraphQLError('A value of the input cannot be stored or compared: look for control characters, or numbers that are too large.', {
      extensions: { code: 'BAD_USER_INPUT' },
    });
  return null;
}

/** Is this error ours to look into? Those are logged whole. */
export function isFault(error: unknown): boolean {
  const code = (error as GraphQLError).extensions?.['code'];
  return codedError(unwrapResolverError(error)) === null && (typeof code !== 'string' || TOLD[code] === undefined);
}

/** The outside of an error: a code that is on the list, a message without SQL and without a stack. */
export function formatError(formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError {
  const { locations, path } = formatted;
  const place = { ...(locations === undefined ? {} : { locations }), ...(path === undefined ? {} : { path }) };
  const coded = codedError(unwrapResolverError(error));
  if (coded !== null) {
    const { http: _http, ...extensions } = coded.extensions;
    return { message: coded.message, ...place, extensions };
  }
  const code = TOLD[String(formatted.extensions?.['code'])];
  if (code === undefined) return { message: FAULT, ...place, extensions: { code: 'INTERNAL_SERVER_ERROR' } };
  // the parser works by recursion, and what nests that deep ends it before the bound on tokens does
  if (code === 'GRAPHQL_PARSE_FAILED' && !formatted.message.startsWith('Syntax Error'))
    return { message: 'The operation is nested too deeply to be read.', ...place, extensions: { code } };
  const { stacktrace: _stack, http: _http, ...extensions } = formatted.extensions ?? {};
  return { message: formatted.message, ...place, extensions: { ...extensions, code } };
}
