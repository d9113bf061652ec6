import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Actor, Request } from '../../src/access/actor.js';
import { newId } from '../../src/database/ids.js';
import { AuditTrail } from '../../src/modules/audit/index.js';
import { PayoutRunService, PeriodClosing, PeriodService, RunPayment } from '../../src/modules/payouts/index.js';
import { StoppedClock } from '../../src/runtime/clock.js';
import { jobRequest } from '../../src/runtime/jobs.js';
import { createLog } from '../../src/runtime/log.js';
import { Refusal } from '../../src/runtime/refusal.js';
import { type TestDatabase, testDatabase } from '../support/database.js';
import { ledgerFaults } from '../support/money.js';
import { earn, payoutFaults } from '../support/payouts.js';
import { addClient, addPartner, addStaff } from '../support/people.js';

const BEGINNING = Date.parse('2026-01-05T00:00:00Z');
const DAY = 86_400_000;
const CURRENCIES = ['USD', 'JPY'] as const;

let db: TestDatabase;
let maker: Request, checker: Request;
let partners: string[], clients: string[];
let planId: string;

const context = {
  request: jobRequest('1'),
  signal: new AbortController().signal,
  log: createLog({ level: 'fatal', format: 'json', destination: { write: () => undefined } }),
};

async function staff(): Promise<Request> {
  const { id } = await addStaff(db.sql, ['FINANCE']);
  const actor: Actor = {
    kind: 'STAFF',
    id,
    name: 'Finance',
    departments: ['FINANCE'],
    permissions: new Set(),
    clientId: null,
    partnerId: null,
    sessionId: null,
  };
  return { actor, requestId: 'test' };
}

beforeAll(async () => {
  db = await testDatabase();
  [maker, checker] = [await staff(), await staff()];
  planId = newId();
  await db.sql(
    `insert into commission_plan (id, name, scheme, tree_mode, currency, rates, effective_from, period) values ($1, 'Daily', 'PER_LOT', 'OVERRIDE', 'USD', '{5}', '2025-01-01', 'DAY')`,
    [planId],
  );
});
afterAll(() => db.drop());

/** What happens on one day of a history. */
type Event =
  | {
      readonly kind: 'earn';
      readonly partner: number;
      readonly currency: number;
      readonly amount: number;
      readonly ofClient: boolean;
      readonly isMonthly: boolean;
    }
  | { readonly kind: 'correct'; readonly which: number; readonly amount: number }
  | { readonly kind: 'share'; readonly partner: number; readonly share: number }
  | { readonly kind: 'close'; readonly length: 'DAY' | 'MONTH' }
  | { readonly kind: 'pay'; readonly isCancelled: boolean };

// hundred-millionths: fractions that no currency has, on both sides of zero
const amount = fc.integer({ min: -2_000_000_000, max: 6_000_000_000 });
const event: fc.Arbitrary<Event> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('earn' as const),
      partner: fc.nat(1),
      currency: fc.nat(1),
      amount,
      ofClient: fc.boolean(),
      isMonthly: fc.boolean(),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('correct' as const), which: fc.nat(1000), amount }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('share' as const), partner: fc.nat(1), share: fc.integer({ min: 0, max: 10_000 }) }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('close' as const), length: fc.constantFrom('DAY' as const, 'DAY' as const, 'MONTH' as const) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('pay' as const), isCancelled: fc.boolean() }) },
);

/** A brokerage that lives through a history, nine days an event. */
class History {
  readonly #clock = new StoppedClock(new Date(BEGINNING));
  readonly #audit = new AuditTrail(Buffer.alloc(32, 9));
  readonly #closing = new PeriodClosing(db.database, this.#audit);
  readonly #payment = new RunPayment(db.database, this.#audit);
  readonly #periods = new PeriodService({ database: db.database, audit: this.#audit, clock: this.#clock, closing: this.#closing });
  readonly #runs = new PayoutRunService({ database: db.database, audit: this.#audit, payment: this.#payment });
  readonly #earned: { id: string; partnerId: string; clientId: string | null; currency: string; planId: string | null }[] = [];

  async live(events: readonly Event[]): Promise<void> {
    for (const one of events) {
      await this.#happen(one);
      this.#clock.advanceSeconds((9 * DAY) / 1000 + 37);
    }
  }

  async #happen(one: Event): Promise<void> {
    const at = this.#clock.now().toISOString();
    if (one.kind === 'earn') return this.#earn(one, at);
    if (one.kind === 'correct') return this.#correct(one, at);
    if (one.kind === 'share') return this.#share(one, at);
    if (one.kind === 'close') return this.#close(one.length);
    return this.#pay(one.isCancelled);
  }

  async #earn({ partner, currency, amount: units, ofClient, isMonthly }: Extract<Event, { kind: 'earn' }>, at: string): Promise<void> {
    if (units === 0) return;
    const row = {
      ...{ partnerId: partners[partner]!, clientId: ofClient ? clients[partner]! : null, currency: CURRENCIES[currency]!, planId: isMonthly ? null : planId },
    };
    this.#earned.push({ id: await earn(db.sql, row.partnerId, { ...row, amount: (units / 1e8).toFixed(8), at }), ...row });
  }

  async #correct({ which, amount: units }: Extract<Event, { kind: 'correct' }>, at: string): Promise<void> {
    const row = this.#earned[which % Math.max(1, this.#earned.length)];
    if (row !== undefined && units !== 0) await earn(db.sql, row.partnerId, { ...row, amount: (units / 1e8).toFixed(8), at, correctsId: row.id });
  }

  async #share({ partner, share }: Extract<Event, { kind: 'share' }>, at: string): Promise<void> {
    await db.sql(`update rebate_share set valid_to = $2 where partner_id = $1 and valid_to = 'infinity'`, [partners[partner], at]);
    await db.sql(`insert into rebate_share (id, partner_id, share, valid_from, set_by) values ($1, $2, $3, $4, 'test')`, [
      newId(),
      partners[partner],
      (share / 100).toFixed(2),
      at,
    ]);
  }

  async #close(length: 'DAY' | 'MONTH'): Promise<void> {
    const id = await this.#periods.close(maker, { length }).catch((error: unknown) => {
      // the last one that is over is closed already
      if (error instanceof Refusal && error.errors[0]?.code === 'ALREADY_EXISTS') return null;
      throw error;
    });
    if (id === null) return;
    await this.#closing.close(id, context);
    const before = await everything();
    await this.#closing.close(id, context);
    expect(await everything()).toEqual(before);
  }

  async #pay(isCancelled: boolean): Promise<void> {
    const id = await this.#runs.draft(maker, {});
    const version = async () => (await db.sql<{ version: number }>('select version from commission_payout_run where id = $1', [id]))[0]!.version;
    if (isCancelled) return void (await this.#runs.cancel(maker, { id, version: await version(), reason: 'by a test' }));
    const submitted = await this.#runs.submit(maker, { id, version: await version() }).catch((error: unknown) => {
      if (error instanceof Refusal) return null;
      throw error;
    });
    if (submitted === null) return void (await this.#runs.cancel(maker, { id, version: await version(), reason: 'nobody is paid' }));
    await this.#runs.approve(checker, { id, version: await version() });
    await this.#payment.pay(id, context);
    await this.#payment.pay(id, context);
  }
}

const everything = () =>
  db.sql(
    `select (select md5(string_agg(s::text, '' order by id)) from commission_statement s) as statements, (select md5(string_agg(b::text, '' order by b::text)) from commission_balance b) as balances,
      (select md5(string_agg(c::text, '' order by id)) from commission c) as commissions`,
  );

/** Each history begins with nothing but the ledger and what was paid, which nobody clears, and with partners of its own. */
async function begin(): Promise<History> {
  await db.sql('truncate commission, commission_period, commission_statement, commission_rebate, commission_balance cascade');
  partners = [(await addPartner(db.sql)).id, (await addPartner(db.sql)).id];
  clients = [];
  for (const partnerId of partners) clients.push((await addClient(db.sql, { partnerId })).id);
  return new History();
}

describe('whatever happens', { timeout: 300_000 }, () => {
  test('opening + accrued + corrections - rebates - paid = closing, statements follow each other, and no fraction of a cent is lost', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(event, { minLength: 6, maxLength: 25 }), async (events) => {
        await (await begin()).live(events);
        expect(await payoutFaults(db.sql)).toEqual([]);
        expect(await ledgerFaults(db.sql)).toEqual([]);
        // whole cents and whole yen
        expect(await db.sql(`select amount from commission_payout where amount <> round(amount, case currency when 'JPY' then 0 else 2 end)`)).toEqual([]);
        // all that was earned is in a statement, in an open period, or void
        expect(await db.sql(`select id from commission where (statement_id is null) <> (status = 'ACCRUED')`)).toEqual([]);
      }),
      { numRuns: 25 },
    );
  });

  test.each([
    ['0.125', 2, '0.12'],
    ['0.135', 2, '0.14'],
    ['-0.125', 2, '-0.12'],
    ['0.12500001', 2, '0.13'],
    ['2.5', 0, '2'],
    ['3.5', 0, '4'],
    ['-3.5', 0, '-4'],
    ['7.004999999', 2, '7.00'],
    ['123456789012345.675', 2, '123456789012345.68'],
  ])('%s is rounded to %i decimals as %s', async (value, digits, rounded) => {
    expect(await db.sql('select round_half_even($1::numeric, $2)::text as r', [value, digits])).toEqual([{ r: rounded }]);
  });
});
