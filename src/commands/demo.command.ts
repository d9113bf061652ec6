import { alone } from '../database/session.js';
import { BAD_CONFIGURATION, BAD_USAGE, StartError } from '../runtime/start-error.js';
import { type Command, print } from './command.js';
import { fillDemo } from './demo-database.js';
import { openEmbedded } from './open-embedded.js';
import { databaseName, PREPARATION } from './ready-database.js';

/**
 * Tables that begin in the transaction that fills them go to the disk by themselves before it ends, and not through the log as well. As
 * safe as ever; only nobody can replicate from this server, which stops when the brokerage stands. Nor does anybody sweep behind the load.
 */
const LOADING = { wal_level: 'minimal', max_wal_senders: '0', shared_buffers: '512MB', autovacuum: 'off' };

export const demo: Command = {
  usage: 'npm run demo -- --clients 50000 [--seed 1]',
  options: ['clients', 'seed'],
  async run(context) {
    const { config, log, options } = context;
    if (!config.demo)
      throw new StartError(
        'DATABASE_URL must be unset and NODE_ENV not production: the demo brokerage lives in the embedded database alone.',
        BAD_CONFIGURATION,
      );
    const clients = wholeNumber('clients', options.clients, 50, 1_000_000) ?? config.demoClients;
    const seed = wholeNumber('seed', options.seed, 0, 2 ** 31 - 1);
    const onProgress = (line: string): void => log.info(line);
    const server = await openEmbedded(context, LOADING);
    if (await server.isShared()) throw new StartError(`A gateway runs on ${config.dataDir}: stop it before its brokerage is replaced.`);
    const startedAt = performance.now();
    await alone(server.target('postgres'), PREPARATION, () => fillDemo({ server, name: databaseName(config), config, clients, seed, onProgress }));
    print(`The demo brokerage has ${clients} clients, made in ${((performance.now() - startedAt) / 1000).toFixed(1)} s.`);
  },
};

function wholeNumber(name: string, text: string | undefined, min: number, max: number): number | undefined {
  if (text === undefined) return undefined;
  const value = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= min && value <= max) return value;
  throw new StartError(`--${name} must be a whole number from ${min} to ${max}, not ${JSON.stringify(text)}.`, BAD_USAGE);
}
