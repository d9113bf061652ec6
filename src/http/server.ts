import { randomUUID } from 'node:crypto';
import type { Server } from 'node:http';
import Fastify, { type FastifyError, type FastifyHttpOptions, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { GraphQLError } from 'graphql';
import { type ApolloServer, HeaderMap, type HTTPGraphQLRequest } from '@apollo/server';
import type { Actor } from '../access/actor.js';
import type { GatewayContext } from '../graphql/context.js';
import type { Logger } from '../runtime/log.js';
import { closeConnectionsOnceIdle } from './drain.js';
import { codedError } from './errors.js';

/** Operations are text: what is larger is no operation. Files go by a place of their own. */
const BODY_LIMIT = 256 * 1024;
const SMALL_REQUEST_MS = 30_000;

export interface ServerOptions {
  /** How many proxies stand before the gateway. */
  readonly trustProxy: number;
  /** How long a file may take to come; all else is small and has half a minute at least. */
  readonly uploadTimeoutMs: number;
  readonly log: Logger;
}

export interface GraphqlOptions {
  readonly apollo: ApolloServer<GatewayContext>;
  readonly log: Logger;
  readonly actorOf: (authorization: string | undefined) => Promise<Actor | null>;
  readonly contextOf: (input: { actor: Actor | null; requestId: string; address: string }) => GatewayContext;
}

const told = (message: string, code: string, requestId: string) => ({ errors: [{ message, extensions: { code, requestId } }] });

/** PostgreSQL's text holds every character but NUL: said here once, instead of in each field. */
function refuseNul(fastify: FastifyInstance): void {
  const parse = fastify.getDefaultJsonParser('error', 'error');
  fastify.removeContentTypeParser('application/json');
  fastify.addContentTypeParser('application/json', { parseAs: 'string', bodyLimit: BODY_LIMIT }, (request, body, done) => {
    const text = body as string;
    if (text.includes('\\u0000') || text.includes('\u0000')) done(Object.assign(new Error('Text may not hold the character NUL.'), { statusCode: 400 }));
    else void parse(request, text, done);
  });
}

/** Errors from before GraphQL, in the shape of GraphQL's. */
function answerError(error: FastifyError, request: FastifyRequest, reply: FastifyReply, log: Logger): void {
  const status = error.statusCode ?? 500;
  if (status >= 500) log.error({ requestId: request.id, err: error }, 'a request failed');
  const message = status >= 500 ? 'Something went wrong on our side.' : error.message;
  void reply
    .code(status)
    .removeHeader('content-length')
    .removeHeader('content-disposition')
    // also where a file was about to be sent
    .headers({ 'cache-control': 'no-store', 'content-type': 'application/json; charset=utf-8' })
    .send(told(message, status >= 500 ? 'INTERNAL_SERVER_ERROR' : 'BAD_USER_INPUT', request.id));
}

export function createServer(options: ServerOptions): FastifyInstance {
  const { log } = options;
  const settings: FastifyHttpOptions<Server> = {
    bodyLimit: BODY_LIMIT,
    trustProxy: (_address, hop) => hop <= options.trustProxy - 1,
    genReqId: () => randomUUID(),
    requestTimeout: Math.max(SMALL_REQUEST_MS, options.uploadTimeoutMs + 5_000),
    keepAliveTimeout: 65_000,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 200 },
    http: { headersTimeout: 10_000 },
  };
  const fastify: FastifyInstance = Fastify(settings);
  closeConnectionsOnceIdle(fastify);
  refuseNul(fastify);
  fastify.addHook('onRequest', (request, reply, done) => {
    void reply.headers({ 'x-request-id': request.id, 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' });
    done();
  });
  fastify.setErrorHandler((error: FastifyError, request, reply) => answerError(error, request, reply, log));
  fastify.setNotFoundHandler((request, reply) =>
    reply.code(404).send(told('There is nothing here. Operations go to POST /graphql.', 'BAD_USER_INPUT', request.id)),
  );
  return fastify;
}

/** Operations come here, by POST, or by GET for queries. */
export function registerGraphql(fastify: FastifyInstance, options: GraphqlOptions): void {
  fastify.route({
    method: ['GET', 'POST'],
    url: '/graphql',
    onRequest: (_request, reply, done) => {
      void reply.header('cache-control', 'no-store');
      done();
    },
    handler: async (request, reply) => {
      const answer = await options.apollo.executeHTTPGraphQLRequest({
        httpGraphQLRequest: httpRequestOf(request),
        context: () => contextFor(options, request),
      });
      if (answer.body.kind !== 'complete') throw new Error('Answers are given in one piece');
      for (const [name, value] of answer.headers) void reply.header(name, value);
      return reply.code(answer.status ?? 200).send(answer.body.string);
    },
  });
}

/** What Apollo looks at: what comes and goes in which form, and whether a browser asked before it sent it. */
const HEADERS = ['content-type', 'accept', 'x-apollo-operation-name', 'apollo-require-preflight'] as const;

function httpRequestOf({ method, url, headers, body }: FastifyRequest): HTTPGraphQLRequest {
  const kept = new HeaderMap();
  for (const name of HEADERS) {
    const value = headers[name];
    if (value !== undefined) kept.set(name, String(value));
  }
  const search = url.indexOf('?');
  return { method, headers: kept, search: search < 0 ? '' : url.slice(search), body };
}

async function contextFor(options: GraphqlOptions, request: FastifyRequest): Promise<GatewayContext> {
  try {
    const actor = await options.actorOf(request.headers.authorization);
    return options.contextOf({ actor, requestId: request.id, address: request.ip });
  } catch (error) {
    const coded = codedError(error);
    if (coded === null) options.log.error({ requestId: request.id, err: error }, 'who asks could not be told');
    const { message, extensions } =
      coded ?? new GraphQLError('Something went wrong on our side.', { extensions: { code: 'INTERNAL_SERVER_ERROR', http: { status: 500 } } });
    throw new GraphQLError(message, { extensions: { ...extensions, requestId: request.id } });
  }
}
