import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';

const SWEEP_MS = 50;

/**
 * Closing cuts the connections that are idle at that moment; one that is answered later would be kept alive for a minute, and the
 * process with it. So would one on which nothing was ever said, which browsers open in advance: Node takes it for one that is about to ask.
 */
export function closeConnectionsOnceIdle(fastify: FastifyInstance): void {
  const open = new Set<Socket>();
  fastify.server.on('connection', (socket: Socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
  });
  const sweep = (): void => {
    fastify.server.closeIdleConnections();
    for (const socket of open) if (socket.bytesRead === 0) socket.destroy();
  };
  fastify.addHook('preClose', (done) => {
    const sweeping = setInterval(sweep, SWEEP_MS);
    fastify.server.once('close', () => clearInterval(sweeping));
    if (!fastify.server.listening) clearInterval(sweeping);
    done();
  });
}
