import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addTradingAccount } from '../support/money.js';
import type { Person } from '../support/people.js';
import { type PaymentsFixture, paymentsFixture } from './payments.fixture.js';

const KINDS = ['NO_DEPOSIT', 'NO_WITHDRAWAL', 'NO_TRANSFER', 'NO_TRADE', 'CLOSE_ONLY', 'NO_LOGIN', 'NO_COMMISSION'] as const;
type Kind = (typeof KINDS)[number];

let fixture: PaymentsFixture;
let compliance: Person, risk: Person;
beforeAll(async () => {
  fixture = await paymentsFixture();
  [compliance, risk] = await Promise.all([fixture.gateway.staff('COMPLIANCE'), fixture.gateway.staff('RISK')]);
});
afterAll(() => fixture.close());

/** A client with money, two accounts, a token that it was given before, and a withdrawal that waits. */
interface Subject {
  readonly client: Person;
  readonly account: string;
  readonly other: string;
  readonly withdrawal: string;
}

interface Told {
  readonly userErrors: readonly { readonly code: string }[];
}

async function subject(): Promise<Subject> {
  const { gateway } = fixture;
  const client = await fixture.client();
  await gateway.token(client);
  await fixture.paidIn(client, '5000.00');
  const [account, other] = [await addTradingAccount(gateway.sql, client.id), await addTradingAccount(gateway.sql, client.id)];
  await gateway.sql(`update trading_account set leverage = 10 where client_id = $1`, [client.id]);
  const input = { ...payment(client), amount: '1500.00', destination: {} };
  const { transaction } = await fixture.call<{ transaction: { id: string; status: string } }>('withdrawalRequest', input, client, 'transaction { id status }');
  expect(transaction.status).toBe('IN_REVIEW');
  return { client, account, other, withdrawal: transaction.id };
}

const payment = (client: Person) => ({ clientId: client.id, amount: '10.00', currency: 'USD', provider: 'cardway', idempotencyKey: randomUUID() });
const versionOf = async (table: string, id: string): Promise<number> =>
  (await fixture.gateway.sql<{ version: number }>(`select version from ${table} where id = $1`, [id]))[0]?.version ?? 0;
const codeOf = ({ userErrors }: Told): string => userErrors[0]?.code ?? 'OK';
const call = (mutation: string, input: object, as: Person) => fixture.call<object>(mutation, { ...input }, as, '__typename');
const change = async (id: string, changes: object) =>
  codeOf(await call('tradingAccountUpdate', { id, version: await versionOf('trading_account', id), reason: 'As asked', ...changes }, risk));

/** What can be done to a client, by staff, so that each restriction is met for what it forbids and not for who asks. The decision comes last. */
const DEEDS = {
  deposit: async ({ client }: Subject) => codeOf(await call('depositCreate', payment(client), fixture.finance)),
  withdrawal: async ({ client }: Subject) => codeOf(await call('withdrawalRequest', { ...payment(client), destination: {} }, fixture.finance)),
  transfer: async ({ client, account }: Subject) => {
    const { provider: _, ...money } = payment(client);
    return codeOf(await call('transferCreate', { ...money, toTradingAccountId: account }, fixture.finance));
  },
  openAccount: async ({ client }: Subject) => {
    const input = {
      clientId: client.id,
      platform: 'MT5',
      environment: 'LIVE',
      accountType: 'mt5-standard',
      currency: 'EUR',
      leverage: 30,
      idempotencyKey: randomUUID(),
    };
    return codeOf(await call('tradingAccountOpen', input, await fixture.gateway.staff('SUPPORT')));
  },
  moreLeverage: ({ account }: Subject) => change(account, { leverage: 20 }),
  lessLeverage: ({ account }: Subject) => change(account, { leverage: 5 }),
  closeOnly: ({ other }: Subject) => change(other, { status: 'CLOSE_ONLY' }),
  active: ({ other }: Subject) => change(other, { status: 'ACTIVE' }),
  oldToken: async ({ client }: Subject) => {
    const { errors } = await fixture.gateway.graphql('{ me { client { id } } }', {}, { as: await fixture.gateway.token(client) });
    return errors?.[0]?.extensions.code ?? 'OK';
  },
  signIn: async ({ client }: Subject) => {
    const input = { email: client.email, password: 'a password for tests' };
    const { data } = await fixture.gateway.graphql<{ signIn: { accessToken: string | null } }>(
      'mutation($input: SignInInput!) { signIn(input: $input) { accessToken } }',
      { input },
    );
    return data?.signIn.accessToken ? 'OK' : 'REFUSED';
  },
  approveWithdrawal: async ({ withdrawal }: Subject) =>
    codeOf(await call('transactionApprove', { id: withdrawal, version: await versionOf('transaction', withdrawal) }, fixture.finance)),
};
type Deed = keyof typeof DEEDS;

async function walk(of: Subject): Promise<Record<Deed, string>> {
  const told: Partial<Record<Deed, string>> = {};
  for (const deed of Object.keys(DEEDS) as Deed[]) told[deed] = await DEEDS[deed](of);
  return told as Record<Deed, string>;
}

const ALL_OK = Object.fromEntries(Object.keys(DEEDS).map((deed) => [deed, 'OK'])) as Record<Deed, string>;

/** What each kind forbids; all else stays as it is. Commissions are met where they accrue (commission tests). */
const FORBIDS: Readonly<Record<Kind, Partial<Record<Deed, string>>>> = {
  NO_DEPOSIT: { deposit: 'RESTRICTED' },
  NO_WITHDRAWAL: { withdrawal: 'RESTRICTED', approveWithdrawal: 'RESTRICTED' },
  NO_TRANSFER: { transfer: 'RESTRICTED' },
  NO_TRADE: { openAccount: 'RESTRICTED', moreLeverage: 'RESTRICTED', active: 'RESTRICTED' },
  CLOSE_ONLY: { openAccount: 'RESTRICTED', moreLeverage: 'RESTRICTED', active: 'RESTRICTED' },
  NO_LOGIN: { oldToken: 'UNAUTHENTICATED', signIn: 'REFUSED' },
  NO_COMMISSION: {},
};

async function restrict(of: Subject, kind: Kind, more: object = {}): Promise<string> {
  const given = { clientId: of.client.id, kind, reason: `Under review: ${kind}`, ...more };
  const { restriction } = await fixture.call<{ restriction: { id: string } }>('restrictionAdd', given, compliance, 'restriction { id }');
  return restriction.id;
}

describe('a restriction', () => {
  test.for(KINDS)('%s is met at once by all that it forbids, and by nothing else', async (kind) => {
    const of = await subject();
    await restrict(of, kind);
    expect(await walk(of)).toEqual({ ...ALL_OK, ...FORBIDS[kind] });
  });

  test('of every kind is over when its time is, without anybody doing anything', async () => {
    const of = await subject();
    for (const kind of KINDS) await restrict(of, kind, { expiresAt: new Date(Date.now() + 3_600_000).toISOString() });
    expect(await DEEDS.deposit(of)).toBe('RESTRICTED');
    // as an hour later
    await fixture.gateway.sql(`update restriction set expires_at = now() - interval '1 second' where client_id = $1`, [of.client.id]);
    expect(await walk(of)).toEqual(ALL_OK);
  });

  test('of every kind is over at once when it is lifted', async () => {
    const of = await subject();
    const ids = await Promise.all(KINDS.map((kind) => restrict(of, kind)));
    expect(await DEEDS.oldToken(of)).toBe('UNAUTHENTICATED');
    for (const id of ids) expect(codeOf(await call('restrictionLift', { id, reason: 'Cleared up' }, compliance))).toBe('OK');
    expect(await walk(of)).toEqual(ALL_OK);
  });

  test('on one account leaves the others alone', async () => {
    const of = await subject();
    await restrict(of, 'NO_TRADE', { tradingAccountId: of.account });
    expect(await walk(of)).toEqual({ ...ALL_OK, moreLeverage: 'RESTRICTED' });
  });

  test('that comes after the approval keeps the money here until it is over', async () => {
    const { gateway } = fixture;
    const of = await subject();
    // between the approval and the job that sends it
    await gateway.sql(`update transaction set status = 'APPROVED', approvals_missing = 0 where id = $1`, [of.withdrawal]);
    const id = await restrict(of, 'NO_WITHDRAWAL');
    const send = () => gateway.sql(`select graphile_worker.add_job('withdrawal.send', json_build_object('transactionId', $1::text))`, [of.withdrawal]);
    const jobs = async () =>
      (await gateway.sql<{ n: number }>(`select count(*)::int as n from graphile_worker.jobs where task_identifier = 'withdrawal.send'`))[0]?.n;
    await send();
    for (let turn = 0; turn < 100 && (await jobs()) !== 0; turn++) await new Promise((done) => setTimeout(done, 50));
    expect(await jobs()).toBe(0);
    expect((await fixture.read(of.withdrawal)).status).toBe('APPROVED');
    await call('restrictionLift', { id, reason: 'Cleared up' }, compliance);
    await send();
    expect((await fixture.until(of.withdrawal, 'SETTLED')).status).toBe('SETTLED');
  });
});

describe('the list of restrictions', () => {
  const LIST = `query($filter: RestrictionFilter) { restrictions(filter: $filter) { totalCount nodes { kind reason createdBy isInForce liftedBy liftReason client { id } } } }`;
  interface List {
    readonly restrictions: { readonly totalCount: number; readonly nodes: readonly { readonly kind: string }[] };
  }
  const list = async (filter: object, as: Person): Promise<List['restrictions']> => (await fixture.gateway.data<List>(LIST, { filter }, { as })).restrictions;

  test('has each with reason and author, tells what is over, and says who lifted it and why', async () => {
    const client = await fixture.client();
    const of = { client } as Subject;
    const lifted = await restrict(of, 'NO_DEPOSIT');
    await call('restrictionLift', { id: lifted, reason: 'Cleared up' }, compliance);
    await restrict(of, 'NO_TRADE');
    await restrict(of, 'NO_TRANSFER', { expiresAt: new Date(Date.now() + 3_600_000).toISOString() });
    await fixture.gateway.sql(`update restriction set expires_at = now() - interval '1 second' where client_id = $1 and kind = 'NO_TRANSFER'`, [client.id]);
    const inForce = await list({ clientId: client.id, isInForce: true }, risk);
    expect(inForce).toEqual({
      totalCount: 1,
      nodes: [
        {
          kind: 'NO_TRADE',
          reason: 'Under review: NO_TRADE',
          createdBy: 'Helena Costa',
          isInForce: true,
          liftedBy: null,
          liftReason: null,
          client: { id: client.id },
        },
      ],
    });
    expect((await list({ clientId: client.id, isInForce: false }, risk)).nodes.map(({ kind }) => kind)).toEqual(['NO_TRANSFER', 'NO_DEPOSIT']);
    const [one] = (await list({ clientId: client.id, kind: ['NO_DEPOSIT'] }, risk)).nodes;
    expect(one).toMatchObject({ isInForce: false, liftedBy: 'Helena Costa', liftReason: 'Cleared up' });
  });

  test('shows a client its own, and staff in sales those of whom they manage', async () => {
    const [client, sales] = [await fixture.client(), await fixture.gateway.staff('SALES')];
    await restrict({ client } as Subject, 'NO_TRADE');
    expect(await list({ clientId: client.id }, client)).toMatchObject({ totalCount: 1 });
    expect(await list({ clientId: client.id }, await fixture.client())).toMatchObject({ totalCount: 0 });
    expect(await list({ clientId: client.id }, sales)).toMatchObject({ totalCount: 0 });
    await fixture.gateway.sql('update client set account_manager_id = $2 where id = $1', [client.id, sales.id]);
    expect(await list({ clientId: client.id }, sales)).toMatchObject({ totalCount: 1 });
  });

  const SECRET = 'On a list of sanctions: zq-canary';
  const EVERY_WAY = `query($id: ID!) { client(id: $id) { id restrictions { kind reason createdBy } }
    clients(first: 50) { nodes { id restrictions { reason createdBy } } }
    restrictions(filter: { clientId: $id }) { totalCount nodes { kind reason createdBy liftedBy liftReason client { restrictions { reason } } } } }`;
  interface EveryWay {
    readonly client: { readonly restrictions: readonly object[] } | null;
    readonly restrictions: { readonly totalCount: number; readonly nodes: readonly object[] };
  }
  const everyWay = (client: Person, as: Person | string) => fixture.gateway.data<EveryWay>(EVERY_WAY, { id: client.id }, { as });

  test('tips nobody off: a client sees what it may not do and no reason, whoever introduced it and their keys see nothing', async () => {
    const { gateway } = fixture;
    const [client, partner] = [await fixture.client(), await gateway.partner()];
    await gateway.sql('update client set partner_id = $2 where id = $1', [client.id, partner.id]);
    const of = { client } as Subject;
    await restrict(of, 'NO_TRADE', { reason: SECRET });
    const lifted = await restrict(of, 'NO_DEPOSIT', { reason: SECRET });
    await call('restrictionLift', { id: lifted, reason: SECRET }, compliance);
    const KEY = 'mutation($input: ApiKeyCreateInput!) { apiKeyCreate(input: $input) { key userErrors { message } } }';
    const administration = await gateway.staff('ADMINISTRATION');
    const key = async (more: object): Promise<string> => {
      const input = { name: 'sheet', permissions: ['clients:read'], expiresAt: '2030-01-01T00:00:00Z', ...more };
      return (await gateway.data<{ apiKeyCreate: { key: string } }>(KEY, { input }, { as: administration })).apiKeyCreate.key;
    };
    for (const as of [partner, await key({ partnerId: partner.id })]) {
      expect(await everyWay(client, as)).toMatchObject({ client: { id: client.id, restrictions: [] }, restrictions: { totalCount: 0, nodes: [] } });
    }
    const hidden = { reason: 'Not disclosed', createdBy: 'The broker' };
    const [its, keys] = [await everyWay(client, client), [await key({ clientId: client.id }), await key({})]];
    expect(its.client?.restrictions).toEqual([{ kind: 'NO_TRADE', ...hidden }]);
    expect(its.restrictions.nodes).toContainEqual(expect.objectContaining({ ...hidden, liftedBy: 'The broker', liftReason: 'Not disclosed' }));
    const seen = [its, ...(await Promise.all(keys.map((as) => everyWay(client, as))))];
    expect(JSON.stringify(seen)).not.toMatch(/zq-canary|Helena/);
    expect((await everyWay(client, risk)).client?.restrictions).toEqual([{ kind: 'NO_TRADE', reason: SECRET, createdBy: 'Helena Costa' }]);
  });
});
