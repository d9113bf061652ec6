import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { newId } from '../../src/database/ids.js';
import { AccrualEngine } from '../../src/modules/commissions/index.js';
import { DealIngest, readDeal } from '../../src/modules/deals/index.js';
import { testGateway, type TestGateway } from '../support/gateway.js';
import { addTradingAccount } from '../support/money.js';
import { statements, walk } from '../support/pages.js';
import type { Person } from '../support/people.js';

let gateway: TestGateway;
let partnerships: Person, risk: Person;

interface Failure {
  readonly code: string;
  readonly message: string;
  readonly field: string[] | null;
  readonly currentVersion?: number;
}

interface Told {
  readonly instruments?: readonly { symbol: string; version: number; pipValue: string; baseCurrency: string }[] | null;
  readonly instrument?: { symbol: string; version: number; aliases: { alias: string; server: string | null }[] } | null;
  readonly suffixes?: readonly string[] | null;
  readonly userErrors: readonly Failure[];
}

const ERRORS = 'userErrors { code message field ... on StaleVersionError { currentVersion } }';
const SET = `mutation ($input: InstrumentsSetInput!) { told: instrumentsSet(input: $input) { instruments { symbol version pipValue baseCurrency } ${ERRORS} } }`;
const ALIASES = `mutation ($input: InstrumentAliasesSetInput!) { told: instrumentAliasesSet(input: $input) { instrument { symbol version aliases { alias server } } ${ERRORS} } }`;
const REMOVE = `mutation ($input: InstrumentRemoveInput!) { told: instrumentRemove(input: $input) { instrument { symbol } ${ERRORS} } }`;
const SUFFIXES = `mutation ($input: InstrumentSuffixesSetInput!) { told: instrumentSuffixesSet(input: $input) { suffixes ${ERRORS} } }`;

const change = async (text: string, input: object, as: Person = partnerships): Promise<Told> =>
  (await gateway.data<{ told: Told }>(text, { input: { reason: 'As the platform has it', ...input } }, { as })).told;
const EURUSD = { symbol: 'EURUSD', group: 'FX', contractSize: '100000', pipSize: '0.0001', baseCurrency: 'EUR', quoteCurrency: 'USD' };
const GOLD = { symbol: 'XAUUSD', group: 'METALS', contractSize: '100', pipSize: '0.01', quoteCurrency: 'USD' };
const set = (...instruments: object[]) => change(SET, { instruments });
const symbols = async () => (await gateway.sql<{ symbol: string }>('select symbol from instrument order by 1')).map(({ symbol }) => symbol);
const audited = (action: string) =>
  gateway.sql<{ subject_id: string; before: object | null; after: object | null; reason: string }>(
    'select subject_id, before, after, reason from audit_entry where action = $1 order by at, id',
    [action],
  );

beforeAll(async () => {
  gateway = await testGateway();
  [partnerships, risk] = [await gateway.staff('PARTNERSHIPS'), await gateway.staff('RISK')];
});
afterAll(() => gateway?.close());
beforeEach(async () => {
  await gateway.sql('truncate instrument, instrument_alias, instrument_suffix, commission_rate cascade');
});

describe('instruments', () => {
  test('are set up by the list, changed by their version, and left alone where nothing is new', async () => {
    expect(await set(EURUSD, GOLD)).toEqual({
      instruments: [
        { symbol: 'EURUSD', version: 1, pipValue: '10', baseCurrency: 'EUR' },
        { symbol: 'XAUUSD', version: 1, pipValue: '1', baseCurrency: 'USD' },
      ],
      userErrors: [],
    });
    const again = await set({ ...GOLD, version: 1, pipSize: '0.1' }, { ...EURUSD, version: 1 });
    expect(again.instruments?.map(({ symbol, version, pipValue }) => [symbol, version, pipValue])).toEqual([
      ['XAUUSD', 2, '10'],
      ['EURUSD', 1, '10'],
    ]);
    expect((await audited('instrument.add')).map(({ subject_id }) => subject_id).toSorted()).toEqual(['EURUSD', 'XAUUSD']);
    expect(await audited('instrument.change')).toMatchObject([
      { subject_id: 'XAUUSD', before: { pipSize: '0.01' }, after: { pipSize: '0.1' }, reason: 'As the platform has it' },
    ]);
  });

  test.each([
    ['no symbol', { ...GOLD, symbol: 'GOLD SPOT' }, 'INVALID', 'symbol', /letters, digits/],
    ['nothing in a lot', { ...GOLD, contractSize: '0' }, 'INVALID', 'contractSize', /above zero/],
    ['a pip below zero', { ...GOLD, pipSize: '-0.01' }, 'INVALID', 'pipSize', /above zero.*-0\.01 is not/],
    ['a group without a name', { ...GOLD, group: '' }, 'INVALID', 'group', /short name/],
    ['a version of what is not there', { ...GOLD, version: 3 }, 'NOT_FOUND', 'symbol', /leave the version out/],
    ['no version of what is there', EURUSD, 'ALREADY_EXISTS', 'version', /EURUSD is there already, at version 1/],
    ['an old version', { ...EURUSD, version: 7 }, 'STALE_VERSION', 'version', /at version 1/],
    ['one twice', { ...GOLD, symbol: 'USDJPY' }, 'INVALID', 'symbol', /USDJPY is given twice/],
  ])('%s: refused, with its place, and all others with it', async (_name, wrong, code, field, words) => {
    await set(EURUSD);
    const { instruments, userErrors } = await set({ ...GOLD, symbol: 'USDJPY' }, wrong);
    expect(instruments).toBeNull();
    expect(userErrors).toMatchObject([{ code, field: ['instruments', '1', field], message: expect.stringMatching(words) }]);
    expect(await symbols()).toEqual(['EURUSD']);
  });

  test('come in lists of one to two hundred, with a reason', async () => {
    expect((await set()).userErrors).toMatchObject([{ code: 'INVALID', field: ['instruments'] }]);
    const many = (count: number) => Array.from({ length: count }, (_, n) => ({ ...GOLD, symbol: `S${n}` }));
    expect((await set(...many(201))).userErrors).toMatchObject([{ code: 'INVALID', field: ['instruments'] }]);
    expect((await set(...many(200))).instruments).toHaveLength(200);
    expect((await change(SET, { instruments: [GOLD], reason: ' ' })).userErrors).toMatchObject([{ code: 'INVALID', field: ['reason'] }]);
  });

  test('are answered in as many statements as one of them', async () => {
    const ask = (from: number, count: number) =>
      statements(gateway, () => set(...Array.from({ length: count }, (_, n) => ({ ...GOLD, symbol: `S${from + n}` }))));
    expect(await ask(0, 20)).toBe(await ask(20, 1));
  });

  test('set up by two at once are there once, and the second is told', async () => {
    const both = await Promise.all([set(EURUSD, GOLD), change(SET, { instruments: [GOLD, EURUSD] }, risk)]);
    expect(both.map(({ userErrors }) => userErrors.map(({ code }) => code)).toSorted((one, other) => one.length - other.length)).toEqual([
      [],
      ['ALREADY_EXISTS'],
    ]);
    expect(await symbols()).toEqual(['EURUSD', 'XAUUSD']);
  });

  test('are read a page at a time, by the start of the symbol, by group and by currency, for as many statements', async () => {
    await set(EURUSD, GOLD, { ...EURUSD, symbol: 'EURJPY', quoteCurrency: 'JPY', pipSize: '0.01' }, { ...GOLD, symbol: 'XAGUSD' });
    const ids = async (args: string) => walk(gateway, { list: 'instruments', args, size: 1, as: partnerships }, 'forwards');
    const named = async (found: string[]) =>
      (await gateway.sql<{ symbol: string }>('select symbol from instrument where id = any($1) order by array_position($1, id)', [found])).map(
        ({ symbol }) => symbol,
      );
    expect(await named(await ids(''))).toEqual(['EURJPY', 'EURUSD', 'XAGUSD', 'XAUUSD']);
    expect(await named(await ids('filter: { symbol: "EUR" }'))).toEqual(['EURJPY', 'EURUSD']);
    expect(await named(await ids('filter: { symbol: "%" }'))).toEqual([]);
    expect(await named(await ids('filter: { group: "METALS" }'))).toEqual(['XAGUSD', 'XAUUSD']);
    expect(await named(await ids('filter: { quoteCurrency: ["JPY", "CHF"] }'))).toEqual(['EURJPY']);
    const page = (first: number) =>
      statements(gateway, () => gateway.data(`{ instruments(first: ${first}) { nodes { symbol aliases { alias } } } }`, {}, { as: risk }));
    expect(await page(4)).toBe(await page(1));
  });

  test('go when nothing knows of them: not with rates of a plan, nor with commissions', async () => {
    await set(EURUSD, GOLD, { ...GOLD, symbol: 'XAGUSD' });
    const partner = await gateway.partner();
    await gateway.sql(
      `insert into commission (id, partner_id, level, amount, currency, explanation, symbol) values ($1, $2, 1, 5, 'USD', 'earned', 'EURUSD')`,
      [newId(), partner.id],
    );
    const planId = newId();
    await gateway.sql(
      `insert into commission_plan (id, name, scheme, tree_mode, currency, rates, effective_from) values ($1, $2, 'PER_LOT', 'OVERRIDE', 'USD', '{5}', '2025-01-01')`,
      [planId, `Plan ${planId}`],
    );
    await gateway.sql('alter table commission_rate disable trigger user');
    await gateway.sql(`insert into commission_rate (id, terms_id, symbol, rates) select $1, id, 'XAUUSD', '{7}' from commission_terms where plan_id = $2`, [
      newId(),
      planId,
    ]);
    await gateway.sql('alter table commission_rate enable trigger user');
    const remove = (symbol: string, version = 1) => change(REMOVE, { symbol, version });
    expect((await remove('EURUSD')).userErrors).toMatchObject([{ code: 'POLICY_FORBIDS', field: ['symbol'], message: expect.stringContaining('Commissions') }]);
    expect((await remove('XAUUSD')).userErrors).toMatchObject([{ code: 'POLICY_FORBIDS', field: ['symbol'], message: expect.stringContaining('Plans') }]);
    expect((await remove('NOTHING')).userErrors).toMatchObject([{ code: 'NOT_FOUND', field: ['symbol'] }]);
    expect((await remove('XAGUSD', 2)).userErrors).toMatchObject([{ code: 'STALE_VERSION', currentVersion: 1 }]);
    await change(ALIASES, { symbol: 'XAGUSD', version: 1, aliases: [{ alias: 'SILVER' }] });
    expect(await remove('XAGUSD', 2)).toEqual({ instrument: null, userErrors: [] });
    expect(await symbols()).toEqual(['EURUSD', 'XAUUSD']);
    expect(await audited('instrument.remove')).toMatchObject([{ subject_id: 'XAGUSD', before: { contractSize: '100' }, after: null }]);
  });

  test('are for risk, partnerships and management to set up, for finance to see, and for nobody else', async () => {
    const codes = async (as: Person, text: string, variables = {}) =>
      (await gateway.graphql(text, variables, { as })).errors?.map(({ extensions }) => extensions.code);
    const input = { input: { instruments: [GOLD], reason: 'As the platform has it' } };
    const finance = await gateway.staff('FINANCE');
    expect(await codes(finance, '{ instruments { nodes { symbol } } instrumentSuffixes unknownSymbols { symbol } }')).toBeUndefined();
    expect(await codes(finance, SET, input)).toEqual(['FORBIDDEN']);
    for (const as of [await gateway.staff('SUPPORT'), await gateway.partner(), await gateway.client()]) {
      expect(await codes(as, '{ instruments { nodes { symbol } } }')).toEqual(['FORBIDDEN']);
      expect(await codes(as, SET, input)).toEqual(['FORBIDDEN']);
    }
    expect(await symbols()).toEqual([]);
  });
});

describe('how servers write them', () => {
  beforeEach(() => set(EURUSD, GOLD));
  const aliases = (symbol: string, version: number, ...given: object[]) => change(ALIASES, { symbol, version, aliases: given });

  test('is kept as a whole, for one server or for all', async () => {
    const { instrument } = await aliases('XAUUSD', 1, { alias: 'GOLD' }, { alias: 'XAU/USD', server: 'MT4-Main' });
    expect(instrument).toEqual({
      ...{ symbol: 'XAUUSD', version: 2 },
      aliases: [
        { alias: 'GOLD', server: null },
        { alias: 'XAU/USD', server: 'MT4-Main' },
      ],
    });
    expect((await aliases('XAUUSD', 2, { alias: 'GOLD', server: 'MT4-Main' })).instrument?.aliases).toEqual([{ alias: 'GOLD', server: 'MT4-Main' }]);
    expect((await aliases('EURUSD', 1, { alias: 'GOLD', server: 'Another' })).userErrors).toEqual([]);
    expect((await aliases('XAUUSD', 3)).instrument?.aliases).toEqual([]);
    expect((await audited('instrument.aliases')).slice(-4).map(({ subject_id }) => subject_id)).toEqual(['XAUUSD', 'XAUUSD', 'EURUSD', 'XAUUSD']);
  });

  test('is one thing only', async () => {
    await aliases('XAUUSD', 1, { alias: 'GOLD' });
    const taken = { code: 'ALREADY_EXISTS', field: ['aliases', '1', 'alias'] };
    expect((await aliases('EURUSD', 1, { alias: 'EURO' }, { alias: 'GOLD' })).userErrors).toMatchObject([
      { ...taken, message: expect.stringContaining('stands for XAUUSD') },
    ]);
    expect((await aliases('EURUSD', 1, { alias: 'EURO' }, { alias: 'XAUUSD' })).userErrors).toMatchObject([
      { ...taken, message: expect.stringContaining('an instrument itself') },
    ]);
    expect((await aliases('EURUSD', 1, { alias: 'EURO' }, { alias: 'EURO' })).userErrors).toMatchObject([
      { code: 'INVALID', field: ['aliases', '1', 'alias'] },
    ]);
    expect((await set({ ...GOLD, symbol: 'GOLD' })).userErrors).toMatchObject([{ code: 'ALREADY_EXISTS', field: ['instruments', '0', 'symbol'] }]);
    expect((await aliases('XAUUSD', 1)).userErrors).toMatchObject([{ code: 'STALE_VERSION', currentVersion: 2 }]);
    expect((await aliases('EURUSD', 1, { alias: 'E U R' })).userErrors).toMatchObject([{ code: 'INVALID', field: ['aliases', '0', 'alias'] }]);
    expect((await aliases('EURUSD', 1, { alias: 'E', server: '' })).userErrors).toMatchObject([{ code: 'INVALID', field: ['aliases', '0', 'server'] }]);
  });

  test('and what they hang onto them', async () => {
    const suffixes = (...given: string[]) => change(SUFFIXES, { suffixes: given });
    expect(await suffixes('.m', '-pro')).toEqual({ suffixes: ['-pro', '.m'], userErrors: [] });
    expect((await suffixes('.m', '.m')).userErrors).toMatchObject([{ code: 'INVALID', field: ['suffixes', '1'] }]);
    expect((await suffixes('')).userErrors).toMatchObject([{ code: 'INVALID', field: ['suffixes', '0'] }]);
    expect(await gateway.data('{ instrumentSuffixes }', {}, { as: risk })).toEqual({ instrumentSuffixes: ['-pro', '.m'] });
    expect(await suffixes()).toEqual({ suffixes: [], userErrors: [] });
    expect((await audited('instrument.suffixes')).map(({ after }) => after)).toEqual([{ suffixes: ['-pro', '.m'] }, { suffixes: [] }]);
  });
});

test('a brokerage that begins with nothing: deals in unknown symbols are told, set up, worked out anew and paid', async () => {
  const planId = newId();
  await gateway.sql(
    `insert into commission_plan (id, name, scheme, tree_mode, currency, rates, effective_from) values ($1, 'Lots', 'PER_LOT', 'OVERRIDE', 'USD', '{5}', '2025-01-01')`,
    [planId],
  );
  const partner = await gateway.partner();
  await gateway.sql('update partner set plan_id = $1 where id = $2', [planId, partner.id]);
  await gateway.sql(`update partner_plan_version set valid_from = '-infinity'`);
  const client = await gateway.client({ partnerId: partner.id });
  const accountId = await addTradingAccount(gateway.sql, client.id);
  const [account] = await gateway.sql<{ login: string; server: string }>('select login, server from trading_account where id = $1', [accountId]);
  const deal = (ticket: string, symbol: string) =>
    readDeal(
      { ...account!, ticket, action: 'BUY', entry: 'OUT', symbol, lots: '2', price: '10', time: '2026-11-20T10:00:00Z' },
      Date.parse('2026-11-22T00:00:00Z'),
    );
  await new DealIngest(gateway.database.pool).take([deal('1', 'XAUUSD.m'), deal('2', 'XAUUSD.m'), deal('3', 'GOLD'), deal('4', 'NVDA')]);
  await new AccrualEngine(gateway.database.pool).catchUp();
  const unknown = async () =>
    (await gateway.data<{ unknownSymbols: object[] }>('{ unknownSymbols { server symbol deals lots from to isNow } }', {}, { as: partnerships }))
      .unknownSymbols;
  const one = { server: account?.server, deals: 1, lots: '2', from: '2026-11-20T10:00:00.000Z', to: '2026-11-20T10:00:00.000Z', isNow: null };
  expect(await unknown()).toEqual([
    { ...one, symbol: 'XAUUSD.m', deals: 2, lots: '4' },
    { ...one, symbol: 'GOLD' },
    { ...one, symbol: 'NVDA' },
  ]);

  await set(GOLD);
  await change(ALIASES, { symbol: 'XAUUSD', version: 1, aliases: [{ alias: 'GOLD' }] });
  await change(SUFFIXES, { suffixes: ['.m'] });
  expect((await unknown()).map((row) => Object.values(row).slice(1, 3).concat(Object.values(row).at(-1)))).toEqual([
    ['XAUUSD.m', 2, 'XAUUSD'],
    ['GOLD', 1, 'XAUUSD'],
    ['NVDA', 1, null],
  ]);
  const { commissionRecalculate } = await gateway.data<{ commissionRecalculate: { recalculation: { deals: number }; userErrors: object[] } }>(
    'mutation ($input: CommissionRecalculateInput!) { commissionRecalculate(input: $input) { recalculation { deals } userErrors { code } } }',
    { input: { filter: { period: { from: '2026-11-01T00:00:00Z' } }, reason: 'Gold was set up late' } },
    { as: partnerships },
  );
  expect(commissionRecalculate).toEqual({ recalculation: { deals: 4 }, userErrors: [] });
  expect((await unknown()).map((row) => Object.values(row)[1])).toEqual(['NVDA']);
  expect(
    await gateway.sql('select deal_ticket, trim_scale(amount)::text as amount, symbol from commission where partner_id = $1 order by 1', [partner.id]),
  ).toEqual(['1', '2', '3'].map((ticket) => ({ deal_ticket: ticket, amount: '10', symbol: 'XAUUSD' })));
});
