import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { DEFAULT_MATRIX, type Department, DEPARTMENTS } from '../../src/access/departments.js';
import { PERMISSION_IDS } from '../../src/access/permissions.js';
import { seedPermissions } from '../../src/modules/permissions/index.js';
import { type TestGateway, testGateway } from '../support/gateway.js';
import type { Person } from '../support/people.js';

interface DepartmentAnswer {
  readonly code: Department;
  readonly version: number;
  readonly permissions: string[];
  readonly totpRequired: boolean;
  readonly memberCount: number;
}
interface Payload {
  readonly department: DepartmentAnswer | null;
  readonly userErrors: readonly { readonly code: string; readonly message: string; readonly field: string[] | null }[];
}

const DEPARTMENT = '{ code version permissions totpRequired memberCount }';
const LIST = `{ departments ${DEPARTMENT} }`;
const SET = `mutation ($input: DepartmentPermissionsSetInput!) { payload: departmentPermissionsSet(input: $input) { department ${DEPARTMENT} userErrors { code message field } } }`;
const POLICY = `mutation ($input: DepartmentPolicySetInput!) { payload: departmentPolicySet(input: $input) { department ${DEPARTMENT} userErrors { code message field } } }`;

let gateway: TestGateway;
let other: TestGateway;
let admin: Person;

const list = async () => (await gateway.data<{ departments: DepartmentAnswer[] }>(LIST, {}, { as: admin })).departments;
const of = async (code: Department) => (await list()).find((department) => department.code === code)!;
const run = async (query: string, input: { department: Department; version?: number; [more: string]: unknown }) =>
  (
    await gateway.data<{ payload: Payload }>(
      query,
      { input: { version: (await of(input.department)).version, reason: 'As the board decided', ...input } },
      { as: admin },
    )
  ).payload;
const permissionsOf = async (as: Person | string, through = gateway) =>
  (await through.data<{ me: { permissions: string[] } }>('{ me { permissions } }', {}, { as })).me.permissions;

beforeAll(async () => {
  gateway = await testGateway({ listens: true });
  other = await testGateway({ over: gateway, listens: true });
  admin = await gateway.staff('ADMINISTRATION');
});
afterAll(async () => {
  await other.close();
  await gateway.close();
});

describe('the live matrix', () => {
  test('starts as the default one', async () => {
    const departments = await list();
    expect(departments.map(({ code }) => code)).toEqual(DEPARTMENTS);
    for (const { code, permissions, totpRequired } of departments)
      expect([code, permissions, totpRequired]).toEqual([code, [...DEFAULT_MATRIX[code]].sort(), false]);
    expect(departments[0]).toMatchObject({ code: 'ADMINISTRATION', memberCount: 1 });
  });

  test('is effective for the next request, and on the other instance within a second, both ways', async () => {
    const sales = await gateway.staff('SALES');
    const token = await gateway.token(sales);
    const { permissions } = await of('SALES');
    const readsAudit = async (through = gateway) => (await through.graphql('{ auditLog { nodes { id } } }', {}, { as: token })).errors === undefined;
    expect([await readsAudit(), await readsAudit(other)]).toEqual([false, false]);

    const given = await run(SET, { department: 'SALES', permissions: [...permissions, 'audit:read', 'audit:read'] });
    expect([given.userErrors, given.department!.permissions]).toEqual([[], [...permissions, 'audit:read'].sort()]);
    expect(await readsAudit()).toBe(true);
    await vi.waitFor(async () => expect(await readsAudit(other)).toBe(true), { timeout: 1_000, interval: 5 });

    await run(SET, { department: 'SALES', permissions });
    expect(await readsAudit()).toBe(false);
    await vi.waitFor(async () => expect(await readsAudit(other)).toBe(false), { timeout: 1_000, interval: 5 });
  });

  test('can leave a department nothing, and adds up for a member of two', async () => {
    const [risk, both] = [await gateway.staff('RISK'), await gateway.staff('RISK', 'SUPPORT')];
    const { permissions } = await of('RISK');
    expect(await permissionsOf(risk)).toEqual(permissions);
    expect((await run(SET, { department: 'RISK', permissions: [] })).department!.permissions).toEqual([]);
    expect(await permissionsOf(risk)).toEqual([]);
    expect(await permissionsOf(both)).toEqual((await of('SUPPORT')).permissions);
    await run(SET, { department: 'RISK', permissions });
    expect(await permissionsOf(both)).toEqual([...new Set([...permissions, ...(await of('SUPPORT')).permissions])].sort());
  });

  test('knows only permissions of the catalogue, and names the one that it does not know', async () => {
    const { department, userErrors } = await run(SET, { department: 'SALES', permissions: ['clients:read', 'clients:raed'] });
    expect([department, userErrors]).toMatchObject([null, [{ code: 'INVALID', field: ['permissions'] }]]);
    expect(userErrors[0]!.message).toContain('"clients:raed"');
  });

  test('always leaves somebody who may change it', async () => {
    const { permissions } = await of('ADMINISTRATION');
    const without = permissions.filter((id) => id !== 'permissions:write');
    expect(await run(SET, { department: 'ADMINISTRATION', permissions: without })).toMatchObject({
      department: null,
      userErrors: [{ code: 'POLICY_FORBIDS' }],
    });
    // a department with the permission and without an active member helps nobody
    await run(SET, { department: 'PARTNERSHIPS', permissions: [...(await of('PARTNERSHIPS')).permissions, 'permissions:write'] });
    expect(await run(SET, { department: 'ADMINISTRATION', permissions: without })).toMatchObject({
      department: null,
      userErrors: [{ code: 'POLICY_FORBIDS' }],
    });
    expect((await of('ADMINISTRATION')).permissions).toEqual(permissions);
  });

  test('that somebody changed meanwhile is at another version', async () => {
    const { version, permissions } = await of('COMPLIANCE');
    await run(SET, { department: 'COMPLIANCE', permissions });
    expect(await run(SET, { department: 'COMPLIANCE', version, permissions: [] })).toMatchObject({ userErrors: [{ code: 'STALE_VERSION' }] });
    expect((await of('COMPLIANCE')).permissions).toEqual(permissions);
  });

  test('changes with one audit entry, which says what it was, what it is and why', async () => {
    const { permissions } = await of('MANAGEMENT');
    const fewer = permissions.filter((id) => id !== 'clients:pii');
    await run(SET, { department: 'MANAGEMENT', permissions: fewer });
    expect(await gateway.sql(`select action, actor_id, reason, before, after from audit_entry where subject_id = 'MANAGEMENT'`)).toEqual([
      { action: 'department.permissionsSet', actor_id: admin.id, reason: 'As the board decided', before: { permissions }, after: { permissions: fewer } },
    ]);
  });

  test('keeps what administration took away when the gateway starts again, and meets new permissions with their default', async () => {
    const { permissions } = await of('SUPPORT');
    const fewer = permissions.filter((id) => id !== 'documents:read');
    await run(SET, { department: 'SUPPORT', permissions: fewer });
    await Promise.all([seedPermissions(gateway.database.pool), seedPermissions(gateway.database.pool)]);
    expect((await of('SUPPORT')).permissions).toEqual(fewer);
    await gateway.sql(`delete from permission_known where permission = 'documents:read'`);
    await seedPermissions(gateway.database.pool);
    expect((await of('SUPPORT')).permissions).toEqual(permissions);
  });
});

test('a department that asks for a second factor asks its members at once', async () => {
  const partnerships = await gateway.staff('PARTNERSHIPS');
  expect((await permissionsOf(partnerships)).length).toBeGreaterThan(0);
  expect((await run(POLICY, { department: 'PARTNERSHIPS', totpRequired: true })).department).toMatchObject({ totpRequired: true });
  expect(await gateway.data('{ me { permissions totpSetupRequired } }', {}, { as: partnerships })).toEqual({
    me: { permissions: [], totpSetupRequired: true },
  });
  const refused = await gateway.graphql('{ partners { totalCount } }', {}, { as: partnerships });
  expect(refused.errors![0]).toMatchObject({
    message: expect.stringContaining('staffTotpSetUp'),
    extensions: { code: 'FORBIDDEN', permission: 'partners:read' },
  });
  await run(POLICY, { department: 'PARTNERSHIPS', totpRequired: false });
  expect((await permissionsOf(partnerships)).length).toBeGreaterThan(0);
});

test('the catalogue names every permission, and which are sensitive', async () => {
  const { permissionCatalogue } = await gateway.data<{ permissionCatalogue: { id: string; title: string; isSensitive: boolean }[] }>(
    '{ permissionCatalogue { id title isSensitive } }',
    {},
    { as: admin },
  );
  expect(permissionCatalogue.map(({ id }) => id)).toEqual(PERMISSION_IDS);
  expect(permissionCatalogue.find(({ id }) => id === 'clients:pii')).toEqual({
    id: 'clients:pii',
    title: 'See dates of birth, tax numbers and the numbers of documents',
    isSensitive: true,
  });
});

test('nobody but administration changes the matrix; management may look', async () => {
  const people = [await gateway.staff('MANAGEMENT'), await gateway.staff('FINANCE'), await gateway.client(), await gateway.partner()];
  const input = { department: 'FINANCE', version: 1, permissions: [], totpRequired: undefined, reason: 'Because' };
  for (const as of people) {
    expect((await gateway.graphql(SET, { input }, { as })).errors![0]!.extensions).toMatchObject({ code: 'FORBIDDEN', permission: 'permissions:write' });
    expect((await gateway.graphql(POLICY, { input: { ...input, permissions: undefined, totpRequired: true } }, { as })).errors![0]!.extensions).toMatchObject({
      code: 'FORBIDDEN',
      permission: 'permissions:write',
    });
  }
  const looks = await Promise.all(people.map(async (as) => (await gateway.graphql(LIST, {}, { as })).errors === undefined));
  expect(looks).toEqual([true, false, false, false]);
});
