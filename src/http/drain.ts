import type { FastifyInstance } from 'fastify';

const SWEEP_MS = 50;

/**
 * Closing cuts the connections that are idle at that moment; one that is answered later would be kept alive for a minute, and the
 * process with it.
 */
export function closeConnectionsOnceIdle(fastify: FastifyInstance): void {
  fastify.addHook('preClose', (done) => {
    const sweep = setInterval(() => fastify.server.closeIdleConnections(), SWEEP_MS);
    fastify.server.once('close', () => clearInterval(sweep));
    if (!fastify.server.listening) clearInterval(sweep);
    done();
  });
}
