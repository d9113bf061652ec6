import { renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../config.js';
import { buildDemo } from '../database/demo/index.js';
import type { EmbeddedServer } from '../database/embedded.js';
import { hashPassword } from '../modules/sign-in/index.js';
import { withSession } from '../database/session.js';
import { bringUpToDate } from './bring-up-to-date.js';
import { demoProviders, sealDemoDestination } from './demo-payments.js';
import { checkKnownKey } from './known-key.js';

export interface DemoFilling {
  readonly server: EmbeddedServer;
  /** The database that it becomes; one of that name is replaced. */
  readonly name: string;
  readonly config: Config;
  readonly clients: number;
  readonly seed?: number;
  onProgress(line: string): void;
}

const SEED = 1;

/**
 * Fills a database and a folder of files beside, and gives them their names at the end: a start that is killed in the middle leaves
 * nothing that a later one would take for the brokerage, and loses nothing of the one that was there.
 */
export async function fillDemo({ server, name, config, clients, seed = SEED, onProgress }: DemoFilling): Promise<void> {
  const [filling, filesDir] = [`${name}_filling`, `${config.filesDir}.filling`];
  const target = server.target(filling);
  await server.dropDatabase(filling);
  rmSync(filesDir, { recursive: true, force: true });
  const prepare = async (): Promise<void> => {
    await server.createDatabase(filling);
    await bringUpToDate(target);
    await withSession(target, (client) => checkKnownKey(client, config.secrets.auditKey));
  };
  const [providers, sealDestination] = [demoProviders(config), sealDemoDestination(config)];
  const { auditKey, clientKey, indexKey } = config.secrets;
  const secrets = { auditKey, personalKeys: { clientKey, indexKey }, providers, sealDestination, hashPassword };
  await buildDemo({ target, clients, seed, filesDir, ...secrets, prepare, inThread: true, onProgress });
  // what the vendors knew of another brokerage
  for (const known of ['simulators.jsonl', 'kyc-simulator.jsonl']) rmSync(join(config.dataDir, known), { force: true });
  rmSync(config.filesDir, { recursive: true, force: true });
  renameSync(filesDir, config.filesDir);
  await server.dropDatabase(name);
  await server.renameDatabase(filling, name);
}
