import { afterAll, beforeAll, expect, test } from 'vitest';
import { AccrualEngine } from '../../src/modules/commissions/index.js';
import { recomputeRow } from '../support/explanations.js';
import type { TestDatabase } from '../support/database.js';
import { usualDemo } from '../support/demo.js';

let demo: TestDatabase;
let made: Rows;

interface Rows {
  readonly rows: readonly object[];
  readonly unpaid: readonly object[];
  readonly candidates: readonly object[];
}

beforeAll(async () => {
  demo = (await usualDemo()).database;
  made = await read();
}, 300_000);
afterAll(() => demo?.drop());

/** What rows say, by what they are about; ids, times of booking and what became of them are the demo's own. */
const COMMISSIONS = `select deal_server, deal_ticket, client_id, partner_id, trading_account_id, plan_id, terms_id, level, symbol, trim_scale(lots)::text as lots, trim_scale(amount)::text as amount,
  currency, explanation, corrects_id is not null as corrects, is_cpa, traded_at from commission order by deal_server, deal_ticket, client_id, level, partner_id, corrects, amount`;
const UNPAID =
  'select server, ticket, time, trading_account_id, client_id, partner_id, symbol, trim_scale(lots)::text as lots, reason, detail from deal_unpaid order by server, ticket';
const CANDIDATES = `select id, partner_id, plan_id, status, deposit_id, trim_scale(first_deposit)::text as first_deposit, currency, trim_scale(lots)::text as lots, until, qualified_at, missing
  from commission_candidate order by id`;
/** What explanations say of each kind. */
const SHOWN = [
  ...[
    /a lot/,
    /a million/,
    / USD a pip x .* pip/,
    /pips of spread x .* %/,
    /^Commission Share.*of commission.*%/,
    /^Revenue Share,.*pips of spread.* \+ .*of commission/,
    /of loss, swap and commission/,
  ],
  ...[
    /a client/,
    /that go up/,
    / % of the reward of /,
    / - [\d.]+\) = /,
    /for the tier from .* lots/,
    /for the tier from .* active clients/,
    /for tiers/,
    /of level 3/,
    /of the partner/,
  ],
  ...[
    /a deal gives at most/,
    /a day at most/,
    /a month not below 0/,
    /half of a hedged pair/,
    /JPY per USD/,
    /rounding left/,
    /towards zero/,
    /halves to even/,
  ],
  ...[
    /Nothing is due: the contract was not in force$/,
    /^Correction: The platform has cancelled the deal\. Nothing instead of/,
    /^Correction: Spread Share.* instead of/,
  ],
];
const REASONS = [
  ...[
    'BELOW_ZERO',
    'CANCELLED',
    'CAP_REACHED',
    'DEMO',
    'HEDGED',
    'NOT_TOLD',
    'NO_EXCHANGE_RATE',
    'NO_PARTNER',
    'NO_PLAN',
    'NO_RATE',
    'NO_REVENUE',
    'PARTNER_STOPPED',
    'RESTRICTED',
  ],
  ...['SYMBOL_UNKNOWN', 'TOO_LONG', 'TOO_SHORT'],
];
/** The sums that are kept with the rows. */
const SUMS = `select (select sum(amount) from commission) = (select sum(amount) from commission_daily) as daily,
  (select sum(amount) from commission) = (select sum(amount) from commission_client_monthly) as monthly,
  (select sum(lots) from commission where level = 1) = (select sum(lots) from partner_lots) as lots`;

const read = async (): Promise<Rows> => ({ rows: await demo.sql(COMMISSIONS), unpaid: await demo.sql(UNPAID), candidates: await demo.sql(CANDIDATES) });

test('is summed up by day, by client and month, and by partner', async () => {
  expect(await demo.sql(SUMS)).toEqual([{ daily: true, monthly: true, lots: true }]);
});

test('each explanation alone is enough to recompute its amount', () => {
  for (const { explanation, amount } of made.rows as readonly { explanation: string; amount: string }[])
    expect(recomputeRow(explanation), explanation).toBe(amount);
});

test('shows every scheme, mode and reason, tiers, multipliers, caps, corrections and what was taken back', () => {
  const explanations = (made.rows as readonly { explanation: string }[]).map(({ explanation }) => explanation);
  const has = (words: RegExp): boolean => explanations.some((explanation) => words.test(explanation));
  expect(SHOWN.filter((words) => !has(words))).toEqual([]);
  expect([...new Set((made.unpaid as readonly { reason: string }[]).map(({ reason }) => reason))].sort()).toEqual(REASONS);
});

test('is what the engine makes of the deals of the demo, row by row and word for word, with what was told otherwise later', { timeout: 300_000 }, async () => {
  await demo.sql('truncate commission, deal_unpaid, commission_candidate, commission_daily, commission_client_monthly, partner_lots cascade');
  // first what the platforms told first, and then what they told later
  await demo.sql(`update deal d set spread = (c.before->>'spread')::numeric, is_cancelled = (c.before->>'is_cancelled')::boolean from deal_correction c
    where c.server = d.server and c.ticket = d.ticket and c.batch = 0`);
  await demo.sql('update deal set batch = 1');
  await demo.sql(`select setval('deal_batch_seq', 1)`);
  const engine = new AccrualEngine(demo.database.pool);
  await engine.catchUp();
  await engine.qualify();
  await demo.sql(`update deal d set spread = (c.after->>'spread')::numeric, is_cancelled = (c.after->>'is_cancelled')::boolean from deal_correction c
    where c.server = d.server and c.ticket = d.ticket and c.batch = 0`);
  await engine.rework(await demo.sql<{ server: string; ticket: string }>('select server, ticket::text as ticket from deal_correction'));
  const worked = await read();
  expect(made.rows.length).toBeGreaterThan(5000);
  expect(differing(made.rows, worked.rows)).toEqual([]);
  expect(differing(made.unpaid, worked.unpaid)).toEqual([]);
  expect(differing(made.candidates, worked.candidates)).toEqual([]);
});

/** The first few rows that one side has and the other has not. */
function differing(made: readonly object[], worked: readonly object[]): string[] {
  const [one, other] = [made, worked].map((rows) => new Map(rows.map((row) => [JSON.stringify(row), true]))) as [Map<string, boolean>, Map<string, boolean>];
  const only = (rows: Map<string, boolean>, not: Map<string, boolean>, who: string) =>
    [...rows.keys()].filter((row) => !not.has(row)).map((row) => `${who}: ${row}`);
  return [
    ...only(one, other, 'made').slice(0, 6),
    ...only(other, one, 'engine').slice(0, 6),
    ...(made.length === worked.length ? [] : [`${made.length} against ${worked.length}`]),
  ];
}
