import { createServer, type Server } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { pdfFile } from '../support/files.js';
import { testGateway, type TestGateway } from '../support/gateway.js';
import type { Person } from '../support/people.js';
import { eventually } from '../support/providers.js';
import { uploading } from './uploads.fixture.js';

let gateway: TestGateway;
let client: Person;
let compliance: Person;
let port: number;
let daemon: Server | undefined;

const listen = (server: Server, on: number): Promise<number> =>
  new Promise((resolve) => server.listen(on, '127.0.0.1', () => resolve((server.address() as AddressInfo).port)));

beforeAll(async () => {
  // a port that was free a moment ago, and on which nobody answers
  const server = createServer();
  port = await listen(server, 0);
  await new Promise((resolve) => server.close(resolve));
  gateway = await testGateway({ listens: true, settings: { CLAMD_HOST: '127.0.0.1', CLAMD_PORT: String(port) } });
  [client, compliance] = [await gateway.client(), await gateway.staff('COMPLIANCE')];
});
afterAll(async () => {
  daemon?.close();
  await gateway.close();
});

/** Finds nothing in anything, once it has heard the end of it. */
const cleanDaemon = (): Server =>
  createServer((socket) => {
    let received = Buffer.alloc(0);
    socket.on('error', () => undefined);
    socket.on('data', (bytes: Buffer) => {
      received = Buffer.concat([received, bytes]);
      if (received.subarray(-4).equals(Buffer.alloc(4))) socket.end('stream: OK\0');
    });
  });

test('while the scanner is away a document waits, and nobody can approve it; once it is back it is cleared and can be', async () => {
  const files = uploading(gateway);
  const { id } = await files.handIn(client, client.id, pdfFile());
  const read = async () =>
    (
      await gateway.data<{ document: { status: string; scan: string; version: number } }>(
        `{ document(id: "${id}") { status scan version } }`,
        {},
        { as: compliance },
      )
    ).document;
  const waiting = await eventually(read, ({ status }) => status === 'IN_REVIEW');
  expect(waiting.scan).toBe('WAITING');
  const refused = await files.change('Approve', { id, version: waiting.version }, compliance);
  expect(refused).toMatchObject({ document: null, userErrors: [{ code: 'POLICY_FORBIDS', message: expect.stringContaining('malware') as string }] });

  daemon = cleanDaemon();
  await listen(daemon, port);
  await gateway.sql(
    `select graphile_worker.reschedule_jobs(array(select id from graphile_worker.jobs where task_identifier = 'document.scan'), run_at => now())`,
  );
  const cleared = await eventually(read, ({ scan }) => scan === 'CLEAN');
  expect((await files.change('Approve', { id, version: cleared.version }, compliance)).document?.status).toBe('APPROVED');
});
