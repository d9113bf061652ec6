import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { StartError } from '../../runtime/start-error.js';
import { type ExplorerOperation, readOperations, resolveDates } from './operations.js';

export interface ExplorerViewer {
  readonly kind: string;
  readonly departments: readonly string[];
}

export interface DemoSignIn {
  readonly email: string;
  readonly password: string;
  readonly title: string;
}

export interface ExplorerOptions {
  /** What `npm run build:explorer` wrote. */
  readonly assetsDir: string;
  /** schema/operations */
  readonly operationsDir: string;
  /** One-click sign-ins of the demo brokerage; empty outside of it. */
  readonly demoSignIns: readonly DemoSignIn[];
  /** Who asks, by the request's authorization; null when nobody is signed in. */
  viewerOf(request: FastifyRequest): Promise<ExplorerViewer | null>;
}

/** Nothing but our own files, no inline script or style, no frame around the page, no other host. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

const PAGE_HEADERS = {
  'content-security-policy': CONTENT_SECURITY_POLICY,
  'x-frame-options': 'DENY',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=()',
};

const audiencesOf = (viewer: ExplorerViewer): readonly string[] => (viewer.kind === 'STAFF' ? viewer.departments : [viewer.kind]);

const operationsFor = (operations: readonly ExplorerOperation[], viewer: ExplorerViewer, now: Date): ExplorerOperation[] =>
  audiencesOf(viewer)
    .flatMap((audience) => operations.filter((operation) => operation.audience === audience))
    .map((operation) => ({ ...operation, variables: operation.variables && resolveDates(operation.variables, now) }));

const addPage = async (scope: FastifyInstance, assetsDir: string): Promise<void> => {
  scope.addHook('onRequest', async (_request, reply) => {
    reply.headers(PAGE_HEADERS);
  });
  // Asset names carry a hash of their content: a name never gets other content.
  await scope.register(fastifyStatic, {
    root: join(assetsDir, 'assets'),
    prefix: '/explorer/assets/',
    preCompressed: true,
    index: false,
    immutable: true,
    maxAge: '365d',
  });
  const page = (_request: FastifyRequest, reply: FastifyReply): FastifyReply =>
    reply.header('cache-control', 'no-cache').sendFile('index.html', assetsDir, { cacheControl: false });
  scope.get('/', page);
};

const addData = (scope: FastifyInstance, options: ExplorerOptions): void => {
  const operations = readOperations(options.operationsDir);
  scope.addHook('onRequest', async (_request, reply) => {
    reply.header('cache-control', 'no-store');
  });
  scope.get('/explorer/settings.json', async () => ({ demo: options.demoSignIns.length > 0, signIns: options.demoSignIns }));
  scope.get('/explorer/operations.json', async (request, reply) => {
    const viewer = await options.viewerOf(request);
    if (viewer === null) return reply.code(401).send({ code: 'UNAUTHENTICATED' });
    return { operations: operationsFor(operations, viewer, new Date()) };
  });
};

/** The explorer at `/`, its files and what it asks for at `/explorer/*`. */
export async function registerExplorer(fastify: FastifyInstance, options: ExplorerOptions): Promise<void> {
  if (!existsSync(join(options.assetsDir, 'index.html'))) throw new StartError('The explorer is not built: run `npm run build:explorer`.');
  await fastify.register((scope) => addPage(scope, options.assetsDir));
  await fastify.register(async (scope) => addData(scope, options));
}
