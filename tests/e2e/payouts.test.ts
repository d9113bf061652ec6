import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '../../src/database/ids.js';
import { testGateway, type TestGateway } from '../support/gateway.js';
import { ledgerFaults, walletOf } from '../support/money.js';
import { closeMonth, earn, onRun, payoutFaults, ran, type Run, until } from '../support/payouts.js';
import type { Person } from '../support/people.js';

let gateway: TestGateway;
let maker: Person, checker: Person, partnerships: Person;
let [parent, partner, child, sibling, client]: Person[] = [];

const OCTOBER = '2026-10-15T10:00:00Z';

beforeAll(async () => {
  gateway = await testGateway({ listens: true });
  maker = await gateway.staff('FINANCE');
  checker = await gateway.staff('FINANCE');
  partnerships = await gateway.staff('PARTNERSHIPS');
  parent = await gateway.partner();
  partner = await gateway.partner({ parentId: parent.id });
  child = await gateway.partner({ parentId: partner.id });
  sibling = await gateway.partner({ parentId: parent.id });
  client = await gateway.client({ partnerId: partner.id });
});
afterAll(() => gateway.close());

const statementsOf = (who: Person, filter: object = {}) =>
  gateway
    .data<{ commissionStatements: { nodes: Record<string, unknown>[] } }>(
      `query($filter: CommissionStatementFilter) { commissionStatements(filter: $filter) { nodes { reference currency opening accrued corrections rebates paid closing commissionCount
        partner { id } commissions(first: 50) { nodes { amount status rebate } } clientRebates { amount client { id } } } } }`,
      { filter },
      { as: who },
    )
    .then(({ commissionStatements }) => commissionStatements.nodes);

const partnerWallet = async (partnerId: string, currency = 'USD') =>
  (
    await gateway.sql<{ balance: string }>(
      `select trim_scale(balance)::text as balance from ledger_account where kind = 'PARTNER_WALLET' and partner_id = $1 and currency = $2`,
      [partnerId, currency],
    )
  )[0]?.balance ?? null;

const payoutsOf = (runId: string, as = maker) =>
  gateway
    .data<{
      commissionPayouts: {
        nodes: { partner: { id: string }; client: { id: string } | null; amount: string; balance: string; status: string; reason: string | null }[];
      };
    }>(
      'query($filter: CommissionPayoutFilter) { commissionPayouts(filter: $filter, first: 100) { nodes { partner { id } client { id } currency amount balance status reason } } }',
      { filter: { runId } },
      { as },
    )
    .then(({ commissionPayouts }) => commissionPayouts.nodes);

const over = (id: string, status = 'PAID') =>
  until(
    () =>
      gateway.data<{ commissionPayoutRun: Run }>(
        `query($id: ID!) { commissionPayoutRun(id: $id) { id version reference status waiting paid failed skipped } }`,
        { id },
        { as: maker },
      ),
    ({ commissionPayoutRun }) => commissionPayoutRun.status === status,
  ).then(({ commissionPayoutRun }) => commissionPayoutRun);

const expectSound = async () => {
  expect(await payoutFaults(gateway.sql)).toEqual([]);
  expect(await ledgerFaults(gateway.sql)).toEqual([]);
};

describe('from what was earned to the wallet', () => {
  let octoberRun: Run;

  test("V13: a share of the reward is the client's: one accrual, two payees", async () => {
    const set = await gateway.data<{ rebateShareSet: { rebateShare: { share: string; setBy: string }; userErrors: object[] } }>(
      'mutation($input: RebateShareSetInput!) { rebateShareSet(input: $input) { rebateShare { share setBy client { id } } userErrors { code message } } }',
      { input: { clientId: client!.id, share: '40' } },
      { as: partner! },
    );
    expect(set.rebateShareSet).toMatchObject({ rebateShare: { share: '40', setBy: 'partner' }, userErrors: [] });
    // no road leads to a share of the past
    await gateway.sql(`update rebate_share set valid_from = '2026-01-01'`);
    await earn(gateway.sql, partner!.id, { amount: '11.75', at: OCTOBER, clientId: client!.id });
    await earn(gateway.sql, parent!.id, { amount: '4.70', at: OCTOBER, clientId: client!.id, level: 2 });
    await earn(gateway.sql, sibling!.id, { amount: '-3', at: OCTOBER });
    await earn(gateway.sql, child!.id, { amount: '0.004', at: OCTOBER });
    await earn(gateway.sql, partner!.id, { amount: '99', at: '2026-11-02T00:00:00Z', clientId: client!.id });
    await closeMonth(gateway, OCTOBER, maker);
    expect(await statementsOf(partner!)).toMatchObject([
      {
        ...{ currency: 'USD', opening: '0', accrued: '11.75', corrections: '0', rebates: '4.7', paid: '0', closing: '7.05', commissionCount: 1 },
        commissions: { nodes: [{ amount: '11.75', status: 'PAYABLE', rebate: '4.7' }] },
        clientRebates: [{ amount: '4.7', client: { id: client!.id } }],
      },
    ]);
    await expectSound();
  });

  test("each partner has its own statements, and nobody else's: neither upwards nor sideways nor below", async () => {
    for (const who of [parent!, partner!, child!, sibling!]) {
      expect((await statementsOf(who)).map((statement) => (statement['partner'] as { id: string }).id)).toEqual([who.id]);
      expect(await statementsOf(who, { partnerId: who === partner ? child!.id : partner!.id })).toEqual([]);
    }
    for (const who of [maker, partnerships]) expect(await statementsOf(who)).toHaveLength(4);
    expect((await gateway.graphql('{ commissionStatements { nodes { id } } }', {}, { as: client! })).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });

  test('what is closed is closed once, in order, and stays as it is', async () => {
    const close = async (at: string) =>
      (
        await gateway.data<{ commissionPeriodClose: { userErrors: { code: string }[] } }>(
          'mutation($input: CommissionPeriodCloseInput!) { commissionPeriodClose(input: $input) { period { id } userErrors { code } } }',
          { input: { length: 'MONTH', at } },
          { as: maker },
        )
      ).commissionPeriodClose.userErrors;
    expect(await close(OCTOBER)).toEqual([{ code: 'ALREADY_EXISTS' }]);
    expect(await close('2026-09-15T00:00:00Z')).toEqual([{ code: 'ILLEGAL_TRANSITION' }]);
    expect(await close(new Date().toISOString())).toEqual([{ code: 'ILLEGAL_TRANSITION' }]);
    await expect(gateway.sql(`update commission set amount = amount + 1 where statement_id is not null`)).rejects.toThrow(/stands in a statement/);
    await expect(gateway.sql(`update commission_statement set closing = closing + 1, accrued = accrued + 1`)).rejects.toThrow(/is closed/);
    await expect(gateway.database.pool.query('update commission set amount = 0')).rejects.toThrow(/permission denied/);
  });

  test('a draft shows who gets what, and who is left out, and why', async () => {
    await gateway.data(
      'mutation($input: CommissionPayoutMinimumSetInput!) { commissionPayoutMinimumSet(input: $input) { minimum { amount currency } userErrors { code } } }',
      { input: { currency: 'USD', amount: '5' } },
      { as: checker },
    );
    expect(await gateway.data('mutation { commissionPayoutRunDraft(input: { note: "x" }) { userErrors { code message field } } }', {}, { as: maker })).toEqual({
      commissionPayoutRunDraft: {
        userErrors: [{ code: 'INVALID', message: 'Give a note of 3 to 1000 characters: the audit log keeps it.', field: ['note'] }],
      },
    });
    octoberRun = await ran(gateway, 'Draft', { note: 'October' }, maker);
    expect(octoberRun).toMatchObject({ status: 'DRAFT', waiting: 2, paid: 0, failed: 0, skipped: 3 });
    const payouts = await payoutsOf(octoberRun.id);
    const shown = payouts.map(({ partner: { id }, client: payee, amount, status, reason }) => [id, payee?.id ?? null, amount, status, reason]);
    expect(shown).toEqual(
      expect.arrayContaining([
        [partner!.id, null, '7.05', 'WAITING', null],
        [partner!.id, client!.id, '4.7', 'WAITING', null],
        [parent!.id, null, '0', 'SKIPPED', 'BELOW_MINIMUM'],
        [sibling!.id, null, '0', 'SKIPPED', 'NEGATIVE_BALANCE'],
        [child!.id, null, '0', 'SKIPPED', 'BELOW_MINIMUM'],
      ]),
    );
    expect(await onRun(gateway, 'Draft', {}, checker)).toMatchObject({ run: null, userErrors: [{ code: 'ALREADY_PENDING' }] });
  });

  test('takes two people', async () => {
    const { id, version } = await ran(gateway, 'Submit', { id: octoberRun.id, version: octoberRun.version }, maker);
    const task = `query { tasks(filter: { kind: [PAYOUT_RUN] }) { nodes { status detail outcome payoutRun { id } } } }`;
    expect(await gateway.data(task, {}, { as: checker })).toMatchObject({
      tasks: { nodes: [{ status: 'OPEN', detail: `Payout run ${octoberRun.reference} over 11.75 USD waits for approval.`, payoutRun: { id } }] },
    });
    expect(await onRun(gateway, 'Approve', { id, version }, maker)).toMatchObject({ run: null, userErrors: [{ code: 'MAKER_CANNOT_CHECK' }] });
    expect(await onRun(gateway, 'Approve', { id, version: version - 1 }, checker)).toMatchObject({ run: null, userErrors: [{ code: 'STALE_VERSION' }] });
    expect(
      (await gateway.graphql(`mutation { commissionPayoutRunApprove(input: { id: "${id}", version: ${version} }) { run { id } } }`, {}, { as: partnerships }))
        .errors?.[0]?.extensions.code,
    ).toBe('FORBIDDEN');
    expect(await partnerWallet(partner!.id)).toBeNull();
    await ran(gateway, 'Approve', { id, version, comment: 'Looks right' }, checker);
    expect(await gateway.data(task, {}, { as: checker })).toMatchObject({ tasks: { nodes: [{ status: 'DONE', outcome: 'APPROVED' }] } });
  });

  test('pays the partner and its client, once, and says so everywhere', async () => {
    expect(await over(octoberRun.id)).toMatchObject({ waiting: 0, paid: 2, failed: 0, skipped: 3 });
    expect([await partnerWallet(partner!.id), (await walletOf(gateway.sql, client!.id)).balance]).toEqual(['7.05', '4.70']);
    expect((await statementsOf(partner!))[0]).toMatchObject({ commissions: { nodes: [{ status: 'PAID' }] } });
    expect(await gateway.data(`{ transactions { nodes { type status amount reason } } }`, {}, { as: client! })).toMatchObject({
      transactions: { nodes: [{ type: 'COMMISSION_PAYOUT', status: 'SETTLED', amount: '4.70', reason: `Rebate, run ${octoberRun.reference}` }] },
    });
    expect(await gateway.data(`{ transactions { nodes { type amount reason } } }`, {}, { as: partner! })).toMatchObject({
      transactions: { nodes: [{ type: 'COMMISSION_PAYOUT', amount: '7.05', reason: `Commission payout, run ${octoberRun.reference}` }] },
    });
    expect(await payoutsOf(octoberRun.id, partner!)).toHaveLength(2);
    expect(
      (await gateway.data<{ commissionPayoutRuns: { nodes: object[] } }>('{ commissionPayoutRuns { nodes { id } } }', {}, { as: partner! }))
        .commissionPayoutRuns.nodes,
    ).toEqual([]);
    await expectSound();
  });

  test('the next statement begins where the last one ended, with what was paid and what came late', async () => {
    // a correction of October lands in the open month, and takes back the client's part as it was given
    await earn(gateway.sql, partner!.id, { amount: '-1.75', at: OCTOBER, clientId: client!.id, correctsId: await firstOf(partner!.id) });
    await gateway.sql(`update commission set accrued_at = '2026-11-03' where amount = -1.75`);
    await earn(gateway.sql, sibling!.id, { amount: '3.125', at: '2026-11-04T00:00:00Z' });
    await gateway.sql(`update commission_period set ends_at = '2026-11-20', starts_at = '2026-11-01' where status = 'OPEN'`);
    await gateway.sql(`update commission_period set status = 'CLOSING', begun_at = now() where status = 'OPEN'`);
    const [period] = await gateway.sql<{ id: string }>(`select id from commission_period where status = 'CLOSING'`);
    await gateway.sql(`select graphile_worker.add_job('commissionPeriod.close', json_build_object('periodId', $1::text))`, [period!.id]);
    await until(
      () => gateway.sql<{ status: string }>('select status from commission_period where id = $1', [period!.id]),
      ([row]) => row?.status === 'CLOSED',
    );
    expect((await statementsOf(partner!))[0]).toMatchObject({
      opening: '7.05',
      accrued: '99',
      corrections: '-1.75',
      rebates: '38.9',
      paid: '7.05',
      closing: '58.35',
    });
    expect((await statementsOf(sibling!))[0]).toMatchObject({ opening: '-3', accrued: '3.125', paid: '0', closing: '0.125' });
    await expectSound();
  });
});

const firstOf = async (partnerId: string) =>
  (await gateway.sql<{ id: string }>('select id from commission where partner_id = $1 order by accrued_at limit 1', [partnerId]))[0]!.id;

describe('a run that does not go through', () => {
  test('is rejected or cancelled, and everything is owed as before', async () => {
    for (const [step, as] of [
      ['Reject', checker],
      ['Cancel', maker],
    ] as const) {
      const drafted = await ran(gateway, 'Draft', {}, maker);
      const { id, version } = await ran(gateway, 'Submit', { id: drafted.id, version: drafted.version }, maker);
      expect(await ran(gateway, step, { id, version, reason: 'not this month' }, as)).toMatchObject({
        waiting: 0,
        status: step === 'Reject' ? 'REJECTED' : 'CANCELLED',
      });
      expect(await onRun(gateway, 'Approve', { id, version: version + 1 }, checker)).toMatchObject({ userErrors: [{ code: 'ILLEGAL_TRANSITION' }] });
    }
    expect(await gateway.sql(`select count(*)::int as n from task where kind = 'PAYOUT_RUN' and closed_at is null`)).toEqual([{ n: 0 }]);
    await expectSound();
  });

  test('whoever was suspended after the approval is not paid, and is by a retry once that is lifted', async () => {
    await gateway.sql(`update client set onboarding_status = 'SUSPENDED' where id = $1`, [client!.id]);
    const skipped = await ran(gateway, 'Draft', {}, maker);
    expect((await payoutsOf(skipped.id)).find(({ client: payee }) => payee !== null)).toMatchObject({ status: 'SKIPPED', reason: 'RESTRICTED' });
    await ran(gateway, 'Cancel', { id: skipped.id, version: skipped.version, reason: 'the client is back' }, maker);
    await gateway.sql(`update client set onboarding_status = 'APPROVED' where id = $1`, [client!.id]);
    const drafted = await ran(gateway, 'Draft', {}, maker);
    const { id, version } = await ran(gateway, 'Submit', { id: drafted.id, version: drafted.version }, maker);
    await gateway.sql(`update partner set status = 'SUSPENDED' where id = $1`, [partner!.id]);
    await gateway.sql(`insert into restriction (id, client_id, kind, reason, created_by) values ($1, $2, 'NO_COMMISSION', 'by a test', 'test')`, [
      newId(),
      client!.id,
    ]);
    await ran(gateway, 'Approve', { id, version }, checker);
    expect(await over(id)).toMatchObject({ paid: 0, failed: 2 });
    expect((await payoutsOf(id)).filter(({ status }) => status === 'FAILED').map(({ reason }) => reason)).toEqual(['PARTNER_NOT_ACTIVE', 'PARTNER_NOT_ACTIVE']);
    await expectSound();
    await gateway.sql(`update partner set status = 'ACTIVE' where id = $1`, [partner!.id]);
    await gateway.sql('update restriction set lifted_at = now()');
    const again = await over(id);
    await ran(gateway, 'Retry', { id, version: again.version }, maker);
    expect(
      await until(
        () => over(id),
        ({ paid }) => paid === 2,
      ),
    ).toMatchObject({ failed: 0, waiting: 0 });
    // 58.35 and 38.90 of the second month
    expect([await partnerWallet(partner!.id), (await walletOf(gateway.sql, client!.id)).balance]).toEqual(['65.4', '43.60']);
    expect(await onRun(gateway, 'Retry', { id, version: again.version + 2 }, maker)).toMatchObject({ userErrors: [{ code: 'ILLEGAL_TRANSITION' }] });
    await expectSound();
  });
});

describe('shares of rebates', () => {
  const set = async (input: object, as: Person) =>
    (
      await gateway.data<{ rebateShareSet: { rebateShare: object | null; userErrors: { code: string; field: string[] }[] } }>(
        'mutation($input: RebateShareSetInput!) { rebateShareSet(input: $input) { rebateShare { share } userErrors { code field } } }',
        { input },
        { as },
      )
    ).rebateShareSet;

  test.each([
    ['more than all of it', { share: '100.01' }, 'INVALID'],
    ['less than nothing', { share: '-1' }, 'INVALID'],
    ['nothing said for all', {}, 'INVALID'],
    ['the past', { share: '10', effectiveFrom: '2026-01-01T00:00:00Z' }, 'INVALID'],
  ])('are refused for %s', async (_, input, code) => expect((await set(input, partner!)).userErrors).toMatchObject([{ code }]));

  test("are a partner's own, for its own clients", async () => {
    const stranger = await gateway.client({ partnerId: child!.id });
    expect((await set({ share: '10', clientId: stranger.id }, partner!)).userErrors).toMatchObject([{ code: 'NOT_FOUND', field: ['clientId'] }]);
    expect((await set({ share: '10', partnerId: child!.id }, partner!)).userErrors).toMatchObject([{ code: 'NOT_FOUND', field: ['partnerId'] }]);
    expect(await set({ share: '10', partnerId: child!.id, clientId: stranger.id }, partnerships)).toMatchObject({
      rebateShare: { share: '10' },
      userErrors: [],
    });
  });

  test('a share of one client goes before that of all, and gives way to it again', async () => {
    expect((await set({ share: '25' }, child!)).userErrors).toEqual([]);
    const [{ id }] = (await gateway.sql<{ id: string }>('select client_id as id from rebate_share where partner_id = $1 and client_id is not null', [
      child!.id,
    ])) as [{ id: string }];
    const now = async (who: string) =>
      (await gateway.sql<{ share: string }>('select trim_scale(rebate_share_at($1, $2, now()))::text as share', [child!.id, who]))[0]!.share;
    expect([await now(id), await now(client!.id)]).toEqual(['10', '25']);
    expect((await set({ clientId: id, share: null }, child!)).userErrors).toEqual([]);
    expect(await now(id)).toBe('25');
  });
});
