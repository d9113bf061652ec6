import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { type TestGateway, testGateway } from '../support/gateway.js';
import { addStaff, PASSWORD, type Person } from '../support/people.js';

interface Payload {
  readonly staffMember: {
    readonly id: string;
    readonly version: number;
    readonly name: string;
    readonly email: string;
    readonly departments: string[];
    readonly isActive: boolean;
  } | null;
  readonly password?: string | null;
  readonly userErrors: readonly {
    readonly __typename: string;
    readonly code: string;
    readonly message: string;
    readonly field: string[] | null;
    readonly currentVersion?: number;
  }[];
}

const ERRORS = 'userErrors { __typename code message field ... on StaleVersionError { currentVersion } }';
const MEMBER = 'staffMember { id version name email departments isActive }';
const mutation = (name: string, input: string, fields = '') =>
  `mutation ($input: ${input}!) { payload: ${name}(input: $input) { ${MEMBER} ${fields} ${ERRORS} } }`;
const CREATE = mutation('staffCreate', 'StaffCreateInput', 'password');
const UPDATE = mutation('staffUpdate', 'StaffUpdateInput');
const DEACTIVATE = mutation('staffDeactivate', 'StaffDeactivateInput');
const REACTIVATE = mutation('staffReactivate', 'StaffReactivateInput');
const RESET = mutation('staffPasswordReset', 'StaffPasswordResetInput', 'password');
const SIGN_IN =
  'mutation ($email: EmailAddress!, $password: String!) { signIn(input: { email: $email, password: $password }) { accessToken userErrors { code } } }';

let gateway: TestGateway;
let other: TestGateway;
let admin: Person;
let fresh = 0;

const run = async (query: string, input: object, as = admin): Promise<Payload> => (await gateway.data<{ payload: Payload }>(query, { input }, { as })).payload;
const signIn = async ({ email }: { email: string }, password = PASSWORD): Promise<string | null> =>
  (await gateway.data<{ signIn: { accessToken: string | null } }>(SIGN_IN, { email, password })).signIn.accessToken;
const me = (as: string, through = gateway) =>
  through.graphql<{ me: { departments: string[]; permissions: string[] } }>('{ me { departments permissions } }', {}, { as });
const isOut = async (token: string, through = gateway) => (await me(token, through)).errors?.[0]?.extensions.code === 'UNAUTHENTICATED';
const actionsOn = async (id: string) =>
  (await gateway.sql<{ action: string }>('select action from audit_entry where subject_id = $1 order by at, id', [id])).map(({ action }) => action);

beforeAll(async () => {
  gateway = await testGateway({ listens: true });
  other = await testGateway({ over: gateway, listens: true });
  admin = await gateway.staff('ADMINISTRATION');
});
afterAll(async () => {
  await other.close();
  await gateway.close();
});
beforeEach(() => gateway.sql('delete from attempt_counter'));

describe('a staff member', () => {
  test('is let in with a password that is shown once, and can sign in by it', async () => {
    const { staffMember, password, userErrors } = await run(CREATE, {
      name: '  Iris   Okafor ',
      email: 'Iris.Okafor@house.example',
      departments: ['RISK', 'FINANCE', 'RISK'],
    });
    expect([userErrors, staffMember]).toMatchObject([
      [],
      { version: 1, name: 'Iris Okafor', email: 'iris.okafor@house.example', departments: ['FINANCE', 'RISK'], isActive: true },
    ]);
    expect(password).toMatch(/^\w{5}-\w{5}-\w{5}-\w{5}$/);
    expect((await me((await signIn(staffMember!, password!))!)).data!.me.departments).toEqual(['FINANCE', 'RISK']);
    const [entry] = await gateway.sql<{ text: string; after: object }>('select e::text as text, after from audit_entry e where subject_id = $1', [
      staffMember!.id,
    ]);
    expect(entry!.after).toEqual({ name: 'Iris Okafor', email: 'iris.okafor@house.example', departments: ['FINANCE', 'RISK'], isActive: true });
    expect(entry!.text).not.toContain(password);
  });

  test('may be given a first password, which keeps the policy', async () => {
    const input = () => ({ name: 'Jan Novak', email: `jan-${++fresh}@house.example`, departments: ['SALES'] });
    const given = await run(CREATE, { ...input(), password: 'given by somebody' });
    expect(given.password).toBeNull();
    expect(await signIn(given.staffMember!, 'given by somebody')).not.toBeNull();
    expect(await run(CREATE, { ...input(), password: 'password1234' })).toMatchObject({
      staffMember: null,
      userErrors: [{ code: 'INVALID', field: ['password'] }],
    });
  });

  test.each([
    ['without a name', { name: ' ' }, 'INVALID', ['name']],
    ['with a name that hides characters', { name: 'Helena\u202eatsoC' }, 'INVALID', ['name']],
    ['without a department', { departments: [] }, 'INVALID', ['departments']],
  ])('%s is refused', async (_, change, code, field) => {
    expect(await run(CREATE, { name: 'Jan Novak', email: `jan-${++fresh}@house.example`, departments: ['SALES'], ...change })).toMatchObject({
      staffMember: null,
      password: null,
      userErrors: [{ code, field }],
    });
  });

  test('has an e-mail address that nobody else signs in with, staff or client', async () => {
    const [colleague, client] = [await gateway.staff('SALES'), await gateway.client()];
    for (const { email } of [colleague, client])
      expect(await run(CREATE, { name: 'Jan Novak', email: email.toUpperCase(), departments: ['SALES'] })).toMatchObject({
        userErrors: [{ code: 'ALREADY_EXISTS', field: ['email'] }],
      });
    expect(await gateway.sql('select 1 from staff_member where email = $1', [client.email])).toEqual([]);
  });

  test('with new departments is out, and in again with what these may do', async () => {
    const member = await gateway.staff('SALES');
    const token = (await signIn(member))!;
    expect((await me(token, other)).data!.me.departments).toEqual(['SALES']);
    expect(await run(UPDATE, { id: member.id, version: 1, departments: ['COMPLIANCE'] })).toMatchObject({
      staffMember: { version: 2, departments: ['COMPLIANCE'] },
      userErrors: [],
    });
    expect(await isOut(token)).toBe(true);
    await vi.waitFor(async () => expect(await isOut(token, other)).toBe(true), { timeout: 1_000, interval: 5 });
    expect((await me((await signIn(member))!)).data!.me.permissions).toContain('clients:pii');
    expect(await actionsOn(member.id)).toEqual(['staff.update']);
  });

  test('with a new name stays signed in', async () => {
    const member = await gateway.staff('SALES');
    const token = (await signIn(member))!;
    expect(await run(UPDATE, { id: member.id, version: 1, name: 'Helena Costa-Reis' })).toMatchObject({
      staffMember: { name: 'Helena Costa-Reis', departments: ['SALES'] },
    });
    expect(await isOut(token)).toBe(false);
    expect(await run(UPDATE, { id: member.id, version: 2, name: null })).toMatchObject({ userErrors: [{ code: 'INVALID', field: ['name'] }] });
  });

  test('that somebody changed meanwhile is at another version', async () => {
    const member = await gateway.staff('SALES');
    await run(UPDATE, { id: member.id, version: 1, name: 'One' });
    for (const [query, input] of [
      [UPDATE, { name: 'Two' }],
      [DEACTIVATE, { reason: 'Left the house' }],
    ] as const) {
      expect(await run(query, { id: member.id, version: 1, ...input })).toMatchObject({
        staffMember: null,
        userErrors: [{ __typename: 'StaleVersionError', code: 'STALE_VERSION', currentVersion: 2 }],
      });
    }
    expect(await actionsOn(member.id)).toEqual(['staff.update']);
  });

  test('that is not there is not found', async () => {
    for (const id of ['0190aaaa-0000-7000-8000-000000000009', 'nonsense', "' or 1=1--"])
      expect(await run(UPDATE, { id, version: 1, name: 'One' })).toMatchObject({ userErrors: [{ code: 'NOT_FOUND', field: ['id'] }] });
  });
});

describe('deactivation', () => {
  test('is effective for the next request, and on the other instance within a second', async () => {
    const member = await gateway.staff('SUPPORT');
    const token = (await signIn(member))!;
    expect([await isOut(token), await isOut(token, other)]).toEqual([false, false]);
    expect(await run(DEACTIVATE, { id: member.id, version: 1, reason: 'Left the house' })).toMatchObject({
      staffMember: { isActive: false, version: 2 },
      userErrors: [],
    });
    expect(await isOut(token)).toBe(true);
    await vi.waitFor(async () => expect(await isOut(token, other)).toBe(true), { timeout: 1_000, interval: 5 });
    expect(await signIn(member)).toBeNull();
    expect(await run(DEACTIVATE, { id: member.id, version: 2, reason: 'Left the house' })).toMatchObject({ userErrors: [{ code: 'ILLEGAL_TRANSITION' }] });
    expect(await gateway.sql('select reason, before, after from audit_entry where subject_id = $1', [member.id])).toEqual([
      { reason: 'Left the house', before: { isActive: true }, after: { isActive: false } },
    ]);
  });

  test('takes a reason, and is not for oneself', async () => {
    const member = await gateway.staff('SUPPORT');
    expect(await run(DEACTIVATE, { id: member.id, version: 1, reason: ' ' })).toMatchObject({ userErrors: [{ code: 'INVALID', field: ['reason'] }] });
    expect(await run(DEACTIVATE, { id: admin.id, version: 1, reason: 'Had enough' })).toMatchObject({
      userErrors: [{ code: 'POLICY_FORBIDS', field: ['id'] }],
    });
  });

  test('is refused at the edge with half of a character in the reason, by variable and by literal', async () => {
    const member = await gateway.staff('SUPPORT');
    const byVariable = await gateway.graphql(DEACTIVATE, { input: { id: member.id, version: 1, reason: 'Left \ud800' } }, { as: admin });
    expect(byVariable).toMatchObject({ errors: [{ message: expect.stringContaining('$input.reason'), extensions: { code: 'BAD_USER_INPUT' } }] });
    const literal = `mutation { staffDeactivate(input: { id: "${member.id}", version: 1, reason: "Left \\ud800" }) { staffMember { id } } }`;
    expect(await gateway.graphql(literal, {}, { as: admin })).toMatchObject({ errors: [{ extensions: { code: 'GRAPHQL_PARSE_FAILED' } }] });
    expect(await actionsOn(member.id)).toEqual([]);
  });

  test('leaves an administrator, even when two of them deactivate each other at once', async () => {
    const house = await testGateway();
    const [one, two] = [await house.staff('ADMINISTRATION'), await house.staff('ADMINISTRATION')];
    await Promise.all([house.token(one), house.token(two)]);
    const outcomes = await Promise.all([
      house.graphql<{ payload: Payload }>(DEACTIVATE, { input: { id: two.id, version: 1, reason: 'A quarrel' } }, { as: one }),
      house.graphql<{ payload: Payload }>(DEACTIVATE, { input: { id: one.id, version: 1, reason: 'A quarrel' } }, { as: two }),
    ]);
    expect(outcomes.filter(({ data }) => data?.payload.staffMember)).toHaveLength(1);
    expect(await house.sql('select id from staff_member where is_active')).toHaveLength(1);
    await house.close();
  });

  test('of the last administrator is refused to whoever else may change staff, and so is their move', async () => {
    const house = await testGateway();
    const [last, manager] = [await house.staff('ADMINISTRATION'), await house.staff('MANAGEMENT')];
    await house.sql(`insert into department_permission values ('MANAGEMENT', 'staff:write')`);
    for (const [query, input] of [
      [DEACTIVATE, { reason: 'Left the house' }],
      [UPDATE, { departments: ['SALES'] }],
    ] as const) {
      const { payload } = await house.data<{ payload: Payload }>(query, { input: { id: last.id, version: 1, ...input } }, { as: manager });
      expect(payload).toMatchObject({
        staffMember: null,
        userErrors: [{ code: 'POLICY_FORBIDS', message: 'This is the last active administrator: make another one first.' }],
      });
    }
    await house.close();
  });
});

describe('reactivation', () => {
  test('lets a member sign in again, with nothing of the old sessions', async () => {
    const member = await gateway.staff('SUPPORT');
    const token = (await signIn(member))!;
    await run(DEACTIVATE, { id: member.id, version: 1, reason: 'Parental leave' });
    expect(await run(REACTIVATE, { id: member.id, version: 2, reason: 'Is back' })).toMatchObject({
      staffMember: { isActive: true, version: 3 },
      userErrors: [],
    });
    expect(await isOut(token)).toBe(true);
    const again = (await signIn(member))!;
    expect([await isOut(again), await isOut(again, other)]).toEqual([false, false]);
    expect(await gateway.sql(`select reason, before, after from audit_entry where subject_id = $1 and action = 'staff.reactivate'`, [member.id])).toEqual([
      { reason: 'Is back', before: { isActive: false }, after: { isActive: true } },
    ]);
  });

  test('is not for who is active, takes a reason, and the version that was seen', async () => {
    const member = await gateway.staff('SUPPORT');
    expect(await run(REACTIVATE, { id: member.id, version: 1, reason: 'Is back' })).toMatchObject({
      staffMember: null,
      userErrors: [{ code: 'ILLEGAL_TRANSITION', field: ['id'] }],
    });
    await run(DEACTIVATE, { id: member.id, version: 1, reason: 'Parental leave' });
    expect(await run(REACTIVATE, { id: member.id, version: 2, reason: ' ' })).toMatchObject({ userErrors: [{ code: 'INVALID', field: ['reason'] }] });
    expect(await run(REACTIVATE, { id: member.id, version: 1, reason: 'Is back' })).toMatchObject({
      userErrors: [{ code: 'STALE_VERSION', currentVersion: 2 }],
    });
    expect(await actionsOn(member.id)).toEqual(['staff.deactivate']);
  });
});

describe('an administrator', () => {
  test('cannot give themselves other departments', async () => {
    expect(await run(UPDATE, { id: admin.id, version: 1, departments: ['ADMINISTRATION', 'FINANCE'] })).toMatchObject({
      userErrors: [{ code: 'POLICY_FORBIDS', field: ['departments'] }],
    });
  });

  test('gives somebody a new password, which ends their sessions and is shown once', async () => {
    const member = await gateway.staff('SUPPORT');
    const token = (await signIn(member))!;
    const { staffMember, password } = await run(RESET, { id: member.id, reason: 'Forgot it; I know the voice' });
    expect(staffMember).toMatchObject({ id: member.id });
    expect(await isOut(token)).toBe(true);
    expect(await signIn(member)).toBeNull();
    expect(await signIn(member, password!)).not.toBeNull();
    expect(await actionsOn(member.id)).toEqual(['staff.passwordReset']);
    expect(JSON.stringify(await gateway.sql('select e::text from audit_entry e where subject_id = $1', [member.id]))).not.toContain(password);
  });

  test('takes a lost second factor away with it, when asked to', async () => {
    const member = await gateway.staff('SUPPORT');
    const withTotp = () => gateway.sql(`update credential set totp_secret = 'v1.a.b.c', totp_confirmed_at = now() where staff_id = $1`, [member.id]);
    const hasTotp = async () => (await gateway.sql('select 1 from credential where staff_id = $1 and totp_confirmed_at is not null', [member.id])).length > 0;
    await withTotp();
    await run(RESET, { id: member.id, reason: 'Forgot it; I know the voice' });
    expect(await hasTotp()).toBe(true);
    await run(RESET, { id: member.id, reason: 'Lost the telephone too', removeTotp: true });
    expect(await hasTotp()).toBe(false);
  });

  test('changes their own password with the old one only', async () => {
    expect(await run(RESET, { id: admin.id, reason: 'Forgot it myself' })).toMatchObject({
      password: null,
      userErrors: [{ code: 'POLICY_FORBIDS', field: ['id'] }],
    });
  });
});

test('nobody but administration changes staff, and clients and partners see none', async () => {
  const outsiders = [await gateway.staff('FINANCE'), await gateway.staff('MANAGEMENT'), await gateway.client(), await gateway.partner()];
  const { id } = await addStaff(gateway.sql, ['SALES']);
  const inputs: [string, object][] = [
    [CREATE, { name: 'Jan', email: 'j@house.example', departments: ['SALES'] }],
    [UPDATE, { id, version: 1, name: 'Jan' }],
    [DEACTIVATE, { id, version: 1, reason: 'Because' }],
    [REACTIVATE, { id, version: 1, reason: 'Because' }],
    [RESET, { id, reason: 'Because' }],
  ];
  for (const as of outsiders)
    for (const [query, input] of inputs)
      expect((await gateway.graphql(query, { input }, { as })).errors![0]!.extensions).toMatchObject({ code: 'FORBIDDEN', permission: 'staff:write' });
  expect(await actionsOn(id)).toEqual([]);
  for (const as of outsiders.slice(2))
    expect((await gateway.graphql('{ staff { nodes { name } } }', {}, { as })).errors![0]!.extensions.code).toBe('FORBIDDEN');
});

test('staff are listed a page at a time, in the order in which they came', async () => {
  const query =
    'query ($after: String) { staff(first: 2, after: $after) { totalCount pageInfo { hasNextPage endCursor } nodes { id name email departments isActive createdAt version } } }';
  interface Page {
    staff: { totalCount: number; pageInfo: { hasNextPage: boolean; endCursor: string }; nodes: { id: string }[] };
  }
  const seen: string[] = [];
  let page: Page['staff'] | undefined;
  do {
    page = (await gateway.data<Page>(query, { after: page?.pageInfo.endCursor }, { as: admin })).staff;
    seen.push(...page.nodes.map(({ id }) => id));
  } while (page.pageInfo.hasNextPage);
  expect(seen).toEqual((await gateway.sql<{ id: string }>('select id from staff_member order by created_at, id')).map(({ id }) => id));
  expect(page.totalCount).toBe(seen.length);
});
