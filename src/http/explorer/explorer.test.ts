import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import Fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type DemoSignIn, type ExplorerViewer, registerExplorer } from './explorer.js';

const assetsDir = mkdtempSync(join(tmpdir(), 'explorer-'));
const operationsDir = resolve(import.meta.dirname, '../../../schema/operations');
const FINANCE: DemoSignIn = { email: 'finance@demo.example', password: 'countinghouse-demo', title: 'Finance' };
const VIEWERS: Record<string, ExplorerViewer> = {
  finance: { kind: 'STAFF', departments: ['FINANCE'] },
  both: { kind: 'STAFF', departments: ['RISK', 'FINANCE'] },
  client: { kind: 'CLIENT', departments: [] },
  key: { kind: 'API_KEY', departments: [] },
};

beforeAll(() => {
  mkdirSync(join(assetsDir, 'assets'));
  writeFileSync(join(assetsDir, 'index.html'), '<!doctype html>page');
  writeFileSync(join(assetsDir, '.built-from'), 'stamp');
  for (const [suffix, text] of [
    ['', 'plain'],
    ['.br', 'brotli'],
    ['.gz', 'gzip'],
  ])
    writeFileSync(join(assetsDir, 'assets', `page-3f9a.js${suffix}`), text ?? '');
});
afterAll(() => rmSync(assetsDir, { recursive: true }));

const explorer = async (demoSignIns: readonly DemoSignIn[] = []): Promise<FastifyInstance> => {
  const fastify = Fastify();
  await registerExplorer(fastify, { assetsDir, operationsDir, demoSignIns, viewerOf: async (request) => VIEWERS[request.headers.authorization ?? ''] ?? null });
  return fastify;
};

describe('the page', () => {
  test('forbids everything that is not its own', async () => {
    const { headers } = await (await explorer()).inject('/');
    const policy = String(headers['content-security-policy']);
    expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/unsafe|data:|blob:|\*/);
  });

  test('is asked for again each time, and not sent again while it is the same', async () => {
    const fastify = await explorer();
    const { headers } = await fastify.inject('/');
    expect(headers['cache-control']).toBe('no-cache');
    const again = await fastify.inject({ url: '/', headers: { 'if-none-match': String(headers.etag) } });
    expect(again.statusCode).toBe(304);
  });

  test.each([
    ['br', 'br', 'brotli'],
    ['gzip, deflate', 'gzip', 'gzip'],
    ['identity', undefined, 'plain'],
  ])('sends its files for good, as a browser that takes %s likes them', async (accept, encoding, body) => {
    const answer = await (await explorer()).inject({ url: '/explorer/assets/page-3f9a.js', headers: { 'accept-encoding': accept } });
    expect(answer.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect(answer.headers['content-encoding']).toBe(encoding);
    expect(answer.headers['content-type']).toContain('javascript');
    expect(answer.body).toBe(body);
  });

  test.each([
    '/explorer/assets/../index.html',
    '/explorer/assets/%2e%2e/.built-from',
    '/explorer/.built-from',
    '/explorer/assets/',
    '/explorer/assets/nothing.js',
  ])('has nothing at %s', async (url) => {
    expect((await (await explorer()).inject(url)).statusCode).toBeGreaterThanOrEqual(400);
  });

  test('that was not built is refused at the start, with what to run', async () => {
    const start = registerExplorer(Fastify(), { assetsDir: join(assetsDir, 'no'), operationsDir, demoSignIns: [], viewerOf: async () => null });
    await expect(start).rejects.toThrow('npm run build:explorer');
  });
});

describe('the operations', () => {
  const audiences = async (authorization?: string): Promise<string[]> => {
    const answer = await (await explorer()).inject({ url: '/explorer/operations.json', headers: authorization === undefined ? {} : { authorization } });
    expect(answer.headers['cache-control']).toBe('no-store');
    const { operations } = answer.json<{ operations: { audience: string }[] }>();
    return [...new Set(operations.map(({ audience }) => audience))];
  };

  test('are not for those who have not signed in', async () => {
    const answer = await (await explorer()).inject('/explorer/operations.json');
    expect(answer.statusCode).toBe(401);
    expect(answer.json()).toEqual({ code: 'UNAUTHENTICATED' });
  });

  test('are those of one’s own departments', async () => {
    expect(await audiences('finance')).toEqual(['FINANCE']);
    expect(await audiences('both')).toEqual(['RISK', 'FINANCE']);
  });

  test('of a client are the clients’, and an API key has none', async () => {
    expect(await audiences('client')).toEqual(['CLIENT']);
    expect(await audiences('key')).toEqual([]);
  });

  test('come with dates of today', async () => {
    const answer = await (await explorer()).inject({ url: '/explorer/operations.json', headers: { authorization: 'finance' } });
    expect(answer.body).not.toContain('"@');
  });
});

describe('the demo sign-ins', () => {
  test('are told in the demo', async () => {
    expect((await (await explorer([FINANCE])).inject('/explorer/settings.json')).json()).toEqual({ demo: true, signIns: [FINANCE] });
  });

  test('do not exist outside of it', async () => {
    expect((await (await explorer()).inject('/explorer/settings.json')).json()).toEqual({ demo: false, signIns: [] });
  });
});
