import { spawnSync } from 'node:child_process';
import { chownSync, readFileSync, statSync } from 'node:fs';
import { userInfo } from 'node:os';
import { StartError } from '../runtime/start-error.js';

/**
 * The account that PostgreSQL runs under. It refuses to run as root, so root gives it another one: whoever owns the cluster or the
 * folder, or an account that every machine has. No account is made and nothing of anybody else's is touched.
 */
export interface Account {
  readonly name: string;
  /** Null: the account of this process. */
  readonly ids: { readonly uid: number; readonly gid: number } | null;
}

const isRoot = (): boolean => process.geteuid?.() === 0;

interface Entry {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

const readAccounts = (): Entry[] =>
  readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .filter((fields) => fields.length > 3)
    .map(([name, , uid, gid]) => ({ name: name!, uid: Number(uid), gid: Number(gid) }));

const ownerOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.uid ?? 0;

/** `folders`: whose owners to prefer, the closest first. */
export function chooseAccount(folders: readonly string[]): Account {
  if (!isRoot()) return ownAccount();
  const accounts = readAccounts();
  const owners = folders
    .map(ownerOf)
    .filter((uid) => uid !== 0)
    .map((uid) => accounts.find((entry) => entry.uid === uid));
  const named = ['postgres', 'nobody'].map((name) => accounts.find((entry) => entry.name === name));
  const chosen = [...owners, ...named].find((entry) => entry !== undefined && entry.uid !== 0);
  if (!chosen)
    throw new StartError('The embedded PostgreSQL does not run as root and this machine has no other account: start as another user, or set DATABASE_URL.');
  return { name: chosen.name, ids: { uid: chosen.uid, gid: chosen.gid } };
}

function ownAccount(): Account {
  try {
    return { name: userInfo().username, ids: null };
  } catch {
    throw new StartError(`The embedded PostgreSQL needs a line in /etc/passwd for user id ${process.geteuid?.()}: add one, or set DATABASE_URL.`);
  }
}

/** Hands a file or folder that we made over to the account. */
export function give(path: string, account: Account): void {
  if (account.ids) chownSync(path, account.ids.uid, account.ids.gid);
}

/** Whether the account can get at a file or enter a folder; asked as that account, since root could always. */
export function canReach(path: string, account: Account): boolean {
  return spawnSync('test', ['-x', path], { ...account.ids, cwd: '/' }).status === 0;
}
