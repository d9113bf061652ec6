import { buildSchema, type GraphQLObjectType, type GraphQLSchema, parse } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { schemaText } from '../../src/app.js';
import { newId } from '../../src/database/ids.js';
import { addMarkedClient, addMarkedPartner, type MarkedClient, type MarkedPartner } from '../support/brokerage.js';
import { testGateway, type TestGateway } from '../support/gateway.js';
import { CLIENT_PERMISSIONS, PARTNER_PERMISSIONS } from '../../src/access/departments.js';
import { LIMITS } from '../../src/graphql/limits.js';
import type { Person } from '../support/people.js';
import { probe, relationsOf, subjectOf, targetOf, type Values } from '../support/probe.js';

/**
 * Two of everything, each marked. Whoever asks, by whatever root field, with whatever ids, and however far down the relations: of what is
 * out of its scope neither a mark nor an id nor a reference may be in the answer.
 */
let gateway: TestGateway;
let schema: GraphQLSchema;
let parent: MarkedPartner, own: MarkedPartner, child: MarkedPartner, sibling: MarkedPartner;
let ownClient: MarkedClient,
  childClient: MarkedClient,
  siblingClient: MarkedClient,
  parentClient: MarkedClient,
  managedClient: MarkedClient,
  houseClient: MarkedClient;
let asClient: Person, asPartner: Person, asSales: Person;
/** API keys: with all that a partner may, and that a client may, of which the one who made it may much more. */
let ofPartner: string, ofClient: string;
/** What each of them was answered. */
let answered: ReadonlyMap<Person | string, readonly string[]>;

/** Lets a person's password open the door of somebody else. */
async function signsInAs(person: Person, column: 'client_id' | 'partner_id', id: string): Promise<Person> {
  await gateway.sql(`update credential set ${column} = $2 where id = $1`, [person.credentialId, id]);
  return { ...person, id };
}

/** What partners have beside commissions, marked like them: links with clicks, what is planned for them, and who applies to stand below them. */
async function addPartnership({ id, mark }: MarkedPartner): Promise<void> {
  const { sql } = gateway;
  await sql(`insert into referral_daily (link_id, day, campaign, clicks) values ($1, '2026-06-01', $2, 7)`, [id, mark]);
  await sql(`insert into partner_change (id, kind, partner_id, effective_from, reason, requested_by) values ($1, 'PLAN', $2, '2030-01-01', $3, 'nobody')`, [
    newId(),
    id,
    `planned ${mark}`,
  ]);
  await sql(`insert into partner_application (id, name, email, country, about, sponsor_id, submitted_by) values ($1, $2, $3, 'CY', $4, $5, 'nobody')`, [
    newId(),
    `Applicant ${mark}`,
    `applicant@${mark.toLowerCase()}.example`,
    `about ${mark}`,
    id,
  ]);
}

async function addKey(by: Person, whose: { readonly partnerId: string } | { readonly clientId: string }, permissions: readonly string[]): Promise<string> {
  const { apiKeyCreate } = await gateway.data<{ apiKeyCreate: { key: string | null; userErrors: unknown[] } }>(
    'mutation ($input: ApiKeyCreateInput!) { apiKeyCreate(input: $input) { key userErrors { message } } }',
    { input: { name: 'portal', ...whose, permissions, expiresAt: '2030-01-01T00:00:00Z' } },
    { as: by },
  );
  expect(apiKeyCreate.userErrors).toEqual([]);
  return apiKeyCreate.key as string;
}

/** What clients' trades have brought, and one that has brought nothing. */
async function addTrades({ id, accountId, mark }: MarkedClient): Promise<void> {
  const [row] = await gateway.sql<{ partner: string | null }>('select partner_id as partner from client where id = $1', [id]);
  await gateway.sql(
    `insert into deal_unpaid (server, ticket, time, trading_account_id, client_id, partner_id, symbol, lots, reason, detail)
     values ($1, 1, '2026-06-01', $2, $3, $4, 'EURUSD', 1, 'NO_PLAN', $5)`,
    [`server ${mark}`, accountId, id, row?.partner ?? null, `unpaid ${mark}`],
  );
  await gateway.sql(
    `insert into deal (server, ticket, time, batch, trading_account_id, action, entry, symbol, lots, closed_lots, price)
     select t.server, 1 + abs(hashtext($2)), '2026-06-01', 1, t.id, 'BUY', 'OUT', $2, 1, 1, 1.1 from trading_account t where t.id = $1`,
    [accountId, `deal.${mark}`],
  );
  if (row?.partner == null) return;
  await gateway.sql(
    `insert into commission (id, partner_id, client_id, deal_ticket, level, amount, currency, explanation, lots, symbol, traded_at)
     select uuidv7(), a.id, $2, 'deal ' || $3::text, 1 + p.level - a.level, 3, 'USD', 'earned by ' || $3, 1, 'EURUSD', '2026-06-02' from partner p join partner a on a.path @> p.path where p.id = $1`,
    [row.partner, id, mark],
  );
}

beforeAll(async () => {
  gateway = await testGateway({ compile: 'never' });
  schema = buildSchema(schemaText());
  const { sql } = gateway;
  asSales = await gateway.staff('SALES');
  parent = await addMarkedPartner(sql, 'MARKPARENT');
  own = await addMarkedPartner(sql, 'MARKOWN', parent.id);
  child = await addMarkedPartner(sql, 'MARKCHILD', own.id);
  sibling = await addMarkedPartner(sql, 'MARKSIBLING', parent.id);
  parentClient = await addMarkedClient(sql, 'MARKPARENTCLIENT', { partnerId: parent.id });
  ownClient = await addMarkedClient(sql, 'MARKOWNCLIENT', { partnerId: own.id });
  childClient = await addMarkedClient(sql, 'MARKCHILDCLIENT', { partnerId: child.id });
  siblingClient = await addMarkedClient(sql, 'MARKSIBLINGCLIENT', { partnerId: sibling.id });
  managedClient = await addMarkedClient(sql, 'MARKMANAGED', { managerId: asSales.id });
  houseClient = await addMarkedClient(sql, 'MARKHOUSE');
  for (const partner of [parent, own, child, sibling]) await addPartnership(partner);
  for (const client of [parentClient, ownClient, childClient, siblingClient, managedClient, houseClient]) await addTrades(client);
  asClient = await signsInAs(await gateway.client(), 'client_id', ownClient.id);
  asPartner = await signsInAs(await gateway.partner(), 'partner_id', own.id);
  ofPartner = await addKey(await gateway.staff('ADMINISTRATION'), { partnerId: own.id }, PARTNER_PERMISSIONS);
  ofClient = await addKey(await gateway.staff('ADMINISTRATION', 'MANAGEMENT', 'COMPLIANCE'), { clientId: ownClient.id }, CLIENT_PERMISSIONS);
  answered = await askEverything([asClient, asPartner, asSales, ofPartner, ofClient]);
}, 240_000);
afterAll(() => gateway?.close());

const everyone = () => [parent, own, child, sibling, parentClient, ownClient, childClient, siblingClient, managedClient, houseClient];

/** The arguments by which a root field can be pointed at somebody else's rows. */
function pointedAt(name: string, client: MarkedClient, partner: MarkedPartner): Values[] {
  const id: Record<string, string> = {
    client: client.id,
    tradingAccount: client.accountId,
    transaction: client.transactionId,
    document: client.documentId,
    partner: partner.id,
  };
  const reference: Record<string, string> = { client: client.reference, transaction: client.traces.at(-1) as string, partner: partner.reference };
  const filters: Record<string, string[]> = {
    clients: [`{ search: "${client.mark}" }`, `{ partnerId: "${partner.id}" }`, `{ search: "client@${client.mark.toLowerCase()}" }`],
    tradingAccounts: [`{ clientId: "${client.id}" }`],
    transactions: [
      `{ clientId: "${client.id}" }`,
      `{ partnerId: "${partner.id}" }`,
      '{ owner: PARTNER }',
      `{ tradingAccountId: "${client.accountId}" }`,
      `{ search: "provider-${client.mark}" }`,
    ],
    payoutDestinations: [`{ clientId: "${client.id}" }`, `{ partnerId: "${partner.id}" }`, '{ owner: PARTNER }'],
    documents: [`{ clientId: "${client.id}" }`],
    partners: [`{ parentId: "${partner.id}" }`, `{ search: "${partner.mark}" }`],
    commissions: [`{ partnerId: "${partner.id}" }`, `{ clientId: "${client.id}" }`],
    commissionStatements: [`{ partnerId: "${partner.id}" }`],
    commissionPayouts: [`{ partnerId: "${partner.id}" }`],
    rebateShares: [`{ partnerId: "${partner.id}" }`],
    unpaidDeals: [`{ partnerId: "${partner.id}" }`, `{ clientId: "${client.id}" }`],
    referralLinks: [`{ partnerId: "${partner.id}" }`],
    partnerChanges: [`{ partnerId: "${partner.id}" }`, `{ clientId: "${client.id}" }`],
    auditLog: [`{ subjectId: "${client.id}" }`],
  };
  return [
    ...(id[name] === undefined ? [] : [{ [`Query.${name}(id:)`]: `"${id[name]}"` }]),
    ...(reference[name] === undefined ? [] : [{ [`Query.${name}(reference:)`]: `"${reference[name]}"` }]),
    ...(filters[name] ?? []).map((filter) => ({ [`Query.${name}(filter:)`]: filter })),
  ];
}

/** Trees within trees: two levels below them are over the limit of cost. */
const COSTLY = new Set(['ancestors', 'children', 'subtree']);

/** Every root field pointed at everyone with a level of relations, and each relation of what it finds two levels deep: what is asked, by its name. */
function* everything(): Generator<readonly [name: string, query: string]> {
  for (const name of Object.keys(schema.getQueryType()?.getFields() ?? {})) {
    const subject = subjectOf(schema, name);
    if (subject === null || name === 'auditLogVerify') continue;
    const wrapped = schema.getQueryType()?.getFields()[name]?.type.toString().includes('Connection') ? 1 : 0;
    const aims = [{}, ...pointedAt(name, siblingClient, sibling), ...pointedAt(name, houseClient, parent), ...pointedAt(name, ownClient, own)];
    for (const values of aims) {
      for (const query of inPieces(subject, '^', (skip) => probe(schema, 'query', name, { depth: wrapped + 1, values, skip }))) yield [name, query];
    }
    for (const relation of relationsOf(subject)) {
      const others = relationsOf(subject).filter((other) => other !== relation);
      const below = (levels: number, skip: readonly string[] = []) =>
        probe(schema, 'query', name, { depth: wrapped + levels, skip: [...skip, ...others.map((other) => `^${subject.name}.${other}`)] });
      const levels = COSTLY.has(relation) ? 1 : 2;
      for (const query of inPieces(targetOf(subject, relation), '>', (skip) => below(levels, skip))) yield [`${name} ${relation}`, query];
    }
  }
}

/** One after another asks the same, which the gateway then has read and checked already. */
async function askEverything(askers: readonly (Person | string)[]): Promise<ReadonlyMap<Person | string, readonly string[]>> {
  const answers = new Map(askers.map((as) => [as, [] as string[]]));
  for (const [name, query] of everything()) {
    for (const [as, all] of answers) all.push(await asked(name, query, as));
  }
  return answers;
}

const answersOf = (as: Person | string): readonly string[] => answered.get(as) ?? [];

/** What is longer than an operation may be is asked for by the relations of a type, one after another. `place` as in a probe's `skip`. */
function inPieces(type: GraphQLObjectType | null, place: '^' | '>', without: (skip: readonly string[]) => string): string[] {
  const whole = without([]);
  try {
    parse(whole, { maxTokens: LIMITS.tokens });
    return [whole];
  } catch {
    const relations = type === null ? [] : relationsOf(type);
    return relations.map((kept) => without(relations.filter((other) => other !== kept).map((other) => `${place}${type?.name}.${other}`)));
  }
}

async function asked(name: string, query: string, as: Person | string): Promise<string> {
  const answer = await gateway.graphql(query, {}, { as });
  const codes = (answer.errors ?? []).map((error) => error.extensions.code);
  // an answer that is none would pass every test below
  expect(
    codes.filter((code) => !['FORBIDDEN', 'BAD_USER_INPUT'].includes(String(code))),
    `${name} ${JSON.stringify(answer.errors?.[0])}`,
  ).toEqual([]);
  return JSON.stringify(answer.data ?? null);
}

function expectNothingOf(answers: readonly string[], allowed: readonly { mark: string }[]): void {
  const foreign = everyone().filter((one) => !allowed.includes(one));
  const leaks = foreign.flatMap((one) =>
    one.traces
      .filter((trace) => answers.some((answer) => answer.toLowerCase().includes(`${trace.toLowerCase()}"`) || answer.includes(trace)))
      .map((trace) => `${one.mark}: ${trace}`),
  );
  // a mark that is the start of another's is not its trace
  expect(leaks.filter((leak) => !allowed.some((one) => leak.endsWith(`: ${one.mark}`) || one.mark.startsWith(leak.split(': ')[0] as string)))).toEqual([]);
}

describe('rows out of scope are absent, by every path', () => {
  test('a client sees itself and nothing of anyone else', () => {
    const answers = answersOf(asClient);
    expect(answers.join()).toContain(ownClient.reference);
    expectNothingOf(answers, [ownClient]);
  });

  test('a partner sees its own subtree, nothing upwards and nothing sideways', async () => {
    const answers = answersOf(asPartner);
    expect(answers.join()).toContain(childClient.reference);
    expectNothingOf(answers, [own, child, ownClient, childClient]);
  });

  test('a partner sees statements, payouts, shares and withdrawals of its own alone: not even those of whom it brought', async () => {
    const answers = answersOf(asPartner).join();
    expect(answers).toContain(own.statementReference);
    const [, , , , , , ...settled] = child.traces;
    for (const trace of settled) expect(answers).not.toContain(trace);
  });

  test("a partner's API key sees exactly what the partner sees", async () => {
    const answers = answersOf(ofPartner);
    expectNothingOf(answers, [own, child, ownClient, childClient]);
    // who asks is another, and links are signed for each request
    const others = (all: readonly string[]): string[] =>
      all.filter((answer) => !answer.startsWith('{"me"')).map((answer) => answer.replaceAll(/token=[^&"]+/g, 'token'));
    const [ofKey, ofPerson] = [others(answers), others(answersOf(asPartner))];
    expect(ofKey).toHaveLength(ofPerson.length);
    expect(ofKey.filter((answer, index) => answer !== ofPerson[index])).toEqual([]);
  });

  test('a partner sees neither e-mail nor phone nor tax number nor documents nor money of its clients', async () => {
    const answers = answersOf(asPartner).join();
    for (const client of [ownClient, childClient]) {
      const slug = client.mark.toLowerCase();
      for (const secret of [
        `client@${slug}`,
        `99 ${slug}`,
        `TAX-${client.mark}`,
        `passport-${client.mark}`,
        `provider-${client.mark}`,
        client.transactionId,
        client.documentId,
      ])
        expect(answers).not.toContain(secret);
    }
  });

  test('sales sees the clients that it manages and no others', async () => {
    const answers = answersOf(asSales);
    expect(answers.join()).toContain(managedClient.reference);
    expectNothingOf(answers, [managedClient, parent, own, child, sibling]);
  });

  test('an API key of one client sees that client alone, whatever its permissions', async () => {
    const answers = answersOf(ofClient);
    expect(answers.join()).toContain(ownClient.reference);
    expectNothingOf(answers, [ownClient]);
  });

  test('nobody who is not signed in gets anything', async () => {
    for (const name of Object.keys(schema.getQueryType()?.getFields() ?? {})) {
      const answer = await gateway.graphql(probe(schema, 'query', name, { depth: 1 }));
      expect(
        Object.values(answer.data ?? {}).filter((value) => value !== null),
        name,
      ).toEqual([]);
      expect(answer.errors?.[0]?.extensions.code, name).toBe('UNAUTHENTICATED');
    }
  });

  test('a foreign id is answered exactly as one that does not exist', async () => {
    const missing = '01890000-0000-7000-8000-00000000dead';
    for (const [name, id] of Object.entries({
      client: houseClient.id,
      tradingAccount: houseClient.accountId,
      transaction: houseClient.transactionId,
      document: houseClient.documentId,
    })) {
      const query = `query ($id: ID!) { ${name}(id: $id) { id } }`;
      const [foreign, none] = await Promise.all([gateway.graphql(query, { id }, { as: asClient }), gateway.graphql(query, { id: missing }, { as: asClient })]);
      expect(foreign).toEqual(none);
    }
  });
});
