import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { newId } from '../../src/database/ids.js';
import { AccrualEngine } from '../../src/modules/commissions/index.js';
import { DealIngest, readDeal } from '../../src/modules/deals/index.js';
import { testGateway, type TestGateway } from '../support/gateway.js';
import { addTradingAccount } from '../support/money.js';
import type { Person } from '../support/people.js';

let gateway: TestGateway;
let partnerships: Person;
let [parent, partner, sibling, client]: Person[] = [];
let account: { login: string; server: string };
let planId: string;

const DETAILS = 'nodes { ticket reason detail symbol partner { id } client { id } }';
const UNPAID = `query($filter: UnpaidDealFilter) { unpaidDeals(filter: $filter) { ${DETAILS} } unpaidDealCounts { reason deals lots } }`;
const PREVIEW =
  'query($filter: RecalculationFilter!) { commissionRecalculationPreview(filter: $filter) { deals differences { partnerId amount currency rows } } }';
const RECALCULATE =
  'mutation($input: CommissionRecalculateInput!) { commissionRecalculate(input: $input) { recalculation { deals differences { partnerId amount rows } } userErrors { code field } } }';
const PERIOD = { period: { from: '2026-11-01T00:00:00Z', to: '2026-12-01T00:00:00Z' } };

beforeAll(async () => {
  gateway = await testGateway();
  partnerships = await gateway.staff('PARTNERSHIPS');
  planId = newId();
  await gateway.sql(
    `insert into commission_plan (id, name, scheme, tree_mode, currency, rates, effective_from) values ($1, 'Lots', 'PER_LOT', 'OVERRIDE', 'USD', '{5,2}', '2025-01-01')`,
    [planId],
  );
  parent = await gateway.partner();
  partner = await gateway.partner({ parentId: parent.id });
  sibling = await gateway.partner({ parentId: parent.id });
  client = await gateway.client({ partnerId: partner.id });
  await gateway.sql('update partner set plan_id = $1 where id = $2', [planId, partner.id]);
  await gateway.sql(`update partner_plan_version set valid_from = '-infinity'`);
  const accountId = await addTradingAccount(gateway.sql, client.id);
  account = (await gateway.sql<{ login: string; server: string }>('select login, server from trading_account where id = $1', [accountId]))[0]!;
});
afterAll(() => gateway.close());

const told = (ticket: string, symbol: string) =>
  readDeal(
    { ...account, ticket, action: 'BUY', entry: 'OUT', symbol, lots: '2', price: '10', time: '2026-11-20T10:00:00Z' },
    Date.parse('2026-11-22T00:00:00Z'),
  );

beforeEach(async () => {
  await gateway.sql('truncate deal, deal_correction, deal_unpaid, commission_daily, commission_client_monthly, partner_lots, commission, instrument cascade');
  await gateway.sql(`insert into instrument values ('EURUSD', 'FX', 100000, 0.0001, 'EUR', 'USD')`);
  await new DealIngest(gateway.database.pool).take([told('1', 'EURUSD'), told('2', 'NVDA')]);
  await new AccrualEngine(gateway.database.pool).catchUp();
});

describe('deals that paid nobody', () => {
  test.for([
    ['no period', {}, 'INVALID', /period with its beginning/],
    ['a ticket that is none', { deals: [{ server: 'MT5-Main', ticket: 'x' }] }, 'INVALID', /"x" is no ticket/],
    ['a partner whose id is none', { ...PERIOD, partnerId: 'nobody' }, 'NOT_FOUND', /none with this id/],
  ] as const)('a preview of %s is refused in words', async ([, filter, reason, words]) => {
    const { errors } = await gateway.graphql(PREVIEW, { filter }, { as: partnerships });
    expect(errors).toMatchObject([{ message: expect.stringMatching(words), extensions: { code: 'BAD_USER_INPUT', reason } }]);
  });

  test('are listed with the reason, counted, and found by filters', async () => {
    const all = await gateway.data(UNPAID, {}, { as: partnerships });
    expect(all).toEqual({
      unpaidDeals: {
        nodes: [
          {
            ...{ ticket: '2', reason: 'SYMBOL_UNKNOWN', detail: `No instrument is known as NVDA on ${account.server}.`, symbol: 'NVDA' },
            ...{ partner: { id: partner!.id }, client: { id: client!.id } },
          },
        ],
      },
      unpaidDealCounts: [{ reason: 'SYMBOL_UNKNOWN', deals: 1, lots: '2' }],
    });
    for (const filter of [{ reason: ['TOO_SHORT'] }, { partnerId: parent!.id }, { symbol: ['EURUSD'] }, { time: { from: '2026-11-21T00:00:00Z' } }])
      expect(await gateway.data(UNPAID, { filter }, { as: partnerships })).toMatchObject({ unpaidDeals: { nodes: [] } });
  });

  test('are for partners above to see, and for nobody beside', async () => {
    const seen = async (who: Person) => await gateway.data<{ unpaidDeals: { nodes: object[] }; unpaidDealCounts: object[] }>(UNPAID, {}, { as: who });
    for (const who of [partner!, parent!])
      expect(await seen(who)).toMatchObject({ unpaidDeals: { nodes: [{ ticket: '2' }] }, unpaidDealCounts: [{ deals: 1 }] });
    expect(await seen(sibling!)).toEqual({ unpaidDeals: { nodes: [] }, unpaidDealCounts: [] });
    expect((await gateway.graphql(UNPAID, {}, { as: client! })).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });
});

/** What no road leads to: terms that are published stay. */
async function setRates(rates: string): Promise<void> {
  await gateway.sql('alter table commission_terms disable trigger commission_terms_stay');
  await gateway.sql('update commission_terms set rates = $2::numeric[] where plan_id = $1', [planId, rates]);
  await gateway.sql('alter table commission_terms enable trigger commission_terms_stay');
}

describe('a recalculation', () => {
  const rows = () => gateway.sql<{ n: number }>('select count(*)::int as n from commission');

  test('of what has not changed posts nothing', async () => {
    expect(await gateway.data(PREVIEW, { filter: PERIOD }, { as: partnerships })).toEqual({ commissionRecalculationPreview: { deals: 2, differences: [] } });
    const input = { filter: PERIOD, reason: 'to be sure' };
    expect(await gateway.data(RECALCULATE, { input }, { as: partnerships })).toMatchObject({
      commissionRecalculate: { recalculation: { deals: 2, differences: [] } },
    });
    expect(await rows()).toEqual([{ n: 2 }]);
  });

  test('shows first, and then posts, what came of a symbol that was set up late and of terms that were wrong', async () => {
    await gateway.sql(`insert into instrument values ('NVDA', 'SHARES', 1, 0.01, 'NVDA', 'USD')`);
    await setRates('{6,2}');
    const differences = [
      { partnerId: partner!.id, amount: '14', rows: 2 },
      { partnerId: parent!.id, amount: '4', rows: 1 },
    ];
    const preview = await gateway.data<{ commissionRecalculationPreview: { differences: object[] } }>(PREVIEW, { filter: PERIOD }, { as: partnerships });
    expect(preview.commissionRecalculationPreview.differences).toEqual(expect.arrayContaining(differences.map((one) => ({ ...one, currency: 'USD' }))));
    expect(await rows()).toEqual([{ n: 2 }]);
    const input = { filter: PERIOD, reason: 'NVDA was set up late' };
    const { commissionRecalculate } = await gateway.data<{ commissionRecalculate: { recalculation: { differences: object[] } } }>(
      RECALCULATE,
      { input },
      { as: partnerships },
    );
    expect(commissionRecalculate.recalculation.differences).toEqual(expect.arrayContaining(differences));
    expect(await gateway.sql(`select amount::float as amount, explanation from commission where corrects_id is not null`)).toEqual([
      { amount: 2, explanation: 'Correction: Lots, level 1: 2 lots EURUSD x 6 USD a lot = 12 USD instead of 10 USD' },
    ]);
    expect(await gateway.sql('select count(*)::int as n from deal_unpaid')).toEqual([{ n: 0 }]);
    expect(
      await gateway.sql(`select reason, after->>'rows' as rows from audit_entry where action = 'commission.recalculate' order by at desc, id desc limit 1`),
    ).toEqual([{ reason: 'NVDA was set up late', rows: '3' }]);
    await setRates('{5,2}');
  });

  test('takes just what was chosen', async () => {
    const count = async (filter: object) =>
      (await gateway.data<{ commissionRecalculationPreview: { deals: number } }>(PREVIEW, { filter }, { as: partnerships })).commissionRecalculationPreview
        .deals;
    expect(await count({ ...PERIOD, partnerId: parent!.id })).toBe(2);
    expect(await count({ ...PERIOD, partnerId: sibling!.id })).toBe(0);
    expect(await count({ ...PERIOD, planId })).toBe(2);
    expect(await count({ ...PERIOD, clientId: client!.id })).toBe(2);
    expect(await count({ deals: [{ server: account.server, ticket: '2' }] })).toBe(1);
    expect(await count({ period: { from: '2026-10-01T00:00:00Z', to: '2026-11-01T00:00:00Z' } })).toBe(0);
  });

  test('is refused without a period, and to who may not', async () => {
    const input = { filter: {}, reason: 'everything' };
    expect(await gateway.data(RECALCULATE, { input }, { as: partnerships })).toMatchObject({
      commissionRecalculate: { recalculation: null, userErrors: [{ code: 'INVALID' }] },
    });
    for (const who of [await gateway.staff('SUPPORT'), partner!])
      expect((await gateway.graphql(RECALCULATE, { input: { ...input, filter: PERIOD } }, { as: who })).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });
});
