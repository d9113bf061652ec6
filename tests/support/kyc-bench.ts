import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import type { KycBench } from '../../src/connectors/kyc/contract.js';
import type { IncomingWebhook } from '../../src/connectors/kyc/port.js';
import { KYC_SIMULATOR_CREDENTIALS, type RunningKycSimulator, startKycSimulator } from '../../src/connectors/kyc/simulator/simulator.js';
import { createSumsub, type SumsubSettings } from '../../src/connectors/kyc/sumsub/index.js';

export interface RunningKycBench extends KycBench {
  readonly simulator: RunningKycSimulator;
  stop(): Promise<void>;
}

export const SUMSUB_ALGORITHMS = ['HMAC_SHA256_HEX', 'HMAC_SHA512_HEX'];

async function post(url: string, fields: Readonly<Record<string, string>> = {}): Promise<void> {
  const response = await fetch(url, { method: 'POST', body: new URLSearchParams(fields) });
  if (!response.ok) throw new Error(`${url}: ${await response.text()}`);
}

export const kycControl = (url: string): Pick<KycBench, 'act' | 'behave' | 'filesOf'> => ({
  act: (externalUserId, verdict) => post(`${url}/control/applicants/${externalUserId}/${verdict}`),
  behave: (behaviour) => post(`${url}/control/behaviour`, behaviour),
  filesOf: async (externalUserId) => {
    const applicant = (await (await fetch(`${url}/control/applicants/${externalUserId}`)).json()) as { documents: { sha256: string }[] } | null;
    return applicant?.documents.map(({ sha256 }) => sha256) ?? [];
  },
});

/** An address that nobody listens on any more. */
async function deserted(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${port}`;
}

/** Sumsub's connector on its simulator, over real HTTP. */
export async function startKycBench(): Promise<RunningKycBench> {
  const simulator = await startKycSimulator({ port: 0, retryMs: 30 });
  const arrived: IncomingWebhook[] = [];
  const receiver = createServer((request, response) => {
    void buffer(request).then((rawBody) => {
      arrived.push({ rawBody, headers: request.headers });
      response.end();
    });
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', () => resolve()));
  simulator.webhooksTo(`http://127.0.0.1:${(receiver.address() as AddressInfo).port}/webhooks`);
  const settings: SumsubSettings = { baseUrl: simulator.url, timeoutMs: 1_200, webhookAlgorithms: SUMSUB_ALGORITHMS, ...KYC_SIMULATOR_CREDENTIALS };
  return {
    ...kycControl(simulator.url),
    simulator,
    timeoutMs: settings.timeoutMs,
    vendor: createSumsub(settings),
    stranded: createSumsub({ ...settings, baseUrl: await deserted() }),
    stranger: createSumsub({ ...settings, secret: 'another secret', webhookSecret: 'another secret' }),
    webhook: async (externalUserId) => {
      for (const until = Date.now() + 3_000; Date.now() < until; await sleep(10)) {
        const at = arrived.findIndex(({ rawBody }) => rawBody.includes(externalUserId));
        if (at >= 0) return arrived.splice(at, 1)[0]!;
      }
      throw new Error('There came no such webhook.');
    },
    stop: async () => {
      await simulator.stop();
      receiver.closeAllConnections();
      await new Promise((resolve) => receiver.close(resolve));
    },
  };
}
