import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PROJECT_DIR } from '../../src/config.js';
import { accrualBench, type AccrualBench } from './accruals.fixture.js';
import { eventually } from './jobs.fixture.js';

let bench: AccrualBench;
const children: ChildProcess[] = [];
beforeAll(async () => {
  bench = await accrualBench();
});
afterAll(async () => {
  for (const child of children) if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
  await bench.db.drop();
});

interface Engine {
  readonly child: ChildProcess;
  readonly ended: Promise<unknown>;
  said(): string;
}

function engineProcess(): Engine {
  const child = spawn(process.execPath, [join(PROJECT_DIR, 'tests/support/accrual-process.mjs'), JSON.stringify(bench.db.database.directAsApplication)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  let said = '';
  child.stdout!.setEncoding('utf8').on('data', (text: string) => (said += text));
  return { child, ended: once(child, 'exit'), said: () => said };
}

const BATCHES = 24;
const DEALS = 150;
const progress = async () => Number((await bench.db.sql<{ batch: string }>('select batch from commission_progress'))[0]!.batch);

test('an engine that is killed again and again in the middle finishes after its restart, and pays nothing twice', { timeout: 240_000 }, async () => {
  const plain = await bench.trader(await bench.plan('PER_LOT', 'OVERRIDE', ['5', '2', '1']));
  const capped = await bench.trader(
    await bench.plan('PER_LOT', 'SPLIT', ['5', '20'], {
      ...{ cap_per_day: '700', tier_by: 'VOLUME', tier_counting: 'GRADUATED', tier_from: ['0', '50'], tier_multipliers: ['1', '2'] },
    }),
  );
  for (let batch = 0; batch < BATCHES; batch++)
    await bench.take(...Array.from({ length: DEALS }, (_, n) => bench.dealOf(n % 10 === 0 ? capped : plain, { lots: `0.${1 + (n % 9)}` })));
  const last = BATCHES;
  let kills = 0;
  for (let seen = 0; kills < 4 && seen < last;) {
    const { child, ended } = engineProcess();
    await eventually(async () => (await progress()) > seen || child.exitCode !== null, 60_000);
    // somewhere in what comes next
    await delay(kills * 7);
    child.kill('SIGKILL');
    await ended;
    seen = await progress();
    kills += 1;
  }
  expect(kills).toBeGreaterThan(1);
  const { ended, said } = engineProcess();
  await ended;
  expect([said(), await progress()]).toEqual(['ready\ndone\n', last]);
  const interrupted = await bench.net();
  expect(
    await bench.db.sql('select count(*)::int as n from commission where corrects_id is null and plan_id = (select plan_id from partner where id = $1)', [
      plain.chain[0],
    ]),
  ).toEqual([{ n: BATCHES * DEALS * 0.9 * 3 }]);
  expect(await bench.db.sql('select sum(amount)::text as sum from commission')).toEqual(
    await bench.db.sql('select sum(amount)::text as sum from commission_daily'),
  );
  await bench.db.sql('truncate commission_daily, commission, deal_unpaid cascade');
  await bench.db.sql('update commission_progress set batch = 0');
  await bench.engine.catchUp();
  expect(await bench.net()).toEqual(interrupted);
});
