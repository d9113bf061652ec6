import { PROJECT_DIR } from '../config.js';
import { type EmbeddedOptions, type EmbeddedServer, startEmbedded } from '../database/embedded.js';
import type { CommandContext } from './command.js';

/**
 * The embedded PostgreSQL, given up again when the process stops: also when it is told to while the server is still starting. `settings`
 * count for a server that starts now, not for one that runs already.
 */
export async function openEmbedded({ config, lifecycle, log }: CommandContext, settings: EmbeddedOptions['settings'] = {}): Promise<EmbeddedServer> {
  log.info('Starting the embedded PostgreSQL');
  const starting = startEmbedded({ dataDir: config.dataDir, projectDir: PROJECT_DIR, settings, onProgress: (line) => log.info(line) });
  await lifecycle.opened('embedded PostgreSQL', async () => (await starting.catch(() => null))?.stop());
  return starting;
}
