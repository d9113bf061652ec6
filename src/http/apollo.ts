import { ApolloServer, type ApolloServerPlugin, type GraphQLRequestContextWillSendResponse } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import type { DocumentNode, ExecutionResult, GraphQLSchema } from 'graphql';
import type { GatewayContext } from '../graphql/context.js';
import type { Executor } from '../graphql/executor.js';
import { LIMITS } from '../graphql/limits.js';
import type { Logger } from '../runtime/log.js';
import type { Metrics } from '../runtime/metrics.js';
import { formatError, isFault } from './errors.js';

/** The part of Apollo's gateway hook that is used: our executor in place of graphql-js. */
interface GatewayRequest {
  readonly document: DocumentNode;
  readonly queryHash: string;
  readonly request: { readonly operationName?: string; readonly variables?: Record<string, unknown> };
  readonly context: GatewayContext;
}

function gatewayOf(schema: GraphQLSchema, executor: Executor) {
  const run = ({ document, queryHash, request, context }: GatewayRequest): Promise<ExecutionResult> =>
    executor.execute({ documentKey: queryHash, document, operationName: request.operationName ?? undefined, variables: request.variables, context });
  return {
    load: async () => ({ executor: run }),
    onSchemaLoadOrUpdate: (callback: (context: { apiSchema: GraphQLSchema; coreSupergraphSdl: string }) => void) => {
      callback({ apiSchema: schema, coreSupergraphSdl: '' });
      return () => undefined;
    },
    stop: async () => undefined,
  };
}

type Answered = GraphQLRequestContextWillSendResponse<GatewayContext>;

/** Puts the request id on every error, and writes one line of log and one observation per operation. */
function accounting(log: Logger, metrics: Metrics): ApolloServerPlugin<GatewayContext> {
  const finish = (startedAt: number, { response, contextValue, operationName, operation }: Answered): void => {
    const result = response.body.kind === 'single' ? response.body.singleResult : response.body.initialResult;
    const { requestId, actor } = contextValue;
    const errors = result.errors;
    const retryAfterSeconds = errors?.find((error) => error.extensions?.['code'] === 'RATE_LIMITED')?.extensions?.['retryAfterSeconds'];
    if (retryAfterSeconds !== undefined) {
      response.http.status = 429;
      response.http.headers.set('retry-after', String(retryAfterSeconds));
    }
    if (errors !== undefined) result.errors = errors.map((error) => ({ ...error, extensions: { ...error.extensions, requestId } }));
    const durationMs = Math.round((performance.now() - startedAt) * 100) / 100;
    const cost = (result.extensions?.['cost'] as { requested: number } | undefined)?.requested ?? 0;
    metrics.observeOperation(operationName, errors === undefined ? 'ok' : result.data == null ? 'refused' : 'error', durationMs / 1000, cost);
    log.info(
      {
        requestId,
        operation: operationName,
        operationType: operation?.operation,
        actorKind: actor?.kind,
        actorId: actor?.id,
        durationMs,
        cost,
        code: errors?.[0]?.extensions?.['code'],
      },
      'operation',
    );
  };
  return {
    requestDidStart: async () => {
      const startedAt = performance.now();
      return {
        didEncounterErrors: async ({ errors, contextValue }) => {
          for (const error of errors)
            if (isFault(error)) log.error({ requestId: contextValue.requestId, err: error.originalError ?? error }, 'an operation failed');
        },
        willSendResponse: async (context) => finish(startedAt, context),
      };
    },
  };
}

export function createApollo(input: { schema: GraphQLSchema; executor: Executor; log: Logger; metrics: Metrics }): ApolloServer<GatewayContext> {
  return new ApolloServer<GatewayContext>({
    gateway: gatewayOf(input.schema, input.executor) as never,
    parseOptions: { maxTokens: LIMITS.tokens },
    // who may introspect is a matter of the actor, and the executor's
    introspection: true,
    csrfPrevention: true,
    allowBatchedHttpRequests: false,
    hideSchemaDetailsFromClientErrors: true,
    includeStacktraceInErrorResponses: false,
    persistedQueries: false,
    stopOnTerminationSignals: false,
    stringifyResult: (value) => JSON.stringify(value),
    formatError,
    logger: {
      debug: () => undefined,
      info: () => undefined,
      warn: (message) => input.log.warn(String(message)),
      error: (message) => input.log.error(String(message)),
    },
    // Apollo would otherwise wrap every field to collect cache hints
    plugins: [
      accounting(input.log, input.metrics),
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
    ],
  });
}
