import { Agent, get } from 'node:http';
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

test('closing one that never listened is no matter', async () => {
  const app = fastify();
  closeConnectionsOnceIdle(app);
  await app.ready();
  await app.close();
});
