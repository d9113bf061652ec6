import { resolve } from 'node:path';
import { type RunningSimulators, startPaymentSimulators } from '../connectors/payments/simulator/simulators.js';
import { BAD_USAGE, StartError } from '../runtime/start-error.js';
import { type Command, print } from './command.js';

const DEFAULT_PORT = 4_010;

/** The payment providers that are not there: what the connectors talk to in the demo, in tests and on the desk of whoever tries them. */
export const simulators: Command = {
  usage: 'npm run simulators [-- --port 4010] [--state FILE]',
  options: ['port', 'state'],
  serves: true,
  async run({ lifecycle, log, options }) {
    const port = portOf(options.port);
    const stateFile = options.state === undefined ? null : resolve(options.state);
    const running = await startPaymentSimulators({ port, stateFile }).catch((error: unknown) => refusePort(port, error));
    await lifecycle.opened('simulators', () => running.stop());
    if (lifecycle.isStopping) return;
    announce(running);
    log.info({ url: new URL(running.urls.card).origin, pid: process.pid }, 'Simulating');
  },
};

function portOf(text: string | undefined): number {
  if (text === undefined) return DEFAULT_PORT;
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (port <= 65_535) return port;
  throw new StartError(`--port must be a whole number from 0 to 65535, not ${JSON.stringify(text)}.`, BAD_USAGE);
}

function refusePort(port: number, error: unknown): never {
  if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE')
    throw new StartError(`Port ${port} is taken: stop what listens there, or give another with --port.`);
  throw error;
}

function announce({ urls }: RunningSimulators): void {
  print('\nThe payment providers are simulated:');
  for (const [kind, url] of Object.entries(urls)) print(`  ${kind.padEnd(8)} ${url}`);
  print(`  pages    ${new URL(urls.card).origin}\n`);
}
