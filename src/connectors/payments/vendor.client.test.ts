import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { ProviderMisconfigured, ProviderUnreachable } from './port.js';
import { pageUrl, VendorClient } from './vendor.client.js';

let server: Server | undefined;

async function answering(listener: RequestListener, timeoutMs = 10_000): Promise<VendorClient> {
  server = createServer(listener);
  await new Promise<void>((resolve) => server!.listen(0, '127.0.0.1', () => resolve()));
  return new VendorClient({ baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/base/`, timeoutMs });
}

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

const ask = { method: 'GET', path: '/v1/thing' } as const;

const failure = async (client: VendorClient): Promise<ProviderUnreachable> => {
  const error: unknown = await client.ask(ask).then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(ProviderUnreachable);
  return error as ProviderUnreachable;
};

describe('the client of a vendor', () => {
  test('asks below the base URL and gives status and body as they are', async () => {
    const client = await answering((request, response) => response.writeHead(402).end(`${request.method} ${request.url}`));
    expect(await client.ask(ask)).toMatchObject({ status: 402, body: 'GET /base/v1/thing' });
  });

  test('follows no redirect, so that no secret goes where the vendor points', async () => {
    let asked = 0;
    const client = await answering((_, response) => void (asked++, response.writeHead(302, { location: '/elsewhere' }).end()));
    expect((await failure(client)).message).toMatch(/redirect/);
    expect(asked).toBe(1);
  });

  test('reads no more than it must', async () => {
    const client = await answering((_, response) => response.end(Buffer.alloc(5_000_000)));
    expect((await failure(client)).message).toMatch(/more than 4000000 bytes/);
  });

  test('counts the whole answer into its time, not just the first byte', async () => {
    const client = await answering((_, response) => {
      response.write('{');
      const drip = setInterval(() => response.write(' '), 50);
      response.once('close', () => clearInterval(drip));
    }, 500);
    // it would drip for ever
    expect((await failure(client)).message).toMatch(/No answer within 500 ms/);
  });

  test('does not say that nothing was sent when the connection breaks off', async () => {
    const client = await answering((request) => request.socket.destroy());
    expect((await failure(client)).message).toMatch(/may have arrived/);
  });

  test.for([
    null,
    '',
    'api.vendor.com',
    'http://api.vendor.com',
    'http://169.254.169.254/latest',
    'http://127.0.0.1.evil.example',
    'ftp://127.0.0.1',
    'https://user:password@api.vendor.com',
    'https://api.vendor.com/?key=1',
    'https://api.vendor.com/#x',
  ])('is not made for %j', (baseUrl) => {
    expect(() => new VendorClient({ baseUrl, timeoutMs: 1 })).toThrow(ProviderMisconfigured);
  });

  test('sends browsers to pages alone', () => {
    expect(pageUrl('https://pay.vendor.com/1')).toBe('https://pay.vendor.com/1');
    for (const text of [null, 'javascript:alert(1)', 'data:text/html,x', '/relative', '']) expect(pageUrl(text)).toBeNull();
  });
});
