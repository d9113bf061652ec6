import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { ask, type Exit, GatewayProcess, signIn } from '../support/gateway-process.js';

const NAME = `external_${process.pid}`;
const EMAIL = 'priya.shah@broker.example';
const PASSWORD = 'correct-horse-battery';
const dataDir = mkdtempSync(join(tmpdir(), 'start-external-'));
let settings: Record<string, string>;

async function administer(statement: string): Promise<void> {
  const client = new Client(inject('server'));
  await client.connect();
  await client.query(statement);
  await client.end();
}

const run = (command: string[], input = ''): Promise<Exit> => new GatewayProcess(settings, command, { input }).exit;

beforeAll(async () => {
  await administer(`create database ${NAME}`);
  const { user, password, host } = inject('server');
  const keys = {
    SECRET_KEY: '9f2c41d6b38a07e5c1f46a8d2b709e53d84f1b6ac2397e05f8d16b4a3c927e80',
    AUDIT_KEY: '3be7059ad1c84f62e97d20b5836fa41c5e08d72b946fc1a3760e8d5bf2194ac7',
  };
  settings = {
    ...keys,
    NODE_ENV: 'production',
    DATABASE_URL: `postgresql://${user}:${encodeURIComponent(password)}@${encodeURIComponent(host)}/${NAME}`,
    DATA_DIR: dataDir,
    HOST: '127.0.0.1',
    PORT: '0',
  };
});
afterAll(async () => {
  await administer(`drop database ${NAME} with (force)`);
  rmSync(dataDir, { recursive: true, force: true });
});

test(
  'a database of the house: refused until it is migrated, then served to its administrator, in production and without a demo',
  { timeout: 240_000 },
  async () => {
    const early = await run([]);
    expect([early.code, early.stderr]).toEqual([
      1,
      expect.stringMatching(/^The database lacks \d+ migration\(s\), from \w+ on: run npm run migrate first\.\n$/),
    ]);

    const migrated = await run(['migrate']);
    expect([migrated.code, migrated.stdout]).toEqual([0, expect.stringMatching(/^Ran Migration[^]*The database is up to date\.\n$/)]);

    const weak = await run(['admin:create', '--email', EMAIL], 'short\n');
    expect([weak.code, weak.stderr]).toEqual([64, 'A password has at least 12 characters.\n']);
    const created = await run(['admin:create', '--email', EMAIL, '--name', 'Priya Shah'], `${PASSWORD}\n`);
    expect([created.code, created.stdout]).toEqual([0, `${EMAIL} may sign in as administrator.\n`]);
    const again = await run(['admin:create', '--email', EMAIL.toUpperCase()], `${PASSWORD}\n`);
    expect([again.code, again.stderr]).toEqual([1, `Somebody with the address ${EMAIL} is there already.\n`]);

    const gateway = new GatewayProcess(settings);
    const url = await gateway.url();
    const token = await signIn(url, EMAIL, PASSWORD);
    expect(await ask(url, '{ me { name departments } }', { token })).toEqual({ me: { name: 'Priya Shah', departments: ['ADMINISTRATION'] } });
    await expect(signIn(url, 'administration@demo.example', 'countinghouse-demo')).rejects.toThrow();
    expect((await fetch(`${url}/metrics`)).status).toBe(404);
    expect((await gateway.stop()).code).toBe(0);
    expect(gateway.stdout).not.toContain('demo.example');
    for (const line of gateway.stdout.trim().split('\n')) expect(JSON.parse(line)).toHaveProperty('msg');

    // what is sealed under one key cannot be read with another
    const other = await new GatewayProcess({ ...settings, AUDIT_KEY: 'c5d1e07b38fa429d6e10b75c84a3f92e1b06d8e47f25a9c3306bd71e94f8a25d' }).exit;
    expect([other.code, other.stderr]).toEqual([78, expect.stringMatching(/^AUDIT_KEY .* must be the key that this database was begun with: [^\n]+\n$/)]);
  },
);
