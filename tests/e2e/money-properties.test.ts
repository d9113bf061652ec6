import { randomBytes, randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Request } from '../../src/access/actor.js';
import { DEFAULT_MATRIX } from '../../src/access/departments.js';
import { AuditTrail } from '../../src/modules/audit/index.js';
import { DestinationService, ProviderDirectory, WithdrawalEffects, WithdrawalService } from '../../src/modules/payments/index.js';
import { DecisionService } from '../../src/modules/transactions/index.js';
import { AdjustmentEffects, AdjustmentService, NegativeBalanceService, TransferService } from '../../src/modules/transfers/index.js';
import { Decimal } from '../../src/runtime/decimal.js';
import { Refusal } from '../../src/runtime/refusal.js';
import { Vault } from '../../src/runtime/vault.js';
import { type TestDatabase, testDatabase } from '../support/database.js';
import { fastCheckSeed } from '../support/fast-check.js';
import { MoneyModel, type Outcome, type Pending, SCALES, type Side } from '../support/money.model.js';
import { addTradingAccount, fundAccount, fundWallet, ledgerFaults, setRate } from '../support/money.js';
import { addClient, addStaff } from '../support/people.js';

const CURRENCIES = ['USD', 'EUR', 'JPY'] as const;
const ACCOUNT_CURRENCIES = ['USD', 'EUR'] as const;
const CHECKERS = 3;

let db: TestDatabase;
let maker: Request;
let checkers: Request[];
let services: {
  transfers: TransferService;
  adjustments: AdjustmentService;
  decisions: DecisionService;
  protection: NegativeBalanceService;
  withdrawals: WithdrawalService;
};

const requestOf = (id: string): Request => ({
  requestId: 'properties',
  actor: {
    kind: 'STAFF',
    id,
    name: 'Helena Costa',
    departments: ['FINANCE'],
    permissions: new Set(DEFAULT_MATRIX.FINANCE),
    clientId: null,
    partnerId: null,
    sessionId: null,
  },
});

beforeAll(async () => {
  db = await testDatabase();
  const audit = new AuditTrail(randomBytes(32));
  const effects = new AdjustmentEffects();
  const vault = new Vault(randomBytes(32));
  const directory = new ProviderDirectory({ pool: db.database.pool, vault, makers: [] });
  services = {
    transfers: new TransferService(db.database, audit),
    adjustments: new AdjustmentService(db.database, audit),
    decisions: new DecisionService(db.database, audit, { ADJUSTMENT: effects, CREDIT_IN: effects, CREDIT_OUT: effects, WITHDRAWAL: new WithdrawalEffects() }),
    protection: new NegativeBalanceService(db.database, audit),
    withdrawals: new WithdrawalService(db.database, audit, new DestinationService({ database: db.database, audit, directory, vault })),
  };
  maker = requestOf((await addStaff(db.sql, ['FINANCE'])).id);
  checkers = [];
  for (let number = 0; number < CHECKERS; number++) checkers.push(requestOf((await addStaff(db.sql, ['FINANCE'])).id));
  await db.sql(`insert into payment_provider (code, title, kind) values ('bankwire', 'Bank', 'BANK')`);
  await db.sql(`insert into payment_provider_currency (provider, currency) select 'bankwire', unnest('{USD,EUR,JPY}'::text[])`);
  await db.sql('update payment_policy set daily_limit = null, monthly_limit = null, daily_count = null');
  await setRate(db.sql, 'EUR', 'USD', '1.0825');
  await setRate(db.sql, 'USD', 'JPY', '151.37');
});
afterAll(() => db?.drop());

/** A client with its money in the gateway, and the same in the model. */
interface World {
  readonly clientId: string;
  readonly accountIds: readonly string[];
  readonly model: MoneyModel;
}

async function newWorld(): Promise<World> {
  const { id: clientId } = await addClient(db.sql);
  await db.sql(`update client set category = 'PROFESSIONAL', kyc_level = 2 where id = $1`, [clientId]);
  await db.sql(
    `insert into payout_destination (id, client_id, provider, label, fingerprint, details, status, added_by, decided_at)
     values (gen_random_uuid(), $1::uuid, 'bankwire', 'DE89 **** 3000', $1::uuid::text, '', 'VERIFIED', 'test', now() - interval '30 days')`,
    [clientId],
  );
  const accountIds: string[] = [];
  for (const currency of ACCOUNT_CURRENCIES) accountIds.push(await addTradingAccount(db.sql, clientId, { currency }));
  const zero = new Decimal(0);
  const model = new MoneyModel(ACCOUNT_CURRENCIES.map((currency) => ({ currency, balance: zero, credit: zero, paid: zero })));
  const world = { clientId, accountIds, model };
  const [wallet, first] = [{ wallet: 'USD' }, { account: 0 }];
  await fundWallet(db.sql, clientId, '1000.00');
  model.book(wallet, new Decimal(1000), 'suspense');
  // what was paid in, with credit beside it: the rule on credit that leaves with the money has something to do
  await fundAccount(db.sql, accountIds[0] as string, '57.31', 'CREDIT');
  model.bookCredit(0, new Decimal('57.31'), 'suspense');
  await transfer(world, wallet, first, '400.00');
  expect(model.transfer(wallet, first, new Decimal(400))).toBeNull();
  return world;
}

const idOf = (world: World, side: Side): string | null => ('wallet' in side ? null : (world.accountIds[side.account] as string));

/** The errors of a refusal, or null: it was done. Anything else is a fault of the gateway. */
async function outcomeOf(work: Promise<unknown>): Promise<Outcome> {
  try {
    await work;
    return null;
  } catch (error) {
    if (error instanceof Refusal) return error.errors[0]?.code ?? null;
    throw error;
  }
}

const transfer = (world: World, from: Side, to: Side, amount: string): Promise<string> =>
  services.transfers.create(maker, {
    ...{
      clientId: world.clientId,
      fromTradingAccountId: idOf(world, from),
      toTradingAccountId: idOf(world, to),
      amount,
      currency: world.model.currencyOf(from),
    },
    ...{ toCurrency: 'wallet' in to ? to.wallet : null, idempotencyKey: randomUUID() },
  });

/** A number of cents as an amount that the currency knows. */
const amountOf = (cents: number, currency: string): string => new Decimal(cents).dividedBy(100).toFixed(SCALES[currency] ?? 2);
const isSame = (one: Side, two: Side): boolean => JSON.stringify(one) === JSON.stringify(two);

const side: fc.Arbitrary<Side> = fc.oneof(
  fc.constantFrom(...CURRENCIES).map((wallet) => ({ wallet })),
  fc.nat({ max: ACCOUNT_CURRENCIES.length - 1 }).map((account) => ({ account })),
);
const account = fc.nat({ max: ACCOUNT_CURRENCIES.length - 1 });
const cents = fc.oneof({ weight: 6, arbitrary: fc.integer({ min: 1, max: 60_000 }) }, { weight: 1, arbitrary: fc.integer({ min: 900_000, max: 1_300_000 }) });
const signed = fc.tuple(cents, fc.boolean()).map(([amount, isTaken]) => (isTaken ? -amount : amount));

/** What can be done: it is done in the gateway and in the model, and both must agree on what came of it. */
type Operation = (world: World) => Promise<void>;

/** Told by its name and what was drawn for it, should it be part of a counterexample. */
const operationOf = <T>(name: string, drawn: fc.Arbitrary<T>, carryOut: (given: T, world: World) => Promise<void>): fc.Arbitrary<Operation> =>
  drawn.map((given) => Object.assign((world: World) => carryOut(given, world), { [fc.toStringMethod]: () => `${name} ${JSON.stringify(given)}` }));

const transfers = operationOf('transfer', fc.record({ from: side, to: side, amount: cents }), async ({ from, to, amount }, world) => {
  const text = amountOf(amount, world.model.currencyOf(from));
  if (isSame(from, to) || new Decimal(text).isZero()) return;
  const actual = await outcomeOf(transfer(world, from, to, text));
  expect(actual).toBe(world.model.transfer(from, to, new Decimal(text)));
});

/** All out of one wallet at the same time. Those that pass have the effect of any order; and if there is enough for all, all pass. */
const bursts = operationOf(
  'transfers at once',
  fc.record({ from: fc.constantFrom(...CURRENCIES), to: fc.array(side, { minLength: 2, maxLength: 5 }), amount: cents }),
  async ({ from, to, amount }, world) => {
    const { model } = world;
    const text = amountOf(amount, from);
    const targets = to.filter((one) => !isSame(one, { wallet: from }));
    if (new Decimal(text).isZero()) return;
    const fits = model.availableOf({ wallet: from }).dividedBy(text).floor().toNumber();
    const outcomes = await Promise.all(targets.map((target) => outcomeOf(transfer(world, { wallet: from }, target, text))));
    const moved = targets.filter((_, at) => outcomes[at] === null);
    const tooSmall = outcomes.filter((outcome) => outcome === 'INVALID').length;
    expect(moved.length).toBe(Math.min(fits, targets.length - tooSmall));
    for (const target of moved) expect(model.transfer({ wallet: from }, target, new Decimal(text))).toBeNull();
  },
);

const proposals = operationOf(
  'proposal',
  fc.record({ target: side, isCredit: fc.boolean(), number: account, amount: signed }),
  async ({ target, isCredit, number, amount }, world) => {
    const [kind, at]: [Pending['kind'], Side] = isCredit ? ['CREDIT', { account: number }] : ['ADJUSTMENT', target];
    const currency = world.model.currencyOf(at);
    const text = amountOf(amount, currency);
    if (new Decimal(text).isZero()) return;
    const order = {
      clientId: world.clientId,
      tradingAccountId: idOf(world, at) ?? undefined,
      amount: text,
      currency,
      reason: 'A property',
      idempotencyKey: randomUUID(),
    };
    let id = '';
    const actual = await outcomeOf(
      (isCredit
        ? services.adjustments.credit(maker, { ...order, tradingAccountId: order.tradingAccountId ?? '' })
        : services.adjustments.adjust(maker, order)
      ).then((made) => (id = made)),
    );
    const asked = { kind, side: at, amount: new Decimal(text), currency };
    expect(actual).toBe(world.model.propose(asked));
    if (actual === null)
      world.model.pending.push({ ...asked, id, needed: MoneyModel.approvalsFor(kind, asked.amount, currency), version: 1, approvedBy: new Set() });
  },
);

const decisions = operationOf(
  'decision',
  fc.record({
    which: fc.nat({ max: 20 }),
    what: fc.constantFrom('approve', 'approve', 'approve', 'approve', 'reject', 'cancel' as const),
    checker: fc.nat({ max: CHECKERS - 1 }),
  }),
  async ({ which, what, checker }, { model }) => {
    const pending = model.pending[which % Math.max(1, model.pending.length)];
    if (pending === undefined) return;
    const { id, version } = pending;
    const by = checkers[checker] as Request;
    if (what === 'approve') return expect(await outcomeOf(services.decisions.approve(by, { id, version }))).toBe(model.approve(pending, checker));
    const ended = what === 'reject' ? services.decisions.reject(by, { id, version, reason: 'A property' }) : services.decisions.cancel(maker, { id, version });
    expect(await outcomeOf(ended)).toBeNull();
    model.stop(pending);
  },
);

/** Asked for, and held; decided on like everything else that waits. What is approved is with the provider, and stays held here. */
const withdrawals = operationOf(
  'withdrawal',
  fc.record({ wallet: fc.constantFrom(...CURRENCIES), amount: cents }),
  async ({ wallet, amount: drawn }, { clientId, model }) => {
    const amount = new Decimal(amountOf(drawn, wallet));
    if (amount.isZero()) return;
    let id = '';
    const order = { clientId, amount: amount.toFixed(), currency: wallet, provider: 'bankwire', idempotencyKey: randomUUID() };
    const actual = await outcomeOf(services.withdrawals.request(maker, order).then((made) => (id = made)));
    const asked = { kind: 'WITHDRAWAL', side: { wallet }, amount, currency: wallet } as const;
    expect(actual).toBe(model.propose(asked));
    const needed = MoneyModel.approvalsFor('WITHDRAWAL', amount, wallet);
    if (actual === null && needed > 0) model.pending.push({ ...asked, id, needed, version: 1, approvedBy: new Set() });
  },
);

/** All checkers at once, of whom each has seen the same version: one counts at the most, and one does if anybody could. */
const races = operationOf('approvals at once', fc.record({ which: fc.nat({ max: 20 }) }), async ({ which }, { model }) => {
  const pending = model.pending[which % Math.max(1, model.pending.length)];
  if (pending === undefined) return;
  const { id, version } = pending;
  const outcomes = await Promise.all(checkers.map((by) => outcomeOf(services.decisions.approve(by, { id, version }))));
  const winner = outcomes.indexOf(null);
  expect(outcomes.filter((outcome) => outcome === null).length).toBeLessThanOrEqual(1);
  if (winner >= 0) return expect(model.approve(pending, winner)).toBeNull();
  const free = checkers.findIndex((_, number) => !pending.approvedBy.has(number));
  expect(model.approve(pending, free)).toBe('INSUFFICIENT_FUNDS');
});

const trades = operationOf('trade', fc.record({ number: account, amount: signed }), async ({ number, amount }, world) => {
  const text = amountOf(amount, ACCOUNT_CURRENCIES[number] as string);
  await fundAccount(db.sql, world.accountIds[number] as string, text);
  world.model.book({ account: number }, new Decimal(text), 'suspense');
});

const protections = operationOf('negative balance protection', fc.record({ number: account }), async ({ number }, world) => {
  const tradingAccountId = world.accountIds[number] as string;
  const actual = await outcomeOf(services.protection.protect(maker, { tradingAccountId, idempotencyKey: randomUUID() }));
  expect(actual).toBe(world.model.protect(number));
});

/** Every kind of operation on money that needs nobody outside; one that moves or reserves it in another way is one more line here. */
const operation = fc.oneof(
  ...[
    { weight: 6, arbitrary: transfers },
    { weight: 2, arbitrary: bursts },
    { weight: 4, arbitrary: proposals },
    { weight: 3, arbitrary: withdrawals },
    { weight: 5, arbitrary: decisions },
  ],
  ...[
    { weight: 1, arbitrary: races },
    { weight: 2, arbitrary: trades },
    { weight: 2, arbitrary: protections },
  ],
);

const HOUSE = `select code, balance::text from ledger_account where client_id is null and partner_id is null`;
const house = async (): Promise<Map<string, Decimal>> =>
  new Map((await db.sql<{ code: string; balance: string }>(HOUSE)).map(({ code, balance }) => [code, new Decimal(balance)]));

/** Balances that are zero are left out: an account may not be opened yet. */
const told = (balances: Iterable<readonly [string, Decimal]>): Record<string, string> =>
  Object.fromEntries(
    [...balances]
      .filter(([, amount]) => !amount.isZero())
      .map(([name, amount]): [string, string] => [name, amount.toFixed()])
      .toSorted(([one], [two]) => (one < two ? -1 : 1)),
  );

/** Client's accounts, by the same names in the gateway and in the model. */
async function inGateway({ clientId, accountIds }: World): Promise<Record<string, string>> {
  const rows = await db.sql<{ kind: string; currency: string; account: string | null; balance: string; held: string }>(
    `select kind, currency, trading_account_id as account, balance::text, held::text from ledger_account where client_id = $1`,
    [clientId],
  );
  return told(
    rows.flatMap(({ kind, currency, account: id, balance, held }) => [
      [id === null ? `${kind} ${currency}` : `${kind} ${accountIds.indexOf(id)}`, new Decimal(balance)] as const,
      [`HELD ${currency}`, new Decimal(held)] as const,
    ]),
  );
}

const inModel = ({ model }: World): Record<string, string> =>
  told([
    ...[...model.wallets].map(([currency, balance]) => [`CLIENT_WALLET ${currency}`, balance] as const),
    ...[...model.held].map(([currency, held]) => [`HELD ${currency}`, held] as const),
    ...model.accounts.flatMap(({ balance, credit }, at) => [[`TRADING_ACCOUNT ${at}`, balance] as const, [`CREDIT ${at}`, credit] as const]),
  ]);

test('whatever is done, by whom and at the same time: the ledger holds together, and every balance is the one that it must be', async () => {
  console.info(`FAST_CHECK_SEED=${fastCheckSeed}`);
  await fc.assert(
    fc.asyncProperty(fc.array(operation, { minLength: 3, maxLength: 8 }), async (operations) => {
      const before = await house();
      const world = await newWorld();
      for (const carryOut of operations) await carryOut(world);
      expect(await inGateway(world)).toEqual(inModel(world));
      const moved = [...(await house())].map(([code, balance]) => [code, balance.minus(before.get(code) ?? 0)] as const);
      expect(told(moved)).toEqual(told(world.model.house));
      expect(await ledgerFaults(db.sql)).toEqual([]);
    }),
    { numRuns: 200, seed: fastCheckSeed },
  );
}, 120_000);
