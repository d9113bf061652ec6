// Builds the explorer's page into .build/explorer, unless what lies there was built from the very same sources.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const sources = import.meta.dirname;
const root = join(sources, '../../../..');
const stampFile = join(root, '.build/explorer/.built-from');

function fingerprint() {
  const files = readdirSync(sources, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = [...files.map((entry) => join(entry.parentPath, entry.name)).sort(), join(root, 'package-lock.json')];
  const hash = createHash('sha256');
  for (const path of paths) hash.update(path.slice(root.length)).update(readFileSync(path));
  return hash.digest('hex');
}

export const isExplorerStale = () => !existsSync(stampFile) || readFileSync(stampFile, 'utf8') !== fingerprint();

export async function buildExplorer() {
  const builtFrom = fingerprint();
  const { build } = await import('vite');
  await build({ configFile: join(sources, 'vite.config.ts') });
  writeFileSync(stampFile, builtFrom);
}

if (process.argv[1] === import.meta.filename && isExplorerStale()) await buildExplorer();
