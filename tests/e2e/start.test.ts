import { rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Client } from 'pg';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { PROJECT_DIR } from '../../src/config.js';
import { type EmbeddedServer, startEmbedded } from '../../src/database/embedded.js';
import { dataDirectory } from '../support/data-directory.js';
import { ask, GatewayProcess, signIn } from '../support/gateway-process.js';

const PASSWORD = 'countinghouse-demo';
const ADMINISTRATION = 'administration@demo.example';
const folders: string[] = [];
const processes: GatewayProcess[] = [];
const joined: EmbeddedServer[] = [];
const clients: Client[] = [];

function keptDirectory(): string {
  const folder = dataDirectory();
  folders.push(folder);
  return folder;
}

/** With the brokerage that the first start makes; whoever comes later finds it. */
const standing = keptDirectory();

function start(dataDir: string, settings: Record<string, string> = {}, options: { byNpm?: boolean } = {}): GatewayProcess {
  const process = new GatewayProcess({ DATA_DIR: dataDir, PORT: '0', DEMO_CLIENTS: '50', ...settings }, [], options);
  processes.push(process);
  return process;
}

/** A connection of the test's own to the database that the gateways serve from. */
async function owner(dataDir: string): Promise<Client> {
  const server = await startEmbedded({ dataDir, projectDir: PROJECT_DIR });
  joined.push(server);
  const client = new Client(server.target('countinghouse_demo'));
  clients.push(client);
  await client.connect();
  return client;
}

/** Leaves PostgreSQL to the gateways. */
async function leave(): Promise<void> {
  for (const client of clients.splice(0)) await client.end();
  for (const server of joined.splice(0)) await server.stop();
}

const me = (url: string, token: string) => ask<{ me: { id: string } }>(url, '{ me { id } }', { token });

afterEach(async () => {
  await leave();
  for (const process of processes.splice(0)) await process.stop();
});
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

describe('a start without any settings', { timeout: 240_000 }, () => {
  test('two gateways that start together for the first time serve one brokerage, and each accepts what the other signed', async () => {
    const dataDir = standing;
    const [one, two] = [start(dataDir), start(dataDir)];
    const [first, second] = [await one.url(), await two.url()];
    expect(first).not.toBe(second);
    await one.says(/administration@demo\.example +Administration/);
    const token = await signIn(first, ADMINISTRATION, PASSWORD);
    expect(await me(second, token)).toEqual(await me(first, token));

    // the one that started PostgreSQL may leave first
    expect((await one.stop()).code).toBe(0);
    expect(await signIn(second, ADMINISTRATION, PASSWORD)).toBeTruthy();
    expect((await two.stop()).code).toBe(0);
  });

  test('a gateway that is killed loses nothing, and the next one takes over its PostgreSQL', async () => {
    const dataDir = standing;
    const killed = start(dataDir);
    await killed.url();
    const client = await owner(dataDir);
    await client.query(`insert into permission_known (permission) values ('kept:through')`);
    await leave();
    killed.kill('SIGKILL');
    await killed.exit;
    const url = await start(dataDir).url();
    expect(await signIn(url, ADMINISTRATION, PASSWORD)).toBeTruthy();
    const { rows } = await (await owner(dataDir)).query(`select permission from permission_known where permission = 'kept:through'`);
    expect(rows).toHaveLength(1);
  });

  test('a gateway that is killed while it fills the brokerage leaves nothing that the next one takes for it', async () => {
    const dataDir = keptDirectory();
    const killed = start(dataDir, { DEMO_CLIENTS: '2000' });
    await killed.says(/Loading its tables/);
    killed.kill('SIGKILL');
    await killed.exit;
    const url = await start(dataDir).url();
    expect(await signIn(url, ADMINISTRATION, PASSWORD)).toBeTruthy();
    const { rows } = await (await owner(dataDir)).query(`select datname from pg_database where datname like 'countinghouse%'`);
    expect(rows).toEqual([{ datname: 'countinghouse_demo' }]);
  });

  test('npm start that is told to end answers what it was asked, stops its PostgreSQL and exits with 0', async () => {
    const dataDir = standing;
    const gateway = start(dataDir, {}, { byNpm: true });
    const url = await gateway.url();
    const client = await owner(dataDir);
    await client.query('begin; lock table credential in access exclusive mode');
    const underWay = signIn(url, ADMINISTRATION, PASSWORD);
    await expect.poll(async () => (await client.query('select from pg_locks where not granted')).rowCount, { timeout: 30_000 }).toBeGreaterThan(0);
    gateway.kill('SIGTERM');
    await gateway.says(/stopping/);
    await client.query('rollback');
    expect(await underWay).toBeTruthy();
    await leave();
    expect((await gateway.exit).code).toBe(0);
    await expect(fetch(`${url}/health/live`)).rejects.toThrow();
  });

  test('a brokerage of another size takes the place of the old one, and not under a gateway that runs', async () => {
    const dataDir = standing;
    const replace = (clients: number) => new GatewayProcess({ DATA_DIR: dataDir }, ['demo', '--clients', String(clients)]).exit;
    const gateway = start(dataDir);
    await gateway.url();
    const refused = await replace(80);
    expect([refused.code, refused.stderr]).toEqual([1, `A gateway runs on ${dataDir}: stop it before its brokerage is replaced.\n`]);
    await gateway.stop();
    const replaced = await replace(80);
    expect([replaced.code, replaced.stdout]).toEqual([0, expect.stringMatching(/The demo brokerage has 80 clients/)]);
    const { rows } = await (await owner(dataDir)).query('select count(*)::int as clients from client');
    expect(rows).toEqual([{ clients: 80 }]);
  });
});

describe('a start that cannot be', { timeout: 120_000 }, () => {
  const refused = async (settings: Record<string, string>, command: string[] = []): Promise<[number | null, string]> => {
    const { code, stderr } = await new GatewayProcess(settings, command).exit;
    return [code, stderr.trimEnd()];
  };
  const key = '9f2c41d6b38a07e5c1f46a8d2b709e53d84f1b6ac2397e05f8d16b4a3c927e80';

  test('for a bad setting says so in one sentence', async () => {
    expect(await refused({ PORT: 'http' })).toEqual([78, 'PORT must be a whole number from 0 to 65535, not "http".']);
  });

  test('for production without keys, or with weak ones, names the key', async () => {
    const [code, sentence] = await refused({ NODE_ENV: 'production' });
    expect([code, sentence]).toEqual([78, expect.stringMatching(/^SECRET_KEY must be set in production: [^\n]+$/)]);
    expect((await refused({ NODE_ENV: 'production', SECRET_KEY: key }))[1]).toMatch(/^AUDIT_KEY must be set/);
    expect((await refused({ NODE_ENV: 'production', SECRET_KEY: 'changeme', AUDIT_KEY: key }))[1]).toMatch(/^SECRET_KEY must be at least 32 random bytes/);
  });

  test('for a database that does not answer keeps its password to itself', async () => {
    const [code, sentence] = await refused({ DATABASE_URL: 'postgresql://gateway:hunter2@127.0.0.1:1/none' });
    expect([code, sentence]).toEqual([78, 'DATABASE_URL must be a PostgreSQL that can be reached: connect ECONNREFUSED 127.0.0.1:1.']);
  });

  test('for a command or an option that is not there names those that are', async () => {
    expect(await refused({}, ['serv'])).toEqual([64, expect.stringContaining('must be one of serve, migrate, admin:create, demo')]);
    expect(await refused({ DATA_DIR: keptDirectory() }, ['demo', '--client', '5'])).toEqual([64, expect.stringContaining('--clients')]);
  });

  test('for demo data in a database of somebody', async () => {
    expect(await refused({ DATABASE_URL: 'postgresql://gateway@db/broker' }, ['demo'])).toEqual([78, expect.stringMatching(/^DATABASE_URL must be unset/)]);
  });

  test('for a port that is taken stops the PostgreSQL that it started', async () => {
    const taken: Server = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => taken.once('listening', resolve));
    const { port } = taken.address() as AddressInfo;
    const dataDir = standing;
    const [code, sentence] = await refused({ DATA_DIR: dataDir, PORT: String(port), DEMO_CLIENTS: '50' });
    taken.close();
    expect([code, sentence]).toEqual([1, `Port ${port} on 127.0.0.1 is taken: stop what listens there, or set PORT.`]);
    const server = await startEmbedded({ dataDir, projectDir: PROJECT_DIR });
    joined.push(server);
    expect(server.joined).toBe(false);
  });
});
