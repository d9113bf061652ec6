import { fastify } from 'fastify';
import { describe, expect, test } from 'vitest';
import { Metrics } from '../runtime/metrics.js';
import { type HealthOptions, registerHealth } from './health.js';

function server(options: Partial<HealthOptions> = {}) {
  const metrics = options.metrics ?? new Metrics();
  const app = fastify();
  registerHealth(app, { isReady: () => true, scanner: 'none', metricsAccess: 'open', ...options, metrics });
  const get = async (url: string, authorization?: string) => app.inject({ url, headers: authorization ? { authorization } : {} });
  return { get, metrics };
}

describe('health', () => {
  test('live answers while ready refuses', async () => {
    const { get } = server({ isReady: () => false });
    expect((await get('/health/live')).statusCode).toBe(200);
    expect((await get('/health/ready')).statusCode).toBe(503);
  });

  test('ready refuses when finding out fails', async () => {
    expect((await server({ isReady: () => Promise.reject(new Error('no database')) }).get('/health/ready')).statusCode).toBe(503);
  });

  test('ready answers when all is well, and no cache keeps it', async () => {
    const answer = await server().get('/health/ready');
    expect([answer.statusCode, answer.headers['cache-control']]).toEqual([200, 'no-store']);
  });

  test('ready says what looks at documents, and that nothing does', async () => {
    expect((await server().get('/health/ready')).json()).toEqual({ status: 'ok', scanner: 'none' });
    expect((await server({ scanner: 'clamd' }).get('/health/ready')).json()).toEqual({ status: 'ok', scanner: 'clamd' });
  });
});

describe('metrics', () => {
  test('show the process, operations by name and outcome, the pool and the unsealed entries', async () => {
    const { get, metrics } = server();
    metrics.observeOperation('WithdrawalQueue', 'ok', 0.02, 120);
    metrics.watchPool({ totalCount: 7, idleCount: 5, waitingCount: 2 });
    metrics.watchUnsealedAudit(async () => 3);
    const page = (await get('/metrics')).body;
    expect(page).toContain('graphql_operation_duration_seconds_count{operation="WithdrawalQueue",outcome="ok"} 1');
    expect(page).toContain('graphql_operation_cost_total{operation="WithdrawalQueue"} 120');
    expect(page).toMatch(/database_pool_connections 7\n[^]*database_pool_waiting_requests 2\n[^]*audit_unsealed_seconds 3\n/);
    expect(page).toContain('process_cpu_seconds_total');
  });

  test('a gauge that cannot be read does not take the page down', async () => {
    const { get, metrics } = server();
    metrics.watchUnsealedAudit(() => Promise.reject(new Error('no database')));
    expect((await get('/metrics')).body).toMatch(/audit_unsealed_seconds nan\n/i);
  });

  test('callers cannot make series without end', async () => {
    const { get, metrics } = server();
    for (let number = 0; number < 1000; number++) metrics.observeOperation(`Made${number}`, 'ok', 0.001);
    metrics.observeOperation('x"} 1\nforged{a="', 'ok', 0.001);
    metrics.observeOperation(null, 'refused', 0.001);
    const series = (await get('/metrics')).body.split('\n').filter((line) => line.startsWith('graphql_operation_duration_seconds_count'));
    expect(series).toHaveLength(202);
    expect(series).toContain('graphql_operation_duration_seconds_count{operation="other",outcome="ok"} 801');
  });

  test('are off or take their token where they are not open', async () => {
    expect((await server({ metricsAccess: 'off' }).get('/metrics')).statusCode).toBe(404);
    const { get } = server({ metricsAccess: { token: 'a-scraper-and-no-other' } });
    expect((await get('/metrics')).statusCode).toBe(404);
    expect((await get('/metrics', 'Bearer something-else')).statusCode).toBe(404);
    expect((await get('/metrics', 'Bearer a-scraper-and-no-other')).statusCode).toBe(200);
  });
});
