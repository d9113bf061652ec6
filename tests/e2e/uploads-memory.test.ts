import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { pdfFile } from '../support/files.js';
import { TEST_KEYS, testGateway, type TestGateway } from '../support/gateway.js';
import { GatewayProcess } from '../support/gateway-process.js';
import { uploading } from './uploads.fixture.js';

let gateway: TestGateway;
let served: GatewayProcess;

beforeAll(async () => {
  gateway = await testGateway();
  const { databaseUrl, dataDir } = gateway.config;
  served = new GatewayProcess({ ...TEST_KEYS, NODE_ENV: 'test', ROLE: 'api', HOST: '127.0.0.1', PORT: '0', DATABASE_URL: databaseUrl!, DATA_DIR: dataDir });
}, 60_000);
afterAll(async () => {
  await served?.stop();
  await gateway?.close();
});

const peakMb = (pid: number): number => Number(/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1000;

test.skipIf(process.platform !== 'linux')(
  'the memory of a gateway stays flat while large files come in at once, taken or refused at their end',
  async () => {
    const bytes = pdfFile(15_000_000 - 1_000);
    const sender = await gateway.staff('SUPPORT');
    const uploads = uploading(gateway, await served.url());
    const pid = await served.pid();
    const pieces = function* (isWhole: boolean): Generator<Buffer> {
      yield bytes.subarray(0, -1_000);
      yield isWhole ? bytes.subarray(-1_000) : Buffer.alloc(1_000);
    };
    const round = async (): Promise<number[]> => {
      const places = await Promise.all(Array.from({ length: 20 }, () => uploads.place(sender, { sizeBytes: bytes.length })));
      return (await Promise.all(places.map(({ url }, at) => uploads.send(url, pieces(at % 2 === 0))))).map(({ status }) => status);
    };
    const mixed = Array.from({ length: 20 }, (_, at) => (at % 2 === 0 ? 201 : 422));
    const small = pdfFile();
    const { url } = await uploads.place(sender, { sizeBytes: small.length });
    expect((await uploads.put(url, small)).status).toBe(201);
    const before = peakMb(pid);
    expect(await round()).toEqual(mixed);
    // 300 MB were on their way at the same time
    expect(peakMb(pid) - before).toBeLessThan(180);
  },
  60_000,
);
