import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { clientStanding } from '../../src/modules/transactions/index.js';
import { fundPartnerWallet, fundWallet, ledgerFaults, moved, partnerWalletOf, walletOf } from '../support/money.js';
import { statements } from '../support/pages.js';
import { type Person, setKycLevel } from '../support/people.js';
import { type Destination, type PartnerWithdrawalsFixture, partnerWithdrawalsFixture, type PayablePartner } from './partner-withdrawals.fixture.js';

/** A partner with another above, below and beside it, and a client whom it brought; each with money. */
let fixture: PartnerWithdrawalsFixture;
let parent: PayablePartner, partner: PayablePartner, child: PayablePartner, sibling: PayablePartner;
let client: Person;

beforeAll(async () => {
  fixture = await partnerWithdrawalsFixture();
  parent = await fixture.partner();
  partner = await fixture.partner('5000.00', { parentId: parent.id });
  child = await fixture.partner('5000.00', { parentId: partner.id });
  sibling = await fixture.partner('5000.00', { parentId: parent.id });
  client = await fixture.gateway.client({ partnerId: partner.id });
  await setKycLevel(fixture.gateway.sql, client.id, 2);
  await fundWallet(fixture.gateway.sql, client.id, '5000.00');
});
afterAll(() => fixture?.close());
afterEach(async () => expect(await ledgerFaults(fixture.gateway.sql)).toEqual([]));

const FORBIDDEN = [{ extensions: { code: 'FORBIDDEN' } }];
const idempotencyKey = (): string => randomUUID();
const asked = (text: string, input: object, as: Person | string) => fixture.gateway.graphql<Record<string, object>>(text, { input }, { as });
const REQUEST = `mutation R($input: PartnerWithdrawalRequestInput!) { partnerWithdrawalRequest(input: $input) { transaction { id partner { id } } userErrors { code field } } }`;
const wish = (of: PayablePartner, amount = '100.00') => ({
  ...{ partnerId: of.id, amount, currency: 'USD', destinationId: of.destinationId },
  idempotencyKey: idempotencyKey(),
});

async function keyFor(bound: object, permissions: readonly string[]): Promise<{ key: string | null; userErrors: { code: string }[] }> {
  const administrator = await fixture.gateway.staff('ADMINISTRATION');
  const text = 'mutation K($input: ApiKeyCreateInput!) { apiKeyCreate(input: $input) { key userErrors { code } } }';
  const input = { name: 'portal', permissions, expiresAt: '2030-01-01T00:00:00Z', ...bound };
  return (await fixture.gateway.data<{ apiKeyCreate: { key: string | null; userErrors: { code: string }[] } }>(text, { input }, { as: administrator }))
    .apiKeyCreate;
}

test('where money goes is put down whole, also the second time that its parts come as variables', async () => {
  const ADD = `mutation ($id: ID!, $account: String) {
    partnerDestinationAdd(input: { partnerId: $id, provider: "praxis-cashier", destination: { method: "skrill", account: $account } }) {
      payoutDestination { label } userErrors { code field message } } }`;
  for (const account of ['one@north-bridge.example', 'two@north-bridge.example', 'three@north-bridge.example'])
    expect(await fixture.gateway.data(ADD, { id: sibling.id, account }, { as: sibling }), account).toEqual({
      partnerDestinationAdd: { payoutDestination: { label: expect.any(String) }, userErrors: [] },
    });
});

describe('a partner takes out its own money alone', () => {
  test('not that of whoever stands below, above or beside it, by whatever destination', async () => {
    for (const other of [parent, child, sibling]) {
      const [theirs, mine, none] = [wish(other), { ...wish(other), destinationId: partner.destinationId }, { ...wish(other), destinationId: randomUUID() }];
      for (const input of [theirs, mine, none, { ...wish(partner), destinationId: other.destinationId }]) {
        const { data } = await asked(REQUEST, input, partner);
        // foreign is answered as what does not exist
        expect(data).toEqual({ partnerWithdrawalRequest: { transaction: null, userErrors: [{ code: 'NOT_FOUND', field: ['destinationId'] }] } });
      }
      const added = await fixture.addDestination(other, 'praxis-cashier', partner);
      expect(added).toMatchObject({ payoutDestination: null, userErrors: [{ code: 'NOT_FOUND', field: ['partnerId'] }] });
      expect(await partnerWalletOf(fixture.gateway.sql, other.id)).toEqual({ balance: '5000.00', held: '0' });
    }
  });

  test('and previews, takes back and retires nothing of theirs', async () => {
    const preview = `query P($partnerId: ID!, $destinationId: ID!) { partnerWithdrawalPreview(partnerId: $partnerId, destinationId: $destinationId, amount: "10", currency: "USD") {
      available obstacles { code } } }`;
    const { id, version } = await fixture.requested(child, { amount: '2000.00' });
    for (const other of [parent, child, sibling]) {
      const seen = await fixture.gateway.data(preview, { partnerId: other.id, destinationId: other.destinationId }, { as: partner });
      expect(seen).toEqual({ partnerWithdrawalPreview: { available: null, obstacles: [{ code: 'NOT_FOUND' }] } });
      const retired = await fixture.call('partnerDestinationRetire', { id: other.destinationId, version: 2 }, partner, 'payoutDestination { id }');
      expect(retired).toMatchObject({ userErrors: [{ code: 'NOT_FOUND' }] });
    }
    for (const other of [parent, partner, sibling])
      expect(await fixture.call('partnerWithdrawalCancel', { id, version }, other, 'transaction { id }')).toMatchObject({
        userErrors: [{ code: 'NOT_FOUND' }],
      });
    expect(await fixture.read(id)).toMatchObject({ status: 'IN_REVIEW' });
  });

  test('and lists its own withdrawals and destinations, by whatever filter', async () => {
    const { id } = await fixture.requested(partner, { amount: '2000.00' });
    await fixture.requested(sibling, { amount: '2000.00' });
    const text = `query L($of: ID) {
      transactions(filter: { type: [WITHDRAWAL], owner: PARTNER, partnerId: $of }) { nodes { id } }
      payoutDestinations(filter: { owner: PARTNER, partnerId: $of }) { nodes { id partner { id } } }
      clients: transactions(filter: { owner: CLIENT }) { nodes { id } } }`;
    const list = (of: string | null, as: Person) => fixture.gateway.data(text, { of }, { as });
    const own = {
      transactions: { nodes: [{ id }] },
      payoutDestinations: { nodes: [{ id: partner.destinationId, partner: { id: partner.id } }] },
      clients: { nodes: [] },
    };
    expect(await list(null, partner)).toEqual(own);
    expect(await list(partner.id, partner)).toEqual(own);
    const none = { transactions: { nodes: [] }, payoutDestinations: { nodes: [] }, clients: { nodes: [] } };
    for (const other of [parent, child, sibling]) expect(await list(other.id, partner)).toEqual(none);
    expect(await list(partner.id, client)).toEqual({ ...none, clients: { nodes: [] } });
    expect(await list(partner.id, fixture.finance)).toMatchObject({ transactions: own.transactions, payoutDestinations: own.payoutDestinations });
  });
});

describe("clients' money is not for partners", () => {
  const MUTATIONS = {
    withdrawalRequest: () => ({
      clientId: client.id,
      amount: '100.00',
      currency: 'USD',
      provider: 'cardway',
      destination: {},
      idempotencyKey: idempotencyKey(),
    }),
    depositCreate: () => ({ clientId: client.id, amount: '100.00', currency: 'USD', provider: 'cardway', idempotencyKey: idempotencyKey() }),
    transferCreate: () => ({ clientId: client.id, toTradingAccountId: randomUUID(), amount: '1.00', currency: 'USD', idempotencyKey: idempotencyKey() }),
    payoutDestinationAdd: () => ({ clientId: client.id, provider: 'bankwire', destination: { iban: 'DE89370400440532013000', holder: 'Maria Ioannou' } }),
    transactionCancel: () => ({ id: randomUUID(), version: 1 }),
  };
  test.each(Object.entries(MUTATIONS))('%s takes a permission that partners do not have', async (name, input) => {
    const type = `${name[0]?.toUpperCase()}${name.slice(1)}Input`;
    const answer = await asked(`mutation M($input: ${type}!) { ${name}(input: $input) { userErrors { code } } }`, input(), partner);
    expect(answer.errors).toMatchObject(FORBIDDEN);
    expect(await walletOf(fixture.gateway.sql, client.id)).toEqual({ balance: '5000.00', held: '0' });
  });

  test('nor would one of them get by with that permission: where money moves, no client is there for a partner', async () => {
    const actor = {
      ...{ kind: 'PARTNER', id: partner.id, name: 'North Bridge', departments: [], clientId: null, partnerId: partner.id, sessionId: null },
      permissions: new Set(['clients:read', 'transactions:request']),
    } as const;
    const standing = (as: object) => fixture.gateway.database.unit((unit) => clientStanding(unit, as as never, client.id));
    await expect(standing(actor)).rejects.toMatchObject({ errors: [{ code: 'NOT_FOUND', field: ['clientId'] }] });
    expect((await standing({ ...actor, kind: 'CLIENT', partnerId: null, clientId: client.id })).client.id).toBe(client.id);
  });

  test("a partner's withdrawal is no client's, by the mutation or by the table", async () => {
    const input = { ...wish(partner), partnerId: client.id };
    for (const as of [partner, fixture.finance])
      expect((await asked(REQUEST, input, as)).data).toMatchObject({ partnerWithdrawalRequest: { userErrors: [{ code: 'NOT_FOUND' }] } });
    const given = { clientId: client.id, amount: '2000.00', currency: 'USD', provider: 'cardway', destination: {}, idempotencyKey: idempotencyKey() };
    await fixture.gateway.sql('update payment_provider set return_window_days = 90');
    const { id } = await paidInAndAsked(given);
    const cancel = await fixture.call('partnerWithdrawalCancel', { id, version: 1 }, fixture.finance, 'transaction { id }');
    expect(cancel).toMatchObject({ transaction: null, userErrors: [{ code: 'NOT_FOUND' }] });
    const both = fixture.gateway.sql('update transaction set partner_id = $2 where id = $1', [id, partner.id]);
    await expect(both).rejects.toThrow('transaction_withdrawal_payee');
    await expect(fixture.gateway.sql('update transaction set client_id = null where id = $1', [id])).rejects.toThrow(/violates check constraint/);
  });

  async function paidInAndAsked(given: object) {
    await fixture.paidIn(client, '3000.00');
    return moved(fixture.gateway, 'withdrawalRequest', { ...given }, client);
  }
});

describe('who may ask', () => {
  test('neither clients nor the departments that have nothing to do with it', async () => {
    const { gateway } = fixture;
    for (const as of [client, await gateway.staff('SUPPORT'), await gateway.staff('SALES'), await gateway.staff('PARTNERSHIPS'), fixture.compliance])
      expect((await asked(REQUEST, wish(partner), as)).errors).toMatchObject(FORBIDDEN);
    expect((await gateway.graphql(REQUEST, { input: wish(partner) })).errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
  });

  test("a partner's API key with the permission, for that partner; and no key with the clients' permission", async () => {
    const { key } = await keyFor({ partnerId: partner.id }, ['partners:withdraw', 'transactions:read', 'partners:read']);
    const own = await asked(REQUEST, wish(partner), key as string);
    expect(own.data).toMatchObject({ partnerWithdrawalRequest: { transaction: { partner: { id: partner.id } }, userErrors: [] } });
    expect((await asked(REQUEST, wish(child), key as string)).data).toMatchObject({ partnerWithdrawalRequest: { userErrors: [{ code: 'NOT_FOUND' }] } });
    const reader = await keyFor({ partnerId: partner.id }, ['transactions:read', 'partners:read']);
    expect((await asked(REQUEST, wish(partner), reader.key as string)).errors).toMatchObject(FORBIDDEN);
    expect(await keyFor({ partnerId: partner.id }, ['transactions:request'])).toMatchObject({ key: null, userErrors: [{ code: 'POLICY_FORBIDS' }] });
    expect(await keyFor({ clientId: client.id }, ['partners:withdraw'])).toMatchObject({ key: null, userErrors: [{ code: 'POLICY_FORBIDS' }] });
  });

  test('a key of another is another: the same key by two partners is two withdrawals', async () => {
    const shared = idempotencyKey();
    await fundPartnerWallet(fixture.gateway.sql, parent.id, '100.00');
    const [one, other] = await Promise.all([parent, child].map((who) => fixture.requested(who, { amount: '50.00', idempotencyKey: shared })));
    expect(one?.id).not.toBe(other?.id);
  });

  test('nobody verifies a destination that they added, whatever they came as', async () => {
    const { payoutDestination } = await fixture.addDestination(partner, 'praxis-cashier', fixture.finance);
    expect((await fixture.verify(payoutDestination as Destination, fixture.finance)).userErrors).toMatchObject([{ code: 'MAKER_CANNOT_CHECK' }]);
    await fixture.gateway.sql('update staff_member set email = (select email from partner where id = $2) where id = $1', [fixture.finance2.id, partner.id]);
    const { payoutDestination: ofPartner } = await fixture.addDestination(partner);
    expect((await fixture.verify(ofPartner as Destination, fixture.finance2)).userErrors).toMatchObject([{ code: 'MAKER_CANNOT_CHECK' }]);
    expect((await fixture.verify(ofPartner as Destination)).userErrors).toEqual([]);
  });

  test('every step is in the audit log once, with who did it', async () => {
    const { id, version } = await fixture.requested(sibling, { amount: '1500.00' });
    await moved(fixture.gateway, 'transactionReject', { id, version, reason: 'Not now' }, fixture.finance);
    const entries = await fixture.gateway.sql<{ action: string; kind: string; after: { partnerId?: string } }>(
      'select action, actor_kind as kind, after from audit_entry where subject_id = $1 order by at, id',
      [id],
    );
    expect(entries.map(({ action, kind }) => [action, kind])).toEqual([
      ['transaction.request', 'PARTNER'],
      ['transaction.reject', 'STAFF'],
    ]);
    expect(entries[0]?.after.partnerId).toBe(sibling.id);
  });
});

describe('what waits for the staff', () => {
  const WAITING = `query W($of: ID, $first: Int) {
    tasks(filter: { partnerId: $of, kind: [TRANSACTION_APPROVAL, PAYMENT_CASE] }, first: $first) { nodes { kind client { id } partner { id name } } }
    paymentCases(filter: { partnerId: $of }, first: $first) { nodes { kind client { id } partner { id name } } } }`;
  const waiting = (of: string | null, first = 50) => fixture.gateway.data(WAITING, { of, first }, { as: fixture.finance });

  test('says whose money it is about, and is found by that', async () => {
    const { gateway, providers } = fixture;
    const [one, other] = [await fixture.partner(), await fixture.partner()];
    await fixture.requested(one, { amount: '2000.00' });
    await fixture.requested(other, { amount: '2000.00' });
    await providers.behave('cashier', { payouts: 'lose' });
    const { id } = await fixture.requested(one);
    await fixture.until(id, 'UNKNOWN');
    await providers.behave('cashier');
    const { payouts } = await fixture.read(id);
    await gateway.sql(`update payout set sent_at = now() - interval '1 hour' where transaction_id = $1`, [id]);
    await gateway.sql(`select graphile_worker.add_job('payout.lookUp', $1::json)`, [JSON.stringify({ payoutId: payouts[0]?.id })]);
    await fixture.theCase({ transactionId: id });

    const about = ({ id: partnerId }: Person, name: string) => ({ client: null, partner: { id: partnerId, name } });
    const name = async (of: Person) => (await gateway.sql<{ name: string }>('select name from partner where id = $1', [of.id]))[0]!.name;
    const [ofOne, ofOther] = [about(one, await name(one)), about(other, await name(other))];
    expect(await waiting(one.id)).toEqual({
      tasks: { nodes: expect.toSatisfy((nodes: object[]) => nodes.length === 2) },
      paymentCases: { nodes: [{ kind: 'PAYOUT_UNKNOWN', ...ofOne }] },
    });
    expect(await waiting(one.id)).toMatchObject({
      tasks: {
        nodes: expect.arrayContaining([
          { kind: 'TRANSACTION_APPROVAL', ...ofOne },
          { kind: 'PAYMENT_CASE', ...ofOne },
        ]),
      },
    });
    expect(await waiting(other.id)).toEqual({ tasks: { nodes: [{ kind: 'TRANSACTION_APPROVAL', ...ofOther }] }, paymentCases: { nodes: [] } });
    expect(await waiting('nobody')).toEqual({ tasks: { nodes: [] }, paymentCases: { nodes: [] } });
    const { tasks } = (await waiting(null)) as { tasks: { nodes: object[] } };
    expect(tasks.nodes.length).toBeGreaterThan(2);
    expect(await statements(gateway, () => waiting(null, 50))).toBe(await statements(gateway, () => waiting(null, 1)));
    expect((await gateway.graphql(WAITING, {}, { as: one })).errors).toMatchObject(FORBIDDEN);
  });
});
