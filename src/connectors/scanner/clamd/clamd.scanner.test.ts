import { createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { SCANNER_GUARANTEES, type ScannerBench } from '../contract.js';
import { ScannerAway } from '../port.js';
import { ClamdScanner } from './clamd.scanner.js';

const MALWARE = Buffer.from('a text that the server of this test takes for malware');
const COMMAND = 'zINSTREAM\0';
const LARGEST = 1_000_000;

/** What the daemon answers to all that came so far, by its manual; null: it goes on listening. */
function answerTo(received: Buffer): string | null {
  if (received.length < COMMAND.length) return null;
  if (received.toString('latin1', 0, COMMAND.length) !== COMMAND) return 'UNKNOWN COMMAND\0';
  const parts: Buffer[] = [];
  for (let at = COMMAND.length; at + 4 <= received.length;) {
    const length = received.readUInt32BE(at);
    const content = Buffer.concat(parts);
    if (content.length + length > LARGEST) return 'INSTREAM size limit exceeded. ERROR\0';
    if (length === 0) return content.includes(MALWARE) ? 'stream: Test.Malware-1 FOUND\0' : 'stream: OK\0';
    parts.push(received.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return null;
}

function serve(socket: Socket): void {
  let received = Buffer.alloc(0);
  socket.on('error', () => undefined);
  socket.on('data', (bytes: Buffer) => {
    received = Buffer.concat([received, bytes]);
    const answer = answerTo(received);
    if (answer !== null) socket.end(answer);
  });
}

const listening = async (server: Server): Promise<number> => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  return (server.address() as AddressInfo).port;
};
const scannerAt = (port: number, timeoutMs = 3_000): ClamdScanner => new ClamdScanner({ at: { host: '127.0.0.1', port }, timeoutMs });

let daemon: Server, mute: Server;
let bench: ScannerBench;

beforeAll(async () => {
  [daemon, mute] = [createServer(serve), createServer((socket) => void socket.on('error', () => undefined).resume())];
  const deserted = createServer();
  const nobody = await listening(deserted);
  await new Promise((resolve) => deserted.close(resolve));
  bench = { scanner: scannerAt(await listening(daemon)), malware: MALWARE, away: scannerAt(nobody) };
});
afterAll(() => {
  daemon.close();
  mute.close();
});

test.for(SCANNER_GUARANTEES)('clamd $title', ({ check }) => check(bench));

test('a file that is too large for clamd has no verdict', async () => {
  await expect(bench.scanner.scan(Readable.from([Buffer.alloc(LARGEST), Buffer.alloc(10)]))).rejects.toThrow(ScannerAway);
});

test('a daemon that never answers is away after the time', async () => {
  await expect(scannerAt(await listening(mute), 200).scan(Readable.from([Buffer.from('a bill')]))).rejects.toThrow('no verdict within 200 ms');
});

test('a daemon that hangs up at once, in the middle of a file, is away', async () => {
  const rude = createServer((socket) => void socket.on('error', () => undefined).destroy());
  const scanner = scannerAt(await listening(rude));
  for (const bytes of [Buffer.from('a bill'), Buffer.alloc(5_000_000)])
    await expect(scanner.scan(Readable.from([bytes, bytes, bytes]))).rejects.toThrow(ScannerAway);
  rude.close();
});
