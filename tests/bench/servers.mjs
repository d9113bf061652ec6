/** Child processes: the gateway, its peers and the load generator. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { openSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';

const READY_MS = 30_000;
export const POOL_SIZE = 10;

const PRODUCTION = { NODE_ENV: 'production', GRAPHILE_ENV: 'production', TZ: 'UTC' };

const children = new Set();

/** Starts a script; its output goes to a file beside the database. The environment is given whole, so that no setting of the caller's leaks in. */
function start(script, { env, logsDir, name, args = [], execArgv = [] }) {
  const log = openSync(join(logsDir, `${name}.log`), 'w');
  const child = fork(script, args, { env: { PATH: process.env.PATH, ...PRODUCTION, ...env }, execArgv, stdio: ['ignore', log, log, 'ipc'] });
  children.add(child);
  const failed = once(child, 'exit').then(([code]) => {
    throw new Error(`${name} ended with code ${code}: see ${join(logsDir, `${name}.log`)}`);
  });
  failed.catch(() => {});
  return { child, failed };
}

async function stop(child) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), 5_000);
  await ended;
  clearTimeout(timer);
}

/** Ends whatever was started, also what was not ready yet. */
export const stopChildren = () => Promise.all([...children].map(stop));

const timeout = (ms, what) => new Promise((_, reject) => setTimeout(() => reject(new Error(`${what} took more than ${ms} ms`)), ms).unref());

/**
 * With parameters in a page's bounds, PostgreSQL plans a prepared statement anew each time, which costs more than running it. Both
 * peers are faster without (measured: PostGraphile by a quarter on the subtree, the floor by a third on the withdrawals), so they go without.
 */
const PLAN_ONCE = '?options=-c%20plan_cache_mode%3Dforce_generic_plan';

/** A peer tells its address by a message. */
export async function startPeer(name, dialect, { databaseUrl, logsDir }) {
  const { child, failed } = start(join(import.meta.dirname, `${name}.mjs`), {
    name,
    logsDir,
    env: { BENCH_DATABASE_URL: `${databaseUrl}${PLAN_ONCE}`, BENCH_POOL_SIZE: String(POOL_SIZE) },
  });
  const [{ ready }] = await Promise.race([once(child, 'message'), failed, timeout(READY_MS, `The start of ${name}`)]);
  return { name, dialect, url: ready, headers: {}, pid: child.pid, child };
}

export async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

/** The gateway as it runs in production; ready when it says so over HTTP. */
export async function startGateway(main, { env, args, execArgv, logsDir }) {
  const port = await freePort();
  const { child, failed } = start(main, {
    name: 'gateway',
    logsDir,
    args,
    execArgv,
    env: { ...env, HOST: '127.0.0.1', PORT: String(port), POOL_SIZE: String(POOL_SIZE) },
  });
  const base = `http://127.0.0.1:${port}`;
  const isReady = async () => {
    while (
      !(await fetch(`${base}/health/ready`).then(
        (response) => response.ok,
        () => false,
      ))
    )
      await new Promise((resolve) => setTimeout(resolve, 50));
  };
  await Promise.race([isReady(), failed, timeout(READY_MS, 'The start of the gateway')]);
  return { name: 'gateway', dialect: 'gateway', url: `${base}/graphql`, headers: {}, pid: child.pid };
}

export function startLoad({ logsDir }) {
  const { child, failed } = start(join(import.meta.dirname, 'load.mjs'), { name: 'load', logsDir });
  return {
    async run(job) {
      child.send(job);
      const [{ result, error }] = await Promise.race([once(child, 'message'), failed]);
      if (error) throw new Error(error);
      return result;
    },
  };
}
