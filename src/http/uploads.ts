import type { Readable } from 'node:stream';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type UploadReceiver, type UploadRefusal, UploadRefused } from '../modules/documents/index.js';

const STATUS: Readonly<Record<UploadRefusal, number>> = {
  ...{ FORBIDDEN: 403, USED: 409, TOO_LARGE: 413, WRONG_SIZE: 400, ENCODED: 415, TOO_SLOW: 408, CONTENT: 422, BROKEN_OFF: 400 },
};

/** What is still coming of a refused file is let pass for so long, or the refusal would be lost in the cut of the connection. */
const LINGER_MS = 1_000;
const LINGER_BYTES = 1024 * 1024;

function linger(content: Readable): Promise<void> {
  return new Promise((resolve) => {
    let seenBytes = 0;
    const timer = setTimeout(resolve, LINGER_MS);
    const end = (): void => {
      clearTimeout(timer);
      resolve();
    };
    if (content.readableEnded || content.destroyed) return end();
    content.on('data', (chunk: Buffer) => (seenBytes += chunk.length) > LINGER_BYTES && end());
    for (const event of ['end', 'close', 'error'] as const) content.once(event, end);
    content.resume();
  });
}

function contentLength({ headers }: FastifyRequest): number | null {
  const length = headers['content-length'];
  return length === undefined ? null : Number(length);
}

/** `PUT /files/uploads/<id>?token=...`: where `FileUpload.url` leads to. The link is all that it takes. The body goes by as a stream. */
export function registerUploads(fastify: FastifyInstance, { receiver }: { readonly receiver: UploadReceiver }): void {
  // in a scope of its own, where no body is read before the link has been looked at
  void fastify.register((scope, _options, done) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, _body, parsed) => parsed(null));
    scope.put<{ Params: { id: string }; Querystring: { token?: string | string[] } }>('/files/uploads/:id', async (request, reply) => {
      // a body that is not read to its end leaves nothing that the connection could be used for
      void reply.headers({ 'cache-control': 'no-store', connection: 'close' });
      const incoming = {
        ...{ content: request.raw, contentLength: contentLength(request), contentEncoding: request.headers['content-encoding'], requestId: request.id },
      };
      try {
        return await reply.code(201).send(await receiver.receive(request.params.id, request.query.token, incoming));
      } catch (error) {
        await linger(request.raw);
        if (!(error instanceof UploadRefused)) throw error;
        const code = error.why === 'FORBIDDEN' ? 'FORBIDDEN' : 'BAD_USER_INPUT';
        return reply.code(STATUS[error.why]).send({ errors: [{ message: error.message, extensions: { code, requestId: request.id } }] });
      }
    });
    done();
  });
}
