import { PROJECT_DIR } from '../config.js';
import { type EmbeddedServer, startEmbedded } from '../database/embedded.js';
import type { CommandContext } from './command.js';

/** The embedded PostgreSQL, given up again when the process stops: also when it is told to while the server is still starting. */
export async function openEmbedded({ config, lifecycle, log }: CommandContext): Promise<EmbeddedServer> {
  log.info('Starting the embedded PostgreSQL');
  const starting = startEmbedded({ dataDir: config.dataDir, projectDir: PROJECT_DIR, onProgress: (line) => log.info(line) });
  await lifecycle.opened('embedded PostgreSQL', async () => (await starting.catch(() => null))?.stop());
  return starting;
}
