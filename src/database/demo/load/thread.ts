import { on } from 'node:events';
import { Worker } from 'node:worker_threads';
import { makeTables, type Making, type TableStream } from './making.js';
import type { TableLoad } from './table-load.js';

export interface ThreadData {
  readonly making: Making;
  /** Kilobytes that were made and not read yet, told by both sides. */
  readonly ahead: Int32Array<SharedArrayBuffer>;
}

/** The thread waits for the database when it is so far ahead. */
export const MAX_AHEAD_KB = 512 * 1024;
export const kilobytes = (chunk: Uint8Array): number => Math.ceil(chunk.byteLength / 1024);

/** Nearly all that is made stays: the smaller the nursery, the more often what is there is looked through for nothing. */
const NURSERY_MB = 192;

/** Where tables come from. */
export interface Source {
  readonly tables: AsyncIterable<TableStream> | Iterable<TableStream>;
  close(): Promise<void>;
}

/** Makes the rows when they are read. */
export const makeHere = (making: Making): Source => ({ tables: tablesMadeHere(making), close: () => Promise.resolve() });

function* tablesMadeHere(making: Making): Iterable<TableStream> {
  const tables: TableLoad[] = [];
  makeTables(making, (table) => tables.push(table));
  for (const table of tables) yield { ...table, chunks: copied(table.chunks) };
}

function* copied(chunks: Iterable<Uint8Array>): Iterable<Uint8Array> {
  for (const chunk of chunks) yield Buffer.from(chunk);
}

/** Makes the rows in a thread beside, from this call on. */
export function makeBeside(making: Making): Source {
  const ahead = new Int32Array(new SharedArrayBuffer(4));
  const worker = new Worker(new URL('making.thread.js', import.meta.url), {
    workerData: { making, ahead } satisfies ThreadData,
    resourceLimits: { maxYoungGenerationSizeMb: NURSERY_MB },
  });
  const messages = on(worker, 'message', { close: ['exit'] });
  return {
    tables: tablesFrom(messages, ahead),
    close: async () => void (await worker.terminate()),
  };
}

type Messages = AsyncIterator<unknown[]>;

/** A table's name and columns, its chunks, null, and the next one. */
async function* tablesFrom(messages: Messages, ahead: ThreadData['ahead']): AsyncIterable<TableStream> {
  for (;;) {
    const head = await messages.next();
    if (head.done) return;
    const [table] = head.value as [Pick<TableStream, 'name' | 'columns'>];
    yield { ...table, chunks: chunksFrom(messages, ahead) };
  }
}

async function* chunksFrom(messages: Messages, ahead: ThreadData['ahead']): AsyncIterable<Uint8Array> {
  for (;;) {
    const next = await messages.next();
    if (next.done) throw new Error('The thread that makes the demo brokerage has ended in the middle of a table');
    const [chunk] = next.value as [Uint8Array | null];
    if (chunk === null) return;
    Atomics.sub(ahead, 0, kilobytes(chunk));
    Atomics.notify(ahead, 0);
    yield chunk;
  }
}
