import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { testGateway, type TestGateway } from '../support/gateway.js';
import { type Person, setKycLevel } from '../support/people.js';

let gateway: TestGateway;
let support: Person, second: Person, risk: Person, maria: Person;

beforeAll(async () => {
  gateway = await testGateway();
  [support, second, risk] = [await gateway.staff('SUPPORT'), await gateway.staff('SUPPORT'), await gateway.staff('RISK')];
});
afterAll(() => gateway?.close());
beforeEach(async () => {
  maria = await gateway.client();
  await setKycLevel(gateway.sql, maria.id, 2);
});

interface Account {
  readonly id: string;
  readonly login: string;
  readonly status: string;
  readonly group: string;
  readonly leverage: number;
  readonly request: { readonly status: string; readonly version: number; readonly decidedBy: object | null };
}
interface Told {
  readonly tradingAccount: Account | null;
  readonly userErrors: readonly { readonly code: string; readonly message: string; readonly field: readonly string[] | null }[];
}
const ERRORS = 'userErrors { code message field }';
const OPEN = `mutation ($input: TradingAccountOpenInput!) { tradingAccountOpen(input: $input) {
  tradingAccount { id login status group leverage server environment accountType request { status version decidedBy { name } } } ${ERRORS} } }`;

const open = async (more: object = {}, as = maria): Promise<Told> => {
  const input = {
    clientId: maria.id,
    platform: 'MT5',
    environment: 'LIVE',
    accountType: 'mt5-standard',
    currency: 'EUR',
    leverage: 30,
    idempotencyKey: randomUUID(),
    ...more,
  };
  return (await gateway.data<{ tradingAccountOpen: Told }>(OPEN, { input }, { as })).tradingAccountOpen;
};
const ecn = (more: object = {}, as = maria) => open({ accountType: 'mt5-ecn', ...more }, as);
const decide = async (what: 'Approve' | 'Reject', input: object, as = support) => {
  type Data = Record<string, { accountRequest: { status: string; tradingAccount: { status: string } } | null; userErrors: { code: string }[] }>;
  const text = `mutation ($input: AccountRequest${what}Input!) { accountRequest${what}(input: $input) { accountRequest { status tradingAccount { status } } ${ERRORS} } }`;
  return (await gateway.data<Data>(text, { input }, { as }))[`accountRequest${what}`]!;
};
const tasks = () => gateway.sql(`select status, outcome from task where client_id = $1 and kind = 'ACCOUNT_REQUEST'`, [maria.id]);
const codes = ({ userErrors }: Pick<Told, 'userErrors'> | { userErrors: readonly { code: string }[] }): string[] => userErrors.map(({ code }) => code);

describe('an account', () => {
  test('that the catalogue approves by itself is open at once, in the group and on the server of its type', async () => {
    const { tradingAccount, userErrors } = await open();
    expect(userErrors).toEqual([]);
    expect(tradingAccount).toMatchObject({
      ...{ status: 'ACTIVE', group: 'real\\standard-eur', leverage: 30, server: 'MT5-Main', environment: 'LIVE', accountType: 'mt5-standard' },
      request: { status: 'APPROVED', decidedBy: null },
    });
    expect(tradingAccount?.login).toMatch(/^5\d{6}$/);
    expect(await tasks()).toEqual([]);
    expect(await gateway.sql(`select action, actor_id, after->>'status' as status from audit_entry where subject_id = $1`, [tradingAccount?.id])).toEqual([
      { action: 'tradingAccount.open', actor_id: maria.id, status: 'ACTIVE' },
    ]);
  });

  test('with the same key is the same account, also when asked for twice at once; with other input it is a conflict', async () => {
    const idempotencyKey = randomUUID();
    const told = await Promise.all([open({ idempotencyKey }), open({ idempotencyKey })]);
    expect(new Set(told.map(({ tradingAccount }) => tradingAccount?.id)).size).toBe(1);
    expect(codes(await open({ idempotencyKey, leverage: 20 }))).toEqual(['IDEMPOTENCY_CONFLICT']);
    // another person's key is another key
    expect((await open({ idempotencyKey }, support)).tradingAccount?.id).not.toBe(told[0]?.tradingAccount?.id);
    await gateway.sql(`update client set onboarding_status = 'SUSPENDED' where id = $1`, [maria.id]);
    expect((await open({ idempotencyKey })).tradingAccount?.id).toBe(told[0]?.tradingAccount?.id);
  });

  test('has a login of its own, however many are opened at once', async () => {
    const told = await Promise.all(Array.from({ length: 8 }, () => open({ environment: 'DEMO', accountType: 'mt5-demo' })));
    expect(new Set(told.map(({ tradingAccount }) => tradingAccount?.login)).size).toBe(8);
    expect(codes(await open({ environment: 'DEMO', accountType: 'mt5-demo' }))).toEqual(['LIMIT_EXCEEDED']);
  });

  test.for([
    ['CY', 'RETAIL', 'mt5-standard', 30],
    ['GB', 'RETAIL', 'mt5-standard', 30],
    ['CY', 'RETAIL', 'mt5-crypto', 2],
    ['SC', 'RETAIL', 'mt5-standard', 500],
    ['CY', 'PROFESSIONAL', 'mt5-standard', 500],
    ['CY', 'PROFESSIONAL', 'mt5-crypto', 20],
    ['SC', 'ELIGIBLE_COUNTERPARTY', 'mt5-pro', 500],
  ] as const)('of a %s %s client of the type %s has a leverage of %i at most', async ([jurisdiction, category, accountType, most]) => {
    await gateway.sql('update client set jurisdiction = $2, category = $3 where id = $1', [maria.id, jurisdiction, category]);
    await gateway.sql(`update account_type set leverages = leverages || 1000 where code = $1 and not 1000 = any(leverages)`, [accountType]);
    expect(codes(await open({ accountType, leverage: most }))).toEqual([]);
    const [type] = await gateway.sql<{ above: number }>('select min(l)::int as above from account_type, unnest(leverages) l where code = $1 and l > $2', [
      accountType,
      most,
    ]);
    const refused = await open({ accountType, leverage: type?.above });
    expect(refused.userErrors).toMatchObject([{ code: 'POLICY_FORBIDS', field: ['leverage'], message: expect.stringContaining(`more than the ${most} that`) }]);
  });

  test.for([
    [{ platform: 'MT4' }, 'INVALID', 'platform'],
    [{ environment: 'DEMO' }, 'INVALID', 'environment'],
    [{ currency: 'CHF' }, 'INVALID', 'currency'],
    [{ leverage: 33 }, 'INVALID', 'leverage'],
    [{ accountType: 'mt9-none' }, 'NOT_FOUND', 'accountType'],
    [{ accountType: 'mt5-pro', leverage: 50 }, 'POLICY_FORBIDS', 'accountType'],
    [{ idempotencyKey: 'two words' }, 'INVALID', 'idempotencyKey'],
    [{ clientId: randomUUID() }, 'NOT_FOUND', 'clientId'],
  ] as const)('asked for with %j is refused', async ([more, code, field]) => {
    expect((await open(more)).userErrors).toMatchObject([{ code, field: [field] }]);
  });

  test('of real money is for clients who were approved, and verified at its level; play money is for anyone', async () => {
    await setKycLevel(gateway.sql, maria.id, 0);
    const refused = await open();
    expect(codes(refused)).toEqual(['KYC_REQUIRED', 'KYC_REQUIRED', 'KYC_REQUIRED']);
    expect(refused.userErrors[1]?.message).toMatch(/^Hand in a proof of identity/);
    await gateway.sql(`update client set onboarding_status = 'REGISTERED' where id = $1`, [maria.id]);
    expect(codes(await open())).toEqual(['POLICY_FORBIDS']);
    expect((await open({ environment: 'DEMO', accountType: 'mt5-demo', leverage: 500 })).tradingAccount).toMatchObject({
      status: 'ACTIVE',
      group: 'demo\\standard-eur',
    });
    await gateway.sql(`update client set onboarding_status = 'CLOSED' where id = $1`, [maria.id]);
    expect(codes(await open({ environment: 'DEMO', accountType: 'mt5-demo' }, support))).toEqual(['POLICY_FORBIDS']);
  });

  test('is not opened for other clients, by partners, or by those who lack accounts:open', async () => {
    const other = await gateway.client();
    expect((await open({ clientId: other.id })).userErrors).toMatchObject([{ code: 'NOT_FOUND', field: ['clientId'] }]);
    for (const as of [await gateway.partner(), risk]) {
      const input = {
        clientId: maria.id,
        platform: 'MT5',
        environment: 'LIVE',
        accountType: 'mt5-standard',
        currency: 'EUR',
        leverage: 30,
        idempotencyKey: 'k',
      };
      expect((await gateway.graphql(OPEN, { input }, { as })).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    }
  });
});

describe('a request', () => {
  test('waits for support with a task; approved, the account is open', async () => {
    const { tradingAccount } = await ecn();
    expect(tradingAccount).toMatchObject({ status: 'PENDING', request: { status: 'WAITING', version: 1 } });
    expect(await tasks()).toEqual([{ status: 'OPEN', outcome: null }]);
    expect(await decide('Approve', { id: tradingAccount!.id, version: 1 })).toMatchObject({
      accountRequest: { status: 'APPROVED', tradingAccount: { status: 'ACTIVE' } },
      userErrors: [],
    });
    expect(await tasks()).toEqual([{ status: 'DONE', outcome: 'APPROVED' }]);
    expect(codes(await decide('Approve', { id: tradingAccount!.id, version: 2 }))).toEqual(['ILLEGAL_TRANSITION']);
  });

  test('is rejected with a reason that the client reads, and its login is given to nobody else', async () => {
    const { tradingAccount } = await ecn();
    await decide('Reject', { id: tradingAccount!.id, version: 1, reason: 'There are accounts enough' });
    const READ = 'query ($id: ID!) { tradingAccount(id: $id) { status request { status reason } } }';
    expect(await gateway.data(READ, { id: tradingAccount!.id }, { as: maria })).toEqual({
      tradingAccount: { status: 'ARCHIVED', request: { status: 'REJECTED', reason: 'There are accounts enough' } },
    });
    expect((await ecn()).tradingAccount?.login).not.toBe(tradingAccount!.login);
  });

  test('is not decided on by whoever made it; of two at once one decides', async () => {
    const { tradingAccount } = await ecn({}, support);
    const input = { id: tradingAccount!.id, version: 1 };
    expect(codes(await decide('Approve', input, support))).toEqual(['MAKER_CANNOT_CHECK']);
    const told = await Promise.all([decide('Approve', input, second), decide('Reject', { ...input, reason: 'Too many' }, risk)]);
    expect(told.flatMap(codes)).toEqual(['STALE_VERSION']);
  });

  test('is judged again when it is approved: a level that fell meanwhile stands against it', async () => {
    const { tradingAccount } = await ecn();
    await setKycLevel(gateway.sql, maria.id, 0);
    expect(codes(await decide('Approve', { id: tradingAccount!.id, version: 1 }))).toContain('KYC_REQUIRED');
    expect(await tasks()).toEqual([{ status: 'OPEN', outcome: null }]);
  });

  test('is not passed by with tradingAccountUpdate', async () => {
    const { tradingAccount } = await ecn();
    const UPDATE = `mutation ($input: TradingAccountUpdateInput!) { tradingAccountUpdate(input: $input) { ${ERRORS} } }`;
    const input = { id: tradingAccount!.id, version: 1, status: 'ACTIVE', reason: 'On the phone' };
    expect(await gateway.data(UPDATE, { input }, { as: support })).toMatchObject({ tradingAccountUpdate: { userErrors: [{ code: 'POLICY_FORBIDS' }] } });
  });
});

describe('the policies', () => {
  const UPDATE = `mutation ($input: TradingAccountUpdateInput!) { tradingAccountUpdate(input: $input) { ${ERRORS} } }`;
  const SET = `mutation ($input: LeverageLimitSetInput!) { leverageLimitSet(input: $input) { leverageLimit { maximum version } ${ERRORS} } }`;

  test('on leverage hold for new accounts and for changes alike; accounts that have more keep it', async () => {
    await gateway.sql(`update client set jurisdiction = 'MU' where id = $1`, [maria.id]);
    const { tradingAccount } = await open({ leverage: 200 });
    const input = { jurisdiction: 'MU', category: 'RETAIL', assetClass: 'MAJOR_FX', maximum: 100, why: 'the FSC allows retail clients', reason: 'New rules' };
    expect(await gateway.data(SET, { input }, { as: risk })).toMatchObject({
      leverageLimitSet: { leverageLimit: { maximum: 100, version: 1 }, userErrors: [] },
    });
    expect((await open({ leverage: 200 })).userErrors).toMatchObject([
      { message: 'A leverage of 200 is more than the 100 that the FSC allows retail clients.' },
    ]);
    const update = { id: tradingAccount!.id, version: 1, leverage: 500, reason: 'Asked for' };
    expect(await gateway.data(UPDATE, { input: update }, { as: support })).toMatchObject({
      tradingAccountUpdate: { userErrors: [{ code: 'POLICY_FORBIDS' }] },
    });
    expect(await gateway.sql('select leverage from trading_account where id = $1', [tradingAccount!.id])).toEqual([{ leverage: 200 }]);
    expect(await gateway.data(SET, { input }, { as: risk })).toMatchObject({ leverageLimitSet: { userErrors: [{ code: 'STALE_VERSION' }] } });
  });

  test('on an account type: taken out of the catalogue it is opened no more', async () => {
    const CHANGE = `mutation ($input: AccountTypeUpdateInput!) { accountTypeUpdate(input: $input) { accountType { isActive version } ${ERRORS} } }`;
    const { accountTypes } = await gateway.data<{ accountTypes: { code: string; version: number }[] }>('{ accountTypes { code version } }', {}, { as: maria });
    const version = accountTypes.find(({ code }) => code === 'mt4-ecn')?.version;
    const input = { code: 'mt4-ecn', version, isActive: false, reason: 'MT4 ends' };
    expect(await gateway.data(CHANGE, { input }, { as: risk })).toMatchObject({ accountTypeUpdate: { accountType: { isActive: false, version: 2 } } });
    expect((await open({ platform: 'MT4', accountType: 'mt4-ecn' })).userErrors).toMatchObject([{ code: 'POLICY_FORBIDS', field: ['accountType'] }]);
    expect((await gateway.graphql(CHANGE, { input }, { as: support })).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });
});
