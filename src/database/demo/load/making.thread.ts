import { parentPort, workerData } from 'node:worker_threads';
import { makeTables } from './making.js';
import { kilobytes, MAX_AHEAD_KB, type ThreadData } from './thread.js';

const { making, ahead } = workerData as ThreadData;
const port = parentPort;
if (!port) throw new Error('This file is a thread of its own');

makeTables(making, ({ name, columns, chunks }) => {
  port.postMessage({ name, columns });
  for (const chunk of chunks) {
    for (let waiting = Atomics.load(ahead, 0); waiting > MAX_AHEAD_KB; waiting = Atomics.load(ahead, 0)) Atomics.wait(ahead, 0, waiting);
    Atomics.add(ahead, 0, kilobytes(chunk));
    port.postMessage(chunk);
  }
  port.postMessage(null);
});
