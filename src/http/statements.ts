import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Actor } from '../access/actor.js';
import type { BankStatementService } from '../modules/payments/index.js';
import { Refusal } from '../runtime/refusal.js';
import { codedError } from './errors.js';

/** As much as the banks' connector reads. */
const BODY_LIMIT = 10_000_000;

export interface StatementUploads {
  readonly statements: BankStatementService;
  readonly actorOf: (authorization: string | undefined) => Promise<Actor | null>;
}

const told = (reply: FastifyReply, status: number, code: string, message: string) =>
  reply.code(status).send({ errors: [{ message, extensions: { code, requestId: reply.request.id } }] });

/**
 * `PUT /payments/statements/<provider>?fileName=...`: a bank statement that is too large for an operation, with the same token and
 * permission. Answers 201 with `{ id, isNew, lines }`, 200 when it was there already. Who may not is told before a byte is read.
 */
export function registerStatements(fastify: FastifyInstance, { statements, actorOf }: StatementUploads): void {
  const actors = new WeakMap<FastifyRequest, Actor>();
  const admit = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> => {
    void reply.header('cache-control', 'no-store');
    try {
      const actor = await actorOf(request.headers.authorization);
      if (actor === null) return told(reply, 401, 'UNAUTHENTICATED', 'Sign in first.');
      if (!actor.permissions.has('payments:operate')) return told(reply, 403, 'FORBIDDEN', 'This takes the permission payments:operate.');
      actors.set(request, actor);
      return undefined;
    } catch (error) {
      const coded = codedError(error);
      if (coded === null) throw error;
      return told(reply, 401, String(coded.extensions['code']), coded.message);
    }
  };
  // in a scope of its own, where bodies stay bytes whatever they say they are
  void fastify.register((scope, _options, done) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: BODY_LIMIT }, (_request, body, parsed) => parsed(null, body));
    scope.put<{ Params: { provider: string }; Querystring: { fileName?: string } }>(
      '/payments/statements/:provider',
      { onRequest: admit, bodyLimit: BODY_LIMIT },
      async (request, reply) => {
        const actor = actors.get(request) as Actor;
        const content = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
        const { fileName } = request.query;
        try {
          const file = { provider: request.params.provider, fileName: typeof fileName === 'string' ? fileName : 'statement', content };
          const imported = await statements.import({ actor, requestId: request.id }, file);
          return await reply.code(imported.isNew ? 201 : 200).send(imported);
        } catch (error) {
          if (!(error instanceof Refusal)) throw error;
          const [first] = error.errors;
          return told(reply, first?.code === 'NOT_FOUND' ? 404 : 422, first?.code ?? 'INVALID', error.message);
        }
      },
    );
    done();
  });
}
