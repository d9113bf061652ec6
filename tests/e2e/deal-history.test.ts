import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '../../src/database/ids.js';
import { addMarkedClient, addMarkedPartner, type MarkedClient, type MarkedPartner } from '../support/brokerage.js';
import { testGateway, type TestGateway } from '../support/gateway.js';
import { statements } from '../support/pages.js';
import type { Person } from '../support/people.js';

let gateway: TestGateway;
let partnerships: Person, support: Person, sales: Person, self: Person, introducer: Person;
let partner: MarkedPartner;
let client: MarkedClient, other: MarkedClient;

interface Told {
  readonly ticket: string;
  readonly outcome?: string | null;
  readonly unpaidReason?: string | null;
}

interface Row {
  readonly ticket: number;
  readonly time: string;
  readonly entry?: string;
  readonly closed?: string;
  readonly cancelled?: boolean;
}

const add = ({ accountId }: MarkedClient, { ticket, time, entry = 'OUT', closed = '0.50', cancelled = false }: Row) =>
  gateway.sql(
    `insert into deal (server, ticket, time, batch, trading_account_id, action, entry, position_id, symbol, lots, closed_lots, price, opened_at, profit, swap, commission, spread, is_cancelled)
     select server, $2, $3::timestamptz, 1, id, 'SELL', $4, 77, 'XAUUSD.m', 0.50, $5::numeric, 2596.83, $3::timestamptz - interval '1 hour', -18.74, -0.10, -3.5, 1.2, $6 from trading_account where id = $1`,
    [accountId, ticket, time, entry, closed, cancelled],
  );

/** Reads the deals of one account. */
async function deals(args: string, as: Person = partnerships, of: MarkedClient = client, fields = 'ticket'): Promise<Told[] | null> {
  const { tradingAccount } = await gateway.data<{ tradingAccount: { dealHistory: Told[] } | null }>(
    `query ($id: ID!) { tradingAccount(id: $id) { dealHistory${args} { ${fields} } } }`,
    { id: of.accountId },
    { as },
  );
  return tradingAccount?.dealHistory ?? null;
}
const tickets = async (args: string, as?: Person) => (await deals(args, as))?.map(({ ticket }) => Number(ticket));

beforeAll(async () => {
  gateway = await testGateway();
  const { sql } = gateway;
  [partnerships, support, sales] = [await gateway.staff('PARTNERSHIPS'), await gateway.staff('SUPPORT'), await gateway.staff('SALES')];
  partner = await addMarkedPartner(sql, 'MARKINTRODUCER');
  client = await addMarkedClient(sql, 'MARKTRADER', { partnerId: partner.id });
  other = await addMarkedClient(sql, 'MARKOTHER');
  [self, introducer] = [await gateway.client(), await gateway.partner()];
  await sql('update credential set client_id = $2 where id = $1', [self.credentialId, client.id]);
  await sql('update credential set partner_id = $2 where id = $1', [introducer.credentialId, partner.id]);
  await add(client, { ticket: 101, time: '2026-06-01T10:00:00Z', entry: 'IN', closed: '0' });
  await add(client, { ticket: 102, time: '2026-06-01T11:00:00Z' });
  await add(client, { ticket: 104, time: '2026-07-02T11:00:00.250Z' });
  await add(client, { ticket: 103, time: '2026-07-02T11:00:00.250Z' });
  await add(client, { ticket: 105, time: '2026-07-03T11:00:00Z', cancelled: true });
  await add(other, { ticket: 900, time: '2026-06-15T11:00:00Z' });
  const paid = `insert into commission (id, partner_id, client_id, trading_account_id, plan_id, deal_server, deal_ticket, level, amount, currency, explanation, lots, symbol, traded_at, corrects_id)
    select $1, p.id, $2, t.id, p.plan_id, t.server, '102', 1, $4, 'USD', 'as worked out', 0.5, 'XAUUSD', '2026-06-01T11:00:00Z', $5 from partner p, trading_account t where p.id = $3 and t.id = $6`;
  const [first, correction] = [newId(), newId()];
  await sql(paid, [first, client.id, partner.id, '5', null, client.accountId]);
  await sql(paid, [correction, client.id, partner.id, '-5', first, client.accountId]);
  await sql(
    `insert into deal_unpaid (server, ticket, time, trading_account_id, client_id, partner_id, symbol, lots, reason, detail)
     select server, 103, '2026-07-02T11:00:00.250Z', id, client_id, $2, 'XAUUSD', 0.5, 'TOO_SHORT', 'Held for 12 s, and 60 s are the least.' from trading_account where id = $1`,
    [client.accountId, partner.id],
  );
});
afterAll(() => gateway?.close());

describe('the deals of an account', () => {
  test('come the latest first, and go on before the last that one has, also within one moment', async () => {
    expect(await tickets('')).toEqual([105, 104, 103, 102, 101]);
    expect(await tickets('(first: 2)')).toEqual([105, 104]);
    expect(await tickets('(first: 2, before: "104")')).toEqual([103, 102]);
    expect(await tickets('(first: 2, before: "102")')).toEqual([101]);
  });

  test('are narrowed by time, across months, and by ticket; those of other accounts are none of theirs', async () => {
    expect(await tickets('(period: { from: "2026-06-01T11:00:00Z", to: "2026-07-03T11:00:00Z" })')).toEqual([104, 103, 102]);
    expect(await tickets('(ticket: "102")')).toEqual([102]);
    expect(await tickets('(ticket: "900")')).toEqual([]);
    expect(await tickets('(before: "900")')).toEqual([]);
  });

  test('tell all that the platform told', async () => {
    const all =
      'server ticket time side entry positionId symbol lots closedLots price openedAt profit swap commission spread isCancelled outcome unpaidReason unpaidDetail';
    expect(await deals('(ticket: "102")', partnerships, client, all)).toEqual([
      {
        ...{ server: 'Live', ticket: '102', time: '2026-06-01T11:00:00.000Z', side: 'SELL', entry: 'OUT', positionId: '77', symbol: 'XAUUSD.m' },
        ...{ lots: '0.50', closedLots: '0.50', price: '2596.83', openedAt: '2026-06-01T10:00:00.000Z', profit: '-18.74', swap: '-0.10', commission: '-3.5' },
        ...{ spread: '1.2', isCancelled: false, outcome: 'PAID', unpaidReason: null, unpaidDetail: null },
      },
    ]);
  });

  test('tell what the platform told otherwise later, field by field, and not whose account a deal was on before', async () => {
    const told = { time: '2026-07-03T11:00:00Z', lots: 0.5, profit: 3, spread: null, is_cancelled: false, action: 'BUY', trading_account_id: other.accountId };
    const correct = (at: string, before: object, after: object) =>
      gateway.sql(`insert into deal_correction (id, server, ticket, batch, at, before, after) values ($1, 'Live', 105, 1, $2, $3, $4)`, [
        ...[newId(), at, JSON.stringify(before), JSON.stringify(after)],
      ]);
    const moved = { ...told, profit: -18.74, action: 'SELL', spread: 1.2, trading_account_id: client.accountId };
    await correct('2026-07-04T09:00:00.500Z', told, moved);
    await correct('2026-07-05T09:00:00Z', moved, { ...moved, is_cancelled: true });
    const [first, second] = ['2026-07-04T09:00:00.500Z', '2026-07-05T09:00:00.000Z'];
    expect(await deals('(ticket: "105")', self, client, 'ticket changes { at field before after }')).toEqual([
      {
        ticket: '105',
        changes: [
          { at: first, field: 'side', before: 'BUY', after: 'SELL' },
          { at: first, field: 'profit', before: '3', after: '-18.74' },
          { at: first, field: 'spread', before: null, after: '1.2' },
          { at: second, field: 'isCancelled', before: 'false', after: 'true' },
        ],
      },
    ]);
    expect(await deals('(ticket: "104")', self, client, 'ticket changes { field }')).toEqual([{ ticket: '104', changes: [] }]);
  });

  test('tell what came of them to whoever may see commissions, and to nobody else', async () => {
    const told = await deals('', partnerships, client, 'ticket outcome unpaidReason');
    expect(told?.map(({ outcome, unpaidReason }) => [outcome, unpaidReason])).toEqual([
      ['WAITING', null],
      ['WAITING', null],
      ['UNPAID', 'TOO_SHORT'],
      ['PAID', null],
      ['OPENING', null],
    ]);
    for (const as of [support, self]) {
      const rows = await deals('', as, client, 'ticket outcome unpaidReason unpaidDetail');
      expect(rows).toHaveLength(5);
      for (const row of rows ?? []) expect(row).toMatchObject({ outcome: null, unpaidReason: null, unpaidDetail: null });
    }
  });

  test.each([
    ['(first: 0)', 'first must be from 1 to 100, not 0.'],
    ['(first: 101)', 'first must be from 1 to 100, not 101.'],
    ['(ticket: "12x")', 'ticket is the ticket of a deal, in digits, not "12x".'],
    ['(before: "")', 'before is the ticket of a deal, in digits, not "".'],
  ])('%s is refused with what would be right', async (args, message) => {
    const answer = await gateway.graphql(`{ tradingAccounts(first: 1) { nodes { dealHistory${args} { ticket } } } }`, {}, { as: support });
    expect(answer.errors).toMatchObject([{ message, extensions: { code: 'BAD_USER_INPUT' } }]);
  });

  test('are for those who see the account: the client itself, sales its own clients; partners see none', async () => {
    expect(await deals('', self)).toHaveLength(5);
    expect(await deals('', self, other)).toBeNull();
    expect(await deals('', sales)).toBeNull();
    const answer = await gateway.graphql('{ tradingAccounts { nodes { dealHistory { ticket } } } }', {}, { as: introducer });
    expect(answer.errors?.map(({ extensions }) => [extensions.code, extensions['permission']])).toEqual([['FORBIDDEN', 'deals:read']]);
  });

  test('of two accounts take as many statements as those of one', async () => {
    const ask = (first: number) =>
      statements(gateway, () => gateway.data(`{ tradingAccounts(first: ${first}) { nodes { id dealHistory { ticket outcome } } } }`, {}, { as: partnerships }));
    expect(await ask(2)).toBe(await ask(1));
  });
});

describe('one trade', () => {
  const TRACE = `query ($ticket: String) {
    commissions(filter: { dealTicket: $ticket }) { nodes { dealServer dealTicket amount plan { name } corrects { amount } statement { reference } } }
    unpaidDeals(filter: { ticket: $ticket }) { nodes { ticket reason } } }`;
  const PLAN = { name: 'plan MARKINTRODUCER' };

  test('is found by its ticket: what it paid, by which plan, and what corrected that', async () => {
    for (const as of [partnerships, introducer]) {
      expect(await gateway.data(TRACE, { ticket: '102' }, { as })).toEqual({
        commissions: {
          nodes: [
            { dealServer: 'Live', dealTicket: '102', amount: '5', plan: PLAN, corrects: null, statement: null },
            { dealServer: 'Live', dealTicket: '102', amount: '-5', plan: PLAN, corrects: { amount: '5' }, statement: null },
          ],
        },
        unpaidDeals: { nodes: [] },
      });
    }
  });

  test('or why it paid nothing; what is no ticket is found nowhere', async () => {
    expect(await gateway.data(TRACE, { ticket: '103' }, { as: introducer })).toEqual({
      commissions: { nodes: [] },
      unpaidDeals: { nodes: [{ ticket: '103', reason: 'TOO_SHORT' }] },
    });
    for (const ticket of ['0x10', '', "102' --", '9'.repeat(40)])
      expect(await gateway.data(TRACE, { ticket }, { as: partnerships })).toEqual({ commissions: { nodes: [] }, unpaidDeals: { nodes: [] } });
  });

  test('leads to the statement that it stands in', async () => {
    const { sql } = gateway;
    const [statement] = await sql<{ id: string; reference: string }>('select id, reference from commission_statement where partner_id = $1', [partner.id]);
    await sql(`update commission set statement_id = $2, status = 'PAYABLE' where deal_ticket = '102' and partner_id = $1`, [partner.id, statement?.id]);
    const { commissions } = await gateway.data<{ commissions: { nodes: { statement: { reference: string } | null }[] } }>(
      TRACE,
      { ticket: '102' },
      { as: introducer },
    );
    expect(commissions.nodes.map((row) => row.statement?.reference)).toEqual([statement?.reference, statement?.reference]);
  });

  test('of a plan, and of corrections alone', async () => {
    const [plan] = await gateway.sql<{ id: string }>('select plan_id as id from partner where id = $1', [partner.id]);
    const count = async (filter: string) =>
      (await gateway.data<{ commissions: { totalCount: number } }>(`{ commissions(filter: ${filter}) { totalCount } }`, {}, { as: partnerships })).commissions
        .totalCount;
    expect(await count(`{ planId: "${plan?.id}" }`)).toBe(2);
    expect(await count(`{ planId: "${plan?.id}", isCorrection: true }`)).toBe(1);
    expect(await count(`{ planId: "${newId()}" }`)).toBe(0);
  });
});
