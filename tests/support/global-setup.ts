import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { bringUpToDate } from '../../src/commands/bring-up-to-date.js';
import { PROJECT_DIR } from '../../src/config.js';
import { startThrowAwayServer } from './throw-away-server.js';

export type ServerAddress = ReturnType<Awaited<ReturnType<typeof startThrowAwayServer>>['server']['target']>;

export const TEMPLATE = 'countinghouse_template';

declare module 'vitest' {
  interface ProvidedContext {
    server: ServerAddress;
  }
}

/** One PostgreSQL for the whole run, migrated once: every test file clones its database from the template. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  // once for all the tests that start the gateway as a process
  execFileSync(process.execPath, [join(PROJECT_DIR, '.scripts/build.mjs')]);
  const { server, stop } = await startThrowAwayServer();
  try {
    await server.createDatabase(TEMPLATE);
    await bringUpToDate(server.target(TEMPLATE));
  } catch (error) {
    await stop();
    throw error;
  }
  project.provide('server', server.target('postgres'));
  return stop;
}
