import { connect, type Socket } from 'node:net';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Scanner, ScannerAway, type ScanVerdict } from '../port.js';

export interface ClamdOptions {
  readonly at: { readonly host: string; readonly port: number } | { readonly socket: string };
  /** From the connection to the verdict. */
  readonly timeoutMs: number;
}

/** clamd's answers are a line; one that goes on is none. */
const LONGEST_ANSWER = 4096;

/** ClamAV's daemon, by its command INSTREAM: chunks with their length before them, an empty one at the end, and one line back. */
export class ClamdScanner implements Scanner {
  readonly name = 'clamd';
  readonly #options: ClamdOptions;

  constructor(options: ClamdOptions) {
    this.#options = options;
  }

  async scan(content: Readable): Promise<ScanVerdict> {
    const { at, timeoutMs } = this.#options;
    const socket = 'socket' in at ? connect({ path: at.socket }) : connect(at);
    const timer = setTimeout(() => socket.destroy(new ScannerAway(`clamd gave no verdict within ${timeoutMs} ms`)), timeoutMs);
    const answered = answerOf(socket);
    answered.catch(() => undefined);
    let failed: unknown;
    try {
      // a stream that is cut off may take its time to end: who hangs up is believed at once
      const sent = pipeline(content, framed, socket, { end: false });
      sent.catch((error: unknown) => (failed = error));
      await Promise.race([sent, answered]);
      return verdictOf(await answered);
    } catch (error) {
      await new Promise(setImmediate);
      if (failed instanceof Unreadable) throw failed.cause;
      // it may have said why before it hung up, as it does on a file that is too large for it
      const said = await answered.catch(() => '');
      throw error instanceof ScannerAway ? error : new ScannerAway(`clamd: ${said === '' ? (error as Error).message : said}`, { cause: error });
    } finally {
      clearTimeout(timer);
      socket.destroy();
      content.destroy();
    }
  }
}

/** The file could not be read: nothing that clamd can be blamed for. */
class Unreadable extends Error {}

async function* readable(content: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  try {
    yield* content;
  } catch (error) {
    throw new Unreadable('The file could not be read', { cause: error });
  }
}

async function* framed(content: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  yield Buffer.from('zINSTREAM\0');
  for await (const chunk of readable(content)) {
    if (chunk.length === 0) continue;
    const length = Buffer.alloc(4);
    length.writeUInt32BE(chunk.length);
    yield length;
    yield chunk;
  }
  yield Buffer.alloc(4);
}

function answerOf(socket: Socket): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    socket.on('data', (bytes: Buffer) => {
      text += bytes.toString('latin1');
      const end = text.indexOf('\0');
      if (end >= 0) resolve(text.slice(0, end));
      else if (text.length > LONGEST_ANSWER) socket.destroy(new ScannerAway('clamd answered at length, and without an end'));
    });
    socket.once('error', reject);
    socket.once('close', () => reject(new ScannerAway('clamd hung up without a verdict')));
  });
}

function verdictOf(answer: string): ScanVerdict {
  if (answer === 'stream: OK') return { isClean: true };
  const [, finding] = /^stream: (.+) FOUND$/.exec(answer) ?? [];
  if (finding === undefined) throw new ScannerAway(`clamd: ${answer.slice(0, 200)}`);
  return { isClean: false, finding };
}
