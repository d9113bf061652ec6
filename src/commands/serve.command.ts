import { createApp, ENTITIES } from '../app.js';
import { DEMO_SIGN_INS } from '../database/demo/index.js';
import { openDatabase } from '../database/orm.js';
import { StartError } from '../runtime/start-error.js';
import { type Command, type CommandContext, print } from './command.js';
import { startDemoKyc } from './demo-kyc.js';
import { startDemoPayments } from './demo-payments.js';
import { readyDatabase } from './ready-database.js';

export const serve: Command = {
  usage: 'npm start',
  options: [],
  serves: true,
  async run(context) {
    const { config, lifecycle, log } = context;
    const { poolSize, namedStatements, statementTimeoutMs } = config;
    const ready = await readyDatabase(context);
    const database = await openDatabase({ ...ready, entities: ENTITIES, poolSize, namedStatements, statementTimeoutMs });
    await lifecycle.opened('database', () => database.close());
    const kyc = config.demo && config.sumsub === null ? await startDemoKyc(context, database) : null;
    const app = await createApp({ config, database, log, demoSignIns: DEMO_SIGN_INS, kycVendor: kyc?.vendor });
    await lifecycle.opened('gateway', () => app.stop());
    const url = await app.listen().catch((error: unknown) => refusePort(context, error));
    kyc?.tells(url);
    const vendors = config.demo && config.role !== 'worker' && !lifecycle.isStopping ? await startDemoPayments(context, database, url) : null;
    announce(context, url, { payments: vendors, kyc: kyc?.url ?? null });
  },
};

function refusePort({ config }: CommandContext, error: unknown): never {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE') throw new StartError(`Port ${config.port} on ${config.host} is taken: stop what listens there, or set PORT.`);
  if (code === 'EACCES') throw new StartError(`Port ${config.port} is not for this user: set PORT to one above 1023.`);
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') throw new StartError(`HOST must be an address of this machine, not ${JSON.stringify(config.host)}.`);
  throw error;
}

interface Vendors {
  readonly payments: string | null;
  readonly kyc: string | null;
}

function announce({ config, lifecycle, log }: CommandContext, url: string, { payments, kyc }: Vendors): void {
  if (lifecycle.isStopping) return;
  log.info({ url, role: config.role, pid: process.pid }, 'Serving');
  if (!config.demo) return;
  const widest = Math.max(...DEMO_SIGN_INS.map(({ email }) => email.length));
  print(`\nCountinghouse is ready: ${url}\n`);
  if (payments !== null) print(`Its payment providers are simulated; their pages: ${payments}`);
  if (kyc !== null) print(`Who verifies identity is simulated, too: ${kyc}\n`);
  print(`Sign in as any of these; the password is ${DEMO_SIGN_INS[0]!.password}`);
  for (const { email, title } of DEMO_SIGN_INS) print(`  ${email.padEnd(widest)}  ${title}`);
  print('');
}
