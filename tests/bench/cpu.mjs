/** CPU time of processes, user and system, in milliseconds, as Linux tells it in /proc. */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

const TICK_MS = 1000 / Number(execFileSync('getconf', ['CLK_TCK']).toString());

/** Null when the process or thread is gone. */
function read(path) {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return null;
  }
}

/** What the process ran, over all its threads. `schedstat` counts what `stat` does, in nanoseconds instead of ticks: turns can be short. */
export function processCpuMs(pid) {
  let nanoseconds = 0;
  for (const thread of readdirSync(`/proc/${pid}/task`)) nanoseconds += Number(read(`/proc/${pid}/task/${thread}/schedstat`)?.split(' ')[0] ?? 0);
  return nanoseconds / 1e6;
}

/** Fields of /proc/<pid>/stat, from the third on: the name before them may hold blanks. */
const statOf = (pid) => {
  const text = read(`/proc/${pid}/stat`);
  return text?.slice(text.lastIndexOf(')') + 2).split(' ') ?? null;
};
const PARENT = 1;
/** User and system time of children that ended and were waited for. */
const ENDED = [13, 14];

const running = (pid) => {
  try {
    return processCpuMs(pid);
  } catch {
    return 0;
  }
};

/** The whole PostgreSQL server: its postmaster, every process below it, and those that ended since. */
export function clusterCpuMs(postmaster) {
  const stat = statOf(postmaster);
  if (stat === null) throw new Error('PostgreSQL is gone');
  let total = running(postmaster) + ENDED.reduce((sum, field) => sum + Number(stat[field]), 0) * TICK_MS;
  for (const entry of readdirSync('/proc')) {
    if (/^\d+$/.test(entry) && Number(statOf(entry)?.[PARENT]) === postmaster) total += running(entry);
  }
  return total;
}
