import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterEach, describe, expect, test } from 'vitest';
import { dataDirectory } from '../../tests/support/data-directory.js';
import { type EmbeddedServer, startEmbedded } from './embedded.js';

const opened: EmbeddedServer[] = [];
const folders: string[] = [];

function keptDirectory(): string {
  const folder = dataDirectory();
  folders.push(folder);
  return folder;
}

async function start(dataDir: string): Promise<EmbeddedServer> {
  const server = await startEmbedded({ dataDir, projectDir: dataDir, settings: { shared_buffers: '16MB' } });
  opened.push(server);
  return server;
}

async function query(server: EmbeddedServer, sql: string): Promise<unknown[]> {
  const client = new Client(server.target('postgres'));
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

const isRunning = (pid: number): boolean => {
  try {
    return !readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ');
  } catch {
    return false;
  }
};

afterEach(async () => {
  for (const server of opened.splice(0)) await server.stop();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

describe('the embedded PostgreSQL', () => {
  test('keeps its data over a stop and a start, and is gone in between', async () => {
    const dataDir = keptDirectory();
    const first = await start(dataDir);
    await query(first, 'create table kept as select 42 as value');
    const pid = first.pid!;
    expect(first.joined).toBe(false);
    expect(await first.stop()).toBe(true);
    expect(isRunning(pid)).toBe(false);
    expect(await query(await start(dataDir), 'select value from kept')).toEqual([{ value: 42 }]);
  });

  test('listens on its socket alone, which nobody else may enter, and asks for a password', async () => {
    const server = await start(keptDirectory());
    expect(await query(server, 'show listen_addresses')).toEqual([{ listen_addresses: '' }]);
    expect(statSync(server.target('postgres').host).mode & 0o777).toBe(0o700);
    const stranger = new Client({ ...server.target('postgres'), password: 'guessed' });
    await expect(stranger.connect()).rejects.toMatchObject({ code: '28P01' });
  });

  test('two that start together for the first time share one server, and the last one out stops it', async () => {
    const dataDir = keptDirectory();
    const [one, two] = await Promise.all([start(dataDir), start(dataDir)]);
    expect(one.pid).toBe(two.pid);
    expect([one.joined, two.joined].filter(Boolean)).toHaveLength(1);
    expect(await one.isShared()).toBe(true);
    expect(await one.stop()).toBe(false);
    expect(await query(two, 'select 1 as one')).toEqual([{ one: 1 }]);
    expect(await two.isShared()).toBe(false);
    expect(await two.stop()).toBe(true);
  });

  test('one that comes while the last one leaves gets a server of its own', async () => {
    const dataDir = keptDirectory();
    const first = await start(dataDir);
    const [, second] = await Promise.all([first.stop(), start(dataDir)]);
    expect(await query(second, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  test('recovers what was committed after the whole server was killed, and holds it again', async () => {
    const server = await start(keptDirectory());
    await query(server, 'create table kept as select 42 as value');
    const killed = server.pid!;
    process.kill(killed, 'SIGKILL');
    await expect.poll(() => query(server, 'select value from kept').catch(() => null), { timeout: 15_000, interval: 100 }).toEqual([{ value: 42 }]);
    expect(server.pid).not.toBe(killed);
    await expect.poll(() => server.hasDatabase('postgres').catch(() => false), { timeout: 15_000 }).toBe(true);
  });

  test('starts although the process that its pid file names is alive and another one', async () => {
    const dataDir = keptDirectory();
    const first = await start(dataDir);
    const stale = readFileSync(join(dataDir, 'pg/postmaster.pid'), 'utf8').split('\n').slice(1);
    await first.stop();
    const { uid, gid } = statSync(join(dataDir, 'pg'));
    const other = spawn('sleep', ['60'], { uid, gid, cwd: '/' });
    writeFileSync(join(dataDir, 'pg/postmaster.pid'), [other.pid, ...stale].join('\n'));
    try {
      expect(await query(await start(dataDir), 'select 1 as one')).toEqual([{ one: 1 }]);
    } finally {
      other.kill();
    }
  });

  test('removes what a start that was killed left half made', async () => {
    const dataDir = keptDirectory();
    mkdirSync(join(dataDir, 'pg.draft-999999999/base'), { recursive: true });
    await start(dataDir);
    expect(readdirSync(dataDir).filter((name) => name.includes('draft'))).toEqual([]);
  });

  test('works under a path with blanks and quotes, and under one that is too long for a socket', async () => {
    const odd = join(keptDirectory(), `o'neil "& co, $HOME`);
    const long = join(keptDirectory(), 'a-rather-long-name-of-a-folder'.repeat(4));
    for (const dataDir of [odd, long]) {
      mkdirSync(dataDir, { recursive: true });
      const server = await start(dataDir);
      folders.push(server.target('postgres').host);
      expect(await query(server, 'select 1 as one')).toEqual([{ one: 1 }]);
    }
  });

  test.runIf(process.geteuid?.() === 0)('run by root in a folder that is closed to everyone else, it lives in /var/lib, and comes back there', async () => {
    const dataDir = keptDirectory();
    chmodSync(dataDir, 0o700);
    const first = await start(dataDir);
    const place = readFileSync(join(dataDir, 'embedded.location'), 'utf8').trim();
    folders.push(place);
    await query(first, 'create table kept as select 42 as value');
    await first.stop();
    expect(existsSync(join(dataDir, 'pg'))).toBe(false);
    expect(await query(await start(dataDir), 'select value from kept')).toEqual([{ value: 42 }]);
    expect(place).toMatch(/^\/var\/lib\/countinghouse-[0-9a-f]{8}$/);
  });

  test('a server that cannot start says why', async () => {
    const dataDir = keptDirectory();
    await (await start(dataDir)).stop();
    const bad = startEmbedded({ dataDir, projectDir: dataDir, settings: { shared_buffers: 'plenty' } });
    await expect(bad).rejects.toThrow(/did not start: .*shared_buffers/s);
  });
});
