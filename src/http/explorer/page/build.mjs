// Builds the explorer's page into .build/explorer, unless what lies there was built from the very same sources.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

const sources = import.meta.dirname;
const root = join(sources, '../../../..');
const out = join(root, '.build/explorer');
const stampFile = join(out, '.built-from');

function fingerprint() {
  const files = readdirSync(sources, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = [...files.map((entry) => join(entry.parentPath, entry.name)).sort(), join(root, 'package-lock.json')];
  const hash = createHash('sha256');
  for (const path of paths) hash.update(path.slice(root.length)).update(readFileSync(path));
  return hash.digest('hex');
}

export const isExplorerStale = () => !existsSync(stampFile) || readFileSync(stampFile, 'utf8') !== fingerprint();

/** Files below a folder, those of the page's own level last: they name the others. */
const filesOf = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort((one, other) => other.split(sep).length - one.split(sep).length);

/** A gateway may be serving, and another start may be building the same: at no moment does the page name a file that is not there. */
function install(draft) {
  const files = filesOf(draft);
  mkdirSync(join(out, 'assets'), { recursive: true });
  for (const file of files) renameSync(join(draft, file), join(out, file));
  for (const file of filesOf(out)) if (!files.includes(file)) rmSync(join(out, file), { force: true });
  rmSync(draft, { recursive: true });
}

export async function buildExplorer() {
  const builtFrom = fingerprint();
  const draft = `${out}-${process.pid}`;
  const { build } = await import('vite');
  await build({ configFile: join(sources, 'vite.config.ts'), build: { outDir: draft } });
  install(draft);
  writeFileSync(stampFile, builtFrom);
}

if (process.argv[1] === import.meta.filename && isExplorerStale()) await buildExplorer();
