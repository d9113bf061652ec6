// The one way in: `npm start` and the other commands. Compiles what changed, then runs the command in this very process, so that
// signals reach it. Plain JavaScript that Node 20 reads too.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import module from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const arguments_ = process.argv.slice(2);

// argon2 in node:crypto, and migrations that run as they are
const NEEDED = [24, 7];
const [major, minor] = process.versions.node.split('.').map(Number);
const isOld = major < NEEDED[0] || (major === NEEDED[0] && minor < NEEDED[1]);

if (isOld) runUnderOwnNode();
else await run();

/** npm puts the Node of our own dependencies first on the path; called without npm, an old one may be running this. */
function runUnderOwnNode() {
  const own = join(root, 'node_modules/.bin/node');
  if (!existsSync(own) || process.env.COUNTINGHOUSE_OWN_NODE) {
    console.error(`Node ${NEEDED.join('.')} or newer is needed, this is ${process.versions.node}: run npm ci, which brings one for Linux, or install it.`);
    process.exit(1);
  }
  const child = spawn(own, process.argv.slice(1), { stdio: 'inherit', env: { ...process.env, COUNTINGHOUSE_OWN_NODE: '1' } });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
}

async function run() {
  const { isStale } = await import('./build.mjs');
  if (isStale()) {
    // standard output is the log's
    console.error('Compiling');
    // in a process of its own, which takes the compiler's memory with it
    const { status } = spawnSync(process.execPath, [join(root, '.scripts/build.mjs')], { stdio: ['ignore', 2, 2] });
    if (status !== 0) process.exit(status ?? 1);
  }
  process.argv.splice(1, process.argv.length - 1, join(root, '.build/main.js'), ...arguments_);
  // what V8 makes of three thousand modules is kept for the next start
  module.enableCompileCache(join(root, '.build/compiled'));
  await import('../.build/main.js');
  module.flushCompileCache();
}
