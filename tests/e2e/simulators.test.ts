import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { KYC_SIMULATOR_CREDENTIALS } from '../../src/connectors/kyc/simulator/simulator.js';
import { createSumsub } from '../../src/connectors/kyc/sumsub/index.js';
import { cardMaker } from '../../src/connectors/payments/card/index.js';
import { SIMULATOR_CREDENTIALS } from '../../src/connectors/payments/simulator/simulators.js';
import { GatewayProcess } from '../support/gateway-process.js';

const dataDir = mkdtempSync(join(tmpdir(), 'simulators-command-'));
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

const run = (...words: readonly string[]): GatewayProcess => new GatewayProcess({ DATA_DIR: dataDir }, ['simulators', ...words]);

test(
  'npm run simulators: serves the connectors at the addresses that it prints, refuses a taken port, and ends when it is told to',
  { timeout: 60_000 },
  async () => {
    const simulators = run('--port', '0', '--state', join(dataDir, 'state.jsonl'));
    const [, url] = await simulators.says(/card +(http:\/\/\S+)/);
    const provider = cardMaker.make({ code: 'cardway', baseUrl: url!, settings: {}, secrets: { ...SIMULATOR_CREDENTIALS.card }, timeoutMs: 5_000 });
    expect(await provider.listPayments('2026-11-22')).toEqual([]);

    const [, kycUrl] = await simulators.says(/SUMSUB_URL=(http:\/\/\S+)/);
    const kyc = createSumsub({ baseUrl: kycUrl!, ...KYC_SIMULATOR_CREDENTIALS, webhookAlgorithms: [], timeoutMs: 5_000 });
    expect(await kyc.openApplicant({ externalUserId: 'somebody', levelName: 'basic-kyc-level' })).toMatchObject({ outcome: 'DONE' });

    const port = new URL(url!).port;
    const second = await run('--port', port).exit;
    expect([second.code, second.stderr]).toEqual([1, `Port ${port} is taken: stop what listens there, or give another with --port.\n`]);
    const wrong = await run('--port', 'x').exit;
    expect([wrong.code, wrong.stderr]).toEqual([64, '--port must be a whole number from 0 to 65535, not "x".\n']);

    expect((await simulators.stop()).code).toBe(0);
  },
);
