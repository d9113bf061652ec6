import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../support/database.js';
import { TEST_KEYS } from '../support/gateway.js';
import { ask, GatewayProcess, signIn } from '../support/gateway-process.js';
import { ledgerFaults } from '../support/money.js';
import { payoutFaults } from '../support/payouts.js';
import { addStaff, PASSWORD, type Person } from '../support/people.js';

// four steps of closing and six of paying: the second kill comes well before the last
const [PARTNERS, EACH] = [600, 55];

let db: TestDatabase;
let gateway: GatewayProcess;
let url: string;
let maker: Person, checker: Person;
const dataDir = mkdtempSync(join(tmpdir(), 'payouts-crash-'));

async function start(): Promise<void> {
  const { host, user, password, database } = db.target;
  const target = `postgresql://${user}:${encodeURIComponent(password)}@${encodeURIComponent(host)}/${database}`;
  gateway = new GatewayProcess({ NODE_ENV: 'test', DATABASE_URL: target, DATA_DIR: dataDir, HOST: '127.0.0.1', PORT: '0', LOG_FORMAT: 'json', ...TEST_KEYS });
  url = await gateway.url();
}

beforeAll(async () => {
  db = await testDatabase();
  [maker, checker] = [await addStaff(db.sql, ['FINANCE']), await addStaff(db.sql, ['FINANCE'])];
  await db.sql(
    `insert into partner (id, name, email, country, status, referral_code, path) select uuidv7(), 'Partner ' || n, n || '@house.example', 'CY', 'ACTIVE', 'REF' || n, '' from generate_series(1, $1::int) n`,
    [PARTNERS],
  );
  await db.sql(
    `insert into commission (id, partner_id, level, amount, currency, explanation, traded_at, accrued_at)
     select uuidv7(), p.id, 1, 1 + n * 0.00012345, 'USD', 'by a test', '2026-10-10', timestamptz '2026-10-10' + n * interval '1 minute' from partner p cross join generate_series(1, $1::int) n`,
    [EACH],
  );
  await start();
}, 120_000);
afterAll(async () => {
  await gateway.stop();
  await db.drop();
  rmSync(dataDir, { recursive: true, force: true });
});

const asked = async <Data>(who: Person, query: string, variables: object = {}): Promise<Data> =>
  ask<Data>(url, query, { variables, token: await signIn(url, who.email, PASSWORD) }).catch((error: unknown) => {
    throw new Error(`${String(error)}\n${gateway.stdout.slice(-3_000)}`);
  });

/** Kills the process as soon as something is done and not everything, and starts another one. */
async function killedIn(progress: () => Promise<number>, from: number, all: number): Promise<number> {
  for (let done = await progress(); done <= from; done = await progress()) await sleep(2);
  gateway.kill('SIGKILL');
  await gateway.exit;
  const done = await progress();
  expect(done).toBeGreaterThan(from);
  expect(done).toBeLessThan(all);
  await start();
  return done;
}

async function untilIs(read: () => Promise<string>, wanted: string): Promise<void> {
  for (const end = Date.now() + 60_000; (await read()) !== wanted;) {
    if (Date.now() > end) throw new Error(`It does not become ${wanted}: ${gateway.stdout.slice(-2_000)}`);
    await sleep(50);
  }
}

const number = async (text: string): Promise<number> => Number((await db.sql<{ n: string }>(text))[0]?.n ?? 0);

test(
  'a period is closed and a run is paid although the process is killed in the middle, twice each: nothing is missing, nothing is there twice',
  { timeout: 240_000 },
  async () => {
    const all = PARTNERS * EACH;
    const { commissionPeriodClose } = await asked<{ commissionPeriodClose: { userErrors: object[] } }>(
      maker,
      'mutation { commissionPeriodClose(input: { length: MONTH, at: "2026-10-10T00:00:00Z" }) { period { id } userErrors { message } } }',
    );
    expect(commissionPeriodClose.userErrors).toEqual([]);
    const moved = () => number(`select commissions as n from commission_period where status = 'CLOSING'`);
    await killedIn(moved, await killedIn(moved, 0, all), all);
    await untilIs(
      async () => (await db.sql<{ status: string }>(`select status from commission_period where length = 'MONTH' order by starts_at limit 1`))[0]!.status,
      'CLOSED',
    );
    expect(await number('select count(*) as n from commission_statement where closed_at is not null')).toBe(PARTNERS);
    expect(await number(`select sum(commissions) as n from commission_statement`)).toBe(all);
    expect(await payoutFaults(db.sql)).toEqual([]);

    type Step = { run: { id: string; version: number } };
    const { step: drafted } = await asked<{ step: Step }>(maker, 'mutation { step: commissionPayoutRunDraft(input: {}) { run { id version } } }');
    const decide = async (who: Person, verb: string, { id, version }: Step['run']) =>
      (await asked<{ step: Step }>(who, `mutation { step: commissionPayoutRun${verb}(input: { id: "${id}", version: ${version} }) { run { id version } } }`))
        .step.run;
    await decide(checker, 'Approve', await decide(maker, 'Submit', drafted.run));
    const paid = () => number(`select count(*) as n from commission_payout where status = 'PAID'`);
    await killedIn(paid, await killedIn(paid, 0, PARTNERS), PARTNERS);
    await untilIs(async () => (await db.sql<{ status: string }>('select status from commission_payout_run'))[0]!.status, 'PAID');

    expect(await paid()).toBe(PARTNERS);
    expect(await number(`select count(*) as n from transaction where type = 'COMMISSION_PAYOUT'`)).toBe(PARTNERS);
    // 55 commissions of 1 + n * 0.00012345 are 55.190113, of which 55.19 is paid and the rest is carried
    expect(
      await db.sql(`select trim_scale(balance)::text as balance, count(*)::int as n from ledger_account where kind = 'PARTNER_WALLET' group by 1`),
    ).toEqual([{ balance: '55.19', n: PARTNERS }]);
    expect(await db.sql('select distinct trim_scale(stated - paid)::text as carried from commission_balance')).toEqual([{ carried: '0.000113' }]);
    expect(await number(`select count(*) as n from commission where status <> 'PAID'`)).toBe(0);
    expect(await payoutFaults(db.sql)).toEqual([]);
    expect(await ledgerFaults(db.sql)).toEqual([]);
  },
);
