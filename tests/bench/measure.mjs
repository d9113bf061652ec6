/** Rounds: every target in turn, in another order each time, so that whatever else the machine does falls on all of them. */
import { clusterCpuMs, processCpuMs } from './cpu.mjs';

/** One turn of one target: CPU per request of its process and of PostgreSQL, and the wall times. */
async function turn(target, bodies, { load, postmaster, limits }) {
  const before = { server: processCpuMs(target.pid), postgres: clusterCpuMs(postmaster) };
  const { requests, wallMs, times } = await load.run({ target: { url: target.url, headers: target.headers }, bodies, ...limits });
  const server = (processCpuMs(target.pid) - before.server) / requests;
  const postgres = (clusterCpuMs(postmaster) - before.postgres) / requests;
  return { server, postgres, total: server + postgres, wallMs, requests, times };
}

const rotated = (list, by) => list.map((_, index) => list[(index + by) % list.length]);

/** Target name -> its turns, one a round. */
export async function measure(targets, bodies, { load, postmaster, rounds, warmUp, limits, onRound }) {
  for (const target of targets) await turn(target, bodies.get(target.name), { load, postmaster, limits: { ...limits, ...warmUp } });
  const turns = new Map(targets.map((target) => [target.name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const target of rotated(targets, round % targets.length)) {
      turns.get(target.name).push(await turn(target, bodies.get(target.name), { load, postmaster, limits }));
    }
    onRound?.(round + 1);
  }
  return turns;
}
