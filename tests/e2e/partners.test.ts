import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testGateway, type TestGateway } from '../support/gateway.js';
import { statements, walk } from '../support/pages.js';
import type { Person } from '../support/people.js';
import { addClients, addCommissions, type PartnerRow, plantTree, wordOf } from './partners.fixture.js';

let gateway: TestGateway;
let partnerships: Person, management: Person, risk: Person;
let partners: PartnerRow[];

beforeAll(async () => {
  gateway = await testGateway();
  [partnerships, management, risk] = [await gateway.staff('PARTNERSHIPS'), await gateway.staff('MANAGEMENT'), await gateway.staff('RISK')];
  ({ partners } = await plantTree(gateway.sql));
  await addCommissions(gateway.sql, partners, await addClients(gateway.sql, partners));
});
afterAll(() => gateway?.close());

const text = (one: string, two: string): number => (one < two ? -1 : one > two ? 1 : 0);
const ids = (found: readonly { id: string }[]): string[] => found.map(({ id }) => id).sort();
const at = (index: number): PartnerRow => partners[index] as PartnerRow;

describe('the list of partners', () => {
  const filters: Record<string, [filter: () => string, matches: (partner: PartnerRow, index: number) => boolean]> = {
    status: [() => '{ status: [SUSPENDED] }', (partner) => partner.status === 'SUSPENDED'],
    'several statuses': [() => '{ status: [PENDING, CLOSED] }', (partner) => ['PENDING', 'CLOSED'].includes(partner.status)],
    'no status at all': [() => '{ status: [] }', () => false],
    country: [() => '{ country: ["AE"] }', (partner) => partner.country === 'AE'],
    'several countries': [() => '{ country: ["AE", "TH"] }', (partner) => ['AE', 'TH'].includes(partner.country)],
    parentId: [() => `{ parentId: "${at(1).id}" }`, (partner) => partner.parent_id === at(1).id],
    'a parentId that is no id': [() => '{ parentId: "nobody" }', () => false],
    'the start of a word of the name': [() => `{ search: "${wordOf('partner', 42).slice(0, 7).toUpperCase()}" }`, (_, index) => index === 42],
    'a name written nearly right': [() => `{ search: "${wordOf('partner', 42).slice(0, 10)}x" }`, (_, index) => index === 42],
    'an e-mail address': [() => `{ search: "${wordOf('partner', 17)}@partners.example" }`, (_, index) => index === 17],
    'a referral code': [() => `{ search: "code-${wordOf('code', 8)}" }`, (_, index) => index === 8],
    'a search with a wildcard': [() => '{ search: "%" }', () => false],
    'all of them together': [
      () => `{ status: [ACTIVE], country: ["CY", "DE"], parentId: "${at(3).id}", search: "partner" }`,
      (partner) => partner.status === 'ACTIVE' && ['CY', 'DE'].includes(partner.country) && partner.parent_id === at(3).id,
    ],
  };

  test.for(Object.entries(filters))('is narrowed by %s, and counted so', async ([, [filter, matches]]) => {
    const { partners: page } = await gateway.data<{ partners: { nodes: { id: string }[]; totalCount: number } }>(
      `{ partners(filter: ${filter()}, first: 100) { nodes { id } totalCount } }`,
      {},
      { as: partnerships },
    );
    const expected = partners.filter(matches);
    expect(ids(page.nodes)).toEqual(ids(expected));
    expect(page.totalCount).toBe(expected.length);
  });

  test('finds a partner by the number that people say on the phone', async () => {
    const [row] = await gateway.sql<{ reference: string }>('select reference from partner where id = $1', [at(30).id]);
    const query = 'query ($reference: String!) { partner(reference: $reference) { id } partners(filter: { search: $reference }) { nodes { id } } }';
    expect(await gateway.data(query, { reference: row?.reference }, { as: partnerships })).toEqual({
      partner: { id: at(30).id },
      partners: { nodes: [{ id: at(30).id }] },
    });
  });

  test('runs by creation, oldest first, the same in pages from either end', async () => {
    const expected = [...partners].sort((one, two) => text(one.created_at, two.created_at) || text(one.id, two.id)).map(({ id }) => id);
    expect(await walk(gateway, { list: 'partners', size: 9, as: partnerships }, 'forwards')).toEqual(expected);
    expect(await walk(gateway, { list: 'partners', size: 9, as: partnerships }, 'backwards')).toEqual(expected);
  });

  test('costs the same number of statements for 5 rows and for 50, with the whole tree around each', async () => {
    const query = `query ($first: Int) { partners(first: $first) { totalCount nodes {
      name plan { name rates } parent { name } ancestors { name } children(first: 3) { totalCount nodes { name } } subtree(first: 5, maxDepth: 2) { nodes { name treeTotals { lots } } }
      treeTotals { partners clients fundedClients lots } commissions(first: 2) { totals { amount currency } nodes { amount corrects { id } client { displayName } tradingAccount { login } partner { name } } }
      commissionSummary(groupBy: MONTH) { key amount } clients(first: 2) { nodes { displayName } } wallets { balance }
    } } }`;
    const count = (first: number) => statements(gateway, () => gateway.data(query, { first }, { as: management }));
    await count(5);
    const [few, many] = [await count(5), await count(50)];
    expect(many).toBe(few);
  });
});

interface TreeNode {
  readonly id: string;
  readonly level: number;
}

/** The tree as `parent_id` alone tells it, without a path. */
const BELOW = `
  with recursive below as (select id, 1 as depth from partner where id = $1 union all select p.id, b.depth + 1 from partner p join below b on p.parent_id = b.id)`;

describe('the tree', () => {
  const inner = [0, 1, 2, 3, 5, 12, 20];

  test.for(inner)('the subtree of partner %i is itself and everyone below, level by level, in pages as in one', async (index) => {
    const expected = await gateway.sql<TreeNode>(`${BELOW} select b.id, p.level from below b join partner p using (id) order by b.depth, b.id`, [at(index).id]);
    const { partner } = await gateway.data<{ partner: { subtree: { nodes: TreeNode[]; totalCount: number } } }>(
      'query ($id: ID!) { partner(id: $id) { subtree(maxDepth: 100) { nodes { id level } totalCount } } }',
      { id: at(index).id },
      { as: partnerships },
    );
    expect(partner.subtree.nodes).toEqual(expected);
    expect(partner.subtree.totalCount).toBe(expected.length);
    expect(await pagesOfSubtree(index)).toEqual(expected.map(({ id }) => id));
  });

  async function pagesOfSubtree(index: number): Promise<string[]> {
    const query =
      'query ($id: ID!, $after: String) { partner(id: $id) { subtree(maxDepth: 100, first: 4, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } } } }';
    const found: string[] = [];
    let after: string | null = null;
    for (let more = true; more;) {
      const { partner }: { partner: { subtree: { nodes: { id: string }[]; pageInfo: { hasNextPage: boolean; endCursor: string } } } } = await gateway.data(
        query,
        { id: at(index).id, after },
        { as: partnerships },
      );
      found.push(...partner.subtree.nodes.map(({ id }) => id));
      ({ hasNextPage: more, endCursor: after } = partner.subtree.pageInfo);
    }
    return found;
  }

  test.for([0, 1, 2, 3])('a subtree ends %i levels down when it is asked to', async (maxDepth) => {
    const expected = await gateway.sql<{ id: string }>(`${BELOW} select id from below where depth <= $2 + 1 order by depth, id`, [at(0).id, maxDepth]);
    const { partner } = await gateway.data<{ partner: { subtree: { nodes: { id: string }[] } } }>(
      'query ($id: ID!, $maxDepth: Int) { partner(id: $id) { subtree(maxDepth: $maxDepth) { nodes { id } } } }',
      { id: at(0).id, maxDepth },
      { as: partnerships },
    );
    expect(partner.subtree.nodes).toEqual(expected.slice(0, 100));
  });

  test('a depth below zero or beyond a hundred is refused in words', async () => {
    for (const depth of [-1, 101, 2_000_000_000]) {
      const answer = await gateway.graphql(`{ partner(id: "${at(0).id}") { subtree(maxDepth: ${depth}) { nodes { id } } } }`, {}, { as: partnerships });
      expect(answer.errors).toMatchObject([{ message: `maxDepth must be from 0 to 100, not ${depth}.`, extensions: { code: 'BAD_USER_INPUT' } }]);
    }
  });

  test('ancestors run from the root down to the parent, children are those directly below', async () => {
    const query = '{ partners(first: 100) { nodes { id parent { id } ancestors { id } children(first: 30) { nodes { id } totalCount } } } }';
    const { partners: page } = await gateway.data<{
      partners: {
        nodes: { id: string; parent: { id: string } | null; ancestors: { id: string }[]; children: { nodes: { id: string }[]; totalCount: number } }[];
      };
    }>(query, {}, { as: partnerships });
    const parents = new Map(partners.map((partner) => [partner.id, partner.parent_id]));
    for (const partner of page.nodes) {
      const chain: { id: string }[] = [];
      for (let id = parents.get(partner.id) ?? null; id !== null; id = parents.get(id) ?? null) chain.unshift({ id });
      expect(partner.ancestors).toEqual(chain);
      expect(partner.parent).toEqual(chain.at(-1) ?? null);
      const children = partners
        .filter((child) => child.parent_id === partner.id)
        .sort((one, two) => text(one.created_at, two.created_at) || text(one.id, two.id));
      expect(partner.children.nodes).toEqual(children.map(({ id }) => ({ id })));
      expect(partner.children.totalCount).toBe(children.length);
    }
  });

  const TOTALS = `${BELOW}
    select count(*)::int - 1 as partners, sum((select count(*) from client c where c.partner_id = b.id))::int as clients,
      sum((select count(*) from client c where c.partner_id = b.id and c.first_funded_at is not null))::int as "fundedClients",
      (select coalesce(sum(m.lots), 0)::float from commission m where m.level = 1 and m.partner_id in (select id from below)) as lots
    from below b`;

  test('totals of all partners of a page are those of each subtree, counted for itself', async () => {
    const { partners: page } = await gateway.data<{ partners: { nodes: { id: string; treeTotals: { lots: string } }[] } }>(
      '{ partners(first: 100) { nodes { id treeTotals { partners clients fundedClients lots } } } }',
      {},
      { as: partnerships },
    );
    expect(page.nodes).toHaveLength(partners.length);
    for (const { id, treeTotals } of page.nodes) expect({ ...treeTotals, lots: Number(treeTotals.lots) }).toEqual((await gateway.sql(TOTALS, [id]))[0]);
  });

  test('totals are the same whichever of them are asked for, and wherever', async () => {
    const query =
      'query ($id: ID!) { partner(id: $id) { treeTotals { lots } subtree(maxDepth: 0) { nodes { treeTotals { partners fundedClients __typename } } } children { nodes { id treeTotals { clients } } } } }';
    const { partner } = await gateway.data<{
      partner: { treeTotals: { lots: string }; subtree: { nodes: { treeTotals: object }[] }; children: { nodes: { id: string; treeTotals: object }[] } };
    }>(query, { id: at(2).id }, { as: partnerships });
    const [whole] = await gateway.sql<{ partners: number; fundedClients: number; lots: number }>(TOTALS, [at(2).id]);
    expect(Number(partner.treeTotals.lots)).toBe(whole?.lots);
    expect(partner.subtree.nodes).toEqual([
      { treeTotals: { partners: whole?.partners, fundedClients: whole?.fundedClients, __typename: 'PartnerTreeTotals' } },
    ]);
    for (const child of partner.children.nodes)
      expect(child.treeTotals).toEqual({ clients: (await gateway.sql<{ clients: number }>(TOTALS, [child.id]))[0]?.clients });
  });
});

describe('a partner who looks', () => {
  /** Partner 3 of the line: 0, 1 and 2 stand above, and its siblings beside it. */
  let self: Person;
  let below: Set<string>;
  const OWN = 3;

  beforeAll(async () => {
    self = { ...(await gateway.partner()), id: at(OWN).id };
    await gateway.sql('update credential set partner_id = $1 where id = $2', [at(OWN).id, self.credentialId]);
    below = new Set((await gateway.sql<{ id: string }>(`${BELOW} select id from below`, [at(OWN).id])).map(({ id }) => id));
  });

  test('sees its own subtree and nobody above or beside it', async () => {
    const answer = await gateway.data<{ partners: { nodes: { id: string }[]; totalCount: number } }>(
      '{ partners(first: 100) { nodes { id } totalCount } }',
      {},
      { as: self },
    );
    expect(ids(answer.partners.nodes)).toEqual([...below].sort());
    expect(answer.partners.totalCount).toBe(below.size);
  });

  test('has no parent and no ancestors of its own, and those below it have theirs up to it', async () => {
    const query = '{ partners(first: 100) { nodes { id parent { id } ancestors { id } } } }';
    const { partners: page } = await gateway.data<{ partners: { nodes: { id: string; parent: { id: string } | null; ancestors: { id: string }[] }[] } }>(
      query,
      {},
      { as: self },
    );
    const own = page.nodes.find(({ id }) => id === at(OWN).id);
    expect(own).toEqual({ id: at(OWN).id, parent: null, ancestors: [] });
    for (const partner of page.nodes.filter(({ id }) => id !== at(OWN).id)) expect(partner.ancestors[0]).toEqual({ id: at(OWN).id });
  });

  test.for([0, 1, 2])('asks in vain for partner %i above it, by id, by reference, by search and as a parent', async (index) => {
    const [row] = await gateway.sql<{ reference: string }>('select reference from partner where id = $1', [at(index).id]);
    const query =
      'query ($id: ID!, $reference: String!, $email: String!) { byId: partner(id: $id) { name } byReference: partner(reference: $reference) { name } bySearch: partners(filter: { search: $email }) { nodes { email } } }';
    const answer = await gateway.data(query, { id: at(index).id, reference: row?.reference, email: at(index).email }, { as: self });
    expect(JSON.stringify(answer)).not.toContain(at(index).email);
    expect(answer).toMatchObject({ byId: null, byReference: null });
  });

  test('never reads a name, an e-mail address or an id of anyone outside, whatever it asks for', async () => {
    const queries = [
      '{ partners(first: 100) { nodes { id name email reference referralCode parent { id name } ancestors { id name } plan { name } commissionSummary(groupBy: PARTNER) { key } } } }',
      '{ partners(first: 100) { nodes { children(first: 10) { nodes { id name parent { id name } } } subtree(maxDepth: 9, first: 20) { nodes { id name } } } } }',
      '{ partners(first: 100) { nodes { clients(first: 9) { nodes { id lastName email partner { id name } } } commissionSummary(groupBy: CLIENT) { key } } } }',
      '{ partners(first: 40) { nodes { commissions(first: 20) { nodes { partner { id name } client { id lastName partner { id name } } tradingAccount { login } corrects { id partner { name } client { id } } } } } } }',
      '{ commissions(first: 100) { totals { amount currency } nodes { partner { id name } client { id lastName partner { id name } } tradingAccount { login } corrects { id partner { name } } } } }',
    ];
    const answer = JSON.stringify(await Promise.all(queries.map((query) => gateway.data(query, {}, { as: self }))));
    const outside = partners.filter((partner) => !below.has(partner.id));
    for (const partner of outside) {
      expect(answer).not.toContain(partner.id);
      expect(answer).not.toContain(partner.email);
      expect(answer).not.toContain(partner.name);
    }
    for (const id of below) expect(answer).toContain(id);
  });

  test('sees clients with their e-mail address masked', async () => {
    const { partner } = await gateway.data<{ partner: { subtree: { nodes: { clients: { nodes: { email: string }[] } }[] } } }>(
      `{ partner(id: "${at(OWN).id}") { subtree { nodes { clients { nodes { email } } } } } }`,
      {},
      { as: self },
    );
    const addresses = partner.subtree.nodes.flatMap(({ clients }) => clients.nodes.map(({ email }) => email));
    expect(addresses.length).toBeGreaterThan(0);
    expect(new Set(addresses)).toEqual(new Set(['c***@***.example']));
  });

  test('may not add or move partners', async () => {
    const create = await gateway.graphql(
      'mutation { partnerCreate(input: { name: "New", email: "new@partners.example", country: "CY" }) { partner { id } } }',
      {},
      { as: self },
    );
    expect(create.errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', permission: 'partners:write' });
  });
});

describe('who else asks', () => {
  test('a department without partners:read is refused, and so is a client', async () => {
    const client = await gateway.client();
    for (const as of [risk, client]) {
      const answer = await gateway.graphql('{ partners { nodes { id } } }', {}, { as });
      expect(answer.errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', permission: 'partners:read' });
    }
  });

  test('whoever lacks plans or commissions gets null just there', async () => {
    const support = await gateway.staff('SUPPORT');
    const answer = await gateway.graphql<{ partner: object }>(
      `{ partner(id: "${at(0).id}") { name plan { name } commissions { nodes { id } } commissionSummary { key } } }`,
      {},
      { as: support },
    );
    expect(answer.data?.partner).toEqual({ name: at(0).name, plan: null, commissions: null, commissionSummary: null });
    expect(answer.errors?.map((error) => [error.path?.join('.'), error.extensions['permission']]).sort()).toEqual([
      ['partner.commissionSummary', 'commissions:read'],
      ['partner.commissions', 'commissions:read'],
      ['partner.plan', 'plans:read'],
    ]);
  });
});
