import { once } from 'node:events';
import { Agent, get } from 'node:http';
import { connect } from 'node:net';
import { fastify } from 'fastify';
import { expect, test } from 'vitest';
import { closeConnectionsOnceIdle } from './drain.js';

test('closing waits for the answer under way, and not for its connection to time out', async () => {
  const app = fastify({ keepAliveTimeout: 60_000, forceCloseConnections: 'idle' });
  closeConnectionsOnceIdle(app);
  const started = Promise.withResolvers<void>();
  app.get('/slow', async () => {
    started.resolve();
    await new Promise((resolve) => setTimeout(resolve, 300));
    return 'answered';
  });
  const url = await app.listen({ port: 0 });
  const agent = new Agent({ keepAlive: true });
  const answer = new Promise<string>((resolve, reject) =>
    get(`${url}/slow`, { agent }, (response) => response.setEncoding('utf8').on('data', resolve)).on('error', reject),
  );
  await started.promise;
  const before = performance.now();
  await app.close();
  expect(await answer).toBe('answered');
  expect(performance.now() - before).toBeLessThan(5_000);
  agent.destroy();
});

test('closing does not wait for a connection on which nobody has said anything yet', async () => {
  const app = fastify({ forceCloseConnections: 'idle' });
  closeConnectionsOnceIdle(app);
  const accepted = once(app.server, 'connection');
  const silent = connect(Number(new URL(await app.listen({ port: 0, host: '127.0.0.1' })).port), '127.0.0.1');
  const ended = once(silent, 'close');
  await accepted;
  const before = performance.now();
  await Promise.all([app.close(), ended]);
  expect(performance.now() - before).toBeLessThan(5_000);
});

test('closing one that never listened is no matter', async () => {
  const app = fastify();
  closeConnectionsOnceIdle(app);
  await app.ready();
  await app.close();
});
