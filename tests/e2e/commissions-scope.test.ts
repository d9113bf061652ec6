import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '../../src/database/ids.js';
import { testGateway, type TestGateway } from '../support/gateway.js';
import { statements, walk } from '../support/pages.js';
import type { Person } from '../support/people.js';
import { addClients, addCommissions, type ClientRow, type CommissionRow, insertRows, type PartnerRow, plantTree } from './partners.fixture.js';

let gateway: TestGateway;
let management: Person;
let partners: PartnerRow[];
let clients: ClientRow[];
let commissions: CommissionRow[];

beforeAll(async () => {
  gateway = await testGateway();
  management = await gateway.staff('MANAGEMENT');
  ({ partners } = await plantTree(gateway.sql));
  clients = await addClients(gateway.sql, partners);
  commissions = await addCommissions(gateway.sql, partners, clients);
});
afterAll(() => gateway?.close());

const text = (one: string, two: string): number => (one < two ? -1 : one > two ? 1 : 0);
const inOrder = (rows: readonly CommissionRow[]): CommissionRow[] => [...rows].sort((one, two) => text(one.accrued_at, two.accrued_at) || text(one.id, two.id));
/** The partner in the middle of the line earns by its own clients and by those of two levels below. */
const earner = (): PartnerRow => partners[3] as PartnerRow;
const FROM = '2026-05-10T00:00:00.000Z';
const TO = '2026-06-12T12:00:00.000Z';
const isWithin = (at: string | null): boolean => at !== null && at >= FROM && at < TO;

interface Sum {
  readonly currency: string;
  readonly amount: string;
}

/** Sums by currency as PostgreSQL makes them out of these rows. */
const sumsOf = (rows: readonly CommissionRow[]): Promise<Sum[]> =>
  gateway.sql<Sum>('select currency, sum(amount)::text as amount from commission where id = any($1) group by 1 order by 1', [rows.map(({ id }) => id)]);

describe('a partner who asks', () => {
  const BELOW = 'select id from partner where path <@ (select path from partner where id = $1)';
  let self: Person;
  let below: Set<string>;

  beforeAll(async () => {
    self = { ...(await gateway.partner()), id: earner().id };
    await gateway.sql('update credential set partner_id = $1 where id = $2', [self.id, self.credentialId]);
    below = new Set((await gateway.sql<{ id: string }>(BELOW, [self.id])).map(({ id }) => id));
  });

  test('sees what its subtree earned, and nothing of anyone above or beside it', async () => {
    const expected = commissions.filter((row) => below.has(row.partner_id));
    expect(expected.length).toBeLessThan(commissions.length);
    expect(await walk(gateway, { list: 'commissions', size: 100, as: self }, 'forwards')).toEqual(inOrder(expected).map(({ id }) => id));
    const { commissions: page } = await gateway.data<{ commissions: { totalCount: number; totals: Sum[] } }>(
      '{ commissions { totalCount totals { currency amount } } }',
      {},
      { as: self },
    );
    expect(page).toEqual({ totalCount: expected.length, totals: await sumsOf(expected) });
  });

  test('reads a narrowed list of them the same from either end', async () => {
    const expected = inOrder(commissions.filter((row) => below.has(row.partner_id) && row.level === 2 && isWithin(row.traded_at))).map(({ id }) => id);
    const question = { list: 'commissions', args: `filter: { level: [2], tradedAt: { from: "${FROM}", to: "${TO}" } }`, size: 7, as: self };
    expect(await walk(gateway, question, 'forwards')).toEqual(expected);
    expect(await walk(gateway, question, 'backwards')).toEqual(expected);
  });

  test('asks in vain for what the partner above earned', async () => {
    const above = partners[2] as PartnerRow;
    const answer = await gateway.data(
      'query ($id: ID!) { partner(id: $id) { commissionSummary { key } } commissions(filter: { partnerId: $id }) { totalCount totals { amount } nodes { id } } }',
      { id: above.id },
      { as: self },
    );
    expect(answer).toEqual({ partner: null, commissions: { totalCount: 0, totals: [], nodes: [] } });
  });

  interface Rewarded {
    readonly id: string;
    readonly rewards: readonly { currency: string; amount: string; lots: string; deals: number }[];
  }
  const REWARDS = '{ clients(first: 100) { nodes { id rewards { currency amount lots deals } } } }';
  const rewarded = async (as: Person): Promise<readonly Rewarded[]> =>
    (await gateway.data<{ clients: { nodes: readonly Rewarded[] } }>(REWARDS, {}, { as })).clients.nodes;
  /** What a partner earned by a client, a currency after the other. */
  const shareOf = (partnerId: string | null, clientId: string) =>
    gateway.sql(
      `select currency, sum(amount)::float as amount, coalesce(sum(lots), 0)::float as lots, (count(deal_ticket) filter (where corrects_id is null))::int as deals
       from commission where partner_id = $1 and client_id = $2 group by 1 order by 1`,
      [partnerId, clientId],
    );
  const plain = (rows: Rewarded['rewards']) => rows.map((row) => ({ ...row, amount: Number(row.amount), lots: Number(row.lots) }));

  test("sees of each client what it earned by it itself; the broker what the client's own partner did", async () => {
    const ours = await rewarded(self);
    expect(ours.some(({ rewards }) => rewards.length > 1)).toBe(true);
    for (const { id, rewards } of ours) expect(plain(rewards)).toEqual(await shareOf(self.id, id));
    const all = (await rewarded(management)).slice(0, 40);
    for (const { id, rewards } of all) expect(plain(rewards)).toEqual(await shareOf(clients.find((client) => client.id === id)!.partner_id, id));
    const one = await statements(gateway, () => gateway.data('{ clients(first: 1) { nodes { id rewards { amount } } } }', {}, { as: self }));
    expect(await statements(gateway, () => gateway.data('{ clients(first: 50) { nodes { id rewards { amount } } } }', {}, { as: self }))).toBe(one);
    const support = await gateway.staff('SUPPORT');
    expect((await gateway.graphql(REWARDS, {}, { as: support })).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });

  test('keeps what it earned by a client who left its tree, and no longer sees who that is', async () => {
    const row = commissions.find((one) => one.partner_id === self.id && one.level === 1) as CommissionRow;
    const outsider = partners[0] as PartnerRow;
    await gateway.sql('update client set partner_id = $1 where id = $2', [outsider.id, row.client_id]);
    try {
      const query =
        'query ($id: ID!) { partner(id: $id) { clients: commissionSummary(groupBy: CLIENT) { key amount } partners: commissionSummary(groupBy: PARTNER) { key } total: commissionSummary { amount currency } } commissions(first: 100, filter: { partnerId: $id }) { nodes { id client { id } tradingAccount { id } } } }';
      const answer = await gateway.data<{
        partner: { clients: { key: string }[]; partners: { key: string }[] };
        commissions: { nodes: { id: string; client: object | null; tradingAccount: object | null }[] };
      }>(query, { id: self.id }, { as: self });
      expect(answer.commissions.nodes.find(({ id }) => id === row.id)).toEqual({ id: row.id, client: null, tradingAccount: null });
      expect(answer.partner.clients.map(({ key }) => key)).toContain('');
      expect(JSON.stringify(answer)).not.toContain(row.client_id);
      expect(JSON.stringify(answer)).not.toContain(outsider.id);
      const staff = await gateway.data<{ partner: { clients: { key: string }[]; partners: { key: string }[] } }>(query, { id: self.id }, { as: management });
      expect(staff.partner.clients.map(({ key }) => key)).toContain(row.client_id);
      expect(staff.partner.partners.map(({ key }) => key)).toContain(outsider.id);
    } finally {
      await gateway.sql('update client set partner_id = $1 where id = $2', [clients.find(({ id }) => id === row.client_id)?.partner_id, row.client_id]);
    }
  });

  test('sees the plans of its own tree, with their rates', async () => {
    const { partners: page } = await gateway.data<{ partners: { nodes: { id: string; plan: object | null }[] } }>(
      '{ partners(first: 100) { nodes { id plan { name scheme treeMode currency rates minHoldSeconds effectiveFrom version } } } }',
      {},
      { as: self },
    );
    const plans = new Map(partners.map((partner, index) => [partner.id, partner.plan_id === null ? null : `Plan ${index % 2}`]));
    for (const { id, plan } of page.nodes) {
      const name = plans.get(id);
      expect(plan).toEqual(
        name == null
          ? null
          : {
              name,
              scheme: 'PER_LOT',
              treeMode: 'OVERRIDE',
              currency: 'USD',
              rates: ['5.00', '2.50'],
              minHoldSeconds: 60,
              effectiveFrom: '2026-01-01T09:30:00.000Z',
              version: 1,
            },
      );
    }
  });
});

test('a partner with more than two hundred below reads its lists like one with a few', async () => {
  const top = await gateway.partner();
  const rows: object[] = [];
  for (let index = 0; index < 205; index += 1) {
    const { id } = await gateway.partner({ parentId: top.id });
    const at = new Date(Date.UTC(2026, 6, 1 + (index % 7))).toISOString();
    rows.push({
      id: newId(),
      partner_id: id,
      level: 1,
      amount: '1.00',
      currency: 'USD',
      status: index % 2 === 0 ? 'PAID' : 'ACCRUED',
      explanation: 'earned',
      traded_at: at,
      accrued_at: at,
    });
  }
  await insertRows(gateway.sql, 'commission', rows);
  const expected = inOrder(rows as CommissionRow[]);
  for (const way of ['forwards', 'backwards'] as const) {
    expect(await walk(gateway, { list: 'commissions', size: 60, as: top }, way)).toEqual(expected.map(({ id }) => id));
    const paid = expected.filter((row) => row.status === 'PAID').map(({ id }) => id);
    expect(await walk(gateway, { list: 'commissions', args: 'filter: { status: [PAID] }', size: 20, as: top }, way)).toEqual(paid);
  }
});

describe('who else asks', () => {
  test('departments without commissions:read are refused, and so are clients', async () => {
    for (const as of [await gateway.staff('SUPPORT', 'SALES', 'COMPLIANCE', 'RISK', 'ADMINISTRATION'), await gateway.client()]) {
      expect((await gateway.graphql('{ commissions { nodes { id } } }', {}, { as })).errors?.[0]?.extensions).toMatchObject({
        code: 'FORBIDDEN',
        permission: 'commissions:read',
      });
    }
  });
});
