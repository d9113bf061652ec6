import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { BAD_USAGE, StartError } from '../runtime/start-error.js';

/** Asked for twice and not shown at a terminal; the first line of standard input otherwise. */
export async function askPassword(): Promise<string> {
  if (!process.stdin.isTTY) return readLine('');
  const password = await readLine('Password: ');
  if ((await readLine('Once more: ')) !== password) throw new StartError('The two passwords differ.', BAD_USAGE);
  return password;
}

const nowhere = (): Writable => new Writable({ write: (_, __, done) => done() });

function readLine(question: string): Promise<string> {
  process.stdout.write(question);
  const lines = createInterface({ input: process.stdin, output: nowhere(), terminal: process.stdin.isTTY });
  return new Promise((resolve, reject) => {
    lines.once('line', (line) => {
      resolve(line);
      lines.close();
    });
    // at a terminal a Ctrl-C arrives here and not as a signal
    lines.once('SIGINT', () => lines.close());
    lines.once('close', () => {
      if (question) process.stdout.write('\n');
      reject(new StartError('No password was given.', BAD_USAGE));
    });
  });
}
