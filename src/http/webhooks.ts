import type { FastifyInstance } from 'fastify';
import type { PaymentInbox } from '../modules/payments/index.js';

/** Vendors' webhooks are small. */
const BODY_LIMIT = 256 * 1024;

/**
 * `POST /webhooks/payments/<provider>`: the raw body as it came, verified by the provider's connector, kept, and answered in the vendor's
 * own way. It is worked on afterwards, by a job.
 */
export function registerWebhooks(fastify: FastifyInstance, { inbox }: { readonly inbox: PaymentInbox }): void {
  // in a scope of its own, where bodies stay bytes whatever they say they are
  void fastify.register((scope, _options, done) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: BODY_LIMIT }, (_request, body, parsed) => parsed(null, body));
    scope.post<{ Params: { provider: string } }>('/webhooks/payments/:provider', async (request, reply) => {
      const rawBody = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
      const answer = await inbox.receive(request.params.provider, { rawBody, headers: request.headers, receivedAt: new Date() });
      void reply.header('cache-control', 'no-store');
      return answer === null ? reply.callNotFound() : reply.code(answer.status).headers(answer.headers).send(answer.body);
    });
    done();
  });
}
