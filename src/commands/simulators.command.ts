import { resolve } from 'node:path';
import { KYC_SIMULATOR_CREDENTIALS, type RunningKycSimulator, startKycSimulator } from '../connectors/kyc/simulator/simulator.js';
import { type RunningSimulators, startPaymentSimulators } from '../connectors/payments/simulator/simulators.js';
import { BAD_USAGE, StartError } from '../runtime/start-error.js';
import { type Command, print } from './command.js';

const DEFAULT_PORT = 4_010;
const DEFAULT_GATEWAY = 'http://127.0.0.1:4000';

/** The payment providers, and who verifies identity, that are not there: what the connectors talk to in the demo, in tests and on the desk of whoever tries them. */
export const simulators: Command = {
  usage: 'npm run simulators [-- --port 4010] [--state FILE] [--webhooks http://127.0.0.1:4000]',
  options: ['port', 'state', 'webhooks'],
  serves: true,
  async run({ lifecycle, log, options }) {
    const port = portOf(options.port);
    const gateway = gatewayOf(options.webhooks);
    const stateFile = options.state === undefined ? null : resolve(options.state);
    const running = await startPaymentSimulators({ port, stateFile }).catch((error: unknown) => refusePort(port, error));
    await lifecycle.opened('simulators', () => running.stop());
    const kyc = await startKyc(port === 0 ? 0 : port + 1, stateFile);
    await lifecycle.opened('KYC simulator', () => kyc.stop());
    kyc.webhooksTo(`${gateway}/webhooks/kyc/sumsub`);
    if (lifecycle.isStopping) return;
    announce(running, kyc);
    log.info({ url: new URL(running.urls.card).origin, pid: process.pid }, 'Simulating');
  },
};

function portOf(text: string | undefined): number {
  if (text === undefined) return DEFAULT_PORT;
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (port <= 65_535) return port;
  throw new StartError(`--port must be a whole number from 0 to 65535, not ${JSON.stringify(text)}.`, BAD_USAGE);
}

function gatewayOf(url = DEFAULT_GATEWAY): string {
  if (URL.canParse(url) && /^https?:/.test(url)) return url.replace(/\/+$/, '');
  throw new StartError(`--webhooks must be the URL of a gateway such as ${DEFAULT_GATEWAY}, not ${JSON.stringify(url)}.`, BAD_USAGE);
}

function refusePort(port: number, error: unknown): never {
  if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE')
    throw new StartError(`Port ${port} is taken: stop what listens there, or give another with --port.`);
  throw error;
}

const startKyc = (port: number, stateFile: string | null): Promise<RunningKycSimulator> =>
  startKycSimulator({ port, stateFile: stateFile && `${stateFile}.kyc` }).catch((error: unknown) => refusePort(port, error));

function announce({ urls }: RunningSimulators, kyc: RunningKycSimulator): void {
  print('\nThe payment providers are simulated:');
  for (const [kind, url] of Object.entries(urls)) print(`  ${kind.padEnd(8)} ${url}`);
  print(`  pages    ${new URL(urls.card).origin}`);
  print('\nWho verifies identity is simulated:');
  const { appToken, secret, webhookSecret } = KYC_SIMULATOR_CREDENTIALS;
  const settings = { SUMSUB_URL: kyc.url, SUMSUB_APP_TOKEN: appToken, SUMSUB_SECRET_KEY: secret, SUMSUB_WEBHOOK_SECRET: webhookSecret };
  for (const [name, value] of Object.entries(settings)) print(`  ${name}=${value}`);
  print('');
}
