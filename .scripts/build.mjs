// Compiles what changed in src to .build, file by file as the tests do too; types are checked by `npm run check`.
import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildExplorer, isExplorerStale } from '../src/http/explorer/page/build.mjs';

const root = dirname(import.meta.dirname);
const out = join(root, '.build');
const stampFile = join(out, 'stamp.json');

const mark = (path) => {
  const { mtimeMs, size } = statSync(join(root, path));
  return `${mtimeMs}:${size}`;
};

function currentStamp() {
  const sources = globSync('src/**/*.ts', { cwd: root, exclude: ['src/**/*.test.ts', 'src/**/*.d.ts', 'src/http/explorer/page/**'] }).sort();
  const settings = createHash('sha256');
  for (const file of ['tsconfig.json', 'package-lock.json', '.scripts/build.mjs']) settings.update(existsSync(join(root, file)) ? mark(file) : '');
  return { settings: settings.digest('hex'), files: Object.fromEntries(sources.map((path) => [path, mark(path)])) };
}

const previousStamp = () => {
  try {
    return JSON.parse(readFileSync(stampFile, 'utf8'));
  } catch {
    return { settings: '', files: {} };
  }
};

const target = (path) => join(out, path.replace(/^src\//, '').replace(/\.ts$/, '.js'));

function changes() {
  const stamp = currentStamp();
  const previous = previousStamp();
  const known = previous.settings === stamp.settings ? previous.files : {};
  return {
    stamp,
    compile: Object.keys(stamp.files).filter((path) => known[path] !== stamp.files[path]),
    remove: Object.keys(previous.files).filter((path) => !(path in stamp.files)),
  };
}

export const isStale = () => {
  const { compile, remove } = changes();
  return compile.length + remove.length > 0 || isExplorerStale();
};

/** A gateway that starts beside us may be reading: a file is there as a whole, before and after. */
function replace(path, content) {
  mkdirSync(dirname(path), { recursive: true });
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, content);
  renameSync(draft, path);
}

export async function build() {
  const { stamp, compile, remove } = changes();
  const { default: ts } = await import('typescript');
  const { compilerOptions } = ts.parseConfigFileTextToJson('tsconfig.json', readFileSync(join(root, 'tsconfig.json'), 'utf8')).config;
  // one file knows nothing of package.json, which says that these are ES modules
  const { options } = ts.convertCompilerOptionsFromJson(
    { ...compilerOptions, module: 'ESNext', moduleResolution: 'Bundler', sourceMap: false, incremental: false },
    root,
  );
  const failures = [];
  for (const path of compile) {
    const { outputText, diagnostics } = ts.transpileModule(readFileSync(join(root, path), 'utf8'), {
      fileName: join(root, path),
      compilerOptions: options,
      reportDiagnostics: true,
    });
    failures.push(...diagnostics);
    replace(target(path), outputText);
  }
  if (failures.length > 0)
    throw new Error(ts.formatDiagnostics(failures, { getCanonicalFileName: (name) => name, getCurrentDirectory: () => root, getNewLine: () => '\n' }));
  for (const path of remove) rmSync(target(path), { force: true });
  replace(stampFile, JSON.stringify(stamp));
  if (isExplorerStale()) await buildExplorer();
  return compile.length;
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  await build().catch((error) => {
    console.error(error.message);
    process.exit(1);
  });
}
