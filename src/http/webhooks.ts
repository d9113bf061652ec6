import type { FastifyInstance } from 'fastify';
import type { VendorInbox } from '../modules/kyc-vendor/index.js';
import type { PaymentInbox } from '../modules/payments/index.js';

/** Vendors' webhooks are small. */
const BODY_LIMIT = 256 * 1024;

export interface Inboxes {
  readonly inbox: PaymentInbox;
  readonly kycInbox: VendorInbox;
}

/**
 * `POST /webhooks/payments/<provider>` and `POST /webhooks/kyc/<vendor>`: the raw body as it came, verified by the connector, kept, and
 * answered in the vendor's own way. It is worked on afterwards, by a job.
 */
export function registerWebhooks(fastify: FastifyInstance, { inbox, kycInbox }: Inboxes): void {
  // in a scope of its own, where bodies stay bytes whatever they say they are
  void fastify.register((scope, _options, done) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: BODY_LIMIT }, (_request, body, parsed) => parsed(null, body));
    scope.post<{ Params: { provider: string } }>('/webhooks/payments/:provider', async (request, reply) => {
      const answer = await inbox.receive(request.params.provider, { rawBody: rawBodyOf(request.body), headers: request.headers, receivedAt: new Date() });
      void reply.header('cache-control', 'no-store');
      return answer === null ? reply.callNotFound() : reply.code(answer.status).headers(answer.headers).send(answer.body);
    });
    scope.post<{ Params: { vendor: string } }>('/webhooks/kyc/:vendor', async (request, reply) => {
      const status = await kycInbox.receive(request.params.vendor, { rawBody: rawBodyOf(request.body), headers: request.headers });
      void reply.header('cache-control', 'no-store');
      return status === null ? reply.callNotFound() : reply.code(status).send();
    });
    done();
  });
}

const rawBodyOf = (body: unknown): Buffer => (Buffer.isBuffer(body) ? body : Buffer.alloc(0));
