import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '../../src/access/actor.js';
import { newId } from '../../src/database/ids.js';
import { AuditTrail } from '../../src/modules/audit/index.js';
import { PartnerService } from '../../src/modules/partners/index.js';
import { testGateway, type TestGateway } from '../support/gateway.js';
import type { Person } from '../support/people.js';
import { addClients, addCommissions, type PartnerRow, plantTree } from './partners.fixture.js';

let gateway: TestGateway;
let partnerships: Person, support: Person;
let partners: PartnerRow[];
let planIds: string[];

beforeAll(async () => {
  gateway = await testGateway();
  [partnerships, support] = [await gateway.staff('PARTNERSHIPS'), await gateway.staff('SUPPORT')];
  ({ partners, planIds } = await plantTree(gateway.sql));
  await addCommissions(gateway.sql, partners, await addClients(gateway.sql, partners));
});
afterAll(() => gateway?.close());

interface Payload {
  readonly partner: {
    id: string;
    version: number;
    reference: string;
    name: string;
    email: string;
    country: string;
    status: string;
    referralCode: string;
    level: number;
    parent: { id: string } | null;
    plan: { id: string } | null;
    ancestors: { id: string }[];
  } | null;
  readonly userErrors: { code: string; message: string; field: string[] | null; currentVersion?: number }[];
}

const FIELDS =
  'partner { id version reference name email country status referralCode level parent { id } plan { id } ancestors { id } } userErrors { code message field ... on StaleVersionError { currentVersion } }';
const CREATE = `mutation ($input: PartnerCreateInput!) { partnerCreate(input: $input) { ${FIELDS} } }`;
const MOVE = `mutation ($input: PartnerMoveInput!) { partnerMove(input: $input) { ${FIELDS} } }`;

let created = 0;
const input = (more: object = {}): object => ({ name: 'North Bridge Ltd', email: `new${(created += 1)}@partners.example`, country: 'CY', ...more });
const create = async (value: object, as: Person = partnerships): Promise<Payload> =>
  (await gateway.data<{ partnerCreate: Payload }>(CREATE, { input: value }, { as })).partnerCreate;
const move = async (value: object, as: Person = partnerships): Promise<Payload> =>
  (await gateway.data<{ partnerMove: Payload }>(MOVE, { input: { reason: 'The contract says so', ...value } }, { as })).partnerMove;
const at = (index: number): PartnerRow => partners[index] as PartnerRow;
const versionOf = async (id: string): Promise<number> =>
  (await gateway.sql<{ version: number }>('select version from partner where id = $1', [id]))[0]?.version ?? 0;
const auditOf = (id: string) =>
  gateway.sql<{ action: string; reason: string | null; actor_name: string; before: object | null; after: object | null }>(
    'select action, reason, actor_name, before, after from audit_entry where subject_id = $1 order by at, id',
    [id],
  );
/** A partner of its own for each test, so that none finds the tree of another. */
const fresh = async (parentId: string | null = null): Promise<NonNullable<Payload['partner']>> =>
  (await create(input({ parentId }))).partner as NonNullable<Payload['partner']>;

/** Whatever happened to it, the tree holds: paths follow parents, and every partner hangs on a root. */
async function expectTreeToHold(): Promise<void> {
  const [broken] = await gateway.sql<{ astray: number; total: number; reached: number }>(`
    with recursive down as (
      select id, number::text::ltree as path from partner where parent_id is null
      union all select p.id, d.path || p.number::text from partner p join down d on p.parent_id = d.id)
    select count(*) filter (where p.path is distinct from d.path)::int as astray, count(*)::int as total, count(d.id)::int as reached from partner p left join down d using (id)`);
  expect(broken).toMatchObject({ astray: 0, reached: broken?.total });
}

describe('partnerCreate', () => {
  test('adds an active partner with a plan below its parent, and answers with it', async () => {
    const { partner, userErrors } = await create({
      name: '  Käthe   Müller ',
      email: 'Kaethe.Mueller@Partners.example',
      country: 'DE',
      parentId: at(1).id,
      planId: planIds[0],
    });
    expect(userErrors).toEqual([]);
    expect(partner).toMatchObject({
      version: 1,
      name: 'Käthe Müller',
      email: 'kaethe.mueller@partners.example',
      country: 'DE',
      status: 'ACTIVE',
      level: 3,
      parent: { id: at(1).id },
      plan: { id: planIds[0] },
      ancestors: [{ id: at(0).id }, { id: at(1).id }],
    });
    expect(partner?.reference).toMatch(/^P\d+$/);
    expect(partner?.referralCode).toMatch(/^KATHEM-[2-9A-HJ-NP-Z]{4}$/);
  });

  test('adds a root when no parent is named, without a plan when none is', async () => {
    expect((await create(input())).partner).toMatchObject({ level: 1, parent: null, plan: null });
    expect((await create(input({ parentId: null, planId: null }))).partner).toMatchObject({ level: 1, parent: null, plan: null });
  });

  test('gives each partner a referral code of its own, by which a client registers', async () => {
    const one = await fresh();
    const other = await fresh();
    expect(one.referralCode).not.toBe(other.referralCode);
    const register =
      'mutation ($code: String!) { clientRegister(input: { firstName: "Ana", lastName: "Sousa", email: "ana@clients.example", country: "PT", partnerReferralCode: $code }) { client { partner { id } } userErrors { code } } }';
    expect(await gateway.data(register, { code: one.referralCode }, { as: support })).toEqual({
      clientRegister: { client: { partner: { id: one.id } }, userErrors: [] },
    });
  });

  test('a referral code is taken in small letters too', async () => {
    const { id, referralCode } = await fresh();
    const register =
      'mutation ($code: String!) { clientRegister(input: { firstName: "Rui", lastName: "Sousa", email: "rui@clients.example", country: "PT", partnerReferralCode: $code }) { client { partner { id } } userErrors { code field } } }';
    expect(await gateway.data(register, { code: `${referralCode.slice(0, -1)}1` }, { as: support })).toMatchObject({
      clientRegister: { client: null, userErrors: [{ code: 'NOT_FOUND', field: ['partnerReferralCode'] }] },
    });
    expect(await gateway.data(register, { code: ` ${referralCode.toLowerCase()} ` }, { as: support })).toEqual({
      clientRegister: { client: { partner: { id } }, userErrors: [] },
    });
  });

  test('a name without Latin letters gets a code that can be read aloud all the same', async () => {
    expect((await create(input({ name: 'บริษัท ทองคำ' }))).partner?.referralCode).toMatch(/^[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}$/);
  });

  test('writes one audit entry of who made what', async () => {
    const { id } = await fresh(at(0).id);
    expect(await auditOf(id)).toMatchObject([
      {
        action: 'partner.create',
        actor_name: 'Helena Costa',
        before: null,
        after: { name: 'North Bridge Ltd', status: 'ACTIVE', parentId: at(0).id, planId: null },
      },
    ]);
  });

  test.for([
    ['a parent that there is not', { parentId: newId() }, 'NOT_FOUND', ['parentId']],
    ['a parent by something that is no id', { parentId: 'nobody' }, 'NOT_FOUND', ['parentId']],
    ['a plan that there is not', { planId: newId() }, 'NOT_FOUND', ['planId']],
    ['no name', { name: '   ' }, 'INVALID', ['name']],
    ['a name with hidden characters', { name: 'North\u202eegdirB' }, 'INVALID', ['name']],
  ] as const)('refuses %s', async ([, more, code, field]) => {
    const before = await gateway.sql('select count(*) from partner');
    expect(await create(input(more))).toMatchObject({ partner: null, userErrors: [{ code, field }] });
    expect(await gateway.sql('select count(*) from partner')).toEqual(before);
  });

  test('refuses a parent who is not active, and names the status', async () => {
    const suspended = partners.find((partner) => partner.status === 'SUSPENDED');
    expect(await create(input({ parentId: suspended?.id }))).toMatchObject({
      partner: null,
      userErrors: [{ code: 'POLICY_FORBIDS', field: ['parentId'], message: expect.stringMatching(/^P\d+ is SUSPENDED/) }],
    });
  });

  test('refuses an e-mail address that another partner has, in whatever case, also when both come at once', async () => {
    expect(await create(input({ email: at(7).email.toUpperCase() }))).toMatchObject({
      partner: null,
      userErrors: [{ code: 'ALREADY_EXISTS', field: ['email'] }],
    });
    const twins = await Promise.all([create(input({ email: 'twin@partners.example' })), create(input({ email: 'TWIN@partners.example' }))]);
    expect(twins.filter(({ partner }) => partner !== null)).toHaveLength(1);
    expect(twins.flatMap(({ userErrors }) => userErrors)).toMatchObject([{ code: 'ALREADY_EXISTS', field: ['email'] }]);
  });

  test('refuses what is no e-mail address and no country before anything happens', async () => {
    for (const more of [{ email: 'nobody' }, { country: 'ZZ' }])
      expect((await gateway.graphql(CREATE, { input: input(more) }, { as: partnerships })).errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  });

  test('is forbidden to whoever lacks partners:write', async () => {
    expect((await gateway.graphql(CREATE, { input: input() }, { as: support })).errors?.[0]?.extensions).toMatchObject({
      code: 'FORBIDDEN',
      permission: 'partners:write',
    });
    expect((await gateway.graphql(CREATE, { input: input() })).errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
  });
});

describe('partnerMove', () => {
  test('takes everyone below along, and leaves what was earned where it was earned', async () => {
    const earned = () => gateway.sql('select id, partner_id, level, amount from commission order by id');
    const before = await earned();
    const below = await gateway.sql<{ id: string }>('select id from partner where path <@ (select path from partner where id = $1)', [at(3).id]);
    const target = await fresh();
    const { partner, userErrors } = await move({ id: at(3).id, version: await versionOf(at(3).id), newParentId: target.id });
    expect(userErrors).toEqual([]);
    expect(partner).toMatchObject({ level: 2, parent: { id: target.id }, ancestors: [{ id: target.id }] });
    const { moved } = await gateway.data<{ moved: { subtree: { totalCount: number } } }>(
      'query ($id: ID!) { moved: partner(id: $id) { subtree(maxDepth: 100) { totalCount } } }',
      { id: target.id },
      { as: partnerships },
    );
    expect(moved.subtree.totalCount).toBe(below.length + 1);
    expect(await earned()).toEqual(before);
    await expectTreeToHold();
  });

  test('makes a root of it when the new parent is null, and asks for one when it is left out', async () => {
    const { id, version } = await fresh(at(0).id);
    expect(await move({ id, version })).toMatchObject({ partner: null, userErrors: [{ code: 'INVALID', field: ['newParentId'] }] });
    expect(await move({ id, version, newParentId: null })).toMatchObject({ partner: { level: 1, parent: null, version: version + 1 }, userErrors: [] });
    await expectTreeToHold();
  });

  test('writes one audit entry with both places and the reason', async () => {
    const { id, version } = await fresh(at(0).id);
    await fresh(id);
    await move({ id, version, newParentId: null, reason: 'Left the network of its parent' });
    const [, entry, ...more] = await auditOf(id);
    expect(more).toEqual([]);
    expect(entry).toMatchObject({
      action: 'partner.move',
      reason: 'Left the network of its parent',
      before: { parentId: at(0).id, parent: expect.stringMatching(/^P\d+$/), level: 2, partnersBelow: 1 },
      after: { parentId: null, parent: null, level: 1, partnersBelow: 1 },
    });
  });

  test('refuses the version of yesterday, and names the one of today', async () => {
    const { id, version } = await fresh(at(0).id);
    await move({ id, version, newParentId: at(1).id });
    expect(await move({ id, version, newParentId: at(2).id })).toMatchObject({
      partner: null,
      userErrors: [{ code: 'STALE_VERSION', field: ['version'], currentVersion: version + 1 }],
    });
  });

  test('refuses a place under its own subtree, itself included, and leaves no trace of it', async () => {
    const top = await fresh();
    const middle = await fresh(top.id);
    const bottom = await fresh(middle.id);
    for (const newParentId of [top.id, middle.id, bottom.id]) {
      expect(await move({ id: top.id, version: top.version, newParentId })).toMatchObject({
        partner: null,
        userErrors: [{ code: 'CYCLE', field: ['newParentId'] }],
      });
    }
    expect(await versionOf(top.id)).toBe(top.version);
    expect(await auditOf(top.id)).toHaveLength(1);
    await expectTreeToHold();
  });

  test('of two partners who are moved under each other at once, one is, and the other would close a circle', async () => {
    for (let round = 0; round < 12; round += 1) {
      const [one, other] = [await fresh(), await fresh()];
      const answers = await Promise.all([
        move({ id: one.id, version: one.version, newParentId: other.id }),
        move({ id: other.id, version: other.version, newParentId: one.id }),
      ]);
      expect(answers.filter(({ partner }) => partner !== null)).toHaveLength(1);
      expect(answers.flatMap(({ userErrors }) => userErrors)).toMatchObject([{ code: 'CYCLE', field: ['newParentId'] }]);
    }
    await expectTreeToHold();
  });

  test('a partner and somebody below it may be moved at once: both are, and neither waits for ever', async () => {
    for (let round = 0; round < 12; round += 1) {
      const top = await fresh();
      const bottom = await fresh((await fresh(top.id)).id);
      const target = await fresh();
      const answers = await Promise.all([
        move({ id: top.id, version: top.version, newParentId: target.id }),
        move({ id: bottom.id, version: bottom.version, newParentId: null }),
        create(input({ parentId: bottom.id })),
      ]);
      expect(answers.flatMap(({ userErrors }) => userErrors)).toEqual([]);
    }
    await expectTreeToHold();
  });

  test('of two moves of one partner at once, the second sees that it is late', async () => {
    const { id, version } = await fresh();
    const answers = await Promise.all([at(0).id, at(1).id].map((newParentId) => move({ id, version, newParentId })));
    expect(answers.filter(({ partner }) => partner !== null)).toHaveLength(1);
    expect(answers.flatMap(({ userErrors }) => userErrors)).toMatchObject([{ code: 'STALE_VERSION', currentVersion: version + 1 }]);
  });

  test('refuses what is not there, where it stands already, and parents who are not active', async () => {
    const { id, version } = await fresh(at(0).id);
    const closed = partners.find((partner) => partner.status === 'CLOSED');
    expect((await move({ id: newId(), version: 1, newParentId: null })).userErrors).toMatchObject([{ code: 'NOT_FOUND', field: ['id'] }]);
    expect((await move({ id, version, newParentId: newId() })).userErrors).toMatchObject([{ code: 'NOT_FOUND', field: ['newParentId'] }]);
    expect((await move({ id, version, newParentId: closed?.id })).userErrors).toMatchObject([{ code: 'POLICY_FORBIDS', field: ['newParentId'] }]);
    expect((await move({ id, version, newParentId: at(0).id })).userErrors).toMatchObject([{ code: 'INVALID', field: ['newParentId'] }]);
    expect((await move({ id, version, newParentId: null, reason: ' ' })).userErrors).toMatchObject([{ code: 'INVALID', field: ['reason'] }]);
    expect(await auditOf(id)).toHaveLength(1);
  });
});

test('the services refuse whoever is bound to a client or a partner, whatever permissions it holds', async () => {
  const service = new PartnerService(gateway.database, new AuditTrail(gateway.config.secrets.auditKey));
  const actor: Actor = {
    kind: 'API_KEY',
    id: newId(),
    name: 'portal',
    departments: [],
    permissions: new Set(['partners:read', 'partners:write']),
    clientId: null,
    partnerId: at(0).id,
    sessionId: null,
  };
  for (const bound of [actor, { ...actor, partnerId: null, clientId: newId() }]) {
    const request = { actor: bound, requestId: newId() };
    await expect(service.create(request, { name: 'North Bridge', email: 'bound@partners.example', country: 'CY', parentId: at(1).id })).rejects.toMatchObject({
      errors: [{ code: 'POLICY_FORBIDS' }],
    });
    await expect(
      service.move(request, { id: at(1).id, version: await versionOf(at(1).id), newParentId: null, reason: 'Wants to be free' }),
    ).rejects.toMatchObject({ errors: [{ code: 'POLICY_FORBIDS' }] });
  }
});
