import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Metrics } from '../runtime/metrics.js';

export interface HealthOptions {
  /** False while starting, draining, or without its database: a balancer then sends nothing here. */
  isReady(): boolean | Promise<boolean>;
  readonly metrics: Metrics;
  /** What looks at documents; `none`: they go to people unscanned. */
  readonly scanner: string;
  /** `open`, `off`, or the token that a scraper shows as bearer. */
  readonly metricsAccess: 'open' | 'off' | { readonly token: string };
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

function mayScrape(access: HealthOptions['metricsAccess'], request: FastifyRequest): boolean {
  if (typeof access === 'string') return access === 'open';
  return timingSafeEqual(digest(request.headers.authorization ?? ''), digest(`Bearer ${access.token}`));
}

export function registerHealth(fastify: FastifyInstance, { isReady, metrics, scanner, metricsAccess }: HealthOptions): void {
  const options = { logLevel: 'warn' } as const;
  fastify.get('/health/live', options, async (_, reply) => reply.header('cache-control', 'no-store').send({ status: 'ok' }));

  fastify.get('/health/ready', options, async (_, reply) => {
    const ready = await Promise.resolve(isReady()).catch(() => false);
    return reply
      .header('cache-control', 'no-store')
      .code(ready ? 200 : 503)
      .send({ status: ready ? 'ok' : 'unavailable', scanner });
  });

  fastify.get('/metrics', options, async (request, reply) => {
    if (!mayScrape(metricsAccess, request)) return reply.callNotFound();
    return reply
      .header('cache-control', 'no-store')
      .type(metrics.registry.contentType)
      .send(await metrics.registry.metrics());
  });
}
