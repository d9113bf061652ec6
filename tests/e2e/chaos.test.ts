import { randomInt } from 'node:crypto';
import { rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PROJECT_DIR } from '../../src/config.js';
import { newId } from '../../src/database/ids.js';
import { type EmbeddedServer, startEmbedded } from '../../src/database/embedded.js';
import { dataDirectory } from '../support/data-directory.js';
import { GatewayProcess, signIn } from '../support/gateway-process.js';
import { addTradingAccount, fundAccount, fundWallet, ledgerFaults } from '../support/money.js';
import { CHAOS_SECONDS as SECONDS, MoneyWriter, type Purse } from '../support/money-writers.js';

const WRITERS = 6;
const CLIENTS = 4;
const ACCOUNTS_BESIDE_WALLET = 4;
const EACH = '250.00';
/** By itself it is back sooner; beside other tests everything takes its time. */
const RECOVERY_MS = SECONDS < 60 ? 20_000 : 5_000;

let dataDir: string;
let gateway: GatewayProcess;
let port: number;
let url: string;
let token: string;
let purses: Purse[];
let embedded: EmbeddedServer;

/** Below those that the system hands out: one of these could be given to somebody's connection while the gateway is dead, and would be kept from the next. */
async function freePort(): Promise<number> {
  for (;;) {
    const free = randomInt(20_000, 32_768);
    const server = createServer();
    const isFree = await new Promise<boolean>((resolve) => {
      server.once('error', () => resolve(false)).listen(free, '127.0.0.1', () => resolve(true));
    });
    if (!isFree) continue;
    await new Promise((resolve) => server.close(resolve));
    return free;
  }
}

const start = (): GatewayProcess => new GatewayProcess({ DATA_DIR: dataDir, PORT: String(port), DEMO_CLIENTS: '50', LOG_LEVEL: 'warn', LOG_FORMAT: 'json' });

/** The database as its owner sees it, over a connection that is closed again. */
async function asOwner<T>(work: (sql: never) => Promise<T>): Promise<T> {
  const client = new Client(embedded.target('countinghouse_demo'));
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work((async (text: string, values: unknown[] = []) => (await client.query(text, values)).rows) as never);
  } finally {
    await client.end();
  }
}

const isReady = (): Promise<boolean> =>
  fetch(`${url}/health/ready`, { signal: AbortSignal.timeout(1_000) }).then(
    ({ status }) => status === 200,
    () => false,
  );

const fatal = (log: string): string =>
  log
    .split('\n')
    .filter((line) => line.includes('"fatal"'))
    .join('\n');

async function untilReady(): Promise<number> {
  const since = Date.now();
  while (!(await isReady())) {
    if (Date.now() - since > 60_000)
      throw new Error(`It does not come back: ${fatal(gateway.stdout) || gateway.stdout.slice(-2_000)}${gateway.stderr.slice(-500)}`);
    await sleep(25);
  }
  return Date.now() - since;
}

beforeAll(async () => {
  dataDir = dataDirectory();
  port = await freePort();
  url = `http://127.0.0.1:${port}`;
  gateway = start();
  await untilReady();
  token = await signIn(url, 'finance@demo.example', 'countinghouse-demo');
  embedded = await startEmbedded({ dataDir, projectDir: PROJECT_DIR });
  purses = await asOwner(async (sql: Parameters<typeof ledgerFaults>[0]) => {
    const made: Purse[] = [];
    for (let at = 0; at < CLIENTS; at++) {
      const clientId = newId();
      await sql(
        `insert into client (id, first_name, last_name, email, country, jurisdiction, onboarding_status) values ($1::uuid, 'Nadia', 'Petrova', $1::text || '@example.com', 'CY', 'CY', 'APPROVED')`,
        [clientId],
      );
      await fundWallet(sql, clientId, EACH);
      const accounts: (string | null)[] = [null];
      for (let account = 0; account < ACCOUNTS_BESIDE_WALLET; account++) {
        const id = await addTradingAccount(sql, clientId);
        await fundAccount(sql, id, EACH);
        accounts.push(id);
      }
      made.push({ clientId, accounts });
    }
    return made;
  });
  // the gateway holds the server by itself from here on
  await embedded.stop();
}, 120_000);

afterAll(async () => {
  await gateway.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

async function killGateway(): Promise<void> {
  gateway.kill('SIGKILL');
  await gateway.exit;
  gateway = start();
}

const killPostgres = (): void => {
  const { pid } = embedded;
  if (pid !== null) process.kill(pid, 'SIGKILL');
};

/** Kills the one and the other in turn, and answers how long each took to come back. */
async function havoc(isOver: () => boolean): Promise<number[]> {
  const recoveries: number[] = [];
  for (let turn = 0; !isOver(); turn++) {
    await sleep(2_500);
    if (turn % 2 === 0) await killGateway();
    else killPostgres();
    await sleep(20);
    recoveries.push(await untilReady());
  }
  return recoveries;
}

test(`killed again and again for ${SECONDS} s, money neither vanishes nor doubles`, { timeout: SECONDS * 1_000 + 120_000 }, async () => {
  const until = Date.now() + SECONDS * 1_000;
  const isOver = (): boolean => Date.now() > until;
  const writers = Array.from({ length: WRITERS }, () => new MoneyWriter(() => ({ url, token }), purses));
  const [recoveries] = await Promise.all([havoc(isOver), ...writers.map((writer) => writer.write(isOver))]);

  const acknowledged = new Map(writers.flatMap((writer) => [...writer.acknowledged]));
  const count = (of: (writer: MoneyWriter) => number): number => writers.reduce((sum, writer) => sum + of(writer), 0);
  console.log(
    `${acknowledged.size} transfers, ${count(({ retried }) => retried)} answers thrown away, ${count(({ refused }) => refused)} refused; ${recoveries.length} kills, back after ${recoveries.join(', ')} ms`,
  );
  expect(acknowledged.size).toBeGreaterThan(SECONDS);
  expect(writers.flatMap(({ doubled }) => doubled)).toEqual([]);
  expect(Math.max(...recoveries)).toBeLessThan(RECOVERY_MS);
  await asOwner(async (sql: Parameters<typeof ledgerFaults>[0]) => {
    expect(await ledgerFaults(sql)).toEqual([]);
    const ids = purses.map(({ clientId }) => clientId);
    const [total] = await sql<{ sum: string }>(
      `select sum(balance)::text as sum from ledger_account where client_id = any($1) and kind in ('CLIENT_WALLET', 'TRADING_ACCOUNT')`,
      [ids],
    );
    expect(total).toEqual({ sum: `${CLIENTS * (ACCOUNTS_BESIDE_WALLET + 1) * 250}.00` });
    const made = await sql<{ key: string; id: string }>(
      `select k.key, t.id from transaction t join idempotency_key k on k.transaction_id = t.id where t.client_id = any($1) and t.type = 'TRANSFER'`,
      [ids],
    );
    // each transfer that there is was told to somebody in the end, once, and each that was told is there
    expect(new Map(made.map(({ key, id }) => [key, id]))).toEqual(acknowledged);
    expect(made).toHaveLength(acknowledged.size);
  });
});
