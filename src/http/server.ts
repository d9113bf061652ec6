import { randomUUID } from 'node:crypto';
import { isUtf8 } from 'node:buffer';
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

const refused = (statusCode: number, message: string): Error => Object.assign(new Error(message), { statusCode });

/** Operations are JSON in UTF-8 as it is. Other bytes would become other letters; and PostgreSQL's text holds every character but NUL: said once, instead of in each field. */
function takeJson(fastify: FastifyInstance): void {
  const parse = fastify.getDefaultJsonParser('error', 'error');
  fastify.removeContentTypeParser('application/json');
  fastify.addContentTypeParser('application/json', { parseAs: 'buffer', bodyLimit: BODY_LIMIT }, (request, body, done) => {
    const encoding = request.headers['content-encoding'] ?? 'identity';
    if (encoding.toLowerCase() !== 'identity') return done(refused(415, 'A body is taken as it is, without Content-Encoding.'));
    if (!isUtf8(body as Buffer)) return done(refused(400, 'The body is not valid UTF-8.'));
    const text = (body as Buffer).toString('utf8');
    if (text.includes('\\u0000') || text.includes('\u0000')) return done(refused(400, 'Text may not hold the character NUL.'));
    void parse(request, text, done);
  });
}

/** What the framework says in words of its own, said so that it tells what would be right. */
function wordsFor(error: FastifyError, request: FastifyRequest): string {
  if (error.code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE')
    return 'This body is of a type that is not taken here: an operation is sent with the header Content-Type: application/json.';
  if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') return `The body is too large: ${Math.floor(request.routeOptions.bodyLimit / 1024)} kB is the most here.`;
  return error.message;
}

/** Errors from before GraphQL, in the shape of GraphQL's. */
function answerError(error: FastifyError, request: FastifyRequest, reply: FastifyReply, log: Logger): void {
  const status = error.statusCode ?? 500;
  if (status >= 500) log.error({ requestId: request.id, err: error }, 'a request failed');
  const message = status >= 500 ? 'Something went wrong on our side.' : wordsFor(error, request);
  void reply
    .code(status)
    .removeHeader('content-length')
    .removeHeader('content-disposition')
    // also where a file was about to be sent
    .headers({ 'cache-control': 'no-store', 'content-type': 'application/json; charset=utf-8' })
    .send(told(message, status >= 500 ? 'INTERNAL_SERVER_ERROR' : 'BAD_USER_INPUT', request.id));
}

const headersOf = (request: FastifyRequest) => ({ 'x-request-id': request.id, 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' });

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
    // an address that cannot be read
    frameworkErrors: (error, request, reply) => answerError(error, request, reply.headers(headersOf(request)), log),
  };
  const fastify: FastifyInstance = Fastify(settings);
  closeConnectionsOnceIdle(fastify);
  takeJson(fastify);
  fastify.addHook('onRequest', (request, reply, done) => {
    void reply.headers(headersOf(request));
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
      return reply.code(answer.status ?? 200).send(withRequestId(answer.body.string, answer.status ?? 200, request.id));
    },
  });
}

/** Of what is no operation at all Apollo tells before there is a context, and so without the request's id. */
function withRequestId(body: string, status: number, requestId: string): string {
  if (status < 400 || body.includes('"requestId":')) return body;
  const { errors, ...rest } = JSON.parse(body) as { errors?: readonly { extensions?: object }[] };
  return JSON.stringify({ errors: errors?.map((error) => ({ ...error, extensions: { ...error.extensions, requestId } })), ...rest });
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
