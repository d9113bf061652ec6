/** CPU time of processes, as Linux counts it: user and system, in milliseconds. */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

const TICK_MS = 1000 / Number(execFileSync('getconf', ['CLK_TCK']).toString());

/** Fields of /proc/<pid>/stat, from the third on: the name before them may hold blanks. Null when the process is gone. */
function statOf(pid) {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch {
    return null;
  }
}

const PARENT = 1;
const OWN = [11, 12];
/** Of children that ended and were waited for. */
const ENDED = [13, 14];

const sum = (stat, fields) => fields.reduce((total, field) => total + Number(stat[field]), 0) * TICK_MS;

export function processCpuMs(pid) {
  const stat = statOf(pid);
  if (stat === null) throw new Error(`Process ${pid} is gone`);
  return sum(stat, OWN);
}

/** The whole PostgreSQL server: its postmaster, every process below it, and those that ended since. */
export function clusterCpuMs(postmaster) {
  const stat = statOf(postmaster);
  if (stat === null) throw new Error('PostgreSQL is gone');
  let total = sum(stat, [...OWN, ...ENDED]);
  for (const entry of readdirSync('/proc')) {
    if (!/^\d+$/.test(entry)) continue;
    const child = statOf(entry);
    if (child !== null && Number(child[PARENT]) === postmaster) total += sum(child, OWN);
  }
  return total;
}
