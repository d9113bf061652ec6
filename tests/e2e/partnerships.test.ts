import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '../../src/database/ids.js';
import { AuditTrail } from '../../src/modules/audit/index.js';
import { AccrualEngine } from '../../src/modules/commissions/index.js';
import { DealIngest, readDeal, type WrittenDeal } from '../../src/modules/deals/index.js';
import { PartnerChangeService } from '../../src/modules/partnerships/index.js';
import { addMarkedClient, addMarkedPartner, type MarkedClient, type MarkedPartner } from '../support/brokerage.js';
import { testGateway, type TestGateway } from '../support/gateway.js';
import { statements } from '../support/pages.js';
import type { Person } from '../support/people.js';

let gateway: TestGateway;
let partnerships: Person, colleague: Person, support: Person, asPartner: Person;
let top: MarkedPartner, own: MarkedPartner, below: MarkedPartner, other: MarkedPartner;
let client: MarkedClient;
let planId: string;

interface UserError {
  readonly code: string;
  readonly field: readonly string[] | null;
}
interface Row {
  readonly id: string;
  readonly version: number;
  readonly status: string;
}

/** A mutation of one input, whose payload is one object. */
async function call(
  name: string,
  input: object,
  as: Person | string | undefined,
  select = 'partner { id version status }',
): Promise<Record<string, unknown> & { userErrors: UserError[] }> {
  const type = /^partner(Suspend|Reactivate|Close)$/.test(name) ? 'PartnerStandingInput' : `${name[0]!.toUpperCase()}${name.slice(1)}Input`;
  const query = `mutation ($input: ${type}!) { ${name}(input: $input) { ${select} userErrors { code field } } }`;
  return (await gateway.data<Record<string, Record<string, unknown> & { userErrors: UserError[] }>>(query, { input }, as === undefined ? {} : { as }))[name]!;
}
const codeOf = async (query: string, as: Person | string, variables: Record<string, unknown> = {}): Promise<unknown> =>
  (await gateway.graphql(query, variables, { as })).errors?.[0]?.extensions.code;
const versionOf = async (table: string, id: string): Promise<number> =>
  (await gateway.sql<{ version: number }>(`select version from ${table} where id = $1`, [id]))[0]!.version;
const auditOf = (id: string) =>
  gateway.sql<{ action: string; reason: string | null }>('select action, reason from audit_entry where subject_id = $1 order by at, id', [id]);
const later = (minutes: number): string => new Date(Date.now() + minutes * 60_000).toISOString();
const carryOut = (): Promise<void> => new PartnerChangeService(gateway.database, new AuditTrail(gateway.config.secrets.auditKey)).carryOut();
/** Lets the time of everything that is put down come; a moment passes before it is carried out. */
async function letTimeCome(): Promise<string> {
  const [row] = await gateway.sql<{ at: string }>(
    `update partner_change set effective_from = now() where status = 'SCHEDULED' returning to_char(effective_from at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at`,
  );
  return row?.at ?? '';
}
const changes = async (filter: object) =>
  (
    await gateway.data<{ partnerChanges: { nodes: (Row & { kind: string; detail: string | null })[] } }>(
      'query ($filter: PartnerChangeFilter) { partnerChanges(filter: $filter) { nodes { id version kind status detail effectiveFrom partner { reference } client { reference } newParent { reference } newPlan { name } newIntroducer { reference } } } }',
      { filter },
      { as: partnerships },
    )
  ).partnerChanges.nodes;

let marks = 0;
const fresh = (parentId: string | null = null): Promise<MarkedPartner> =>
  addMarkedPartner(gateway.sql, `FRESH${String.fromCharCode(65 + (marks += 1))}`, parentId);

beforeAll(async () => {
  gateway = await testGateway();
  [partnerships, colleague, support] = [await gateway.staff('PARTNERSHIPS'), await gateway.staff('PARTNERSHIPS'), await gateway.staff('SUPPORT')];
  top = await addMarkedPartner(gateway.sql, 'TOP');
  own = await addMarkedPartner(gateway.sql, 'OWN', top.id);
  below = await addMarkedPartner(gateway.sql, 'BELOW', own.id);
  other = await addMarkedPartner(gateway.sql, 'OTHER');
  client = await addMarkedClient(gateway.sql, 'CLIENTOF', { partnerId: own.id });
  const person = await gateway.partner();
  await gateway.sql('update credential set partner_id = $2 where id = $1', [person.credentialId, own.id]);
  asPartner = { ...person, id: own.id };
  planId = (await gateway.sql<{ id: string }>('select plan_id as id from partner where id = $1', [top.id]))[0]!.id;
});
afterAll(() => gateway?.close());

const APPLICATION = { name: 'Harbour Introductions', email: 'apply@harbour.example', country: 'CY', about: 'Seminars in three ports, and a newsletter.' };
const APPLICATIONS =
  'query ($filter: PartnerApplicationFilter) { partnerApplications(filter: $filter) { nodes { id version reference status name email submittedBy sponsor { reference } partner { id reference level plan { id } } decidedBy { name } } } }';
type Applied = Row & { name: string; email: string; submittedBy: string; sponsor: object | null; partner: { id: string } | null };
const waiting = async (email: string): Promise<Applied> =>
  (await gateway.data<{ partnerApplications: { nodes: Applied[] } }>(APPLICATIONS, { filter: {} }, { as: partnerships })).partnerApplications.nodes.find(
    (one) => one.email === email,
  )!;
const submit = (more: object, as?: Person | string) => call('partnerApplicationSubmit', { ...APPLICATION, ...more }, as, 'isReceived');

describe('an application to become a partner', { timeout: 30_000 }, () => {
  test('comes in without signing in, waits as a task, and makes a partner when it is approved', async () => {
    expect(await submit({ sponsorCode: 'ref-own' })).toEqual({ isReceived: true, userErrors: [] });
    const application = await waiting(APPLICATION.email);
    expect(application).toMatchObject({ status: 'SUBMITTED', submittedBy: 'The applicant', sponsor: { reference: own.reference } });
    const { tasks } = await gateway.data<{ tasks: { nodes: { id: string; version: number }[] } }>(
      '{ tasks(filter: { kind: [PARTNER_APPLICATION], status: [OPEN] }) { nodes { id version partnerApplication { reference } } } }',
      {},
      { as: partnerships },
    );
    expect(tasks.nodes).toMatchObject([{ partnerApplication: { reference: (application as unknown as { reference: string }).reference } }]);
    const taken = await gateway.data(
      'mutation ($input: TaskTakeInput!) { taskTake(input: $input) { task { status } userErrors { code } } }',
      { input: { id: tasks.nodes[0]!.id, version: tasks.nodes[0]!.version } },
      { as: partnerships },
    );
    expect(taken).toEqual({ taskTake: { task: { status: 'TAKEN' }, userErrors: [] } });
    const approved = await call(
      'partnerApplicationApprove',
      { id: application.id, version: 1, planId },
      partnerships,
      'application { status decidedBy { name } partner { id status level plan { id } parent { id } referralLinks { totalCount } } }',
    );
    expect(approved).toMatchObject({
      application: {
        status: 'APPROVED',
        partner: { status: 'ACTIVE', level: 3, plan: { id: planId }, parent: { id: own.id }, referralLinks: { totalCount: 1 } },
      },
      userErrors: [],
    });
    expect(await gateway.sql('select status, outcome from task where subject_id = $1', [application.id])).toEqual([{ status: 'DONE', outcome: 'APPROVED' }]);
    expect((await auditOf(application.id)).map(({ action }) => action)).toEqual(['partnerApplication.submit', 'partnerApplication.approve']);
    expect(
      (await call('partnerApplicationRefuse', { id: application.id, version: 2, reason: 'Too late' }, partnerships, 'application { id }')).userErrors,
    ).toEqual([{ code: 'ILLEGAL_TRANSITION', field: ['id'] }]);
  });

  test('tells an outsider nothing of who is known, and waits once', async () => {
    for (let turn = 0; turn < 2; turn += 1) expect(await submit({ email: 'twice@harbour.example' })).toEqual({ isReceived: true, userErrors: [] });
    expect(await gateway.sql(`select count(*)::int as n from partner_application where email = 'twice@harbour.example'`)).toEqual([{ n: 1 }]);
    expect(await submit({ email: 'partner@own.example', sponsorCode: 'no such code' })).toEqual({ isReceived: true, userErrors: [] });
    const known = await waiting('partner@own.example');
    expect(known.sponsor).toBeNull();
    const twice = await call('partnerApplicationApprove', { id: known.id, version: 1, planId }, partnerships, 'application { id }');
    expect(twice.userErrors).toEqual([{ code: 'ALREADY_EXISTS', field: ['email'] }]);
    expect((await submit({ about: 'short', email: 'a@b.example' })).userErrors).toEqual([{ code: 'INVALID', field: ['about'] }]);
    expect((await submit({ website: 'javascript:alert(1)', email: 'a@b.example' }, asPartner)).userErrors).toEqual([{ code: 'INVALID', field: ['website'] }]);
  });

  test('does not come without end from one network', async () => {
    await gateway.sql(`update attempt_counter set failures = 5 where key like 'partner application %'`);
    const answer = await gateway.graphql('mutation ($input: PartnerApplicationSubmitInput!) { partnerApplicationSubmit(input: $input) { isReceived } }', {
      input: { ...APPLICATION, email: 'more@harbour.example' },
    });
    expect(answer.errors?.[0]?.extensions.code).toBe('RATE_LIMITED');
    await gateway.sql(`delete from attempt_counter where key like 'partner application %'`);
  });

  test('that staff entered is decided on by somebody else; one by a partner stands below that partner', async () => {
    await submit({ email: 'entered@harbour.example' }, partnerships);
    const entered = await waiting('entered@harbour.example');
    expect(await gateway.sql('select name from staff_member where id = $1', [partnerships.id])).toEqual([{ name: entered.submittedBy }]);
    const refuse = (as: Person) => call('partnerApplicationRefuse', { id: entered.id, version: 1, reason: 'No website' }, as, 'application { status reason }');
    expect((await refuse(partnerships)).userErrors).toEqual([{ code: 'MAKER_CANNOT_CHECK', field: ['id'] }]);
    expect(await refuse(colleague)).toEqual({ application: { status: 'REFUSED', reason: 'No website' }, userErrors: [] });
    await submit({ email: 'below@harbour.example', sponsorCode: 'ref-other' }, asPartner);
    expect((await waiting('below@harbour.example')).sponsor).toEqual({ reference: own.reference });
  });

  test('is nothing that partners, clients or others of the staff see', async () => {
    for (const as of [asPartner, await gateway.client(), support]) expect(await codeOf(APPLICATIONS, as)).toBe('FORBIDDEN');
  });
});

describe('a partner’s contract', () => {
  test('is suspended, goes on, and ends; meanwhile the partner is out', async () => {
    const partner = await fresh();
    const person = await gateway.partner();
    await gateway.sql('update credential set partner_id = $2 where id = $1', [person.credentialId, partner.id]);
    const me = () => codeOf('{ me { partner { reference } } }', person);
    expect(await me()).toBeUndefined();
    const set = (name: string, version: number) => call(name, { id: partner.id, version, reason: 'The contract says so' }, partnerships);
    expect(await set('partnerSuspend', 1)).toMatchObject({ partner: { version: 2, status: 'SUSPENDED' }, userErrors: [] });
    expect(await me()).toBe('UNAUTHENTICATED');
    expect((await set('partnerSuspend', 2)).userErrors).toEqual([{ code: 'ILLEGAL_TRANSITION', field: ['id'] }]);
    expect((await set('partnerReactivate', 1)).userErrors).toEqual([{ code: 'STALE_VERSION', field: ['version'] }]);
    expect(await set('partnerReactivate', 2)).toMatchObject({ partner: { status: 'ACTIVE' } });
    expect(await me()).toBeUndefined();
    expect(await set('partnerClose', 3)).toMatchObject({ partner: { status: 'CLOSED' } });
    expect((await set('partnerReactivate', 4)).userErrors).toEqual([{ code: 'ILLEGAL_TRANSITION', field: ['id'] }]);
    expect((await auditOf(partner.id)).map(({ action }) => action)).toEqual(['partner.suspend', 'partner.reactivate', 'partner.close']);
    expect(await gateway.sql('select status from partner_status_version where partner_id = $1 order by valid_from', [partner.id])).toEqual([
      { status: 'ACTIVE' },
      { status: 'SUSPENDED' },
      { status: 'ACTIVE' },
      { status: 'CLOSED' },
    ]);
  });

  test('is the broker’s to change', async () => {
    const query = 'mutation ($input: PartnerStandingInput!) { partnerClose(input: $input) { userErrors { code } } }';
    for (const as of [asPartner, support, await gateway.client()])
      expect(await codeOf(query, as, { input: { id: below.id, version: 1, reason: 'Not mine to do' } })).toBe('FORBIDDEN');
    expect((await call('partnerClose', { id: newId(), version: 1, reason: 'Nobody there' }, partnerships)).userErrors).toEqual([
      { code: 'NOT_FOUND', field: ['id'] },
    ]);
  });
});

describe('a change that is to hold later', () => {
  const REASON = { reason: 'Agreed with all of them' };

  test('of the tree, a plan and an introducer is carried out as of its time, and not before', async () => {
    const [moved, child] = [await fresh(other.id), await fresh()];
    await call('partnerMove', { id: child.id, version: 1, newParentId: moved.id, ...REASON }, partnerships);
    const movedClient = await addMarkedClient(gateway.sql, 'MOVEDCLIENT', { partnerId: moved.id });
    const effectiveFrom = later(60);
    const versions = { partner: await versionOf('partner', moved.id), client: await versionOf('client', movedClient.id) };
    const move = await call(
      'partnerMove',
      { id: moved.id, version: versions.partner, newParentId: top.id, effectiveFrom, ...REASON },
      partnerships,
      'partner { parent { id } }',
    );
    expect(move).toEqual({ partner: { parent: { id: other.id } }, userErrors: [] });
    const plan = await call(
      'partnerPlanAssign',
      { id: moved.id, version: versions.partner, planId, effectiveFrom, ...REASON },
      partnerships,
      'partner { plan { id } }',
    );
    expect(plan.userErrors).toEqual([]);
    const assign = await call(
      'clientAssignPartner',
      { clientId: movedClient.id, version: versions.client, partnerId: child.id, effectiveFrom, ...REASON },
      partnerships,
      'client { partner { id } }',
    );
    expect(assign).toEqual({ client: { partner: { id: moved.id } }, userErrors: [] });
    expect((await changes({ status: ['SCHEDULED'] })).map(({ kind }) => kind).sort()).toEqual(['INTRODUCER', 'MOVE', 'PLAN']);
    await carryOut();
    expect(await gateway.sql('select parent_id as id from partner where id = $1', [moved.id])).toEqual([{ id: other.id }]);

    const at = await letTimeCome();
    await Promise.all([carryOut(), carryOut()]);
    expect(await changes({ status: ['SCHEDULED'] })).toEqual([]);
    expect(await gateway.sql('select parent_id as parent, plan_id as plan from partner where id = $1', [moved.id])).toEqual([{ parent: top.id, plan: planId }]);
    expect(await gateway.sql('select partner_id as id from client where id = $1', [movedClient.id])).toEqual([{ id: child.id }]);
    // each holds from its own time on, to the millisecond, and what held before ends there
    for (const [table, key, id] of [
      ['partner_chain', 'partner_id', moved.id],
      ['partner_chain', 'partner_id', child.id],
      ['partner_plan_version', 'partner_id', moved.id],
      ['client_introducer', 'client_id', movedClient.id],
    ] as const) {
      const [before, now] = (
        await gateway.sql<{ since: string; until: string }>(
          `select valid_from::text as since, valid_to::text as until from ${table} where ${key} = $1 order by valid_from desc limit 2`,
          [id],
        )
      ).reverse();
      expect([table, new Date(before!.until).getTime(), new Date(now!.since).getTime(), now!.until]).toEqual([
        table,
        new Date(at).getTime(),
        new Date(at).getTime(),
        'infinity',
      ]);
    }
    const [chain] = await gateway.sql<{ chain: string[] }>(`select chain from partner_chain where partner_id = $1 and valid_to = 'infinity'`, [child.id]);
    expect(chain!.chain).toEqual([child.id, moved.id, top.id]);
    expect((await gateway.sql<{ n: number }>(`select count(*)::int as n from audit_entry where action = 'partnerChange.carryOut'`))[0]!.n).toBe(3);
  });

  test('is carried out before a deal of its time is paid, whoever comes first', async () => {
    const [before, after] = [await fresh(), await fresh()];
    const trader = await addMarkedClient(gateway.sql, 'TRADER', { partnerId: before.id });
    await gateway.sql(
      `insert into instrument (symbol, "group", contract_size, pip_size, base_currency, quote_currency) values ('EURUSD', 'FX', 100000, 0.0001, 'EUR', 'USD')`,
    );
    const version = await versionOf('client', trader.id);
    await call(
      'clientAssignPartner',
      { clientId: trader.id, version, partnerId: after.id, effectiveFrom: later(60), ...REASON },
      partnerships,
      'client { id }',
    );
    const [{ login, server }] = (await gateway.sql('select login, server from trading_account where id = $1', [trader.accountId])) as [
      { login: string; server: string },
    ];
    const at = await letTimeCome();
    const deal = (ticket: string, time: number): WrittenDeal => ({
      ...{ server, ticket, login, action: 'SELL', entry: 'OUT', symbol: 'EURUSD', lots: '1', price: '1.08' },
      ...{ time: new Date(time).toISOString(), openedAt: new Date(time - 3_600_000).toISOString() },
    });
    const moment = Date.parse(at);
    await new DealIngest(gateway.database.pool).take([deal('1', moment - 1), deal('2', moment)].map((one) => readDeal(one, Date.now() + 1_000)));
    await new AccrualEngine(gateway.database.pool, carryOut).catchUp();
    const paid = await gateway.sql(`select deal_ticket as ticket, partner_id as partner from commission where client_id = $1 and level = 1 order by 1`, [
      trader.id,
    ]);
    expect(paid).toEqual([
      { ticket: '1', partner: before.id },
      { ticket: '2', partner: after.id },
    ]);
  });

  test('cannot begin in the past, comes once, and can be taken back', async () => {
    const partner = await fresh();
    const set = (effectiveFrom: string) =>
      call('partnerPlanAssign', { id: partner.id, version: 1, planId: null, effectiveFrom, ...REASON }, partnerships, 'partner { plan { id } }');
    expect((await set(later(-5))).userErrors).toEqual([{ code: 'INVALID', field: ['effectiveFrom'] }]);
    expect((await set(later(60))).userErrors).toEqual([]);
    expect((await set(later(90))).userErrors).toEqual([{ code: 'ALREADY_PENDING', field: ['effectiveFrom'] }]);
    const [change] = await changes({ partnerId: partner.id });
    const cancelled = await call(
      'partnerChangeCancel',
      { id: change!.id, version: 1, reason: 'They changed their minds' },
      partnerships,
      'change { status detail }',
    );
    expect(cancelled).toEqual({ change: { status: 'CANCELLED', detail: 'They changed their minds' }, userErrors: [] });
    await letTimeCome();
    await carryOut();
    expect(await versionOf('partner', partner.id)).toBe(1);
    expect((await call('partnerChangeCancel', { id: change!.id, version: 2, reason: 'Once more' }, partnerships, 'change { status }')).userErrors).toEqual([
      { code: 'ILLEGAL_TRANSITION', field: ['id'] },
    ]);
  });

  test('that cannot be done any more is put away with the reason, and found', async () => {
    const [partner, parent] = [await fresh(), await fresh()];
    await call('partnerMove', { id: partner.id, version: 1, newParentId: parent.id, effectiveFrom: later(60), ...REASON }, partnerships);
    await call('partnerMove', { id: parent.id, version: 1, newParentId: partner.id, ...REASON }, partnerships);
    await letTimeCome();
    await carryOut();
    expect(await changes({ partnerId: partner.id })).toMatchObject([{ status: 'FAILED', detail: 'The new parent stands below this partner by now.' }]);
    expect(await gateway.sql('select parent_id from partner where id = $1', [partner.id])).toEqual([{ parent_id: null }]);
  });

  test('is for the staff of partners alone', async () => {
    const query = '{ partnerChanges { nodes { id } } }';
    for (const as of [asPartner, support, await gateway.client()]) expect(await codeOf(query, as)).toBe('FORBIDDEN');
    const few = await statements(gateway, () => changes({}));
    for (let n = 0; n < 5; n += 1) {
      const partner = await fresh();
      await call('partnerPlanAssign', { id: partner.id, version: 1, planId, effectiveFrom: later(600), ...REASON }, partnerships);
    }
    expect(await statements(gateway, () => changes({}))).toBe(few);
  });
});

describe('the overview', () => {
  test('ranks partners by what they earned, traded and brought', async () => {
    const ranking = async (more: string) =>
      (
        await gateway.data<{ partnerRanking: { rank: number; reference: string; amount: string; lots: string; newClients: number }[] }>(
          `{ partnerRanking(period: { from: "2026-06-01", to: "2026-06-02" }${more}) { rank reference amount lots newClients } }`,
          {},
          { as: partnerships },
        )
      ).partnerRanking;
    await gateway.sql(
      `insert into commission (id, partner_id, level, amount, currency, explanation, lots, symbol, traded_at) values
        ($1, $3, 1, 90, 'USD', 'x', 2, 'EURUSD', '2026-06-01T10:00:00Z'), ($2, $4, 2, 500, 'EUR', 'x', 9, 'EURUSD', '2026-06-01T10:00:00Z')`,
      [newId(), newId(), other.id, top.id],
    );
    const byAmount = await ranking('');
    expect(byAmount[0]).toMatchObject({ rank: 1, reference: other.reference, amount: '95', lots: '3' });
    expect(byAmount.map(({ amount }) => Number(amount))).toEqual(byAmount.map(({ amount }) => Number(amount)).sort((one, two) => two - one));
    expect((await ranking(', currency: "EUR"'))[0]).toMatchObject({ reference: top.reference, amount: '500' });
    expect((await ranking(', by: LOTS, first: 1')).map(({ reference }) => reference)).toEqual([other.reference]);
    expect(await ranking(', by: NEW_CLIENTS')).toEqual([]);
    await gateway.sql(`update client set created_at = '2026-06-01T12:00:00Z' where id = $1`, [client.id]);
    expect(await ranking(', by: NEW_CLIENTS')).toMatchObject([{ reference: own.reference, newClients: 1 }]);
    expect(await codeOf('{ partnerRanking(period: { from: "2026-06-01" }) { rank } }', partnerships)).toBe('BAD_USER_INPUT');
    expect(await codeOf('{ partnerRanking(period: { from: "2026-06-01", to: "2026-06-02" }, first: 101) { rank } }', partnerships)).toBe('BAD_USER_INPUT');
  });

  test('names what is wrong with the tree', async () => {
    const [stopped, orphan] = [await fresh(), await fresh()];
    await gateway.sql('update partner set parent_id = $2, plan_id = null where id = $1', [orphan.id, stopped.id]);
    await gateway.sql(`update partner set status = 'SUSPENDED' where id = $1`, [stopped.id]);
    await addMarkedClient(gateway.sql, 'LEFT', { partnerId: stopped.id });
    const dead = await addMarkedClient(gateway.sql, 'DEADLINK');
    await gateway.sql('insert into referral_sign_up (client_id, link_id, is_dead) values ($1, $2, true)', [dead.id, stopped.id]);
    const found = await gateway.data<{ partnerTreeHealth: { issue: string; count: number; references: string[] }[] }>(
      '{ partnerTreeHealth { issue count references } }',
      {},
      { as: partnerships },
    );
    const issues = Object.fromEntries(found.partnerTreeHealth.map(({ issue, references }) => [issue, references]));
    expect(Object.keys(issues)).toEqual(['PARENT_NOT_ACTIVE', 'NO_PLAN', 'CLIENTS_OF_STOPPED', 'CLIENT_BY_DEAD_LINK', 'CHANGE_FAILED']);
    expect(issues['PARENT_NOT_ACTIVE']).toEqual([orphan.reference]);
    expect(issues['NO_PLAN']).toContain(orphan.reference);
    expect(issues['CLIENTS_OF_STOPPED']).toEqual([stopped.reference]);
    expect(issues['CLIENT_BY_DEAD_LINK']).toEqual([dead.reference]);
    expect(issues['CHANGE_FAILED']).toHaveLength(1);
  });

  test('is for the staff of partners alone', async () => {
    for (const as of [asPartner, support])
      for (const query of ['{ partnerTreeHealth { issue } }', '{ partnerRanking(period: { from: "2026-06-01", to: "2026-06-02" }) { rank } }'])
        expect(await codeOf(query, as)).toBe('FORBIDDEN');
  });
});
